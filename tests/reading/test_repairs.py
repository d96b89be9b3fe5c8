"""The repairs, one by one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.reading import repairs


def test_soft_hyphens():
    assert repairs.drop_soft_hyphens("klas\u00adsi\u00adjuhataja") == "klassijuhataja"


def test_zero_width_and_controls():
    assert repairs.drop_invisible("\ufeffa\u200bb\x07c\td\ne") == "abc\td\ne"


def test_spaces_of_any_width():
    assert repairs.plain_spaces("  5\u00a0d.\u2003\tir  \n  kita ") == "5 d. ir\nkita"


def test_letters_with_their_marks():
    assert repairs.composed(unicodedata.normalize("NFD", "žąsis õues")) == "žąsis õues"


def test_ligatures():
    assert repairs.unfold_ligatures("koﬀein, ﬁlosooﬁa") == "koffein, filosoofia"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Ataskaita<br>mokyklai", "Ataskaita\nmokyklai"),
        ("<p class='x'>Koristab</p><p>ruume</p>", "Koristab\nruume\n"),
        ("5&nbsp;päeva &amp; 2 &#245;htut &lt;b&gt;", "5\xa0päeva & 2 õhtut <b>"),
        ("a < 5 ja b > 3, <nimi>", "a < 5 ja b > 3, <nimi>"),
        ("A&B; ja R&D", "A&B; ja R&D"),
    ],
)
def test_markup_left_in_a_cell(text, mended):
    assert repairs.drop_markup(text) == mended


@pytest.mark.parametrize(
    ("text", "rest", "had"),
    [
        ("\uf0b7 Koristab", "Koristab", True),
        ("\uf0a7\tKoristab", "Koristab", True),
        ("• Koristab", "Koristab", True),
        ("– Koristab", "Koristab", True),
        ("-koristab", "koristab", True),
        ("o\tKoristab", "Koristab", True),
        ("o Koristab", "o Koristab", False),
        ("-5 kraadi", "-5 kraadi", False),
        ("1. Koristab", "1. Koristab", False),
        ("–", "–", False),
    ],
)
def test_bullets(text, rest, had):
    assert repairs.take_bullet(text) == (rest, had)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("tvarko doku-", "mentus laiku", "tvarko dokumentus laiku"),
        ("tvarko doku\u00ad", "mentus", "tvarko dokumentus"),
        ("tvarko doku\u2010", "mentus", "tvarko dokumentus"),
        ("klassi-", "ja aineõpetajad", "klassi- ja aineõpetajad"),
        ("haldab IT-", "vahendeid", "haldab IT-vahendeid"),
        ("aastal 2024-", "2025", "aastal 2024- 2025"),
        ("Tallinn-", "Narva suunal", "Tallinn-Narva suunal"),
        ("kaks", "sõna", "kaks sõna"),
        ("kuu –", "lõpuks", "kuu – lõpuks"),
        ("TÖÖTAJATE NIME-", "KIRI", "TÖÖTAJATE NIMEKIRI"),
    ],
)
def test_words_broken_at_the_end_of_a_line(first, second, whole):
    assert repairs.joined(first, second) == whole


def test_a_compound_that_the_document_writes_elsewhere_keeps_its_hyphen():
    assert repairs.joined("ehk info-", "tund", {"info-tund"}) == "ehk info-tund"
    assert repairs.joined("ehk info-", "tund", {"info-tund", "infotund"}) == "ehk infotund"


@pytest.mark.parametrize(("shown", "real"), [("cp1252", "utf-8"), ("latin-1", "utf-8"), ("cp1252", "cp1257")])
def test_a_text_shown_in_a_wrong_code_page(shown, real):
    text = "Mokytojas žino šešis žodžius, šį rudenį ieškos daugiau"
    if real == "utf-8":
        text = "Õpetaja küsib öösel, kas jäär sööb"
    wrong = text.encode(real).decode(shown)

    codecs = repairs.wrong_codec(wrong)
    assert codecs is not None
    assert repairs.mend_codec(wrong, codecs) == text


@pytest.mark.parametrize(
    "text", ["Õpetaja küsib öösel", "Mokytojas žino šešis žodžius", "Ääni Åbo â", "Þór and one ð in ž", "plain"]
)
def test_a_text_in_its_own_code_page_stays(text):
    assert repairs.wrong_codec(text) is None


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    once = repairs.tidy(text)
    if not set("<>&") & set(text):
        assert repairs.tidy(once) == once


@given(st.text(max_size=60), st.text(max_size=60))
def test_joining_loses_no_letter(first, second):
    letters = [letter for letter in first + second if letter.isalnum()]
    assert [letter for letter in repairs.joined(first, second) if letter.isalnum()] == letters
