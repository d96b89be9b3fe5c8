"""The duties' pages and acts, with and without htmx."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.addresses import occurrence_url
from duties.models import Completion, Duty, Occurrence
from duties.services import hand_over
from schools.models import AuditEvent
from schools.services import start_school
from tests import factories
from tests.duties.work import START, Work, noon

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 7)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def work():
    with time_machine.travel(noon(ON), tick=False):
        yield Work(on=START)


def url(work, name, **kwargs):
    return reverse(f"duties:{name}", kwargs={"school": work.school.slug, **kwargs})


def signed_in(client, person):
    client.force_login(person.user)
    return client


def row(work, number):
    return work.rows(number).first()


def words(response):
    return response.content.decode()


def test_today_groups_by_deadline(client, work):
    response = signed_in(client, work.specialist).get(url(work, "today"))
    groups = [(group.id, [found.title for found in group.rows]) for group in response.context["groups"]]
    assert groups[0] == ("g-week", ["Enters the lists by 10 September each school year"])
    assert groups[-1] == ("g-undated", ["Closes the record when a pupil leaves"])
    assert response.context["status_line"] == "Nothing is late and nothing is due today. 1 more this week."
    assert "IT specialist, clause 1.1" in words(response)


def test_today_of_a_class_teacher_names_the_class(client, work):
    response = signed_in(client, work.teachers[0]).get(url(work, "today"))
    titles = {found.title for group in response.context["groups"] for found in group.rows if found.is_open}
    assert "Reports attendance within 5 working days after the month, 5a" in titles
    assert not any("6a" in title for title in titles)


def test_a_row_names_the_post_whose_duty_it_is_before_the_text_it_comes_from(client, work):
    response = signed_in(client, work.teachers[0]).get(url(work, "today"))
    rows = {row.title: row.clause for group in response.context["groups"] for row in group.rows}
    assert rows["Reports attendance within 5 working days after the month, 5a"] == (
        "Class teachers · IT specialist, clause 2.1"
    )
    own = signed_in(client, work.specialist).get(url(work, "today")).context["groups"]
    assert {row.clause for group in own for row in group.rows if "lists" in row.title} == {"IT specialist, clause 1.1"}


def test_landing_leads_to_today(client, work):
    response = signed_in(client, work.specialist).get(url(work, "landing"))
    assert (response.status_code, response.headers["Location"]) == (302, url(work, "today"))


def test_tick_without_javascript_comes_back(client, work):
    found = row(work, "1.1")
    target = occurrence_url(found, work.school, "tick")
    client = signed_in(client, work.specialist)
    response = client.post(target, {"seen": "0", "next": url(work, "today"), "note": "All lists are in."})
    assert (response.status_code, response.headers["Location"]) == (303, url(work, "today"))
    doing = Completion.objects.get()
    assert (doing.person, doing.by, doing.note) == (work.specialist, work.specialist.user, "All lists are in.")
    page = client.get(url(work, "today"))
    assert "Done at" in words(page)
    assert next(group.id for group in page.context["groups"]) == "g-week"  # it keeps its place


def test_tick_goes_nowhere_else(client, work):
    target = occurrence_url(row(work, "1.1"), work.school, "tick")
    for wanted in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        response = signed_in(client, work.specialist).post(target, {"next": wanted})
        assert response.headers["Location"] == occurrence_url(row(work, "1.1"), work.school)


def test_htmx_gets_the_row_that_the_page_includes(client, work):
    found = row(work, "1.1")
    client = signed_in(client, work.specialist)
    here = url(work, "today")
    response = client.post(
        occurrence_url(found, work.school, "tick"), {"seen": "0", "next": here}, headers=HTMX
    )  # fmt: skip
    assert response.status_code == 200
    fragment = words(response).split("</div>\n</div>\n")[0]
    assert 'hx-swap-oob="true">Nothing is late and nothing is due today.<' in words(response)
    assert '<span class="n" id="waiting" hx-swap-oob="true"></span>' in words(response)
    assert "Ticked off: Enters the lists" in words(response)
    assert response.headers["Vary"].count("HX-Request") == 1
    page = words(client.get(here))
    strip = lambda text: [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]  # noqa: E731
    assert "\n".join(strip(fragment)) in "\n".join(strip(page))


def test_second_tick_says_who_did_it(client, work):
    found = row(work, "1.1")
    target = occurrence_url(found, work.school, "tick")
    signed_in(client, work.specialist).post(target, {"seen": "0"})
    response = client.post(target, {"seen": "0"}, headers=HTMX)
    assert f"Already done by {work.specialist.name}, 7 September 2026 at 12:00" in words(response)
    assert Completion.objects.count() == 1


def test_quota_counts_one_for_each_page(client, work):
    found = work.rows("1.2").get(period_key="2026")
    target = occurrence_url(found, work.school, "tick")
    client = signed_in(client, work.specialist)
    for _ in range(3):
        client.post(target, {"seen": "0"})
    found.refresh_from_db()
    assert (Completion.objects.count(), found.state) == (1, "open")
    client.post(target, {"seen": "1"})
    found.refresh_from_db()
    assert (Completion.objects.count(), found.state) == (2, "done")


def test_undo(client, work):
    found = row(work, "1.1")
    client = signed_in(client, work.specialist)
    client.post(occurrence_url(found, work.school, "tick"), {"seen": "0"})
    response = client.post(occurrence_url(found, work.school, "undo"), {"seen": "1"}, headers=HTMX)
    found.refresh_from_db()
    assert (found.state, Completion.objects.get().undone_at is not None) == ("open", True)
    assert "Tick off<" in words(response)


def test_principal_ticks_for_the_one_who_answers(client, work):
    found = row(work, "1.1")
    signed_in(client, work.principal).post(occurrence_url(found, work.school, "tick"), {})
    doing = Completion.objects.get()
    assert (doing.person, doing.for_person) == (work.principal, work.specialist)


def test_too_early_is_said_in_plain_words(client, work):
    found = work.rows("3.2").filter(due_on__isnull=False).first()  # due on an exact day
    client = signed_in(client, work.principal)
    response = client.post(occurrence_url(found, work.school, "tick"), {"note": "kept"})
    assert response.status_code == 409
    assert "It is too early: it can be ticked off from its first day on." in words(response)
    assert Completion.objects.count() == 0
    fragment = client.post(occurrence_url(found, work.school, "tick"), headers=HTMX)
    assert (fragment.status_code, "It is too early" in words(fragment)) == (409, True)
    assert "<html" not in words(fragment)


def test_what_can_be_ticked_off_on_its_day_only_says_so(client, work):
    found = work.rows("3.2").filter(due_on__isnull=False).first()
    client = signed_in(client, found.person)
    page = client.get(occurrence_url(found, work.school))
    assert page.context["page"].early_words == "Can be ticked off on 27 November"
    assert ("<p>Can be ticked off on 27 November</p>" in words(page), page.context["can_tick"]) == (True, False)
    rows = [line for group in client.get(url(work, "today"), {"all": "1"}).context["groups"] for line in group.rows]
    assert [(line.chip, line.action) for line in rows if line.url == occurrence_url(found, work.school)] == [
        ("Can be ticked off on 27 November", "")
    ]
    with time_machine.travel(noon(date(2026, 11, 27)), tick=False):
        page = signed_in(client, found.person).get(occurrence_url(found, work.school))
        assert (page.context["page"].early_words, page.context["can_tick"]) == ("", True)


def test_what_starts_with_an_event_says_that_nobody_is_asked(client, work):
    told = "Kord does not ask for this by itself; it stands here so that nobody forgets it."
    client = signed_in(client, work.specialist)
    groups = {group.id: group.note for group in client.get(url(work, "today")).context["groups"]}
    assert {key: note for key, note in groups.items() if note} == {"g-undated": told}
    page = client.get(url(work, "duty-detail", duty=work.duty("1.3").public_id))
    assert page.context["page"].no_date_words == f"It starts when it happens. {told}"


@pytest.mark.parametrize(
    ("act", "name", "longest"), [("waive", "reason", 500), ("hand-over", "note", 500), ("tick", "note", 1000)]
)
def test_a_note_is_refused_in_words_and_never_cut(client, work, act, name, longest):
    found, client = row(work, "1.1"), signed_in(client, work.principal)
    more = {"to": work.teachers[0].public_id} if act == "hand-over" else {}
    page = client.get(occurrence_url(found, work.school, "detail" if act == "tick" else act))
    field = re.search(rf'<textarea[^>]*name="{name}"[^>]*>', words(page)).group()
    assert (f'maxlength="{longest}"' in field, f"At most {longest} characters." in words(page)) == (True, True)
    text = "ä\r\n" * (longest // 2)  # the browser counts a line's end once and sends it as two characters
    refused = client.post(occurrence_url(found, work.school, act), {**more, name: f"{text}end", "form_key": "a"})
    assert (refused.status_code, "ä\nend" in words(refused).replace("\r\n", "\n")) == (422, True)
    assert row(work, "1.1").state == "open"
    assert Completion.objects.count() == 0
    assert (
        client.post(occurrence_url(found, work.school, act), {**more, name: text, "form_key": "b"}).status_code == 303
    )
    found.refresh_from_db()
    kept = {"waive": found.state_note, "hand-over": found.handed_note}.get(act) or Completion.objects.get().note
    assert kept == text.replace("\r\n", "\n").strip()


def test_another_ones_is_403_and_another_schools_404(client, work):
    found = row(work, "1.1")
    stranger = factories.make_person(school=factories.make_school(), level="principal")
    for act in ("detail", "tick", "undo"):
        target = occurrence_url(found, work.school, act)
        method = "get" if act == "detail" else "post"
        assert getattr(signed_in(client, work.teachers[0]), method)(target).status_code == 403
        assert getattr(signed_in(client, stranger), method)(target).status_code == 404
        own = target.replace(f"/s/{work.school.slug}/", f"/s/{stranger.school.slug}/")
        response = getattr(client, method)(own)
        assert (response.status_code, "Enters the lists" in words(response)) == (404, False)
    assert Completion.objects.count() == 0


@pytest.mark.parametrize("name", ["school", "proposals"])
def test_pages_for_others_are_closed_to_staff(client, work, name):
    response = signed_in(client, work.teachers[0]).get(url(work, name))
    assert (response.status_code, "Reports attendance" in words(response)) == (403, False)


def test_waive_needs_a_reason(client, work):
    found = row(work, "1.1")
    target = occurrence_url(found, work.school, "waive")
    client = signed_in(client, work.principal)
    assert client.post(target, {"reason": " ", "form_key": "k1"}).status_code == 422
    data = {"reason": "No pupils this year.", "form_key": "k1"}
    first, second = client.post(target, data), client.post(target, data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"] == occurrence_url(found, work.school)
    found.refresh_from_db()
    assert (found.state, found.state_note) == ("waived", "No pupils this year.")
    assert client.post(target, {"reason": "Other.", "form_key": "k1"}).status_code == 409
    shown = client.get(first.headers["Location"])
    assert "No pupils this year." in words(shown)
    assert shown.context["page"].waived_by == f"By {work.principal.name}, 7 September 2026."
    client.post(occurrence_url(found, work.school, "undo-waiver"))
    found.refresh_from_db()
    assert found.state == "open"


def test_staff_may_not_waive(client, work):
    target = occurrence_url(row(work, "1.1"), work.school, "waive")
    assert signed_in(client, work.specialist).post(target, {"reason": "No."}).status_code == 403
    assert row(work, "1.1").state == "open"


def test_hand_over_moves_the_row_to_another_desk(client, work):
    found, heir = row(work, "1.1"), work.teachers[0]
    target = occurrence_url(found, work.school, "hand-over")
    stranger = factories.make_person(school=factories.make_school())
    client = signed_in(client, work.specialist)
    assert client.post(target, {"to": stranger.public_id, "form_key": "a"}).status_code == 422
    assert client.post(target, {"to": heir.public_id, "form_key": "b"}).status_code == 303
    assert client.get(occurrence_url(found, work.school)).status_code == 200  # IT sees the whole school
    assert client.post(occurrence_url(found, work.school, "tick")).status_code == 403
    assert signed_in(client, heir).post(occurrence_url(found, work.school, "tick")).status_code == 303


def test_a_hand_over_is_chosen_and_never_to_nobody_or_to_who_has_it(client, work):
    found = row(work, "1.1")
    target = occurrence_url(found, work.school, "hand-over")
    client = signed_in(client, work.specialist)
    assert client.get(target).context["form"].fields["to"].choices[0] == ("", "Choose")
    refused = {
        "": "Choose to whom it goes.",
        "back": "It was not handed over to anybody, or this person is not here.",
        work.specialist.public_id: f"{work.specialist.name} has it already.",
    }
    for to, said in refused.items():
        page = client.post(target, {"to": to, "form_key": "a"})
        assert (page.status_code, page.context["form"].errors["to"]) == (422, [said])
    assert row(work, "1.1").handed_at is None
    assert AuditEvent.objects.filter(verb="occurrence.handed_over").count() == 0


def test_the_number_beside_today_is_there_to_be_changed(client, work):
    """Without the element htmx would have nowhere to put the new number."""
    page = words(signed_in(client, work.specialist).get(url(work, "today")))
    assert page.count('id="waiting"') == 1


def toast_of(page):
    """The toast: its words and where its Undo goes."""
    return [(toast.text, toast.undo_url) for toast in page.context["shell"].toasts]


def test_a_teacher_hands_over_and_is_led_to_today_with_an_undo(client, work):
    giver, heir = work.teachers
    found = work.rows("2.1").get(group=work.classes[0], due_on__month=10)
    page_url, undo = (occurrence_url(found, work.school, act) for act in ("detail", "undo-hand-over"))
    client = signed_in(client, giver)
    body = {"to": heir.public_id, "note": "I am at the course that week.", "form_key": "a"}
    answer = client.post(occurrence_url(found, work.school, "hand-over"), body)
    assert (answer.status_code, answer.url) == (303, url(work, "today"))
    today = client.get(answer.url)
    title = "Reports attendance within 5 working days after the month, 5a"
    assert toast_of(today) == [(f"Handed over to {heir.name}: {title}", undo)]
    assert client.get(page_url).status_code == 403
    assert client.post(undo.replace("undo-hand-over", "hand-over"), body | {"form_key": "b"}).status_code == 403
    client = signed_in(client, heir)
    page = client.get(page_url)
    assert page.context["page"].handed_words == (
        f"Handed over by {giver.name}, 7 September 2026: I am at the course that week."
    )
    rows = [line for group in client.get(url(work, "today")).context["groups"] for line in group.rows]
    assert [line.clause for line in rows if line.url == page_url] == [
        f"Class teachers · IT specialist, clause 2.1 · handed over by {giver.name}"
    ]
    client = signed_in(client, giver)
    answers = [client.post(undo) for _time in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(303, url(work, "today"))] * 2
    found.refresh_from_db()
    assert (found.handed_to, found.handed_by, found.handed_at, found.handed_note) == (None, None, None, "")
    assert client.get(page_url).context["page"].handed_words == ""
    verbs = AuditEvent.objects.filter(verb__startswith="occurrence.hand").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["occurrence.handed_over", "occurrence.hand_over_undone"]
    assert signed_in(client, heir).post(undo).status_code == 403


def test_an_undone_hand_over_gives_it_back_to_whoever_had_it(client, work):
    first, second = work.teachers
    found = row(work, "1.1")
    for person, to in ((work.specialist, first), (first, second)):
        body = {"to": to.public_id, "form_key": to.public_id}
        signed_in(client, person).post(occurrence_url(found, work.school, "hand-over"), body)
    assert signed_in(client, first).post(occurrence_url(found, work.school, "undo-hand-over")).status_code == 303
    found.refresh_from_db()
    assert found.handed_to == first


def test_given_back_says_so(client, work):
    found, heir = row(work, "1.1"), work.teachers[0]
    hand_over(occurrence=found, to=heir, by=work.principal.user, now=noon(ON), person=work.principal)
    client = signed_in(client, heir)
    answer = client.post(occurrence_url(found, work.school, "hand-over"), {"to": "back", "form_key": "a"}, follow=True)
    undo = occurrence_url(found, work.school, "undo-hand-over")
    title = "Enters the lists by 10 September each school year"
    assert toast_of(answer) == [(f"Back with whoever holds the post: {title}", undo)]
    page = signed_in(client, work.specialist).get(occurrence_url(found, work.school))
    assert page.context["page"].handed_words == f"Given back by {heir.name}, 7 September 2026."


def test_where_one_is_names_the_clause_and_does_not_repeat_its_words(client, work):
    client, found = signed_in(client, work.principal), row(work, "1.1")
    pages = (occurrence_url(found, work.school), url(work, "duty-detail", duty=found.duty.public_id))
    assert [client.get(page).context["crumbs"][-1] for page in pages] == [("Clause 1.1", "")] * 2
    waive = client.get(occurrence_url(found, work.school, "waive"))
    assert [label for label, _url in waive.context["crumbs"]][1] == "Clause 1.1"
    assert "At most 500 characters." in words(waive)
    assert 'maxlength="500"' in words(waive)


def test_the_page_cites_its_clause(client, work):
    response = signed_in(client, work.specialist).get(occurrence_url(row(work, "1.1"), work.school))
    page = response.context["page"]
    assert (page.source.before, page.source.marked, page.source.after) == (
        "1.1 Enters the lists ", "by 10 September", " each school year.",
    )  # fmt: skip
    assert "version 1, in force from 1 September 2026" in page.source.footer
    assert "<mark>by 10 September</mark>" in words(response)
    assert dict(page.facts)["Who"] == work.specialist.name
    assert dict(page.facts)["Next dates"] == "10 September 2027"


def test_history_says_when_and_by_whom(client, work):
    found = row(work, "1.1")
    client = signed_in(client, work.specialist)
    client.post(occurrence_url(found, work.school, "tick"), {"note": "From the office."})
    page = client.get(occurrence_url(found, work.school)).context["page"]
    assert [(line.text, line.state, line.by, line.note) for line in page.history] == [
        ("Done 7 September 2026, 3 days before.", "done", work.specialist.name, "From the office.")
    ]
    assert page.history_words == "1 finished, 1 on time"


def test_whole_school_by_person_and_by_duty(client, work):
    client = signed_in(client, work.principal)
    people = client.get(url(work, "school")).context["groups"]
    assert work.specialist.name in [group.title for group in people]
    duties = client.get(url(work, "school"), {"by": "duty"}).context["groups"]
    attendance = next(group for group in duties if group.margin == "2.1")
    assert {line.label for line in attendance.rows} == {"5a", "6a"}
    found = client.get(url(work, "school"), {"q": "1.1"}).context["groups"]
    assert {line.sub for group in found for line in group.rows} == {"IT specialist, clause 1.1"}
    own = client.get(url(work, "school"), {"who": work.teachers[1].public_id}).context["groups"]
    assert {group.title for group in own} == {work.teachers[1].name}


def test_whole_school_finds_what_belongs_to_nobody(client, work):
    work.version.role.assignments.update(ends_on=date(2026, 9, 2))
    response = signed_in(client, work.principal).get(url(work, "school"))
    assert response.context["title"] == "1 duty belongs to nobody"
    assert [line.title for line in response.context["urgent"].rows] == [
        "Enters the lists by 10 September each school year"
    ]
    nobody = client.get(url(work, "school"), {"who": "nobody", "due": "14"}).context["groups"]
    assert [(group.title, len(group.rows)) for group in nobody] == [("Nobody", 1)]


def test_school_year_in_twelve_columns(client, work):
    found = row(work, "1.1")
    client = signed_in(client, work.specialist)
    client.post(occurrence_url(found, work.school, "tick"))
    groups = signed_in(client, work.principal).get(url(work, "year")).context["groups"]
    lines = {line.clause: line for group in groups for line in group.rows}
    assert len(lines["1.1"].cells) == 12
    assert [(mark.text, mark.words) for mark in lines["1.1"].cells[0]] == [("✓ 10", "done in time")]
    assert (lines["1.1"].sum, lines["1.1"].sum_note) == ("1/1", "all done")
    assert [mark.text for cell in lines["2.1"].cells for mark in cell][:2] == ["7", "9"]


@pytest.mark.parametrize(("name", "swapped"), [("year", "year"), ("school", "rows")])
def test_a_search_takes_the_pages_of_the_list_with_it(client, work, name, swapped):
    """The script exchanges what bears this id: below an empty answer no way to the next page stays."""
    browser = signed_in(client, work.principal)
    page = browser.get(url(work, name), {"page": "2", "due": ""}).content.decode()
    _before, _id, after = page.partition(f'<div class="full" id="{swapped}">')
    inside, depth = "", 1
    for piece in re.findall(r"<div\b|</div>|[^<]+|<", after):
        depth += {"<div": 1, "</div>": -1}.get(piece, 0)
        if not depth:
            break
        inside += piece
    assert (page.count('class="pages"'), inside.count('class="pages"')) == (1, 1)
    assert 'class="pages"' not in browser.get(url(work, name), {"q": "nothing like it", "due": ""}).content.decode()


def test_the_school_year_counts_how_often_a_thing_is_asked_for(client, work):
    """Twice a year on one last day is two times, not one day; done once, one of them is had."""

    def line():
        groups = signed_in(client, work.principal).get(url(work, "year")).context["groups"]
        return next(line for group in groups for line in group.rows if line.clause == "1.2")

    found = work.rows("1.2").get(period_key="2026")
    assert (found.needed, line().sum, [mark.small for cell in line().cells for mark in cell]) == (2, "0/2", [""])
    signed_in(client, work.specialist).post(occurrence_url(found, work.school, "tick"))
    assert (line().sum, [mark.small for cell in line().cells for mark in cell]) == ("1/2", ["1/2"])
    signed_in(client, work.specialist).post(occurrence_url(found, work.school, "tick"), {"seen": "1"})
    assert line().sum == "2/2"


def test_the_marks_are_explained_without_numbers_that_look_like_counts(client, work):
    page = signed_in(client, work.principal).get(url(work, "year")).content.decode()
    legend = re.search(r'<ul class="marks".*?</ul>', page, re.S).group()
    assert re.findall(r"\d", re.sub(r"<[^>]*>", "", legend)) == []


def test_duty_page_for_its_own_people_only(client, work):
    target = url(work, "duty-detail", duty=work.duty("1.1").public_id)
    assert signed_in(client, work.specialist).get(target).status_code == 200
    assert signed_in(client, work.teachers[0]).get(target).status_code == 403
    ours = signed_in(client, work.teachers[0]).get(url(work, "duty-detail", duty=work.duty("2.1").public_id))
    assert {line.label for line in ours.context["page"].rows} == {"5a"}


def test_proposals_are_confirmed_with_days(client):
    with time_machine.travel(noon(ON), tick=False):
        work = Work(on=START, confirm=False)
        client = signed_in(client, work.principal)
        page = client.get(url(work, "proposals"))
        duties = {duty.number: duty.public_id for duty in Duty.objects.for_school(work.school)}
        assert "How many working days after the period?" in words(page)
        data = {
            "duty": [duties["2.2"], duties["1.1"]], f"days-{duties['2.2']}": "3", "do": "confirm", "form_key": "key",
            f"title-{duties['1.1']}": "The lists",
        }  # fmt: skip
        folds = page.context["groups"]
        assert [(fold["title"], fold["is_open"]) for fold in folds][:2] == [
            ("IT specialist", True), ("Class teachers: one for each class", False),
        ]  # fmt: skip
        assert [sum(row.public_id in page.context["ticked"] for row, *_fields in fold["rows"]) for fold in folds] == [
            int(re.search(r"(\d+) of \d+ ticked beforehand", fold["sub"]).group(1)) for fold in folds
        ]
        opened = client.post(url(work, "proposals"), {**data, f"days-{duties['2.2']}": "x"}).context["groups"]
        assert opened[[fold["title"] for fold in folds].index("Class teachers: one for each class")]["is_open"]
        too_long = client.post(url(work, "proposals"), {**data, f"title-{duties['1.1']}": "x" * 101})
        assert (too_long.status_code, "<details open>" in words(too_long)) == (422, True)
        assert client.post(url(work, "proposals"), {"do": "confirm"}).status_code == 422
        first, again = client.post(url(work, "proposals"), data), client.post(url(work, "proposals"), data)
        assert (first.status_code, again.status_code) == (303, 303)
        assert work.days("2.2")[0] == date(2026, 12, 2)
        assert list(Duty.objects.active().order_by("number").values_list("number", "title")) == [
            ("1.1", "The lists"), ("2.2", "Prints the marks after each term"),
        ]  # fmt: skip
        today = signed_in(client, work.specialist).get(url(work, "today"))
        assert ("The lists" in words(today), "Enters the lists" in words(today)) == (True, False)
        signed_in(client, work.principal)
        # What is ticked is only ever confirmed; one is refused by its own button, which sends the whole form along.
        target, here = url(work, "duty-refuse", duty=duties["1.3"]), url(work, "proposals")
        assert f'formaction="{target}"' in words(client.get(here))
        answer = client.post(target, {"duty": [duties["2.1"]], "next": here, "form_key": "other"})
        assert (answer.status_code, answer.headers["Location"]) == (303, here)
        assert (Duty.objects.get(number="1.3").state, Duty.objects.get(number="2.1").state) == ("refused", "proposed")
        client.post(url(work, "duty-propose", duty=duties["1.3"]))
        assert Duty.objects.get(number="1.3").state == "proposed"


def test_refusing_a_proposal_by_htmx_answers_the_toast_alone(client):
    with time_machine.travel(noon(ON), tick=False):
        work = Work(on=START, confirm=False)
        duty = work.duty("1.1")
        target = url(work, "duty-refuse", duty=duty.public_id)
        response = signed_in(client, work.principal).post(target, {"duty": [duty.public_id]}, headers=HTMX)
        assert (response.status_code, 'class="entry"' in words(response)) == (200, False)
        assert f"Not a duty here: {duty.title}" in words(response)
        assert f'action="{url(work, "duty-propose", duty=duty.public_id)}"' in words(response)
        assert "HX-Request" in response.headers["Vary"]


def test_daily_duties_are_switched_on(client, work):
    duty = work.duty("2.3")
    assert duty.occurrences.count() == 0
    target = url(work, "duty-options", duty=duty.public_id)
    signed_in(client, work.principal).post(target, {"is_on": "on"})
    assert duty.occurrences.filter(state="open").count() > 300
    client.post(target, {})
    assert duty.occurrences.filter(state="open").count() == 0


def copies(work, count):
    """More rows of the same kind on the same desk."""
    model = row(work, "1.1")
    for number in range(count):
        model.pk, model.period_key = None, f"2026/x{number}"
        model._state.adding = True
        model.save()


# Session and login with its place in the school are two of them; Today looks for the news of its panels with the desk.
MOST = {"today": 5, "school": 7, "year": 7, "proposals": 7}


@pytest.mark.parametrize("name", sorted(MOST))
def test_queries_do_not_grow(client, work, name):
    start_school(school=work.school, by=work.principal.user, now=noon(ON))  # before it, the steps are looked at
    client = signed_in(client, work.principal)
    factories.assign(role=work.version.role, person=work.principal)
    counts = []
    for more in (0, 2, 47):
        copies(work, more)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url(work, name)).status_code == 200
        counts.append(len(seen))
        Occurrence.objects.filter(period_key__startswith="2026/x").delete()
    assert (name, len(set(counts)), counts[0]) == (name, 1, MOST[name])


def test_what_was_ticked_off_takes_no_place_on_a_full_page(client, work):
    copies(work, 60)
    found = row(work, "1.1")
    client = signed_in(client, work.specialist)
    client.post(occurrence_url(found, work.school, "tick"), {"seen": "0"})
    pages = [client.get(url(work, "today"), {"page": number}).context for number in (1, 2)]
    rows = [[line for group in page["groups"] if group.id != "g-undated" for line in group.rows] for page in pages]
    assert [[line.state for line in shown].count("done") for shown in rows] == [1, 0]
    left = Occurrence.objects.open().filter(post=found.post, slot="post", due_on__lte=date(2026, 11, 7)).count()
    assert [sum(line.is_open for line in shown) for shown in rows] == [50, left - 50]
    assert [page["next_page"] for page in pages] == [2, None]
    assert len({line.public_id for shown in rows for line in shown}) == left + 1


def test_hand_over_says_who_is_away_to_those_who_may_know(client, work):
    away, target = work.teachers[1], occurrence_url(row(work, "1.1"), work.school, "hand-over")
    factories.make_absence(person=away, starts_on=date(2026, 9, 8), ends_on=date(2026, 9, 9), now=noon(ON))
    factories.make_absence(
        person=work.teachers[0], starts_on=date(2026, 9, 11), ends_on=date(2026, 9, 12), now=noon(ON)
    )
    shown = words(signed_in(client, work.principal).get(target))
    assert [f"{one.name} (away" in shown for one in work.teachers] == [False, True]
    assert "(away" not in words(signed_in(client, work.specialist).get(target))
