"""Time rules of one item's text: which words say when, and what they say. Knows no word of any language.

Rules and keys: ``docs/role.schema.json`` and the kinds it describes; what a language is like: ``time_words``.
"""

from collections.abc import Sequence
from dataclasses import replace

from roles.reading.bindings import bound
from roles.reading.event_clauses import event_finds, join_events, joined_twins, of_heading
from roles.reading.finds import (
    Find,
    clauses,
    in_month,
    sentences,
    strongest,
    with_said_month,
    without_counts,
    without_echoes,
)
from roles.reading.hours import hours, outside, with_hours
from roles.reading.lexicons import Compiled, compiled
from roles.reading.lines import Found
from roles.reading.phrases import Span
from roles.reading.rule_builders import BUILDERS, build
from roles.reading.tagging import Unit
from roles.reading.tokens import fold
from roles.reading.vetoes import Vetoes

# Sections whose time words say what a person is or gets, or are the document's own.
_SILENT = frozenset(("requirements", "competences", "information", "signatures"))


# The longest heading of a month in a calendar ("3. September 2026"), in characters and units.
_CALENDAR = 30
_MONTH_AND_YEAR = 5


def find_rules(text: str, language: str, *, kind: str = "duties", heading: str = "") -> list[Found]:
    """The time rules of an item's text, in the order of their words, none overlapping.

    ``kind`` is that of the section, ``heading`` its heading or the stem above the item. A language without a lexicon
    and a section that holds no duties, rights or rules of the document have none.
    """
    lexicon = compiled(language)
    if lexicon is None or kind in _SILENT:
        return []
    places = _places(text)
    squeezed = "".join(text[place] if not text[place].isspace() else " " for place in places)
    units = lexicon.units(squeezed)
    if not units:
        return []
    folded = fold(squeezed)
    finds = _finds(units, folded, " ".join(fold(heading).split()), lexicon)
    found = bound(finds, text=squeezed, folded=folded, units=units, kind=kind, heading=fold(heading), lexicon=lexicon)
    return [_at_home(one, text, places) for one in found]


def _places(text: str) -> list[int]:
    """Where each character of the text with single spaces stands: runs of white space must not change what is found."""
    return [i for i, sign in enumerate(text) if not (sign.isspace() and (i == 0 or text[i - 1].isspace()))]


def _at_home(found: Found, text: str, places: Sequence[int]) -> Found:
    """The same rule with its words and place in the text as it was given."""
    start, end = places[found.start], places[found.end - 1] + 1
    return Found(rule={**found.rule, "words": text[start:end]}, start=start, end=end)


def _finds(units: Sequence[Unit], folded: str, heading: str, lexicon: Compiled) -> list[Find]:
    pieces = {"sentence": sentences(units, len(folded)), "clause": clauses(units, len(folded))}
    known = hours(folded, lexicon)
    days = outside(units, known)
    vetoes = Vetoes(folded, units, pieces, lexicon, spared=[hour.span for hour in known])
    if vetoes.of_all:
        return []
    finds = [
        f for f in strongest([*_pattern_finds(days, lexicon), *event_finds(folded, lexicon)]) if not vetoes.hold(f)
    ]
    finds = join_events(
        joined_twins(without_echoes(without_counts(finds), folded), folded), folded, pieces["sentence"], lexicon
    )
    finds = of_heading(
        in_month(with_said_month(_apart(finds), pieces["sentence"]), _month_of(heading, lexicon)), heading, lexicon
    )
    return with_hours(finds, known)


def _month_of(heading: str, lexicon: Compiled) -> int | None:
    """The month that a heading of a calendar names and nothing else."""
    units = lexicon.units(heading) if len(heading) <= _CALENDAR else []
    months = [int(unit.value) for unit in units if unit.tag.startswith("month") and unit.value.isdecimal()]
    return months[0] if len(months) == 1 and len(units) <= _MONTH_AND_YEAR else None


def _pattern_finds(units: Sequence[Unit], lexicon: Compiled) -> list[Find]:
    finds = []
    for match in lexicon.patterns.matches(units):
        rule = build(match)
        if rule is not None:
            finds.append(Find(rule, match.span, match.builder, BUILDERS[match.builder][0]))
    return finds


def _apart(finds: Sequence[Find]) -> list[Find]:
    """Words that grew over others' when joined with their event give way again: what was found first keeps its own."""
    kept: list[Find] = []
    for find in finds:
        last = kept[-1].span if kept else Span(0, 0)
        if find.span.end <= last.end:
            continue
        kept.append(replace(find, span=Span(max(find.span.start, last.end), find.span.end)))
    return kept
