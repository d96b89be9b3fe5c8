"""People, their logins, access, classes and absences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from schools import audit
from schools.access_levels import OWNER_LEVELS, AccessLevel
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.invitation_days import invitation_at
from schools.line_words import one_line
from schools.models import (
    Group,
    GroupMember,
    Membership,
    OutboxMessage,
    Owner,
    Person,
    School,
    User,
)
from schools.models.delivery import LeasedState
from schools.models.groups import GroupPart
from schools.models.people import PersonKind
from schools.models.spans import not_over
from schools.notifications import INVITATION, send_invitation
from schools.services.principals import keep_a_principal, keep_a_principal_until
from schools.signals import groups_changed, person_left, staff_changed
from schools.sort_keys import sort_key


class LoginAddressError(ValueError):
    """The address belongs to a login that is in use; only that person can change it."""


@dataclass(frozen=True)
class PersonDraft:
    """What a row of the people table says; names and the title as lines without anything unseen."""

    given_name: str
    family_name: str
    email: str = ""
    job_title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        for name in ("given_name", "family_name", "job_title"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


@transaction.atomic
def add_user(
    *,
    email: str,
    by: Actor,
    now: datetime,
    language: str = "",
    password: str | None = None,
    is_operator: bool = False,
) -> User:
    """Return the login of this e-mail, made without a usable password if there was none."""
    existing = User.objects.filter(email__iexact=email).first()
    if existing is not None:
        return existing
    user = User(
        email=email.strip().lower(),
        language=language,
        is_superuser=is_operator,
        created_at=now,
    )
    user.set_password(password)
    user.save()
    audit.record(
        verb="user.added",
        scope=None,
        subject=user,
        data={"operator": is_operator},
        by=by,
        now=now,
    )
    return user


@transaction.atomic
def add_person(*, school: School, draft: PersonDraft, by: Actor, now: datetime) -> Person:
    """Add one of the staff, without login yet."""
    person = Person.objects.create(
        school=school,
        kind=PersonKind.STAFF,
        given_name=draft.given_name,
        family_name=draft.family_name,
        sort_key=sort_key(draft.family_name, draft.given_name, language=school.language),
        job_title=draft.job_title,
        email=draft.email.strip().lower(),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        created_at=now,
    )
    staff_changed.send(Person, school=school, by=by, now=now)
    audit.record(verb="person.added", scope=school, subject=person, by=by, now=now)
    return person


@transaction.atomic
def update_person(*, person: Person, draft: PersonDraft, by: Actor, now: datetime) -> Person:
    """Correct a person's name, title, address and first day; the last day is :func:`end_person`'s.

    Raises LoginAddressError for another address of somebody who has signed in already, or whose login stands in
    other schools too: whoever may correct a list must not be able to send a stranger the key to a login; and
    LastPrincipalError for a first day that lies ahead and would leave nobody else as principal until then.
    """
    if draft.starts_on is not None and draft.starts_on != person.starts_on:
        keep_a_principal_until(person, draft.starts_on, now=now)
    email = draft.email.strip().lower()
    if person.user is not None and email != person.user.email:
        _move_login(person, person.user, email, by=by, now=now)
    changed = sorted(
        name
        for name, value in (
            ("given_name", draft.given_name),
            ("family_name", draft.family_name),
            ("email", email),
            ("job_title", draft.job_title),
            ("starts_on", draft.starts_on),
        )
        if getattr(person, name) != value
    )
    person.given_name, person.family_name = draft.given_name, draft.family_name
    person.email, person.job_title, person.starts_on = email, draft.job_title, draft.starts_on
    person.sort_key = sort_key(draft.family_name, draft.given_name, language=person.school.language)
    person.save()
    if "starts_on" in changed:
        staff_changed.send(Person, school=person.school, by=by, now=now)
    if person.invited_at is not None and person.invited_at > now:
        person.invited_at = max(invitation_at(person.starts_on, person.school.time_zone), now)
        person.save(update_fields=["invited_at"])
        _move_invitation(person)
    audit.record(
        verb="person.corrected",
        scope=person.school,
        subject=person,
        data={"fields": changed},
        by=by,
        now=now,
    )
    return person


def _move_invitation(person: Person) -> None:
    """Let an invitation that waits follow the person's first day and address."""
    waiting = OutboxMessage.objects.filter(kind=INVITATION, person=person, state=LeasedState.WAITING)
    waiting.update(not_before=person.invited_at, to=person.user.email if person.user else person.email)


def _move_login(person: Person, user: User, email: str, *, by: Actor, now: datetime) -> None:
    """Let an unused login follow its corrected address; where a login has that address already, it makes room."""
    if not email or not is_unused(user, besides=person):
        raise LoginAddressError("The address belongs to a login that is in use.")
    if login_of(email) is None:
        user.email = email
        user.save(update_fields=["email"])
        return
    release_login(person=person, by=by, now=now)
    audit.record(verb="user.removed", scope=None, subject=user, by=by, now=now)
    user.delete()


def login_of(email: str) -> User | None:
    """Return the login with this address."""
    return User.objects.filter(email__iexact=email.strip()).first()


def is_unused(user: User, *, besides: Person) -> bool:
    """Whether nobody has signed in with this login yet and no other school knows it."""
    return (
        user.last_login is None
        and not user.has_usable_password()
        and not user.is_superuser
        and not user.persons.exclude(pk=besides.pk).exists()
        and not user.memberships.exclude(school=besides.school_id).exists()
    )


@transaction.atomic
def link_login(*, person: Person, user: User, by: Actor, now: datetime) -> Person:
    """Give a person a login; one login has one Person per school."""
    person.user = user
    person.save(update_fields=["user"])
    audit.record(
        verb="person.login_linked",
        scope=person.school,
        subject=person,
        data={"user": user.pk},
        by=by,
        now=now,
    )
    return person


@transaction.atomic
def offer_level(*, person: Person, level: AccessLevel, by: Actor, now: datetime) -> Person:
    """Keep the access level that begins when the login of the person's address joins the school."""
    person.offered_level = level
    person.save(update_fields=["offered_level"])
    audit.record(
        verb="person.level_offered", scope=person.school, subject=person, data={"level": level}, by=by, now=now
    )
    return person


@transaction.atomic
def release_login(*, person: Person, by: Actor, now: datetime) -> Person:
    """Take a login that was never used off a person again; its level stays as what is offered."""
    memberships = Membership.objects.filter(user=person.user, school=person.school)
    person.offered_level = next(iter(memberships.order_by("-starts_on", "-pk").levels()), "")
    with guarded_write():
        memberships.delete()
    person.user = None
    person.save(update_fields=["user", "offered_level"])
    audit.record(verb="person.login_released", scope=person.school, subject=person, by=by, now=now)
    return person


@transaction.atomic
def grant_membership(
    *,
    user: User,
    level: AccessLevel,
    starts_on: date,
    by: Actor,
    now: datetime,
    school: School | None = None,
    owner: Owner | None = None,
) -> Membership:
    """Give a login an access level in a school or at an owner; an open one of the same level is kept."""
    if (owner is not None) != (level in OWNER_LEVELS):
        raise ValueError(f"{level} is not a level of {'an owner' if owner else 'a school'}.")
    existing = Membership.objects.filter(
        user=user, school=school, owner=owner, level=level, ends_on__isnull=True
    ).first()
    if existing is not None:
        return existing
    with guarded_write():
        membership = Membership.objects.create(user=user, school=school, owner=owner, level=level, starts_on=starts_on)
    if school is not None:
        staff_changed.send(Membership, school=school, by=by, now=now)
    audit.record(
        verb="membership.granted",
        scope=school or owner,
        subject=user,
        data={"level": level, "starts_on": starts_on.isoformat()},
        by=by,
        now=now,
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, last_day: date, by: Actor, now: datetime) -> None:
    """End an access level; the last day still counts. One that would end before it began is removed, at once."""
    is_removed = last_day < membership.starts_on
    membership.ends_on = last_day
    with guarded_write():
        if is_removed:
            Membership.objects.filter(pk=membership.pk).delete()
        else:
            membership.save(update_fields=["ends_on"])
    if membership.school is not None:
        staff_changed.send(Membership, school=membership.school, by=by, now=now)
    audit.record(
        verb="membership.removed" if is_removed else "membership.ended",
        scope=membership.school or membership.owner,
        subject=membership.user,
        data={"level": membership.level, "ends_on": last_day.isoformat()},
        by=by,
        now=now,
    )


@transaction.atomic
def invite(*, person: Person, level: AccessLevel, on: date, by: Actor, now: datetime) -> Person:
    """Give a person a login with a level and mail the link with which a password is chosen.

    Inviting again sends a new link; the old one dies with the password that is set. Where the address has a login
    already, that login is asked and joins by itself (:func:`schools.services.joining.join_school`).
    Whoever comes later than in 14 days is invited by then: ``invited_at`` lies ahead, and the mail waits for it.
    """
    if not person.email:
        raise ValueError("A person without an e-mail address cannot be invited.")
    known = None if person.user is not None else login_of(person.email)
    if known is not None:
        _release_uninvited(known, by=by, now=now)
        offer_level(person=person, level=level, by=by, now=now)
    else:
        user = person.user or add_user(email=person.email, by=by, now=now, language=person.school.language)
        if person.user is None:
            link_login(person=person, user=user, by=by, now=now)
        starts_on = max(person.starts_on or on, on)
        grant_membership(user=user, level=level, starts_on=starts_on, school=person.school, by=by, now=now)
    person.invited_at = max(invitation_at(person.starts_on, person.school.time_zone), now)
    person.save(update_fields=["invited_at"])
    send_invitation(person=person, now=now)
    audit.record(
        verb="person.invited",
        scope=person.school,
        subject=person,
        data={"level": level, "mailed_on": person.invited_at.date().isoformat()},
        by=by,
        now=now,
    )
    return person


def _release_uninvited(user: User, *, by: Actor, now: datetime) -> None:
    """Before a login is used for the first time, it leaves the schools that have only written its address down."""
    if user.last_login is None and not user.has_usable_password():
        for person in user.persons.filter(invited_at__isnull=True).select_related("school", "user"):
            release_login(person=person, by=by, now=now)


@transaction.atomic
def end_person(*, person: Person, last_day: date, by: Actor, now: datetime) -> Person:
    """Let a person leave: the last day still counts, memberships and class duties end with it.

    Raises LastPrincipalError when nobody else would be principal afterwards.
    """
    keep_a_principal(person, last_day=last_day)
    person.ends_on = last_day
    person.save(update_fields=["ends_on"])
    open_ended = Q(ends_on__isnull=True) | Q(ends_on__gt=last_day)
    GroupMember.objects.filter(open_ended, person=person).exclude(starts_on__gt=last_day).update(ends_on=last_day)
    for membership in Membership.objects.filter(open_ended, user=person.user, school=person.school):
        end_membership(membership=membership, last_day=last_day, by=by, now=now)
    audit.record(
        verb="person.left",
        scope=person.school,
        subject=person,
        data={"last_day": last_day.isoformat()},
        by=by,
        now=now,
    )
    person_left.send(Person, school=person.school, person=person, last_day=last_day, by=by, now=now)
    return person


@transaction.atomic
def set_class_teachers(*, group: Group, people: Iterable[Person], starts_on: date, by: Actor, now: datetime) -> None:
    """Make these the class teachers from a day on; those before end the day before."""
    wanted = {person.pk for person in people}
    current = group.members.filter(part=GroupPart.CLASS_TEACHER).filter(not_over(starts_on))
    for member in current:
        if member.person_id in wanted:
            wanted.discard(member.person_id)
        elif member.starts_on is not None and member.starts_on >= starts_on:
            member.delete()
        else:
            member.ends_on = date.fromordinal(starts_on.toordinal() - 1)
            member.save(update_fields=["ends_on"])
    GroupMember.objects.bulk_create(
        [
            GroupMember(
                group=group,
                person_id=pk,
                part=GroupPart.CLASS_TEACHER,
                starts_on=starts_on,
            )
            for pk in sorted(wanted)
        ]
    )
    groups_changed.send(Group, school=group.school, by=by, now=now)
    audit.record(
        verb="group.class_teachers_set",
        scope=group.school,
        subject=group,
        data={"starts_on": starts_on.isoformat(), "people": sorted(wanted)},
        by=by,
        now=now,
    )


@transaction.atomic
def update_preferences(*, user: User, language: str, theme: str, by: Actor, now: datetime) -> User:
    """Keep a login's language and theme."""
    user.language, user.theme = language, theme
    user.save(update_fields=["language", "theme"])
    audit.record(verb="user.preferences_set", scope=None, subject=user, by=by, now=now)
    return user
