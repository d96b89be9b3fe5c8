"""Adding a deadline, losing its words, and saying which clauses are the same: with and without scripts."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from roles.models import ClauseQuestion, DeadlineRule, Item, RoleVersion
from schools.models import User
from tests.duties.work import CLAUSES, MONTH_END, Work, document
from tests.e2e import axe
from tests.e2e.conftest import NARROW, PHONE, WIDE, served
from tests.factories import load_document

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 8, 0, tzinfo=UTC)
ANEW = {
    **{number: clause for number, clause in CLAUSES.items() if number != "2.1"},
    "2.9": ("Reports all attendance within 5 working days after the month.", "class_teacher", MONTH_END),
}


def fill():
    """A text at work, and the same text read anew with one clause in doubt."""
    work = Work()
    load_document(school=work.school, document=document(ANEW), role_code="it_specialist", now=NOW)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with served(django_db_blocker, NOW, fill) as server:
        yield server


@pytest.fixture
def draft():
    return RoleVersion.objects.select_related("role__school").get(state="draft")


def address(draft, name, *args):
    return reverse(f"roles:{name}", args=[draft.role.school.slug, draft.role.code, draft.number, *args])


def principal():
    return User.objects.get(memberships__level="principal")


def faults(visitor, name):
    """Nothing for axe to say, and no page that scrolls sideways."""
    found = []
    for width in (WIDE, PHONE, NARROW):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.shot(f"editor-{name}-{width}")
        found += axe.violations(visitor.page)
        if axe.overflow(visitor.page):
            found.append((width, axe.sticking_out(visitor.page)))
    visitor.page.set_viewport_size({"width": WIDE, "height": 900})
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_deadline_is_added_and_its_words_are_asked_about(site, visit, draft, scripts):
    item = Item.objects.get(section__version=draft, number="3.1")
    before = DeadlineRule.objects.filter(item=item).count()
    look = faults if scripts else (lambda _visitor, _name: [])
    with visit(site.url, user=principal(), scripts=scripts) as visitor:
        page = visitor.page
        visitor.go(address(draft, "section-edit", 1))
        page.locator(f"#c-{item.clause}").get_by_role("button", name="Add a deadline").click()
        assert look(visitor, "kinds") == []
        page.get_by_role("link", name="Around the start or end of a month").click()
        page.get_by_label("Which period?").select_option("trimester")
        page.get_by_label("How many days before or after it?").fill("3")
        page.get_by_label("Or write them, letter for letter").fill("Closes the terms")
        page.get_by_role("button", name="See what it comes to").click()
        assert "These words do not stand in the text." in visitor.words()
        assert look(visitor, "wrong-words") == []
        page.get_by_label("Or write them, letter for letter").fill("Closes the term")
        page.get_by_role("button", name="See what it comes to").click()
        assert "Within 3 working days after the end of each trimester" in visitor.words()
        assert "Next: 2 December 2026, 17 March 2027" in visitor.words()
        assert look(visitor, "preview") == []
        assert DeadlineRule.objects.filter(item=item).count() == before
        page.get_by_role("button", name="Save the deadline").click()
        page.wait_for_url(f"**{address(draft, 'section-edit', 1)}#c-{item.clause}")
        assert DeadlineRule.objects.filter(item=item).count() == before + 1

        field = page.locator(f"#t-{item.clause}")
        field.fill("Ends the term within 7 working days after the term.")
        page.get_by_role("button", name="Save and see the whole").click()
        assert "hangs on the words “Closes the term”, which your text has no more" in visitor.words()
        assert look(visitor, "lost-words") == []
        page.get_by_role("button", name="Take my text without the deadline").click()
        page.wait_for_url(f"**{address(draft, 'section-edit', 1)}*")
        item.refresh_from_db()
        assert item.text == "Ends the term within 7 working days after the term."
        assert DeadlineRule.objects.filter(item=item).count() == before


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_which_clauses_are_the_same(site, visit, draft, scripts):
    old = Item.objects.get(section__version__state="approved", number="2.1")
    with visit(site.url, user=principal(), scripts=scripts) as visitor:
        page = visitor.page
        visitor.go(address(draft, "version-detail"))
        page.get_by_role("link", name="Which clauses are the same?").click()
        assert "Is 2.9 the old 2.1?" in visitor.words()
        if scripts:
            page.locator("summary").first.click()
            assert faults(visitor, "questions") == []
        page.get_by_label("Yes, the same").check()
        page.get_by_role("button", name="Save the answers").click()
        page.wait_for_url(f"**{address(draft, 'version-detail')}")
        assert ClauseQuestion.objects.get().is_same is True
        assert Item.objects.get(section__version=draft, number="2.9").clause == old.clause
