"""Finnish sentences and the time rules in them; half of them have none."""

import pytest

from roles.reading.grammar import find_rules
from tests.reading.notation import found

RULES = [
    # dates of each school year
    ("Toimittaa luettelon syyskuun 10. päivään mennessä.", ["syyskuun 10. päivään mennessä = 9-10"]),
    ("Toimittaa luettelon 10. syyskuuta mennessä.", ["10. syyskuuta mennessä = 9-10"]),
    ("Toimittaa luettelon 10.9. mennessä.", ["10.9. mennessä = 9-10"]),
    ("Toimittaa luettelon viimeistään 10.9. ja tarkistaa sen.", ["viimeistään 10.9. = 9-10"]),
    ("Laatii suunnitelman viimeistään 15. lokakuuta.", ["viimeistään 15. lokakuuta = 10-15"]),
    ("Vuosittain 31.1. mennessä laatii selvityksen.", ["Vuosittain 31.1. mennessä = 1-31"]),
    ("Tilaa kirjat joka vuosi 1.6. mennessä.", ["joka vuosi 1.6. mennessä = 6-1"]),
    ("Kerää toiveet ennen 1. toukokuuta.", ["ennen 1. toukokuuta = 4-30"]),
    ("Kerää toiveet ennen 1.5. ja kokoaa ne.", ["ennen 1.5. = 4-30"]),
    ("Asentaa päivitykset 1.–15.8. mennessä.", ["1.–15.8. mennessä = 8-15"]),
    ("Päivittää suunnitelman vuosittain tammikuussa.", ["vuosittain tammikuussa = 1-?"]),
    ("Maaliskuussa järjestää tietoturvaviikon.", ["Maaliskuussa = 3-?"]),
    ("Kerää laitteet toukokuun aikana.", ["toukokuun aikana = 5-?"]),
    ("Tilaa lisenssit lokakuuhun mennessä.", ["lokakuuhun mennessä = 10-?"]),
    ("Tarkistaa suunnitelman maaliskuun puoliväliin mennessä.", ["maaliskuun puoliväliin mennessä = 3-15"]),
    ("Syyskuun toisella viikolla pitää koulutuksen.", ["Syyskuun toisella viikolla = 9-14"]),
    (
        "Kunkin lukuvuoden alussa, kuitenkin viimeistään 12.9., avaa ryhmät.",
        ["Kunkin lukuvuoden alussa, kuitenkin viimeistään 12.9. = 9-12"],
    ),
    ("Toimittaa luettelon sysykuun 10. päivään mennessä.", ["sysykuun 10. päivään mennessä = 9-10"]),
    # ends of months and periods
    ("Inventoi laitteet toukokuun loppuun mennessä.", ["toukokuun loppuun mennessä = end month5 +0cd"]),
    ("Hakee avustusta ennen helmikuun loppua.", ["ennen helmikuun loppua = end month2 +0cd"]),
    ("Sulkee tunnukset elokuun viimeisenä arkipäivänä.", ["elokuun viimeisenä arkipäivänä = end month8 +0wd"]),
    (
        "Sulkee tunnukset kesäkuun viimeiseen työpäivään mennessä.",
        ["kesäkuun viimeiseen työpäivään mennessä = end month6 +0wd"],
    ),
    (
        "Tekee selvityksen II vuosineljänneksen loppuun mennessä.",
        ["II vuosineljänneksen loppuun mennessä = end month6 +0cd"],
    ),
    ("Laskuttaa kunkin kuun 5. päivään mennessä.", ["kunkin kuun 5. päivään mennessä = end month +5cd"]),
    (
        "Laskuttaa seuraavan kuukauden viidenteen päivään mennessä.",
        ["seuraavan kuukauden viidenteen päivään mennessä = end month +5cd"],
    ),
    ("Kuun ensimmäisenä arkipäivänä tarkistaa tilaukset.", ["Kuun ensimmäisenä arkipäivänä = end month +1wd"]),
    (
        "Kuukauden viiden ensimmäisen työpäivän kuluessa raportoi.",
        ["Kuukauden viiden ensimmäisen työpäivän kuluessa = end month +5wd"],
    ),
    (
        "Täyttää lomakkeen viiden työpäivän kuluessa kuukauden päättymisestä.",
        ["viiden työpäivän kuluessa kuukauden päättymisestä = end month +5wd"],
    ),
    (
        "Vahvistaa arviot 7 (seitsemän) työpäivän kuluessa jakson tai lukuvuoden päättymisestä.",
        ["7 (seitsemän) työpäivän kuluessa jakson tai lukuvuoden päättymisestä = end term+school_year +7wd"],
    ),
    (
        "Kahden viikon kuluessa lukuvuoden päättymisestä raportoi.",
        ["Kahden viikon kuluessa lukuvuoden päättymisestä = end school_year +14cd"],
    ),
    (
        "Viikon kuluessa lukukauden päättymisestä tapaa huoltajat.",
        ["Viikon kuluessa lukukauden päättymisestä = end term +7cd"],
    ),
    ("Arvioi suoritukset kunkin jakson päätyttyä.", ["kunkin jakson päätyttyä = end term +?"]),
    ("Lukuvuoden päättymisen jälkeen tulostaa koosteen.", ["Lukuvuoden päättymisen jälkeen = end school_year +?"]),
    ("Jakson viimeisenä päivänä julkaisee arviot.", ["Jakson viimeisenä päivänä = end term =0cd"]),
    ("Päivittää luettelon lukukauden loppuun mennessä.", ["lukukauden loppuun mennessä = end term +0cd"]),
    ("Lukuvuoden lopussa kerää avaimet.", ["Lukuvuoden lopussa = end school_year +0cd"]),
    # how often
    ("Tapaa tiimin kerran lukukaudessa.", ["kerran lukukaudessa = 1/term"]),
    ("Osallistuu verkostoon 2–3 krt/lv.", ["2–3 krt/lv = 2-3/school_year"]),
    ("Osallistuu verkostoon noin 3-4 kertaa lukuvuodessa.", ["noin 3-4 kertaa lukuvuodessa = ~3-4/school_year"]),
    ("Osallistuu päivään n. 2 krt/toimintakausi.", ["n. 2 krt/toimintakausi = ~2/activity_period"]),
    ("Pitää koulutuksen vähintään kahdesti vuodessa.", ["vähintään kahdesti vuodessa = 2+/year"]),
    ("Kokoaa ryhmän kolmesti lukuvuoden aikana.", ["kolmesti lukuvuoden aikana = 3/school_year"]),
    ("Lukuvuoden aikana kerran kuukaudessa kouluttaa.", ["Lukuvuoden aikana kerran kuukaudessa = 1/month"]),
    ("Tarkistaa lokit joka toinen viikko.", ["joka toinen viikko = 1/two_weeks"]),
    ("Tarkistaa lokit kahden viikon välein.", ["kahden viikon välein = 1/two_weeks"]),
    ("Uusii salasanat kolmen kuukauden välein.", ["kolmen kuukauden välein = 1/quarter"]),
    ("Laatii raportin kuukausittain.", ["kuukausittain = 1/month"]),
    ("Raportoi neljännesvuosittain johtokunnalle.", ["neljännesvuosittain = 1/quarter"]),
    ("Puolivuosittain testaa palautuksen.", ["Puolivuosittain = 1/half_year"]),
    ("Tarkistaa varmuuskopiot päivittäin.", ["päivittäin = 1+/school_day"]),
    ("Merkitsee poissaolot joka koulupäivä.", ["joka koulupäivä = 1+/school_day"]),
    ("Viikoittain käynnistää palvelimen uudelleen.", ["Viikoittain = 1/week"]),
    ("Joka maanantai tarkistaa luokan.", ["Joka maanantai = 1/week mon"]),
    ("Perjantaisin varmistaa tiedot.", ["Perjantaisin = 1/week fri"]),
    ("Vaihtaa koodin vähintään kerran jaksossa.", ["vähintään kerran jaksossa = 1+/term"]),
    ("Lukuvuoden alussa perehdyttää opettajat.", ["Lukuvuoden alussa = 1/school_year"]),
    ("Opettaa enintään kolme kurssia lukuvuodessa.", ["enintään kolme kurssia lukuvuodessa = 0-3/school_year cap"]),
    # around events
    (
        "Ilmoittaa viasta välittömästi laitteen rikkoutuessa.",
        ["välittömästi laitteen rikkoutuessa = device_broken after!"],
    ),
    (
        "Poistaa tunnuksen kolmen päivän kuluessa oppilaan erottua koulusta.",
        ["kolmen päivän kuluessa oppilaan erottua koulusta = pupil_leaves after 3cd"],
    ),
    ("Uuden oppilaan aloittaessa luo tunnuksen.", ["Uuden oppilaan aloittaessa = pupil_arrives after"]),
    (
        "Sulkee tilin 24 tunnin kuluessa työsuhteen päättymisestä.",
        ["24 tunnin kuluessa työsuhteen päättymisestä = staff_leaves after 24h"],
    ),
    ("Ilmoittaa kokeesta viikkoa ennen.", ["viikkoa ennen = planned_test before 7cd"]),
    (
        "Lähettää kutsun viimeistään kaksi viikkoa ennen kokousta.",
        ["viimeistään kaksi viikkoa ennen kokousta = planned_meeting before 14cd"],
    ),
    (
        "Tiedottaa katkosta kaksi työpäivää etukäteen.",
        ["kaksi työpäivää etukäteen = planned_change_or_outage before 2wd"],
    ),
    ("Ennen lukuvuoden alkua asentaa laitteet.", ["Ennen lukuvuoden alkua = period_start before"]),
    ("Vastaa viestiin samana päivänä.", ["samana päivänä = other after 0cd"]),
    ("Vastaa viestiin seuraavana työpäivänä.", ["seuraavana työpäivänä = other after 1wd"]),
    ("Korjaa virheen mahdollisimman pian.", ["mahdollisimman pian = fault_or_inaccuracy_noticed after~"]),
    ("Yhteystietojen muuttuessa päivittää rekisterin.", ["Yhteystietojen muuttuessa = data_changed after"]),
    (
        "Kiusaamista havaitessaan puuttuu siihen heti.",
        ["Kiusaamista havaitessaan puuttuu siihen heti = bullying_suspected_or_noticed after!"],
    ),
    (
        "Vastaa viiden työpäivän kuluessa pyynnön saapumisesta.",
        ["viiden työpäivän kuluessa pyynnön saapumisesta = request_received after 5wd"],
    ),
    ("Tarvittaessa tilaa varaosia.", ["Tarvittaessa = need_arises at"]),
    ("Suorittaa muut rehtorin määräämät tehtävät.", ["muut rehtorin määräämät tehtävät = order as_ordered"]),
    ("Toimii lähiesihenkilön ohjeiden mukaan.", ["lähiesihenkilön ohjeiden mukaan = order as_ordered"]),
    # without a date
    ("Seuraa jatkuvasti tietoturvatiedotteita.", ["jatkuvasti = continuous"]),
    ("Pitää luettelot ajan tasalla.", ["ajan tasalla = continuous"]),
    ("Toimittaa raportit ajallaan.", ["ajallaan = continuous"]),
    # words of the vetoes in sentences that are duties all the same
    ("Arkistoi asiakirjat kerran vuodessa.", ["kerran vuodessa = 1/year"]),
    ("Toimittaa lomatoiveet 15.3. mennessä.", ["15.3. mennessä = 3-15"]),
    ("Kokoaa työajan seurannan tiedot.", []),
    (
        "Palauttaa tiedot 4 tunnin kuluessa vikailmoituksen saapumisesta.",
        ["4 tunnin kuluessa vikailmoituksen saapumisesta = device_broken after 4h"],
    ),
    ("Antaa koosteen 15.1. ja 15.6. mennessä.", ["15.1. = 1-15", "15.6. mennessä = 6-15"]),
    ("Vähintään 1 x kk tarkistaa palvelimen.", ["Vähintään 1 x kk = 1+/month"]),
    (
        "Järjestää lukuvuoden aikana vähintään kolme koulutusta.",
        ["lukuvuoden aikana vähintään kolme koulutusta = 3+/school_year"],
    ),
    (
        "Luo tunnuksen ennen uuden työntekijän aloittamista.",
        ["ennen uuden työntekijän aloittamista = staff_arrives before"],
    ),
    (
        "Kun laite ei toimi, vaihtaa sen samana päivänä.",
        ["Kun laite ei toimi, vaihtaa sen samana päivänä = device_broken after 0cd"],
    ),
    # two in one sentence
    (
        "Tarkistaa luettelot kuukausittain; 15.6. mennessä antaa yhteenvedon.",
        ["kuukausittain = 1/month", "15.6. mennessä = 6-15"],
    ),
    (
        "Laatii kerran vuodessa suunnitelman ja korjaa sitä tarvittaessa.",
        ["kerran vuodessa = 1/year", "tarvittaessa = need_arises at"],
    ),
    (
        "Palauttaa viimeistään 10.9. Tarkistaa luettelot kuukausittain.",
        ["viimeistään 10.9 = 9-10", "kuukausittain = 1/month"],
    ),
]

TRAPS = [
    "Johtokunta on hyväksynyt ohjeen kokouksessaan 10.9.2024.",
    "Hyväksytty 10. syyskuuta 2024.",
    "Noudattaa perusopetuslain § 29 säännöksiä.",
    "Lokitiedot säilytetään 6 kuukauden ajan.",
    "Varmuuskopiot säilytetään kolmen vuoden aikana.",
    "Asiakirjat arkistoidaan 10 vuodeksi.",
    "Säilytysaika on kaksi viikkoa lukuvuoden päättymisestä.",
    "Tukipiste on avoinna joka päivä klo 8–16.",
    "Päivystys joka tiistai klo 14.",
    "Lukuvuosi alkaa 1.8. ja päättyy 31.7.",
    "Syyslukukausi päättyy viimeistään 22.12.",
    "Työkokemusta vähintään kaksi vuotta.",
    "Ylempi korkeakoulututkinto ja kokemusta kahdesti vuodessa pidettävistä koulutuksista.",
    "Vuosiloma on 38 päivää lukuvuodessa.",
    "Lomaa annetaan 28 päivää vuoden aikana.",
    "Palkka maksetaan kunkin kuun 15. päivään mennessä.",
    "Korvaus on 100 euroa kuukaudessa.",
    "Hakemukset toimitetaan 15.5. mennessä.",
    "Hakuaika päättyy 1.6. mennessä.",
    "Tehtävä alkaa viimeistään 1.8.",
    "Johtokunta valitaan neljäksi vuodeksi joka toinen syyskuussa.",
    "Toimikausi kestää joulukuun loppuun.",
    "Ohje tulee voimaan elokuun lopussa.",
    "Sopimus on voimassa joulukuun loppuun saakka.",
    "Työaika on 38 tuntia viikossa.",
    "Opetusvelvollisuus 24 tuntia, enintään kerran päivässä siirtyvä.",
    "Koeaika on kuusi kuukautta työsuhteen alkaessa.",
    "Arjen digituki henkilöstölle.",
    "Tukee opettajia arkisessa digityössä.",
    "Laatii koulun vuosisuunnitelman.",
    "Valmistelee lukuvuoden työsuunnitelmaa.",
    "Vastaa viikon ruokalistasta.",
    "Pitää päiväkirjaa ja työpäiväkirjaa.",
    "Ohjaa 9. luokan oppilaita.",
    "Ohjaa 1.–4. luokkien oppilaita.",
    "Tuntee kohdassa 5.1 kuvatut periaatteet.",
    "Järjestää itsenäisyyspäivän juhlan 6. joulukuuta.",
    "Työskentelee elokuusta toukokuuhun.",
    "Käyttää viimeisten viiden vuoden aikana ilmestynyttä aineistoa.",
    "Antaa oppilaille toisen mahdollisuuden.",
    "Toinen opettaja toimii parina.",
    "Tekee yhteistyötä toisten koulujen kanssa.",
    "Kertaa opittuja asioita oppilaiden kanssa.",
    "Kertoo koulun toiminnasta.",
    "Koulutuskulut enintään 300 euroa lukuvuodessa.",
    "Liitteessä 3 luetellaan laitteet.",
    "Järjestelmän palautumisaika on enintään 4 tunnin kuluessa.",
    "Vasteaika on 8 tunnin sisällä.",
    "Huone 10.05 on lukittu.",
    "Puhelin 6543 210, huone 12.",
    "Toukokuu on koulun juhlakuu.",
    "Kurssin laajuus on 35 viikkoa.",
    "Oppitunnin pituus on 45 minuuttia.",
    "Oppilas on vähintään 7 vuotta vanha.",
    "Etätyö mahdollisuuksien mukaan.",
    "Lukukausi tarkoittaa aikaa elokuun alusta joulukuun loppuun.",
    "Vastaa kysymyksiin asiantuntevasti.",
    "Irtisanomisaika on 14 päivää ennen sopimuksen päättymistä.",
    "Viikko 42 on lomaviikko.",
    "Kuusi oppilasta kuuluu ryhmään.",
    "Heinäkuu on lomakuukausi.",
    "Joka kolmas vuosi suorittaa koulutuksen.",
    "Viiden vuoden välein suorittaa ensiapukoulutuksen.",
    "Kolmen vuoden kuluessa suorittaa opinnot.",
]


@pytest.mark.parametrize(("text", "rules"), RULES)
def test_a_sentence_has_these_rules(text, rules):
    assert found(text, "fi") == rules


@pytest.mark.parametrize("text", TRAPS)
def test_what_looks_like_time_and_is_none(text):
    assert found(text, "fi") == []


@pytest.mark.parametrize(
    ("text", "section", "rules"),
    [
        ("Saa tarvittaessa täydennyskoulutusta.", {"kind": "rights"}, ["tarvittaessa = need_arises at right"]),
        ("Työntekijällä on oikeus saada kerran vuodessa koulutusta.", {}, ["kerran vuodessa = 1/year right"]),
        ("Tehtävänkuva tarkistetaan kerran vuodessa.", {}, ["kerran vuodessa = 1/year document"]),
        (
            "Tehtävänkuvaa muutetaan työtehtävien muuttuessa.",
            {"kind": "amendment"},
            ["työtehtävien muuttuessa = work_organisation_changed after document"],
        ),
        ("Tarvittaessa sijaistaa kollegaa.", {"kind": "general"}, ["Tarvittaessa = need_arises at standing"]),
        (
            "Kiusaamista havaittaessa:",
            {"kind": "safety_procedure"},
            ["Kiusaamista havaittaessa = bullying_suspected_or_noticed at trigger"],
        ),
        ("Työskentelee ajallaan ja kuukausittain.", {"kind": "competences"}, []),
        ("Toimittaa asiakirjat 1.6. mennessä.", {"kind": "information"}, []),
    ],
)
def test_the_section_and_the_sentence_say_what_binds(text, section, rules):
    assert found(text, "fi", **section) == rules


def test_who_orders_and_what_is_counted():
    [one] = find_rules("Osallistuu työryhmään rehtorin määräyksestä.", "fi")
    assert one.rule["ordered_by"] == "head_of_school"
    [one] = find_rules("Opettaa enintään kolme kurssia lukuvuodessa.", "fi")
    assert (one.rule["counts"], one.rule["min"], one.rule["max"]) == ("course", 0, 3)


def test_within_the_school_year_and_not_before():
    [one] = find_rules("Lukuvuoden aikana kerran kuukaudessa kouluttaa.", "fi")
    assert one.rule["within"] == "school_year"
    [one] = find_rules("Opetuksen päätyttyä, viimeistään elokuun viimeisenä työpäivänä, arkistoi.", "fi")
    assert one.rule["not_before"] == "education_process_end"
