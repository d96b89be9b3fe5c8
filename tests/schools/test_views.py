"""Pages of the ground floor, as people use them."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schools import services
from schools.calendar_drafts import ClosureDraft
from schools.models import AuditEvent, Closure, Membership, OutboxMessage, Person, School, SchoolYear, User
from schools.queries import school_calendar
from schools.signals import calendar_changed
from schools.words import format_date
from tests import cast, factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db
PEOPLE_QUERIES = 9  # one of them for the line that leads on to Start
AT = "2026-09-01T08:00:00Z"


@pytest.fixture
def people():
    return cast.make_cast()


@pytest.fixture
def sign_in(client):
    def enter(user):
        client.force_login(user)
        return client

    return enter


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel(AT, tick=False):
        yield


def hidden(page, name):
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page.content.decode())
    return found.group(1) if found else None


def heading(page):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", page.content.decode(), re.S).group(1))


YEAR = {
    "starts_on": "2026-09-01",
    "ends_on": "2027-08-31",
    "teaching_starts_on": "2026-09-01",
    "teaching_ends_on": "2027-06-15",
    "trimester-1-starts": "2026-09-01",
    "trimester-1-ends": "2026-11-27",
    "trimester-2-starts": "2026-11-30",
    "trimester-2-ends": "2027-03-12",
    "trimester-3-starts": "",
    "trimester-3-ends": "",
}


def test_a_year_is_looked_at_and_then_saved(people, sign_in):
    browser = sign_in(people.home.user("secretary"))
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    shown = browser.post(url, {**YEAR, "form_key": "k1"})
    assert (shown.status_code, heading(shown)) == (200, "These dates will be saved")
    assert [row for row in shown.context["changes"] if "Trimester 1" in row[0]] == [
        ("Trimester 1 of 2026/27 begins", "no date", "1 September 2026"),
        ("Trimester 1 of 2026/27 ends", "no date", "27 November 2026"),
    ]
    text = shown.content.decode()
    assert ("<dd>27 November 2026</dd>" in text, "no date" in text, "No deadline moves" in text) == (True, False, False)
    assert SchoolYear.objects.count() == 0
    body = {**YEAR, "form_key": hidden(shown, "form_key"), "state": hidden(shown, "state"), "save": "1"}
    saved = browser.post(url, body)
    assert (saved.status_code, saved.url) == (303, reverse("schools:calendar-year", args=["plover", 2026]))
    assert [(term.number, term.ends_on) for term in SchoolYear.objects.get().terms.all()] == [
        (1, date(2026, 11, 27)),
        (2, date(2027, 3, 12)),
    ]
    assert browser.post(url, body).url == saved.url
    page = browser.get(reverse("schools:calendar", args=["plover"]))
    assert heading(page) == "School calendar 2026/27"
    assert 'value="2026-11-27"' in page.content.decode()


def test_the_holidays_of_the_country_are_named_before_they_are_saved_and_offered_again(sign_in):
    people = cast.make_cast(country="EE")
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    page = reverse("schools:calendar-year", args=["plover", 2026])
    box = '<input type="checkbox" name="breaks" value="yes"'
    assert f"{box} checked>" in browser.get(page).content.decode()
    without = browser.post(url, YEAR)
    assert not [row for row in without.context["changes"] if row[0].startswith("Added")]
    assert browser.post(url, {**YEAR, "state": hidden(without, "state"), "save": "1"}).status_code == 303
    assert Closure.objects.count() == 0
    # Nobody wanted them then: they are still offered, and not taken by themselves.
    later = browser.get(page).content.decode()
    assert (f"{box} checked>" in later, f"{box}>" in later) == (False, True)
    shown = browser.post(url, {**YEAR, "breaks": "yes"})
    autumn = services.national_breaks(people.home.school, "2026")[0].name
    added = [row for row in shown.context["changes"] if row[0].startswith("Added")]
    assert (len(added), added[0]) == (5, (f"Added: {autumn}", "", "26 October 2026 – 1 November 2026"))
    body = {
        **YEAR,
        "breaks": "yes",
        "form_key": hidden(shown, "form_key"),
        "state": hidden(shown, "state"),
        "save": "1",
    }
    assert browser.post(url, body).status_code == 303
    assert Closure.objects.count() == 5
    assert box not in browser.get(page).content.decode()
    gone = browser.post(reverse("schools:calendar-closures", args=["plover"]), {
        "days-TOTAL_FORMS": "0", "days-INITIAL_FORMS": "0",
    })  # fmt: skip
    assert gone.context["changes"][0] == (f"Taken away: {autumn}", "26 October 2026 – 1 November 2026", "no date")


def test_a_year_within_one_calendar_year_is_called_by_it(people, sign_in):
    """An office works from January to December: its year is no "2026/27"."""
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    office = dict.fromkeys(YEAR, "") | {
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "teaching_starts_on": "2026-01-05",
        "teaching_ends_on": "2026-12-18",
    }
    shown = browser.post(url, office)
    assert re.findall(r"\b\w+ ends", shown.content.decode()) == ["2026 ends"]
    state = hidden(shown, "state")
    page = browser.post(url, {**office, "form_key": "k", "state": state, "save": "1"}, follow=True)
    assert heading(page) == "School calendar 2026"
    assert re.findall(r"2026/27|2027/28|2027, no dates yet", page.content.decode()) == ["2027, no dates yet"]
    assert re.search(r'<p class="m"><strong>(.*?)</strong>', page.content.decode()).group(1) == "2026"
    wrong = browser.post(url, {**office, "teaching_ends_on": "2027-01-08"}).content.decode()
    assert "In 2026 lessons begin or end on a day that is not in the school year." in wrong
    year_page = browser.get(reverse("duties:year", args=["plover"]))
    assert re.search(r'<p class="m"><strong>(.*?)</strong>', year_page.content.decode()).group(1) == "2026"


def test_a_year_that_cannot_be_is_told_at_its_form(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    answer = browser.post(url, {**YEAR, "trimester-2-starts": "2026-11-20", "save": "1", "state": "x"})
    assert answer.status_code == 422
    assert "Trimester 1 and Trimester 2 of 2026/27 overlap." in answer.content.decode()
    half = browser.post(url, {**YEAR, "trimester-3-starts": "2027-03-15"})
    assert half.status_code == 422
    assert "A term needs its first and its last day." in half.content.decode()
    assert SchoolYear.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"trimester-2-starts": "2026-11-20"}, "trimester-2-starts", "Trimester 1 and Trimester 2 of 2026/27 overlap."),
        ({"trimester-1-ends": "2026-08-01"}, "trimester-1-ends", "Trimester 1 of 2026/27 ends before it begins."),
        (
            {"trimester-1-starts": "2026-08-20"},
            "trimester-1-starts",
            "Trimester 1 lies partly outside the school year 2026/27.",
        ),
        (
            {"teaching_ends_on": "2027-09-02"},
            "teaching_ends_on",
            "In 2026/27 lessons begin or end on a day that is not in the school year.",
        ),
        (
            {"ends_on": "2099-08-31"},
            "ends_on",
            "The school year 2026/27 lasts longer than fourteen months; check its last day.",
        ),
        ({"starts_on": "2025-09-01"}, "starts_on", "The school year 2026/27 does not begin in that year."),
    ],
)
def test_what_cannot_be_is_told_at_its_field(people, sign_in, typed, field, words):
    browser = sign_in(people.home.user("principal"))
    answer = browser.post(reverse("schools:calendar-preview", args=["plover", 2026]), {**YEAR, **typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [words]
    assert SchoolYear.objects.count() == 0


def told(page):
    """The mistakes on top of a page, each with where it leads."""
    found = re.findall(r'<li>(?:<a href="#([^"]*)">)?([^<]*)', page.content.decode().partition('id="errors-h"')[2])
    return [(text, anchor) for anchor, text in found if "too far" in text or "before the first" in text]


def test_a_mistake_among_the_terms_says_which_term(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    typed = YEAR | {"trimester-1-ends": "2926-11-27", "trimester-2-starts": "2926-12-01", "ends_on": "2927-08-31"}
    page = browser.post(reverse("schools:calendar-preview", args=["plover", 2026]), typed)
    assert told(page) == [
        ("School year ends: This day is too far away.", "id_ends_on"),
        ("Trimester 1, ends: This day is too far away.", "id_trimester-1-ends"),
        ("Trimester 2, begins: This day is too far away.", "id_trimester-2-starts"),
    ]
    assert "<label" in page.content.decode().partition('for="id_trimester-1-ends"')[0][-8:]


def test_a_mistake_among_the_days_off_says_which_row_and_holiday(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    body = {"days-TOTAL_FORMS": "2", "days-INITIAL_FORMS": "0"}
    rows = [("Heating", "2026-11-03", "2026-11-01"), ("", "2926-11-03", "")]
    for place, (name, first, last) in enumerate(rows):
        fields = {"kind": "day_off", "name": name, "starts_on": first, "ends_on": last}
        body |= {f"days-{place}-{field}": value for field, value in fields.items()}
    page = browser.post(reverse("schools:calendar-closures", args=["plover"]), body)
    assert told(page) == [
        ("Row 1 (Heating), Last day: The last day is before the first.", "id_days-0-ends_on"),
        ("Row 2, First day: This day is too far away.", "id_days-1-starts_on"),
    ]


def test_a_mistake_among_the_classes_with_other_dates_says_which_classes(people, sign_in):
    year = factories.make_school_year(school=people.home.school)
    factories.make_class(school=people.home.school, year=year, name="1a")
    body = {"ends-TOTAL_FORMS": "1", "ends-INITIAL_FORMS": "0", "ends-0-classes": "1a", "ends-0-what": ""}
    url = reverse("schools:calendar-classes", args=["plover", 2026])
    page = sign_in(people.home.user("principal")).post(url, body | {"ends-0-ends_on": "2926-11-03"})
    assert told(page) == [("Row 1 (1a), Last day: This day is too far away.", "id_ends-0-ends_on")]


def test_the_list_says_what_somebody_teaches_beside_the_classes(people, sign_in):
    school, staff = people.home.school, people.home.staff
    year = factories.make_school_year(school=school)
    factories.make_class(school=school, year=year, name="5a", teachers=[staff])
    services.teach_subjects(
        person=staff, year=year, subjects=["Music", "Art"], starts_on=year.starts_on, by=BY, now=NOW
    )
    rows = {row.name: row.places for row in sign_in(people.home.user("principal")).get(
        reverse("schools:people", args=["plover"])).context["rows"]}  # fmt: skip
    assert rows.pop(staff.name) == ("5a", "teaches Art, Music")
    assert set(rows.values()) == {()}


def test_a_year_that_overlaps_the_one_before_is_told_at_its_first_day(people, sign_in):
    factories.make_school_year(school=people.home.school)
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-preview", args=["plover", 2027])
    year = {"starts_on": "2027-08-30", "ends_on": "2028-08-31"}
    lessons = {"teaching_starts_on": "2027-09-01", "teaching_ends_on": "2028-06-15"}
    answer = browser.post(url, {**year, **lessons})
    assert answer.context["form"].errors == {"starts_on": ["The school years 2026/27 and 2027/28 overlap."]}


def test_the_school_decides_about_days_off(people, sign_in):
    """The calendar page leads to it; the dates are planned again, once."""
    told = []

    def hear(sender, **said):
        told.append((said["school"].weekend_policy, said["school"].month_rule))

    calendar_changed.connect(hear)
    try:
        browser = sign_in(people.home.user("secretary"))
        url = reverse("schools:calendar-policies", args=["plover"])
        assert f'<a href="{url}">' in browser.get(reverse("schools:calendar", args=["plover"])).content.decode()
        body = {"weekend_policy": "previous", "month_rule": "all"}
        for key in ("k1", "k1", "k2"):
            saved = browser.post(url, {**body, "form_key": key})
            assert (saved.status_code, saved.url) == (303, reverse("schools:calendar", args=["plover"]))
    finally:
        calendar_changed.disconnect(hear)
    school = School.objects.get(slug="plover")
    assert (school.weekend_policy, school.month_rule) == ("previous", "all")
    assert told == [("previous", "all")]
    assert AuditEvent.objects.filter(verb="school.policies_set").count() == 1
    wrong = browser.post(url, {"weekend_policy": "sometimes", "month_rule": "all"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["weekend_policy"])


def test_somebody_else_changed_the_calendar_meanwhile(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    shown = browser.post(url, YEAR)
    factories.make_school_year(school=people.home.school)
    body = {**YEAR, "form_key": hidden(shown, "form_key"), "state": hidden(shown, "state"), "save": "1"}
    late = browser.post(url, body)
    text = late.content.decode()
    assert late.status_code == 409
    assert "Somebody else has changed the calendar meanwhile." in text
    assert "Trimester 1 of 2026/27 begins" in text
    assert school_calendar(people.home.school).years[0].terms == ()
    again = browser.post(url, {**body, "state": hidden(late, "state"), "form_key": hidden(late, "form_key")})
    assert again.status_code == 303
    assert len(school_calendar(people.home.school).years[0].terms) == 2


def test_dates_that_nobody_was_shown_are_not_saved(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    shown = browser.post(url, YEAR)
    other = {**YEAR, "trimester-2-ends": "2027-03-05", "form_key": "k", "save": "1"}
    for state in ("", hidden(shown, "state"), hidden(shown, "state").partition(".")[0]):
        late = browser.post(url, {**other, "state": state})
        assert late.status_code == 409
        assert SchoolYear.objects.count() == 0
    assert "5 March 2027" in late.content.decode()
    words = ("These are other dates than those you were shown. Below stands what they would do.", "")
    assert late.context["error_list"] == [words]
    kept = {**other, "state": hidden(late, "state"), "form_key": hidden(late, "form_key")}
    assert browser.post(url, kept).status_code == 303
    assert school_calendar(people.home.school).years[0].terms[1].ends_on == date(2027, 3, 5)


def test_days_off_are_looked_at_and_then_saved(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-closures", args=["plover"])
    body = {
        "days-TOTAL_FORMS": "2",
        "days-INITIAL_FORMS": "0",
        "days-0-kind": "day_off",
        "days-0-name": "Heating",
        "days-0-starts_on": "2026-11-03",
        "days-0-ends_on": "",
        "days-1-kind": "break",
        "days-1-name": "",
        "days-1-starts_on": "",
        "days-1-ends_on": "",
    }
    shown = browser.post(url, body)
    assert "3 November 2026" in shown.content.decode()
    assert Closure.objects.count() == 0
    key, state = hidden(shown, "form_key"), hidden(shown, "state")
    assert browser.post(url, {**body, "form_key": key, "state": state, "save": "1"}).status_code == 303
    assert [(one.name, one.starts_on, one.ends_on) for one in Closure.objects.all()] == [
        ("Heating", date(2026, 11, 3), date(2026, 11, 3))
    ]
    backwards = browser.post(url, {**body, "days-0-ends_on": "2026-11-01"})
    assert backwards.status_code == 422


def test_days_off_sent_fifty_times_are_saved_once_and_answered_alike(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-closures", args=["plover"])
    services.save_closures(
        school=people.home.school,
        drafts=[ClosureDraft("day_off", "Heating", date(2026, 11, 3), date(2026, 11, 3))],
        by=BY,
        now=NOW,
    )
    empty = {"kind": "break", "name": "", "starts_on": "", "ends_on": ""}
    rows = [
        {"kind": "day_off", "name": "Heating", "starts_on": "2026-11-03", "ends_on": "2026-11-03"},
        empty,  # what is saved below takes this row's place in the list
        empty,
        {**empty, "name": "Rest", "starts_on": "2027-03-03"},
    ]
    body = {"days-TOTAL_FORMS": "4", "days-INITIAL_FORMS": "1"}
    body |= {f"days-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    moves = browser.post(url, body)
    body |= {"form_key": hidden(moves, "form_key"), "state": hidden(moves, "state"), "save": "1"}
    answers = [browser.post(url, body) for _time in range(50)]
    assert {(answer.status_code, answer.get("Location")) for answer in answers} == {
        (303, reverse("schools:calendar", args=["plover"]))
    }
    assert list(Closure.objects.order_by("starts_on").values_list("name", flat=True)) == ["Heating", "Rest"]


def test_inviting_twice_mails_once_and_says_so(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    services.start_school(school=people.home.school, by=BY, now=NOW)
    person = factories.make_person(school=people.home.school, email="new@plover.example")
    url = reverse("schools:people-invite", args=["plover"])
    said = []
    for key in ("first", "second"):
        page = browser.post(url, {"person": person.public_id, "form_key": key}, follow=True)
        said.append([str(message) for message in page.context["messages"]])
    assert said == [
        ["1 invitation is on its way."],
        ["Nobody is invited again: an invitation can be sent anew after ten minutes."],
    ]
    assert OutboxMessage.objects.filter(to="new@plover.example").count() == 1


def test_classes_with_other_dates(people, sign_in):
    year = factories.make_school_year(school=people.home.school)
    factories.make_class(school=people.home.school, year=year, name="1a")
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:calendar-classes", args=["plover", 2026])
    body = {
        "ends-TOTAL_FORMS": "1",
        "ends-INITIAL_FORMS": "0",
        "ends-0-classes": "1a",
        "ends-0-what": "",
        "ends-0-ends_on": "2027-06-08",
    }
    shown = browser.post(url, body)
    state = hidden(shown, "state")
    assert browser.post(url, {**body, "state": state, "save": "1"}).status_code == 303
    assert [(end.group.name, end.term, end.ends_on) for end in year.period_ends.all()] == [
        ("1a", None, date(2027, 6, 8))
    ]
    assert browser.post(url, {**body, "ends-0-classes": "9z"}).status_code == 422
    assert browser.get(reverse("schools:calendar-classes", args=["plover", 2031])).status_code == 404


@pytest.mark.parametrize(("language", "name"), [("en", "en:Christmas Eve"), ("fi", "lt:Kūčių diena")])
def test_a_holiday_says_in_which_language_it_is_named(people, sign_in, language, name):
    """WCAG 3.1.2: a Lithuanian holiday has no Finnish name, so its own stands there and says so."""
    user = people.home.user("staff")
    User.objects.filter(pk=user.pk).update(language=language)
    text = sign_in(user).get(reverse("schools:calendar-year", args=["plover", 2026])).content.decode()
    assert f'<html lang="{language}"' in text
    named = [":".join(pair) for pair in re.findall(r'<dd lang="(\w+)">([^<]+)</dd>', text)]
    assert [one for one in named if one == name] == [name]
    assert {one.partition(":")[0] for one in named} == {name.partition(":")[0]}


def test_staff_may_look_at_the_calendar_and_not_change_it(people, sign_in):
    browser = sign_in(people.home.user("staff"))
    page = browser.get(reverse("schools:calendar-year", args=["plover", 2027])).content.decode()
    assert "See what moves" not in page
    assert browser.post(reverse("schools:calendar-preview", args=["plover", 2026]), YEAR).status_code == 403
    assert browser.get(reverse("schools:calendar-closures", args=["plover"])).status_code == 403
    policies = reverse("schools:calendar-policies", args=["plover"])
    assert policies not in page
    body = {"weekend_policy": "next", "month_rule": "all"}
    assert [browser.get(policies).status_code, browser.post(policies, body).status_code] == [403, 403]
    assert School.objects.get(slug="plover").weekend_policy == "none"


def test_staff_are_pasted_looked_at_and_written(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("roles:people-preview", args=["plover"])
    text = "Rasa,Alder,rasa@plover.example\nTomas,Ash,wrong"
    shown = browser.post(url, {"text": text})
    assert "“wrong” is not an e-mail address." in shown.content.decode()
    assert "Look again with these answers" in shown.content.decode()
    answered = browser.post(url, {"text": text, "out": "2", "form_key": hidden(shown, "form_key")})
    assert "Write 1 change" in answered.content.decode()
    body = {"text": text, "out": "2", "state": hidden(answered, "state"), "form_key": "k", "save": "1"}
    early = browser.post(url, {**body, "out": ""})
    assert (early.status_code, "Nothing is written yet" in early.content.decode()) == (422, True)
    written = browser.post(url, body)
    assert (written.status_code, written.url) == (303, reverse("schools:people", args=["plover"]))
    assert browser.post(url, body).url == written.url
    assert Person.objects.filter(email="rasa@plover.example").count() == 1
    assert OutboxMessage.objects.count() == 0


def test_people_who_changed_meanwhile(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("roles:people-preview", args=["plover"])
    shown = browser.post(url, {"text": "Rasa,Alder,rasa@plover.example"})
    factories.make_person(school=people.home.school)
    late = browser.post(
        url, {"text": "Rasa,Alder,rasa@plover.example", "state": hidden(shown, "state"), "form_key": "k", "save": "1"}
    )
    assert late.status_code == 409
    assert "Somebody else has changed the people meanwhile." in late.content.decode()
    assert Person.objects.filter(email="rasa@plover.example").count() == 0


def test_nothing_to_paste(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("roles:people-preview", args=["plover"])
    assert browser.post(url, {"text": " "}).status_code == 422
    assert browser.post(url, {"text": "Given name,Family name"}).status_code == 422
    many = "\n".join(f"G{n},F{n}" for n in range(501))
    assert "more than 500 rows" in browser.post(url, {"text": many}).content.decode()


def test_the_list_shows_only_the_own_school(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    text = browser.get(reverse("schools:people", args=["plover"])).content.decode()
    assert "PloverSecretary" in text
    assert [canary for canary in (cast.SISTER, cast.STRANGER) if canary in text] == []
    foreign = people.stranger.principal.public_id
    assert browser.get(reverse("schools:people-person", args=["plover", foreign])).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_asks_the_same_questions(people, sign_in, count, django_assert_num_queries):
    browser = sign_in(people.home.user("principal"))
    factories.make_school_year(school=people.home.school)
    for _ in range(count):
        factories.make_person(school=people.home.school, family_name="Zander")
    browser.get(reverse("schools:people", args=["plover"]))
    with django_assert_num_queries(PEOPLE_QUERIES):
        browser.get(reverse("schools:people", args=["plover"]))


def test_nobody_is_invited_before_start(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:people-invite", args=["plover"])
    assert browser.post(url, {"form_key": "k1"}).url == reverse("schools:people", args=["plover"])
    assert OutboxMessage.objects.count() == 0
    services.start_school(school=people.home.school, by=BY, now=NOW)
    browser.post(url, {"form_key": "k2"})
    invited = set(OutboxMessage.objects.values_list("to", flat=True))
    # Everybody who has not signed in yet; the principal just has.
    assert invited == {
        f"{level}@plover.example" for level in ("staff", "it", "secretary", "handler", "data_protection")
    }
    assert Membership.objects.filter(school=people.home.school).count() == 6


def test_one_person_is_invited(people, sign_in):
    services.start_school(school=people.home.school, by=BY, now=NOW)
    browser = sign_in(people.home.user("principal"))
    body = {"person": people.home.staff.public_id, "form_key": "k"}
    browser.post(reverse("schools:people-invite", args=["plover"]), body)
    strange = {"person": people.stranger.staff.public_id, "form_key": "k2"}
    browser.post(reverse("schools:people-invite", args=["plover"]), strange)
    assert list(OutboxMessage.objects.values_list("to", flat=True)) == ["staff@plover.example"]


def test_a_person_is_corrected_and_leaves(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    staff = people.home.staff
    args = ["plover", staff.public_id]
    body = {"given_name": "New", "family_name": "Name", "email": "staff@plover.example", "job_title": "librarian"}
    assert browser.post(reverse("schools:people-person-save", args=args), body).status_code == 303
    staff.refresh_from_db()
    assert (staff.name, staff.job_title) == ("New Name", "librarian")
    leave = reverse("schools:people-person-leave", args=args)
    assert browser.post(leave, {"last_day": "no date"}).status_code == 422
    browser.post(leave, {"last_day": "2026-12-31"})
    assert Membership.objects.get(user=staff.user).ends_on == date(2026, 12, 31)
    level = reverse("schools:people-person-level", args=args)
    assert browser.post(level, {"level": "operator"}).status_code == 422
    browser.post(level, {"level": "it"})
    current = Membership.objects.current(date(2026, 9, 2)).filter(user=staff.user)
    assert list(current.values_list("level", flat=True)) == ["it"]


def test_a_secretary_cannot_correct_the_principal(people, sign_in):
    browser = sign_in(people.home.user("secretary"))
    head = people.home.principal
    args = ["plover", head.public_id]
    body = {"given_name": "X", "family_name": "Y", "email": "thief@plover.example", "job_title": ""}
    assert browser.post(reverse("schools:people-person-save", args=args), body).status_code == 403
    leave = reverse("schools:people-person-leave", args=args)
    assert browser.post(leave, {"last_day": "2026-09-01"}).status_code == 403
    own = ["plover", people.home.secretary.public_id]
    assert browser.post(reverse("schools:people-person-level", args=own), {"level": "principal"}).status_code == 422
    assert User.objects.get(pk=head.user.pk).email == "principal@plover.example"
    assert set(Membership.objects.filter(user=people.home.user("secretary")).values_list("level", flat=True)) == {
        "secretary"
    }


def ready_to_start(school):
    year = factories.make_school_year(school=school)
    services.save_terms(
        year=year,
        terms=[services_term("trimester", 1, date(2026, 9, 1), date(2026, 11, 27))],
        by=BY,
        now=NOW,
    )


def services_term(*args):
    from schools.school_calendars import TermDates

    return TermDates(*args)


def test_start_says_what_is_missing(people, sign_in):
    browser = sign_in(people.home.user("principal"))
    url = reverse("schools:start", args=["plover"])
    text = browser.get(url).content.decode()
    assert "the school year and its terms are not entered" in text
    assert "no job description is approved" in text
    browser.post(reverse("schools:start-now", args=["plover"]), {"word": "start", "form_key": "k"})
    assert School.objects.get(pk=people.home.school.pk).started_at is None
    ready_to_start(people.home.school)
    assert "the school year and its terms are not entered" not in browser.get(url).content.decode()


def test_staff_cannot_start(people, sign_in):
    browser = sign_in(people.home.user("secretary"))
    assert browser.get(reverse("schools:start", args=["plover"])).status_code == 403
    assert browser.post(reverse("schools:start-now", args=["plover"]), {"word": "start"}).status_code == 403


def test_the_owner_sees_what_each_school_needs(people, sign_in, django_assert_num_queries):
    services.start_school(school=people.sister.school, by=BY, now=NOW)
    browser = sign_in(people.owner_users["coordinator"])
    page = browser.get(reverse("owners:schools", args=["shore"]))
    assert heading(page) == "1 school has not started yet"
    text = page.content.decode()
    assert [canary for canary in cast.CANARIES if canary in text] == [cast.HOME, cast.SISTER]
    assert browser.get(reverse("owners:schools", args=["inland"])).status_code == 404
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("owners:schools", args=["shore"]))
    for number in range(4):
        factories.make_school(owner=people.owner, name=f"More {number}")
    with django_assert_num_queries(len(few)):
        browser.get(reverse("owners:schools", args=["shore"]))


def test_own_settings(people, sign_in):
    user = people.home.user("handler")
    browser = sign_in(user)
    url = reverse("schools:profile", args=["plover"])
    assert browser.post(url, {"language": "xx", "theme": ""}).status_code == 422
    assert browser.post(url, {"language": "lt", "theme": "dark"}).status_code == 303
    user.refresh_from_db()
    assert (user.language, user.theme) == ("lt", "dark")


def test_start_page_and_help(people, sign_in, client):
    assert heading(client.get(reverse("help"))) == "Help"
    assert heading(sign_in(people.nobody).get(reverse("start"))) == "Where to?"


def test_who_has_a_school_and_an_owner_chooses(people, sign_in):
    """One school or one owner is opened at once; with more, each stands there once, and nothing else."""
    user = people.home.user("principal")
    assert sign_in(user).get(reverse("start")).url == reverse("duties:today", args=["plover"])
    coordinator = people.owner_users["coordinator"]
    assert sign_in(coordinator).get(reverse("start")).url == reverse("owners:schools", args=["shore"])
    factories.grant(user=user, owner=people.owner, level="coordinator")
    factories.make_person(school=people.sister.school, user=user, level="staff")
    ended = factories.grant(user=user, owner=people.stranger.school.owner, level="officer")
    services.end_membership(membership=ended, last_day=date(2026, 8, 31), by=BY, now=NOW)
    page = sign_in(user).get(reverse("start"))
    assert heading(page) == "Where to?"
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'<a href="([^"]+)" lang="lt">([^<]+)</a>', main) == [
        ("/s/plover/today/", "Plover school"),
        ("/s/wagtail/today/", "Wagtail school"),
        ("/m/shore/schools/", "Shore municipality"),
    ]
    assert main.count("<a ") == 3


def test_the_people_page_says_when_the_invitation_of_somebody_who_comes_later_goes(people, sign_in):
    services.start_school(school=people.home.school, by=BY, now=NOW)
    person = factories.make_person(
        school=people.home.school, email="new@plover.example", starts_on=NOW.date() + timedelta(days=30)
    )
    browser = sign_in(people.home.user("principal"))
    body = {"person": person.public_id, "form_key": "k"}
    page = browser.post(reverse("schools:people-invite", args=["plover"]), body, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "1 person who is not here yet gets it 14 days before the first day."
    ]
    (chip,) = [row.chip for row in page.context["rows"] if row.email == person.email]
    days = [format_date(NOW.date() + timedelta(days=ahead), "en") for ahead in (30, 16)]
    assert chip == "comes on {}, the invitation goes on {}".format(*days)
    shown = browser.get(reverse("schools:people-person", args=["plover", person.public_id]))
    assert shown.context["invite_url"] == ""


def test_a_title_that_is_the_access_is_named_once(people, sign_in):
    person = people.home.user("principal").persons.get(school=people.home.school)
    for job_title, shown in (("PRINCIPAL", "PRINCIPAL"), ("Head of house", "Head of house · principal")):
        Person.objects.filter(pk=person.pk).update(job_title=job_title)
        page = sign_in(people.home.user("principal")).get(reverse("schools:people", args=["plover"]))
        rows = {row.name: row.title for row in page.context["rows"]}
        assert rows[person.name] == shown
