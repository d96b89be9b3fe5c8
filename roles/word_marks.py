"""Two texts word by word: what stayed, what went, what came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_TOKENS: Final = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing costs up to the product of both lengths; a longer pair is shown as a whole.
_MOST_PAIRS: Final = 1_000_000
_ALIKE: Final = 0.4  # below it, marks word by word are harder to read than both sentences


@dataclass(frozen=True)
class Piece:
    """A stretch of text: ``kind`` is "same", "old" (has gone) or "new" (has come)."""

    kind: str
    text: str


def mark_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one: the pieces "same" and "old" are the old text, "same" and "new" the new one."""
    if old == new:
        return (Piece("same", new),) if new else ()
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        return _whole(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces = list(_joined(_stretches(matcher, before, after)))
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return tuple(pieces) if kept >= _ALIKE * max(len(old), len(new)) else _whole(old, new)


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    return tuple(piece for piece in (Piece("old", old), Piece("new", new)) if piece.text)


def _stretches(matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """(old, new) in order; both are equal where nothing changed."""
    return [
        ("".join(before[from_old:to_old]), "".join(after[from_new:to_new]))
        for _tag, from_old, to_old, from_new, to_new in matcher.get_opcodes()
    ]


def _joined(stretches: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Join neighbouring changes: a space that stands between two of them goes with both."""
    old = new = ""
    for place, (was, now) in enumerate(stretches):
        is_between = bool(old or new) and not was.strip() and place + 1 < len(stretches)
        if was != now or is_between:
            old, new = old + was, new + now
            continue
        yield from _changed(old, new)
        old = new = ""
        yield Piece("same", now)
    yield from _changed(old, new)


def _changed(old: str, new: str) -> Iterator[Piece]:
    """One change; spaces that both have at the end are the same."""
    end = ""
    while old and new and old[-1] == new[-1] and old[-1].isspace():
        old, new, end = old[:-1], new[:-1], old[-1] + end
    if old:
        yield Piece("old", old)
    if new:
        yield Piece("new", new)
    if end:
        yield Piece("same", end)
