"""Files that cannot be read: one code each, never a traceback, and never more memory than they are worth."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from roles.reading import packages
from roles.reading.files import MOST_BYTES, extract
from roles.reading.lines import UnreadableError

from .archives import W, docx, p, zipped
from .building import build

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def code(data, name=""):
    with pytest.raises(UnreadableError) as found:
        extract(data, name)
    return found.value.code


@pytest.mark.parametrize("data", [b"", b" \n\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(data):
    assert code(data) == "empty"


def test_a_document_without_a_word():
    assert code(docx(p(" "))) == "empty"


def test_word_file_with_a_password():
    assert code(OLE + "EncryptedPackage".encode("utf-16-le")) == "encrypted"


def test_old_word_file():
    assert code(OLE + "WordDocument".encode("utf-16-le"), "juhend.doc") == "kind"


def test_pdf_with_a_password():
    writer = PdfWriter(PdfReader(io.BytesIO(build({"format": "pdf", "blocks": [{"p": "saladus"}]})[0])))
    writer.encrypt("parool", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)

    assert code(out.getvalue()) == "encrypted"


def test_opendocument_with_a_password():
    manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": manifest,
        "content.xml": "x",
    }

    assert code(zipped(parts)) == "encrypted"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("tabel.docx", {"xl/workbook.xml": "<a/>"}),
        ("slaidid.docx", {"ppt/presentation.xml": "<a/>"}),
        ("tabel.odt", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
    ],
)
def test_other_office_files_whatever_their_name(name, parts):
    assert code(zipped(parts), name) == "kind"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", b"{\\rtf1 tekst}", b"<!DOCTYPE html><p>tekst", b"\x01\x02\x03\x04" * 50, b"MZ\x90\0"],
)
def test_other_kinds(data):
    assert code(data, "ametijuhend.txt") == "kind"


def test_an_ending_that_says_nothing_or_the_same():
    for name in ("töö.docx", "TÖÖ.DOCX", "töö.docm", "töö", "töö.v2", ""):
        assert extract(docx(p("Töö")), name).text == "Töö"


FILES = {
    "docx": docx(p("Töö")),
    "odt": build({"format": "odt", "blocks": [{"p": "Töö"}]})[0],
    "pdf": build({"format": "pdf", "blocks": [{"p": "Töö"}]})[0],
    "txt": "Töö".encode(),
}


@pytest.mark.parametrize("content", FILES)
@pytest.mark.parametrize("ending", [*FILES, "doc", "PNG"])
def test_the_content_is_what_the_ending_says(content, ending):
    if content == ending:
        assert extract(FILES[content], f"töö.{ending}").text == "Töö"
    else:
        assert code(FILES[content], f"töö.{ending}") == "ending"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_zip_cut_off(share):
    data = build({"format": "docx", "blocks": [{"p": "Töö " * 2000}]})[0]

    assert code(data[: int(len(data) * share)]) == "broken"


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_a_pdf_cut_off(share):
    data = build({"format": "pdf", "blocks": [{"p": "Töö"}]})[0]

    assert code(data[: int(len(data) * share)]) in ("broken", "picture")


def test_a_part_that_is_no_xml():
    assert code(zipped({"word/document.xml": "<w:document"})) == "broken"


def test_a_zip_that_unfolds_to_a_thousand_times_its_size():
    assert code(zipped({"word/document.xml": b" " * (60 * 2**20)})) == "too_big"


def test_a_zip_whose_directory_lies_about_the_size(monkeypatch):
    data = bytearray(zipped({"word/document.xml": b" " * (2 * 2**20)}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")

    assert code(bytes(data)) in ("broken", "too_big")


def test_many_parts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(packages.MOST_PARTS + 1):
            archive.writestr(f"{number}", b"")

    assert code(out.getvalue()) == "too_big"


def test_a_file_longer_than_any_job_description():
    assert code(b"a" * (MOST_BYTES + 1)) == "too_big"


ENTITY = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_is_never_resolved(encoding):
    part = (
        f'<?xml version="1.0" encoding="{encoding}"?>{ENTITY}<w:document {W}><w:body>{p("&x;")}</w:body></w:document>'
    )

    assert code(zipped({"word/document.xml": part.encode(encoding)})) == "broken"


def test_a_document_type_far_from_the_beginning():
    part = f"<!--{' ' * 5000}-->{ENTITY}<w:document {W}><w:body>{p('a')}</w:body></w:document>"

    assert code(zipped({"word/document.xml": part})) == "broken"


def test_a_document_type_in_a_part_that_nobody_reads():
    parts = {"word/document.xml": f"<w:document {W}><w:body>{p('a')}</w:body></w:document>"}
    assert extract(zipped(parts)).text == "a"

    assert code(zipped({**parts, "docProps/app.xml": f"{ENTITY}<a/>"})) == "broken"


def pdf_of_pages(count):
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_of_too_many_pages():
    assert code(pdf_of_pages(201)) == "too_long"


def test_a_pdf_whose_page_unfolds_to_a_thousand_times_its_size():
    writer = PdfWriter()
    stream = StreamObject()
    stream._data = zlib.compress(b" " * (40 * 2**20), 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.add_blank_page(200, 200)[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)

    assert code(out.getvalue()) == "too_big"


def test_a_pdf_without_letters_is_a_picture():
    assert code(pdf_of_pages(2)) == "picture"


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", OLE[:8], b"\xff\xfe", b"\xef\xbb\xbf"]), st.binary(max_size=300)
)
def test_no_bytes_bring_anything_but_lines_or_a_code(start, data):
    try:
        found = extract(start + data)
    except UnreadableError:
        return
    assert [found.text[line.start : line.end] for line in found.lines] == [line.text for line in found.lines]
