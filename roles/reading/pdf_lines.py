"""Words of a PDF page, put together to physical lines and into the cells of ruled tables."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfplumber.page import Page

Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the upper left corner

_BOLD = re.compile(r"bold|black|heavy|demi|,b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool


@dataclass(slots=True)
class Printed:
    """One physical line, or the part of it that stands in one column."""

    words: list[Word]
    page: int
    right_edge: float = 0.0  # of the column or cell; 0 is that of the page
    text: str = ""
    size: float = 0.0
    is_bold: bool = False
    box: int = 0  # on its page; 0 outside all of them

    def __post_init__(self) -> None:
        self.words.sort(key=lambda word: word.x0)
        parts = [self.words[0].text]
        for before, word in zip(self.words, self.words[1:], strict=False):
            # A change of font in the middle of a word parts it without a gap.
            parts.append(word.text if word.x0 - before.x1 < 0.08 * word.size else f" {word.text}")
        self.text = "".join(parts)
        self.size = statistics.median(word.size for word in self.words)
        letters = [word for word in self.words if re.search(r"[^\W_]", word.text)]
        self.is_bold = bool(letters) and all(word.is_bold for word in letters)

    @property
    def x0(self) -> float:
        """The left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)


@dataclass(slots=True)
class Grid:
    """A table: rows of cells of lines; ``edges`` are the left edges of its columns."""

    rows: list[list[list[Printed]]]
    top: float
    page: int
    edges: tuple[float, ...] = ()
    pages: list[int] = field(default_factory=list)

    @classmethod
    def filled(cls, boxes: Sequence[Sequence[Box | None]], words: list[Word], page: int) -> tuple["Grid", list[Word]]:
        """Put the words into the cells that hold their middle; return the table and the words outside it."""
        cells: dict[tuple[int, int], list[Word]] = {}
        places = [(r, c, box) for r, row in enumerate(boxes) for c, box in enumerate(row) if box is not None]
        rest = []
        for word in words:
            place = next(((r, c) for r, c, box in places if _holds(box, word)), None)
            if place is None:
                rest.append(word)
            else:
                cells.setdefault(place, []).append(word)
        rows = []
        for r, row in enumerate(boxes):
            line = []
            for c, box in enumerate(row):
                inside = physical_lines(cells.get((r, c), []), page)
                padding = min((one.x0 for one in inside), default=0.0) - box[0] if box else 0.0
                for one in inside:
                    one.right_edge = box[2] - min(max(padding, 1.0), 12.0) if box else 0.0
                line.append(inside)
            if any(line):
                rows.append(line)
        tops = [box[1] for _, _, box in places]
        edges = tuple(sorted({round(box[0]) for _, _, box in places}))
        return cls(rows, min(tops), page, edges, [page]), rest

    def goes_on(self, other: "Grid") -> bool:
        """Whether a table on the next page is the rest of this one: as many columns, at the same places."""
        return (
            bool(self.edges)
            and other.page == self.pages[-1] + 1
            and len(self.edges) == len(other.edges)
            and all(abs(a - b) <= 3 for a, b in zip(self.edges, other.edges, strict=True))
        )

    def take(self, other: "Grid") -> None:
        """Add the rest: a repeated heading row goes, a row cut by the end of the page is joined."""
        rows = other.rows
        if rows and _says(rows[0]) == _says(self.rows[0]):
            rows = rows[1:]
        if rows and self.rows and _is_cut(self.rows[-1], rows[0]):
            for cell, more in zip(self.rows[-1], rows[0], strict=False):
                cell.extend(more)
            rows = rows[1:]
        self.rows.extend(rows)
        self.pages.append(other.page)


def with_open_rows(rows: list[list[Box | None]], edges: Sequence[dict[str, Any]]) -> list[list[Box | None]]:
    """Add the row that the end of a page has cut: its cells have rules between them and none below, or above."""
    shape = next((row for row in rows if all(row)), None)
    if shape is None:
        return rows
    columns = [(box[0], box[2]) for box in shape if box]
    boxes = [box for row in rows for box in row if box]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    sides = {round(x) for column in columns for x in column}
    own = [edge for edge in edges if any(abs(edge["x0"] - x) <= 2 for x in sides)]
    upper = [edge["top"] for edge in own if edge["top"] < top - 4 and edge["bottom"] > top - 2]
    lower = [edge["bottom"] for edge in own if edge["bottom"] > bottom + 4 and edge["top"] < bottom + 2]
    above: list[Box | None] = [(left, min(upper, default=top), right, top) for left, right in columns]
    below: list[Box | None] = [(left, bottom, right, max(lower, default=bottom)) for left, right in columns]
    return [*([above] if len(upper) > 1 else []), *rows, *([below] if len(lower) > 1 else [])]


def _says(row: list[list[Printed]]) -> str:
    return "|".join(" ".join(line.text for line in cell) for cell in row)


def _is_cut(row: list[list[Printed]], rest: list[list[Printed]]) -> bool:
    """The rest of a row goes on in small letters in all that it has, or has just those cells that the row has not."""
    beginnings = [cell[0].text for cell in rest if cell]
    if not beginnings or len(row) != len(rest):
        return False
    if row[0] and not any(cell for cell, more in zip(row, rest, strict=True) if more):
        return True
    goes_on = all(text[:1].islower() and not re.match(r"\w[.)]", text) for text in beginnings)
    return goes_on and all(bool(cell) for cell, more in zip(row, rest, strict=True) if more)


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


Block = Printed | Grid


def words_of(page: Page) -> list[Word]:
    """Return the words of a page that stand upright."""
    found: list[dict[str, Any]] = page.extract_words(x_tolerance=2, y_tolerance=2, extra_attrs=["fontname"])
    return [
        Word(
            one["text"], one["x0"], one["x1"], one["top"], one["bottom"], max(one["bottom"] - one["top"], 1.0),
            bool(_BOLD.search(one["fontname"] or "")),
        )
        for one in found
        if one.get("upright", True)
    ]  # fmt: skip


def physical_lines(words: list[Word], page: int) -> list[Printed]:
    """Put words together whose middles lie at one height."""
    rows: list[list[Word]] = []
    heights: list[float] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if rows and abs(middle - heights[-1]) < 0.45 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            heights.append(middle)
    return [Printed(row, page) for row in rows]
