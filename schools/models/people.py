"""Logins, people of a school, who may do what, and who is away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from schools.access_levels import AccessLevel
from schools.guarded import GuardedModel, GuardedQuerySet
from schools.models.owners import Language, Owner, School
from schools.models.spans import holds, not_over
from schools.public_ids import new_public_id

if TYPE_CHECKING:
    from collections.abc import Iterable


class UserManager(BaseUserManager["User"]):
    """Finds logins by e-mail, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the login with this e-mail."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A login, global: one human being, whose Persons stand in the schools.

    ``is_superuser`` means operator of the installation; it opens no school.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    theme = models.CharField(
        max_length=5,
        choices=[("", _("as the device")), ("light", _("light")), ("dark", _("dark"))],
        blank=True,
    )
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.email

    @property
    def is_staff(self) -> bool:
        """Whether Django's own back office would let this login in: never, there is none."""
        return False


class PersonKind(models.TextChoices):
    """Staff may have a login, pupils never."""

    STAFF = "staff", _("staff")
    PUPIL = "pupil", _("pupil")


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about people."""

    def for_school(self, school: School) -> PersonQuerySet:
        """Only this school's people."""
        return self.filter(school=school)

    def staff(self) -> PersonQuerySet:
        """Only staff."""
        return self.filter(kind=PersonKind.STAFF)

    def present(self, on: date) -> PersonQuerySet:
        """Who belongs to the school on this day (both ends inclusive)."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on),
            not_over(on),
        )

    def inviting(self, user: User, on: date) -> PersonQuerySet:
        """Who this login would be in schools that have invited its address; nobody may be an operator's face."""
        if user.is_superuser or not user.is_active:
            return self.none()
        asked = self.staff().filter(user__isnull=True, email__iexact=user.email, invited_at__date__lte=on)
        return asked.filter(not_over(on)).exclude(school__in=user.persons.values("school"))


class Person(models.Model):
    """Someone in one school, with a link to a login or without. Pupils are never shared between schools.

    ``email`` is where an invitation goes while there is no login. ``offered_level`` is the access that begins when the
    login of this address, which exists already, joins the school (decision 24). ``sort_key`` replaces
    database collations: it is made by :func:`schools.sort_keys.sort_key` in the school's language.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="people")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="persons")
    kind = models.CharField(max_length=10, choices=PersonKind.choices, default=PersonKind.STAFF)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=250, editable=False)
    job_title = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    offered_level = models.CharField(max_length=20, choices=AccessLevel.choices, blank=True)
    created_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "kind", "sort_key"], name="person_list")]
        constraints = [
            models.UniqueConstraint(fields=["school", "user"], name="person_one_per_login"),
            models.UniqueConstraint(
                "school",
                Lower("email"),
                condition=~Q(email=""),
                name="person_email_once_per_school",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="person_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind="staff") | Q(user__isnull=True),
                name="pupil_without_login",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    def is_present(self, on: date) -> bool:
        """Whether the person belongs to the school on this day."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or self.ends_on >= on)


class MembershipQuerySet(GuardedQuerySet["Membership"]):
    """Questions about access."""

    def current(self, on: date) -> MembershipQuerySet:
        """Only memberships that hold on this day (both ends inclusive)."""
        return self.filter(holds(on))

    def levels(self) -> Iterable[str]:
        """The level codes."""
        return self.values_list("level", flat=True)


class Membership(GuardedModel):
    """A login's access level in exactly one school or owner, for some time. Ends by date, never by a flag."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
    )
    owner = models.ForeignKey(
        Owner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
    )
    level = models.CharField(max_length=20, choices=AccessLevel.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, owner__isnull=True) | Q(school__isnull=True, owner__isnull=False),
                name="membership_school_or_owner",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="membership_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["user", "school", "level"],
                condition=Q(ends_on__isnull=True, school__isnull=False),
                name="membership_once_open_in_school",
            ),
            models.UniqueConstraint(
                fields=["user", "owner", "level"],
                condition=Q(ends_on__isnull=True, owner__isnull=False),
                name="membership_once_open_at_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.level}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Questions about absences."""

    def for_school(self, school: School) -> AbsenceQuerySet:
        """Only this school's absences."""
        return self.filter(person__school=school)


class Absence(models.Model):
    """A person is away from one day to another (both inclusive). The reason is nobody's business and not stored."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    created_at = models.DateTimeField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="absence_dates_in_order")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts_on}-{self.ends_on}"
