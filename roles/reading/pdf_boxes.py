"""Text boxes with a border on a PDF page: what stands in one is no part of the lines beside it."""

from collections.abc import Sequence

from pdfplumber.page import Page

from .pdf_lines import Block, Box, Printed, Word, physical_lines

_FEWEST_WORDS = 3
_LEAST, _MOST = 40.0, 0.7  # points; share of the page's width
_PADDING = 2.0  # points
_GAP = 0.6  # sizes between two lines that are of two paragraphs


def take_boxes(
    page: Page, ruled: Sequence[Box], words: list[Word], number: int
) -> tuple[list[list[Printed]], list[Word]]:
    """Return the lines of each box from the top, and the words outside all of them.

    ``ruled`` are boxes that four rules make, tables of one cell.
    """
    found: list[list[Printed]] = []
    for box in _borders(page, ruled):
        inside = [word for word in words if _holds(box, word)]
        if len(inside) < _FEWEST_WORDS or len(inside) == len(words):
            continue
        words = [word for word in words if not _holds(box, word)]
        lines = physical_lines(inside, number)
        for line in lines:
            line.right_edge, line.box = box[2] - _PADDING, len(found) + 1
        found.append(lines)
    return found, words


def place_of(box: list[Printed], blocks: Sequence[Block]) -> int:
    """Before which block to read a box: above the paragraph that it stands beside, not in the middle of it."""
    place = next((place for place, block in enumerate(blocks) if block.top > box[0].top), len(blocks))
    while 0 < place < len(blocks):
        above, below = blocks[place - 1], blocks[place]
        if not (isinstance(above, Printed) and isinstance(below, Printed)) or above.is_bold != below.is_bold:
            break
        if below.top - above.bottom > _GAP * below.size:
            break
        place -= 1
    return place


def _borders(page: Page, ruled: Sequence[Box]) -> list[Box]:
    """Rectangles that may be borders, the upper ones first; a coloured bar behind a heading is one, and harmless."""
    drawn = [(each["x0"], each["top"], each["x1"], each["bottom"]) for each in (*page.rects, *page.curves)]
    drawn += ruled
    wide = _MOST * float(page.width)
    fitting = {box for box in drawn if _LEAST <= box[2] - box[0] <= wide and box[3] - box[1] >= _LEAST / 2}
    return sorted(fitting, key=lambda box: (box[1], box[0]))


def _holds(box: Box, word: Word) -> bool:
    return box[0] <= word.x0 and word.x1 <= box[2] and box[1] <= (word.top + word.bottom) / 2 <= box[3]
