from datetime import UTC, datetime

import pytest

from schools.models import Owner, School

NOW = datetime(2026, 11, 4, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


def make_school(slug):
    owner = Owner.objects.create(slug=f"{slug}-owner", name="Owner", country="EE", language="et", created_at=NOW)
    return School.objects.create(
        owner=owner, slug=slug, name=slug, country="EE", language="et", time_zone="Europe/Tallinn", created_at=NOW
    )


@pytest.fixture
def school(db):
    return make_school("meie")


@pytest.fixture
def other_school(db):
    return make_school("nende")
