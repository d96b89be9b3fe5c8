"""Who may do what. A head teacher should be able to read GRANTS.

Holding a post gives no access by itself; superusers operate the installation and open no school.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from schools.access_levels import SCHOOL_LEVELS, AccessLevel
from schools.access_rules import Permission
from schools.models import Membership, Owner, Person, School, User


class Reach(StrEnum):
    """How far a permission goes: everything, only one's own, or nothing.

    One's own is what one is the addressee or holder of, or what belongs to one's own class.
    """

    ANY = "any"
    OWN = "own"
    NONE = "none"


P, L = Permission, AccessLevel
ANY, OWN = Reach.ANY, Reach.OWN

# permission -> level -> reach; a level that is not named has none.
GRANTS: dict[Permission, dict[AccessLevel, Reach]] = {
    P.TODAY_VIEW: {
        L.STAFF: OWN, L.IT: OWN, L.SECRETARY: OWN, L.PRINCIPAL: OWN, L.HANDLER: OWN, L.DATA_PROTECTION: OWN,
    },
    P.DUTY_VIEW: {L.STAFF: OWN, L.IT: ANY, L.SECRETARY: ANY, L.PRINCIPAL: ANY, L.HANDLER: OWN, L.DATA_PROTECTION: OWN},
    P.DUTY_TICK: {L.STAFF: OWN, L.IT: OWN, L.SECRETARY: OWN, L.PRINCIPAL: ANY, L.HANDLER: OWN, L.DATA_PROTECTION: OWN},
    P.DUTY_WAIVE: {L.PRINCIPAL: ANY},
    P.DUTY_HAND_OVER: {L.STAFF: OWN, L.IT: OWN, L.SECRETARY: OWN, L.PRINCIPAL: ANY},
    P.DUTY_MANAGE: {L.PRINCIPAL: ANY},
    P.ROLE_VIEW: {
        L.STAFF: ANY, L.IT: ANY, L.SECRETARY: ANY, L.PRINCIPAL: ANY, L.HANDLER: ANY, L.DATA_PROTECTION: ANY,
    },
    P.ROLE_EDIT: {L.PRINCIPAL: ANY},
    P.ROLE_APPROVE: {L.PRINCIPAL: ANY},
    P.PEOPLE_VIEW: {L.IT: ANY, L.SECRETARY: ANY, L.PRINCIPAL: ANY},
    P.PEOPLE_MANAGE: {L.SECRETARY: ANY, L.PRINCIPAL: ANY},
    P.ABSENCE_MANAGE: {
        L.STAFF: OWN, L.IT: OWN, L.SECRETARY: ANY, L.PRINCIPAL: ANY, L.HANDLER: OWN, L.DATA_PROTECTION: OWN,
    },
    P.CALENDAR_VIEW: {
        L.STAFF: ANY, L.IT: ANY, L.SECRETARY: ANY, L.PRINCIPAL: ANY, L.HANDLER: ANY, L.DATA_PROTECTION: ANY,
    },
    P.CALENDAR_MANAGE: {L.SECRETARY: ANY, L.PRINCIPAL: ANY},
    P.SCHOOL_START: {L.PRINCIPAL: ANY},
    P.OWNER_VIEW: {L.COORDINATOR: ANY, L.OFFICER: ANY},
    P.OWNER_TEMPLATES: {L.COORDINATOR: ANY},
}  # fmt: skip


@dataclass(frozen=True)
class Access:
    """What the one who asks may do in the school or owner of the URL, on this day."""

    levels: frozenset[AccessLevel]

    def reach(self, permission: Permission) -> Reach:
        """Return the widest reach that any of the levels gives."""
        reaches = {GRANTS[permission].get(level, Reach.NONE) for level in self.levels}
        return next((reach for reach in (Reach.ANY, Reach.OWN) if reach in reaches), Reach.NONE)

    def can(self, permission: Permission) -> bool:
        """Whether the permission is given at all (any or own)."""
        return self.reach(permission) is not Reach.NONE

    def can_any(self, permission: Permission) -> bool:
        """Whether the permission is given for everything."""
        return self.reach(permission) is Reach.ANY


class SchoolRequest(HttpRequest):
    """A request inside a school: the middleware has set these."""

    user: User
    school: School
    person: Person | None
    access: Access
    htmx: HtmxDetails


class OwnerRequest(HttpRequest):
    """A request inside an owner: the middleware has set these."""

    user: User
    owner: Owner
    access: Access
    htmx: HtmxDetails


def access_of(memberships: Iterable[Membership], *, person: Person | None, on: date) -> Access:
    """Return what a login's memberships of one school or owner give on this day; ``person`` is its Person there.

    The Person's dates end access too: who has left on paper is out, whatever the memberships say.
    """
    if person is not None and not person.is_present(on):
        return Access(frozenset())
    return Access(
        frozenset(
            AccessLevel(one.level)
            for one in memberships
            if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)
        )
    )


def access_in(*, user: User, on: date, school: School | None = None, owner: Owner | None = None) -> Access:
    """Return what a login may do in a school or an owner on this day.

    The Person's dates end access too: who has left on paper is out, whatever the memberships say.
    """
    memberships = list(Membership.objects.filter(user=user, school=school, owner=owner))
    person = person_in(user=user, school=school) if school is not None and memberships else None
    return access_of(memberships, person=person, on=on)


def person_in(*, user: User, school: School) -> Person | None:
    """Return the login's Person in this school, if it has one."""
    return Person.objects.for_school(school).filter(user=user).first()


# Who manages people may not make somebody more powerful than they are themselves.
_LEVELS_GIVEN: dict[AccessLevel, frozenset[AccessLevel]] = {
    L.PRINCIPAL: frozenset(SCHOOL_LEVELS),
    L.SECRETARY: frozenset({L.STAFF, L.IT, L.SECRETARY}),
}


def levels_given_by(access: Access) -> frozenset[AccessLevel]:
    """Return the access levels that the one who asks may give to others, and whose holders they may correct."""
    return frozenset().union(*(_LEVELS_GIVEN.get(level, frozenset()) for level in access.levels))
