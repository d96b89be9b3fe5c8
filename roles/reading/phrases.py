"""Phrases of a lexicon found in running text: stems, gaps and the rest of a clause (events, vetoes, conditions)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roles.reading.tagging import split_phrases

_GAP = r"(?:(?:\w{1,3}\.|[\w„“”\"'’\-]+)\s+){0,3}?"
_WIDE = r"(?:(?:\w{1,3}\.|[\w„“”\"'’\-]+),?\s+){0,7}?"
_REST = r"(?:\s+[\w„“”\"'’/\-]+){0,8}"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, in characters."""

    start: int
    end: int

    def touches(self, other: "Span", *, by: int = 0) -> bool:
        """Whether they overlap or have at most ``by`` characters between them."""
        return self.start < other.end + by and other.start < self.end + by

    def gap(self, other: "Span") -> int:
        """Characters between them; 0 when they overlap."""
        return max(0, other.start - self.end, self.start - other.end)


def _piece(word: str) -> str:
    if word == "#":
        return r"\d+"
    options = [re.escape(part.rstrip("*")) + (r"\w*" if part.endswith("*") else "") for part in word.split("/") if part]
    return f"(?:{'|'.join(options)})"


def _pattern(phrase: str) -> str:
    pattern = ""
    for word in phrase.split():
        if word in ("~", "~~"):
            pattern += _GAP if word == "~" else _WIDE
        elif word == "...":
            pattern = pattern.removesuffix(r"\s+") + r"(?!\w)" + _REST + r"\s*"
        elif word[0].isalnum() or word == "#":
            pattern += _piece(word) + r"\s+"
        else:
            pattern = pattern.removesuffix(r"\s+") + r"\s*" + _piece(word) + r"\s*"
    pattern = pattern.removesuffix(r"\s+").removesuffix(r"\s*")
    first = r"(?<!\w)" if phrase[0].isalnum() else ""
    last = r"(?!\w)" if phrase[-1].isalnum() or phrase[-1] in "*#" else ""
    return f"{first}{pattern}{last}"


def _stems(phrase: str) -> list[tuple[str, ...]]:
    """What must stand somewhere in a text for the phrase to: for each word, one of its stems."""
    return [tuple(part.rstrip("*") for part in word.split("/") if part) for word in phrase.split() if word[0].isalnum()]


class Phrases:
    """The alternatives of one entry, compiled."""

    def __init__(self, text: str) -> None:
        self._patterns = [(_stems(phrase), re.compile(_pattern(phrase))) for phrase in split_phrases(text)]

    def _possible(self, folded: str) -> Iterator[re.Pattern[str]]:
        """The patterns worth trying: looking for stems is so much faster that a long document shows it."""
        for stems, pattern in self._patterns:
            if all(any(stem in folded for stem in word) for word in stems):
                yield pattern

    def spans(self, folded: str) -> list[Span]:
        """Where they stand in a text in small letters, overlapping ones too."""
        return [Span(*match.span()) for pattern in self._possible(folded) for match in pattern.finditer(folded)]

    def stand_in(self, folded: str) -> bool:
        """Whether any of them stands there."""
        return any(pattern.search(folded) for pattern in self._possible(folded))
