"""The door: no view runs unless its declared rule lets the request in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.decorators import sync_only_middleware

from schools.access import Access, access_in, access_of
from schools.access_rules import Rule, rule_of
from schools.clock import today
from schools.door import Door, door_of
from schools.models import Owner, Person, School


@sync_only_middleware
class AccessMiddleware:
    """Loads the school or owner of the URL, and what the one who asks may do there.

    Someone who does not belong gets the same 404 as for a school that does not exist;
    someone who belongs but lacks the right gets 403.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the work is done in process_view."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let in, send to sign in, or refuse."""
        rule = rule_of(view)
        if rule is None:
            raise Http404
        if rule.is_public:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if "school" in kwargs:
            _enter_school(request, kwargs["school"])
        elif "owner" in kwargs:
            _enter_owner(request, kwargs["owner"])
        elif rule.permission is not None:
            raise Http404
        _check(request, rule)
        return None


def _check(request: HttpRequest, rule: Rule) -> None:
    if rule.permission is not None and not request.access.can(rule.permission):  # type: ignore[attr-defined]
        raise PermissionDenied


def _enter_school(request: HttpRequest, slug: str) -> None:
    """No query of its own: what is known at the door came with the login (:mod:`schools.door`)."""
    door: Door | None = getattr(request.user, "door", None)
    if door is None or door.slug != slug:
        door = door_of(request.user.pk, slug)  # type: ignore[arg-type]
    school = door.school
    if school is None:
        raise Http404
    access = access_of(door.memberships, person=door.person, on=today(school.time_zone))
    if not access.levels:
        raise Http404
    _set(request, school=school, access=access, person=door.person)


def _enter_owner(request: HttpRequest, slug: str) -> None:
    owner = Owner.objects.filter(slug=slug).first()
    if owner is None:
        raise Http404
    access = access_in(user=request.user, owner=owner, on=today("UTC"))  # type: ignore[arg-type]
    if not access.levels:
        raise Http404
    _set(request, owner=owner, access=access)


def _set(request: HttpRequest, **attributes: School | Owner | Access | Person | None) -> None:
    for name, value in attributes.items():
        setattr(request, name, value)
