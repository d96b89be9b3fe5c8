"""What is said of a text that was read: a deadline is right, changed, none or added; a stretch gets its place."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roles.forms import RuleForm
from roles.models import Reading
from roles.reading_review import Proposal, clauses, joined, proposals, words_of
from roles.rule_forms import NEW_RULES
from roles.rule_words import rule_words
from roles.services import (
    RoleError,
    accept_rule,
    add_rule,
    correct_rule,
    refuse_rule,
    restore_rule,
    restore_unplaced,
    settle_unplaced,
)
from roles.views.readings import open_or_404, review_url
from roles.views.rule_preview import preview
from roles.views.rules import refusal_words
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import FIELD, answer_once
from schools.queries import school_calendar
from schools.see_other import see_other


def _clause_or_404(found: Reading, place: str) -> Mapping[str, Any]:
    clause = clauses(joined(found.result, found.corrections)).get(place)
    if clause is None:
        raise Http404
    return clause


def _proposal_or_404(found: Reading, place: str, number: int) -> Proposal:
    known = proposals(place, _clause_or_404(found, place), found.corrections)
    proposal = next((one for one in known if one.number == number), None)
    if proposal is None:
        raise Http404
    return proposal


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def reading_rule(request: SchoolRequest, school: str, public_id: str, place: str, number: int) -> HttpResponse:
    """Change a proposed deadline, or say that there is none (``drop``)."""
    found = open_or_404(request, public_id)
    proposal, clause = _proposal_or_404(found, place, number), _clause_or_404(found, place)
    form = RuleForm(request.POST or None, rule=proposal)
    is_dropped = "drop" in request.POST
    if request.method == "POST" and (is_dropped or form.is_valid()):
        try:
            if is_dropped:
                refuse_rule(reading=found, place=place, number=number, by=request.user, now=now())
            else:
                rule = form.changed_rule()
                correct_rule(reading=found, place=place, number=number, rule=rule, by=request.user, now=now())
            return see_other(review_url(found, f"c-{place}"))
        except RoleError as error:
            form.add_error(None, refusal_words(error))
    context = {
        "title": _("Deadline of clause %(number)s") % {"number": clause["number"]}
        if clause.get("number")
        else _("Deadline"),
        "lead": rule_words(proposal.rule),
        "clause_text": words_of(clause),
        "document_lang": found.result["language"],
        "form": form,
        "button": _("Save the deadline"),
        "back_url": review_url(found, f"c-{place}"),
    }
    return render(request, "roles/rule_edit.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_rule_accept(request: SchoolRequest, school: str, public_id: str, place: str, number: int) -> HttpResponse:
    """It is right."""
    found = open_or_404(request, public_id)
    if _proposal_or_404(found, place, number).found is None:
        raise Http404
    accept_rule(reading=found, place=place, number=number, by=request.user, now=now())
    return see_other(review_url(found, f"c-{place}"))


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_rule_refuse(request: SchoolRequest, school: str, public_id: str, place: str, number: int) -> HttpResponse:
    """Not a duty."""
    found = open_or_404(request, public_id)
    _proposal_or_404(found, place, number)
    refuse_rule(reading=found, place=place, number=number, by=request.user, now=now())
    return see_other(review_url(found, f"c-{place}"))


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_rule_restore(request: SchoolRequest, school: str, public_id: str, place: str, number: int) -> HttpResponse:
    """Propose a deadline again as it was read."""
    found = open_or_404(request, public_id)
    if _proposal_or_404(found, place, number).found is None:
        raise Http404
    restore_rule(reading=found, place=place, number=number, by=request.user, now=now())
    return see_other(review_url(found, f"c-{place}"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def reading_rule_new(request: SchoolRequest, school: str, public_id: str, place: str) -> HttpResponse:
    """Add a deadline to a clause: first its kind, then its numbers and words, then what they come to."""
    found = open_or_404(request, public_id)
    clause, back = _clause_or_404(found, place), review_url(found, f"c-{place}")
    kind = NEW_RULES.get(request.GET.get("kind", ""))
    form = kind[2](request.POST or None, text=words_of(clause)) if kind else None
    rule = form.rule() if form is not None and request.method == "POST" and form.is_valid() else None
    if form is not None and rule is not None and request.POST.get("do") == "save":
        try:
            return answer_once(
                request, form="roles:reading-rule-new", effect=lambda: _add(request, found, place, rule), now=now()
            )
        except RoleError as error:
            form.add_error(None, refusal_words(error))
    is_sound = form is not None and rule is not None and form.is_valid()
    context = {
        "title": _("New deadline of clause %(number)s") % {"number": clause["number"]}
        if clause.get("number")
        else _("New deadline"),
        "lead": kind[0] if kind else _("When is it to be done? Choose what the text says."),
        "clause_text": words_of(clause),
        "document_lang": found.result["language"],
        "kinds": [] if kind else [(code, words, example) for code, (words, example, _form) in NEW_RULES.items()],
        "form": form,
        "form_key": request.POST.get(FIELD, ""),
        "preview": _preview(request, rule) if is_sound and rule else None,
        "other_url": request.path,
        "back_url": back,
    }
    refused = request.method == "POST" and not is_sound
    return render(request, "roles/rule_new.html", context, status=422 if refused else 200)


def _add(request: SchoolRequest, found: Reading, place: str, rule: Mapping[str, Any]) -> str:
    add_rule(reading=found, place=place, rule=rule, by=request.user, now=now())
    return review_url(found, f"c-{place}")


def _preview(request: SchoolRequest, rule: Mapping[str, Any]) -> object:
    school = request.school
    return preview(rule, school, school_calendar(school), on=today(school.time_zone))


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_unplaced(request: SchoolRequest, school: str, public_id: str, number: int) -> HttpResponse:
    """Say where a stretch without a place belongs. Posted: ``join`` = place of a clause, ``leave`` or ``restore``."""
    found, place = open_or_404(request, public_id), request.POST.get("join", "")
    if number >= len(found.result["unplaced"]) or (place and place not in clauses(found.result)):
        raise Http404
    try:
        if place or "leave" in request.POST:
            settle_unplaced(reading=found, number=number, place=place, by=request.user, now=now())
        elif "restore" in request.POST:
            restore_unplaced(reading=found, number=number, by=request.user, now=now())
    except RoleError as error:
        messages.error(request, error_words(error))
    return see_other(review_url(found, f"c-{place}" if place else f"u-{number}"))
