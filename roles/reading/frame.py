"""The frame of a document: title, institution, who approves, and the fields that stand in its first section."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from roles.reading.headings import (
    chapter,
    is_caps,
    is_field,
    is_post_heading,
    is_strong,
    kind_of,
    post_in,
    unlisted_post,
)
from roles.reading.languages import Language, one_of
from roles.reading.pieces import NOTHING, Piece, Row

HEAD = 30  # lines in which a title may stand
LONGEST_ANNEX = 16  # words
LONGEST_FILED = 6
FIELD = re.compile(r"[^:]{2,40}:\s+\S")
NAME_WORDS = ("of", "ja", "ir", "and")
FILED = re.compile(r"(?<![\w/])([A-ZÕÄÖÜŠŽ]{2,}[\w-]*/\d+/\d{4}|\d+/\d{2}\.\d{2}[\d.]*/\d{4})(?![\w/])")
CAPITAL = r"[A-ZÕÄÖÜŠŽĄČĘĖĮŲŪ„“\"«][\w.’'“”\"»-]*"
NAME = re.compile(rf"(?<!\w){CAPITAL}\s+(?:(?:{CAPITAL}|of|ja|ir|and|&)\s+){{0,5}}(?:[a-zõäöüšžąčęėįųū]+\s+){{0,2}}$")
DATE = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2}|\d{4}\s?m\.?\s+\w+\s+\d{1,2}\s?d\.?|\d{1,2}\.?\s+\w+\s+\d{4}"
)
NUMBER = re.compile(r"\b(?:nr|no|nro|numero|number|№)\.?:?\s*([\w./-]*\d[\w./-]*)", re.IGNORECASE)


@dataclass
class Frame:
    """What was found; ``used`` are the lines that are no items, by their place among all."""

    title: Piece = NOTHING
    institution: Piece = NOTHING
    institution_name: str | None = None
    approval: Piece = NOTHING
    annex: Piece = NOTHING
    dated: Piece = NOTHING
    number: str | None = None
    post: Piece = NOTHING
    lines: list[Piece] = field(default_factory=list)  # that say again what the frame says
    title_at: int = 0  # its line
    used: set[int] = field(default_factory=set)
    fields: dict[str, list[str]] = field(default_factory=dict)
    parties: list[str] = field(default_factory=list)

    def pieces(self) -> Iterable[Piece]:
        """Everything placed in it."""
        return (self.title, self.institution, self.approval, self.annex, self.dated, *self.lines)

    def value(self, name: str) -> str | None:
        """A field of one value."""
        return ", ".join(self.fields.get(name, [])) or None


def head(rows: Sequence[Row], language: Language, margins: Sequence[Row] = ()) -> Frame:
    """Find what stands above the first section; ``rows`` are all lines, ``margins`` those that every page repeats."""
    frame = Frame()
    frame.lines.extend(row.mark + row.piece for row in margins)
    top = rows[:HEAD]
    first = _approval(frame, top, language)
    index = _annexed_title(rows, language)
    if index is None:
        index = _title_row(top, frame.used, language)
    if index is not None:
        _take_title(frame, rows, index, language)
        _take_post(frame, rows, index, language)
    elif rows:
        frame.title = Piece(rows[0].text)  # said again, not taken
    _take_last_date(frame, rows)
    limit = max([index if index is not None else 0, first or 0]) + 6
    for number, row in enumerate(rows[:limit]):
        if number not in frame.used:
            _take_line(frame, number, row, language)
    _name_institution(frame, rows, margins, language)
    _number(frame, [*margins, *rows[: frame.title_at + 2]], language)
    return frame


def _number(frame: Frame, around: Sequence[Row], language: Language) -> None:
    """The document's own number; that of the order that approved it, if it describes one post."""
    match = NUMBER.search(frame.title.text) or (None if frame.number else NUMBER.search(frame.dated.text))
    described = one_of(language.title[: language.descriptions]).search(frame.title.text)
    if match is None and frame.number is None and described:
        match = NUMBER.search(frame.approval.text)
    filed = [FILED.search(row.text) for row in around if len(row.text.split()) <= LONGEST_FILED]
    match = match or next((each for each in filed if each), None) if frame.number is None else match
    frame.number = match[1] if match else frame.number


def _annexed_title(rows: Sequence[Row], language: Language) -> int | None:
    """The title below the line that says to which order, printed above, the description is an annex."""
    orders = [n for n, row in enumerate(rows[:HEAD]) if _is_order(row, language)]
    for number, row in enumerate(rows[: 2 * HEAD]):
        if orders and orders[0] < number and _is_annex(row, language):
            below = list(enumerate(rows))[number + 1 : number + 6]
            return next((n for n, each in below if stands_out(each) and each.line.table is None), None)
    return None


def _is_order(row: Row, language: Language) -> bool:
    return stands_out(row) and len(row.text.split()) <= 4 and language.has("approving", row.text)


def _is_annex(row: Row, language: Language) -> bool:
    match = None if row.number or len(row.text.split()) > LONGEST_ANNEX else language.find("annex", row.text)
    return match is not None and (match.start() < 3 or match.end() >= len(row.text) - 1)


def stands_out(row: Row) -> bool:
    """By its look a heading, bold or centred."""
    return is_strong(row) or row.line.is_bold or row.line.align == "center"


def _approval(frame: Frame, rows: Sequence[Row], language: Language) -> int | None:
    for index, row in enumerate(rows[:15]):
        if is_strong(row) and kind_of(row.text, language) and not language.has("title", row.text):
            return None
        match = None if row.number else language.find("approval", row.text)
        near = match is not None and match.start() < (25 if row.line.table is None else 1)
        if match and near and len(row.text.split()) <= 30:
            frame.approval = row.piece
            frame.used.add(index)
            if is_caps(match[0]) or len(row.text.split()) <= 6:
                _approval_block(frame, rows, index, language)
            return index
    return None


def _approval_block(frame: Frame, rows: Sequence[Row], index: int, language: Language) -> None:
    """The lines below "APPROVED" up to its date and number."""
    if DATE.search(rows[index].text):
        return
    for number in range(index + 1, min(index + 6, len(rows))):
        row = rows[number]
        if language.has("title", row.text) or (kind_of(row.text, language) and is_strong(row)):
            return
        if number > index + 1 and row.line.align != rows[index].line.align:
            return
        frame.approval += row.piece
        frame.used.add(number)
        if DATE.search(row.text) or NUMBER.search(row.text):
            return


def _title_row(rows: Sequence[Row], used: set[int], language: Language) -> int | None:
    free = [(n, row) for n, row in enumerate(rows) if n not in used and row.text and not row.is_bullet]
    free = [(n, row) for n, row in free if not is_field(row, language)]
    plain = [(n, row) for n, row in free if not (row.number and FIELD.match(row.text)) and row.text[-1] != ":"]
    named = [(n, row) for n, row in free if language.has("title", row.text) and len(row.text.split()) <= 22]
    named = [(n, row) for n, row in named if row.line.table is None or is_strong(row) or n < 3]
    ranked = [
        *(n for n, row in named if stands_out(row) and not language.has("approving", row.text)),
        *(n for n, row in named if stands_out(row)),
        *(n for n, row in plain[:1] if row.line.table is None and _is_post(row, language)),
        *(n for n, row in named if n < 8 and len(row.text.split()) <= 12 and row.text[-1] not in ".;,"),
        *(
            n
            for n, row in plain[:6]
            if row.line.table is None and stands_out(row) and not _is_institution(row.text, language)
        ),
        *(n for n, row in plain[:1] if row.line.table is None and len(row.text.split()) <= 15),
    ]
    return ranked[0] if ranked else None


def _is_post(row: Row, language: Language) -> bool:
    """Whether a first line is a post and what follows a comma: "Planning officer, fixed term"."""
    name = re.split(r"[,(]", row.text)[0].strip()
    return len(row.text.split()) <= LONGEST_FILED + 2 and is_post_heading(name, language)


def _take_title(frame: Frame, rows: Sequence[Row], index: int, language: Language) -> None:
    """The line itself, and those above that its phrase begins in (a school or post in the genitive)."""
    row = rows[index]
    frame.title, frame.title_at = row.piece, index
    frame.lines.append(row.mark)
    frame.used.add(index)
    for number in range(index - 1, max(index - 4, -1), -1):
        above = rows[number]
        if number in frame.used or above.line.table is not None or above.number or _looks(above) != _looks(row):
            return
        if len(above.text.split()) > 12 or language.has("approval", above.text):
            return
        if not _leads(above.text, language) and not _completes(frame.title.text, above, language):
            return
        frame.title = above.piece + frame.title
        frame.used.add(number)


def _take_post(frame: Frame, rows: Sequence[Row], index: int, language: Language) -> None:
    """ "JOB DESCRIPTION" above "IT SPECIALIST": whose it is, where the title does not say so."""
    below = rows[index + 1] if index + 1 < len(rows) else None
    if below is None or post_in(frame.title.text, language) or below.number or below.line.table is not None:
        return
    described = one_of(language.title[: language.descriptions]).search(frame.title.text)
    name = post_in(below.text, language) or (unlisted_post(below.text, language) if described else None)
    told = (
        name is not None
        and not is_field(below, language)
        and not chapter(below.text, language)
        and kind_of(below.text, language) is None
    )
    if stands_out(below) and told and len(below.text.split()) <= 10 and below.text[-1] not in ".:;":
        frame.post = below.piece
        frame.lines.append(below.piece)
        frame.used.add(index + 1)


def _take_last_date(frame: Frame, rows: Sequence[Row]) -> None:
    for number in range(max(len(rows) - 4, 4), len(rows)):
        if not frame.dated.text and _is_date_line(rows[number].text):
            frame.dated = rows[number].piece
            frame.used.add(number)


def _looks(row: Row) -> tuple[object, ...]:
    return row.line.align, row.line.is_bold, is_caps(row.text), row.line.kind


def _completes(title: str, above: Row, language: Language) -> bool:
    """Whether the title so far is only what such a document is called, and whose it is stands above."""
    named = language.find("title", title)
    only = named is not None and len(title) - len(named[0]) < 4
    return only and stands_out(above) and not DATE.search(above.text) and not _is_institution(above.text, language)


def _leads(text: str, language: Language) -> bool:
    hit = _institution_match(text, language)
    if hit is None:
        return post_in(text, language) is not None
    last = text[: hit[1]].split()[-1].casefold()
    return hit[1] >= len(text) - 2 and not last.endswith(hit[2].casefold())


def _take_line(frame: Frame, number: int, row: Row, language: Language) -> None:
    """An annex, date or institution that stands alone in its line."""
    if row.line.table is not None and ":" in row.text:
        return
    if _is_annex(row, language) and not frame.annex.text:
        if language.has("approving", row.text) and not frame.approval.text:
            frame.approval = row.piece
        elif len(row.text.split()) > 2:
            frame.annex = row.piece
        else:
            frame.lines.append(row.piece)  # of an order, or of nothing that it names
        frame.used.add(number)
    elif not frame.dated.text and _is_date_line(row.text):
        frame.dated = row.piece
        frame.used.add(number)
    elif NUMBER.fullmatch(row.text):
        frame.number = frame.number or NUMBER.fullmatch(row.text)[1]  # type: ignore[index]
        frame.lines.append(row.piece)
        frame.used.add(number)


def _is_date_line(text: str) -> bool:
    match = DATE.search(text)
    if not match:
        return False
    rest = NUMBER.sub("", text[: match.start()] + text[match.end() :])
    return len(rest.split()) <= 2 and ":" not in rest


def _institution_match(text: str, language: Language) -> tuple[int, int, str] | None:
    """Where a name of an institution stands in a text, with the dictionary form of its last word."""
    for pattern, name in language.institution:
        match = one_of((rf"(?:{pattern})(?!\w)",)).search(text)
        if match and (start := _name_start(text, match.start(), language)) is not None:
            return start, match.end(), name
    return None


def _name_start(text: str, end: int, language: Language) -> int | None:
    """Where the capitalised words before the last word of a name begin; None if there are none."""
    before = text[:end]
    if is_caps(text):
        # "PLAN OF THE SCHOOL OFFICE" names no school: what such a document is called stands in no name.
        named = re.search(rf"(?i)(?<!\w){language.before_post}\s+$", before)
        return 0 if before.strip() and not named else None
    match = NAME.search(before)
    while match and any(word in language.stop_words for word in match[0].split()[1:] if word not in NAME_WORDS):
        match = NAME.search(before, match.start() + 1)  # "Adopted by the school" is no name
    return match.start() if match else None


def _is_institution(text: str, language: Language) -> bool:
    return _institution_match(text, language) is not None


def _name_institution(frame: Frame, rows: Sequence[Row], margins: Sequence[Row], language: Language) -> None:
    """The school that stands in a line of its own, else the municipality that does, else the first one named."""
    found = [(number, row, hit) for number, row in enumerate(rows[:8]) if (hit := _own_line(frame, row, language))]
    above = [(-1, row, hit) for row in margins if (hit := _own_line(frame, row, language))]
    ranked = sorted([*found, *above], key=lambda each: each[2][2] in language.authorities)
    if ranked:
        number, row, hit = ranked[0]
        frame.institution, frame.institution_name = row.piece, _named(row.text, hit)
        for number, row, _hit in found:
            if stands_out(row) and row.piece != frame.institution:
                frame.lines.append(row.piece)
            if stands_out(row):
                frame.used.add(number)
    running = (row.text for row in rows[:HEAD] if row.line.kind != "heading" and row.text not in frame.approval.text)
    match = language.find("approval", frame.approval.text)
    approved = frame.approval.text[match.end() :] if match else frame.approval.text
    for text in (frame.title.text, approved, *running):
        if frame.institution_name:
            return
        hit = _institution_match(text, language)
        if hit:
            frame.institution_name = _named(text, hit)
    _named_shortly(frame, rows, language)


def _own_line(frame: Frame, row: Row, language: Language) -> tuple[int, int, str] | None:
    """The institution that a short line is, or begins with and names a part of."""
    short = row.text and len(row.text.split()) <= 9 and row.text[-1] not in ".;" and row.piece != frame.title
    named = short and not row.number and kind_of(row.text, language) is None
    hit = _institution_match(row.text, language) if named else None
    post = post_in(row.text, language) if hit else None
    if hit is None or (post and post[1].start() <= hit[0] and post[1].end() >= hit[1]):
        return None  # or "the Head of School"
    last, name = row.text[: hit[1]].split()[-1].casefold(), hit[2].casefold()
    if last.startswith(name) and len(last) > len(name) + 1:
        return None  # "at school" in a language of cases
    ends = hit[1] >= len(row.text) - 4 or (hit[0] == 0 and row.text[hit[1] :].lstrip()[:1] in ",·|–")
    return hit if ends or row.line.place == "margin" else None


def _named_shortly(frame: Frame, rows: Sequence[Row], language: Language) -> None:
    if frame.institution_name:
        return
    for row in rows:
        match = language.find("named_shortly", row.text)
        before = row.text[: match.start()] if match else ""
        words = re.search(r"((?:[A-ZÕÄÖÜŠŽ][\w-]*\s+)+(?:\w+\s+)?)$", before)
        if words:
            frame.institution_name = words[1].strip()
            return


def _named(text: str, hit: tuple[int, int, str]) -> str:
    """The name with its last word in the dictionary form; capitals only at the beginnings of words."""
    start, end, name = hit
    words = text[start:end].split()
    printed, last = words[:-1], words[-1]
    if is_caps(text):
        printed, last = [word.capitalize() if len(word) > 3 else word for word in printed], last.capitalize()
    before = re.match(rf"(.{{2,}}){name[:4]}", last, re.IGNORECASE)
    last = f"{before[1]}{name}" if before else name.capitalize() if last[:1].isupper() else name
    if "-" in words[-1] and "-" not in name:
        last = words[-1]
    return " ".join([*printed, last]).strip('„“”"« ')
