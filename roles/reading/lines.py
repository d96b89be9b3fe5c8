"""What a file says, line by line, with what its layout says about each line."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "heading", "list", "cell"]
Place = Literal["body", "margin", "note", "contents"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as a person sees it: a whole paragraph, never a physical line of a PDF or text file.

    ``text`` is repaired (no soft hyphens, bullets, mark-up, runs of spaces) and stands in :attr:`Extracted.text` at
    ``start`` (characters). ``number`` is what automatic numbering prints before it ("14.7."); a number that was typed
    is still part of ``text``. ``level`` is the depth of a heading or list, from 1, else 0. Cells know their table, row
    and column (from 0) and stand in reading order; a cell of several paragraphs gives several lines. ``place`` is where
    it is printed: "margin" for what stands at the head or foot of the pages, "note" for footnotes. ``has_gap``
    says that an empty line or more than the usual distance parts it from what stands above.
    """

    text: str
    start: int
    kind: Kind = "paragraph"
    level: int = 0
    number: str = ""
    is_bullet: bool = False
    is_bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    page: int = 1
    table: int | None = None
    row: int | None = None
    column: int | None = None
    place: Place = "body"
    has_gap: bool = False

    @property
    def end(self) -> int:
        """Where the text ends in the extracted text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A whole file: the lines, the text that a person is shown (lines joined by line breaks), codes of warnings."""

    text: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()


class UnreadableError(Exception):
    """The file cannot be read. ``code``: "empty", "encrypted", "broken", "picture", "too_long", "too_big", "kind",
    "ending"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Found:
    """A time rule in a text: as ``docs/role.schema.json`` has it, without start and end.

    ``start`` and ``end`` are the place of its words in the text that was searched, in characters.
    """

    rule: dict[str, object]
    start: int
    end: int
