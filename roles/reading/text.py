"""Plain text to lines: the encoding guessed, wrapped lines joined to paragraphs, tabs to cells."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from . import repairs
from .assembling import Align, Raw, assemble, begins_item, is_page_number
from .lines import Extracted, UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Bytes that stand for a letter or sign in the western code page and for nothing in the Baltic one: š, ž and others.
_WESTERN_ONLY = re.compile(rb"[\x83\x8a\x8c\x8e\x9a\x9c\x9e\x9f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_OTHER_KIND = re.compile(r"\s*(?:<!doctype|<html|<\?xml|<svg)", re.IGNORECASE)
_RULE = re.compile(r"[-=_*~+|\s]{3,}")
_ENDED = re.compile(r"[.;:!?…][\"”“»)]*$")
_MARKER_TAB = re.compile(r"^(\s*\S{1,8}[.)])\t+")
LONG = 140  # characters; nobody and no printer wraps at more
TAB = 4


@dataclass(frozen=True, slots=True)
class _Typed:
    """One line of the file."""

    text: str
    indent: int
    page: int
    whole: str = ""  # with the tabs around it: they are empty cells


def read(data: bytes) -> Extracted:
    """Return the lines of a text file; raises UnreadableError."""
    text = decoded(data)
    if _OTHER_KIND.match(text):
        raise UnreadableError("kind")
    return assemble(_raws(text.replace("\r\n", "\n").replace("\r", "\n")))


def decoded(data: bytes) -> str:
    """Return the text in its most likely encoding; raises UnreadableError "kind" for what is no text."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    for name in [encoding] if encoding else [*_without_mark(data), "utf-8", *_code_pages(data)]:
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if len(_CONTROLS.findall(text)) * 200 <= len(text):
            return text
    raise UnreadableError("kind")


def _without_mark(data: bytes) -> list[str]:
    """Latin letters in UTF-16 have a zero byte on one side."""
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    half = len(data[:2000]) // 2
    if half and odd > half * 0.6 and even < half * 0.1:
        return ["utf-16-le"]
    return ["utf-16-be"] if half and even > half * 0.6 and odd < half * 0.1 else []


def _code_pages(data: bytes) -> list[str]:
    """Estonian and Finnish letters lie alike in both code pages but for š and ž; Lithuanian ones need the Baltic."""
    return ["cp1252", "cp1257"] if _WESTERN_ONLY.search(data) else ["cp1257", "cp1252"]


def _raws(text: str) -> Iterator[Raw]:
    typed = _typed(text)
    width = _width(typed)
    is_wrapped = _is_wrapped(typed, width)
    known = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
    bullets = sorted({line.indent for line in typed if repairs.take_bullet(line.text)[1]})
    tables = position = 0
    while position < len(typed):
        rows = _rows(typed[position:])
        if rows:
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    yield Raw(cell, "cell", page=typed[position].page, table=tables, row=row, column=column)
            tables, position = tables + 1, position + len(rows)
            continue
        count = _length(typed, position, width, is_wrapped=is_wrapped)
        raw = _paragraph(typed[position : position + count], known, width)
        if raw is not None:
            raw.has_gap = position > 0 and not typed[position - 1].text
            if repairs.take_bullet(raw.text)[1]:
                raw.level = bullets.index(typed[position].indent) + 1
            position += count
            if position < len(typed) and re.fullmatch(r"([=-])\1{3,}", typed[position].text):
                raw.kind, raw.level = "heading", 1 if "=" in typed[position].text else 2
            yield raw
        else:
            position += count


def _typed(text: str) -> list[_Typed]:
    lines = []
    pages = text.split("\f")
    for number, page in enumerate(pages, 1):
        whole = [_MARKER_TAB.sub(r"\1 ", part) for part in page.split("\n")]
        parts = [part.rstrip() for part in whole]
        filled = [place for place, part in enumerate(parts) if part]
        edges = {filled[0], filled[-1]} if filled and len(pages) > 1 else set()
        for place, part in enumerate(parts):
            if place in edges and is_page_number(part):
                continue
            if not part and number > 1 and not any(parts[:place]):
                continue  # the empty lines that a form feed leaves
            stripped = part.lstrip(" \t\xa0")
            lead = part[: len(part) - len(stripped)]
            lines.append(_Typed(stripped, len(lead.replace("\t", " " * TAB)), number, whole[place]))
    return lines


def _width(typed: list[_Typed]) -> int:
    """Return the column at which the file was wrapped, or 0 if every line is a paragraph."""
    lengths = [line.indent + len(line.text) for line in typed if line.text and "\t" not in line.text]
    letters = sum(lengths)
    if not lengths or sum(length for length in lengths if length > LONG) > letters * 0.2:
        return 0
    short = sorted((length for length in lengths if length <= LONG), reverse=True)
    return short[len(short) // 25] if short else 0  # a few lines stand out: headings of tables, addresses


def _is_wrapped(typed: list[_Typed], width: int) -> bool:
    """Whether some line ends in the middle of a sentence; else every line is a paragraph, the longest too."""
    return any(
        (before.text and line.text[0].islower()) or (before.indent + len(before.text)) * 4 > width * 3
        for before, line in pairwise(typed)
        if line.text and "\t" not in before.text + line.text
        if not _ENDED.search(before.text) and not begins_item(line.text)
    )


def _length(typed: list[_Typed], start: int, width: int, *, is_wrapped: bool) -> int:
    """Return how many lines the paragraph has that begins at ``start``."""
    end = start + 1
    if not typed[start].text or not width:
        return 1
    while end < len(typed):
        if _goes_on(typed[start], typed[end - 1], typed[end], width if is_wrapped else LONG):
            end += 1
        elif _resumes(typed[start], typed[end - 1 : end + 2], width):
            end += 2
        else:
            break
    return end - start


def _resumes(first: _Typed, three: list[_Typed], width: int) -> bool:
    """An item cut by one empty line, as tables printed to text are: it had not ended, and goes on in small letters."""
    if len(three) < 3 or three[1].text or not begins_item(first.text):
        return False
    before, line = three[0], three[2]
    is_long = len(before.text) * 2 > width and not _ENDED.search(before.text)
    return is_long and line.text[:1].islower() and not begins_item(line.text) and "\t" not in line.text


def _goes_on(first: _Typed, before: _Typed, line: _Typed, width: int) -> bool:
    if not line.text or _RULE.fullmatch(line.text) or "\t" in line.text or "\t" in before.text:
        return False
    word = line.text.split(maxsplit=1)[0]
    is_full = before.indent + len(before.text) + 1 + len(word) > width
    ended = bool(_ENDED.search(before.text))
    if ended and line.text[0] == "(":
        return False  # a remark of its own
    if line.page != before.page and (ended or not line.text[0].islower()):
        return False
    if begins_item(line.text):
        hangs = line.indent > first.indent and line.indent == before.indent
        return is_full and hangs and not ended and not repairs.take_bullet(line.text)[1]
    if line.indent > before.indent + 1 and not begins_item(before.text) and ended:
        return False  # the first line of the next paragraph
    broken = bool(re.search(r"[^\W\d_]-$", before.text)) and line.text[0].islower()
    return is_full or broken or (line.text[0].islower() and not ended)


def _paragraph(lines: list[_Typed], known: frozenset[str], width: int) -> Raw | None:
    text = ""
    for line in (line for line in lines if line.text):
        text = repairs.joined(text, line.text, known) if text else line.text
    if not text or _RULE.fullmatch(text):
        return None
    return Raw(text, page=lines[0].page, align=_align(lines, width))


def _align(lines: list[_Typed], width: int) -> Align:
    left = min(line.indent for line in lines)
    right = width - max(line.indent + len(line.text) for line in lines)
    if left < 8 or not width:
        return "left"
    if abs(left - right) <= 4:
        return "center"
    return "right" if right <= 3 and left > width // 3 else "left"


def _rows(typed: list[_Typed]) -> list[list[str]]:
    """Return the rows of a table that begins here: two lines or more with equally many tabs or bars, else nothing.

    One tab is the edge of a cell, so that cells may be empty; if that gives no table, any run of them.
    """
    for sign in (r"\t", r"\t+", r"\|"):
        rows: list[list[str]] = []
        for line in typed:
            cells = _cells(line, sign)
            if cells and (len(cells) < 2 or (rows and len(cells) != len(rows[0]))):
                break
            rows.append(cells)
        if sum(1 for cells in rows if sum(map(bool, cells)) > 1) > 1 and all(rows[0]):
            return rows
    return []


def _cells(line: _Typed, sign: str) -> list[str]:
    """Cut a line into cells; a line of dashes between rows of bars has none."""
    if sign != r"\|":
        text = line.whole if sign == r"\t" else line.text
        return [cell.strip() for cell in re.split(sign, text.strip(" \xa0"))]
    if _RULE.fullmatch(line.text) and "-" in line.text:
        return []
    return [cell.strip() for cell in re.split(sign, line.text.strip("|"))]
