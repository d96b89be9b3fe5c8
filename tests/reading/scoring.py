"""How much of a document the reader found, compared with what a person wrote down about it.

Both are JSON of ``docs/role.schema.json``. Items and sections are matched by their words, so that one missing line
costs one point and not all after it. A post or an event that has no key of the schema may be called otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from tests.reading.rows import in_the_shape_of
from tests.reading.same_rules import normalised, plain, same_rule, same_words

METADATA = (
    "language", "country", "title", "institution", "unit", "document_number", "level", "reports_to", "substitutes",
    "substituted_by", "additional_functions", "approval_header", "contract_annex", "basis", "prepared_by", "dated",
    "validity", "review", "amendment", "signature_parties",
)  # fmt: skip
_POSTS = (
    "it_specialist it_manager educational_technologist ict_coordinator education_digitutor"
    " unit_digitutor_early_childhood unit_digitutor_basic_education device_keeper av_keeper coordinator head_of_school"
    " deputy_head class_teacher subject_teacher social_pedagogue health_specialist secretary office_head"
    " all_pedagogues all_staff ediary_administrator ediary_users all_with_ediary_access"
)
KNOWN_POSTS = frozenset(_POSTS.split())
OWN_KINDS = frozenset({"duties", "duties_with_outcomes", "safety_procedure"})
CHAPTER = re.compile(r"\b(?:chapter|part|section|peatükk|osa|jagu|luku|skyrius|skirsnis|dalis)\b")
ALIKE = 0.88  # of the letters of two texts that count as the same


@dataclass
class Tally:
    """How many of the expected ones were right, and how many were found in all."""

    right: int = 0
    expected: int = 0
    found: int = 0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.expected + other.expected, self.found + other.found)

    def __str__(self) -> str:
        return f"{self.right}/{self.expected} ({self.recall:.3f}), found {self.found} ({self.precision:.3f})"


@dataclass
class Score:
    """The figures of one document or of several added up; ``misses`` says in words what was wrong."""

    metadata: Tally = field(default_factory=Tally)
    sections: Tally = field(default_factory=Tally)
    items: Tally = field(default_factory=Tally)
    outcomes: Tally = field(default_factory=Tally)
    duties: Tally = field(default_factory=Tally)
    rules: Tally = field(default_factory=Tally)
    false_dated: int = 0
    documents: int = 1
    coverage: float | None = None
    misses: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        both = [each.coverage for each in (self, other) if each.coverage is not None]
        return Score(
            self.metadata + other.metadata,
            self.sections + other.sections,
            self.items + other.items,
            self.outcomes + other.outcomes,
            self.duties + other.duties,
            self.rules + other.rules,
            self.false_dated + other.false_dated,
            self.documents + other.documents,
            min(both) if both else None,
            self.misses + other.misses,
        )

    def lines(self) -> list[str]:
        """The figures, one a line."""
        names = ("metadata", "sections", "items", "outcomes", "duties", "rules")
        rows = [f"{name:10} {getattr(self, name)}" for name in names]
        rows.append(f"{'dated':10} {self.false_dated} duties with a date that nobody wrote")
        if self.coverage is not None:
            rows.append(f"{'coverage':10} {self.coverage:.4f} (the lowest)")
        return rows


@dataclass(frozen=True)
class Piece:
    """An item or outcome, with where it stands."""

    item: dict[str, Any]
    kind: str
    task: str | None  # of an outcome

    @property
    def words(self) -> str:
        return plain(" ".join([self.item["text"], self.item.get("subject") or ""]))


def alike(one: str, other: str) -> bool:
    """Whether two plain texts are the same but for a typing or joining mistake."""
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def same_stems(one: str, other: str) -> bool:
    """Whether two phrases have mostly the same words, whatever their endings."""
    left, right = plain(one).split(), plain(other).split()
    if not left or not right:
        return not left and not right
    hits = sum(any(_stem(word, each) for each in right) for word in left)
    back = sum(any(_stem(word, each) for each in left) for word in right)
    return hits >= 0.6 * len(left) and back >= 0.5 * len(right)


def _stem(one: str, other: str) -> bool:
    length = max(min(len(one), len(other)) - 3, min(4, len(one), len(other)))
    return one[:length] == other[:length]


def score(expected: dict[str, Any], found: dict[str, Any]) -> Score:
    """Compare what was found with what should be; both are documents of the schema."""
    result = Score(coverage=found.get("coverage"))
    expected = in_the_shape_of(found, expected)
    _metadata(expected, found, result)
    _sections(expected, found, result)
    wanted, got = list(pieces(expected)), list(pieces(found))
    pairs = _paired(wanted, got)
    for index, piece in enumerate(wanted):
        _piece(piece, got[pairs[index]] if index in pairs else None, (expected, found), result)
    left = [piece for number, piece in enumerate(got) if number not in pairs.values()]
    result.misses.extend(
        f"{'item' if each.task is None else 'outcome'} too many: {each.item['text'][:60]!r}" for each in left
    )
    result.items.found = sum(piece.task is None for piece in got)
    result.outcomes.found = sum(piece.task is not None for piece in got)
    _rules(wanted, got, pairs, result)
    return result


def _metadata(expected: dict[str, Any], found: dict[str, Any], result: Score) -> None:
    for name in METADATA:
        want, have = expected.get(name), found.get(name)
        # Whether a day in the text is the document's own date or time of validity is the writer's choice.
        right = _same_field(want, have) or (want is None and name in ("validity", "dated"))
        result.metadata += Tally(right, 1, 1)
        if not right:
            result.misses.append(f"{name}: expected {want!r}, found {have!r}")


def _same_field(want: Any, have: Any) -> bool:
    if isinstance(want, list) or isinstance(have, list):
        return same_stems(" ".join(want or []), " ".join(have or []))
    said, printed = str(want or ""), str(have or "")
    # A remark in brackets explains what is printed ("2025– (open)"); a name may be misspelt in the document only.
    without = re.sub(r"\s\([^)]*\)$", "", said)
    return any(same_stems(each, printed) for each in (said, without)) or (
        bool(said and printed) and alike(plain(said), plain(printed))
    )


def _sections(expected: dict[str, Any], found: dict[str, Any], result: Score) -> None:
    rest = list(found["sections"])
    result.sections.found = len(rest)
    for section in expected["sections"]:
        if not section["items"] and section.get("heading") == expected["title"]:
            continue  # the title said again: nothing is lost without it
        result.sections.expected += 1
        match = next((other for other in rest if _same_section(section, other)), None)
        if match is None:
            name = section.get("heading") or section["kind"]
            result.misses.append(f"section {section.get('number')} {name!r} ({section['kind']}) not found")
            continue
        rest.remove(match)
        result.sections.right += 1
    result.misses.extend(f"section too many: {each.get('heading')!r} ({each['kind']})" for each in rest)


def _same_section(want: dict[str, Any], have: dict[str, Any]) -> bool:
    def title(section: dict[str, Any], *more: str) -> str:
        return plain(" ".join(section.get(name) or "" for name in (*more, "heading", "subheading")))

    alias = {"duties_with_outcomes": "duties"} if not _with_outcomes(want) else {}
    # "We offer", "Contacts", "Pay": two authors called them information and general; neither binds anybody.
    alias["information"] = "general"
    if not want.get("subheading"):  # the columns of several posts as one section, or each as its own
        have = {**have, "subheading": None}
    if not title(want):
        alias["approval"] = "general"  # the points of an order stand above any heading that could say what they are
    if alias.get(want["kind"], want["kind"]) != alias.get(have["kind"], have["kind"]):
        return False
    # A number that was typed before a heading may be written down as part of it.
    if title(want, "number").replace(" ", "") == title(have, "number").replace(" ", ""):
        return True
    return _number(want.get("number")) == _number(have.get("number")) and same_stems(title(want), title(have))


def _with_outcomes(section: dict[str, Any]) -> bool:
    return any(item.get("outcomes") for item in section["items"])


def _number(printed: str | None) -> str:
    """Without what stands around it, the word for a chapter too: a list prints that, and one may leave it out."""
    return CHAPTER.sub("", plain(printed)).strip().replace(" ", ".")


def pieces(document: dict[str, Any]) -> Iterator[Piece]:
    """Every item, then its outcomes and sub-items."""
    for section in document["sections"]:
        for item in section["items"]:
            yield from _below(item, section["kind"])


def _below(item: dict[str, Any], kind: str) -> Iterator[Piece]:
    yield Piece(item, kind, None)
    for outcome in item.get("outcomes", []):
        yield Piece(outcome, kind, plain(item["text"]))
    for child in item.get("items", []):
        yield from _below(child, kind)


def _paired(wanted: list[Piece], got: list[Piece]) -> dict[int, int]:
    """Which found piece each expected one is: the same words first, then nearly the same, in the order printed."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for same in (_equal_numbered, _equal, _alike):
        for index, piece in enumerate(wanted):
            if index in pairs:
                continue
            hit = next((n for n, other in enumerate(got) if n not in taken and same(piece, other)), None)
            if hit is not None:
                pairs[index] = hit
                taken.add(hit)
    return pairs


def _equal_numbered(one: Piece, other: Piece) -> bool:
    same = _number(one.item.get("number")) == _number(other.item.get("number"))
    column = one.item.get("column") == other.item.get("column")
    return same and column and one.task == other.task and _equal(one, other)


def _equal(one: Piece, other: Piece) -> bool:
    return (one.task is None) == (other.task is None) and one.words == other.words


def _alike(one: Piece, other: Piece) -> bool:
    return alike(one.words, other.words)


def _piece(piece: Piece, match: Piece | None, documents: tuple[dict[str, Any], dict[str, Any]], result: Score) -> None:
    tally = result.items if piece.task is None else result.outcomes
    tally.expected += 1
    told = f"{piece.item.get('number') or '-'} {piece.item['text'][:60]!r}"
    if match is None:
        result.misses.append(f"{'item' if piece.task is None else 'outcome'} not found: {told}")
        return
    wrong = _wrong(piece, match, documents)
    tally.right += not wrong
    if wrong:
        result.misses.append(f"{wrong}: {told}")


def _wrong(want: Piece, have: Piece, documents: tuple[dict[str, Any], dict[str, Any]]) -> str:
    if (want.task is None) != (have.task is None):
        return "item and outcome mixed up"
    if want.task is not None:
        return "" if alike(want.task, have.task or "") else "outcome of another task"
    if _number(want.item.get("number")) != _number(have.item.get("number")):
        return f"number {have.item.get('number')!r}"
    if not _same_post(want, have, documents):
        return f"binds {have.item.get('binds')!r}, expected {want.item.get('binds')!r}"
    return ""


def _same_post(want: Piece, have: Piece, documents: tuple[dict[str, Any], dict[str, Any]]) -> bool:
    """Whether the same person is bound: rights and requirements may name the document's post or nobody."""
    one, other = want.item.get("binds"), have.item.get("binds")
    if one == other:
        return True
    posts = [document["posts"] for document in documents]
    own = [next(iter(each), None) for each in posts]
    if want.kind not in OWN_KINDS or one is None:
        return other is None or (one in (None, own[0]) and other == own[1])
    if other is not None and plain(posts[0].get(one)) == plain(posts[1].get(other)):
        return True  # the same words printed: which of two near keys they are is a matter of taste
    if (one in KNOWN_POSTS and other in KNOWN_POSTS) or other is None:
        return False
    if one == own[0] and other == own[1]:
        return True
    return same_stems(posts[0].get(one, one), posts[1].get(other, other)) or same_stems(
        one.replace("_", " "), other.replace("_", " ")
    )


def _rules(wanted: list[Piece], got: list[Piece], pairs: dict[int, int], result: Score) -> None:
    found = [(n, rule) for n, piece in enumerate(got) for rule in piece.item.get("rules", [])]
    expected = [(n, rule) for n, piece in enumerate(wanted) for rule in piece.item.get("rules", [])]
    for index, rule in expected:
        match = _match(rule, [each for each in found if _same_owner(wanted[index], index, got, pairs, each[0])])
        told = f"{rule['words']!r} {normalised(rule)} {rule['binding']}"
        _count(rule, match[1] if match else None, result)
        if match:
            found.remove(match)
            if match[1]["binding"] != rule["binding"]:
                result.misses.append(f"rule binding {match[1]['binding']}: {told}")
        else:
            result.misses.append(f"rule not found: {told}")
    for index, rule in found:
        result.rules.found += 1
        result.duties.found += rule["binding"] == "duty"
        result.false_dated += rule["binding"] == "duty" and rule["kind"] not in ("event", "continuous")
        told = f"{rule['words']!r} {normalised(rule)} {rule['binding']}"
        result.misses.append(f"rule too many: {told} in {got[index].item['text'][:60]!r}")


def _count(want: dict[str, Any], have: dict[str, Any] | None, result: Score) -> None:
    duty, found = want["binding"] == "duty", have is not None and have["binding"] == "duty"
    result.rules += Tally(have is not None and have["binding"] == want["binding"], 1, have is not None)
    result.duties += Tally(duty and found, duty, found)


def _same_owner(want: Piece, index: int, got: list[Piece], pairs: dict[int, int], number: int) -> bool:
    if pairs.get(index) == number:
        return True
    one, other = want.words, got[number].words
    return index not in pairs and bool(one and other) and (one in other or other in one)


def _match(rule: dict[str, Any], candidates: list[tuple[int, dict[str, Any]]]) -> tuple[int, dict[str, Any]] | None:
    same = [each for each in candidates if same_rule(rule, each[1])]
    same = [each for each in same if same_words(each[1]["words"], rule["words"])]
    same.sort(key=lambda each: (each[1]["binding"] != rule["binding"], normalised(each[1]) != normalised(rule)))
    return same[0] if same else None
