"""A sink for each test, and one starter of processes for all."""

import pytest
from django.conf import settings

from tests.kill.databases import environment
from tests.kill.starter import Starter
from tests.sink import running_sink


@pytest.fixture
def sink():
    with running_sink() as running:
        yield running


@pytest.fixture(scope="session")
def starter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("starter")
    # Which database it is, is all that its settings take from this address; each step has its own.
    is_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    url = "postgres://nobody@127.0.0.1:1/none" if is_postgres else f"sqlite:///{folder / 'none.sqlite3'}"
    starter = Starter(environment(folder, url), folder / "steps")
    try:
        yield starter
    finally:
        starter.close()
