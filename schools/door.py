"""One question at the door of a school: the login with its memberships, the school, its owner and its Person there."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from schools.models import Membership, Person, School, User
from schools.prepared import Prepared

_PERSON = tuple(field.attname for field in Person._meta.concrete_fields)


@dataclass(frozen=True)
class Door:
    """What is known of a login in the school with this slug. Without ``memberships`` there is no school for it."""

    slug: str
    memberships: Sequence[Membership] = ()
    school: School | None = None
    person: Person | None = None


def _memberships(slug: str, user_id: int) -> "QuerySet[Membership]":
    return (
        Membership.objects.filter(school__slug=slug, user=user_id)
        .select_related("user", "school__owner")
        .annotate(me=FilteredRelation("user__persons", condition=Q(user__persons__school=F("school"))))
        .annotate(**{f"me_{name}": F(f"me__{name}") for name in _PERSON})
    )


_AT_DOOR = Prepared(_memberships, str, int)


def door_of(user_id: int, slug: str) -> Door:
    """Return what is known of a login in a school; one query."""
    found: list[Membership] = _AT_DOOR.ask(slug, user_id)
    if not found:
        return Door(slug)
    person = None
    if getattr(found[0], "me_id") is not None:  # noqa: B009  (an annotation)
        person = Person.from_db("default", _PERSON, [getattr(found[0], f"me_{name}") for name in _PERSON])
        person.school, person.user = found[0].school, found[0].user  # type: ignore[assignment]
    return Door(slug, found, found[0].school, person)


_slug: ContextVar[str] = ContextVar("slug of the school that is asked for", default="")


class SchoolBackend(AuthenticationBackend):
    """Signs in as allauth does; reads the login of a request to a school together with its place there."""

    def get_user(self, user_id: int) -> User | None:
        """Return the login, if it is active."""
        if slug := _slug.get():
            door = door_of(user_id, slug)
            if door.memberships:
                user = door.memberships[0].user
                user.door = door  # type: ignore[attr-defined]
                return user if self.user_can_authenticate(user) else None
        return super().get_user(user_id)


class SchoolAuthenticationMiddleware(AuthenticationMiddleware):
    """Django's own, but the login is looked for where the URL leads; all that Django checks is checked by Django."""

    def process_request(self, request: HttpRequest) -> None:
        """Let the login be read when it is first asked for: after the URL is resolved."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: HttpRequest) -> User | AnonymousUser:
    """Return the login of the session; kept for the request under the name that Django's middleware uses."""
    if not hasattr(request, "_cached_user"):
        match = request.resolver_match
        token = _slug.set(str(match.kwargs.get("school", "")) if match is not None else "")
        try:
            request._cached_user = auth.get_user(request)  # type: ignore[attr-defined]
        finally:
            _slug.reset(token)
    return request._cached_user  # type: ignore[attr-defined]
