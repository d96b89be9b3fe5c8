"""What a page of a PDF may unfold to: looked at piece by piece before pdfminer unfolds it whole."""

import zlib
from typing import Any, Final

from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

from .lines import UnreadableError

MOST_OF_A_PAGE: Final = 16 * 2**20  # bytes of drawing instructions; a full page of text has some 50,000
_FLATE: Final = ("FlateDecode", "Fl")


def refuse_bombs(page: Page) -> None:
    """Raise UnreadableError "too_big" if the page's instructions unfold to more than a page can need."""
    rest = MOST_OF_A_PAGE
    for entry in page.page_obj.contents:
        stream = resolve1(entry)
        if isinstance(stream, PDFStream) and stream.rawdata is not None:
            rest -= _unfolded(stream, rest)
        if rest < 0:
            raise UnreadableError("too_big")


def _unfolded(stream: PDFStream, most: int) -> int:
    """Return how long the data get, counted no further than one past ``most``; several filters in a row fold again."""
    data: Any = stream.rawdata
    for name, _ in stream.get_filters():
        if getattr(name, "name", "") not in _FLATE:
            break
        try:
            data = zlib.decompressobj().decompress(bytes(data), most + 1)
        except zlib.error:
            break
    return len(data)
