"""Words that stand in one line: names and titles, wherever they come from. No Django."""

import unicodedata

# Letters that join their neighbours are part of how some languages are written; nothing else unseen is.
_JOINERS = frozenset("\u200c\u200d")


def one_line(words: str) -> str:
    """Return words without what turns or hides other letters (Unicode's Cc, Cf, Cs); breaks and tabs become spaces.

    A name with U+202E turns the rest of a page's line around, one with a line break ends a line of a letter.
    """
    spaced = " ".join(words.split())
    kept = (one for one in spaced if one in _JOINERS or unicodedata.category(one) not in {"Cc", "Cf", "Cs"})
    return " ".join("".join(kept).split())
