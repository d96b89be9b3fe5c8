"""What the ground floor shows beside Today, in the places of ``schools/panels.py``.

Among the views, because the providers stand at the edge: they are asked by pages and read the clock for them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from schools import panels
from schools.access_rules import Permission
from schools.clock import today
from schools.models import School
from schools.panels import SideNote
from schools.start_reading import start_steps


def register() -> None:
    """Fill the places."""
    panels.register("today-side", "schools.start", not_started)


def not_started(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, SideNote]:
    """Lead those who may start the school (``context`` is the Access) to the next step, until Start is pressed."""
    if school.started_at is not None or not context.can(Permission.SCHOOL_START):
        return {}
    steps = start_steps([school], today(school.time_zone))[school]
    step = next((step for step in steps if not step.is_done), None)
    if step is None:
        text = gettext("Everything is ready: press Start.")
    else:
        text = gettext("Next step: “%(step)s”. %(words)s") % {"step": step.title, "words": step.words}
    note = SideNote(
        id="not-started",
        title=gettext("Your school has not started"),
        text=text,
        url=reverse("schools:start", args=[school.slug]),
        label=gettext("Go to Start"),
    )
    return dict.fromkeys(subjects, note)
