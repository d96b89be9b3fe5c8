"""What nobody types: odd digits, far days, breaks in names. Refused or straightened in words, never a broken page."""

from datetime import date
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from roles.absence_forms import AbsenceForm
from roles.forms import ApproveForm
from schools.forms import ClosureForm, DayField
from schools.models import Absence, Person
from schools.pasted_cells import MAX_CELL, cells_of
from schools.people_reading import day_of, percent_of
from tests import cast
from tests.factories import NOW

ROW = "Given name\tFamily name\nAna\tTyrul"


@pytest.fixture
def paste(client, db):
    people = cast.make_cast()
    client.force_login(people.home.user("principal"))
    client.raise_request_exception = False
    with time_machine.travel(NOW, tick=False):
        # As a form sends it that has no file: its names may be as long as one likes.
        kind, url = "application/x-www-form-urlencoded", reverse("roles:people-preview", args=["plover"])
        yield lambda **fields: client.post(url, urlencode({"text": ROW, **fields}), content_type=kind)


@pytest.mark.parametrize("line", ["²", "9" * 5000, "-1", "٣", "2.0", " 2"])
def test_odd_line_numbers_leave_nothing_out(paste, line):
    answer = paste(out=line)
    assert (answer.status_code, "1 new, 0 changed" in answer.content.decode()) == (200, True)
    assert "0 new, 0 changed" in paste(out="2").content.decode()


@pytest.mark.parametrize("name", ["row-²", "row-" + "1" * 5000, "row-٣"])
def test_odd_names_of_answers_are_none(paste, name):
    answer = paste(**{name: "1:same"})
    assert (answer.status_code, "Ana" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("text", ['Ana\tTyrul\t"' + "x" * 200_000 + '"', "Ana\t" + "y" * 140_000])
def test_a_huge_cell_is_too_long_for_a_name(paste, text):
    answer = paste(text=text)
    assert answer.status_code == 200
    assert len(answer.content) < 10 * len(text)
    assert max(len(cell) for row in cells_of(text) for cell in row) == MAX_CELL


def test_lines_of_old_computers_are_lines():
    assert cells_of("Ana\tTyrul\rOna\tBerg\r\nEve\tSild") == [["Ana", "Tyrul"], ["Ona", "Berg"], ["Eve", "Sild"]]


@pytest.mark.parametrize("share", ["inf", "-inf", "nan", "1e400", "9" * 400])
def test_shares_that_are_no_numbers(share):
    with pytest.raises(ValueError, match=share):
        percent_of(share)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01"])
def test_far_days_are_slips(day):
    with pytest.raises(ValueError, match=day):
        day_of(day)
    form = ApproveForm({"effective_on": day, "revision": "1"}, on=date(2026, 9, 1))
    assert form.errors == {"effective_on": ["This day is too far away."]}
    assert isinstance(form.fields["effective_on"], DayField)


def test_the_nearest_days_are_taken():
    assert (day_of("1900-01-01"), day_of("31.12.2199")) == (date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(("ends_on", "errors"), [("2028-09-01", []), ("2028-09-02", ["ends_on"])])
def test_an_absence_lasts_two_years_at_most(ends_on, errors):
    assert list(AbsenceForm({"starts_on": "2026-09-01", "ends_on": ends_on}).errors) == errors


@pytest.mark.django_db
def test_an_absence_of_8000_years_is_not_kept(client):
    people = cast.make_cast()
    client.force_login(people.home.user("principal"))
    url = reverse("roles:absence-new", args=["plover", people.home.staff.public_id])
    far = client.post(url, {"starts_on": "1900-01-01", "ends_on": "9999-12-31", "form_key": "k"})
    assert (far.status_code, Absence.objects.count()) == (422, 0)
    assert "This day is too far away." in far.content.decode()


@pytest.mark.django_db
def test_breaks_in_names_become_spaces(client):
    people = cast.make_cast()
    client.force_login(people.home.user("principal"))
    staff = people.home.staff
    fields = {
        "given_name": "Ana\r\nBcc: x@y.example",
        "family_name": " Tyrul\u2028ė ",
        "job_title": "a\tb",
        "email": staff.email,
    }
    answer = client.post(reverse("schools:people-person-save", args=["plover", staff.public_id]), fields)
    assert answer.status_code == 303
    found = Person.objects.get(pk=staff.pk)
    assert (found.given_name, found.family_name, found.job_title) == ("Ana Bcc: x@y.example", "Tyrul ė", "a b")
    closure = ClosureForm({"kind": "break", "name": "Winter\r\nrest", "starts_on": "2027-02-01"})
    assert (closure.is_valid(), closure.cleaned_data["name"]) == (True, "Winter rest")
