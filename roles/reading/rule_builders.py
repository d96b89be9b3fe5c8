"""From the units that a pattern covered to a rule: one builder for each way of saying a time.

A builder answers None when the units say nothing that a rule can hold ("every three years").
"""

from collections.abc import Callable

from roles.reading.event_builders import asap, continuous, feast, immediate, need, order, same_day
from roles.reading.landmark_builders import DATED_LANDMARKS, LANDMARKS, day_before
from roles.reading.tagging import Unit
from roles.reading.unit_patterns import Match, Rule

# More often than this in any period is no count of doings: euros, hours, pupils.
_MOST_TIMES = 31
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PERIODS_AS_UNITS = {"week", "month", "year", "day"}
_DAYS_AS_PERIOD = {7: "week", 14: "two_weeks", 30: "month", 90: "quarter", 180: "half_year", 365: "year"}
_WEEKS_AS_PERIOD = {2: "two_weeks", 4: "month"}
_MONTHS_AS_PERIOD = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
_ENDING = ("week", "month", "quarter", "term", "trimester", "half_year", "school_year", "year")
_IN_DAYS = {"week": 7, "fortnight": 14}
_HALVES, _WEEKS = 2, 52
_NUMBERED = ("roman", "ordinal", "number", "second")


def _is_timed(unit: Unit) -> bool:
    return unit.tag.startswith(("unit", "period"))


def _number(unit: Unit) -> int:
    return int(unit.high or unit.value)


def _period(value: str) -> str:
    """The name of a repeated period; the schema has no trimester there."""
    return {"trimester": "term", "day": "school_day", "fortnight": "two_weeks"}.get(value, value)


# ── dates ────────────────────────────────────────────────────────────────────


def date(match: Match) -> Rule | None:
    """A date of each school year, or the end of a month."""
    months = [int(unit.value) for unit in match.units if unit.tag.startswith("month")]
    if not months or match.has("day_month"):
        return _numeric_date(match)
    month = months[-1]
    days = [2 if u.tag == "second" else _number(u) for u in match.units if u.tag in ("number", "ordinal", "second")]
    return _part_of(month, days[-1], match) if days else _no_day_of(month, match)


def _part_of(month: int, number: int, match: Match) -> Rule | None:
    """A day, half or week of the month."""
    if match.has("half"):
        return _month_end(match, month) if number == _HALVES else _in_month(month, 15)
    if any(_is_timed(u) and u.value == "week" for u in match.units) or _is_nth_weekday(match):
        return _week_of(number, month)
    return _in_month(month, number) if 1 <= number <= _DAYS[month - 1] else None


def _no_day_of(month: int, match: Match) -> Rule:
    """The end, middle or start of the month, or all of it."""
    if match.has("end", "ends", "not_ended", "last"):
        return _month_end(match, month)
    is_by_start = match.has("starting") or (match.has("start") and match.has("by"))
    return _in_month(month, 15 if match.has("middle") else 1 if is_by_start else None)


def _in_month(month: int, day: int | None) -> Rule:
    return {"kind": "fixed_date", "month": month, "day": day, "basis": "school_year"}


def _is_nth_weekday(match: Match) -> bool:
    """ "The first Friday of September", and not "Friday the fifth of September"."""
    tags = [unit.tag for unit in match.units if unit.tag in ("ordinal", "second", "weekday")]
    return "weekday" in tags[1:]


def week_number(match: Match) -> Rule | None:
    """In or by a week of the calendar: the month of its Thursday."""
    numbers = [_number(unit) for unit in match.units if unit.tag == "number"]
    if not any(_is_timed(u) and u.value == "week" for u in match.units) or not 1 <= numbers[-1] <= _WEEKS:
        return None
    month, day = 1, 7 * numbers[-1] - 3
    while day > _DAYS[month - 1]:
        month, day = month + 1, day - _DAYS[month - 1]
    return {**_in_month(month, None), "approx": True}


def _month_end(match: Match, month: int) -> Rule:
    unit = (
        "working_day" if match.has("working") or any(u.value == "working_day" for u in match.units) else "calendar_day"
    )
    return {"kind": "period_end", "period": ["calendar_month"], "months": [month], "offset": 0, "unit": unit}


def _week_of(week: int, month: int) -> Rule | None:
    """In the second week of September: about the 14th, the last day of its second seven."""
    if not 1 <= week <= 4:
        return None
    return {"kind": "fixed_date", "month": month, "day": week * 7, "basis": "school_year", "approx": True}


def bare_day(match: Match) -> Rule | None:
    """A day without its month, which only a heading can tell."""
    number = next(_number(unit) for unit in match.units if unit.tag in ("number", "ordinal"))
    return _in_month(0, number) if 1 <= number <= _DAYS[0] else None


def _numeric_date(match: Match) -> Rule | None:
    numbers = [unit for unit in match.units if unit.tag == "number"]
    whole = [unit for unit in match.units if unit.tag == "day_month"]
    if whole:
        day, month = int(whole[-1].value), int(whole[-1].high)
    elif len(numbers) == 1 and numbers[0].high:
        month, day = int(numbers[0].value), int(numbers[0].high)
    elif len(numbers) == 2:
        day, month = int(numbers[0].value), int(numbers[1].value)
        if not match.has("dot", "slash"):  # "08 29"
            day, month = month, day
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return None
    return {"kind": "fixed_date", "month": month, "day": day, "basis": "school_year"}


def quarter_end(match: Match) -> Rule | None:
    """The end of one quarter of the year: that of its last month."""
    numbers = [2 if u.tag == "second" else int(u.value) for u in match.units if u.tag in _NUMBERED]
    if not numbers or "quarter" not in (u.value for u in match.units) or not 1 <= numbers[-1] <= 4:
        return None
    return _month_end(match, numbers[-1] * 3)


# ── ends of periods ──────────────────────────────────────────────────────────


def _offset(match: Match) -> tuple[int | None, str | None, Unit | None]:
    """How many of which unit, and the unit of the text that says which: the first after the number."""
    seen: int | None = None
    counting = ("number", "number_in") if match.has("number", "number_in") else ("ordinal",)
    for unit in match.units:
        if unit.tag in counting and seen is None:
            seen = _number(unit)
        elif unit.tag == "a" and seen is None:
            seen = 1
        elif _is_timed(unit) and unit.value and seen is not None:
            return *_scaled(seen, unit.value), unit
    return (None, None, None)


def _scaled(number: int, unit: str) -> tuple[int, str]:
    """An offset in the units that deadlines count in (rules.md writes "a week before" as seven days)."""
    if unit in _IN_DAYS:
        return (number * _IN_DAYS[unit], "calendar_day")
    if unit == "full_day":
        return (24, "hour") if number == 1 else (number, "calendar_day")
    if unit == "year":
        return (number * 12, "month")
    if unit == "minute":
        return (-(-number // 60), "hour")
    return (number, "calendar_day" if unit == "day" else unit)


def _follows(match: Match, tag: str, unit: Unit) -> bool:
    return match.units[match.units.index(unit) - 1].tag == tag


def period_end(match: Match) -> Rule | None:
    """So many days after the end of each period named; no number printed: the school has to choose."""
    offset, unit, used = _offset(match)
    timed = [u for u in match.units if _is_timed(u) and u is not used]
    if used and not timed:
        offset, unit, timed = None, None, [used]
    periods = [u.value for u in timed if u.tag.startswith("period")]
    loose = [u for u in timed if u.tag.startswith("unit")]
    if periods and loose and offset is None:
        offset, unit = _scaled(1, loose[0].value)
    elif len(periods) > 1 and offset is None and _follows(match, "per", timed[-1]):
        offset, unit = _scaled(1, periods.pop())
    periods = periods or [u.value for u in loose if u.value in _PERIODS_AS_UNITS]
    if not periods or set(periods) & {"activity_period", "day"}:
        return None
    return {"kind": "period_end", "period": list(dict.fromkeys(periods)), "offset": offset, "unit": unit}


def last_day(match: Match) -> Rule | None:
    """On or by the last (working) day of each period."""
    timed = [u for u in match.units if _is_timed(u)]
    is_working = match.has("working") or any(u.value == "working_day" for u in timed)
    periods = [u.value for u in timed if u.value in _ENDING]
    if match.has("last") and len(periods) > 1 and "week" in (periods[0], periods[-1]):
        periods.remove("week")  # "in the last week of the school year"
    if not periods:
        return None
    if periods == ["week"]:
        return _stepped(1, "week")
    unit = "working_day" if is_working else "calendar_day"
    return {"kind": "period_end", "period": list(dict.fromkeys(periods)), "offset": 0, "unit": unit}


def exact_day(match: Match) -> Rule | None:
    """Exactly on the last day of each period."""
    rule = last_day(match)
    return rule and {**rule, "exact_day": True}


def month_day(match: Match) -> Rule | None:
    """The n-th day of each month, counted from the end of the month before."""
    numbers = [_number(u) for u in match.units if u.tag in ("number", "ordinal")]
    periods = [u.value for u in match.units if _is_timed(u)] + match.values("adverb")
    if not numbers or not {"month", "quarter"} & {*periods} or not 1 <= numbers[0] <= 31:
        return None
    if "week" in periods:
        numbers = [numbers[0] * 7]
    is_working = match.has("working") or any(u.value == "working_day" for u in match.units)
    unit = "working_day" if is_working else "calendar_day"
    period = "quarter" if "quarter" in periods else "month"
    return {"kind": "period_end", "period": [period], "offset": numbers[0], "unit": unit}


# ── how often ────────────────────────────────────────────────────────────────


def _count(match: Match) -> tuple[int, int | None]:
    low, high = 1, 1
    for unit in match.units:
        if unit.tag == "number":
            low, high = int(unit.value), _number(unit)
        elif unit.tag in ("once", "twice"):
            low = high = 1 if unit.tag == "once" else 2
        elif unit.tag == "often":
            low = high = int(unit.value)
    if match.has("at_least"):
        return (low, None)
    return (0, high) if match.has("at_most", "upto", "by") else (low, high)


def times(match: Match) -> Rule | None:
    """So many times in each period."""
    adverbs = [value.rpartition("/") for value in match.values("adverb")]
    periods = [u.value for u in match.units if _is_timed(u)] or [value for _, _, value in adverbs]
    periods = periods or match.values("during") or ["year" for u in match.units if u.tag.startswith("month")]
    low, high = _count(match)
    if (
        not periods
        or periods[-1] in ("hour", "minute", "working_day", "calendar_day")
        or not 1 <= (high or low) <= _MOST_TIMES
    ):
        return None
    if adverbs and adverbs[0][0] and not match.has("number", "once", "twice", "often"):
        low = high = int(adverbs[0][0])
    if periods[-1] == "year" and match.has("half"):
        periods = ["half_year"]
    per = "two_weeks" if periods[-1] == "week" and match.has("second") else _period(periods[-1])
    if per == "school_day" and (low, high) == (1, 1):
        high = None
    return {"kind": "times_per_period", "min": low, "max": high, "per": per}


def every(match: Match) -> Rule | None:
    """Once in each period, or in every n-th week or month."""
    periods = [u.value for u in match.units if _is_timed(u)]
    if match.has("season"):
        periods = ["school_year"]
    if not periods and not match.has("weekday", "each_weekday"):
        return None
    numbers = [_number(u) for u in match.units if u.tag in ("number", "ordinal")]
    if len(numbers) > 1 and numbers[0] != 1:
        return None
    step = numbers[-1] if numbers else 2 if match.has("second") else 1
    rule = _stepped(step, periods[-1] if periods else "week")
    if rule and rule["per"] in ("week", "two_weeks"):
        rule |= _on_days(match)
    return {**rule, "max": None} if rule and match.has("at_least") else rule


def weekdays(match: Match) -> Rule:
    """On several days of each week."""
    said = _on_days(match)
    count = len(said["weekdays"]) if said else sum(unit.tag == "weekday" for unit in match.units)
    return {"kind": "times_per_period", "min": count, "max": count, "per": "week", **said}


def _on_days(match: Match) -> dict[str, list[int]]:
    """The days of the week that are named, 1 Monday to 7 Sunday, in their order."""
    days = sorted({int(value) for value in match.values("weekday", "each_weekday") if value})
    return {"weekdays": days} if days else {}


def _stepped(step: int, period: str) -> Rule | None:
    once: Rule = {"kind": "times_per_period", "min": 1, "max": 1}
    if period in ("calendar_day", "day") and step in _DAYS_AS_PERIOD:
        return {**once, "per": _DAYS_AS_PERIOD[step]}
    if period in ("working_day", "calendar_day", "day") and step == 1:
        return {**once, "max": None, "per": "school_day"}
    if period == "week" and step in _WEEKS_AS_PERIOD:
        return {**once, "per": _WEEKS_AS_PERIOD[step]}
    if period == "month" and step in _MONTHS_AS_PERIOD:
        return {**once, "per": _MONTHS_AS_PERIOD[step]}
    if period == "month" and step in (2, 4):
        return {**once, "min": 12 // step, "max": 12 // step, "per": "year"}
    is_held = step == 1 and period not in ("hour", "minute", "calendar_day", "working_day")
    return {**once, "per": _period(period)} if is_held else None


# ── events ───────────────────────────────────────────────────────────────────


def _around(match: Match, when: str) -> Rule | None:
    offset, unit, used = _offset(match)
    if used and used.value == "year":
        return None
    if offset is None:
        timed = [u.value for u in match.units if _is_timed(u)]
        if not timed or timed[0] == "year":
            return None
        offset, unit = _scaled(1, timed[0])
    if unit not in ("working_day", "calendar_day", "month", "hour"):
        return None
    return {"kind": "event", "event": "other", "when": when, "offset": offset, "unit": unit}


def within(match: Match) -> Rule | None:
    """So many days after something that the sentence or nobody names."""
    return _around(match, "after")


def before(match: Match) -> Rule | None:
    """So many days before something known beforehand."""
    return _around(match, "before")


BUILDERS: dict[str, tuple[int, Callable[[Match], Rule | None]]] = {
    "date": (5, date),
    "bare_day": (1, bare_day),
    "quarter_end": (5, quarter_end),
    "period_end": (5, period_end),
    "last_day": (5, last_day),
    "exact_day": (5, exact_day),
    "month_day": (5, month_day),
    "times": (4, times),
    "every": (4, every),
    "times_in": (6, times),
    "weekdays": (4, weekdays),
    "week_number": (5, week_number),
    "within": (4, within),
    "before": (6, before),
    "feast": (5, feast),
    "immediate": (3, immediate),
    "asap": (3, asap),
    "same_day": (3, same_day),
    "need": (2, need),
    "order": (2, order),
    "continuous": (1, continuous),
    **LANDMARKS,
}
# The builders whose rules give a date of the calendar.
_SPANS = {"within", "before", "feast", "immediate", "asap", "same_day", "need", "order", "continuous"}
DATED = frozenset({*BUILDERS} - {*LANDMARKS} - _SPANS) | {*DATED_LANDMARKS}


def build(match: Match) -> Rule | None:
    """The rule of a match with what any rule may carry: about, within, what is counted, in writing, not before."""
    rule = BUILDERS[match.builder][1](match)
    if rule is None:
        return None
    if match.has("prior") and rule["kind"] == "fixed_date":
        rule = day_before(rule)
    if match.has("about"):
        rule["approx"] = True
    for tag in ("during", "counts", "not_before"):
        values = match.values(tag)
        if values and values[0] != rule.get("per"):
            rule["within" if tag == "during" else tag] = values[0]
    if match.has("written"):
        rule["form"] = "written"
    return rule
