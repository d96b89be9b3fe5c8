"""What asks once, in a browser: with scripts, where htmx has to leave the page for the question, and without."""

import pytest

from roles.models import Item


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def opened(request, live_server, visit, world):
    return lambda level: visit(live_server.url, user=world.ensemble.user(level), scripts=request.param)


def test_ticking_next_years_row_leads_to_the_question_and_back(opened, world):
    coming = world.of_it.duty.occurrences.get(period_key="2027")
    with opened("it") as visitor:
        visitor.go(f"/s/{world.school.slug}/today/?all=1")
        row = visitor.page.locator(".duty", has=visitor.page.locator("time[datetime='2027-09-10']"))
        row.get_by_role("button", name="Tick off").click()
        visitor.page.get_by_role("heading", name="This is for: 2027/28. Tick it off already?").wait_for()
        visitor.shot("tick-early")
        coming.refresh_from_db()
        assert coming.state == "open"
        visitor.page.get_by_role("button", name="Tick it off already").click()
        visitor.page.wait_for_url("**/today/?all=1")
        assert "Ticked off" in visitor.words("#toasts")
        coming.refresh_from_db()
        assert coming.state == "done"


def test_deleting_a_clause_that_people_work_by_says_what_ends(opened, world):
    with opened("principal") as visitor:
        visitor.go(f"/s/{world.school.slug}/roles/{world.role.code}/versions/2/sections/1/edit/")
        before = Item.objects.filter(section__version=world.draft).count()
        visitor.page.get_by_role("button", name="Delete").first.click()
        visitor.page.get_by_role("heading", name="Delete clause 1").wait_for()
        visitor.shot("clause-remove")
        assert "It ends the day before this text takes force" in visitor.words()
        assert Item.objects.filter(section__version=world.draft).count() == before
        visitor.page.get_by_role("button", name="Delete clause 1").click()
        visitor.page.wait_for_url("**/sections/1/edit/")
        assert Item.objects.filter(section__version=world.draft).count() == before - 1
