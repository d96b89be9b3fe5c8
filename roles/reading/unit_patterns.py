"""Patterns over tags: which units of a text belong together, and as what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roles.reading.phrases import Span
from roles.reading.tagging import Unit
from roles.reading.time_words import BUILT_IN, Lexicon

Rule = dict[str, object]

_FIRST_CODE = 0xE000
_NAME = re.compile(r"[A-Za-z_]+")
_SIGNS = ("dot", "comma", "semicolon", "colon", "open", "close", "dash", "slash", "sign")


@dataclass(frozen=True, slots=True)
class Match:
    """The units that a pattern covered, and the name of the builder that knows what they say."""

    builder: str
    units: tuple[Unit, ...]

    @property
    def span(self) -> Span:
        """Their place in the text."""
        return Span(self.units[0].start, self.units[-1].end)

    def has(self, *tags: str) -> bool:
        """Whether a unit has one of the tags."""
        return any(unit.tag in tags for unit in self.units)

    def values(self, *tags: str) -> list[str]:
        """The values of the units with one of the tags, in order."""
        return [unit.value for unit in self.units if unit.tag in tags]


class Patterns:
    """The patterns of a lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        names = dict.fromkeys((*BUILT_IN, *(key.partition(":")[0] for key in lexicon.tags)))
        self._codes = {name: chr(_FIRST_CODE + place) for place, name in enumerate(names)}
        signs = "".join(self._codes[name] for name in _SIGNS)
        self._replacements = self._codes | {"gap": f"[^{signs}]{{0,3}}?", "any": f"[^{signs}]"}
        self._macros = lexicon.macros
        self._patterns = [(builder, self._compile(pattern)) for builder, pattern in lexicon.patterns]

    def _compile(self, pattern: str) -> re.Pattern[str]:
        return re.compile(self._spelled(pattern))

    def _spelled(self, pattern: str) -> str:
        def replace(match: re.Match[str]) -> str:
            name = match[0]
            if name in self._macros:
                return f"(?:{self._spelled(self._macros[name])})"
            if name not in self._replacements:
                raise ValueError(f"{name!r} in {pattern!r} is no tag")
            return self._replacements[name]

        return _NAME.sub(replace, pattern).replace(" ", "")

    def matches(self, units: Sequence[Unit]) -> Iterator[Match]:
        """Every match of every pattern, overlapping ones too."""
        coded = "".join(self._codes[unit.tag] for unit in units)
        for builder, pattern in self._patterns:
            for found in pattern.finditer(coded):
                if found.end() > found.start():
                    yield Match(builder, tuple(units[found.start() : found.end()]))
