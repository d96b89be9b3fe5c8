"""A later version approved ahead: until its day every page says what the version in force says."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from duties.addresses import occurrence_url
from duties.queries.moves import moves_between
from duties.queries.proposals import proposals_page, waiting_count
from duties.queries.rows import Reader
from schools.calendar_drafts import with_year
from schools.queries import closure_drafts, school_calendar
from tests.duties.work import CLAUSES, EVENT, START, Work, noon, year_draft

pytestmark = pytest.mark.django_db
AHEAD, APPROVED = date(2026, 12, 1), date(2026, 9, 20)


@pytest.fixture
def work():
    """Version 2 holds from 1 December: without 2.1 and 1.3, with a new event; it was approved on 20 September."""
    found = Work(on=START)
    rest = {number: clause for number, clause in CLAUSES.items() if number not in ("1.3", "2.1")}
    more = rest | {"9.9": ("Locks the cupboard when a pupil leaves.", "it_specialist", EVENT)}
    found.approve(more, AHEAD, now=noon(APPROVED))
    found.confirm(date(2026, 9, 21))
    return found


def page_of(client, work, duty, on):
    target = reverse("duties:duty-detail", kwargs={"school": work.school.slug, "duty": duty.public_id})
    with time_machine.travel(noon(on), tick=False):
        client.force_login(work.principal.user)
        return client.get(target).context["page"]


def test_the_duty_page_cites_the_version_of_the_day(client, work):
    kept, ended, new = work.duty("1.1"), work.duty("2.1"), work.duty("9.9")
    cited = {
        (duty.number, day): page_of(client, work, duty, day).source.footer.split(" · ")[1][:9]
        for duty in (kept, ended, new)
        for day in (date(2026, 9, 25), date(2026, 11, 30), AHEAD)
    }
    assert cited == {
        ("1.1", date(2026, 9, 25)): "version 1", ("1.1", date(2026, 11, 30)): "version 1", ("1.1", AHEAD): "version 2",
        ("2.1", date(2026, 9, 25)): "version 1", ("2.1", date(2026, 11, 30)): "version 1", ("2.1", AHEAD): "version 1",
        ("9.9", date(2026, 9, 25)): "version 2", ("9.9", date(2026, 11, 30)): "version 2", ("9.9", AHEAD): "version 2",
    }  # fmt: skip


def test_the_duty_page_says_how_long_it_is_a_duty(client, work):
    assert page_of(client, work, work.duty("2.1"), date(2026, 11, 30)).chip == "With a date, until 30 November 2026"
    assert page_of(client, work, work.duty("2.1"), AHEAD).chip == "Ended"
    assert page_of(client, work, work.duty("9.9"), date(2026, 9, 25)).chip == "As it happens, from 1 December 2026"
    assert page_of(client, work, work.duty("9.9"), AHEAD).chip == "As it happens"


def test_an_occurrence_cites_the_version_of_its_own_day(client, work):
    rows = {row.due_on: row for row in work.rows("3.1") if row.due_on}
    client.force_login(work.principal.user)
    with time_machine.travel(noon(date(2026, 9, 25)), tick=False):
        for row in rows.values():
            footer = client.get(occurrence_url(row, work.school)).context["page"].source.footer
            assert f"version {1 if row.due_on < AHEAD else 2}," in footer


def test_today_shows_what_comes_as_it_happens_from_its_day_to_its_last(client, work):
    def undated(on):
        with time_machine.travel(noon(on), tick=False):
            client.force_login(work.specialist.user)
            groups = client.get(reverse("duties:today", kwargs={"school": work.school.slug})).context["groups"]
        return [row.title for group in groups if group.id == "g-undated" for row in group.rows]

    old, new = "Closes the record when a pupil leaves", "Locks the cupboard when a pupil leaves"
    assert (undated(date(2026, 11, 30)), undated(AHEAD)) == ([old], [new])


def test_the_role_page_counts_what_holds_today(client, work):
    def head(on):
        with time_machine.travel(noon(on), tick=False):
            client.force_login(work.principal.user)
            target = reverse("roles:role-detail", kwargs={"school": work.school.slug, "code": "it_specialist"})
            return dict(client.get(target).context["heads"])["duties.role-work"].split(",")[0]

    assert (head(date(2026, 9, 25)), head(AHEAD)) == ("8 duties", "7 duties")


def test_what_a_text_ahead_ends_can_be_confirmed_and_is_cited_until_then():
    work = Work(on=START, confirm=False)
    work.approve({"1.1": CLAUSES["1.1"]}, AHEAD, now=noon(APPROVED))

    def proposed(on):
        page = proposals_page(reader=Reader(work.school, on, noon(on), "en"))
        rows = [row for group in page.groups for row in group.rows]
        assert waiting_count(work.school, on=on) == len(rows)
        return {(row.number, row.source.footer.split(" · ")[1][:9]) for row in rows}

    assert proposed(date(2026, 11, 30)) == {(number, "version 1") for number in CLAUSES}
    assert proposed(AHEAD) == {("1.1", "version 2")}


def test_a_calendar_change_moves_what_either_text_dates():
    """Dates of the text in force move too, although another text dates the duty later."""
    work = Work(on=START)
    work.approve(CLAUSES, date(2027, 1, 10), now=noon(APPROVED))
    before = school_calendar(work.school)
    after = with_year(before, year_draft(first_ends_on=date(2026, 11, 20)), closure_drafts(work.school))
    reader = Reader(work.school, date(2026, 9, 25), noon(date(2026, 9, 25)), "en")
    lines = [line for line in moves_between(before=before, after=after, reader=reader).moved if line.number == "3.1"]
    assert [(line.before, line.after) for line in lines] == [(date(2026, 12, 8), date(2026, 12, 1))]
