"""Today: one person's own duties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from duties.answering import Desk, desk_of
from duties.models import Duty, Occurrence, OccurrenceState
from duties.queries.rows import DutyRow, Group, Reader, finding, occurrence_row, undated_row
from schools.models import Person

PAGE = 50
UNDATED = 100


@dataclass(frozen=True)
class TodayPage:
    """What Today shows. ``next_page`` is the number of the page that follows, None on the last."""

    status_line: str
    groups: tuple[Group, ...]
    waiting: int  # late and due today: the number beside the place
    next_page: int | None


def today_page(*, person: Person, levels: Iterable[str], reader: Reader, page: int = 1) -> TodayPage:
    """Return one person's duties; three queries, whatever their number."""
    midnight = datetime.combine(reader.on, time(), tzinfo=reader.zone)
    desk = desk_of(person, on=reader.on, ticked_since=midnight if page == 1 else None)
    found = _page_rows(desk, reader, (page - 1) * PAGE)
    rows = [row for row in found if row.state == OccurrenceState.OPEN][:PAGE]
    has_next = sum(row.state == OccurrenceState.OPEN for row in found) > PAGE
    # What this person ticked off today keeps its place all day.
    rows += [row for row in found if row.state == OccurrenceState.DONE]
    rows.sort(key=lambda row: (row.due_on or date.max, row.pk))
    shown = [_row(row, desk, reader) for row in rows]
    undated = _undated(desk, levels, reader) if page == 1 else ()
    counts = _counts(shown, reader.on)
    return TodayPage(
        status_line=finding(*counts),
        groups=_groups(shown, undated, reader.on),
        waiting=counts[0] + counts[1],
        next_page=page + 1 if has_next else None,
    )


def status_of(*, person: Person, reader: Reader) -> str:
    """Return the finding of Today's first page alone, for the answer to a tick; two queries."""
    week_end = _sunday(reader.on)
    days = (
        _open_rows(desk_of(person, on=reader.on), reader).filter(due_on__lte=week_end).values_list("due_on", flat=True)
    )
    late = today = week = 0
    for day in filter(None, days):
        late += day < reader.on
        today += day == reader.on
        week += day > reader.on
    return finding(late, today, week)


def _open_rows(desk: Desk, reader: Reader) -> "QuerySet[Occurrence]":
    return Occurrence.objects.for_school(reader.school).open().filter(desk.rows())


def _page_rows(desk: Desk, reader: Reader, first: int) -> list[Occurrence]:
    """Return the page's open rows and one more, and all that was ticked off today; one query.

    The rows are chosen before they are joined to what a page shows of them: a year's rows are not joined for fifty.
    """
    done = sorted(desk.ticked)[:PAGE]
    order = (F("due_on").asc(nulls_last=True), "id")
    chosen = Q(pk__in=_open_rows(desk, reader).order_by(*order).values("pk")[first : first + PAGE + 1])
    if done:
        chosen |= Q(pk__in=done, state=OccurrenceState.DONE)
    return list(Occurrence.objects.for_school(reader.school).filter(chosen).with_progress().order_by(*order))


def _row(row: Occurrence, desk: Desk, reader: Reader) -> DutyRow:
    stand_in = desk.stands_in_for(row)
    return occurrence_row(row, reader, can_tick=True, for_name=stand_in.absent_name if stand_in else "")


def _undated(desk: Desk, levels: Iterable[str], reader: Reader) -> tuple[DutyRow, ...]:
    """Duties that come as it happens, or go on all the time: visible without a date."""
    duties = (
        Duty.objects.for_school(reader.school)
        .active()
        .filter(desk.duties(levels))
        .undated()
        .select_related("role")
        .with_language()
        .order_by("role", "pk")[:UNDATED]
    )
    return tuple(undated_row(duty, reader, duty.text_language) for duty in duties)  # type: ignore[attr-defined]


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
        groups.append(Group("g-undated", _("As it happens, and always"), undated))
    return tuple(groups)


def _place(day: date | None, on: date, week_end: date) -> str:
    if day is None:
        return "no-date"
    if day <= on:
        return "late" if day < on else "today"
    return "week" if day <= week_end else "later"


def _sunday(on: date) -> date:
    return on + timedelta(days=6 - on.weekday())
