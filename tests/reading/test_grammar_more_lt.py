"""Lithuanian sentences of the kinds that the first reading of other documents missed."""

import pytest

from tests.reading.notation import found

SENTENCES = [
    ("Kas mėnesį, iki 12 d., perduoda skaitiklių rodmenis.", ["Kas mėnesį, iki 12 d. = end month +12cd"]),
    (
        "Kas ketvirtį, iki kito mėnesio 15 d., teikia ataskaitą.",
        ["Kas ketvirtį, iki kito mėnesio 15 d. = end quarter +15cd"],
    ),
    (
        "Pasibaigus pusmečiui, per savaitę sutikrina sąrašus.",
        ["Pasibaigus pusmečiui, per savaitę = end half_year +7cd"],
    ),
    (
        "Pirmąją kiekvieno mėnesio darbo dieną siunčia priminimą.",
        ["Pirmąją kiekvieno mėnesio darbo dieną = end month +1wd"],
    ),
    ("Kiekvieno mėnesio antrą penktadienį veda konsultaciją.", ["Kiekvieno mėnesio antrą penktadienį = 1/month"]),
    (
        "Du kartus per metus, iki kovo 1 d. ir iki spalio 1 d., teikia suvestinę.",
        ["iki kovo 1 d. = 3-1", "iki spalio 1 d. = 10-1"],
    ),
    ("Iki gegužės dvidešimt penktos dienos surenka vadovėlius.", ["Iki gegužės dvidešimt penktos dienos = 5-25"]),
    ("Iki lapkričio vienuoliktosios parengia planą.", ["Iki lapkričio vienuoliktosios = 11-11"]),
    ("Pirmąją spalio savaitę keičia slaptažodžius.", ["Pirmąją spalio savaitę = 10-7"]),
    ("Nesibaigus balandžiui peržiūri sutartis.", ["Nesibaigus balandžiui = end month4 +0cd"]),
    ("Per II ketv. atnaujina licencijas.", ["Per II ketv. = end month6 +0cd"]),
    ("Dukart per savaitę tikrina spausdintuvus.", ["Dukart per savaitę = 2/week"]),
    ("Kartą į mėnesį valo serverinę.", ["Kartą į mėnesį = 1/month"]),
    ("Kas vakarą išjungia ekranus.", ["Kas vakarą = 1+/school_day"]),
    ("Kiekvieną pirmadienį ir trečiadienį budi.", ["Kiekvieną pirmadienį ir trečiadienį = 2/week mon wed"]),
    (
        "Sugedusį kompiuterį pakeičia per 2 darbo dienas.",
        ["per 2 darbo dienas = device_broken after 2wd"],
    ),
    ("Pasirūpina sugedusiais kompiuteriais.", []),
    (
        "Išvykstančio mokinio paskyrą uždaro per 3 darbo dienas.",
        ["per 3 darbo dienas = pupil_leaves after 3wd"],
    ),
    ("Padeda išvykstantiems mokiniams.", []),
    (
        "Prieš perduodamas kompiuterį kitam darbuotojui ištrina duomenis.",
        ["Prieš perduodamas kompiuterį kitam darbuotojui ištrina duomenis = handover before"],
    ),
    (
        "Paskutinę mokytojo darbo dieną perima raktus ir per savaitę sutikrina sąrašą.",
        ["Paskutinę mokytojo darbo dieną = staff_leaves at", "per savaitę = staff_leaves after 7cd"],
    ),
    (
        "Naujam mokytojui pradėjus dirbti, per pirmąsias tris dienas sukuria paskyrą.",
        ["Naujam mokytojui pradėjus dirbti, per pirmąsias tris dienas = staff_arrives after 3cd"],
    ),
    ("Prieš Velykas patikrina įrangą.", ["Prieš Velykas = period_start before"]),
    ("Iki Kalėdų atostogų surenka ausines.", ["Iki Kalėdų atostogų = period_start before"]),
    ("Prieš prasidedant pusmečiui atnaujina tvarkaraštį.", ["Prieš prasidedant pusmečiui = period_start before"]),
    (
        "Savaitę prieš mokslo metų pradžią parengia kabinetus.",
        ["Savaitę prieš mokslo metų pradžią = period_start before 7cd"],
    ),
    (
        "Likus 5 d. d. iki trimestro pabaigos primena mokytojams.",
        ["Likus 5 d. d. iki trimestro pabaigos = end trimester -5wd"],
    ),
    ("Birželyje perduoda archyvą.", ["Birželyje = 6-?"]),
    (
        "Gavęs direktoriaus įsakymą per 2 dienas įkelia mokinį.",
        ["Gavęs direktoriaus įsakymą per 2 dienas = order after 2cd"],
    ),
    (
        "Pastebėjęs saugumo spragą nedelsdamas praneša.",
        ["Pastebėjęs saugumo spragą nedelsdamas = illegal_software_or_security_breach_found after!"],
    ),
    ("Pastebėjus, kad dingo raktai, nedelsiant pranešti.", ["Pastebėjus, kad dingo raktai, nedelsiant = other after!"]),
    ("Dirba pirmadieniais–penktadieniais.", []),
    ("Mokinių paskyrų sąrašą tikrina lapkričio 3-ąją.", ["lapkričio 3-ąją = 11-3"]),
    ("Atsako už duomenų saugą pasibaigus darbo sutarčiai.", []),
    ("Kartą per metus (iki vasario 1 d.) pateikia inventoriaus sąrašą.", ["iki vasario 1 d. = 2-1"]),
    ("Iki 09 15 pateikia sąrašą.", ["Iki 09 15 = 9-15"]),
    (
        "Ne vėliau kaip per 10 d. d. nuo mokslo metų pabaigos suarchyvuoja.",
        ["Ne vėliau kaip per 10 d. d. nuo mokslo metų pabaigos = end school_year +10wd"],
    ),
    ("Kas antrą savaitę tikrina kopijas.", ["Kas antrą savaitę = 1/two_weeks"]),
    ("2 k./mėn. tikrina kopijas.", ["2 k./mėn. = 2/month"]),
    (
        "Iki kiekvieno mėnesio paskutinės darbo dienos teikia žiniaraštį.",
        ["Iki kiekvieno mėnesio paskutinės darbo dienos = end month +0wd"],
    ),
    ("Kiekvieną ketvirtį peržiūri prieigos teises.", ["Kiekvieną ketvirtį = 1/quarter"]),
    ("Per 24 val. nuo incidento praneša.", ["Per 24 val. = other after 24h"]),
    ("Mokslo metų pradžioje supažindina su taisyklėmis.", ["Mokslo metų pradžioje = 1/school_year"]),
    ("Ne rečiau kaip 2 ar 3 kartus per metus veda mokymus.", ["Ne rečiau kaip 2 ar 3 kartus per metus = 2+/year"]),
    ("Vasario mėn. 1–10 d. renka prašymus.", ["Vasario mėn. 1–10 d. = 2-10"]),
    ("Iki penktadienio pateikia ataskaitą.", []),
    ("Kiekvienos savaitės pabaigoje daro kopiją.", ["Kiekvienos savaitės pabaigoje = 1/week"]),
    ("Pernai iki spalio 1 d. nuomavo planšetes.", []),
    ("Kontroliniai per savaitę negali viršyti keturių.", []),
    ("Tiekėjas gedimus šalina per 15 darbo dienų.", []),
    ("Atsarginė kopija – kas savaitę (kopijos saugomos 3 mėnesius).", ["kas savaitę = 1/week"]),
    ("Gedimai pašalinti per 3 darbo dienas.", ["per 3 darbo dienas = device_broken after 3wd"]),
    (
        "Pametusiems slaptažodį naują suteikia per 1 valandą.",
        ["per 1 valandą = user_lost_credentials after 1h"],
    ),
]

HEADINGS = [
    ("Iki 10 d. pateikia ataskaitą.", "SPALIS", ["Iki 10 d. = 10-10"]),
    ("Iki 10 d. pateikia ataskaitą.", "Pareigos", []),
    ("Iki mėnesio pabaigos surenka prašymus.", "Kovas", ["Iki mėnesio pabaigos = end month3 +0cd"]),
    ("Per 2 darbo dienas", "Sugedusios įrangos keitimas", ["Per 2 darbo dienas = device_broken after 2wd"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert found(text, "lt") == expected


@pytest.mark.parametrize(("text", "heading", "expected"), HEADINGS)
def test_what_the_heading_says(text, heading, expected):
    assert found(text, "lt", heading=heading) == expected
