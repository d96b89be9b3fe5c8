"""Rows that are put back are those that were made, and nobody sees what another test did with them."""

import pytest
from django.apps import apps
from django.db import transaction

from duties.models import Occurrence
from roles.models import RoleVersion
from schools.models import Owner, Person, School
from tests import factories
from tests.cast import make_cast
from tests.duties.work import Work
from tests.remembered import remembered

MAKE = make_cast.__wrapped__
pytestmark = pytest.mark.django_db


def rows():
    """Every row of every table."""
    models = apps.get_models(include_auto_created=True)
    return {model: list(model._base_manager.order_by("pk").values()) for model in models}


def in_a_test_of_its_own(make, **how):
    """Return what was made and all rows; they are gone afterwards."""
    with transaction.atomic():
        found = make(**how), rows()
        transaction.set_rollback(True)
    return found


def people(cast):
    """Everybody of the three schools, with all that their objects know of their rows."""
    names = [field.attname for field in Person._meta.concrete_fields]
    everybody = [one for ensemble in (cast.home, cast.sister, cast.stranger) for one in ensemble.people.values()]
    return [[getattr(person, name) for name in names] for person in everybody]


def test_what_is_put_back_is_what_was_made():
    calls = []
    make = remembered(lambda **how: calls.append(how) or MAKE(**how))
    (first, first_rows), (second, second_rows) = (in_a_test_of_its_own(make, country="EE") for _time in range(2))
    assert calls == [{"country": "EE"}]
    assert second_rows == first_rows
    assert len(first_rows[School]) == 3
    assert people(second) == people(first)
    assert second.home.school.owner is second.owner
    in_a_test_of_its_own(make, country="FI")
    assert calls == [{"country": "EE"}, {"country": "FI"}]


def test_an_approved_text_with_its_work_is_put_back_too():
    calls = []
    make = remembered(lambda **how: calls.append(how) or Work.__wrapped__(**how))
    (first, first_rows), (second, second_rows) = (in_a_test_of_its_own(make, classes=1) for _time in range(2))
    assert calls == [{"classes": 1}]
    assert second_rows == first_rows
    assert (len(first_rows[RoleVersion]), len(first_rows[Occurrence]) > 1) == (1, True)
    assert (second.version, second.version.role.school) == (first.version, first.school)


def test_other_folders_have_other_files(settings, tmp_path):
    calls = []
    make = remembered(lambda **how: calls.append(how) or MAKE(**how))
    in_a_test_of_its_own(make)
    settings.FILES_DIR = tmp_path
    in_a_test_of_its_own(make)
    assert len(calls) == 2


def test_what_a_test_did_with_its_objects_and_rows_stays_its_own():
    make = remembered(MAKE)
    first, first_rows = in_a_test_of_its_own(make)
    with transaction.atomic():
        second = make()
        second.home.school.name = "Changed"
        second.home.school.save()
        transaction.set_rollback(True)
    third, third_rows = in_a_test_of_its_own(make)
    assert third_rows == first_rows
    assert third.home.school.name == first.home.school.name == "Plover school"


def test_beside_other_rows_it_is_made_anew():
    calls = []
    make = remembered(lambda **how: calls.append(how) or MAKE(**how))
    in_a_test_of_its_own(make)
    factories.make_owner(slug="other", name="Other")
    cast = make()
    assert len(calls) == 2
    assert sorted(Owner.objects.values_list("slug", flat=True)) == ["inland", "other", "shore"]
    assert cast.owner == Owner.objects.get(slug="shore")


@pytest.mark.django_db(transaction=True)
def test_where_rows_stay_it_is_made_anew():
    calls = []
    make = remembered(lambda **how: calls.append(how) or MAKE(**how))
    in_a_test_of_its_own(make)  # here its rows are remembered
    make()
    assert len(calls) == 2
