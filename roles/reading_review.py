"""What a person says about a text that was read: corrections, laid over what the reader found. No database here.

``result`` is the reader's answer; it never changes, so places in it keep their names. A clause is named by its way
from the top, "0-i2-o1" (section 0, item 2, its outcome 1), a rule by its clause and its number there. Numbers from
``len(rules)`` on are rules that the person added. Corrections: {"rules": {"PLACE:NUMBER": rule (the one that was found:
it is right), or None for "not a duty"}, "frame": {"title", "institution", "post", "role"}, "unplaced": {"NUMBER": where
the stretch belongs}}: "PLACE" behind the words of that clause, "start:PLACE" before them, "section:N" as a clause of
its own there (its name is "N-uNUMBER"), "" for "leave it out". Further "whose": {"PLACE": the key of the post whose
clause it is}, and "posts": {key: words} of those that the text does not name.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from roles.reading.names import post_key
from roles.structure import check_rule, rule_text

FRAME: Final = ("title", "institution", "post", "role")
_NOT_IN_A_ROLE: Final = ("text", "coverage", "unplaced", "warnings", "pages", "post_order")
_BELOW: Final = (("i", "items"), ("o", "outcomes"))
# What a joined text knows of itself beside the schema: letters joined at start and end; the stretch that a clause is.
_JOINED: Final = "_joined"
_STRETCH: Final = "_stretch"
START: Final = "start:"
SECTION: Final = "section:"

_ENOUGH: Final = 40  # letters by which a clause is found again

State = Literal["found", "accepted", "changed", "added", "refused"]


@dataclass(frozen=True)
class Proposal:
    """One rule of a clause as it stands now; ``found`` is what the reader said (None: the person added it)."""

    place: str
    number: int
    rule: Mapping[str, Any]
    state: State
    found: Mapping[str, Any] | None = None

    @property
    def kind(self) -> str:
        """The kind of the rule."""
        return str(self.rule["kind"])

    @property
    def key(self) -> str:
        """Its name within a page."""
        return f"{self.place}-r{self.number}"


@dataclass(frozen=True)
class PlacedClause:
    """An item or outcome of what was read, with its name, its depth (0: on the margin) and its rules."""

    place: str
    level: int
    is_outcome: bool
    clause: Mapping[str, Any]
    proposals: tuple[Proposal, ...]

    @property
    def joined(self) -> tuple[int, int]:
        """How many letters a person joined to it, at its start and at its end."""
        before, behind = self.clause.get(_JOINED, (0, 0))
        return before, behind


def document_part(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return the structured document within the reader's answer."""
    part = {key: value for key, value in result.items() if key not in _NOT_IN_A_ROLE}
    return {**part, "posts": posts_of(result)} if "posts" in part else part


def posts_of(result: Mapping[str, Any]) -> dict[str, str]:
    """Return the posts in the order of the text, its own first: PostgreSQL keeps the keys of JSON in one of its own."""
    posts: Mapping[str, str] = result.get("posts", {})
    order = [key for key in result.get("post_order", ()) if key in posts]
    return {key: posts[key] for key in dict.fromkeys((*order, *posts))}


def placed(result: Mapping[str, Any], corrections: Mapping[str, Any], section: int) -> Iterator[PlacedClause]:
    """Yield the clauses of a section in the order of the text."""
    for place, clause, level in _walk(result["sections"][section]["items"], f"{section}-i", 0):
        is_outcome = place.rpartition("-")[2].startswith("o")
        yield PlacedClause(place, level, is_outcome, clause, tuple(proposals(place, clause, corrections)))


def clauses(result: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return every clause by its name."""
    return {
        place: clause
        for number, section in enumerate(result["sections"])
        for place, clause, _level in _walk(section["items"], f"{number}-i", 0)
    }


def _walk(items: list[Any], prefix: str, level: int) -> Iterator[tuple[str, Any, int]]:
    number = -1
    for clause in items:
        if _STRETCH in clause:  # the names of the others stay as they are
            place = f"{prefix.removesuffix('i')}u{clause[_STRETCH]}"
        else:
            number += 1
            place = f"{prefix}{number}"
        yield place, clause, level
        for letter, name in _BELOW:
            yield from _walk(clause.get(name) or [], f"{place}-{letter}", level + 1)


def proposals(place: str, clause: Mapping[str, Any], corrections: Mapping[str, Any]) -> Iterator[Proposal]:
    """Yield the rules of a clause: those found, as they stand now, then those added."""
    said = corrections.get("rules", {})
    found = clause.get("rules") or []
    for number, rule in enumerate(found):
        key = rule_key(place, number)
        if key not in said:
            yield Proposal(place, number, rule, "found", rule)
        elif said[key] is None:
            yield Proposal(place, number, rule, "refused", rule)
        elif said[key] == bare(rule):
            yield Proposal(place, number, rule, "accepted", rule)
        else:
            yield Proposal(place, number, said[key], "changed", rule)
    for number in added_numbers(place, corrections):
        rule = said[rule_key(place, number)]
        if number >= len(found) and rule is not None:
            yield Proposal(place, number, rule, "added")


def words_of(clause: Mapping[str, Any]) -> str:
    """Return the words of a clause in which a deadline may stand."""
    return rule_text(clause["text"], clause.get("subject"))


def rule_key(place: str, number: int) -> str:
    """Return the name of a rule in the corrections."""
    return f"{place}:{number}"


def added_numbers(place: str, corrections: Mapping[str, Any]) -> list[int]:
    """Return the numbers about which something was said at a clause, in their order."""
    keys = (key.rpartition(":") for key in corrections.get("rules", {}))
    return sorted(int(number) for where, _colon, number in keys if where == place)


def next_number(place: str, clause: Mapping[str, Any], corrections: Mapping[str, Any]) -> int:
    """Return the number of the next rule that is added to a clause; numbers are never used again."""
    return max([len(clause.get("rules") or []) - 1, *added_numbers(place, corrections)]) + 1


def joined(result: Mapping[str, Any], corrections: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was read with stretches where the person said that they belong, and clauses of whom he said."""
    said = {int(number): where for number, where in corrections.get("unplaced", {}).items() if where}
    whose = corrections.get("whose", {})
    if not said and not whose:
        return {**result, "posts": posts_of(result)}
    whole = {**result, "sections": copy.deepcopy(result["sections"])}
    known: dict[str, Any] = dict(clauses(whole))
    for number, where in sorted(said.items()):
        text = str(result["unplaced"][number]["text"])
        if where.startswith(SECTION):
            _as_clause(whole, int(where.removeprefix(SECTION)), number, text)
        else:
            _join(known[where.removeprefix(START)], text, at_start=where.startswith(START))
    for place, clause in clauses(whole).items():
        if place in whose:
            clause["binds"] = whose[place]  # type: ignore[index]
    return {**whole, "posts": {**posts_of(result), **corrections.get("posts", {})}}


def beside(whole: Mapping[str, Any], place: str, *, is_all: bool) -> list[str]:
    """Return which clauses are of the same post and change it with this one: it, and those below it.

    With ``is_all`` those of the whole section.
    """
    known = clauses(whole)
    binds, section = known[place].get("binds"), f"{place.partition('-')[0]}-"
    start = section if is_all else f"{place}-"
    return [
        one for one, clause in known.items() if one == place or (one.startswith(start) and clause.get("binds") == binds)
    ]


def post_named(whole: Mapping[str, Any], words: str) -> str:
    """Return the key of the post that is called so in this text, a new one where there is none."""
    posts: Mapping[str, str] = whole["posts"]
    known = next((key for key, said in posts.items() if said.casefold() == words.casefold()), "")
    key, is_known = post_key(words, whole["language"])
    while not known and not is_known and key in posts:
        key += "_2"
    return known or key


def _join(clause: dict[str, Any], text: str, *, at_start: bool) -> None:
    before, behind = clause.get(_JOINED, (0, 0))
    if at_start:
        clause["text"], before = f"{text} {clause['text']}", before + len(text) + 1
    else:
        clause["text"], behind = f"{clause['text']} {text}", behind + len(text) + 1
    clause[_JOINED] = (before, behind)


def _as_clause(whole: Mapping[str, Any], section: int, number: int, text: str) -> None:
    """Put a stretch among the clauses of a section, in the order of the text; it binds whom the one before it binds."""
    items = whole["sections"][section]["items"]
    start = whole["unplaced"][number].get("start")
    places = [_start_of(whole["text"], item) for item in items]
    behind = [at for at, place in enumerate(places) if isinstance(start, int) and 0 <= place < start]
    at = len(items) if not isinstance(start, int) else behind[-1] + 1 if behind else 0
    own, _words = own_post(whole)
    binds = (items[at - 1].get("binds") if at else None) or own or None
    clause = {"text": text, _STRETCH: number, _JOINED: (len(text), 0)}
    items.insert(at, clause | ({"binds": binds} if binds else {}))


def _start_of(text: str, item: Mapping[str, Any]) -> int:
    """Where a clause begins in the text as read; -1 when its first words are not found there, as of another stretch."""
    return text.replace("\n", " ").find(str(item["text"])[:_ENOUGH]) if _STRETCH not in item else -1


def is_target(result: Mapping[str, Any], where: str) -> bool:
    """Whether a stretch can be put there (see above)."""
    if where.startswith(SECTION):
        number = where.removeprefix(SECTION)
        return number.isdecimal() and int(number) < len(result["sections"])
    return where.removeprefix(START) in clauses(result)


def place_of(number: int, where: str) -> str:
    """Return the place of the clause in which a stretch stands that was put ``where``."""
    if where.startswith(SECTION):
        return f"{where.removeprefix(SECTION)}-u{number}"
    return where.removeprefix(START)


def corrected(result: Mapping[str, Any], corrections: Mapping[str, Any]) -> dict[str, Any]:
    """Return the structured document as the person wants it, without the offsets into a text that it is not."""
    document = copy.deepcopy(document_part(joined(result, corrections)))
    for place, clause in clauses(document).items():
        rules = [bare(one.rule) for one in proposals(place, clause, corrections) if one.state != "refused"]
        if rules or "rules" in clause:
            clause["rules"] = rules  # type: ignore[index]
    for clause in clauses(document).values():
        for key in (_JOINED, _STRETCH):
            clause.pop(key, None)  # type: ignore[attr-defined]
    frame = corrections.get("frame", {})
    for key in ("title", "institution"):
        if frame.get(key):
            document[key] = frame[key]
    return document


def own_post(result: Mapping[str, Any]) -> tuple[str, str]:
    """Return key and words of the document's own post, the first it names; ("", "") when it names none."""
    return next(iter(posts_of(result).items()), ("", ""))


def with_post(document: dict[str, Any], code: str, words: str, *, before: str) -> dict[str, Any]:
    """Return the document with its own post (its key: ``before``) under another key and in other words.

    What was bound to it stays so.
    """
    others = {key: value for key, value in document["posts"].items() if key not in (before, code)}
    document["posts"] = {code: words, **others}
    for clause in clauses(document).values():
        if before and clause.get("binds") == before:
            clause["binds"] = code  # type: ignore[index]
    return document


def is_unnamed(rule: Mapping[str, Any]) -> bool:
    """Whether it is a duty of an event that the reader could not name: a person has to say what happens."""
    return rule["kind"] == "event" and rule["binding"] == "duty" and rule.get("event", "other") == "other"


def bare(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule without its place in a text."""
    return {key: value for key, value in rule.items() if key not in ("start", "end")}


def without_unsound_rules(result: dict[str, Any]) -> int:
    """Take out rules that no text may hold (words that do not stand in it, numbers beyond all bounds); say how many.

    The reader is not to make such; a text is not to be lost when it does.
    """
    count = 0
    for clause in clauses(result).values():
        rules = clause.get("rules") or []
        sound = [rule for rule in rules if not list(check_rule(rule, words_of(clause)))]
        if len(sound) < len(rules):
            count += len(rules) - len(sound)
            clause["rules"] = sound  # type: ignore[index]
    return count


# What a column of a text may hold (roles.structure): a title that is a whole paragraph is cut, and stays whole below.
_LONGEST: Final = 300
_LONGEST_NUMBER: Final = 30
_LONGEST_WORDS: Final = 200


def fit(result: dict[str, Any]) -> None:
    """Cut what is longer than a text may keep; the whole of it goes to the unplaced stretches, so nothing is lost."""
    for part in (result, *result["sections"]):
        for key in ("title", "heading", "subheading"):
            if len(part.get(key) or "") > _LONGEST:
                result["unplaced"].append({"text": part[key]})
                part[key] = part[key][: _LONGEST - 1] + "…"
    for part in (*result["sections"], *clauses(result).values()):
        if len(part.get("number") or "") > _LONGEST_NUMBER:
            result["unplaced"].append({"text": part["number"]})
            part["number"] = None
    result["posts"] = {key: words[:_LONGEST_WORDS] for key, words in result["posts"].items()}
