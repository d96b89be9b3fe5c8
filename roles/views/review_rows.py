"""What the review of a text that was read shows: its parts, clauses and proposed deadlines, ready for the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roles.models import Reading, SectionKind
from roles.reading_review import PlacedClause, Proposal, own_post, placed
from roles.views.rule_preview import RulePreview, preview
from schools.queries import school_calendar
from schools.school_calendars import SchoolCalendar


@dataclass(frozen=True)
class RuleRow:
    """A proposed deadline. ``state``: found, changed, added or refused; ``heading`` says what it is."""

    key: str
    state: str
    heading: str
    preview: RulePreview
    is_dated: bool
    change_url: str
    refuse_url: str
    restore_url: str


@dataclass(frozen=True)
class ClauseLine:
    """A clause. ``whose``: the words of the post it binds when that is not the document's own."""

    place: str
    number: str
    label: str
    group: str
    text: str
    subject: str
    whose: str
    is_outcome: bool
    level: int
    rules: tuple[RuleRow, ...]
    add_url: str


@dataclass(frozen=True)
class SectionLine:
    """A part of the text."""

    id: str
    title: str
    kind: str
    clauses: tuple[ClauseLine, ...]


@dataclass(frozen=True)
class _Page:
    reading: Reading
    calendar: SchoolCalendar
    on: date
    posts: Mapping[str, str]


def section_lines(reading: Reading, *, on: date) -> list[SectionLine]:
    """Return the parts of what was read, as corrected."""
    own, _words = own_post(reading.result)
    posts = {key: words for key, words in reading.result["posts"].items() if key != own}
    page = _Page(reading, school_calendar(reading.school), on, posts)
    return [
        SectionLine(
            id=f"s-{number}",
            title=" ".join(part for part in (section.get("number"), section.get("heading")) if part) or _("Text"),
            kind=capfirst(str(SectionKind(section["kind"]).label)),
            clauses=tuple(_clause(page, one) for one in placed(reading.result, reading.corrections, number)),
        )
        for number, section in enumerate(reading.result["sections"])
    ]


def _clause(page: _Page, one: PlacedClause) -> ClauseLine:
    clause = one.clause
    return ClauseLine(
        place=one.place,
        number=clause.get("number") or "",
        label=clause.get("label") or "",
        group=clause.get("group") or "",
        text=clause["text"],
        subject=clause.get("subject") or "",
        whose=page.posts.get(clause.get("binds") or "", ""),
        is_outcome=one.is_outcome,
        level=min(one.level, 3),
        rules=tuple(_rule(page, proposal) for proposal in one.proposals),
        add_url=_url(page.reading, "reading-rule-new", one.place),
    )


def _rule(page: _Page, one: Proposal) -> RuleRow:
    found = preview(one.rule, page.reading.school, page.calendar, on=page.on)
    args = (page.reading, one.place, one.number)
    return RuleRow(
        key=one.key,
        state=one.state,
        heading=_heading(one),
        preview=found,
        is_dated=bool(found.days),
        change_url=_url(args[0], "reading-rule", *args[1:]),
        refuse_url=_url(args[0], "reading-rule-refuse", *args[1:]),
        restore_url=_url(args[0], "reading-rule-restore", *args[1:]) if one.found is not None else "",
    )


def _heading(one: Proposal) -> str:
    headings = {
        "duty": _("Proposed duty"),
        "right": _("Right"),
        "document": _("About the document itself"),
        "standing": _("Standing duty"),
        "cap": _("Upper limit"),
        "trigger": _("Starts a procedure"),
    }
    states = {"changed": _("changed by you"), "added": _("added by you"), "refused": _("not a duty")}
    words = headings[one.rule["binding"]]
    return f"{words}, {states[one.state]}" if one.state in states else words


def _url(reading: Reading, name: str, *parts: object) -> str:
    return reverse(f"roles:{name}", args=[reading.school.slug, reading.public_id, *parts])


def rule_rows(sections: list[SectionLine]) -> Iterator[RuleRow]:
    """Every proposed deadline, in the order of the text."""
    return (rule for section in sections for clause in section.clauses for rule in clause.rules)


def facts(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what stands around the parts, as (label, words), where it was found."""
    labels = {
        "unit": _("Unit"),
        "document_number": _("Number"),
        "level": _("Level"),
        "reports_to": _("Reports to"),
        "substitutes": _("Stands in for"),
        "substituted_by": _("Is stood in for by"),
        "approval_header": _("Approved by"),
        "contract_annex": _("Annex to the contract"),
        "basis": _("Rests on"),
        "prepared_by": _("Prepared by"),
        "dated": _("Dated"),
        "validity": _("Valid"),
        "review": _("Reviewed"),
        "amendment": _("Changed"),
        "signature_parties": _("Signed by"),
    }
    found = ((label, result.get(key)) for key, label in labels.items())
    return [(label, ", ".join(words) if isinstance(words, list) else str(words)) for label, words in found if words]
