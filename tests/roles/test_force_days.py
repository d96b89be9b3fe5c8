"""Which text was in force on a day, and why."""

from datetime import date

import pytest
import time_machine

from roles.models import Role, RoleVersion
from roles.queries.pages import force_spans, span_on
from roles.services import new_draft
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW
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
def role(cast):
    """Version 1 holds from 24 August 2026, version 2 from 1 September, 3 waits for its act, 4 is a draft."""
    first = factories.load_small_document(school=cast.home.school)
    Role.objects.filter(pk=first.role_id).update(in_force_by="both_signatures")
    factories.approve(version=first, effective_on=date(2026, 8, 20), act_on=date(2026, 8, 24))
    for effective_on, act_on in ((date(2026, 9, 1), NOW.date()), (date(2026, 9, 20), None)):
        draft = new_draft(role=first.role, by=BY, now=NOW)
        factories.approve(version=draft, effective_on=effective_on, act_on=act_on)
    new_draft(role=first.role, by=BY, now=NOW)
    return first.role


def test_each_text_holds_until_the_day_before_the_next(role):
    spans = force_spans(RoleVersion.objects.filter(role=role))
    assert [(span.version.number, span.starts_on, span.last_on) for span in spans] == [
        (2, date(2026, 9, 1), None),
        (1, date(2026, 8, 24), date(2026, 8, 31)),
    ]
    days = {date(2026, 8, 23): None, date(2026, 8, 24): 1, date(2026, 8, 31): 1, date(2026, 9, 1): 2}
    found = {day: span_on(spans, day) for day in days}
    assert {day: span.version.number if span else None for day, span in found.items()} == days


def ask(cast, role, day, level="staff"):
    answer = client_of(cast.home.user(level)).get(url("role-detail", cast.home.school, role.code), {"on": day})
    return answer, words(answer)


def test_the_page_shows_the_text_of_the_day_and_says_why(cast, role):
    answer, page = ask(cast, role, "2026-08-30")
    assert answer.context["margin"] == 1
    assert answer.context["day_words"] == "On 30 August 2026 version 1 was in force."
    assert answer.context["day_why"] == (
        "The text names 20 August 2026. Put in force by: both signatures, 24 August 2026."
        " It holds from the later of the two days. Version 2 follows it on 1 September 2026."
    )
    assert answer.context["day_words"] in page


def test_before_the_first_text_there_was_none(cast, role):
    answer, _page = ask(cast, role, "2026-08-23")
    assert (answer.context["day_words"], answer.context["day_why"]) == (
        "On 23 August 2026 no text was in force yet.",
        "The first one, version 1, is in force from 24 August 2026.",
    )


def test_a_day_ahead_is_said_as_far_as_it_is_known(cast, role):
    answer, _page = ask(cast, role, "2027-01-01")
    assert answer.context["day_words"] == "On 1 January 2027 version 2 will be in force, as far as is known today."


def test_no_day_is_an_error_at_the_field(cast, role):
    answer, page = ask(cast, role, "soon")
    assert (answer.status_code, "day_words" in answer.context) == (422, False)
    assert "This is not a date." in page


def test_nothing_has_taken_force(cast):
    version = factories.load_small_document(school=cast.home.school)
    answer, _page = ask(cast, version.role, "2026-09-01", level="principal")
    assert answer.context["day_words"] == "On 1 September 2026 no text was in force; none has taken force yet."


def test_the_list_of_versions_says_from_when_to_when(cast, role):
    found = ask(cast, role, "2026-09-01", level="principal")[0].context["versions"]
    assert [(row["title"], row["words"]) for row in found] == [
        ("4", "draft"),
        ("3", "Approved, waits for both signatures"),
        ("2", "in force from 1 September 2026"),
        ("1", "in force from 24 August 2026 to 31 August 2026"),
    ]
