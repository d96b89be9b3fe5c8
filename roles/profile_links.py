"""What job descriptions add to the page of one's own settings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from schools.models import School


def absences(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, list[tuple[str, str]]]:
    """Return the link to absences and standing in for each login; every level of a school may note its own."""
    link = (gettext("Absences"), reverse("roles:absences", kwargs={"school": school.slug}))
    return {subject: [link] for subject in subjects}
