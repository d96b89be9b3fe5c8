"""How the clauses of a text were fulfilled in a school year, on the role's page and on a page of their own."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.queries.clause_times import PrintedClause, printed_clauses
from duties.queries.fulfilment import Doing, work_of_role
from duties.services import tick, undo_tick, waive
from duties.views.beside import clause_work
from roles.clause_work import WorkAsked
from roles.models import Item
from roles.services import new_draft
from schools.guarded import guarded_write
from schools.models import School
from tests import factories
from tests.duties.work import CLAUSES, START, Work, enter_year, noon
from tests.roles.pages import client_of, words

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 5)
NAMED = {"1.1": CLAUSES["1.1"], "1.2": CLAUSES["1.2"], "1.3": CLAUSES["1.3"], "2.1": CLAUSES["2.1"]}


@pytest.fixture
def work():
    """Two class teachers report each month: of eight by 5 December two were done, one late, one left out."""
    found = Work(on=START, clauses=NAMED)
    first, second, third = list(found.rows("2.1").order_by("due_on", "pk"))[:3]
    teacher = found.teachers[0]
    do(first, teacher, first.due_on)
    do(second, teacher, second.due_on + timedelta(days=4))
    waive(occurrence=third, reason="The class was on a trip.", by=found.principal.user, now=noon(ON))
    do(found.rows("1.1").get(due_on=date(2026, 9, 10)), found.specialist, date(2026, 9, 8))
    return found


def do(row, person, day):
    """Tick an occurrence off on a day."""
    return tick(occurrence=row, person=person, by=person.user, on=day, now=noon(day))


def of(work, number, year=None, on=ON):
    """The only duty of a clause."""
    found = work_of_role(role=work.version.role, year=year or work.year, on=on)
    (duty,) = found[work.duty(number).clause]
    return duty


def counts(duty):
    return duty.in_time, duty.after, duty.waived, duty.missed, duty.ahead


def test_each_occurrence_is_counted_once(work):
    monthly = of(work, "2.1")
    rows = work.rows("2.1").filter(due_on__range=(work.year.starts_on, work.year.ends_on))
    past, ahead = rows.filter(due_on__lt=ON).count(), rows.filter(due_on__gte=ON).count()
    assert counts(monthly) == (1, 1, 1, past - 3, ahead)
    assert monthly.total == rows.count()
    assert monthly.last.name == work.teachers[0].name
    lists = of(work, "1.1")
    assert counts(lists) == (1, 0, 0, 0, 0)
    assert lists.last == Doing(date(2026, 9, 8), work.specialist.pk, work.specialist.name)
    event = of(work, "1.3")
    assert (counts(event), event.is_dated, event.last) == ((0, 0, 0, 0, 0), False, None)


def test_what_was_undone_is_not_the_last_doing(work):
    row = work.rows("1.1").get(due_on=date(2026, 9, 10))
    undo_tick(occurrence=row, by=work.specialist.user, now=noon(date(2026, 9, 8)))
    assert (of(work, "1.1").last, counts(of(work, "1.1"))) == (None, (0, 0, 0, 1, 0))


def test_one_query_whatever_the_size(work):
    asked = WorkAsked(work.version.role, work.year, work.principal, sees_names=True)
    for clauses in ([work.duty("1.1").clause], [work.duty(number).clause for number in NAMED]):
        with CaptureQueriesContext(connection) as captured, time_machine.travel(noon(ON), tick=False):
            clause_work(work.school, clauses, asked)
        assert len(captured) == 1


def test_another_school_year_has_its_own_counts(work):
    before = enter_year(work.school, 2025, now=noon(ON))
    assert counts(of(work, "1.1", before)) == (0, 0, 0, 0, 0)


def test_another_schools_role_knows_nothing_of_it(work):
    other = Work(on=START, clauses=NAMED)
    found = work_of_role(role=other.version.role, year=other.year, on=ON)
    assert set(found) == {other.duty(number).clause for number in NAMED}
    assert not set(found) & {work.duty(number).clause for number in NAMED}


# ── the role's page ──────────────────────────────────────────────────────────


def role_page(work, user, on=ON, **query):
    target = reverse("roles:role-detail", args=[work.school.slug, work.version.role.code])
    with time_machine.travel(noon(on), tick=False):
        return client_of(user).get(target, query)


def summaries(response):
    """What is said of the work of each clause."""
    found = re.findall(r'class="work"[^>]*><(?:summary|a [^>]*)>(.*?)</(?:summary|a)>', words(response))
    return [re.sub("<[^>]+>", "", one) for one in found]


def test_every_item_says_how_it_was_fulfilled(work):
    page = role_page(work, work.principal.user)
    said = summaries(page)
    assert said[0].startswith("1 done in time")
    assert said[2] == "Duty without a date"
    assert re.match(r"1 done in time, 1 done late, 1 left out, \d+ not done, \d+ still ahead; next ", said[3])
    assert f"Last done on 8 September 2026 by {work.specialist.name}" in words(page)
    assert "%" not in re.sub(r"<[^>]+>", "", words(page))


def test_colleagues_see_counts_but_not_who(work):
    page = words(role_page(work, work.teachers[1].user))
    assert "Last done on 8 September 2026" in page
    assert f"8 September 2026 by {work.specialist.name}" not in page
    own = words(role_page(work, work.teachers[0].user))
    assert f"by {work.teachers[0].name}" in own


def test_the_year_is_chosen_among_those_that_have_begun(work):
    enter_year(work.school, 2025, now=noon(ON))
    enter_year(work.school, 2027, now=noon(ON))
    page = role_page(work, work.principal.user)
    assert [(label, current) for label, _url, current in page.context["work_years"]] == [
        ("2026/27", True),
        ("2025/26", False),
    ]
    before = role_page(work, work.principal.user, year="2025")
    assert [current for _label, _url, current in before.context["work_years"]] == [False, True]
    assert not any("done" in said for said in summaries(before))
    assert role_page(work, work.principal.user, year="nonsense").context["work_year"] == "2026/27"


def test_eight_queries_whether_there_are_few_clauses_or_many(work):
    many = {
        f"9.{n}": (f"Does {n} by 10 September each school year.", "it_specialist", NAMED["1.1"][2]) for n in range(150)
    }
    long = Work(on=START, clauses=many)
    School.objects.update(started_at=noon(START))  # before that a page asks what is to be done next
    found = []
    for one in (work, long):
        target = reverse("roles:role-detail", args=[one.school.slug, one.version.role.code])
        with time_machine.travel(noon(ON), tick=False):
            client = client_of(one.principal.user)
            client.get(target)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(target)
        found.append((len(captured), len(summaries(answer)) >= (150 if one is long else 4)))
    assert found == [(8, True), (8, True)]


# ── every single time ────────────────────────────────────────────────────────


def times_url(work, number):
    return reverse("duties:clause-times", args=[work.school.slug, work.version.role.code, work.duty(number).clause])


def ask_times(work, user, number, on=ON, **query):
    with time_machine.travel(noon(on), tick=False):
        return client_of(user).get(times_url(work, number), query)


def test_every_time_leads_to_its_occurrence(work):
    answer = ask_times(work, work.principal.user, "2.1")
    times = answer.context["page"].times
    rows = work.rows("2.1").filter(due_on__range=(work.year.starts_on, work.year.ends_on))
    assert len(times) == rows.count()
    assert {time.label for time in times} == {group.name for group in work.classes}
    assert all(f'href="{time.url}"' in words(answer) for time in times)


def test_who_may_not_see_everybodys_times_sees_the_own(work):
    mine = ask_times(work, work.teachers[0].user, "2.1")
    assert {time.label for time in mine.context["page"].times} == {work.classes[0].name}
    assert "Only those that are yours." in words(mine)
    nothing = ask_times(work, work.teachers[0].user, "1.1")
    assert (nothing.context["page"].times, "None of yours in this school year." in words(nothing)) == ((), True)
    assert work.specialist.name not in words(nothing)


def test_another_schools_clause_is_not_there(work):
    other = Work(on=START, clauses=NAMED)
    target = reverse("duties:clause-times", args=[other.school.slug, work.version.role.code, work.duty("1.1").clause])
    assert client_of(other.principal.user).get(target).status_code == 404
    assert client_of(other.principal.user).get(times_url(work, "1.1")).status_code == 404


def test_a_clause_keeps_its_times_under_another_number(work):
    clause = work.duty("1.1").clause
    draft = new_draft(role=work.version.role, by=factories.BY, now=noon(ON))
    with guarded_write():
        Item.objects.filter(section__version=draft, clause=clause).update(number="1.9")
    assert [one.number for one in printed_clauses(role=work.version.role, clause=clause)] == ["1.1"]
    factories.approve(version=draft, effective_on=date(2027, 1, 1), act_on=ON, now=noon(ON))
    later = date(2027, 1, 10)
    assert printed_clauses(role=work.version.role, clause=clause) == [
        PrintedClause(1, "1.1", NAMED["1.1"][0], "en"),
        PrintedClause(2, "1.9", NAMED["1.1"][0], "en"),
    ]
    with time_machine.travel(noon(later), tick=False):
        target = reverse("duties:clause-times", args=[work.school.slug, work.version.role.code, clause])
        page = client_of(work.principal.user).get(target).context["page"]
    assert (page.clause.number, [time.as_words for time in page.times]) == ("1.9", ["as 1.1 of version 1"])
