"""The text on a role's page: its sections and clauses, each with the work done for it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roles.clause_work import WorkAsked
from roles.queries.pages import ClauseRow, RolePage, SectionRow
from roles.rule_words import rule_words
from roles.views.words import section_title
from schools import panels
from schools.access import SchoolRequest
from schools.access_rules import Permission
from schools.clock import today
from schools.queries import school_years


def text_context(request: SchoolRequest, page: RolePage, *, can_edit: bool) -> dict[str, Any]:
    """Return the sections of a page's text with the work of a school year, and the years to choose from."""
    version = page.version
    if version is None:
        return {"sections": []}
    years = school_years(request.school, key=request.GET.get("year", ""), on=today(request.school.time_zone))
    asked = WorkAsked(page.role, years.chosen, request.person, request.access.can_any(Permission.DUTY_VIEW))
    work = panels.collect("role-item", request.school, [clause.key for clause in page.clauses()], asked)
    sections = [
        _section(request, page, section, work, can_edit=can_edit and version.is_draft) for section in page.sections
    ]
    here = request.path
    return {
        "sections": sections,
        "work_year": years.label,
        "work_years": [(year.label, f"{here}?year={year.key}", year == years.chosen) for year in years.begun],
    }


def _section(
    request: SchoolRequest, page: RolePage, row: SectionRow, work: dict[Any, Any], *, can_edit: bool
) -> dict[str, Any]:
    section, version = row.section, page.version
    here = [request.school.slug, page.role.code, version.number if version else 0, section.position + 1]
    return {
        "id": f"s{section.position + 1}",
        "title": section_title(section),
        "lang": version.language if version else "",
        "edit_url": reverse("roles:section-edit", args=here) if can_edit else "",
        "has_outcomes": any(item.outcomes for item in row.items),
        "items": _items(row, page, work),
    }


def _items(row: SectionRow, page: RolePage, work: dict[Any, Any]) -> list[dict[str, Any]]:
    found, group = [], ""
    for item in row.items:
        found.append(
            {
                **_clause(item, page, work),
                "group": item.group if item.group != group else "",
                "outcomes": [_clause(outcome, page, work) for outcome in item.outcomes],
            }
        )
        group = item.group or group
    return found


def _clause(clause: ClauseRow, page: RolePage, work: dict[Any, Any]) -> dict[str, Any]:
    """One clause for the template; ``work`` is its work, ``rules`` what its words say about time."""
    whose = clause.binds.words if clause.binds and clause.binds.role_id != page.role.pk else ""
    notes = {"added": _("added"), "changed": _("changed")}
    return {
        "id": f"c-{clause.key}",
        "number": clause.number,
        "label": clause.label,
        "subject": clause.subject,
        "text": clause.text,
        "level": clause.level,
        "whose": whose,
        "note": notes.get(clause.change, ""),
        "rules": [rule_words(rule.rule) for rule in clause.rules],
        "work": [(panels.template_of(code), content) for code, content in work[clause.key]],
    }
