"""Further rows on the calendar's pages: they are added by the form itself, with everything that was typed."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from schools import services
from schools.calendar_drafts import ClosureDraft
from schools.models import Closure, SchoolYear
from tests import cast
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db
TYPED = {
    "starts_on": "2026-09-01",
    "ends_on": "",
    "teaching_starts_on": "2026-09-0",
    "teaching_ends_on": "2027-06-11",
    "trimester-1-starts": "2026-09-02",
    "trimester-1-ends": "",
}


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel("2026-09-01T08:00:00Z", tick=False):
        yield


@pytest.fixture
def secretary(client):
    people = cast.make_cast()
    client.force_login(people.home.user("secretary"))
    return client, people.home.school


def typed_in(form):
    return {field.html_name: field.value() for field in form if field.value()}


def test_another_kind_of_term_keeps_what_is_typed(secretary):
    browser, _school = secretary
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    before = browser.get(reverse("schools:calendar-year", args=["plover", 2026])).content.decode()
    assert f'formaction="{url}#terms-h" formnovalidate name="more" value="quarter">' in before
    assert "?terms=" not in before
    # Without holidays, and not all of it filled in yet: none of this is an error now.
    shown = browser.post(url, {**TYPED, "form_key": "k1", "more": "quarter"})
    form = shown.context["form"]
    assert (shown.status_code, dict(form.errors), shown.context["is_with_breaks"]) == (200, {}, False)
    assert typed_in(form) == {name: value for name, value in TYPED.items() if value}
    assert [f"{kind}-{number}" for kind, number in form.term_names] == [
        *(f"trimester-{number}" for number in (1, 2, 3)),
        *(f"quarter-{number}" for number in (1, 2, 3, 4)),
    ]
    assert 'name="form_key" value="k1"' in shown.content.decode()
    again = browser.post(url, {**TYPED, "quarter-1-starts": "2026-09-01", "more": "half_year", "breaks": "yes"})
    assert typed_in(again.context["form"])["quarter-1-starts"] == "2026-09-01"
    assert {kind for kind, _number in again.context["form"].term_names} == {"trimester", "quarter", "half_year"}
    assert again.context["is_with_breaks"] is True
    assert SchoolYear.objects.count() == 0


def test_a_kind_of_term_that_is_none_adds_nothing(secretary):
    browser, _school = secretary
    url = reverse("schools:calendar-preview", args=["plover", 2026])
    shown = browser.post(url, {**TYPED, "more": "fortnight"})
    assert (shown.status_code, shown.context["form"].term_names) == (200, [("trimester", n) for n in (1, 2, 3)])


DAYS = {
    "days-TOTAL_FORMS": "4",
    "days-INITIAL_FORMS": "1",
    "days-0-kind": "day_off",
    "days-0-name": "Heating and water",
    "days-0-starts_on": "2026-11-03",
    "days-0-ends_on": "2026-11-03",
    "days-0-DELETE": "on",
    "days-1-kind": "break",
    "days-1-name": "",
    "days-1-starts_on": "2026-12-2",
    "days-1-ends_on": "",
    "days-2-kind": "day_off",
    "days-2-name": "Rest",
    "days-2-starts_on": "2027-03-03",
    "days-2-ends_on": "",
    "days-3-kind": "break",
    "days-3-name": "",
    "days-3-starts_on": "",
    "days-3-ends_on": "",
}


def test_more_rows_of_days_off_keep_what_is_typed(secretary):
    browser, school = secretary
    heating = ClosureDraft("day_off", "Heating", date(2026, 11, 3), date(2026, 11, 3))
    services.save_closures(school=school, drafts=[heating], by=BY, now=NOW)
    url = reverse("schools:calendar-closures", args=["plover"])
    assert 'formnovalidate name="more" value="rows">' in browser.get(url).content.decode()
    shown = browser.post(url, {**DAYS, "form_key": "k1", "more": "rows"})
    assert shown.status_code == 200
    assert (shown.context["error_list"], 'name="form_key" value="k1"' in shown.content.decode()) == ([], True)
    formset = shown.context["formset"]
    assert (formset.total_form_count(), formset.initial_form_count()) == (7, 1)
    body = {f"days-{name}": value for name, value in (("TOTAL_FORMS", "7"), ("INITIAL_FORMS", "1"))}
    for form in formset:
        assert form.errors == {}
        body |= {field.html_name: field.value() or "" for field in form}
    kept = {name: value for name, value in body.items() if name in DAYS and "_FORMS" not in name}
    assert kept.pop("days-0-DELETE") is True
    assert kept.pop("days-1-DELETE", "") == kept.pop("days-2-DELETE", "") == ""
    assert kept == {name: value for name, value in DAYS.items() if name in kept}
    # What the page shows is saved as if it had been there from the beginning.
    body = {name: value for name, value in body.items() if not (name.endswith("DELETE") and not value)}
    body |= {"days-0-DELETE": "on", "days-1-name": "Winter", "days-1-starts_on": "2026-12-23"}
    body |= {"days-6-name": "Fair", "days-6-starts_on": "2027-05-05"}
    moves = browser.post(url, body)
    assert (moves.status_code, moves.templates[0].name) == (200, "schools/calendar_moves.html")
    hidden = dict(moves.context["hidden"])
    saved = browser.post(url, {**hidden, "save": "1", "form_key": "k1"})
    assert saved.status_code == 303
    assert list(Closure.objects.order_by("starts_on").values_list("name", flat=True)) == ["Winter", "Rest", "Fair"]


def test_more_rows_end_somewhere(secretary):
    browser, _school = secretary
    url = reverse("schools:calendar-closures", args=["plover"])
    body = {"days-TOTAL_FORMS": "5000000", "days-INITIAL_FORMS": "0", "more": "rows"}
    shown = browser.post(url, body)
    assert (shown.status_code, shown.context["formset"].total_form_count()) == (200, 100)


def test_more_rows_of_classes_keep_what_is_typed(secretary):
    browser, school = secretary
    year = SchoolYear.objects.create(
        school=school,
        key="2026",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 8, 31),
        teaching_starts_on=date(2026, 9, 1),
        teaching_ends_on=date(2027, 6, 11),
    )
    url = reverse("schools:calendar-classes", args=["plover", int(year.key)])
    body = {
        "ends-TOTAL_FORMS": "3",
        "ends-INITIAL_FORMS": "0",
        "ends-0-classes": "77z",  # no class of the school: said when it is sent, not now
        "ends-0-what": "",
        "ends-0-ends_on": "2027-05-28",
        "more": "rows",
    }
    shown = browser.post(url, body)
    formset = shown.context["formset"]
    assert (shown.status_code, shown.context["error_list"], formset.total_form_count()) == (200, [], 6)
    assert [form["classes"].value() or "" for form in formset] == ["77z", "", "", "", "", ""]
    assert formset[0]["ends_on"].value() == "2027-05-28"
