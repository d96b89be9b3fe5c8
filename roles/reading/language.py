"""What each language calls the parts of a job description: the form that every file of ``languages`` fills in.

All patterns are regular expressions over the folded text (lower case, NFC); stems are written with ``\\w*`` for
endings, so that a new case form needs no new line. Time words are a lexicon of their own (``time_words``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from roles.reading.time_words import Lexicon


def one_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the patterns, beginning at a word's start."""
    return re.compile("|".join(rf"(?<!\w)(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Language:
    """The words of one language. Every tuple holds patterns, most telling first."""

    code: str
    lexicon: Lexicon  # its time words
    country: str  # empty for a language of none of the three
    stop_words: frozenset[str]
    letters: str  # letters that tell it from the others
    shared: str  # further letters that it writes
    vacancy: tuple[str, ...]  # of an advertisement
    approving: tuple[str, ...]  # "approval of": an order about a description, not the description
    title: tuple[str, ...]  # what such a document is called
    descriptions: int  # how many of these, from the first, mean the description of one post
    chapter: str  # "I SKYRIUS": the word after or before a chapter's number
    institution: tuple[tuple[str, str], ...]  # pattern of the last word of a name, its dictionary form
    authorities: frozenset[str]  # dictionary forms of those that run schools and are none
    units: tuple[str, ...]  # a part of an institution, in the case in which it stands before its posts
    named_shortly: tuple[str, ...]  # "(hereinafter the school)": the name stands before it
    kinds: tuple[tuple[str, tuple[str, ...]], ...]  # section kind, patterns of its headings; first match wins
    outcomes: tuple[str, ...]  # heading of a column of results
    tasks: tuple[str, ...]  # heading of a column of tasks
    deadlines: tuple[str, ...]  # heading of a column of times
    by: str  # what a bare date in such a column leaves unsaid; empty if dates say it themselves
    responsible: tuple[str, ...]  # heading of a column of people
    row_numbers: tuple[str, ...]  # heading of a column of numbers
    labels: tuple[tuple[str, tuple[str, ...]], ...]  # field, patterns of the whole label
    sentences: tuple[tuple[str, tuple[str, ...]], ...]  # field, patterns whose group 1 is the value
    approval: tuple[str, ...]
    annex: tuple[str, ...]
    signing: tuple[str, ...]  # words of the place where people sign
    parties: tuple[str, ...]  # who signs
    posts: tuple[tuple[str, tuple[str, ...]], ...]  # key (* for a slug), patterns (singular, plural, every case)
    before_post: str  # what may stand before a post in a title or heading and is no part of its name
    post_noun: str  # the last word of a heading that is a post, by its make: agents and words that end such names
    functions: str  # after a post: "functions of", "duties of"; may be empty words
    doers: str  # after it, at a sentence's end, stands who does it
    everyone: str  # "all", "each"
    subject_word: str  # the last word of a post as a sentence's subject
    nominative: str  # the last word of a post that does something, in any place of a sentence
    doing: str  # the word after it there
    verb: str  # the word after it
    rights: tuple[str, ...]  # "has the right"
    must: tuple[str, ...]
    stating: tuple[str, ...]  # what a sentence says in its beginning that tells how things are, not what is done
    together: tuple[str, ...]  # group 1: with whom
    nominatives: tuple[tuple[str, str], ...]  # what a post's name ends with in another case, and in this one

    @cached_property
    def kind_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Section kinds with what their headings look like."""
        return tuple((kind, one_of(patterns)) for kind, patterns in self.kinds)

    @cached_property
    def post_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Keys of posts with what they are called."""
        return tuple((key, one_of(patterns)) for key, patterns in self.posts)

    @cached_property
    def label_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Fields with what their labels look like; to be matched with the whole label."""
        return tuple((field, re.compile("|".join(patterns), re.IGNORECASE)) for field, patterns in self.labels)

    @cached_property
    def sentence_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Fields with the sentences that say them."""
        return tuple((field, one_of(patterns)) for field, patterns in self.sentences)

    def has(self, name: str, text: str) -> bool:
        """Whether ``text`` holds a word of the tuple called ``name``."""
        return bool(self._searches[name].search(text))

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first word of that tuple in ``text``."""
        return self._searches[name].search(text)

    def find_all(self, name: str, text: str) -> Iterator[re.Match[str]]:
        """All words of that tuple in ``text``."""
        return self._searches[name].finditer(text)

    @cached_property
    def _searches(self) -> Mapping[str, re.Pattern[str]]:
        names = (
            *("title", "units", "named_shortly", "outcomes", "tasks", "deadlines", "responsible", "row_numbers"),
            *(
                "approval",
                "vacancy",
                "approving",
                "annex",
                "signing",
                "parties",
                "rights",
                "must",
                "stating",
                "together",
            ),
        )
        return {name: one_of(getattr(self, name)) for name in names}
