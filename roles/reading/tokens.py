"""From text to tokens: runs of letters, runs of digits, single signs, each with its place."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_SIGNS = {
    ".": "dot", "!": "dot", "?": "dot", "…": "dot", ",": "comma", ";": "semicolon", ":": "colon", "(": "open",
    "[": "open", ")": "close", "]": "close", "-": "dash", "–": "dash", "—": "dash", "‑": "dash", "−": "dash",
    "/": "slash",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text in small letters; ``start`` and ``end`` in characters."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


def fold(text: str) -> str:
    """In small letters, every character where it was ("İ" would become two)."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def tokenise(text: str) -> list[Token]:
    """The tokens of a text; white space is between them and means nothing."""
    folded = fold(text)
    return [Token(folded[m.start() : m.end()], m.start(), m.end()) for m in _TOKEN.finditer(folded)]


def sign_tag(text: str) -> str:
    """The tag of a sign."""
    return _SIGNS.get(text, "sign")
