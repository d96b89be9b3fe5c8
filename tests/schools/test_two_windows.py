"""Two windows on one person: the later one who saves undoes nothing without knowing it, and loses nothing typed."""

import html
import re
import threading
import time
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from schools import services
from schools.access_levels import AccessLevel
from schools.models import GroupMember, Membership, Person
from schools.models.groups import GroupPart
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW
from tests.roles.pages import client_of

pytestmark = pytest.mark.django_db
_INPUT = re.compile(r"<input[^>]*>")


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def window(cast):
    return client_of(cast.home.user("principal"))


def attribute(tag, name):
    found = re.search(rf' {name}="([^"]*)"', tag)
    return html.unescape(found.group(1)) if found else ""


def form_on(page, action=""):
    """What a browser would send of one form of a page: each name with its values."""
    forms = re.findall(r'<form method="post"([^>]*)>(.*?)</form>', page.content.decode(), re.S)
    body = next(inside for head, inside in forms if attribute(head, "action") == action)
    sent = {}
    for tag in _INPUT.findall(body):
        if attribute(tag, "type") == "checkbox" and " checked" not in tag:
            continue
        if attribute(tag, "name") != "csrfmiddlewaretoken":
            sent.setdefault(attribute(tag, "name"), []).append(attribute(tag, "value"))
    for name, inside in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', body, re.S):
        chosen = [attribute(tag, "value") for tag in re.findall(r"<option[^>]*>", inside) if " selected" in tag]
        sent[name] = chosen or [""]
    return sent


def said(page):
    """What stands in the summary of errors."""
    found = re.search(r'<div class="errors".*?<ul>(.*?)</ul>', page.content.decode(), re.S)
    return [html.unescape(re.sub("<[^>]+>", "", one)) for one in re.findall(r"<li>(.*?)</li>", found.group(1), re.S)]


KEPT = "Somebody else has saved this page meanwhile. What you typed is kept: look, and save again."


def test_a_title_that_was_saved_meanwhile_stays_when_another_window_saves_the_name(cast, window):
    staff = cast.home.staff
    address = reverse("schools:people-person", args=["plover", staff.public_id])
    save = f"{address}save/"
    first, second = form_on(window.get(address), save), form_on(window.get(address), save)
    assert window.post(save, first | {"job_title": ["Librarian"]}).status_code == 303
    answer = window.post(save, second | {"family_name": ["Alder"]})
    assert answer.status_code == 409
    theirs = "Somebody else has saved “Librarian” in place of “Plover staff” meanwhile; it stands here now."
    assert said(answer) == [KEPT, f"Title: {theirs}"]
    assert Person.objects.get(pk=staff.pk).family_name == staff.family_name
    again = form_on(answer, save)
    assert (again["family_name"], again["job_title"]) == (["Alder"], ["Librarian"])
    assert window.post(save, again).status_code == 303
    now = Person.objects.get(pk=staff.pk)
    assert (now.family_name, now.job_title) == ("Alder", "Librarian")


def test_a_field_that_both_changed_keeps_what_was_typed_beside_what_the_other_wrote(cast, window):
    staff = cast.home.staff
    address = reverse("schools:people-person", args=["plover", staff.public_id])
    save = f"{address}save/"
    shown = form_on(window.get(address), save)
    window.post(save, shown | {"job_title": ["Librarian"], "starts_on": ["2026-08-01"]})
    answer = window.post(save, shown | {"job_title": ["Archivist"], "starts_on": ["1.8.2026"]})
    theirs = "Somebody else has saved “Librarian” here meanwhile. To keep what you chose, save again."
    assert (answer.status_code, said(answer)) == (409, [KEPT, f"Title: {theirs}"])  # of one day both say the same
    assert Person.objects.get(pk=staff.pk).job_title == "Librarian"
    assert window.post(save, form_on(answer, save)).status_code == 303
    assert Person.objects.get(pk=staff.pk).job_title == "Archivist"


def test_the_same_saved_twice_and_broken_words_of_what_was_seen_are_no_quarrel(cast, window):
    staff = cast.home.staff
    address = reverse("schools:people-person", args=["plover", staff.public_id])
    save = f"{address}save/"
    sent = form_on(window.get(address), save) | {"job_title": ["Librarian"]}
    odd = ["", "[]", "[" * 5000, "no", '{"job_title": {"a": 1}, "x": 2}'[:20], "3"]
    assert [window.post(save, sent).status_code for _time in range(2)] == [303, 303]
    assert [window.post(save, sent | {"seen": [words]}).status_code for words in odd] == [303] * 6


def test_access_that_was_changed_meanwhile_is_told(cast, window):
    staff = cast.home.staff
    address = reverse("schools:people-person", args=["plover", staff.public_id])
    save = f"{address}level/"
    first, second = form_on(window.get(address), save), form_on(window.get(address), save)
    assert (first["level"], window.post(save, first | {"level": ["it"]}).status_code) == (["staff"], 303)
    answer = window.post(save, second | {"level": ["secretary"]})
    label = AccessLevel.IT.label
    theirs = f"Somebody else has saved “{label}” here meanwhile. To keep what you chose, save again."
    assert (answer.status_code, said(answer)) == (409, [KEPT, f"Access: {theirs}"])
    assert list(Membership.objects.current(date(2026, 9, 2)).filter(user=staff.user).levels()) == ["it"]
    assert window.post(save, form_on(answer, save)).status_code == 303
    assert list(Membership.objects.current(date(2026, 9, 2)).filter(user=staff.user).levels()) == ["secretary"]


def test_a_last_day_that_was_set_meanwhile_is_told(cast, window):
    staff = cast.home.staff
    address = reverse("schools:people-person", args=["plover", staff.public_id])
    save = f"{address}leave/"
    shown = form_on(window.get(address), save)
    assert window.post(save, shown | {"last_day": ["2026-12-31"]}).status_code == 303
    answer = window.post(save, shown | {"last_day": ["2027-01-31"]})
    theirs = "Somebody else has saved “2026-12-31” here meanwhile. To keep what you chose, save again."
    assert (answer.status_code, said(answer)) == (409, [KEPT, f"Last day: {theirs}"])
    assert Person.objects.get(pk=staff.pk).ends_on == date(2026, 12, 31)


def test_classes_and_subjects_that_were_changed_meanwhile_stay(cast, window):
    school, staff = cast.home.school, cast.home.staff
    year = factories.make_school_year(school=school)
    group = factories.make_class(school=school, year=year, name="5a")
    address = reverse("roles:person-places", args=["plover", staff.public_id])
    first, second = form_on(window.get(address)), form_on(window.get(address))
    assert window.post(address, first | {"classes": [group.public_id], "subjects": ["Music"]}).status_code == 303
    answer = window.post(address, second | {"subjects": ["Art"]})
    led = f"Somebody else has saved “5a: {staff.name}” in place of “–” meanwhile; it stands here now."
    taught = "Somebody else has saved “Music” here meanwhile. To keep what you chose, save again."
    assert (answer.status_code, said(answer)) == (409, [KEPT, f"Class teacher of: {led}", f"Teaches: {taught}"])
    assert leads_and_teaches(staff) == (["5a"], ["Music"])
    again = form_on(answer)
    assert (again["classes"], again["subjects"]) == ([group.public_id], ["Art"])
    assert window.post(address, again).status_code == 303
    assert leads_and_teaches(staff) == (["5a"], ["Art"])


def leads_and_teaches(person):
    open_ = GroupMember.objects.filter(person=person, ends_on__isnull=True).select_related("group")
    return (
        [one.group.name for one in open_ if one.part == GroupPart.CLASS_TEACHER],
        [one.group.subject for one in open_ if one.part == GroupPart.TEACHER],
    )


def test_what_a_list_wrote_meanwhile_is_told_too(cast, window):
    staff = cast.home.staff
    address = reverse("schools:people-person", args=["plover", staff.public_id])
    shown = form_on(window.get(address), f"{address}save/")
    draft = services.PersonDraft(staff.given_name, staff.family_name, staff.email, "Librarian", staff.starts_on)
    services.update_person(person=staff, draft=draft, by=BY, now=NOW)
    assert window.post(f"{address}save/", shown).status_code == 409
    assert Person.objects.get(pk=staff.pk).job_title == "Librarian"


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")  # SQLite lets one transaction write at a time
def test_of_two_who_save_in_one_moment_the_second_is_told(cast, window):
    staff, answers = cast.home.staff, []
    address = reverse("schools:people-person", args=["plover", staff.public_id])
    shown = form_on(window.get(address), f"{address}save/")

    def second():
        try:
            answers.append(window.post(f"{address}save/", shown | {"family_name": ["Alder"]}).status_code)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with services.in_turn(cast.home.school):
        draft = services.PersonDraft(staff.given_name, staff.family_name, staff.email, "Librarian", staff.starts_on)
        services.update_person(person=staff, draft=draft, by=BY, now=NOW)
        other.start()
        end = time.monotonic() + 20
        while not (has_waited := waits_for_a_lock()) and time.monotonic() < end:
            time.sleep(0.05)
    other.join()
    assert (has_waited, answers) == (True, [409])
    assert Person.objects.get(pk=staff.pk).job_title == "Librarian"
