"""Labels side by side in one line and their values in the next: columns of a form that have become lines of text."""

import re
from collections.abc import Sequence
from itertools import pairwise

from roles.reading.fields import label_field
from roles.reading.languages import Language
from roles.reading.pieces import Node, Piece, Row

_NUMBER = re.compile(r"(?:^|\s)(?P<number>\d{1,2}\.\d{1,2}\.?)\s")
_BEGINNING = re.compile(r"(?<![,;–-])\s+(?=[A-ZÕÄÖÜŠŽĄČĘĖĮŲŪ])")

Entry = Row | Node | Piece


def unstacked(content: Sequence[Entry], language: Language) -> list[Entry]:
    """The lines, those of labels and values made fields."""
    found: list[Entry] = []
    skip = False
    for entry, following in pairwise([*content, None]):
        if skip:
            skip = False
            continue
        fields = _fields(entry, following, language) if isinstance(entry, Row) and isinstance(following, Row) else []
        skip = bool(fields)
        found.extend(fields if fields else [entry] if entry is not None else [])
    return found


def _fields(labels: Row, values: Row, language: Language) -> list[Node]:
    """One a label, if all are known and the line below has as many beginnings as there are labels."""
    if values.number or values.is_bullet or not labels.number:
        return []
    numbers = list(_NUMBER.finditer(labels.text))
    edges = [0, *(match.end() for match in numbers)]
    ends = [*(match.start() for match in numbers), len(labels.text)]
    names = [labels.piece.part(start, end) for start, end in zip(edges, ends, strict=True)]
    cuts = [0, *(match.end() for match in _BEGINNING.finditer(values.text)), len(values.text)]
    told = all(label_field(name.text, language) for name in names)
    if len(names) < 2 or not told or len(cuts) != len(names) + 1:
        return []
    printed = [labels.number, *(match["number"] for match in numbers)]
    marks = [labels.mark, *(labels.piece.part(match.start(), match.end()) for match in numbers)]
    cells = [values.piece.part(start, end) for start, end in pairwise(cuts)]
    return [
        Node(text, number, mark, label=name)
        for text, number, mark, name in zip(cells, printed, marks, names, strict=True)
    ]
