"""The page of one occurrence: what to do, the sentence it comes from, and what became of it in other years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duties.addresses import at_address, occurrence_url
from duties.answering import Cast, Desk
from duties.models import Completion, Occurrence, OccurrenceState
from duties.queries.rows import Reader, early_words, margin_date, state_chip, tally_of, title_of
from duties.queries.sources import Source, source_of
from roles.rule_words import rule_words
from schools.audit import scope_code
from schools.models import AuditEvent, Person, School
from schools.words import format_date, time_tag

HISTORY, NEXT, SAME_DAY = 12, 3, 10


@dataclass(frozen=True)
class HistoryRow:
    """One line of the history, as ``components/timeline.html`` draws it."""

    when: SafeString | str
    state: str  # "done", "late", "now" or ""
    text: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True)
class OccurrencePage:
    """Everything ``duties/duty_detail.html`` says; addresses and rights are the view's."""

    margin: str
    title: str
    lang: str
    chip: str
    chip_kind: str
    due_words: SafeString | str
    who_words: str
    tally: tuple[int, int, str, str] | None
    done_words: str
    waived_words: str
    waived_by: str
    handed_words: str
    seen: int
    is_open: bool
    is_early: bool
    early_words: str
    source: Source | None
    history: tuple[HistoryRow, ...]
    history_words: str
    facts: tuple[tuple[str, str], ...]
    same_day: tuple[tuple[str, str, str, str], ...]


def occurrence_at(school: School, duty: str, period: str, slot: str) -> Occurrence | None:
    """Return the occurrence at an address of this school, loaded for its page; one query."""
    return (
        Occurrence.objects.for_school(school)
        .filter(at_address(duty, period, slot))
        .with_progress()
        .select_related("duty__role", "duty__post", "group", "person", "handed_to", "handed_by", "rule__version__role")
        .defer("rule__version__frame")
        .first()
    )


def occurrence_page(*, row: Occurrence, desk: Desk | None, cast: Cast, reader: Reader) -> OccurrencePage:
    """Return the page of an occurrence loaded by :func:`occurrence_at`; four queries."""
    siblings = _siblings(row)
    past = [other for other in siblings if other.pk == row.pk or (other.due_on is not None and _is_past(other, row))]
    history = tuple(_history_row(other, row, cast, reader) for other in past[:HISTORY])
    tally = tally_of(row)
    chip, kind = state_chip(row, reader)
    last = next((other for other in siblings if other.pk == row.pk), row)
    return OccurrencePage(
        margin=row.duty.number,
        title=title_of(row),
        lang=row.text_language,  # type: ignore[attr-defined]
        chip=chip,
        chip_kind=kind,
        due_words=_due_words(row, reader),
        who_words=who_words(row, cast),
        tally=(*tally, _("%(n)d of %(m)d times") % {"n": tally[0], "m": tally[1]}) if tally else None,
        done_words=_done_by(last, reader) if row.state == OccurrenceState.DONE else "",
        waived_words=row.state_note if row.state == OccurrenceState.WAIVED else "",
        waived_by=_waived_by(row, reader) if row.state == OccurrenceState.WAIVED else "",
        handed_words=_handed_words(row, reader),
        seen=row.done_count,  # type: ignore[attr-defined]
        is_open=row.state == OccurrenceState.OPEN,
        is_early=row.not_before is not None and row.not_before > reader.on,
        early_words=early_words(row, reader),
        source=source_of(row.duty, row.rule, reader),
        history=history,
        history_words=_history_words(past, reader),
        facts=_facts(row, siblings, cast, reader),
        same_day=_same_day(row, desk, reader),
    )


def who_words(row: Occurrence, cast: Cast) -> str:
    """Return who answers today, and for whom when it is a substitute."""
    answer = cast.answer(row)
    names = ", ".join(cast.names[pk] for pk in answer.people)
    if not names:
        return _("nobody")
    if answer.stands_in_for is not None:
        absent = cast.names.get(answer.stands_in_for, "")
        return _("%(name)s, for %(absent)s") % {"name": names, "absent": absent}
    return names


def _siblings(row: Occurrence) -> list[Occurrence]:
    """The same duty's occurrences in the same place (post, class or person), newest first, with what was done."""
    doings = Completion.objects.select_related("person", "for_person").order_by("at")
    rows = list(
        Occurrence.objects.filter(duty=row.duty_id, slot=row.slot, school=row.school_id)
        .exclude(state=OccurrenceState.WITHDRAWN)
        .select_related("group")
        .prefetch_related(Prefetch("completions", queryset=doings, to_attr="all_doings"))
        .order_by("-due_on", "-pk")[:100]
    )
    for row in rows:
        every: Sequence[Completion] = row.all_doings  # type: ignore[attr-defined]
        row.doings = [doing for doing in every if doing.undone_at is None]  # type: ignore[attr-defined]
        row.undone = [doing for doing in every if doing.undone_at is not None]  # type: ignore[attr-defined]
    return rows


def _is_past(other: Occurrence, row: Occurrence) -> bool:
    if other.state != OccurrenceState.OPEN:
        return True
    return row.due_on is not None and other.due_on is not None and other.due_on < row.due_on


def _due_words(row: Occurrence, reader: Reader) -> SafeString | str:
    if row.due_on is None:
        return _("The school has not entered the dates that this depends on.")
    day = time_tag(row.due_on, format_date(row.due_on, reader.language, style="long"))
    if row.first_due_on not in (None, row.due_on) and row.first_due_on is not None:
        moved = _("first it was due %(day)s") % {"day": reader.day(row.first_due_on)}
        return SafeString(f"{day}, {moved}")
    return day


def _history_row(other: Occurrence, row: Occurrence, cast: Cast, reader: Reader) -> HistoryRow:
    text, state = _what_became(other, reader)
    if other.pk == row.pk and other.state == OccurrenceState.OPEN:
        state = "now"
    doings: Sequence[Completion] = other.doings  # type: ignore[attr-defined]
    last = doings[-1] if doings else None
    return HistoryRow(
        when=margin_date(other.due_on, reader),
        state=state,
        text=text,
        by=_doer(last) if last else who_words(other, cast) if state == "now" else "",
        note=last.note if last else other.state_note,
    )


def _what_became(other: Occurrence, reader: Reader) -> tuple[str, str]:
    if other.state == OccurrenceState.WAIVED:
        return _("Left out."), ""
    if other.state == OccurrenceState.OPEN:
        is_late = other.due_on is not None and other.due_on < reader.on
        return _("Not done yet."), "late" if is_late else "now"
    done_on = _done_on(other, reader)
    if done_on is None or other.due_on is None:
        return _("Done."), "done"
    words = {"day": reader.day(done_on)}
    days = (other.due_on - done_on).days
    if days == 0:
        return _("Done %(day)s, on the last day.") % words, "done"
    if days > 0:
        return (
            ngettext("Done %(day)s, %(n)d day before.", "Done %(day)s, %(n)d days before.", days) % {**words, "n": days}
        ), "done"
    return (
        ngettext("Done %(day)s, %(n)d day late.", "Done %(day)s, %(n)d days late.", -days) % {**words, "n": -days}
    ), "late"


def _done_on(other: Occurrence, reader: Reader) -> date | None:
    doings: Sequence[Completion] = other.doings  # type: ignore[attr-defined]
    if doings:
        return doings[-1].done_on
    return reader.local_day(other.settled_at) if other.settled_at else None


def _doer(doing: Completion) -> str:
    name = doing.person.name if doing.person else ""
    if doing.for_person is not None and name:
        return _("%(name)s, for %(absent)s") % {"name": name, "absent": doing.for_person.name}
    return name


def _done_by(row: Occurrence, reader: Reader) -> str:
    doings: Sequence[Completion] = getattr(row, "doings", [])
    if not doings:
        return _("Done")
    last = doings[-1]
    words = {"name": _doer(last), "day": reader.day(last.done_on), "time": reader.time(last.at)}
    return _("Done %(day)s at %(time)s by %(name)s") % words


def _undone_words(doing: Completion, reader: Reader) -> str:
    words = {"name": _doer(doing) or _("nobody"), "day": reader.day(doing.done_on)}
    return _("Ticked off for %(day)s by %(name)s, and opened again since") % words


def _history_words(past: Sequence[Occurrence], reader: Reader) -> str:
    done = [other for other in past if other.state == OccurrenceState.DONE]
    if not done:
        return ""
    in_time = sum(
        1 for other in done if other.due_on is None or (_done_on(other, reader) or other.due_on) <= other.due_on
    )
    finished = ngettext("%(n)d finished", "%(n)d finished", len(done)) % {"n": len(done)}
    on_time = ngettext("%(n)d on time", "%(n)d on time", in_time) % {"n": in_time}
    return f"{finished}, {on_time}"


def _facts(row: Occurrence, siblings: Sequence[Occurrence], cast: Cast, reader: Reader) -> tuple[tuple[str, str], ...]:
    facts = [(_("Who"), who_words(row, cast)), (_("Post"), row.duty.post.name)]
    if row.handed_to is not None:
        facts.append((_("Handed over to"), row.handed_to.name))
    undone: Sequence[Completion] = next((one.undone for one in siblings if one.pk == row.pk), [])  # type: ignore[attr-defined]
    facts += [(_("No longer counts"), _undone_words(doing, reader)) for doing in undone[-NEXT:]]
    facts.append((_("Repeats"), rule_words(row.rule.rule)))
    coming = [
        other.due_on
        for other in reversed(siblings)
        if other.due_on is not None and (row.due_on is None or other.due_on > row.due_on)
    ]
    if coming:
        facts.append((_("Next dates"), ", ".join(reader.day(day) for day in coming[:NEXT])))
    return tuple(facts)


def _waived_by(row: Occurrence, reader: Reader) -> str:
    """Return who left it out and when, from the audit trail: nothing else keeps it. Two queries."""
    event = waivers_of(row).last()
    if event is None:
        return ""
    kind, _colon, number = event.actor.partition(":")
    user = int(number) if kind == "user" and number.isdecimal() else 0
    person = Person.objects.for_school(reader.school).filter(user=user).first()
    words = {"name": person.name if person else _("somebody"), "day": reader.day(reader.local_day(event.at))}
    return _("By %(name)s, %(day)s.") % words


def waivers_of(row: Occurrence) -> "QuerySet[AuditEvent]":
    """The times at which an occurrence was left out, in the audit trail."""
    found = AuditEvent.objects.filter(scope=scope_code(row.school), subject=f"occurrence:{row.pk}")
    return found.filter(verb="occurrence.waived").order_by("number")


def _handed_words(row: Occurrence, reader: Reader) -> str:
    """Return who handed it over, or gave it back, and when, with the note."""
    if row.handed_at is None or row.state != OccurrenceState.OPEN:
        return ""
    words = {"name": row.handed_by.name if row.handed_by else _("somebody")}
    words["day"] = reader.day(reader.local_day(row.handed_at))
    found = _("Handed over by %(name)s, %(day)s") if row.handed_to_id else _("Given back by %(name)s, %(day)s")
    return f"{found % words}: {row.handed_note}" if row.handed_note else f"{found % words}."


def _same_day(row: Occurrence, desk: Desk | None, reader: Reader) -> tuple[tuple[str, str, str, str], ...]:
    if desk is None or row.due_on is None:
        return ()
    others = (
        Occurrence.objects.for_school(reader.school)
        .open()
        .filter(desk.rows(), due_on=row.due_on)
        .exclude(pk=row.pk)
        .with_progress()
        .order_by("id")[:SAME_DAY]
    )
    return tuple(
        (
            f"{other.duty.number} {title_of(other)}".strip(),
            occurrence_url(other, reader.school),
            *state_chip(other, reader),
        )
        for other in others
    )
