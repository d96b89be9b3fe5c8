"""What the editor of a section shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from roles.models import BoundPost, DeadlineRule, RoleVersion, Section
from roles.queries.pages import SectionRow, section_row
from roles.queries.texts import read_rows
from roles.structure import whole_text
from schools import audit
from schools.models import AuditEvent, Person


@dataclass(frozen=True)
class EditorPage:
    """A section with its clauses, the draft's other sections and posts; ``base_number``: the version it is based on."""

    version: RoleVersion
    row: SectionRow
    sections: tuple[Section, ...]
    base_number: int | None
    posts: tuple[BoundPost, ...] = ()


def editor_page(section: Section) -> EditorPage:
    """Return a section as it stands now; eight queries whatever its size."""
    version = section.version
    rows = read_rows(version, position=section.position)
    base = version.role.versions.approved().filter(number__lt=version.number).order_by("-number").first()
    return EditorPage(
        version=version,
        row=section_row(rows.sections[0], rows),
        sections=tuple(version.sections.order_by("position")),
        base_number=base.number if base else None,
        posts=tuple(rows.posts.values()),
    )


@dataclass(frozen=True)
class Leaving:
    """A clause of a draft that is to be removed, with all below it: their keys and their deadlines."""

    number: str
    text: str
    clauses: tuple[UUID, ...]
    rules: tuple[DeadlineRule, ...]


def leaving(section: Section, clause: UUID) -> Leaving | None:
    """Return what goes with a clause of this section, None when it is not there (any more); five queries."""
    rows = read_rows(section.version, position=section.position)
    row = next((row for row in rows.walk(rows.top.get(section.pk, [])) if row.clause == clause), None)
    if row is None:
        return None
    going = rows.walk([row])
    rules = tuple(rule for below in going for rule in rows.rules(below))
    text = whole_text(row.text, row.extra.get("subject"))
    return Leaving((row.number or "").rstrip("."), text, tuple(below.clause for below in going), rules)


def last_editor(version: RoleVersion) -> tuple[str, datetime | None]:
    """Return who saved a section of this draft last (name, or "") and when, as the audit trail has it."""
    school = version.role.school
    event = (
        AuditEvent.objects.filter(
            scope=audit.scope_code(school),
            verb="role_version.section_saved",
            subject=audit.subject_code(version),
        )
        .order_by("-number")
        .first()
    )
    if event is None:
        return "", None
    kind, _sep, key = event.actor.partition(":")
    person = Person.objects.for_school(school).filter(user=int(key)).first() if kind == "user" else None
    return (person.name if person else ""), event.at
