"""Words of the source that stand together, with where each of them came from; and the tree made of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from roles.reading.lines import Line

# After "15." these make a day of it, not an item of a list; but "3. augustis", in August, may be an item.
_MONTH = (
    r"(?:(?:jaanuar|veebruar|märts|aprill|juuni|juuli|august|septemb|oktoob|novemb|detsemb|sept|okt|nov|dets"
    r"|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)k)\w*|mai(?:ks|l|ni|st|kuu\w*)?)"
    r"(?<![^k]s)(?<!ssa)(?!\w)"
)
_DATE_AFTER = rf"(?!\s*(?:\d|(?<!\))\s{_MONTH}|mennessä|alkaen|saakka|asti|klo|[dm]\.|a\.|kuupäev))"
_NUMBER = re.compile(
    rf"(?P<number>§\s?\d{{1,3}}\.?|\d{{1,3}}\s?§\.?|\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}[.)]?{_DATE_AFTER}|\d{{1,3}}[.)]{_DATE_AFTER}|[IVXL]{{1,6}}[.)]"
    r"|[a-zA-ZõäöüšžÕÄÖÜŠŽ]\)|\(\w{1,3}\))\s*(?=[^\W\d]|[„“\"(«]|\s\d|$)"
)
_BULLET = re.compile(r"(?:[•▪●○◦■□*·‣⁃–—-]|o(?=\s))\s+|[•▪●■](?=\w)")

_BARE = re.compile(r"(?P<number>\d{1,2})\s+(?=[^\W\d])")
_BARE_LETTER = re.compile(r"(?P<number>[A-J])[.:]\s+(?=[^\W\d])")
_LETTER = re.compile(r"(?P<number>[a-z]\.)\s+(?=[^\W\d])")
_BARE_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})\s+(?=[^\W\d])")
ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_INSIDE = re.compile(r"(?<=\s)[•▪●○■‣]\s(?=\S)")
_WORDS = re.compile(r"\w")
_STARS = re.compile(r"(?:\*\*)?(.+?)(?:\*\*)?", re.DOTALL)  # bold, as plain text writes it


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` is the parts of the source at ``spans`` (start, end), joined by blanks."""

    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def cut(cls, text: str, start: int) -> "Piece":
        """The text without blanks around it; ``start`` is where ``text`` begins in the source."""
        stripped = text.strip()
        start += len(text) - len(text.lstrip())
        return cls(stripped, ((start, start + len(stripped)),)) if stripped else cls()

    def __add__(self, other: "Piece") -> "Piece":
        return Piece(" ".join(text for text in (self.text, other.text) if text), self.spans + other.spans)

    def part(self, start: int, end: int) -> "Piece":
        """The piece's characters from ``start`` to ``end``; only for a piece of one span, else all spans are kept."""
        if len(self.spans) != 1:
            return Piece(self.text[start:end].strip(), self.spans)
        return Piece.cut(self.text[start:end], self.spans[0][0] + start)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end`` stand in the source."""
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, index: int) -> int:
        for first, last in self.spans:
            if index < last - first:
                return first + index
            index -= last - first + 1
        return self.spans[-1][1] - 1 if self.spans else 0


NOTHING: Final = Piece()


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its number and bullet taken off. ``number`` is as printed, ``mark`` its place if it was typed."""

    line: Line
    piece: Piece
    number: str = ""
    mark: Piece = NOTHING
    is_bullet: bool = False

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def depth(self) -> int:
        """How many numbers its number has: 2 for "14.7.", 0 without or for a letter."""
        counts = self.number[:1].isdigit() or self.number[:1] == "§" or self.is_roman
        return len(re.findall(r"\d+|^[IVXL]+", self.number)) if counts else 0

    @property
    def is_roman(self) -> bool:
        return bool(re.match(r"[IVXL]+[.)]?$", self.number))


def row_of(line: Line) -> Row:
    """Take a typed number or bullet off a line."""
    text, start = line.text, line.start
    starred = _STARS.fullmatch(text)
    if starred:
        text, start = starred[1], start + starred.start(1)
    bullet = _BULLET.match(text)
    if bullet:
        start, text = start + bullet.end(), text[bullet.end() :]
    number = None if line.number or bullet else _NUMBER.match(text) or _bare_number(line, text)
    if number is None:
        lettered = Piece.cut(bullet[0], start - bullet.end()) if bullet and bullet[0][:1] == "o" else Piece()
        return Row(line, Piece.cut(text, start), line.number.strip(), lettered, bool(bullet) or line.is_bullet)
    mark = Piece.cut(number["number"], start)
    return Row(line, Piece.cut(text[number.end() :], start + number.end()), mark.text, mark)


def _bare_number(line: Line, text: str) -> re.Match[str] | None:
    """ "2 Duties": a number without a full stop, in what looks like a heading."""
    return _BARE.match(text) if line.kind == "heading" or line.is_bold or text.isupper() else None


def rows_of(line: Line) -> list[Row]:
    """A line, or the items of a list that has become one line ("• one; • two"); none if it holds no word."""
    row = row_of(line)
    siblings = _siblings(row) if line.kind == "cell" else []
    if siblings:
        return siblings
    cuts = [match.start() for match in _INSIDE.finditer(row.text)]
    if not cuts or len(row.piece.spans) != 1:
        return [row] if _WORDS.search(row.text) or row.number else []
    first = replace(row, piece=row.piece.part(0, cuts[0]))
    edges = [*cuts, len(row.text)]
    marked = [row.piece.part(start, end) for start, end in pairwise(edges)]
    rest = [piece.part(_BULLET.match(piece.text).end(), len(piece.text)) for piece in marked]  # type: ignore[union-attr]
    return [each for each in (first, *(Row(line, piece, is_bullet=True) for piece in rest)) if each.text]


def _siblings(row: Row) -> list[Row]:
    """The items of a cell in one line: "1.1. one; 1.2. two"."""
    counts = re.findall(r"\d+", row.number)
    if len(counts) < 2 or len(row.piece.spans) != 1:
        return []
    edges, last = list[re.Match[str]](), int(counts[-1])
    for match in re.finditer(r"(?<=[;.,])\s+(\d+(?:\.\d+)+[.)]?)\s+(?=[^\W\d])", row.text):
        here = re.findall(r"\d+", match[1])
        if here[:-1] == counts[:-1] and int(here[-1]) == last + len(edges) + 1:
            edges.append(match)
    if not edges:
        return []
    ends = [*(match.start() for match in edges), len(row.text)]
    first = replace(row, piece=row.piece.part(0, ends[0]))
    marks = [row.piece.part(match.start(1), match.end(1)) for match in edges]
    rest = [row.piece.part(match.end(), end) for match, end in zip(edges, ends[1:], strict=True)]
    return [
        first,
        *(replace(row, piece=piece, number=mark.text, mark=mark) for piece, mark in zip(rest, marks, strict=True)),
    ]


def with_bare_numbers(rows: list[Row]) -> list[Row]:
    """Take off the numbers of plain headings ("1 Purpose", "II Duties"), if they count up through the document."""
    found = _counted(rows, _BARE, [str(number) for number in range(1, 100)])
    found |= _counted(rows, _BARE_ROMAN, ROMANS)
    found |= _lettered(rows)
    bold = [row if row.line.is_bold or row.line.kind == "heading" else replace(row, number="-") for row in rows]
    found |= _counted(bold, _BARE_LETTER, "ABCDEFGHIJ")
    return [_renumbered(row, found[index]) if index in found else row for index, row in enumerate(rows)]


def _counted(rows: list[Row], pattern: re.Pattern[str], numbers: Sequence[str]) -> dict[int, re.Match[str]]:
    """The lines that begin with these numbers one after the other, if there are two at least."""
    found = dict[int, re.Match[str]]()
    for index, row in enumerate(rows):
        match = None if row.number or row.is_bullet or row.line.kind == "cell" else pattern.match(row.text)
        short = len(row.text) <= 70 and row.text[-1:] not in ".;,"
        wanted = numbers[len(found)] if len(found) < len(numbers) else ""
        if match and short and match["number"] == wanted and row.text[match.end()].isupper():
            found[index] = match
    return found if len(found) > 1 else {}


def _lettered(rows: list[Row]) -> dict[int, re.Match[str]]:
    """Lines right below each other that begin with "a.", "b.", "c." …; a single letter may be an abbreviation."""
    found, run = dict[int, re.Match[str]](), list[tuple[int, re.Match[str]]]()
    for index, row in enumerate(rows):
        match = None if row.number or row.is_bullet else _LETTER.match(row.text)
        if match and run and run[-1][0] == index - 1 and ord(match["number"][0]) == ord(run[-1][1]["number"][0]) + 1:
            run.append((index, match))
        else:
            run = [(index, match)] if match and match["number"][0] == "a" else []
        if len(run) > 1:
            found |= dict(run)
    return found


def _renumbered(row: Row, match: re.Match[str]) -> Row:
    mark, rest = row.piece.part(0, match.end()), row.piece.part(match.end(), len(row.text))
    return replace(row, piece=rest, number=mark.text, mark=mark)


@dataclass(slots=True)
class Node:
    """An item to be."""

    text: Piece
    number: str = ""
    marks: Piece = NOTHING  # typed numbers: placed, though not part of the text
    label: Piece = NOTHING
    group: Piece = NOTHING
    subject: Piece = NOTHING
    due: Piece = NOTHING  # the part of the subject that says when, where a column of the table does
    actor: Piece = NOTHING  # who is responsible, from a column of a table
    column: int | None = None
    binds: str | None = None
    is_bullet: bool = False
    depth: int = 0
    level: int = 0
    children: list["Node"] = field(default_factory=list)
    outcomes: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This item, its outcomes and all below."""
        yield self
        for each in (*self.outcomes, *self.children):
            yield from each.walk()

    def pieces(self) -> Iterator[Piece]:
        """Everything placed in it."""
        for node in self.walk():
            yield from (node.text, node.marks, node.label, node.group, node.subject, node.actor)


@dataclass(slots=True)
class Part:
    """A section to be. ``content`` are lines, items of tables (ready) and headings of
    groups, in order, until ``items`` makes ``nodes`` of them."""

    kind: str
    heading: Piece = NOTHING
    number: str = ""
    marks: Piece = NOTHING
    subheading: Piece = NOTHING
    columns: list[Piece] = field(default_factory=list)
    layout: str | None = None
    binds: str | None = None
    owner: str | None = None  # the post whose sections begin here
    is_paired: bool = False  # lines of tasks (numbered) and results (bullets), as a table's columns became lines
    is_row: bool = False  # a row of a form, its heading in the left cell
    is_strong: bool = False  # by its looks a heading, not only by its words
    is_topic: bool = False  # headed by words that no kind of section knows: its items must say what it is
    content: list["Row | Node | Piece"] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        """Everything placed in it."""
        yield from (self.heading, self.marks, self.subheading, *self.columns)
        for node in self.nodes:
            yield from node.pieces()


def node_of(row: Row) -> Node:
    """An item of one line."""
    return Node(row.piece, row.number, row.mark, is_bullet=row.is_bullet, depth=row.depth, level=row.line.level)
