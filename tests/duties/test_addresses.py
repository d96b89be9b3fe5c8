"""Addresses of occurrences are those that Django would make, wherever the installation lies on its server."""

import pytest
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix

from duties.addresses import occurrence_url
from duties.models import Duty, Occurrence
from schools.models import Group, Person, School

ACTS = ("detail", "tick", "undo", "waive", "undo-waiver", "hand-over", "undo-hand-over")
SLOTS = {
    "post": {},
    "class-abcdefghij": {"group": Group(public_id="abcdefghij")},
    "person-klmnopqrst": {"person": Person(public_id="klmnopqrst")},
}


@pytest.fixture(params=["/", "/kord/"])
def prefix(request):
    """Where the installation lies."""
    before = get_script_prefix()
    set_script_prefix(request.param)
    yield request.param
    set_script_prefix(before)


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize(("period", "written"), [("2026/T1", "2026.T1"), ("event:7", "event:7"), ("š %?#", "š %?#")])
def test_addresses_are_those_of_the_url_patterns(prefix, slot, period, written):
    row = Occurrence(duty=Duty(public_id="uvwxyz2345"), period_key=period, slot=slot, **SLOTS[slot])
    for school in (School(slug="alder"), School(slug="birch-2")):
        for act in ACTS:
            parts = {"school": school.slug, "duty": "uvwxyz2345", "period": written, "slot": slot}
            found = occurrence_url(row, school, act)
            assert found == reverse(f"duties:occurrence-{act}", kwargs=parts)
            assert found.startswith(f"{prefix}s/{school.slug}/duties/uvwxyz2345/")
    assert resolve("/s/birch-2/duties/uvwxyz2345/2026.T1/post/tick/").view_name == "duties:occurrence-tick"
