"""A document read anew: what is certain keeps its identity, of the rest a person says it, and history follows."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from duties.models import Duty, Occurrence
from duties.services import follow_text, tick
from roles.models import ClauseQuestion, DeadlineRule, Item, RoleVersion
from roles.queries.questions import open_questions, questions_page
from roles.services import Change, FrozenVersionError, Move, RoleError, answer_questions, delete_draft, save_section
from schools.models import AuditEvent
from tests import factories
from tests.duties.work import BY_10_SEPTEMBER, CLAUSES, MONTH_END, START, Work, document, noon
from tests.factories import BY
from tests.roles.pages import client_of, words

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 20)
# 2.1 got another number and other words; 1.1 only another number; 9.9 is new.
ANEW = {
    **{number: clause for number, clause in CLAUSES.items() if number not in ("1.1", "2.1")},
    "1.4": CLAUSES["1.1"],
    "2.9": ("Reports all attendance within 5 working days after the month.", "class_teacher", MONTH_END),
    "9.9": ("Waters the plants of the corridor by 10 September.", "it_specialist", BY_10_SEPTEMBER),
}


def load(work, clauses=ANEW):
    text = document(clauses)
    return factories.load_document(school=work.school, document=text, role_code="it_specialist", now=noon(ON))


def answer(version, *answers, now=ON):
    """Answer the questions in the order of the text."""
    keys = [question.clause for question in version.questions.order_by("position")]
    return answer_questions(version=version, answers=dict(zip(keys, answers, strict=True)), by=BY, now=noon(now))


def approve(version, on=date(2026, 10, 1)):
    return factories.approve(version=version, effective_on=on, act_on=ON, now=noon(ON))


def keys_of(version, number):
    item = Item.objects.get(section__version=version, number=number)
    return item.clause, [rule.rule_key for rule in item.rules.all()]


def test_only_what_is_uncertain_is_asked():
    work = Work()
    version = load(work)
    page = questions_page(version)
    assert [(q.old.number, q.new.number, q.is_same) for q in page.questions] == [("2.1", "2.9", None)]
    moved = {(old.number, new.number) for old, new in page.certain if old.number != new.number}
    assert moved == {("1.1", "1.4")}
    assert len(page.certain) == len(CLAUSES) - 1
    assert ClauseQuestion.objects.get().likeness == 95
    loaded = AuditEvent.objects.filter(verb="role_version.loaded").order_by("pk").last()
    assert loaded.data["questions"] == 1


def test_nothing_is_approved_before_the_answers():
    work = Work()
    version = load(work)
    with pytest.raises(RoleError) as caught:
        approve(version)
    assert (caught.value.code, caught.value.data["n"]) == ("open_questions", 1)
    assert RoleVersion.objects.get(pk=version.pk).is_draft
    answer(version, False)
    assert not approve(RoleVersion.objects.get(pk=version.pk)).is_draft


def test_yes_carries_the_duty_its_rows_and_what_was_done():
    work = Work()
    duty = work.duty("2.1")
    rows = set(duty.occurrences.values_list("pk", flat=True))
    done = work.rows("2.1").filter(due_on=date(2026, 10, 7)).first()
    tick(occurrence=done, by=work.principal.user, person=None, on=START, now=noon(START))
    version = load(work)
    before = keys_of(work.version, "2.1")
    assert answer(version, True) == 1
    assert keys_of(version, "2.9") == before
    event = AuditEvent.objects.get(verb="role_version.clauses_matched")
    assert event.data == {"same": [[str(ClauseQuestion.objects.get().clause), str(before[0])]], "other": []}
    approve(RoleVersion.objects.get(pk=version.pk))
    assert follow_text(version=version, by=BY, now=noon(date(2026, 10, 1))) == 2
    duty.refresh_from_db()
    assert (duty.number, duty.state, duty.title) == (
        "2.9", "active", "Reports all attendance within 5 working days after the month",
    )  # fmt: skip
    assert not Duty.objects.filter(clause=ClauseQuestion.objects.get().clause).exists()
    assert rows <= set(duty.occurrences.values_list("pk", flat=True))
    assert not duty.occurrences.filter(pk__in=rows, state="withdrawn").exists()
    done.refresh_from_db()
    assert (done.state, done.duty_id) == ("done", duty.pk)
    assert duty.occurrences.filter(due_on=date(2026, 11, 9)).first().rule.version_id == version.pk
    assert list(Duty.objects.proposed().values_list("number", flat=True)) == ["9.9"]


def test_no_ends_the_old_duty_and_proposes_a_new_one():
    work = Work()
    version = load(work)
    new = keys_of(version, "2.9")
    answer(version, False)
    assert keys_of(version, "2.9") == new
    approve(RoleVersion.objects.get(pk=version.pk))
    assert (work.duty("2.1").state, work.duty("2.1").ended_on) == ("active", date(2026, 9, 30))
    assert work.duty("2.1").state_on(date(2026, 10, 1)) == "ended"
    assert list(Duty.objects.proposed().order_by("number").values_list("number", flat=True)) == ["2.9", "9.9"]
    assert not Occurrence.objects.open().filter(duty=work.duty("2.1"), due_on__gte=date(2026, 10, 1)).exists()


def test_an_answer_can_be_changed_and_the_same_again_changes_nothing():
    work = Work()
    version = load(work)
    new, old = keys_of(version, "2.9"), keys_of(work.version, "2.1")
    revision = RoleVersion.objects.get(pk=version.pk).revision
    assert (answer(version, True), answer(version, True)) == (1, 0)
    assert keys_of(version, "2.9") == old
    assert answer(version, False) == 1
    clause, rules = keys_of(version, "2.9")
    assert clause == new[0]
    assert set(rules).isdisjoint(old[1])
    assert RoleVersion.objects.get(pk=version.pk).revision == revision + 2
    assert AuditEvent.objects.filter(verb="role_version.clauses_matched").count() == 2


def test_a_deadline_that_is_new_on_an_old_clause_keeps_its_own_key():
    work = Work()
    more = {**BY_10_SEPTEMBER, "words": "all attendance"}
    text = document(ANEW)
    item = next(item for item in text["sections"][0]["items"] if item["number"] == "2.9")
    item["rules"].insert(0, more)
    version = factories.load_document(school=work.school, document=text, role_code="it_specialist", now=noon(ON))
    added = keys_of(version, "2.9")[1][0]
    answer(version, True)
    clause, rules = keys_of(version, "2.9")
    assert (clause, rules) == (keys_of(work.version, "2.1")[0], [added, *keys_of(work.version, "2.1")[1]])


def test_a_clause_deleted_from_the_draft_is_not_asked_about():
    work = Work()
    version = load(work)
    item = Item.objects.get(section__version=version, number="2.9")
    section = version.sections.get()
    save_section(
        section=section, revision=section.revision, clauses=[], change=Change(Move.REMOVE, item.clause), by=BY,
        now=noon(ON),
    )  # fmt: skip
    assert (open_questions(version), questions_page(version).questions) == ([], ())
    assert not approve(RoleVersion.objects.get(pk=version.pk)).is_draft


def test_a_question_goes_with_its_draft_and_an_approved_text_takes_no_answer():
    work = Work()
    version = load(work)
    delete_draft(version=version, by=BY, now=noon(ON))
    assert ClauseQuestion.objects.count() == 0
    version = load(work)
    with pytest.raises(RoleError) as caught:
        answer_questions(version=version, answers={uuid4(): True}, by=BY, now=noon(ON))
    assert caught.value.code == "unknown_clause"
    answer(version, False)
    approve(RoleVersion.objects.get(pk=version.pk))
    with pytest.raises(FrozenVersionError):
        answer(version, True)


def test_a_first_text_and_a_copied_draft_ask_nothing():
    work = Work()
    assert (work.version.questions.count(), questions_page(work.version).base) == (0, None)


# ── the page ─────────────────────────────────────────────────────────────────


@pytest.fixture
def at_work():
    with time_machine.travel(noon(ON), tick=False):
        yield Work()


def page_url(work, name="version-questions", number=2):
    return reverse(f"roles:{name}", args=[work.school.slug, "it_specialist", number])


def test_loading_leads_to_the_questions_and_answering_to_the_text(at_work):
    import json

    work = at_work
    principal = client_of(work.principal.user)
    file = SimpleUploadedFile("role.json", json.dumps(document(ANEW)).encode())
    loaded = principal.post(
        reverse("roles:role-new", args=[work.school.slug]), {"file": file, "code": "it_specialist"}
    )  # fmt: skip
    assert (loaded.status_code, loaded.url) == (303, page_url(work))
    page = words(principal.get(loaded.url))
    question = ClauseQuestion.objects.get()
    for expected in (
        "Is 2.9 the old 2.1?", "Reports attendance within 5", "Reports all attendance within 5",
        f'name="answer-{question.clause}" value="same"', "7 clauses are the same for certain",
        "1 question waits for an answer.", "None of them is the same",
    ):  # fmt: skip
        assert expected in page
    assert "checked" not in page
    assert "1 clause looks like one of the text before." in words(principal.get(page_url(work, "version-approve")))
    refused = principal.post(
        page_url(work, "version-approve"), {"effective_on": "2026-10-01", "revision": "0", "basis": "law"}
    )
    assert (refused.status_code, "First say of each clause" in words(refused)) == (422, True)
    nothing = principal.post(page_url(work), {})
    assert (nothing.status_code, "Answer at least one question." in words(nothing)) == (422, True)
    answered = principal.post(page_url(work), {f"answer-{question.clause}": "same"})
    assert (answered.status_code, answered.url) == (303, page_url(work, "version-detail"))
    question.refresh_from_db()
    assert question.is_same is True
    assert "None of them is the same" not in words(principal.get(page_url(work)))
    assert page_url(work) in words(principal.get(page_url(work, "version-detail")))


def test_none_of_them(at_work):
    work = at_work
    load(work)
    principal = client_of(work.principal.user)
    assert principal.post(page_url(work), {"none": "1"}).status_code == 303
    assert ClauseQuestion.objects.get().is_same is False
    assert "waits for an answer" not in words(principal.get(page_url(work, "version-approve")))


def test_a_strangers_question_is_not_answered(at_work):
    work, other = at_work, Work()
    theirs = load(other)
    mine = load(work)
    client_of(work.principal.user).post(page_url(work), {f"answer-{theirs.questions.get().clause}": "same"})
    assert (theirs.questions.get().is_same, mine.questions.get().is_same) == (None, None)
    staff = client_of(work.teachers[0].user)
    assert staff.post(page_url(work), {"none": "1"}).status_code == 403
    assert mine.questions.get().is_same is None


def test_rules_of_the_draft_are_untouched_until_then():
    work = Work()
    version = load(work)
    fresh = DeadlineRule.objects.get(item__section__version=version, item__number="2.9").rule_key
    assert fresh not in set(
        DeadlineRule.objects.filter(item__section__version=work.version).values_list("rule_key", flat=True)
    )
