"""The languages that the reader knows: one file each, named here."""

import re
from collections.abc import Mapping
from typing import Final

from roles.reading.language import Language, one_of
from roles.reading.languages import en, et, fi, lt

__all__ = ["LANGUAGES", "Language", "language_of", "one_of"]

LANGUAGES: Final[Mapping[str, Language]] = {each.LANGUAGE.code: each.LANGUAGE for each in (en, et, fi, lt)}


def language_of(text: str) -> str:
    """The code of the language whose common words and letters are most frequent in ``text``; English if none is."""
    said = re.findall(r"\w+", text.casefold())
    total = max(len(said), 1)

    def share(language: Language) -> float:
        common = sum(word in language.stop_words for word in said) / total
        letters = sum(letter in language.letters for letter in text.casefold()) / max(len(text), 1)
        named = 0.2 if language.has("title", text) else 0.0
        return common + 3 * letters + named

    return max(LANGUAGES.values(), key=lambda each: (share(each), each.code == "en")).code
