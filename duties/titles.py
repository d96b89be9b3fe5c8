"""A short title for a duty, from the words of its clause. Pure.

Titles stand in narrow places (Today, the digest, the school year), so the first main clause has to do; whoever
knows better gives a title of their own.
"""

import re
from typing import Final

LONGEST: Final = 80  # characters: one line of Today on a desk, two on a phone
SHORTEST: Final = 25  # a first clause shorter than this says too little ("Keeps order, ...")
# A sentence ends before a capital letter; "15. septembriks" and "p. 3" go on.
_ENDS: Final = re.compile(r"(?<=\w\w)[.!?]\s+(?=[^\W\d_a-zäöõüšžąčęėįųū])|;\s|(?<!\d)\s[–—]\s(?!\d)")


def short_title(text: str) -> str:
    """Return the first main clause in at most 80 characters, cut between words; an ellipsis says that it goes on."""
    whole = " ".join(text.split())
    first = next((part for part in (_bare(part) for part in _ENDS.split(whole)) if len(part) >= SHORTEST), _bare(whole))
    if len(first) > LONGEST:
        first = _cut(first)
    return first[:1].upper() + first[1:]


def _cut(text: str) -> str:
    head = text[: LONGEST - 1]
    comma = head.rfind(", ")
    if comma < SHORTEST:
        comma = -1
    space = head.rfind(" ") if text[LONGEST - 1 : LONGEST] != " " else len(head)
    end = comma if comma > 0 else space if space > 0 else len(head)
    cut = head[:end]
    opened = cut.rfind("(")
    if opened > SHORTEST and ")" not in cut[opened:]:
        cut = cut[:opened]
    return _bare(cut)[: LONGEST - 2] + " …"


def _bare(text: str) -> str:
    return text.strip().rstrip(".;:,–— ")
