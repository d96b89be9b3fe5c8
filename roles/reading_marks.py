"""Where things stand in a text that was read: clauses, the words of rules in them, pages, stretches without a place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from roles.reading_review import Proposal, clauses

_ENOUGH: Final = 40  # letters by which a clause is found again


@dataclass(frozen=True)
class Piece:
    """A stretch of a clause. ``kind``: "" (plain), "rule", "refused" or "joined"; ``key`` names the rule."""

    text: str
    kind: Literal["", "rule", "refused", "joined"] = ""
    key: str = ""


def starts(result: Mapping[str, Any]) -> dict[str, int]:
    """Return where each clause begins in the text as read, for those that are found there, in order."""
    text = result["text"].replace("\n", " ")  # the lines of a clause are joined by blanks
    found: dict[str, int] = {}
    at = 0
    for place, clause in clauses(result).items():
        known = next(_from_rules(clause), -1)
        start = known if known >= at else text.find(clause["text"][:_ENOUGH], at)
        if clause["text"] and start >= 0:
            found[place] = at = start
    return found


def _from_rules(clause: Mapping[str, Any]) -> Iterator[int]:
    for rule in clause.get("rules") or []:
        if isinstance(rule.get("start"), int) and rule["words"] in clause["text"]:
            yield rule["start"] - clause["text"].index(rule["words"])


def pieces(
    text: str, proposals: Iterable[Proposal], *, start: int | None, joined: tuple[int, int] = (0, 0)
) -> list[Piece]:
    """Return a clause's text (or its cell beside) cut where rules begin and end; of two that meet, the first.

    ``start`` is where it stands in the text as read, None when that is not known: it tells apart words that stand
    there twice. ``joined``: so many letters at its start and at its end were joined to it by a person.
    """
    before, behind = joined
    start = None if start is None else start - before
    spans = [span for one in proposals if (span := _span(text, one, start)) is not None]
    if before:
        spans.append((0, before, Piece("", "joined")))
    if behind:
        spans.append((len(text) - behind, len(text), Piece("", "joined")))
    found: list[Piece] = []
    at = 0
    for first, last, piece in sorted(spans, key=lambda span: span[:2]):
        if first < at:
            continue
        if first > at:
            found.append(Piece(text[at:first]))
        found.append(Piece(text[first:last], piece.kind, piece.key))
        at = last
    return [*found, Piece(text[at:])] if at < len(text) else found


def _span(text: str, one: Proposal, start: int | None) -> tuple[int, int, Piece] | None:
    words = str(one.rule["words"])
    near = one.found.get("start") if one.found else None
    wanted = near - start if isinstance(near, int) and start is not None else 0
    at = min(_every(text, words), key=lambda place: abs(place - wanted), default=-1)
    if at < 0 or not words:
        return None
    return at, at + len(words), Piece("", "refused" if one.state == "refused" else "rule", one.key)


def _every(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while words and at >= 0:
        yield at
        at = text.find(words, at + 1)


def clauses_around(result: Mapping[str, Any], found: Mapping[str, int], number: int) -> tuple[str, str]:
    """Return the places of the clause that a stretch follows and of the one that follows it; "" where there is none."""
    start = result["unplaced"][number].get("start")
    if not isinstance(start, int):
        return "", ""
    before = [place for place, at in found.items() if at <= start]
    behind = [place for place, at in found.items() if at > start]
    return before[-1] if before else "", behind[0] if behind else ""


def page_of(result: Mapping[str, Any], start: int) -> int:
    """Return the page on which a place in the text stands, from 1."""
    return 1 + sum(page <= start for page in result.get("pages", []))
