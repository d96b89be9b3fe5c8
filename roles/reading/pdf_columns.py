"""Columns without rules on a PDF page: pairs that belong together row by row, and columns read one after another."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from . import repairs
from .assembling import MARKER
from .pdf_lines import Block, Grid, Printed, Word

# Gaps in sizes: that no justified line has; that it may have; between cells that are full.
_WIDE, _NARROW, _PADDING = 2.2, 0.75, 0.35
_FEWEST, _MANY = 3, 6  # lines with both sides that make columns: with a wide gap, and with a narrow one
_NEAR, _INDENT = 4.0, 40.0  # points
_LOOK = 6  # lines


@dataclass(slots=True)
class _Halves:
    """A line as seen from a gutter."""

    line: Printed
    left: list[Word]
    right: list[Word]
    gap: float = 0.0  # sizes


def split_columns(lines: list[Printed]) -> list[Block]:
    """Return the lines of a page in order, those of two columns as a table or one column after the other."""
    blocks: list[Block] = []
    place = 0
    while place < len(lines):
        run = _columns(lines, place)
        if not run:
            blocks.append(lines[place])
            place += 1
            continue
        blocks += _as_columns(run) if _is_newspaper(run) else [_as_table(run)]
        place += len(run)
    return blocks


def _columns(lines: list[Printed], place: int) -> list[_Halves]:
    """Return the longest run of lines from ``place`` on with one gutter, if there are enough of them."""
    best: list[_Halves] = []
    # A column's first line may be indented, so the lines below say where it begins, too.
    found = sorted({one for line in lines[place : place + _LOOK] for one in _gutters(line)})
    for gutter in found:
        for narrowest, fewest in ((_PADDING, _FEWEST), (_NARROW, _MANY)):
            run = _run(lines, place, gutter, narrowest)
            both = [halves for halves in run if halves.left and halves.right]
            wide = sum(halves.gap > _WIDE for halves in both)
            is_safe = run and run[0].left and (narrowest == _NARROW or (wide >= 2 and run[0].right))
            if is_safe and len(both) >= fewest and len(run) > len(best):
                best = run
    return best


def _gutters(line: Printed) -> Iterator[float]:
    """Yield where a right part of the line may begin; what comes after a number or bullet is none."""
    for place in range(1, len(line.words)):
        before, word = line.words[place - 1], line.words[place]
        gap = (word.x0 - before.x1) / word.size
        if gap > _NARROW and not _is_lead(" ".join(one.text for one in line.words[:place])):
            yield word.x0


def _is_lead(text: str) -> bool:
    marker = MARKER.match(text)
    return bool(marker and marker.end() == len(text)) or (len(text) <= 2 and repairs.take_bullet(f"{text} x")[1])


def _run(lines: list[Printed], start: int, gutter: float, narrowest: float) -> list[_Halves]:
    """Return the lines from ``start`` on that respect the gutter, without one-sided ones at the end."""
    run: list[_Halves] = []
    last = 0
    for line in lines[start:]:
        halves = _halves(line, gutter, narrowest)
        if halves is None or (run and line.top - run[-1].line.bottom > 3 * line.size):
            break
        run.append(halves)
        if halves.right:
            last = len(run)
    return run[:last]


def _halves(line: Printed, gutter: float, narrowest: float) -> _Halves | None:
    left = [word for word in line.words if word.x0 < gutter - _NEAR]
    right = [word for word in line.words if word.x0 >= gutter - _NEAR]
    if left and left[-1].x1 > gutter - 1:
        return None
    if right and right[0].x0 > gutter + _INDENT:
        return None
    gap = (right[0].x0 - left[-1].x1) / line.size if left and right else 0.0
    return None if left and right and gap < narrowest else _Halves(line, left, right, gap)


def _is_newspaper(run: list[_Halves]) -> bool:
    """Both columns run on evenly, line beside line, without a gap between rows."""
    both = sum(1 for halves in run if halves.left and halves.right)
    steps = [b.line.top - a.line.top for a, b in itertools.pairwise(run)]
    usual = min(steps) if steps else 0.0
    return len(run) >= 8 and both >= 0.85 * len(run) and sum(step > 1.25 * usual for step in steps) <= len(steps) * 0.15


def _as_columns(run: list[_Halves]) -> list[Block]:
    """One column after the other; each line knows where its own column ends, and keeps its place on the page."""
    page = run[0].line.page
    left = [Printed(halves.left, page) for halves in run if halves.left]
    right = [Printed(halves.right, page) for halves in run if halves.right]
    for lines in (left, right):
        edge = max(line.x1 for line in lines)
        for line in lines:
            line.right_edge = edge
    return [*left, *right]


def _as_table(run: list[_Halves]) -> Grid:
    page = run[0].line.page
    rows: list[list[list[Printed]]] = []
    for place, halves in enumerate(run):
        if not rows or _begins_row(run[place - 1], halves, run):
            rows.append([[], []])
        for column, words in enumerate((halves.left, halves.right)):
            if words:
                rows[-1][column].append(Printed(words, page))
    for column in (0, 1):
        lines = [line for row in rows for line in row[column]]
        edge = max(line.x1 for line in lines)
        for line in lines:
            line.right_edge = edge
    return Grid(rows, run[0].line.top, page)


def _begins_row(before: _Halves, halves: _Halves, run: list[_Halves]) -> bool:
    usual = min(b.line.top - a.line.top for a, b in itertools.pairwise(run))
    step = halves.line.top - before.line.top
    if step > 1.3 * usual:
        return True
    if not (halves.left and halves.right):
        return False
    text = " ".join(word.text for word in halves.left)
    return not (before.left and before.right) or bool(MARKER.match(text)) or halves.left[0].text[:1].isupper()
