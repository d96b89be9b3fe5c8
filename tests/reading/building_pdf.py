"""Test documents as PDF: printed by WeasyPrint from plain HTML, numbers and bullets as characters."""

import json
from html import escape

from weasyprint import HTML

CSS = """
@page { size: A4; margin: 22mm 20mm; @top-center { content: %(header)s; font-size: 9pt }
        @bottom-center { content: %(footer)s; font-size: 9pt } }
body { font: 11pt/1.3 "DejaVu Serif", serif }
h1 { font-size: 15pt } h2 { font-size: 13pt } h3 { font-size: 11.5pt }
p, h1, h2, h3 { margin: 0 0 6pt } td p { margin: 0 }
table { border-collapse: collapse; width: 100%%; margin-bottom: 6pt }
td { border: 0.6pt solid black; padding: 2pt 4pt; vertical-align: top }
.break { break-after: page }
.hang { text-indent: -8mm }
"""


def pdf_bytes(blocks: list[dict]) -> bytes:
    """Return the blocks as a PDF file."""
    margins = {"header": '""', "footer": '""'}
    body = []
    for block in blocks:
        margin = next((key for key in margins if key in block and "table" not in block), None)
        if margin:
            margins[margin] = json.dumps(block[margin], ensure_ascii=False)
        else:
            body.append(_html(block))
    html = f"<html><head><style>{CSS % margins}</style></head><body>{''.join(body)}</body></html>"
    return HTML(string=html).write_pdf()


def _html(block):
    if "table" in block:
        header = bool(block.get("header"))
        return f"<table>{''.join(_row(row, header and not n) for n, row in enumerate(block['table']))}</table>"
    if "break" in block:
        return '<div class="break"></div>'
    if "h" in block:
        level = block.get("level", 1)
        return f"<h{level}>{_text(block['h'])}</h{level}>"
    if "n" in block or "b" in block:
        mark, content = (block["number"], block["n"]) if "n" in block else ("•", block["b"])
        left = 8 * block.get("level", 1)
        return f'<p class="hang" style="margin-left: {left}mm">{_text(mark)} {_text(content)}</p>'
    style = f"text-align: {block['align']};" if block.get("align") else ""
    style += "font-weight: bold" if block.get("bold") else ""
    return f'<p style="{style}">{_text(block["p"])}</p>'


def _row(row, bold):
    cells = ([cell] if isinstance(cell, str) else cell for cell in row)
    style = ' style="font-weight: bold"' if bold else ""
    inner = "".join(f"<td>{''.join(f'<p>{_text(p)}</p>' for p in cell)}</td>" for cell in cells)
    return f"<tr{style}>{inner}</tr>"


def _text(content):
    return escape(content).replace("\n", "<br>")
