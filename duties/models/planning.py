"""How far ahead each school's occurrences have been made."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q

from schools.models import School


class PlanningQuerySet(models.QuerySet["Planning"]):
    """Questions about planning."""

    def behind(self, until: date) -> "PlanningQuerySet":
        """Schools that are planned less far than this day, or whose plan is stale."""
        return self.filter(Q(planned_until__lt=until) | Q(planned_until__isnull=True) | Q(is_stale=True))

    def unreminded(self, *, hour: datetime, now: datetime) -> "PlanningQuerySet":
        """Started schools whose reminders of this hour are still to be planned.

        A mark more than a day ahead was left by a clock that was wrong, and counts for nothing.
        """
        return self.filter(school__started_at__lte=now).filter(
            Q(reminded_until__lt=hour) | Q(reminded_until__isnull=True) | Q(reminded_until__gt=now + timedelta(days=1))
        )


class Planning(models.Model):
    """The horizon of one school: it rolls, so that no series ends silently on 31 December or 31 August.

    ``reminded_until`` is the instant up to which its people's digests were planned.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="planning")
    planned_until = models.DateField(null=True, blank=True)
    is_stale = models.BooleanField(default=False)
    reminded_until = models.DateTimeField(null=True, blank=True)

    objects = PlanningQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.school_id} until {self.planned_until}"
