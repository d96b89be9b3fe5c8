"""Plain text to lines: encodings, wrapped lines, lists, tables, pages."""

import pytest

from roles.reading.files import extract


def lines(text):
    return [line.text for line in extract(text.encode()).lines]


LITHUANIAN = "Mokytojas žino šešis žodžius – „ąčę“ ėįų ū"
ESTONIAN = "Õpetaja šokib öösel žüriid"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LITHUANIAN, "utf-8"), (LITHUANIAN, "utf-8-sig"), (LITHUANIAN, "utf-16"), (LITHUANIAN, "utf-16-le"),
        (LITHUANIAN, "utf-16-be"), (LITHUANIAN, "cp1257"), (ESTONIAN, "cp1257"), (ESTONIAN, "cp1252"),
    ],
)  # fmt: skip
def test_encodings(text, encoding):
    assert extract(text.encode(encoding)).text == text


def test_wrapped_lines_are_one_paragraph_and_short_ones_are_their_own():
    text = (
        "Darbuotojas kiekvieną savaitę peržiūri kabinetų įrangą ir surašo, ko\n"
        "trūksta, o sąrašą perduoda ūkvedžiui.\n"
        "Darbuotojas atsako už raktus.\n"
    )
    assert lines(text) == [
        "Darbuotojas kiekvieną savaitę peržiūri kabinetų įrangą ir surašo, ko trūksta, o sąrašą perduoda ūkvedžiui.",
        "Darbuotojas atsako už raktus.",
    ]


def test_lines_that_nobody_has_wrapped_are_paragraphs():
    assert lines("a" * 150 + " pikk\n" + "b" * 180 + "\n" + "väike algus\n")[2] == "väike algus"


def test_a_hanging_list_with_its_numbers():
    text = (
        "1.1. kontrollib koridorides olevat tehnikat ja märgib puudused üles hiljemalt\n"
        "     nädala lõpuks;\n"
        "1.2. vastab kirjadele.\n"
    )
    assert lines(text) == [
        "1.1. kontrollib koridorides olevat tehnikat ja märgib puudused üles hiljemalt nädala lõpuks;",
        "1.2. vastab kirjadele.",
    ]


def test_bullets_have_levels_by_their_indents():
    found = extract("Teeb järgmist:\n- esiteks\n  * sellest osa\n- teiseks\n".encode()).lines

    assert [(line.text, line.is_bullet, line.level) for line in found] == [
        ("Teeb järgmist:", False, 0), ("esiteks", True, 1), ("sellest osa", True, 2), ("teiseks", True, 1),
    ]  # fmt: skip


def test_a_word_broken_at_the_end_of_a_line():
    assert lines("Ta haldab doku-\nmente ja muud.\n") == ["Ta haldab dokumente ja muud."]


def test_tabs_make_a_table():
    found = extract("Töö\tTähtaeg\nAruanne\t5. juuni\n".encode()).lines

    assert [(line.text, line.kind, line.row, line.column) for line in found] == [
        ("Töö", "cell", 0, 0), ("Tähtaeg", "cell", 0, 1), ("Aruanne", "cell", 1, 0), ("5. juuni", "cell", 1, 1),
    ]  # fmt: skip


def test_a_number_before_a_tab_is_no_cell():
    assert lines("1.\tÜks\n2.\tKaks\n") == ["1. Üks", "2. Kaks"]


def test_bars_make_a_table():
    assert [(line.row, line.column, line.text) for line in extract(b"| a | b |\n|---|---|\n| c | d |\n").lines] == [
        (0, 0, "a"), (0, 1, "b"), (2, 0, "c"), (2, 1, "d"),
    ]  # fmt: skip


def test_a_form_feed_begins_a_page_and_a_sentence_goes_on_over_it():
    text = "Ta kontrollib, et kõik\n\n- 1 -\n\fruumid on suletud.\n\nUus lõik.\n- 2 -\n"
    found = extract(text.encode()).lines

    assert [(line.text, line.page) for line in found] == [
        ("Ta kontrollib, et kõik", 1), ("ruumid on suletud.", 2), ("Uus lõik.", 2),
    ]  # fmt: skip


def test_the_right_edge_and_the_middle():
    text = f"{'KINNITATUD':>70}\n\n{'AMETIJUHEND':^70}\n\n{'x ' * 34}xx\n"

    assert [line.align for line in extract(text.encode()).lines] == ["right", "center", "left"]


def test_an_item_cut_by_an_empty_line_goes_on_and_others_do_not():
    text = "• kogub kokku kõik klasside kaebused katkise\n\nmööbli kohta;\n\nVastutus\n\nkoristab\n\npeseb\n"

    assert lines(text) == ["kogub kokku kõik klasside kaebused katkise mööbli kohta;", "Vastutus", "koristab", "peseb"]


def test_cells_may_be_empty_and_an_indent_is_no_table():
    found = extract(b"Isa\tEma\n\tkoristab\nkeedab\t\nkoob\tloeb\n\n\ttaandega\n\tlause\n").lines

    assert [(line.row, line.column, line.text) for line in found] == [
        (0, 0, "Isa"), (0, 1, "Ema"), (1, 1, "koristab"), (2, 0, "keedab"), (3, 0, "koob"), (3, 1, "loeb"),
        (None, None, "taandega lause"),
    ]  # fmt: skip
