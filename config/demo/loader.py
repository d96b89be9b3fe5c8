"""The demo: three schools and an office under two owners at work for half a year, and a school that has not begun.

Everything goes through the services that people use, each act at the instant at which it would have happened, and
nobody is invited or reminded of the past. All of it is one transaction: an interrupted load leaves nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction

from config.demo.past import Past
from config.demo.places import BEFORE_FIRST_TEXT, BY, Place, founded_on, plan_calendar
from config.demo.staff import plan_absences, plan_people
from config.demo.texts import plan_texts
from config.demo.timeline import Timeline
from duties.services.rolling import roll_horizons
from schools import jobs, services
from schools.access_levels import AccessLevel
from schools.models import Owner, School, User

FOLDER = Path(__file__).parent
# One password for all logins of the demo; it is printed beside them. Real people choose theirs.
PASSWORD = "kordus-ja-kord"  # noqa: S105


class NotEmptyError(Exception):
    """There are owners, schools or logins already; the demo is loaded into an empty database only."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded."""

    schools: int
    people: int
    acts: int


@dataclass(frozen=True)
class DemoLogin:
    """A login that the demo shows: who, the address, in which place, and with which access level."""

    name: str
    email: str
    place: str
    level: AccessLevel


def is_empty() -> bool:
    """Whether the demo may be loaded."""
    return not (User.objects.exists() or School.objects.exists() or Owner.objects.exists())


@transaction.atomic
def load(*, today: date, now: datetime) -> Loaded:
    """Load the demo as it stands on ``today``; ``now`` is the present instant. Raises NotEmptyError."""
    if not is_empty():
        raise NotEmptyError
    data = read("people.json")
    calendars, histories = read("calendars.json")["calendars"], read("history.json")["schools"]
    passwords = {row["email"]: PASSWORD for row in data["logins"]}
    since = min(founded_on(row, today) for row in data["schools"]) - BEFORE_FIRST_TEXT
    founding = datetime.combine(since, time(7), UTC)
    owners = _add_owners(data, passwords, founding)
    timeline = Timeline()
    for row in data["schools"]:
        place = _add_place(row, owners, calendars, passwords, timeline, today, now=founding)
        past = Past(place, histories[row["slug"]], now)
        place.after_change = _work_on(past)
        plan_people(place)
        plan_calendar(place)
        plan_texts(place)
        plan_absences(place)
    acts = timeline.run(until=now)
    jobs.run_due(now=lambda: now)
    roll_horizons(now=now)
    return Loaded(len(data["schools"]), sum(len(row["people"]) for row in data["schools"]), acts)


def _work_on(past: Past) -> Callable[[datetime], None]:
    """What follows a change: the planner looks, as it would within a minute, and people go on working."""

    def after_change(moment: datetime) -> None:
        jobs.run_due(now=lambda: moment)
        roll_horizons(now=moment)
        past.look(moment)

    return after_change


def logins() -> list[DemoLogin]:
    """Return the logins to try, in the order in which they are printed."""
    data = read("people.json")
    owners = {row["slug"]: row["name"] for row in data["owners"]}
    return [_login(row, data, owners) for row in data["logins"]]


def read(name: str) -> Any:
    """Return what a file of this folder holds."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _login(row: Mapping[str, Any], data: Mapping[str, Any], owners: Mapping[str, str]) -> DemoLogin:
    level = AccessLevel(row["level"])
    for school in data["schools"]:
        for person in school["people"]:
            if person["email"] == row["email"]:
                at_owner = level in person.get("owner_levels", ())
                place = owners[school["owner"]] if at_owner else school["name"]
                return DemoLogin(f"{person['given_name']} {person['family_name']}", row["email"], place, level)
    return DemoLogin("", row["email"], "", level)


def _add_owners(data: Mapping[str, Any], passwords: Mapping[str, str], moment: datetime) -> dict[str, Owner]:
    for email in data["operators"]:
        services.add_user(
            email=email, language="en", password=passwords.get(email), is_operator=True, by=BY, now=moment
        )
    owners = {}
    for row in data["owners"]:
        owner = services.add_owner(
            slug=row["slug"], name=row["name"], country=row["country"], language=row["language"], by=BY, now=moment
        )
        owners[owner.slug] = owner
        for one in row.get("users", ()):
            user = services.add_user(
                email=one["email"], language=row["language"], password=passwords.get(one["email"]), by=BY, now=moment
            )
            for level in one["levels"]:
                services.grant_membership(
                    user=user, level=AccessLevel(level), owner=owner, starts_on=moment.date(), by=BY, now=moment
                )
    return owners


def _add_place(
    row: Mapping[str, Any],
    owners: Mapping[str, Owner],
    calendars: Mapping[str, Any],
    passwords: Mapping[str, str],
    timeline: Timeline,
    today: date,
    *,
    now: datetime,
) -> Place:
    school = services.add_school(
        owner=owners[row["owner"]],
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        language=row["language"],
        by=BY,
        now=now,
    )
    calendar = calendars[row["calendar"]] if row["calendar"] else None
    return Place(row, calendar, school, timeline, today, passwords)
