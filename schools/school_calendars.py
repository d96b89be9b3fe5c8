"""A school's calendar as data: school years, terms, breaks, groups that end on other days, and what is not known yet.

School years, terms and breaks are the school's own data for each year (domain research, section 2.1: owners and
schools may set their own; different classes end on different days). A year nobody has entered is *assumed* from
the country's legal bounds, so that nothing computed from it stops at the end of the last entered year.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple, TypeVar, cast

from schools.workdays import Country, WorkingDays

T = TypeVar("T")
TermKind = Literal["trimester", "half_year", "quarter", "period"]

# How many terms of a kind a year has by the sense of the word; a school counts its "periods" itself.
_TERMS_IN_YEAR: dict[TermKind, int] = {"trimester": 3, "half_year": 2, "quarter": 4}
# First month of the school year. EE and LT: 1 September to 31 August; FI: 1 August to 31 July.
_FIRST_MONTH: dict[Country, int] = {"EE": 9, "LT": 9, "FI": 8}
# Months with lessons where the school has told nothing at all yet.
_USUAL_TEACHING_MONTHS: dict[Country, frozenset[int]] = {
    "EE": frozenset({9, 10, 11, 12, 1, 2, 3, 4, 5, 6}),
    "LT": frozenset({9, 10, 11, 12, 1, 2, 3, 4, 5, 6}),
    "FI": frozenset({8, 9, 10, 11, 12, 1, 2, 3, 4, 5}),
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TermDates:
    """One term; both days included. `number` counts from 1 within the kind and the year."""

    kind: TermKind
    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Break:
    """Pupils' holidays, both days included. No teaching, yet working days for the staff."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class GroupDates:
    """Where one group of pupils differs from its school: end of teaching, ends of terms."""

    group_id: str
    teaching_ends_on: date | None = None
    term_ends: tuple[tuple[TermKind, int, date], ...] = ()


class CalendarProblem(NamedTuple):
    """What is wrong with entered years: a stable code, the year and term it is about, the group if only its own."""

    code: str
    year_key: str
    term: tuple[TermKind, int] | None = None
    other: str | tuple[TermKind, int] | None = None
    group_id: str | None = None


def year_label(key: str, ends_on: date | None) -> str:
    """Return how a school year is called: "2026/27", or "2026" when it ends in the year in which it begins.

    Without a known end it is taken for one that goes on into the next year, as everywhere in the three countries.
    """
    if not key.isdigit() or (ends_on is not None and ends_on.year == int(key)):
        return key
    return f"{key}/{(int(key) + 1) % 100:02d}"


def short_year_label(label: str) -> str:
    """Return a year's label for a narrow place: "26/27", or "2026"."""
    return label[2:] if "/" in label else label


@dataclass(frozen=True, slots=True)
class SchoolYearDates:
    """One school year. `key` is the calendar year in which it begins: "2026" for 2026/27."""

    key: str
    starts_on: date
    ends_on: date
    teaching_starts_on: date | None = None
    teaching_ends_on: date | None = None
    terms: tuple[TermDates, ...] = ()
    breaks: tuple[Break, ...] = ()
    groups: tuple[GroupDates, ...] = ()
    # True when nobody entered the year and the bounds are the country's.
    is_assumed: bool = False
    # Terms that a group does not have because its teaching ends before they begin.
    without_terms: frozenset[tuple[TermKind, int]] = frozenset()

    @property
    def label(self) -> str:
        """ "2026/27", or "2026"."""
        return year_label(self.key, self.ends_on)

    def terms_of(self, kind: TermKind) -> tuple[TermDates, ...]:
        """The entered terms of one kind, by number."""
        return tuple(
            sorted(
                (term for term in self.terms if term.kind == kind),
                key=lambda term: term.number,
            )
        )

    def for_group(self, group_id: str) -> "SchoolYearDates":
        """The year as this group has it; the same object when it does not differ.

        Where the group's teaching ends on another day than the school's, its last term ends with it, and terms
        that would begin later are left out. An end given for a term of the group goes before both.
        """
        own = next((group for group in self.groups if group.group_id == group_id), None)
        if own is None:
            return self
        own_ends = {(kind, number): day for kind, number, day in own.term_ends}
        kept, left_out = [], set()
        for term in self.terms:
            ends_on = own_ends.get((term.kind, term.number)) or self._term_end_for(own, term)
            if ends_on is None:
                left_out.add((term.kind, term.number))
            else:
                kept.append(replace(term, ends_on=ends_on))
        return replace(
            self,
            teaching_ends_on=own.teaching_ends_on or self.teaching_ends_on,
            terms=tuple(kept),
            groups=(),
            without_terms=frozenset(left_out),
        )

    def _term_end_for(self, own: GroupDates, term: TermDates) -> date | None:
        last_day = own.teaching_ends_on
        if last_day is None:
            return term.ends_on
        if term.starts_on > last_day:
            return None
        follows = term.ends_on > last_day or term.ends_on == self.teaching_ends_on
        return last_day if follows else term.ends_on


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Everything that turns a rule into dates for one school, or for one group of it (see `for_group`).

    `years` ascend and do not overlap (`check_years`). `term_kind` says what the bare word "term" means here; None
    takes the kind of the first term of the newest year that has any. The cache is no part of the value.
    """

    country: Country
    time_zone: str
    working_days: WorkingDays
    years: tuple[SchoolYearDates, ...] = ()
    term_kind: TermKind | None = None
    _cache: dict[tuple[str, ...], object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def for_group(self, group_id: str) -> "SchoolCalendar":
        """The calendar as one group of pupils has it; the same object for a group that differs nowhere."""
        return self.remember(("group", group_id), lambda: self._for_group(group_id))

    def year_on(self, day: date) -> SchoolYearDates:
        """The school year to which a day belongs, entered or assumed."""
        for year in self.years:
            if year.starts_on <= day <= year.ends_on:
                return year
        first = day.year if day.month >= _FIRST_MONTH[self.country] else day.year - 1
        taken = {year.key for year in self.years}
        for candidate in (first, first + 1, first - 1):
            if str(candidate) not in taken:
                assumed = self._assumed(candidate)
                if assumed.starts_on <= day <= assumed.ends_on:
                    return assumed
        # A gap between two entered years, which `check_years` refuses: the day goes with the year before it.
        return next(year for year in reversed(self.years) if year.starts_on <= day)

    def years_between(self, start: date, end: date) -> tuple[SchoolYearDates, ...]:
        """The school years that have a day from `start` to `end`, entered ones and, around them, assumed ones."""
        entered = [year for year in self.years if year.starts_on <= end and year.ends_on >= start]
        taken = {year.key for year in self.years}
        assumed = (self._assumed(first) for first in range(start.year - 1, end.year + 1) if str(first) not in taken)
        fitting = [year for year in assumed if year.starts_on <= end and year.ends_on >= start]
        return tuple(sorted([*entered, *fitting], key=lambda year: year.starts_on))

    def teaching_days(self, year: SchoolYearDates) -> tuple[date, ...]:
        """Days with lessons: working days of the teaching time outside the breaks; empty while it is not entered."""
        return self.remember(("days", year.key), lambda: tuple(self._find_teaching_days(year)))

    def teaching_months(self, year: SchoolYearDates) -> frozenset[int]:
        """Numbers of the months with at least one day of lessons.

        Where the teaching time is not entered: those of the newest year where it is, else the country's usual ones.
        """
        return self.remember(("months", year.key), lambda: self._find_teaching_months(year))

    def expected_terms(self, year: SchoolYearDates, kind: TermKind) -> tuple[int, ...]:
        """Numbers of the terms of one kind that the year has or, as far as it is not entered, will have."""
        numbers = {term.number for term in year.terms if term.kind == kind}
        numbers |= set(range(1, self._terms_in_year(kind) + 1))
        return tuple(sorted(numbers - {number for other, number in year.without_terms if other == kind}))

    def has_terms(self, kind: TermKind) -> bool:
        """True when any entered year has terms of this kind."""
        return any(term.kind == kind for year in self.years for term in year.terms)

    def main_term_kind(self) -> TermKind | None:
        """What the bare word "term" means in this school; None while no term was entered."""
        if self.term_kind is not None:
            return self.term_kind
        return next((year.terms[0].kind for year in reversed(self.years) if year.terms), None)

    def remember(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What `make` gives, computed once for this calendar. Only for values that follow from it alone."""
        known = self._cache.get(key)
        if known is None:
            known = self._cache[key] = make()
        return cast(T, known)

    def _for_group(self, group_id: str) -> "SchoolCalendar":
        years = tuple(year.for_group(group_id) for year in self.years)
        differs = any(mine is not ours for mine, ours in zip(years, self.years, strict=True))
        return replace(self, years=years) if differs else self

    def _terms_in_year(self, kind: TermKind) -> int:
        if kind in _TERMS_IN_YEAR:
            return _TERMS_IN_YEAR[kind]
        return next(
            (len(terms) for year in reversed(self.years) if (terms := year.terms_of(kind))),
            0,
        )

    def _assumed(self, first: int) -> SchoolYearDates:
        return self.remember(("assumed", str(first)), lambda: self._assume(first))

    def _assume(self, first: int) -> SchoolYearDates:
        month = _FIRST_MONTH[self.country]
        starts_on, ends_on = date(first, month, 1), date(first + 1, month, 1) - _DAY
        for year in self.years:  # no day may fall between an entered year and the assumed one beside it
            if year.key == str(first - 1):
                starts_on = year.ends_on + _DAY
            elif year.key == str(first + 1):
                ends_on = year.starts_on - _DAY
        return SchoolYearDates(key=str(first), starts_on=starts_on, ends_on=ends_on, is_assumed=True)

    def _find_teaching_days(self, year: SchoolYearDates) -> Iterator[date]:
        if year.teaching_starts_on is None or year.teaching_ends_on is None:
            return
        for day in self.working_days.between(year.teaching_starts_on, year.teaching_ends_on):
            if not any(pause.starts_on <= day <= pause.ends_on for pause in year.breaks):
                yield day

    def _find_teaching_months(self, year: SchoolYearDates) -> frozenset[int]:
        for candidate in (year, *reversed(self.years)):
            months = frozenset(day.month for day in self.teaching_days(candidate))
            if months:
                return months
        return _USUAL_TEACHING_MONTHS[self.country]


def check_years(years: Iterable[SchoolYearDates]) -> tuple[CalendarProblem, ...]:
    """What is wrong with a school's entered years; empty when all is well.

    Codes: duplicate_year, years_overlap, gap_between_years (`other` is the next year's key),
    year_ends_before_it_begins, teaching_ends_before_it_begins, teaching_outside_year, duplicate_term,
    term_ends_before_it_begins, term_outside_year, terms_overlap (`other` is the later term). Terms of different
    kinds may overlap: a school may count trimesters and periods beside each other. What is wrong only with the
    dates of one group carries its `group_id`.
    """
    ordered = sorted(years, key=lambda year: year.starts_on)
    problems = list(_between_years(ordered))
    for year in ordered:
        own = tuple(_within_year(year))
        problems += own
        for group in year.groups:
            theirs = _within_year(year.for_group(group.group_id))
            problems += [found._replace(group_id=group.group_id) for found in theirs if found not in own]
    return tuple(problems)


def _between_years(ordered: list[SchoolYearDates]) -> Iterator[CalendarProblem]:
    for key, times in Counter(year.key for year in ordered).items():
        if times > 1:
            yield CalendarProblem("duplicate_year", key)
    for earlier, later in pairwise(ordered):
        if later.starts_on <= earlier.ends_on:
            yield CalendarProblem("years_overlap", earlier.key, other=later.key)
        elif later.starts_on > earlier.ends_on + _DAY:
            yield CalendarProblem("gap_between_years", earlier.key, other=later.key)


def _within_year(year: SchoolYearDates) -> Iterator[CalendarProblem]:
    if year.ends_on < year.starts_on:
        yield CalendarProblem("year_ends_before_it_begins", year.key)
    begins, ends = year.teaching_starts_on, year.teaching_ends_on
    if begins and ends and ends < begins:
        yield CalendarProblem("teaching_ends_before_it_begins", year.key)
    if any(day and not year.starts_on <= day <= year.ends_on for day in (begins, ends)):
        yield CalendarProblem("teaching_outside_year", year.key)
    yield from _within_terms(year)


def _within_terms(year: SchoolYearDates) -> Iterator[CalendarProblem]:
    for term in year.terms:
        name = (term.kind, term.number)
        if term.ends_on < term.starts_on:
            yield CalendarProblem("term_ends_before_it_begins", year.key, term=name)
        if term.starts_on < year.starts_on or term.ends_on > year.ends_on:
            yield CalendarProblem("term_outside_year", year.key, term=name)
    yield from _between_terms(year)


def _between_terms(year: SchoolYearDates) -> Iterator[CalendarProblem]:
    for name, times in Counter((term.kind, term.number) for term in year.terms).items():
        if times > 1:
            yield CalendarProblem("duplicate_term", year.key, term=name)
    for kind in {term.kind: None for term in year.terms}:
        for earlier, later in pairwise(year.terms_of(kind)):
            if later.starts_on <= earlier.ends_on:
                yield CalendarProblem(
                    "terms_overlap",
                    year.key,
                    term=(kind, earlier.number),
                    other=(kind, later.number),
                )
