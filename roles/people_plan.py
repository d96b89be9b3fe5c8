"""What a pasted list of staff would change, row by row, before anything is written.

Reads only. Nothing follows from a row or a cell that is absent: nobody is removed by a list.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from django.utils.translation import gettext

from roles.models import FilledBy, Role
from roles.people_known import Known, digest_of, known_of
from schools.access_levels import AccessLevel
from schools.models import Person, School, SchoolYear
from schools.models.people import PersonKind
from schools.people_reading import Table, double_lines
from schools.people_words import last_principal_words, may_not_change_words, needs_address_words
from schools.resources import CheckedRow, PeopleResource, PersonCells
from schools.services import is_last_principal
from schools.services.people import is_unused

LONGEST_SUBJECT: Final = 100  # schools.Group.subject
State = Literal["new", "changed", "same", "left_out", "double", "open"]


@dataclass(frozen=True)
class Decisions:
    """What the one who pastes has answered: lines to leave out, and who is meant where a name is there already."""

    create_classes: bool = False
    leave_out_posts: bool = False
    left_out: frozenset[int] = frozenset()
    same_person: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One thing that would be different: what, as it is, as it would be."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedPost:
    """A post of the school that a row names, with the share in percent if it says one."""

    role: Role
    share: int | None


@dataclass(frozen=True)
class PlannedRow:
    """One row and what it leads to. ``question`` is put to the person; ``problems`` must be corrected or left out."""

    line: int
    cells: PersonCells
    state: State
    person: Person | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()
    question: str = ""
    posts: tuple[PlannedPost, ...] = ()
    same_as: int = 0  # the line that says the same, of a double


@dataclass(frozen=True)
class Plan:
    """All rows; classes that would be made; posts that the school does not have; who would stop leading a class."""

    rows: tuple[PlannedRow, ...]
    year: SchoolYear | None
    new_classes: tuple[str, ...]
    unknown_posts: tuple[str, ...]
    unknown_headings: tuple[str, ...]
    handed_on: tuple[Change, ...]
    is_open: bool
    digest: str

    def of_state(self, state: State) -> list[PlannedRow]:
        """The rows of one state."""
        return [row for row in self.rows if row.state == state]

    @property
    def count(self) -> int:
        """How many people would be added or changed: the number on the button."""
        return len(self.of_state("new")) + len(self.of_state("changed"))


def plan_people_table(
    *, school: School, table: Table, decisions: Decisions, on: date, levels: frozenset[AccessLevel]
) -> Plan:
    """Compare a table with the school; ``levels`` are the access levels that the one who pastes may give."""
    known = known_of(school, on)
    checked = PeopleResource().check(table)
    doubles = double_lines(table, besides=decisions.left_out)
    twice = _said_twice([row for row in checked if row.line not in doubles and row.line not in decisions.left_out])
    rows = tuple(
        PlannedRow(row.line, row.cells, "double", same_as=doubles[row.line])
        if row.line in doubles
        else _plan_row(row, known, decisions, levels, on, twice.get(row.line, ()))
        for row in checked
    )
    used = [row for row in rows if row.state not in ("left_out", "double")]
    new_classes = _new_classes(used, known)
    unknown = tuple(
        sorted({name for row in used for name, _share in row.cells.posts if name.casefold() not in known.roles})
    )
    return Plan(
        rows=rows,
        year=known.year,
        new_classes=new_classes,
        unknown_posts=unknown,
        unknown_headings=table.unknown,
        handed_on=_handed_on(used, known),
        is_open=any(row.state == "open" for row in rows)
        or bool(new_classes and not decisions.create_classes)
        or bool(unknown and not decisions.leave_out_posts),
        digest=digest_of(known),
    )


def _said_twice(rows: list[CheckedRow]) -> dict[int, tuple[str, ...]]:
    """Which lines say the same address or the same person as another one."""
    emails = Counter(row.cells.email for row in rows if row.cells.email)
    names = Counter(row.cells.name.casefold() for row in rows if row.cells.name)
    without_email = {row.cells.name.casefold() for row in rows if not row.cells.email}
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        email, name = row.cells.email, row.cells.name.casefold()
        if emails[email] > 1:
            found[row.line] = (gettext("The address %(email)s is in the list more than once.") % {"email": email},)
        elif names[name] > 1 and name in without_email:
            found[row.line] = (
                gettext("%(name)s is in the list more than once; an address tells two people apart.")
                % {"name": row.cells.name},
            )
    return found


def _plan_row(
    row: CheckedRow,
    known: Known,
    decisions: Decisions,
    levels: frozenset[AccessLevel],
    on: date,
    twice: tuple[str, ...],
) -> PlannedRow:
    if row.line in decisions.left_out:
        return PlannedRow(row.line, row.cells, "left_out")
    problems = [*row.problems, *twice]
    if problems:
        return PlannedRow(row.line, row.cells, "open", problems=tuple(problems))
    person, question = _find(row, known, decisions)
    if question:
        return PlannedRow(row.line, row.cells, "open", person=person, question=question)
    posts = tuple(
        PlannedPost(known.roles[name.casefold()], share or row.cells.share)
        for name, share in row.cells.posts
        if name.casefold() in known.roles
    )
    problems += _class_problems(row.cells, known)
    if person is None:
        problems += _new_problems(row.cells, known, levels)
        state: State = "open" if problems else "new"
        return PlannedRow(row.line, row.cells, state, problems=tuple(problems), posts=posts)
    problems += _changed_problems(row.cells, person, known, levels, on)
    changes = tuple(_changes(row.cells, person, known, posts))
    if changes and not problems:
        problems += _power_problems(row.cells, person, known, levels, on)
    state = "open" if problems else "changed" if changes else "same"
    return PlannedRow(row.line, row.cells, state, person, changes, tuple(problems), posts=posts)


def _find(row: CheckedRow, known: Known, decisions: Decisions) -> tuple[Person | None, str]:
    """Return who is meant (None: somebody new), or the question that must be answered first."""
    cells, answer = row.cells, decisions.same_person.get(row.line)
    staff = [person for person in known.people if person.kind == PersonKind.STAFF]
    by_email = next((one for one in staff if cells.email and one.email.lower() == cells.email), None)
    if by_email is not None:
        is_alike = cells.given_name == by_email.given_name or cells.family_name == by_email.family_name
        if is_alike or answer:
            return by_email, ""
        return by_email, gettext("The address belongs to %(name)s.") % {"name": by_email.name}
    named = [one for one in staff if one.name.casefold() == cells.name.casefold()]
    if not named or answer is False:
        return None, ""
    if len(named) > 1:
        return named[0], gettext("There are several people called %(name)s.") % {"name": cells.name}
    same = named[0]
    if not cells.email or not same.email or answer:
        return same, ""
    return same, gettext("%(name)s is here already, with the address %(email)s.") % {
        "name": same.name,
        "email": same.email,
    }


def _class_problems(cells: PersonCells, known: Known) -> list[str]:
    if (cells.class_teacher_of or cells.subjects) and known.year is None:
        return [gettext("Classes and subjects belong to a school year: enter the school year in the calendar first.")]
    return [
        *(
            gettext("“%(name)s” is too long for the name of a class.") % {"name": name}
            for name in cells.class_teacher_of
            if len(name) > 40
        ),
        *(
            gettext("“%(words)s…” is too long.") % {"words": name[:30]}
            for name in cells.subjects
            if len(name) > LONGEST_SUBJECT
        ),
    ]


def _new_problems(cells: PersonCells, known: Known, levels: frozenset[AccessLevel]) -> list[str]:
    problems = []
    if cells.level and not cells.email:
        problems.append(needs_address_words())
    if cells.level and cells.level not in levels:
        problems.append(gettext("You may not give the access level “%(level)s”.") % {"level": cells.level.label})
    if cells.email and any(one.email.lower() == cells.email for one in known.people):
        problems.append(gettext("The address %(email)s is used by somebody else.") % {"email": cells.email})
    return problems


def _changed_problems(
    cells: PersonCells, person: Person, known: Known, levels: frozenset[AccessLevel], on: date
) -> list[str]:
    problems = []
    current = known.levels[person.pk]
    if person.ends_on is not None and person.ends_on < on:
        problems.append(gettext("%(name)s has left. Open their page to let them come back.") % {"name": person.name})
    if cells.level and cells.level not in current:
        if not (cells.email or person.email):
            problems.append(needs_address_words())
        if cells.level not in levels or not set(current) <= levels:
            problems.append(gettext("You may not give the access level “%(level)s”.") % {"level": cells.level.label})
        elif len(current) > 1:
            problems.append(gettext("%(name)s has several access levels.") % {"name": person.name})
    if cells.email and cells.email != person.email.lower():
        problems += _address_problems(cells, person, known, may_correct=set(current) <= levels)
    return problems


def _power_problems(
    cells: PersonCells, person: Person, known: Known, levels: frozenset[AccessLevel], on: date
) -> list[str]:
    """Whoever has more power than one may give is changed by nobody less; and somebody must stay principal."""
    if not known.powers[person.pk] <= levels:
        return [may_not_change_words(person.name)]
    current = known.levels[person.pk]
    is_demoted = cells.level not in (None, AccessLevel.PRINCIPAL, *current)
    comes_later = cells.starts_on not in (None, person.starts_on) and (cells.starts_on or on) > on
    last_day = on - timedelta(days=1) if is_demoted or comes_later else cells.ends_on
    if last_day is not None and is_last_principal(person, last_day=last_day):
        return [last_principal_words(person.name)]
    return []


def _address_problems(cells: PersonCells, person: Person, known: Known, *, may_correct: bool) -> list[str]:
    problems = []
    if person.user is not None and not (may_correct and is_unused(person.user, besides=person)):
        problems.append(gettext("The address belongs to a login that is in use; only its owner can change it."))
    if any(one.email.lower() == cells.email for one in known.people if one.pk != person.pk):
        problems.append(gettext("The address %(email)s is used by somebody else.") % {"email": cells.email})
    return problems


def _changes(cells: PersonCells, person: Person, known: Known, posts: Iterable[PlannedPost]) -> Iterable[Change]:
    pairs = [
        (gettext("name"), person.name, cells.name),
        (gettext("e-mail"), person.email, cells.email),
        (gettext("title"), person.job_title, cells.job_title),
        (gettext("from"), _iso(person.starts_on), _iso(cells.starts_on)),
        (gettext("until"), _iso(person.ends_on), _iso(cells.ends_on)),
    ]
    for what, before, after in pairs:
        if after and after != before:
            yield Change(what, before, after)
    current = known.levels[person.pk]
    if cells.level and cells.level not in current:
        yield Change(gettext("access"), ", ".join(str(level.label) for level in current), str(cells.level.label))
    yield from _place_changes(cells, person, known, posts)


def _place_changes(cells: PersonCells, person: Person, known: Known, posts: Iterable[PlannedPost]) -> Iterable[Change]:
    for name in cells.class_teacher_of:
        if person not in known.teachers.get(name.casefold(), []):
            yield Change(gettext("class teacher of"), "", name)
    for name in cells.subjects:
        if name.casefold() not in known.subjects.get(person.pk, ()):
            yield Change(gettext("teaches"), "", name)
    held = {one.role_id for one in person.open_assignments}  # type: ignore[attr-defined]
    for post in posts:
        if FilledBy(post.role.filled_by).is_by_name and post.role.pk not in held:
            yield Change(gettext("post"), "", f"{post.role.name}, {post.share} %" if post.share else post.role.name)


def _new_classes(rows: Iterable[PlannedRow], known: Known) -> tuple[str, ...]:
    names = {name for row in rows for name in row.cells.class_teacher_of}
    return tuple(sorted(name for name in names if known.year and name.casefold() not in known.groups))


def _handed_on(rows: Iterable[PlannedRow], known: Known) -> tuple[Change, ...]:
    """Classes that get other class teachers than they have."""
    wanted: dict[str, list[PlannedRow]] = defaultdict(list)
    for row in rows:
        for name in row.cells.class_teacher_of:
            wanted[name.casefold()].append(row)
    found = []
    for name, named in sorted(wanted.items()):
        staying = {row.person.pk for row in named if row.person}
        going = [person.name for person in known.teachers.get(name, []) if person.pk not in staying]
        if going:
            found.append(Change(known.groups[name].name, ", ".join(going), ", ".join(row.cells.name for row in named)))
    return tuple(found)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
