"""Rows of the recurring work, one aggregate a file."""

from duties.models.duties import Duty, DutyRule, DutyState
from duties.models.occurrences import Completion, Occurrence, OccurrenceState
from duties.models.planning import Planning
from duties.models.reminders import Reminder, ReminderHabit, Stage

__all__ = [
    "Completion",
    "Duty",
    "DutyRule",
    "DutyState",
    "Occurrence",
    "OccurrenceState",
    "Planning",
    "Reminder",
    "ReminderHabit",
    "Stage",
]
