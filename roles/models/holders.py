"""Who holds a post, and who stands in."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from roles.models.roles import Role
from schools.models import Absence, Group, Person, School
from schools.models.spans import holds
from schools.public_ids import new_public_id


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Questions about holders."""

    def for_school(self, school: School) -> RoleAssignmentQuerySet:
        """Only this school's holders."""
        return self.filter(role__school=school)

    def current(self, on: date) -> RoleAssignmentQuerySet:
        """Who holds on this day (both ends inclusive)."""
        return self.filter(holds(on))


class RoleAssignment(models.Model):
    """A person holds a post from day to day; ``share`` is the part of full time in percent."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="assignments")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    share = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="assignment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=1, share__lte=100),
                name="assignment_share_in_percent",
            ),
            models.UniqueConstraint(
                fields=["role", "person"],
                condition=Q(ends_on__isnull=True),
                name="assignment_once_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.person_id}"


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """Questions about substitutes."""

    def for_school(self, school: School) -> SubstitutionQuerySet:
        """Only this school's substitutions."""
        return self.filter(absence__person__school=school)

    def accepted(self, on: date) -> SubstitutionQuerySet:
        """Substitutions that were accepted and hold on this day."""
        return self.filter(
            accepted_at__isnull=False,
            refused_at__isnull=True,
            absence__starts_on__lte=on,
            absence__ends_on__gte=on,
        )


class Substitution(models.Model):
    """Somebody stands in for an absent person in a post, or in a class; both None means in everything."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="substitutions")
    substitute = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutions")
    role = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
    )
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
    )
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__isnull=True) | Q(group__isnull=True),
                name="substitution_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(refused_at__isnull=True),
                name="substitution_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absence_id} {self.substitute_id}"
