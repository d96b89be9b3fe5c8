"""A job description is read in a browser: with scripts and without, on a screen and on a phone."""

import pytest

from documents import limits
from roles.file_reading import FILE_READER
from roles.models import Reading, RoleVersion
from schools import jobs
from schools.clock import now
from tests.e2e import axe
from tests.e2e.conftest import HEIGHT, NARROW, PHONE, WIDE
from tests.roles.file_reader import TEXT


@pytest.fixture
def world(world, monkeypatch):
    """Without the reading of the examples, and with a reader that answers what a test wants."""
    monkeypatch.setitem(limits._readers, FILE_READER, "tests.roles.file_reader")
    Reading.objects.all().delete()
    jobs.run_due(now=now)
    return world


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_text_becomes_a_draft(live_server, visit, world, scripts):
    with visit(live_server.url, user=world.ensemble.user("principal"), scripts=scripts) as visitor:
        page = visitor.page
        visitor.go(f"/s/{world.school.slug}/roles/new/")
        page.get_by_label("Or paste the text here").fill(TEXT)
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("heading", name="Your job description is being read").wait_for()
        assert jobs.run_due(now=now) == 1
        # Nobody presses anything: the page goes on by itself.
        page.get_by_role("heading", name="The text holds 2 deadlines with dates").wait_for()
        page.get_by_role("button", name="Not a duty").first.click()
        page.get_by_role("heading", name="The text holds 1 deadline with dates").wait_for()
        page.get_by_role("button", name="Next: whom the text means").click()
        page.wait_for_url("**/roles/lamp_keeper/versions/1/posts/")
        assert RoleVersion.objects.get(role__code="lamp_keeper").title == "Lamp keeper"


def test_every_page_can_be_used_by_everybody(live_server, visit, world):
    found = []
    with visit(live_server.url, user=world.ensemble.user("principal")) as visitor:
        for name, path in pages(visitor, world):
            assert visitor.go(path) == 200, path
            for width, scheme in [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")]:
                visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
                visitor.page.emulate_media(color_scheme=scheme)
                visitor.shot(f"{name}-{width}-{scheme}")
                found += [(name, width, scheme, fault) for fault in axe.violations(visitor.page)]
            for width in (WIDE, PHONE, NARROW):
                visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
                if axe.overflow(visitor.page):
                    found.append((name, width, axe.sticking_out(visitor.page)))
    assert found == []


def pages(visitor, world):
    """(name, address) of every page of reading, in the order in which they come about."""
    new = f"/s/{world.school.slug}/roles/new/"
    yield "reading-new", new
    for text, name in (("code:picture", "reading-failed"), (TEXT, "reading-review")):
        visitor.go(new)
        visitor.page.get_by_label("Or paste the text here").fill(text)
        visitor.page.get_by_role("button", name="Read it").click()
        visitor.page.locator("#progress").wait_for()
        reading = Reading.objects.order_by("-pk")[0]
        address = f"{new}readings/{reading.public_id}/"
        yield f"{name}-progress", address
        assert jobs.run_due(now=now) == 1
        yield name, address
    for part in ("drop/", "clauses/0-i0/rules/0/", "clauses/0-i0/rules/new/", "clauses/0-i0/rules/new/?kind=date"):
        yield f"reading-{part.strip('/').replace('/', '-').replace('?', '-')}", address + part
