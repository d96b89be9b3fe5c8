"""PDF to lines: words with their places, physical lines, ruled tables, columns; then paragraphs."""

import io
from collections.abc import Iterator
from itertools import islice

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from .assembling import Raw, assemble
from .lines import Extracted, UnreadableError
from .pdf_boxes import place_of, take_boxes
from .pdf_columns import split_columns
from .pdf_fonts import name_encodings
from .pdf_limits import refuse_bombs
from .pdf_lines import Block, Box, Grid, Printed, physical_lines, with_open_rows, words_of
from .pdf_margins import take_margins
from .pdf_paragraphs import Measures, paragraphs

MOST_PAGES = 200
FEWEST_WORDS = 5  # fewer on all pages together is a scan with a stamp


def read(data: bytes) -> Extracted:
    """Return the lines of a PDF; raises UnreadableError."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            # Counted one by one: what the file says of its length need not be true.
            if sum(1 for _ in islice(PDFPage.create_pages(document.doc), MOST_PAGES + 1)) > MOST_PAGES:
                raise UnreadableError("too_long")
            pages, pictures = _pages(document.pages)
    except (PdfminerException, PSException, PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableError(_code_of(error)) from None
    words = sum(len(line.words) for page in pages for line in _all_lines(page))
    if words < FEWEST_WORDS and (pictures or not words):
        raise UnreadableError("picture" if pages else "broken")
    warnings = ["picture_page"] if any(not page and place in pictures for place, page in enumerate(pages)) else []
    return assemble(_raws(pages), warnings)


def _code_of(error: Exception) -> str:
    """pdfplumber wraps pdfminer's errors."""
    causes = [error, *error.args]
    locked = any(isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in causes)
    return "encrypted" if locked else "broken"


def _pages(pages: list[Page]) -> tuple[list[list[Block]], set[int]]:
    """Return what stands on each page from top to bottom, and which pages hold pictures."""
    found, pictures = [], set()
    for place, page in enumerate(pages):
        refuse_bombs(page)
        name_encodings(page)
        if page.images:
            pictures.add(place)
        found.append(_blocks(page, place + 1))
        page.close()  # a page keeps every letter it has drawn
    return found, pictures


def _blocks(page: Page, number: int) -> list[Block]:
    words = words_of(page)
    grids: list[Grid] = []
    single: list[Box] = []
    has_rules = len(page.lines) + len(page.rects) + len(page.curves) >= 4
    for table in page.find_tables() if has_rules and words else []:
        rows: list[list[Box | None]] = [list(row.cells) for row in table.rows]
        if any(sum(cell is not None for cell in row) > 1 for row in rows):
            rows = with_open_rows(rows, page.vertical_edges)
            grid, words = Grid.filled(rows, words, number)
            grids.append(grid)
        else:
            single.append(table.bbox)
    boxed, words = take_boxes(page, single, words, number) if words else ([], words)
    lines = physical_lines(words, number)
    blocks = split_columns(lines)
    for box in boxed:
        place = place_of(box, blocks)
        blocks[place:place] = box
    for grid in grids:
        # Columns stand one after the other, so the tops of all blocks need not ascend.
        place = next((place for place, block in enumerate(blocks) if block.top > grid.top), len(blocks))
        blocks.insert(place, grid)
    return blocks


def _all_lines(blocks: list[Block]) -> Iterator[Printed]:
    for block in blocks:
        if isinstance(block, Printed):
            yield block
        else:
            yield from (line for cells in block.rows for cell in cells for line in cell)


def _raws(pages: list[list[Block]]) -> Iterator[Raw]:
    headers, footers = take_margins(pages)
    every = [line for page in pages for line in _all_lines(page)]
    measures = Measures.of(every, [block for page in pages for block in page if isinstance(block, Printed)])
    for line in headers:
        yield Raw(line.text, place="margin")
    tables = 0
    flow: list[Printed] = []
    last: Grid | None = None
    for block in (block for page in pages for block in page):
        if isinstance(block, Printed):
            flow.append(block)
            continue
        if last is not None and not flow and last.goes_on(block):
            last.take(block)
            continue
        yield from _flow_and_table(flow, last, measures, tables)
        tables += last is not None
        flow, last = [], block
        # What follows the table comes after it: the flow collected from here on.
    yield from _flow_and_table(flow, last, measures, tables)
    for line in footers:
        yield Raw(line.text, place="margin")


def _flow_and_table(flow: list[Printed], grid: Grid | None, measures: Measures, number: int) -> Iterator[Raw]:
    """The table that came first, then the lines after it."""
    if grid is not None:
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                for raw in paragraphs(cell, measures, in_cell=True):
                    raw.kind, raw.table, raw.row, raw.column = "cell", number, row, column
                    yield raw
    yield from paragraphs(flow, measures)
