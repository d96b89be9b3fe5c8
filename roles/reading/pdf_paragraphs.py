"""Physical lines of a PDF joined to paragraphs, by gaps, indents, full lines and punctuation."""

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from . import repairs
from .assembling import Align, Raw, begins_item
from .pdf_lines import Printed

_ENDED = re.compile(r"[.;:!?…][\"”“»)]*$")
_BROKEN = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_AMOUNT = re.compile(r"\d{1,4}(?:-\w+)?\s+[^\W\d_A-ZÄÖÜÕŠŽČĖĮŪĄĘŲ]")  # "15 d.", "3 korda": no item begins so
_LETTER = re.compile(r"([a-z])\.\s+[^\W\d]")
_INDENT = 6.0  # points
BIGGER = 1.09  # a heading's letters over the body's


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: size of letters, distance of lines, margins, indents of bullets; its words."""

    size: float
    leading: float  # times the size
    left: float
    right: float
    sizes: tuple[float, ...]  # of headings, the largest first
    bullets: tuple[float, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, every: list[Printed], flow: list[Printed]) -> "Measures":
        """Measure all lines; margins by those outside tables."""
        letters: Counter[float] = Counter()
        for line in every:
            letters[round(line.size, 1)] += len(line.text)
        size = letters.most_common(1)[0][0] if letters else 10.0
        bullets = sorted({round(line.x0 / 6) * 6.0 for line in every if repairs.take_bullet(line.text)[1]})
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(line.text for line in every).lower())
        left = min((line.x0 for line in flow), default=0.0)
        return cls(
            size, _leading(every), left, _right(flow, left),
            tuple(sorted({round(line.size, 1) for line in flow if line.size > size * BIGGER}, reverse=True)),
            tuple(bullets), frozenset(words),
        )  # fmt: skip


def _leading(lines: list[Printed]) -> float:
    """The usual distance of two lines of a paragraph, in sizes: the smaller of the distances that are common."""
    steps = [
        (below.top - line.top) / line.size
        for line, below in itertools.pairwise(lines)
        if line.page == below.page and 0.8 * line.size < below.top - line.top < 2.2 * line.size
    ]
    if not steps:
        return 1.3
    common = Counter(round(step, 1) for step in steps)
    often = [step for step, count in common.items() if count >= max(2, len(steps) * 0.12)]
    return min(often) if often else statistics.median(steps)


def _right(flow: list[Printed], left: float) -> float:
    """The right margin: where many lines end; else as far from the paper's edge as the left one, on A4."""
    ends = sorted((line.x1 for line in flow), reverse=True)
    if not ends:
        return 0.0
    near = sum(1 for end in ends if end > ends[0] - 25)
    if near >= max(3, len(ends) * 0.12):
        return ends[0]
    return max(ends[0], 595.0 - left)


def paragraphs(lines: list[Printed], measures: Measures, *, in_cell: bool = False) -> Iterator[Raw]:
    """Yield the paragraphs of one flow of lines: the text between tables, or one cell."""
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or _begins(lines[start:place], lines[place], measures):
            raw = _raw(lines[start:place], measures, in_cell=in_cell)
            raw.has_gap = start > 0 and _is_apart(lines[start - 1], lines[start], measures)
            yield raw
            start = place


def _raw(lines: list[Printed], measures: Measures, *, in_cell: bool) -> Raw:
    text = lines[0].text
    for line in lines[1:]:
        text = repairs.joined(text, line.text, measures.words)
    first = lines[0]
    raw = Raw(text, page=first.page, is_bold=all(line.is_bold for line in lines))
    if not in_cell:
        raw.align = _align(lines, measures)
    if repairs.take_bullet(text)[1]:
        raw.level = measures.bullets.index(round(first.x0 / 6) * 6.0) + 1
    elif first.size > measures.size * BIGGER and not in_cell and len(text) < 200:
        raw.kind, raw.level = "heading", min(measures.sizes.index(round(first.size, 1)) + 1, 6)
    return raw


def _is_next_letter(first: str, text: str) -> bool:
    """Whether "b. …" follows an item "a. …"; alone such a letter may be an abbreviation."""
    above, here = _LETTER.match(first), _LETTER.match(text)
    return above is not None and here is not None and ord(here[1]) == ord(above[1]) + 1


def _begins(paragraph: list[Printed], line: Printed, measures: Measures) -> bool:
    """Whether ``line`` begins a paragraph after the lines of ``paragraph``."""
    before = paragraph[-1]
    if before.is_bold != line.is_bold or before.box != line.box or abs(before.size - line.size) > 0.08 * before.size:
        return True
    ended = bool(_ENDED.search(before.text))
    is_full = _is_full(before, line, measures)
    small = line.text[:1].islower()
    if before.page != line.page or line.top < before.top - before.size:
        return begins_item(line.text) or ended or not (is_full or small)
    if _is_apart(before, line, measures):
        return True
    if _is_next_letter(paragraph[0].text, line.text):
        return True
    if begins_item(line.text):
        return ended or not is_full or not _hangs(paragraph, line)
    if (_BROKEN.search(before.text) and small) or (_AMOUNT.match(line.text) and not ended):
        return False
    if len(paragraph) > 1 and abs(line.x0 - before.x0) > _INDENT and (ended or not small):
        return True
    return not (is_full or (small and not ended))


def _is_apart(before: Printed, line: Printed, measures: Measures) -> bool:
    """Whether more than the distance of two lines of a paragraph lies between them; a new page tells nothing."""
    return before.page == line.page and line.top - before.top > (measures.leading * 1.22 + 0.05) * before.size


def _hangs(paragraph: list[Printed], line: Printed) -> bool:
    """A line that looks like an item but stands where the lines of its paragraph stand, right of the first one."""
    if repairs.take_bullet(line.text)[1]:
        return False
    first = paragraph[0]
    if begins_item(first.text):
        return line.x0 > first.x0 + _INDENT
    return len(paragraph) > 1 and abs(line.x0 - paragraph[-1].x0) < _INDENT / 2


def _is_full(before: Printed, line: Printed, measures: Measures) -> bool:
    """Whether the first word of ``line`` would not have fitted at the end of ``before``."""
    right = before.right_edge or measures.right
    word = line.words[0]
    return before.x1 + 0.25 * before.size + (word.x1 - word.x0) > right - 0.5


def _align(lines: list[Printed], measures: Measures) -> Align:
    if lines[0].right_edge:
        return "left"  # in a column
    left = min(line.x0 for line in lines) - measures.left
    right = measures.right - max(line.x1 for line in lines)
    if left < 30:
        return "left"
    if abs(left - right) < 12:
        return "center"
    return "right" if right < 6 and left > (measures.right - measures.left) / 3 else "left"
