"""Fonts whose codes pdfminer cannot follow: it knows the encodings that have a name, not those that a file brings."""

from typing import Any, Final

from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import LIT
from pdfplumber.page import Page

_IDENTITY: Final = LIT("Identity-H")


def name_encodings(page: Page) -> None:
    """Let the page's composite fonts with an encoding of their own be read as two bytes a letter.

    Which letter it is says the font's ToUnicode, and that goes by the bytes, not by the encoding (ISO 32000-2, 9.10.3).
    Without this such a page has no letters at all.
    """
    fonts: Any = resolve1(dict_value(page.page_obj.resources).get("Font"))
    for entry in fonts.values() if isinstance(fonts, dict) else ():
        font = resolve1(entry)
        if isinstance(font, dict) and isinstance(resolve1(font.get("Encoding")), PDFStream):
            font["Encoding"] = _IDENTITY
