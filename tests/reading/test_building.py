"""Documents that tests build hold what was asked for, and number it as a reader of the paper sees it."""

import io
import zipfile

import pytest

from .building import build
from .numbering import Plan

BLOCKS = [
    {"h": "Töö kord", "level": 1},
    {"n": "Üldine", "level": 1, "number": "1."},
    {"n": "Žodis", "level": 2, "number": "1.1."},
    {"b": "täpp", "level": 1},
    {"table": [["üks", ["kaks", "kolm"]]]},
]


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "txt"])
def test_each_format_is_what_it_says(kind):
    data, name = build({"id": "a", "format": kind, "blocks": BLOCKS})

    starts = {"docx": b"PK", "odt": b"PK", "pdf": b"%PDF", "txt": "Töö kord\n\n1. Üldine\n".encode()}
    assert (name, data.startswith(starts[kind])) == (f"a.{kind}", True)


def test_an_automatic_number_is_not_in_the_text():
    data, _ = build({"format": "docx", "blocks": BLOCKS})

    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert ("1.1." in body, "Žodis" in body) == (False, True)


def test_text_in_the_encoding_of_old_machines():
    data, _ = build({"format": "txt", "encoding": "cp1257", "blocks": [{"p": "Ąžuolas õues"}]})

    assert data.decode("cp1257") == "Ąžuolas õues\n"


def test_numbers_that_follow_share_a_list_and_others_begin_one():
    plan = Plan()
    numbers = [("I.", 1), ("1.", 2), ("2.", 2), ("a)", 3), ("II.", 1), ("3.", 2), ("14.7.", 1), ("14.8.", 1)]

    assert [plan.place(*pair).numbers.code for pair in numbers] == [1, 1, 1, 1, 1, 2, 3, 3]
