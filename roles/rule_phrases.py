"""Which words of a clause may say when: phrases of it, letter for letter, for a person to choose from."""

import re
from typing import Final

LONGEST_WORDS: Final = 500
_PARTS_SHOWN: Final = 8
# Where a text can be cut into phrases; a full stop behind a digit is a date ("15. septembriks") or a number.
# What a deadline is likely to say: a number, or a word of time, in the four languages; how far around it is told.
_TIMES: Final = re.compile(
    r"\d|^(?:daily|weekly|monthly|yearly|every|each|once|twice|always|immediately"
    r"|iga|igal|kord|kaks|pidevalt|viivitamata|kohe|regulaarselt"
    r"|joka|kerran|kahdesti|aina|jatkuvasti|heti|säännöllisesti"
    r"|kas|kasmet|kasdien|kartą|kartus|nuolat|nedelsdamas|nedelsiant)$"
    r"|^(?:januar|februar|march|april|may$|june|july|august|septemb|octob|novemb|decemb"
    r"|jaanuar|veebruar|märts|aprill|mai|juuni|juuli|oktoob|detsemb"
    r"|tammik|helmik|maalisk|huhtik|toukok|kesäk|heinäk|elok|syysk|lokak|marrask|jouluk"
    r"|saus|vasar|kovo|baland|geguž|birže|liep|rugpj|rugsė|spal|lapkr|gruod)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?:by|within|until|before|after|at|least|most|no|later|than|in|on|the|of|end|every|each"
    r"|hiljemalt|enne|pärast|viimeistään|ennen|jälkeen|noin|iki|per|po|prieš|ne|vėliau|kaip|du|tris|bent)",
    re.IGNORECASE,
)
_BEHIND: Final = 4  # words behind the first number or month: "10 September each school year"; or one: "10 September"
_CUTS: Final = re.compile(r"(?<!\d)[.!?](?=\s|$)|[,;:()\n]|\s[–—]\s")


def phrases(text: str) -> list[str]:
    """Return phrases of a text that may carry a deadline, letter for letter: those with a number first, at most 8."""
    found: list[str] = []
    start = 0
    for cut in [*_CUTS.finditer(text), None]:
        phrase = text[start : cut.start() if cut else len(text)].strip()
        start = cut.end() if cut else len(text)
        if " " in phrase and len(phrase) <= LONGEST_WORDS and phrase not in found:
            found.append(phrase)
    return sorted(found, key=lambda phrase: not re.search(r"\d", phrase))[:_PARTS_SHOWN]


def likely_words(text: str) -> list[str]:
    """Return the few words of each phrase that are likely to say when, letter for letter: "by 10 September"."""
    found: list[str] = []
    for phrase in phrases(text):
        words = [(match.group(), match.start(), match.end()) for match in re.finditer(r"\S+", phrase)]
        place = next((place for place, (word, _start, _end) in enumerate(words) if _TIMES.search(word)), None)
        if place is None:
            continue
        first = place
        while first and _BEFORE.fullmatch(words[first - 1][0]):
            first -= 1
        for last in (place + 1, place + _BEHIND):
            told = phrase[words[first][1] : words[min(last, len(words) - 1)][2]]
            if told not in (phrase, *found):
                found.append(told)
    return found[:_PARTS_SHOWN]
