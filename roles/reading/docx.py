"""DOCX to lines: body, tables, text boxes, headers, footers and notes, as they stand when all changes are accepted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from .assembling import Align, Raw, assemble
from .docx_styles import Look, Numbering, Styles, heading_level, is_contents, is_on, list_style_level, look_of
from .lines import Extracted, Place
from .packages import Package, attribute, child, local

MAIN = "word/document.xml"
_SKIPPED = frozenset((
    "del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sectPr", "sdtPr", "sdtEndPr",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "tblPr", "tblGrid", "trPr", "tcPr", "rt",
))  # fmt: skip
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_ALIGN: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}


@dataclass(slots=True)
class _Cell:
    """Where in which table a paragraph stands."""

    table: int
    row: int
    column: int


@dataclass(slots=True)
class _Paragraph:
    """What the runs of one paragraph say so far."""

    text: list[str] = field(default_factory=list)
    bold: int = 0  # letters
    letters: int = 0
    page: int = 0  # of its first letter
    boxes: list[etree._Element] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)  # instructions of the fields that are open
    results: list[bool] = field(default_factory=list)  # whether each is past its instruction


def read(package: Package) -> Extracted:
    """Return the lines of an opened DOCX file; raises UnreadableError."""
    return assemble(_Reader(package).lines())


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._body = child(package.xml(MAIN), "body")
        self._styles = Styles(package.optional("word/styles.xml"))
        self._numbering = Numbering(package.optional("word/numbering.xml"), self._styles)
        self._place: Place = "body"
        self._page = 1
        self._tables = 0
        self._has_gap = False  # the paragraph before was empty
        self._carried: _Paragraph | None = None  # of a paragraph whose end was deleted
        body = self._body if self._body is not None else ()
        self._has_rendered_breaks = any(local(one) == "lastRenderedPageBreak" for top in body for one in top.iter())

    def lines(self) -> Iterator[Raw]:
        """Headers, body, notes, footers: as a person meets them."""
        yield from self._parts("header", "margin")
        self._page = 1
        if self._body is not None:
            yield from self._blocks(self._body, None)
        yield from self._parts("footnotes", "note")
        yield from self._parts("endnotes", "note")
        last, self._page = self._page, 1
        yield from self._parts("footer", "margin")
        self._page = last

    def _parts(self, name: str, place: Place) -> Iterator[Raw]:
        names = [one for one in self._package.names if re.fullmatch(rf"word/{name}\d*\.xml", one)]
        self._place = place
        for one in sorted(names, key=lambda one: (len(one), one)):
            root = self._package.xml(one)
            for part in root if place == "note" else [root]:
                if attribute(part, "type") in (None, "normal"):
                    yield from self._blocks(part, None)
        self._place = "body"

    def _blocks(self, parent: etree._Element, cell: _Cell | None) -> Iterator[Raw]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, cell)
            elif name == "tbl":
                yield from self._table(element, cell)
            elif name == "AlternateContent":
                yield from self._blocks(element[0], cell)
            elif name not in _SKIPPED:
                yield from self._blocks(element, cell)

    def _table(self, element: etree._Element, cell: _Cell | None) -> Iterator[Raw]:
        """A table inside a cell gives its lines to that cell."""
        number = self._tables
        if cell is None:
            self._tables += 1
        rows = [one for one in _through(element, "tr") if child(one, "trPr", "del") is None]
        for row, line in enumerate(rows):
            column = _number(child(line, "trPr", "gridBefore"))
            for one in _through(line, "tc"):
                if not _is_covered(one):
                    yield from self._blocks(one, cell or _Cell(number, row, column))
                column += _number(child(one, "tcPr", "gridSpan")) or 1

    def _paragraph(self, element: etree._Element, cell: _Cell | None) -> Iterator[Raw]:
        own = child(element, "pPr")
        code = attribute(child(own, "pStyle"), "val") or self._styles.default
        look = self._styles.look(code)
        if own is not None:
            # How the paragraph's mark looks says nothing about its letters.
            look = replace(look_of(own, look), bold=look.bold)
        if is_on(child(own, "pageBreakBefore")):
            self._turn()
        said, self._carried = self._carried or _Paragraph(), None
        before = self._page
        self._read(element, said, look)
        if child(own, "rPr", "del") is not None and not said.boxes:
            self._carried = said
            return
        yield from self._raw(said, look, code, cell, said.page or before)
        for box in said.boxes:
            yield from self._blocks(box, cell)
        if child(own, "sectPr") is not None and attribute(child(own, "sectPr", "type"), "val") != "continuous":
            self._turn()

    def _raw(self, said: _Paragraph, look: Look, code: str, cell: _Cell | None, page: int) -> Iterator[Raw]:
        text = "".join(said.text)
        if not text.strip():
            self._has_gap = True
            return
        raw = Raw(text, page=page, is_bold=said.letters > 0 and said.bold == said.letters, has_gap=self._has_gap)
        self._has_gap = False
        raw.align = _ALIGN.get(look.align or "", "left")
        raw.place = "contents" if self._place == "body" and is_contents(look) else self._place
        level = heading_level(look)
        if look.list_code not in (None, "0"):
            tied = self._numbering.level_of_style(look.list_code or "", code)
            depth = look.list_level if look.list_level is not None else tied or 0
            raw.number, raw.is_bullet = self._numbering.next(look.list_code or "", depth)
            if raw.number or raw.is_bullet:
                raw.kind, raw.level = "list", max(depth + 1, list_style_level(look))
        if level:
            raw.kind, raw.level = "heading", level
        if cell is not None:
            raw.kind, raw.table, raw.row, raw.column = "cell", cell.table, cell.row, cell.column
        yield raw

    def _read(self, parent: etree._Element, said: _Paragraph, look: Look) -> None:
        for element in parent:
            name = local(element)
            if name in _SKIPPED:
                continue
            if name == "r":
                self._read_run(element, said, look)
            elif name == "txbxContent":
                said.boxes.append(element)
            elif name == "AlternateContent":
                self._read(element[0], said, look)
            elif name == "fldSimple" and _PAGE_FIELD.match(attribute(element, "instr") or ""):
                continue
            elif name == "t":
                _say(said, element.text or "", bold=False)  # of a formula
            else:
                self._read(element, said, look)

    def _read_run(self, run: etree._Element, said: _Paragraph, look: Look) -> None:
        own = child(run, "rPr")
        if is_on(child(own, "vanish")):
            return
        bold = child(own, "b")
        style = attribute(child(own, "rStyle"), "val")
        inherited = self._styles.look(style).bold if style else None
        is_bold = is_on(bold) if bold is not None else bool(look.bold if inherited is None else inherited)
        for element in run:
            self._read_sign(element, said, look, is_bold=is_bold)
        if said.letters and not said.page:
            said.page = self._page

    def _read_sign(self, element: etree._Element, said: _Paragraph, look: Look, *, is_bold: bool) -> None:
        name = local(element)
        if name in ("fldChar", "instrText"):
            _mark_field(said, element)
        elif name in ("lastRenderedPageBreak", "br") and self._is_page_break(element, name):
            said.text.append("\n" if name == "br" and "".join(said.text).strip() else "")
        elif name == "t":
            _say(said, element.text or "", bold=is_bold)
        elif name in _SIGNS:
            _say(said, _SIGNS[name], bold=is_bold)
        elif name not in _SKIPPED:
            self._read_inner(element, said, look)

    def _read_inner(self, element: etree._Element, said: _Paragraph, look: Look) -> None:
        if local(element) == "txbxContent":
            said.boxes.append(element)
            return
        if local(element) == "sym":
            _say(said, _sign(attribute(element, "char") or ""), bold=False)
        parts = element[:1] if local(element) == "AlternateContent" else element
        for part in parts:
            if local(part) not in _SKIPPED:
                self._read_inner(part, said, look)

    def _is_page_break(self, element: etree._Element, name: str) -> bool:
        """Word notes where pages ended when it last printed them; if it did, its own notes count and no others."""
        if name == "lastRenderedPageBreak":
            self._page += self._place == "body"
            return True
        kind = attribute(element, "type")
        if kind == "page":
            self._turn()
        return kind in ("page", "column")

    def _turn(self) -> None:
        self._page += self._place == "body" and not self._has_rendered_breaks


def _say(said: _Paragraph, text: str, *, bold: bool) -> None:
    if any(past and _PAGE_FIELD.match(code) for code, past in zip(said.fields, said.results, strict=True)):
        return
    said.text.append(text)
    letters = sum(1 for letter in text if letter.isalnum())
    said.letters += letters
    said.bold += letters if bold else 0


def _mark_field(said: _Paragraph, element: etree._Element) -> None:
    """Keep what the fields say that are open: their instructions, and whether their results have begun."""
    kind = attribute(element, "fldCharType")
    if kind == "begin":
        said.fields.append("")
        said.results.append(False)
    elif kind == "separate" and said.results:
        said.results[-1] = True
    elif kind == "end" and said.fields:
        said.fields.pop()
        said.results.pop()
    elif kind is None and said.fields:
        said.fields[-1] += element.text or ""


def _through(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows and cells may stand inside content controls and inserted changes."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _through(element, wanted)


def _is_covered(cell: etree._Element) -> bool:
    """A cell merged with the one above or before it shows nothing of its own."""
    for name in ("vMerge", "hMerge"):
        merged = child(cell, "tcPr", name)
        if merged is not None and attribute(merged, "val") in (None, "continue"):
            return True
    return False


def _number(element: etree._Element | None) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), 100) if value.isdigit() else 0


def _sign(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
