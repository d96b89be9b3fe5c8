"""What is known of each country's school years, as a first fill for a school to correct.

Only what the domain research (section 2.1) found stands here. Terms are each school's own and are not guessed;
2027/28 is not known for any country. Finland decides by education provider, so its entries are a pattern.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from schools.school_calendars import Break, SchoolYearDates, TermDates
from schools.workdays import Country

BreakName = Literal["autumn", "christmas", "winter", "spring", "summer"]
Status = Literal["official", "secondary", "pattern"]

TIME_ZONES: dict[Country, str] = {
    "EE": "Europe/Tallinn",
    "FI": "Europe/Helsinki",
    "LT": "Europe/Vilnius",
}

_SATURDAY = 6


@dataclass(frozen=True, slots=True)
class NationalBreak:
    """Pupils' holidays of a country; both days included. `not_for` are the classes that do not have them."""

    name: BreakName
    starts_on: date
    ends_on: date
    not_for: Literal["", "class_12", "final_classes"] = ""


@dataclass(frozen=True, slots=True)
class BreakChoice:
    """Pupils' holidays of which only the possible ISO weeks are known: the school picks one."""

    name: BreakName
    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NationalYear:
    """One school year of a country. `status`: how well it is known; "pattern" must be confirmed by the school."""

    country: Country
    status: Status
    dates: SchoolYearDates
    breaks: tuple[NationalBreak, ...] = ()
    choices: tuple[BreakChoice, ...] = ()


def national_year(country: Country, key: str) -> NationalYear | None:
    """What is known of a country's school year ("2026" for 2026/27), or None."""
    return _YEARS.get((country, key))


def iso_week(year: int, week: int) -> Break:
    """Monday to Sunday of an ISO week, for a `BreakChoice`."""
    return Break(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))


def finnish_last_school_day(year: int) -> date:
    """The Saturday of week 22, on which school work ends in Finland in the spring of `year`."""
    return date.fromisocalendar(year, 22, _SATURDAY)


def _estonian_year(first: int, breaks: tuple[NationalBreak, ...], status: Status) -> NationalYear:
    # 1 September to 31 August. Lessons last until the day before the summer break, for all but final classes.
    summer = breaks[-1]
    dates = SchoolYearDates(
        key=str(first),
        starts_on=date(first, 9, 1),
        ends_on=date(first + 1, 8, 31),
        teaching_starts_on=date(first, 9, 1),
        teaching_ends_on=summer.starts_on - timedelta(days=1),
        breaks=tuple(Break(pause.starts_on, pause.ends_on) for pause in breaks),
    )
    return NationalYear("EE", status, dates, breaks)


def _finnish_year(autumn: tuple[date, date], spring: tuple[date, date]) -> NationalYear:
    # 1 August to 31 July. The weeks of the autumn and winter breaks and the exact days are the provider's choice.
    first = autumn[0].year
    dates = SchoolYearDates(
        key=str(first),
        starts_on=date(first, 8, 1),
        ends_on=date(first + 1, 7, 31),
        teaching_starts_on=autumn[0],
        teaching_ends_on=spring[1],
        terms=(TermDates("half_year", 1, *autumn), TermDates("half_year", 2, *spring)),
        breaks=(Break(autumn[1] + timedelta(days=1), spring[0] - timedelta(days=1)),),
    )
    choices = (BreakChoice("autumn", (42, 43)), BreakChoice("winter", (8, 9, 10)))
    return NationalYear("FI", "pattern", dates, choices=choices)


_ALL = (
    # Estonia 2025/26: the minister's regulation as changed in 2025 (reported by the press; shorter II, earlier V).
    _estonian_year(
        2025,
        (
            NationalBreak("autumn", date(2025, 10, 20), date(2025, 10, 26)),
            NationalBreak("christmas", date(2025, 12, 22), date(2026, 1, 4)),
            NationalBreak("winter", date(2026, 2, 23), date(2026, 3, 1)),
            NationalBreak("spring", date(2026, 4, 13), date(2026, 4, 19), "class_12"),
            NationalBreak("summer", date(2026, 6, 10), date(2026, 8, 31), "final_classes"),
        ),
        "official",
    ),
    # Estonia 2026/27: I to III as above; IV and V from a secondary source only.
    _estonian_year(
        2026,
        (
            NationalBreak("autumn", date(2026, 10, 26), date(2026, 11, 1)),
            NationalBreak("christmas", date(2026, 12, 21), date(2027, 1, 3)),
            NationalBreak("winter", date(2027, 2, 22), date(2027, 2, 28)),
            NationalBreak("spring", date(2027, 4, 12), date(2027, 4, 18), "class_12"),
            NationalBreak("summer", date(2027, 6, 9), date(2027, 8, 31), "final_classes"),
        ),
        "secondary",
    ),
    # Lithuania 2025/26: the minister's general education plans, as published by schools. The spring break is that
    # of the basic programme (secondary programme: 6 to 12 April). Teaching ends between about 5 and 15 June, by
    # class and number of days (175 or 180), so neither its first nor its last day is filled in.
    NationalYear(
        "LT",
        "secondary",
        SchoolYearDates(
            key="2025",
            starts_on=date(2025, 9, 1),
            ends_on=date(2026, 8, 31),
            breaks=(
                Break(date(2025, 11, 3), date(2025, 11, 9)),
                Break(date(2025, 12, 24), date(2026, 1, 4)),
                Break(date(2026, 2, 16), date(2026, 2, 22)),
                Break(date(2026, 3, 30), date(2026, 4, 5)),
            ),
        ),
        (
            NationalBreak("autumn", date(2025, 11, 3), date(2025, 11, 9)),
            NationalBreak("christmas", date(2025, 12, 24), date(2026, 1, 4)),
            NationalBreak("winter", date(2026, 2, 16), date(2026, 2, 22)),
            NationalBreak("spring", date(2026, 3, 30), date(2026, 4, 5)),
        ),
    ),
    # Finland: what several municipalities publish as typical; every provider decides its own days.
    _finnish_year((date(2025, 8, 7), date(2025, 12, 20)), (date(2026, 1, 7), date(2026, 5, 30))),
    _finnish_year((date(2026, 8, 12), date(2026, 12, 19)), (date(2027, 1, 7), date(2027, 6, 5))),
)
_YEARS: dict[tuple[str, str], NationalYear] = {(entry.country, entry.dates.key): entry for entry in _ALL}
