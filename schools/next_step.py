"""The first open step of a school that has not started, for the line that every page of its principal carries.

The page Start reads all steps with their words (``schools/start_steps.py``); this asks only which of them is the
first that is not done, in one query: every step says what it asks as expressions on the school (place "next-step").
The two agree, step by step (``tests/duties/test_next_step.py``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from schools import panels
from schools.models import Person, School, SchoolYear
from schools.models.spans import not_over

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class StepQuestion:
    """What one step asks of the data. ``order`` and ``title`` are those of its ``StartStep``.

    ``asks`` are expressions on School by their names, which differ between steps; ``is_done`` and ``url`` say from
    the answers whether the step is done and where it is done. ``pages`` are prefixes of the names of the pages on
    which somebody is doing it.
    """

    order: int
    title: str
    asks: Mapping[str, Any]
    is_done: Callable[[Answers], bool]
    url: Callable[[Answers], str]
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """Where the way to Start goes on. ``order`` is 0 when everything is ready and Start is what is left."""

    order: int
    title: str
    url: str
    pages: tuple[str, ...] = ()


def next_step(school: School, on: date) -> NextStep:
    """Return the first step that is not done; one query."""
    found = panels.collect("next-step", school, [school], on)[school]
    questions = sorted(
        [*_own(school, on), *(question for _code, more in found for question in more)], key=lambda one: one.order
    )
    asked = {f"asked_{name}": expression for question in questions for name, expression in question.asks.items()}
    row = School.objects.filter(pk=school.pk).values(**asked).first() or {}
    answers = {name.removeprefix("asked_"): value for name, value in row.items()}
    for question in questions:
        if not question.is_done(answers):
            return NextStep(question.order, question.title, question.url(answers), question.pages)
    return NextStep(0, gettext("Start"), reverse("schools:start", args=[school.slug]))


def _own(school: School, on: date) -> list[StepQuestion]:
    """The steps of this floor: the calendar of today, and more people than the one who was there first."""
    years = SchoolYear.objects.filter(school=OuterRef("pk"), starts_on__lte=on, ends_on__gte=on)
    staff = Person.objects.filter(not_over(on), school=OuterRef("pk")).staff().order_by()
    return [
        StepQuestion(
            order=10,
            title=gettext("School calendar"),
            asks={"calendar": Exists(years if school.is_office else years.filter(terms__isnull=False))},
            is_done=lambda answers: answers["calendar"],
            url=lambda _answers: reverse("schools:calendar", args=[school.slug]),
            pages=("schools:calendar",),
        ),
        StepQuestion(
            order=20,
            title=gettext("People"),
            asks={"second_person": Exists(staff[1:2])},
            is_done=lambda answers: answers["second_person"],
            url=lambda _answers: reverse("schools:people", args=[school.slug]),
            pages=("schools:people", "roles:people-preview", "roles:person-new"),
        ),
    ]
