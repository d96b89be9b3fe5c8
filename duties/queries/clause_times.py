"""Every single time that the work of a clause fell due in a school year, whatever number the clause had then."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from duties.addresses import occurrence_url
from duties.answering import Cast, Desk
from duties.models import Occurrence, OccurrenceState
from duties.queries.occurrence import who_words
from duties.queries.rows import Reader, margin_date, state_chip
from roles.models import Item, Outcome, Role, VersionState
from schools.models import SchoolYear

PAGE = 50


@dataclass(frozen=True)
class PrintedClause:
    """A clause as an approved version prints it."""

    version: int
    number: str
    text: str
    language: str


@dataclass(frozen=True)
class Time:
    """One occurrence: when, whose, how it stands; ``as_words`` names the clause's number in an earlier version."""

    when: SafeString | str
    url: str
    label: str
    sub: str
    chip: str
    chip_kind: str
    as_words: str


@dataclass(frozen=True)
class ClauseTimes:
    """The clause as the newest approved version that has it prints it, and its occurrences, the newest first."""

    clause: PrintedClause
    times: tuple[Time, ...]
    next_page: int | None


def printed_clauses(*, role: Role, clause: UUID) -> list[PrintedClause]:
    """Return a clause as each approved version of a role prints it, in their order; one query."""
    approved = {"state": VersionState.APPROVED, "translation_of__isnull": True, "role": role}

    def rows(model: type[Item] | type[Outcome], path: str) -> object:
        conditions = {f"{path}__{name}": value for name, value in approved.items()}
        columns = (f"{path}__number", "number", "text", f"{path}__language")
        return model.objects.filter(clause=clause, **conditions).order_by().values_list(*columns)

    found = rows(Item, "section__version").union(rows(Outcome, "item__section__version"))  # type: ignore[attr-defined]
    printed = [PrintedClause(version, number or "", text, language) for version, number, text, language in found]
    return sorted(printed, key=lambda one: one.version)


def clause_times(
    *,
    role: Role,
    clause: UUID,
    year: SchoolYear | None,
    desk: Desk | None,
    cast: Cast,
    reader: Reader,
    page: int = 1,
) -> ClauseTimes | None:
    """Return a clause's occurrences of a year (None: of all time), with ``desk`` only that desk's; two queries.

    None when no approved version of the role has such a clause.
    """
    printed = printed_clauses(role=role, clause=clause)
    if not printed:
        return None
    rows = Occurrence.objects.for_school(reader.school).filter(duty__role=role, duty__clause=clause)
    rows = rows.exclude(state=OccurrenceState.WITHDRAWN)
    if year is not None:
        rows = rows.due_between(year.starts_on, year.ends_on)
    if desk is not None:
        rows = rows.filter(desk.rows())
    first = (page - 1) * PAGE
    found = list(
        rows.with_progress()
        .annotate(version_number=F("rule__version__number"))
        .order_by(F("due_on").desc(nulls_last=True), "pk")[first : first + PAGE + 1]
    )
    numbers = {one.version: one.number for one in printed}
    times = tuple(_time(row, numbers, printed[-1], cast, reader) for row in found[:PAGE])
    return ClauseTimes(printed[-1], times, page + 1 if len(found) > PAGE else None)


def _time(row: Occurrence, numbers: dict[int, str], newest: PrintedClause, cast: Cast, reader: Reader) -> Time:
    chip, kind = state_chip(row, reader)
    who = row.person.name if row.person is not None else who_words(row, cast)
    version = row.version_number  # type: ignore[attr-defined]
    was = numbers.get(version, "")
    words = {"number": was, "version": version}
    return Time(
        when=margin_date(row.due_on, reader),
        url=occurrence_url(row, reader.school),
        label=row.group.name if row.group is not None else who,
        sub=who if row.group is not None else "",
        chip=chip,
        chip_kind=kind,
        as_words=_("as %(number)s of version %(version)s") % words if was and was != newest.number else "",
    )
