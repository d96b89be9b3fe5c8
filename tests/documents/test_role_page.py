import dataclasses
import io
import logging
import re
from datetime import UTC, datetime

import page
import pytest
from django.utils import translation
from pypdf import PdfReader

from documents.role_page import RolePage, role_page_html, role_page_pdf

from . import samples

CREATED = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)
FIELDS = {"lt": ["sig_employee"], "et": ["sig_employer", "sig_employee"], "fi": ["sig_employer", "sig_employee"]}
PAGES = {"lt": 2, "et": 3, "fi": 1, "generic": 1}


def pages_of(data):
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in PdfReader(io.BytesIO(data)).pages]


def plain(text):
    """Without blanks, hyphens of broken words and dashes of lists, in which two layouts may differ."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def texts_of(items):
    for item in items:
        yield from (item.get(key) for key in ("number", "label", "text", "subject") if item.get(key))
        yield from texts_of(item.get("items", ()))
        yield from texts_of(item.get("outcomes", ()))


@pytest.fixture(scope="module", params=sorted(samples.ALL))
def rendered(request):
    sample = samples.ALL[request.param]()
    return request.param, sample, role_page_pdf(sample, created=CREATED, signature_fields=True)


def test_every_form_is_archival_and_accessible(rendered):
    form, _sample, data = rendered
    profiles = (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)
    failures = [
        str(fault.rule_id) for profile in profiles for fault in page.validate_pdf_bytes(data, profile=profile).failures
    ]
    assert failures == []
    reader = PdfReader(io.BytesIO(data))
    assert list(reader.get_fields() or {}) == FIELDS.get(form, [])
    assert len(reader.pages) == PAGES[form]


def test_every_word_is_printed_once_and_in_order(rendered):
    form, sample, data = rendered
    body = plain("".join(text.replace(sample.footer[0], "").replace(sample.footer[1], "") for text in pages_of(data)))
    if form == "fi":  # read by rows, while the data is by columns
        for text in texts_of(item for section in sample.sections for item in section["items"]):
            assert body.count(plain(text)) == 1
        return
    place = 0
    for text in texts_of(item for section in sample.sections for item in section["items"]):
        found = body.find(plain(text), place)
        assert found >= 0, text
        place = found + len(plain(text)) if form != "et" else found


def test_foot_of_every_page_names_document_hash_and_page(rendered):
    _form, sample, data = rendered
    with translation.override(sample.language):
        words = translation.gettext("page {page} of {pages}")
    sheets = pages_of(data)
    for number, text in enumerate(sheets, start=1):
        assert text.count(sample.footer[0]) >= 1
        assert text.count(sample.footer[1]) >= 1
        assert text.count(words.format(page=number, pages=len(sheets))) == 1


def test_weasyprint_has_nothing_to_complain_about(caplog):
    with caplog.at_level(logging.WARNING, logger="documents.pdf"):
        for make in samples.ALL.values():
            role_page_pdf(make(), created=CREATED, signature_fields=True)
    assert caplog.messages == []


def test_language_of_the_reader_changes_nothing():
    sample = samples.lithuanian()
    with translation.override("fi"):
        finnish_reader = role_page_html(sample)
    with translation.override("en"):
        assert role_page_html(sample) == finnish_reader


def test_without_signature_fields_the_boxes_stay_and_no_form_is_made():
    data = role_page_pdf(samples.estonian(), created=CREATED)
    reader = PdfReader(io.BytesIO(data))
    assert (reader.get_fields(), "/AcroForm" in reader.trailer["/Root"]) == (None, False)
    assert role_page_html(samples.estonian()).count('class="box"') == 2


def test_text_is_escaped():
    sample = dataclasses.replace(samples.generic(), lead='<img src="file:///etc/hostname">', closing="a & b")
    html = role_page_html(sample)
    assert "&lt;img src=&quot;file:///etc/hostname&quot;&gt;" in html
    assert '<img src="file' not in html
    assert pages_of(role_page_pdf(sample, created=CREATED))[0].count('<img src="file:///etc/hostname">') == 1


def test_unknown_form_is_refused():
    with pytest.raises(ValueError, match=r"no printed form called '\.\./x'"):
        role_page_html(dataclasses.replace(samples.generic(), form="../x"))


def test_repeated_number_is_printed_twice():
    text = " ".join(pages_of(role_page_pdf(samples.lithuanian(), created=CREATED)))
    assert len(re.findall(r"6\.3\. ", text)) == 2


def test_whose_duty_it_is_stands_beside_the_item_only_when_named():
    html = role_page_html(samples.lithuanian())
    assert len(re.findall(r'<span class="whose">', html)) == 2
    silent = role_page_html(dataclasses.replace(samples.lithuanian(), posts={}))
    assert silent.count('<span class="whose">') == 0
    assert silent.count("klasės vadovas") == 0


def test_long_row_breaks_and_short_rows_stay_whole():
    many = samples.estonian(pairs=40)
    sheets = pages_of(role_page_pdf(many, created=CREATED))
    assert len(sheets) == 6
    for number in range(2, 40):
        holders = [text for text in sheets if f"2.{number} Hoolitseb" in text]
        assert len(holders) == 1
    long_item = {
        **many.sections[1]["items"][0],
        "outcomes": [{"text": f"Kava osa {n} on avaldatud."} for n in range(80)],
    }
    long = dataclasses.replace(many, sections=[{**many.sections[1], "items": [long_item]}])
    sheets = pages_of(role_page_pdf(long, created=CREATED))
    with translation.override("et"):
        head = translation.gettext("Expected result")
    assert [text.count(head) for text in sheets[:2]] == [1, 1]
    assert sum(text.count("on avaldatud.") for text in sheets) == 80
    assert sheets[0].count("on avaldatud.") >= 15


@pytest.mark.parametrize("layout", ["numbered_list", "prose", "pairs", "fields"])
def test_a_long_clause_begins_on_the_page_of_its_heading(layout):
    long = " ".join(["Peab arvestust seadmete üle ja annab teada, mis puudu on."] * 90)
    item = {"number": "1.", "text": long, "label": "Arvestus" if layout == "fields" else None}
    section = {"heading": "Ülesanded", "kind": "duties", "layout": layout, "items": [item]}
    sheets = pages_of(role_page_pdf(dataclasses.replace(samples.estonian(), sections=[section]), created=CREATED))
    assert "Peab arvestust" in sheets[0]
    assert sum(text.count("mis puudu on") for text in sheets) > 80


def test_pairs_without_a_right_side_are_printed_over_the_whole_width():
    item = {"number": "1.", "text": "Peab arvestust."}
    section = {"heading": "Ülesanded", "kind": "duties_with_outcomes", "layout": "pairs", "items": [item]}
    bare = dataclasses.replace(samples.estonian(), sections=[section])
    assert '<table class="fields subjects">' not in role_page_html(bare)
    named = dataclasses.replace(bare, sections=[{**section, "items": [{**item, "subject": "seadmed"}]}])
    assert '<table class="fields subjects">' in role_page_html(named)


def test_role_columns_become_rows_and_shared_cells():
    html = re.sub(r"\s+", " ", role_page_html(samples.finnish()))
    heads = re.findall(r'<th scope="col">(.*?)</th>', html)
    assert [re.sub("<.*?>", "", head).strip() for head in heads] == [
        "Digiopastaja 2 vuosiviikkotuntia",
        "Laitehoitaja 1 vuosiviikkotunti",
        "Äänentoistaja kertapalkkio",
        "Koordinaattori",
        "Verkostotutor",
    ]
    assert re.findall(r'<th scope="row">(.*?)</th>', html) == ["Neuvonta", "Huolto", "Yhdessä"]
    assert re.findall(r'class="both" colspan="(\d)"', html) == ["3"]
    assert html.count("<table") == 2


def test_group_with_own_and_shared_items_prints_both():
    section = {
        "kind": "duties",
        "layout": "role_columns",
        "columns": ["A", "B"],
        "items": [{"text": "only b", "column": 1}, {"text": "for both"}, {"text": "out of the table", "column": 7}],
    }
    sample = dataclasses.replace(samples.generic(), sections=[section])
    html = role_page_html(sample)
    assert [html.count(text) for text in ("only b", "for both", "out of the table")] == [1, 1, 1]


def test_bare_page_has_only_what_it_was_given():
    bare = RolePage(form="generic", language="en", title="T", heading=["T"], sections=[])
    data = role_page_pdf(bare, created=CREATED)
    assert pages_of(data) == ["T page 1 of 1"]
