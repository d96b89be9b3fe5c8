"""Whose a clause of a text is that was read, where the reader understood it otherwise."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roles.reading_forms import WhoseForm
from roles.reading_review import beside, clauses, joined
from roles.services import RoleError, say_whose
from roles.structure import whole_text
from roles.views.readings import open_or_404, review_url
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.see_other import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def reading_whose(request: SchoolRequest, school: str, public_id: str, place: str) -> HttpResponse:
    """Say whose a clause is: one of the posts in the text, or another one in words."""
    found = open_or_404(request, public_id)
    whole = joined(found.result, found.corrections)
    clause = clauses(whole).get(place)
    if clause is None:
        raise Http404
    others = len(beside(whole, place, is_all=True)) - len(beside(whole, place, is_all=False))
    back = review_url(found, f"c-{place}")
    form = WhoseForm(
        request.POST if request.method == "POST" else None,
        posts=whole["posts"],
        others=others,
        initial={"post": clause.get("binds") or ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            say_whose(reading=found, place=place, by=request.user, now=now(), **form.cleaned_data)
            return see_other(back)
        except RoleError as error:
            form.add_error(None, error_words(error))
    context = {
        "title": _("Whose clause is it?"),
        "lead": _("The clause and what stands below it become duties of this post."),
        "document_lang": found.result["language"],
        "clause_number": clause.get("number") or "",
        "clause_text": whole_text(clause["text"], clause.get("subject")),
        "form": form,
        "button": _("Save"),
        "back_url": back,
    }
    return render(request, "roles/reading_whose.html", context, status=422 if form.errors else 200)
