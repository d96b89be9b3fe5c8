"""Half a year of work: what people did to the occurrences, by the rules of ``history.json``."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from config.demo.places import Place
from duties import services as duty_services
from duties.answering import Answer, cast_of
from duties.models import Occurrence, OccurrenceState
from schools.models import Person, User

_DAY = timedelta(days=1)


@dataclass
class Past:
    """The rules of one school, and which occurrences they were applied to."""

    place: Place
    rules: Sequence[Mapping[str, Any]]
    now: datetime
    applied: set[tuple[int, str, str]] = field(default_factory=set)
    walked: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def look(self, moment: datetime) -> None:
        """Apply the rules to occurrences that are new since the last look, and plan what people do to them."""
        if not self.rules or self.place.school.started_at is None:
            return
        rows = list(
            Occurrence.objects.for_school(self.place.school)
            .open()
            .due_between(moment.date(), self.place.today)
            .select_related("duty", "rule", "group")
            .order_by("due_on", "duty", "slot", "pk")
        )
        newest: dict[tuple[int, str], date] = {}
        for row in rows:
            newest[_series(row)] = max(newest.get(_series(row), date.min), row.due_on or date.min)
        new = [row for row in rows if _key(row) not in self.applied]
        chosen = [(self._rule(row, newest), row) for row in new]
        for number, row in sorted(chosen, key=lambda pair: (pair[0], pair[1].slot, pair[1].due_on or date.max)):
            self.applied.add(_key(row))
            if number < len(self.rules):
                self._plan(number, row, moment)

    def _rule(self, row: Occurrence, newest: Mapping[tuple[int, str], date]) -> int:
        """Return the place of the first rule that speaks of an occurrence; one past the end for none."""
        for number, rule in enumerate(self.rules):
            if rule["clause"] not in (row.rule.rule["words"], f"{row.duty.number}.", row.duty.number):
                continue
            is_meant = (
                ("slots" not in rule or (row.group is not None and row.group.name in rule["slots"]))
                and ("month" not in rule or (row.due_on is not None and row.due_on.month == rule["month"]))
                and (not rule.get("latest") or row.due_on == newest[_series(row)])
            )
            if is_meant:
                return number
        return len(self.rules)

    def _plan(self, number: int, row: Occurrence, moment: datetime) -> None:
        rule = self.rules[number]
        if rule["outcome"] == "open":
            return
        if "times" in rule:
            days = [self._share_of_period(row, share, moment) for share in rule["times"]]
        else:
            step = rule["days"][self.walked[number] % len(rule["days"])]
            self.walked[number] += 1
            days = [cast(date, row.due_on) + timedelta(days=step)]
        for day in days:
            # Nobody did anything here before the school began.
            when = self.place.moment(max(day, moment.date() + _DAY), rule["at"])
            if when <= self.now:
                self.place.timeline.at(when, self._act(rule, _key(row)))

    def _share_of_period(self, row: Occurrence, share: float, moment: datetime) -> date:
        due = cast(date, row.due_on)
        spans = [starts for _key_of_year, starts, ends in self.place.year_spans() if starts <= due <= ends]
        begins = max([row.not_before or date.min, moment.date(), *spans])
        return begins + timedelta(days=round((due - begins).days * share))

    def _act(self, rule: Mapping[str, Any], key: tuple[int, str, str]) -> Callable[[datetime], None]:
        def act(moment: datetime) -> None:
            row = Occurrence.objects.select_related("school").get(
                duty_id=key[0], period_key=key[1], slot=key[2], school=self.place.school
            )
            if row.state != OccurrenceState.OPEN:
                return
            if rule["outcome"] == "waived":
                duty_services.waive(occurrence=row, reason=rule["reason"], by=self.place.principal, now=moment)
            else:
                self._tick(row, rule, moment)

        return act

    def _tick(self, row: Occurrence, rule: Mapping[str, Any], moment: datetime) -> None:
        on = max(moment.date(), row.not_before or date.min)
        answer = cast_of([self.place.school], on=on).answer(row)
        person = self._doer(answer)
        for_person = Person.objects.filter(pk=answer.stands_in_for).first() if answer.stands_in_for else None
        duty_services.tick(
            occurrence=row,
            by=cast(User, person.user),
            person=person,
            for_person=for_person,
            on=on,
            now=moment,
            note=rule.get("note", ""),
        )

    def _doer(self, answer: Answer) -> Person:
        """The one who answers on that day; where nobody does, the principal."""
        by_pk = {person.pk: person for person in self.place.people.values()}
        found = [by_pk[pk] for pk in answer.people if pk in by_pk]
        return found[0] if found else next(p for p in by_pk.values() if p.user == self.place.principal)


def _key(row: Occurrence) -> tuple[int, str, str]:
    return row.duty_id, row.period_key, row.slot


def _series(row: Occurrence) -> tuple[int, str]:
    """A class has another slot each year, yet 7b is 7b."""
    return row.duty_id, row.group.name if row.group else row.slot
