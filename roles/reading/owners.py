"""Whose document it is: the post that a description is of, and where several stand after each other."""

import re
from collections.abc import Sequence
from itertools import pairwise

from roles.reading.fields import label_field, sentences
from roles.reading.frame import Frame
from roles.reading.headings import as_name, is_post_heading, kind_of, post_in, posts_in, unlisted_post
from roles.reading.languages import Language, one_of
from roles.reading.pieces import Part, Row

DUTIES = frozenset({"duties", "duties_with_outcomes"})
LONGEST_NAME = 70  # characters of a post's name


def own_post(frame: Frame, preamble: Sequence[Row], language: Language) -> str | None:
    """The words for the post that the document describes, or None if it describes none or several."""
    if frame.post.text:
        return frame.post.text
    for row in preamble:
        if is_post_heading(row.text, language) and len(row.text) <= LONGEST_NAME and not re.search(r"[.:;]$", row.text):
            return row.text
    title = frame.title.text
    described = one_of(language.title[: language.descriptions]).search(title)
    hit = post_in(title, language)
    if not described:
        return _mentioned(title, language)
    rest = (title[: described.start()] + " " + title[described.end() :]).strip(" –—-:,.")
    rest = re.sub(r"\b(?:nr|no)\.?\s*\S+$", "", rest, flags=re.IGNORECASE).strip(" –—-:,.")
    rest = re.sub(r"\s{2,}", " ", re.sub(r"\([^)]*\)", " ", rest)).strip(" –—-:,.") or rest
    rest = re.sub(rf"(?i)^(?:{language.before_post}\s+)+(?=\w)", "", _without_institution(rest, language))
    if hit and len(rest) > LONGEST_NAME:
        rest = hit[1][0]
    return as_name(rest) if len(rest) > 2 else None


def _mentioned(title: str, language: Language) -> str | None:
    """The post at the beginning of a title ("Coordinator's plan for …"), or in a short one."""
    hit = post_in(title, language)
    vacancy = language.has("vacancy", title)
    whole = unlisted_post(_wanted(title, language) if vacancy else _untitled(title, language), language)
    if hit is None:
        return whole
    alone = hit[0] == "*" and is_post_heading(title, language)
    if (hit[0] == "*" and not vacancy and not alone) or hit[0].startswith("all_"):
        return None
    begins = hit[1].start() == 0 or vacancy
    return as_name(hit[1][0]) if begins or len(title.split()) <= len(hit[1][0].split()) + 4 else None


def _untitled(title: str, language: Language) -> str:
    """Whose a document is, without what such documents are called: "Checklist for the trip leader"."""
    match = language.find("title", title)
    if match and match.end() >= len(title) - 2:
        return title[: match.start()]
    return title[match.end() :] if match and match.start() < 3 else title


def _wanted(title: str, language: Language) -> str:
    """Whom an advertisement's title wants: "We are hiring a data officer!" without the rest."""
    match = language.find("vacancy", title)
    rest = title[match.end() :] if match and match.end() < len(title) - 3 else title
    return re.sub(r"\([^)]*\)|[!?.]", " ", rest).strip(" –—-:,")


def told_post(parts: Sequence[Part], language: Language) -> str | None:
    """The one post that the headings of duties name, or the first sentences of a general section speak of."""
    headed = [hit for part in parts if part.kind in DUTIES for hit in _headed(part.heading.text, language)]
    headed = [hit for hit in headed if not hit[0].startswith("all_")]
    if headed:
        return headed[0][1] if len({key for key, _words in headed}) == 1 and headed[0][0] != "head_of_school" else None
    for part in parts:
        if part.kind not in ("general", "purpose"):
            continue
        stacked = _stacked(part, language)
        if stacked:
            return stacked
        for text in (text for node in part.nodes[:2] for text in sentences(node.text.text)[:3]):
            words = _subject(text, language)
            if words:
                return words
    return None


def _headed(heading: str, language: Language) -> list[tuple[str, str]]:
    """The posts of a heading with their keys; one that no list has is its own key."""
    name = unlisted_post(heading, language)
    return posts_in(heading, language) or ([(name, name)] if name else [])


def titled_post(frame: Frame, language: Language) -> str | None:
    """The post that a title is without saying what the document is: "Librarian, Elm School"."""
    name = re.split(r"[,(]", frame.title.text)[0].strip()
    unsaid = not language.has("title", frame.title.text) and not re.search(r"[\d:]", name)
    return as_name(name) if unsaid and name != frame.title.text and 1 <= len(name.split()) <= 3 else None


def _stacked(part: Part, language: Language) -> str | None:
    """The post below a line of several labels ("Post  Department"), the columns having become lines."""
    for label, value in pairwise(part.nodes):
        words = label.text.text.casefold().split()
        first = label_field(words[0], language) if 2 <= len(words) <= 6 and not label.label.text else None
        hit = post_in(value.text.text, language) if first == "post" else None
        if hit and hit[1].start() == 0:
            return hit[1][0]
    return None


def _subject(text: str, language: Language) -> str | None:
    hit = post_in(text[:120], language)
    if hit is None:
        return _unlisted_subject(text, language)
    if hit[0].startswith("all_") or hit[0] == "head_of_school":
        return None
    before = text[: hit[1].start()].split()
    following = re.match(r"\s+(\w+)", text[hit[1].end() :])
    verb = following and re.fullmatch(language.verb, following[1], re.IGNORECASE)
    return hit[1][0] if verb and " ".join(before).casefold() in ("", "the", "a", "an", "our") else None


def _unlisted_subject(text: str, language: Language) -> str | None:
    """The first words of a sentence, if they are made like a post and a verb follows."""
    words = re.sub(rf"(?i)^(?:{language.before_post}\s+)+|\([^)]*\)", "", text).split()
    for length in range(1, min(4, len(words))):
        name = " ".join(words[:length])
        if unlisted_post(name, language) and re.fullmatch(language.verb, words[length], re.IGNORECASE):
            return name
    return None


def share_out(parts: Sequence[Part], language: Language) -> None:
    """Where a document describes several posts after each other: say from which section on whose they are."""
    for part, following in pairwise(parts):
        name = _part_of(part, language)
        if name and not part.nodes and following.nodes and following.heading.text:
            part.owner, part.kind = name, "general"


def _part_of(part: Part, language: Language) -> str | None:
    """The post that is all a heading says, but for its number or letter."""
    text = re.sub(r"^(?:[A-H]|[IVX]+|\d{1,2})[.):]\s+", "", part.heading.text)
    lettered = re.search(r"(?<!\w)[A-H]$", part.number) is not None or re.match(r"[A-H]\W", part.number) is not None
    if not text or not (is_post_heading(text, language) or (lettered and kind_of(text, language) is None)):
        return None
    return as_name(text)


def _without_institution(text: str, language: Language) -> str:
    for pattern, _name in language.institution:
        match = one_of((pattern,)).search(text)
        if match and len(text) - match.end() > 2 and not post_in(text[: match.end()], language):
            return text[match.end() :].strip(" –—-:,.")
    return text
