"""What duties add to the page of one's own settings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from schools.models import School


def reminders(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, list[tuple[str, str]]]:
    """Return the link to one's reminders for each login."""
    link = (_("Reminders"), reverse("duties:reminder-habit", kwargs={"school": school.slug}))
    return {subject: [link] for subject in subjects}
