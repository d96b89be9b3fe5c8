"""What an approved text proposes: each duty with its clause, its dates and whom it binds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from duties.models import Duty, DutyState
from duties.queries.rows import Reader, undated_words
from duties.queries.sources import Source, marked_source, rules_with_clauses, version_words
from duties.rule_digests import is_daily
from roles.models import DeadlineRule, FilledBy, RoleVersion
from roles.queries.pages import newest_in_force
from roles.rule_words import rule_words
from roles.structure import whole_text
from schools.deadlines import SchoolCalendar
from schools.models import School
from schools.prepared import Prepared
from schools.queries import next_days, school_calendar

PAGE = 100


@dataclass(frozen=True)
class Proposal:
    """A proposed duty. ``asks_days``: the text prints no number of days. ``is_daily``: off until switched on."""

    public_id: str
    number: str
    title: str
    lang: str
    chip: str
    rule: str
    next_words: str
    binds: str
    source: Source
    asks_days: bool
    is_daily: bool
    is_dated: bool
    state: str


@dataclass(frozen=True)
class ProposalGroup:
    """The proposals of one text for one post that have dates, or those without; ``id`` is an anchor."""

    id: str
    title: str
    sub: str
    rows: tuple[Proposal, ...]


@dataclass(frozen=True)
class ProposalsPage:
    """What waits for the principal, and what was refused before."""

    groups: tuple[ProposalGroup, ...]
    refused: tuple[Proposal, ...]
    count: int
    dated_count: int
    has_next: bool


def proposals_page(*, reader: Reader, page: int = 1) -> ProposalsPage:
    """Return proposed and refused duties of the school; seven queries, whatever their number."""
    first = (page - 1) * PAGE
    duties = list(
        Duty.objects.for_school(reader.school)
        .filter(state__in=[DutyState.PROPOSED, DutyState.REFUSED])
        .not_ended(reader.on)
        .select_related("role", "post")
        .order_by("pk")[first : first + PAGE + 1]
    )
    found = _proposals(duties[:PAGE], reader)
    waiting = [pair for pair in found if pair[1].state == DutyState.PROPOSED]
    return ProposalsPage(
        groups=tuple(_groups(waiting, reader)),
        refused=tuple(proposal for _version, proposal in found if proposal.state == DutyState.REFUSED),
        count=len(waiting),
        dated_count=sum(proposal.is_dated for _version, proposal in waiting),
        has_next=len(duties) > PAGE,
    )


def waiting_count(school: School, *, on: date) -> int:
    """Return how many proposed duties wait for the principal on a day; one query."""
    return sum(_WAITING.ask(school.pk, on))


def duties_waiting(school: int, on: date) -> "QuerySet[Duty]":
    """Return the question for the proposed duties of a school (its key) that wait for the principal on a day."""
    return Duty.objects.filter(school=school).proposed().not_ended(on).order_by()


_WAITING = Prepared(
    lambda school, on: duties_waiting(school, on).values("school").annotate(n=Count("pk")).values_list("n", flat=True),
    int,
    date,
)


def _proposals(duties: list[Duty], reader: Reader) -> list[tuple[RoleVersion, Proposal]]:
    versions = _versions_to_cite({duty.role_id for duty in duties}, reader.on)
    rules = {
        (_version_of(row), row.rule_key): row
        for row in rules_with_clauses(versions, [duty.rule_key for duty in duties if duty.rule_key])
    }
    calendar = school_calendar(reader.school)
    found = []
    for duty in duties:
        cited = [pk for pk, version in versions.items() if version.role_id == duty.role_id]
        place = next((pk for pk in cited if (pk, duty.rule_key) in rules), None)
        if place is not None:
            row = rules[place, duty.rule_key]
            found.append((versions[place], _proposal(duty, row, versions[place], calendar, reader)))
    return found


def _versions_to_cite(roles: Iterable[int], on: date) -> Mapping[int, RoleVersion]:
    """By key: of each role the text in force and those approved after it, the one in force first."""
    rows = (
        RoleVersion.objects.approved()
        .filter(role__in=list(roles), translation_of__isnull=True)
        .select_related("role")
        .defer("frame")
        .order_by("number")
    )
    by_role: dict[int, list[RoleVersion]] = {}
    for version in rows:
        by_role.setdefault(version.role_id, []).append(version)
    chosen = {}
    for versions in by_role.values():
        holding = newest_in_force(versions, on)
        chosen.update({one.pk: one for one in versions if holding is None or one.number >= holding.number})
    return chosen


def _version_of(row: DeadlineRule) -> int:
    item = row.item or (row.outcome.item if row.outcome is not None else None)
    if item is None:
        raise ValueError("A rule stands on an item or on an outcome.")
    return item.section.version_id


def _proposal(
    duty: Duty, row: DeadlineRule, version: RoleVersion, calendar: SchoolCalendar, reader: Reader
) -> Proposal:
    clause = row.item or row.outcome
    if clause is None:
        raise ValueError("A rule stands on an item or on an outcome.")
    text = whole_text(clause.text, clause.extra.get("subject"))
    dates = next_days(row.rule, reader.school, calendar, on=reader.on, days=duty.days)
    is_dated = duty.binding == "duty" and duty.kind not in {"event", "continuous"}
    return Proposal(
        public_id=duty.public_id,
        number=duty.number,
        title=duty.title,
        lang=version.language,
        chip="" if is_dated else undated_words(duty),
        rule=rule_words(row.rule),
        next_words=_next_words(dates, reader) if is_dated else "",
        binds=binds_words(duty),
        source=marked_source(clause.number, text, row.rule, version, reader),
        asks_days=row.rule["kind"] == "period_end" and row.rule.get("offset") is None,
        is_daily=is_daily(row.rule),
        is_dated=is_dated,
        state=duty.state,
    )


def binds_words(duty: Duty) -> str:
    """Return whom a duty binds: the post, and for whom it makes rows of its own."""
    name = duty.post.name
    if duty.post.filled_by == FilledBy.ASSIGNMENT:
        return name
    if duty.post.filled_by == FilledBy.CLASS_TEACHERS:
        return _("%(post)s: one for each class") % {"post": name}
    return _("%(post)s: one for each person") % {"post": name}


def _next_words(dates: list[date | None], reader: Reader) -> str:
    known = [day for day in dates if day is not None]
    if not known:
        return _("No date yet")
    return ", ".join(reader.day(day) for day in known)


def _group_of(row: Proposal) -> str:
    if not row.is_dated:
        return "undated"
    return "daily" if row.is_daily else "dated"


def _groups(found: list[tuple[RoleVersion, Proposal]], reader: Reader) -> Iterable[ProposalGroup]:
    by_text: dict[int, tuple[RoleVersion, list[Proposal]]] = {}
    for version, proposal in found:
        by_text.setdefault(version.pk, (version, []))[1].append(proposal)
    for version, proposals in by_text.values():
        titles = {
            "dated": _("With a date"),
            "daily": _("Every day: nobody is asked unless you switch it on"),
            "undated": _("As it happens, and always"),
        }
        for key, title in titles.items():
            by_post: dict[str, list[Proposal]] = {}
            for row in proposals:
                if _group_of(row) == key:
                    by_post.setdefault(row.binds, []).append(row)
            for place, (binds, rows) in enumerate(by_post.items(), start=1):
                words = f"{title} · {version_words(version, reader)}"
                yield ProposalGroup(f"p-{version.public_id}-{key}-{place}", binds, words, tuple(rows))
