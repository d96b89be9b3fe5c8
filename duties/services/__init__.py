"""All writes of the recurring work."""

from duties.services.following import follow_posts, follow_text
from duties.services.planning import Planned, mark_stale, plan_school, plan_schools
from duties.services.proposals import (
    DutyOptions,
    apply_version,
    begin,
    confirm_duties,
    propose_duties,
    refuse_duties,
    reopen_proposal,
    set_duty_options,
)
from duties.services.reminding import Reminded, plan_reminders, set_reminder_habit
from duties.services.ticking import (
    LONGEST_DONE_NOTE,
    LONGEST_NOTE,
    NotPossibleError,
    Ticked,
    ask_again,
    hand_over,
    tick,
    undo_hand_over,
    undo_tick,
    undo_waiver,
    waive,
)

__all__ = [
    "LONGEST_DONE_NOTE",
    "LONGEST_NOTE",
    "DutyOptions",
    "NotPossibleError",
    "Planned",
    "Reminded",
    "Ticked",
    "apply_version",
    "ask_again",
    "begin",
    "confirm_duties",
    "follow_posts",
    "follow_text",
    "hand_over",
    "mark_stale",
    "plan_reminders",
    "plan_school",
    "plan_schools",
    "propose_duties",
    "refuse_duties",
    "reopen_proposal",
    "set_duty_options",
    "set_reminder_habit",
    "tick",
    "undo_hand_over",
    "undo_tick",
    "undo_waiver",
    "waive",
]
