import json
import re
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from roles.models import DeadlineRule, Item, Outcome, Role, RoleAssignment, RoleVersion
from roles.queries.pages import PostLine
from roles.services import ClauseDraft, new_draft, save_section
from roles.views.words import clauses_words
from schools import panels
from schools.guarded import guarded_write
from schools.models import AuditEvent
from schools.services import end_person
from schools.start_reading import start_steps
from tests import factories
from tests.cast import HOME, STRANGER, make_cast
from tests.factories import BY, NOW, make_document, make_item
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def principal(cast):
    return client_of(cast.home.user("principal"))


@pytest.fixture
def draft(cast):
    return factories.load_small_document(
        school=cast.home.school,
        title=f"{HOME} description",
        items=[
            make_item(
                "Keeps the devices.",
                number="1.",
                binds="it_specialist",
                outcomes=[make_item("Devices work.", binds="keeper")],
            ),
            make_item(
                "Renews the register by 10 September.",
                number="2.",
                binds="class_teacher",
                rules=[{"kind": "fixed_date", "words": "by 10 September", "binding": "duty", "month": 9, "day": 10}],
            ),
        ],
        posts={"it_specialist": "IT specialist", "class_teacher": "class teachers", "keeper": "keeper"},
    )


def fields(version, **changes):
    """What the editor's page would send, without JavaScript."""
    section = version.sections.get()
    rows = [*Item.objects.filter(section=section), *Outcome.objects.filter(item__section=section)]
    data = {"etag": str(section.revision), "clause": [str(row.clause) for row in rows]}
    for row in rows:
        data |= {f"text-{row.clause}": row.text, f"number-{row.clause}": row.number or ""}
    return data | changes


# ── who may ──────────────────────────────────────────────────────────────────

PAGES = [
    ("role-list", ()),
    ("role-new", ()),
    ("role-detail", ("it_specialist",)),
    ("holders", ("it_specialist",)),
    ("version-detail", ("it_specialist", 1)),
    ("version-pdf", ("it_specialist", 1)),
    ("posts", ("it_specialist", 1)),
    ("version-approve", ("it_specialist", 1)),
    ("draft-delete", ("it_specialist", 1)),
    ("section-edit", ("it_specialist", 1, 1)),
]


@pytest.mark.parametrize(("name", "args"), PAGES, ids=[name for name, _args in PAGES])
def test_another_school_is_not_there(cast, draft, name, args):
    for user in (cast.stranger.user("principal"), cast.sister.user("principal"), cast.nobody, cast.operator):
        client = client_of(user)
        there = client.get(url(name, cast.home.school, *args))
        nowhere = client.get(reverse(f"roles:{name}", args=["no-such-school", *args]))
        assert (there.status_code, there.content) == (404, nowhere.content)
        assert HOME not in there.content.decode()


@pytest.mark.parametrize(("name", "args"), PAGES[2:], ids=[name for name, _args in PAGES[2:]])
def test_a_role_of_another_school_is_not_in_ones_own(cast, draft, name, args):
    client = client_of(cast.stranger.user("principal"))
    assert client.get(url(name, cast.stranger.school, *args)).status_code == 404
    assert client.get(url(name, cast.stranger.school, *args)).content == client.get("/s/x/roles/").content


@pytest.mark.parametrize("level", ["staff", "it", "secretary", "handler", "data_protection"])
def test_only_the_principal_edits(cast, draft, level):
    client = client_of(cast.home.user(level))
    school = cast.home.school
    found = {name: client.get(url(name, school, *args)).status_code for name, args in PAGES}
    may_name_holders = 200 if level == "secretary" else 403
    assert found == {
        "role-list": 200,
        "role-new": 403,
        "role-detail": 200,
        "holders": may_name_holders,
        "version-detail": 404,  # a draft is not yet a text
        "version-pdf": 404,
        "posts": 403,
        "version-approve": 403,
        "draft-delete": 403,
        "section-edit": 403,
    }
    assert f"{HOME} description" not in words(client.get(url("role-detail", school, "it_specialist")))
    page = client.get(url("role-list", school))  # nor does the list say that there is one
    assert (page.context["margin"], ">draft<" in words(page).lower()) == (0, False)
    for name, args in (("section-edit", ("it_specialist", 1, 1)), ("new-draft", ("it_specialist",))):
        assert client.post(url(name, school, *args), {"etag": "0"}).status_code == 403


def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast, draft):
    response = Client().get(url("role-detail", cast.home.school, "it_specialist"))
    assert (response.status_code, response.url.startswith("/accounts/login/")) == (302, True)


# ── reading ──────────────────────────────────────────────────────────────────


def test_the_list_says_who_holds_what(cast, draft, principal):
    factories.assign(role=draft.role, person=cast.home.it)
    page = words(principal.get(url("role-list", cast.home.school)))
    assert cast.home.it.name in page
    assert "Nobody holds it yet" in page  # the keeper
    assert "0 class teachers" in page
    assert STRANGER not in page


def test_a_role_with_its_text_rules_and_work(cast, draft, principal, monkeypatch):
    (clause,) = Item.objects.filter(number="2.").values_list("clause", flat=True)
    asked = []

    def provider(school, subjects, context):
        asked.append((school, list(subjects), context))
        return {clause: {"words": "3 done in time", "url": "/duty/", "has_times": True}}

    monkeypatch.setitem(panels._providers, "role-item", [("duties.clause-work", provider)])
    factories.approve(version=draft, act_on=date(2026, 9, 1))
    page = words(principal.get(url("role-detail", cast.home.school, "it_specialist")))
    for expected in (
        "Renews the register by 10 September.",
        "by 10 September each school year",
        "class teachers",
        "Devices work.",
        "3 done in time",
        '<a href="/duty/">Every single time</a>',
        "In force from 1 September 2026",
    ):
        assert expected in page
    ((school, subjects, context),) = asked  # all clauses at once
    assert (school, len(subjects), context.role, context.year) == (cast.home.school, 3, draft.role, None)
    assert (context.reader, context.sees_names) == (cast.home.principal, True)


def test_a_draft_shows_what_it_changes(cast, draft, principal):
    factories.approve(version=draft)
    version = new_draft(role=draft.role, by=BY, now=NOW)
    section = version.sections.get()
    first = Item.objects.get(section=section, number="1.")
    save_section(section=section, revision=0, clauses=[ClauseDraft(first.clause, "Keeps all devices.")], by=BY, now=NOW)
    page = words(principal.get(url("version-detail", cast.home.school, "it_specialist", 2)))
    assert "<del>Keeps the devices.</del> <ins>Keeps all devices.</ins>" in page
    assert "1 changed" in page


@pytest.mark.parametrize("name", ["role-list", "role-detail", "section-edit", "posts"])
def test_pages_ask_the_database_as_often_for_many_rows_as_for_one(cast, principal, name):
    counts = []
    for number in (1, 3, 50):
        school = cast.home.school
        code = f"role{number}"
        rule = {"kind": "continuous", "words": "all day", "binding": "standing"}
        items = [
            make_item(f"text {n} all day", binds="it_specialist", outcomes=[make_item("r")], rules=[rule])
            for n in range(number)
        ]
        posts = {"it_specialist": "IT", **{f"p{number}_{n}": "P" for n in range(number + 1)}}
        version = factories.load_small_document(school=school, role_code=code, items=items, posts=posts)
        for post in version.posts.exclude(key="it_specialist").select_related("role__school"):
            factories.assign(role=post.role, person=cast.home.it)
        address = url(
            name, school, *{"role-detail": (code,), "section-edit": (code, 1, 1), "posts": (code, 1)}.get(name, ())
        )
        principal.get(address)  # whatever is loaded once
        with CaptureQueriesContext(connection) as captured:
            assert code in words(principal.get(address))
        counts.append(len(captured))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 17  # 2 of them are the door's: the session, and the login with its place in the school


# ── the editor ───────────────────────────────────────────────────────────────


def edit_url(school):
    return url("section-edit", school, "it_specialist", 1, 1)


def test_the_editor_has_a_field_for_each_item_and_outcome(cast, draft, principal):
    page = words(principal.get(edit_url(cast.home.school)))
    for row in [*Item.objects.all(), *Outcome.objects.all()]:
        assert f'name="text-{row.clause}"' in page
        assert page.count(f'<input type="hidden" name="clause" value="{row.clause}">') == 1


def test_saving_without_javascript(cast, draft, principal):
    item = Item.objects.get(number="1.")
    response = principal.post(edit_url(cast.home.school), fields(draft, **{f"text-{item.clause}": "anew", "next": "1"}))
    assert (response.status_code, response.url) == (
        303,
        url("version-detail", cast.home.school, "it_specialist", 1),
    )
    item.refresh_from_db()
    assert item.text == "anew"


def test_autosave_answers_with_the_new_state(cast, draft, principal):
    item = Item.objects.get(number="1.")
    response = principal.post(
        edit_url(cast.home.school),
        fields(draft, **{f"text-{item.clause}": "anew"}),
        headers={"HX-Request": "true", "X-Autosave": "1"},
    )
    assert response.status_code == 200
    assert '<input type="hidden" name="etag" value="1">' in words(response)
    assert "Saved at 09:00" in words(response)  # Vilnius
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("where", ["add", "rule", "part", "whole", "approve"])
def test_what_leads_away_saves_first(cast, draft, principal, where):
    item, rule = Item.objects.get(number="1."), DeadlineRule.objects.get()
    here = [draft.role.code, 1]
    value, target = {
        "add": (f"add:{item.clause}", url("rule-new", cast.home.school, *here, 1, item.clause)),
        "rule": (f"rule:{rule.rule_key}", url("rule-edit", cast.home.school, *here, 1, rule.rule_key)),
        "part": ("part:1", edit_url(cast.home.school)),
        "whole": ("whole", url("version-detail", cast.home.school, *here)),
        "approve": ("approve", url("version-approve", cast.home.school, *here)),
    }[where]
    page = words(principal.get(edit_url(cast.home.school)))
    assert f'name="go" value="{value}"' in page
    answer = principal.post(edit_url(cast.home.school), fields(draft, go=value, **{f"text-{item.clause}": "Typed."}))
    assert (answer.status_code, answer.url) == (303, target)
    item.refresh_from_db()
    assert item.text == "Typed."


@pytest.mark.parametrize("value", [f"add:{UUID(int=1)}", f"rule:{UUID(int=2)}", "part:9", "elsewhere"])
def test_what_is_not_there_leads_back_to_the_editor(cast, draft, principal, value):
    answer = principal.post(edit_url(cast.home.school), fields(draft, go=value))
    assert (answer.status_code, answer.url.split("#")[0]) == (303, edit_url(cast.home.school))


def test_a_new_clause_has_the_next_number(cast, draft, principal):
    for button in ("add", "add-item"):
        beside = "item" if button == "add" else str(Item.objects.get(number="1.").clause)
        principal.post(edit_url(cast.home.school), fields(draft, **{button: beside}))
    assert list(Item.objects.order_by("position").values_list("number", flat=True)) == ["1.", "4.", "2.", "3."]


def test_buttons_save_the_text_before_they_move_it(cast, draft, principal):
    item = Item.objects.get(number="1.")
    data = fields(draft, down=str(item.clause), **{f"text-{item.clause}": "typed, then moved"})
    response = principal.post(edit_url(cast.home.school), data)
    assert (response.status_code, response.url) == (303, f"{edit_url(cast.home.school)}#c-{item.clause}")
    assert list(Item.objects.order_by("position").values_list("number", "text")) == [
        ("2.", "Renews the register by 10 September."),
        ("1.", "typed, then moved"),
    ]


def shown(principal, address):
    """What a browser would send of the page that stands there now, in the page's order."""
    found = re.findall(r'name="(etag|clause|number-[^"]+)" value="([^"]*)"', principal.get(address).content.decode())
    data = {"clause": [value for name, value in found if name == "clause"]}
    data |= {name: value for name, value in found if name != "clause"}
    texts = {str(row.clause): row.text for row in [*Item.objects.all(), *Outcome.objects.all()]}
    return data | {f"text-{key}": texts[key] for key in data["clause"]}


@pytest.mark.parametrize("button", ["add-item", "down", "up", "remove", "add"])
def test_a_button_pressed_fifty_times_is_pressed_once(cast, draft, principal, button):
    address = edit_url(cast.home.school)
    item = Item.objects.get(number="2." if button == "up" else "1.")
    data = shown(principal, address) | {button: str(item.clause)}
    assert {principal.post(address, data).status_code for _time in range(50)} == {303}
    order = list(Item.objects.order_by("position").values_list("number", flat=True))
    assert (order, Outcome.objects.count()) == {
        "add-item": (["1.", "3.", "2."], 1),
        "down": (["2.", "1."], 1),
        "up": (["2.", "1."], 1),
        "remove": (["2."], 0),
        "add": (["1.", "2."], 2),
    }[button]
    assert AuditEvent.objects.filter(verb="role_version.section_saved").count() == 1
    # Pressed on the page that stands there now it moves on.
    assert principal.post(address, shown(principal, address) | {"add": "item"}).status_code == 303
    assert Item.objects.count() == len(order) + 1


def test_a_button_of_a_page_whose_text_was_saved_meanwhile_still_works(cast, draft, principal):
    """The browser saves when a field is left, and that is what a hand does that goes for a button."""
    address = edit_url(cast.home.school)
    item = Item.objects.get(number="1.")
    data = shown(principal, address) | {f"text-{item.clause}": "typed"}
    assert principal.post(address, data, headers={"HX-Request": "true"}).status_code == 200
    assert principal.post(address, data | {"down": str(item.clause)}).status_code == 303
    assert list(Item.objects.order_by("position").values_list("text", flat=True))[1] == "typed"


def test_a_repeated_removal_loses_no_text_of_others(cast, draft, principal):
    address = edit_url(cast.home.school)
    first, second = Item.objects.get(number="1."), Item.objects.get(number="2.")
    with guarded_write():  # without its deadline no page of its own asks first
        DeadlineRule.objects.all().delete()
    data = shown(principal, address)
    principal.post(principal.post(address, data | {"remove": str(second.clause)}).url)  # it has a deadline: asked first
    typed = data | {"remove": str(first.clause), f"text-{second.clause}": "an hour of work"}
    answer = principal.post(address, typed)
    assert (answer.status_code, "an hour of work" in words(answer)) == (409, True)
    assert Item.objects.get() == first


def test_two_editors_see_both_texts_and_nothing_is_lost(cast, draft, principal):
    item = Item.objects.get(number="1.")
    other = factories.make_person(school=cast.home.school, given_name="Berta", family_name="Beta", level="principal")
    second = client_of(other.user)
    address = edit_url(cast.home.school)
    mine = fields(draft, **{f"text-{item.clause}": "what the first wrote"})
    theirs = fields(draft, **{f"text-{item.clause}": "what Berta wrote", "next": "1"})
    assert second.post(address, theirs).status_code == 303
    for headers in ({}, {"HX-Request": "true"}):
        response = principal.post(address, mine, headers=headers)
        page = words(response)
        assert response.status_code == 409
        for expected in ("what the first wrote", "what Berta wrote", "Berta Beta", 'name="etag" value="0"'):
            assert expected in page
    assert Item.objects.get(number="1.").text == "what Berta wrote"
    # saving again without choosing asks again
    assert principal.post(address, {**mine, "seen": "1", "next": "1"}).status_code == 409
    chosen = {**mine, "seen": "1", f"keep-{item.clause}": "mine"}
    assert principal.post(address, chosen).status_code == 303
    assert Item.objects.get(number="1.").text == "what the first wrote"
    # the choice was for the text that was shown: sent again it is stale
    assert second.post(address, {**theirs, "seen": "1", f"keep-{item.clause}": "mine"}).status_code == 409


def test_taking_the_other_text(cast, draft, principal):
    item = Item.objects.get(number="1.")
    principal.post(edit_url(cast.home.school), fields(draft, **{f"text-{item.clause}": "first"}))
    data = fields(draft, etag="0", seen="1", **{f"text-{item.clause}": "second", f"keep-{item.clause}": "theirs"})
    assert principal.post(edit_url(cast.home.school), data).status_code == 303
    assert Item.objects.get(number="1.").text == "first"


def test_a_text_for_a_clause_that_was_deleted_is_shown(cast, draft, principal):
    item = Item.objects.get(number="1.")
    data = fields(draft, **{f"text-{item.clause}": "an hour's work"})
    principal.post(edit_url(cast.home.school), fields(draft, remove=str(item.clause)))
    response = principal.post(edit_url(cast.home.school), data)
    assert (response.status_code, "an hour&#x27;s work" in words(response)) == (409, True)


def test_an_emptied_clause_is_not_saved_and_its_text_stays(cast, draft, principal):
    address = edit_url(cast.home.school)
    first, second = Item.objects.get(number="1."), Item.objects.get(number="2.")
    sent = {f"text-{first.clause}": " ", f"text-{second.clause}": "Renews the register by 10 September, soon."}
    sentence = "The text of this clause is empty, so it was not saved. Delete the clause instead."
    for headers in ({}, {"HX-Request": "true"}):
        response = principal.post(address, fields(draft, **sent), headers=headers)
        page = words(response)
        assert response.status_code == 422
        assert f'<p class="err" id="t-{first.clause}_error">{sentence}</p>' in page
        assert f'<p class="heads-up">{sentence}</p>' in page  # what saving by itself shows
        for kept in ("Keeps the devices.", "Renews the register by 10 September, soon."):
            assert f"{kept}</textarea>" in page
    assert list(Item.objects.order_by("number").values_list("text", flat=True)) == [first.text, second.text]


def test_a_text_with_an_empty_clause_is_not_approved_and_says_where(cast, draft, principal):
    principal.post(edit_url(cast.home.school), fields(draft, add="item"))
    here = url("version-approve", cast.home.school, "it_specialist", 1)
    response = principal.post(here, approve_data(RoleVersion.objects.get()))
    page = words(response)
    assert (response.status_code, RoleVersion.objects.get().is_draft) == (422, True)
    assert ("Section 1, item 3" in page, "Approve for good" in page) == (False, False)
    new = Item.objects.order_by("position").last()
    link = f'#c-{new.clause}">Clause 3: has no text; write it or delete the clause</a>'
    assert link in words(principal.get(here))
    assert link in page


@pytest.mark.parametrize("data", [{}, {"etag": "x"}, {"etag": "0", "clause": "no-uuid"}, {"etag": "0", "up": "x"}])
def test_what_no_editor_sends(cast, draft, principal, data):
    assert principal.post(edit_url(cast.home.school), data).status_code == 400


def test_an_approved_text_has_no_editor(cast, draft, principal):
    factories.approve(version=draft)
    response = principal.post(edit_url(cast.home.school), fields(draft))
    assert (response.status_code, response.url) == (303, url("version-detail", cast.home.school, "it_specialist", 1))


def test_changing_a_deadline(cast, draft, principal):
    rule = DeadlineRule.objects.get()
    address = url("rule-edit", cast.home.school, "it_specialist", 1, 1, rule.rule_key)
    assert 'name="month"' in words(principal.get(address))
    sent = {"words": "by 10 September", "binding": "duty", "do": "save"}
    bad = principal.post(address, {**sent, "month": "2", "day": "31"})
    assert (bad.status_code, "Day: There is no day 31 in month 2." in words(bad)) == (422, True)
    bad = principal.post(address, {**sent, "typed": "by 11 September", "month": "9", "day": "11"})
    assert (bad.status_code, "These words do not stand in the text." in words(bad)) == (422, True)
    assert DeadlineRule.objects.get().rule == rule.rule
    assert principal.post(address, {**sent, "month": "9", "day": "9"}).status_code == 303
    assert DeadlineRule.objects.get().rule == {**rule.rule, "day": 9}
    assert principal.post(address, {"drop": "1"}).status_code == 303
    assert DeadlineRule.objects.count() == 0


def test_throwing_a_draft_away_needs_its_number(cast, draft, principal):
    address = url("draft-delete", cast.home.school, "it_specialist", 1)
    assert principal.post(address, {"word": "yes"}).status_code == 422
    assert RoleVersion.objects.count() == 1
    assert principal.post(address, {"word": "1"}).status_code == 303
    assert RoleVersion.objects.count() == 0


# ── approving ────────────────────────────────────────────────────────────────


def approve_data(version, day="2026-09-01"):
    version.refresh_from_db()
    return {"effective_on": day, "revision": version.revision}


def test_from_draft_to_force(cast, draft, principal):
    school = cast.home.school
    page = words(principal.get(url("version-approve", school, "it_specialist", 1)))
    assert "2 posts still wait for the answer who this is here." in page
    here = url("version-detail", school, "it_specialist", 1)
    for _time in range(2):  # sent twice: approved once
        response = principal.post(url("version-approve", school, "it_specialist", 1), approve_data(draft))
        assert (response.status_code, response.url) == (303, here)
    act = url("version-force-act", school, "it_specialist", 1)
    late = principal.post(act, {"act_on": "2026-09-02", "note": "V-7"})
    assert (late.status_code, "lies ahead" in words(late)) == (422, True)
    assert principal.post(act, {"act_on": "2026-08-30", "note": "V-7"}).status_code == 303
    draft.refresh_from_db()
    assert (draft.in_force_on, draft.approved_by) == (date(2026, 9, 1), cast.home.user("principal"))
    staff = client_of(cast.home.user("staff"))
    first, second = (staff.get(url("version-pdf", school, "it_specialist", 1)) for _n in range(2))
    assert (first.content, first["Content-Type"]) == (second.content, "application/pdf")
    assert "Keeps the devices." in "".join(page.extract_text() for page in PdfReader(BytesIO(first.content)).pages)


def test_an_approval_of_what_was_not_seen_is_refused(cast, draft, principal):
    data = approve_data(draft)
    item = Item.objects.get(number="1.")
    principal.post(edit_url(cast.home.school), fields(draft, **{f"text-{item.clause}": "changed meanwhile"}))
    response = principal.post(url("version-approve", cast.home.school, "it_specialist", 1), data)
    assert (response.status_code, "was changed while" in words(response)) == (422, True)
    assert RoleVersion.objects.get().is_draft


def test_an_unsound_draft_says_where(cast, draft, principal):
    item = Item.objects.get(number="2.")
    gone = {f"text-{item.clause}": "Some day.", f"lose-{item.clause}": "leave"}
    principal.post(edit_url(cast.home.school), fields(draft, **gone))
    assert "do not stand in the text any more" in words(principal.get(edit_url(cast.home.school)))
    here = url("version-approve", cast.home.school, "it_specialist", 1)
    response = principal.post(here, approve_data(RoleVersion.objects.get()))
    assert (response.status_code, RoleVersion.objects.get().is_draft) == (422, True)
    link = (
        f'{edit_url(cast.home.school)}#c-{item.clause}">Clause 2: the words of its deadline no longer stand in it</a>'
    )
    for page in (words(principal.get(here)), words(response)):  # said beforehand
        assert (link in page, "Section 1" in page, "Approve for good" in page) == (True, False, False)


def test_a_drafts_pdf_is_marked(cast, draft, principal):
    response = principal.get(url("version-pdf", cast.home.school, "it_specialist", 1))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    assert HOME in text
    assert draft.pdf is None


def test_a_new_draft_once(cast, draft, principal):
    factories.approve(version=draft)
    for _time in range(3):
        response = principal.post(url("new-draft", cast.home.school, "it_specialist"))
        assert (response.status_code, response.url) == (
            303,
            url("version-detail", cast.home.school, "it_specialist", 2),
        )
    assert RoleVersion.objects.count() == 2


# ── loading ──────────────────────────────────────────────────────────────────


def test_the_same_form_sent_50_times_makes_one_draft(cast, principal):
    data = {"text": json.dumps(make_document()), "code": "", "form_key": "k" * 32}
    answers = {principal.post(url("role-new", cast.home.school), data).url for _time in range(50)}
    assert answers == {url("version-detail", cast.home.school, "it_specialist", 1)}
    assert RoleVersion.objects.count() == 1
    other = principal.post(url("role-new", cast.home.school), {**data, "code": "another"})
    assert (other.status_code, RoleVersion.objects.count()) == (409, 1)


def test_a_file_with_mistakes_lists_them_all_and_saves_nothing(cast, principal):
    document = make_document(items=[make_item("x", binds="ghost"), make_item("y", binds="spectre")])
    file = SimpleUploadedFile("role.json", json.dumps(document).encode())
    response = principal.post(url("role-new", cast.home.school), {"file": file, "form_key": "k" * 32})
    page = words(response)
    assert response.status_code == 422
    assert "The document names no post “ghost”." in page
    assert ("Section 1, item 2, “binds”" in page, "$." in page) == (True, False)
    assert 'value="' + "k" * 32 in page  # the key is not used up
    assert (RoleVersion.objects.count(), Role.objects.count()) == (0, 0)
    empty = principal.post(url("role-new", cast.home.school), {"form_key": "k" * 32})
    assert (empty.status_code, "Choose a file or paste the document." in words(empty)) == (422, True)


# ── posts and holders ────────────────────────────────────────────────────────


def test_who_is_this_here(cast, draft, principal):
    address = url("posts", cast.home.school, "it_specialist", 1)
    page = words(principal.get(address))
    assert "1 linked, 2 wait for you" in page
    staff = cast.home.staff
    missing = principal.post(address, {"post-keeper": "people"})
    assert (missing.status_code, "Choose at least one person." in words(missing)) == (422, True)
    data = {"post-keeper": "people", "people-keeper": [staff.public_id], "post-class_teacher": "class_teachers"}
    assert principal.post(address, data).status_code == 303
    page = words(principal.get(address))
    assert "3 linked, 0 wait for you" in page
    assert RoleAssignment.objects.get().person == staff
    assert principal.post(address, {"post-keeper": "role:it_specialist"}).status_code == 303
    assert draft.posts.get(key="keeper").role == draft.role


def test_a_post_whose_last_clause_is_gone_is_nothing_to_ask(cast, draft, principal):
    address = url("posts", cast.home.school, "it_specialist", 1)
    approving = url("version-approve", cast.home.school, "it_specialist", 1)
    assert "2 posts still wait for the answer who this is here." in words(principal.get(approving))
    keeper = draft.posts.get(key="keeper")
    with guarded_write():
        Outcome.objects.filter(binds=keeper).update(binds=draft.posts.get(key="class_teacher"))
    page = principal.get(address)
    assert [(row["key"], row["count"]) for row in page.context["rows"]] == [("class_teacher", 2), ("it_specialist", 1)]
    assert "1 linked, 1 wait for you" in words(page)
    assert "1 post still waits for the answer who this is here." in words(principal.get(approving))
    # An answer to what is not asked is none.
    assert principal.post(address, {"post-keeper": "all_staff"}).status_code == 303
    assert not draft.posts.get(key="keeper").is_confirmed
    step = next(
        step for step in start_steps([cast.home.school], date(2026, 9, 1))[cast.home.school] if step.order == 40
    )
    assert (step.blocker, step.words) == ("1 post has no answer", "1 post of the text waits for your answer.")


def test_the_likely_answer_is_shown_and_the_others_are_folded(cast, draft, principal):
    """All answers are on the page, for those without scripts too; the one that fits stands outside the fold."""
    address = url("posts", cast.home.school, "it_specialist", 1)
    factories.make_role(school=cast.home.school, code="laundry", name="Laundry")
    rows = {row["key"]: row for row in principal.get(address).context["rows"]}
    kinds = ["class_teachers", "teachers", "all_staff", "people_each", "people", "nobody"]
    assert [answer[0] for answer in rows["class_teacher"]["choices"]] == ["class_teachers"]
    assert [answer[0] for answer in rows["keeper"]["choices"]] == kinds
    offered = {answer[0] for answer in rows["class_teacher"]["choices"] + rows["class_teacher"]["more_choices"]}
    assert offered == {*kinds, *(f"role:{code}" for code in Role.objects.values_list("code", flat=True))}
    page = words(principal.get(address))
    shown, _fold, rest = page.partition('<input type="radio" name="post-class_teacher"')[2].partition("<details>")
    assert ('value="class_teachers" checked' in shown, 'value="nobody"' in shown, 'value="nobody"' in rest) == (
        True, False, True,
    )  # fmt: skip


def ticked(row):
    """The answer that is chosen, and the people who are."""
    answers = [answer[0] for answer in row["choices"] + row["more_choices"] if answer[3]]
    return answers, [name for _id, name, _title, is_chosen in row["people_choices"] if is_chosen]


def test_people_whose_title_is_the_post_are_the_likely_answer(cast, draft, principal):
    school, address = cast.home.school, url("posts", cast.home.school, "it_specialist", 1)
    factories.make_person(school=cast.stranger.school, family_name=STRANGER, job_title="Keeper")
    for title in ("Gate", "Book keepers", "eeper", ""):
        factories.make_person(school=school, job_title=title)
    rows = {row["key"]: row for row in principal.get(address).context["rows"]}
    assert ticked(rows["keeper"]) == ([], [])
    draft.posts.filter(key="keeper").update(words="the school’s keeper of keys")
    ann = factories.make_person(school=school, given_name="Ann", family_name="Alder", job_title=" KEEPER ")
    gone = factories.make_person(school=school, job_title="keeper", starts_on=date(2020, 1, 1))
    end_person(person=gone, last_day=date(2026, 8, 1), by=BY, now=NOW)
    page = principal.get(address)
    rows = {row["key"]: row for row in page.context["rows"]}
    assert ticked(rows["keeper"]) == (["people"], ["Ann Alder"])
    (answer,) = rows["keeper"]["choices"]
    assert answer[2] == "by their title: Ann Alder; change it below"
    assert rows["keeper"]["people_choices"][0][1] == "Ann Alder"
    assert ticked(rows["class_teacher"]) == (["class_teachers"], [])  # a certain kind asks for no title
    assert principal.post(address, {"post-keeper": "people", "people-keeper": [ann.public_id]}).status_code == 303
    assert RoleAssignment.objects.get().person == ann


def test_a_title_that_the_post_only_contains_is_somebody_else(cast, draft, principal):
    school, address = cast.home.school, url("posts", cast.home.school, "it_specialist", 1)
    draft.posts.filter(key="keeper").update(words="deputy keeper")
    factories.make_person(school=school, given_name="Ann", family_name="Alder", job_title="keeper")
    Role.objects.filter(bound_by__key="keeper").update(name="Deputy keeper")
    rows = {row["key"]: row for row in principal.get(address).context["rows"]}
    assert ticked(rows["keeper"]) == ([], [])
    factories.make_person(school=school, given_name="Ben", family_name="Birch", job_title="Deputy keeper")
    rows = {row["key"]: row for row in principal.get(address).context["rows"]}
    assert ticked(rows["keeper"]) == (["people"], ["Ben Birch"])
    none_typed = principal.post(address, {"post-keeper": "people"})  # what was unticked stays unticked
    rows = {row["key"]: row for row in none_typed.context["rows"]}
    assert ticked(rows["keeper"]) == (["people"], [])


@pytest.mark.parametrize(
    ("numbers", "count", "words"),
    [
        ("", 2, "Sample."),
        ("1 2", 2, "Clauses 1, 2"),
        ("1 2 3 4 5 6", 6, "Clauses 1, 2, 3, 4, 5, 6"),
        ("1 2 3 4 5 6 7", 7, "Clauses 1, 2, 3, 4, 5, 6 and 1 more"),
        ("1 2", 4, "Clauses 1, 2 and 2 more"),
    ],
)
def test_clauses_that_are_not_listed_are_counted(numbers, count, words):
    line = PostLine(post=None, numbers=tuple(numbers.split()), count=count, sample="Sample.")
    assert clauses_words(line) == words


def test_strangers_are_not_offered_and_not_taken(cast, draft, principal):
    address = url("posts", cast.home.school, "it_specialist", 1)
    assert STRANGER not in words(principal.get(address))
    stranger = cast.stranger.staff
    factories.make_role(school=cast.stranger.school, code="theirs", name=STRANGER)
    for data in (
        {"post-keeper": "people", "people-keeper": [stranger.public_id]},
        {"post-keeper": "role:theirs"},
    ):
        assert principal.post(address, data).status_code == 422
    assert not draft.posts.get(key="keeper").is_confirmed


def test_a_secretary_neither_gives_nor_ends_posts_of_the_principal(cast, draft):
    client, head = client_of(cast.home.user("secretary")), cast.home.principal
    address = url("holders", cast.home.school, "it_specialist")
    data = {"person": head.pk, "starts_on": "2026-08-01", "form_key": "h" * 32}
    refused = client.post(address, data)
    sentence = f"You may not change {head.name}, whose access is higher than you may give."
    assert (refused.status_code, sentence in words(refused), RoleAssignment.objects.count()) == (422, True, 0)
    assert client_of(cast.home.user("principal")).post(address, data).status_code == 303
    assignment = RoleAssignment.objects.get()
    end = url("holder-end", cast.home.school, "it_specialist", assignment.public_id)
    assert f'href="{end}"' not in words(client.get(address))
    assert [client.get(end).status_code, client.post(end, {"last_day": "2026-09-30"}).status_code] == [403, 403]
    assert f'href="{end}"' in words(client_of(cast.home.user("principal")).get(address))


def test_holders_are_named_and_end(cast, draft):
    client = client_of(cast.home.user("secretary"))
    address = url("holders", cast.home.school, "it_specialist")
    data = {"person": cast.home.it.pk, "starts_on": "2026-08-01", "share": "50", "form_key": "h" * 32}
    for _time in range(3):
        assert client.post(address, data).status_code == 303
    assignment = RoleAssignment.objects.get()
    assert cast.home.it.name in words(client.get(address))
    other = client.post(address, {**data, "person": cast.stranger.it.pk, "form_key": "i" * 32})
    assert (other.status_code, STRANGER in words(other)) == (422, False)
    end = url("holder-end", cast.home.school, "it_specialist", assignment.public_id)
    assert client_of(cast.stranger.user("secretary")).post(end).status_code == 404
    page = words(client.get(address))
    assert ("· 50 %" in page, f'href="{end}"' in page) == (True, True)
    asked = words(client.get(end))
    assert (cast.home.it.name in asked, 'value="2026-09-01"' in asked) == (True, True)
    for last_day in ("", "tomorrow"):
        assert client.post(end, {"last_day": last_day}).status_code == 422
    assignment.refresh_from_db()
    assert assignment.ends_on is None
    assert client.post(end, {"last_day": "2026-09-30"}).status_code == 303
    assignment.refresh_from_db()
    assert assignment.ends_on == date(2026, 9, 30)
    assert client.post(end, {"last_day": "2026-10-30"}).status_code == 303  # sent twice
    assert RoleAssignment.objects.get().ends_on == date(2026, 9, 30)


def test_the_two_questions_about_posts_lead_to_each_other(cast, draft, principal):
    school = cast.home.school
    holders, posts = url("holders", school, "it_specialist"), url("posts", school, "it_specialist", 1)
    assert f'href="{posts}"' in words(principal.get(holders))
    assert "<h1>Who holds the post: IT specialist</h1>" in words(principal.get(holders))
    assert f'href="{holders}"' in words(principal.get(posts))
    assert "<h1>Whom the text means</h1>" in words(principal.get(posts))
    secretary = client_of(cast.home.user("secretary"))
    assert posts not in words(secretary.get(holders))  # it would be refused


def test_whoever_sees_only_themselves_is_not_told_that_everybody_is_there(cast):
    factories.make_absence(person=cast.home.it, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 4))
    page = words(client_of(cast.home.user("staff")).get(url("absences", cast.home.school)))
    assert ("Nobody is away." in page, "No absence of yours is noted." in page) == (False, True)
    assert cast.home.it.name not in page
    assert cast.home.it.name in words(client_of(cast.home.user("principal")).get(url("absences", cast.home.school)))


def test_an_empty_list_offers_first_to_read_a_file_and_then_to_write(cast, principal):
    school = cast.home.school
    page = words(principal.get(url("role-list", school)))
    read = f'<a class="btn btn--go" href="{url("role-new", school)}">Read a file you have</a>'
    write = f'<a class="btn" href="{url("role-write", school)}">Write a new role</a>'
    assert (page.count(read + write), page.count(url("role-write", school))) == (1, 1)
    reader = words(client_of(cast.home.user("staff")).get(url("role-list", school)))
    assert "The job descriptions of the school come here once they are entered." in reader
    assert [url(name, school) in reader for name in ("role-new", "role-write")] == [False, False]
