"""Whom a text means by the posts it names, and who holds a post."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from roles.forms import HolderEndForm, HolderForm, PostForm
from roles.models import BoundPost, FilledBy, Role, RoleAssignment
from roles.people_known import first_day_of_classes
from roles.queries.holders import open_assignments
from roles.queries.pages import PostLine, posts_map
from roles.services import RoleError, assign_holder, end_assignment, map_post, set_filling
from roles.views.kinds import Choice, Kind, kind_choices, likely_people, of_title
from roles.views.loading import role_or_404, version_or_404
from roles.views.words import clauses_words, day_words, error_words, holder_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.models import Person
from schools.people_words import may_not_change_words
from schools.queries import may_correct
from schools.see_other import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def posts(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """Say for each post that a text binds who that is in this school; several answers are saved at once."""
    version = version_or_404(request, code, number)
    # Classes and subjects that were entered for the coming school year count before it begins.
    on = first_day_of_classes(request.school, today(request.school.time_zone))
    lines = posts_map(version=version, on=on)
    roles = list(Role.objects.for_school(request.school).order_by("name"))
    asked = set(request.GET.getlist("edit"))
    forms: dict[str, PostForm] = {}
    if request.method == "POST":
        if "edit" in request.POST:
            return see_other(f"{request.path}?edit={request.POST['edit']}#p-{request.POST['edit']}")
        forms = _forms(request, lines, roles, on)
        if all(form.is_valid() for form in forms.values()):
            _save(request, lines, forms)
            return see_other(request.path)
        asked |= set(forms)
    people = list(request.school.people.staff().present(on).order_by("sort_key"))
    kinds = kind_choices(request.school, on)
    rows = [_row(line, kinds, roles, people, forms.get(line.post.key), asks=_asks(line, asked)) for line in lines]
    waiting = sum(not line.post.is_confirmed for line in lines)
    context = {
        "title": _("Whom the text means"),
        "lead": _("A text names other posts and gives work to them too. Say who they are in this school."),
        "holders_url": reverse("roles:holders", args=[school, code]),
        "holders_label": _("Who holds the post of this text: %(role)s") % {"role": version.role.name},
        "margin": len(lines),
        "margin_sub": ngettext("post", "posts", len(lines)),
        "rows": rows,
        "error_list": [
            (str(message), f"p-{key}")
            for key, form in forms.items()
            for found in form.errors.values()
            for message in found
        ],
        "status_words": _("%(done)d linked, %(wait)d wait for you") % {"done": len(lines) - waiting, "wait": waiting},
        "button": _("Save"),
        "hint": _("No mail goes out yet. Clauses of posts that nobody holds stay in the text and wait."),
        "back_url": reverse("roles:version-detail", args=[school, code, number]),
    }
    return render(request, "roles/posts_map.html", context, status=422 if context["error_list"] else 200)


def _asks(line: PostLine, asked: set[str]) -> bool:
    return not line.post.is_confirmed or line.post.key in asked


def _forms(request: SchoolRequest, lines: list[PostLine], roles: list[Role], on: date) -> dict[str, PostForm]:
    """A form for each post that was answered."""
    return {
        line.post.key: PostForm(
            {
                "answer": request.POST.get(f"post-{line.post.key}", ""),
                "people": request.POST.getlist(f"people-{line.post.key}"),
            },
            school=request.school,
            roles=roles,
            on=on,
        )
        for line in lines
        if request.POST.get(f"post-{line.post.key}")
    }


def _save(request: SchoolRequest, lines: list[PostLine], forms: dict[str, PostForm]) -> None:
    for line in lines:
        form = forms.get(line.post.key)
        if form is not None:
            _map(request, line.post, form)


def _map(request: SchoolRequest, post: BoundPost, form: PostForm) -> None:
    answer = form.cleaned_data["answer"]
    how: dict[str, Any]
    if answer.startswith("role:"):
        how = {"role": get_object_or_404(Role.objects.for_school(request.school), code=answer.removeprefix("role:"))}
    elif answer in form.NAMED:
        how = {"people": list(form.cleaned_data["people"]), "is_each": answer == "people_each"}
    elif answer == "nobody":
        how = {"people": []}
    else:
        how = {"filled_by": answer}
    map_post(bound_post=post, by=request.user, now=now(), **how)


def _row(
    line: PostLine,
    kinds: list[Kind],
    roles: list[Role],
    people: list[Person],
    form: PostForm | None,
    *,
    asks: bool,
) -> dict[str, Any]:
    post = line.post
    by_title = _by_title(line, people) if asks else []
    if by_title:
        kinds = likely_people(kinds, by_title)
    chosen = form.data["answer"] if form else _proposal(line) or ("people" if by_title else "")
    shown, folded = _choices(kinds, roles, chosen) if asks else ([], [])
    return {
        "key": post.key,
        "count": line.count,
        "count_words": ngettext("clause", "clauses", line.count),
        "asks": asks,
        "says": post.words,
        "lang": post.version.language,
        "says_note": clauses_words(line),
        "question": _("Who is this here?"),
        "choices": shown,
        "more_choices": folded,
        "people_choices": _people(line, people, form, by_title) if asks else [],
        "answer": post.role.name,
        "answer_note": holder_words(post.role, line.holders),
        "people_words": ngettext("Show %(n)d person", "Show %(n)d people", len(line.holders))
        % {"n": len(line.holders)},
        "people": [_holder(holder) for holder in line.holders],
        "error": " ".join(str(message) for found in form.errors.values() for message in found) if form else "",
    }


def _holder(holder: Any) -> str:
    classes = ", ".join(holder.classes)
    return f"{classes} {holder.person.name}" if classes else holder.person.name


def _by_title(line: PostLine, people: list[Person]) -> list[Person]:
    """Who seems to be meant by their job titles, where it is neither said nor certain by the kind."""
    if _proposal(line):
        return []
    return of_title([line.post.role.name, line.post.words], people)


def _proposal(line: PostLine) -> str:
    """What is ticked to begin with: the kind that is certain by the post's key, else nothing."""
    role = line.post.role
    if line.post.is_confirmed and role.code != line.post.key:
        return f"role:{role.code}"
    if role.filled_by in PostForm.KINDS:
        return str(role.filled_by)
    if role.filled_by == FilledBy.ACCESS_LEVEL:
        return f"role:{role.code}"
    if role.filled_by == FilledBy.NAMED_EACH:
        return "people_each"
    return "people" if line.holders else ""


def _choices(kinds: list[Kind], roles: list[Role], chosen: str) -> tuple[list[Choice], list[Choice]]:
    """Return the answers that are shown at once and those that are folded: the likely one, or else the kinds, lead."""
    others = [(f"role:{role.code}", role.name, _("a post of the school")) for role in roles]
    answers = [(value, str(label), str(small), value == chosen) for value, label, small in [*kinds, *others]]
    likely = [answer for answer in answers if answer[3]] or answers[: len(kinds)]
    return likely, [answer for answer in answers if answer not in likely]


def _people(line: PostLine, people: list[Person], form: PostForm | None, by_title: Collection[Person]) -> list[Choice]:
    """Everybody who could be chosen, those of its title first: public id, name, job title, whether chosen."""
    likely = by_title or [holder.person for holder in line.holders]
    ticked = set(form.data["people"]) if form else {person.public_id for person in likely}
    is_named = form is not None or FilledBy(line.post.role.filled_by).is_by_name
    return [
        (person.public_id, person.name, person.job_title, is_named and person.public_id in ticked)
        for person in sorted(people, key=lambda person: person not in by_title)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def holders(request: SchoolRequest, school: str, code: str) -> HttpResponse:
    """Who holds a post from when to when; a new holder is added here."""
    role = role_or_404(request, code)
    on = today(request.school.time_zone)
    if request.method == "POST" and request.POST.get("filling") in ("each", "together"):
        return _fill(request, role)
    form = HolderForm(request.POST or None, school=request.school, on=on, initial={"starts_on": on})
    if request.method == "POST" and form.is_valid() and not may_correct(request.access, form.cleaned_data["person"]):
        form.add_error("person", may_not_change_words(form.cleaned_data["person"].name))
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, form="roles:holders", effect=lambda: _assign(request, role, form), now=now())
        except RoleError as error:
            form.add_error(None, error_words(error))
    rows = [
        {
            "name": assignment.person.name,
            "words": _span(assignment),
            "end_url": ""
            if assignment.ends_on or not may_correct(request.access, assignment.person)
            else reverse("roles:holder-end", args=[school, code, assignment.public_id]),
        }
        for assignment in open_assignments(role, on=on)
    ]
    context = {
        "title": _("Who holds the post: %(role)s") % {"role": role.name},
        "lead": role.get_filled_by_display(),
        "hint": _("The people who do the work of this post: its duties and its reminders come to them."),
        "posts_url": _posts_url(request, role),
        "rows": rows,
        "form": form if FilledBy(role.filled_by).is_by_name else None,
        "back_url": reverse("roles:role-detail", args=[school, code]),
        "form_key": request.POST.get("form_key", ""),
        "button": _("Add to this post"),
        "is_each": role.filled_by == FilledBy.NAMED_EACH,
    }
    return render(request, "roles/holders.html", context, status=422 if form.errors else 200)


def _fill(request: SchoolRequest, role: Role) -> HttpResponse:
    """Save whether the holders do the work together or each for themselves."""
    with suppress(RoleError):  # a post that meanwhile is filled by a kind of people: the page says so
        set_filling(role=role, is_each=request.POST["filling"] == "each", by=request.user, now=now())
        messages.success(request, _("Saved."))
    return see_other(request.path)


def _posts_url(request: SchoolRequest, role: Role) -> str:
    """The other question: whom the newest text of this post means; "" for those who may not say."""
    version = role.versions.filter(posts__isnull=False).order_by("-number").first()
    if version is None or not request.access.can(Permission.ROLE_EDIT):
        return ""
    return reverse("roles:posts", args=[request.school.slug, role.code, version.number])


def _span(assignment: RoleAssignment) -> str:
    words = {"first": day_words(assignment.starts_on), "last": day_words(assignment.ends_on)}
    span = _("from %(first)s to %(last)s") % words if assignment.ends_on else _("from %(first)s") % words
    return f"{span} · {assignment.share} %" if assignment.share else span


def _assign(request: SchoolRequest, role: Role, form: HolderForm) -> str:
    assign_holder(role=role, by=request.user, now=now(), **form.cleaned_data)
    return reverse("roles:holders", args=[request.school.slug, role.code])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def holder_end(request: SchoolRequest, school: str, code: str, public_id: str) -> HttpResponse:
    """Ask for the last day of an appointment, and end it with that day."""
    assignment = get_object_or_404(
        RoleAssignment.objects.for_school(request.school).filter(role__code=code).select_related("role", "person"),
        public_id=public_id,
    )
    if not may_correct(request.access, assignment.person):
        raise PermissionDenied
    back_url = reverse("roles:holders", args=[school, code])
    if assignment.ends_on is not None:  # the form was sent twice
        return see_other(back_url)
    form = HolderEndForm(request.POST or None, initial={"last_day": today(request.school.time_zone)})
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["last_day"]
        ended = end_assignment(assignment=assignment, last_day=last_day, by=request.user, now=now())
        messages.success(request, _ended_words(assignment, last_day, is_removed=ended is None))
        return see_other(back_url)
    names = {"name": assignment.person.name, "role": assignment.role.name}
    context = {
        "title": _("%(name)s leaves the post: %(role)s") % names,
        "lead": _("The work and the reminders of the post stop with the last day; what was done stays."),
        "form": form,
        "back_url": back_url,
        "button": _("Save the last day"),
    }
    return render(request, "roles/_form_page.html", context, status=422 if form.errors else 200)


def _ended_words(assignment: RoleAssignment, last_day: date, *, is_removed: bool) -> str:
    words = {"name": assignment.person.name, "day": day_words(last_day)}
    if is_removed:
        return _("%(name)s does not get this post.") % words
    return _("The last day of %(name)s in this post is %(day)s.") % words
