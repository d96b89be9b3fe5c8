"""Classes and teaching groups, with dated members."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.models.calendar import SchoolYear
from schools.models.owners import School
from schools.models.people import Person
from schools.models.spans import not_over
from schools.public_ids import new_public_id


class GroupKind(models.TextChoices):
    """A homeroom has class teachers, a teaching group has a subject; without a name it is all who teach the subject."""

    HOMEROOM = "homeroom", _("class")
    TEACHING = "teaching", _("teaching group")


class GroupQuerySet(models.QuerySet["Group"]):
    """Questions about groups."""

    def for_school(self, school: School) -> GroupQuerySet:
        """Only this school's groups."""
        return self.filter(school=school)

    def homerooms(self) -> GroupQuerySet:
        """Only classes."""
        return self.filter(kind=GroupKind.HOMEROOM)

    def of_year(self, year: SchoolYear) -> GroupQuerySet:
        """Only groups of this school year."""
        return self.filter(school_year=year)

    def of_subjects(self) -> GroupQuerySet:
        """Only those that say who teaches a subject, whichever classes that is in."""
        return self.filter(kind=GroupKind.TEACHING, name="")


class Group(models.Model):
    """A class or a teaching group of one school year. ``external_ids`` maps a source's code to its own id."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="groups")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="groups")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=10, choices=GroupKind.choices, default=GroupKind.HOMEROOM)
    name = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    sort_key = models.CharField(max_length=80, editable=False)
    external_ids = models.JSONField(default=dict, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "kind", "name", "subject"],
                name="group_name_once_a_year",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.subject


class GroupPart(models.TextChoices):
    """What a member is in the group."""

    PUPIL = "pupil", _("pupil")
    TEACHER = "teacher", _("teacher")
    CLASS_TEACHER = "class_teacher", _("class teacher")


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    """Questions about members."""

    def current(self, on: date) -> GroupMemberQuerySet:
        """Members on this day (both ends inclusive)."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on),
            not_over(on),
        )


class GroupMember(models.Model):
    """A person in a group from day to day (both inclusive)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_memberships")
    part = models.CharField(max_length=15, choices=GroupPart.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="group_member_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.part} {self.person_id}"
