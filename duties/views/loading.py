"""What every view of the duties needs: who reads, and the row at an address with the right to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from duties.answering import Desk, desk_of
from duties.models import Duty, Occurrence
from duties.queries.duty import duty_at
from duties.queries.occurrence import occurrence_at
from duties.queries.rows import Reader
from schools.access import SchoolRequest
from schools.access_rules import Permission
from schools.clock import now, today
from schools.see_other import see_other

LONGEST_NUMBER = 4


@dataclass(frozen=True)
class Loaded:
    """An occurrence and on whose desk it lies: ``is_own`` says that it is the asker's."""

    row: Occurrence
    desk: Desk | None
    is_own: bool


def reader_of(request: SchoolRequest) -> Reader:
    """Return for whom words are made."""
    return Reader(request.school, today(request.school.time_zone), now(), get_language() or "en")


def load_occurrence(
    request: SchoolRequest,
    reader: Reader,
    permission: Permission,
    duty: str,
    period: str,
    slot: str,
    *,
    or_handed_by: bool = False,
) -> Loaded:
    """Return the occurrence at an address: 404 when this school has none, 403 when it is another's and may not be.

    ``or_handed_by`` lets in whoever has handed it over, too.
    """
    row = occurrence_at(request.school, duty, period, slot)
    if row is None:
        raise Http404
    desk = desk_of(request.person, on=reader.on) if request.person is not None else None
    is_own = desk is not None and desk.holds(row)
    handed = or_handed_by and request.person is not None and row.handed_by_id == request.person.pk
    if not is_own and not handed and not request.access.can_any(permission):
        raise PermissionDenied
    return Loaded(row, desk, is_own)


def load_duty(request: SchoolRequest, public_id: str) -> Duty:
    """Return a duty of this school, or 404."""
    duty = duty_at(request.school, public_id)
    if duty is None:
        raise Http404
    return duty


def number_of(value: str | None, default: int | None = None) -> int | None:
    """Return a small whole number from an address or a form, or the default for anything else."""
    if value and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER:
        return int(value)
    return default


def page_of(request: SchoolRequest) -> int:
    """Return the page asked for, from 1 on."""
    return max(number_of(request.GET.get("page"), 1) or 1, 1)


def back_to(request: SchoolRequest, otherwise: str) -> HttpResponse:
    """Answer 303 to the own page that the form named, or to another."""
    return see_other(own_page(request.POST.get("next", ""), otherwise))


def own_page(wanted: str, otherwise: str) -> str:
    """Return the address that a form named when it is one of ours, or the other one."""
    is_own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_own else otherwise


def switch_of(request: SchoolRequest, current: str) -> list[tuple[str, str, bool]]:
    """Return the views of Today that this person may open."""
    kwargs: dict[str, Any] = {"school": request.school.slug}
    views = [(_("My duties"), "today")]
    if request.access.can_any(Permission.DUTY_VIEW):
        views.append((_("Whole school"), "school"))
    views.append((_("School year"), "year"))
    return [(label, reverse(f"duties:{name}", kwargs=kwargs), name == current) for label, name in views]


def crumbs_of(request: SchoolRequest, *steps: tuple[str, str]) -> Sequence[tuple[str, str]]:
    """Return where one is, below Today."""
    return [(_("Today"), reverse("duties:today", kwargs={"school": request.school.slug})), *steps]


def crumb_of(number: str, title: str) -> str:
    """Return how a duty is called where one is: by its clause; its words, which may be thirty, are the heading."""
    return _("Clause %(number)s") % {"number": number} if number else title
