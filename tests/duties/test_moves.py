"""Which deadlines a changed calendar would move, and what the apps show on other pages."""

import re
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from duties.addresses import occurrence_url
from duties.models import Completion, Occurrence
from duties.queries.moves import moves_between
from duties.queries.rows import Reader
from duties.services import tick
from duties.views.beside import calendar_moves, role_work, start_steps
from schools import panels
from schools.calendar_drafts import with_year
from schools.models import AuditEvent
from schools.queries import closure_drafts, school_calendar
from tests.duties.work import START, Work, enter_year, noon, year_draft

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 30)
LATER = date(2026, 12, 4)


@pytest.fixture
def work():
    """Five teachers, of whom two wrote the marks of the last day, and one closed the term."""
    work = Work(classes=5)
    for number, day, count in (("3.2", date(2026, 11, 27), 2), ("3.1", date(2026, 12, 8), 1)):
        for row in work.rows(number).filter(due_on=day)[:count]:
            tick(occurrence=row, by=work.principal.user, person=row.person, on=date(2026, 11, 27), now=noon(ON))
    return work


def calendars(work):
    before = school_calendar(work.school)
    return before, with_year(before, year_draft(first_ends_on=LATER), closure_drafts(work.school))


def test_the_preview_counts_what_moves_and_what_stays(work, django_assert_num_queries):
    before, after = calendars(work)
    with django_assert_num_queries(2):
        found = moves_between(before=before, after=after, reader=Reader(work.school, ON, noon(ON), "en"))
    first = [line for line in found.moved if line.before and line.before.year == 2026]
    assert [(line.number, line.count, line.before, line.after, line.is_late_no_more) for line in first] == [
        ("3.2", 3, date(2026, 11, 27), LATER, True),
        ("3.1", 4, date(2026, 12, 8), date(2026, 12, 15), False),
    ]
    assert first[0].words == "3 of 3.2 move from 27 November 2026 to 4 December 2026"
    assert [(line.number, line.count, line.before) for line in found.kept] == [("3.1", 1, date(2026, 12, 8))]
    assert [(one.number, one.count, one.before, one.after) for one in found.questions] == [
        ("3.2", 2, date(2026, 11, 27), LATER)
    ]
    assert found.count == sum(line.count for line in found.moved)
    assert not any(line.number == "2.1" for line in found.moved)  # counted from the month


def test_the_preview_says_what_saving_does(work):
    before, after = calendars(work)
    reader = Reader(work.school, ON, noon(ON), "en")
    promised = {
        (line.number, line.after): line.count
        for line in moves_between(before=before, after=after, reader=reader).moved
        if line.after
    }
    enter_year(work.school, now=noon(ON), first_ends_on=LATER)
    for (number, day), count in promised.items():
        assert work.rows(number).filter(due_on=day, state="open").count() == count
    done = Occurrence.objects.filter(state="done")
    assert set(done.values_list("due_on", flat=True)) == {date(2026, 11, 27), date(2026, 12, 8)}


def change(browser, work, answer, **more):
    """What a browser sends: the changed year, looked at and then saved with an answer to the question."""
    browser.force_login(work.principal.user)
    url = reverse("schools:calendar-preview", args=[work.school.slug, 2026])
    form = dates_of(year_draft(first_ends_on=LATER))
    page = browser.post(url, form).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    assert form.items() <= sent.items()
    (name,) = set(re.findall(r'type="radio" name="([^"]+)"', page))
    saved = browser.post(url, {**sent, name: answer, "save": "1", **more})
    assert saved.status_code == 303
    return page


@pytest.mark.parametrize("answer", ["keep", "again"])
def test_work_of_an_exact_day_is_asked_for_again_only_on_request(client, work, answer):
    with time_machine.travel(noon(ON), tick=False):
        page = change(client, work, answer)
    assert "2 are done already. Is that work finished?" in page
    done = work.rows("3.2").filter(state="done")
    days = sorted(work.rows("3.2").filter(period_key="2026/T1", state="open").values_list("due_on", flat=True))
    if answer == "keep":
        assert list(done.values_list("due_on", flat=True)) == [date(2026, 11, 27)] * 2
        assert days == [LATER] * 3
    else:
        assert (list(done), days) == ([], [LATER] * 5)
    again = Completion.objects.filter(occurrence__duty=work.duty("3.2"), undone_at__isnull=False)
    assert again.count() == (0 if answer == "keep" else 2)
    assert AuditEvent.objects.filter(verb="occurrence.asked_again").count() == again.count()
    # What is counted from the term's end but is no exact day, is never asked about.
    assert work.rows("3.1").filter(state="done").count() == 1
    for one in again:
        with time_machine.travel(noon(ON), tick=False):
            shown = client.get(occurrence_url(one.occurrence, work.school)).context["page"]
        told = f"Ticked off for 27 November 2026 by {one.person.name}, and opened again since"
        assert dict(shown.facts)["No longer counts"] == told


def dates_of(draft):
    """The fields of the form of a school year."""
    form = {
        name: getattr(draft, name).isoformat()
        for name in ("starts_on", "ends_on", "teaching_starts_on", "teaching_ends_on")
    }
    for term in draft.terms:
        form[f"trimester-{term.number}-starts"] = term.starts_on.isoformat()
        form[f"trimester-{term.number}-ends"] = term.ends_on.isoformat()
    return form


def test_what_becomes_late_at_once_is_said_first_and_needs_a_yes(client):
    """A term that ends ten days earlier than it was: the marks of its last day should have been written already."""
    work = Work(classes=5)
    client.force_login(work.principal.user)
    url = reverse("schools:calendar-preview", args=[work.school.slug, 2026])
    form = dates_of(year_draft(first_ends_on=date(2026, 11, 13)))
    with time_machine.travel(noon(date(2026, 11, 18)), tick=False):
        shown = client.post(url, form)
        assert (shown.context["late"], shown.context["late_title"]) == (
            [("Subject teachers", 5)],
            "5 become late at once: their new deadline is before today",
        )
        sent = {**form, "state": shown.context["hidden"][-1][1], "form_key": "late", "save": "1"}
        asked = client.post(url, sent)
        assert (asked.status_code, asked.context["error_list"]) == (
            422, [("Say whether they may be late at once.", "let-late")],
        )  # fmt: skip
        assert work.days("3.2")[0] == date(2026, 11, 27)
        saved = client.post(url, {**sent, "let-late": "yes"})
        assert saved.status_code == 303
        assert work.days("3.2")[0] == date(2026, 11, 13)
        assert client.post(url, {**sent, "let-late": "yes"}).url == saved.url  # sent twice: one effect


def test_what_only_follows_from_a_year_that_nobody_entered_says_so(work):
    before = school_calendar(work.school)
    draft = replace(year_draft(), teaching_starts_on=date(2026, 10, 1), terms=())
    after = with_year(before, draft, closure_drafts(work.school))
    found = moves_between(before=before, after=after, reader=Reader(work.school, ON, noon(ON), "en"))
    lines = {line.before: line for line in found.moved if line.number == "2.1"}
    words = "That school year is not entered yet: until then it is taken to be like the newest one entered."
    assert {day: (line.after_words, line.note) for day, line in lines.items()} == {
        date(2026, 10, 7): ("no longer asked for", ""),
        date(2027, 10, 7): ("no longer asked for", words),
    }


def test_answers_to_what_was_not_asked_are_none(client, work):
    stranger = Work()
    days = f"2026/T1-2026-11-27-{LATER.isoformat()}"
    names = [f"ask-{one.public_id}-{days}" for one in (work.duty("3.1"), work.duty("2.1"), stranger.duty("3.2"))]
    done = list(Occurrence.objects.filter(state="done").order_by("pk").values_list("pk", flat=True))
    with time_machine.travel(noon(ON), tick=False):
        change(client, work, "keep", **dict.fromkeys(names, "again"))
    assert list(Occurrence.objects.filter(state="done").order_by("pk").values_list("pk", flat=True)) == done
    assert AuditEvent.objects.filter(verb="occurrence.asked_again").count() == 0


def test_an_earlier_day_asks_nothing(work):
    before = school_calendar(work.school)
    after = with_year(before, year_draft(first_ends_on=date(2026, 11, 20)), closure_drafts(work.school))
    found = moves_between(before=before, after=after, reader=Reader(work.school, ON, noon(ON), "en"))
    assert (found.questions, {line.number for line in found.kept}) == ((), {"3.1", "3.2"})


def test_the_same_calendar_moves_nothing(work):
    before, _after = calendars(work)
    found = moves_between(before=before, after=replace(before), reader=Reader(work.school, ON, noon(ON), "en"))
    assert (found.count, found.moved, found.kept, found.summary) == (0, (), (), "No deadline moves")


def test_the_calendar_page_is_answered(work):
    before, after = calendars(work)
    with time_machine.travel(noon(ON), tick=False):
        found = calendar_moves(work.school, [after], before)[after]
        (answer,) = panels.collect("calendar-moves", work.school, [after], before)[after]
    assert answer == ("duties.calendar-moves", found)
    assert (found.count, len(found.moves), len(found.stays), len(found.questions)) == (
        sum(row["count"] for row in found.moves), len(found.moves), 1, 1,
    )  # fmt: skip
    assert found.moves[0]["old"] == "27 November 2026"


def test_another_schools_work_is_not_counted(work):
    other = Work()
    with time_machine.travel(noon(ON), tick=False):
        assert role_work(other.school, [work.version.role], None) == {}


def test_the_head_of_a_role_and_the_start(work, django_assert_num_queries):
    with time_machine.travel(noon(ON), tick=False), django_assert_num_queries(1):
        assert role_work(work.school, [work.version.role], None) == {work.version.role: "8 duties, 14 late"}
    waiting = Work(on=START, confirm=False)
    with django_assert_num_queries(1):
        steps = start_steps(work.school, [work.school, waiting.school], ON)
    assert [(step.is_done, step.words) for school in (work.school, waiting.school) for step in steps[school]] == [
        (True, "8 duties are confirmed."),
        (False, "8 duties wait for your yes or no."),
    ]
