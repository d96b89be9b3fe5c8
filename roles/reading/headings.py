"""Which lines are headings, and of what kind of section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roles.reading.languages import Language, one_of
from roles.reading.pieces import ROMANS, Part, Piece, Row

LONGEST = 140  # characters of a heading
LONGEST_POST = 80
MOST_POST_WORDS = 4
FRAME = ("title", "approval", "annex", "parties", "signing")
MOST_TOPIC_WORDS = 7
LEAST_SENTENCE = 3  # words
UNTOPICAL = frozenset({"signatures", "approval", "amendment"})
LABELLED = frozenset({"requirements", "competences"})  # short lines there name what is asked for
STANDING_OUT = frozenset({"competences", "requirements", "rights", "responsibility", "amendment"})


def kind_of(text: str, language: Language) -> str | None:
    """The kind of section that a heading names, or None."""
    plain = text.rstrip(" :")
    return next((kind for kind, pattern in language.kind_patterns if pattern.search(plain)), None)


def is_caps(text: str) -> bool:
    """Whether all of at least four letters are capitals."""
    letters = [each for each in text if each.isalpha()]
    return len(letters) >= 4 and all(each.isupper() for each in letters)


def as_name(text: str) -> str:
    """A name that is printed in capitals, as one writes it elsewhere."""
    return text.capitalize() if is_caps(text) else text


def chapter(text: str, language: Language) -> re.Match[str] | None:
    """A chapter's number with the word for it; the rest of the line is its heading."""
    number = r"(?:[IVXL]+|\d{1,2})\.?"
    letter = r"(?-i:[A-H])(?=[.:]|\s\S+[.:])"
    number = rf"(?:{number}|{letter})"
    pattern = rf"(?:{number}\s+(?:{language.chapter})\b|(?:{language.chapter})\s+{number}(?=\W|$))[.:\s–-]*"
    return re.match(pattern, text, re.IGNORECASE)


def post_in(text: str, language: Language) -> tuple[str, re.Match[str]] | None:
    """The known post named earliest in a text, the longest name if two begin there."""
    hits = [(key, match) for key, pattern in language.post_patterns if (match := pattern.search(text))]
    return min(hits, key=lambda hit: (hit[1].start(), -hit[1].end()), default=None)


def posts_in(text: str, language: Language) -> list[tuple[str, str]]:
    """All posts named in a heading, with their keys."""
    hits = []
    for _time in range(3):
        hit = post_in(text, language)
        if hit is None:
            break
        hits.append((hit[0], hit[1][0]))
        text = text[hit[1].end() :]
    return hits


def lead_label(text: str, language: Language) -> int:
    """How long the label is that a field begins with, where the gap before its value was lost; 0 if there is none."""
    fields = ("reports_to", "substituted_by", "substitutes", "additional_functions")
    for match in re.finditer(r"\s+(?=[A-ZÕÄÖÜŠŽĄČĘĖĮŲŪ])", text):
        label = text[: match.start()].casefold()
        if any(name in fields and pattern.fullmatch(label) for name, pattern in language.label_patterns):
            return match.start()
    return 0


def _other_words(text: str, language: Language) -> list[str]:
    """The words of a text that are no post, no "duties of" and longer than three letters."""
    for _key, pattern in language.post_patterns:
        text = pattern.sub(" ", text)
    text = one_of(language.outcomes).sub(" ", text)
    rest = re.sub(rf"{language.functions}|\([^)]*\)|[\W\d_]", " ", text, flags=re.IGNORECASE).split()
    return [word for word in rest if len(word) > 3]


def is_post_heading(text: str, language: Language) -> bool:
    """Whether a short text is a post and nothing more: "Class teachers:", "Duties of class teachers"."""
    hit = post_in(text, language)
    if len(text) > LONGEST_POST:
        return False
    if hit is None:
        return unlisted_post(text, language) is not None
    before, after = (len(_other_words(part, language)) for part in (text[: hit[1].start()], text[hit[1].end() :]))
    return before <= 1 and after == 0


def unlisted_post(text: str, language: Language) -> str | None:
    """The post that a short heading names by the make of its last word ("Exams officer"), though no list has it."""
    bare = re.sub(rf"\([^)]*\)|(?<!\w){language.functions}(?!\w)|[:.]", " ", text, flags=re.IGNORECASE)
    bare = re.sub(rf"(?i)^\W*(?:{language.before_post}\s+)+", "", " ".join(bare.split()))
    if not 1 <= len(bare.split()) <= MOST_POST_WORDS or re.search(r"\d|[,;]", bare) or kind_of(bare, language):
        return None
    return bare if re.search(rf"(?<!\w)(?:{language.post_noun})$", bare, re.IGNORECASE) else None


def is_field(row: Row, language: Language) -> bool:
    """Whether a line that stands out is a field and its value ("Post: librarian"), not a heading."""
    label, colon, value = row.text.partition(":")
    plain = label.strip().casefold()
    known = any(pattern.fullmatch(plain) for _field, pattern in language.label_patterns)
    return bool(colon and value.strip()) and known and row.line.kind != "heading"


def caption(row: Row, part: Part, language: Language) -> Part | None:
    """The section that a short line right above a table begins, if it names a post or a kind of section."""
    text = row.text
    if row.is_bullet or len(text.split()) > 9 or text[-1:] in ".;,":
        return None
    kind = kind_of(text, language)
    if kind is None and post_in(text, language) is None:
        return None
    return _made(row, kind or "duties", language, strong=True)


@dataclass(frozen=True)
class Style:
    """How this document marks its headings: whether two or more stand out by their looks."""

    has_strong: bool


def style_of(rows: Sequence[Row], language: Language) -> Style:
    """Look at all lines outside tables."""
    strong = 0
    for row in rows:
        kind = kind_of(row.text, language) if row.line.table is None else None
        marked = kind is not None and (is_strong(row) or _is_bold_heading(row, kind))
        strong += marked or (row.line.table is None and bool(chapter(whole(row), language)))
    return Style(strong >= 2)


def whole(row: Row) -> str:
    """The text with its number, as printed."""
    return f"{row.number} {row.text}".strip()


def is_strong(row: Row) -> bool:
    """A heading by its looks."""
    return row.line.kind == "heading" or (is_caps(row.text) and not row.is_bullet)


def heading(row: Row, following: Row | None, part: Part | None, language: Language, style: Style) -> Part | None:
    """The section that begins with this line, or None if it is no heading."""
    text = row.text
    if row.is_bullet or not text or len(text) > LONGEST or text[-1] in ";," or is_field(row, language):
        return None
    named = chapter(whole(row), language)
    return _chaptered(row, named, language) if named else _by_looks(row, following, part, language, style)


def _by_looks(row: Row, following: Row | None, part: Part | None, language: Language, style: Style) -> Part | None:
    text = row.text
    if part is not None and part.is_paired and row.number and not is_strong(row) and not _is_next(row, part):
        return None
    paired = _pair_of_columns(row, part, language)
    if paired is not None:
        return paired
    kind = kind_of(text, language)
    if is_strong(row):
        return _strong(row, kind, part, language)
    if _is_bold_heading(row, kind) and not _goes_on(row, following):
        return _made(row, kind or _unnamed(row, part, language), language, strong=True)
    return _weak(row, following, part, language, style)


def _weak(row: Row, following: Row | None, part: Part | None, language: Language, style: Style) -> Part | None:
    """A heading by its number or its words only."""
    kind = kind_of(row.text, language)
    if lead_label(row.text, language):
        return None
    if part is not None and _is_next(row, part) and _is_counted_on(row, following):
        return _made(row, kind or _unnamed(row, part, language), language, strong=False)
    if kind and _is_weak_heading(row, following, part, kind, style):
        return _made(row, kind, language, strong=False)
    if kind is None and _is_topic(row, following, part, language):
        return _made(row, _unnamed(row, part, language), language, strong=False)
    return None


def _is_topic(row: Row, following: Row | None, part: Part | None, language: Language) -> bool:
    """Whether a short line of unknown words, parted from what stands above, has sentences or a list below it."""
    if part is None or part.kind in UNTOPICAL or (part.kind in LABELLED and not part.is_topic):
        return False
    if not row.line.has_gap or row.number or row.line.kind == "cell" or following is None:
        return False
    return _is_body(following) and _is_short(row.text) and not _is_of_frame(row.text, language)


def _is_short(text: str) -> bool:
    """Whether it is some words that end nothing, without a field's colon, a year or a place to sign."""
    plain = text[:1].isupper() and text[-1] not in ".;,!?" and not re.search(r":|\d{3}|@|_{3}", text)
    return plain and len(text.split()) <= MOST_TOPIC_WORDS


def _is_of_frame(text: str, language: Language) -> bool:
    """Whether a line is a field's label, a school, a title or has to do with approving and signing."""
    plain = text.strip().casefold()
    said = any(pattern.fullmatch(plain) for _field, pattern in language.label_patterns)
    named = any(one_of((pattern,)).search(text) for pattern, _name in language.institution)
    return said or named or any(language.has(name, text) for name in FRAME)


def _is_body(row: Row) -> bool:
    """Whether a line is what stands below a heading: an item of a list or a sentence."""
    sentence = row.text[-1:] in ".;:" and len(row.text.split()) >= LEAST_SENTENCE
    counted = bool(row.number) and not is_caps(row.text)  # "2. RIGHTS" is the next heading, and no item below this one
    return row.line.kind != "heading" and (row.is_bullet or counted or sentence)


def _is_counted_on(row: Row, following: Row | None) -> bool:
    """Whether a short line with the next section's number has something below it."""
    return len(row.text.split()) <= 6 and row.text[-1] not in ".;,:" and not _goes_on(row, following)


def _is_next(row: Row, part: Part) -> bool:
    """Whether a line's number is the one after the section's."""
    above, here = part.number.rstrip(".)"), row.number.rstrip(".)")
    if above in ROMANS and here in ROMANS:
        return ROMANS.index(here) == ROMANS.index(above) + 1
    return above.isdecimal() and here.isdecimal() and int(here) == int(above) + 1


def _pair_of_columns(row: Row, part: Part | None, language: Language) -> Part | None:
    """ "Tasks    Results" in one line: the headings of two columns that have become lines."""
    words = row.text.split()
    task, outcome = language.find("tasks", row.text), language.find("outcomes", row.text)
    if task is None or outcome is None or len(words) > 7 or outcome.start() <= task.end() or row.text[-1] in ".:":
        return None
    if re.search(r"(?:[,&]|\b(?:ja|ir|and|bei))\s*$", row.text[: outcome.start()].rstrip()):
        return None
    return Part("duties_with_outcomes", row.piece, row.number, row.mark, is_paired=True, is_strong=True)


def _chaptered(row: Row, named: re.Match[str], language: Language) -> Part:
    start = named.end() - (len(whole(row)) - len(row.text))
    rest = row.piece.part(max(start, 0), len(row.text))
    number = row.piece.part(0, max(start, 0))
    printed = re.sub(r"[\s.:–-]+$", "", named[0])
    kind = kind_of(rest.text, language) if rest.text else None
    return Part(kind or "", rest, printed, row.mark + number, is_strong=True)


def _strong(row: Row, kind: str | None, part: Part | None, language: Language) -> Part | None:
    words = row.text.split()
    if len(words) > 16 or (row.text.endswith(".") and len(words) > 8 and row.line.kind != "heading"):
        return None
    return _made(row, kind or _unnamed(row, part, language), language, strong=True)


def _unnamed(row: Row, part: Part | None, language: Language) -> str:
    """The kind of a heading without a telling word: a field, a post's duties, or what the section before is."""
    plain = row.text.strip(" :").casefold()
    if any(pattern.fullmatch(plain) for _field, pattern in language.label_patterns):
        return "general"
    if post_in(row.text, language) or part is None or part.kind in ("duties", "duties_with_outcomes"):
        return "duties"
    return "duties" if part.kind in ("general", "purpose") else part.kind


def _made(row: Row, kind: str, language: Language, *, strong: bool) -> Part:
    text = row.piece
    if text.text.endswith(":"):
        text = Piece(text.text[:-1].rstrip(), text.spans)
    topic = kind_of(text.text, language) is None and not is_post_heading(text.text, language)
    return Part(kind, text, row.number, row.mark, is_strong=strong, is_topic=topic)


def _is_bold_heading(row: Row, kind: str | None) -> bool:
    words = len(row.text.split())
    return row.line.is_bold and row.depth <= 2 and words <= (14 if kind else 8) and row.text[-1] not in "."


def _goes_on(row: Row, following: Row | None) -> bool:
    """Whether the next line is numbered in the same list, so that this one is an item without anything below."""
    if following is None:
        return False
    return bool(row.number) and row.depth == following.depth and following.line.is_bold == row.line.is_bold


def _is_weak_heading(row: Row, following: Row | None, part: Part | None, kind: str, style: Style) -> bool:
    words = len(row.text.split())
    if words > 8 or row.text[-1] == "." or following is None or re.search(r"\d{4}|@", row.text):
        return False
    if row.number:
        return not style.has_strong and row.depth == 1 and not _goes_on(row, following)
    if ":" in row.text[:-1]:
        return False
    if row.text.endswith(":"):
        inside = part is not None and part.kind in (kind, "competences", "requirements")
        return words <= 5 and not (style.has_strong and inside)
    if row.text[0].islower() or words > 6:
        return False
    if not style.has_strong:
        return True
    return kind in STANDING_OUT and part is not None and (part.kind != kind or _between_lists(following, part))


def _between_lists(following: Row, part: Part) -> bool:
    """Whether a line stands after one list of bullets and before another."""
    last = part.content[-1] if part.content else None
    return following.is_bullet and isinstance(last, Row) and last.is_bullet
