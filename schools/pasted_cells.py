"""Words from a spreadsheet become cells, and back. No Django: the process that reads strangers' files uses it too."""

import csv
import io
from typing import Final

MAX_CELL: Final = 500
MAX_TEXT: Final = 1_000_000


class TableTooLargeError(ValueError):
    """More rows or text than any school has staff."""


def cells_of(text: str) -> list[list[str]]:
    """Split pasted text into cells: tabs if there are any, else semicolons, else commas. Quotes as in CSV."""
    if len(text) > MAX_TEXT:
        raise TableTooLargeError
    text = text.replace("\x00", "").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line for line in text.splitlines() if line.strip()]
    separator = "\t" if any("\t" in line for line in lines) else ";" if any(";" in line for line in lines) else ","
    csv.field_size_limit(MAX_TEXT)  # a longer cell is cut below; the library would give the whole list up at 131,072
    reader = csv.reader(io.StringIO(text.strip("\n")), delimiter=separator, skipinitialspace=True)
    return [[" ".join(cell.split())[:MAX_CELL] for cell in row] for row in reader]


def text_of(rows: list[list[str]]) -> str:
    """Return cells as text that :func:`cells_of` reads back."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()
