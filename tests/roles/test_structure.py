import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.problem_words import describe, place_words
from roles.structure import DocumentError, Problem, parse, read, warnings
from tests.factories import make_document, make_item
from tests.roles.torture import TORTURE

DEMO = sorted((Path(__file__).resolve().parents[2] / "config" / "demo" / "documents").glob("*.json"))
RULE = {"kind": "fixed_date", "words": "by 10 September", "binding": "duty", "month": 9, "day": 10}


def problems(data):
    with pytest.raises(DocumentError) as caught:
        parse(data)
    return [(problem.place, problem.code) for problem in caught.value.problems]


def with_rule(text="by 10 September", **changes):
    rule = {key: value for key, value in {**RULE, **changes}.items() if value != "absent"}
    return make_document(items=[make_item(text, rules=[rule])], posts={})


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_demo_documents_come_back_as_they_were(path):
    data = read(path.read_bytes())
    assert parse(data).to_json() == data


def test_the_torture_document_comes_back_key_for_key():
    assert parse(TORTURE).to_json() == TORTURE
    assert json.dumps(parse(TORTURE).to_json()) == json.dumps(TORTURE)  # nulls, empty lists and their order


WORDS = st.sampled_from([None, "", "a", "1."])
OPTIONAL = {
    "number": WORDS,
    "label": WORDS,
    "group": WORDS,
    "column": st.sampled_from([None, 0, 3]),
    "subject": WORDS,
    "binds": st.sampled_from([None, "own"]),
    "co_actors": st.sampled_from([[], ["a"], ["a", "a"]]),
    "rules": st.sampled_from([[], [{"kind": "continuous", "words": "x", "binding": "standing"}]]),
}
LEAF = st.fixed_dictionaries({"text": st.just("x")}, optional=OPTIONAL)
BELOW = st.lists(LEAF, max_size=2)
CLAUSE = st.fixed_dictionaries({"text": st.just("x")}, optional={**OPTIONAL, "items": BELOW, "outcomes": BELOW})


@given(st.lists(CLAUSE, max_size=2))
def test_whatever_keys_are_given_come_back(items):
    data = make_document(items=items, posts={"own": "Own"})
    assert parse(data).to_json() == data


def test_each_problem_has_its_place_and_code():
    data = make_document(items=[make_item("x", kind="?"), {"number": "2"}], posts={})
    data["sections"][0]["kind"] = "poetry"
    data["language"] = "sv"
    data["colour"] = "red"
    assert problems(data) == [
        ("$", "unknown_key"),
        ("$.language", "unknown_value"),
        ("$.sections[0].items[0]", "unknown_key"),
        ("$.sections[0].items[1]", "missing_key"),
        ("$.sections[0].kind", "unknown_kind"),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "sometimes"}, "unknown_kind"),
        ({"month": 13}, "out_of_range"),
        ({"binding": "maybe"}, "unknown_value"),
        ({"words": 3}, "wrong_type"),
    ],
)
def test_a_rule_that_the_schema_refuses(changes, code):
    ((place, found),) = problems(with_rule(**changes))
    assert (place.startswith("$.sections[0].items[0].rules[0]."), found) == (True, code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"month": 2, "day": 31}, "impossible_date"),
        ({"month": "absent"}, "missing_key"),
        ({"kind": "period_end", "month": "absent", "day": "absent", "period": ["calendar_month"]}, "no_months"),
        ({"kind": "times_per_period", "month": "absent", "day": "absent", "per": "year"}, "no_count"),
        ({"kind": "times_per_period", "per": "year", "min": 3, "max": 2}, "min_above_max"),
        ({"kind": "event", "event": "order", "offset": 3}, "offset_without_unit"),
        ({"kind": "period_end", "period": ["month"], "offset": 10**12, "unit": "week"}, "out_of_range"),
        ({"kind": "times_per_period", "per": "year", "min": 10**30}, "out_of_range"),
    ],
)
def test_a_rule_that_can_never_be_kept(changes, code):
    assert problems(with_rule(**changes)) == [("$.sections[0].items[0].rules[0]", code)]


def test_words_of_a_rule_stand_in_the_text():
    assert problems(with_rule("by 11 September")) == [("$.sections[0].items[0].rules[0].words", "words_not_in_text")]
    assert problems(with_rule(words=" ", text="a b")) == [("$.sections[0].items[0].rules[0].words", "no_words")]


def test_a_post_that_the_document_does_not_name():
    data = make_document(items=[make_item("x", outcomes=[make_item("y", binds="ghost")])], posts={})
    assert problems(data) == [("$.sections[0].items[0].outcomes[0].binds", "unknown_post")]


def test_what_no_column_can_hold():
    data = make_document(items=[make_item("nul \x00", number="1" * 31)], posts={"k": "w" * 201}, title="t" * 301)
    assert sorted(code for _place, code in problems(data)) == ["bad_character", "too_long", "too_long", "too_long"]


def test_a_document_without_bottom():
    data = item = make_item("x")
    for _level in range(60):
        item["items"] = [make_item("x")]
        item = item["items"][0]
    assert problems(make_document(items=[data], posts={})) == [("$", "too_deep")]


def test_too_many_clauses():
    assert problems(make_document(items=[make_item("x")] * 3001, posts={})) == [("$.sections", "too_many")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ('{"a": 1, "a": 2}', "duplicate_key"),
        (b"\xff\xfe{", "not_text"),
        ("[" * 100_000, "too_deep"),
        ("NaN", "bad_constant"),
        ("9" * 5000, "too_deep"),
    ],
)
def test_what_is_no_document(text, code):
    with pytest.raises(DocumentError) as caught:
        read(text)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("data", [None, [], 3, "text", {}])
def test_what_is_json_but_no_document(data):
    with pytest.raises(DocumentError):
        parse(data)


def test_a_byte_order_mark_is_no_mistake():
    assert read('\ufeff{"a": 1}'.encode()) == {"a": 1}


def test_numbers_printed_twice_only_warn():
    data = make_document(items=[make_item("a", number="9.3"), make_item("b", number="9.3"), make_item("c")], posts={})
    assert [(w.place, w.code, w.data) for w in warnings(parse(data))] == [
        ("$.sections[0]", "number_twice", {"value": "9.3"})
    ]
    assert warnings(parse(make_document())) == []


def test_parsing_changes_nothing_of_what_it_was_given():
    before = deepcopy(TORTURE)
    parse(TORTURE)
    assert before == TORTURE


def test_problems_in_words():
    assert place_words("$.sections[0].items[2].rules[1].words") == "Section 1, item 3, deadline 2, “words”"
    assert place_words("$.title") == "The document, “title”"
    assert place_words("$") == "The document"
    assert describe(Problem("$", "impossible_date", {"day": 31, "month": 2})) == "There is no day 31 in month 2."
    assert "offset_without_unit" not in describe(Problem("$", "offset_without_unit", {"sentence": "Number of what?"}))
