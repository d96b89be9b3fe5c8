"""Sections headed by a topic that no list of section kinds knows: told by what stands below them."""

import pytest

from roles.reading.reader import read
from tests.reading.building import build
from tests.reading.notation import found, short

# Title, school, and sections: heading, kind, lines (a bullet begins with "* ").
SAMPLES = {
    "en": (
        "Job description: Greenhouse warden", "Elmfield School",
        ("About the post", "general", ["The greenhouse warden reports to the deputy head."]),
        ("Seeds and tools", "duties", ["Order the seeds by 10 February each year.", "Twice a term, sharpen the tools.",
                                       "In May the warden labels all beds by the 12th."]),
        ("Glass and ground", "general", ["The greenhouse has 40 panes and stands beside the river."]),
        ("Rain or shine", "duties", ["* Check the water barrels every Monday.", "* Close the roof when it storms."]),
    ),
    "et": (
        "Ametijuhend: digivahendite hoidja", "Jõekääru Kool",
        ("Töökohast", "general", ["Digivahendite hoidja allub õppealajuhatajale."]),
        ("Seadmed ja kasutajakontod", "duties", ["Kontrollib arvutid üle 10. veebruariks.",
                                                "Kaks korda õppeaastas korraldab koolituse.",
                                                "Mais valmistab hoidja kontod ette 12. kuupäevaks."]),
        ("Maja ja ümbrus", "general", ["Koolis on 240 õpilast ja maja asub jõe ääres."]),
        ("Aasta ülevaade", "duties", ["* Vaatab filtrid üle igal esmaspäeval.", "* Hoiab juhendid korras."]),
    ),
    "fi": (
        "Tehtävänkuvaus: laitevastaava", "Koivurannan koulu",
        ("Yleistä", "general", ["Laitevastaavan esihenkilö on apulaisrehtori."]),
        ("Laitteet ja tunnukset", "duties", ["Tarkistaa lainakoneet 10.2. mennessä.",
                                            "Kaksi kertaa lukukaudessa järjestetään perehdytys.",
                                            "Toukokuussa laitevastaava luo tunnukset 12. päivään mennessä."]),
        ("Talo ja ympäristö", "general", ["Koulussa on 240 oppilasta, ja talo sijaitsee joen rannalla."]),
        ("Vuosi pähkinänkuoressa", "duties", ["* Päivittää luettelon joka maanantai.", "* Opastaa uudet oppilaat."]),
    ),
    "lt": (
        "Pareigybės aprašymas: įrangos prižiūrėtojas", "Upėtakio mokykla",
        ("Apie darbo vietą", "general", ["Įrangos prižiūrėtojas pavaldus direktoriaus pavaduotojui."]),
        ("Mokomosios priemonės", "duties", ["Patikrina skolinamus kompiuterius iki vasario 10 d.",
                                           "Du kartus per pusmetį surengia mokymus.",
                                           "Gegužę prižiūrėtojas parengia paskyras iki 12 d."]),
        ("Namai ir aplinka", "general", ["Mokykloje yra 240 mokinių, pastatas stovi prie upės."]),
        ("Metai trumpai", "duties", ["* Kiekvieną pirmadienį patikrina kopijas.", "* Prižiūri spintas."]),
    ),
}  # fmt: skip


def as_text(title, school, *sections):
    parts = ["\n".join([heading, *lines]) for heading, _kind, lines in sections]
    return "\n\n".join([f"{title}\n{school}", *parts]).encode()


def as_file(kind, style, title, school, *sections):
    def heading(text, level):
        return {"h": text, "level": level} if style == "styled" else {"p": text, "bold": True}

    blocks = [heading(title, 1), {"p": school}]
    for name, _kind, lines in sections:
        blocks += [heading(name, 2), *({"b": line[2:]} if line[0] == "*" else {"p": line} for line in lines)]
    return build({"format": kind, "blocks": blocks})[0]


def batched(lines):
    """Headings with the line below each."""
    return zip(lines[::2], lines[1::2], strict=True)


def described(data, name="a.txt"):
    """Heading, kind and items of each section; the posts; the warnings."""
    document = read(data, name)
    sections = [
        (each["heading"], each["kind"], [item["text"] for item in each["items"]]) for each in document["sections"]
    ]
    return document, sections


@pytest.mark.parametrize(
    "form", ["txt", "docx styled", "docx bold", "odt styled", "odt bold", "pdf styled", "pdf bold"]
)
@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_topics_are_duties_or_general_by_what_stands_below_them(language, form):
    sample = SAMPLES[language]
    kind, _blank, style = form.partition(" ")
    data = as_text(*sample) if kind == "txt" else as_file(kind, style, *sample)
    document, sections = described(data, f"a.{kind}")
    assert sections == [
        (heading, known, [line.removeprefix("* ") for line in lines]) for heading, known, lines in sample[2:]
    ]
    (post,) = document["posts"]
    items = [(each["kind"], item) for each in document["sections"] for item in each["items"]]
    assert [item.get("binds") for kind, item in items] == [post if kind == "duties" else None for kind, _item in items]
    rules = [short(rule) for _kind, item in items for rule in item.get("rules", ())]
    assert rules[0] == "2-10"
    assert rules[2:4] == ["5-12", "1/week mon"]
    assert (document["language"], document["warnings"]) == (language, [])


def test_below_what_the_school_offers_a_topic_is_no_duty_where_duties_stand_above():
    for dated, *lines in (
        ("5 June", "Job description: Librarian", "Duties", "Counts the books by 5 June.", "What we offer",
         "25 days of leave.", "Life with us", "Staff eat together every Friday."),
        ("iga reede", "Sekretäri ametijuhend", "Kirjad ja kõned", "Edastab arved iga reede.", "Mida pakume",
         "Puhkus 35 päeva.", "Meie maja", "Töötajad kohtuvad igal esmaspäeval."),
        ("joka perjantai", "Toimenkuva: koulusihteeri", "Posti ja puhelut", "Toimittaa laskut joka perjantai.", "Edut",
         "Lomaa 38 päivää.", "Hyvinvointi", "Henkilöstö saunoo joka maanantai."),
        ("birželio 5 d.", "Bibliotekininko pareigybės aprašymas", "Knygos", "Suskaičiuoja knygas iki birželio 5 d.",
         "Ką siūlome", "35 dienos atostogų.", "Mūsų namai", "Darbuotojai pietauja kartu kiekvieną penktadienį."),
    ):  # fmt: skip
        title, *rest = lines
        text = "\n\n".join([title, *map("\n".join, batched(rest))])
        document, sections = described(text.encode())
        assert [kind for _heading, kind, _items in sections] == ["duties", "information", "information"]
        (rule,) = [rule for each in document["sections"] for item in each["items"] for rule in item.get("rules", ())]
        assert rule["words"].endswith(dated)


def test_cooperation_that_is_all_dated_is_duties_only_where_there_are_no_others():
    text = (
        "Job description: Librarian\n\n{}\nCounts books by 5 June.\n\nWorking with families\nSend letters by 1 May.\n"
    )
    _document, sections = described(text.format("Shelves").encode())
    assert [kind for _heading, kind, _items in sections] == ["duties", "duties"]
    _document, sections = described(text.format("Duties").encode())
    assert [kind for _heading, kind, _items in sections] == ["duties", "cooperation"]


def test_work_without_a_date_makes_duties_only_where_there_are_no_others():
    text = "Job description: Librarian\n\nWhat we offer\n25 days of leave.\n\nShelves\nMends the books with care.\n"
    _document, sections = described(text.encode())
    assert [kind for _heading, kind, _items in sections] == ["information", "duties"]
    _document, sections = described(f"{text}\nTasks\nLends the books.\n".encode())
    assert [kind for _heading, kind, _items in sections] == ["information", "information", "duties"]


def test_short_lines_that_are_no_headings_stay_items():
    for text in (
        "Job description: Librarian\n\nDuties\nLends books.\n\nEnglish\n\nFrench\n",  # nothing said below
        "Job description: Librarian\n\nDuties\nLends books.\nOld books\nMends all of them.\n",  # nothing parts it
        "Job description: Librarian\n\nRequirements\nA degree.\n\nLanguages\nEnglish at a good level.\n",
        "Job description: Librarian\n\nDuties\nLends books.\n\nElm School\nThe shelves are full.\n",
        "Job description: Librarian\n\nReview\nEach year.\n\nAnna Tamm\nShe keeps a copy.\n",
    ):
        _document, sections = described(text.encode())
        assert len(sections) == 1


def test_the_month_of_a_sentence_gives_its_day_a_date():
    for language, text, rules in (
        ("en", "In August the clerk files them by the 20th.", ["by the 20th = 8-20"]),
        (
            "en",
            "In May, by the 10th, and in June, by the 12th, counts them",
            ["by the 10th = 5-10", "by the 12th = 6-12"],
        ),
        ("en", "In August the clerk files them. They are sent by the 20th.", ["In August = 8-?"]),
        ("en", "In June and August the clerk files them by the 20th.", ["In June = 6-?", "August = 8-?"]),
        ("et", "Augustis koostab ta nimekirja 20. kuupäevaks.", ["20. kuupäevaks = 8-20"]),
        ("fi", "Elokuussa hän laatii luettelon 20. päivään mennessä.", ["20. päivään mennessä = 8-20"]),
        ("lt", "Rugpjūtį jis parengia sąrašą iki 20 dienos.", ["iki 20 dienos = 8-20"]),
    ):
        assert found(text, language) == rules


def test_lines_of_a_file_that_nobody_wrapped_are_items_however_long():
    longest = "Each month, no later than the fifth working day, the clerk writes to the head."
    _document, sections = described(
        f"Job description: Clerk\n\nDuties\n{longest}\nBy 30 June the marks are filed.\n".encode()
    )
    assert sections == [("Duties", "duties", [longest, "By 30 June the marks are filed."])]
    wrapped = "Each month the clerk writes to the head of\nthe school. By 30 June the marks are filed and\nlocked.\n"
    _document, sections = described(f"Job description: Clerk\n\nDuties\n{wrapped}".encode())
    assert [len(items) for _heading, _kind, items in sections] == [1]


def test_a_document_about_no_post_keeps_its_topics():
    text = "Policy on visitors\n\nAim\nVisitors are safe.\n\nFees\nVisits cost nothing.\n\nBadges\nThere are 40.\n"
    _document, sections = described(text.encode())
    policy = [kind for _heading, kind, _items in sections]
    _document, sections = described(text.replace("Policy on visitors", "Job description: Gate keeper").encode())
    assert (policy, [kind for _heading, kind, _items in sections]) == (
        ["purpose", "duties", "duties"],
        ["purpose", "duties", "general"],
    )


def test_topics_that_look_otherwise_than_the_headings_above_are_sections_all_the_same():
    text = """JOB DESCRIPTION: CLERK

GENERAL INFORMATION
The clerk reports to the head.

Letters and calls
Answers letters within two days.

Keys and doors
Locks the doors every day.

FINAL PROVISIONS
The description is reviewed every year.
"""
    _document, sections = described(text.encode())
    assert [(heading, kind) for heading, kind, _items in sections] == [
        ("GENERAL INFORMATION", "general"),
        ("Letters and calls", "duties"),
        ("Keys and doors", "duties"),
        ("FINAL PROVISIONS", "amendment"),
    ]


def test_a_line_right_above_a_table_names_its_section_among_stronger_headings():
    blocks = [
        {"h": "Job description: Clerk", "level": 1}, {"h": "Purpose", "level": 2}, {"p": "Order in the office."},
        {"h": "Duties", "level": 2}, {"p": "Files letters."}, {"p": "Tasks with dates"},
        {"table": [["Task", "Deadline"], ["Accounts", "5 May"], ["Archive", "1 June"]], "header": True},
    ]  # fmt: skip
    _document, sections = described(build({"format": "docx", "blocks": blocks})[0], "a.docx")
    assert sections[2:] == [("Tasks with dates", "duties", ["Accounts", "Archive"])]


def test_a_row_of_names_above_the_next_chapter_is_no_topic():
    text = (
        "Lamp keeper's job description\n\n1. GENERAL\n\n1.1 Reports to 1.2 Stands in\n\nTeam lead Gardener, porter\n\n"
        "2. DUTIES\n\n2.1. Lights the lamps by 10 September.\n"
    )
    found = read(text.encode(), "text.txt")
    assert [section.get("heading") for section in found["sections"]] == ["GENERAL", "DUTIES"]
