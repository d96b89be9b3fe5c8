"""The scan for canaries sees what it is there for."""

import pytest

from tests.conftest import leaks


@pytest.mark.parametrize(
    ("place", "words", "found"),
    [
        ("plover", "Plover school, Ada Plover", []),
        ("plover", "handed over by Bittern", ["Bittern"]),
        ("plover", "/s/wagtail/today/", ["Wagtail"]),
        ("staff@wagtail.example", "Good morning, PLOVER", ["Plover"]),
        ("school-3", "Plover and Bittern", []),
    ],
)
def test_a_foreign_canary_is_seen(place, words, found):
    assert leaks(place, words) == found
