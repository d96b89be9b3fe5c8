"""The lexicons of all languages, compiled once."""

import re
from functools import cache

from roles.reading.languages import LANGUAGES
from roles.reading.ordinals import with_ordinals
from roles.reading.phrases import Phrases
from roles.reading.tagging import Tagger, Unit
from roles.reading.time_words import Lexicon
from roles.reading.unit_patterns import Patterns

VETO_SCOPES = ("item", "sentence", "clause", "touch", "sentence_dated", "clause_dated", "behind")


class Compiled:
    """A lexicon with its phrases and patterns ready to search."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.tagger = Tagger(lexicon.tags, lexicon.known)
        self.ordinal_dot = lexicon.ordinal_dot
        self.patterns = Patterns(lexicon)
        self.events = [(key, when, Phrases(phrases)) for key, when, phrases in lexicon.events]
        self.planned = [(key, Phrases(phrases)) for key, phrases in lexicon.planned]
        self.vetoes = {scope: Phrases(lexicon.vetoes.get(scope, "")) for scope in VETO_SCOPES}
        self.review = Phrases(lexicon.review)
        self.rights = Phrases(lexicon.rights)
        self.condition = Phrases(lexicon.condition)
        self.obliged = Phrases(lexicon.obliged)
        self.hour = re.compile(rf"(?<!\w)(?:{lexicon.hour})(?!\w)") if lexicon.hour else None

    def units(self, text: str) -> list[Unit]:
        """The tagged units of a text."""
        units = self.tagger.units(text)
        return with_ordinals(units) if self.ordinal_dot else units


LEXICONS = {code: language.lexicon for code, language in LANGUAGES.items()}


@cache
def compiled(language: str) -> Compiled | None:
    """The lexicon of a language, or None when there is none yet."""
    return Compiled(LEXICONS[language]) if language in LEXICONS else None
