import pytest
from django.utils import translation

from roles.rule_words import rule_words

BASE = {"words": "w", "binding": "duty"}
CASES = [
    ({"kind": "fixed_date", "month": 9, "day": 10}, "by 10 September each school year"),
    ({"kind": "fixed_date", "month": 11, "day": 10, "basis": "year"}, "by 10 November each year"),
    ({"kind": "fixed_date", "month": 9, "day": 1, "exact_day": True}, "on 1 September each school year"),
    ({"kind": "fixed_date", "month": 5, "day": None}, "by the end of the month (May) each school year"),
    ({"kind": "fixed_date", "month": 2, "day": 29}, "by 29 February each school year"),
    (
        {"kind": "period_end", "period": ["month"], "offset": 5, "unit": "working_day"},
        "within 5 working days after the end of each month",
    ),
    (
        {"kind": "period_end", "period": ["trimester", "school_year"], "offset": 7, "unit": "working_day"},
        "within 7 working days after the end of each trimester and the end of the school year",
    ),
    (
        {"kind": "period_end", "period": ["trimester"], "offset": 0, "unit": "calendar_day", "exact_day": True},
        "on the very day of the end of each trimester",
    ),
    (
        {
            "kind": "period_end",
            "period": ["calendar_month"],
            "months": [8],
            "offset": 0,
            "unit": "working_day",
            "not_before": "education_process_end",
        },
        "by the last working day of the month (August), not before: teaching has ended",
    ),
    (
        {"kind": "period_end", "period": ["trimester"], "offset": None, "unit": None, "condition": "paper readers"},
        "after the end of each trimester; the text gives no number of days (only for: paper readers)",
    ),
    (
        {"kind": "period_end", "period": ["month"], "offset": 1, "unit": "week"},
        "within 1 week after the end of each month",
    ),
    ({"kind": "times_per_period", "min": 2, "max": None, "per": "year"}, "at least 2 times a year"),
    ({"kind": "times_per_period", "min": 1, "max": 1, "per": "month"}, "once a month"),
    (
        {"kind": "times_per_period", "min": 3, "max": 4, "per": "school_year", "approx": True},
        "3 to 4 times a school year, approximately",
    ),
    ({"kind": "times_per_period", "max": 3, "per": "school_year"}, "at most 3 times a school year"),
    (
        {"kind": "event", "event": "pupil_leaves", "when": "at"},
        "when it happens: a pupil leaves (no time limit in the text)",
    ),
    (
        {"kind": "event", "event": "planned_test", "when": "before", "offset": 7, "unit": "calendar_day"},
        "7 days before it happens: a test is planned",
    ),
    (
        {"kind": "event", "event": "a_slug_of_words", "when": "after", "urgency": "immediate", "form": "written"},
        "at once, when it happens: a slug of words, in writing",
    ),
    ({"kind": "event", "event": "order", "when": "as_ordered"}, "by the day that the order names"),
    (
        {"kind": "period_end", "period": ["half_year"], "offset": 3, "unit": "working_day", "when": "before"},
        "at the latest 3 working days before the end of each half-year",
    ),
    (
        {
            "kind": "period_end",
            "period": ["calendar_month"],
            "months": [5],
            "offset": 1,
            "unit": "week",
            "when": "before",
        },
        "at the latest 1 week before the end of the month (May)",
    ),
    (
        {"kind": "period_end", "period": ["school_year"], "offset": 10, "unit": "calendar_day", "edge": "start"},
        "within 10 days after the start of the school year",
    ),
    (
        {
            "kind": "period_end",
            "period": ["term", "month"],
            "offset": 2,
            "unit": "week",
            "edge": "start",
            "when": "before",
        },
        "at the latest 2 weeks before the start of each term and the start of each month",
    ),
    (
        {"kind": "period_end", "period": ["week"], "offset": 0, "unit": "working_day", "edge": "start"},
        "by the first working day from the start of each week",
    ),
    (
        {"kind": "period_end", "period": ["trimester"], "offset": 0, "unit": "calendar_day", "edge": "start"},
        "by the start of each trimester",
    ),
    (
        {"kind": "period_end", "period": ["trimester"], "offset": None, "unit": None, "when": "before"},
        "before the end of each trimester; the text gives no number of days",
    ),
    (
        {"kind": "period_end", "period": ["year"], "offset": None, "unit": None, "edge": "start"},
        "after the start of the year; the text gives no number of days",
    ),
    (
        {"kind": "times_per_period", "min": 1, "max": 1, "per": "week", "weekdays": [5], "time": "10:00"},
        "once a week, on Friday, by 10:00",
    ),
    (
        {"kind": "times_per_period", "min": 2, "max": None, "per": "week", "weekdays": [1, 4]},
        "at least 2 times a week, on Monday, on Thursday",
    ),
    (
        {"kind": "times_per_period", "min": 1, "per": "school_day", "time": "08:05"},
        "at least 1 time a school day, by 08:05",
    ),
    ({"kind": "continuous"}, "all the time, without a date"),
]


@pytest.mark.parametrize(("rule", "expected"), CASES, ids=[expected for _rule, expected in CASES])
def test_rules_in_words(rule, expected):
    with translation.override("en"):
        assert rule_words({**BASE, **rule}) == expected


@pytest.mark.parametrize("language", ["et", "fi", "lt"])
def test_dates_are_written_as_each_country_writes_them(language):
    dates = {"et": "10.09.", "fi": "10.9.", "lt": "rugsėjo 10 d."}
    with translation.override(language):
        assert dates[language] in rule_words({**BASE, "kind": "fixed_date", "month": 9, "day": 10})
