"""A structured job description: read, checked, and written again without loss. No database here.

The JSON form is docs/role.schema.json. What a document leaves out stays out, an explicit null or empty list
stays (``given`` remembers which optional keys stood there), so that ``parse(data).to_json() == data``.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from schools.deadline_rules import Rule, RuleError

SCHEMA_FILE: Final = Path(__file__).resolve().parent.parent / "docs" / "role.schema.json"
MAX_DEPTH: Final = 40  # levels of the JSON; five sources use 9
MAX_CLAUSES: Final = 3000
MAX_PROBLEMS: Final = 50
# What the columns of roles.models hold; PostgreSQL refuses more.
_LONGEST: Final = {"title": 300, "heading": 300, "subheading": 300, "number": 30}
_LONGEST_POST_KEY: Final = 60
_LONGEST_POST_WORDS: Final = 200
_FRAME_KEYS: Final = (
    "institution", "unit", "document_number", "level", "reports_to", "substitutes", "substituted_by",
    "additional_functions", "approval_header", "contract_annex", "basis", "prepared_by", "dated", "validity",
    "review", "amendment", "signature_parties", "signature_form",
)  # fmt: skip
_SECTION_KEYS: Final = ("heading", "subheading", "number", "kind", "layout", "columns", "items")
_ITEM_KEYS: Final = (
    "number", "label", "text", "group", "column", "subject", "binds", "co_actors", "items", "outcomes", "rules",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Something wrong with a document: where (a JSON path such as "$.sections[0].items[2]"), a stable code,
    and what the sentence about it needs (roles/problem_words.py)."""

    place: str
    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.data.items())
        return f"{self.place}: {self.code}" + (f" ({details})" if details else "")


class DocumentError(ValueError):
    """A document that cannot be taken; ``problems`` holds every one that was found, at most 50."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)[:MAX_PROBLEMS]
        super().__init__("; ".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class ClauseText:
    """An item or outcome. ``rules`` are the JSON form, already known to be sound."""

    text: str
    number: str | None = None
    label: str | None = None
    group: str | None = None
    column: int | None = None
    subject: str | None = None
    binds: str | None = None
    co_actors: tuple[str, ...] = ()
    items: tuple["ClauseText", ...] = ()
    outcomes: tuple["ClauseText", ...] = ()
    rules: tuple[Mapping[str, Any], ...] = ()
    given: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """The JSON form."""
        values: dict[str, Any] = {
            "number": self.number,
            "label": self.label,
            "text": self.text,
            "group": self.group,
            "column": self.column,
            "subject": self.subject,
            "binds": self.binds,
            "co_actors": list(self.co_actors),
            "items": [item.to_json() for item in self.items],
            "outcomes": [outcome.to_json() for outcome in self.outcomes],
            "rules": [dict(rule) for rule in self.rules],
        }
        return _present(values, given=self.given | {"text"})

    def walk(self) -> Iterator["ClauseText"]:
        """This clause and everything below it, as printed: itself, its parts, its outcomes."""
        yield self
        for below in (*self.items, *self.outcomes):
            yield from below.walk()


@dataclass(frozen=True)
class SectionText:
    """A section."""

    kind: str
    items: tuple[ClauseText, ...]
    heading: str | None = None
    subheading: str | None = None
    number: str | None = None
    layout: str | None = None
    columns: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """The JSON form."""
        values: dict[str, Any] = {
            "heading": self.heading,
            "subheading": self.subheading,
            "number": self.number,
            "kind": self.kind,
            "layout": self.layout,
            "columns": list(self.columns),
            "items": [item.to_json() for item in self.items],
        }
        return _present(values, given=self.given | {"kind", "items"})


@dataclass(frozen=True)
class Document:
    """A whole text. ``frame`` holds the keys around posts and sections as they were given (also "country": null)."""

    language: str
    title: str
    posts: tuple[tuple[str, str], ...]
    sections: tuple[SectionText, ...]
    country: str | None = None
    frame: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The JSON form, keys in the order of the schema."""
        out: dict[str, Any] = {"language": self.language}
        if self.country is not None:
            out["country"] = self.country
        elif "country" in self.frame:
            out["country"] = None
        out["title"] = self.title
        out.update((key, self.frame[key]) for key in _FRAME_KEYS if key in self.frame)
        out["posts"] = dict(self.posts)
        out["sections"] = [section.to_json() for section in self.sections]
        return out

    def clauses(self) -> Iterator[ClauseText]:
        """Every item and outcome, in the order of the text."""
        for section in self.sections:
            for item in section.items:
                yield from item.walk()


def _present(values: Mapping[str, Any], *, given: frozenset[str]) -> dict[str, Any]:
    """Keep what was given, and what has content meanwhile."""
    return {key: value for key, value in values.items() if key in given or value not in (None, [])}


def read(text: str | bytes) -> Any:
    """Return the JSON of a file or a text field. Raises DocumentError (not_json, duplicate_key, not_text)."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise DocumentError([Problem("$", "not_text")]) from None
    except json.JSONDecodeError as error:
        raise DocumentError([Problem("$", "not_json", {"line": error.lineno, "column": error.colno})]) from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError([Problem("$", "too_deep")]) from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:  # json would silently keep the last one
            raise DocumentError([Problem("$", "duplicate_key", {"key": key})])
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise DocumentError([Problem("$", "bad_constant", {"key": "", "value": name})])


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def parse(data: Any) -> Document:
    """Read a structured document. Raises DocumentError with all problems, each with its place and code."""
    if not _is_shallow(data, MAX_DEPTH):
        raise DocumentError([Problem("$", "too_deep")])
    # A hostile document holds a wrong thing in every few bytes; nobody is told of more than the first fifty.
    errors = islice(_validator().iter_errors(data), 20 * MAX_PROBLEMS)
    problems = [problem for error in errors for problem in _from_schema(error)]
    if problems:
        raise DocumentError(sorted(problems, key=lambda problem: problem.place))
    problems = list(_check(data))
    if problems:
        raise DocumentError(problems)
    return Document(
        language=data["language"],
        title=data["title"],
        posts=tuple(data["posts"].items()),
        sections=tuple(_section(section) for section in data["sections"]),
        country=data.get("country"),
        frame=_frame(data),
    )


def _frame(data: Mapping[str, Any]) -> dict[str, Any]:
    frame = {key: data[key] for key in _FRAME_KEYS if key in data}
    if data.get("country", "") is None:
        frame["country"] = None  # given, but as nothing
    return frame


def _is_shallow(value: Any, depth: int) -> bool:
    if depth == 0:
        return not isinstance(value, dict | list)
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(_is_shallow(entry, depth - 1) for entry in below)


def _from_schema(error: ValidationError) -> Iterator[Problem]:
    place = error.json_path
    value: Any = error.instance
    key = str(error.absolute_path[-1]) if error.absolute_path else ""
    schema: Any = error.schema
    if error.validator == "required":
        # One error a key; jsonschema reports each by itself, so the message says which.
        missing = [name for name in schema["required"] if name not in value and f"'{name}'" in error.message]
        yield from (Problem(place, "missing_key", {"key": name}) for name in missing)
    elif error.validator == "additionalProperties":
        names = schema["properties"]
        yield from (Problem(place, "unknown_key", {"key": name}) for name in value if name not in names)
    elif error.validator == "enum":
        known = ", ".join(str(known) for known in schema["enum"] if known is not None)
        code = "unknown_kind" if key == "kind" else "unknown_value"
        yield Problem(place, code, {"key": key, "value": value, "known": known})
    elif error.validator == "type":
        yield Problem(place, "wrong_type", {"key": key})
    else:  # minimum, maximum, minItems
        yield Problem(place, "out_of_range", {"key": key, "value": value})


def _check(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What the schema cannot say."""
    yield from _check_texts(data, "$", "")
    count = 0
    for key, words in data["posts"].items():
        if not key or len(key) > _LONGEST_POST_KEY:
            yield Problem("$.posts", "too_long", {"key": key[:80], "longest": _LONGEST_POST_KEY})
        if len(words) > _LONGEST_POST_WORDS:
            yield Problem(f"$.posts.{key}", "too_long", {"key": key, "longest": _LONGEST_POST_WORDS})
    for place, clause in _places(data):
        count += 1
        if clause.get("binds") is not None and clause["binds"] not in data["posts"]:
            yield Problem(f"{place}.binds", "unknown_post", {"value": clause["binds"]})
        for number, rule in enumerate(clause.get("rules", ())):
            yield from check_rule(rule, rule_text(clause["text"], clause.get("subject")), f"{place}.rules[{number}]")
    if count > MAX_CLAUSES:
        yield Problem("$.sections", "too_many", {"longest": MAX_CLAUSES})


def _places(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, section in enumerate(data["sections"]):
        for position, item in enumerate(section["items"]):
            yield from _below(item, f"$.sections[{number}].items[{position}]")


def _below(clause: Mapping[str, Any], place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield place, clause
    for name in ("items", "outcomes"):
        for position, child in enumerate(clause.get(name, ())):
            yield from _below(child, f"{place}.{name}[{position}]")


def rule_text(text: str, subject: str | None) -> str:
    """Return in which words of a clause a rule may stand: a table has its deadline in the cell beside the task."""
    return f"{text}\n{subject}" if subject else text


def whole_text(text: str, subject: str | None) -> str:
    """Return a clause as a reader sees it: its text and the cell beside it."""
    return f"{text} – {subject}" if subject else text


def check_rule(rule: Mapping[str, Any], text: str, place: str = "$") -> Iterator[Problem]:
    """Say what is wrong with a rule of a clause with this text: it can never be kept, or its words are not there."""
    try:
        Rule.from_json(rule)
    except RuleError as error:
        yield Problem(place, error.code, {**error.data, "sentence": str(error)})
    if rule["words"] not in text:
        yield Problem(f"{place}.words", "words_not_in_text", {"value": rule["words"]})
    elif not rule["words"].strip():
        yield Problem(f"{place}.words", "no_words")


# NUL cannot be stored by PostgreSQL; a lone surrogate by nobody; other controls never come from a printed page.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def _check_texts(value: Any, place: str, key: str) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from _check_text(value, place, key)
    elif isinstance(value, Mapping):
        for name, below in value.items():
            yield from _check_text(name, place, "")
            # The keys of posts are the document's own, so they say nothing about their values' columns.
            yield from _check_texts(below, f"{place}.{name}", "" if key == "posts" else name)
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from _check_texts(below, f"{place}[{position}]", "")


def _check_text(text: str, place: str, key: str) -> Iterator[Problem]:
    if _UNPRINTABLE.search(text):
        yield Problem(place, "bad_character", {"key": key})
    if len(text) > _LONGEST.get(key, len(text)):
        yield Problem(place, "too_long", {"key": key, "longest": _LONGEST[key]})


def _section(data: Mapping[str, Any]) -> SectionText:
    return SectionText(
        kind=data["kind"],
        items=tuple(_clause(item) for item in data["items"]),
        heading=data.get("heading"),
        subheading=data.get("subheading"),
        number=data.get("number"),
        layout=data.get("layout"),
        columns=tuple(data.get("columns", ())),
        given=frozenset(data) & frozenset(_SECTION_KEYS),
    )


def _clause(data: Mapping[str, Any]) -> ClauseText:
    return ClauseText(
        text=data["text"],
        number=data.get("number"),
        label=data.get("label"),
        group=data.get("group"),
        column=data.get("column"),
        subject=data.get("subject"),
        binds=data.get("binds"),
        co_actors=tuple(data.get("co_actors", ())),
        items=tuple(_clause(item) for item in data.get("items", ())),
        outcomes=tuple(_clause(outcome) for outcome in data.get("outcomes", ())),
        rules=tuple(data.get("rules", ())),
        given=frozenset(data) & frozenset(_ITEM_KEYS),
    )


def warnings(document: Document) -> list[Problem]:
    """What a person should look at, though the document is taken: a number printed twice in one section."""
    found = []
    for position, section in enumerate(document.sections):
        numbers = [clause.number for item in section.items for clause in item.walk() if clause.number]
        repeated = sorted({number for number in numbers if numbers.count(number) > 1})
        found += [Problem(f"$.sections[{position}]", "number_twice", {"value": number}) for number in repeated]
    return found


def empty_clauses(document: Document) -> list[Problem]:
    """Say which clauses hold neither text nor the label of a field: nobody approves what is not written yet."""
    return [
        Problem(place, "empty_clause")
        for place, clause in _places(document.to_json())
        if not clause["text"].strip() and not (clause.get("label") or "").strip()
    ]
