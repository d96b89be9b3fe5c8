"""Which post each item binds: the document's own, the one of a heading or stem, a subject, a named person."""

import re
import unicodedata
from collections.abc import Sequence

from roles.reading.frame import Frame
from roles.reading.headings import is_caps, is_post_heading, post_in
from roles.reading.languages import Language, one_of
from roles.reading.pieces import Node, Part, Piece, Row

BINDING_KINDS = frozenset({"duties", "duties_with_outcomes", "safety_procedure", "responsibility"})
LONGEST_NAME = 70  # characters of a post's name


def slug(text: str) -> str:
    """A key of the words themselves: letters without marks, joined by underscores."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain)[:8]) or "post"


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
        return _as_name(hit[1][0]) if hit and hit[0] != "*" and not is_several(hit[1][0], title, language) else None
    rest = (title[: described.start()] + " " + title[described.end() :]).strip(" –—-:,.")
    rest = re.sub(r"\b(?:nr|no)\.?\s*\S+$", "", rest, flags=re.IGNORECASE).strip(" –—-:,.")
    rest = _without_institution(rest, language)
    if hit and len(rest) > LONGEST_NAME:
        rest = hit[1][0]
    return _as_name(rest) if len(rest) > 2 else None


def is_several(post: str, title: str, language: Language) -> bool:
    """Whether a title speaks of rules in which a post is only mentioned."""
    return len(title.split()) > len(post.split()) + 4


def _without_institution(text: str, language: Language) -> str:
    for pattern, _name in language.institution:
        match = one_of((pattern,)).search(text)
        if match and len(text) - match.end() > 2 and not post_in(text[: match.end()], language):
            return text[match.end() :].strip(" –—-:,.")
    return text


def _as_name(text: str) -> str:
    return text.capitalize() if is_caps(text) else text


class Binder:
    """Gives every item of the kinds that bind somebody its post, and keeps the posts with their words."""

    def __init__(self, own: str | None, language: Language) -> None:
        self.language = language
        self.posts: dict[str, str] = {}
        self.own = self._keep(own) if own else None

    def _keep(self, words: str) -> str:
        hit = post_in(words, self.language)
        key = hit[0] if hit and hit[0] != "*" else self._slug(words.strip(" :.,"))
        self.posts.setdefault(key, words.strip(" :.,"))
        return key

    def _slug(self, words: str) -> str:
        """The key of a post without one in the schema; the same for the same words with other endings."""
        stems = [word[: max(4, len(word) - 3)] for word in words.casefold().split()]
        for key, known in self.posts.items():
            others = known.casefold().split()
            if len(others) == len(stems) and all(map(str.startswith, others, stems)):
                return key
        return slug(words)

    def bind(self, part: Part) -> None:
        """Bind all items of a section."""
        if part.kind not in BINDING_KINDS:
            return
        part.binds = self._headed(part) or self.own
        for node in part.nodes:
            self._node(node, part.binds, is_duty=part.kind != "responsibility")

    def _headed(self, part: Part) -> str | None:
        if part.subheading.text:
            return self._side(part)
        hit = post_in(part.heading.text, self.language)
        if hit is None or (self.own == hit[0]):
            return self.own
        return self._keep(hit[1][0]) if is_post_heading(part.heading.text, self.language) else self.own

    def _side(self, part: Part) -> str:
        """The post of one of several columns: by its own heading, else by that together with the one above both."""
        own = part.subheading.text
        if post_in(own, self.language) is None and post_in(part.heading.text, self.language):
            words = f"{part.heading.text}, {own}"
            hit = post_in(words, self.language)
            if hit and hit[0] != "*" and hit[0] not in self.posts:
                self.posts[hit[0]] = words
                return hit[0]
            own = words if len(own.split()) < 2 else own
            self.posts.setdefault(slug(own), own)
            return slug(own)
        return self._keep(own)

    def _node(self, node: Node, above: str | None, *, is_duty: bool) -> None:
        node.binds = self._told(node) or self._grouped(node) or above
        for each in node.outcomes:
            each.binds = node.binds
        for child in node.children:
            self._node(child, node.binds, is_duty=is_duty)

    def _told(self, node: Node) -> str | None:
        if node.actor.text:
            return self._actor(node.actor)
        text = node.text.text
        return self._stem(node) or self._subject(text) or self._doer(text) or self._modal(text)

    def _actor(self, actor: Piece) -> str:
        first = re.split(r"[,;/]|\s(?:ja|ir|and)\s", actor.text)[0].strip() or actor.text
        return self._keep(first)

    def _grouped(self, node: Node) -> str | None:
        if node.group.text and is_post_heading(node.group.text, self.language):
            return self._keep(node.group.text)
        if node.label.text and is_post_heading(node.label.text, self.language):
            return self._keep(node.label.text)
        return None

    def _stem(self, node: Node) -> str | None:
        """ "Class teachers:" or "Functions of class teachers:" above a list."""
        text = node.text.text
        if not (text.endswith(":") or node.children) or len(text) > 160:
            return None
        hit = post_in(text, self.language)
        if hit is None:
            return None
        near = text[: hit[1].start()]
        after = text[hit[1].end() :]
        named = re.match(rf"\W*{self.language.functions}", after, re.IGNORECASE) or re.search(
            rf"{self.language.functions}\W+(?:\w+\W+){{0,2}}$", near, re.IGNORECASE
        )
        alone = not near.strip() and len(after.split()) <= 4 and text.endswith(":")
        return self._keep(hit[1][0]) if named or alone else None

    def _subject(self, text: str) -> str | None:
        """A post at the beginning, in the case of a subject, before a verb."""
        hit = post_in(text[: LONGEST_NAME * 2], self.language)
        if hit is None or not self._begins(text[: hit[1].start()]):
            return None
        words = hit[1][0]
        rest = re.sub(r"^\s*\([^)]*\)", "", text[hit[1].end() :])
        following = re.match(r"[\s,]*([\w’']+)", rest)
        many = hit[0].startswith(("all_", "ediary_users"))
        fits = re.fullmatch(self.language.subject_word, words.split()[-1], re.IGNORECASE)
        if following is None or not (fits or many):
            return None
        verb = re.match(rf"(?:{self.language.verb})$", following[1], re.IGNORECASE)
        clause = rest.lstrip().startswith(",")
        return self._keep(words) if verb or clause or many else None

    def _begins(self, before: str) -> bool:
        words = before.split()
        loose = rf"(?:{self.language.everyone}|\w*(?:mokykl|gimnazij|kool|koulu|school)\w*|the|each|every|a|an)"
        return len(words) <= 2 and all(re.fullmatch(loose, word, re.IGNORECASE) for word in words)

    def _doer(self, text: str) -> str | None:
        """ "For the archive answers the secretary.": a post at the end, after a word of doing."""
        pattern = rf"(?<!\w){self.language.doers}\s+(?:the\s+)?([^,;.]{{3,60}})[.;]?$"
        match = re.search(pattern, text, re.IGNORECASE)
        hit = post_in(match[1], self.language) if match else None
        if match is None or hit is None or hit[1].start() > 0 or hit[1].end() < len(match[1].rstrip()) - 1:
            return None
        return self._keep(hit[1][0]) if re.fullmatch(self.language.subject_word, hit[1][0].split()[-1]) else None

    def _modal(self, text: str) -> str | None:
        """ "The librarian must …": somebody without a key of the schema."""
        match = self.language.find("must", text[:90])
        before = text[: match.start()].strip() if match else ""
        before = re.sub(rf"^(?:{self.language.everyone})\s+(?=\w)", "", before, flags=re.IGNORECASE)
        words = before.split()
        generic = self.language.has("parties", before) or post_in(before, self.language)
        if not 1 <= len(words) <= 3 or re.search(r"[,:;.]", before) or generic or not text[:1].isupper():
            return None
        if not re.search(r"(?:ja|as|ius|us|ė|jai|jat|r|er|or|ian|ist|ti|ija|ijä|list)s?$", words[-1], re.IGNORECASE):
            return None
        return self.own if self._is_own(before) else self._keep(before)

    def _is_own(self, words: str) -> bool:
        own = self.posts.get(self.own or "", "").casefold().split()
        return any(word.casefold()[:5] == each[:5] for word in words.split() for each in own)
