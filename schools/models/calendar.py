"""A school's years, terms and days off: the data that deadlines are computed from."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.models.owners import School
from schools.public_ids import new_public_id
from schools.school_calendars import year_label


class SchoolYearQuerySet(models.QuerySet["SchoolYear"]):
    """Questions about school years."""

    def for_school(self, school: School) -> SchoolYearQuerySet:
        """Only this school's years."""
        return self.filter(school=school)

    def containing(self, on: date) -> SchoolYearQuerySet:
        """The year in which this day lies."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class SchoolYear(models.Model):
    """One school year; ``key`` is the calendar year in which it begins ("2026" is 2026/27).

    Teaching begins and ends inside it; "school year end" in a document means the end of teaching.
    All dates inclusive.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="school_years")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=4)
    starts_on = models.DateField()
    ends_on = models.DateField()
    teaching_starts_on = models.DateField()
    teaching_ends_on = models.DateField()

    objects = SchoolYearQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="school_year_once"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("teaching_starts_on"))
                & Q(teaching_starts_on__lt=F("teaching_ends_on"))
                & Q(teaching_ends_on__lte=F("ends_on")),
                name="school_year_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """ "2026/27", or "2026"."""
        return year_label(self.key, self.ends_on)


class TermKind(models.TextChoices):
    """How a school divides its year."""

    TRIMESTER = "trimester", _("trimester")
    HALF_YEAR = "half_year", _("half-year")
    QUARTER = "quarter", _("quarter")
    PERIOD = "period", _("period")


class Term(models.Model):
    """A part of a school year, numbered from 1. Dates inclusive."""

    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="terms")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=10, choices=TermKind.choices)
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["school_year", "kind", "number"], name="term_once"),
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="term_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.school_year_id} {self.kind} {self.number}"


class PeriodEnd(models.Model):
    """A class whose term, or teaching (no term), ends on another day than the school's (domain.md 2.1)."""

    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="period_ends")
    term = models.ForeignKey(
        Term,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="period_ends",
    )
    group = models.ForeignKey("schools.Group", on_delete=models.PROTECT, related_name="period_ends")
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "term"],
                condition=Q(term__isnull=False),
                name="period_end_once_a_term",
            ),
            models.UniqueConstraint(
                fields=["group", "school_year"],
                condition=Q(term__isnull=True),
                name="period_end_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.ends_on}"


class ClosureKind(models.TextChoices):
    """What a span of days means for working days and teaching."""

    BREAK = "break", _("pupils' holiday")  # teachers work: no day off (domain.md 2.8)
    DAY_OFF = "day_off", _("day off for everybody")
    WORKING_DAY = "working_day", _("working day in spite of weekend or holiday")


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Questions about closures."""

    def for_school(self, school: School) -> ClosureQuerySet:
        """Only this school's closures."""
        return self.filter(school=school)


class Closure(models.Model):
    """Days on which a school differs from the national calendar. Dates inclusive."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="closures")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=15, choices=ClosureKind.choices)
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="closure_dates_in_order")]

    def __str__(self) -> str:
        return self.name
