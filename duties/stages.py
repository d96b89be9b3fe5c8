"""At which stage a person is reminded of something due, by the school's working days and the person's absences.

Architecture, section 5: seven days before, the last working day before, the day itself, then every fifth
working day while late. A stage whose day is a day off, for the school or for the person, comes with the next
working day, as long as the due day has not passed by then; else with the working day before. So what is due on
a Saturday is reminded of as due on Friday, and somebody who is away on the due day hears of it before leaving.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from schools.workdays import WorkingDays

WEEK: Final = "week"
EVE: Final = "eve"
DAY: Final = "day"
HANDED: Final = "handed"  # no day of the deadline: somebody has handed it over since
LATE_EVERY: Final = 5
AHEAD: Final = timedelta(days=7)

_RANKS: Final = {WEEK: 0, EVE: 1, DAY: 2}


def rank(stage: str) -> int:
    """Return the place of a stage in the order in which they come: week, eve, day, late-1, late-2 …"""
    known = _RANKS.get(stage)
    return known if known is not None else _RANKS[DAY] + int(stage.removeprefix("late-"))


def stage_on(
    due_on: date, day: date, working_days: WorkingDays, is_away: Callable[[date], bool] = lambda _day: False
) -> str | None:
    """Return the newest stage that is reached on a day, None when it is too early for any.

    ``is_away`` says on which days the person who answers is absent.
    """
    if day > due_on:
        late = working_days.count(due_on, day) // LATE_EVERY
        return f"late-{late}" if late else DAY
    last_good = _last_there(working_days.last_on_or_before(due_on), due_on, working_days, is_away)
    if day >= last_good:
        return DAY
    if day >= _last_there(working_days.subtract(last_good, 1), due_on, working_days, is_away):
        return EVE
    return WEEK if day >= due_on - AHEAD else None


def first_of_week(day: date, working_days: WorkingDays) -> date:
    """Return the first working day of the day's week (Monday, unless that is a day off)."""
    return working_days.first_on_or_after(day - timedelta(days=day.weekday()))


def _last_there(day: date, due_on: date, working_days: WorkingDays, is_away: Callable[[date], bool]) -> date:
    """Go back from a day to one on which the person is there; somebody away all week is not waited for."""
    found = day
    while is_away(found):
        found = working_days.subtract(found, 1)
        if found < due_on - AHEAD:
            return day
    return found
