"""Who appears in tests: a school with its people, a second school of the same owner, a stranger's school.

Each school's names carry its own canary ("Plover", "Wagtail", "Bittern"): a string that may never appear in
another school's page, mail, log or export.
"""

from dataclasses import dataclass, field
from typing import Any

from schools.access_levels import OWNER_LEVELS, SCHOOL_LEVELS, AccessLevel
from tests import factories
from tests.remembered import remembered

HOME, SISTER, STRANGER = "Plover", "Wagtail", "Bittern"
CANARIES = (HOME, SISTER, STRANGER)


@dataclass
class Ensemble:
    """A school and its people: one Person with a login for each access level of a school."""

    canary: str
    school: Any
    people: dict[AccessLevel, Any] = field(default_factory=dict)

    def __getattr__(self, name):
        """``home.principal`` is the Person of that level."""
        try:
            return self.__dict__["people"][AccessLevel(name)]
        except (KeyError, ValueError):
            raise AttributeError(name) from None

    def user(self, level):
        """The login of this level."""
        return self.people[AccessLevel(level)].user


@dataclass
class Cast:
    """Everybody. ``owner_users`` are the logins of the owner of home and sister, by level."""

    owner: Any
    home: Ensemble
    sister: Ensemble
    stranger: Ensemble
    owner_users: dict[AccessLevel, Any]
    operator: Any
    nobody: Any  # a login without any access


def make_ensemble(*, canary, owner, levels=SCHOOL_LEVELS):
    """A school of this owner, all of whose names carry the canary."""
    school = factories.make_school(owner=owner, slug=canary.lower(), name=f"{canary} school")
    people = {
        level: factories.make_person(
            school=school,
            given_name=canary,
            family_name=f"{canary}{level.title().replace('_', '')}",
            email=f"{level}@{canary.lower()}.example",
            job_title=f"{canary} {level}",
            level=level,
        )
        for level in levels
    }
    return Ensemble(canary=canary, school=school, people=people)


@remembered
def make_cast(*, country="LT"):
    """Three schools of two owners, with their people."""
    owner = factories.make_owner(slug="shore", name="Shore municipality", country=country)
    other = factories.make_owner(slug="inland", name="Inland municipality", country=country)
    owner_users = {level: factories.make_user(email=f"{level}@shore.example") for level in OWNER_LEVELS}
    for level, user in owner_users.items():
        factories.grant(user=user, owner=owner, level=level)
    return Cast(
        owner=owner,
        home=make_ensemble(canary=HOME, owner=owner),
        sister=make_ensemble(canary=SISTER, owner=owner),
        stranger=make_ensemble(canary=STRANGER, owner=other),
        owner_users=owner_users,
        operator=factories.make_user(email="operator@kord.example", is_operator=True),
        nobody=factories.make_user(email="nobody@mail.example"),
    )
