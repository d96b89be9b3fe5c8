"""The whole school's page: what is late stands on top."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.duties.work import START, Work, noon

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 12)


@pytest.mark.parametrize("by", ["person", "duty"])
def test_late_rows_stand_on_top_whatever_the_grouping(client, by):
    with time_machine.travel(noon(ON), tick=False):
        work = Work(on=START)
        client.force_login(work.principal.user)
        page = client.get(reverse("duties:school", args=[work.school.slug]), {"by": by, "due": "30"})
    groups = page.context["groups"]
    assert [(groups[0].id, groups[0].title), len(groups) > 1] == [("g-late", "Late"), True]
    assert {row.chip_kind for row in groups[0].rows} == {"late"}
    assert [row.chip_kind for group in groups[1:] for row in group.rows if row.chip_kind == "late"] == []
    shown = {(row.label, row.sub) for row in groups[0].rows}
    owner = work.specialist.name
    assert ("Enters the lists by 10 September each school year", f"{owner} · IT specialist, clause 1.1") in shown
    assert page.content.decode().index('id="g-late"') < page.content.decode().index(f'id="{groups[1].id}"')
