"""Who signs for whom, and what is still to be signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from roles.models import (
    Awaits,
    FilledBy,
    InForceBy,
    Party,
    Role,
    RoleVersion,
    Signing,
    SigningState,
    Substitution,
)
from roles.queries.holders import holders, holders_on
from schools.access_levels import AccessLevel
from schools.models import Absence, Membership, Person, School

SHOWN = 200  # signings on one page of a list
PAPER_LEVELS = (AccessLevel.PRINCIPAL, AccessLevel.SECRETARY)


@dataclass(frozen=True)
class EmployerSigner:
    """Somebody who signs for the employer on a day; ``acting_for`` is the absent principal they stand in for."""

    person: Person
    acting_for: Person | None = None


def parties_of(version: RoleVersion) -> tuple[Party, ...]:
    """Return who signs a text, in their order; nobody where the employer's decision puts it in force."""
    found = {
        InForceBy.BOTH_SIGNATURES: (Party.EMPLOYER, Party.EMPLOYEE),
        InForceBy.ORDER: (Party.EMPLOYEE,),  # the principal's order is a document of its own
        InForceBy.DECISION: (),
    }
    return found[InForceBy(version.role.in_force_by)]


def employer_signers(school: School, *, on: date) -> list[EmployerSigner]:
    """Return who signs for the employer: the principals, and in place of an absent one whoever stands in in everything.

    At most six queries.
    """
    role = Role(school=school, filled_by=FilledBy.ACCESS_LEVEL, access_level=AccessLevel.PRINCIPAL)
    principals = [holder.person for holder in holders_on(role, on=on)]
    stand_ins = (
        Substitution.objects.accepted(on)
        .filter(absence__person__in=principals, role__isnull=True, group__isnull=True)
        .select_related("substitute", "absence__person")
        .order_by("pk")
    )
    acting = [EmployerSigner(row.substitute, row.absence.person) for row in stand_ins if row.substitute.is_present(on)]
    covered = {one.acting_for.pk for one in acting if one.acting_for}
    return [*(EmployerSigner(one) for one in principals if one.pk not in covered), *acting]


def employer_signer(school: School, person: Person | None, *, on: date) -> EmployerSigner | None:
    """Return how a person signs for the employer on a day, None when they do not."""
    if person is None:
        return None
    return next((one for one in employer_signers(school, on=on) if one.person.pk == person.pk), None)


def holds_post(signing: Signing, *, on: date) -> bool:
    """Whether the one who is asked is still at the school and holds the post."""
    if not signing.person.is_present(on):
        return False
    return any(holder.person.pk == signing.person_id for holder in holders_on(signing.version.role, on=on))


def signings_waiting_for(school: int, person: int, on: date) -> QuerySet[Signing]:
    """Return what waits for a person (keys): their own signature, or the employer's where they may give it."""
    memberships = Membership.objects.current(on).filter(user__persons=person, school=school)
    principal = memberships.filter(level=AccessLevel.PRINCIPAL)
    standing_in = Substitution.objects.accepted(on).filter(
        substitute=person, role__isnull=True, group__isnull=True, absence__person__school=school
    )
    replaced = Substitution.objects.accepted(on).filter(absence__person=person, role__isnull=True, group__isnull=True)
    of_principals = standing_in.filter(
        Exists(
            Membership.objects.current(on).filter(
                user__persons=OuterRef("absence__person"), school=school, level=AccessLevel.PRINCIPAL
            )
        )
    )
    as_employer = Q(awaits=Awaits.EMPLOYER) & (Exists(principal) & ~Exists(replaced) | Exists(of_principals))
    return Signing.objects.filter(
        Q(person=person, awaits=Awaits.EMPLOYEE) | as_employer & ~Q(person=person),
        version__role__school=school,
        state=SigningState.WAITING,
    )


@dataclass(frozen=True)
class SigningLine:
    """A signing on a page. ``has_left``: whoever is asked no longer holds the post; ``away_until``: their absence."""

    signing: Signing
    has_left: bool = False
    away_until: date | None = None


@dataclass(frozen=True)
class SigningList:
    """A school's signings: those that wait or were declined, and those that are signed."""

    open: tuple[SigningLine, ...]
    signed: tuple[Signing, ...]


def signing_list(school: School, *, on: date) -> SigningList:
    """Return who has not signed yet, and who has, the newest first; nine queries at most."""
    rows = Signing.objects.for_school(school).select_related("version__role__school", "person__user", "brought_by")
    still = rows.filter(state__in=[SigningState.WAITING, SigningState.DECLINED]).order_by("asked_at", "pk")[:SHOWN]
    signed = rows.filter(state=SigningState.SIGNED).prefetch_related("signatures")
    waiting = list(still)
    held = _held(waiting, on)
    away = dict(
        Absence.objects.for_school(school)
        .filter(person__in=[row.person_id for row in waiting], starts_on__lte=on, ends_on__gte=on)
        .order_by("ends_on")
        .values_list("person", "ends_on")
    )
    lines = tuple(
        SigningLine(
            row,
            has_left=not row.person.is_present(on) or row.person_id not in held[row.version.role_id],
            away_until=away.get(row.person_id),
        )
        for row in waiting
    )
    return SigningList(lines, tuple(signed.order_by("-settled_at", "-pk")[:SHOWN]))


def _held(rows: Sequence[Signing], on: date) -> dict[int, set[int]]:
    roles = {row.version.role_id: row.version.role for row in rows}
    if not roles:
        return {}
    school = next(iter(roles.values())).school
    found = holders(roles=list(roles.values()), school=school, on=on)
    return {key: {holder.person.pk for holder in people} for key, people in found.items()}


def signings_of(version: RoleVersion) -> list[Signing]:
    """Return the signings of one text with their signatures, by names; two queries."""
    rows = Signing.objects.filter(version=version).select_related("person").prefetch_related("signatures")
    return list(rows.order_by("person__sort_key", "pk"))
