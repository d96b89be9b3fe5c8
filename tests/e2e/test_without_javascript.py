"""Everything that changes something works with JavaScript switched off, and the rules about forms hold."""

import pytest

from duties.models import Occurrence
from schools.models import Person


@pytest.fixture
def open_page(live_server, visit, world):
    """Somebody's window without scripts: ``open_page(level)``."""

    def opened(level):
        return visit(live_server.url, user=world.ensemble.user(level), scripts=False)

    return opened


def states(world, number):
    rows = Occurrence.objects.for_school(world.school).filter(duty__number=number, period_key="2026")
    return [(row.state, row.completions.filter(undone_at=None).count()) for row in rows]


def press(page, words):
    page.get_by_role("button", name=words).first.click()
    page.wait_for_load_state()


def test_tick_and_undo(open_page, world):
    with open_page("it") as visitor:
        visitor.go(f"/s/{world.school.slug}/today/")
        press(visitor.page, "Tick off")
        assert visitor.page.url.endswith(f"/s/{world.school.slug}/today/")
        assert states(world, "1") == [("done", 1)]
        assert "Ticked off" in visitor.words("#toasts")
        press(visitor.page, "Undo")
        assert states(world, "1") == [("open", 0)]


def test_waive_with_a_reason(open_page, world):
    with open_page("principal") as visitor:
        parts = f"{world.duty.public_id}/2026/post"
        visitor.go(f"/s/{world.school.slug}/duties/{parts}/waive/")
        press(visitor.page, "Leave out")
        # A reason is needed: the browser itself says so, and nothing has happened.
        assert states(world, "1") == [("open", 0)]
        visitor.page.get_by_label("Reason").fill("The register is new")
        press(visitor.page, "Leave out")
        assert states(world, "1") == [("waived", 0)]
        assert "The register is new" in visitor.words()


def test_edit_a_section(open_page, world):
    with open_page("principal") as visitor:
        code = world.role.code
        visitor.go(f"/s/{world.school.slug}/roles/{code}/versions/2/sections/1/edit/")
        field = visitor.page.locator("textarea").first
        field.fill(f"{world.canary} register is renewed by 10 September at the latest.")
        visitor.page.get_by_role("button", name="Save").first.click()
        visitor.page.wait_for_load_state()
        item = world.draft.sections.get().items.order_by("position").first()
        assert item.text == f"{world.canary} register is renewed by 10 September at the latest."


def test_paste_people(open_page, world):
    with open_page("principal") as visitor:
        visitor.go(f"/s/{world.school.slug}/people/paste/")
        table = "Given name\tFamily name\tE-mail\nOre\tWhinchat\tore@plover.example\n"
        visitor.page.locator("textarea[name=text]").fill(table)
        visitor.page.locator("form:has(textarea[name=text]) button").first.click()
        visitor.page.wait_for_load_state()
        assert not Person.objects.filter(family_name="Whinchat").exists()
        press(visitor.page, "Write 1 change")
        found = Person.objects.get(family_name="Whinchat")
        assert (found.school, found.given_name, found.email) == (world.school, "Ore", "ore@plover.example")
