"""A structured document with everything that the schema allows and no reader would ever write."""

from copy import deepcopy

RULES = [
    {"kind": "fixed_date", "words": "by 29 February", "binding": "duty", "month": 2, "day": 29, "note": ""},
    {"kind": "fixed_date", "words": "in May", "binding": "duty", "month": 5, "day": None, "basis": "year"},
    {
        "kind": "period_end",
        "words": "after the term and the year",
        "binding": "duty",
        "period": ["trimester", "school_year"],
        "offset": None,
        "unit": None,
        "condition": "for parents without access",
    },
    {"kind": "times_per_period", "words": "up to three", "binding": "cap", "min": None, "max": 3, "per": "school_year"},
    {
        "kind": "event",
        "words": "at once",
        "binding": "right",
        "event": "a_thing_nobody_knows",
        "when": "after",
        "urgency": "immediate",
        "every": False,
        "chain": [],
        "approx": False,
        "start": 0,
        "end": 7,
    },
    {"kind": "continuous", "words": "always", "binding": "standing", "month": 3},
]
TEXT = "by 29 February, in May, after the term and the year, up to three, at once, always; žąsys & <b>ąčęėįšųūž</b>"

TORTURE = {
    "language": "lt",
    "country": None,
    "title": " A title with spaces ",
    "institution": None,
    "substitutes": [],
    "substituted_by": ["one", "one"],
    "validity": "",
    "posts": {"own": "The post", "office head & co": "Words", "new": "A reserved word", "žmonės": "People"},
    "sections": [
        {"kind": "purpose", "items": []},
        {
            "heading": None,
            "subheading": "",
            "number": "",
            "kind": "duties_with_outcomes",
            "layout": None,
            "columns": [],
            "items": [
                {"text": ""},
                {
                    "number": "1.",
                    "label": None,
                    "text": TEXT,
                    "group": "",
                    "column": 0,
                    "subject": "s",
                    "binds": "žmonės",
                    "co_actors": ["somebody", "nobody"],
                    "items": [
                        {"number": "1.", "text": "the same number", "items": [{"text": "three deep", "rules": []}]},
                        {"number": None, "text": "no number", "binds": None, "co_actors": []},
                    ],
                    "outcomes": [
                        {"text": "a result", "outcomes": [{"text": "of a result", "items": [{"text": "with a part"}]}]},
                        {"number": "9", "text": TEXT, "rules": RULES},
                    ],
                    "rules": RULES,
                },
                {"text": "the end\nof\ttwo lines", "items": [], "outcomes": []},
            ],
        },
    ],
}


def approvable():
    """The same without its empty clause, which nobody approves."""
    document = deepcopy(TORTURE)
    document["sections"][1]["items"][0]["text"] = "no longer empty"
    return document
