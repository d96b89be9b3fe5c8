"""Which clause of a new text is which clause of the old one, so that a renumbered clause keeps its history.

Pure. What is certain is kept by itself; what only looks alike is offered to a person (architecture, section 5).
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

SAME_NUMBER: Final = 0.6  # likeness (0 to 1) from which a clause with the same number is the same one, changed
LIKELY: Final = 0.75  # likeness from which a person is asked


@dataclass(frozen=True)
class Known:
    """A clause for comparison. ``part`` keeps apart what cannot be each other: "item" or "outcome"."""

    number: str | None
    text: str
    part: str = "item"


@dataclass(frozen=True)
class Likely:
    """Two clauses that may be one: places in the new and the old text, and their likeness from 0 to 1."""

    new: int
    old: int
    likeness: float


@dataclass(frozen=True)
class Matching:
    """``certain`` maps places in the new text to places in the old one; ``likely`` waits for a person."""

    certain: Mapping[int, int]
    likely: tuple[Likely, ...]


def match_clauses(new: Sequence[Known], old: Sequence[Known]) -> Matching:
    """Match two texts, best evidence first.

    1. same words and same number; 2. same words, when they stand only once in each text (renumbered); 3. same
    number, when it is printed only once in each text, and words alike (changed). What is then left and alike
    by its words alone is likely.
    """
    pairs: dict[int, int] = {}
    _pair(new, old, pairs, lambda clause: (clause.part, clause.number, _plain(clause.text)), in_order=True)
    _pair(new, old, pairs, lambda clause: (clause.part, _plain(clause.text)), in_order=False)
    _pair(
        new,
        old,
        pairs,
        lambda clause: (clause.part, clause.number) if clause.number else None,
        in_order=False,
        accept=lambda a, b: likeness(a.text, b.text) >= SAME_NUMBER,
    )
    return Matching(pairs, tuple(_likely(new, old, pairs)))


Key = Callable[[Known], tuple[str | None, ...] | None]


def _pair(
    new: Sequence[Known],
    old: Sequence[Known],
    pairs: dict[int, int],
    key: Key,
    *,
    in_order: bool,
    accept: Callable[[Known, Known], bool] = lambda _a, _b: True,
) -> None:
    """Pair what has the same key; a key that stands several times pairs in order, or not at all."""
    taken = set(pairs.values())
    counts_new = Counter(key(clause) for clause in new)
    counts_old = Counter(key(clause) for clause in old)
    waiting: dict[tuple[str | None, ...], list[int]] = {}
    for place, clause in enumerate(old):
        found = key(clause)
        if found is not None and place not in taken and (in_order or counts_old[found] == 1):
            waiting.setdefault(found, []).append(place)
    for place, clause in enumerate(new):
        found = key(clause)
        if place in pairs or found is None or not waiting.get(found) or not (in_order or counts_new[found] == 1):
            continue
        if accept(clause, old[waiting[found][0]]):
            pairs[place] = waiting[found].pop(0)


def _likely(new: Sequence[Known], old: Sequence[Known], pairs: Mapping[int, int]) -> Iterable[Likely]:
    taken = set(pairs.values())
    found = [
        Likely(place, other, round(degree, 2))
        for place, clause in enumerate(new)
        if place not in pairs
        for other, candidate in enumerate(old)
        if other not in taken and candidate.part == clause.part
        if (degree := likeness(clause.text, candidate.text, at_least=LIKELY)) >= LIKELY
    ]
    used_new: set[int] = set()
    used_old: set[int] = set()
    for likely in sorted(found, key=lambda entry: (-entry.likeness, entry.new, entry.old)):
        if likely.new not in used_new and likely.old not in used_old:
            used_new.add(likely.new)
            used_old.add(likely.old)
            yield likely


def _plain(text: str) -> str:
    """Without case, punctuation at the ends and differences of white space."""
    return re.sub(r"\s+", " ", text).strip(" .;,").casefold()


def likeness(first: str, second: str, *, at_least: float = 0.0) -> float:
    """How alike two texts are, word by word, from 0 to 1; 0 when it cannot reach ``at_least``."""
    a, b = _plain(first).split(" "), _plain(second).split(" ")
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # Cheap upper bounds first: most pairs of a long text have nothing in common.
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    return matcher.ratio()


def match_rules(new: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Match the rules of one clause: the same rule, else the same words, else the same kind, else the only ones.

    A changed rule keeps its key, so its duty goes on and only its dates move.
    """
    pairs: dict[int, int] = {}
    keys: tuple[Callable[[Mapping[str, Any]], object], ...] = (
        lambda rule: json.dumps(rule, sort_keys=True),
        lambda rule: (rule["kind"], rule["words"]),
        lambda rule: (rule["kind"], rule["binding"], rule.get("event"), json.dumps(rule.get("period"))),
        lambda rule: (rule["kind"], rule["binding"]),
    )
    for key in keys:
        for place, rule in enumerate(new):
            if place not in pairs:
                free = [other for other in range(len(old)) if other not in pairs.values()]
                same = [other for other in free if key(old[other]) == key(rule)]
                if same:
                    pairs[place] = same[0]
    if len(new) == len(old) == 1 and not pairs and new[0]["binding"] == old[0]["binding"]:
        pairs[0] = 0
    return pairs
