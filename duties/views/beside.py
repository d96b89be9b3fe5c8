"""What the duties app shows on other pages, in the places of ``schools/panels.py``.

Among the views, because the providers stand at the edge: they are asked by pages and read the clock for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from duties.addresses import duty_url
from duties.models import Duty, DutyState, OccurrenceState
from duties.queries.approval import DutyChanges, duty_changes
from duties.queries.fulfilment import DutyWork, work_of_role
from duties.queries.moves import MoveQuestion, Moves, moves_between
from duties.queries.proposals import duties_waiting, waiting_count
from duties.queries.rows import Reader
from duties.views.reviewing import role_year, role_year_sum
from duties.work_words import drawn, last_words, marks_of, next_words, tally_of, tally_words, undated_work_words
from roles.clause_work import WorkAsked
from roles.models import Role
from schools.access_rules import Permission
from schools.clock import now, today
from schools.models import School
from schools.next_step import StepQuestion
from schools.panels import News, SideNote
from schools.school_calendars import SchoolCalendar
from schools.start_steps import StartStep, Todo


def waiting_proposals(school: School, subjects: Sequence[Any], context: Any) -> Mapping[Any, SideNote]:
    """Tell those who may confirm duties (``context`` is the Access) how many wait; one query."""
    if not context.can(Permission.DUTY_MANAGE):
        return {}
    count = waiting_count(school, on=today(school.time_zone))
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


@dataclass(frozen=True)
class ClauseWork:
    """The work of a clause, as ``duties/panels/clause-work.html`` draws it; ``more`` stands behind the fold.

    ``has_times`` is False where nothing fell due: then ``url`` leads to the duty and not to the times.
    """

    marks: SafeString
    words: str
    next_words: str
    more: tuple[str, ...]
    url: str
    has_times: bool


def clause_work(school: School, clauses: Sequence[Any], context: WorkAsked) -> Mapping[Any, ClauseWork]:
    """Return for each clause (its UUID) how it was fulfilled in the school year asked about; one query."""
    reader = Reader(school, today(school.time_zone), now(), get_language() or "en")
    found = work_of_role(role=context.role, year=context.year, on=reader.on)
    # One address is asked for and the clause put in: there may be hundreds.
    pattern = reverse("duties:clause-times", args=[school.slug, context.role.code, _ANY_CLAUSE])
    pattern += f"?year={context.year.key}" if context.year is not None else ""
    return {
        clause: _clause_work(found[clause], pattern.replace(str(_ANY_CLAUSE), str(clause)), reader, context)
        for clause in clauses
        if found.get(clause)
    }


_ANY_CLAUSE = UUID(int=0)


def _clause_work(works: list[DutyWork], times: str, reader: Reader, asked: WorkAsked) -> ClauseWork:
    tally = tally_of(works)
    reader_id = asked.reader.pk if asked.reader is not None else None
    last = last_words(works, reader, reader_id=reader_id, sees_names=asked.sees_names)
    return ClauseWork(
        marks=drawn(marks_of(tally)),
        words=tally_words(tally) or undated_work_words(works),
        next_words=next_words(works, reader),
        more=(last,) if last else (),
        url=times if tally.total else duty_url(works[0].public_id, reader.school),
        has_times=tally.total > 0,
    )


def clause_leaving(
    school: School, clauses: Sequence[Any], context: Any
) -> Mapping[Any, list[tuple[str, str, str, str]]]:
    """Return for each clause (its UUID) that is to go its duties at work or with work done; one query.

    A duty: its title, the language of it, what becomes of it in words, its address.
    """
    duties = (
        Duty.objects.for_school(school)
        .filter(clause__in=list(clauses))
        .with_language()
        .annotate(done=Count("occurrences", filter=Q(occurrences__state=OccurrenceState.DONE)))
        .order_by("number", "pk")
    )
    found: dict[Any, list[tuple[str, str, str, str]]] = {}
    for duty in duties:
        if words := _leaving_words(duty):
            row = (duty.title, duty.text_language, words, duty_url(duty.public_id, school))  # type: ignore[attr-defined]
            found.setdefault(duty.clause, []).append(row)
    return found


def _leaving_words(duty: Any) -> str:
    parts = []
    if duty.state == DutyState.ACTIVE:
        parts.append(_("It ends the day before this text takes force; what is due later is no longer asked for."))
    elif duty.state == DutyState.PROPOSED:
        parts.append(_("It waits for the principal's yes or no, and will not be asked for once this text takes force."))
    if duty.done:
        words = ngettext(
            "%(n)d time done; that stays in its history.", "%(n)d times done; that stays in its history.", duty.done
        )
        parts.append(words % {"n": duty.done})
    return " ".join(parts)


def role_work(school: School, roles: Sequence[Role], context: Any) -> Mapping[Any, str]:
    """Return for each role how many duties its text in force makes, and how many occurrences are late; one query."""
    on = today(school.time_zone)
    late = Q(duties__occurrences__state=OccurrenceState.OPEN, duties__occurrences__due_on__lt=on)
    holding = Duty.objects.for_school(school).active().holding(on)
    is_active = Q(duties__in=holding)
    counted = (
        Role.objects.for_school(school)
        .filter(pk__in=[role.pk for role in roles])
        .annotate(
            active=Count("duties", filter=is_active, distinct=True),
            late=Count("duties__occurrences", filter=is_active & late, distinct=True),
        )
        .values_list("pk", "active", "late")
    )
    numbers = {pk: (active, late_count) for pk, active, late_count in counted if active}
    return {role: _role_words(*numbers[role.pk]) for role in roles if role.pk in numbers}


def _role_words(active: int, late: int) -> str:
    words = ngettext("%(n)d duty", "%(n)d duties", active) % {"n": active}
    late_words = ngettext("%(n)d late", "%(n)d late", late) % {"n": late}
    return f"{words}, {late_words}" if late else words


@dataclass(frozen=True)
class CalendarMoves:
    """What a changed calendar does, as ``schools/calendar_moves.html`` draws it; ``late``: (post, how many)."""

    count: int
    moves: tuple[dict[str, Any], ...]
    stays: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    late: tuple[tuple[str, int], ...]


def calendar_moves(school: School, proposed: Sequence[Any], current: SchoolCalendar) -> Mapping[Any, CalendarMoves]:
    """Return what each proposed calendar moves; ``current`` is the calendar as it is. Two queries each."""
    reader = Reader(school, today(school.time_zone), now(), get_language() or "en")
    return {after: _moves(moves_between(before=current, after=after, reader=reader), school) for after in proposed}


def _moves(found: Moves, school: School) -> CalendarMoves:
    return CalendarMoves(
        count=found.count,
        moves=tuple(
            {
                "count": line.count,
                "count_words": ngettext("deadline", "deadlines", line.count),
                "title": f"{line.number} {line.title}".strip(),
                "url": duty_url(line.public_id, school),
                "old": line.before_words,
                "new": line.after_words,
                "chip": _("no longer late") if line.is_late_no_more else _("late at once") if line.becomes_late else "",
                "rule": line.rule,
                "note": line.note,
            }
            for line in found.moved
        ),
        stays=tuple(
            {
                "count": line.count,
                "count_words": _("done"),
                "title": f"{line.number} {line.title}".strip(),
                "words": line.words,
            }
            for line in found.kept
        ),
        questions=tuple(_question_row(question) for question in found.questions),
        late=found.late_by_post(),
    )


def _question_row(question: MoveQuestion) -> dict[str, Any]:
    words = {"n": question.count, "was": question.before_words, "now": question.after_words}
    return {
        "name": question.name,
        "count": question.count,
        "count_words": _("done"),
        "title": f"{question.number} {question.title}".strip(),
        "words": _("The deadline is the day itself, not “by”. It moves from %(was)s to %(now)s.") % words,
        "legend": ngettext(
            "%(n)d is done already. Is that work finished?",
            "%(n)d are done already. Is that work finished?",
            question.count,
        )
        % words,
        "choices": [
            ("keep", _("Leave it done"), _("It shows the date it had then, %(was)s.") % words, True),
            (
                "again",
                _("Open it again for %(now)s") % words,
                _("The same people get the work once more; what they did stays in the history."),
                False,
            ),
        ],
    }


def start_steps(school: School, schools: Sequence[School], on: date) -> Mapping[Any, list[StartStep]]:
    """Return the step "duties" of each school: some at work; those still proposed do not keep Start shut; one query."""
    proposed, active = Q(state=DutyState.PROPOSED), Q(state=DutyState.ACTIVE)
    counts = {
        pk: (waiting, at_work)
        for pk, waiting, at_work in Duty.objects.filter(school__in=schools)
        .not_ended(on)
        .order_by()
        .values_list("school")
        .annotate(waiting=Count("pk", filter=proposed), at_work=Count("pk", filter=active))
    }
    return {one: [_duties_step(one, *counts.get(one.pk, (0, 0)))] for one in schools}


def _duties_step(school: School, waiting: int, at_work: int) -> StartStep:
    url = reverse("duties:proposals", kwargs={"school": school.slug})
    waiting_words = ngettext("%(n)d duty waits for your yes or no.", "%(n)d duties wait for your yes or no.", waiting)
    waiting_words %= {"n": waiting}
    if waiting and not at_work:
        words = waiting_words
    elif at_work:
        words = ngettext("%(n)d duty is confirmed.", "%(n)d duties are confirmed.", at_work) % {"n": at_work}
    else:
        words = _("The clauses of an approved text come here as proposed duties.")
    return StartStep(
        order=50,
        title=_("Duties"),
        is_done=at_work > 0,
        words=words,
        url=url,
        act_label=_("Confirm the duties"),
        todo=(Todo(waiting_words, label=_("Look at them"), url=url),) if waiting and at_work else (),
        blocker="" if at_work else _("no duty is confirmed"),
        warnings=((waiting_words, url),) if waiting and at_work else (),
        warning_words=_("Nobody is asked for a duty before you have said yes to it:"),
    )


def step_questions(school: School, schools: Sequence[School], on: date) -> Mapping[Any, list[StepQuestion]]:
    """Return what the step "duties" asks of one school's data; no query."""
    at_work = Duty.objects.filter(school=OuterRef("pk"), state=DutyState.ACTIVE).not_ended(on)
    question = StepQuestion(
        order=50,
        title=_("Duties"),
        asks={"at_work": Exists(at_work)},
        is_done=lambda answers: answers["at_work"],
        url=lambda _answers: reverse("duties:proposals", kwargs={"school": school.slug}),
    )
    return {school: [question]}


def approval(school: School, versions: Sequence[Any], context: date) -> Mapping[Any, DutyChanges]:
    """Return what approving each draft does to its duties; ``context`` is the day from which it would hold."""
    on = today(school.time_zone)
    reader = Reader(school, on, now(), get_language() or "en")
    # Whatever day the paper names, nobody is bound before today.
    day = max(context, on)
    return {version: duty_changes(version=version, day=day, reader=reader) for version in versions}


PROVIDERS: Iterable[tuple[str, str, Any]] = (
    ("today-side", "duties.waiting-proposals", waiting_proposals),
    ("role-item", "duties.clause-work", clause_work),
    ("clause-leaving", "duties.clause-leaving", clause_leaving),
    ("role-head", "duties.role-work", role_work),
    ("role-review", "duties.clause-year", role_year),
    ("role-review-sum", "duties.role-year", role_year_sum),
    ("calendar-moves", "duties.calendar-moves", calendar_moves),
    ("start-steps", "duties.start", start_steps),
    ("next-step", "duties.next", step_questions),
    ("approval", "duties.approval", approval),
)
NEWS: Mapping[str, News] = {"duties.waiting-proposals": lambda school, _person, on: duties_waiting(school, on)}
