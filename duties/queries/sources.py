"""The sentence a duty comes from, with the words of its deadline marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from duties.models import Duty, DutyRule
from duties.queries.rows import Reader
from roles.models import DeadlineRule, Item, Outcome, RoleVersion
from roles.structure import whole_text
from schools.models import School


@dataclass(frozen=True)
class Source:
    """A clause as printed: ``before`` and ``after`` stand around the ``marked`` words of the deadline."""

    before: str
    marked: str
    after: str
    lang: str
    footer: str
    url: str


def source_of(duty: Duty, dated: DutyRule, reader: Reader) -> Source | None:
    """Return the clause of the version that dates an occurrence; one query. ``dated.version.role`` should be loaded."""
    version = dated.version
    found = list(clause_texts(version.pk, [duty.clause]))
    if not found:
        return None
    _clause, number, text = found[0]
    return marked_source(number, text, dated.rule, version, reader)


def marked_source(number: str | None, text: str, rule: dict[str, Any], version: RoleVersion, reader: Reader) -> Source:
    """Return a clause with the words of one of its rules marked."""
    words = str(rule.get("words", ""))
    at = text.lower().find(words.lower()) if words else -1
    head = f"{number} " if number else ""
    before, marked, after = (
        (head + text[:at], text[at : at + len(words)], text[at + len(words) :]) if at >= 0 else (head + text, "", "")
    )
    return Source(
        before, marked, after, version.language, version_words(version, reader), version_url(version, reader.school)
    )


def version_words(version: RoleVersion, reader: Reader) -> str:
    """Return how a text is cited: its title, its number, and from when it is in force."""
    words = {"title": version.title, "number": version.number}
    if version.in_force_on is None:
        return _("%(title)s · version %(number)d, approved, not yet in force") % words
    return _("%(title)s · version %(number)d, in force from %(day)s") % {
        **words, "day": reader.day(version.in_force_on),
    }  # fmt: skip


def version_url(version: RoleVersion, school: School) -> str:
    """Return the address of a text's page."""
    return reverse("roles:version-detail", args=[school.slug, version.role.code, version.number])


def clause_texts(version_id: int, clauses: Iterable[UUID]) -> Iterable[tuple[UUID, str | None, str]]:
    """Return (clause, number as printed, text with the cell beside it) of these clauses in a version; one query."""
    wanted = list(clauses)
    columns = ("clause", "number", "text", "extra")
    items = Item.objects.filter(section__version=version_id, clause__in=wanted).order_by().values_list(*columns)
    outcomes = (
        Outcome.objects.filter(item__section__version=version_id, clause__in=wanted).order_by().values_list(*columns)
    )
    rows = items.union(outcomes)
    return [(clause, number, whole_text(text, extra.get("subject"))) for clause, number, text, extra in rows]


def rules_with_clauses(versions: Iterable[int], rule_keys: Iterable[UUID]) -> list[DeadlineRule]:
    """Return rules of these versions with the item or outcome they stand on; one query."""
    wanted = list(versions)
    rows = (
        DeadlineRule.objects.filter(rule_key__in=list(rule_keys))
        .filter(Q(item__section__version__in=wanted) | Q(outcome__item__section__version__in=wanted))
        .select_related("item__section", "outcome__item__section")
    )
    return [row for row in rows if isinstance(row, DeadlineRule)]
