"""The deadlines of a draft's clause: adding one, changing one, saying that there is none."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roles.forms import RuleForm
from roles.problem_words import describe
from roles.queries.editor import EditorPage, editor_page
from roles.queries.pages import ClauseRow
from roles.rule_forms import NEW_RULES, NewRuleForm
from roles.rule_words import rule_words
from roles.services import ClauseDraft, RoleError, save_section
from roles.structure import Problem, rule_text
from roles.views.loading import section_or_404
from roles.views.rule_preview import RulePreview, preview
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import FIELD, answer_once
from schools.queries import school_calendar
from schools.see_other import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def rule_new(request: SchoolRequest, school: str, code: str, number: int, position: int, clause: UUID) -> HttpResponse:
    """Add a deadline to a draft's clause: first its kind, then its numbers and words, then what they come to.

    ``do=save`` saves; any other valid sending shows the rule in words and its next dates.
    """
    section = section_or_404(request, code, number, position)
    page = editor_page(section)
    found = next((row for row in page.row.clauses() if row.key == clause), None)
    if found is None or not section.version.is_draft:
        raise Http404
    back = reverse("roles:section-edit", args=[school, code, number, position]) + f"#c-{clause}"
    kind = NEW_RULES.get(request.GET.get("kind", ""))
    form = kind[2](request.POST or None, text=found.text) if kind else None
    is_sound = form is not None and request.method == "POST" and form.is_valid()
    if form is not None and is_sound and request.POST.get("do") == "save":
        rule = form.rule()
        try:
            return answer_once(
                request, form="roles:rule-new", effect=lambda: _add_rule(request, page, found, rule, back), now=now()
            )
        except RoleError as error:
            form.add_error(None, refusal_words(error))
    context = {
        "title": _("New deadline of clause %(number)s") % {"number": found.number}
        if found.number
        else _("New deadline"),
        "lead": kind[0] if kind else _("When is it to be done? Choose what the text says."),
        "clause_text": found.text,
        "document_lang": section.version.language,
        "kinds": [] if kind else [(code, words, example) for code, (words, example, _form) in NEW_RULES.items()],
        "form": form,
        "form_key": request.POST.get(FIELD, ""),
        "preview": _preview(request, form) if form is not None and is_sound and form.is_valid() else None,
        "other_url": request.path,
        "back_url": back,
    }
    refused = request.method == "POST" and not (form is not None and form.is_valid())
    return render(request, "roles/rule_new.html", context, status=422 if refused else 200)


def _add_rule(request: SchoolRequest, page: EditorPage, clause: ClauseRow, rule: Mapping[str, Any], back: str) -> str:
    draft = ClauseDraft(clause=clause.key, text=clause.text, added=[rule])
    section = page.row.section
    save_section(section=section, revision=section.revision, clauses=[draft], by=request.user, now=now())
    return back


def _preview(request: SchoolRequest, form: NewRuleForm) -> RulePreview:
    school = request.school
    return preview(form.rule(), school, school_calendar(school), on=today(school.time_zone))


def refusal_words(error: RoleError) -> str:
    """Return why a deadline was not saved."""
    problem = error.data.get("problem")
    return describe(problem) if isinstance(problem, Problem) else error_words(error)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def rule_edit(
    request: SchoolRequest, school: str, code: str, number: int, position: int, rule_key: UUID
) -> HttpResponse:
    """Change a deadline of a draft's clause, or say that there is none."""
    section = section_or_404(request, code, number, position)
    page = editor_page(section)
    found = [(clause, rule) for clause in page.row.clauses() for rule in clause.rules if rule.rule_key == rule_key]
    if not found or not section.version.is_draft:
        raise Http404
    clause, rule = found[0]
    form = RuleForm(request.POST or None, rule=rule)
    is_dropped = "drop" in request.POST
    back = reverse("roles:section-edit", args=[school, code, number, position]) + f"#c-{clause.key}"
    if request.method == "POST" and (is_dropped or form.is_valid()):
        changed = None if is_dropped else form.changed_rule()
        if changed is not None and changed["words"] not in rule_text(clause.text, clause.subject):
            form.add_error("words", _("These words do not stand in the text."))
        else:
            refusal = _save_rule(request, page, clause, rule_key, changed)
            if refusal is None:
                return see_other(back)
            form.add_error(_field_of(refusal, form), refusal_words(refusal))
    context = {
        "title": _("Deadline of clause %(number)s") % {"number": clause.number} if clause.number else _("Deadline"),
        "lead": rule_words(rule.rule),
        "clause_text": rule_text(clause.text, clause.subject),
        "document_lang": section.version.language,
        "form": form,
        "button": _("Save the deadline"),
        "back_url": back,
    }
    return render(request, "roles/rule_edit.html", context, status=422 if form.errors else 200)


def _save_rule(
    request: SchoolRequest, page: EditorPage, clause: ClauseRow, rule_key: UUID, changed: Mapping[str, Any] | None
) -> RoleError | None:
    """Save a deadline; returns why not."""
    draft = ClauseDraft(clause=clause.key, text=clause.text, rules={rule_key: changed})
    section = page.row.section
    try:
        save_section(section=section, revision=section.revision, clauses=[draft], by=request.user, now=now())
    except RoleError as error:
        return error
    return None


def _field_of(error: RoleError, form: RuleForm) -> str | None:
    """The field that a refusal speaks of, None where it is the rule as a whole."""
    problem = error.data.get("problem")
    is_day = isinstance(problem, Problem) and problem.code == "impossible_date" and "day" in form.fields
    return "day" if is_day else None
