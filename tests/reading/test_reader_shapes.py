"""Shapes of documents that schools write: orders with an annex, several posts, tables of tasks, minutes, notices."""

from roles.reading.reader import read, read_lines
from tests.reading.rows import in_the_shape_of
from tests.reading.written import written


def made(text):
    return read_lines(written(text))


def section(document, heading):
    return next(each for each in document["sections"] if each["heading"] == heading)


def every(document):
    def below(items):
        for item in items:
            yield item
            yield from below(item.get("items", []))

    return [item for each in document["sections"] for item in below(each["items"])]


ORDER = """
^**PAMARIO MOKYKLOS
^**DIREKTORIUS
^**ĮSAKYMAS
^**DĖL BIBLIOTEKININKO PAREIGYBĖS APRAŠYMO TVIRTINIMO
Vadovaudamasis mokyklos nuostatų 12 punktu:
1. Tvirtinu aprašymą.
2. Pavedu raštinei su juo supažindinti.

^**BIBLIOTEKININKO PAREIGYBĖS APRAŠYMAS NR. 7

^**I SKYRIUS
^**FUNKCIJOS
1. Išduoda knygas.
2. Tvarko fondą.
"""


def test_the_points_of_an_order_are_no_duties_of_the_post_it_is_about():
    document = made(ORDER)
    assert document["title"] == "BIBLIOTEKININKO PAREIGYBĖS APRAŠYMAS NR. 7"
    assert document["document_number"] == "7"
    assert document["basis"] == "Vadovaudamasis mokyklos nuostatų 12 punktu"
    first, duties = document["sections"]
    assert (first["kind"], first["heading"]) == ("approval", None)
    own = next(iter(document["posts"]))
    assert document["posts"][own] == "Bibliotekininko"
    assert {item["binds"] for item in duties["items"]} == {own}


def test_each_of_several_posts_has_its_own_duties():
    document = made("""
# JOB DESCRIPTIONS
## PART A. LIBRARIAN
**A1 Duties
* lends books;
* orders papers.
**A2 Requirements
* likes reading.
## PART B. CARETAKER
**B1 Duties
* opens the doors;
* clears the snow.
""")
    bound = {item["text"]: document["posts"].get(item.get("binds")) for item in every(document)}
    assert bound["lends books;"] == "Librarian"
    assert bound["opens the doors;"] == "Caretaker"


def test_a_row_alone_heads_the_rows_below_and_a_cell_keeps_the_day_of_its_date():
    document = made("""
^**Raamatukogu tööplaan

**Ülesanded
| Ülesanne | Tähtaeg | Vastutaja |
| SÜGIS | | |
| Õpikute jagamine | 5. septembriks | Sekretär |
| Tulemuste kokkuvõte | 12.10. | Direktor |
""")
    first, second = section(document, "Ülesanded")["items"]
    assert (first["group"], first["subject"], first["binds"]) == ("SÜGIS", "5. septembriks", "secretary")
    assert (second["text"], second["subject"]) == ("Tulemuste kokkuvõte", "12.10.")


def test_a_task_that_speaks_of_results_begins_no_new_table():
    document = made("""
**Duties
| No | Task | Deadline | Who |
| 1 | Reading week | March | Librarian |
| 2 | Results of the survey | April | Librarian |
| 3 | Stock | May | Librarian |
""")
    (only,) = [each for each in document["sections"] if each["items"]]
    assert [item["number"] for item in only["items"]] == ["1", "2", "3"]
    assert not any("outcomes" in item for item in only["items"])


def test_lines_of_a_column_of_a_role_without_full_stops_are_items_of_their_own():
    document = made("""
# Rollid

## Põhirollid
| **Raamatukoguhoidja | **Huvijuht |
| laenutab raamatuid // koristab riiuleid // tellib ajalehti | kutsub külalisi // kaunistab saali |
""")
    assert [len(each["items"]) for each in document["sections"] if each["items"]] == [3, 2]


def test_a_day_at_the_beginning_of_a_line_is_no_number_of_an_item():
    document = made("""
**Ülesanded
* 15. novembriks loendab raamatud;
* 20. mail kutsub vanemad;
""")
    items = section(document, "Ülesanded")["items"]
    assert [item["text"] for item in items] == ["15. novembriks loendab raamatud;", "20. mail kutsub vanemad;"]
    assert not any("number" in item for item in items)


def test_labels_side_by_side_have_their_values_in_the_next_line():
    document = made("""
^**AMETIJUHEND

**1. ÜLDOSA
1.1 Ametinimetus 1.2 Vahetu juht
Raamatukoguhoidja Direktor
**2. ÜLESANDED
2.1. Laenutab raamatuid.
""")
    assert document["reports_to"] == "Direktor"
    fields = [(item["number"], item["label"], item["text"]) for item in section(document, "ÜLDOSA")["items"]]
    assert fields == [("1.1", "Ametinimetus", "Raamatukoguhoidja"), ("1.2", "Vahetu juht", "Direktor")]


def test_minutes_bind_the_people_that_they_name_with_their_post():
    document = made("""
# Minutes of the meeting

**Decided
1. Tom, our librarian, lists the books.
2. Ann (IT technician) checks the cables.
3. The secretary Eve Moss writes to the parents.
""")
    posts = document["posts"]
    assert [posts[item["binds"]] for item in section(document, "Decided")["items"]] == [
        "librarian",
        "IT technician",
        "secretary",
    ]


def test_the_post_of_an_advertisement_and_of_a_plan_is_told_by_the_title():
    notice = made("""
# VACANCY: Librarian (half time)

You will
* lend books;
* order papers.

We ask for
* patience.
""")
    assert [each["kind"] for each in notice["sections"] if each["items"]][-2:] == ["duties", "requirements"]
    assert "Librarian" in notice["posts"].values()


def test_the_country_of_an_english_text_is_told_by_its_names():
    def country(place):
        return made(f"# Job description of the librarian\n\n**Duties\n* lends the books of the {place} library.")[
            "country"
        ]

    assert (country("Vilnius"), country("Helsinki"), country("Tartu"), country("first")) == ("LT", "FI", "EE", None)


def test_a_field_may_be_a_sentence_among_others():
    document = made("""
# Job description of the librarian

**1. General
1.1. Line manager: the deputy head. Substituted by: secretary, caretaker.
**2. Duties
2.1. Lends books.
""")
    assert document["reports_to"] == "the deputy head"
    assert document["substituted_by"] == ["secretary", "caretaker"]


def test_bullets_of_a_font_within_a_line_begin_items_and_bookmarks_are_gone():
    text = "DUTIES\n\n1. Books \uf0b7 lends them; \uf0b7 mends them;\n\n[bookmark: _Place]2. Papers\n"
    document = read(text.encode(), "duties.txt", "en")
    texts = [item["text"] for item in every(document)]
    assert texts == ["Books", "lends them;", "mends them;", "Papers"]


def test_rows_of_tables_count_the_same_however_they_are_written_down():
    def document(item):
        return {"sections": [{"items": [item]}]}

    rule = {"words": "by May"}
    expected = document({"text": "Stock", "outcomes": [{"text": "by May", "rules": [rule]}]})
    found = document({"text": "Stock", "subject": "by May"})
    assert in_the_shape_of(found, expected) == document({"text": "Stock", "subject": "by May", "rules": [rule]})
    other = document({"text": "Stock", "subject": "by June"})
    assert in_the_shape_of(other, expected) == expected
