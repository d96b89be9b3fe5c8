"""Any two versions of a role beside each other."""

import re

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from roles.models import Item, Outcome, RoleVersion
from roles.queries.comparing import compare_versions
from roles.services import new_draft
from roles.word_marks import Piece
from schools.guarded import guarded_write
from tests import factories
from tests.cast import HOME, make_cast
from tests.factories import BY, NOW, make_item
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db

BY_14 = {"kind": "fixed_date", "words": "by 14 September", "binding": "duty", "month": 9, "day": 14}
ITEMS = [
    make_item("Keeps the devices.", number="1.", outcomes=[make_item("Devices work."), make_item("Losses are rare.")]),
    make_item("Renews the register by 14 September.", number="2.", rules=[BY_14]),
    make_item("Copies the data.", number="3."),
    make_item("Teaches colleagues.", number="4."),
    make_item("Answers questions.", number="5."),
]


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def first(cast):
    version = factories.load_small_document(
        school=cast.home.school,
        title=f"{HOME} description",
        items=ITEMS,
        posts={"it_specialist": "IT specialist", "class_teacher": "class teachers"},
    )
    return factories.approve(version=version)


@pytest.fixture
def second(first):
    return new_draft(role=first.role, by=BY, now=NOW)


def item(version, text):
    return Item.objects.get(section__version=version, text__startswith=text)


def write(row, **values):
    """Change a row of a draft as its editor would; what is compared is what the rows say."""
    with guarded_write():
        type(row).objects.filter(pk=row.pk).update(**values)


def told(found):
    """Every clause that differs: (its new or old number, what happened, moved, renumbered)."""
    return [
        (change.clause.number, change.kind, change.is_moved, change.is_renumbered)
        for change in found.clauses()
        if change.differs
    ]


def test_a_copy_differs_in_nothing(first, second):
    found = compare_versions(old=first, new=second)
    assert (found.is_same(), found.counts(), found.frame) == (True, {}, ())
    assert [change.clause.text for change in found.clauses()] == [
        "Keeps the devices.",
        "Devices work.",
        "Losses are rare.",
        "Renews the register by 14 September.",
        "Copies the data.",
        "Teaches colleagues.",
        "Answers questions.",
    ]


def test_what_is_added_changed_removed_moved_and_renumbered(first, second):
    register = item(second, "Renews")
    with guarded_write():
        register.rules.update(rule=BY_14 | {"words": "by 10 September", "day": 10})
        item(second, "Teaches").delete()
        Item.objects.create(section=register.section, position=9, number="6.", text="Welcomes newcomers.")
    write(register, text="Renews the register by 10 September.")
    with guarded_write():
        Item.objects.filter(section=register.section).update(position=F("position") + 1)
    write(item(second, "Answers"), position=0, number="0.")
    write(Outcome.objects.get(item__section__version=second, text="Devices work."), text="Devices always work.")
    write(item(second, "Copies"), number="3a.")
    found = compare_versions(old=first, new=RoleVersion.objects.get(pk=second.pk))
    assert told(found) == [
        ("0.", "", True, True),
        ("", "changed", False, False),
        ("2.", "changed", False, False),
        ("3a.", "", False, True),
        ("4.", "removed", False, False),
        ("6.", "added", False, False),
    ]
    assert found.counts() == {
        ("moved", ""): 1,
        ("changed", "result"): 1,
        ("changed", "duty"): 1,
        ("renumbered", ""): 1,
        ("removed", "duty"): 1,
        ("added", "duty"): 1,
    }
    changed = next(change for change in found.clauses() if change.clause.number == "2.")
    assert changed.pieces == (
        Piece("same", "Renews the register by "),
        Piece("old", "14"),
        Piece("new", "10"),
        Piece("same", " September."),
    )
    assert [(old["day"], new["day"]) for old, new in changed.rules] == [(14, 10)]


def test_turned_round_it_says_the_opposite(first, second):
    with guarded_write():
        item(second, "Teaches").delete()
    there, back = compare_versions(old=first, new=second), compare_versions(old=second, new=first)
    assert (there.counts(), back.counts()) == ({("removed", "duty"): 1}, {("added", "duty"): 1})


def test_a_result_that_changes_its_task_has_moved_and_its_siblings_have_not(first, second):
    write(Outcome.objects.get(item__section__version=second, text="Losses are rare."), item=item(second, "Copies"))
    found = compare_versions(old=first, new=second)
    assert [change.clause.text for change in found.clauses() if change.is_moved] == ["Losses are rare."]
    assert found.counts() == {("moved", ""): 1}


def test_a_task_that_moves_takes_its_results_along_without_counting_them(first, second):
    write(item(second, "Keeps"), position=9)
    found = compare_versions(old=first, new=second)
    assert [change.clause.text for change in found.clauses() if change.is_moved] == ["Keeps the devices."]


def test_whose_duty_and_the_fields_around_the_text(first, second):
    write(item(second, "Copies"), binds=second.posts.get(key="class_teacher"))
    with guarded_write():
        frame = {"reports_to": "the head teacher", "substitutes": ["keeper", "clerk"]}
        RoleVersion.objects.filter(pk=second.pk).update(title=f"{HOME} rules", frame=frame)
    found = compare_versions(old=first, new=RoleVersion.objects.get(pk=second.pk))
    assert [(change.old.who, change.new.who) for change in found.clauses() if change.differs] == [
        ("", "class teachers")
    ]
    assert [row for row in found.frame if row[0] != "institution"] == [
        ("title", f"{HOME} description", f"{HOME} rules"),
        ("reports_to", "", "the head teacher"),
        ("substitutes", "", "keeper, clerk"),
    ]


def test_parts_that_come_go_and_change_their_place(cast, first, second):
    with guarded_write():
        second.sections.update(heading="What to do")
        second.sections.create(position=7, kind="rights", heading="Rights")
    found = compare_versions(old=first, new=second)
    assert [(part.old is None, part.new is None, part.heading_differs) for part in found.sections] == [
        (False, False, True),
        (True, False, True),
    ]
    back = compare_versions(old=second, new=first)
    assert [(part.old is None, part.new is None) for part in back.sections] == [(False, False), (False, True)]


def test_as_many_queries_for_a_short_text_as_for_a_long_one(cast, first, second):
    long = factories.load_document(
        school=cast.home.school,
        document=factories.make_document(
            items=[make_item(f"Does {n}.") for n in range(80)], posts={"keeper": "keeper"}
        ),
    )
    counts = []
    for old, new in ((first, second), (long, long)):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            compare_versions(old=old, new=new)
        counts.append(len(captured))
    assert counts == [10, 10]


# ── the page ─────────────────────────────────────────────────────────────────


def marks(page):
    """What is struck out, and what is underlined."""
    return re.findall(r"<del[^>]*>(.*?)</del>", page), re.findall(r"<ins>(.*?)</ins>", page)


def test_the_page_marks_words_and_counts(cast, first, second):
    register = item(second, "Renews")
    write(register, text="Renews the register by 10 September.")
    with guarded_write():
        register.rules.update(rule=BY_14 | {"words": "by 10 September", "day": 10})
        item(second, "Teaches").delete()
    client = client_of(cast.home.user("principal"))
    page = words(client.get(url("version-compare", cast.home.school, "it_specialist", 2, 1)))
    assert "1 duty changed, 1 duty removed" in page
    assert marks(page) == (
        ["14", "by 14 September each school year", "Teaches colleagues."],
        ["10", "by 10 September each school year"],
    )
    assert "Copies the data." not in page
    assert "5 clauses stay as they are." in page
    whole = words(client.get(url("version-compare", cast.home.school, "it_specialist", 2, 1) + "?show=all"))
    assert "Copies the data." in whole
    assert marks(whole) == marks(page)


def test_the_employee_reads_approved_texts_and_no_draft(cast, first, second):
    write(item(second, "Copies"), text="Copies nothing of this is known yet.")
    staff = client_of(cast.home.user("staff"))
    assert staff.get(url("version-compare", cast.home.school, "it_specialist", 2, 1)).status_code == 404
    assert staff.get(url("version-compare", cast.home.school, "it_specialist", 1, 2)).status_code == 404
    factories.approve(version=RoleVersion.objects.get(pk=second.pk), effective_on=NOW.date().replace(month=10, day=1))
    page = staff.get(url("version-compare", cast.home.school, "it_specialist", 2, 1))
    assert page.status_code == 200
    assert "Copies nothing of this is known yet." in re.sub("<[^>]+>", "", words(page))


def test_two_versions_are_chosen_on_the_role_page_without_scripts(cast, first, second):
    client = client_of(cast.home.user("principal"))
    page = words(client.get(url("version-detail", cast.home.school, "it_specialist", 2)))
    assert url("version-compare", cast.home.school, "it_specialist", 2, 1) in page
    assert f'action="{url("role-compare", cast.home.school, "it_specialist")}"' in page
    chosen = client.get(url("role-compare", cast.home.school, "it_specialist") + "?old=2&new=1")
    assert (chosen.status_code, chosen["Location"]) == (
        303,
        url("version-compare", cast.home.school, "it_specialist", 1, 2),
    )
    nothing = client.get(url("role-compare", cast.home.school, "it_specialist") + "?old=x&new=1")
    assert nothing["Location"] == url("role-detail", cast.home.school, "it_specialist")


def test_with_one_version_there_is_nothing_to_choose(cast, first):
    page = words(client_of(cast.home.user("staff")).get(url("role-detail", cast.home.school, "it_specialist")))
    assert url("role-compare", cast.home.school, "it_specialist") not in page


def test_another_schools_texts_cannot_be_compared(cast, first, second):
    client = client_of(cast.stranger.user("principal"))
    for school in (cast.home.school, cast.stranger.school):
        found = client.get(url("version-compare", school, "it_specialist", 2, 1))
        assert (found.status_code, HOME in found.content.decode()) == (404, False)
