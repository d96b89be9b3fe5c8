"""Where pages of duties are, as paths."""

from django.urls import reverse

from duties.models import Occurrence
from schools.models import School


def today_path(school: School) -> str:
    """Return the path of the school's first page."""
    return reverse("duties:today", kwargs={"school": school.slug})


def occurrence_path(occurrence: Occurrence) -> str:
    """Return the path of an occurrence's page; needs ``duty`` and ``school`` loaded."""
    return reverse(
        "duties:occurrence-detail",
        kwargs={
            "school": occurrence.school.slug,
            "duty": occurrence.duty.public_id,
            "period": occurrence.period_key,
            "slot": occurrence.slot,
        },
    )


def habit_path(school: School) -> str:
    """Return the path of the page on which people choose how they are reminded."""
    return reverse("duties:reminder-habit", kwargs={"school": school.slug})
