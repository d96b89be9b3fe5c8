"""The fields of a document's frame that stand in its sections: reports to, substitutes, review; read from the items."""

import re
from collections.abc import Sequence
from typing import Final

from roles.reading.frame import Frame
from roles.reading.headings import posts_in
from roles.reading.languages import Language
from roles.reading.pieces import Node, Part

LISTS: Final = ("substitutes", "substituted_by", "additional_functions")
LONGEST_VALUE: Final = 8  # words of one more value below a field of several


def read(frame: Frame, parts: Sequence[Part], language: Language) -> None:
    """Read reports to, substitutes, review … out of labelled items and sentences."""
    for part in parts:
        several: str | None = None  # the field of several values that the lines may go on with
        for node in part.nodes:
            several = _one_more(frame, node, several, part, language)
            for each in (node, *node.children):
                _field(frame, each, part, language)
    _unsaid(frame, parts, language)


def _one_more(frame: Frame, node: Node, above: str | None, part: Part, language: Language) -> str | None:
    """Take a short line without a label below a field of several values as one more; return the field that goes on."""
    if node.label.text:
        name = label_field(node.label.text, language)
        return name if name in LISTS and part.kind == "general" else None
    text = node.text.text
    plain = not (node.number or node.is_bullet or node.children) and text[:1].isupper() and text[-1:] not in ".:;"
    if above is None or not plain or len(text.split()) > LONGEST_VALUE or language.has("title", text):
        return None
    frame.fields[above].append(text)
    return above


def _unsaid(frame: Frame, parts: Sequence[Part], language: Language) -> None:
    """What only the title or a heading says: "… 2025–" is open from then on; whose posts a heading names."""
    open_end = re.search(r"(?<!\d)20\d\d\s?[–-]$", frame.title.text)
    if open_end and "validity" not in frame.fields:
        frame.fields["validity"] = [open_end[0]]
    _valid(frame, language)
    if "unit" in frame.fields or frame.institution_name:
        return
    for part in parts:
        unit = language.find("units", part.heading.text)
        if unit and unit.start() == 0 and posts_in(part.heading.text[unit.end() :], language):
            frame.fields["unit"] = [unit[0]]
            return


def _valid(frame: Frame, language: Language) -> None:
    """How long the document is valid, where a line of the frame says so ("School year 2025/26")."""
    for piece in frame.lines:
        for name, pattern in language.sentence_patterns:
            match = pattern.search(piece.text) if name == "validity" and name not in frame.fields else None
            if match:
                frame.fields[name] = [next(group for group in match.groups() if group is not None)]


def label_field(label: str, language: Language) -> str | None:
    """Which field a label names."""
    plain = label.strip(" :").casefold()
    return next((name for name, pattern in language.label_patterns if pattern.fullmatch(plain)), None)


def _field(frame: Frame, node: Node, part: Part, language: Language) -> None:
    name = label_field(node.label.text, language) if node.label.text and part.kind != "signatures" else None
    if name == "number" and not re.search(r"\d", node.text.text):
        return
    if name and node.text.text:
        said, *more = sentences(node.text.text)
        told = [sentence for sentence in more if not _labelled(frame, sentence, language)]
        text = " ".join([said, *told]) if more else node.text.text
        values = re.split(r"[,;]\s+", text) if name in LISTS else [text]
        frame.fields.setdefault(name, []).extend(value.strip(" .;") for value in values if re.search(r"[^\W_]", value))
        if name == "post" and not frame.post.text:
            frame.post = node.text
        return
    if part.kind in ("general", "purpose", "cooperation", "amendment", "approval", "signatures", "information"):
        for sentence in sentences(node.text.text):
            if not _labelled(frame, sentence, language):
                _sentence(frame, sentence, part, language)
    else:
        _about_itself(frame, node.text.text, language)


def _labelled(frame: Frame, sentence: str, language: Language) -> bool:
    """ "Line manager: the deputy head." as a sentence among others."""
    match = re.fullmatch(r"([^:]{2,40}):\s+(.*\w.*)", sentence.strip())
    name = label_field(match[1], language) if match else None
    if match is None or name is None or name in frame.fields:
        return False
    values = re.split(r"[,;]\s+", match[2]) if name in LISTS else [match[2]]
    frame.fields[name] = [value.strip(" .;") for value in values]
    return True


def _about_itself(frame: Frame, text: str, language: Language) -> None:
    """The review, wherever the document speaks of itself."""
    for sentence in sentences(text):
        for name, pattern in language.sentence_patterns:
            itself = name == "review" and name not in frame.fields and language.has("title", sentence)
            if itself and pattern.search(sentence):
                frame.fields[name] = [sentence.strip()]


def sentences(text: str) -> list[str]:
    """The sentences of a text; abbreviations and numbers do not end one."""
    return re.split(r"(?:(?<=[^\W\d]{3}[.!?])|(?<=\d{4}[.]))\s+(?=[A-ZÕÄÖÜŠŽĄČĘĖĮŲŪ])", text)


def _sentence(frame: Frame, sentence: str, part: Part, language: Language) -> None:
    for name, pattern in language.sentence_patterns:
        match = pattern.search(sentence)
        if not match or name in frame.fields or (name == "amendment" and part.kind != "amendment"):
            continue
        if name == "substitutes" and "substituted_by" in frame.fields and match.start() != 0:
            continue
        value = next(group for group in match.groups() if group is not None).strip(" .,:")
        values = re.split(r",\s+", value) if name in LISTS else [value]
        frame.fields[name] = [sentence.strip()] if name in ("review", "amendment") else values
        if name == "substituted_by" and "substitutes" not in frame.fields:
            return
