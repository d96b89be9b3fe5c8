"""Enter in a field does the harmless thing: it saves or confirms, never moves, refuses or decides."""

import pytest

from duties import services as duty_services
from duties.models import Duty
from roles.models import Item
from roles.services import ClauseDraft, save_section
from tests.e2e.conftest import LATER
from tests.factories import BY


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def desk(request, live_server, visit, world):
    with visit(live_server.url, user=world.ensemble.user("principal"), scripts=request.param) as visitor:
        yield visitor


def items(world):
    return list(Item.objects.filter(section__version=world.draft).order_by("position").values_list("number", "text"))


def proposed_again(world):
    """The world's duty, waiting for a yes or no."""
    by = world.ensemble.user("principal")
    duty_services.refuse_duties(
        school=world.school, public_ids=[world.duty.public_id], on=LATER.date(), by=by, now=LATER
    )  # fmt: skip
    duty_services.reopen_proposal(duty=world.duty, by=by, now=LATER)


def test_enter_in_the_editor_saves_and_moves_nothing(desk, world):
    before = items(world)
    desk.go(f"/s/{world.school.slug}/roles/{world.role.code}/versions/2/sections/1/edit/")
    number = desk.page.get_by_label("Number as printed").first
    number.fill("1.a")
    number.press("Enter")
    desk.page.wait_for_load_state("networkidle")
    assert items(world) == [("1.a", before[0][1]), *before[1:]]


def test_enter_where_two_texts_stand_decides_nothing(desk, world):
    desk.go(f"/s/{world.school.slug}/roles/{world.role.code}/versions/2/sections/1/edit/")
    section = world.draft.sections.get()
    item = section.items.order_by("position").first()
    theirs = f"{world.canary} register is renewed by 10 September, theirs."
    draft = ClauseDraft(clause=item.clause, text=theirs)
    save_section(section=section, revision=section.revision, clauses=[draft], by=BY, now=LATER)
    desk.page.locator("textarea").first.fill(f"{world.canary} register is renewed by 10 September, mine.")
    desk.page.locator("button[name=next]").click()
    desk.page.get_by_role("button", name="Keep all my texts").wait_for()
    at = desk.page.url
    desk.page.get_by_label("Number as printed").last.press("Enter")
    desk.page.wait_for_timeout(500)
    assert (desk.page.url, desk.page.get_by_role("button", name="Keep all my texts").count()) == (at, 1)
    item.refresh_from_db()
    assert item.text == theirs


def test_enter_on_the_proposals_confirms(desk, world):
    proposed_again(world)
    desk.go(f"/s/{world.school.slug}/duties/proposals/")
    assert desk.page.locator("input[name=duty]").is_checked()
    desk.page.get_by_text("Give it a short title").click()
    title = desk.page.get_by_label("Short title")
    title.fill("The register")
    title.press("Enter")
    desk.page.wait_for_load_state("networkidle")
    assert Duty.objects.filter(pk=world.duty.pk).values_list("state", "title").get() == ("active", "The register")


def test_a_proposal_is_refused_by_its_own_button_whatever_is_ticked(desk, world):
    proposed_again(world)
    desk.go(f"/s/{world.school.slug}/duties/proposals/")
    desk.page.get_by_role("button", name="Not a duty here").first.click()
    desk.page.locator("#toasts").get_by_text("Not a duty here:").wait_for()
    assert Duty.objects.get(pk=world.duty.pk).state == "refused"
    desk.page.locator("#toasts").get_by_role("button", name="Undo").click()
    desk.page.locator("input[name=duty]").wait_for()
    assert Duty.objects.get(pk=world.duty.pk).state == "proposed"
