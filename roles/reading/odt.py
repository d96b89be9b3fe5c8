"""ODT to lines: body, lists with the numbers they print, tables, text boxes, headers, footers and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .assembling import Align, Raw, assemble
from .lines import Extracted, Place, UnreadableError
from .odt_styles import Counter, ListStyles, Styles
from .packages import Package, attribute, child, local

_SKIPPED = frozenset((
    "tracked-changes", "annotation", "annotation-end", "note-citation", "page-number",
    "page-count", "sequence-decls", "forms",
    "variable-decls", "user-field-decls", "ruby-text", "script", "desc", "title",
))  # fmt: skip
_ALIGN: dict[str, Align] = {"center": "center", "end": "right", "right": "right"}
MOST_REPEATED = 200  # columns, spaces


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a paragraph stands: in which cell, in which list and how deep."""

    table: int | None = None
    row: int | None = None
    column: int | None = None
    list_style: str = ""
    depth: int = 0  # from 1; 0 is no list
    counter: Counter | None = None


@dataclass(slots=True)
class _Said:
    text: list[str] = field(default_factory=list)
    bold: int = 0
    letters: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)


def read(package: Package) -> Extracted:
    """Return the lines of an opened ODT file; raises UnreadableError."""
    manifest = package.optional("META-INF/manifest.xml")
    if manifest is not None and any(local(one) == "encryption-data" for one in manifest.iter()):
        raise UnreadableError("encrypted")
    return assemble(_Reader(package).lines())


class _Reader:
    def __init__(self, package: Package) -> None:
        content, shared = package.xml("content.xml"), package.optional("styles.xml")
        self._body = child(content, "body", "text")
        if self._body is None:
            raise UnreadableError("kind")
        self._masters = [one for one in (shared.iter() if shared is not None else ()) if local(one) == "master-page"]
        self._styles = Styles([shared, content])
        self._lists = ListStyles([shared, content])
        self._place: Place = "body"
        self._page = 1
        self._tables = 0
        self._notes: list[etree._Element] = []
        self._pending = ("", False)  # number and bullet of the list item whose first paragraph is to come
        self._has_gap = False  # the paragraph before was empty
        self._started = False

    def lines(self) -> Iterator[Raw]:
        """Headers, body, notes, footers."""
        yield from self._margins(("header", "header-first", "header-left"))
        yield from self._blocks(self._body, _Where())
        self._place = "note"
        for note in self._notes:
            yield from self._blocks(note, _Where())
        yield from self._margins(("footer", "footer-first", "footer-left"))

    def _margins(self, names: tuple[str, ...]) -> Iterator[Raw]:
        self._place = "margin"
        for master in self._masters:
            for part in master:
                if local(part) in names and attribute(part, "display") != "false":
                    yield from self._blocks(part, _Where())
        self._place = "body"

    def _blocks(self, parent: etree._Element | None, where: _Where) -> Iterator[Raw]:
        for element in parent if parent is not None else ():
            name = local(element)
            if name in _SKIPPED:
                continue
            if name in ("p", "h"):
                yield from self._paragraph(element, where)
            elif name == "list":
                yield from self._list(element, where)
            elif name == "table":
                yield from self._table(element, where)
            elif name == "soft-page-break":
                self._page += self._place == "body"
            elif name == "table-of-content":
                before, self._place = self._place, "contents"
                yield from self._blocks(child(element, "index-body"), where)
                self._place = before
            else:
                yield from self._blocks(element, where)

    def _list(self, element: etree._Element, where: _Where) -> Iterator[Raw]:
        style = attribute(element, "style-name") or where.list_style
        counter = where.counter or self._lists.counter(element, style)
        inner = _Where(where.table, where.row, where.column, style, where.depth + 1, counter)
        for item in element:
            start = attribute(item, "start-value") or ""
            # An item that only holds a deeper list, as LibreOffice writes it, counts nothing.
            first = next((local(one) for one in item if local(one) in ("p", "h", "list")), "")
            if local(item) == "list-item" and first in ("p", "h"):
                self._pending = counter.next(style, inner.depth, int(start) if start.isdigit() else None)
            yield from self._blocks(item, inner)
            self._pending = ("", False)

    def _table(self, element: etree._Element, where: _Where) -> Iterator[Raw]:
        number, row = self._tables, 0
        self._tables += where.table is None
        for line in element.iter():
            if local(line) != "table-row" or _table_of(line) is not element:
                continue
            column = 0
            for cell in line:
                if local(cell) == "table-cell":
                    place = where if where.table is not None else _Where(number, row, column)
                    yield from self._blocks(cell, place)
                if local(cell) in ("table-cell", "covered-table-cell"):
                    column += _count(cell, "number-columns-repeated")
            row += 1

    def _paragraph(self, element: etree._Element, where: _Where) -> Iterator[Raw]:
        look = self._styles.look(attribute(element, "style-name") or "")
        if look.breaks_before and self._started and self._place == "body":
            self._page += 1
        page, said = self._page, _Said()
        self._read(element, said, is_bold=look.bold)
        self._notes += said.notes
        text = "".join(said.text)
        if text.strip():
            self._started = True
            raw = Raw(text, page=page, align=_ALIGN.get(look.align, "left"), has_gap=self._has_gap)
            self._has_gap = False
            yield self._raw(element, raw, said, where)
        else:
            self._has_gap = True
        for box in said.boxes:
            yield from self._blocks(box, _Where(where.table, where.row, where.column))
        if look.breaks_after:
            self._page += self._place == "body"

    def _raw(self, element: etree._Element, raw: Raw, said: _Said, where: _Where) -> Raw:
        style = attribute(element, "style-name") or ""
        raw.is_bold = said.letters > 0 and said.letters == said.bold
        raw.place = self._place
        heading = self._styles.heading_level(element)
        if where.depth:
            raw.number, raw.is_bullet = self._pending
            raw.kind, raw.level = "list", where.depth
            self._pending = ("", False)
        else:
            raw.number, raw.is_bullet = self._lists.of_style(self._styles.look(style).list_style, heading)
            if raw.number or raw.is_bullet:
                raw.kind, raw.level = "list", 1
        if heading:
            raw.kind, raw.level = "heading", heading
        if where.table is not None:
            raw.kind, raw.table, raw.row, raw.column = "cell", where.table, where.row, where.column
        return raw

    def _read(self, element: etree._Element, said: _Said, *, is_bold: bool) -> None:
        _say(said, element.text, is_bold=is_bold)
        for part in element:
            self._read_part(part, said, is_bold=is_bold)
            _say(said, part.tail, is_bold=is_bold)

    def _read_part(self, part: etree._Element, said: _Said, *, is_bold: bool) -> None:
        name = local(part)
        if name == "s":
            said.text.append(" " * _count(part, "c"))
        elif name == "soft-page-break":
            self._page += self._place == "body"
        elif name in ("tab", "line-break"):
            said.text.append("\t" if name == "tab" else "\n")
        elif name == "note":
            body = child(part, "note-body")
            said.notes += [body] if body is not None else []
        elif name == "text-box":
            said.boxes.append(part)
        elif name not in _SKIPPED:
            own = self._styles.look(attribute(part, "style-name") or "").bold_said if name == "span" else None
            self._read(part, said, is_bold=is_bold if own is None else own)


def _say(said: _Said, text: str | None, *, is_bold: bool) -> None:
    if not text:
        return
    said.text.append(" ".join(text.split("\n")))  # a line break in the XML is a space
    letters = sum(1 for letter in text if letter.isalnum())
    said.letters += letters
    said.bold += letters if is_bold else 0


def _count(element: etree._Element, name: str) -> int:
    value = attribute(element, name) or ""
    return min(int(value), MOST_REPEATED) if value.isdigit() else 1


def _table_of(row: etree._Element) -> etree._Element | None:
    return next((one for one in row.iterancestors() if local(one) == "table"), None)
