"""Numbers with a full stop, in languages that write dates and ranges with them."""

import pytest

from roles.reading.ordinals import with_ordinals
from roles.reading.tagging import Tagger

TAGGER = Tagger({"month:9": "kuu"})


def read(text):
    return [
        (u.tag, u.value, u.high) if u.high else (u.tag, u.value) if u.value else u.tag
        for u in with_ordinals(TAGGER.units(text))
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("10. kuu", [("ordinal", "10"), ("month", "9")]),
        ("1.–5. kuu", [("ordinal", "1", "5"), ("month", "9")]),
        ("1-5. kuu", [("ordinal", "1", "5"), ("month", "9")]),
        ("10.09", [("day_month", "10", "9")]),
        ("10.9. kuu", [("day_month", "10", "9"), ("month", "9")]),
        ("10.9. Sana", [("day_month", "10", "9"), "dot", "word"]),
        ("1.–15.9. kuu", [("day_month", "15", "9"), ("month", "9")]),
        ("10.09.2026", [("day_month", "10", "9"), ("year_number", "2026")]),
        ("2026. kuu", [("year_number", "2026"), ("month", "9")]),
        ("sana 5.", ["word", ("number", "5"), "dot"]),
        ("", []),
    ],
)
def test_full_stop_belongs_to_the_number(text, units):
    assert read(text) == units


def test_places_of_joined_units_are_those_of_the_text():
    assert [(u.start, u.end) for u in with_ordinals(TAGGER.units("a 1.–15.9. kuu"))] == [(0, 1), (2, 10), (11, 14)]
