"""From tokens to tagged units, with the phrases of a lexicon."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from roles.reading.tokens import Token, sign_tag, tokenise

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_YEARS = range(1900, 2101)
_SHORTEST_MENDED = 5
_THREE = 3
# Words of the calendar are so rare otherwise that one letter off is a slip; "in time" and the like are not.
_MENDED = ("number", "ordinal", "month", "unit", "period", "weekday", "adverb")


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more tokens with one meaning. ``high`` is the upper end of a range of numbers."""

    tag: str
    value: str
    start: int
    end: int
    text: str
    high: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to find, a stem where ``stems`` says so, and the tag and value they give."""

    words: tuple[str, ...]
    stems: tuple[bool, ...]
    tag: str
    value: str

    @property
    def weight(self) -> tuple[int, int, int]:
        """Longest first; whole words before stems; longer stems before shorter."""
        return (len(self.words), -sum(self.stems), sum(map(len, self.words)))

    def fits(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the phrase stands at this token."""
        if at + len(self.words) > len(tokens):
            return False
        return all(
            token.text.startswith(word) if stem else token.text == word
            for word, stem, token in zip(self.words, self.stems, tokens[at : at + len(self.words)], strict=True)
        )


def split_phrases(text: str) -> list[str]:
    """The alternatives of a lexicon's entry."""
    return [part.strip() for part in text.split("|") if part.strip()]


def _phrase(text: str, tag: str, value: str) -> Phrase:
    words: list[str] = []
    stems: list[bool] = []
    for token in tokenise(text):
        if token.text == "*":
            stems[-1] = True
        else:
            words.append(token.text)
            stems.append(False)
    return Phrase(tuple(words), tuple(stems), tag, value)


class Tagger:
    """Finds the phrases of one language."""

    def __init__(self, tags: Mapping[str, str], known: str = "") -> None:
        self._known = frozenset(split_phrases(known))
        self._by_letter: dict[str, list[Phrase]] = defaultdict(list)
        self._single: list[Phrase] = []
        seen: dict[str, str] = {}
        for key, text in tags.items():
            tag, _, value = key.partition(":")
            for part in split_phrases(text):
                if seen.setdefault(part, key) != key:
                    raise ValueError(f"{part!r} is both {seen[part]} and {key}")
                phrase = _phrase(part, tag, value)
                self._by_letter[phrase.words[0][:1]].append(phrase)
                if tag.startswith(_MENDED) and len(phrase.words) == 1 and len(phrase.words[0]) >= _SHORTEST_MENDED:
                    self._single.append(phrase)
        for phrases in self._by_letter.values():
            phrases.sort(key=lambda phrase: phrase.weight, reverse=True)
        self._mended = lru_cache(maxsize=4096)(self._mend)

    def units(self, text: str) -> list[Unit]:
        """The units of a text, in order, none overlapping."""
        tokens = tokenise(text)
        units: list[Unit] = []
        at = 0
        while at < len(tokens):
            phrase = next((p for p in self._by_letter.get(tokens[at].text[:1], ()) if p.fits(tokens, at)), None)
            size = len(phrase.words) if phrase else 1
            tag, value = (phrase.tag, phrase.value) if phrase else self._single_tag(tokens[at])
            start, end = tokens[at].start, tokens[at + size - 1].end
            units.append(Unit(tag, value, start, end, " ".join(t.text for t in tokens[at : at + size])))
            at += size
        return _joined(units)

    def _single_tag(self, token: Token) -> tuple[str, str]:
        if token.text.isdecimal():
            number = int(token.text) if len(token.text) <= 4 else 0
            return ("year_number" if number in _YEARS else "number", str(number))
        if not token.is_word:
            return (sign_tag(token.text), "")
        if token.text in _ROMAN:
            return ("roman", _ROMAN[token.text])
        return self._mended(token.text) or ("word", "")

    def _mend(self, word: str) -> tuple[str, str] | None:
        """The one meaning that a word one letter off can have, if there is exactly one."""
        if len(word) < _SHORTEST_MENDED or word in self._known:
            return None
        near = {(p.tag, p.value) for p in self._single if p.words[0][0] == word[0] and _is_near(word, p)}
        return near.pop() if len(near) == 1 else None


def _is_near(word: str, phrase: Phrase) -> bool:
    target = phrase.words[0]
    if not phrase.stems[0]:
        return _one_off(word, target)
    return any(_one_off(word[: len(target) + more], target) for more in (-1, 0, 1))


def _one_off(left: str, right: str) -> bool:
    """Whether one letter changed, missing, added, or two neighbours swapped make one word of the other."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    size = min(len(left), len(right))
    at = next((i for i in range(size) if left[i] != right[i]), size)
    if len(left) == len(right):
        swapped = left[at : at + 2] == right[at : at + 2][::-1] and left[at + 2 :] == right[at + 2 :]
        return left[at + 1 :] == right[at + 1 :] or swapped
    short, long = sorted((left, right), key=len)
    return short[at:] == long[at + 1 :]


def _joined(units: list[Unit]) -> list[Unit]:
    """Ranges ("3-4", "three to four") and numbers repeated in brackets ("5 (five)") as one unit each."""
    joined: list[Unit] = []
    for unit in units:
        joined.append(unit)
        _join_range(joined)
        _join_brackets(joined)
    return joined


def _join_range(units: list[Unit]) -> None:
    if len(units) < _THREE or [u.tag for u in units[-3::2]] != ["number", "number"]:
        return
    low, between, high = units[-3:]
    # "three or four", "kaks kuni kolm"
    is_next = between.tag in ("or", "upto", "by") and int(high.value) == int(low.value) + 1
    if (is_next or between.tag in ("dash", "range")) and not low.high and not high.high:
        units[-3:] = [replace(low, end=high.end, text=f"{low.text} - {high.text}", high=high.value)]


def _join_brackets(units: list[Unit]) -> None:
    if [u.tag for u in units[-4:]] != ["number", "open", "number", "close"]:
        return
    first, _, second, close = units[-4:]
    if (first.value, first.high) == (second.value, second.high):
        units[-4:] = [replace(first, end=close.end)]
