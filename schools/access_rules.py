"""Declaring who may open a URL, and finding the declaration again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.urls import URLPattern, URLResolver


class Permission(StrEnum):
    """What can be permitted; the codes are stable."""

    TODAY_VIEW = "today.view"
    DUTY_VIEW = "duty.view"
    DUTY_TICK = "duty.tick"
    DUTY_WAIVE = "duty.waive"
    DUTY_HAND_OVER = "duty.hand_over"
    DUTY_MANAGE = "duty.manage"
    ROLE_VIEW = "role.view"
    ROLE_EDIT = "role.edit"
    ROLE_APPROVE = "role.approve"
    PEOPLE_VIEW = "people.view"
    PEOPLE_MANAGE = "people.manage"
    ABSENCE_MANAGE = "absence.manage"
    CALENDAR_VIEW = "calendar.view"
    CALENDAR_MANAGE = "calendar.manage"
    SCHOOL_START = "school.start"
    OWNER_VIEW = "owner.view"
    OWNER_TEMPLATES = "owner.templates"


@dataclass(frozen=True)
class Rule:
    """A URL's declared rule: a permission, or "signed in", or public; the last two with their reason."""

    permission: Permission | None = None
    is_public: bool = False
    reason: str = ""


V = TypeVar("V", bound=Callable[..., Any])


def requires(permission: Permission) -> Callable[[V], V]:
    """Let in only those whose access level grants this permission in the school or owner of the URL."""

    def mark(view: V) -> V:
        view.access_rule = Rule(permission=permission)  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(*, reason: str) -> Callable[[V], V]:
    """Let in everybody with a login; for pages that belong to the login and to no school."""

    def mark(view: V) -> V:
        view.access_rule = Rule(reason=reason)  # type: ignore[attr-defined]
        return view

    return mark


def public(*, reason: str) -> Callable[[V], V]:
    """Let in everybody."""

    def mark(view: V) -> V:
        view.access_rule = Rule(is_public=True, reason=reason)  # type: ignore[attr-defined]
        return view

    return mark


# Views of other packages get their rule in config/access.py.
FOREIGN_RULES: dict[str, Rule] = {}


def rule_of(callback: Callable[..., Any]) -> Rule | None:
    """Return the rule declared for a view, or None."""
    rule = getattr(callback, "access_rule", None)
    if rule is None:
        wanted = getattr(callback, "view_class", callback)
        rule = FOREIGN_RULES.get(f"{wanted.__module__}.{wanted.__name__}")
    return rule


def walk_patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield (path, view) for every URL of the installation."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk_patterns(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback
