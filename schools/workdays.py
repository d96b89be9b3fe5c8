"""What a working day is: Monday to Friday, less public holidays, corrected by the school.

Public holidays come from the `holidays` library (offline). Pupils' holidays are no days off: staff work then
(domain research, section 2.8). Days are counted as civil law counts them in all three countries: the day from
which the count starts is not counted (EE TsÜS § 135; LT Civil Code, chapter on terms; FI Act 150/1930 § 2).
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

import holidays

Country = Literal["EE", "FI", "LT"]

COUNTRIES: tuple[Country, ...] = get_args(Country)

_SATURDAY = 5
# Our two-letter languages in the library's own spelling.
_LIBRARY_LANGUAGES = {"et": "et", "fi": "fi", "lt": "lt", "en": "en_US"}
_OWN_LANGUAGE: dict[Country, str] = {"EE": "et", "FI": "fi", "LT": "lt"}


@lru_cache(maxsize=1024)
def _national_holidays(country: str, year: int, language: str) -> dict[date, str]:
    """Public holidays of one calendar year with their names.

    Finland: the library's public list already holds Midsummer Eve and Christmas Eve, which collective agreements
    make days off; a test holds it to that.
    """
    return dict(holidays.country_holidays(country, years=year, language=language).items())


@lru_cache(maxsize=512)
def _national_working_ordinals(country: str, year: int) -> tuple[int, ...]:
    """Ordinals of the country's working days in one calendar year, ascending; shared by all its schools."""
    free = {day.toordinal() for day in _national_holidays(country, year, "en_US")}
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    # Ordinal 1 is a Monday, so (ordinal - 1) % 7 is the weekday.
    return tuple(n for n in range(first, last + 1) if (n - 1) % 7 < _SATURDAY and n not in free)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of one school.

    `days_off` are the school's own closures for staff; `extra_working_days` are holidays or weekend days on which
    it works all the same. A day in both sets is a working day: that people work is the more particular statement.
    Raises `ValueError` for another country than EE, FI or LT.
    """

    country: Country
    days_off: frozenset[date] = frozenset()
    extra_working_days: frozenset[date] = frozenset()
    # Working ordinals per calendar year, filled on demand: a cache, no part of the value.
    _years: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.country not in COUNTRIES:
            raise ValueError(f"No public holidays are known for the country {self.country!r}.")

    def is_working_day(self, day: date) -> bool:
        """True when staff of the school work on that day."""
        ordinals = self._year(day.year)
        place = bisect_left(ordinals, day.toordinal())
        return place < len(ordinals) and ordinals[place] == day.toordinal()

    def holiday_name(self, day: date, language: str) -> tuple[str, str] | None:
        """Name of the public holiday and the language it is in (two letters), or None on any other day.

        In `language` (et, fi, lt, en) where the library names the country's holidays in it, else in the country's
        own: that is how the school calls them. A holiday on which the school works keeps its name; the school's own
        closures are named by the school.
        """
        if language not in _LIBRARY_LANGUAGES:
            language = "en"
        if _LIBRARY_LANGUAGES[language] not in _languages_of(self.country):
            language = _OWN_LANGUAGE[self.country]
        name = _national_holidays(self.country, day.year, _LIBRARY_LANGUAGES[language]).get(day)
        return (name, language) if name else None

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself is not counted; n = 0 gives `day` unchanged."""
        if n < 0:
            raise ValueError("Working days are added in numbers from 0 up; use subtract to go back.")
        if n == 0:
            return day
        year = day.year
        ordinals = self._year(year)
        place = bisect_right(ordinals, day.toordinal()) + n - 1
        while place >= len(ordinals):
            place -= len(ordinals)
            year += 1
            ordinals = self._year(year)
        return date.fromordinal(ordinals[place])

    def subtract(self, day: date, n: int) -> date:
        """The n-th working day before `day`, which itself is not counted; n = 0 gives `day` unchanged."""
        if n < 0:
            raise ValueError("Working days are subtracted in numbers from 0 up; use add to go forward.")
        if n == 0:
            return day
        year = day.year
        ordinals = self._year(year)
        place = bisect_left(ordinals, day.toordinal()) - n
        while place < 0:
            year -= 1
            ordinals = self._year(year)
            place += len(ordinals)
        return date.fromordinal(ordinals[place])

    def last_on_or_before(self, day: date) -> date:
        """`day` if it is a working day, else the nearest one before it."""
        return day if self.is_working_day(day) else self.subtract(day, 1)

    def first_on_or_after(self, day: date) -> date:
        """`day` if it is a working day, else the nearest one after it."""
        return day if self.is_working_day(day) else self.add(day, 1)

    def between(self, start: date, end: date) -> tuple[date, ...]:
        """All working days from `start` to `end`, both included, ascending."""
        found: list[date] = []
        low, high = start.toordinal(), end.toordinal()
        for year in range(start.year, end.year + 1):
            ordinals = self._year(year)
            found += map(
                date.fromordinal,
                ordinals[bisect_left(ordinals, low) : bisect_right(ordinals, high)],
            )
        return tuple(found)

    def count(self, after: date, until: date) -> int:
        """How many working days lie after `after`, up to and including `until`; 0 when `until` is not later.

        The inverse of `add`: `count(day, add(day, n)) == n`.
        """
        total = 0
        low, high = after.toordinal(), until.toordinal()
        for year in range(after.year, until.year + 1):
            ordinals = self._year(year)
            total += max(0, bisect_right(ordinals, high) - bisect_right(ordinals, low))
        return total

    def _year(self, year: int) -> tuple[int, ...]:
        """Ordinals of this school's working days in one calendar year, ascending."""
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._with_own_days(year)
        return known

    def _with_own_days(self, year: int) -> tuple[int, ...]:
        national = _national_working_ordinals(self.country, year)
        extra = {day.toordinal() for day in self.extra_working_days if day.year == year}
        off = {day.toordinal() for day in self.days_off if day.year == year} - extra
        if not extra and not off:
            return national  # the common case shares one tuple among all schools of the country
        return tuple(sorted((set(national) | extra) - off))


@lru_cache(maxsize=8)
def _languages_of(country: str) -> frozenset[str]:
    return frozenset(holidays.country_holidays(country, years=2026).supported_languages)
