"""What a post is called when its name stands alone: a text says "the librarian's", a list of posts "librarian"."""

import re

from roles.reading.binding import slug
from roles.reading.languages import LANGUAGES

_ABBREVIATIONS = {"IT", "IKT", "ICT", "TVT", "AV"}
_LONGEST_KEY = 50
_NOBODYS_NAME = ("all_", "ediary_users")  # kinds of people, said in a sentence of their own


def post_key(words: str, language: str) -> tuple[str, bool]:
    """Return the key of a post, and whether the lexicon knows it: as a whole, a part of its name is another post."""
    spoken = LANGUAGES.get(language)
    known = [key for key, pattern in spoken.post_patterns if key != "*" and pattern.fullmatch(words)] if spoken else []
    return (known[0], True) if known else (slug(words)[:_LONGEST_KEY], False)


def post_name(words: str, language: str) -> str:
    """Return the name of a post that the lexicon knows as a whole in the nominative, every other one as it is said.

    A name in capitals only, as headings have it, is written as in a sentence: it stands in every row of its work.
    """
    words = _calm(words)
    spoken = LANGUAGES.get(language)
    known = [key for key, pattern in spoken.post_patterns if pattern.fullmatch(words)] if spoken else []
    if spoken is None or not known or known[0].startswith(_NOBODYS_NAME):
        return words
    for pattern, ending in spoken.nominatives:
        name, count = re.subn(pattern, ending, words, count=1, flags=re.IGNORECASE)
        if count:
            return name
    return words


def _calm(words: str) -> str:
    if not words.isupper() or words in _ABBREVIATIONS:
        return words
    parts = [part if part in _ABBREVIATIONS else part.lower() for part in words.split(" ")]
    return " ".join([parts[0][:1].upper() + parts[0][1:], *parts[1:]])
