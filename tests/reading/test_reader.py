"""From lines to structure: frame, sections, items, posts, in four languages; nothing is lost."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roles.reading.languages import LANGUAGES, language_of
from roles.reading.lines import Extracted, Line, UnreadableError
from roles.reading.reader import read, read_lines
from roles.structure import parse
from tests.reading.written import written

LT = """
PATVIRTINTA
Varliabalio gimnazijos direktoriaus
2023 m. kovo 3 d. įsakymu Nr. V-41

^**VARLIABALIO GIMNAZIJOS
^**BIBLIOTEKININKO
^**PAREIGYBĖS APRAŠYMAS

^**I SKYRIUS
^**PAREIGYBĖ
1. Bibliotekininkas yra specialistas.
2. Pareigybės lygis – B.
3. Bibliotekininkas tiesiogiai pavaldus direktoriaus pavaduotojui ugdymui.
^**II SKYRIUS
^**FUNKCIJOS
4. Bibliotekininkas:
4.1. išduoda vadovėlius;
4.2. surašo fondą:
4.2.1. mokytojų;
4.2.2. mokinių.
5. Klasės vadovas kas mėnesį tikrina sąrašus.
6. Visi mokytojai privalo grąžinti knygas:
a) laiku;
b) tvarkingas.
7. Klasės vadovo darbas aptariamas taryboje.

Susipažinau ir sutinku
_____________ (parašas)
"""
ET = """
KINNITATUD
direktori 12.08.2024 käskkirjaga nr 1-3/14
Udumäe Põhikool
**Infojuhi ametijuhend
**1. Üldosa
1.1. Ametikoht: infojuht
1.2. Allub: direktorile
1.3. Asendaja: haridustehnoloog
1.4. Asendab: sekretäri
**2. Tööülesanded
2.1. Haldab kooli võrku.
2.2. Klassijuhatajad:
2.2.1. kontrollivad õpilaste andmeid;
2.2.2. teavitavad infojuhti.
2.3. Aineõpetaja kannab hinded päevikusse.
2.4. Aineõpetaja nõustamine.
2.5. Kõik, kellel on ligipääs e-päevikule, hoiavad parooli saladuses.
**3. Õigused
- saada koolitust;
- teha ettepanekuid.
**4. Lõppsätted
4.1. Ametijuhend vaadatakse läbi kord aastas.
4.2. Ametijuhendit võib muuta poolte kokkuleppel.

Tööandja: ____________
Töötaja: _____________
"""
FI = """
# Kuvitelman koulu
# TVT-vastaavan tehtävänkuvaus
**Perustiedot
| Tehtävänimike | TVT-vastaava |
| Esihenkilö | Rehtori |
| Sijaistaa | Apulaisrehtoria |
| Sijainen | Luokanopettaja |
**Tehtävät
* Päivittää laiteluettelon kuukausittain
* Opastaa uusia opettajia:
  * tunnusten kanssa
  * laitteiden kanssa
Luokanopettajat:
* tarkistavat laitteet
**Vuosikello
| Tehtävä | Määräaika | Vastuuhenkilö |
| Laitteiden inventointi | 31.5. mennessä | TVT-vastaava |
| Salasanojen vaihto | elokuussa | Koulusihteeri |
**Valtuudet
Päättää tarvikkeista 200 euroon asti.
"""
EN = """
# Nowhere Hill International School
## Job description
| Job title: | ICT coordinator |
| Reports to: | Deputy head |
## 1 Purpose of the post
The coordinator keeps teaching with computers going.
## 2 Main duties and results
| No. | Duty | Expected result |
| 1 | Keeps the device list | * list is complete // * list is checked |
| 2 | Trains teachers | teachers know the tools |
## 3 Duties of class teachers
* check the class list
## 4 Person specification
Education: a degree in computing
## 5 Review
This job description is reviewed every year in May.
"""
SIDE = """
# Õpetajate tööjaotus
| Klassijuhataja | Aineõpetaja | Sotsiaalpedagoog |
| helistab vanematele | paneb hinded | peab nõu |
| peab koosolekut |  | kirjutab kava |
"""
MINUTES = """
MINUTES of the staff meeting
12 March 2025
Present: ten people.
Decided:
1. The IT technician updates the list.
2. Form tutors send the forms.
"""
ALL = [LT, ET, FI, EN, SIDE, MINUTES]


def found(text):
    return read_lines(written(text))


def flat(document, kind=None):
    """(number, text, binds) of all items of the sections of a kind, sub-items after their stem."""

    def below(item):
        yield item.get("number"), item["text"], item.get("binds")
        for child in item.get("items", []):
            yield from below(child)

    sections = [section for section in document["sections"] if kind in (None, section["kind"])]
    return [row for section in sections for item in section["items"] for row in below(item)]


def headings(document):
    return [(each["number"], each["heading"], each["kind"]) for each in document["sections"]]


def test_chapters_and_nested_numbers_and_letters():
    document = found(LT)
    assert headings(document)[:2] == [("I SKYRIUS", "PAREIGYBĖ", "general"), ("II SKYRIUS", "FUNKCIJOS", "duties")]
    own = next(iter(document["posts"]))
    assert flat(document, "duties") == [
        ("4.", "Bibliotekininkas:", own),
        ("4.1.", "išduoda vadovėlius;", own),
        ("4.2.", "surašo fondą:", own),
        ("4.2.1.", "mokytojų;", own),
        ("4.2.2.", "mokinių.", own),
        ("5.", "Klasės vadovas kas mėnesį tikrina sąrašus.", "class_teacher"),
        ("6.", "Visi mokytojai privalo grąžinti knygas:", "all_pedagogues"),
        ("a)", "laiku;", "all_pedagogues"),
        ("b)", "tvarkingas.", "all_pedagogues"),
        ("7.", "Klasės vadovo darbas aptariamas taryboje.", own),
    ]


def test_the_frame_of_an_approved_text():
    document = found(LT)
    names = ("language", "title", "level", "reports_to", "approval_header")
    assert [document[name] for name in names] == [
        "lt",
        "VARLIABALIO GIMNAZIJOS BIBLIOTEKININKO PAREIGYBĖS APRAŠYMAS",
        "B",
        "direktoriaus pavaduotojui ugdymui",
        "PATVIRTINTA Varliabalio gimnazijos direktoriaus 2023 m. kovo 3 d. įsakymu Nr. V-41",
    ]
    assert document["institution"].casefold() == "varliabalio gimnazija"
    assert document["sections"][-1]["kind"] == "signatures"


def test_fields_in_lines_and_whom_each_item_binds():
    document = found(ET)
    names = ("title", "institution", "reports_to", "substituted_by", "substitutes", "signature_parties")
    assert [document[name] for name in names] == [
        "Infojuhi ametijuhend",
        "Udumäe Põhikool",
        "direktorile",
        ["haridustehnoloog"],
        ["sekretäri"],
        ["Tööandja", "Töötaja"],
    ]
    assert document["review"] == "Ametijuhend vaadatakse läbi kord aastas."
    assert document["amendment"] == "Ametijuhendit võib muuta poolte kokkuleppel."
    assert [row[2] for row in flat(document, "duties")] == [
        *("it_manager", "class_teacher", "class_teacher", "class_teacher", "subject_teacher", "it_manager"),
        "all_with_ediary_access",
    ]


def test_fields_in_a_table_a_stem_with_bullets_and_a_table_of_times():
    document = found(FI)
    names = ("institution", "reports_to", "substitutes", "substituted_by")
    assert [document[name] for name in names] == [
        "Kuvitelman koulu",
        "Rehtori",
        ["Apulaisrehtoria"],
        ["Luokanopettaja"],
    ]
    own = next(iter(document["posts"]))
    duties, calendar = (section for section in document["sections"] if section["kind"] == "duties")
    assert [item["text"] for item in duties["items"]] == [
        "Päivittää laiteluettelon kuukausittain",
        "Opastaa uusia opettajia:",
        "Luokanopettajat:",
    ]
    assert [child["text"] for child in duties["items"][1]["items"]] == ["tunnusten kanssa", "laitteiden kanssa"]
    assert duties["items"][2]["items"][0]["binds"] == "class_teacher"
    assert [(item["text"], item["subject"], item["binds"]) for item in calendar["items"]] == [
        ("Laitteiden inventointi", "31.5. mennessä", own),
        ("Salasanojen vaihto", "elokuussa", "secretary"),
    ]


def test_results_belong_to_their_task_and_a_heading_binds_another_post():
    document = found(EN)
    pairs = next(section for section in document["sections"] if section["kind"] == "duties_with_outcomes")
    assert [(item["number"], item["text"], [out["text"] for out in item["outcomes"]]) for item in pairs["items"]] == [
        ("1", "Keeps the device list", ["list is complete", "list is checked"]),
        ("2", "Trains teachers", ["teachers know the tools"]),
    ]
    assert flat(document, "duties") == [(None, "check the class list", "class_teacher")]
    assert headings(document)[1:] == [
        ("1", "Purpose of the post", "purpose"),
        ("2", "Main duties and results", "duties_with_outcomes"),
        ("3", "Duties of class teachers", "duties"),
        ("4", "Person specification", "requirements"),
        ("5", "Review", "amendment"),
    ]


def test_roles_side_by_side():
    document = found(SIDE)
    assert [(row[1], row[2]) for row in flat(document)] == [
        ("helistab vanematele", "class_teacher"),
        ("peab koosolekut", "class_teacher"),
        ("paneb hinded", "subject_teacher"),
        ("peab nõu", "social_pedagogue"),
        ("kirjutab kava", "social_pedagogue"),
    ]


def test_minutes_bind_whom_each_decision_names():
    document = found(MINUTES)
    assert document["dated"] == "12 March 2025"
    assert [row[2] for row in flat(document, "duties")] == ["it_specialist", "class_teacher"]


def test_an_item_goes_on_over_a_page():
    document = found("# Job description\n## Duties\n1. Checks the cables and\nthe plugs;\n2. Helps.")
    assert [row[:2] for row in flat(document, "duties")] == [
        ("1.", "Checks the cables and the plugs;"),
        ("2.", "Helps."),
    ]


def test_prose_is_one_item_a_paragraph():
    document = found("# Job description\nThe technician helps teachers.\nThe technician keeps a list.")
    assert [row[1] for row in flat(document, "duties")] == [
        "The technician helps teachers.",
        "The technician keeps a list.",
    ]


@pytest.mark.parametrize("text", ALL)
def test_every_word_of_the_document_stands_in_the_result(text):
    document = found(text)
    assert (document["coverage"], document["unplaced"]) == (1.0, [])
    said = json.dumps({key: value for key, value in document.items() if key != "text"}, ensure_ascii=False)
    missing = [word for word in re.findall(r"[^\W\d_]+", document["text"]) if word.casefold() not in said.casefold()]
    assert missing == []


@pytest.mark.parametrize("text", ALL)
def test_the_result_is_a_document_of_the_schema(text):
    document = found(text)
    ours = ("text", "pages", "coverage", "unplaced", "warnings")
    assert parse({key: value for key, value in document.items() if key not in ours})


def test_it_says_where_each_page_begins():
    text = written("# Job description\n## Duties\n1. Checks the cables.\n2. Helps.")
    last = text.lines[-1]
    lines = (*text.lines[:-2], replace(text.lines[-2], page=2), replace(last, page=4))
    assert read_lines(Extracted(text.text, lines))["pages"] == [text.lines[-2].start, last.start]
    assert read_lines(text)["pages"] == []


def test_the_language_is_told_from_the_words():
    assert [language_of(written(text).text) for text in ALL] == ["lt", "et", "fi", "en", "et", "en"]


def test_an_empty_document_is_unreadable():
    with pytest.raises(UnreadableError) as caught:
        read_lines(Extracted("", ()))
    assert caught.value.code == "empty"


LINES = st.tuples(
    st.text("abAB1.:;-•* ()\tõėä|", max_size=30),
    st.sampled_from(["paragraph", "heading", "list", "cell"]),
    st.booleans(),
    st.integers(0, 3),
)


@settings(deadline=None)  # the first text of a language compiles its lexicon
@given(st.lists(LINES, min_size=1, max_size=12), st.sampled_from(sorted(LANGUAGES)))
def test_any_lines_are_read_and_none_is_lost(rows, language):
    lines, position = [], 0
    for number, (text, kind, marked, place) in enumerate(rows):
        cell = {"table": 0, "row": number // 2, "column": place} if kind == "cell" else {}
        lines.append(Line(text, position, kind=kind, is_bold=marked, is_bullet=kind == "list", level=place, **cell))
        position += len(text) + 1
    text = "\n".join(line.text for line in lines)
    if not text.strip():
        return
    document = read_lines(Extracted(text, tuple(lines)), language)
    left = sum(len(re.findall(r"\w+", each["text"])) for each in document["unplaced"])
    words = len(re.findall(r"\w+", text))
    assert words == 0 or abs((1 - document["coverage"]) * words - left) < 0.5
    assert all(text[each["start"] : each["end"]] == each["text"] for each in document["unplaced"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Soup of the day", "no_clauses"),
        ("Duties\n1. Keeps the keys.\n2. Waters the plants.", "no_deadlines"),
        ("Duties\n1. Keeps the keys:\n1.1. counts them by 1 June.", ""),
    ],
)
def test_a_text_in_which_nothing_was_found_says_so(text, code):
    found = {"no_clauses", "no_deadlines"} & set(read(text.encode(), "a.txt", "en")["warnings"])
    assert found == ({code} if code else set())
