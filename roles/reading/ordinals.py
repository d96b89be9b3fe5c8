"""Numbers with a full stop, for languages that write "10. september", "10.09." and "1.–5." that way."""

from collections.abc import Sequence
from dataclasses import replace

from roles.reading.tagging import Unit

_NUMBERS = ("number", "year_number")


def with_ordinals(units: Sequence[Unit]) -> list[Unit]:
    """So "10." as one ordinal, "10.09" as one day of a month, "1.-5." as one range: their stops end no sentence."""
    joined: list[Unit] = []
    place = 0
    while place < len(units):
        unit, size = _first(units[place:])
        joined.append(unit)
        place += size
        _join_range(joined)
    return joined


def _first(units: Sequence[Unit]) -> tuple[Unit, int]:
    """The unit that stands first, and how many it is made of."""
    tags = [unit.tag for unit in units[:5]]
    first = units[0]
    if tags[:3] == ["number", "dot", "number"] and not first.high and not units[2].high:
        return _day_of_month(units, tags)
    if tags == ["number", "dot", "number", "dot", "number"] and units[2].high:  # "01.09-15.09"
        return Unit("day_month", units[2].high, first.start, units[4].end, "", high=units[4].value), 5
    if first.tag in _NUMBERS and tags[1:2] == ["dot"] and len(tags) > 2 and tags[2] not in ("dot", *_NUMBERS):
        tag = "ordinal" if first.tag == "number" else first.tag
        return replace(first, tag=tag, end=units[1].end, text=f"{first.text}."), 2
    return first, 1


def _day_of_month(units: Sequence[Unit], tags: Sequence[str]) -> tuple[Unit, int]:
    day, _, month = units[:3]
    # A stop after it is its own only when the sentence visibly goes on ("10.9. mennessä", "10.09.2026").
    goes_on = tags[3:4] == ["dot"] and len(tags) > 4 and tags[4] != "word"
    size = 4 if goes_on else 3
    text = f"{day.text}.{month.text}"
    return Unit("day_month", day.value, day.start, units[size - 1].end, text, high=month.value), size


def _join_range(units: list[Unit]) -> None:
    """So "1.-5." and "1.-15.9." end with their later day."""
    if [u.tag for u in units[-3:]] in (["ordinal", "dash", "ordinal"], ["number", "dash", "ordinal"]):
        low, _, high = units[-3:]
        units[-3:] = [replace(low, tag="ordinal", end=high.end, high=high.high or high.value)]
    elif [u.tag for u in units[-3:]] in (["ordinal", "dash", "day_month"], ["day_month", "dash", "day_month"]):
        low, _, high = units[-3:]
        units[-3:] = [replace(high, start=low.start)]
