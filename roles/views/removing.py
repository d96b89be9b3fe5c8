"""Removing a clause of a draft that people work by: the page that says first what ends with it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roles.forms import SectionPost
from roles.models import Section
from roles.queries.editor import Leaving, leaving
from roles.rule_words import rule_words
from roles.services import Change, LostWords, Move, save_section
from roles.views.loading import section_or_404
from schools import panels
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.see_other import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def clause_remove(
    request: SchoolRequest, school: str, code: str, number: int, position: int, clause: UUID
) -> HttpResponse:
    """Ask once before a clause goes whose deadlines or work end with it; sent twice it is removed once."""
    section = section_or_404(request, code, number, position)
    if not section.version.is_draft:
        raise Http404
    found = leaving(section, clause)
    editor = reverse("roles:section-edit", args=[school, code, number, position])
    if found is None:
        return see_other(editor)
    if request.method == "POST":
        change = Change(Move.REMOVE, clause)
        save_section(
            section=section, revision=section.revision, clauses=[], change=change, by=request.user, now=now()
        )  # fmt: skip
        if leaving(section, clause) is not None:  # somebody saved in the same moment: look again
            return see_other(request.path)
        messages.success(request, _("The clause was deleted from the draft."))
        return see_other(editor)
    button = _("Delete clause %(number)s") % {"number": found.number} if found.number else _("Delete the clause")
    context = {
        "title": button,
        "lead": _("Until this draft is approved and takes force, everything goes on as it is."),
        "document_lang": section.version.language,
        "clause_text": found.text,
        "duties": _duties(request, found),
        "deadlines": [(rule_words(rule.rule), rule.rule["words"]) for rule in found.rules],
        "button": button,
        "back_url": f"{editor}#c-{clause}",
    }
    return render(request, "roles/clause_remove.html", context)


def _duties(request: SchoolRequest, found: Leaving) -> Sequence[Any]:
    """What higher apps say that ends with these clauses."""
    ending = panels.collect("clause-leaving", request.school, found.clauses)
    return [row for clause in found.clauses for _code, rows in ending[clause] for row in rows]


def asked_first(request: SchoolRequest, section: Section, post: SectionPost) -> SectionPost | None:
    """Return what to save before the page above asks, where the editor's button removes work; else None.

    The texts are saved, so that nothing typed is lost by asking; an emptied text of the clause stays as it was.
    """
    change = post.change
    if change is None or change.move is not Move.REMOVE or change.clause is None or post.keep:
        return None
    found = leaving(section, change.clause)
    if found is None or not (found.rules or _duties(request, found)):
        return None
    clauses = tuple(
        replace(draft, lost_words=LostWords.LEAVE) if draft.clause in found.clauses else draft
        for draft in post.clauses
        if draft.text.strip() or draft.clause not in found.clauses
    )
    return replace(post, clauses=clauses, change=None)
