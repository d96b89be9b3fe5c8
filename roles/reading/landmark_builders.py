"""Builders for days that people name by what they know: the first day of a quarter, a holiday, one's last day of work.

They answer as those of ``rule_builders`` do, which lists them among its own.
"""

from collections.abc import Callable

from roles.reading.tagging import Unit
from roles.reading.unit_patterns import Match, Rule

# Periods that begin when the one before ends; between two terms there are holidays.
_WITHOUT_GAP = ("quarter", "year")
_DAYS = ("working_day", "calendar_day", "day")
_MONTH = 31
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _timed(match: Match) -> list[Unit]:
    return [unit for unit in match.units if unit.tag.startswith(("unit", "period"))]


def _numbers(match: Match) -> list[int]:
    return [int(unit.high or unit.value) for unit in match.units if unit.tag in ("number", "ordinal")]


def first_days(match: Match) -> Rule | None:
    """On the n-th (working) day of a quarter or year, counted from the end of the one before."""
    numbers, timed = _numbers(match), _timed(match)
    if not numbers or len(timed) < 2 or timed[-1].value not in _DAYS or timed[0].value not in _WITHOUT_GAP:
        return None
    unit = "working_day" if timed[-1].value == "working_day" else "calendar_day"
    return {"kind": "period_end", "period": [timed[0].value], "offset": numbers[-1], "unit": unit}


def after_period(match: Match) -> Rule | None:
    """By the n-th day of the month that follows a quarter, half-year or year."""
    numbers, timed = _numbers(match), _timed(match)
    if not numbers or not timed or not 1 <= numbers[-1] <= _MONTH:
        return None
    return {"kind": "period_end", "period": [timed[0].value], "offset": numbers[-1], "unit": "calendar_day"}


def school_end(_match: Match) -> Rule:
    """When teaching has ended; how long after, the school has to say."""
    return {"kind": "period_end", "period": ["school_year"], "offset": None, "unit": None}


def holiday(match: Match) -> Rule:
    """By a holiday that has the same date each year: ``holiday:6-24``."""
    month, day = match.values("holiday")[0].split("-")
    return {"kind": "fixed_date", "month": int(month), "day": int(day), "basis": "school_year"}


def own_day(match: Match) -> Rule | None:
    """On somebody's first or last day: an event, which the sentence may name."""
    numbers, timed = _numbers(match), _timed(match)
    if (numbers and numbers != [1]) or not timed or timed[-1].value != "working_day":
        return None
    return {"kind": "event", "event": "other", "when": "at"}


def nth_day(match: Match) -> Rule | None:
    """By the n-th day after an event, where "day" is the word that also stands in dates."""
    numbers = _numbers(match)
    return {"kind": "event", "event": "other", "when": "after", "offset": numbers[0], "unit": "calendar_day"}


def before_start(_match: Match) -> Rule:
    """Before a period starts, without a number of days."""
    return {"kind": "event", "event": "period_start", "when": "before"}


def day_before(rule: Rule) -> Rule:
    """Before the first of September is by the last of August."""
    month, day = int(str(rule["month"])), rule["day"]
    if not isinstance(day, int):
        return rule
    if day > 1:
        return {**rule, "day": day - 1}
    earlier = (month - 2) % 12 + 1
    return {**rule, "month": earlier, "day": _LAST_DAYS[earlier - 1]}


LANDMARKS: dict[str, tuple[int, Callable[[Match], Rule | None]]] = {
    "first_days": (5, first_days),
    "after_period": (6, after_period),
    "school_end": (4, school_end),
    "holiday": (5, holiday),
    "own_day": (3, own_day),
    "nth_day": (4, nth_day),
    "before_start": (5, before_start),
}
DATED_LANDMARKS = ("first_days", "after_period", "school_end", "holiday")
