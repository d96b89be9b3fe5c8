"""A school is never left without a principal by its own pages: somebody must be left who starts and approves."""

from datetime import date, timedelta

from django.db.models import Q

from schools.access_levels import AccessLevel
from schools.models import Membership, Person, School


class LastPrincipalError(ValueError):
    """Nobody else would be principal after this; another one must be named first. ``name`` is who would go."""

    def __init__(self, name: str) -> None:
        super().__init__("A school needs a principal.")
        self.name = name


def is_last_principal(person: Person, *, last_day: date) -> bool:
    """Whether the school would have no principal on the day after ``last_day`` if this person's access ended then."""
    if person.user_id is None:
        return False
    after = last_day + timedelta(days=1)
    principals = Membership.objects.filter(school=person.school_id, level=AccessLevel.PRINCIPAL)
    lasting = principals.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=after))
    if not lasting.filter(user=person.user_id).exists():
        return False
    others = lasting.filter(starts_on__lte=after, user__is_active=True).exclude(user=person.user_id)
    gone = Person.objects.filter(school=person.school_id, ends_on__lt=after, user__isnull=False).values("user")
    return not others.exclude(user__in=gone).exists()


def keep_a_principal(person: Person, *, last_day: date) -> None:
    """Raise LastPrincipalError when :func:`is_last_principal`; two who end each other at once queue at the school."""
    School.objects.select_for_update(no_key=True).get(pk=person.school_id)
    if is_last_principal(person, last_day=last_day):
        raise LastPrincipalError(person.name)
