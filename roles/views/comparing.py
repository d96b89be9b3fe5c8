"""Two versions of a text beside each other, readable by everybody who may read both."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from roles.models import RoleVersion
from roles.printouts import field_labels
from roles.queries.comparing import ClauseChange, Comparison, SectionChange, compare_versions
from roles.queries.texts import versions_for
from roles.rule_words import rule_words
from roles.views.loading import role_or_404
from roles.views.words import basis_words, section_title, version_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.see_other import see_other

ALL = "all"  # of ?show=: the whole text, and not only what changes


@require_safe
@requires(Permission.ROLE_VIEW)
def role_compare(request: SchoolRequest, school: str, code: str) -> HttpResponse:
    """The two versions that were chosen on the role's page: ``old`` and ``new`` are their numbers."""
    numbers = [request.GET.get(name, "") for name in ("new", "old")]
    if not all(number.isdecimal() and len(number) < 6 for number in numbers):
        return see_other(reverse("roles:role-detail", args=[school, code]))
    return see_other(reverse("roles:version-compare", args=[school, code, *map(int, numbers)]))


@require_safe
@requires(Permission.ROLE_VIEW)
def version_compare(request: SchoolRequest, school: str, code: str, number: int, other: int) -> HttpResponse:
    """What differs from version ``other`` to version ``number``; drafts only for those who write them."""
    role = role_or_404(request, code)
    versions = versions_for(role, with_drafts=request.access.can(Permission.ROLE_EDIT))
    by_number = {version.number: version for version in versions}
    if number not in by_number or other not in by_number:
        raise Http404
    found = compare_versions(old=by_number[other], new=by_number[number])
    shows_all = request.GET.get("show") == ALL
    here = reverse("roles:version-compare", args=[school, code, number, other])
    context = {
        "title": _("From version %(old)s to version %(new)s") % {"old": other, "new": number},
        "margin": f"{other} → {number}",
        "margin_sub": _("versions"),
        "crumbs": [
            (_("Roles"), reverse("roles:role-list", args=[school])),
            (role.name, reverse("roles:role-detail", args=[school, code])),
            (_("Comparison"), ""),
        ],
        "lead": difference_words(found),
        "choices": [
            (_("Only what changes"), here, not shows_all),
            (_("The whole text"), f"{here}?show={ALL}", shows_all),
        ],
        "is_same": found.is_same() and not shows_all,
        "frame": _frame_rows(found),
        "sections": list(_section_rows(found, shows_all=shows_all)),
        "renumbered": [] if shows_all else [row for row in found.clauses() if _is_only_renumbered(row)],
        "unchanged_words": _unchanged_words(found),
        "versions": _sides(found, school),
        "turned_url": reverse("roles:version-compare", args=[school, code, other, number]),
        "pick": pick_of(versions, old=other, new=number),
        "pick_url": reverse("roles:role-compare", args=[school, code]),
        "old_lang": found.old.language,
        "new_lang": found.new.language,
    }
    return render(request, "roles/version_compare.html", context)


def pick_of(
    versions: Sequence[RoleVersion], *, old: int, new: int
) -> list[tuple[str, str, list[tuple[int, str, bool]]]]:
    """Return the two choices of versions for ``roles/_pick_versions.html``: name, label, options."""
    newest = sorted(versions, key=lambda version: -version.number)

    def options(chosen: int) -> list[tuple[int, str, bool]]:
        return [(one.number, f"{one.number}, {version_words(one)}", one.number == chosen) for one in newest]

    return [("old", _("From version"), options(old)), ("new", _("to version"), options(new))]


def difference_words(found: Comparison) -> str:
    """Return what differs, counted: "2 duties added, 1 result changed, 3 moved"."""
    if found.is_same():
        return _("Nothing differs between the two.")
    counts = found.counts()
    known = _counted(counts)
    parts = [known[key] % {"n": counts[key]} for key in known if counts.get(key)]
    fields = len(found.frame)
    if fields:
        parts.append(ngettext("%(n)d line around the text", "%(n)d lines around the text", fields) % {"n": fields})
    headings = sum(section.heading_differs or section.is_moved for section in found.sections)
    if headings:
        parts.append(ngettext("%(n)d heading", "%(n)d headings", headings) % {"n": headings})
    return ", ".join(parts)


def _counted(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], str]:
    """What is counted, in the order in which it is said, each in the plural that its number wants."""

    def many(what: str, kind: str) -> int:
        return counts.get((what, kind), 0)

    return {
        ("added", "duty"): ngettext("%(n)d duty added", "%(n)d duties added", many("added", "duty")),
        ("added", "result"): ngettext("%(n)d result added", "%(n)d results added", many("added", "result")),
        ("added", "clause"): ngettext("%(n)d clause added", "%(n)d clauses added", many("added", "clause")),
        ("changed", "duty"): ngettext("%(n)d duty changed", "%(n)d duties changed", many("changed", "duty")),
        ("changed", "result"): ngettext("%(n)d result changed", "%(n)d results changed", many("changed", "result")),
        ("changed", "clause"): ngettext("%(n)d clause changed", "%(n)d clauses changed", many("changed", "clause")),
        ("removed", "duty"): ngettext("%(n)d duty removed", "%(n)d duties removed", many("removed", "duty")),
        ("removed", "result"): ngettext("%(n)d result removed", "%(n)d results removed", many("removed", "result")),
        ("removed", "clause"): ngettext("%(n)d clause removed", "%(n)d clauses removed", many("removed", "clause")),
        ("moved", ""): ngettext("%(n)d moved", "%(n)d moved", many("moved", "")),
        ("renumbered", ""): ngettext(
            "%(n)d with another number only", "%(n)d with another number only", many("renumbered", "")
        ),
    }


def _is_only_renumbered(change: ClauseChange) -> bool:
    return change.is_renumbered and not change.kind and not change.is_moved


def _unchanged_words(found: Comparison) -> str:
    same = sum(not change.differs for change in found.clauses())
    return ngettext("%(n)d clause stays as it is.", "%(n)d clauses stay as they are.", same) % {"n": same}


def _frame_rows(found: Comparison) -> list[tuple[str, str, str]]:
    """The fields around the text that differ: label, old, new."""
    labels = {
        "title": _("Title"),
        "institution": _("Institution"),
        "document_number": _("Number of the document"),
        "approval_header": _("Header of the approval"),
        "contract_annex": _("Header of the annex"),
        **field_labels(),
    }
    return [(labels.get(key, key), old, new) for key, old, new in found.frame]


def _section_rows(found: Comparison, *, shows_all: bool) -> Iterator[dict[str, Any]]:
    for number, section in enumerate(found.sections, 1):
        clauses = [change for change in section.clauses if shows_all or _is_told(change)]
        if not (clauses or section.heading_differs or section.is_moved or shows_all):
            continue
        here = section.new or section.old
        yield {
            "id": f"s{number}",
            "title": section_title(here) if here is not None else "",
            "note": _section_note(section),
            "was": section_title(section.old) if section.old and section.new and section.heading_differs else "",
            "clauses": [_clause_row(change) for change in clauses],
        }


def _is_told(change: ClauseChange) -> bool:
    return change.differs and not _is_only_renumbered(change)


def _section_note(section: SectionChange) -> str:
    if section.old is None:
        return _("new part")
    if section.new is None:
        return _("part removed")
    notes = [_("another heading")] if section.heading_differs else []
    return ", ".join([*notes, _("moved")] if section.is_moved else notes)


def _clause_row(change: ClauseChange) -> dict[str, Any]:
    words = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    said = [words[change.kind]] if change.kind else []
    if change.is_moved:
        said.append(_("moved"))
    return {
        "id": f"c-{change.clause.key}",
        "is_gone": change.new is None,
        "was": change.old.number if change.old and change.is_renumbered else "",
        "number": change.clause.number,
        "words": ", ".join(said),
        "is_result": change.clause.kind == "result",
        "pieces": change.pieces,
        "notes": list(_notes(change)),
    }


def _notes(change: ClauseChange) -> Iterator[tuple[str, str, str]]:
    """What differs beside the words: label, old, new."""
    for old, new in change.rules:
        yield _("Deadline"), rule_words(old) if old else "", rule_words(new) if new else ""
    if change.old is None or change.new is None:
        return
    if change.old.who != change.new.who:
        yield _("Who"), change.old.who, change.new.who
    if change.old.group != change.new.group:
        yield _("Group"), change.old.group, change.new.group


def _sides(found: Comparison, school: str) -> list[tuple[str, str, str, str]]:
    """The two versions for the side column, the newer first: title, how it stands, what it rests on, address."""
    both = sorted((found.old, found.new), key=lambda version: -version.number)
    return [
        (
            _("Version %(number)s") % {"number": version.number},
            version_words(version),
            basis_words(version),
            reverse("roles:version-detail", args=[school, version.role.code, version.number]),
        )
        for version in both
    ]
