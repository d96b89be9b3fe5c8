"""Who is away, who stands in, and the substitute's answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from roles.absence_forms import AbsenceForm, SubstituteForm
from roles.models import Role, Substitution
from roles.services import (
    RoleError,
    answer_substitution,
    ask_substitute,
    correct_absence,
    end_substitution,
    take_back_absence,
)
from roles.substitution_words import asked_of_me_words, asked_words, state_words, thing_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.models import Absence, Group, Person
from schools.models.groups import GroupPart
from schools.see_other import see_other
from schools.services import record_absence
from schools.words import format_range


@requires(Permission.ABSENCE_MANAGE)
def absence_list(request: SchoolRequest, school: str) -> HttpResponse:
    """Show who is away today or later: everybody, or oneself and those one is asked to stand in for."""
    on, language = today(request.school.time_zone), get_language() or "en"
    absences = Absence.objects.for_school(request.school).filter(ends_on__gte=on).select_related("person")
    asked = Substitution.objects.for_school(request.school).filter(absence__ends_on__gte=on)
    sees_all = request.access.can_any(Permission.ABSENCE_MANAGE)
    if not sees_all:
        absences = absences.filter(person=request.person)
        asked = asked.filter(substitute=request.person)
    slug = request.school.slug
    context = {
        "title": gettext("Absences"),
        "lead": gettext("While somebody is away, what is theirs goes to the one who has agreed to stand in."),
        "absences": [
            (
                one.person.name,
                format_range(one.starts_on, one.ends_on, language),
                reverse("roles:absence", args=[slug, one.public_id]),
            )
            for one in absences.order_by("starts_on", "pk")
        ],
        "asked": [
            (asked_words(one, language), state_words(one), reverse("roles:substitution", args=[slug, one.public_id]))
            for one in asked.select_related("absence__person", "substitute", "role", "group").order_by("pk")
        ],
        # Who sees their own alone is told nothing about the others.
        "none_words": gettext("Nobody is away.") if sees_all else gettext("No absence of yours is noted."),
        "none_asked": gettext("Nobody is asked to stand in.")
        if sees_all
        else gettext("You are not asked to stand in."),
        "new_url": reverse("roles:absence-new", args=[slug, request.person.public_id]) if request.person else "",
    }
    return render(request, "roles/absences.html", context)


@requires(Permission.ABSENCE_MANAGE)
def absence_new(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Note that somebody (one's own person, or anybody for those who may) is away."""
    person = get_object_or_404(Person.objects.for_school(request.school).staff(), public_id=public_id)
    _only_own(request, person)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def effect() -> str:
            absence = record_absence(
                person=person,
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
                by=request.user,
                now=now(),
            )
            return reverse("roles:absence", args=[request.school.slug, absence.public_id])

        return answer_once(request, form="absence", effect=effect, now=now())
    context = {
        "title": gettext("%(name)s is away") % {"name": person.name},
        "lead": gettext("The reason is not asked for and not kept."),
        "crumbs": [(gettext("Absences"), reverse("roles:absences", args=[request.school.slug])), (person.name, "")],
        "form": form,
        "button": gettext("Save the absence"),
        "form_key": request.POST.get("form_key", ""),
    }
    return render(request, "roles/absence_form.html", context, status=422 if form.errors else 200)


@requires(Permission.ABSENCE_MANAGE)
def absence(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Show one absence and who stands in; POST asks somebody."""
    found = _absence(request, public_id)
    form = _substitute_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            ask_substitute(
                absence=found,
                substitute=form.cleaned_data["substitute"],
                role=form.role(),
                group=form.group(),
                by=request.user,
                now=now(),
            )
        except RoleError as error:
            form.add_error(None, refusal_words(error))
        else:
            messages.success(request, _told_words(request, form.cleaned_data["substitute"]))
            return see_other("roles:absence", school=request.school.slug, public_id=public_id)
    return _absence_page(request, found, form=form)


@require_POST
@requires(Permission.ABSENCE_MANAGE)
def absence_days(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Correct the days of an absence."""
    found = _absence(request, public_id)
    form = AbsenceForm(request.POST, auto_id="days_%s")
    if not form.is_valid():
        return _absence_page(request, found, days_form=form)
    asked = correct_absence(absence=found, **form.cleaned_data, by=request.user, now=now())
    words = gettext("The days are corrected.")
    if asked:
        names = ", ".join(one.name for one in asked)
        words = gettext("The days are corrected; asked again, because of more days: %(names)s.") % {"names": names}
    messages.success(request, words)
    return see_other("roles:absence", school=request.school.slug, public_id=public_id)


@require_POST
@requires(Permission.ABSENCE_MANAGE)
def absence_take_back(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Take an absence back, and with it whoever stands in."""
    agreed = take_back_absence(absence=_absence(request, public_id), by=request.user, now=now())
    words = gettext("The absence is taken back.")
    if agreed:
        names = ", ".join(one.name for one in agreed)
        words = gettext("The absence is taken back. No longer standing in, and not told by mail: %(names)s.")
        words %= {"names": names}
    messages.success(request, words)
    return see_other("roles:absences", school=request.school.slug)


def _absence(request: SchoolRequest, public_id: str) -> Absence:
    rows = Absence.objects.for_school(request.school).select_related("person__school")
    found = get_object_or_404(rows, public_id=public_id)
    _only_own(request, found.person)
    return found


def _absence_page(
    request: SchoolRequest, found: Absence, *, form: SubstituteForm | None = None, days_form: AbsenceForm | None = None
) -> HttpResponse:
    language, slug = get_language() or "en", request.school.slug
    asked = found.substitutions.select_related("substitute", "absence__person", "role", "group").order_by("pk")
    context = {
        "title": gettext("%(name)s is away") % {"name": found.person.name},
        "lead": format_range(found.starts_on, found.ends_on, language),
        "crumbs": [
            (gettext("Absences"), reverse("roles:absences", args=[request.school.slug])),
            (found.person.name, ""),
        ],
        "asked": [
            (
                one.substitute.name,
                thing_words(one),
                state_words(one),
                reverse("roles:substitution", args=[slug, one.public_id]),
            )
            for one in asked
        ],
        "form": form or _substitute_form(request, found, is_sent=False),
        "button": gettext("Ask to stand in"),
        "days_form": days_form
        or AbsenceForm(auto_id="days_%s", initial={"starts_on": found.starts_on, "ends_on": found.ends_on}),
        "days_url": reverse("roles:absence-days", args=[slug, found.public_id]),
        "take_back_url": reverse("roles:absence-take-back", args=[slug, found.public_id]),
    }
    is_wrong = bool((form and form.errors) or (days_form and days_form.errors))
    return render(request, "roles/absence_form.html", context, status=422 if is_wrong else 200)


@requires(Permission.ABSENCE_MANAGE)
def substitution(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Show what one is asked to stand in for, or to those who keep the absence that somebody is."""
    found = _substitution(request, public_id)
    is_mine = found.substitute == request.person
    if not is_mine:
        _only_own(request, found.absence.person)
    language = get_language() or "en"
    context = {
        "title": asked_words(found, language),
        "lead": gettext("If you agree, what is due in that time stands on your list, with the reminders.")
        if is_mine
        else "",
        "crumbs": [
            (gettext("Absences"), reverse("roles:absences", args=[request.school.slug])),
            (found.substitute.name, ""),
        ],
        "state": state_words(found),
        "is_open": is_mine and found.accepted_at is None and found.refused_at is None,
        "end_url": "" if is_mine else reverse("roles:substitution-end", args=[request.school.slug, public_id]),
        "end_label": gettext("End the standing in") if found.accepted_at else gettext("Take the question back"),
        "answer_url": reverse("roles:substitution-answer", args=[request.school.slug, public_id]),
    }
    return render(request, "roles/substitution.html", context)


@require_POST
@requires(Permission.ABSENCE_MANAGE)
def substitution_answer(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Agree or refuse; the first answer stays."""
    found = _asked_of_me(request, public_id)
    if request.POST.get("answer") not in ("yes", "no"):
        raise Http404
    is_on_today, accept = request.POST.get("back") == "today", request.POST["answer"] == "yes"
    try:
        found = answer_substitution(substitution=found, accept=accept, by=request.user, now=now())
    except RoleError as error:
        messages.error(request, refusal_words(error))
    else:
        if is_on_today:  # the page of the question says it by itself
            messages.success(request, _answered_words(found))
    if is_on_today:
        return see_other("duties:today", school=request.school.slug)
    return see_other("roles:substitution", school=request.school.slug, public_id=public_id)


@require_POST
@requires(Permission.ABSENCE_MANAGE)
def substitution_end(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Let somebody no longer stand in: for those who keep the absence."""
    found = _substitution(request, public_id)
    _only_own(request, found.absence.person)
    absence_id = found.absence.public_id
    if end_substitution(substitution=found, by=request.user, now=now()):
        words = gettext("%(name)s no longer stands in, and is not told by mail.") % {"name": found.substitute.name}
        messages.success(request, words)
    return see_other("roles:absence", school=request.school.slug, public_id=absence_id)


def _answered_words(found: Substitution) -> str:
    """Return what was answered, to the one who did."""
    words = asked_of_me_words(found, get_language() or "en")
    said = gettext("You stand in. %(what)s") if found.accepted_at else gettext("You do not stand in. %(what)s")
    return said % {"what": words}


def refusal_words(error: RoleError) -> str:
    """Return why it is not possible, in the reader's language."""
    return {
        "taken": gettext("Somebody has agreed to stand in already."),
        "answered": gettext("This was answered already."),
        "same_person": gettext("Nobody stands in for themselves."),
    }.get(error.code, gettext("This is not possible."))


def _told_words(request: SchoolRequest, substitute: Person) -> str:
    if substitute.user is None:
        return gettext("%(name)s has no login: invite them, or ask somebody else.") % {"name": substitute.name}
    if request.school.started_at is None:
        return gettext("The question stands here; it is mailed after Start.")
    return gettext("The question is on its way by mail. The answer will stand here.")


def _only_own(request: SchoolRequest, person: Person) -> None:
    if not request.access.can_any(Permission.ABSENCE_MANAGE) and person != request.person:
        raise PermissionDenied


def _asked_of_me(request: SchoolRequest, public_id: str) -> Substitution:
    """The question, for the one who is asked; nobody answers for another."""
    found = _substitution(request, public_id)
    if found.substitute != request.person:
        raise PermissionDenied
    return found


def _substitution(request: SchoolRequest, public_id: str) -> Substitution:
    rows = Substitution.objects.for_school(request.school).select_related(
        "absence__person", "substitute", "role", "group"
    )
    return get_object_or_404(rows, public_id=public_id)


def _substitute_form(request: SchoolRequest, found: Absence, *, is_sent: bool = True) -> SubstituteForm:
    staff = Person.objects.for_school(request.school).staff().present(found.starts_on).order_by("sort_key", "pk")
    held = found.person.assignments.current(found.starts_on).values("role")
    led = found.person.group_memberships.current(found.starts_on).filter(part=GroupPart.CLASS_TEACHER).values("group")
    return SubstituteForm(
        (request.POST or None) if is_sent else None,
        people=staff.exclude(pk=found.person_id),
        roles=list(Role.objects.for_school(request.school).filter(pk__in=held).order_by("name")),
        groups=list(Group.objects.for_school(request.school).filter(pk__in=led).order_by("sort_key")),
    )
