"""The page on which a deadline of a clause is added or changed: first its kind, then its numbers and words.

The same page serves a draft's clause (``rules``) and a text that was read (``reading_rules``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from roles.problem_words import describe
from roles.rule_forms import RuleForm
from roles.rule_kinds import NEW_RULES, kind_of
from roles.rule_words import rule_words
from roles.services import RoleError
from roles.structure import Problem
from roles.views.rule_preview import preview
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.clock import today
from schools.form_keys import FIELD
from schools.queries import school_calendar


@dataclass(frozen=True)
class RulePage:
    """Whose deadline it is. ``rule``: the one that is changed, None for a new one; ``keep`` keeps the answer and
    leads on, ``drop`` takes the deadline from its clause. Both may raise RoleError."""

    number: str
    text: str
    language: str
    back: str
    keep: Callable[[Mapping[str, Any]], HttpResponse]
    rule: Mapping[str, Any] | None = None
    drop: Callable[[], HttpResponse] | None = None

    @property
    def title(self) -> str:
        """What the page is called."""
        if self.rule is None:
            return (
                _("New deadline of clause %(number)s") % {"number": self.number} if self.number else _("New deadline")
            )
        return _("Deadline of clause %(number)s") % {"number": self.number} if self.number else _("Deadline")


def rule_page(request: SchoolRequest, page: RulePage) -> HttpResponse:
    """Answer for the page. ``?kind=`` names the kind; without it a deadline that is changed keeps its own.

    Posted: the form's fields; ``do=save`` saves, ``drop`` takes it away, any other valid sending shows the rule in
    words and its next dates.
    """
    code = request.GET.get("kind", kind_of(page.rule) if page.rule else "")
    kind = NEW_RULES.get(code)
    form = kind[2](request.POST or None, text=page.text, rule=page.rule) if kind else None
    try:
        if page.drop is not None and "drop" in request.POST:
            return page.drop()
        if form is not None and request.POST.get("do") == "save" and form.is_valid():
            return page.keep(form.rule())
    except RoleError as error:
        if form is None:
            raise
        form.add_error(None, refusal_words(error))
    return _shown(request, page, code, form)


def _shown(request: SchoolRequest, page: RulePage, code: str, form: RuleForm | None) -> HttpResponse:
    is_sound = form is not None and request.method == "POST" and form.is_valid()
    context = {
        "title": page.title,
        "lead": _lead(page, code),
        "clause_text": page.text,
        "document_lang": page.language,
        "kinds": [] if form else [(one, words, example) for one, (words, example, _form) in NEW_RULES.items()],
        "present": kind_of(page.rule) if page.rule else "",
        "form": form,
        "form_key": request.POST.get(FIELD, ""),
        "preview": _preview(request, form.rule()) if form is not None and is_sound else None,
        "is_change": page.rule is not None,
        "other_url": f"{request.path}?kind=",
        "back_url": page.back,
    }
    refused = request.method == "POST" and not is_sound
    return render(request, "roles/rule_edit.html", context, status=422 if refused else 200)


def _lead(page: RulePage, code: str) -> str:
    if page.rule is not None and code == kind_of(page.rule):
        words = rule_words(page.rule)
        return words[:1].upper() + words[1:]
    if code in NEW_RULES:
        return str(NEW_RULES[code][0])
    return _("When is it to be done? Choose what the text says.")


def _preview(request: SchoolRequest, rule: Mapping[str, Any]) -> object:
    school = request.school
    return preview(rule, school, school_calendar(school), on=today(school.time_zone))


def refusal_words(error: RoleError) -> str:
    """Return why a deadline was not saved."""
    problem = error.data.get("problem")
    return describe(problem) if isinstance(problem, Problem) else error_words(error)
