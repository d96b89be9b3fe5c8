"""Rules that cannot be, and rules that come back as they were."""

from dataclasses import FrozenInstanceError, replace

import pytest

from schools.deadline_rules import Event, Rule, RuleError
from tests.schools.rule_rows import after_end, by, event, times

# ---- rules that cannot be


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"words": "w", "binding": "duty"}, "unknown_kind"),
        ({"kind": "sometimes", "words": "w", "binding": "duty"}, "unknown_kind"),
        ({"kind": ["event"], "words": "w", "binding": "duty"}, "unknown_kind"),
        ({"kind": "continuous", "binding": "duty"}, "missing_key"),
        ({"kind": "continuous", "words": "w"}, "missing_key"),
        ({"kind": "fixed_date", "words": "w", "binding": "duty"}, "missing_key"),
        ({"kind": "period_end", "words": "w", "binding": "duty"}, "missing_key"),
        ({"kind": "times_per_period", "words": "w", "binding": "duty", "min": 1}, "missing_key"),
        ({"kind": "continuous", "words": "w", "binding": "wish"}, "unknown_value"),
        ({"kind": "continuous", "words": "w", "binding": None}, "unknown_value"),
        ({"kind": "continuous", "words": "w", "binding": "duty", "wordz": "w"}, "unknown_key"),
        (event("x", urgency="?"), "unknown_value"),
        (event("x", unit="?", offset=1), "unknown_value"),
        (event("x", every="yes"), "wrong_type"),
        (event("x", chain="office_head"), "wrong_type"),
        (event("x", offset=-1, unit="week"), "negative_offset"),
        (event("x", offset=1), "offset_without_unit"),
        (event("x", offset=1, unit=None), "offset_without_unit"),
        (by(2, 30), "impossible_date"),
        (by(2, 31), "impossible_date"),
        (by(4, 31), "impossible_date"),
        (by(0, 1), "no_such_month"),
        (by(13, 1), "no_such_month"),
        (by(9, 0), "out_of_range"),
        (by(9, 32), "out_of_range"),
        (by("9", 1), "wrong_type"),
        (by(True, 1), "wrong_type"),
        (times("month", 3, 2), "min_above_max"),
        (times("month", -1, None), "out_of_range"),
        (times("month", None, 0), "out_of_range"),
        (times("month", None, None), "no_count"),
        (times("decade", 1, 1), "unknown_value"),
        (after_end([], 1, "week"), "no_period"),
        (after_end("month", 1, "week"), "wrong_type"),
        (after_end(["decade"], 1, "week"), "unknown_value"),
        (after_end(["calendar_month"], 0, "week"), "no_months"),
        (after_end(["calendar_month"], 0, "week", months=[13]), "no_such_month"),
        (after_end(["calendar_month"], 0, "week", months=["8"]), "wrong_type"),
        (after_end(["month"], -5, "working_day"), "negative_offset"),
        (after_end(["month"], 5, None), "offset_without_unit"),
        (after_end(["month"], 367, "working_day"), "out_of_range"),
        (after_end(["month"], 10**12, "calendar_day"), "out_of_range"),
        (after_end(["month"], 61, "month"), "out_of_range"),
        (event("x", offset=105, unit="week"), "out_of_range"),
        (event("x", offset=8785, unit="hour"), "out_of_range"),
        (times("year", 367, None), "out_of_range"),
        (times("year", 10**30, None), "out_of_range"),
        (times("year", None, 367), "out_of_range"),
    ],
)
def test_impossible_rules_are_refused_with_a_code(data, code):
    with pytest.raises(RuleError) as caught:
        Rule.from_json(data)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_a_refusal_carries_what_was_wrong():
    with pytest.raises(RuleError) as caught:
        Rule.from_json(by(2, 31))
    assert caught.value.data == {"month": 2, "day": 31}


def test_possible_edges_are_accepted():
    possible = (
        by(2, 29), by(1, 31), times("month", 2, 2), times("month", 0, 1), after_end(["month"], None, "week"),
        after_end(["month"], 366, "working_day"), after_end(["month"], 366, "calendar_day"), times("year", 366, 366),
        after_end(["month"], 60, "month"), event("x", offset=104, unit="week"), event("x", offset=8784, unit="hour"),
    )  # fmt: skip
    for data in possible:
        assert Rule.from_json(data).to_json() == data


def test_keys_of_no_meaning_for_the_kind_come_back():
    data = {
        **by(9, 10),
        "start": 10, "end": 35, "part": "p", "condition": "c", "approx": False, "note": "n", "chain": ["a", "b"],
        "form": "written", "min": None, "needs_consent": False, "counts": "course", "every": False, "unit": None,
    }  # fmt: skip
    parsed = Rule.from_json(data)
    assert parsed.to_json() == data
    assert hash(parsed) == hash(Rule.from_json(dict(reversed(data.items()))))
    assert replace(parsed, day=11).to_json() == {**data, "day": 11}


def test_a_rule_built_in_code_writes_only_what_it_says():
    assert Event(words="when asked", binding="right", event="need_arises").to_json() == {
        "kind": "event", "words": "when asked", "binding": "right", "event": "need_arises",
    }  # fmt: skip
    with pytest.raises(FrozenInstanceError):
        Event(words="w", binding="duty").event = "y"
