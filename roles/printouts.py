"""The PDF of a text: a version and who signs it, on the printed page of its country."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from documents.role_page import RolePage, SignatureParty, role_page_pdf
from roles.models import RoleVersion, SectionKind
from roles.queries.texts import content_hash
from roles.structure import ClauseText, Document, SectionText
from schools.models import Country
from schools.words import format_date

_BLANK = "__"  # a line to be filled in by hand
_FORMS = {Country.LT: "lt", Country.EE: "et", Country.FI: "fi"}


@dataclass(frozen=True)
class Order:
    """The act that puts a text in force: its day and its number; in Lithuania the order's ("V-12")."""

    day: date
    number: str


@dataclass(frozen=True)
class Printed:
    """What the page says beside the text. ``holder`` is the name of the one who holds the post ("" when nobody, or
    several); ``own_posts`` are the document's keys of the role itself; ``replaces`` is the number of the version
    that stops holding; ``order`` fills the approval header (LT) or stands on top (EE, FI); None leaves blanks."""

    effective_on: date | None
    holder: str = ""
    principal: str = ""
    own_posts: frozenset[str] = frozenset()
    replaces: int | None = None
    order: Order | None = None


def version_pdf(*, version: RoleVersion, text: Document, printed: Printed, created: datetime, is_draft: bool) -> bytes:
    """Return a version's text as PDF/A and PDF/UA in its own language; a draft is marked on every page.

    Equal arguments give equal bytes. Where people sign, a text that is no draft has an empty signature field for
    each of them, named as in :func:`_parties`. Raises documents.pdf.PdfError.
    """
    page = role_page(version=version, text=text, printed=printed, is_draft=is_draft)
    return role_page_pdf(page, created=created, signature_fields=not is_draft)


def role_page(*, version: RoleVersion, text: Document, printed: Printed, is_draft: bool) -> RolePage:
    """Return what is printed, its fixed words in the document's language."""
    school = version.role.school
    country = Country(version.country or school.country)
    with translation.override(version.language):
        digest = _grouped(content_hash(text))
        parties = tuple(_parties(country, printed))
        return RolePage(
            form=_FORMS[country],
            language=version.language,
            title=_("%(title)s, version %(number)s") % {"title": text.title, "number": version.number},
            heading=(text.title,),
            sections=list(_sections(text, leave_out_signatures=bool(parties))),
            institution=text.frame.get("institution") or school.name,
            header=_header(country, text, printed.order, version.language),
            kicker=_kicker(country, text, school.name, printed, version.language),
            lead=""
            if country == Country.FI
            else f"{version.role.name}, {school.name}"
            if country == Country.EE
            else "",
            fields=list(_fields(text)),
            posts={key: words for key, words in text.posts if key not in printed.own_posts},
            signatures_heading=_signatures_heading(country),
            parties=parties,
            paper=True,
            footer=(
                f"{text.title}. " + _("Version %(number)s") % {"number": version.number},
                _("Digest of the content (SHA-256): %(digest)s") % {"digest": digest[:17]},
            ),
            closing=_closing(version, printed, digest),
            mark=_("Draft") if is_draft else "",
        )


def _grouped(digest: str) -> str:
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))


def _closing(version: RoleVersion, printed: Printed, digest: str) -> str:
    """The sentence with version, day and full digest."""
    words = {
        "number": version.number,
        "day": format_date(printed.effective_on, version.language) if printed.effective_on else "",
        "before": printed.replaces,
    }
    if printed.effective_on is None:
        sentence = _("Draft of version %(number)s.") % words
    elif printed.replaces is None:
        sentence = _("Version %(number)s, to hold from %(day)s.") % words
    else:
        sentence = _("Version %(number)s, to hold from %(day)s; replaces version %(before)s.") % words
    return f"{sentence} " + _("Digest of the content (SHA-256): %(digest)s") % {"digest": digest}


def _header(country: Country, text: Document, order: Order | None, language: str) -> tuple[str, ...]:
    """The lines of the approval (LT) or annex (EE) header, as the document prints them.

    LT's order is filled in where the header has blanks; a header without any keeps its lines, the order follows them.
    """
    printed = text.frame.get("approval_header") or text.frame.get("contract_annex") or ""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    if country != Country.LT:
        return (*lines, _act_line(order, language)) if order is not None and country == Country.EE else tuple(lines)
    lines = lines or [_("APPROVED"), _("by the principal's order of ______________ No. ______")]
    if order is None:
        return tuple(lines)
    words = {"day": format_date(order.day, language), "number": order.number}
    filled = _("by the principal's order of %(day)s No. %(number)s") % words
    blanks = [place for place, line in enumerate(lines) if _BLANK in line]
    kept = [line for place, line in enumerate(lines) if place not in blanks]
    kept.insert(blanks[0] if blanks else len(kept), filled)
    return tuple(kept)


def _act_line(order: Order, language: str) -> str:
    return _("Put in force by: %(act)s") % {"act": f"{order.number}, {format_date(order.day, language)}"}


def _kicker(country: Country, text: Document, school: str, printed: Printed, language: str) -> str:
    if country != Country.FI:
        return ""
    effective_on = printed.effective_on
    parts = [text.frame.get("institution") or school, text.frame.get("unit") or ""]
    if effective_on:
        parts.append(_("to hold from %(day)s") % {"day": format_date(effective_on, language)})
    if printed.order is not None:
        parts.append(_act_line(printed.order, language))
    return " · ".join(part for part in parts if part)


def _signatures_heading(country: Country) -> str:
    if country == Country.LT:
        return _("I have read this and agree")
    return _("Decision and acknowledgement") if country == Country.FI else _("Signatures")


def _parties(country: Country, printed: Printed) -> Iterator[SignatureParty]:
    """Who signs: in Estonia both, in Lithuania the employee (the principal's order is a document of its own)."""
    if country != Country.LT:
        role = _("Confirmed by the principal's decision") if country == Country.FI else _("Employer")
        yield SignatureParty(role, printed.principal, "sig_employer", _("Signature of the employer"))
    role = _("I have read this job description") if country == Country.FI else _("Employee")
    yield SignatureParty(role, printed.holder, "sig_employee", _("Signature of the employee"))


def _fields(text: Document) -> Iterator[tuple[str, str]]:
    """What stands around the sections, as label and value, unless the text itself says it already."""
    said = "\n".join(_said(text)).casefold()
    labels = {
        "unit": _("Unit"),
        "level": _("Level"),
        "reports_to": _("Reports to"),
        "substitutes": _("Stands in for"),
        "substituted_by": _("Is stood in for by"),
        "additional_functions": _("Additional functions"),
        "basis": _("Basis"),
        "prepared_by": _("Prepared by"),
        "dated": _("Dated"),
        "validity": _("Valid"),
        "review": _("Review"),
        "amendment": _("Amendment"),
    }
    for key, label in labels.items():
        value = text.frame.get(key)
        words = ", ".join(value) if isinstance(value, list | tuple) else value
        if words and words.casefold() not in said:
            yield label, words


def _said(text: Document) -> Iterator[str]:
    yield text.title
    for section in text.sections:
        if section.kind == SectionKind.SIGNATURES:
            continue  # the page prints its own
        for item in section.items:
            for clause in item.walk():
                yield from (clause.text, clause.label or "", clause.subject or "")


def _sections(text: Document, *, leave_out_signatures: bool) -> Iterator[Mapping[str, Any]]:
    following = (*text.sections[1:], None)
    for section, after in zip(text.sections, following, strict=True):
        if section.kind == SectionKind.SIGNATURES and leave_out_signatures:
            continue
        if _says_nothing(section) and (after is None or after.heading):  # else it is the heading of what follows
            continue
        data = section.to_json()
        if section.layout == "role_columns":  # the column says whose it is
            data["items"] = [_without_binds(item) for item in section.items]
        yield data


def _says_nothing(section: SectionText) -> bool:
    """A part without a clause is left out, not printed as a bare heading; a column of a table keeps its place."""
    return not section.items and section.layout != "role_columns"


def _without_binds(clause: ClauseText) -> dict[str, Any]:
    data = clause.to_json()
    return {key: value for key, value in data.items() if key != "binds"}


def names_of(people: Iterable[Any]) -> str:
    """The name of the only one, or "" where the page leaves a line to be filled in by hand."""
    found = list(people)
    return found[0].name if len(found) == 1 else ""
