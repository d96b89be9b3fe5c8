"""Moving every started school's horizon on, so that no series ever ends silently."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Q

from duties.models import Duty
from duties.services.planning import (
    HORIZON,
    LOOK_BACK,
    SLACK,
    plan_school,
    plan_schools,
)
from schools.actors import System
from schools.models import School

BY = System("planner")
CHUNK = 200  # schools in one transaction, so that none lasts over a second


def roll_horizons(*, now: datetime) -> int:
    """Plan schools whose plan is stale or ends too soon; returns how many were planned.

    A stale school is planned whole, with withdrawals; one whose horizon only rolls gets the new weeks added.
    """
    count = 0
    with_duties = School.objects.filter(pk__in=Duty.objects.active().values("school"))
    for school in with_duties.filter(planning__is_stale=True):
        plan_school(
            school=school,
            on=now.astimezone(ZoneInfo(school.time_zone)).date(),
            by=BY,
            now=now,
        )
        count += 1
    for zone, rows in groupby(with_duties.order_by("time_zone", "pk"), key=lambda school: school.time_zone):
        on = now.astimezone(ZoneInfo(zone)).date()
        soon = on + HORIZON - SLACK
        behind = list(
            with_duties.filter(pk__in=[school.pk for school in rows]).filter(
                Q(planning__isnull=True) | Q(planning__planned_until__lt=soon)
            )
        )
        for first in range(0, len(behind), CHUNK):
            chunk = behind[first : first + CHUNK]
            plan_schools(
                schools=chunk,
                start=on - LOOK_BACK,
                end=on + HORIZON,
                on=on,
                by=BY,
                now=now,
            )
            count += len(chunk)
    return count
