"""The editor of a draft, one section a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from roles.forms import SectionPost, read_section
from roles.models import DeadlineRule, Section
from roles.queries.editor import EditorPage, editor_page, last_editor
from roles.queries.pages import ClauseRow
from roles.rule_words import rule_words
from roles.services import (
    ClauseDraft,
    EmptyClauseError,
    FrozenVersionError,
    LostWordsError,
    RoleError,
    StaleSectionError,
    save_section,
)
from roles.structure import whole_text
from roles.views.loading import section_or_404
from roles.views.removing import asked_first
from roles.views.words import error_words, section_title
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.see_other import see_other
from schools.words import format_time


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def section_edit(request: SchoolRequest, school: str, code: str, number: int, position: int) -> HttpResponse:
    """Edit one section of a draft. Saves on each change with JavaScript, by the button without.

    Answers 409 with both texts when somebody else saved the section meanwhile, 422 with both when a text has lost
    the words of a deadline, 422 when a text was emptied; a clause that people work by is removed on a page of its own.
    """
    section = section_or_404(request, code, number, position)
    if not section.version.is_draft:
        messages.info(request, error_words(FrozenVersionError()))
        return see_other("roles:version-detail", school, code, number)
    if request.method != "POST":
        return _editor(request, section)
    post = read_section(request.POST)
    kept = asked_first(request, section, post)
    try:
        section = _save(request, section, kept or post)
    except StaleSectionError as error:
        errors = _asked_about(error, "x") if post.presses() else []
        return _editor(request, error.section, post=post, stale=error, errors=errors, status=409)
    except LostWordsError as error:
        errors = _asked_about(error, "w")
        return _editor(request, error.section, post=post, lost=error, errors=errors, status=422)
    except RoleError as error:
        return _refused(request, section, post, error)
    if request.htmx:
        return _editor(request, section, has_saved=True)
    return _go_on(request, section, post, asks=kept is not None)


def _asked_about(error: StaleSectionError | LostWordsError, anchor: str) -> list[tuple[str, str]]:
    """Say of which clauses something has to be answered before the button that was pressed can do anything."""
    numbers = {str(clause.key): clause.number.rstrip(".") for clause in editor_page(error.section).row.clauses()}
    found = []
    for key in error.mine:
        name = _("Clause %(number)s") % {"number": numbers[key]} if numbers.get(key) else _("A clause without a number")
        what = (
            _("choose first which text stays, then press the button again. What you typed is kept below.")
            if isinstance(error, StaleSectionError)
            else _("say first what becomes of its deadline, then press the button again. What you typed is kept below.")
        )
        found.append((f"{name}: {what}", f"{anchor}-{key}"))
    return found


def _save(request: SchoolRequest, section: Section, post: SectionPost) -> Section:
    """Save what was sent; where both texts were shown, only what the person chose to keep."""
    clauses, revision = post.clauses, post.revision
    if post.keep and post.seen is not None:
        revision = post.seen
        if None not in post.keep:
            clauses = tuple(draft for draft in clauses if post.keep.get(draft.clause) == "mine")
    saved = save_section(
        section=section,
        revision=revision,
        clauses=clauses,
        by=request.user,
        now=now(),
        change=None if post.keep else post.change,
    )
    if post.keep and None not in post.keep:
        _ask_again(saved, post)
    return saved


def _ask_again(section: Section, post: SectionPost) -> None:
    """After one text was chosen: the others that still differ are shown again. Raises StaleSectionError."""
    page = editor_page(section)
    there = {clause.key: clause for clause in page.row.clauses()}
    theirs = {key: clause.whole for key, clause in there.items()}
    mine = {one.clause: whole_text(*one.cells(_beside(there.get(one.clause)))) for one in post.clauses}
    left = [key for key, text in mine.items() if key not in post.keep and theirs.get(key, "") != text]
    if left:
        raise StaleSectionError(
            section,
            mine={str(key): mine[key] for key in left},
            theirs={str(key): theirs.get(key, "") for key in left},
        )


def _beside(clause: ClauseRow | None) -> str:
    return clause.subject if clause else ""


def _refused(request: SchoolRequest, section: Section, post: SectionPost, error: RoleError) -> HttpResponse:
    emptied = error if isinstance(error, EmptyClauseError) else None
    fields = [f"t-{key}" for key in emptied.clauses] if emptied else [""]
    errors = [(error_words(error), field) for field in fields]
    return _editor(request, section, post=post, emptied=emptied, errors=errors, status=422)


def _go_on(request: SchoolRequest, section: Section, post: SectionPost, *, asks: bool) -> HttpResponse:
    version = section.version
    here = [request.school.slug, version.role.code, version.number]
    if post.leads is not None:
        return see_other(_led_to(section, here, *post.leads))
    if asks and post.change is not None:
        return see_other("roles:clause-remove", *here, section.position + 1, post.change.clause)
    adrift = _adrift(section, post)
    if adrift is not None:
        return see_other(reverse("roles:rule-edit", args=[*here, section.position + 1, adrift]))
    following = version.sections.filter(position__gt=section.position).order_by("position").first()
    if post.is_next and following is None:
        return see_other(reverse("roles:version-detail", args=here))
    position = following.position if post.is_next and following else section.position
    anchor = f"#c-{post.change.clause}" if post.change and post.change.clause else ""
    return see_other(reverse("roles:section-edit", args=[*here, position + 1]) + anchor)


def _led_to(section: Section, here: list[Any], kind: str, key: str) -> str:
    """Where a button leads that saves first; to the clause itself where its page is not there (any more)."""
    part = [*here, section.position + 1]
    clauses = editor_page(section).row.clauses()
    if kind == "part" and section.version.sections.filter(position=int(key) - 1).exists():
        return reverse("roles:section-edit", args=[*here, int(key)])
    if kind == "add" and any(str(clause.key) == key and clause.text.strip() for clause in clauses):
        return reverse("roles:rule-new", args=[*part, key])
    if kind == "rule" and any(str(rule.rule_key) == key for clause in clauses for rule in clause.rules):
        return reverse("roles:rule-edit", args=[*part, key])
    if kind in ("whole", "approve"):
        return reverse("roles:version-detail" if kind == "whole" else "roles:version-approve", args=here)
    return reverse("roles:section-edit", args=part) + (f"#c-{key}" if kind == "add" else "")


def _adrift(section: Section, post: SectionPost) -> UUID | None:
    """The first deadline that was to be changed because its words have gone."""
    if "leave" not in post.lose.values():
        return None
    rules = (
        rule.rule_key
        for clause in editor_page(section).row.clauses()
        if post.lose.get(clause.key) == "leave"
        for rule in clause.rules
        if rule.rule["words"] not in clause.rule_text
    )
    return next(rules, None)


def _editor(
    request: SchoolRequest,
    section: Section,
    *,
    post: SectionPost | None = None,
    stale: StaleSectionError | None = None,
    lost: LostWordsError | None = None,
    emptied: EmptyClauseError | None = None,
    errors: list[tuple[str, str]] | None = None,
    has_saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Draw the editor: as it is stored, or with what was sent where that could not be saved."""
    page = editor_page(section)
    section = page.row.section
    sent = {draft.clause: draft for draft in post.clauses} if post else {}
    shown = _Shown(request, page, sent, post.lose if post else {}, stale, lost, emptied)
    context = {
        **_head(request, page),
        "etag": post.revision if post and (stale or lost or emptied) else section.revision,
        "seen": section.revision if stale else "",
        "saved_words": _saved_words(request, has_saved=has_saved, is_refused=status != 200),
        "heads_up": error_words(emptied) if emptied else _heads_up(stale, lost),
        "error_list": errors or [],
        "items": _items(shown),
        "gone": _gone(page, sent),
        "can_add": True,
        "keep_all": stale is not None,
        "both_shown": bool(stale or lost),
    }
    response = render(request, "roles/section_edit.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _saved_words(request: SchoolRequest, *, has_saved: bool, is_refused: bool) -> str:
    if is_refused:
        return _("Not saved yet")
    if not has_saved:
        return ""
    return _("Saved at %(time)s") % {
        "time": format_time(now(), request.LANGUAGE_CODE, time_zone=request.school.time_zone)
    }


def _heads_up(stale: StaleSectionError | None, lost: LostWordsError | None) -> str:
    if lost is not None:
        number = len(lost.mine)
        return ngettext(
            "The words of a deadline have gone from %(n)d text. Save to say what becomes of it.",
            "The words of deadlines have gone from %(n)d texts. Save to say what becomes of them.",
            number,
        ) % {"n": number}
    if stale is None:
        return ""
    number = len(stale.mine)
    return ngettext(
        "Somebody else changed this section meanwhile: %(n)d text differs from yours. Save to see both.",
        "Somebody else changed this section meanwhile: %(n)d texts differ from yours. Save to see both.",
        number,
    ) % {"n": number}


def _head(request: SchoolRequest, page: EditorPage) -> dict[str, Any]:
    version, section = page.version, page.row.section
    here = [request.school.slug, version.role.code, version.number]
    whole = reverse("roles:version-detail", args=here)
    count = len(page.sections)
    is_last = section.position == page.sections[-1].position
    return {
        "title": section_title(section),
        "document_lang": version.language,
        "margin": version.number,
        "margin_sub": _("draft"),
        "crumbs": [
            (_("Roles"), reverse("roles:role-list", args=here[:1])),
            (version.role.name, whole),
            (_("Editing"), ""),
        ],
        "place_words": _("part %(n)s of %(m)s") % {"n": section.position + 1, "m": count},
        "based_on": _("Based on version %(n)s") % {"n": page.base_number} if page.base_number else "",
        "next_button": _("Save and see the whole") if is_last else _("Save and go on"),
        "waiting_words": _("Numbers stay as they are; a clause that moves keeps its history."),
        "sections": [
            (
                section_title(other),
                other.position + 1,
                "now" if other.pk == section.pk else "",
                "",
            )
            for other in page.sections
        ],
        "ready_words": _("A draft holds nothing until it is approved."),
        "ready_label": _("Approve"),
    }


@dataclass(frozen=True)
class _Shown:
    """What the editor shows: the stored section, and what was sent where that could not be saved."""

    request: SchoolRequest
    page: EditorPage
    sent: Mapping[UUID, ClauseDraft]
    lose: Mapping[UUID, str]
    stale: StaleSectionError | None
    lost: LostWordsError | None
    emptied: EmptyClauseError | None


def _items(shown: _Shown) -> list[dict[str, Any]]:
    rows = shown.page.row.items
    found = []
    for place, item in enumerate(rows, start=1):
        number = item.number.rstrip(".") or place
        outcomes = [
            _field(shown, outcome, _("Result %(item)s.%(n)s") % {"item": number, "n": n})
            for n, outcome in enumerate(item.outcomes, start=1)
        ]
        for n, row in enumerate(outcomes):
            row["is_first"], row["is_last"] = n == 0, n == len(outcomes) - 1
        siblings = [other for other in rows if other.level == item.level]
        found.append(
            {
                **_field(shown, item, _("Clause %(number)s") % {"number": number}),
                "is_first": item is siblings[0],
                "is_last": item is siblings[-1],
                "outcomes": outcomes,
                "posts": _posts(shown, item),
            }
        )
    return found


def _posts(shown: _Shown, item: ClauseRow) -> list[tuple[str, str, bool]]:
    """Whose an item may be, as (key, words, is it so); nothing to choose where the text names its own post only."""
    page, draft = shown.page, shown.sent.get(item.key)
    own = page.version.role_id
    if all(post.role_id == own for post in page.posts):
        return []
    stored = item.binds.key if item.binds else ""
    chosen = stored if draft is None or draft.binds is None else draft.binds
    rows = [(post.key, post.words) for post in page.posts]
    if item.level or not stored or all(post.role_id != own for post in page.posts):
        rows.insert(0, ("", _("as the clause above it") if item.level else page.version.role.name))
    return [(key, words, key == chosen) for key, words in rows]


def _field(shown: _Shown, clause: ClauseRow, label: str) -> dict[str, Any]:
    draft = shown.sent.get(clause.key)
    key = str(clause.key)
    request, page = shown.request, shown.page
    is_emptied = shown.emptied is not None and key in shown.emptied.clauses
    return {
        "key": key,
        "number": draft.number if draft and draft.number is not None else clause.number,
        "text": draft.text if draft and not is_emptied else clause.text,
        "error": error_words(shown.emptied) if shown.emptied and is_emptied else "",
        "item_label": draft.label if draft and draft.label is not None else clause.label,
        "has_label": bool(clause.label),
        "beside": clause.subject if draft is None or draft.subject is None else draft.subject,
        "has_beside": any(row.subject for row in page.row.clauses()),
        "label": label,
        "note": "",
        "rules": [_rule(rule, clause) for rule in clause.rules],
        "clash": _clash(request, page, key, shown.stale) if shown.stale and key in shown.stale.mine else None,
        "lose": shown.lose.get(clause.key, ""),
        "lost": _lost(key, shown.lost) if shown.lost and key in shown.lost.mine else None,
    }


def _lost(key: str, lost: LostWordsError) -> dict[str, str]:
    return {"mine": lost.mine[key], "theirs": lost.theirs[key], "words": "”, “".join(lost.words[key])}


def _rule(rule: DeadlineRule, clause: ClauseRow) -> dict[str, Any]:
    is_adrift = rule.rule["words"] not in clause.rule_text
    words = _("These words do not stand in the text any more. Change the deadline, or it cannot be approved.")
    return {
        "id": str(rule.rule_key),
        "kind": "ask" if is_adrift else "",
        "title": rule_words(rule.rule),
        "quote": rule.rule["words"],
        "words": words if is_adrift else "",
    }


def _clash(request: SchoolRequest, page: EditorPage, key: str, stale: StaleSectionError) -> dict[str, str]:
    name, at = last_editor(page.version)
    return {
        "mine": stale.mine[key],
        "mine_when": "",
        "theirs": stale.theirs[key],
        "theirs_who": name or _("Somebody else"),
        "theirs_when": format_time(at, request.LANGUAGE_CODE, time_zone=request.school.time_zone) if at else "",
    }


def _gone(page: EditorPage, sent: Mapping[UUID, ClauseDraft]) -> list[str]:
    """Texts that were sent for clauses that somebody else has removed: shown, so that they can be copied."""
    there = {clause.key for clause in page.row.clauses()}
    return [draft.text for key, draft in sent.items() if key not in there and draft.text.strip()]
