"""What people do to an occurrence: tick off, undo, waive, hand over. All are conditional updates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from duties.models import Completion, Occurrence, OccurrenceState
from schools import audit
from schools.actors import Actor
from schools.models import Person, User

LONGEST_DONE_NOTE = 1000  # characters, with what is ticked off
LONGEST_NOTE = 500  # with a hand-over, and why something is left out
_HANDED = ["handed_to", "handed_from", "handed_by", "handed_at", "handed_note"]


class NotPossibleError(Exception):
    """The act does not fit the occurrence's state; ``code`` says why: "done", "waived", "withdrawn", "early"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Ticked:
    """What a tick came to: ``is_new`` is False when somebody else had done it already."""

    completion: Completion
    is_new: bool
    done_count: int


@transaction.atomic
def tick(
    *,
    occurrence: Occurrence,
    by: User,
    person: Person | None,
    on: date,
    now: datetime,
    note: str = "",
    for_person: Person | None = None,
    seen: int | None = None,
) -> Ticked:
    """Tick off: one doing. The occurrence is done when as many doings are there as it needs.

    ``seen`` is how many doings the sender saw: when there are more by now, this one was sent twice or somebody was
    quicker. Ticking what is done already changes nothing and tells who did it. Raises NotPossibleError for a waived or
    withdrawn one, and before its first day.
    """
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    doings = list(row.completions.filter(undone_at__isnull=True).order_by("at", "pk"))
    if doings and (row.state == OccurrenceState.DONE or (seen is not None and len(doings) > seen)):
        return Ticked(doings[-1], is_new=False, done_count=len(doings))
    if row.state != OccurrenceState.OPEN:
        raise NotPossibleError(row.state)
    if row.not_before is not None and on < row.not_before:
        raise NotPossibleError("early")
    completion = Completion.objects.create(
        occurrence=row,
        by=by,
        person=person,
        for_person=for_person,
        at=now,
        done_on=on,
        note=note,
    )
    done = len(doings) + 1
    if done >= row.needed:
        _settle(row, OccurrenceState.DONE, "", now)
    audit.record(
        verb="occurrence.ticked",
        scope=row.school,
        subject=_subject(row),
        data={"completion": completion.pk, "done": done, "needed": row.needed},
        by=by,
        now=now,
    )
    return Ticked(completion, is_new=True, done_count=done)


@transaction.atomic
def undo_tick(*, occurrence: Occurrence, by: User, now: datetime, seen: int | None = None) -> bool:
    """Take the last doing back; the row stays, marked as undone.

    False when there was none, or when there are fewer than the sender saw (``seen``): it was sent twice.
    """
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    doings = list(row.completions.filter(undone_at__isnull=True).order_by("at", "pk"))
    if not doings or (seen is not None and len(doings) < seen):
        return False
    last = doings[-1]
    last.undone_at = now
    last.save(update_fields=["undone_at"])
    if row.state == OccurrenceState.DONE:
        _reopen(row)
    audit.record(
        verb="occurrence.tick_undone",
        scope=row.school,
        subject=_subject(row),
        data={"completion": last.pk},
        by=by,
        now=now,
    )
    return True


@transaction.atomic
def ask_again(*, rows: Iterable[Occurrence], by: Actor, now: datetime) -> int:
    """Open done work of an exact day again, because that day has moved; return how many were opened.

    What was done stays in the history, marked as no longer counting.
    """
    count = 0
    for row in Occurrence.objects.select_for_update().filter(
        pk__in=[row.pk for row in rows], state=OccurrenceState.DONE
    ):
        kept = list(row.completions.filter(undone_at__isnull=True).values_list("pk", flat=True))
        row.completions.filter(pk__in=kept).update(undone_at=now)
        _reopen(row)
        audit.record(
            verb="occurrence.asked_again",
            scope=row.school,
            subject=_subject(row),
            data={"completions": kept, "was_due_on": row.due_on.isoformat() if row.due_on else None},
            by=by,
            now=now,
        )
        count += 1
    return count


@transaction.atomic
def waive(*, occurrence: Occurrence, reason: str, by: User, now: datetime) -> None:
    """Say that this one need not be done, and why. The reason is shown with it for ever.

    Raises ValueError without a reason and for one longer than LONGEST_NOTE: nothing that somebody wrote is cut.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_NOTE:
        raise ValueError("A waiver needs a reason of at most 500 characters.")
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if row.state != OccurrenceState.OPEN:
        raise NotPossibleError(row.state)
    _settle(row, OccurrenceState.WAIVED, reason, now)
    audit.record(
        verb="occurrence.waived",
        scope=row.school,
        subject=_subject(row),
        by=by,
        now=now,
    )


@transaction.atomic
def undo_waiver(*, occurrence: Occurrence, by: User, now: datetime) -> bool:
    """Ask for a waived occurrence again."""
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if row.state != OccurrenceState.WAIVED:
        return False
    _reopen(row)
    audit.record(
        verb="occurrence.waiver_undone",
        scope=row.school,
        subject=_subject(row),
        by=by,
        now=now,
    )
    return True


@transaction.atomic
def hand_over(
    *,
    occurrence: Occurrence,
    to: Person | None,
    by: Actor,
    now: datetime,
    person: Person | None = None,
    note: str = "",
) -> None:
    """Let somebody else of the school answer for it; None gives it back to whoever the post says.

    ``person`` is the one who hands it over: the new one sees the name and the note. Raises ValueError for a note
    longer than LONGEST_NOTE: nothing that somebody wrote is cut.
    """
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise ValueError("A note with a hand-over has at most 500 characters.")
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if row.state != OccurrenceState.OPEN:
        raise NotPossibleError(row.state)
    if to is not None and to.school_id != row.school_id:
        raise ValueError("An occurrence stays in its school.")
    row.handed_from, row.handed_to = row.handed_to, to
    row.handed_by, row.handed_at, row.handed_note = person, now, note
    row.save(update_fields=_HANDED)
    audit.record(
        verb="occurrence.handed_over",
        scope=row.school,
        subject=_subject(row),
        data={"to": to.public_id if to else None},
        by=by,
        now=now,
    )


@transaction.atomic
def undo_hand_over(*, occurrence: Occurrence, by: Actor, now: datetime) -> bool:
    """Take the last hand-over back: it is again with whom it was before. False when there is none to take back."""
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if row.handed_at is None or row.state != OccurrenceState.OPEN:
        return False
    row.handed_to, row.handed_from = row.handed_from, None
    row.handed_by, row.handed_at, row.handed_note = None, None, ""
    row.save(update_fields=_HANDED)
    audit.record(
        verb="occurrence.hand_over_undone",
        scope=row.school,
        subject=_subject(row),
        data={"to": row.handed_to.public_id if row.handed_to else None},
        by=by,
        now=now,
    )
    return True


def _settle(row: Occurrence, state: OccurrenceState, note: str, now: datetime) -> None:
    row.state, row.state_note, row.settled_at = state, note, now
    row.save(update_fields=["state", "state_note", "settled_at"])


def _reopen(row: Occurrence) -> None:
    row.state, row.state_note, row.settled_at = OccurrenceState.OPEN, "", None
    row.save(update_fields=["state", "state_note", "settled_at"])


def _subject(row: Occurrence) -> str:
    return f"occurrence:{row.pk}"
