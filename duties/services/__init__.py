"""All writes of the recurring work."""

from duties.services.planning import Planned, mark_stale, plan_school, plan_schools
from duties.services.proposals import (
    DutyOptions,
    apply_version,
    begin,
    confirm_duties,
    follow_posts,
    propose_duties,
    refuse_duties,
    reopen_proposal,
    set_duty_options,
)
from duties.services.ticking import (
    NotPossibleError,
    Ticked,
    hand_over,
    tick,
    undo_tick,
    undo_waiver,
    waive,
)

__all__ = [
    "DutyOptions",
    "NotPossibleError",
    "Planned",
    "Ticked",
    "apply_version",
    "begin",
    "confirm_duties",
    "follow_posts",
    "hand_over",
    "mark_stale",
    "plan_school",
    "plan_schools",
    "propose_duties",
    "refuse_duties",
    "reopen_proposal",
    "set_duty_options",
    "tick",
    "undo_tick",
    "undo_waiver",
    "waive",
]
