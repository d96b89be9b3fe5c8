"""Several roles side by side, on screen and as a PDF."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from roles.models import Item, RoleVersion
from roles.printouts import comparison_pdf
from roles.queries.side_by_side import side_by_side, texts_to_compare
from roles.services import new_draft
from schools.guarded import guarded_write
from tests import factories
from tests.cast import HOME, STRANGER, make_cast
from tests.factories import BY, NOW, make_item
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


def role_of(ensemble, code, items, **more):
    """An approved text of a role of its own."""
    version = factories.load_small_document(
        school=ensemble.school, role_code=code, language="en", posts={code: code.title()}, items=items,
        title=f"{ensemble.canary} {code}", **more,
    )  # fmt: skip
    return factories.approve(version=version, effective_on=NOW.date(), act_on=NOW.date())


@pytest.fixture
def tutor(cast):
    return role_of(
        cast.home,
        "tutor",
        [make_item("Keeps the devices.", number="1", outcomes=[make_item("They work.")]), make_item("Helps teachers.")],
    )


@pytest.fixture
def keeper(cast, tutor):
    """Has the tutor's first clause, by its key, and one of its own."""
    version = factories.load_small_document(
        school=cast.home.school, role_code="keeper", language="en", posts={"keeper": "Keeper"},
        title=f"{HOME} keeper", items=[make_item("Counts the devices."), make_item("Keeps the devices.", number="1")],
    )  # fmt: skip
    key = Item.objects.get(section__version=tutor, text="Keeps the devices.").clause
    with guarded_write():
        Item.objects.filter(section__version=version, text="Keeps the devices.").update(clause=key)
    return factories.approve(version=version, effective_on=NOW.date(), act_on=NOW.date())


def said(row):
    return [[clause.text for clause in cell] for cell in row.cells]


def test_what_is_shared_stands_in_one_line_and_the_rest_by_kind(tutor, keeper):
    (kind,) = side_by_side([tutor, keeper]).kinds
    assert [(said(row), row.is_shared, row.is_same) for row in kind.rows] == [
        ([["Keeps the devices."], ["Keeps the devices."]], True, True),
        ([["Helps teachers."], ["Counts the devices."]], False, False),
    ]


def test_the_text_in_force_is_taken_and_never_a_draft(cast, tutor, keeper):
    later = factories.approve(version=new_draft(role=tutor.role, by=BY, now=NOW), effective_on=date(2026, 10, 1))
    new_draft(role=keeper.role, by=BY, now=NOW)
    waiting = factories.load_small_document(school=cast.home.school, role_code="cook")
    found = texts_to_compare(school=cast.home.school, on=NOW.date())
    assert {version.role.code: version.number for version in found} == {"tutor": 1, "keeper": 1}
    factories.approve(version=waiting, effective_on=date(2026, 10, 1))
    RoleVersion.objects.get(pk=later.pk)
    found = texts_to_compare(school=cast.home.school, on=NOW.date())
    assert {version.role.code: version.number for version in found} == {"tutor": 1, "keeper": 1, "cook": 1}


def page_of(cast, *codes, name="roles-compare", level="staff"):
    return client_of(cast.home.user(level)).get(url(name, cast.home.school), {"role": codes})


def test_the_table_on_the_page(cast, tutor, keeper):
    page = words(page_of(cast, "tutor", "keeper"))
    for expected in (
        "They work.",
        "Counts the devices.",
        "The same in all",
        f"{HOME} keeper",
        "roles/compare/pdf/?role=",
    ):
        assert expected in page


@pytest.mark.parametrize("codes", [("tutor",), ("tutor", "nobody"), ("tutor", "tutor"), ("",)])
def test_two_roles_of_ones_own_school_are_needed(cast, tutor, keeper, codes):
    role_of(cast.stranger, "nobody", [make_item(f"{STRANGER} clause.")])
    answer = page_of(cast, *codes)
    assert (answer.status_code, STRANGER in words(answer)) == (422, False)
    assert page_of(cast, *codes, name="roles-compare-pdf").status_code == 404


def test_seven_are_too_many(cast, tutor, keeper):
    codes = ["tutor", "keeper"]
    for number in range(5):
        codes.append(f"post{number}")
        role_of(cast.home, codes[-1], [make_item("Does it.")])
    assert page_of(cast, *codes[:6]).status_code == 200
    assert page_of(cast, *codes).status_code == 422


def test_the_pdf_is_landscape_and_says_the_same(cast, tutor, keeper):
    answer = page_of(cast, "tutor", "keeper", name="roles-compare-pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pdf = PdfReader(BytesIO(answer.content))
    first = pdf.pages[0]
    assert first.mediabox.width > first.mediabox.height
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for expected in ("Keeps the devices.", "They work.", "Counts the devices.", f"{HOME} tutor", f"{HOME} keeper"):
        assert expected in text
    assert STRANGER not in text


def test_equal_tables_print_equal_bytes(cast, tutor, keeper):
    found = side_by_side([tutor, keeper])
    one, two = (comparison_pdf(found=found, school=cast.home.school, on=NOW.date(), created=NOW) for _time in range(2))
    assert one == two


def test_one_query_for_each_text_however_long(cast, tutor, keeper):
    long = role_of(cast.home, "long", [make_item(f"Does {number}.") for number in range(80)])
    counts = []
    for versions in ([tutor, keeper], [tutor, long]):
        with CaptureQueriesContext(connection) as captured:
            side_by_side(versions)
        counts.append(len(captured))
    assert counts == [2, 2]


def test_the_list_of_roles_leads_there_when_there_are_two(cast, tutor):
    client = client_of(cast.home.user("staff"))
    there = url("roles-compare", cast.home.school)
    assert there not in words(client.get(url("role-list", cast.home.school)))
    role_of(cast.home, "cook", [make_item("Cooks.")])
    assert there in words(client.get(url("role-list", cast.home.school)))
