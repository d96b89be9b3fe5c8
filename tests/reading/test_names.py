"""Names of posts as they stand alone: only of posts that the lexicon knows, and only out of another case."""

import pytest

from roles.reading.names import post_name

SAID = {
    "lt": {
        "Mokytojo": "Mokytojas",
        "mokytojui": "mokytojas",
        "MOKYTOJO": "Mokytojas",
        "Mokytojos": "Mokytoja",
        "Mokytojo padėjėjo": "Mokytojo padėjėjas",
        "Direktoriaus": "Direktorius",
        "direktorės": "direktorė",
        "direktorei": "direktorė",
        "Direktoriaus pavaduotojo ugdymui": "Direktoriaus pavaduotojas ugdymui",
        "direktorės pavaduotojos ugdymui": "direktorės pavaduotoja ugdymui",
        "Sekretoriaus": "Sekretorius",
        "Klasės vadovo": "Klasės vadovas",
        "klasės auklėtojo": "klasės auklėtojas",
        "Socialinio pedagogo": "Socialinis pedagogas",
        "socialinės pedagogės": "socialinė pedagogė",
        "IT specialisto": "IT specialistas",
        "Elektroninio dienyno administratoriaus": "Elektroninio dienyno administratorius",
        "Bibliotekininko": "Bibliotekininkas",
        "bibliotekininkės": "bibliotekininkė",
        "Psichologo": "Psichologas",
        "Logopedo": "Logopedas",
        "Ūkvedžio": "Ūkvedys",
        "Buhalterio": "Buhalteris",
        "Visuomenės sveikatos specialisto": "Visuomenės sveikatos specialistas",
    },
    "et": {
        "Direktori": "Direktor",
        "õppejuhi": "õppejuht",
        "Haridustehnoloogi": "Haridustehnoloog",
        "IT-spetsialisti": "IT-spetsialist",
        "sekretäri": "sekretär",
        "Logopeedi": "Logopeed",
        "kooliõe": "kooliõde",
        "helitehniku": "helitehnik",
        "Koordinaatori": "Koordinaator",
    },
    "fi": {
        "Rehtorin": "Rehtori",
        "luokanopettajan": "luokanopettaja",
        "Terveydenhoitajan": "Terveydenhoitaja",
        "tietosuojavastaavan": "tietosuojavastaava",
        "toimistopäällikön": "toimistopäällikkö",
        "sijaisen": "sijainen",
        "IT-tukihenkilön": "IT-tukihenkilö",
    },
    "en": {"Librarian's": "Librarian", "class teachers’": "class teachers"},
}
ALONE = {
    "lt": [
        "Mokytojas", "mokytojai", "Mokytoja", "Klasių vadovai", "Direktoriaus pavaduotojas ugdymui", "Direktorė",
        "Direktorius", "Socialinė pedagogė", "Ūkvedys", "Bibliotekininkė", "IT specialistė", "Visi mokytojai",
    ],
    "et": ["Direktor", "õpetaja", "Klassijuhataja", "direktori asetäitja", "õpetajad", "õppejuht", "Kogu personal"],
    "fi": ["Rehtori", "Opettaja", "opettajat", "Sijainen", "Toimistopäällikkö", "vahtimestari", "Koko henkilöstö"],
    "en": ["Librarian", "Head of school", "Heads of department", "class teachers"],
}  # fmt: skip
UNKNOWN = [
    "Sodininko",
    "Aedniku",
    "Puutarhurin",
    "The gardener's",
    "Vyresniojo mokytojo",
    "mokytojo ir direktoriaus",
    "",
]


@pytest.mark.parametrize(
    ("language", "said", "name"), [(code, *pair) for code, pairs in SAID.items() for pair in pairs.items()]
)
def test_a_known_post_is_named_in_the_nominative(language, said, name):
    assert post_name(said, language) == name


@pytest.mark.parametrize(("language", "name"), [(code, name) for code, names in ALONE.items() for name in names])
def test_a_name_that_stands_alone_stays(language, name):
    assert post_name(name, language) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [("VISŲ MOKYTOJŲ", "Visų mokytojų"), ("IT SPECIALISTAS", "IT specialistas"), ("IT", "IT"), ("AEDNIK", "Aednik")],
)
def test_capitals_of_a_heading_are_no_name(said, name):
    assert post_name(said, "en") == name


@pytest.mark.parametrize("language", ["lt", "et", "fi", "en", "sv"])
@pytest.mark.parametrize("words", UNKNOWN)
def test_what_the_lexicon_does_not_know_as_a_whole_stays(language, words):
    assert post_name(words, language) == words
