"""From the lines that a reader of one format has found to :class:`Extracted`: repaired, placed, without repetitions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import repairs
from .lines import Extracted, Kind, Line, Place, UnreadableError

Align = Literal["left", "center", "right"]

MOST_CHARACTERS = 2_000_000
MARKER = re.compile(
    r"(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3})*[.)]\d{0,2}|\d{1,2}(?:\.\d{1,3})+|[IVXLC]{1,7}[.)]|\(?[a-zäöüõšž]\)|\(\d{1,2}\))(?=\s|$)"
    r"|(?:[IVXLC]{1,7}|\d{1,2})\s*\.?\s+(?:SKYRIUS|SKIRSNIS|PEATÜKK|OSA|LUKU|CHAPTER|PART)\b"
)
_LABEL = re.compile(r"[^\W\d_][^:.;,]{2,40}:\s+\S")
# What is left of a page number when the number is taken away, in our languages.
_PAGE_WORDS = re.compile(
    r"[\s\d\W_]*(?:(?:page|pages|pg|of|lk|lehekülg|leht|sivu|sivut|s|psl|puslapis|puslapių|p|iš|kokku|no|nr)\b[\s\d\W_]*)*"
)
_CONTENTS_TAIL = re.compile(r"[\s.…]*\d+$")


@dataclass(slots=True)
class Raw:
    """A line as its format has it: ``text`` unrepaired, with tabs and forced line breaks."""

    text: str
    kind: Kind = "paragraph"
    level: int = 0
    number: str = ""
    is_bullet: bool = False
    is_bold: bool = False
    align: Align = "left"
    page: int = 1
    table: int | None = None
    row: int | None = None
    column: int | None = None
    place: Place = "body"
    has_gap: bool = False


def assemble(raws: Iterable[Raw], warnings: Sequence[str] = ()) -> Extracted:
    """Repair, split at forced breaks that begin something, leave out repetitions, and give every line its start."""
    found = list(raws)
    if sum(len(raw.text) for raw in found) > MOST_CHARACTERS:
        raise UnreadableError("too_long")
    codecs = repairs.wrong_codec("\n".join(raw.text for raw in found))
    if codecs:
        for raw in found:
            raw.text = repairs.mend_codec(raw.text, codecs)
        warnings = [*warnings, "code_page"]
    tidied = [piece for raw in found for piece in _pieces(raw)]
    lines, start = [], 0
    for raw in _without_repetitions(tidied):
        lines.append(
            Line(
                text=raw.text,
                start=start,
                kind=raw.kind,
                level=raw.level,
                number=raw.number,
                is_bullet=raw.is_bullet,
                is_bold=raw.is_bold,
                align=raw.align,
                page=raw.page,
                table=raw.table,
                row=raw.row,
                column=raw.column,
                place=raw.place,
                has_gap=raw.has_gap,
            )
        )
        start += len(raw.text) + 1
    if not any(re.search(r"\w", line.text) for line in lines):
        raise UnreadableError("empty")
    return Extracted("\n".join(line.text for line in lines), tuple(lines), tuple(dict.fromkeys(warnings)))


def is_page_number(text: str) -> bool:
    """Whether a line says nothing but which page it stands on ("3", "Page 3 of 7", "- 3 -")."""
    return bool(re.search(r"\d", text)) and _is_about_pages(text)


def _is_about_pages(text: str) -> bool:
    """The same, also where the number is a field that is filled in only on paper ("Page of")."""
    return bool(_PAGE_WORDS.fullmatch(text.lower()))


def comparable(text: str) -> str:
    """Return only letters and digits, small: for telling whether two lines say the same."""
    return re.sub(r"[\W_]+", "", text).lower()


def begins_item(text: str) -> bool:
    """Whether a text begins with a number, a letter in brackets, a chapter or a bullet."""
    return bool(MARKER.match(text)) or repairs.take_bullet(text)[1]


def _pieces(raw: Raw) -> list[Raw]:
    """Cut at those forced line breaks after which something begins; the others become spaces."""
    texts: list[str] = []
    for part in repairs.tidy(raw.text).split("\n"):
        if not part:
            continue
        if texts and not _breaks(texts[-1], part):
            texts[-1] = repairs.joined(texts[-1], part)
        else:
            texts.append(part)
    pieces: list[Raw] = []
    for text in texts:
        rest, has_bullet = repairs.take_bullet(text)
        rest = repairs.plain_spaces(repairs.drop_private_letters(rest))
        if not rest:
            continue
        first = not pieces
        piece = replace(
            raw, text=rest, number=repairs.plain_spaces(raw.number) if first else "",
            is_bullet=has_bullet or (raw.is_bullet and first), has_gap=raw.has_gap and first,
        )  # fmt: skip
        if piece.kind == "paragraph" and has_bullet:
            piece.kind, piece.level = "list", max(piece.level, 1)
        pieces.append(piece)
    return pieces


def _breaks(before: str, after: str) -> bool:
    return before.endswith((";", ":")) or begins_item(after) or bool(_LABEL.match(after))


def _without_repetitions(raws: list[Raw]) -> list[Raw]:
    """Leave out headers, footers and contents that say only what the body or an earlier one of them says."""
    said = {comparable(raw.text) for raw in raws if raw.place in ("body", "note")}
    kept = []
    for raw in raws:
        if raw.place in ("margin", "contents"):
            words = comparable(_CONTENTS_TAIL.sub("", raw.text) if raw.place == "contents" else raw.text)
            if not words or words in said or comparable(raw.number + raw.text) in said or _is_about_pages(raw.text):
                continue
            said.add(words)
        kept.append(raw)
    return kept
