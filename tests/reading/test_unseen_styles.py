"""Styles of documents that nobody here has sent: how headings, posts, margins and signatures may look."""

from roles.reading.fields import label_field
from roles.reading.languages import LANGUAGES, language_of
from roles.reading.lines import Extracted
from roles.reading.reader import read_lines
from roles.reading.signing import signer
from tests.reading.notation import found
from tests.reading.written import written


def made(text):
    return read_lines(written(text))


def with_places(text, **places):
    """The document with some of its lines printed elsewhere: "margin" or "note", by their text."""
    extracted = written(text)
    lines = tuple(
        type(line)(**{**{name: getattr(line, name) for name in line.__slots__}, "place": places.get(line.text, "body")})
        for line in extracted.lines
    )
    return read_lines(Extracted(extracted.text, lines))


def every(items):
    for item in items:
        yield item
        yield from every(item.get("outcomes", []))
        yield from every(item.get("items", []))


def kinds(document):
    return {section["heading"]: section["kind"] for section in document["sections"]}


def binds(document):
    return [item.get("binds") for section in document["sections"] for item in every(section["items"])]


def test_bold_fields_are_no_headings_and_the_post_needs_no_list():
    document = made("""
^**JOB DESCRIPTION
**Post: Greenhouse Warden
**Responsible to: Head of Science
MAIN DUTIES
* Waters the seedlings twice a week, as planned by the class teacher.
""")
    assert document["posts"] == {"greenhouse_warden": "Greenhouse Warden"}
    assert document["reports_to"] == "Head of Science"
    assert kinds(document) == {"JOB DESCRIPTION": "general", "MAIN DUTIES": "duties"}
    assert binds(document)[-1] == "greenhouse_warden"


def test_posts_are_known_by_the_make_of_their_last_word_in_each_language():
    for title, post in (
        ("Duties of the orchard keeper", "orchard keeper"),
        ("Puutarhavastaavan tehtävät", "Puutarhavastaavan"),
        ("Aiahoidja ülesanded", "Aiahoidja"),
        ("Sodo prižiūrėtojo funkcijos", "Sodo prižiūrėtojo"),
    ):
        assert list(made(f"^**{title}\n\n* .. .\n* a b c d.")["posts"].values()) == [post]


def test_two_columns_of_one_kind_of_post_are_two_posts():
    document = made("""
**Division of duties between two secretaries
| **Secretary, lower school | **Secretary, upper school |
| enters absences daily | pays invoices weekly |
""")
    assert binds(document) == ["secretary", "secretary_upper_school"]


def test_a_cell_across_all_roles_heads_the_rows_below_it():
    document = made("""
# Two roles
## Duties
| **Stage coordinator | **Sound mentor |
| **During the year |
| tests the lights monthly | checks the cables weekly |
""")
    items = [item for section in document["sections"] for item in section["items"]]
    assert [(item["group"], item["column"]) for item in items] == [("During the year", 0), ("During the year", 1)]


def test_roman_numerals_without_a_stop_count_headings_that_have_no_telling_word():
    document = made("""
Swimming Coach — Role Profile (Harbour School)
I Purpose
To teach swimming.
II In the water
* tests the pool daily
III What the coach may decide
* closing the pool
""")
    assert [(each["number"], each["kind"]) for each in document["sections"]] == [
        ("I", "purpose"), ("II", "duties"), ("III", "rights"),
    ]  # fmt: skip
    assert document["posts"] == {"swimming_coach": "Swimming Coach"}


def test_bullets_stand_below_the_numbered_name_of_a_post():
    document = made("""
# Visitor policy
1 Aim
Safety of guests.
2 Who does what
2.1 Gate officer
* tests the gates weekly
* answers calls within two days
""")
    named = document["sections"][1]["items"][0]
    assert (named["number"], named["binds"], len(named["items"])) == ("2.1", "gate_officer", 2)
    assert {item["binds"] for item in named["items"]} == {"gate_officer"}


def test_paragraph_signs_number_items_and_small_numbers_stand_below_them():
    document = made("""
^**LIBRARY STATUTE
^**Chapter I
^**Duties
§ 1. The librarian:
1) lends books by 5 September;
2) counts them every second week.
""")
    item = document["sections"][0]["items"][0]
    assert item["number"] == "§ 1."
    assert [each["number"] for each in item["items"]] == ["1)", "2)"]


def test_what_every_page_repeats_is_no_item_and_tells_school_and_number():
    text = """
Alder School KKO/15/2025
# Duties of the librarian
* lends books daily
A note on the shelves.
"""
    places = {"Alder School KKO/15/2025": "margin", "A note on the shelves.": "note"}
    document = with_places(text, **places)
    assert (document["institution"], document["document_number"]) == ("Alder School", "KKO/15/2025")
    assert [[item["text"] for item in section["items"]] for section in document["sections"]] == [
        ["lends books daily"], ["A note on the shelves."],
    ]  # fmt: skip
    assert document["sections"][1]["kind"] == "information"
    assert document["coverage"] == 1.0


def test_the_title_stands_below_the_annex_line_of_an_order_that_is_signed_apart():
    document = made("""
^**PÕHJARANNA KOOL
^**KÄSKKIRI
14.03.2025 nr 12
1. Kinnitan arhiivihoidja ülesanded (lisa 1).
Direktor (allkirjastatud digitaalselt)
Lisa 1 käskkirjale nr 12
^**ARHIIVIHOIDJA ÜLESANDED
**I ÜLDOSA
1. Arhiivihoidja allub direktorile.
**II ÜLESANDED
2. Võtab toimikud vastu hiljemalt 31. jaanuariks.
""")
    assert (document["title"], document["document_number"]) == ("ARHIIVIHOIDJA ÜLESANDED", "12")
    assert [section["kind"] for section in document["sections"]] == ["approval", "signatures", "general", "duties"]
    assert document["signature_parties"] == ["Direktor"]
    assert document["posts"] == {"arhiivihoidja": "Arhiivihoidja"}


def test_bare_dates_in_a_column_of_deadlines_are_due_dates():
    document = made("""
# Office calendar
| **Task | **Deadline | **Responsible |
| Return of figures | 20 August | Secretary |
| Cards ordered | end of September | Secretary |
""")
    rules = [(r["month"] if "month" in r else r["months"], r["kind"]) for s in document["sections"]
             for i in s["items"] for r in i["rules"]]  # fmt: skip
    assert rules == [(8, "fixed_date"), ([9], "period_end")]
    for item in (item for section in document["sections"] for item in section["items"]):
        rule = item["rules"][0]
        assert document["text"][rule["start"] : rule["end"]] == rule["words"] == item["subject"]


def test_responsibilities_are_the_duties_where_there_are_no_others():
    document = made("**Job description – Hall keeper\n\n**Responsibilities\n* opens the hall daily\n* closes it")
    assert kinds(document)["Responsibilities"] == "duties"
    document = made("**Job description – Hall keeper\n\n**Duties\n* opens it\n\n**Responsibilities\n* keys\n* doors")
    assert kinds(document)["Responsibilities"] == "responsibility"


def test_items_of_a_cell_may_be_numbered_in_one_line():
    document = made("""
**JOB DESCRIPTION: BAND LEADER
| **Key tasks | **Expected results |
| 1. Instruments | 1.1. They are lent by contract; 1.2. They are back by 5 June. |
""")
    outcomes = document["sections"][0]["items"][0]["outcomes"]
    assert [(each["number"], each["text"]) for each in outcomes] == [
        ("1.1.", "They are lent by contract;"), ("1.2.", "They are back by 5 June."),
    ]  # fmt: skip


def test_further_values_units_and_open_ends_of_the_frame():
    document = made("""
# Librarian

Additional functions: Member of the board
Head of the reading club

**Duties
* lends books
""")
    assert document["additional_functions"] == ["Member of the board", "Head of the reading club"]
    document = made("""
# Oppilashuollon tehtäväkuvaukset 2025-

Tässä kerrotaan, kuka auttaa ketä.
## Koulupalveluiden kuraattori ja psykologi
* tapaa luokat vuosittain
""")
    assert (document["unit"], document["validity"]) == ("Koulupalveluiden", "2025-")


def test_who_signs():
    english, lithuanian = LANGUAGES["en"], LANGUAGES["lt"]
    assert signer("Head of School (signature) (date)", english) == "Head of School"
    assert signer("Hall keeper ______________", english) == "Hall keeper"
    assert signer("Ūkvedys (parašas)", lithuanian) == "Ūkvedys"
    assert signer("lends books by 5 June", english) is None
    assert label_field("Post", english) == "post"


def test_a_short_text_is_told_by_letters_that_a_language_does_not_write():
    assert language_of("PÕHJARANNA KOOL. Võtab toimikud vastu ja hävitab need.") == "et"
    assert language_of("Tarkistaa lämpötilan ja hävittää asiakirjat määräajassa.") == "fi"


def test_a_column_without_a_meaning_before_the_tasks_groups_the_rows():
    document = made("""
# Hall plan
| **Area | **Task | **Deadline |
| Stage | Lights | monthly |
| | Curtains | by 5 June |
| Foyer | Doors | weekly |
""")
    items = document["sections"][0]["items"]
    assert [(item["group"], item["text"], item["subject"]) for item in items] == [
        ("Stage", "Lights", "monthly"), ("Stage", "Curtains", "by 5 June"), ("Foyer", "Doors", "weekly"),
    ]  # fmt: skip


def test_a_cell_may_hold_a_whole_column_with_its_heading():
    document = made("""
# Kirjaston työnjako
| **Kirjastonhoitaja // * luetteloi kirjat kerran viikossa // * tilaa lehdet | **Kirjastoavustaja // * korjaa kirjat |
""")
    assert [section["subheading"] for section in document["sections"]] == ["Kirjastonhoitaja", "Kirjastoavustaja"]
    assert binds(document) == ["kirjastonhoitaja", "kirjastonhoitaja", "kirjastoavustaja"]


def test_letters_with_a_full_stop_number_lines_below_each_other():
    document = made("**Duties of the librarian\n\na. lends books\nb. mends them\n\n**Rights\n\na. m. is no number")
    numbers = [[item.get("number") for item in section["items"]] for section in document["sections"]]
    assert numbers == [["a.", "b."], [None]]


def test_what_happens_every_second_year_is_no_date_of_each_year():
    for language, text in (
        ("en", "counts the books every two years in June"),
        ("fi", "laskee kirjat joka toinen vuosi kesäkuussa"),
        ("et", "loendab raamatuid iga kahe aasta järel novembris"),
        ("lt", "skaičiuoja knygas kas dvejus metus birželį"),
    ):
        assert found(text, language) == []


def test_a_person_of_a_merged_cell_goes_on():
    document = made("""
# Hall plan
| **Task | **Deadline | **Responsible |
| Lights | monthly | Caretaker |
| Curtains | by 5 June | |
| Doors | weekly | Secretary |
""")
    assert binds(document) == ["caretaker", "caretaker", "secretary"]


def test_a_first_section_in_prose_tells_the_frame():
    document = made("""
# Job description of the trip planner
## In our school
The planner reports to the deputy head.
## Work
* books coaches by 20 September
* asks families for consent
""")
    assert kinds(document) == {"In our school": "general", "Work": "duties"}
    assert document["reports_to"] == "the deputy head"


def test_an_item_with_bullets_below_it_stays_a_duty_unless_it_leads_to_them():
    document = made("""
# Duties of the librarian
* when a pupil leaves, collects the books within two days;
  * a note is sent;
* when a pupil leaves:
  * the card is closed;
""")
    rules = [rule["binding"] for section in document["sections"] for item in section["items"] for rule in item["rules"]]
    assert rules == ["duty", "trigger"]


def test_time_words_that_were_missed():
    for language, text, rules in (
        ("en", "visits each class two to three times per term", ["two to three times per term = 2-3/term"]),
        ("en", "tells staff a fortnight before the trip", ["a fortnight before the trip = planned_event before 14cd"]),
        ("en", "by the end of the year, not later than 20 June", ["not later than 20 June = 6-20"]),
        ("et", "annab toimiku üle nädala jooksul", ["üle nädala jooksul = other after 7cd"]),
        ("et", "koostab menüü kaheks nädalaks ette", []),
        ("fi", "testaa hälyttimen kuukauden välein", ["kuukauden välein = 1/month"]),
        ("lt", "rengia susirinkimus lapkritį ir kovą", ["lapkritį = 11-?", "kovą = 3-?"]),
    ):
        assert found(text, language) == rules
    assert found("uusijat ilmoitetaan 20. päivään mennessä", "fi", heading="Syyskuu") == ["20. päivään mennessä = 9-20"]
    assert found("the next meeting is on 7 October", "en") == []
    assert found("is paid on the 10th of each month", "en") == []


def test_a_calendar_may_begin_with_its_dates():
    document = made("""
# Tietovastaavan kalenteri
| **Mennessä | **Mitä | **Kenelle |
| 15.9. | oppilasmäärät | ministeriö |
| 1.11. | henkilöstömäärät | ministeriö |
""")
    items = document["sections"][0]["items"]
    assert [(item.get("number"), item["rules"][0]["words"]) for item in items] == [(None, "15.9."), (None, "1.11.")]
    assert document["posts"] == {"tietovastaavan": "Tietovastaavan"}


def test_several_descriptions_one_after_the_other():
    document = made("""
^**JOB DESCRIPTION
^**Cook
**Duties
1. Prepares lunch daily.
**Responsibility
2. Answers for hygiene.
^**JOB DESCRIPTION
^**Kitchen porter
**Duties
1. Washes dishes daily.
""")
    assert [part for part in binds(document) if part] == ["cook", "cook", "kitchen_porter"]
    assert document["coverage"] == 1.0


def test_a_first_line_that_is_a_post_is_the_title_and_work_described_below_is_no_title():
    document = made("""
Opetushallinnon suunnittelija, määräaikainen
Kaarnalahden kaupunki, sivistystoimi
Työn kuvaus
Tehtäväsi on koordinoida oppilaaksiottoa.
Edellytykset
Korkeakoulututkinto ja kokemus.
""")
    assert document["title"] == "Opetushallinnon suunnittelija, määräaikainen"
    assert kinds(document) == {"Työn kuvaus": "duties", "Edellytykset": "requirements"}
    assert document["institution"] == "Kaarnalahden kaupunki"


def test_posts_of_headings_are_counted_whether_a_list_has_them_or_not():
    document = made("""
^**TERMS OF REFERENCE OF THE SAFETY GROUP
Adopted by the School Council on 12 February 2025
**1. Tasks
1.1. The group meets once a term at Pinecrest School.
**2. Chair
2.1. The chair sends the agenda.
**3. Secretary
3.1. The secretary sends the minutes.
""")
    assert binds(document) == [None, "chair", "secretary"]
    assert document["institution"] == "Pinecrest School"


def test_duties_about_candidates_have_dates_and_their_own_have_none():
    assert found("enters candidates by 21 February", "en") == ["by 21 February = 2-21"]
    assert found("candidates should apply by 21 February", "en") == []
    assert found("käsittelee hakemukset 15.4. mennessä", "fi") == ["15.4. mennessä = 4-15"]
    assert found("hakemukset toimitetaan kirjaamoon 28.2. mennessä", "fi") == []
    assert found("užregistruoja kandidatus iki vasario 1 d.", "lt") == ["iki vasario 1 d. = 2-1"]
    assert found("kandidatai pateikia dokumentus iki birželio 13 d.", "lt") == []


def test_a_table_s_last_cell_is_no_place_to_sign():
    document = made("# Calendar of the clerk\n| **By | **What | **To whom |\n| 5 May | accounts | principal |")
    assert [section["kind"] for section in document["sections"]] == ["duties"]


def test_what_happens_stands_in_the_task_and_how_soon_in_the_cell_for_it():
    document = made("""
# Hall plan
| **Task | **Deadline |
| Informs the head after an accident | immediately |
| Shows the hall to new staff | on the first working day |
| Repairs broken equipment | |
""")
    told = [[(r["words"], r["event"]) for r in item.get("rules", [])] for item in document["sections"][0]["items"]]
    assert told[0] == [("immediately", "accident")]
    assert [words for words, _event in told[1]] == ["on the first working day"]


def test_two_months_with_one_ending():
    assert found("täydentää kaapit elo- ja tammikuussa", "fi") == ["elo = 8-?", "tammikuussa = 1-?"]


def test_the_left_cells_of_a_form_head_sections_unless_they_name_fields():
    document = made("""
# Job description
| Position | Chess coach |
| Line manager | Deputy head |
| Main duties | 1. Trains twice a week. // 2. Enters the league by 1 October. |
| Requirements | Two years of training |
| Rights | To use the hall on Saturdays |
""")
    assert [(each["heading"], each["kind"], len(each["items"])) for each in document["sections"]] == [
        ("Job description", "general", 2), ("Main duties", "duties", 2),
        ("Requirements", "requirements", 1), ("Rights", "rights", 1),
    ]  # fmt: skip
    assert binds(document)[2:4] == ["chess_coach", "chess_coach"]
    assert document["posts"] == {"chess_coach": "Chess coach"}


def test_letters_in_brackets_stand_below_a_leading_line_numbered_in_brackets():
    document = made("""
^**LIBRARY RULES
^**Section 1. Librarian
(1) The librarian opens daily.
(2) The librarian:
(a) lends books;
(b) mends them.
""")
    items = document["sections"][0]["items"]
    assert [(item["number"], [each["number"] for each in item.get("items", [])]) for item in items] == [
        ("(1)", []), ("(2)", ["(a)", "(b)"]),
    ]  # fmt: skip


def test_mixed_headings_and_what_leads_to_rights():
    document = made("""
^**EXAMS ASSISTANT: JOB DESCRIPTION
**A. General
The assistant works under the exams officer.
**B. Duties and rights
1. The assistant seals the papers one day before each exam.
2. The assistant has the right:
a) to one free period after each exam;
b) to attend training once a year.
**C. Accountability
3. The assistant answers for the papers.
""")
    assert [(each["number"], each["kind"]) for each in document["sections"]] == [
        ("A.", "general"), ("B.", "duties"), ("C.", "responsibility"),
    ]  # fmt: skip
    rules = [rule["binding"] for section in document["sections"] for item in every(section["items"])
             for rule in item.get("rules", [])]  # fmt: skip
    assert rules == ["duty", "right", "right"]


def test_articles_are_chapters():
    document = made("""
^**CHARTER OF THE SCHOOL GARDEN
^**Article 1. Scope
The garden belongs to Maple Hill School.
^**Article 2. Garden steward
2.1. The garden steward opens the season by 15 April.
""")
    assert [(each["number"], each["heading"]) for each in document["sections"]] == [
        ("Article 1", "Scope"), ("Article 2", "Garden steward"),
    ]  # fmt: skip
    assert binds(document) == [None, "garden_steward"]


def test_a_cell_that_says_approved_somewhere_approves_nothing():
    document = made("# Role profile of the clerk\n| Key tasks | Measure |\n| Prepares the budget | Draft approved |")
    assert document["approval_header"] is None


def test_deadlines_in_brackets_and_after_their_word():
    for language, text, rule in (
        ("en", "sends the plan (deadline 5 May)", "deadline 5 May = 5-5"),
        ("en", "orders books – deadline: 15 October", "deadline: 15 October = 10-15"),
        ("en", "report to governors (June)", "June = 6-?"),
        ("fi", "tilaa kirjat, määräaika: 15.10.", "määräaika: 15.10 = 10-15"),
        ("fi", "raportti johtokunnalle (kesäkuu)", "kesäkuu = 6-?"),
        ("et", "tellib raamatud, tähtaeg: 15. oktoober", "tähtaeg: 15. oktoober = 10-15"),
        ("lt", "ataskaita tarybai (birželis)", "birželis = 6-?"),
    ):
        assert found(text, language) == [rule]
