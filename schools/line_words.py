"""Words that stand in one line: names and titles, wherever they come from. No Django."""

import unicodedata

# Letters that join their neighbours are part of how some languages are written; nothing else unseen is.
_JOINERS = frozenset("\u200c\u200d")


def seen(words: str) -> str:
    """Return words without what turns or hides other letters (Unicode's Cc, Cf, Cs); a break or tab is a space.

    A name with U+202E turns the rest of a page's line around, one with a line break ends a line of a letter.
    """
    spaced = (one if one == " " or not one.isspace() else " " for one in words)
    return "".join(one for one in spaced if one in _JOINERS or unicodedata.category(one) not in {"Cc", "Cf", "Cs"})


def one_line(words: str) -> str:
    """Return :func:`seen` words with one space between two of them and none around."""
    return " ".join(seen(words).split())
