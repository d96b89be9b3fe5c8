"""What is said of a text that was read: a deadline is right, changed, none or added; a stretch gets its place."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from roles.models import Reading
from roles.reading_review import Proposal, bare, clauses, is_target, joined, place_of, proposals, words_of
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
from roles.views.rule_pages import RulePage, rule_page
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.form_keys import answer_once
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
    """Change a proposed deadline, also its kind, or say that there is none (``drop``)."""
    found = open_or_404(request, public_id)
    proposal = _proposal_or_404(found, place, number)

    def keep(rule: Mapping[str, Any]) -> HttpResponse:
        correct_rule(reading=found, place=place, number=number, rule=rule, by=request.user, now=now())
        return _back(found, place, number)

    def drop() -> HttpResponse:
        refuse_rule(reading=found, place=place, number=number, by=request.user, now=now())
        return _back(found, place, number)

    return rule_page(request, _page(found, place, keep=keep, drop=drop, rule=bare(proposal.rule)))


def _back(found: Reading, place: str, number: int) -> HttpResponse:
    """Lead to the clause; the next one that waits is that after the deadline of which something was said."""
    return see_other(review_url(found, f"c-{place}", at=f"{place}-r{number}"))


def _page(found: Reading, place: str, **more: Any) -> RulePage:
    clause = _clause_or_404(found, place)
    return RulePage(
        number=clause.get("number") or "",
        text=words_of(clause),
        language=found.result["language"],
        back=review_url(found, f"c-{place}"),
        **more,
    )


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_rule_accept(request: SchoolRequest, school: str, public_id: str, place: str, number: int) -> HttpResponse:
    """It is right."""
    found = open_or_404(request, public_id)
    if _proposal_or_404(found, place, number).found is None:
        raise Http404
    try:
        accept_rule(reading=found, place=place, number=number, by=request.user, now=now())
    except RoleError as error:
        messages.error(request, error_words(error))
        return see_other(review_url(found, f"c-{place}", at=place))
    return _back(found, place, number)


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_rule_refuse(request: SchoolRequest, school: str, public_id: str, place: str, number: int) -> HttpResponse:
    """Not a duty."""
    found = open_or_404(request, public_id)
    _proposal_or_404(found, place, number)
    refuse_rule(reading=found, place=place, number=number, by=request.user, now=now())
    return _back(found, place, number)


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_rule_restore(request: SchoolRequest, school: str, public_id: str, place: str, number: int) -> HttpResponse:
    """Propose a deadline again as it was read."""
    found = open_or_404(request, public_id)
    if _proposal_or_404(found, place, number).found is None:
        raise Http404
    restore_rule(reading=found, place=place, number=number, by=request.user, now=now())
    return _back(found, place, number)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def reading_rule_new(request: SchoolRequest, school: str, public_id: str, place: str) -> HttpResponse:
    """Add a deadline to a clause."""
    found = open_or_404(request, public_id)

    def keep(rule: Mapping[str, Any]) -> HttpResponse:
        return answer_once(
            request, form="roles:reading-rule-new", effect=lambda: _add(request, found, place, rule), now=now()
        )

    return rule_page(request, _page(found, place, keep=keep))


def _add(request: SchoolRequest, found: Reading, place: str, rule: Mapping[str, Any]) -> str:
    add_rule(reading=found, place=place, rule=rule, by=request.user, now=now())
    return review_url(found, f"c-{place}")


@require_POST
@requires(Permission.ROLE_EDIT)
def reading_unplaced(request: SchoolRequest, school: str, public_id: str, number: int) -> HttpResponse:
    """Say where a stretch belongs. Posted: ``join`` = where (reading_review), ``leave`` or ``restore``."""
    found, where = open_or_404(request, public_id), request.POST.get("join", "")
    if number >= len(found.result["unplaced"]) or (where and not is_target(found.result, where)):
        raise Http404
    try:
        if where or "leave" in request.POST:
            settle_unplaced(reading=found, number=number, place=where, by=request.user, now=now())
        elif "restore" in request.POST:
            restore_unplaced(reading=found, number=number, by=request.user, now=now())
    except RoleError as error:
        messages.error(request, error_words(error))
        return see_other(review_url(found, f"u-{number}"))
    return see_other(review_url(found, f"c-{place_of(number, where)}" if where else f"u-{number}"))
