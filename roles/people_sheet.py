"""Reading a spreadsheet of people that somebody uploads: CSV in any usual encoding, or the cells of an XLSX file.

Runs in the limited process of ``documents.limits``; no Django. An XLSX file is a ZIP of XML (ECMA-376 part 1);
only the first sheet's values are taken: no formulas, links, macros or pictures.
"""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from documents.limits_child import answer_with

MAX_ROWS = 502  # one more than a table may have, so that too many are noticed and not cut off
MAX_COLUMNS = 40
MAX_PART = 20_000_000  # bytes of one unpacked part

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# ECMA-376 part 1, 18.8.30: built-in number formats that are dates.
_DATE_FORMATS = {14, 15, 16, 17, 22, 27, 30, 36, 50, 57}
_EPOCH = date(1899, 12, 30)
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read(payload: bytes) -> dict[str, Any]:
    """Return {"text": …} for a text file, or {"rows": [[…]]} for an XLSX file."""
    if payload.startswith(b"PK\x03\x04"):
        return {"rows": _sheet(payload)}
    return {"text": _decoded(payload)}


def _decoded(payload: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if payload.startswith(mark)), "")
    if encoding:
        return payload.decode(encoding)
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload.decode("cp1257")  # what older spreadsheet programs in the Baltic countries write


def _sheet(payload: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        strings = [_text(item) for item in _parsed(archive, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]
        dates = _date_styles(_parsed(archive, "xl/styles.xml"))
        sheet = _parsed(archive, _first_sheet(archive))
    rows: list[list[str]] = []
    for row in sheet.iter(f"{_MAIN}row"):
        rows.append(_row(row, strings, dates))
        if len(rows) > MAX_ROWS:
            break
    return rows


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """Return a part's root; an empty one for a part that is not there. Entities are refused, bombs cannot unfold."""
    if name not in archive.namelist():
        return ElementTree.Element("none")
    if archive.getinfo(name).file_size > MAX_PART:
        raise ValueError("a part is too large")
    parser = ElementTree.XMLParser(target=_WithoutDoctype())  # noqa: S314  (limited process; no DOCTYPE passes)
    parser.feed(archive.read(name))
    return parser.close()


class _WithoutDoctype(ElementTree.TreeBuilder):
    """Asked by the parser itself, so that no encoding hides a declaration; before any entity of it is known."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Refuse."""
        raise ValueError("a part declares entities")


def _first_sheet(archive: zipfile.ZipFile) -> str:
    first = next(_parsed(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"), None)
    wanted = first.get(_RELATION) if first is not None else None
    for relation in _parsed(archive, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == wanted:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return "xl/worksheets/sheet1.xml"


def _date_styles(styles: ElementTree.Element) -> set[int]:
    """Return the numbers of the cell styles that show a date."""
    own = {
        int(one.get("numFmtId", 0)): re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", one.get("formatCode", "")).lower()
        for one in styles.iter(f"{_MAIN}numFmt")
    }
    found = set()
    for place, style in enumerate(styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")):
        number = int(style.get("numFmtId", 0))
        words = own.get(number, "")
        if number in _DATE_FORMATS or ("y" in words and "d" in words):
            found.add(place)
    return found


def _row(row: ElementTree.Element, strings: list[str], dates: set[int]) -> list[str]:
    cells: list[str] = []
    for cell in row.findall(f"{_MAIN}c"):
        place = _column(cell.get("r", ""), len(cells))
        if place >= MAX_COLUMNS:
            break
        cells += [""] * (place - len(cells))
        cells.append(_value(cell, strings, dates))
    return cells


def _column(reference: str, otherwise: int) -> int:
    """ "C7" is the third column: 2."""
    letters = re.match(r"[A-Z]+", reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters.group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: ElementTree.Element, strings: list[str], dates: set[int]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    words = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return strings[int(words)]
    if kind == "n" and words and int(cell.get("s", 0)) in dates:
        return (_EPOCH + timedelta(days=int(float(words)))).isoformat()
    return words[:-2] if kind == "n" and words.endswith(".0") else words


def _text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))


if __name__ == "__main__":
    answer_with(read)
