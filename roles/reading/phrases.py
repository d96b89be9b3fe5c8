"""Phrases of a lexicon found in running text: stems, gaps and the rest of a clause (events, vetoes, conditions)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from roles.reading.tagging import split_phrases

_GAP = r"(?:(?:\w{1,3}\.|[\w„“”\"'’\-]+)\s+){0,3}?"
_WIDE = r"(?:(?:\w{1,3}\.|[\w„“”\"'’\-]+),?\s+){0,7}?"
_LETTERS = 3
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
    options = [re.escape(part).replace(r"\*", r"\w*") for part in word.split("/") if part]
    return f"(?:{'|'.join(options)})"


def _pattern(phrase: str) -> str:
    pattern = ""
    for word in phrase.split():
        if word in ("~", "~~"):
            pattern += _GAP if word == "~" else _WIDE
        elif word == "...":
            pattern = pattern.removesuffix(r"\s+") + r"(?!\w)" + _REST + r"\s*"
        elif word[0].isalnum() or word[0] in "*#":
            pattern += _piece(word) + r"\s+"
        else:
            pattern = pattern.removesuffix(r"\s+") + r"\s*" + _piece(word) + r"\s*"
    pattern = pattern.removesuffix(r"\s+").removesuffix(r"\s*")
    first = r"(?<!\w)" if phrase[0].isalnum() else ""
    last = r"(?!\w)" if phrase[-1].isalnum() or phrase[-1] in "*#" else ""
    return f"{first}{pattern}{last}"


def _beginnings(phrase: str) -> list[frozenset[str]]:
    """For each word of a phrase how words that fit may begin; a text without any of them need not be searched."""
    words = [word.split("/") for word in phrase.split() if word[0].isalpha() and "/*" not in word]
    stems = [[re.split(r"\W", part)[0] for part in word if part] for word in words]
    return [frozenset(stem[:_LETTERS] for stem in word) for word in stems if all(len(s) >= _LETTERS for s in word)]


@lru_cache(maxsize=8)
def _beginnings_of(folded: str) -> frozenset[str]:
    return frozenset(word[:_LETTERS] for word in re.findall(r"[^\W\d_]+", folded))


class Phrases:
    """The alternatives of one entry, compiled."""

    def __init__(self, text: str) -> None:
        self._patterns = [(_beginnings(phrase), re.compile(_pattern(phrase))) for phrase in split_phrases(text)]

    def _possible(self, folded: str) -> list[re.Pattern[str]]:
        """The patterns worth trying: most events stand in no item, and a long document shows it."""
        here = _beginnings_of(folded)
        found = []
        for words, pattern in self._patterns:
            for word in words:
                if here.isdisjoint(word):
                    break
            else:
                found.append(pattern)
        return found

    def spans(self, folded: str) -> list[Span]:
        """Where they stand in a text in small letters, overlapping ones too."""
        return [Span(*match.span()) for pattern in self._possible(folded) for match in pattern.finditer(folded)]

    def stand_in(self, folded: str) -> bool:
        """Whether any of them stands there."""
        return any(pattern.search(folded) for pattern in self._possible(folded))
