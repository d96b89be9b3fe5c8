"""Owners and their schools: the tenants of an installation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    """The countries whose calendars and conventions Kord knows (ISO 3166-1)."""

    EE = "EE", _("Estonia")
    FI = "FI", _("Finland")
    LT = "LT", _("Lithuania")


class Language(models.TextChoices):
    """Languages of the interface and of documents (ISO 639-1)."""

    EN = "en", "English"
    ET = "et", "Eesti"
    FI = "fi", "Suomi"
    LT = "lt", "Lietuvių"


class WeekendPolicy(models.TextChoices):
    """Where a fixed date goes when it falls on a day off (rules.md section 6, decision 1)."""

    NONE = "none", _("stays on its day")
    NEXT = "next", _("moves to the next working day")
    PREVIOUS = "previous", _("moves to the working day before")


class MonthRule(models.TextChoices):
    """For which months "every month" counts."""

    TEACHING = "teaching", _("months with teaching")
    ALL = "all", _("every month of the year")


class Owner(models.Model):
    """A municipality, state or foundation that keeps schools. The slug never changes: it is in URLs."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, choices=Country.choices)
    language = models.CharField(max_length=2, choices=Language.choices)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SchoolKind(models.TextChoices):
    """A school teaches; an office (of a municipality) only employs."""

    SCHOOL = "school", _("school")
    OFFICE = "office", _("office")


class School(models.Model):
    """One school or office: the tenant. Every row that belongs to it has a ``school`` key.

    ``started_at`` is the instant at which the principal pressed Start: before it nothing is mailed.
    """

    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="schools")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=SchoolKind.choices, default=SchoolKind.SCHOOL)
    country = models.CharField(max_length=2, choices=Country.choices)
    language = models.CharField(max_length=2, choices=Language.choices)
    time_zone = models.CharField(max_length=40)
    weekend_policy = models.CharField(max_length=10, choices=WeekendPolicy.choices, default=WeekendPolicy.NONE)
    month_rule = models.CharField(max_length=10, choices=MonthRule.choices, default=MonthRule.TEACHING)
    started_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def is_office(self) -> bool:
        """Whether nobody is taught here."""
        return self.kind == SchoolKind.OFFICE


TIME_ZONES = {
    Country.EE: "Europe/Tallinn",
    Country.FI: "Europe/Helsinki",
    Country.LT: "Europe/Vilnius",
}
