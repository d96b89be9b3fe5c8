"""What job descriptions say on other pages, in the places of ``schools/panels.py``.

Among the views, because the providers stand at the edge: they are asked by pages and read the clock for them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roles.models import Substitution
from roles.queries.pages import texts_waiting_for_act, waiting_for_act
from roles.queries.readings import reviews_of, reviews_waiting
from roles.queries.signings import signings_waiting_for
from roles.substitution_words import asked_of_me_words
from roles.views.words import act_label, waiting_words
from schools import panels
from schools.access import Access
from schools.access_rules import Permission
from schools.clock import today
from schools.models import Absence, Person, School
from schools.prepared import Prepared
from schools.words import format_range

SHOWN = 5


def register() -> None:
    """Fill the places."""
    panels.register("today-side", "roles.standing-in", standing_in, news=lambda _school, *asked: _unanswered(*asked))
    panels.register(
        "today-side",
        "roles.waiting-acts",
        waiting_acts,
        news=lambda school, _person, _on: texts_waiting_for_act(school),
    )
    panels.register(
        "today-side",
        "roles.waiting-reviews",
        waiting_reviews,
        news=lambda school, person, _on: reviews_waiting(school, person),
    )
    panels.register("today-side", "roles.signings", signings_beside, news=signings_waiting_for)
    panels.register("person", "roles.absences", absences_of)


def _unanswered(person: int, on: date) -> "QuerySet[Substitution]":
    return Substitution.objects.filter(
        substitute=person, accepted_at__isnull=True, refused_at__isnull=True, absence__ends_on__gte=on
    )


_OPEN = Prepared(
    lambda person, on: (
        _unanswered(person, on).select_related("absence__person", "role", "group").order_by("absence__starts_on", "pk")
    ),
    int,
    date,
)


def standing_in(
    school: School, subjects: Sequence[Person | None], context: Any
) -> Mapping[Person | None, list[tuple[str, str]]]:
    """Return what somebody is asked to stand in for and has not answered: (words, where the answer goes); one query."""
    person = subjects[0]
    asked = _OPEN.ask(person.pk, today(school.time_zone)) if person is not None else []
    language = get_language() or "en"
    rows = [
        (asked_of_me_words(one, language), reverse("roles:substitution-answer", args=[school.slug, one.public_id]))
        for one in asked
    ]
    return {person: rows} if rows else {}


def waiting_reviews(
    school: School, subjects: Sequence[Person | None], context: Access
) -> Mapping[Person | None, list[tuple[str, str]]]:
    """Return the texts that somebody gave to be read and has not reviewed: (name, address of the review); one query.

    Only for those who may edit (``context`` is the Access): nobody else gives a text, and a review leads to them alone.
    """
    person = subjects[0]
    if person is None or not context.can(Permission.ROLE_EDIT):
        return {}
    rows = [
        (name or _("The pasted text"), reverse("roles:reading", args=[school.slug, public_id]))
        for public_id, name in reviews_of(school, person)[:SHOWN]
    ]
    return {person: rows} if rows else {}


@dataclass(frozen=True)
class AbsencesOf:
    """When somebody is away, today or later: (days, address), and where another absence is noted."""

    rows: tuple[tuple[str, str], ...]
    new_url: str


def absences_of(school: School, people: Sequence[Person], context: Access) -> Mapping[Person, AbsencesOf]:
    """Return the absences of people for those who keep everybody's (``context`` is the Access); one query."""
    if not context.can_any(Permission.ABSENCE_MANAGE):
        return {}
    on, language = today(school.time_zone), get_language() or "en"
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Absence.objects.for_school(school).filter(person__in=[person.pk for person in people], ends_on__gte=on)
    for one in rows.order_by("starts_on", "pk"):
        url = reverse("roles:absence", args=[school.slug, one.public_id])
        found[one.person_id].append((format_range(one.starts_on, one.ends_on, language), url))
    return {
        person: AbsencesOf(tuple(found[person.pk]), reverse("roles:absence-new", args=[school.slug, person.public_id]))
        for person in people
    }


@dataclass(frozen=True)
class WaitingActs:
    """Approved texts that wait for their act: (words, address, label) of each, as roles/panels/waiting-acts.html."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


def waiting_acts(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, WaitingActs]:
    """Tell those who may approve (``context`` is the Access) which texts wait for signatures or an order; one query."""
    if not context.can(Permission.ROLE_APPROVE):
        return {}
    waiting = waiting_for_act(school)[:SHOWN]
    if not waiting:
        return {}
    rows = tuple(
        (
            _("%(title)s, version %(number)s: %(waits)s")
            % {"title": version.title, "number": version.number, "waits": waiting_words(version)},
            reverse("roles:version-force-act", args=[school.slug, version.role.code, version.number]),
            act_label(version),
        )
        for version in waiting
    )
    return dict.fromkeys(subjects, WaitingActs(_("Approved, not yet in force"), rows))


def signings_beside(
    school: School, subjects: Sequence[Person | None], context: Any
) -> Mapping[Person | None, list[tuple[str, str]]]:
    """Return the texts that wait for somebody's signature: (words, where it is given); one query.

    Their own as an employee, and the employer's where they are the principal or stand in for an absent one.
    """
    person = subjects[0]
    if person is None:
        return {}
    found = signings_waiting_for(school.pk, person.pk, today(school.time_zone))
    rows = [
        (
            _("%(title)s, version %(number)s") % {"title": one.version.title, "number": one.version.number}
            + (f": {one.person.name}" if one.person_id != person.pk else ""),
            reverse("roles:signing", args=[school.slug, one.public_id]),
        )
        for one in found.select_related("version", "person").order_by("asked_at", "pk")[:SHOWN]
    ]
    return {person: rows} if rows else {}
