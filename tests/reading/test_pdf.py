"""PDF to lines: paragraphs from physical lines, tables, columns, what repeats on every page."""

import pytest
from weasyprint import HTML

from roles.reading.files import extract

LONG = (
    "Darbuotoja kiekvieną rytą apžiūri drabužinę ir pastebėjusi sugadintą spintelę apie tai praneša ūkvedžiui, kuris "
    "paskiria, kas ją sutaisys"
)
PAGE = """<html lang="lt"><style>
@page { size: A4; margin: 25mm 15mm 20mm 30mm; %s }
body { font: 11pt/1.35 "DejaVu Serif" } p { margin: 0 } td { border: 1px solid; padding: 3pt; vertical-align: top }
table { border-collapse: collapse } .plain td { border: 0 } .hang { margin-left: 10mm; text-indent: -10mm }
.first { text-indent: 12mm } .fair { text-align: justify; hyphens: auto } .two { column-count: 2 }
</style><body>%s</body></html>"""


def read(body, margins=""):
    return extract(HTML(string=PAGE % (margins, body)).write_pdf())


def texts(body, margins=""):
    return [line.text for line in read(body, margins).lines]


def cells(body):
    return [(line.table, line.row, line.column, line.text) for line in read(body).lines]


def test_wrapped_lines_are_one_paragraph():
    assert texts(f"<p>{LONG}.</p><p>{LONG}.</p><p>Trumpai.</p>") == [f"{LONG}.", f"{LONG}.", "Trumpai."]


def test_first_lines_that_are_indented_begin_paragraphs():
    assert texts(f'<p class="first">{LONG}.</p>' * 3) == [f"{LONG}."] * 3


def test_hanging_numbers():
    body = "".join(f'<p class="hang">{number}. {LONG};</p>' for number in (9, 10, 11))

    assert texts(body) == [f"9. {LONG};", f"10. {LONG};", f"11. {LONG};"]


def test_words_broken_by_the_printer():
    body = f'<div class="fair" style="width: 60mm"><p>{LONG}.</p></div>'

    assert texts(body) == [f"{LONG}."]


def test_a_date_at_the_beginning_of_a_line_begins_nothing():
    body = '<p style="width: 70mm">Ataskaitą pateikia iki rugsėjo<br>15 d. ir iki sausio 20 d. kartu su priedais.</p>'

    assert texts(body) == ["Ataskaitą pateikia iki rugsėjo 15 d. ir iki sausio 20 d. kartu su priedais."]


def test_bold_size_and_place():
    found = read(
        f'<h1 style="font-size: 16pt">Nuostatos</h1><p><b>Pareigos</b></p><p>{LONG}.</p>'
        '<p style="text-align: center">II</p><p style="text-align: right">Priedas</p>'
    ).lines

    assert [(line.kind, line.level, line.is_bold, line.align) for line in found] == [
        ("heading", 1, True, "left"), ("paragraph", 0, True, "left"), ("paragraph", 0, False, "left"),
        ("paragraph", 0, False, "center"), ("paragraph", 0, False, "right"),
    ]  # fmt: skip


def test_headers_once_page_numbers_never_and_paragraphs_over_the_page():
    margins = '@top-right { content: "Šilo mokykla" } @bottom-center { content: counter(page) " / " counter(pages) }'
    found = read(f"<p>{' '.join([f'{LONG};'] * 40)}</p>", margins).lines

    assert [line.text for line in found] == ["Šilo mokykla", " ".join([f"{LONG};"] * 40)]


def test_a_sentence_with_its_number_at_the_foot_of_the_page_stays():
    assert texts(f"<p>{LONG}.</p><p>5</p>") == [f"{LONG}.", "5"]


def test_cells_of_a_ruled_table_with_their_paragraphs():
    body = f"<table><tr><td>Nr.</td><td>Darbas</td></tr><tr><td>1.</td><td><p>{LONG}.</p><p>Kita.</p></td></tr></table>"

    assert cells(body) == [
        (0, 0, 0, "Nr."), (0, 0, 1, "Darbas"), (0, 1, 0, "1."), (0, 1, 1, f"{LONG}."), (0, 1, 1, "Kita."),
    ]  # fmt: skip


def test_a_row_cut_by_the_end_of_the_page_is_one_and_the_table_goes_on():
    row = "<tr><td>{}.</td><td>" + f"{LONG}; {LONG}." * 2 + "</td></tr>"
    body = "<table>" + "".join(row.format(number) for number in range(1, 21)) + "</table>"
    found = cells(body)

    assert found == [
        one for number in range(20) for one in
        [(0, number, 0, f"{number + 1}."), (0, number, 1, f"{LONG}; {LONG}." + f"{LONG}; {LONG}.")]
    ]  # fmt: skip


def test_a_heading_row_repeated_on_the_next_page_is_read_once():
    rows = "".join(f"<tr><td>{number}</td><td>{LONG}.</td></tr>" for number in range(60))
    found = cells(f"<table><thead><tr><td>Nr.</td><td>Darbas</td></tr></thead>{rows}</table>")

    assert [text for *_, text in found].count("Darbas") == 1
    assert (len(found), found[-1][1]) == (122, 60)


def test_pairs_without_rules():
    row = '<tr><td style="width: 45mm">{}</td><td>{}</td></tr>'
    pairs = [("Pavaldi:", "direktorei"), ("Pavaduoja:", f"{LONG}"), ("Vieta:", "drabužinė"), ("Krūvis:", "pusė etato")]
    found = cells(f'<table class="plain">{"".join(row.format(*pair) for pair in pairs)}</table>')

    assert [text for *_, text in found] == [text for pair in pairs for text in pair]
    assert [place[1:3] for place in found] == [(row, column) for row in range(4) for column in (0, 1)]


def test_two_columns_are_read_one_after_the_other():
    body = "".join(f'<p class="hang">{number}. {LONG}.</p>' for number in range(1, 7))

    assert texts(f'<div class="two fair">{body}</div>') == [f"{number}. {LONG}." for number in range(1, 7)]


@pytest.mark.parametrize("text", ["Kursus aastas: ﬁnišas ąčęėįšųūž", "šžõäöüÕÄÖÜ Ülesanne – „töö“"])
def test_letters_of_our_languages(text):
    assert texts(f"<p>{text}</p>") == [text.replace("ﬁ", "fi")]


def test_a_bordered_box_beside_a_paragraph_is_read_apart():
    look = "float: right; width: 40mm; height: 25mm; border: 1px solid; margin-left: 4mm; padding: 1mm"
    found = texts(f'<div style="{look}">Kontaktai: raštinė, pirmas aukštas</div><p>{LONG}.</p>')
    assert f"{LONG}." in found
    assert any(text.startswith("Kontaktai") and "drabužinę" not in text for text in found)


def test_the_foot_of_an_only_page_that_tells_its_number_is_no_paragraph():
    found = read("<p>Trumpai.</p>", '@bottom-center { content: "Šilo mokykla – psl. 1" }').lines
    assert [(line.text, line.place) for line in found] == [("Trumpai.", "body"), ("Šilo mokykla – psl. 1", "margin")]


def test_letters_with_a_full_stop_begin_lines_one_after_the_other():
    assert texts("<p>a. skaito<br>b. rašo</p>") == ["a. skaito", "b. rašo"]
