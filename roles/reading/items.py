"""Items of a section: nested numbers, letters and bullets, stems, fields, texts that go on, prose."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from roles.reading.headings import lead_label
from roles.reading.languages import Language
from roles.reading.pieces import Node, Part, Piece, Row, node_of
from roles.reading.signing import parties_of
from roles.reading.stacked import unstacked

FIELD_KINDS = frozenset({"general", "requirements", "information"})
GROUP_KINDS = frozenset({"competences", "requirements"})
LABEL_WORDS = 5
FULL_LINE = 55  # characters of a line that may have been wrapped
LISTED = frozenset({"rights", "responsibility", "duties", "requirements"})


def build(part: Part, language: Language) -> None:
    """Make the items of a section out of its lines."""
    builder = _Builder(part, language)
    content = [each for entry in unstacked(part.content, language) for each in _unfolded(entry, part)]
    for index, entry in enumerate(content):
        following = content[index + 1] if index + 1 < len(content) else None
        if isinstance(entry, Node):
            builder.add_ready(entry)
        elif isinstance(entry, Piece):
            builder.begin_group(entry)
        else:
            builder.add(entry, following if isinstance(following, Row) else None)
    builder.finish()
    part.nodes = parties_of(builder.top, language) if part.kind == "signatures" else builder.top
    part.content = []
    part.layout = part.layout or _layout(part.nodes)


def _unfolded(entry: Row | Node | Piece, part: Part) -> list[Row | Node | Piece]:
    """The items of a list that has become one paragraph: each but the last ends with a semicolon."""
    if not isinstance(entry, Row) or entry.number or entry.is_bullet or part.kind not in LISTED:
        return [entry]
    cuts = [match.end() for match in re.finditer(r";\s+(?=[A-ZÕÄÖÜŠŽĄČĘĖĮŲŪ])", entry.text)]
    edges = [0, *cuts, len(entry.text)]
    parts = [entry.piece.part(first, last) for first, last in pairwise(edges)]
    return [replace(entry, piece=piece) for piece in parts]


def _layout(nodes: Sequence[Node]) -> str:
    if nodes and sum(bool(node.label.text) for node in nodes) * 2 > len(nodes):
        return "fields"
    if any(node.outcomes or node.subject.text for node in nodes):
        return "pairs"
    if any(node.group.text for node in nodes):
        return "grouped_list"
    if any(node.number for node in nodes):
        return "numbered_list"
    return "list" if any(node.is_bullet for node in nodes) else "prose"


class _Builder:
    def __init__(self, part: Part, language: Language) -> None:
        self.part = part
        self.language = language
        self.top: list[Node] = []
        self.path: list[Node] = []  # from a top item down to the last one
        self.group = Piece()
        self.label: Row | None = None  # waits for its value

    def add_ready(self, node: Node) -> None:
        """An item of a table."""
        self._flush_label()
        node.group = node.group if node.group.text else self.group
        self.top.append(node)
        self.path = []  # what stands below the table is no part of it

    def begin_group(self, name: Piece) -> None:
        """A heading inside the section."""
        self._flush_label()
        self.group = _without_colon(name)
        self.path = []

    def add(self, row: Row, following: Row | None) -> None:
        """One line; ``following`` is the next if it is no table."""
        if self.part.is_paired and self._paired(row):
            return
        if self._continues(row):
            self.path[-1].text += row.piece
        elif self._is_label_line(row, following):
            self._flush_label()
            self.label = row
        elif self._is_group(row, following):
            self._flush_label()
            self.group = _without_colon(row.piece)
            self.path = []
        else:
            self._place(self._labelled(row))

    def _paired(self, row: Row) -> bool:
        """A result below its task, or the rest of either."""
        task = self.top[-1] if self.top else None
        if task is None or (row.number and not row.is_bullet):
            return False
        if row.is_bullet:
            task.outcomes.append(node_of(row))
        else:
            last = task.outcomes[-1] if task.outcomes else task
            last.text += row.piece
        return True

    def finish(self) -> None:
        """A label without a value is an item."""
        self._flush_label()
        for node in self.top:
            node.group = node.group or Piece()

    def _flush_label(self) -> None:
        if self.label is not None:
            waiting, self.label = self.label, None
            self._place(node_of(waiting))

    def _continues(self, row: Row) -> bool:
        """Whether the line is the rest of the item before, cut by a page or a cell."""
        if not self.path or row.number or row.is_bullet or self.label is not None:
            return False
        last = self.path[-1]
        if not last.text.text or last.text.text[-1] in ".;:!?":
            return False
        return row.text[:1].islower() or (last.is_bullet and len(last.text.text) > FULL_LINE)

    def _is_label_line(self, row: Row, following: Row | None) -> bool:
        """A short line above what it names, in a section of fields."""
        if self.part.kind not in FIELD_KINDS or row.is_bullet or following is None or re.search(r":|[.;,]$", row.text):
            return False
        short = len(row.text.split()) <= LABEL_WORDS and not row.text[:1].islower()
        named = self.part.kind == "requirements" or self._field_name(row.text) is not None
        below = not following.number and (following.is_bullet or len(following.text) > len(row.text) // 2)
        standing_out = self.label is None and (row.depth >= 2 or not row.number)
        return short and named and below and standing_out and not self.top_is_list(row)

    def top_is_list(self, row: Row) -> bool:
        """Whether such lines are items here: the one before was an item of the same make, without a label."""
        last = self.path[-1] if self.path else None
        return last is not None and not last.label.text and last.is_bullet == row.is_bullet and not row.number

    def _is_group(self, row: Row, following: Row | None) -> bool:
        if self.part.kind not in GROUP_KINDS or row.is_bullet or row.number or following is None:
            return False
        return row.text.endswith(":") and following.is_bullet and len(row.text.split()) <= LABEL_WORDS

    def _field_name(self, text: str) -> str | None:
        plain = text.strip(" :").casefold()
        return next((field for field, pattern in self.language.label_patterns if pattern.fullmatch(plain)), None)

    def _labelled(self, row: Row) -> Node:
        node = node_of(row)
        if self.label is not None:
            node.label, node.number = self.label.piece, node.number or self.label.number
            node.marks += self.label.mark
            if not row.is_bullet:
                self.label = None
            elif row.is_bullet:
                node.is_bullet = True
            return node
        return self._split_field(node, row)

    def _split_field(self, node: Node, row: Row) -> Node:
        match = re.match(r"([^:\t]{2,60}?)\s*(?::|\t|\s[–—-])\s*(?=\S)", row.text)
        lead = 0 if match or row.number or self.part.kind != "general" else lead_label(row.text, self.language)
        if lead:
            node.label, node.text = row.piece.part(0, lead), row.piece.part(lead, len(row.text))
        if not match or len(match[1].split()) > LABEL_WORDS:
            return node
        value = row.text[match.end() :]
        known = self._field_name(match[1]) is not None and not (row.number and value.endswith("."))
        loose = self.part.kind in FIELD_KINDS and not row.number and not row.is_bullet and ":" in match[0]
        if known or loose:
            node.label = row.piece.part(0, len(match[1]))
            node.text = row.piece.part(match.end(), len(row.text))
        return node

    def _place(self, node: Node) -> None:
        if self.label is not None and not node.label.text:
            self.label = None
        node.group = self.group
        parent = self._parent(node)
        if parent is None:
            self.top.append(node)
            self.path = [node]
        else:
            parent.children.append(node)
            self.path = [*self.path[: self.path.index(parent) + 1], node]

    def _parent(self, node: Node) -> Node | None:
        lettered = node.number.endswith(")") and any(
            each.depth and re.search(r"[.§]", each.number) for each in self.path
        )
        if node.depth and not lettered:
            return self._by_number(node)
        if node.is_bullet or node.number:
            return self._by_stem(node)
        return self._after_list(node)

    def _by_number(self, node: Node) -> Node | None:
        numbers = re.findall(r"\d+|[IVXL]+", node.number)
        for other in reversed(self.path):
            above = re.findall(r"\d+|[IVXL]+", other.number)
            if (
                other.depth
                and not other.number.endswith(")")
                and len(above) < len(numbers)
                and above == numbers[: len(above)]
            ):
                return other
        stem = self.path[0] if self.path and not self.path[0].number else None
        if stem is not None and _is_stem(stem) and not stem.is_bullet:
            return stem
        return None

    def _by_stem(self, node: Node) -> Node | None:
        """The line with a colon above a bullet or letter, or the bullet above one that stands further in."""
        for other in reversed(self.path):
            if _is_stem(other) and not _same_make(other, node):
                return other
            if node.is_bullet and _names_list(other):
                return other
            if other.is_bullet and node.is_bullet and 0 < other.level < node.level:
                return other
            if _is_stem(other) and other.level < node.level:
                return other
        numbered = [each for each in self.path if each.depth and not each.number.endswith(")")]
        return numbered[-1] if not node.is_bullet and numbered else None

    def _after_list(self, node: Node) -> Node | None:
        """A line without number or bullet: below a stem that has nothing yet, else beside the item before."""
        last = self.path[-1] if self.path else None
        if last is None:
            return None
        if _is_stem(last) and not _is_stem(node):
            return last
        inside = self.path[:-1]
        if inside and node.text.text[:1].islower():
            return inside[-1]
        return None


def _is_stem(node: Node) -> bool:
    return node.text.text.endswith(":")


def _names_list(node: Node) -> bool:
    """Whether a numbered item is the name of the bullets below it: "2.1 Premises officer"."""
    text = node.text.text
    return bool(node.number and node.depth) and text[-1:] not in ".;:,!?" and len(text.split()) <= LABEL_WORDS


def _same_make(one: Node, other: Node) -> bool:
    alike = one.is_bullet == other.is_bullet and _counts(one.number) == _counts(other.number)
    return alike and one.level >= other.level


def _counts(number: str) -> str:
    """What a number counts with: digits, letters, nothing."""
    return "digits" if re.search(r"\d", number) else "letters" if number else ""


def _without_colon(piece: Piece) -> Piece:
    return Piece(piece.text.rstrip(" :"), piece.spans)
