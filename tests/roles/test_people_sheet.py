"""Spreadsheets of strangers: read in a process of its own, as values only."""

import io
import zipfile

import pytest

from documents.limits import LimitError, run_limited
from roles.people_sheet import read
from schools.pasted_cells import cells_of, text_of
from schools.people_reading import day_of, percent_of, posts_of, read_table

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PARTS = {
    "xl/workbook.xml": f'<workbook {NS} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="A" sheetId="1" r:id="rId7"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    '<Relationship Id="rId7" Target="worksheets/sheet9.xml"/></Relationships>',
    "xl/sharedStrings.xml": f"<sst {NS}><si><t>Eesnimi</t></si>"
    "<si><r><t>Perekonna</t></r><r><t>nimi</t></r></si></sst>",
    "xl/styles.xml": f'<styleSheet {NS}><numFmts><numFmt numFmtId="170" formatCode="dd.mm.yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet9.xml": f"<worksheet {NS}><sheetData>"
    '<row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="D1" t="inlineStr"><is><t>Alates</t></is></c></row>'
    '<row><c r="A2" t="str"><f>EVIL()</f><v>Mari</v></c><c r="B2" t="inlineStr"><is><t>Tamm</t></is></c>'
    '<c r="C2"><v>60.0</v></c><c r="D2" s="2"><v>46266</v></c></row></sheetData></worksheet>',
}


def xlsx(**changed):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {**PARTS, **changed}.items():
            archive.writestr(name, body)
    return file.getvalue()


def test_an_xlsx_file_gives_its_values():
    rows = run_limited("people-sheet", xlsx())["rows"]
    assert rows == [["Eesnimi", "Perekonnanimi", "", "Alates"], ["Mari", "Tamm", "60", "2026-09-01"]]
    table = read_table(cells_of(text_of(rows)))
    assert table.rows == ((2, {"given_name": "Mari", "family_name": "Tamm", "starts_on": "2026-09-01"}),)


def test_entities_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + PARTS["xl/sharedStrings.xml"]
    with pytest.raises(LimitError):
        run_limited("people-sheet", xlsx(**{"xl/sharedStrings.xml": bomb}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!--" + "x" * 5000 + "-->"])
def test_declarations_are_refused_in_every_encoding_and_place(encoding, before):
    head = f'<?xml version="1.0" encoding="{encoding.upper()}"?>'
    plain = (head + PARTS["xl/sharedStrings.xml"]).encode(encoding)
    assert read(xlsx(**{"xl/sharedStrings.xml": plain}))["rows"][1][0] == "Mari"
    declared = head + before + '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + PARTS["xl/sharedStrings.xml"]
    with pytest.raises(ValueError, match="a part declares entities"):
        read(xlsx(**{"xl/sharedStrings.xml": declared.encode(encoding)}))


def test_a_bomb_is_refused():
    with pytest.raises(LimitError):
        run_limited("people-sheet", xlsx(**{"xl/worksheets/sheet9.xml": " " * 30_000_000}))


def test_broken_files_are_refused():
    with pytest.raises(LimitError):
        run_limited("people-sheet", b"PK\x03\x04 nothing")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1257"])
def test_text_files_in_usual_encodings(encoding):
    assert read("Vardas;Pavardė\nŽydrė;Šerkšnė".encode(encoding)) == {"text": "Vardas;Pavardė\nŽydrė;Šerkšnė"}


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_separators(separator):
    text = f"Rasa{separator}Alder{separator}rasa@x.example"
    assert read_table(cells_of(text)).rows[0][1] == {
        "given_name": "Rasa",
        "family_name": "Alder",
        "email": "rasa@x.example",
    }


@pytest.mark.parametrize(
    "headings",
    [
        "Given name;Family name;E-mail;Title;Access;Class teacher of;Posts;Share;From;Until",
        "Eesnimi;Perekonnanimi;E-post;Ametinimetus;Juurdepääs;Klassijuhataja;Ametikohad;Koormus;Alates;Kuni",
        "Etunimi;Sukunimi;Sähköposti;Tehtävänimike;Käyttöoikeus;Luokanvalvoja;Toimet;Osuus;Alkaen;Saakka",
        "Vardas;Pavardė;El. paštas;Pareigos;Prieiga;Klasės vadovas;Pareigybės;Dalis;Nuo;Iki",
    ],
)
def test_headings_in_four_languages(headings):
    table = read_table(cells_of(headings + "\na;b"))
    assert table.columns == (
        "given_name", "family_name", "email", "job_title", "level", "class_teacher_of", "posts", "share",
        "starts_on", "ends_on",
    )  # fmt: skip
    assert table.unknown == ()


def test_one_name_column():
    assert read_table(cells_of("Koko nimi;Sähköposti\nAino Maria Aalto;a@x.example")).rows[0][1] == {
        "given_name": "Aino Maria",
        "family_name": "Aalto",
        "email": "a@x.example",
    }
    assert read_table(cells_of("Aino Aalto;a@x.example")).rows[0][1]["family_name"] == "Aalto"
    assert read_table(cells_of('Nimi;E-post\n"Tamm, Mari";m@x.example')).rows[0][1]["given_name"] == "Mari"


def test_cells():
    assert [percent_of(words) for words in ("60", "60 %", "0,6", "1,0", "100%")] == [60, 60, 60, 100, 100]
    assert posts_of("Digitutor 60 %, AV (20 %); Clerk") == (("Digitutor", 60), ("AV", 20), ("Clerk", None))
    assert {day_of(words).isoformat() for words in ("2026-09-01", "1.9.2026", "01.09.2026", "1. 9. 2026")} == {
        "2026-09-01"
    }
