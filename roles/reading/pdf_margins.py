"""What stands at the head and foot of every page of a PDF."""

import re
from collections import defaultdict

from .assembling import comparable, is_page_number
from .pdf_lines import Block, Printed

_EDGE = 3  # lines looked at on each side
_SAME_HEIGHT = 6.0  # points
_NUMBERED = re.compile(
    r"\b(?:page|lk|lehekülg|sivu|psl|puslapis)\.?\s*\d+(?:\s*(?:/|of|iš)\s*\d+)?$|\b\d+\s*(?:psl|lk)\.?$"
)


def take_margins(pages: list[list[Block]]) -> tuple[list[Printed], list[Printed]]:
    """Take repeated headers and footers and page numbers out of ``pages``; return each header and footer once."""
    found: dict[str, list[Printed]] = {"head": [], "foot": []}
    for side in found:
        seen: dict[str, list[tuple[int, Printed]]] = defaultdict(list)
        for place, page in enumerate(pages):
            for line in _edge(page, side):
                if is_page_number(line.text) and _is_alone(page, line, side):
                    page.remove(line)
                else:
                    seen[_key(line)].append((place, line))
        for group in seen.values():
            alone = len(pages) == 1 and _ends_in_number(group[0][1], pages[0], side)
            if alone or _is_repeated(group, len(pages)):
                found[side].append(group[0][1])
                for place, line in group:
                    pages[place].remove(line)
    return found["head"], found["foot"]


def _ends_in_number(line: Printed, page: list[Block], side: str) -> bool:
    """Whether the outermost line of the only page says which page it is ("Elm School – page 1")."""
    outermost = page[0] if side == "head" else page[-1]
    return line is outermost and bool(_NUMBERED.search(line.text.lower())) and _is_alone(page, line, side)


def _edge(page: list[Block], side: str) -> list[Printed]:
    blocks = page[:_EDGE] if side == "head" else page[: -_EDGE - 1 : -1]
    lines = []
    for block in blocks:
        if not isinstance(block, Printed):
            break
        lines.append(block)
    return lines


def _is_alone(page: list[Block], line: Printed, side: str) -> bool:
    """A page number is the outermost line, apart from what else repeats, and away from the text."""
    if re.search(r"[^\W\d_]", line.text):
        return True
    others = [block for block in page if isinstance(block, Printed) and block is not line]
    inner = [one for one in others if (one.top > line.top if side == "head" else one.top < line.top)]
    return min((abs(one.top - line.top) for one in inner), default=0.0) > 1.6 * line.size if others else True


def _key(line: Printed) -> str:
    return re.sub(r"\d+", "#", line.text) if re.search(r"[^\W\d_]", line.text) else comparable(line.text)


def _is_repeated(group: list[tuple[int, Printed]], count: int) -> bool:
    """On a third of the pages and two at least, each at one height."""
    places = {place for place, _ in group}
    tops = [line.top for _, line in group]
    return len(places) >= max(2, count / 3) and len(places) == len(group) and max(tops) - min(tops) <= _SAME_HEIGHT
