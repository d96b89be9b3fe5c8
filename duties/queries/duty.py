"""The page of a duty: its sentence, its rule, whom it binds, and its dates of a school year."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from duties.addresses import occurrence_url
from duties.answering import Cast, Desk
from duties.models import Duty, DutyRule, Occurrence, OccurrenceState
from duties.queries.occurrence import who_words
from duties.queries.proposals import binds_words
from duties.queries.rows import Reader, margin_date, state_chip, unasked_words, undated_words
from duties.queries.school import SchoolRow
from duties.queries.sources import Source, source_of
from duties.rule_digests import is_daily
from roles.rule_words import rule_words
from schools.models import School

PAGE = 50


@dataclass(frozen=True)
class DutyPage:
    """What ``duties/duty.html`` says."""

    public_id: str
    margin: str
    title: str
    lang: str
    chip: str
    rule: str
    binds: str
    source: Source | None
    rows: tuple[SchoolRow, ...]
    next_page: int | None
    days: int | None
    asks_days: bool
    is_daily: bool
    is_on: bool
    state: str
    no_date_words: str


def duty_at(school: School, public_id: str) -> Duty | None:
    """Return a duty of this school, loaded for its page; one query."""
    return (
        Duty.objects.for_school(school)
        .filter(public_id=public_id)
        .select_related("role", "post")
        .with_language()
        .first()
    )


def duty_page(*, duty: Duty, cast: Cast, desk: Desk | None, reader: Reader, page: int = 1) -> DutyPage:
    """Return a duty's page; with ``desk`` only that desk's occurrences. Three queries."""
    dated = _dated_on(duty, reader.on)
    rule = dated.rule if dated is not None else {}
    rows = _rows(duty, desk, reader, page)
    return DutyPage(
        public_id=duty.public_id,
        margin=duty.number,
        title=duty.title,
        lang=duty.text_language,  # type: ignore[attr-defined]
        chip=_state_words(duty, dated, reader),
        rule=rule_words(rule) if rule else "",
        binds=binds_words(duty),
        source=source_of(duty, dated, reader) if dated is not None else None,
        rows=tuple(_row(row, cast, reader) for row in rows[:PAGE]),
        next_page=page + 1 if len(rows) > PAGE else None,
        days=duty.days,
        asks_days=rule.get("kind") == "period_end" and rule.get("offset") is None,
        is_daily=bool(rule) and is_daily(rule),
        is_on=duty.is_on,
        state=duty.state_on(reader.on),
        no_date_words=_no_date_words(duty),
    )


def _dated_on(duty: Duty, on: date) -> DutyRule | None:
    """The rule that dates a duty on this day, else the next one to do so, else the last one that did; one query."""
    rules = list(
        DutyRule.objects.filter(duty=duty)
        .select_related("version__role")
        .defer("version__frame")
        .order_by("starts_on", "pk")
    )
    begun = [one for one in rules if one.starts_on <= on]
    holding = [one for one in begun if one.ends_on is None or one.ends_on >= on]
    ahead = [one for one in rules if one.starts_on > on]
    return next(iter(holding[-1:] or ahead[:1] or begun[-1:]), None)


def _rows(duty: Duty, desk: Desk | None, reader: Reader, page: int) -> list[Occurrence]:
    rows = Occurrence.objects.for_school(reader.school).filter(duty=duty).exclude(state=OccurrenceState.WITHDRAWN)
    if desk is not None:
        rows = rows.filter(desk.rows())
    first = (page - 1) * PAGE
    return list(rows.with_progress().order_by(F("due_on").asc(nulls_last=True), "id")[first : first + PAGE + 1])


def _row(row: Occurrence, cast: Cast, reader: Reader) -> SchoolRow:
    chip, kind = state_chip(row, reader)
    who = row.person.name if row.person is not None else who_words(row, cast)
    label, sub = (row.group.name, who) if row.group is not None else (who, "")
    return SchoolRow("", occurrence_url(row, reader.school), label, sub, margin_date(row.due_on, reader), chip, kind)


def _no_date_words(duty: Duty) -> str:
    if duty.kind == "event" or duty.binding == "trigger":
        return " ".join([_("It starts when it happens."), unasked_words()])
    if duty.kind == "continuous":
        return " ".join([_("It is done all the time."), unasked_words()])
    return _("It is done as it happens, or all the time.")


def _state_words(duty: Duty, dated: DutyRule | None, reader: Reader) -> str:
    words = _words_of_state(duty, duty.state_on(reader.on))
    if duty.ended_on is not None and duty.ended_on >= reader.on:
        return _("%(state)s, until %(day)s") % {"state": words, "day": reader.day(duty.ended_on)}
    if dated is not None and dated.starts_on > reader.on:
        return _("%(state)s, from %(day)s") % {"state": words, "day": reader.day(dated.starts_on)}
    return words


def _words_of_state(duty: Duty, state: str) -> str:
    if state == "proposed":
        return _("Proposed, waits for the principal")
    if state == "refused":
        return _("Not a duty here")
    if state == "ended":
        return _("Ended")
    if duty.kind in {"event", "continuous"} or duty.binding != "duty":
        return undated_words(duty)
    return _("With a date") if duty.is_on else _("Switched off")
