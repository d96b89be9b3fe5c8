"""Short titles for duties, from the words of their clauses. Pure.

Titles stand in narrow places (Today, the digest, the school year), so the first main clause has to do; whoever
knows better gives a title of their own. A clause often begins with its time, its condition or those whom it is for,
set off by commas: such a beginning alone says nothing, so the title goes on until it has what is to be done. No verb
is looked for, only beginnings: a wrong guess makes a title longer, it never takes the verb away.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 100  # characters: as many as a title of the school's own may have
SHORTEST: Final = 25  # a first clause shorter than this says too little ("Keeps order, ...")
_LEADING_WORDS: Final = 3  # so few words before a comma are a subject, an addressee or a bare verb
_PHRASE_WORDS: Final = 6  # "at the end of each term": longer, and it has its verb
_ENOUGH: Final = 80  # one line of Today on a desk, two on a phone: a sentence no longer stands whole
_ROOM: Final = 4  # words of what is to be done that a title shows at least, behind its beginning
# A sentence ends before a capital letter; "15. septembriks" and "p. 3" go on.
_ENDS: Final = re.compile(r"(?<=\w\w)[.!?]\s+(?=[^\W\d_a-zäöõüšžąčęėįųū])|;\s")
_ASIDE: Final = re.compile(r"\s[–—]\s[^–—]*[^\d–—\s]\s[–—]\s")  # "users – pupils and parents – are given"
_COMMA: Final = re.compile(r",\s+(?![^(]*\))")


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# How a part begins that only says when, if, or who: English, Estonian, Finnish and Lithuanian together.
_IF: Final = _of(
    "when whenever if unless who whose whom which that what how where once while"
    " kui kuni kes kelle kellele kellel mis mille mida milles kus et kuidas millal"
    " kun jos mikäli joka jotka jonka joiden joille jolle että mitä miten missä kunnes"
    " kai jei jeigu kuris kuri kurie kurios kurį kurią kuriuos kurių kuriam kuriems kam kas ko ką kad kaip kur ar"
    " nors"
)
_WHO: Final = _of("who whose kes kelle kellel kellele joka jotka jonka joille kuris kuri kurie kurios kam")
_WHEN: Final = _of(
    "at in on by within after before during until for to from of with each every"
    " enne pärast peale iga igal igas hiljemalt alates vajadusel samuti"
    " ennen heti viimeistään tarvittaessa myös"
    " iki per nuo po prieš likus taip kasmet kasdien visiems"
)
_AND: Final = _of("and or ja ning või sekä tai ir o bei arba")
_SMALL: Final = _of("the a an į su iš prie apie be už pas")
_DANGLING: Final = re.compile(rf"(\s({'|'.join(_AND | _WHEN | _SMALL)}))+$")  # no title ends in "and …"
# Lithuanian: "pasibaigus", "prasidedant", "gavęs", "pastebėję"; not objects in "-ius", owners in "-aus".
_PARTICIPLE: Final = re.compile(r"\w{3,}([^ia]us|ant|ęs|ę|usi)$")


def short_title(text: str, words: str = "") -> str:
    """Return the main clause in at most 100 characters, cut between words; an ellipsis says that it goes on.

    ``words`` are those of the deadline: of several sentences the one in which they stand counts.
    """
    sentence = _sentence(text, words)
    if len(sentence) <= _ENOUGH:
        return _capital(sentence)
    parts = _COMMA.split(sentence)
    main = _main(parts)
    return _capital(_cut(sentence) if main is None else _joined(parts, main))


def short_titles(clauses: Sequence[tuple[str, str]]) -> list[str]:
    """Return titles for all duties of a text (their clauses and the words of their deadlines), each only once."""
    titles = [short_title(text, words) for text, words in clauses]
    rules = Counter(text for text, _words in clauses)
    count = Counter(title.casefold() for title in titles)
    for place, (text, words) in enumerate(clauses):
        if count[titles[place].casefold()] > 1:
            titles[place] = _longer(text) if rules[text] == 1 else _with_words(titles[place], words)
    seen: Counter[str] = Counter()
    for place, title in enumerate(titles):
        seen[title.casefold()] += 1
        if seen[title.casefold()] > 1:
            titles[place] = _behind(title, str(seen[title.casefold()]))
    return titles


def _sentence(text: str, words: str) -> str:
    whole = _ASIDE.sub(" ", " ".join(text.split()))
    found = [part for part in (_bare(part) for part in _ENDS.split(whole)) if len(part) >= SHORTEST]
    told = " ".join(words.split())
    chosen = next((part for part in found if told and told in part), None)
    sentence = chosen or (found[0] if found else _bare(whole))
    listing = sentence.find(": ")  # "names what it needs, when it begins: the hours, the dates"
    return sentence[:listing] if ", " in sentence[: max(listing, 0)] else sentence


def _main(parts: Sequence[str]) -> int | None:
    """The first comma part that says what is to be done, None where it is not known."""
    if len(parts) == 1:
        return None
    if len(parts) > 2 and _first(parts[1]) in _WHO and _first(parts[2]) not in _AND:
        return next((place for place in range(2, len(parts)) if not _only_leads(parts[place])), None)
    return next((place for place, part in enumerate(parts) if not _only_leads(part)), None)


def _only_leads(part: str) -> bool:
    words = part.casefold().split()
    is_short = len(words) <= _LEADING_WORDS and (not words or words[0] not in _AND)
    return is_short or _surely_leads(part)


def _surely_leads(part: str) -> bool:
    words = part.casefold().split()
    if words[0] in _IF or (words[0] in _WHEN and len(words) <= _PHRASE_WORDS):
        return True
    if len(words) <= _PHRASE_WORDS + 1 and any(_PARTICIPLE.match(word) for word in words[:3]):
        return True
    return len(words) < _PHRASE_WORDS and bool(_PARTICIPLE.match(words[-1]))


def _can_go(parts: Sequence[str], main: int) -> bool:
    """Whether what stands before the main part surely holds nothing that is to be done."""
    is_named = main > 1 and _first(parts[1]) in _WHO
    return all(_surely_leads(part) for part in parts[is_named:main])


def _first(part: str) -> str:
    return part.split(maxsplit=1)[0].casefold() if part else ""


def _joined(parts: Sequence[str], main: int) -> str:
    """The beginning up to what is to be done; without the beginning where there is no room for both."""
    told = ", ".join(parts[: main + 1])
    needed = ", ".join([*parts[:main], " ".join(parts[main].split()[:_ROOM])])
    if len(told) > LONGEST - 2 and len(needed) > LONGEST - 2 and _can_go(parts, main):
        parts, main = parts[main:], 0
        told = parts[0]
    for part in parts[main + 1 :]:
        if len(f"{told}, {part} …") > _ENOUGH:
            break
        told = f"{told}, {part}"
    if told == ", ".join(parts) or len(told) > LONGEST - 2:
        return _cut(told, at_comma=False)
    return _bare(told) + " …"


def _longer(text: str) -> str:
    return _capital(_cut(_ASIDE.sub(" ", " ".join(text.split())), at_comma=False))


def _with_words(title: str, words: str) -> str:
    told = " ".join(words.split())
    return title if told.casefold() in title.casefold() else _behind(title, told)


def _behind(title: str, words: str) -> str:
    """A title with what tells it from another one of the same clause."""
    told = f" ({_cut(words, LONGEST // 2)})"
    return _cut(title, LONGEST - len(told)) + told


def _cut(text: str, longest: int = LONGEST, *, at_comma: bool = True) -> str:
    text = _bare(text)
    if len(text) <= longest:
        return text
    head = text[: longest - 2]
    comma = head.rfind(", ")
    if not at_comma or comma < longest // 2:
        comma = -1
    space = head.rfind(" ") if text[longest - 2] != " " else len(head)
    end = comma if comma > 0 else space if space > 0 else len(head)
    cut = head[:end]
    opened = cut.rfind("(")
    if opened > SHORTEST and ")" not in cut[opened:]:
        cut = cut[:opened]
    return _bare(_DANGLING.sub("", _bare(cut)) or cut) + " …"


def _bare(text: str) -> str:
    return text.strip().rstrip(".;:,–— ")


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
