"""Looking a role's text over: the school year clause by clause, and what came of it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.services import tick, waive
from roles.models import RoleReview
from roles.services import RoleError, delete_draft, open_review, settle_review
from schools.models import AuditEvent
from tests import factories
from tests.duties.work import CLAUSES, START, Work, noon
from tests.factories import BY
from tests.roles.pages import client_of, words

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 5)
NAMED = {number: CLAUSES[number] for number in ("1.1", "1.3", "2.1")}


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(noon(ON), tick=False):
        yield


@pytest.fixture
def work():
    """The lists were entered late with a note, a report was left out with its reason."""
    found = Work(on=START, clauses=NAMED)
    lists, late = found.rows("1.1").get(due_on=date(2026, 9, 10)), date(2026, 9, 14)
    by = found.specialist.user
    tick(occurrence=lists, person=found.specialist, by=by, on=late, now=noon(late), note="Waited for the licence.")
    first = found.rows("2.1").order_by("due_on", "pk").first()
    waive(occurrence=first, reason="The class was on a trip.", by=found.principal.user, now=noon(ON))
    return found


def page_url(work, name="review"):
    return reverse(f"roles:{name}", args=[work.school.slug, work.version.role.code])


def last_event(verb):
    return AuditEvent.objects.filter(verb=verb).latest("number").data


SAME = {"outcome": "same", "note": "All is well.", "next_on": "2027-11-30"}


def test_the_year_clause_by_clause(work):
    page = client_of(work.principal.user).get(page_url(work))
    groups = [(group["title"], [row["number"] for row in group["rows"]]) for group in page.context["groups"]]
    assert groups == [
        ("Clauses with deadlines", ["1.1", "2.1"]),
        ("Clauses without a deadline this year", ["1.3"]),
    ]
    said = words(page)
    for expected in (
        "Due 10 September 2026, done late: “Waited for the licence.”",
        "left out: “The class was on a trip.”",
        f"Last done on 14 September 2026 by {work.specialist.name}",
        "1 done late",
    ):
        assert expected in said
    (_template, panel) = page.context["groups"][0]["rows"][0]["work"][0]
    assert [(cell.short, cell.marks) for cell in panel.months if cell.marks] == [("S", ("after",))]
    assert (len(panel.months), panel.months[0].short) == (12, "S")


def test_only_those_who_decide_and_those_who_hold_the_post_read_it(work):
    assert client_of(work.specialist.user).get(page_url(work)).status_code == 200
    assert client_of(work.teachers[0].user).get(page_url(work)).status_code == 403
    holder = client_of(work.specialist.user)
    assert "Record the outcome" not in words(holder.get(page_url(work)))
    assert holder.post(page_url(work), SAME).status_code == 403
    assert holder.post(page_url(work, "review-open"), {"cause": "law", "reason": "A new law."}).status_code == 403
    other = Work(on=START, clauses=NAMED)
    assert client_of(other.principal.user).get(page_url(work)).status_code == 404
    assert RoleReview.objects.count() == 0


def test_no_changes_is_recorded_with_the_day_of_the_next_review(work):
    client = client_of(work.principal.user)
    answer = client.post(page_url(work), SAME)
    detail = page_url(work, "role-detail")
    assert (answer.status_code, answer["Location"]) == (303, detail)
    found = RoleReview.objects.get()
    assert (found.cause, found.outcome, found.note, found.next_on) == (
        "yearly", "same", "All is well.", date(2027, 11, 30),
    )  # fmt: skip
    assert (found.version, found.school_year, found.settled_by) == (work.version, work.year, work.principal.user)
    assert last_event("role_review.settled") == {
        "role": "it_specialist", "version": 1, "cause": "yearly", "outcome": "same", "next_on": "2027-11-30",
        "school_year": "2026", "draft": None,
    }  # fmt: skip
    assert "By 30 November 2027" in words(client.get(detail))
    beside = words(client.get(page_url(work)))
    assert "All is well." in beside
    assert f"Yearly review · {work.principal.name}" in beside


def test_a_form_sent_twice_records_one_review(work):
    client = client_of(work.principal.user)
    data = SAME | {"form_key": "a" * 32}
    assert [client.post(page_url(work), data).status_code for _time in range(2)] == [303, 303]
    assert RoleReview.objects.count() == 1


def test_a_new_draft_is_begun(work):
    client = client_of(work.principal.user)
    answer = client.post(page_url(work), {"outcome": "draft", "note": "1.1 a week later.", "next_on": ""})
    assert answer["Location"] == reverse("roles:version-detail", args=[work.school.slug, "it_specialist", 2])
    found = RoleReview.objects.get()
    assert (found.outcome, found.draft.number, found.draft.is_draft) == ("draft", 2, True)
    delete_draft(version=found.draft, by=BY, now=noon(ON))
    found.refresh_from_db()
    assert (found.outcome, found.draft) == ("draft", None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"next_on": ""}, "next_on"), ({"next_on": "2026-12-05"}, "next_on"), ({"outcome": ""}, "outcome")],
)
def test_what_is_missing_is_asked_for(work, sent, field):
    answer = client_of(work.principal.user).post(page_url(work), SAME | sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert RoleReview.objects.count() == 0


def test_a_review_is_opened_for_a_reason_and_settled_later(work):
    client = client_of(work.principal.user)
    opened = client.post(page_url(work, "review-open"), {"cause": "law", "reason": "The act on schools has changed."})
    assert (opened.status_code, opened["Location"]) == (303, page_url(work))
    assert last_event("role_review.opened")["cause"] == "law"
    said = "The law has changed: The act on schools has changed."
    assert said in words(client.get(page_url(work)))
    assert "A review of this text is open." in words(client.get(page_url(work, "role-detail")))
    again = client.post(page_url(work, "review-open"), {"cause": "other", "reason": "Once more."})
    assert (again.status_code, "A review of this text is open already." in words(again)) == (422, True)
    client.post(page_url(work), SAME)
    found = RoleReview.objects.get()
    assert (found.cause, found.outcome, found.opened_by) == ("law", "same", work.principal.user)
    assert "A review of this text is open." not in words(client.get(page_url(work, "role-detail")))


def test_a_reason_is_needed(work):
    client = client_of(work.principal.user)
    answer = client.post(page_url(work, "review-open"), {"cause": "law", "reason": " "})
    assert (answer.status_code, list(answer.context["open_form"].errors)) == (422, ["reason"])
    with pytest.raises(RoleError) as refused:
        open_review(role=work.version.role, cause="law", reason=" ", by=BY, now=noon(ON))
    assert refused.value.code == "no_reason"


def test_a_draft_alone_is_not_reviewed(work):
    draft = factories.load_small_document(school=work.school, role_code="cook")
    target = reverse("roles:review", args=[work.school.slug, "cook"])
    assert client_of(work.principal.user).get(target).status_code == 404
    for act in (
        lambda: open_review(role=draft.role, cause="law", reason="A law.", by=BY, now=noon(ON)),
        lambda: settle_review(
            role=draft.role, outcome="same", note="", next_on=None, school_year=None, by=BY, now=noon(ON)
        ),
    ):
        with pytest.raises(RoleError) as refused:
            act()
        assert refused.value.code == "no_approved_text"


def test_as_many_queries_for_many_clauses_as_for_few(work):
    text, post, rule = "by 10 September each school year.", *NAMED["1.1"][1:]
    long = Work(on=START, clauses={f"9.{n}": (f"Does {n} {text}", post, rule) for n in range(60)})
    found = []
    for one in (work, long):
        client = client_of(one.principal.user)
        client.get(page_url(one))
        with CaptureQueriesContext(connection) as captured:
            client.get(page_url(one))
        found.append(len(captured))
    assert found[0] == found[1] <= 16


def test_the_year_before_is_looked_at_on_demand(work):
    assert START - timedelta(days=1) < work.year.starts_on
    page = client_of(work.principal.user).get(page_url(work), {"year": "2026"})
    assert [current for _label, _url, current in page.context["choices"]] == [True]
