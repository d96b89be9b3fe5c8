"""The demo's people: who joins, who leaves, who is away and who stands in."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from config.demo.places import BY, JOINED, Place, founded_on
from roles import services as role_services
from roles.models import Role
from schools import services
from schools.access_levels import AccessLevel
from schools.services import PersonDraft

_DAY = timedelta(days=1)


def plan_people(place: Place) -> None:
    """Let everybody join before their first day and leave after their last one."""
    founded = founded_on(place.data, place.today)
    for row in place.data["people"]:
        first = place.day(row["starts"]) if "starts" in row else None
        added = founded if first is None else max(founded, first - JOINED)
        place.at(added, _join_act(place, row, first), "09:05")
        if "ends" in row:
            last = place.day(row["ends"])
            place.at(max(added, last - JOINED), _leave_act(place, row["key"], last), "15:30")


def _join_act(place: Place, row: Mapping[str, Any], first: date | None) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        school = place.school
        draft = PersonDraft(
            given_name=row["given_name"],
            family_name=row["family_name"],
            email=row["email"],
            job_title=row["job_title"],
            starts_on=first,
        )
        person = services.add_person(school=school, draft=draft, by=BY, now=moment)
        user = services.add_user(
            email=row["email"], language=school.language, password=place.passwords.get(row["email"]), by=BY, now=moment
        )
        services.link_login(person=person, user=user, by=BY, now=moment)
        since = first or moment.date()
        for level in row["levels"]:
            services.grant_membership(
                user=user, level=AccessLevel(level), school=school, starts_on=since, by=BY, now=moment
            )
        for level in row.get("owner_levels", ()):
            services.grant_membership(
                user=user, level=AccessLevel(level), owner=school.owner, starts_on=since, by=BY, now=moment
            )
        person.user = user
        place.people[row["key"]] = person

    return act


def _leave_act(place: Place, key: str, last: date) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        services.end_person(person=place.people[key], last_day=last, by=place.principal, now=moment)

    return act


def plan_absences(place: Place) -> None:
    """Let people be away, and others agree to stand in for them."""
    for row in place.data["absences"]:
        accepted = [place.day(one["accepted"]) for one in row["substitutes"]]
        noted = min([*accepted, place.day(row["starts"]), place.today]) - _DAY
        place.at(noted, _absence_act(place, row), "11:00")


def _absence_act(place: Place, row: Mapping[str, Any]) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        absence = services.record_absence(
            person=place.people[row["person"]],
            starts_on=place.day(row["starts"]),
            ends_on=place.day(row["ends"]),
            by=place.principal,
            now=moment,
        )
        for one in row["substitutes"]:
            role = Role.objects.for_school(place.school).get(code=one["post"]) if "post" in one else None
            question = role_services.ask_substitute(
                absence=absence,
                substitute=place.people[one["person"]],
                role=role,
                group=place.groups[_latest_year(place, one["class"]), one["class"]] if "class" in one else None,
                by=place.principal,
                now=moment,
            )
            place.at(place.day(one["accepted"]), _accept_act(place, question, one["person"]), "12:15")

    return act


def _accept_act(place: Place, question: Any, key: str) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        by = place.people[key].user or BY
        role_services.answer_substitution(substitution=question, accept=True, by=by, now=moment)

    return act


def _latest_year(place: Place, name: str) -> str:
    return max(key for key, group in place.groups if group == name)
