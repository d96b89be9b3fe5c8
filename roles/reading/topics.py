"""What the sections are whose headings name a topic ("Devices and accounts"): told by what their items say."""

from collections.abc import Sequence
from typing import Literal

from roles.reading.bindings import says_when
from roles.reading.fields import sentences
from roles.reading.grammar import find_rules
from roles.reading.languages import Language
from roles.reading.pieces import Node, Part

DUTIES = frozenset({"duties", "duties_with_outcomes"})
KEPT = frozenset({"rights", "amendment", "approval", "signatures"})
SILENT = frozenset({"information", "requirements", "competences"})  # what follows them is hardly work
LEAST_WORDS = 3  # of a sentence

Says = Literal["when", "work", "fact", "nothing"]


def settle(parts: Sequence[Part], language: Language) -> None:
    """Make duties of the sections that say what to do when, and of those that say what to do if no others do.

    Only for a document that is about a post. A section of facts is of kind general.
    """
    told = [(part, [_says(node, language) for node in part.nodes]) for part in parts if _is_open(part)]
    shut = _after_silence(parts)
    topics = [each for each in told if each[0].is_topic and each[0].kind not in KEPT and id(each[0]) not in shut]
    cooperation = [] if any(part.kind in DUTIES and not part.is_topic for part in parts) else told
    for part, said in topics:
        _by_times(part, said)
    for part, said in cooperation:
        # "Working with families": known as cooperation, and all of it is to be done by some day.
        if part.kind == "cooperation" and set(said) == {"when"}:
            part.kind = "duties"
    if not any(part.kind in DUTIES for part in parts):
        for part, said in topics:
            part.kind = "duties" if said.count("work") > said.count("fact") else part.kind


def _is_open(part: Part) -> bool:
    return bool(part.nodes) and (part.is_topic or part.kind == "cooperation")


def _by_times(part: Part, said: Sequence[Says]) -> None:
    facts, work = said.count("fact"), said.count("work")
    if "when" in said and said.count("when") + work >= facts:
        part.kind = part.kind if part.kind in DUTIES else "duties"
    elif facts > work and part.kind == "duties":
        part.kind = "general"


def _after_silence(parts: Sequence[Part]) -> set[int]:
    """The identities of the topics that go on with what the school offers or asks for, below the duties."""
    shut = set[int]()
    worked = False
    for part in parts:
        if part.is_topic and part.kind in SILENT:
            shut |= {id(part)} if worked else set()
        else:
            worked = worked or part.kind in DUTIES
    return shut


def _says(node: Node, language: Language) -> Says:
    """Whether an item says when something is to be done, what is to be done, how things are, or is no sentence."""
    text = node.text.text
    found = find_rules(text, language.code)
    if any(one.rule["binding"] == "duty" and says_when(one.rule) for one in found):
        return "when"
    if any(_says(child, language) == "when" for child in (*node.children, *node.outcomes)):
        return "when"
    first = sentences(text)[0]
    if node.label.text or any(pattern.search(first) for _name, pattern in language.sentence_patterns):
        return "fact"
    if len(text.split()) < LEAST_WORDS or not (text[-1:] in ".;" or node.is_bullet or node.number):
        return "nothing"
    return "fact" if language.has("stating", first) and not language.has("must", first) else "work"
