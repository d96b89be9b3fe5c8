"""What the duties app shows on other pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from duties.models import Occurrence, OccurrenceState
from duties.queries.moves import Moves, moves_between
from duties.queries.proposals import waiting_count
from duties.queries.rows import Reader
from schools.access_rules import Permission
from schools.models import School, SchoolYear
from schools.words import format_date


@dataclass(frozen=True)
class SideNote:
    """A note beside Today, as ``components/note.html`` draws it."""

    id: str
    title: str
    text: str
    url: str
    label: str


@dataclass(frozen=True)
class ClauseWork:
    """The work done for a clause in a school year, beside its text."""

    done: int
    late: int
    open: int
    next_due_on: date | None
    words: str
    url: str


def waiting_proposals(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, SideNote]:
    """Tell those who may confirm duties (``context`` is the Access) how many wait; one query."""
    if not context.can(Permission.DUTY_MANAGE):
        return {}
    count = waiting_count(school)
    if not count:
        return {}
    note = SideNote(
        id="waiting-proposals",
        title=_("Proposed duties"),
        text=ngettext("%(n)d duty waits for your yes or no.", "%(n)d duties wait for your yes or no.", count)
        % {"n": count},
        url=reverse("duties:proposals", kwargs={"school": school.slug}),
        label=_("Look at them"),
    )
    return dict.fromkeys(subjects, note)


def clause_work(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, ClauseWork]:
    """Return for each clause (its UUID) what was done for it this school year; two queries for all clauses.

    ``context`` is the day, or an object with an ``on``.
    """
    on = context if isinstance(context, date) else context.on
    year = SchoolYear.objects.for_school(school).containing(on).first()
    rows = Occurrence.objects.for_school(school).filter(duty__clause__in=list(subjects))
    if year is not None:
        rows = rows.due_between(year.starts_on, year.ends_on)
    is_open = Q(state=OccurrenceState.OPEN)
    counted = (
        rows.exclude(state__in=[OccurrenceState.WITHDRAWN, OccurrenceState.WAIVED])
        .order_by()
        .values_list("duty__clause")
        .annotate(
            done=Count("pk", filter=Q(state=OccurrenceState.DONE)),
            late=Count("pk", filter=is_open & Q(due_on__lt=on)),
            open=Count("pk", filter=is_open),
            next=Min("due_on", filter=is_open & Q(due_on__gte=on)),
            duty=Min("duty__public_id"),
        )
    )
    return {clause: _clause_work(school, *numbers) for clause, *numbers in counted}


def _clause_work(school: School, done: int, late: int, open_: int, next_due_on: date | None, duty: str) -> ClauseWork:
    parts = [ngettext("%(n)d done", "%(n)d done", done) % {"n": done}] if done else []
    if late:
        parts.append(ngettext("%(n)d late", "%(n)d late", late) % {"n": late})
    if next_due_on is not None:
        day = format_date(next_due_on, get_language() or "en", style="day")
        parts.append(_("next %(day)s") % {"day": day})
    url = reverse("duties:duty-detail", kwargs={"school": school.slug, "duty": duty})
    return ClauseWork(done, late, open_, next_due_on, ", ".join(parts) or _("Duty"), url)


def calendar_moves(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, Moves]:
    """Return what a changed calendar moves: each subject is the calendar as it would be.

    ``context`` has ``before`` (the calendar as it is), ``on`` and ``now``.
    """
    reader = Reader(school, context.on, context.now, get_language() or "en")
    return {after: moves_between(before=context.before, after=after, reader=reader) for after in subjects}


PROVIDERS: Iterable[tuple[str, str, Any]] = (
    ("today-side", "waiting-proposals", waiting_proposals),
    ("role-item", "clause-work", clause_work),
    ("calendar-moves", "calendar-moves", calendar_moves),
)
