"""The demo's job descriptions are sound before anything loads them: shape, posts, rules, numbers as printed."""

import calendar
import json
import re
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted((ROOT / "config" / "demo" / "documents").glob("*.json"))
SCHEMA = json.loads((ROOT / "docs" / "role.schema.json").read_text(encoding="utf-8"))
KNOWN_POSTS = set(
    re.search(r"Known keys: ([a-z_, ]+);", SCHEMA["properties"]["posts"]["description"]).group(1).split(", ")
)
EXPECTED_NAMES = [
    "et_coordinator",
    "et_educational_technologist",
    "et_it_manager",
    "fi_digital_roles",
    "lt_it_specialist",
]
# What each kind of rule must say, and the fields that only some other kind may have.
NEEDED = {
    "fixed_date": {"month", "day", "basis"},
    "period_end": {"period", "offset", "unit"},
    "times_per_period": {"min", "max", "per"},
    "event": {"event", "when"},
    "continuous": set(),
}
OWN = {
    "fixed_date": NEEDED["fixed_date"],
    "period_end": NEEDED["period_end"] | {"months", "exact_day", "not_before"},
    "times_per_period": NEEDED["times_per_period"] | {"within", "counts"},
    "event": NEEDED["event"] | {"offset", "unit", "urgency", "ordered_by", "every", "form", "chain"},
    "continuous": set(),
}
SHARED = {
    "kind",
    "words",
    "binding",
    "part",
    "condition",
    "approx",
    "applies_to",
    "needs_consent",
    "note",
}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def walk(document):
    """Yield (section, item) for every item, sub-item and outcome, in printed order."""

    def below(section, items):
        for item in items:
            yield section, item
            yield from below(section, item.get("outcomes", []))
            yield from below(section, item.get("items", []))

    for section in document["sections"]:
        yield from below(section, section["items"])


def rules_of(document):
    return [(item, rule) for _, item in walk(document) for rule in item.get("rules", [])]


def insane(rule):
    """Return what is wrong with a rule, or an empty list."""
    wrong = []
    kind = rule["kind"]
    if missing := NEEDED[kind] - set(rule):
        wrong.append(f"lacks {sorted(missing)}")
    if foreign := set(rule) - OWN[kind] - SHARED:
        wrong.append(f"has {sorted(foreign)} of another kind")
    if kind == "fixed_date" and rule["day"] > calendar.monthrange(2025, rule["month"])[1]:
        wrong.append("a day that never comes")
    if kind == "period_end":
        if ("calendar_month" in rule["period"]) != bool(rule.get("months")):
            wrong.append("a named month without the month, or a month without calendar_month")
        if (rule["offset"] is None) != (rule["unit"] is None):
            wrong.append("an offset without its unit")
    if kind == "times_per_period":
        low, high = rule["min"], rule["max"]
        if low is not None and high is not None and low > high:
            wrong.append("more at least than at most")
        if (rule["binding"] == "cap") != (low == 0):
            wrong.append("a cap asks for nothing, and only a cap does")
    if kind == "continuous" and rule["binding"] == "duty":
        wrong.append("a duty that has no date")
    if rule.get("when") == "as_ordered" and not rule.get("ordered_by"):
        wrong.append("an order by nobody")
    return wrong


def test_the_demo_has_these_documents():
    assert [path.stem for path in DOCUMENTS] == EXPECTED_NAMES


def test_twenty_three_posts_are_known():
    assert len(KNOWN_POSTS) == 23


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_document_has_the_schemas_shape(path):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert [error.message for error in validator.iter_errors(load(path))] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_posts_are_known_and_every_binding_is_declared(path):
    document = load(path)
    declared = set(document["posts"])
    bound = {item["binds"] for _, item in walk(document) if item.get("binds")}
    chained = {key for _, rule in rules_of(document) for key in rule.get("chain", [])}
    assert declared - KNOWN_POSTS == set()
    assert (bound | chained) - declared == set()
    assert document["institution"] is None


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_rules_are_sane_and_stand_in_their_text(path):
    found = []
    for item, rule in rules_of(load(path)):
        found += [(rule["words"], problem) for problem in insane(rule)]
        for field in ("words", "part", "condition"):
            if field in rule and rule[field] not in item["text"]:
                found.append((rule[field], f"{field} not in the text"))
    assert found == []


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ({"kind": "fixed_date", "month": 2, "day": 31, "basis": "year"}, ["a day that never comes"]),
        ({"kind": "fixed_date", "month": 2, "day": 3}, ["lacks ['basis']"]),
        ({"kind": "period_end", "period": ["calendar_month"], "offset": 0, "unit": "working_day"},
         ["a named month without the month, or a month without calendar_month"]),
        ({"kind": "times_per_period", "min": 3, "max": 2, "per": "year"}, ["more at least than at most"]),
        ({"kind": "continuous"}, ["a duty that has no date"]),
        ({"kind": "event", "event": "order", "when": "as_ordered"}, ["an order by nobody"]),
        ({"kind": "event", "event": "order", "when": "at", "month": 3}, ["has ['month'] of another kind"]),
    ],
)  # fmt: skip
def test_the_check_of_rules_sees_what_is_wrong(rule, problem):
    assert insane({"words": "x", "binding": "duty", **rule}) == problem


def test_lithuanian_calendar_clauses_are_those_of_the_scenario():
    """Scenario starting_in_october: eleven clauses have a date of their own, the term rule of 15.6 no number."""
    document = load(ROOT / "config" / "demo" / "documents" / "lt_it_specialist.json")
    rows = [
        (item["number"], rule["kind"], rule.get("offset"), rule.get("unit"))
        for item, rule in rules_of(document)
        if rule["kind"] not in ("event", "continuous")
    ]
    assert rows == [
        ("14.7.", "fixed_date", None, None),
        ("14.8.", "fixed_date", None, None),
        ("14.14.", "period_end", 0, "working_day"),
        ("15.1.", "fixed_date", None, None),
        ("15.5.", "period_end", 5, "working_day"),
        ("15.6.", "times_per_period", None, None),
        ("15.6.", "period_end", None, None),
        ("15.8.", "times_per_period", None, None),
        ("16.1.", "times_per_period", None, None),
        ("16.3.", "period_end", 7, "working_day"),
        ("16.5.", "period_end", 0, "calendar_day"),
        ("19.3.", "times_per_period", None, None),
    ]
    assert [item["number"] for item, rule in rules_of(document) if rule["binding"] == "trigger"] == ["27.", "28."]
    assert len(rules_of(document)) == 45


def test_lithuanian_numbers_are_kept_as_printed():
    """A missing 12.3 and one paragraph without a number after 15.7 stay so."""
    document = load(ROOT / "config" / "demo" / "documents" / "lt_it_specialist.json")
    duties = next(section for section in document["sections"] if section["kind"] == "duties")
    stem = next(item for item in duties["items"] if item["number"] == "15.")
    assert [item["number"] for item in stem["items"]][6:9] == ["15.7.", None, "15.8."]
    requirements = next(section for section in document["sections"] if section["kind"] == "requirements")
    stem = next(item for item in requirements["items"] if item["number"] == "12.")
    assert [item["number"] for item in stem["items"]] == [
        "12.1.",
        "12.2.",
        "12.4.",
        "12.5.",
        "12.6.",
        "12.7.",
        "12.8.",
    ]
    headings = [section["number"] for section in document["sections"]]
    assert headings == [
        "I SKYRIUS",
        "II SKYRIUS",
        "III SKYRIUS",
        "IV SKYRIUS",
        "V SKYRIUS",
        None,
    ]


def test_together_the_documents_use_every_kind_of_section_and_of_rule():
    documents = [load(path) for path in DOCUMENTS]
    kinds = {section["kind"] for document in documents for section in document["sections"]}
    layouts = {section["layout"] for document in documents for section in document["sections"]}
    bindings = {rule["binding"] for document in documents for _, rule in rules_of(document)}
    assert kinds == set(SCHEMA["$defs"]["section"]["properties"]["kind"]["enum"])
    assert layouts == set(SCHEMA["$defs"]["section"]["properties"]["layout"]["enum"]) - {None}
    assert bindings == {"duty", "right", "document", "standing", "cap", "trigger"}
    assert sum(len(rules_of(document)) for document in documents) == 86
