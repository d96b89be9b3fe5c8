"""Which deadlines move when the school calendar changes, before anything is saved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duties.models import Duty, DutyRule, Occurrence, OccurrenceState
from duties.queries.rows import Reader
from roles.rule_words import rule_words
from schools.deadline_moves import moved
from schools.deadline_rules import Rule
from schools.deadlines import Due, Offset, SchoolCalendar
from schools.models import School
from schools.words import format_date

# As far as occurrences exist: see duties.services.planning.
AHEAD, BACK = timedelta(days=430), timedelta(days=60)


@dataclass(frozen=True)
class MovedLine:
    """All occurrences of a duty that go from one date to another. ``after`` None: it has no date any more."""

    public_id: str
    number: str
    title: str
    rule: str
    count: int
    total: int  # of that duty and period, settled ones included
    before: date | None
    after: date | None
    words: str
    before_words: str
    after_words: str
    is_late_no_more: bool
    becomes_late: bool
    post: str
    note: str  # why it moves, where that is not to be seen from the dates


@dataclass(frozen=True)
class KeptLine:
    """What is done already stays done, under the date it had."""

    number: str
    title: str
    count: int
    before: date
    words: str


@dataclass(frozen=True)
class MoveQuestion:
    """Work of an exact day that was done, and whose day now comes later: does it count, or is it asked for again?

    ``name`` is the same before and after saving; ``groups`` are the classes (None: not of a class) it is asked about.
    """

    name: str
    duty_id: int
    period_key: str
    number: str
    title: str
    count: int
    before: date
    after: date
    before_words: str
    after_words: str
    groups: frozenset[int | None]


@dataclass(frozen=True)
class Moves:
    """What a changed calendar does to the deadlines."""

    count: int
    moved: tuple[MovedLine, ...]
    kept: tuple[KeptLine, ...]
    questions: tuple[MoveQuestion, ...]
    summary: str

    def late_by_post(self) -> tuple[tuple[str, int], ...]:
        """Return (post, how many) of what is late at once, the most first."""
        counts: Counter[str] = Counter()
        for line in self.moved:
            if line.becomes_late:
                counts[line.post] += line.count
        return tuple(counts.most_common())


@dataclass(frozen=True)
class _Cell:
    """Occurrences alike in everything that matters here."""

    rule_id: int
    duty_id: int
    period_key: str
    group_id: int | None
    due_on: date | None
    is_open: bool
    is_exact_day: bool
    count: int


class _Course(NamedTuple):
    """From which day to which occurrences of a duty go; ``is_assumed``: their school year is not entered."""

    duty_id: int
    was: date | None
    now: date | None
    is_gone: bool  # no longer asked for, which is more than having no date
    is_assumed: bool


_Shifted = Mapping[str, tuple[Due | None, Due | None]]


def moves_between(*, before: SchoolCalendar, after: SchoolCalendar, reader: Reader) -> Moves:
    """Return which occurrences a changed calendar would move; two queries, whatever their number."""
    start, end = reader.on - BACK, reader.on + AHEAD
    rules = _rules(reader, start, end)
    shifts: dict[tuple[str, int | None], _Shifted] = {}
    found: dict[_Course, int] = defaultdict(int)
    kept: dict[tuple[int, date], int] = defaultdict(int)
    asked: dict[tuple[int, str, date, date], dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    totals: dict[tuple[int, date | None], int] = defaultdict(int)
    duties: dict[int, DutyRule] = {}
    for cell in _cells(reader.school, rules, start, end):
        dated = rules[cell.rule_id]
        duties[cell.duty_id] = dated
        key = (dated.digest, cell.group_id)
        if key not in shifts:
            shifts[key] = _shifts(dated, cell.group_id, before, after, reader, start, end)
        totals[cell.duty_id, cell.due_on] += cell.count
        if cell.period_key not in shifts[key]:
            continue
        was, now = shifts[key][cell.period_key]
        if cell.is_open:
            found[_course(cell, was, now)] += cell.count
        elif cell.due_on is not None and (day := _asks(cell, now, reader.on)):
            asked[cell.duty_id, cell.period_key, cell.due_on, day][cell.group_id] += cell.count
        elif cell.due_on is not None:
            kept[cell.duty_id, cell.due_on] += cell.count
    lines = [
        _line(duties[course.duty_id], course, count, totals[course.duty_id, course.was], reader)
        for course, count in found.items()
    ]
    lines.sort(key=lambda line: (line.after or date.max, line.number))
    total = sum(line.count for line in lines)
    return Moves(
        count=total,
        moved=tuple(lines),
        kept=tuple(_kept(duties[duty].duty, day, count, reader) for (duty, day), count in sorted(kept.items())),
        questions=tuple(_question(duties[key[0]].duty, key, counts, reader) for key, counts in sorted(asked.items())),
        summary=_summary(total),
    )


def asked_for_again(
    *, before: SchoolCalendar, after: SchoolCalendar, reader: Reader, answers: Mapping[str, str]
) -> list[Occurrence]:
    """Return the done occurrences for which the question of a move was answered with "again"."""
    found: list[Occurrence] = []
    for question in moves_between(before=before, after=after, reader=reader).questions:
        if answers.get(question.name) == "again":
            rows = Occurrence.objects.for_school(reader.school).filter(
                duty=question.duty_id,
                period_key=question.period_key,
                due_on=question.before,
                is_exact_day=True,
                state=OccurrenceState.DONE,
            )
            found += [row for row in rows if row.group_id in question.groups]
    return found


def _asks(cell: _Cell, due: Due | None, on: date) -> date | None:
    """Return the day on which done work could be asked for again; None when there is nothing to ask."""
    if not cell.is_exact_day or cell.due_on is None or due is None or due.due_on is None:
        return None
    return due.due_on if due.due_on > cell.due_on and due.due_on >= on else None


def _rules(reader: Reader, start: date, end: date) -> dict[int, DutyRule]:
    rows = (
        DutyRule.objects.filter(duty__school=reader.school, duty__state="active")
        .exclude(digest="")
        .touching(start, end)
        .select_related("duty__post")
    )
    return {dated.pk: dated for dated in rows}


def _cells(school: School, rules: Mapping[int, DutyRule], start: date, end: date) -> Iterable[_Cell]:
    rows = (
        Occurrence.objects.for_school(school)
        .filter(rule__in=list(rules))
        .exclude(state__in=[OccurrenceState.WITHDRAWN, OccurrenceState.WAIVED])
        .exclude(due_on__lt=start)
        .exclude(due_on__gt=end)
        .values_list("rule_id", "duty_id", "period_key", "group_id", "due_on", "state", "is_exact_day")
        .order_by()
        .annotate(count=Count("pk"))
    )
    for rule_id, duty_id, period_key, group_id, due_on, state, is_exact_day, count in rows:
        is_open = state == OccurrenceState.OPEN
        yield _Cell(rule_id, duty_id, period_key, group_id, due_on, is_open, is_exact_day, count)


def _shifts(
    dated: DutyRule,
    group_id: int | None,
    before: SchoolCalendar,
    after: SchoolCalendar,
    reader: Reader,
    start: date,
    end: date,
) -> _Shifted:
    if group_id is not None:
        before, after = before.for_group(str(group_id)), after.for_group(str(group_id))
    days = dated.duty.days
    found = moved(
        Rule.from_json(dated.rule),
        before,
        after,
        start=start,
        end=end,
        weekend_policy=reader.school.weekend_policy,  # type: ignore[arg-type]
        month_filter="teaching_months" if reader.school.month_rule == "teaching" else "all_months",
        offset_override=Offset(days, "working_day") if days is not None else None,
    )
    return {move.period_key: (move.before, move.after) for move in found}


def _course(cell: _Cell, was: Due | None, now: Due | None) -> _Course:
    due = now or was
    is_assumed = due is not None and due.is_assumed
    return _Course(
        cell.duty_id, was.due_on if was else cell.due_on, now.due_on if now else None, now is None, is_assumed
    )


def _line(dated: DutyRule, course: _Course, count: int, total: int, reader: Reader) -> MovedLine:
    duty = dated.duty
    was, now = course.was, course.now
    after_words = _("no longer asked for") if course.is_gone else _day(now, reader)
    words = {
        "n": count,
        "number": duty.number or duty.title,
        "was": _day(was, reader),
        "now": after_words,
    }
    sentence = (
        ngettext(
            "%(n)d of %(number)s moves from %(was)s to %(now)s",
            "%(n)d of %(number)s move from %(was)s to %(now)s",
            count,
        )
        % words
    )
    was_late = was is not None and was < reader.on
    is_late = now is not None and now < reader.on
    return MovedLine(
        public_id=duty.public_id,
        number=duty.number,
        title=duty.title,
        rule=rule_words(dated.rule),
        count=count,
        total=total,
        before=was,
        after=now,
        words=sentence,
        before_words=_day(was, reader),
        after_words=after_words,
        is_late_no_more=was_late and not is_late,
        becomes_late=is_late and not was_late,
        post=duty.post.name,
        note=_("That school year is not entered yet: until then it is taken to be like the newest one entered.")
        if course.is_assumed
        else "",
    )


def _kept(duty: Duty, day: date, count: int, reader: Reader) -> KeptLine:
    words = {"n": count, "number": duty.number or duty.title, "day": _day(day, reader)}
    sentence = ngettext(
        "%(n)d of %(number)s is done; it stays and shows its date, %(day)s",
        "%(n)d of %(number)s are done; they stay and show their date, %(day)s",
        count,
    )
    return KeptLine(duty.number, duty.title, count, day, sentence % words)


def _question(
    duty: Duty, key: tuple[int, str, date, date], counts: Mapping[int | None, int], reader: Reader
) -> MoveQuestion:
    _duty, period_key, before, after = key
    return MoveQuestion(
        name=f"ask-{duty.public_id}-{period_key}-{before.isoformat()}-{after.isoformat()}",
        duty_id=duty.pk,
        period_key=period_key,
        number=duty.number,
        title=duty.title,
        count=sum(counts.values()),
        before=before,
        after=after,
        before_words=_day(before, reader),
        after_words=_day(after, reader),
        groups=frozenset(counts),
    )


def _summary(count: int) -> str:
    if not count:
        return _("No deadline moves")
    return ngettext("%(n)d deadline moves", "%(n)d deadlines move", count) % {"n": count}


def _day(day: date | None, reader: Reader) -> str:
    return _("no date") if day is None else format_date(day, reader.language)
