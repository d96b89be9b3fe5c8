"""One after the other: what is compared with a school and then written must not change in between."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from schools.models import School


@contextmanager
def in_turn(school: School) -> Iterator[None]:
    """Let nobody else who asks for the same write to this school until the block has ended; one transaction."""
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        yield
