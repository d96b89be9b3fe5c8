"""Turns the description of a test document into a file: DOCX, ODT, PDF or plain text.

A description is {"format", "encoding"?, "id"?, "blocks": […]}; the blocks are those of :func:`build`.
"""

import io
import re
import textwrap

from .building_docx import docx_bytes
from .building_odt import odt_bytes
from .building_pdf import pdf_bytes

WIDTH = 78


def build(document: dict) -> tuple[bytes, str]:
    """Return the file and its name.

    Blocks: {"h": text, "level"} heading · {"p": text, "bold"?, "align"?} paragraph · {"n": text, "level", "number"}
    numbered automatically in DOCX and ODT, by hand elsewhere · {"b": text, "level"} bullet · {"table": [[cell, …], …],
    "header"?}, a cell being a text or a list of paragraphs · {"break": "page"} · {"header": text} · {"footer": text}.
    """
    kind = document["format"]
    if kind != "txt":
        document = clean(document)
    make = {"docx": docx_bytes, "odt": odt_bytes, "pdf": pdf_bytes}.get(kind)
    data = make(document["blocks"]) if make else text_bytes(document["blocks"], document.get("encoding", "utf-8"))
    return data, f"{document.get('id', 'document')}.{kind}"


def clean(part):
    """Return a description without the characters that XML cannot hold."""
    if isinstance(part, str):
        return re.sub(r"[\x00-\x08\x0b-\x1f]", "", part)
    if isinstance(part, list):
        return [clean(one) for one in part]
    return {key: clean(one) for key, one in part.items()} if isinstance(part, dict) else part


def text_bytes(blocks: list[dict], encoding: str) -> bytes:
    """Return the blocks as people type them: 78 columns, hanging lists, tabs between cells."""
    out = io.StringIO()
    previous = ""
    for block in sorted(blocks, key=lambda block: ("footer" in block) - ("header" in block and "table" not in block)):
        kind = next(key for key in ("h", "n", "b", "table", "break", "header", "footer", "p") if key in block)
        if previous and kind != "break" and not (kind == previous and kind in "nb"):
            out.write("\n")
        out.write(_typed(kind, block))
        previous = "" if kind == "break" else kind
    return out.getvalue().encode(encoding)


def _typed(kind: str, block: dict) -> str:
    if kind == "break":
        return "\f"
    if kind == "table":
        return "".join("\t".join(_cell(cell) for cell in row) + "\n" for row in block["table"])
    indent = "   " * (block.get("level", 1) - 1) if kind in "nb" else ""
    lead = indent + {"n": f"{block.get('number')} ", "b": "- "}.get(kind, "")
    lines = []
    for piece in block[kind].split("\n"):
        first = lead if not lines else " " * len(lead)
        lines += textwrap.wrap(
            piece, WIDTH, initial_indent=first, subsequent_indent=" " * len(lead), break_on_hyphens=False,
            replace_whitespace=False, expand_tabs=False, break_long_words=False,
        ) or [""]  # fmt: skip
    place = {"center": str.center, "right": str.rjust}.get(block.get("align", ""))
    return "".join((place(line, WIDTH).rstrip() if place else line) + "\n" for line in lines)


def _cell(cell: str | list[str]) -> str:
    return cell if isinstance(cell, str) else " ".join(cell)
