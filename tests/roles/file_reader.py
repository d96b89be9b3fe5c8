"""A reader of files that answers what a test wants: the payload's bytes are its answer, or a word of misfortune."""

import json
import time

from documents.limits_child import answer_with
from roles.reading.payload import unpack

TEXT = """LAMP KEEPER
Village School of the Heron
1. Duties
1.1. Checks the lamps by 15 September each year.
1.2. Class teachers send lists within 5 working days after each month.
1.3. May take two courses a year.
Printed in two copies.
"""


def rule(words, binding="duty", **more):
    """A rule with its place in TEXT."""
    start = TEXT.index(words)
    return {"words": words, "binding": binding, "start": start, "end": start + len(words), **more}


def answer(**changes):
    """What the real reader would say of TEXT."""
    copies = "Printed in two copies."
    start = TEXT.index(copies)
    document = {
        "language": "en",
        "country": None,
        "title": "Lamp keeper",
        "institution": "Village School of the Heron",
        "posts": {"lamp_keeper": "lamp keeper", "class_teacher": "class teachers"},
        "sections": [
            {
                "heading": "Duties",
                "number": "1.",
                "kind": "duties",
                "layout": "numbered_list",
                "items": [
                    {
                        "number": "1.1.",
                        "text": "Checks the lamps by 15 September each year.",
                        "binds": "lamp_keeper",
                        "rules": [rule("by 15 September", kind="fixed_date", month=9, day=15, basis="school_year")],
                    },
                    {
                        "number": "1.2.",
                        "text": "Class teachers send lists within 5 working days after each month.",
                        "binds": "class_teacher",
                        "rules": [
                            rule(
                                "within 5 working days after each month",
                                kind="period_end",
                                period=["month"],
                                offset=5,
                                unit="working_day",
                            )
                        ],
                    },
                    {
                        "number": "1.3.",
                        "text": "May take two courses a year.",
                        "rules": [
                            rule("two courses a year", "cap", kind="times_per_period", min=None, max=2, per="year")
                        ],
                    },
                ],
            }
        ],
        "text": TEXT,
        "coverage": 0.94,
        "unplaced": [{"text": copies, "start": start, "end": start + len(copies), "page": 1}],
        "warnings": [],
    }
    return {**document, **changes}


def read(payload):
    data, _name, language = unpack(payload)
    word = data.decode().strip()
    if word == "late":
        time.sleep(60)
    if word == "memory":
        return {"document": {"text": "x" * len(bytearray(2**30))}}
    if word == "raise":
        return {}[word]
    if word.startswith("{"):
        return {"document": json.loads(word)}
    if word.startswith("code:"):
        return {"unreadable": word.removeprefix("code:")}
    return {"document": answer(language=language or "en")}


if __name__ == "__main__":
    answer_with(read)
