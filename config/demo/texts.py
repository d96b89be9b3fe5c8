"""The demo's job descriptions: loaded, mapped, approved, put in force, and the duties in them confirmed."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from config.demo.places import Place
from duties import services as duty_services
from duties.models import Duty
from roles import services as role_services
from roles.filling import code_of
from roles.models import BoundPost, InForceBy, Role, RoleVersion
from schools import services
from schools.models import User

FOLDER = Path(__file__).parent / "documents"
_DAY = timedelta(days=1)
# The act that puts a text in force, in the words of the country's papers.
_ACT_WORDS = {"EE": "Mõlemad allkirjad", "LT": "V-{number}", "FI": ""}


def plan_texts(place: Place) -> None:
    """Let the principal load each text, say who its posts are, approve it, confirm its duties and press Start."""
    started = place.day(place.data["started"]) if place.data["started"] else None
    for number, row in enumerate(place.data["documents"], start=1):
        approved, effective = place.day(row["approved"]), place.day(row["effective"])
        approved_by = row["approved_by"]
        text = _Text(place, row, number)
        place.at(approved - 2 * _DAY, text.load, "10:10")
        place.at(approved - _DAY, text.map_posts, "13:30")
        place.at(approved, text.approve(approved_by, effective), "10:00")
        place.at(min(approved + _DAY, place.today), text.put_in_force(approved), "14:00")
        if started is not None:
            place.at(max(started, effective), text.confirm, "08:40")
        if row.get("draft"):
            place.at(place.day(row["draft"]), text.draft, "16:20")
    if started is not None:
        place.at(started, lambda moment: _start(place, moment), "08:50")


def _start(place: Place, moment: datetime) -> None:
    services.start_school(school=place.school, by=place.principal, now=moment)


class _Text:
    """One job description on its way into force."""

    def __init__(self, place: Place, row: Mapping[str, Any], number: int) -> None:
        self.place, self.row, self.number = place, row, number
        self.document = json.loads((FOLDER / row["file"]).read_text(encoding="utf-8"))
        self.version: RoleVersion

    def load(self, moment: datetime) -> None:
        """Write the posts under the school's own names, then the draft."""
        place, by = self.place, self.place.principal
        for key, post in self.row["posts"].items():
            code = code_of(key)
            if not Role.objects.for_school(place.school).filter(code=code).exists():
                role_services.add_role(
                    school=place.school, code=code, name=post["title"], filled_by=post["filled_by"], by=by, now=moment
                )
        self.version = role_services.load_document(
            school=place.school, document=self.document, role_code=None, by=by, now=moment
        )

    def map_posts(self, moment: datetime) -> None:
        """Say who each post is, and let people hold it; those who come later hold it later."""
        for bound in BoundPost.objects.filter(version=self.version).select_related("role"):
            post = self.row["posts"][bound.key]
            if not bound.is_confirmed:
                role_services.map_post(bound_post=bound, role=bound.role, by=self.place.principal, now=moment)
            for holder in post["holders"]:
                self._plan_holder(bound.role, holder, moment)

    def _plan_holder(self, role: Role, holder: Mapping[str, Any], moment: datetime) -> None:
        first = self.place.day(holder["starts"]) if "starts" in holder else moment.date()
        day = max(moment.date(), first - 3 * _DAY)
        self.place.at(day, self._holder_act(role, holder, first), "14:10")

    def _holder_act(self, role: Role, holder: Mapping[str, Any], first: date) -> Callable[[datetime], None]:
        place = self.place

        def act(moment: datetime) -> None:
            assignment = role_services.assign_holder(
                role=role,
                person=place.people[holder["person"]],
                starts_on=first,
                share=holder.get("share"),
                by=place.principal,
                now=moment,
            )
            if "ends" in holder:
                last = place.day(holder["ends"])
                place.at(max(moment.date(), last - 3 * _DAY), end(assignment, last), "14:20")

        def end(assignment: Any, last: date) -> Callable[[datetime], None]:
            def act_of_ending(moment: datetime) -> None:
                role_services.end_assignment(assignment=assignment, last_day=last, by=place.principal, now=moment)

            return act_of_ending

        return act

    def approve(self, approved_by: str, effective: date) -> Callable[[datetime], None]:
        """Approve the text by this person from this day on."""

        def act(moment: datetime) -> None:
            by = cast(User, self.place.people[approved_by].user)
            self.version = role_services.approve_version(
                version=self.version, effective_on=effective, by=by, now=moment
            )

        return act

    def put_in_force(self, act_on: date) -> Callable[[datetime], None]:
        """Record the signatures or the order; a text that the approval put in force needs neither."""

        def act(moment: datetime) -> None:
            if self.version.role.in_force_by != InForceBy.DECISION:
                note = _ACT_WORDS[self.place.school.country].format(number=11 + self.number)
                role_services.record_force_act(
                    version=self.version, act_on=act_on, note=note, by=self.place.principal, now=moment
                )

        return act

    def confirm(self, moment: datetime) -> None:
        """Confirm all duties that the text proposes."""
        proposed = Duty.objects.for_school(self.place.school).filter(role=self.version.role).proposed()
        duty_services.confirm_duties(
            school=self.place.school,
            public_ids=list(proposed.values_list("public_id", flat=True)),
            on=moment.date(),
            by=self.place.principal,
            now=moment,
        )

    def draft(self, moment: datetime) -> None:
        """Begin the next version."""
        role_services.new_draft(role=self.version.role, by=self.place.principal, now=moment)
