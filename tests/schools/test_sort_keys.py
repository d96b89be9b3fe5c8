"""Names in the order of each language's alphabet (checked against the printed alphabets)."""

import pytest

from schools.sort_keys import sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("et", ["Saar", "Šaveljev", "Zirk", "Žukov", "Tamm", "Uibo", "Vaher", "Õun", "Ääs", "Öpik", "Ülle"]),
        ("fi", ["Aalto", "Virtanen", "Wuori", "Yrjönen", "Åberg", "Äijälä", "Öhman"]),
        ("lt", ["Abromas", "Ąžuolas", "Cukuras", "Čepas", "Ylas", "Ivanas", "Jonas", "Sala", "Šerys", "Zala", "Žala"]),
    ],
)
def test_alphabets(language, ordered):
    mixed = ordered[::-1]
    assert sorted(mixed, key=lambda name: sort_key(name, language=language)) == ordered


def test_the_family_name_counts_first():
    names = [("Alder", "Zoe"), ("Alder-Birch", "Ann"), ("Birch", "Ann")]
    mixed = names[::-1]
    assert sorted(mixed, key=lambda pair: sort_key(*pair, language="en")) == names


def test_case_and_length():
    assert sort_key("TAMM", language="et") == sort_key("tamm", language="et")
    assert len(sort_key("x" * 500, language="et")) == 250
