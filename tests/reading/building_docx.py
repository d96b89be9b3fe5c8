"""Test documents as Word writes them: heading styles, automatic numbering, tables."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from .numbering import Plan

ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT}
FIRST = 500  # numbers of our lists; the template has its own below


def docx_bytes(blocks: list[dict]) -> bytes:
    """Return the blocks as a DOCX file."""
    document, plan = Document(), Plan()
    for block in blocks:
        _add(document, plan, block)
    _write_lists(document, plan)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document, plan, block):
    if "table" in block:
        _add_table(document, block)
    elif "h" in block:
        document.add_heading(block["h"], block.get("level", 1))
    elif "n" in block:
        place = plan.place(block["number"], block.get("level", 1))
        paragraph = document.add_paragraph(block["n"])
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = place.level
        numbers.get_or_add_numId().val = FIRST + place.numbers.code
    elif "b" in block:
        level = block.get("level", 1)
        document.add_paragraph(block["b"], "List Bullet" if level == 1 else f"List Bullet {level}")
    elif "break" in block:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif "header" in block:
        document.sections[0].header.paragraphs[0].text = block["header"]
    elif "footer" in block:
        document.sections[0].footer.paragraphs[0].text = block["footer"]
    else:
        paragraph = document.add_paragraph()
        paragraph.add_run(block["p"]).bold = block.get("bold") or None
        paragraph.alignment = ALIGN.get(block.get("align", ""))


def _add_table(document, block):
    rows = block["table"]
    table = document.add_table(len(rows), max(len(row) for row in rows), "Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, content in zip(cells.cells, row, strict=False):
            first, *rest = [content] if isinstance(content, str) else content or [""]
            cell.paragraphs[0].text = first
            for text in rest:
                cell.add_paragraph(text)
    if block.get("header"):
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True


def _write_lists(document, plan):
    """Abstract lists must stand before the lists that use them."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for one in plan.lists:
        levels = one.implied | one.levels
        inner = "".join(_level(depth, levels[depth]) for depth in sorted(levels))
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{FIRST + one.code}">'
                f'<w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'
            )
        )
        code = FIRST + one.code
        link = f'<w:num {nsdecls("w")} w:numId="{code}"><w:abstractNumId w:val="{code}"/></w:num>'
        numbering.append(parse_xml(link))


def _level(depth, level):
    shown = range(depth + 2 - level.shown, depth + 2)
    text = level.before + "".join(
        f"%{number}{separator}" for number, separator in zip(shown, (*level.separators, level.after), strict=True)
    )
    left = 360 * (depth + 1)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )
