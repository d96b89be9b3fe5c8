import hashlib
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader

from documents.services import read_file
from roles import signals
from roles.models import BoundPost, DeadlineRule, Item, Outcome, Role, RoleAssignment, RoleVersion, Section
from roles.queries.holders import holders_on
from roles.queries.pages import version_in_force
from roles.queries.texts import read_text
from roles.services import (
    Change,
    ClauseDraft,
    EmptyClauseError,
    FrozenVersionError,
    LostWords,
    Move,
    RoleError,
    StaleSectionError,
    answer_substitution,
    approve_version,
    ask_substitute,
    assign_holder,
    delete_draft,
    end_assignment,
    map_post,
    new_draft,
    record_force_act,
    save_section,
)
from roles.structure import DocumentError
from schools import audit
from schools.access_levels import AccessLevel
from schools.guarded import GuardedRowError, guarded_write
from schools.models import AuditEvent
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW, make_document, make_item
from tests.roles.torture import TORTURE, approvable

pytestmark = pytest.mark.django_db


def code_of(caught):
    return caught.value.code


def events(school, verb):
    return AuditEvent.objects.filter(scope=audit.scope_code(school), verb=verb).count()


def items(version):
    return list(Item.objects.filter(section__version=version, parent=None, outcome=None).order_by("position"))


def save(section, *drafts, revision=None, change=None, **more):
    section.refresh_from_db()
    return save_section(
        section=section,
        revision=section.revision if revision is None else revision,
        clauses=drafts,
        change=change,
        by=BY,
        now=NOW,
        **more,
    )


@pytest.fixture
def heard():
    """What the signals said: (signal, version number, in_force_on)."""
    found = []

    def approved(sender, version, **kwargs):
        found.append(("approved", version.number, version.in_force_on))

    def force(sender, version, **kwargs):
        found.append(("force", version.number, version.in_force_on))

    signals.version_approved.connect(approved)
    signals.version_takes_force.connect(force)
    yield found
    signals.version_approved.disconnect(approved)
    signals.version_takes_force.disconnect(force)


# ── loading ──────────────────────────────────────────────────────────────────


def test_what_was_loaded_comes_back_from_the_rows():
    school = factories.make_school()
    version = factories.load_document(school=school, document=TORTURE)
    version.refresh_from_db()
    assert read_text(version).document.to_json() == TORTURE
    assert events(school, "role_version.loaded") == 1


def test_loading_makes_textless_roles_for_the_other_posts():
    school = factories.make_school()
    posts = {
        "it_specialist": "IT specialist",
        "class_teacher": "class teachers",
        "subject_teacher": "teachers",
        "ediary_users": "users",
        "head_of_school": "the head",
        "secretary": "the secretary",
        "keeper of keys": "keeper of keys",
    }
    version = factories.load_small_document(school=school, posts=posts)
    assert list(Role.objects.order_by("pk").values_list("code", "filled_by", "access_level")) == [
        ("it_specialist", "assignment", ""),
        ("class_teacher", "class_teachers", ""),
        ("subject_teacher", "teachers", ""),
        ("ediary_users", "all_staff", ""),
        ("head_of_school", "access_level", "principal"),
        ("secretary", "access_level", "secretary"),
        ("keeper_of_keys", "assignment", ""),
    ]
    assert list(version.posts.filter(is_confirmed=True).values_list("key", flat=True)) == ["it_specialist"]


def test_loading_uses_the_roles_that_are_there_and_no_other_schools():
    school, other = factories.make_school(), factories.make_school()
    mine = factories.make_role(school=school, code="class_teacher", name="Ours")
    factories.make_role(school=other, code="it_specialist")
    version = factories.load_small_document(school=school, posts={"it_specialist": "IT", "class_teacher": "CT"})
    assert version.posts.get(key="class_teacher").role == mine
    assert version.role.school == school
    assert Role.objects.for_school(school).count() == 2


def test_a_second_draft_is_refused_and_leaves_nothing_behind():
    school = factories.make_school()
    factories.load_small_document(school=school)
    before = (Role.objects.count(), Item.objects.count(), AuditEvent.objects.count())
    with pytest.raises(RoleError) as caught:
        factories.load_small_document(school=school, posts={"it_specialist": "IT", "newcomer": "N"})
    assert code_of(caught) == "draft_exists"
    assert (Role.objects.count(), Item.objects.count(), AuditEvent.objects.count()) == before


def test_a_bad_document_leaves_nothing_behind():
    school = factories.make_school()
    with pytest.raises(DocumentError):
        factories.load_document(school=school, document=make_document(items=[{"text": "x", "binds": "ghost"}]))
    assert (Role.objects.count(), RoleVersion.objects.count()) == (0, 0)


@pytest.mark.parametrize("code", ["new", "a b", "", "ä", "x" * 61])
def test_a_code_that_cannot_stand_in_an_address(code):
    with pytest.raises(RoleError) as caught:
        factories.make_role(school=factories.make_school(), code=code) if code else factories.load_document(
            school=factories.make_school(), document=make_document(), role_code=""
        )
    assert code_of(caught) == "bad_code"


def test_a_document_read_anew_keeps_the_clauses_and_rules_that_it_kept():
    school = factories.make_school()
    rule = {"kind": "fixed_date", "words": "by 10 September", "binding": "duty", "month": 9, "day": 10}
    first = factories.load_small_document(
        school=school,
        items=[
            make_item("Renews the register by 10 September.", number="1.", rules=[rule]),
            make_item("Answers questions of colleagues.", number="2."),
        ],
    )
    factories.approve(version=first)
    moved = {**rule, "words": "by 15 September", "day": 15}
    second = factories.load_small_document(
        school=school,
        items=[
            make_item("Something new comes first here.", number="1."),
            make_item("Answers questions of colleagues.", number="3."),
            make_item("Renews the register by 15 September.", number="2.", rules=[moved]),
        ],
    )
    old, new = items(first), items(second)
    assert (second.number, new[1].clause) == (2, old[1].clause)
    assert new[0].clause not in {clause.clause for clause in old}
    # "2." was another clause's number, so the register is found by nobody: it is a new clause, offered to a person
    assert new[2].clause not in {clause.clause for clause in old}
    third_text = [
        make_item("Renews the register by 15 September.", number="1.", rules=[moved]),
        make_item("Answers questions of colleagues.", number="2."),
    ]
    delete_draft(version=second, by=BY, now=NOW)
    third = factories.load_small_document(school=school, items=third_text)
    assert [item.clause for item in items(third)] == [item.clause for item in old]
    assert third.number == 2
    assert (
        DeadlineRule.objects.get(item__section__version=third).rule_key
        == DeadlineRule.objects.get(item__section__version=first).rule_key
    )


def test_a_document_read_anew_keeps_the_answers_who_is_who():
    school = factories.make_school()
    posts = {"it_specialist": "IT", "keeper": "Keeper"}
    first = factories.load_small_document(school=school, posts=posts)
    own = factories.make_role(school=school, code="store_keeper")
    map_post(bound_post=first.posts.get(key="keeper"), role=own, by=BY, now=NOW)
    factories.approve(version=first)
    second = factories.load_small_document(school=school, posts=posts)
    post = second.posts.get(key="keeper")
    assert (post.role, post.is_confirmed) == (own, True)


# ── drafts and sections ──────────────────────────────────────────────────────


def test_a_new_draft_is_the_same_text_with_the_same_keys():
    version = factories.load_document(school=factories.make_school(), document=approvable())
    factories.approve(version=version)
    draft = new_draft(role=version.role, by=BY, now=NOW)
    assert (draft.number, draft.state) == (2, "draft")
    assert read_text(draft) == read_text(version)
    assert new_draft(role=version.role, by=BY, now=NOW) == draft
    assert events(version.role.school, "role_version.drafted") == 1


def test_a_draft_thrown_away_is_gone_with_all_its_rows():
    version = factories.load_document(school=factories.make_school(), document=TORTURE)
    delete_draft(version=version, by=BY, now=NOW)
    counts = [model.objects.count() for model in (RoleVersion, Section, Item, Outcome, DeadlineRule, BoundPost)]
    assert counts == [0] * 6
    assert events(version.role.school, "role_version.draft_deleted") == 1


def make_pair():
    version = factories.load_small_document(
        school=factories.make_school(),
        items=[
            make_item("first", number="1.", outcomes=[make_item("result a"), make_item("result b")]),
            make_item("second", number="2."),
        ],
    )
    return version, version.sections.get()


def text_of(version):
    return [
        (item["text"], [outcome["text"] for outcome in item.get("outcomes", [])])
        for item in read_text(version).document.to_json()["sections"][0]["items"]
    ]


def test_saving_a_section_writes_what_changed():
    version, section = make_pair()
    first, second = items(version)
    saved = save(section, ClauseDraft(first.clause, "first, anew"), ClauseDraft(second.clause, "second", number="3."))
    version.refresh_from_db()
    assert text_of(version)[0][0] == "first, anew"
    assert [item.number for item in items(version)] == ["1.", "3."]
    assert (saved.revision, version.revision) == (1, 1)
    event = AuditEvent.objects.get(verb="role_version.section_saved")
    assert event.data["clauses"] == [str(first.clause), str(second.clause)]


def test_saving_the_same_again_changes_nothing():
    version, section = make_pair()
    drafts = [ClauseDraft(item.clause, item.text + "\r\nmore") for item in items(version)]
    save(section, *drafts)
    before = AuditEvent.objects.count()
    saved = save(section, *drafts, revision=0)  # sent twice, with the old revision
    assert (saved.revision, AuditEvent.objects.count()) == (1, before)
    assert items(version)[1].text == "second\nmore"


def test_two_editors_the_second_sees_both_texts_and_nothing_is_lost():
    version, section = make_pair()
    first, _second = items(version)
    save(section, ClauseDraft(first.clause, "what Anna wrote"), revision=0)
    with pytest.raises(StaleSectionError) as caught:
        save(section, ClauseDraft(first.clause, "what Berta wrote"), revision=0)
    assert caught.value.mine == {str(first.clause): "what Berta wrote"}
    assert caught.value.theirs == {str(first.clause): "what Anna wrote"}
    assert caught.value.section.revision == 1
    assert items(version)[0].text == "what Anna wrote"
    save(section, ClauseDraft(first.clause, "what both wrote"), revision=caught.value.section.revision)
    assert items(version)[0].text == "what both wrote"


def test_a_clause_that_somebody_deleted_meanwhile_is_a_conflict_too():
    version, section = make_pair()
    first, _second = items(version)
    save(section, change=Change(Move.REMOVE, first.clause))
    with pytest.raises(StaleSectionError) as caught:
        save(section, ClauseDraft(first.clause, "long thought about"), revision=0)
    assert caught.value.mine == {str(first.clause): "long thought about"}
    assert caught.value.theirs == {str(first.clause): ""}


def test_clauses_move_and_keep_number_and_identity():
    version, section = make_pair()
    first, second = items(version)
    save(section, change=Change(Move.DOWN, first.clause))
    assert [(item.clause, item.number) for item in items(version)] == [(second.clause, "2."), (first.clause, "1.")]
    save(section, change=Change(Move.DOWN, first.clause))  # at the end: stays
    save(section, change=Change(Move.UP, first.clause))
    assert [item.clause for item in items(version)] == [first.clause, second.clause]


def test_outcomes_move_among_themselves():
    version, section = make_pair()
    a, _b = Outcome.objects.order_by("position")
    save(section, change=Change(Move.DOWN, a.clause))
    assert text_of(version) == [("first", ["result b", "result a"]), ("second", [])]


def test_adding_and_removing():
    version, section = make_pair()
    first, _second = items(version)
    save(
        section, ClauseDraft(first.clause, "first, typed before the button"), change=Change(Move.ADD_ITEM, first.clause)
    )
    save(section, change=Change(Move.ADD_ITEM))
    save(section, change=Change(Move.ADD_OUTCOME, items(version)[1].clause))
    assert text_of(version) == [
        ("first, typed before the button", ["result a", "result b"]),
        ("", [""]),
        ("second", []),
        ("", []),
    ]
    save(section, change=Change(Move.REMOVE, first.clause))
    assert text_of(version) == [("", [""]), ("second", []), ("", [])]


def test_a_text_is_not_emptied_a_clause_is_removed():
    version, section = make_pair()
    first, second = items(version)
    with pytest.raises(EmptyClauseError) as caught:
        save(section, ClauseDraft(first.clause, " \n"), ClauseDraft(second.clause, "second, changed"))
    assert (code_of(caught), caught.value.clauses) == ("empty_clause", [str(first.clause)])
    assert text_of(version) == [("first", ["result a", "result b"]), ("second", [])]
    # whoever removes it may have emptied it before, and its results with it
    emptied = [ClauseDraft(first.clause, ""), *(ClauseDraft(row.clause, "") for row in first.outcomes.all())]
    save(section, *emptied, change=Change(Move.REMOVE, first.clause))
    assert text_of(version) == [("second", [])]


def test_a_field_with_its_label_may_stay_empty():
    labelled = {**make_item("Head of school"), "label": "Reports to"}
    version = factories.load_small_document(school=factories.make_school(), items=[labelled, make_item("second")])
    save(version.sections.get(), ClauseDraft(items(version)[0].clause, ""))
    assert text_of(version) == [("", []), ("second", [])]
    assert not factories.approve(version=version).is_draft


def test_a_text_with_empty_clauses_is_not_approved():
    version, section = make_pair()
    save(section, change=Change(Move.ADD_ITEM))
    save(section, change=Change(Move.ADD_OUTCOME, items(version)[1].clause))
    with pytest.raises(DocumentError) as caught:
        factories.approve(version=version)
    found = [(problem.place, problem.code) for problem in caught.value.problems]
    assert found == [
        ("$.sections[0].items[1].outcomes[0]", "empty_clause"), ("$.sections[0].items[2]", "empty_clause")
    ]  # fmt: skip
    assert RoleVersion.objects.get(pk=version.pk).is_draft


def test_a_clause_sent_twice_is_refused():
    version, section = make_pair()
    first, _second = items(version)
    with pytest.raises(RoleError) as caught:
        save(section, ClauseDraft(first.clause, "a"), ClauseDraft(first.clause, "b"))
    assert code_of(caught) == "duplicate_clause"
    assert items(version)[0].text == "first"


def test_a_clause_of_another_section_is_refused():
    _version, section = make_pair()
    with pytest.raises(RoleError) as caught:
        save(section, ClauseDraft(uuid4(), "smuggled"))
    assert code_of(caught) == "unknown_clause"
    assert Section.objects.get(pk=section.pk).revision == 0


def test_a_deadline_is_changed_or_dropped_but_never_impossible():
    version = factories.load_small_document(school=factories.make_school())
    section, (item,) = version.sections.get(), items(version)
    rule = DeadlineRule.objects.get()
    with pytest.raises(RoleError) as caught:
        save(section, ClauseDraft(item.clause, item.text, rules={rule.rule_key: {**rule.rule, "month": 2, "day": 31}}))
    assert (code_of(caught), caught.value.data["problem"].code) == ("bad_rule", "impossible_date")
    save(section, ClauseDraft(item.clause, item.text, rules={rule.rule_key: {**rule.rule, "day": 15}}))
    assert DeadlineRule.objects.get().rule["day"] == 15
    save(section, ClauseDraft(item.clause, item.text, rules={rule.rule_key: None}))
    assert DeadlineRule.objects.count() == 0


# ── approval ─────────────────────────────────────────────────────────────────


def test_in_finland_the_approval_puts_the_text_in_force(heard):
    school = factories.make_school(country="FI")
    version = factories.load_small_document(school=school, country="FI", language="fi")
    factories.approve(version=version, effective_on=date(2026, 8, 1), now=datetime(2026, 9, 1, 22, 30, tzinfo=UTC))
    version.refresh_from_db()
    # 22.30 UTC is the next day in Helsinki
    assert (version.force_act_on, version.in_force_on) == (date(2026, 9, 2), date(2026, 9, 2))
    assert heard == [("approved", 1, date(2026, 9, 2)), ("force", 1, date(2026, 9, 2))]
    assert version_in_force(version.role, on=date(2026, 9, 1)) is None
    assert version_in_force(version.role, on=date(2026, 9, 2)) == version


@pytest.mark.parametrize("country", ["EE", "LT"])
def test_elsewhere_it_waits_for_the_act_and_the_later_day_counts(country, heard):
    version = factories.load_small_document(school=factories.make_school(country=country), country=country)
    factories.approve(version=version, effective_on=date(2026, 9, 1))
    version.refresh_from_db()
    assert (version.in_force_on, heard) == (None, [("approved", 1, None)])
    record_force_act(version=version, act_on=date(2026, 8, 20), note="V-1", by=BY, now=NOW)
    version.refresh_from_db()
    assert version.in_force_on == date(2026, 9, 1)
    assert heard[1:] == [("force", 1, date(2026, 9, 1))]
    record_force_act(version=version, act_on=date(2026, 8, 20), note="V-1", by=BY, now=NOW)
    assert len(heard) == 2
    with pytest.raises(RoleError) as caught:
        record_force_act(version=version, act_on=date(2026, 8, 21), note="V-1", by=BY, now=NOW)
    assert code_of(caught) == "has_act"


def test_an_act_does_not_lie_ahead_and_needs_an_approved_text():
    version = factories.load_small_document(school=factories.make_school())
    with pytest.raises(RoleError) as caught:
        record_force_act(version=version, act_on=date(2026, 8, 1), note="", by=BY, now=NOW)
    assert code_of(caught) == "not_approved"
    factories.approve(version=version)
    with pytest.raises(RoleError) as caught:
        record_force_act(version=version, act_on=date(2026, 9, 2), note="", by=BY, now=NOW)
    assert code_of(caught) == "act_ahead"


def test_versions_take_force_one_after_the_other():
    first = factories.load_small_document(school=factories.make_school())
    factories.approve(version=first, effective_on=date(2026, 9, 1))
    second = new_draft(role=first.role, by=BY, now=NOW)
    for day in (date(2026, 8, 31), date(2026, 9, 1)):
        with pytest.raises(RoleError) as caught:
            approve_version(version=second, effective_on=day, by=BY, now=NOW)
        assert code_of(caught) == "not_after_previous"
    later = NOW + timedelta(days=40)
    factories.approve(version=second, effective_on=date(2026, 10, 1), act_on=date(2026, 10, 1), now=later)
    with pytest.raises(RoleError) as caught:
        record_force_act(version=first, act_on=date(2026, 9, 1), note="", by=BY, now=later)
    assert code_of(caught) == "newer_in_force"
    assert version_in_force(first.role, on=date(2026, 9, 30)) is None
    assert version_in_force(first.role, on=date(2026, 10, 1)) == second


def test_what_the_text_said_on_a_day():
    first = factories.load_small_document(school=factories.make_school())
    factories.approve(version=first, effective_on=date(2026, 9, 1), act_on=date(2026, 9, 1))
    second = new_draft(role=first.role, by=BY, now=NOW)
    later = NOW + timedelta(days=40)
    factories.approve(version=second, effective_on=date(2026, 10, 1), act_on=date(2026, 10, 5), now=later)
    days = {day: version_in_force(first.role, on=date(2026, 10, day)) for day in (1, 4, 5)}
    assert days == {1: first, 4: first, 5: second}


def test_an_approved_text_never_changes():
    version, section = make_pair()
    first, _second = items(version)
    factories.approve(version=version)
    before = read_text(version)
    for attempt in (
        lambda: save(section, ClauseDraft(first.clause, "forged")),
        lambda: delete_draft(version=version, by=BY, now=NOW),
        lambda: approve_version(version=version, effective_on=date(2027, 1, 1), by=BY, now=NOW),
    ):
        with pytest.raises(FrozenVersionError):
            attempt()
    assert read_text(version) == before


@pytest.mark.parametrize("model", [RoleVersion, Section, Item, Outcome, DeadlineRule])
def test_rows_of_a_text_are_written_by_services_only(model):
    factories.load_document(school=factories.make_school(), document=TORTURE)
    row = model.objects.first()
    for attempt in (
        row.save,
        row.delete,
        lambda: model.objects.all().delete(),
        lambda: model.objects.update(pk=1),
        lambda: model.objects.bulk_create([row]),
    ):
        with pytest.raises(GuardedRowError):
            attempt()


def refused(act):
    """Whether the database itself refuses, even where Python would not."""
    try:
        with transaction.atomic(), guarded_write():
            act()
    except DatabaseError as error:
        return "approved text" in str(error)
    return False


def test_the_database_itself_refuses_to_change_an_approved_text():
    version = factories.load_document(school=factories.make_school(), document=approvable())
    draft_item = Item.objects.order_by("pk").last()
    assert not refused(lambda: Item.objects.filter(pk=draft_item.pk).update(text="with a part, changed"))
    factories.approve(version=version)
    version.refresh_from_db()
    section = version.sections.order_by("position").last()
    before = read_text(version)
    attempts = [
        lambda: Item.objects.filter(section__version=version).update(text="forged"),
        lambda: Outcome.objects.filter(item__section__version=version).update(text="forged"),
        lambda: DeadlineRule.objects.update(rule={}),
        lambda: Section.objects.filter(version=version).update(heading="forged"),
        lambda: RoleVersion.objects.filter(pk=version.pk).update(title="forged"),
        lambda: RoleVersion.objects.filter(pk=version.pk).update(state="draft", approved_at=None),
        lambda: RoleVersion.objects.filter(pk=version.pk).update(content_hash="0" * 64),
        lambda: Item.objects.create(section=section, position=99, text="forged"),
        lambda: Section.objects.create(version=version, position=99, kind="duties"),
        lambda: BoundPost.objects.filter(version=version).update(words="forged"),
    ]
    assert [refused(attempt) for attempt in attempts] == [True] * len(attempts)
    assert read_text(version) == before


def test_approval_fixes_hash_and_pdf():
    version, section = make_pair()
    approved = factories.approve(version=version)
    assert len(approved.content_hash) == 64
    first = read_file(approved.pdf)
    assert read_file(RoleVersion.objects.get(pk=version.pk).pdf) == first
    words = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(first)).pages).split())
    for expected in ("first", "result a", "second", approved.content_hash[:8]):
        assert expected in words
    assert approved.pdf.sha256 == hashlib.sha256(first).hexdigest()
    assert section.version_id == approved.pk


def test_a_draft_changed_while_it_is_approved_is_not_approved(monkeypatch):
    version, section = make_pair()
    first, _second = items(version)
    from roles.services import approval

    printed = approval.version_pdf

    def slow_printer(**kwargs):  # the PDF engine at the edge
        save(section, ClauseDraft(first.clause, "typed at the last moment"))
        return printed(**kwargs)

    monkeypatch.setattr(approval, "version_pdf", slow_printer)
    with pytest.raises(RoleError) as caught:
        factories.approve(version=version)
    assert code_of(caught) == "changed_meanwhile"
    assert RoleVersion.objects.get(pk=version.pk).is_draft


def test_an_unsound_draft_is_not_approved():
    version = factories.load_small_document(school=factories.make_school())
    (item,) = items(version)
    adrift = ClauseDraft(item.clause, "Renews the register some day.", lost_words=LostWords.LEAVE)
    save(version.sections.get(), adrift)
    with pytest.raises(DocumentError) as caught:
        factories.approve(version=version)
    assert [problem.code for problem in caught.value.problems] == ["words_not_in_text"]
    empty = factories.load_small_document(school=factories.make_school(), items=[])
    with pytest.raises(RoleError) as caught:
        factories.approve(version=empty)
    assert code_of(caught) == "empty_text"


# ── posts, holders, substitutes ──────────────────────────────────────────────


def test_mapping_a_post():
    school = factories.make_school()
    version = factories.load_small_document(school=school, posts={"it_specialist": "IT", "keeper": "Keeper"})
    post = version.posts.get(key="keeper")
    person = factories.make_person(school=school)
    map_post(bound_post=post, people=[person], by=BY, now=NOW)
    post.refresh_from_db()
    assert (post.is_confirmed, [holder.person for holder in holders_on(post.role, on=NOW.date())]) == (True, [person])
    map_post(bound_post=post, filled_by="all_staff", by=BY, now=NOW)
    assert [holder.person for holder in holders_on(Role.objects.get(code="keeper"), on=NOW.date())] == [person]
    own = factories.make_role(school=school, code="own")
    map_post(bound_post=post, role=own, by=BY, now=NOW)
    post.refresh_from_db()
    assert post.role == own
    assert events(school, "bound_post.mapped") == 3


def test_a_post_is_never_mapped_to_another_schools_post_or_people():
    version = factories.load_small_document(school=factories.make_school(), posts={"it_specialist": "IT", "k": "K"})
    stranger = factories.make_school()
    post = version.posts.get(key="k")
    for how in ({"role": factories.make_role(school=stranger)}, {"people": [factories.make_person(school=stranger)]}):
        with pytest.raises(RoleError) as caught:
            map_post(bound_post=post, by=BY, now=NOW, **how)
        assert code_of(caught) == "other_school"
    with pytest.raises(RoleError):
        map_post(bound_post=post, by=BY, now=NOW)
    post.refresh_from_db()
    assert not post.is_confirmed


def test_naming_other_people_ends_the_appointments_before():
    school = factories.make_school()
    version = factories.load_small_document(school=school, posts={"it_specialist": "IT", "k": "K"})
    post = version.posts.get(key="k")
    a, b = factories.make_person(school=school), factories.make_person(school=school)
    factories.assign(role=post.role, person=a, starts_on=date(2026, 1, 1))
    map_post(bound_post=post, people=[b], by=BY, now=NOW)
    assert list(RoleAssignment.objects.order_by("pk").values_list("person", "starts_on", "ends_on")) == [
        (a.pk, date(2026, 1, 1), date(2026, 8, 31)),
        (b.pk, date(2026, 9, 1), None),
    ]
    map_post(bound_post=post, people=[], by=BY, now=NOW)  # nobody yet: the one of today goes without a trace of a day
    assert list(RoleAssignment.objects.values_list("person", flat=True)) == [a.pk]


def test_holding_a_post():
    school = factories.make_school()
    role, person = factories.make_role(school=school), factories.make_person(school=school)
    first = factories.assign(role=role, person=person, starts_on=date(2026, 9, 1), share=50)
    assert factories.assign(role=role, person=person, starts_on=date(2026, 9, 1), share=50) == first
    with pytest.raises(RoleError) as caught:
        factories.assign(role=role, person=person, starts_on=date(2027, 1, 1))
    assert code_of(caught) == "overlap"
    end_assignment(assignment=first, last_day=date(2026, 12, 31), by=BY, now=NOW)
    factories.assign(role=role, person=person, starts_on=date(2027, 1, 1))
    assert [holder.share for holder in holders_on(role, on=date(2026, 12, 31))] == [50]
    assert [holder.share for holder in holders_on(role, on=date(2027, 1, 1))] == [None]
    with pytest.raises(RoleError) as caught:
        assign_holder(
            role=role,
            person=factories.make_person(school=factories.make_school()),
            starts_on=NOW.date(),
            by=BY,
            now=NOW,
        )
    assert code_of(caught) == "other_school"


def test_posts_filled_by_a_kind_of_people():
    school = factories.make_school()
    teacher, other = factories.make_person(school=school), factories.make_person(school=school)
    head = factories.make_person(school=school, level=AccessLevel.PRINCIPAL)
    gone = factories.make_person(school=school, ends_on=date(2026, 8, 31))
    factories.make_class(school=school, name="5a", teachers=[teacher])
    kinds = {
        "class_teachers": [teacher],
        "teachers": [teacher],
        "all_staff": sorted([teacher, other, head], key=lambda person: person.sort_key),
    }
    for kind, people in kinds.items():
        role = factories.make_role(school=school, filled_by=kind)
        assert [holder.person for holder in holders_on(role, on=date(2026, 9, 1))] == people
        assert gone not in people
    role = factories.make_role(school=school, filled_by="access_level", access_level="principal")
    assert [holder.person for holder in holders_on(role, on=date(2026, 9, 1))] == [head]


def test_standing_in_is_asked_and_answered_once():
    school = factories.make_school()
    away, a, b = (factories.make_person(school=school) for _n in range(3))
    role = factories.make_role(school=school)
    absence = factories.make_absence(person=away, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 5))
    first = ask_substitute(absence=absence, substitute=a, role=role, by=BY, now=NOW)
    assert ask_substitute(absence=absence, substitute=a, role=role, by=BY, now=NOW) == first
    second = ask_substitute(absence=absence, substitute=b, role=role, by=BY, now=NOW)
    answer_substitution(substitution=first, accept=True, by=BY, now=NOW)
    for attempt, code in (
        (lambda: answer_substitution(substitution=second, accept=True, by=BY, now=NOW), "taken"),
        (lambda: answer_substitution(substitution=first, accept=False, by=BY, now=NOW), "answered"),
        (lambda: ask_substitute(absence=absence, substitute=away, by=BY, now=NOW), "same_person"),
        (
            lambda: ask_substitute(
                absence=absence, substitute=factories.make_person(school=factories.make_school()), by=BY, now=NOW
            ),
            "other_school",
        ),
    ):
        with pytest.raises(RoleError) as caught:
            attempt()
        assert code_of(caught) == code
    assert answer_substitution(substitution=first, accept=True, by=BY, now=NOW).accepted_at == NOW
    assert events(school, "substitution.accepted") == 1


def test_two_decisions_never_take_force_on_one_day():
    first = factories.load_small_document(school=factories.make_school(country="FI"), country="FI", language="fi")
    later = NOW + timedelta(days=9)
    factories.approve(version=first, effective_on=date(2026, 9, 1), now=later)
    second = new_draft(role=first.role, by=BY, now=later)
    with pytest.raises(RoleError) as caught:
        approve_version(version=second, effective_on=date(2026, 9, 5), by=BY, now=later)
    assert code_of(caught) == "not_after_previous"
    assert RoleVersion.objects.get(pk=second.pk).is_draft


def test_a_new_post_is_called_as_it_stands_alone_and_the_text_keeps_its_words():
    school = factories.make_school()
    posts = {"mokytojo": "Mokytojo", "pavaduotojas": "direktoriaus pavaduotojo ugdymui", "sodininko": "Sodininko"}
    items = [factories.make_item("Dirba.", number=key, binds=key) for key in posts]
    version = factories.load_small_document(school=school, role_code=None, posts=posts, items=items)
    assert list(version.posts.values_list("words", "role__name", "role__code")) == [
        ("Mokytojo", "Mokytojas", "mokytojo"),
        ("direktoriaus pavaduotojo ugdymui", "direktoriaus pavaduotojas ugdymui", "pavaduotojas"),
        ("Sodininko", "Sodininko", "sodininko"),
    ]


def test_the_question_names_the_post_and_quotes_the_text(client):
    people = make_cast()
    posts = {"it_specialist": "IT specialistas", "mokytojo": "Mokytojo"}
    items = [factories.make_item("Dirba.", binds="mokytojo")]
    factories.load_small_document(school=people.home.school, posts=posts, items=items)
    client.force_login(people.home.user("principal"))
    page = client.get(reverse("roles:posts", args=[people.home.school.slug, "it_specialist", 1])).content.decode()
    assert "<q>Mokytojo</q>" in page
    assert '<legend class="strong">Mokytojas. Who is this here?</legend>' in page
