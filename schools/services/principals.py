"""A school is never left without a principal by its own pages: somebody must be left who starts and approves."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from schools.access_levels import AccessLevel
from schools.models import Membership, Person, School, User
from schools.models.spans import not_over


class LastPrincipalError(ValueError):
    """Nobody else would be principal after this; another one must be named first. ``name`` is who would go."""

    def __init__(self, name: str) -> None:
        super().__init__("A school needs a principal.")
        self.name = name


def is_last_principal(person: Person, *, last_day: date) -> bool:
    """Whether the school would lose its last principal if this person's access ended with ``last_day``.

    Another one counts who is principal on the day after with no end fixed, and has signed in once. Somebody who has
    never signed in may make room for one who has not either: a new school begins so.
    """
    if person.user_id is None:
        return False
    after = last_day + timedelta(days=1)
    principals = Membership.objects.filter(school=person.school_id, level=AccessLevel.PRINCIPAL)
    if not principals.filter(not_over(after), user=person.user_id).exists():
        return False
    others = principals.filter(ends_on__isnull=True, starts_on__lte=after, user__is_active=True)
    others = others.exclude(user=person.user_id)
    if User.objects.filter(pk=person.user_id, last_login__isnull=False).exists():
        others = others.filter(user__last_login__isnull=False)
    away = Person.objects.filter(Q(ends_on__isnull=False) | Q(starts_on__gt=after), school=person.school_id)
    return not others.exclude(user__in=away.filter(user__isnull=False).values("user")).exists()


def keep_a_principal(person: Person, *, last_day: date) -> None:
    """Raise LastPrincipalError when :func:`is_last_principal`; two who end each other at once queue at the school."""
    School.objects.select_for_update(no_key=True).get(pk=person.school_id)
    if is_last_principal(person, last_day=last_day):
        raise LastPrincipalError(person.name)


def keep_a_principal_until(person: Person, first_day: date, *, now: datetime) -> None:
    """Raise LastPrincipalError when this person could come in again from ``first_day`` only, and is needed before."""
    today = now.astimezone(ZoneInfo(person.school.time_zone)).date()
    if first_day > today:
        keep_a_principal(person, last_day=today - timedelta(days=1))
