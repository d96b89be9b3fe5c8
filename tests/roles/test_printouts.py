import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from roles.printouts import Printed, role_page, version_pdf
from roles.queries.texts import content_hash, read_text
from roles.structure import parse, read
from tests import factories
from tests.factories import NOW, make_document, make_item
from tests.roles.test_structure import DEMO

pytestmark = pytest.mark.django_db


def plain(text):
    """Without white space and every kind of hyphen: a line may break at one."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def words(content):
    return plain("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def printed(version, **more):
    return {
        "version": version,
        "text": read_text(version).document,
        "printed": Printed(effective_on=date(2026, 9, 1), **more),
        "is_draft": False,
    }


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_clause_can_be_read_back_from_the_pdf(path):
    document = read(path.read_bytes())
    school = factories.make_school(country=document["country"])
    version = factories.load_document(school=school, document=document)
    content = version_pdf(**printed(version), created=NOW)
    assert version_pdf(**printed(version), created=NOW) == content
    found = words(content)
    printed_sections = [section for section in parse(document).sections if section.kind != "signatures"]
    missing = [
        clause.text
        for section in printed_sections
        for item in section.items
        for clause in item.walk()
        if plain(clause.text)[:25] not in found
    ]
    assert missing == []
    assert content_hash(parse(document))[:8] in found
    assert PdfReader(BytesIO(content)).trailer["/Root"]["/Lang"] == document["language"]


@pytest.mark.parametrize("country", ["LT", "EE", "FI"])
def test_signature_fields_stand_in_every_text_but_a_draft(country):
    version = factories.load_small_document(school=factories.make_school(country=country), country=country)
    arguments = printed(version)
    fields = PdfReader(BytesIO(version_pdf(**arguments, created=NOW))).get_fields()
    expected = {"LT": ["sig_employee"]}.get(country, ["sig_employee", "sig_employer"])
    assert sorted(fields) == expected
    assert {(field["/FT"], field.get("/V")) for field in fields.values()} == {("/Sig", None)}
    assert not PdfReader(BytesIO(version_pdf(**{**arguments, "is_draft": True}, created=NOW))).get_fields()


def test_the_form_is_that_of_the_country_and_the_words_those_of_the_document():
    pages = {}
    for country, language in (("LT", "lt"), ("EE", "et"), ("FI", "fi")):
        version = factories.load_small_document(
            school=factories.make_school(country=country), country=country, language=language
        )
        pages[country] = role_page(**printed(version, holder="Given Name", principal="Head Name"))
    assert {country: (page.form, page.language) for country, page in pages.items()} == {
        "LT": ("lt", "lt"),
        "EE": ("et", "et"),
        "FI": ("fi", "fi"),
    }
    assert {country: [party.name for party in page.parties] for country, page in pages.items()} == {
        "LT": ["Given Name"],  # the principal's order is a document of its own
        "EE": ["Head Name", "Given Name"],
        "FI": ["Head Name", "Given Name"],
    }


def test_what_the_text_says_is_not_printed_twice():
    version = factories.load_small_document(
        school=factories.make_school(country="EE"),
        country="EE",
        language="et",
        items=[make_item("Reports to the head."), make_item("x")],
        reports_to="the head",
        substituted_by=["the librarian", "the technician"],
    )
    assert [value for _label, value in role_page(**printed(version)).fields] == ["the librarian, the technician"]


def test_a_draft_is_marked_and_the_own_post_is_not_named():
    posts = {"it_specialist": "IT specialist", "keeper": "keeper"}
    version = factories.load_small_document(school=factories.make_school(), posts=posts)
    page = role_page(**{**printed(version, own_posts=frozenset({"it_specialist"})), "is_draft": True})
    assert (bool(page.mark), dict(page.posts)) == (True, {"keeper": "keeper"})
    assert role_page(**printed(version)).mark == ""


def test_the_hash_is_that_of_the_content_whatever_the_order_of_keys():
    document = make_document()
    turned = dict(reversed(document.items()))
    assert content_hash(parse(turned)) == content_hash(parse(document))
    assert content_hash(parse(make_document(title="Other"))) != content_hash(parse(document))
