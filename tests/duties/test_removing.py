"""A clause that people work by goes from a draft only after somebody has seen what ends with it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from duties.models import Duty
from duties.services import tick
from roles.models import Item, Outcome
from roles.services import Change, Move, new_draft, save_section
from tests import factories
from tests.duties.work import START, Work, noon
from tests.factories import BY

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 7)


@pytest.fixture
def work():
    with time_machine.travel(noon(ON), tick=False):
        made = Work(on=START)
        done = made.rows("1.1").first()
        tick(occurrence=done, by=made.specialist.user, person=made.specialist, on=ON, now=noon(ON))
        made.draft = new_draft(role=made.version.role, by=BY, now=noon(ON))
        yield made


@pytest.fixture
def principal(client, work):
    client.force_login(work.principal.user)
    return client


def url(work, name, *more):
    return reverse(f"roles:{name}", args=[work.school.slug, "it_specialist", work.draft.number, 1, *more])


def clause(work, number):
    return Item.objects.get(section__version=work.draft, number=number)


def fields(work, **changes):
    section = work.draft.sections.get()
    rows = Item.objects.filter(section=section).order_by("position")
    data = {"etag": str(section.revision), "clause": [str(row.clause) for row in rows]}
    return data | {f"text-{row.clause}": row.text for row in rows} | changes


def numbers(work):
    return list(Item.objects.filter(section__version=work.draft).order_by("position").values_list("number", flat=True))


def words(response):
    return " ".join(response.content.decode().split())


def test_what_ends_is_said_first_and_nothing_typed_is_lost(principal, work):
    gone, other = clause(work, "1.1"), clause(work, "1.2")
    before = numbers(work)
    sent = fields(
        work, remove=str(gone.clause), **{f"text-{other.clause}": "Discusses the progress twice a year, soon."}
    )
    response = principal.post(url(work, "section-edit"), sent)
    here = url(work, "clause-remove", gone.clause)
    assert (response.status_code, response.headers["Location"]) == (303, here)
    assert (numbers(work), clause(work, "1.2").text) == (before, "Discusses the progress twice a year, soon.")
    page = words(principal.get(here))
    for expected in (
        "Delete clause 1.1", gone.text, Duty.objects.get(number="1.1").title, "by 10 September",
        "It ends the day before this text takes force; what is due later is no longer asked for. 1 time done;",
    ):  # fmt: skip
        assert expected in page
    for _time in range(2):  # sent twice: removed once
        answer = principal.post(here)
        assert (answer.status_code, answer.headers["Location"]) == (303, url(work, "section-edit"))
        assert numbers(work) == before[1:]
    assert principal.get(here).headers["Location"] == url(work, "section-edit")
    assert Duty.objects.get(number="1.1").state == "active"  # the text in force asks for it still


def test_a_text_emptied_before_it_goes_stays_until_the_answer(principal, work):
    gone = clause(work, "1.1")
    sent = fields(work, remove=str(gone.clause), **{f"text-{gone.clause}": ""})
    assert principal.post(url(work, "section-edit"), sent).headers["Location"] == url(
        work, "clause-remove", gone.clause
    )
    assert clause(work, "1.1").text == gone.text


def test_work_done_asks_though_the_draft_has_dropped_the_deadline(principal, work):
    gone = clause(work, "1.1")
    rule = gone.rules.get()
    key = {"text-" + str(gone.clause): "Enters the lists.", f"lose-{gone.clause}": "drop"}
    principal.post(url(work, "section-edit"), fields(work, **key))
    assert not Item.objects.get(pk=gone.pk).rules.filter(pk=rule.pk).exists()
    response = principal.post(url(work, "section-edit"), fields(work, remove=str(gone.clause)))
    assert response.headers["Location"] == url(work, "clause-remove", gone.clause)
    assert "1 time done" in words(principal.get(response.headers["Location"]))


def test_deadlines_below_a_clause_ask_too(principal, work):
    rule = {"kind": "fixed_date", "words": "by 10 May", "binding": "duty", "month": 5, "day": 10}
    below = factories.make_item("The archive is checked by 10 May.", rules=[rule])
    draft = factories.load_small_document(
        school=work.school, role_code="keeper", posts={"keeper": "Keeper"},
        items=[factories.make_item("Keeps the archive.", number="1.", outcomes=[below])],
    )  # fmt: skip
    item, outcome = Item.objects.get(section__version=draft), Outcome.objects.get(item__section__version=draft)
    place = [work.school.slug, draft.role.code, 1, 1]
    sent = {"etag": "0", "clause": [str(item.clause)], f"text-{item.clause}": item.text, "remove": str(item.clause)}
    response = principal.post(reverse("roles:section-edit", args=place), sent)
    here = reverse("roles:clause-remove", args=[*place, item.clause])
    assert response.headers["Location"] == here
    page = words(principal.get(here))
    assert ("Deadlines that go with the clause" in page, "by 10 May</q>" in page) == (True, True)
    assert "Duties that end" not in page
    assert Outcome.objects.filter(pk=outcome.pk).exists()


def test_a_result_without_a_deadline_goes_at_once(principal, work):
    section, parent = work.draft.sections.get(), clause(work, "1.3")
    change = Change(Move.ADD_OUTCOME, parent.clause)
    save_section(section=section, revision=section.revision, clauses=[], by=BY, now=noon(ON), change=change)
    outcome = Outcome.objects.get(item=parent)
    response = principal.post(url(work, "section-edit"), fields(work, remove=str(outcome.clause)))
    assert response.headers["Location"] == f"{url(work, 'section-edit')}#c-{outcome.clause}"
    assert not Outcome.objects.filter(item=parent).exists()


def test_a_clause_that_nobody_works_by_goes_at_once(principal, work):
    section = work.draft.sections.get()
    save_section(
        section=section, revision=section.revision, clauses=[], by=BY, now=noon(ON), change=Change(Move.ADD_ITEM)
    )  # fmt: skip
    new = Item.objects.get(section=section, text="")
    response = principal.post(url(work, "section-edit"), fields(work, remove=str(new.clause)))
    assert "/remove/" not in response.headers["Location"]
    assert new.number not in numbers(work)


def test_only_a_drafts_clause_has_the_page(client, principal, work):
    gone = clause(work, "1.1")
    approved = reverse("roles:clause-remove", args=[work.school.slug, "it_specialist", 1, 1, gone.clause])
    assert (principal.get(approved).status_code, principal.post(approved).status_code) == (404, 404)
    client.force_login(work.specialist.user)
    assert client.post(url(work, "clause-remove", gone.clause)).status_code == 403
    client.force_login(Work(on=START, school=factories.make_school()).principal.user)
    assert client.post(url(work, "clause-remove", gone.clause)).status_code == 404
    assert clause(work, "1.1").text == gone.text
