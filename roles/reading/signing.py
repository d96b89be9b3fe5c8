"""The place where people sign: where it is, and who they are."""

import re
from collections.abc import Sequence
from typing import Final

from roles.reading.headings import is_strong, kind_of, post_in, unlisted_post
from roles.reading.languages import Language
from roles.reading.pieces import Node, Part, Row

TAIL: Final = 20  # lines in which people sign
LINE: Final = re.compile(r"[_.…\s/\\-]{4,}|.*_{4,}.*|.*\.{8,}.*|\(?/?\w+\)?/?\s*[_…/-]{3,}.*|[/_-]{4,}.*")
BLANK: Final = re.compile(r"\([^)]*\)|[_.…]{3,}|[/\\]")  # what is to be filled in
MOST_WORDS: Final = 5  # of somebody who signs


def signer(text: str, language: Language) -> str | None:
    """Who signs in a short line: a party or a post, with nothing but blanks after it ("Head teacher (signature)")."""
    name = " ".join(BLANK.sub(" ", text).split()).strip(" :,–-")
    if not name or len(name.split()) > MOST_WORDS or re.search(r"\d", name):
        return None
    party = language.find("parties", name)
    post = post_in(name, language)
    if party is not None and party.start() < 3:
        return name if len(name) - party.end() < 3 else party[0]
    if post is not None and post[1].start() == 0 and not re.search(r"[,;.]", name):
        return name
    return unlisted_post(name, language)


def parties_of(nodes: list[Node], language: Language) -> list[Node]:
    """Put what stands below each party (name, signature, date) to it."""
    signed: list[Node] = []
    for node in nodes:
        names = signer(node.text.text, language) is not None and not node.label.text
        last = signed[-1] if signed else None
        if last is not None and not names and _is_party(last, language) and not node.label.text:
            if last.label.text:
                last.text += node.text
            else:
                last.label, last.text = last.text, node.text
            last.marks += node.marks
        else:
            signed.append(node)
    return signed


def _is_party(node: Node, language: Language) -> bool:
    return signer(node.label.text or node.text.text, language) is not None


def signers(parts: Sequence[Part], language: Language) -> list[str]:
    """Who signs, as printed."""
    for part in reversed(parts):  # an order that stands above is signed apart
        nodes = part.nodes if part.kind == "signatures" else []
        found = [name for node in nodes for name in _named(node.label.text or node.text.text, language)]
        if found:
            return found
    return _unnamed(parts, language)


def _named(text: str, language: Language) -> list[str]:
    names = [signer(piece, language) for piece in re.split(r"[_.…]{3,}", text)]  # two may sign in one line
    told = [name for name in names if name is not None]
    if told:
        return told
    hits = list(language.find_all("parties", text))
    return [hit[0] for hit in hits] if hits and hits[0].start() < 3 else []


def _unnamed(parts: Sequence[Part], language: Language) -> list[str]:
    """How each of two has signed, where nothing says who they are: "(signed digitally)", line by line."""
    texts = [node.text.text for part in parts if part.kind == "signatures" for node in part.nodes]
    signed = [text for text in texts if re.fullmatch(r"\(.*\)", text) and language.has("signing", text)]
    return signed if len(signed) > 1 else []


def tail(rows: Sequence[Row], language: Language) -> int:
    """Where the place to sign begins; the number of lines if there is none."""
    start, signed = len(rows), False
    for index in range(len(rows) - 1, max(len(rows) - TAIL, 0), -1):
        row = rows[index]
        telling = signs(row, language)
        if not telling and not _beside_signing(row, rows, index, language):
            break
        signed = signed or telling
        start = index
    while start < len(rows) and not signs(rows[start], language):
        start += 1
    within = 0 < start < len(rows) and _in_one_row(rows[start - 1], rows[start])
    return start if signed and not within else len(rows)


def _in_one_row(before: Row, row: Row) -> bool:
    """Whether the place to sign would begin in the middle of a table's row."""
    one, other = before.line, row.line
    return one.table is not None and (one.table, one.row) == (other.table, other.row)


def signs(row: Row, language: Language) -> bool:
    """Whether a line is one on which people sign."""
    text = row.text
    words = len(text.split())
    if not text or row.is_bullet or (row.number and row.depth):
        return False
    if LINE.fullmatch(text) or (language.has("signing", text) and words <= 30 and not _is_section(row, language)):
        return True
    party = language.find("parties", text)
    alone = party is not None and party.start() == 0 and text[-1] not in ".;" and not re.search(r"\d", text)
    prepared = any(
        (match := pattern.search(text)) and match.start() == 0 and words <= 14
        for name, pattern in language.sentence_patterns
        if name == "prepared_by"
    )
    return prepared or (alone and words <= 5)


def _is_section(row: Row, language: Language) -> bool:
    looks = is_strong(row) or row.line.is_bold
    return looks and kind_of(row.text, language) == "signatures" and len(row.text.split()) <= 4


def _beside_signing(row: Row, rows: Sequence[Row], index: int, language: Language) -> bool:
    """A name or date among the lines of a place to sign."""
    if row.number or row.is_bullet or len(row.text.split()) > 4 or row.text[-1:] in ".;:":
        return False
    return not kind_of(row.text, language) and any(signs(near, language) for near in rows[max(index - 2, 0) : index])
