"""What the shell around every page needs: places, the one who is here, theme, language, messages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from schools.access_rules import Permission
from schools.clock import today
from schools.next_step import next_step


@dataclass(frozen=True)
class Place:
    """One place in the navigation; ``count`` is what waits there for this person, None when nothing is counted."""

    label: str
    url: str
    is_current: bool
    is_wide: bool = False  # left out of the phone's bottom bar, reached by "More"
    count: int | None = None


@dataclass(frozen=True)
class Toast:
    """A short confirmation; ``undo_url`` gets a POST when the act can be taken back."""

    text: str
    is_error: bool = False
    undo_url: str = ""


@dataclass(frozen=True)
class NextLine:
    """Where the way of a school that has not started goes on."""

    words: str
    url: str
    label: str  # the words that are the link; they end the line


@dataclass(frozen=True)
class LanguageChoice:
    """A language of the interface, named in itself."""

    code: str
    name: str
    is_current: bool


@dataclass(frozen=True)
class Shell:
    """Everything that ``base.html`` draws around a page."""

    school_name: str
    places: tuple[Place, ...]
    me_name: str
    me_titles: str
    home_url: str
    help_url: str
    profile_url: str
    logout_url: str
    language_url: str
    theme: str  # "", "light" or "dark"
    language: str
    languages: tuple[LanguageChoice, ...]
    toasts: tuple[Toast, ...]


# (URL name, label, permission that opens it, prefixes of URL names that belong to it, left out on phones)
_PLACES = (
    ("duties:today", _("Today"), Permission.TODAY_VIEW, ("duties:",), False),
    ("roles:role-list", _("Roles"), Permission.ROLE_VIEW, ("roles:",), False),
    (
        "schools:people",
        _("People"),
        Permission.PEOPLE_VIEW,
        ("schools:people", "roles:people-", "roles:person-", "roles:absence", "roles:substitution"),
        True,
    ),
    ("schools:calendar", _("Calendar"), Permission.CALENDAR_VIEW, ("schools:calendar",), False),
    ("schools:start", _("Start"), Permission.SCHOOL_START, ("schools:start",), True),
)

_OWNER_PLACES = (
    ("owners:schools", _("Schools"), Permission.OWNER_VIEW, ("owners:",)),
    ("owner_roles:templates", _("Templates"), Permission.OWNER_TEMPLATES, ("owner_roles:",)),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``shell`` and ``next_line``, worked out only when a template asks for them."""
    return {
        "shell": SimpleLazyObject(lambda: build_shell(request)),
        "next_line": SimpleLazyObject(lambda: next_line(request)),
    }


def build_shell(request: HttpRequest) -> Shell:
    """Describe the shell for this request; anonymous people and error pages get one without places."""
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    inside = getattr(request, "school", None) or getattr(request, "owner", None)
    language = translation.get_language() or settings.LANGUAGE_CODE
    person = getattr(request, "person", None)
    return Shell(
        school_name=str(inside.name) if inside is not None else "",
        places=_places(request) if signed_in else (),
        me_name=_me(person, user) if signed_in else "",
        me_titles=getattr(person, "job_title", "") or "",
        home_url=_url("start"),
        help_url=_url("help"),
        profile_url=_profile_url(request) if signed_in else "",
        logout_url=_url("account_logout") if signed_in else "",
        language_url=_url("language"),
        theme=getattr(user, "theme", "") or "",
        language=language,
        languages=tuple(LanguageChoice(code, name, code == language) for code, name in settings.LANGUAGES),
        toasts=tuple(_toasts(request)),
    )


# Pages that show the next step themselves.
_OWN_NEXT = ("duties:today", "schools:start")


def next_line(request: HttpRequest) -> NextLine | None:
    """Lead whoever may start the school to its first open step; one query, none once the school has started."""
    school, access = getattr(request, "school", None), getattr(request, "access", None)
    if school is None or school.started_at is not None or access is None or not access.can(Permission.SCHOOL_START):
        return None
    match = request.resolver_match
    here = match.view_name if match is not None else ""
    if here.startswith(_OWN_NEXT):
        return None
    step = next_step(school, today(school.time_zone))
    if request.path == step.url or here.startswith(step.pages):
        return None
    words = pgettext("step", "Next:") if step.order else gettext("Everything is ready:")
    return NextLine(words, step.url, step.title if step.order else gettext("press Start"))


def _url(name: str, **kwargs: str) -> str:
    """Return an address, or nothing when that part is not there (yet): then no button is drawn."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def _me(person: Any, user: Any) -> str:
    return person.name if person is not None else str(user)


def _profile_url(request: HttpRequest) -> str:
    school = getattr(request, "school", None)
    return _url("schools:profile", school=school.slug) if school is not None else ""


def _places(request: HttpRequest) -> tuple[Place, ...]:
    """Return the places of this school or owner that exist and that this person may open."""
    school, owner = getattr(request, "school", None), getattr(request, "owner", None)
    access = getattr(request, "access", None)
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match is not None else ""
    if school is None:
        return _owner_places(owner, access, here) if owner is not None and access is not None else ()
    counts = getattr(request, "place_counts", {})
    found = []
    for name, label, permission, prefixes, is_wide in _PLACES:
        if access is None or not access.can(permission) or not _is_wanted(name, school):
            continue
        if url := _url(name, school=school.slug):
            is_current = here.startswith(prefixes) and not _is_named_by_another(here, prefixes)
            found.append(Place(str(label), url, is_current, is_wide, counts.get(name)))
    return tuple(found)


def _owner_places(owner: Any, access: Any, here: str) -> tuple[Place, ...]:
    """Return the places of an owner that this person may open; one alone is no choice and is not drawn."""
    found = tuple(
        Place(str(label), _url(name, owner=owner.slug), here.startswith(prefixes))
        for name, label, permission, prefixes in _OWNER_PLACES
        if access.can(permission)
    )
    return found if len(found) > 1 else ()


def _is_named_by_another(here: str, prefixes: tuple[str, ...]) -> bool:
    """Whether another place names this page more exactly: a list of people is pasted on a page of the roles app."""
    longest = max(len(prefix) for prefix in prefixes if here.startswith(prefix))
    others = (prefix for place in _PLACES for prefix in place[3])
    return any(here.startswith(other) and len(other) > longest for other in others)


def _is_wanted(name: str, school: Any) -> bool:
    """Start is a place only until it has been pressed."""
    return name != "schools:start" or getattr(school, "started_at", None) is None


def _toasts(request: HttpRequest) -> list[Toast]:
    """Turn Django's messages into toasts; ``extra_tags`` of the form ``undo:URL`` carries an undo address."""
    if not hasattr(request, "_messages"):
        return []
    toasts = []
    for message in get_messages(request):
        extra = message.extra_tags or ""
        undo_url = extra.removeprefix("undo:") if extra.startswith("undo:") else ""
        toasts.append(Toast(str(message.message), message.level_tag == "error", undo_url))
    return toasts
