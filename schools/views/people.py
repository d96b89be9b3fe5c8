"""The staff: the list, one person, invitations and leaving."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST

from schools import panels, services
from schools.access import SchoolRequest, levels_given_by
from schools.access_levels import AccessLevel
from schools.access_rules import Permission, requires
from schools.access_words import access_words
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.forms import LeaveForm, LevelForm, PasteForm, PersonForm
from schools.invitation_days import is_invited_later
from schools.models import Person
from schools.people_words import (
    chip_words,
    last_principal_words,
    later_words,
    needs_address_words,
    person_row,
    state_label,
)
from schools.queries import SignInState, StaffCounts, may_correct, person_lines, staff_counts, staff_in_state
from schools.see_other import see_other

PER_PAGE = 50


@requires(Permission.PEOPLE_VIEW)
def people(request: SchoolRequest, school: str) -> HttpResponse:
    """Show the staff, and where a list is pasted."""
    on = today(request.school.time_zone)
    wanted = request.GET.get("state", "")
    state = SignInState(wanted) if wanted in set(SignInState) else None
    page = Paginator(staff_in_state(request.school, on, state), PER_PAGE).get_page(request.GET.get("page"))
    counts = staff_counts([request.school], on)[request.school.pk]
    may_manage = request.access.can(Permission.PEOPLE_MANAGE)
    here = reverse("schools:people", args=[request.school.slug])
    context = {
        "title": gettext("People"),
        "margin": counts.staff,
        "margin_sub": ngettext("member of staff", "staff", counts.staff),
        "lead": _people_lead(counts.with_email, counts.signed_in),
        "can_manage": may_manage,
        "absences_url": reverse("roles:absences", args=[request.school.slug]),
        "paste_form": PasteForm() if may_manage else None,
        "preview_url": reverse("roles:people-preview", args=[request.school.slug]),
        "new_url": reverse("roles:person-new", args=[request.school.slug]) if may_manage else "",
        "columns_words": columns_words(),
        "access_words": access_words(levels_given_by(request.access)),
        "states": [(gettext("All"), here, state is None)]
        + [(state_label(one), f"{here}?state={one}", state is one) for one in SignInState],
        "rows": _rows(request, page),
        "page": page,
        "page_words": ngettext("%(n)d person", "%(n)d people", page.paginator.count) % {"n": page.paginator.count},
        **(_invitations(request, counts) if may_manage else {}),
    }
    return render(request, "schools/people.html", context)


def columns_words() -> str:
    """Say which columns a list may have."""
    return gettext(
        "Columns: given name, family name, e-mail, title, access, class teacher of, subjects, posts, share, from, "
        "until. "
        "Headings in any of our languages are understood; without headings this order holds. "
        "Only the names are needed. Nobody is removed because they are not in the list."
    )


def _people_lead(with_email: int, signed_in: int) -> str:
    addresses = ngettext("%(n)d has an address for mail.", "%(n)d have an address for mail.", with_email)
    seen = ngettext("%(n)d has signed in.", "%(n)d have signed in.", signed_in)
    return f"{addresses % {'n': with_email}} {seen % {'n': signed_in}}"


def _rows(request: SchoolRequest, page: "Page[Person]") -> list[Any]:
    on, language = today(request.school.time_zone), get_language() or "en"
    shown = list(page.object_list)
    posts = panels.collect("people", request.school, shown, on)
    return [
        person_row(
            line,
            url=reverse("schools:people-person", args=[request.school.slug, line.person.public_id]),
            posts=[words for _code, found in posts[line.person] for words in found],
            on=on,
            language=language,
        )
        for line in person_lines(request.school, shown, on)
    ]


def _invitations(request: SchoolRequest, counts: StaffCounts) -> dict[str, str]:
    count = counts.to_invite
    if not count:
        return {}
    if request.school.started_at is None:
        words = gettext("Nobody is mailed before Start. The invitations are sent when you press Start.")
        return {"invite_words": words, "invite_url": ""}
    words = gettext("These have not been invited yet. Each gets one mail with a link to choose a password.")
    return {
        "invite_words": f"{words} {later_words(counts.to_invite_later)}".strip(),
        "invite_label": ngettext("Invite %(n)d person", "Invite %(n)d people", count) % {"n": count},
        "invite_url": reverse("schools:people-invite", args=[request.school.slug]),
    }


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def people_invite(request: SchoolRequest, school: str) -> HttpResponse:
    """Invite everybody who has not been invited yet, or the one person named."""
    on, moment = today(request.school.time_zone), now()
    wanted = Person.objects.for_school(request.school).staff().select_related("user", "school").order_by("pk")
    if public_id := request.POST.get("person"):
        wanted = wanted.filter(public_id=public_id)
    else:  # whoever has a link already gets another one from their own page
        wanted = wanted.filter(invited_at__isnull=True)
    back_url = reverse("schools:people", args=[request.school.slug])
    later = sum(services.may_be_invited(one, on) and is_invited_later(one.starts_on, on) for one in wanted)
    counted: list[int] = []

    def effect() -> str:
        invited = services.invite_people(school=request.school, people=wanted, on=on, by=request.user, now=moment)
        counted.append(invited)
        return back_url

    try:
        answer = answer_once(request, form="people-invite", effect=effect, now=moment)
    except services.NotStartedError:
        messages.error(request, gettext("Nobody is mailed before Start."))
        return see_other(back_url)
    for count in counted:
        messages.success(request, _invited_words(count, later))
    return answer


def _invited_words(count: int, later: int) -> str:
    """Say how many of the invited are mailed now, and how many by their first day."""
    if not count:
        return gettext("Nobody is invited again: an invitation can be sent anew after ten minutes.")
    at_once = count - later
    sent = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", at_once)
    return " ".join(words for words in (sent % {"n": at_once} if at_once else "", later_words(later)) if words)


@requires(Permission.PEOPLE_VIEW)
def person(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Show one of the staff, with the forms of those who may change something."""
    found = _person(request, public_id)
    form = PersonForm(instance=found) if request.access.can(Permission.PEOPLE_MANAGE) else None
    return _person_page(request, found, form=form)


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def person_save(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Correct name, title, address and first day; 409 with both where somebody else has saved meanwhile."""
    with services.in_turn(request.school):
        return _save_person(request, public_id)


def _save_person(request: SchoolRequest, public_id: str) -> HttpResponse:
    found = _correctable(request, public_id)
    form = PersonForm(request.POST, instance=_person(request, public_id))
    if form.meets_others():
        return _person_page(request, found, form=form, status=409)
    if not form.is_valid():
        return _person_page(request, found, form=form, status=422)
    cleaned = form.cleaned_data
    draft = services.PersonDraft(
        given_name=cleaned["given_name"],
        family_name=cleaned["family_name"],
        email=cleaned["email"],
        job_title=cleaned["job_title"],
        starts_on=cleaned["starts_on"],
    )
    try:
        services.update_person(person=found, draft=draft, by=request.user, now=now())
    except services.LoginAddressError:
        words = gettext("The address belongs to a login that is in use; only its owner can change it.")
        form.add_error("email", words)
        return _person_page(request, found, form=form, status=422)
    except services.LastPrincipalError as error:
        form.add_error("starts_on", last_principal_words(error.name))
        return _person_page(request, found, form=form, status=422)
    messages.success(request, gettext("Saved."))
    return see_other("schools:people-person", school=request.school.slug, public_id=public_id)


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def person_level(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Give another access level in place of those the person has; 409 where somebody else has meanwhile."""
    with services.in_turn(request.school):
        return _save_level(request, public_id)


def _save_level(request: SchoolRequest, public_id: str) -> HttpResponse:
    found = _correctable(request, public_id)
    on = today(request.school.time_zone)
    held = person_lines(request.school, [found], on)[0].levels
    form = LevelForm(request.POST, levels=levels_given_by(request.access), held=held)
    if form.meets_others():
        return _person_page(request, found, form=PersonForm(instance=found), level_form=form, status=409)
    if form.is_valid() and not found.email:
        form.add_error("level", needs_address_words())
    if form.errors:
        return _person_page(request, found, form=PersonForm(instance=found), level_form=form, status=422)
    level = AccessLevel(form.cleaned_data["level"])
    try:
        services.set_level(person=found, level=level, on=on, by=request.user, now=now())
    except services.LastPrincipalError as error:
        form.add_error("level", last_principal_words(error.name))
        return _person_page(request, found, form=PersonForm(instance=found), level_form=form, status=422)
    messages.success(request, gettext("Saved."))
    return see_other("schools:people-person", school=request.school.slug, public_id=public_id)


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def person_leave(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Set the last day; access and classes end with it. 409 where somebody else has set one meanwhile."""
    with services.in_turn(request.school):
        return _save_last_day(request, public_id)


def _save_last_day(request: SchoolRequest, public_id: str) -> HttpResponse:
    found = _correctable(request, public_id)
    form = LeaveForm(request.POST, person=found)
    if form.meets_others():
        return _person_page(request, found, form=PersonForm(instance=found), leave_form=form, status=409)
    if not form.is_valid():
        return _person_page(request, found, form=PersonForm(instance=found), leave_form=form, status=422)
    try:
        services.end_person(person=found, last_day=form.cleaned_data["last_day"], by=request.user, now=now())
    except services.LastPrincipalError as error:
        form.add_error("last_day", last_principal_words(error.name))
        return _person_page(request, found, form=PersonForm(instance=found), leave_form=form, status=422)
    messages.success(request, gettext("The last day is saved."))
    return see_other("schools:people-person", school=request.school.slug, public_id=public_id)


def _person(request: SchoolRequest, public_id: str) -> Person:
    staff = Person.objects.for_school(request.school).staff().select_related("user", "school")
    return get_object_or_404(staff, public_id=public_id)


def _correctable(request: SchoolRequest, public_id: str) -> Person:
    """The person, unless they have more power than the one who asks may give: then 403."""
    found = _person(request, public_id)
    if not may_correct(request.access, found):
        raise PermissionDenied
    return found


def _person_page(
    request: SchoolRequest,
    found: Person,
    *,
    form: PersonForm | None,
    level_form: LevelForm | None = None,
    leave_form: LeaveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    school, on, language = request.school, today(request.school.time_zone), get_language() or "en"
    line = person_lines(school, [found], on)[0]
    args = [school.slug, found.public_id]
    may_manage = request.access.can(Permission.PEOPLE_MANAGE)
    may_change = may_manage and may_correct(request.access, found)
    levels = levels_given_by(request.access)
    posts = panels.collect("people", school, [found], on)[found]
    context = {
        "title": found.name,
        "lead": " · ".join(part for part in (found.job_title, chip_words(line, on, language)) if part),
        "crumbs": [(gettext("People"), reverse("schools:people", args=[school.slug])), (found.name, "")],
        "facts": [
            (gettext("E-mail"), found.email or gettext("none: no mail, no sign-in")),
            (gettext("Access"), ", ".join(str(level.label) for level in line.levels) or gettext("none")),
            (gettext("Class teacher of"), ", ".join(line.classes) or gettext("no class")),
            (gettext("Teaches"), ", ".join(line.subjects) or gettext("no subject")),
            (gettext("Posts"), ", ".join(words for _code, found in posts for words in found) or gettext("none")),
        ],
        "form": form if may_change else None,
        "save_url": reverse("schools:people-person-save", args=args),
        "level_form": level_form or LevelForm(levels=levels, held=line.levels),
        "level_url": reverse("schools:people-person-level", args=args)
        if may_change and (found.email or level_form)
        else "",
        "leave_form": leave_form or LeaveForm(person=found),
        "leave_url": reverse("schools:people-person-leave", args=args) if may_change else "",
        "invite_url": reverse("schools:people-invite", args=[school.slug])
        if may_manage and school.started_at and services.may_be_invited(found, on)
        else "",
        "public_id": found.public_id,
        "places_url": reverse("roles:person-places", args=args) if may_change else "",
        "panels": [
            (panels.template_of(code), content)
            for code, content in panels.collect("person", school, [found], request.access)[found]
        ],
    }
    return render(request, "schools/person.html", context, status=status)
