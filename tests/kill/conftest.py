"""A sink for each test."""

import pytest

from tests.sink import running_sink


@pytest.fixture
def sink():
    with running_sink() as running:
        yield running
