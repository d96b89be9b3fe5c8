"""The languages that the reader knows. Every module of this folder is one, its ``LANGUAGE``: to add a language is to
add its file, which may take lists of words from files of its own (``time_words``)."""

import re
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from roles.reading.language import Language, one_of

__all__ = ["LANGUAGES", "Language", "country_of", "language_of", "one_of"]

_FOUND: Final = [import_module(f"{__name__}.{module.name}").LANGUAGE for module in iter_modules(__path__)]
LANGUAGES: Final[Mapping[str, Language]] = {each.code: each for each in _FOUND}


# Of the three countries, in an English text: names of the country, its people and towns; letters that only it has.
_COUNTRIES: Final = {
    "EE": r"\bestonia\w*|\btallinn\b|\btartu\b|õ",
    "FI": r"\bfinland\b|\bfinnish\b|\bhelsinki\b|\w+(?:lä|niemi|järvi|linna|ranta|mäki)\b|\baa\w*ää\w*",
    "LT": r"\blithuania\w*|\bvilnius\b|\bkaunas\b|[ąčęėįųū]",
}


def country_of(text: str, language: Language) -> str | None:
    """The country whose words and names a text has most of; that of the language, which English has not."""
    if language.code != "en":
        return language.country
    counts = {code: len(re.findall(pattern, text.casefold())) for code, pattern in _COUNTRIES.items()}
    best = max(counts, key=lambda code: (counts[code], code == language.country))
    return best if counts[best] else language.country or None


def language_of(text: str) -> str:
    """The code of the language whose common words and letters are most frequent in ``text``; English if none is."""
    said = re.findall(r"\w+", text.casefold())
    total = max(len(said), 1)
    foreigners = {letter for language in LANGUAGES.values() for letter in language.letters}

    def share(language: Language) -> float:
        common = sum(word in language.stop_words for word in said) / total
        own, foreign = language.letters, foreigners - {*language.letters, *language.shared}
        letters = sum((letter in own) - (letter in foreign) for letter in text.casefold()) / max(len(text), 1)
        named = 0.2 if language.has("title", text) else 0.0
        return common + 3 * letters + named

    return max(LANGUAGES.values(), key=lambda each: (share(each), each.code == "en")).code
