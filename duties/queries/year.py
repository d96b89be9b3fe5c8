"""The school year: duties by months, readable without colour."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, Max, Min, Q, When
from django.db.models.functions import Least, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duties.addresses import duty_url
from duties.answering import Desk
from duties.models import Duty, DutyRule, Occurrence, OccurrenceState
from duties.models.occurrences import OccurrenceQuerySet, doings_counted
from duties.queries.rows import Reader
from roles.rule_words import rule_words
from schools.models import SchoolYear
from schools.words import format_date, month_short

PAGE = 100


@dataclass(frozen=True)
class Month:
    """A column; ``sub`` is the calendar year where it changes, or today."""

    year: int
    number: int
    short: str
    sub: str
    is_now: bool


@dataclass(frozen=True)
class Mark:
    """A day in a cell: ``kind`` is done, after, late, next or open; ``words`` say the same for screen readers."""

    kind: str
    text: str
    small: str
    month: str
    words: str


@dataclass(frozen=True)
class YearRow:
    """A duty's year: twelve cells of marks."""

    clause: str
    url: str
    title: str
    lang: str
    rule: str
    cells: tuple[tuple[Mark, ...], ...]
    sum: str
    sum_note: str


@dataclass(frozen=True)
class YearGroup:
    """The duties of a post."""

    title: str
    rows: tuple[YearRow, ...]


@dataclass(frozen=True)
class YearPage:
    """What the school-year page shows."""

    title: str
    lead: str
    months: tuple[Month, ...]
    groups: tuple[YearGroup, ...]
    has_next: bool


@dataclass(frozen=True)
class _Day:
    """All occurrences of a duty on one day.

    ``times`` is how often everybody has to do it by then, ``had`` how often everybody has: of three times asked of five
    people one is had when the slowest has done it once.
    """

    due_on: date
    total: int
    settled: int
    after: int  # done after the deadline
    times: int
    had: int


def year_page(
    *, year: SchoolYear, reader: Reader, desk: Desk | None, text: str = "", post_code: str = "", page: int = 1
) -> YearPage:
    """Return one school year, of a desk or (``desk`` None) of the whole school; three queries."""
    rows = Occurrence.objects.for_school(reader.school).due_between(year.starts_on, year.ends_on)
    rows = rows.exclude(state=OccurrenceState.WITHDRAWN)
    if desk is not None:
        rows = rows.filter(desk.rows())
    duties = _duties(rows.values("duty"), reader, text, post_code, page)
    days = _days(rows.filter(duty__in=[duty.pk for duty in duties[:PAGE]]), reader)
    rules = _rules([duty.pk for duty in duties[:PAGE]], year)
    months = _months(year, reader)
    groups: dict[int, tuple[str, list[YearRow]]] = {}
    for duty in duties[:PAGE]:
        row = _year_row(duty, days[duty.pk], rules.get(duty.pk), months, reader)
        groups.setdefault(duty.post_id, (duty.post.name, []))[1].append(row)
    late = sum(day.total - day.settled for found in days.values() for day in found if day.due_on < reader.on)
    return YearPage(
        title=_title(late),
        lead=_lead(days.values(), reader),
        months=months,
        groups=tuple(YearGroup(title, tuple(found)) for title, found in groups.values()),
        has_next=len(duties) > PAGE,
    )


def _duties(ids: object, reader: Reader, text: str, post_code: str, page: int) -> list[Duty]:
    duties = Duty.objects.for_school(reader.school).filter(pk__in=ids).select_related("post", "role").with_language()
    if text:
        duties = duties.filter(Q(title__icontains=text) | Q(number__startswith=text))
    if post_code:
        duties = duties.filter(post__code=post_code)
    first = (page - 1) * PAGE
    return list(duties.order_by("post", "pk")[first : first + PAGE + 1])


_COUNTED = ("due_on", "total", "settled", "after", "times", "had")


def _days(rows: OccurrenceQuerySet, reader: Reader) -> dict[int, list[_Day]]:
    done = Q(state=OccurrenceState.DONE)
    number: IntegerField[int, int] = IntegerField()
    # What is asked for once needs no counting of doings; a daily duty has hundreds of rows.
    doings = Case(
        When(state=OccurrenceState.OPEN, needed__gt=1, then=Least(doings_counted(), F("needed"), output_field=number)),
        When(state=OccurrenceState.OPEN, then=0),
        default=F("needed"),
        output_field=number,
    )
    counted = (
        rows.annotate(settled_on=TruncDate("settled_at", tzinfo=reader.zone))
        .values("duty_id", "due_on")
        .order_by("duty_id", "due_on")
        .annotate(
            total=Count("pk"),
            settled=Count("pk", filter=~Q(state=OccurrenceState.OPEN)),
            after=Count("pk", filter=done & Q(settled_on__gt=F("due_on"))),
            times=Max("needed"),
            had=Min(doings),
        )
    )
    found: dict[int, list[_Day]] = defaultdict(list)
    for row in counted:
        found[row["duty_id"]].append(_Day(**{name: row[name] for name in _COUNTED}))
    return found


def _rules(duties: list[int], year: SchoolYear) -> dict[int, DutyRule]:
    rows = DutyRule.objects.filter(duty__in=duties).touching(year.starts_on, year.ends_on)
    return {rule.duty_id: rule for rule in rows}  # ordered by their first day: the newest stays


def _months(year: SchoolYear, reader: Reader) -> tuple[Month, ...]:
    found = []
    first = year.starts_on.replace(day=1)
    for place in range(12):
        number, calendar_year = (first.month - 1 + place) % 12 + 1, first.year + (first.month - 1 + place) // 12
        is_now = (calendar_year, number) == (reader.on.year, reader.on.month)
        sub = str(calendar_year) if place == 0 or number == 1 else ""
        if is_now:
            sub = _("today %(day)d") % {"day": reader.on.day}
        found.append(Month(calendar_year, number, month_short(number, reader.language), sub, is_now))
    return tuple(found)


def _year_row(
    duty: Duty, days: Sequence[_Day], rule: DutyRule | None, months: tuple[Month, ...], reader: Reader
) -> YearRow:
    next_on = next((day.due_on for day in days if day.due_on >= reader.on and day.settled < day.total), None)
    cells = tuple(
        tuple(
            _mark(day, next_on, month, reader)
            for day in days
            if (day.due_on.year, day.due_on.month) == (month.year, month.number)
        )
        for month in months
    )
    return YearRow(
        clause=duty.number,
        url=duty_url(duty.public_id, reader.school),
        title=duty.title,
        lang=duty.text_language,  # type: ignore[attr-defined]
        rule=rule_words(rule.rule) if rule is not None else "",
        cells=cells,
        sum=f"{sum(day.had for day in days)}/{sum(day.times for day in days)}",
        sum_note=_sum_note(days, next_on, reader),
    )


def _mark(day: _Day, next_on: date | None, month: Month, reader: Reader) -> Mark:
    number = str(day.due_on.day)
    part = _part(day)
    if day.settled == day.total:
        if day.after:
            later = ngettext("%(n)d later", "%(n)d later", day.after) % {"n": day.after}
            return Mark("after", f"✓ {number}", later, month.short, _("done after the deadline"))
        return Mark("done", f"✓ {number}", part, month.short, _("done in time"))
    if day.due_on < reader.on:
        over = (reader.on - day.due_on).days
        small = part or ngettext("%(n)d day", "%(n)d days", over) % {"n": over}
        return Mark("late", f"! {number}", small, month.short, _("late"))
    if day.due_on == next_on:
        return Mark("next", number, part if _has_begun(day) else "", month.short, _("next deadline"))
    return Mark("open", number, part if _has_begun(day) else "", month.short, _("deadline"))


def _part(day: _Day) -> str:
    """How much of a day is done: of several people, or of several times."""
    if day.total > 1:
        return f"{day.settled}/{day.total}"
    return f"{day.had}/{day.times}" if day.times > 1 else ""


def _has_begun(day: _Day) -> bool:
    return day.settled > 0 or day.had > 0


def _sum_note(days: Sequence[_Day], next_on: date | None, reader: Reader) -> str:
    late = [day.due_on for day in days if day.due_on < reader.on and day.settled < day.total]
    if late:
        over = (reader.on - min(late)).days
        return ngettext("%(n)d day over", "%(n)d days over", over) % {"n": over}
    if next_on is not None:
        return _("next %(day)s") % {"day": format_date(next_on, reader.language, style="day")}
    return _("all done")


def _title(late: int) -> str:
    if late:
        return ngettext("%(n)d duty is late", "%(n)d duties are late", late) % {"n": late}
    return _("Nothing is late this school year")


def _lead(found: Iterable[Sequence[_Day]], reader: Reader) -> str:
    today = format_date(reader.on, reader.language, style="long")
    ahead = reader.on + timedelta(days=31)
    coming = sorted(
        day.due_on for days in found for day in days if reader.on <= day.due_on <= ahead and day.settled < day.total
    )
    if not coming:
        return _("%(today)s. No deadline within the next month.") % {"today": today}
    first = format_date(coming[0], reader.language, style="day")
    words = {"today": today, "n": len(coming), "day": first}
    lead = (
        ngettext(
            "%(today)s. %(n)d deadline within the next month, on %(day)s.",
            "%(today)s. %(n)d deadlines within the next month, the first on %(day)s.",
            len(coming),
        )
        % words
    )
    return lead.removesuffix(".") if lead.endswith("..") else lead  # "30 d." and "30.11." bring their own full stop
