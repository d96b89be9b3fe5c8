"""What looks like a time rule and is none: dates of laws, retention, opening hours, experience, leave …"""

from collections.abc import Mapping, Sequence

from roles.reading.finds import Find, piece_at
from roles.reading.lexicons import Compiled
from roles.reading.phrases import Span
from roles.reading.rule_builders import DATED
from roles.reading.tagging import Unit
from roles.reading.unit_patterns import Rule

_BESIDE = 2
# A year this many characters from a date makes it a date that was once, not one of each school year.
_YEAR_NEAR = 9
_MONTHS_IN_YEAR = 12


class Vetoes:
    """The vetoes of one text."""

    def __init__(
        self,
        folded: str,
        units: Sequence[Unit],
        pieces: Mapping[str, Sequence[Span]],
        lexicon: Compiled,
        *,
        spared: Sequence[Span] = (),
    ) -> None:
        self._spans = {scope: phrases.spans(folded) for scope, phrases in lexicon.vetoes.items()}
        # "10:00" is no opening hour where something is due by it.
        inside = [s for s in self._spans["touch"] if any(w.start <= s.start and s.end <= w.end for w in spared)]
        self._spans["touch"] = [span for span in self._spans["touch"] if span not in inside]
        self._years = [Span(unit.start, unit.end) for unit in units if unit.tag == "year_number"]
        self._pieces = pieces
        self._brackets = _bracketed(units)

    @property
    def of_all(self) -> bool:
        """Whether nothing in the text can be a rule."""
        return bool(self._spans["item"])

    def hold(self, find: Find) -> bool:
        """Whether this find is no rule."""
        if find.rule["kind"] == "period_end" and _is_years(find.rule):
            return True
        beside = 0 if find.builder == "times" else _BESIDE
        if any(find.span.touches(span, by=beside) for span in self._spans["touch"]):
            return True
        if find.is_dated and any(s.start <= find.span.start <= s.end + _BESIDE for s in self._spans["behind"]):
            return True
        if find.builder in DATED and any(find.span.gap(year) <= _YEAR_NEAR for year in self._years):
            return True
        scopes = ["sentence", "clause", *(["sentence_dated", "clause_dated"] if find.is_dated else [])]
        return any(self._in_piece(find, scope) for scope in scopes)

    def _in_piece(self, find: Find, scope: str) -> bool:
        spans = [span for span in self._spans[scope] if not self._is_aside(span, find)]
        if not spans:
            return False
        piece = piece_at(self._pieces[scope.removesuffix("_dated")], find.span.start)
        around = Span(min(piece.start, find.span.start), max(piece.end, find.span.end))
        return any(around.touches(span) for span in spans)

    def _is_aside(self, span: Span, find: Find) -> bool:
        """Whether a phrase stands in brackets to which the find does not belong."""
        return any(b.touches(span) and not b.touches(find.span) for b in self._brackets)


def _is_years(rule: Rule) -> bool:
    """Whether it counts in years: "three years after the school year" is how long something is kept."""
    offset = rule.get("offset")
    return isinstance(offset, int) and rule.get("unit") == "month" and offset >= _MONTHS_IN_YEAR


def _bracketed(units: Sequence[Unit]) -> list[Span]:
    spans: list[Span] = []
    opened: int | None = None
    for unit in units:
        if unit.tag == "open":
            opened = unit.start
        elif unit.tag == "close" and opened is not None:
            spans.append(Span(opened, unit.end))
            opened = None
    return spans
