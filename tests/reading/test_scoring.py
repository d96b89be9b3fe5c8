"""The ruler itself: what counts as found, and what does not."""

from copy import deepcopy

import pytest

from tests.reading.scoring import normalised, same_stems, same_words, score

WEEKLY = {"kind": "times_per_period", "min": 1, "max": 1, "per": "week", "words": "every week", "binding": "duty"}


def document(*items, **fields):
    return {
        "language": "en",
        "title": "Job description",
        "posts": {"it_specialist": "IT specialist"},
        "sections": [{"kind": "duties", "heading": "Duties", "number": "1", "items": list(items)}],
        **fields,
    }


def item(text, *rules, **more):
    return {"text": text, "binds": "it_specialist", "rules": list(rules), **more}


GOOD = document(item("Checks the cables every week.", WEEKLY, number="1.1"), item("Helps teachers.", number="1.2"))


def changed(change):
    copy = deepcopy(GOOD)
    change(copy["sections"][0]["items"])
    return score(GOOD, copy)


def test_the_same_document_is_all_right():
    result = score(GOOD, GOOD)
    assert [str(t) for t in (result.sections, result.items, result.duties)] == [
        "1/1 (1.000), found 1 (1.000)",
        "2/2 (1.000), found 2 (1.000)",
        "1/1 (1.000), found 1 (1.000)",
    ]
    assert result.misses == []


def test_a_wrong_number_a_wrong_post_and_a_lost_item_each_cost_one():
    assert changed(lambda items: items[0].update(number="9")).items.right == 1
    assert changed(lambda items: items[0].update(binds="class_teacher")).items.right == 1
    assert changed(lambda items: items.pop()).items.right == 1


def test_a_false_dated_duty_costs_precision():
    result = changed(lambda items: items[1]["rules"].append({**WEEKLY, "words": "teachers"}))
    assert (result.duties.recall, result.duties.precision, result.false_dated) == (1, 0.5, 1)


def test_a_rule_with_another_period_is_not_the_rule():
    result = changed(lambda items: items[0]["rules"][0].update(per="month"))
    assert (result.duties.right, result.false_dated) == (0, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"kind": "event", "event": "planned_test", "offset": 1, "unit": "week", "when": "before"},
         {"kind": "event", "event": "planned_test", "offset": 7, "unit": "calendar_day", "when": "before"}, True),
        ({"kind": "event", "event": "the_roof_leaks"}, {"kind": "event", "event": "other"}, True),
        ({"kind": "event", "event": "pupil_leaves"}, {"kind": "event", "event": "other"}, False),
        ({"kind": "fixed_date", "month": 9, "day": 1}, {"kind": "fixed_date", "month": 9, "day": None}, False),
        ({"kind": "times_per_period", "min": 0, "max": 3, "per": "year"},
         {"kind": "times_per_period", "min": None, "max": 3, "per": "year"}, True),
    ],
)  # fmt: skip
def test_what_makes_two_rules_the_same(one, other, same):
    assert (normalised(one) == normalised(other)) == same


def test_endings_do_not_matter_and_words_do():
    assert same_stems("Udumäe Gümnaasiumi direktorile", "Udumäe Gümnaasiumi direktor")
    assert not same_stems("Udumäe Gümnaasium", None or "")
    assert same_words("by 10 September", "no later than by 10 September")
    assert not same_words("every month", "when needed")
