"""A school of the demo while it is being loaded, and its calendar."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from config.demo.days import pattern_day, relative_day, to_weekday
from config.demo.timeline import Timeline
from schools import services
from schools.actors import System
from schools.calendar_drafts import ClosureCode, ClosureDraft, GroupEndDraft, YearDraft
from schools.models import Group, Person, School, SchoolYear, User
from schools.school_calendars import TermDates, TermKind

BY = System("demo")
# A school is set up this long before its first text is approved.
BEFORE_FIRST_TEXT = timedelta(days=12)
# The school year after this one is known this long before it begins.
BEFORE_YEAR = timedelta(days=35)
JOINED = timedelta(days=6)  # somebody is written down this long before the first day, and before the last one

Rows = Sequence[Mapping[str, Any]]


@dataclass
class Place:
    """A school of the demo: what its file says, and the rows made so far."""

    data: Mapping[str, Any]
    calendar: Mapping[str, Any] | None
    school: School
    timeline: Timeline
    today: date
    passwords: Mapping[str, str]
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    years: list[SchoolYear] = field(default_factory=list)
    # Called after everything that may move the work about, with the instant.
    after_change: Callable[[datetime], None] = lambda moment: None

    def day(self, text: str) -> date:
        """Return the day that "today-40" names."""
        return relative_day(text, today=self.today)

    def moment(self, day: date, clock: str = "09:00") -> datetime:
        """Return the instant of a day's local time."""
        return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.school.time_zone))

    def at(self, day: date, act: Callable[[datetime], None], clock: str = "09:00") -> None:
        """Let something happen that may move the work about."""

        def act_and_look(moment: datetime) -> None:
            act(moment)
            self.after_change(moment)

        self.timeline.at(self.moment(day, clock), act_and_look)

    @property
    def principal(self) -> User:
        """The login of the principal."""
        key = next(row["key"] for row in self.data["people"] if "principal" in row["levels"])
        return cast(User, self.people[key].user)

    def year_spans(self) -> Iterator[tuple[str, date, date]]:
        """Yield (key, first day, last day) of the school years that touch the time since the founding."""
        calendar = cast(Mapping[str, Any], self.calendar)
        since = founded_on(self.data, self.today)
        for first_year in range(since.year - 1, self.today.year + 2):
            starts = self.pattern(calendar["year"]["starts"], first_year)
            ends = self.pattern(calendar["year"]["ends"], first_year)
            if ends >= since and starts - BEFORE_YEAR <= self.today:
                yield str(first_year), starts, ends

    def pattern(self, text: str, first_year: int) -> date:
        """Return the day that a pattern of the calendar names in a school year."""
        calendar = cast(Mapping[str, Any], self.calendar)
        return pattern_day(text, first_year=first_year, first_month=int(calendar["year"]["starts"][:2]))


def founded_on(data: Mapping[str, Any], today: date) -> date:
    """Return the day on which a school is set up in Kord."""
    days = [relative_day(row["approved"], today=today) for row in data["documents"]]
    if data["started"]:
        days.append(relative_day(data["started"], today=today))
    return min(days, default=today) - BEFORE_FIRST_TEXT


def plan_calendar(place: Place) -> None:
    """Let the school enter its years with terms, days off and classes when it is set up."""
    if place.calendar is None:
        return
    founded = founded_on(place.data, place.today)
    last_key = max(key for key, starts, _ends in place.year_spans() if starts <= place.today)
    for key, _starts, _ends in place.year_spans():
        years_back = int(last_key) - int(key)
        place.at(founded, _year_act(place, key), "09:20")
        # Next year's classes are not known yet.
        if years_back >= 0:
            place.at(founded, _classes_act(place, key, years_back), "09:40")


def _year_act(place: Place, key: str) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        calendar, first = cast(Mapping[str, Any], place.calendar), int(key)
        draft = YearDraft(
            key,
            place.pattern(calendar["year"]["starts"], first),
            place.pattern(calendar["year"]["ends"], first),
            place.pattern(calendar["teaching"]["starts"], first),
            place.pattern(calendar["teaching"]["ends"], first),
            tuple(_terms(place, calendar["terms"], first)),
        )
        year = services.save_school_year(school=place.school, draft=draft, by=place.principal, now=moment)
        place.years.append(year)
        closures = [one for known in place.years for one in _closures(place, calendar["closures"], int(known.key))]
        services.save_closures(school=place.school, drafts=closures, by=place.principal, now=moment)

    return act


def _terms(place: Place, rows: Rows, first_year: int) -> Iterator[TermDates]:
    for row in rows:
        starts, ends = place.pattern(row["starts"], first_year), place.pattern(row["ends"], first_year)
        if not row.get("keep_weekend"):
            starts, ends = to_weekday(starts, forward=True), to_weekday(ends, forward=False)
        yield TermDates(cast(TermKind, row["kind"]), row["number"], starts, ends)


def _closures(place: Place, rows: Rows, first_year: int) -> Iterator[ClosureDraft]:
    for row in rows:
        starts = place.pattern(row["starts"], first_year)
        ends = place.pattern(row["ends"], first_year) if "ends" in row else starts + timedelta(days=row["days"] - 1)
        yield ClosureDraft(cast(ClosureCode, row["kind"]), row["name"], starts, ends)


def _classes_act(place: Place, key: str, years_back: int) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        year = next(year for year in place.years if year.key == key)
        # A class of today bears last year's name in last year; before that nobody asks.
        names = {row["name"]: row["name"] if years_back == 0 else row["last_year"] for row in place.data["classes"]}
        if years_back > 1:
            names = {}
        wanted = [name for name in names.values() if name]
        for group in services.add_classes(year=year, names=wanted, by=place.principal, now=moment):
            place.groups[key, group.name] = group
        _teachers(place, year, names)
        services.add_teaching_groups(year=year, drafts=_teaching(place, year, names), by=place.principal, now=moment)
        calendar = cast(Mapping[str, Any], place.calendar)
        ends = [
            GroupEndDraft(str(place.groups[key, row["class"]].pk), None, place.pattern(row["teaching_ends"], int(key)))
            for row in calendar["period_ends"]
            if (key, row["class"]) in place.groups
        ]
        if ends:
            services.set_period_ends(year=year, ends=ends, by=place.principal, now=moment)

    return act


def _teachers(place: Place, year: SchoolYear, names: Mapping[str, str | None]) -> None:
    """Plan who leads each class: at once, and when somebody follows somebody."""
    for row in place.data["classes"]:
        name = names.get(row["name"])
        if not name:
            continue
        for teacher in row["class_teachers"]:
            first, _last = _span(place, teacher, year)
            if first is not None:
                day = max(first - JOINED, founded_on(place.data, place.today))
                act = _teacher_act(place, place.groups[year.key, name], teacher["person"], first)
                place.at(day, act, "10:00")


def _span(place: Place, row: Mapping[str, Any], year: SchoolYear) -> tuple[date | None, date | None]:
    """Return the first and last day of a row inside a year; no first day when it lies outside."""
    first = max(year.starts_on, place.day(row["starts"])) if "starts" in row else year.starts_on
    last = min(year.ends_on, place.day(row["ends"])) if "ends" in row else year.ends_on
    return (first, last) if first <= last else (None, None)


def _teacher_act(place: Place, group: Group, key: str, first: date) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        people = [place.people[key]]
        services.set_class_teachers(group=group, people=people, starts_on=first, by=place.principal, now=moment)

    return act


def _teaching(place: Place, year: SchoolYear, names: Mapping[str, str | None]) -> Iterator[services.TeachingDraft]:
    for row in place.data["teaching"]:
        spans = [(place.people.get(one["person"]), _span(place, one, year), one) for one in row["teachers"]]
        teachers = tuple(
            (person, first if "starts" in one else None, last if "ends" in one else None)
            for person, (first, last), one in spans
            if person is not None and first is not None
        )
        for current in row["classes"]:
            if names.get(current):
                yield services.TeachingDraft(cast(str, names[current]), row["subject"], teachers)
