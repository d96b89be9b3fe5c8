"""Where each section begins and ends."""

from collections.abc import Sequence
from itertools import groupby

from roles.reading import signing
from roles.reading.cells import grid_of
from roles.reading.fields import sentences
from roles.reading.frame import stands_out
from roles.reading.headings import (
    Style,
    caption,
    heading,
    is_caps,
    is_post_heading,
    kind_of,
    style_of,
)
from roles.reading.languages import Language
from roles.reading.pieces import Node, Part, Row, node_of
from roles.reading.tables import TableReader


def split(rows: Sequence[Row], language: Language, *, above: int = 0) -> list[Part]:
    """All sections in order; the first, of kind general, is what stands above the first heading.

    ``above`` is how many lines stand above the title: none of them is a heading.
    """
    end = signing.tail(rows, language)
    splitter = _Splitter(language, style_of(rows[:end], language))
    above = min(above, end) if all(row.line.table is None for row in rows[:above]) else 0
    # Of the order that stands above:
    signed = [row for row in rows[:above] if signing.signs(row, language) and not stands_out(row)]
    splitter.part.content.extend(row for row in rows[:above] if row not in signed)
    body = list(rows[above:end])
    blocks = [(table, list(group)) for table, group in groupby(body, key=lambda row: row.line.table)]
    for number, (table, block) in enumerate(blocks):
        if table is None:
            splitter.lines(block, before_table=number + 1 < len(blocks))
        else:
            splitter.table(block)
    parts = splitter.parts
    if signed:
        parts.insert(1, Part("signatures", content=list(signed)))
    if end < len(rows):
        last = parts[-1]
        if last.kind == "signatures" and not last.content:
            last.content.extend(rows[end:])
        else:
            parts.append(Part("signatures", content=list(rows[end:])))
    return [part for part in parts if part.content or part.heading.text]


def _take(row: Row, column: Part | None, part: Part) -> None:
    """Give a line to its section; ``column`` is the first of several side by side that the table above had."""
    if column is None or column.layout != "role_columns":
        (column or part).content.append(row)
        return
    last = column.content[-1] if column.content else None
    if isinstance(last, Node) and row.text[:1].islower() and not (row.is_bullet or row.number):
        last.text += row.piece
    else:
        node = node_of(row)
        node.column = last.column if isinstance(last, Node) else 0
        column.content.append(node)


class _Splitter:
    def __init__(self, language: Language, style: Style) -> None:
        self.language = language
        self.style = style
        self.parts = [Part("general")]
        self.looks: set[tuple[object, ...]] = set()  # of the headings with a telling word
        self.post_looks: set[tuple[object, ...]] = set()  # of headings that say whose the sections below are
        self.topic_looks: set[tuple[object, ...]] = set()  # of headings whose words no kind of section knows
        self.reader: TableReader | None = None  # of the table just above, which may go on
        self.width = 0
        self.waiting = False  # a chapter's number whose heading is the next line

    @property
    def part(self) -> Part:
        return self.parts[-1]

    def lines(self, rows: Sequence[Row], *, before_table: bool) -> None:
        """Lines between tables; what follows roles side by side is the rest of the first column."""
        if self.reader is not None and before_table and self.reader.take_rest(rows):
            return  # a row that a page has cut
        side = self.reader.side if self.reader is not None else []
        self.reader = None
        for index, row in enumerate(rows):
            if self.waiting and not row.number:
                self._name_chapter(row)
                continue
            following = rows[index + 1] if index + 1 < len(rows) else None
            new = heading(row, following, self.part, self.language, self.style)
            if new is None and before_table and index == len(rows) - 1:
                new = caption(row, self.part, self.language)
            if new is not None:
                side = []
                self._begin(new, row)
            else:
                _take(row, side[0] if side else None, self.part)

    def table(self, rows: Sequence[Row]) -> None:
        self.waiting = False
        grid = grid_of(list(dict.fromkeys(row.line for row in rows)))
        width = len(grid[0])
        if self.reader is None or width != self.width or not self.reader.goes_on(grid):
            self.reader = TableReader(self.language, self.part)
        self.width = width
        begun = self.reader.read(grid)
        if begun and not self.part.content and any(part.heading is self.part.heading for part in begun):
            self.parts.pop()
        self.parts.extend(begun)

    def _name_chapter(self, row: Row) -> None:
        self.waiting = False
        self.part.heading = row.piece
        self.part.kind = kind_of(row.text, self.language) or self.part.kind or "duties"

    def _begin(self, new: Part, row: Row) -> None:
        named = kind_of(row.text, self.language) is not None
        looks = (row.line.kind, row.line.level, is_caps(row.text), row.line.is_bold, row.depth, row.is_roman)
        if new.kind == "" or not new.heading.text:
            new.kind = new.kind or "duties"
            self.waiting = not new.heading.text
        elif named:
            self.looks.add(looks)
        if new.is_paired and not self.part.content and self.part.kind.startswith("duties") and not new.number:
            self.part.is_paired, self.part.kind = True, new.kind
            self.part.columns.append(new.heading)
            return
        if self._is_field(new):
            self.part.kind = "requirements" if new.kind == "requirements" else self.part.kind
            self.part.content.append(row)
            return
        if self._is_post(new, looks):
            self.parts.append(new)
            return
        if not named and self._is_group(new, row, looks):
            self.part.content.append(row.piece)  # the heading of a group inside the section
            return
        self.topic_looks |= {looks} if new.is_topic else set()
        if self._only_names(new):
            self.part.heading, self.part.kind = new.heading, new.kind
            self.part.marks += new.marks
            return
        self.parts.append(new)

    def _is_group(self, new: Part, row: Row, looks: tuple[object, ...]) -> bool:
        """Whether it looks otherwise than the headings of sections and heads no topic of its own."""
        again = is_caps(row.text) and self.language.has("title", row.text)  # of the next of several descriptions
        if again or "§" in row.number or not self.part.heading.text or not self.looks:
            return False
        return looks not in self.looks and not self._is_topic(new, looks)

    def _is_topic(self, new: Part, looks: tuple[object, ...]) -> bool:
        """Whether it heads a section of its own, not a group: the first below what says nothing of work, or as that."""
        if self.part.is_topic and looks in self.topic_looks:
            return new.is_topic
        return new.is_topic and self.part.kind in ("general", "purpose") and not self.part.is_topic

    def _is_post(self, new: Part, looks: tuple[object, ...]) -> bool:
        """Whether it is one of the headings that part a document of several posts; the first stands before others."""
        told = is_post_heading(new.heading.text, self.language) or (bool(new.number) and looks in self.post_looks)
        if not new.is_strong or not told:
            return False
        if not self.looks:
            self.post_looks.add(looks)
        return looks in self.post_looks

    def _is_field(self, new: Part) -> bool:
        """Whether "9.1 EDUCATION" stands below "9. REQUIREMENTS" and is a field of it."""
        above = self.part.number.strip(".)")
        below = new.number.startswith(above + ".") and new.number.strip(".)") != above
        return bool(above) and below and {new.kind, self.part.kind} <= {"requirements", "competences"}

    def _only_names(self, new: Part) -> bool:
        """Whether a chapter without a name of its own has its heading here."""
        return bool(self.part.number) and not self.part.heading.text and not self.part.content


def is_review(text: str, language: Language) -> bool:
    """Whether one of the sentences says when the text is reviewed."""
    patterns = [pattern for name, pattern in language.sentence_patterns if name == "review"]
    return any(pattern.search(sentence) for sentence in sentences(text) for pattern in patterns)
