"""Which post each item binds: the document's own, the one of a heading or stem, a subject, a named person."""

import re
import unicodedata

from roles.reading.fields import label_field
from roles.reading.headings import as_name, is_post_heading, post_in, posts_in, unlisted_post
from roles.reading.languages import Language
from roles.reading.pieces import Node, Part, Piece

BINDING_KINDS = frozenset({"duties", "duties_with_outcomes", "safety_procedure", "responsibility"})
LONGEST_NAME = 70  # characters of a post's name


def slug(text: str) -> str:
    """A key of the words themselves: letters without marks, joined by underscores."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain)[:8]) or "post"


class Binder:
    """Gives every item of the kinds that bind somebody its post, and keeps the posts with their words."""

    def __init__(self, own: str | None, language: Language) -> None:
        self.language = language
        self.posts: dict[str, str] = {}
        self.own = self._keep(own) if own else None

    def _keep(self, words: str) -> str:
        hit = post_in(words, self.language)
        if hit and hit[0] == "coordinator" and "ict_coordinator" in self.posts:
            return "ict_coordinator"  # said shortly
        key = hit[0] if hit and hit[0] != "*" else self._slug(words.strip(" :.,"))
        self.posts.setdefault(key, as_name(words.strip(" :.,")))
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
        if part.owner is not None:
            self.own = self._keep(part.owner)
        if part.kind not in BINDING_KINDS:
            return
        part.binds = self._headed(part) or self.own
        for node in part.nodes:
            self._node(node, part.binds, is_duty=part.kind != "responsibility")

    def _headed(self, part: Part) -> str | None:
        if part.subheading.text:
            return self._side(part)
        hit = post_in(part.heading.text, self.language)
        if hit is None:
            named = unlisted_post(part.heading.text, self.language)
            return self._keep(named) if named and not self._is_own(named) else self.own
        if self.own == hit[0]:
            return self.own
        if len(posts_in(part.heading.text, self.language)) > 1:
            return self.own
        told = self.own is None or is_post_heading(part.heading.text, self.language)
        return self._keep(hit[1][0]) if told else self.own

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
        key = self._keep(own)
        # Two columns of one kind of post ("Secretary, east", "Secretary, west") are two posts.
        return key if self.posts[key].casefold() == own.casefold() else self._other(own)

    def _other(self, words: str) -> str:
        self.posts.setdefault(slug(words), words)
        return slug(words)

    def _node(self, node: Node, above: str | None, *, is_duty: bool) -> None:
        node.binds = self._told(node) or self._grouped(node) or above or self._anywhere(node.text.text)
        for each in node.outcomes:
            each.binds = node.binds
        for child in node.children:
            self._node(child, node.binds, is_duty=is_duty)

    def _told(self, node: Node) -> str | None:
        if node.actor.text:
            return self._actor(node.actor)
        text = node.text.text
        told = self._stem(node) or self._bracketed(text) or self._subject(text) or self._named(text)
        return told or self._doer(text) or self._modal(text)

    def _actor(self, actor: Piece) -> str:
        first = re.split(r"[,;/]|\s(?:ja|ir|and)\s", actor.text)[0].strip() or actor.text
        return self._keep(first)

    def _grouped(self, node: Node) -> str | None:
        if node.group.text and is_post_heading(node.group.text, self.language):
            return self._keep(node.group.text)
        label = node.label.text
        if label and is_post_heading(label, self.language) and label_field(label, self.language) is None:
            return self._keep(label)
        return None

    def _stem(self, node: Node) -> str | None:
        """ "Class teachers:" or "Functions of class teachers:" above a list."""
        text = node.text.text
        if not (text.endswith(":") or node.children) or len(text) > 160:
            return None
        hit = post_in(text, self.language)
        if hit is None:
            name = unlisted_post(text, self.language) if node.children else None
            return self._keep(name) if name and not self._is_own(name) else None
        near = text[: hit[1].start()]
        after = text[hit[1].end() :]
        named = re.match(rf"\W*{self.language.functions}", after, re.IGNORECASE) or re.search(
            rf"{self.language.functions}\W+(?:\w+\W+){{0,2}}$", near, re.IGNORECASE
        )
        alone = self._begins(near) and len(after.split()) <= 4 and (text.endswith(":") or not after.strip())
        return self._keep(hit[1][0]) if named or alone else None

    def _subject(self, text: str) -> str | None:
        """A post at the beginning, in the case of a subject, before a verb."""
        hit = post_in(text[: LONGEST_NAME * 2], self.language)
        if hit is None or not self._begins(text[: hit[1].start()]):
            return None
        words = hit[1][0]
        rest = re.sub(r"^\s*\([^)]*\)", "", text[hit[1].end() :])
        rest = re.sub(r"^(?:\s+[A-ZÕÄÖÜŠŽĄČĘĖĮŲŪ]\w*[a-zõäöüšžąčęėįųū][\w-]*){1,3}(?=\s+[^\W\d_])", "", rest)
        following = re.match(r"[\s,]*([\w’']+)", rest)
        many = hit[0].startswith(("all_", "ediary_users"))
        fits = re.fullmatch(self.language.subject_word, re.split(r"[\s-]", words)[-1], re.IGNORECASE)
        if following is None or not (fits or many):
            return None
        verb = re.match(rf"(?:{self.language.verb})$", following[1], re.IGNORECASE)
        clause = rest.lstrip().startswith(",")
        return self._keep(words) if verb or clause or many else None

    def _anywhere(self, text: str) -> str | None:
        """Where a document has no post of its own: the first one that does something, wherever it stands."""
        for key, words in posts_in(text, self.language):
            after = text[text.index(words) + len(words) :]
            verb = re.match(r"(?:\s+[A-ZÕÄÖÜŠŽĄČĘĖĮŲŪ][\w-]+)*\s+([\w’']+)", after)
            named = any(
                re.fullmatch(self.language.nominative, word, re.IGNORECASE) for word in re.split(r"[\s-]", words)
            )
            if named and verb:
                fits = re.fullmatch(self.language.doing, verb[1], re.IGNORECASE)
                return self._keep(words) if fits and not key.startswith("all_with") else None
        return None

    def _named(self, text: str) -> str | None:
        """A person with the post behind the name: "Greta, our librarian, …", "Hugh (ICT coordinator) …"."""
        match = re.match(r"(?:[^\W\d_]\w*\.?\s+)?[^\W\d_][\w-]+(?:,\s+(?:as\s+|our\s+|the\s+)?|\s+\()", text)
        hit = post_in(text[match.end() :][:LONGEST_NAME], self.language) if match and text[:1].isupper() else None
        if match is None or hit is None or hit[1].start() > 0:
            return None
        return self._keep(hit[1][0]) if text[match.end() + hit[1].end() :][:1] in (",", ")") else None

    def _begins(self, before: str) -> bool:
        words = before.split()
        loose = rf"(?:{self.language.everyone}|\w*(?:mokykl|gimnazij|kool|koulu|school)[\w’']*|the|each|every|a|an)"
        return len(words) <= 2 and all(re.fullmatch(loose, word, re.IGNORECASE) for word in words)

    def _bracketed(self, text: str) -> str | None:
        """ "The doors are tested every Friday (caretaker)." """
        match = re.search(r"\(([^()]{3,40})\)[.;]?$", text)
        hit = post_in(match[1], self.language) if match else None
        alone = match and hit and hit[1].start() == 0 and len(match[1]) - hit[1].end() < 2
        nominative = hit and re.fullmatch(self.language.subject_word, hit[1][0].split()[-1], re.IGNORECASE)
        return self._keep(match[1]) if match and alone and nominative else None

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
