"""What pages ask about people, and how far a school is from Start."""

from datetime import date, timedelta

import pytest

from schools.models import GroupMember, Person, User
from schools.queries import SignInState, person_lines, sign_in_state, staff_counts, staff_in_state
from schools.start_reading import start_steps
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 1)


@pytest.fixture
def school():
    """One of the staff in each state."""
    school = factories.make_school()
    made = {
        SignInState.LEFT: factories.make_person(
            school=school, family_name="Left", email="left@x.example", ends_on=ON - timedelta(days=1)
        ),
        SignInState.NO_ADDRESS: factories.make_person(school=school, family_name="No"),
        SignInState.NOT_INVITED: factories.make_person(school=school, family_name="Not", level="staff"),
        SignInState.INVITED: factories.make_person(school=school, family_name="Invited", level="it"),
        SignInState.ACTIVE: factories.make_person(school=school, family_name="Active", level="principal"),
    }
    Person.objects.filter(pk=made[SignInState.INVITED].pk).update(invited_at=NOW)
    User.objects.filter(pk=made[SignInState.ACTIVE].user_id).update(last_login=NOW)
    factories.make_person(school=factories.make_school(), family_name="Foreign", level="staff")
    return school


@pytest.mark.parametrize("state", SignInState)
def test_every_filter_finds_its_own(school, state):
    found = list(staff_in_state(school, ON, state))
    assert [sign_in_state(person, ON) for person in found] == [state]


def test_without_a_filter_who_left_is_left_out(school):
    assert [one.family_name for one in staff_in_state(school, ON, None)] == ["Active", "Invited", "No", "Not"]
    # The last day still counts.
    assert "Left" in [one.family_name for one in staff_in_state(school, ON - timedelta(days=1), None)]


def test_lines_know_levels_and_classes(school, django_assert_num_queries):
    active = Person.objects.get(family_name="Active")
    factories.make_class(school=school, name="5a", teachers=[active])
    ended = factories.make_class(school=school, name="6a", teachers=[active])
    GroupMember.objects.filter(group=ended).update(ends_on=ON - timedelta(days=1))
    people = list(staff_in_state(school, ON, None))
    with django_assert_num_queries(2):
        lines = person_lines(school, people, ON)
    assert [(one.person.family_name, one.levels, one.classes) for one in lines] == [
        ("Active", ("principal",), ("5a",)),
        ("Invited", ("it",), ()),
        ("No", (), ()),
        ("Not", ("staff",), ()),
    ]


def test_counts_of_many_schools_in_one_query(school, django_assert_num_queries):
    other = factories.make_school()
    factories.make_class(
        school=school, name="5a", teachers=[Person.objects.get(family_name="Not"), Person.objects.get(family_name="No")]
    )
    with django_assert_num_queries(1):
        counts = staff_counts([school, other], ON)
    own = counts[school.pk]
    assert (own.staff, own.with_email, own.signed_in, own.to_invite, own.class_teachers) == (4, 3, 1, 1, 2)
    assert counts[other.pk].staff == 0


def test_steps_follow_the_data():
    school = factories.make_school()

    def done():
        return {step.order: step.is_done for step in start_steps([school], ON)[school]}

    assert dict.fromkeys((10, 20, 30, 40), False).items() <= done().items()
    factories.make_school_year(school=school)
    assert done()[10] is False  # terms are missing
    factories.make_person(school=school)
    factories.make_person(school=school)
    assert done()[20] is True
    posts = {"it_specialist": "IT specialist", "class_teacher": "class teachers"}
    items = [factories.make_item("Fills in the list.", binds="class_teacher")]
    version = factories.load_small_document(school=school, posts=posts, items=items)
    assert (done()[30], done()[40]) == (False, False)
    factories.approve(version=version)
    assert done()[30] is True


def test_a_class_teacher_who_is_not_here_yet_is_counted_from_the_first_day():
    """The posts count who is here; the page Start must not say another number."""
    school = factories.make_school()
    here = factories.make_person(school=school)
    coming = factories.make_person(school=school, starts_on=ON + timedelta(days=30))
    factories.make_class(school=school, name="1a", teachers=[here])
    factories.make_class(school=school, name="1b", teachers=[coming])
    counts = [staff_counts([school], day)[school.pk].class_teachers for day in (ON, ON + timedelta(days=30))]
    assert counts == [1, 2]
