"""What a post is called when its name stands alone: a text says "the librarian's", a list of posts "librarian"."""

import re

from roles.reading.languages import LANGUAGES

_NOBODYS_NAME = ("all_", "ediary_users")  # kinds of people, said in a sentence of their own


def post_name(words: str, language: str) -> str:
    """Return the name of a post that the lexicon knows as a whole in the nominative, every other one as it is said."""
    spoken = LANGUAGES.get(language)
    known = [key for key, pattern in spoken.post_patterns if pattern.fullmatch(words)] if spoken else []
    if spoken is None or not known or known[0].startswith(_NOBODYS_NAME):
        return words
    for pattern, ending in spoken.nominatives:
        name, count = re.subn(pattern, ending, words, count=1, flags=re.IGNORECASE)
        if count:
            return name.upper() if words.isupper() else name
    return words
