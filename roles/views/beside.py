"""What job descriptions say beside Today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roles.queries.pages import waiting_for_act
from roles.views.words import waiting_words
from schools.access_rules import Permission
from schools.models import School

SHOWN = 5


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
            _("Record the act"),
        )
        for version in waiting
    )
    return dict.fromkeys(subjects, WaitingActs(_("Approved, not yet in force"), rows))
