"""Which automatic list, and which level of it, prints a wanted number: for documents that tests build."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
IS_ROMAN = re.compile(r"x{0,3}(ix|iv|v?i{0,3})", re.IGNORECASE)
TOKEN = re.compile(r"\d+|\b(?:[IVX]+|[ivx]+|[A-Za-z])\b")


@dataclass
class Level:
    """One level of a list: ``before`` and ``after`` stand around its numbers, ``shown`` of which are printed."""

    form: str
    start: int
    before: str
    after: str
    shown: int
    separators: tuple[str, ...] = ()


@dataclass
class NumberedList:
    """One list: its levels (from 0) as far as they are known, and what it has counted."""

    code: int
    levels: dict[int, Level] = field(default_factory=dict)
    implied: dict[int, Level] = field(default_factory=dict)  # levels that no block stands on
    counts: list[int] = field(default_factory=list)


@dataclass
class Place:
    """Where a block stands: list and level, from 0."""

    numbers: NumberedList
    level: int


class Plan:
    """Gives each numbered block, its place, in order; begins a new list where the last would print another number."""

    def __init__(self) -> None:
        self.lists: list[NumberedList] = []

    def place(self, number: str, level: int) -> Place:
        """Return the place that prints ``number`` on ``level`` (from 1)."""
        depth = level - 1
        current = self.lists[-1] if self.lists else None
        parts, wanted = self._parse(number, depth, current)
        if current is None or not self._continues(current, depth, wanted, parts[-level:]):
            current = NumberedList(len(self.lists) + 1)
            self.lists.append(current)
            self._begin(current, depth, parts[-level:])
        current.levels.setdefault(depth, wanted)
        current.counts = [*current.counts[:depth], wanted.start]
        return Place(current, depth)

    def _parse(self, number: str, depth: int, current: NumberedList | None) -> tuple[list[tuple[int, str]], Level]:
        tokens = list(TOKEN.finditer(number))
        if not tokens:
            raise ValueError(f"{number!r} holds no number")
        known = current.levels.get(depth) if current else None
        parts = [value_of(token[0], known.form if known else "") for token in tokens]
        shown = min(len(tokens), depth + 1)
        first = tokens[-shown]
        pairs = pairwise(tokens[-shown:])
        separators = tuple(number[one.end() : other.start()] for one, other in pairs)
        value, form = parts[-1]
        return parts, Level(form, value, number[: first.start()], number[tokens[-1].end() :], shown, separators)

    @staticmethod
    def _continues(current: NumberedList, depth: int, wanted: Level, parts: list[tuple[int, str]]) -> bool:
        if len(current.counts) < depth or depth in current.implied:
            return False
        levels = current.implied | current.levels
        above = [(current.counts[level], levels[level].form) for level in range(depth)]
        if len(parts) > 1 and above[1 - len(parts) :] != parts[:-1]:
            return False
        known = current.levels.get(depth)
        if known is None:
            return True
        same = (known.form, known.before, known.after, known.shown, known.separators)
        if same != (wanted.form, wanted.before, wanted.after, wanted.shown, wanted.separators):
            return False
        return wanted.start == (current.counts[depth] + 1 if len(current.counts) > depth else known.start)

    @staticmethod
    def _begin(new: NumberedList, depth: int, parts: list[tuple[int, str]]) -> None:
        above = [(1, "decimal")] * (depth + 1 - len(parts)) + parts[:-1]
        for level, (value, form) in enumerate(above):
            new.implied[level] = Level(form, value, "", ".", 1)
        new.counts = [value for value, _ in above]


def value_of(token: str, form: str) -> tuple[int, str]:
    """Return what "3", "IV", "iv", "c" count, and how that is written; ``form`` is how the level wrote before."""
    if token.isdigit():
        return int(token), "decimal"
    case = "upper" if token.isupper() else "lower"
    letter = len(token) == 1 and (form.endswith("Letter") or token.lower() not in "ivx")
    if letter or not IS_ROMAN.fullmatch(token):
        return ord(token[0].lower()) - 96, f"{case}Letter"
    rest, value = token.lower(), 0
    for text, worth in ROMAN:
        while rest.startswith(text):
            rest, value = rest[len(text) :], value + worth
    return value, f"{case}Roman"
