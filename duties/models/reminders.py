"""What people were reminded of, and how they want to be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from duties.models.occurrences import Occurrence
from schools.models import OutboxMessage, Person, User


class Stage(models.TextChoices):
    """When one is reminded (architecture, section 5). Late stages carry their count: "late-1", "late-2" …"""

    WEEK_BEFORE = "week", _("seven days before")
    DAY_BEFORE = "eve", _("the last working day before")
    DUE_DAY = "day", _("the day itself")
    HANDED = "handed", _("when it was handed over")


class Reminder(models.Model):
    """A person was told of an occurrence at a stage; written together with the digest that tells it.

    ``stage`` is a Stage or "late-N", N counting fives of working days after the due day. ``due_on`` is the due
    day that was spoken of: when the day moves, the stages come again, and the row says what was told last.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminders")
    stage = models.CharField(max_length=12)
    due_on = models.DateField()
    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "person", "stage"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.person_id} {self.stage}"


class DigestRhythm(models.TextChoices):
    """How often a digest may come."""

    DAILY = "daily", _("every working day on which there is something")
    WEEKLY = "weekly", _("on Mondays, and on the day something is due")
    NEVER = "never", _("never; I look myself")


class ReminderHabit(models.Model):
    """A login's own choice; without a row the access level's habit holds. ``hour`` is local, 5 to 20."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminder_habit")
    rhythm = models.CharField(max_length=10, choices=DigestRhythm.choices)
    hour = models.PositiveSmallIntegerField(default=7)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hour__gte=5, hour__lte=20),
                name="reminder_hour_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.rhythm}"
