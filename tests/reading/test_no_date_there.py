"""Seasons are no months, what does not hold or is left out has no date, and days before an end are one rule."""

import pytest

from tests.reading.notation import found

SEASONS = {
    "lt": (
        "vasara vasaros vasarai vasarą vasaroje vasaromis žiema žiemos žiemą žiemomis ruduo rudens rudenį rudeniui"
        " rudenimis pavasaris pavasario pavasarį pavasariui pavasariais"
    ),
    "et": "suvi suve suvel suveks suviti talv talve talvel sügis sügisel sügiseks sügiseti kevad kevadel kevaditi",
    "fi": (
        "kesä kesän kesää kesällä kesäksi kesäisin talvi talvella talveksi syksy syksyllä syksyksi kevät kevään"
        " keväällä keväisin"
    ),
    "en": "summer summers winter autumn spring fall",
}
NOTHING = [
    ("lt", "Ši nuostata negalioja vasarą."),
    ("lt", "Ši nuostata negalioja liepą."),
    ("lt", "Punktas netaikomas nuo birželio 1 d. iki rugpjūčio 31 d."),
    ("et", "See kord ei kehti juulis."),
    ("et", "Nõuet ei rakendata 1. juulini."),
    ("fi", "Määräys ei koske heinäkuuta eikä elokuuta."),
    ("fi", "Ohjetta ei sovelleta kesäkuussa."),
    ("en", "This clause is not valid in July."),
    ("en", "The rule does not apply by 1 June."),
]
LEFT_OUT = [
    ("lt", "Kas mėnesį, išskyrus liepą ir rugpjūtį, skaičiuoja raktus.", ["Kas mėnesį = 1/month"]),
    ("et", "Loeb võtmed üle iga kuu, välja arvatud juulis ja augustis.", ["iga kuu = 1/month"]),
    ("fi", "Laskee avaimet joka kuukausi, paitsi heinäkuussa ja elokuussa.", ["joka kuukausi = 1/month"]),
    ("en", "Counts the keys every month, except in July and August.", ["every month = 1/month"]),
]
BEFORE = [
    "Ataskaitą pateikia ne vėliau kaip 10 darbo dienų iki ketvirčio pabaigos.",
    "Ne vėliau kaip 10 darbo dienų iki kiekvieno ketvirčio pabaigos pateikia ataskaitą.",
]


@pytest.mark.parametrize(
    ("language", "word"), [(code, word) for code, all_ in SEASONS.items() for word in all_.split()]
)
def test_a_season_is_no_month(language, word):
    assert found(word, language) == []
    assert found(f"{word.capitalize()} - {word}.", language) == []


@pytest.mark.parametrize(("language", "sentence"), NOTHING)
def test_what_does_not_hold_then_is_no_date(language, sentence):
    assert found(sentence, language) == []


@pytest.mark.parametrize(("language", "sentence", "rules"), LEFT_OUT)
def test_what_is_left_out_is_no_date(language, sentence, rules):
    assert found(sentence, language) == rules


def test_a_slip_in_the_name_of_a_month_is_still_mended():
    assert found("Iki vasarioo 10 d. surenka raktus.", "lt") == ["Iki vasarioo 10 d. = 2-10"]


def test_what_does_not_hold_any_more_may_start_a_duty():
    assert found("Kas mėnesį tikrina leidimus.", "lt") == ["Kas mėnesį = 1/month"]
    assert found("Tikrina raktus. Tai negalioja liepą. Iki birželio 1 d. surenka knygas.", "lt") == [
        "Iki birželio 1 d. = 6-1"
    ]


@pytest.mark.parametrize("sentence", BEFORE)
def test_days_before_an_end_are_one_rule(sentence):
    assert [rule.partition(" = ")[2] for rule in found(sentence, "lt")] == ["end quarter -10wd"]
