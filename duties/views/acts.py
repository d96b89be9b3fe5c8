"""What people do to an occurrence: tick off, undo, leave out, hand over."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duties.addresses import occurrence_url
from duties.answering import cast_of
from duties.forms import HandOverForm, WaiveForm, lines_of
from duties.models import Completion
from duties.queries.occurrence import occurrence_at
from duties.queries.rows import Reader, occurrence_row, title_of
from duties.queries.today import status_of
from duties.services import (
    LONGEST_DONE_NOTE,
    NotPossibleError,
    hand_over,
    tick,
    undo_hand_over,
    undo_tick,
    undo_waiver,
    waive,
)
from duties.views.early import ask_early
from duties.views.loading import Loaded, back_to, crumb_of, crumbs_of, load_occurrence, number_of, own_page, reader_of
from duties.views.pages import render_occurrence
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.form_keys import FIELD, answer_once
from schools.models import Absence, Person
from schools.see_other import see_other
from schools.words import format_range


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DUTY_TICK)
def occurrence_tick(request: SchoolRequest, school: str, duty: str, period: str, slot: str) -> HttpResponse:
    """Tick off; ask once when its period lies ahead. GET shows that question."""
    reader = reader_of(request)
    loaded = load_occurrence(request, reader, Permission.DUTY_TICK, duty, period, slot)
    note = lines_of(request.POST.get("note", ""))
    if len(note) > LONGEST_DONE_NOTE:
        words = {"n": LONGEST_DONE_NOTE, "length": len(note)}
        problem = _("The note has %(length)d characters; at most %(n)d are kept. Shorten it.") % words
        return render_occurrence(request, loaded, reader, status=422, problem=problem, note=note)
    if question := ask_early(request, loaded, reader):
        return question
    if request.method != "POST":
        return see_other(occurrence_url(loaded.row, request.school))
    return _tick(request, loaded, reader, note)


def _tick(request: SchoolRequest, loaded: Loaded, reader: Reader, note: str) -> HttpResponse:
    try:
        ticked = tick(
            occurrence=loaded.row,
            by=request.user,
            person=request.person,
            for_person=_stood_in_for(request, loaded, reader),
            on=reader.on,
            now=reader.now,
            note=note,
            seen=number_of(request.POST.get("seen")),
        )
    except NotPossibleError as error:
        return _not_possible(request, loaded, reader, error, note)
    if ticked.is_new:
        undo = f"undo:{occurrence_url(loaded.row, request.school, 'undo')}"
        messages.success(request, _("Ticked off: %(title)s") % {"title": title_of(loaded.row)}, extra_tags=undo)
    else:
        messages.info(request, _already(ticked.completion, reader))
    return _answer(request, loaded, reader)


@require_POST
@requires(Permission.DUTY_TICK)
def occurrence_undo(request: SchoolRequest, school: str, duty: str, period: str, slot: str) -> HttpResponse:
    """Take the last tick back."""
    reader = reader_of(request)
    loaded = load_occurrence(request, reader, Permission.DUTY_TICK, duty, period, slot)
    seen = number_of(request.POST.get("seen"))
    if undo_tick(occurrence=loaded.row, by=request.user, now=reader.now, seen=seen):
        messages.success(request, _("Undone: %(title)s") % {"title": title_of(loaded.row)})
    return _answer(request, loaded, reader)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DUTY_WAIVE)
def occurrence_waive(request: SchoolRequest, school: str, duty: str, period: str, slot: str) -> HttpResponse:
    """Leave one out, with a reason."""
    reader = reader_of(request)
    loaded = load_occurrence(request, reader, Permission.DUTY_WAIVE, duty, period, slot)
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def effect() -> None:
            reason = form.cleaned_data["reason"]
            waive(occurrence=loaded.row, reason=reason, by=request.user, now=reader.now)

        return _once(request, "waive", loaded, reader, effect)
    return _form(request, loaded, form, _("Leave out, with a reason"), _("Leave out"))


@require_POST
@requires(Permission.DUTY_WAIVE)
def occurrence_undo_waiver(request: SchoolRequest, school: str, duty: str, period: str, slot: str) -> HttpResponse:
    """Ask for it again."""
    reader = reader_of(request)
    loaded = load_occurrence(request, reader, Permission.DUTY_WAIVE, duty, period, slot)
    if undo_waiver(occurrence=loaded.row, by=request.user, now=reader.now):
        messages.success(request, _("Asked for again: %(title)s") % {"title": title_of(loaded.row)})
    return back_to(request, occurrence_url(loaded.row, request.school))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DUTY_HAND_OVER)
def occurrence_hand_over(request: SchoolRequest, school: str, duty: str, period: str, slot: str) -> HttpResponse:
    """Let somebody else of the school answer for it."""
    reader = reader_of(request)
    loaded = load_occurrence(request, reader, Permission.DUTY_HAND_OVER, duty, period, slot)
    away = _away(request, loaded, reader) if request.access.can_any(Permission.ABSENCE_MANAGE) else None
    form = HandOverForm(
        request.POST or None,
        school=request.school,
        on=reader.on,
        away=away,
        holder=_only_holder(request, loaded, reader),
        is_handed=loaded.row.handed_to_id is not None,
    )
    if request.method == "POST" and form.is_valid():

        def effect() -> None:
            hand_over(
                occurrence=loaded.row,
                to=form.cleaned_data["to"],
                by=request.user,
                now=reader.now,
                person=request.person,
                note=form.cleaned_data["note"],
            )
            _say_handed(request, loaded, form.cleaned_data["to"])

        # The page of the duty may be closed from now on to whoever has handed it over.
        return _once(request, "hand-over", loaded, reader, effect, url=_today(request))
    return _form(request, loaded, form, _("Hand over to someone else"), _("Hand over"))


def _only_holder(request: SchoolRequest, loaded: Loaded, reader: Reader) -> int | None:
    """The one person who answers for it now; None where nobody or several do: one of them may take it over alone."""
    people = cast_of([request.school], on=reader.on).answer(loaded.row).people
    return people[0] if len(people) == 1 else None


def _away(request: SchoolRequest, loaded: Loaded, reader: Reader) -> dict[int, str]:
    """Say of everybody who is away at some time before the deadline until when."""
    last = max(loaded.row.due_on or reader.on, reader.on)
    absences = Absence.objects.for_school(request.school).filter(starts_on__lte=last, ends_on__gte=reader.on)
    return {
        one.person_id: _("away %(days)s") % {"days": format_range(one.starts_on, one.ends_on, reader.language)}
        for one in absences.order_by("-starts_on", "-pk")
    }


def _say_handed(request: SchoolRequest, loaded: Loaded, to: Person | None) -> None:
    words = {"name": to.name if to else "", "title": title_of(loaded.row)}
    text = _("Handed over to %(name)s: %(title)s") if to else _("Back with whoever holds the post: %(title)s")
    undo = f"undo:{occurrence_url(loaded.row, request.school, 'undo-hand-over')}"
    messages.success(request, text % words, extra_tags=undo)


@require_POST
@requires(Permission.DUTY_HAND_OVER)
def occurrence_undo_hand_over(request: SchoolRequest, school: str, duty: str, period: str, slot: str) -> HttpResponse:
    """Take a hand-over back: whoever made it, whoever has it now, and those who may hand over everything."""
    reader = reader_of(request)
    loaded = load_occurrence(request, reader, Permission.DUTY_HAND_OVER, duty, period, slot, or_handed_by=True)
    if undo_hand_over(occurrence=loaded.row, by=request.user, now=reader.now):
        messages.success(request, _("Taken back: %(title)s") % {"title": title_of(loaded.row)})
    return see_other(_today(request))


def _today(request: SchoolRequest) -> str:
    return reverse("duties:today", kwargs={"school": request.school.slug})


def _once(
    request: SchoolRequest, name: str, loaded: Loaded, reader: Reader, act: Callable[[], None], url: str = ""
) -> HttpResponse:
    url = url or occurrence_url(loaded.row, request.school)

    def effect() -> str:
        act()
        return url

    try:
        return answer_once(request, form=f"{name}:{loaded.row.pk}", effect=effect, now=reader.now)
    except NotPossibleError as error:
        return _not_possible(request, loaded, reader, error)


def _form(
    request: SchoolRequest, loaded: Loaded, form: WaiveForm | HandOverForm, title: str, button: str
) -> HttpResponse:
    url = occurrence_url(loaded.row, request.school)
    what = title_of(loaded.row)
    context = {
        "title": title,
        "lead": what,
        "margin": loaded.row.duty.number,
        "margin_sub": "",
        "crumbs": crumbs_of(request, (crumb_of(loaded.row.duty.number, what), url), (title, "")),
        "form": form,
        "form_key": request.POST.get(FIELD, ""),
        "button": button,
        "back_url": url,
    }
    return render(request, "duties/act_form.html", context, status=422 if form.errors else 200)


def _stood_in_for(request: SchoolRequest, loaded: Loaded, reader: Reader) -> Person | None:
    """Return for whom it was done: the absent one, or the one who answers when somebody else ticks."""
    if loaded.is_own and loaded.desk is not None:
        stand_in = loaded.desk.stands_in_for(loaded.row)
        wanted = stand_in.absent_id if stand_in is not None else None
    else:
        people = cast_of([request.school], on=reader.on).answer(loaded.row).people
        wanted = people[0] if people else None
    return Person.objects.for_school(request.school).filter(pk=wanted).first() if wanted else None


def _already(completion: Completion, reader: Reader) -> str:
    name = completion.person.name if completion.person is not None else _("somebody")
    words = {"name": name, "day": reader.day(reader.local_day(completion.at)), "time": reader.time(completion.at)}
    return _("Already done by %(name)s, %(day)s at %(time)s") % words


REASONS = {
    "done": lambda: _("It is done already."),
    "open": lambda: _("It is open."),
    "waived": lambda: _("It was left out; ask for it again first."),
    "withdrawn": lambda: _("It is no longer asked for."),
    "early": lambda: _("It is too early: it can be ticked off from its first day on."),
}


def _not_possible(
    request: SchoolRequest, loaded: Loaded, reader: Reader, error: NotPossibleError, note: str = ""
) -> HttpResponse:
    problem = REASONS[error.code]()
    if request.htmx:
        messages.error(request, problem)
        return _answer(request, loaded, reader, status=409)
    fresh = load_occurrence(request, reader, Permission.DUTY_VIEW, *_place(loaded))
    return render_occurrence(request, fresh, reader, status=409, problem=problem, note=note)


def _place(loaded: Loaded) -> tuple[str, str, str]:
    parts = occurrence_url(loaded.row, loaded.row.school).rstrip("/").split("/")
    return parts[-3], parts[-2], parts[-1]


def _answer(request: SchoolRequest, loaded: Loaded, reader: Reader, *, status: int = 200) -> HttpResponse:
    """Answer htmx with the changed row and the status line, others with a redirect."""
    if not request.htmx:
        return back_to(request, occurrence_url(loaded.row, request.school))
    row = occurrence_at(request.school, *_place(loaded)) or loaded.row
    stand_in = loaded.desk.stands_in_for(row) if loaded.desk is not None else None
    context = {
        "row": occurrence_row(row, reader, can_tick=True, for_name=stand_in.absent_name if stand_in else ""),
        "status": status_of(person=request.person, reader=reader) if request.person else None,
        "here": own_page(request.POST.get("next", ""), ""),
    }
    response = render(request, "duties/_row_answer.html", context, status=status)
    response.headers["Vary"] = "HX-Request"
    return response
