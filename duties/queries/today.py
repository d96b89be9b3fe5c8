"""Today: one person's own duties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from duties.answering import Desk, desk_of
from duties.models import Duty, Occurrence, OccurrenceState
from duties.queries.rows import DutyRow, Group, Reader, finding, occurrence_row, unasked_words, undated_row
from schools.models import Person
from schools.prepared import Prepared, padded

PAGE = 50
UNDATED = 100
FEW = 5  # so many dated rows are shown at least, however far ahead
NEXT = timedelta(days=61)  # two months: what lies further ahead is looked up, not worked through


@dataclass(frozen=True)
class TodayPage:
    """What Today shows. ``next_page`` is the number of the page that follows, None on the last."""

    status_line: str
    groups: tuple[Group, ...]
    waiting: int  # late and due today: the number beside the place
    next_page: int | None
    is_all: bool  # everything, also what is due later than two months from now or has no date yet
    news: frozenset[str] | None  # which providers beside Today have something to say


def today_page(
    *, person: Person, levels: Iterable[str], reader: Reader, page: int = 1, is_all: bool = False
) -> TodayPage:
    """Return one person's duties of the next two months, or all of them; three queries, whatever their number."""
    midnight = datetime.combine(reader.on, time(), tzinfo=reader.zone)
    desk = desk_of(person, on=reader.on, ticked_since=midnight)
    until = None if is_all else reader.on + NEXT
    found = _page_rows(desk, reader, (page - 1) * PAGE, until)
    rows = [row for row in found if row.state == OccurrenceState.OPEN][:PAGE]
    has_next = sum(row.state == OccurrenceState.OPEN for row in found) > PAGE
    # What this person ticked off today keeps its place all day.
    rows += [row for row in found if row.state == OccurrenceState.DONE]
    rows.sort(key=lambda row: (row.due_on or date.max, row.pk))
    shown = [_row(row, desk, reader) for row in rows]
    undated = _undated(desk, levels, reader) if page == 1 else ()
    counts = _counts(shown, reader.on)
    return TodayPage(
        status_line=_far_words(shown, until, reader) or finding(*counts),
        groups=_groups(shown, undated, reader.on),
        waiting=counts[0] + counts[1],
        next_page=page + 1 if has_next else None,
        is_all=is_all,
        news=desk.news,
    )


def _far_words(rows: Sequence[DutyRow], until: date | None, reader: Reader) -> str:
    """Return what comes next where nothing is due in the next two months; "" where something is."""
    coming = [row for row in rows if row.is_open and row.due_on is not None]
    if until is None or not coming or coming[0].due_on is None or coming[0].due_on <= until:
        return ""
    words = {"day": reader.day(coming[0].due_on), "title": coming[0].title}
    return _("Nothing is due in the next two months; the next is on %(day)s: %(title)s") % words


def has_duties(*, person: Person, levels: Iterable[str], reader: Reader) -> tuple[bool, bool]:
    """Return whether the school asks for any duty, and whether one of them binds this person; three queries."""
    asked = Duty.objects.for_school(reader.school).active().not_ended(reader.on)
    return asked.exists(), asked.filter(desk_of(person, on=reader.on).duties(levels)).exists()


@dataclass(frozen=True)
class Status:
    """The finding in words, and how many are late or due today."""

    words: str
    waiting: int


def status_of(*, person: Person, reader: Reader) -> Status:
    """Return the finding of Today's first page alone, for the answer to a tick; two queries."""
    week_end = _sunday(reader.on)
    days = (
        _open_rows(desk_of(person, on=reader.on), reader.school.pk)
        .filter(due_on__lte=week_end)
        .values_list("due_on", flat=True)
    )
    late = today = week = 0
    for day in filter(None, days):
        late += day < reader.on
        today += day == reader.on
        week += day > reader.on
    return Status(finding(late, today, week), late + today)


def _open_rows(desk: Desk, school_id: int) -> "QuerySet[Occurrence]":
    return Occurrence.objects.filter(school=school_id).open().filter(desk.rows())


def _page_rows(desk: Desk, reader: Reader, first: int, until: date | None) -> list[Occurrence]:
    """Return the page's open rows and one more, and all that was ticked off today; one query."""
    done = [] if first else sorted(desk.ticked)[:PAGE]
    if desk.stand_ins:
        return list(_chosen_rows(desk, reader.school.pk, done, first, until))
    keys = [padded(sorted(found)) for found in (desk.role_ids, desk.group_ids, done)]
    shape = tuple(len(found) for found in keys)
    limit = [until] if until else []
    return _rows_of_shape(shape, first, until is not None).ask(
        reader.school.pk, desk.person_id, desk.on, *limit, *chain(*keys)
    )


@lru_cache(maxsize=64)
def _rows_of_shape(shape: tuple[int, ...], first: int, is_limited: bool) -> Prepared:  # noqa: FBT001
    """The question for desks with so many posts, classes and ticked rows, none of them stood in for."""

    def build(school: int, person: int, on: date, *rest_of_it: Any) -> "QuerySet[Occurrence]":
        rest = iter(rest_of_it)
        until = next(rest) if is_limited else None
        roles, groups, done = (list(islice(rest, length)) for length in shape)
        return _chosen_rows(Desk(person, on, frozenset(roles), frozenset(groups)), school, done, first, until)

    return Prepared(build, int, int, date, *[date] * is_limited, *[int] * sum(shape))


# What a row of the page shows, and what decides whose it is.
_SHOWN = (
    "school", "duty__public_id", "duty__title", "duty__number", "duty__role__name", "post__name", "period_key", "slot",
    "group__public_id", "group__name", "person__public_id", "handed_to",
    "handed_by__given_name", "handed_by__family_name", "due_on", "not_before", "needed", "state", "settled_at",
)  # fmt: skip


def _chosen_rows(desk: Desk, school_id: int, done: list[int], first: int, until: date | None) -> "QuerySet[Occurrence]":
    """The rows are chosen before they are joined to what a page shows: a year's rows are not joined for fifty."""
    order = (F("due_on").asc(nulls_last=True), "id")
    rows = _open_rows(desk, school_id).order_by(*order).values("pk")
    near = rows if until is None else rows.filter(due_on__lte=until)
    chosen = Q(pk__in=near[first : first + PAGE + 1])
    if until is not None and not first:
        chosen |= Q(pk__in=rows.filter(due_on__isnull=False)[:FEW])
    if done:
        chosen |= Q(pk__in=done, state=OccurrenceState.DONE)
    return Occurrence.objects.filter(school=school_id).filter(chosen).with_progress().only(*_SHOWN).order_by(*order)


def _row(row: Occurrence, desk: Desk, reader: Reader) -> DutyRow:
    stand_in = desk.stands_in_for(row)
    return occurrence_row(row, reader, can_tick=True, for_name=stand_in.absent_name if stand_in else "")


def _undated(desk: Desk, levels: Iterable[str], reader: Reader) -> tuple[DutyRow, ...]:
    """Duties that come as it happens, or go on all the time: visible without a date."""
    keys = padded(sorted(desk.role_ids))
    question = _undated_of_shape(len(keys), bool(desk.group_ids), desk.teaches, tuple(sorted(levels)))
    duties = question.ask(reader.school.pk, reader.on, *keys)
    return tuple(undated_row(duty, reader, duty.text_language) for duty in duties)


@lru_cache(maxsize=128)
def _undated_of_shape(posts: int, leads: bool, teaches: bool, levels: tuple[str, ...]) -> Prepared:  # noqa: FBT001
    """The question for desks with so many posts, with a class or without; classes themselves do not matter to it."""

    def build(school: int, on: date, *roles: int) -> "QuerySet[Duty]":
        desk = Desk(0, date.min, frozenset(roles), frozenset([0]) if leads else frozenset(), teaches=teaches)
        return (
            Duty.objects.filter(school=school)
            .active()
            .filter(desk.duties(levels))
            .undated()
            .holding(on)
            .select_related("role", "post")
            .with_language()
            .only("public_id", "title", "number", "kind", "binding", "role__name", "post__name")
            .order_by("role", "pk")[:UNDATED]
        )

    return Prepared(build, int, date, *[int] * posts)


def _counts(rows: Iterable[DutyRow], on: date) -> tuple[int, int, int]:
    days = [row.due_on for row in rows if row.is_open and row.due_on is not None]
    week_end = _sunday(on)
    return (
        sum(day < on for day in days),
        sum(day == on for day in days),
        sum(on < day <= week_end for day in days),
    )


def _groups(rows: Sequence[DutyRow], undated: tuple[DutyRow, ...], on: date) -> tuple[Group, ...]:
    week_end = _sunday(on)
    sorted_in: dict[str, list[DutyRow]] = {"late": [], "today": [], "week": [], "later": [], "no-date": []}
    for row in rows:
        sorted_in[_place(row.due_on, on, week_end)].append(row)
    titles = {
        "late": _("Late"),
        "today": _("Today"),
        "week": _("This week"),
        "later": _("Later"),
        "no-date": _("No date yet"),
    }
    groups = [Group(f"g-{key}", titles[key], tuple(found)) for key, found in sorted_in.items() if found]
    if undated:
        groups.append(Group("g-undated", _("As it happens, and always"), undated, unasked_words()))
    return tuple(groups)


def _place(day: date | None, on: date, week_end: date) -> str:
    if day is None:
        return "no-date"
    if day <= on:
        return "late" if day < on else "today"
    return "week" if day <= week_end else "later"


def _sunday(on: date) -> date:
    return on + timedelta(days=6 - on.weekday())
