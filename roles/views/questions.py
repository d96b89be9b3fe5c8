"""A text read anew: which of its clauses are those of the text before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from roles.queries.pages import ClauseRow
from roles.queries.questions import Question, QuestionsPage, questions_page
from roles.rule_words import rule_words
from roles.services import RoleError, answer_questions
from roles.views.loading import version_or_404
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.see_other import see_other

_ANSWERS = {"same": True, "other": False}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def version_questions(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """Say of each clause that looks like an earlier one whether it is; what is certain is listed.

    Several answers are saved at once; ``none`` says of all that wait that they are new.
    """
    version = version_or_404(request, code, number)
    if not version.is_draft:
        return see_other("roles:version-detail", school, code, number)
    page = questions_page(version)
    if page.base is None:
        raise Http404
    error = ""
    if request.method == "POST":
        answers = _answers(request, page)
        error = "" if answers else _("Answer at least one question.")
        try:
            if answers:
                answer_questions(version=version, answers=answers, by=request.user, now=now())
        except RoleError as refusal:
            error = error_words(refusal)
        if not error:
            return _go_on(request, page, answers)
    return render(
        request, "roles/version_questions.html", _context(request, page, number, error), status=422 if error else 200
    )


def _answers(request: SchoolRequest, page: QuestionsPage) -> dict[UUID, bool]:
    """What was said of the questions that stand on the page."""
    sent = {question.key: request.POST.get(f"answer-{question.key}", "") for question in page.questions}
    if "none" in request.POST:
        sent = {question.key: "other" for question in page.questions if question.is_same is None}
    return {key: _ANSWERS[value] for key, value in sent.items() if value in _ANSWERS}


def _go_on(request: SchoolRequest, page: QuestionsPage, answers: dict[UUID, bool]) -> HttpResponse:
    messages.success(request, _("Saved. Clauses that are the same keep their duties and their history."))
    left = [question for question in page.questions if question.is_same is None and question.key not in answers]
    return see_other(request.path if left else request.path.removesuffix("questions/"))


def _context(request: SchoolRequest, page: QuestionsPage, number: int, error: str) -> dict[str, Any]:
    count = len(page.questions)
    title = (
        ngettext("Is %(n)d clause the same as before?", "Are %(n)d clauses the same as before?", count) % {"n": count}
        if count
        else _("No clause is in doubt")
    )
    here = request.path.removesuffix("questions/")
    return {
        "title": title,
        "lead": _("A clause that is the same keeps its duties and what was done for them, also under another number."),
        "margin": number,
        "margin_sub": _("draft"),
        "document_lang": page.base and page.base.language,
        "error_list": [(error, f"q-{page.questions[0].key}" if page.questions else "")] if error else [],
        "rows": [_row(question, request.POST.get(f"answer-{question.key}", "")) for question in page.questions],
        "certain": [(_name(old), _name(new), new.whole, new.whole != old.whole) for old, new in page.certain],
        "certain_words": ngettext(
            "%(n)d clause is the same for certain", "%(n)d clauses are the same for certain", len(page.certain)
        )
        % {"n": len(page.certain)},
        "status_words": ngettext(
            "%(n)d question waits for an answer.", "%(n)d questions wait for an answer.", page.open_count
        )
        % {"n": page.open_count},
        "has_open": page.open_count > 0,
        "back_url": here,
    }


def _row(question: Question, sent: str) -> dict[str, Any]:
    new, old = _name(question.new), _name(question.old)
    given = {True: "same", False: "other", None: ""}[question.is_same]
    names = {"new": new, "old": old}
    return {
        "key": str(question.key),
        "question": _("Is %(new)s the old %(old)s?") % names if new and old else _("Is it the same clause?"),
        "margin": new,
        "old": question.old.whole,
        "old_rules": _rules(question.old),
        "new": question.new.whole,
        "new_rules": _rules(question.new),
        "answer": sent or given,
    }


def _name(clause: ClauseRow) -> str:
    return clause.number.rstrip(".")


def _rules(clause: ClauseRow) -> list[str]:
    return [rule_words(rule.rule) for rule in clause.rules]
