"""The whole school: open duties by person or by duty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from django.db.models import Count, F, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duties.addresses import duty_url, occurrence_url, row_id
from duties.answering import Answer, Cast, Desk
from duties.models import Occurrence, OccurrenceState
from duties.models.occurrences import OccurrenceQuerySet
from duties.queries.rows import DutyRow, Group, Reader, clause_words, margin_date, occurrence_row, state_chip, title_of

PAGE = 50
URGENT, URGENT_DAYS = 5, 14
By = Literal["person", "duty"]


@dataclass(frozen=True)
class Filters:
    """What the page is narrowed to. ``who`` is a desk, or "nobody"; ``until`` the last deadline; ``text`` searched."""

    text: str = ""
    who: Desk | Literal["nobody"] | None = None
    post_code: str = ""
    state: Literal["open", "late", "no-date", "done"] = "open"
    until: date | None = None


@dataclass(frozen=True)
class SchoolRow:
    """One occurrence in the table."""

    public_id: str
    url: str
    label: str
    sub: str
    when: SafeString | str
    chip: str
    chip_kind: str
    note: str = ""


@dataclass(frozen=True)
class SchoolGroup:
    """The rows of a person, or of a duty; ``key`` sorts."""

    id: str
    title: str
    sub: str
    url: str
    margin: str
    tally: tuple[int, int, str, str] | None
    rows: tuple[SchoolRow, ...]


@dataclass(frozen=True)
class SchoolPage:
    """What the whole-school page shows; ``page`` and ``has_next`` for the pager."""

    title: str
    lead: str
    urgent: Group | None
    groups: tuple[SchoolGroup, ...]
    page: int
    has_next: bool
    counts: "Counts" = field(repr=False)


@dataclass(frozen=True)
class Counts:
    """The state of a whole school in numbers."""

    open: int
    late: int
    unowned: int


def school_page(*, reader: Reader, cast: Cast, by: By, filters: Filters, page: int = 1) -> SchoolPage:
    """Return one page of the school's duties, fifty by deadline; three queries, whatever their number."""
    counts = _counts(reader, cast)
    first = (page - 1) * PAGE
    rows = list(_narrowed(reader, cast, filters)[first : first + PAGE + 1])
    shown = rows[:PAGE]
    late = [row for row in shown if _is_late(row, reader)]
    rest = [row for row in shown if not _is_late(row, reader)]
    groups = _by_person(rest, cast, reader) if by == "person" else _by_duty(rest, cast, reader)
    return SchoolPage(
        title=_title(counts),
        lead=_lead(counts),
        urgent=_urgent(reader, cast) if counts.unowned and page == 1 else None,
        groups=(*_late(late, cast, reader), *groups),
        page=page,
        has_next=len(rows) > PAGE,
        counts=counts,
    )


def _counts(reader: Reader, cast: Cast) -> Counts:
    # Undated rows and those far ahead are nobody's worry today.
    soon = Q(due_on__lte=reader.on + timedelta(days=URGENT_DAYS))
    found = (
        Occurrence.objects.for_school(reader.school)
        .open()
        .aggregate(
            open=Count("pk", filter=soon),
            late=Count("pk", filter=Q(due_on__lt=reader.on)),
            unowned=Count("pk", filter=soon & cast.nobody()),
        )
    )
    return Counts(**found)


def _title(counts: Counts) -> str:
    if counts.unowned:
        return ngettext(
            "%(n)d duty belongs to nobody", "%(n)d duties belong to nobody", counts.unowned
        ) % {"n": counts.unowned}  # fmt: skip
    if counts.late:
        return ngettext("%(n)d duty is late", "%(n)d duties are late", counts.late) % {"n": counts.late}
    return _("Nothing is late in the whole school")


def _lead(counts: Counts) -> str:
    rest = counts.open - counts.late
    parts = []
    if counts.late and counts.unowned:
        parts.append(ngettext("%(n)d duty is late.", "%(n)d duties are late.", counts.late) % {"n": counts.late})
    parts.append(
        ngettext(
            "%(n)d more is due within two weeks.", "%(n)d more are due within two weeks.", rest
        ) % {"n": rest}
        if rest
        else _("Nothing else is due within two weeks.")
    )  # fmt: skip
    return " ".join(parts)


def _narrowed(reader: Reader, cast: Cast, filters: Filters) -> QuerySet[Occurrence]:
    rows = _in_state(Occurrence.objects.for_school(reader.school), filters, reader.on)
    if filters.until is not None:
        rows = rows.filter(due_on__lte=filters.until)
    if filters.post_code:
        rows = rows.filter(post__code=filters.post_code)
    if isinstance(filters.who, Desk):
        rows = rows.filter(filters.who.rows())
    elif filters.who == "nobody":
        rows = rows.filter(cast.nobody())
    if filters.text:
        rows = rows.filter(Q(duty__title__icontains=filters.text) | Q(duty__number__startswith=filters.text))
    if filters.state == "done":
        return rows.with_progress().order_by("-due_on", "-id")
    return rows.with_progress().order_by(F("due_on").asc(nulls_last=True), "id")


def _in_state(rows: OccurrenceQuerySet, filters: Filters, on: date) -> OccurrenceQuerySet:
    if filters.state == "done":
        return rows.filter(state__in=[OccurrenceState.DONE, OccurrenceState.WAIVED])
    if filters.state == "late":
        return rows.open().due_before(on)
    if filters.state == "no-date":
        return rows.open().filter(due_on__isnull=True)
    return rows.open()


def _urgent(reader: Reader, cast: Cast) -> Group:
    until = reader.on + timedelta(days=URGENT_DAYS)
    rows = (
        Occurrence.objects.for_school(reader.school)
        .open()
        .filter(cast.nobody(), due_on__lte=until)
        .with_progress()
        .order_by("due_on", "id")[:URGENT]
    )
    return Group("g-urgent", _("Decide today"), tuple(_urgent_row(row, reader) for row in rows))


def _urgent_row(row: Occurrence, reader: Reader) -> DutyRow:
    plain = occurrence_row(row, reader, can_tick=False)
    return DutyRow(
        public_id=f"u-{plain.public_id}",
        url=plain.url,
        title=plain.title,
        lang=plain.lang,
        when=plain.when,
        chip=_("Belongs to nobody"),
        chip_kind="gap",
        clause=plain.clause,
        action="hand-over",
        action_url=occurrence_url(row, reader.school, "hand-over"),
        about=plain.title,
        due_on=plain.due_on,
    )


def _is_late(row: Occurrence, reader: Reader) -> bool:
    return row.state == OccurrenceState.OPEN and row.due_on is not None and row.due_on < reader.on


def _late(rows: Sequence[Occurrence], cast: Cast, reader: Reader) -> Iterable[SchoolGroup]:
    """What is late stands on top, whatever the page is grouped by."""
    if rows:
        yield SchoolGroup(
            id="g-late",
            title=_("Late"),
            sub=_open_words(len(rows)),
            url="",
            margin="",
            tally=None,
            rows=tuple(_late_row(row, cast, reader) for row in rows),
        )


def _late_row(row: Occurrence, cast: Cast, reader: Reader) -> SchoolRow:
    answer = cast.answer(row)
    names = ", ".join(cast.names[pk] for pk in answer.people) or _("Nobody")
    return _row(row, reader, title_of(row), f"{names} · {clause_words(row.duty, row.post)}", _for(answer, cast))


def _by_person(rows: Sequence[Occurrence], cast: Cast, reader: Reader) -> Iterable[SchoolGroup]:
    answers = [(row, cast.answer(row)) for row in rows]
    answers.sort(key=lambda pair: (not pair[1].people, _sort_key(pair[1], cast), pair[1].people))
    for people, found in groupby(answers, key=lambda pair: pair[1].people):
        pairs = list(found)
        names = ", ".join(cast.names[pk] for pk in people) or _("Nobody")
        yield SchoolGroup(
            id="p-" + "-".join(str(place) for place in (people or (0,))),
            title=names,
            sub=_open_words(len(pairs)),
            url="",
            margin="",
            tally=None,
            rows=tuple(
                _row(row, reader, title_of(row), clause_words(row.duty, row.post), _for(answer, cast))
                for row, answer in pairs
            ),
        )


def _by_duty(rows: Sequence[Occurrence], cast: Cast, reader: Reader) -> Iterable[SchoolGroup]:
    by_duty: dict[int, list[Occurrence]] = {}
    for row in rows:
        by_duty.setdefault(row.duty_id, []).append(row)
    for found in by_duty.values():
        duty = found[0].duty
        yield SchoolGroup(
            id=f"d-{duty.public_id}",
            title=duty.title,
            sub=f"{duty.role.name} · {_open_words(len(found))}",
            url=duty_url(duty.public_id, reader.school),
            margin=duty.number,
            tally=None,
            rows=tuple(_duty_line(row, cast, reader) for row in found),
        )


def _duty_line(row: Occurrence, cast: Cast, reader: Reader) -> SchoolRow:
    answer = cast.answer(row)
    names = ", ".join(cast.names[pk] for pk in answer.people) or _("Nobody")
    label, sub = (row.group.name, names) if row.group is not None else (names, "")
    return _row(row, reader, label, sub, _for(answer, cast))


def _row(row: Occurrence, reader: Reader, label: str, sub: str, note: str) -> SchoolRow:
    chip, kind = state_chip(row, reader)
    return SchoolRow(
        public_id=row_id(row),
        url=occurrence_url(row, reader.school),
        label=label,
        sub=sub,
        when=margin_date(row.due_on, reader),
        chip=chip,
        chip_kind=kind,
        note=note,
    )


def _for(answer: Answer, cast: Cast) -> str:
    if answer.stands_in_for is None:
        return ""
    return _("for %(name)s") % {"name": cast.names.get(answer.stands_in_for, "")}


def _sort_key(answer: Answer, cast: Cast) -> str:
    return cast.sort_keys.get(answer.people[0], "") if answer.people else ""


def _open_words(count: int) -> str:
    return ngettext("%(n)d shown here", "%(n)d shown here", count) % {"n": count}
