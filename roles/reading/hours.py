"""Until which hour of its day something is due: "by 10:00", beside the words that say on which day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from roles.reading.finds import Find
from roles.reading.lexicons import Compiled
from roles.reading.phrases import Span
from roles.reading.tagging import Unit

_NUMBERS = re.compile(r"(\d{1,2})(?:\s?[.:]\s?(\d{2}))?")
_AFTERNOON = re.compile(r"\bp\s?\.?\s?m\b")
_NOON, _HOURS, _MINUTES = 12, 24, 60
# Characters between the words of the day and those of the hour: a blank and a comma.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour in a text: where, and "10:00"."""

    span: Span
    time: str


def hours(folded: str, lexicon: Compiled) -> list[Hour]:
    """The hours of a text until which something is due."""
    found = []
    for match in lexicon.hour.finditer(folded) if lexicon.hour else ():
        numbers = _NUMBERS.search(match[0])
        if numbers is None:
            continue
        hour, minute = int(numbers[1]), int(numbers[2] or 0)
        if _AFTERNOON.search(match[0]) and hour < _NOON:
            hour += _NOON
        if hour < _HOURS and minute < _MINUTES:
            found.append(Hour(Span(*match.span()), f"{hour:02}:{minute:02}"))
    return found


def outside(units: Sequence[Unit], found: Sequence[Hour]) -> list[Unit]:
    """The units without those of hours: "each month by 17:00" is not by the 17th."""
    return [unit for unit in units if not any(_holds(hour.span, Span(unit.start, unit.end)) for hour in found)]


def with_hours(finds: Sequence[Find], found: Sequence[Hour]) -> list[Find]:
    """The finds with the hours that stand beside them."""
    finds = list(finds)
    for hour in found:
        near = [find for find in finds if find.is_dated and find.span.gap(hour.span) <= _NEAR]
        if near:
            find = min(near, key=lambda find: find.span.gap(hour.span))
            span = Span(min(find.span.start, hour.span.start), max(find.span.end, hour.span.end))
            finds[finds.index(find)] = replace(find, rule={**find.rule, "time": hour.time}, span=span)
    return finds


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
