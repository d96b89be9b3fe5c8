"""The printed page of a structured text in the form its country is used to.

Knows nothing of roles: it is given plain data (see :class:`RolePage`) and answers HTML or a PDF.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from .pdf import render_pdf

FORMS: Final = ("lt", "et", "fi", "generic")
STYLESHEETS: Final = ("css/print-document.css",)
MANY_OUTCOMES = 3  # a row with more of them may break over the page, else half a page stays empty
LONG_TEXT: Final = 800  # characters: so does a row with a longer text


@dataclass(frozen=True)
class SignatureParty:
    """One who signs: ``role`` "Employee", ``name`` "Name, post", ``caption`` below the box.

    ``field`` is the name of the PDF signature field ("sig_employee"), ``field_title`` what a screen
    reader says for it.
    """

    role: str
    name: str
    field: str
    field_title: str
    caption: str = ""


@dataclass(frozen=True)
class RolePage:
    """Everything printed, in the document's own language and as it is to stand there.

    ``sections`` are the sections of docs/role.schema.json as plain data; a section that prints the
    signatures is left out by the caller when ``parties`` are given. ``posts`` holds the words of those
    keys of ``binds`` and ``co_actors`` that are to be named beside the item (leave out the post whose
    document it is). ``header`` are the lines of the approval (LT) or annex (EE) header, ``heading`` the
    lines of the title, ``kicker`` and ``lead`` the lines above and below it (FI), ``fields`` label and
    value rows, ``footer`` at most two lines for the foot of every page, ``closing`` the sentence with
    version and full hash, ``mark`` a word on top of every page ("Draft").
    ``paper`` adds lines for name, signature and date by hand.
    """

    form: str
    language: str
    title: str
    heading: Sequence[str]
    sections: Sequence[Mapping[str, Any]]
    institution: str = ""
    header: Sequence[str] = ()
    kicker: str = ""
    lead: str = ""
    fields: Sequence[tuple[str, str]] = ()
    posts: Mapping[str, str] = field(default_factory=dict)
    signatures_heading: str = ""
    parties: Sequence[SignatureParty] = ()
    paper: bool = False
    footer: Sequence[str] = ()
    closing: str = ""
    mark: str = ""


def role_page_html(page: RolePage, *, signature_fields: bool = False) -> str:
    """Return the whole HTML page, its few fixed words in the document's language."""
    if page.form not in FORMS:
        raise ValueError(f"There is no printed form called {page.form!r}.")
    with translation.override(page.language):
        context = {
            "page": page,
            "blocks": list(_blocks(page.sections, page.posts)),
            "signature_fields": signature_fields,
            "page_words": _page_words(),
        }
        return render_to_string(f"documents/role_{page.form}.html", context)


def role_page_pdf(page: RolePage, *, created: datetime, signature_fields: bool = False) -> bytes:
    """Return the page as PDF/A-2a + PDF/UA-1; equal arguments give equal bytes. Raises PdfError."""
    return render_pdf(
        role_page_html(page, signature_fields=signature_fields),
        language=page.language,
        title=page.title,
        stylesheets=STYLESHEETS,
        created=created,
        forms=signature_fields and bool(page.parties),
    )


def _page_words() -> dict[str, str]:
    """Split "page 1 of 2" around its two numbers; the style sheet puts the counters between."""
    before, _one, rest = _("page {page} of {pages}").partition("{page}")
    between, _two, after = rest.partition("{pages}")
    return {"before": before, "between": between, "after": after}


def _blocks(sections: Iterable[Mapping[str, Any]], posts: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """Yield what the templates print: each section, with side-by-side role columns gathered into one table.

    Columns come in two shapes: neighbouring sections under one heading, a column each (its
    subheading is the head of the column), or one section with ``columns`` and groups as rows.
    """
    waiting: list[Mapping[str, Any]] = []
    for section in sections:
        columned = section.get("layout") == "role_columns"
        if waiting and not (columned and section.get("heading") == waiting[0].get("heading")):
            yield _columns(waiting, posts)
            waiting = []
        if columned:
            waiting.append(section)
        else:
            yield _block(section, posts)
    if waiting:
        yield _columns(waiting, posts)


def _block(section: Mapping[str, Any], posts: Mapping[str, str]) -> dict[str, Any]:
    items = [_item(item, posts) for item in section.get("items", ())]
    layout = section.get("layout") or "list"
    columns = list(section.get("columns") or ())
    if layout == "pairs" and not columns and not any(item["outcomes"] for item in items):
        # "agreed with whom | about what": no duty and no result, so no such heads; with no right side at all, a list.
        layout = "subjects" if any(item["subject"] for item in items) else "numbered_list"
    return {
        **_head(section),
        "layout": layout,
        "template": f"documents/_{_LAYOUTS.get(layout, 'list')}.html",
        "columns": columns,
        "groups": _groups(items, apart=layout == "fields"),
        "has_numbers": any(item["number"] for item in items),
    }


_LAYOUTS: Final = {"prose": "prose", "fields": "fields", "pairs": "pairs", "subjects": "subjects"}


def _head(section: Mapping[str, Any]) -> dict[str, Any]:
    return {key: section.get(key) or "" for key in ("number", "heading", "subheading", "kind")}


def _columns(sections: Sequence[Mapping[str, Any]], posts: Mapping[str, str]) -> dict[str, Any]:
    """One table: a column a role, a row a group; what has no column belongs to all."""
    first = sections[0]
    heads = list(first.get("columns") or ()) or [section.get("subheading") or "" for section in sections]
    items = [
        _item({"column": place if len(sections) > 1 else None, **_present(item)}, posts)
        for place, section in enumerate(sections)
        for item in section.get("items", ())
    ]
    rows: dict[tuple[str, bool], dict[str, Any]] = {}  # a group's own and its shared items are two rows
    for item in items:
        column = item["column"]
        shared = column is None or not 0 <= column < len(heads)
        empty: dict[str, Any] = {"group": item["group"], "cells": [[] for _head_of in heads], "shared": []}
        # Groups of neighbouring sections meet in one row, so rows are found by their words.
        row = rows.setdefault((item["group"], shared), empty)
        (row["shared"] if shared else row["cells"][column]).append(item)
    return {
        **_head(first),
        "subheading": "",
        "layout": "role_columns",
        "template": "documents/_columns.html",
        "columns": [dict(zip(("name", "note"), head.split("\n", 1), strict=False)) for head in heads],
        "rows": list(rows.values()),
        "has_groups": any(group for group, _shared in rows),
    }


def _present(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value is not None}


def _item(item: Mapping[str, Any], posts: Mapping[str, str]) -> dict[str, Any]:
    outcomes = [_item(outcome, posts) for outcome in item.get("outcomes") or ()]
    return {
        **{key: item.get(key) or "" for key in ("number", "label", "text", "group", "subject")},
        "column": item.get("column"),
        "whose": posts.get(item.get("binds") or "", ""),
        "with": ", ".join(posts[key] for key in item.get("co_actors") or () if key in posts),
        "items": [_item(child, posts) for child in item.get("items") or ()],
        "outcomes": outcomes,
        "breaks": len(outcomes) > MANY_OUTCOMES
        or max(map(len, [item.get("text") or "", *(outcome["text"] for outcome in outcomes)])) > LONG_TEXT,
    }


def _groups(items: Iterable[dict[str, Any]], *, apart: bool) -> list[dict[str, Any]]:
    """Neighbouring items under one group heading ("" where there is none, or the group only goes on).

    With ``apart`` items with and without a label part company: a table row without a head cell
    could not be read aloud, so it is printed as a paragraph (PDF/UA-1, 7.5).
    """
    groups: list[dict[str, Any]] = []
    before: tuple[str, bool] | None = None
    for item in items:
        key = (item["group"], apart and bool(item["label"]))
        if key != before:
            heading = "" if before and before[0] == key[0] else key[0]
            groups.append({"heading": heading, "labelled": key[1], "entries": []})
        groups[-1]["entries"].append(item)
        before = key
    return groups
