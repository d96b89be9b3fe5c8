"""One person by a form: somebody new, and the classes, subjects and posts of somebody who is here."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roles.people_plan import Decisions, Plan, plan_people_table
from roles.people_table import OpenQuestionsError, PeopleMovedError, apply_people_table
from roles.person_forms import NewPersonForm, PlacesForm
from roles.services import RoleError, set_places
from roles.views.words import error_words
from schools.access import SchoolRequest, levels_given_by
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.models import Group, GroupMember, Person
from schools.models.groups import GroupPart
from schools.models.spans import not_over
from schools.queries import may_correct
from schools.services import in_turn


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def person_new(request: SchoolRequest, school: str) -> HttpResponse:
    """Add one person by a form, as a list of one row: what is asked of a list is asked here."""
    on, levels = today(request.school.time_zone), levels_given_by(request.access)
    form = NewPersonForm(request.POST or None, school=request.school, on=on, levels=levels)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, form="person-new", effect=lambda: _add(request, form), now=now())
        except (OpenQuestionsError, PeopleMovedError) as error:
            for words in _open_words(error.plan):
                form.add_error(None, words)
    if "is_another" not in request.POST and not form.non_field_errors():
        del form.fields["is_another"]  # asked only when there is such a name
    context = {
        "title": _("Add one person"),
        "lead": _("Nobody is mailed yet; invitations are a step of their own."),
        "form": form,
        "form_key": request.POST.get("form_key", ""),
        "back_url": reverse("schools:people", args=[school]),
        "button": _("Add"),
    }
    return render(request, "roles/_form_page.html", context, status=422 if form.errors else 200)


def _add(request: SchoolRequest, form: NewPersonForm) -> str:
    on, levels, table = today(request.school.time_zone), levels_given_by(request.access), form.table()
    decisions = Decisions(same_person={1: False} if form.cleaned_data.get("is_another") else {})
    asked: dict[str, Any] = {"school": request.school, "table": table, "decisions": decisions, "levels": levels}
    plan = plan_people_table(on=on, **asked)
    if plan.rows[0].state != "new":  # a form for somebody new never changes somebody who is here
        raise OpenQuestionsError(plan)
    applied = apply_people_table(expected=plan.digest, on=on, by=request.user, now=now(), **asked)
    person = applied.people[0]
    messages.success(request, _("%(name)s is added.") % {"name": person.name})
    return reverse("schools:people-person", args=[request.school.slug, person.public_id])


def _open_words(plan: Plan) -> list[str]:
    row = plan.rows[0]
    if row.problems:
        return list(row.problems)
    if row.question:
        return [row.question]
    if row.person is not None:
        return [_("%(name)s is here already. Change them on their own page.") % {"name": row.person.name}]
    return [_("Somebody else has changed the people meanwhile. Look at it again.")]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def person_places(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Say which classes one person leads and what they teach, and give them a post.

    Answers 409 with both where somebody else has changed their classes or subjects meanwhile.
    """
    if request.method != "POST":
        return _places(request, school, public_id)
    with in_turn(request.school):
        return _places(request, school, public_id)


def _places(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    on = today(request.school.time_zone)
    staff = Person.objects.for_school(request.school).staff().filter(not_over(on)).select_related("school")
    person = get_object_or_404(staff, public_id=public_id)
    if not may_correct(request.access, person):
        raise PermissionDenied
    form = PlacesForm(request.POST or None, school=request.school, on=on)
    form.initial = {"classes": _led_by(person, form, on), "subjects": ", ".join(_taught_by(person, form, on))}
    form.watch()
    back_url = reverse("schools:people-person", args=[school, public_id])
    is_late = request.method == "POST" and form.meets_others()
    if request.method == "POST" and not is_late and form.is_valid():
        try:
            return answer_once(
                request, form="person-places", effect=lambda: _place(request, person, form, back_url), now=now()
            )
        except RoleError as error:
            form.add_error("post", error_words(error))
    context = {
        "title": _("Classes, subjects and posts of %(name)s") % {"name": person.name},
        "lead": _("A post is added to those they hold; it is ended on the page of the role."),
        "form": form,
        "form_key": request.POST.get("form_key", ""),
        "back_url": back_url,
        "button": _("Save"),
    }
    return render(request, "roles/_form_page.html", context, status=409 if is_late else 422 if form.errors else 200)


def _led_by(person: Person, form: PlacesForm, on: date) -> list[str]:
    leading = GroupMember.objects.current(form.first_day(on)).filter(person=person, part=GroupPart.CLASS_TEACHER)
    return list(leading.filter(group__school_year=form.year).values_list("group__public_id", flat=True))


def _taught_by(person: Person, form: PlacesForm, on: date) -> list[str]:
    teaching = GroupMember.objects.current(form.first_day(on)).filter(person=person, part=GroupPart.TEACHER)
    groups = Group.objects.of_subjects().filter(school_year=form.year)
    return list(teaching.filter(group__in=groups).order_by("group__sort_key").values_list("group__subject", flat=True))


def _place(request: SchoolRequest, person: Person, form: PlacesForm, back_url: str) -> str:
    on, data = today(request.school.time_zone), form.cleaned_data
    set_places(
        person=person,
        classes=data.get("classes"),
        subjects=data.get("subjects"),
        year=form.year,
        from_day=form.first_day(on),
        post=data["post"],
        share=data["share"],
        on=max(on, person.starts_on or on),
        by=request.user,
        now=now(),
    )
    messages.success(request, _("Saved."))
    return back_url
