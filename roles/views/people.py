"""People without typing: a list of staff is pasted, looked at, and written."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from documents.limits import LimitError, run_limited
from roles.people_levels import LevelAnswers, asking_rows, choices_of, level_answers, settled, with_answers
from roles.people_plan import Decisions, Plan, plan_people_table
from roles.people_table import Applied, OpenQuestionsError, PeopleMovedError, apply_people_table
from roles.people_words import blocks_of
from schools.access import SchoolRequest, levels_given_by
from schools.access_rules import Permission, requires
from schools.access_words import access_words
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.forms import PasteForm
from schools.pasted_cells import TableTooLargeError, cells_of, text_of
from schools.people_reading import Table, read_table
from schools.people_words import last_principal_words
from schools.services import LastPrincipalError
from schools.views.people import columns_words

READER = "people-sheet"
_LINE = re.compile("[0-9]{1,7}")


@requires(Permission.PEOPLE_MANAGE)
def people_preview(request: SchoolRequest, school: str) -> HttpResponse:
    """Show what a list would change; with ``save`` write it, with ``back`` show it in its field again.

    A GET shows the field for pasting alone.
    """
    if request.method != "POST":
        return _paste_page(request, PasteForm())
    form = PasteForm(request.POST, request.FILES)
    if "back" in request.POST:
        return _paste_page(request, PasteForm(initial={"text": request.POST.get("text", "")}))
    if not form.is_valid():
        return _paste_page(request, form, status=422)
    try:
        text = _text(form)
        table = read_table(cells_of(text))
    except TableTooLargeError:
        form.add_error(None, gettext("The list has more than 500 rows. Paste it in parts."))
        return _paste_page(request, form, status=422)
    except LimitError:
        form.add_error("file", gettext("The file cannot be read. Save it as CSV or XLSX, or paste its cells."))
        return _paste_page(request, form, status=422)
    if not table.rows:
        form.add_error("text", gettext("There is no row with people in it."))
        return _paste_page(request, form, status=422)
    answers = level_answers(request.POST, levels_given_by(request.access))
    list_ = _List(text, with_answers(table, answers), _decisions(request, answers.left_out), answers)
    if "save" in request.POST:
        return _save(request, list_)
    return _preview_page(request, list_, _plan(request, list_))


@dataclass(frozen=True)
class _List:
    """What was pasted, with what has been answered to it."""

    text: str
    table: Table
    decisions: Decisions
    answers: LevelAnswers


def _text(form: PasteForm) -> str:
    """The pasted text, or the file's, read in a process of its own."""
    file = form.cleaned_data["file"]
    if file is None:
        return str(form.cleaned_data["text"])
    answer = run_limited(READER, file.read(), seconds=20)
    return text_of(answer["rows"]) if "rows" in answer else str(answer["text"])


def _plan(request: SchoolRequest, list_: _List) -> Plan:
    return plan_people_table(
        school=request.school,
        table=list_.table,
        decisions=list_.decisions,
        on=today(request.school.time_zone),
        levels=levels_given_by(request.access),
    )


def _save(request: SchoolRequest, list_: _List) -> HttpResponse:
    done: list[Applied] = []

    def effect() -> str:
        applied = apply_people_table(
            school=request.school,
            table=list_.table,
            decisions=list_.decisions,
            expected=request.POST.get("state", ""),
            levels=levels_given_by(request.access),
            on=today(request.school.time_zone),
            by=request.user,
            now=now(),
        )
        done.append(applied)
        return reverse("schools:people", args=[request.school.slug])

    try:
        answer = answer_once(request, form="people-table", effect=effect, now=now())
    except PeopleMovedError as error:
        words = gettext("Somebody else has changed the people meanwhile. Look at the list again.")
        return _preview_page(request, list_, error.plan, [(words, "")], status=409)
    except OpenQuestionsError as error:
        words = gettext("Nothing is written yet: some rows need a decision.")
        return _preview_page(request, list_, error.plan, [(words, "ask")], status=422)
    except LastPrincipalError as error:  # rows that are harmless one by one
        return _preview_page(
            request, list_, _plan(request, list_), [(last_principal_words(error.name), "")], status=422
        )
    for applied in done:
        messages.success(request, _done_words(applied))
    return answer


def _done_words(applied: Applied) -> str:
    added = ngettext("%(n)d person added", "%(n)d people added", applied.added) % {"n": applied.added}
    changed = ngettext("%(n)d changed", "%(n)d changed", applied.changed) % {"n": applied.changed}
    return f"{added}, {changed}."


def _decisions(request: SchoolRequest, besides: frozenset[int]) -> Decisions:
    left_out = {*besides, *(int(line) for line in request.POST.getlist("out") if _LINE.fullmatch(line))}
    same: dict[int, bool] = {}
    for name in request.POST:
        found = re.fullmatch(rf"row-({_LINE.pattern})", name)
        answer = request.POST[name].rpartition(":")[2]
        if found and answer == "out":
            left_out.add(int(found.group(1)))
        elif found:
            same[int(found.group(1))] = answer == "same"
    return Decisions(
        create_classes=request.POST.get("classes") == "yes",
        leave_out_posts=request.POST.get("posts") == "leave-out",
        left_out=frozenset(left_out),
        same_person=same,
    )


def _preview_page(
    request: SchoolRequest,
    list_: _List,
    plan: Plan,
    errors: list[tuple[str, str]] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    levels = levels_given_by(request.access)
    asking = asking_rows(plan, list_.table, levels)
    counts = {state: len(plan.of_state(state)) for state in ("new", "changed", "same", "left_out", "open")}
    context: dict[str, Any] = {
        "title": gettext("What changes in Kord’s list of staff"),
        "margin": plan.count,
        "margin_sub": ngettext("change", "changes", plan.count),
        "lead": gettext(
            "%(new)d new, %(changed)d changed, %(same)d unchanged, %(open)d waiting for you. "
            "Until you press the button below, nothing changes. Nobody is removed."
        )
        % counts,
        "steps": [
            (gettext("List"), "done"),
            (gettext("Look at it"), "now"),
            (gettext("Written"), ""),
            (gettext("Invitations"), ""),
        ],
        "text": list_.text,
        "blocks": blocks_of(plan, list_.decisions, {line: choices_of(row, levels) for line, row in asking.items()}),
        "hidden": [
            ("text", list_.text),
            ("state", plan.digest),
            # An answer that was given stays given: its row no longer asks.
            *((f"row-{line}", f"{line}:{'same' if same else 'other'}") for line, same in _settled(plan, list_)),
            *settled(list_.answers, asking),
        ],
        "error_list": errors or [],
        "button": ngettext("Write %(n)d change", "Write %(n)d changes", plan.count) % {"n": plan.count},
        "is_open": plan.is_open,
        "hint": gettext("Answer the questions above first; this button then counts again.") if plan.is_open else "",
        "back_url": reverse("schools:people", args=[request.school.slug]),
        "form_key": request.POST.get("form_key", "") if status == 200 else "",
    }
    return render(request, "schools/people_preview.html", context, status=status)


def _settled(plan: Plan, list_: _List) -> list[tuple[int, bool]]:
    asking = {row.line for row in plan.rows if row.question}
    return [(line, same) for line, same in sorted(list_.decisions.same_person.items()) if line not in asking]


def _paste_page(request: SchoolRequest, form: PasteForm, *, status: int = 200) -> HttpResponse:
    back_url = reverse("schools:people", args=[request.school.slug])
    context = {
        "title": gettext("Paste a list of staff"),
        "lead": gettext("You see every row before anything is saved."),
        "crumbs": [(gettext("People"), back_url), (gettext("Paste a list"), "")],
        "form": form,
        "columns_words": columns_words(),
        "access_words": access_words(levels_given_by(request.access)),
        "back_url": back_url,
    }
    return render(request, "schools/people_paste.html", context, status=status)
