import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.titles import LONGEST, short_title

CASES = [
    ("enters the lists by 10 September each school year.", "Enters the lists by 10 September each school year"),
    ("koostab hiljemalt 15. septembriks e-õppe tööplaani;", "Koostab hiljemalt 15. septembriks e-õppe tööplaani"),
    (
        "Compares the lists of both systems. What differs is put right on the same day by whoever noticed it.",
        "Compares the lists of both systems",
    ),
    (
        "orders what is missing before the summer; keeps the bills in the blue folder",
        "Orders what is missing before the summer",
    ),
    (
        "Keeps the inventory of rooms on the second floor complete, marks what was lent, and tells the office",
        "Keeps the inventory of rooms on the second floor complete …",
    ),
    (
        "Keeps the inventory of all rooms on the second floor and of everything in them always complete",
        "Keeps the inventory of all rooms on the second floor and of everything in them …",
    ),
    ("Answers. Always.", "Answers. Always"),
    ("Šalina gedimus\n per  dvi dienas, ", "Šalina gedimus per dvi dienas"),
    (
        "Counts what stands in the cupboards of the hall (cables, boxes, chargers and everything else that is there)",
        "Counts what stands in the cupboards of the hall …",
    ),
    ("x" * 200, "X" + "x" * 77 + " …"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "title"), CASES, ids=[text[:20] for text, _title in CASES])
def test_the_first_main_clause(text, title):
    assert short_title(text) == title


@given(st.text(max_size=300))
def test_a_title_is_short_and_ends_in_a_word(text):
    title = short_title(text)
    assert len(title) <= LONGEST + 1  # a capital may be two letters
    assert title == title.rstrip(".;:, ")
