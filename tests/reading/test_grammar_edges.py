"""Before a period's end, after its start, on days of the week, until an hour; how long something is kept; rights."""

import pytest

from roles.reading.grammar import find_rules
from tests.reading.notation import found

# sentence, what is found
SENTENCES = [
    ("en", "Gives the marks three working days before the half-year ends.",
     ["three working days before the half-year ends = end half_year -3wd"]),
    ("en", "Gives the marks 3 days before the half-year's end.",
     ["3 days before the half-year's end = end half_year -3cd"]),
    ("en", "Hands in the plan at least two weeks before the end of each term.",
     ["at least two weeks before the end of each term = end term -14cd"]),
    ("en", "Sends the list a week before the school year begins.",
     ["a week before the school year begins = start school_year -7cd"]),
    ("en", "Sends the list within 10 working days after the start of the school year.",
     ["within 10 working days after the start of the school year = start school_year +10wd"]),
    ("en", "Learns the names in the first two weeks of each term.",
     ["in the first two weeks of each term = start term +14cd"]),
    ("en", "Sends the plan two weeks before the school year plan is approved.",
     ["two weeks before the school year = other before 14cd"]),
    ("en", "Waters the ferns every Friday.", ["every Friday = 1/week fri"]),
    ("en", "Waters the ferns once a week, on Friday.", ["once a week, on Friday = 1/week fri"]),
    ("en", "By Wednesday each week sends the menu.", ["By Wednesday each week = 1/week wed"]),
    ("en", "Reports on Mondays and Thursdays.", ["on Mondays and Thursdays = 2/week mon thu"]),
    ("en", "Every second Friday rinses the filter.", ["Every second Friday = 1/two_weeks fri"]),
    ("en", "Enters absences every day by 10:00.", ["every day by 10:00 = 1+/school_day by 10:00"]),
    ("en", "By 3 p.m. each school day feeds the fish.", ["By 3 p.m. each school day = 1+/school_day by 15:00"]),
    ("en", "Every Friday, by 12:00, sends the list.", ["Every Friday, by 12:00 = 1/week fri by 12:00"]),
    ("en", "Meets parents on the first Monday of each month by 17:00.",
     ["on the first Monday of each month by 17:00 = 1/month by 17:00"]),
    ("en", "Opens the library from 8:00 to 16:00.", []),
    ("en", "The library is open every Friday until 16:00.", []),
    ("et", "Paneb hinded välja kolm tööpäeva enne poolaasta lõppu.",
     ["kolm tööpäeva enne poolaasta lõppu = end half_year -3wd"]),
    ("et", "Esitab aruande kolm tööpäeva enne õppeaasta lõppemist.",
     ["kolm tööpäeva enne õppeaasta lõppemist = end school_year -3wd"]),
    ("et", "Nädal enne õppeaasta algust vaatab ruumid üle.", ["Nädal enne õppeaasta algust = start school_year -7cd"]),
    ("et", "Esitab nimekirja 10 tööpäeva jooksul pärast õppeaasta algust.",
     ["10 tööpäeva jooksul pärast õppeaasta algust = start school_year +10wd"]),
    ("et", "Kastab lilli igal esmaspäeval ja neljapäeval.", ["igal esmaspäeval ja neljapäeval = 2/week mon thu"]),
    ("et", "Kastab lilli kord nädalas, reedel.", ["kord nädalas, reedel = 1/week fri"]),
    ("et", "Reedeti peseb filtri.", ["Reedeti = 1/week fri"]),
    ("et", "Märgib puudujad iga päev hiljemalt kell 10.00.",
     ["iga päev hiljemalt kell 10.00 = 1+/school_day by 10:00"]),
    ("et", "Saadab menüü igal kolmapäeval kella 15-ks.", ["igal kolmapäeval kella 15-ks = 1/week wed by 15:00"]),
    ("et", "Maja on avatud igal reedel kella 16-ni.", []),
    ("fi", "Antaa arvosanat kolme työpäivää ennen lukukauden päättymistä.",
     ["kolme työpäivää ennen lukukauden päättymistä = end term -3wd"]),
    ("fi", "Viikkoa ennen lukuvuoden alkua käy tilat läpi.",
     ["Viikkoa ennen lukuvuoden alkua = start school_year -7cd"]),
    ("fi", "Toimittaa luettelon kymmenen työpäivän kuluessa lukuvuoden alkamisesta.",
     ["kymmenen työpäivän kuluessa lukuvuoden alkamisesta = start school_year +10wd"]),
    ("fi", "Lukuvuoden alusta kahden viikon kuluessa laatii luettelon.",
     ["Lukuvuoden alusta kahden viikon kuluessa = start school_year +14cd"]),
    ("fi", "Kastelee kukat maanantaisin ja torstaisin.", ["maanantaisin ja torstaisin = 2/week mon thu"]),
    ("fi", "Kastelee kukat joka perjantai.", ["joka perjantai = 1/week fri"]),
    ("fi", "Kirjaa poissaolot joka päivä klo 10 mennessä.", ["joka päivä klo 10 mennessä = 1+/school_day by 10:00"]),
    ("fi", "Lähettää ruokalistan joka keskiviikko viimeistään klo 15.30.",
     ["joka keskiviikko viimeistään klo 15.30 = 1/week wed by 15:30"]),
    ("fi", "Talo on avoinna joka perjantai klo 16 asti.", []),
    ("lt", "Įrašo pažymius likus 3 darbo dienoms iki pusmečio pabaigos.",
     ["likus 3 darbo dienoms iki pusmečio pabaigos = end half_year -3wd"]),
    ("lt", "Įrašo pažymius 3 darbo dienos prieš pusmečio pabaigą.",
     ["3 darbo dienos prieš pusmečio pabaigą = end half_year -3wd"]),
    ("lt", "Pateikia sąrašą ne vėliau kaip prieš dvi savaites iki mokslo metų pradžios.",
     ["ne vėliau kaip prieš dvi savaites iki mokslo metų pradžios = start school_year -14cd"]),
    ("lt", "Pateikia sąrašą per 10 darbo dienų nuo mokslo metų pradžios.",
     ["per 10 darbo dienų nuo mokslo metų pradžios = start school_year +10wd"]),
    ("lt", "Prasidėjus mokslo metams per dvi savaites sudaro sąrašą.",
     ["Prasidėjus mokslo metams per dvi savaites = start school_year +14cd"]),
    ("lt", "Laisto gėles kiekvieną pirmadienį ir ketvirtadienį.",
     ["kiekvieną pirmadienį ir ketvirtadienį = 2/week mon thu"]),
    ("lt", "Penktadieniais plauna filtrą.", ["Penktadieniais = 1/week fri"]),
    ("lt", "Pažymi neatvykusius kasdien iki 10 val.", ["kasdien iki 10 val. = 1+/school_day by 10:00"]),
    ("lt", "Siunčia valgiaraštį kiekvieną trečiadienį iki 15.00 val.",
     ["kiekvieną trečiadienį iki 15.00 val. = 1/week wed by 15:00"]),
    ("lt", "Gali skirti iki 10 val. per mėnesį.", []),
    ("lt", "Skaitykla dirba kiekvieną penktadienį iki 16 val.", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence", "expected"), SENTENCES, ids=[f"{row[0]} {row[1]}" for row in SENTENCES]
)
def test_sentences(language, sentence, expected):
    assert found(sentence, language) == expected


KEPT = [
    ("en", "The recordings are kept 30 days after the end of each month."),
    ("en", "Stores the minutes for three years after the school year ends."),
    ("en", "Archives the lists for five years from the end of the year."),
    ("en", "Keeps the diaries five years after the end of the school year."),
    ("et", "Säilitab protokolle kolm aastat pärast õppeaasta lõppu."),
    ("et", "Logisid säilitatakse kolm kuud pärast õppeaasta lõppu."),
    ("et", "Hoiab dokumente alles 5 aastat pärast õppeaasta lõppu."),
    ("fi", "Lokeja säilytetään kolme kuukautta lukuvuoden päättymisen jälkeen."),
    ("fi", "Säilyttää pöytäkirjat viisi vuotta lukuvuoden päättymisen jälkeen."),
    ("lt", "Žurnalai saugomi tris mėnesius pasibaigus mokslo metams."),
    ("lt", "Saugo protokolus penkerius metus pasibaigus mokslo metams."),
]


@pytest.mark.parametrize(("language", "sentence"), KEPT)
def test_how_long_something_is_kept_is_no_deadline(language, sentence):
    assert [one.rule for one in find_rules(sentence, language)] == []


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "Minutes (kept for 5 years) are sent out by 10 May.", ["by 10 May = 5-10"]),
        ("lt", "Protokolus (saugomi 5 metus) pateikia iki gegužės 10 d.", ["iki gegužės 10 d. = 5-10"]),
    ],
)
def test_a_deadline_beside_a_time_of_keeping_stays(language, sentence, expected):
    assert found(sentence, language) == expected


RIGHTS = [
    ("en", "Takes part in a course once a year.", "", "right"),
    ("en", "Must report a loss by 1 June.", "", "duty"),
    ("en", "Returns the keys by 1 June.", "The employee is obliged to:", "duty"),
    ("en", "Returns the keys by 1 June.", "Rights and responsibility", "right"),
    ("et", "Saab koolitust kord aastas.", "", "right"),
    ("et", "Peab teatama kahjust 1. juuniks.", "", "duty"),
    ("fi", "Pääsee koulutukseen kerran vuodessa.", "", "right"),
    ("fi", "On velvollinen palauttamaan avaimet 1. kesäkuuta mennessä.", "", "duty"),
    ("lt", "Dalyvauja kursuose kartą per metus.", "", "right"),
    ("lt", "Privalo grąžinti raktus iki birželio 1 d.", "", "duty"),
]


@pytest.mark.parametrize(("language", "sentence", "heading", "binding"), RIGHTS)
def test_among_the_rights_only_what_somebody_must_is_a_duty(language, sentence, heading, binding):
    rules = [one.rule for one in find_rules(sentence, language, kind="rights", heading=heading)]
    assert [rule["binding"] for rule in rules] == [binding]
