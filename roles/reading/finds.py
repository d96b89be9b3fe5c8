"""What the grammar holds in hand while it searches one text: candidates for rules, and the parts of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roles.reading.phrases import Span
from roles.reading.tagging import Unit
from roles.reading.unit_patterns import Rule

# How far the dates may stand from "twice a year" that they explain, in characters.
_EXPLAINED = 5
# As many letters of a word are enough to tell that it was said before.
_STEM = 6
_LONG = (["school_year"], ["year"], ["term"], ["half_year"])  # periods whose end is one day of a few
_BESIDE = 2
_CLAUSE_SIGNS = ("comma", "semicolon", "colon", "open", "close", "dot")


@dataclass(frozen=True, slots=True)
class Find:
    """A candidate: its rule so far, the words, which builder made it, how much it weighs against one that overlaps."""

    rule: Rule
    span: Span
    builder: str
    priority: int

    @property
    def is_dated(self) -> bool:
        """Whether it gives a date, by itself or once its event happened."""
        return self.rule["kind"] not in ("continuous", "event") or self.rule.get("offset") is not None


def _cut(units: Sequence[Unit], length: int, signs: Sequence[str]) -> list[Span]:
    """The pieces of a text between the signs; a full stop between two numbers ends nothing."""
    pieces: list[Span] = []
    start = 0
    for place, unit in enumerate(units):
        if unit.tag not in signs:
            continue
        around = {u.tag for u in (*units[max(0, place - 1) : place], *units[place + 1 : place + 2])}
        if unit.tag == "dot" and around == {"number"}:
            continue
        pieces.append(Span(start, unit.end))
        start = unit.end
    return [*pieces, Span(start, max(length, start + 1))]


def sentences(units: Sequence[Unit], length: int) -> list[Span]:
    """The sentences of a text, by full stops and semicolons."""
    return _cut(units, length, ("dot", "semicolon"))


def clauses(units: Sequence[Unit], length: int) -> list[Span]:
    """The parts of sentences between commas, brackets and colons too."""
    return _cut(units, length, _CLAUSE_SIGNS)


def piece_at(pieces: Sequence[Span], place: int) -> Span:
    """The piece in which a place stands."""
    return next((piece for piece in pieces if piece.start <= place < piece.end), pieces[-1])


def strongest(finds: Sequence[Find]) -> list[Find]:
    """Finds of which no two overlap: the most telling, then the longest, then the first win."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda f: (-f.priority, f.span.start - f.span.end, f.span.start)):
        if not any(find.span.touches(other.span) for other in kept):
            kept.append(find)
    return sorted(kept, key=lambda f: f.span.start)


def without_counts(finds: Sequence[Find]) -> list[Find]:
    """ "Twice a year, by 15 January and by 15 June" is two dates and no count beside them."""
    return [
        find for place, find in enumerate(finds) if not any(_explains(find, f) for f in finds[place + 1 : place + 2])
    ]


def with_said_month(finds: Sequence[Find], pieces: Sequence[Span]) -> list[Find]:
    """ "In August … by the 20th" is the day of that month, if the sentence names no other before the day."""
    told: list[Find] = []
    for find in finds:
        home = piece_at(pieces, find.span.start)
        above = [each for each in told if piece_at(pieces, each.span.start) == home]
        months = [each for each in above if each.rule["kind"] == "fixed_date" and each.rule["day"] is None]
        if find.builder == "bare_day" and len(months) == 1 and above[-1] is months[0]:
            told.remove(months[0])
            told.append(replace(find, rule={**find.rule, "month": months[0].rule["month"]}, builder="date"))
        else:
            told.append(find)
    return told


def in_month(finds: Sequence[Find], month: int | None) -> list[Find]:
    """Under the name of a month "by the 10th" is a date, and "by the end of the month" the end of that one."""
    told: list[Find] = []
    for find in finds:
        rule = find.rule
        if find.builder == "bare_day":
            if month is not None:
                told.append(replace(find, rule={**rule, "month": month}))
        elif month is not None and find.builder == "last_day" and rule["period"] == ["month"]:
            told.append(replace(find, rule={**rule, "period": ["calendar_month"], "months": [month]}))
        else:
            told.append(find)
    return told


def _explains(find: Find, after: Find) -> bool:
    is_date = after.rule["kind"] == "fixed_date" or "months" in after.rule
    if find.rule["kind"] == "period_end" and "months" not in find.rule:  # "at the end of the year, by 20 June"
        is_day = after.rule["kind"] == "fixed_date" and after.rule["day"] is not None
        return is_day and find.rule.get("period") in _LONG and find.span.gap(after.span) <= _BESIDE
    is_count = find.rule.get("max") is not None and find.rule.get("per") in ("year", "school_year")
    return is_count and is_date and find.span.gap(after.span) <= _EXPLAINED


def without_echoes(finds: Sequence[Find], folded: str) -> list[Find]:
    """ "When needed" or "in time" said twice in one item is one rule."""
    kept: list[Find] = []
    said: set[str] = set()
    for find in finds:
        if find.rule["kind"] == "continuous" or find.rule.get("event") == "need_arises":
            word = folded[find.span.start : find.span.end].split()[-1][:_STEM]
            if word in said:
                continue
            said.add(word)
        kept.append(find)
    return kept
