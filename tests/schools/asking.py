"""What the deadline tests ask and how they show the answers."""

from dataclasses import replace
from datetime import UTC, datetime

from schools.deadline_moves import moved
from schools.deadline_rules import Rule
from schools.deadlines import TermDates
from tests.schools.sample_calendars import LT_2026, d, lithuanian

YEAR = {"start": d("2026-09-01"), "end": d("2027-08-31")}
REPORTED = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)


def rule(data):
    return Rule.from_json(data)


def dates(found):
    return [due.due_on.isoformat() for due in found if due.due_on]


def keys(found):
    return [due.period_key for due in found]


def keyed(found):
    return [(due.period_key, due.due_on.isoformat() if due.due_on else due.reason) for due in found]


def with_terms(*terms, **more):
    return lithuanian(replace(LT_2026, terms=terms, **more))


HALVES = (
    TermDates("half_year", 1, d("2026-09-01"), d("2027-01-22")),
    TermDates("half_year", 2, d("2027-01-25"), d("2027-06-15")),
)


def moved_keys(data, before, after, **window):
    return [
        (move.period_key, *(side and (side.due_on or side.reason) for side in (move.before, move.after)))
        for move in moved(rule(data), before, after, **(window or YEAR))
    ]
