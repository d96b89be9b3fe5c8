"""The deadlines of a draft's clause: adding one, changing one, saying that there is none."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from roles.queries.editor import EditorPage, editor_page
from roles.queries.pages import ClauseRow
from roles.services import ClauseDraft, save_section
from roles.views.loading import section_or_404
from roles.views.rule_pages import RulePage, rule_page
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.form_keys import answer_once
from schools.see_other import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def rule_new(request: SchoolRequest, school: str, code: str, number: int, position: int, clause: UUID) -> HttpResponse:
    """Add a deadline to a draft's clause."""
    section = section_or_404(request, code, number, position)
    page = editor_page(section)
    found = next((row for row in page.row.clauses() if row.key == clause), None)
    if found is None or not section.version.is_draft:
        raise Http404
    back = reverse("roles:section-edit", args=[school, code, number, position]) + f"#c-{clause}"

    def keep(rule: Mapping[str, Any]) -> HttpResponse:
        draft = ClauseDraft(clause=found.key, text=found.text, added=[rule])
        return answer_once(request, form="roles:rule-new", effect=lambda: _saved(request, page, draft, back), now=now())

    return rule_page(request, _page(found, section.version.language, back, keep=keep))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def rule_edit(
    request: SchoolRequest, school: str, code: str, number: int, position: int, rule_key: UUID
) -> HttpResponse:
    """Change a deadline of a draft's clause, also its kind, or say that there is none."""
    section = section_or_404(request, code, number, position)
    page = editor_page(section)
    found = [(clause, rule) for clause in page.row.clauses() for rule in clause.rules if rule.rule_key == rule_key]
    if not found or not section.version.is_draft:
        raise Http404
    clause, rule = found[0]
    back = reverse("roles:section-edit", args=[school, code, number, position]) + f"#c-{clause.key}"

    def keep(changed: Mapping[str, Any] | None) -> HttpResponse:
        draft = ClauseDraft(clause=clause.key, text=clause.text, rules={rule_key: changed})
        return see_other(_saved(request, page, draft, back))

    asked = _page(clause, section.version.language, back, keep=keep, rule=rule.rule, drop=lambda: keep(None))
    return rule_page(request, asked)


def _page(clause: ClauseRow, language: str, back: str, **more: Any) -> RulePage:
    return RulePage(number=clause.number, text=clause.rule_text, language=language, back=back, **more)


def _saved(request: SchoolRequest, page: EditorPage, draft: ClauseDraft, back: str) -> str:
    section = page.row.section
    save_section(section=section, revision=section.revision, clauses=[draft], by=request.user, now=now())
    return back
