"""Documents for tests, written as people write plain text, turned into lines as a file would give them.

``# x`` a heading (``##`` one below), ``* x`` a bullet (two blanks further in: one level), ``**x**`` bold, ``^x``
centred, ``| a | b |`` a row of a table (several paragraphs of a cell: ``a // b``), a line of its own: a paragraph.
"""

import re

from roles.reading.lines import Extracted, Line


def written(text):
    """The lines of a document."""
    made, position, table, row = [], 0, -1, 0
    inside = False
    for raw in text.strip("\n").split("\n"):
        if not raw.strip():
            inside = False
            continue
        if raw.startswith("|"):
            table, row = (table, row + 1) if inside else (table + 1, 0)
            inside = True
            cells = [cell.strip() for cell in raw.strip().strip("|").split("|")]
            for column, cell in enumerate(cells):
                for each in cell.split(" // "):
                    if each:
                        made.append(_line(each, position, kind="cell", table=table, row=row, column=column))
                        position = made[-1].end + 1
            continue
        inside = False
        made.append(_line(raw, position))
        position = made[-1].end + 1
    return Extracted("\n".join(line.text for line in made), tuple(made))


def _line(raw, start, kind="paragraph", **place):
    text, more = raw, dict(place)
    head = re.match(r"(#+) ", text)
    bullet = re.match(r"( *)\* ", text)
    if head:
        text, kind, more["level"] = text[head.end() :], "heading", len(head[1])
    elif bullet:
        text = text[bullet.end() :]
        more |= {"is_bullet": True, "level": 1 + len(bullet[1]) // 2}
        kind = kind if kind == "cell" else "list"
    if text.startswith("^"):
        text, more["align"] = text[1:], "center"
    if text.startswith("**"):
        text, more["is_bold"] = text.strip("*"), True
    return Line(text.strip(), start, kind=kind, **more)
