"""Ticking off what is for a period that has not begun asks once; Today shows two months, or everything."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from duties.addresses import occurrence_url
from duties.models import Completion
from duties.queries.early import period_ahead
from duties.queries.rows import Reader
from roles.services import answer_substitution, ask_substitute
from schools.calendar_drafts import GroupEndDraft
from schools.services import set_period_ends
from tests import factories
from tests.duties.work import START, Work, noon, rule

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
HTMX = {"HX-Request": "true"}
WEEKLY = rule("times_per_period", "once a week", min=1, max=None, per="week")
YEARLY = rule("fixed_date", "by 10 March each year", month=3, day=10, basis="year")
CLAUSES = {
    "1.1": ("Enters the lists by 10 September each school year.", "it_specialist",
            rule("fixed_date", "by 10 September", month=9, day=10, basis="school_year")),
    "1.2": ("Reports the costs within 5 working days after the month.", "it_specialist",
            rule("period_end", "within 5 working days after the month", period=["month"], offset=5,
                 unit="working_day")),
    "1.3": ("Closes the term within 7 working days after the term.", "it_specialist",
            rule("period_end", "within 7 working days after the term", period=["trimester"], offset=7,
                 unit="working_day")),
    "1.4": ("Counts the keys once a week.", "it_specialist", WEEKLY),
    "1.5": ("Renews the plan by 10 March each year.", "it_specialist", YEARLY),
    "2.1": ("Closes the class within 7 working days after the term.", "class_teacher",
            rule("period_end", "within 7 working days after the term", period=["trimester"], offset=7,
                 unit="working_day")),
}  # fmt: skip


@pytest.fixture
def work():
    with time_machine.travel(noon(ON), tick=False):
        yield Work(on=START, clauses=CLAUSES)


@pytest.fixture
def specialist(client, work):
    client.force_login(work.specialist.user)
    return client


def words(response):
    return " ".join(response.content.decode().split())


def row(work, number, key):
    return work.rows(number).get(period_key=key)


def today(work, query=""):
    return reverse("duties:today", kwargs={"school": work.school.slug}) + query


def ask(work, number, key, language="en", on=ON):
    return period_ahead(row(work, number, key), Reader(work.school, on, noon(on), language))


def test_a_period_that_has_not_begun_is_called_by_its_name(work):
    assert ask(work, "1.2", "2027-06") == "June 2027"
    assert ask(work, "1.2", "2027-06", "lt") == "birželis 2027"
    assert ask(work, "1.3", "2026/T3") == "Trimester 3, 2026/27"
    assert ask(work, "1.1", "2027") == "2027/28"
    assert ask(work, "1.5", "Y2027") == "2027"
    weeks = work.rows("1.4").filter(due_on__gt=date(2027, 1, 1)).first()
    assert ask(work, "1.4", weeks.period_key) == "28 December 2026 – 3 January 2027"


def test_what_has_begun_or_begins_within_two_weeks_is_not_asked_about(work, django_assert_num_queries):
    assert ask(work, "1.2", "2026-11") == ""
    assert ask(work, "1.2", "2026-12", on=date(2026, 12, 1)) == ""
    assert ask(work, "1.2", "2026-12", on=date(2026, 11, 17)) == ""
    assert ask(work, "1.2", "2026-12", on=date(2026, 11, 16)) == "December 2026"
    assert ask(work, "1.3", "2026/T1") == ""
    coming = work.rows("1.4").filter(due_on__gt=date(2026, 11, 29)).first()
    on = date(2026, 11, 29)  # a Sunday: next week's is seven days away
    found = work.rows("1.4").get(pk=coming.pk)
    with django_assert_num_queries(0):
        assert period_ahead(found, Reader(work.school, on, noon(on), "en")) == ""


def test_a_term_is_looked_up_as_the_class_has_it(work):
    group = work.classes[0]
    end = GroupEndDraft(str(group.pk), ("trimester", 3), date(2027, 6, 4))
    set_period_ends(year=work.year, ends=[end], by=factories.BY, now=noon(ON))
    reader = Reader(work.school, ON, noon(ON), "en")
    found = work.rows("2.1").filter(period_key="2026/T3").order_by("due_on")
    assert [row.group for row in found] == work.classes
    assert found[0].due_on < found[1].due_on
    assert [period_ahead(row, reader) for row in found] == ["Trimester 3, 2026/27"] * 2


def test_ticking_it_asks_once(specialist, work):
    found = row(work, "1.2", "2027-06")
    target, here = occurrence_url(found, work.school, "tick"), today(work, "?all=1")
    sent = {"seen": "0", "note": "All <costs> are in.", "next": here}
    asked = specialist.post(target, sent)
    assert (asked.status_code, Completion.objects.count()) == (200, 0)
    page = words(asked)
    assert "<h1>This is for: June 2027. Tick it off already?</h1>" in page
    for field in (
        'name="seen" value="0"', 'name="note" value="All &lt;costs&gt; are in."', f'name="next" value="{here}"',
        'name="early" value="1"', f'<a class="btn btn--link" href="{here}">',
    ):  # fmt: skip
        assert field in page
    done = specialist.post(target, {**sent, "early": "1"})
    assert (done.status_code, done.headers["Location"]) == (303, here)
    assert Completion.objects.get().note == "All <costs> are in."
    assert specialist.post(target, {"seen": "0"}).status_code == 303  # done: nothing to ask any more
    assert Completion.objects.count() == 1


def test_htmx_is_led_to_the_question(specialist, work):
    found = row(work, "1.2", "2027-06")
    target, here = occurrence_url(found, work.school, "tick"), today(work, "?all=1")
    answer = specialist.post(target, {"seen": "0", "next": here}, headers=HTMX)
    assert (answer.status_code, answer.content, answer.headers["Vary"].count("HX-Request")) == (200, b"", 1)
    question = answer.headers["HX-Redirect"]
    assert question.startswith(f"{target}?")
    page = words(specialist.get(question))
    assert "This is for: June 2027. Tick it off already?" in page
    assert f'name="next" value="{here}"' in page
    assert Completion.objects.count() == 0


def test_the_question_leads_nowhere_else(specialist, work):
    target = occurrence_url(row(work, "1.2", "2027-06"), work.school, "tick")
    page = words(specialist.get(target, {"next": "//evil.example/"}))
    assert f'<a class="btn btn--link" href="{occurrence_url(row(work, "1.2", "2027-06"), work.school)}">' in page


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_strange_address_is_not_even_handed_on(specialist, work, place):
    ahead = occurrence_url(row(work, "1.2", "2027-06"), work.school, "tick")
    assert "next" not in specialist.post(ahead, {"seen": "0", "next": place}, headers=HTMX).headers["HX-Redirect"]
    page = words(specialist.post(ahead, {"seen": "0", "next": place}))
    assert 'name="next"' not in page.partition("<main")[2].partition("</main>")[0]
    now = occurrence_url(row(work, "1.2", "2026-11"), work.school, "tick")
    done = words(specialist.post(now, {"seen": "0", "next": place}, headers=HTMX))
    assert ('name="next" value=""' in done, "evil" in done, "alert" in done) == (True, False, False)


def test_without_a_question_the_address_leads_to_the_occurrence(specialist, work):
    found = row(work, "1.2", "2026-11")
    answer = specialist.get(occurrence_url(found, work.school, "tick"))
    assert (answer.status_code, answer.headers["Location"]) == (303, occurrence_url(found, work.school))
    assert specialist.post(occurrence_url(found, work.school, "tick")).status_code == 303
    assert Completion.objects.get().occurrence_id == found.pk


def days(response):
    rows = [row for group in response.context["groups"] for row in group.rows]
    return [row.due_on for row in rows if row.chip != "Always"]


def test_today_shows_two_months_and_everything_on_demand(specialist, work):
    last = date(2027, 1, 25)
    short, whole = specialist.get(today(work)), specialist.get(today(work, "?all=1"))
    assert max(days(short)) <= last
    further = work.rows("1.2").filter(due_on__gt=last).count()
    assert further > 3
    assert f'<a href="{today(work, "?all=1")}">Everything to the end of the year</a>' in words(short)
    assert f'<a href="{today(work)}">Only the next two months</a>' in words(whole)
    shown = list(days(whole))
    following = specialist.get(today(work, "?all=1&page=2"))
    shown += days(following)
    assert max(day for day in shown if day) > date(2027, 7, 1)
    assert [day for day in shown if day and day <= last] == days(short)
    assert "?all=1&amp;page=2" in words(whole)


def test_what_was_ticked_today_stays_in_the_short_today(specialist, work):
    found = row(work, "1.2", "2027-06")
    specialist.post(occurrence_url(found, work.school, "tick"), {"early": "1"})
    page = specialist.get(today(work))
    assert [row.due_on for group in page.context["groups"] for row in group.rows if not row.is_open] == [found.due_on]


def test_the_short_today_of_a_substitute_is_short_too(work, client):
    absence = factories.make_absence(person=work.specialist, starts_on=ON, ends_on=date(2027, 6, 30))
    asked = ask_substitute(
        absence=absence, substitute=work.teachers[0], role=work.version.role, by=factories.BY, now=noon(ON)
    )
    answer_substitution(substitution=asked, accept=True, by=factories.BY, now=noon(ON))
    client.force_login(work.teachers[0].user)
    shown = days(client.get(today(work)))
    assert any(shown)
    assert max(day for day in shown if day) <= date(2027, 1, 25)
