"""How far ahead each school's occurrences have been made."""

from datetime import date

from django.db import models
from django.db.models import Q

from schools.models import School


class PlanningQuerySet(models.QuerySet["Planning"]):
    """Questions about planning."""

    def behind(self, until: date) -> "PlanningQuerySet":
        """Schools that are planned less far than this day, or whose plan is stale."""
        return self.filter(Q(planned_until__lt=until) | Q(planned_until__isnull=True) | Q(is_stale=True))


class Planning(models.Model):
    """The horizon of one school: it rolls, so that no series ends silently on 31 December or 31 August."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="planning")
    planned_until = models.DateField(null=True, blank=True)
    is_stale = models.BooleanField(default=False)

    objects = PlanningQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.school_id} until {self.planned_until}"
