"""Templates in words, and their text as a page shows it."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from roles.models import SectionKind
from roles.queries.templates import Difference, TemplateText
from roles.rule_words import rule_words
from roles.structure import ClauseText, SectionText

LEVELS = {
    "unit": gettext_lazy("one unit of a school"),
    "school": gettext_lazy("a school"),
    "owner": gettext_lazy("a municipality"),
    "state": gettext_lazy("a state agency"),
}
LANGUAGES = {"en": "English", "et": "Eesti", "fi": "Suomi", "lt": "Lietuvių"}  # each in itself: no translation


def difference_words(kind: Difference) -> str:
    """Return what a difference is called in the margin."""
    return {
        Difference.CHANGED_HERE: gettext("other words here"),
        Difference.MISSING_HERE: gettext("left out here"),
        Difference.OWN: gettext("only here"),
        Difference.CHANGED_THERE: gettext("changed in the template"),
        Difference.ADDED_THERE: gettext("new in the template"),
    }[kind]


def sections_of(template: TemplateText) -> list[dict[str, Any]]:
    """Return a template's sections for roles/_section.html."""
    posts = dict(template.document.posts)
    return [
        {
            "id": f"s{place}",
            "title": _title(section),
            "lang": template.document.language,
            "edit_url": "",
            "has_outcomes": any(item.outcomes for item in section.items),
            "items": [row for item in section.items for row in _rows(item, posts, template.code)],
        }
        for place, section in enumerate(template.document.sections, start=1)
    ]


def _title(section: SectionText) -> str:
    title = " ".join(part for part in (section.number, section.heading) if part)
    title = title or capfirst(str(SectionKind(section.kind).label))
    return f"{title}: {section.subheading}" if section.subheading else title


def _rows(item: ClauseText, posts: dict[str, str], own: str) -> list[dict[str, Any]]:
    """A clause with its results, and its parts behind it."""
    found = [{**_row(item, posts, own), "outcomes": [_row(one, posts, own) for one in item.outcomes]}]
    for part in item.items:
        found += _rows(part, posts, own)
    return found


def _row(clause: ClauseText, posts: dict[str, str], own: str) -> dict[str, Any]:
    return {
        "number": clause.number or "",
        "label": clause.label or "",
        "group": clause.group or "",
        "subject": clause.subject or "",
        "text": clause.text,
        "whose": posts.get(clause.binds or "", "") if clause.binds != own else "",
        "rules": [rule_words(rule) for rule in clause.rules],
        "links": [],
    }
