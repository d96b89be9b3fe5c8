"""Cells of a table: their lines as one text, as items, with their numbers."""

from collections import defaultdict
from collections.abc import Sequence

from roles.reading.lines import Line
from roles.reading.pieces import Node, Piece, Row, node_of, rows_of

Cells = list[list[Row]]


def grid_of(lines: Sequence[Line]) -> list[Cells]:
    """The rows of a table, each with its cells from the left; a cell is its lines."""
    rows: dict[int, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.text.strip():
            rows[line.row or 0][line.column or 0].extend(rows_of(line))
    width = 1 + max((column for cells in rows.values() for column in cells), default=0)
    return [[rows[number][column] for column in range(width)] for number in sorted(rows)]


def joined(cell: Sequence[Row]) -> Piece:
    """All lines of a cell as one text."""
    return sum((row.piece for row in cell), Piece())


def together(cells: Sequence[Sequence[Row]]) -> Piece:
    """Several cells of one row as one text, in the order printed."""
    return sum((with_marks(cell) for cell in cells), Piece())


def marks(cell: Sequence[Row]) -> Piece:
    """The typed numbers of a cell."""
    return sum((row.mark for row in cell), Piece())


def with_marks(cell: Sequence[Row]) -> Piece:
    """The same with what looks like a number of a list and is the day of a date ("25. august")."""
    return sum((row.mark + row.piece for row in cell), Piece())


def nodes_of(cell: Sequence[Row], *, split: bool) -> list[Node]:
    """The items of a cell: one a number or bullet (or one a line, with ``split``); other lines go on."""
    nodes: list[Node] = []
    small = all(row.text[:1].islower() for row in cell)  # so that a small letter says nothing
    unmarked = len(cell) > (1 if small else 2) and not any(ends(row.text) for row in cell[:-1])
    for row in cell:
        begins = bool(nodes) and (ends(nodes[-1].text.text) or unmarked or not row.text[:1].islower())
        goes_on = bool(nodes) and not row.number and not row.is_bullet and not (split and begins)
        if goes_on:
            nodes[-1].text += row.piece
        else:
            nodes.append(node_of(row))
    return nodes


def ends(text: str) -> bool:
    """Whether a text has come to its end."""
    return text[-1:] in ".;:!?"


def go_on(last: Node, new: Node) -> None:
    """The rest of a row that was cut by a page: a text that goes on, or one more result."""
    if (
        last.outcomes
        and not new.is_bullet
        and not new.number
        and (new.text.text[:1].islower() and not (last.outcomes[-1].text.text.endswith(".")))
    ):
        last.outcomes[-1].text += new.text
    else:
        last.outcomes.append(new)


def printed(cells: Cells) -> str:
    """The number in the first cell of a row."""
    return next((row.number for cell in cells[:1] for row in cell if row.number), "")
