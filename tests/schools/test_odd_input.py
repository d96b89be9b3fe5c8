"""What nobody types: odd digits, far days, breaks in names. Refused or straightened in words, never a broken page."""

from datetime import date
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from roles.absence_forms import AbsenceForm
from roles.approval_forms import ApproveForm
from schools import services
from schools.forms import ClosureForm, DayField
from schools.line_words import one_line
from schools.models import Absence, Person
from schools.pasted_cells import MAX_CELL, cells_of
from schools.people_reading import day_of, percent_of
from schools.services import PersonDraft
from tests import cast, factories
from tests.factories import BY, NOW

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
    form = ApproveForm({"effective_on": day, "revision": "1"}, on=date(2026, 9, 1), is_change=False)
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


ODD = "\u202eRa\r\nsa\u2028\x07 \u200bA\u2066na\t"


@pytest.mark.parametrize(
    ("words", "line"),
    [(ODD, "Ra sa Ana"), ("Ra\u0301sa", "Ra\u0301sa"), ("می\u200cخواهم", "می\u200cخواهم"), ("\u202e\u0085", "")],
)
def test_names_are_lines_without_anything_unseen(words, line):
    assert one_line(words) == line


@pytest.mark.django_db
def test_what_is_called_by_a_name_keeps_no_unseen_letters():
    """Whatever the way: the services clean, so every form, list and command is meant."""
    school = factories.make_school(name=ODD, owner=factories.make_owner(name=ODD))
    draft = PersonDraft(given_name=ODD, family_name=ODD, job_title=ODD)
    person = services.add_person(school=school, draft=draft, by=BY, now=NOW)
    year = factories.make_school_year(school=school)
    (group,) = services.add_classes(year=year, names=[f"{ODD} 5a", "\u202e"], by=BY, now=NOW)
    role = factories.make_role(school=school, name=ODD)
    version = factories.load_small_document(school=school, title="Job \u202edescription", role_code="it_specialist")
    found = [school.name, school.owner.name, person.given_name, person.family_name, person.job_title, role.name]
    assert found == ["Ra sa Ana"] * 6
    assert (group.name, version.title) == ("Ra sa Ana 5a", "Job description")
    other = PersonDraft(given_name="Eve", family_name=f"{ODD}\n", job_title="")
    services.update_person(person=person, draft=other, by=BY, now=NOW)
    assert Person.objects.get().name == "Eve Ra sa Ana"


def test_a_form_for_one_person_and_a_list_understand_the_same_name(client, db):
    people = cast.make_cast()
    client.force_login(people.home.user("principal"))
    with time_machine.travel(NOW, tick=False):
        body = {"given_name": "A\r\nna\u202e", "family_name": "Ty\u2028rul", "form_key": "k" * 32}
        assert client.post(reverse("roles:person-new", args=["plover"]), body).status_code == 303
        seen = client.post(reverse("roles:people-preview", args=["plover"]), {"text": "A na\u202e\tTy rul\nB\tC"})
    assert Person.objects.get(family_name="Ty rul").given_name == "A na"
    assert "1 new, 0 changed" in seen.content.decode()
