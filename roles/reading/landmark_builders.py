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
_EDGED = ("month", "quarter", "term", "trimester", "half_year", "school_year", "year")
# What counts in the units of deadlines (a week is seven days); an offset of years is a time of keeping.
_DAYS_OF = {
    "working_day": (1, "working_day"),
    "calendar_day": (1, "calendar_day"),
    "day": (1, "calendar_day"),
    "full_day": (1, "calendar_day"),
    "week": (7, "calendar_day"),
    "month": (1, "month"),
}
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


def before_period(match: Match) -> Rule | None:
    """So many days before a period's end, or before its start."""
    counted = _counted(match)
    if counted is None:
        return None
    is_start = match.has("start", "start_of", "begins", "started", "starting") or "start" in match.values("prior")
    is_end = match.has("end", "ends", "ended")
    edge = {"edge": "start"} if is_start or not is_end else {}
    return {**counted, "when": "before", **edge}


def from_start(match: Match) -> Rule | None:
    """So many days after a period's start."""
    counted = _counted(match)
    is_first = match.values("ordinal") == ["1"] or any(
        u.tag == "within" and u.text.endswith("first") for u in match.units
    )
    is_start = match.has("start", "start_of", "begins", "started", "starting") or is_first
    return {**counted, "edge": "start"} if counted and is_start else None


def _counted(match: Match) -> Rule | None:
    """The number of units and the periods of which it is told, wherever in the words the two stand."""
    timed, units = _timed(match), match.units
    place = next((at for at, unit in enumerate(units) if unit.tag in ("number", "number_in", "a")), None)
    used = next((unit for unit in units[place or 0 :] if unit in timed), None)
    periods = [unit.value for unit in timed if unit is not used and unit.value in _EDGED]
    if used is None or not periods:
        return None
    first = units[place] if place is not None and units[place].tag != "a" else None
    number = int(first.high or first.value) if first else 1
    counted = _DAYS_OF.get(used.value)
    if counted is None:
        return None
    return {
        "kind": "period_end",
        "period": list(dict.fromkeys(periods)),
        "offset": number * counted[0],
        "unit": counted[1],
    }


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
    "before_period": (7, before_period),
    "from_start": (7, from_start),
    "school_end": (4, school_end),
    "holiday": (5, holiday),
    "own_day": (3, own_day),
    "nth_day": (4, nth_day),
    "before_start": (5, before_start),
}
DATED_LANDMARKS = ("first_days", "after_period", "before_period", "from_start", "school_end", "holiday")
