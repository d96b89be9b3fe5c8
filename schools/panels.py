"""Named places on pages that higher apps fill in.

A provider answers for all rows of a page in one query: it gets the school and the ordered subjects, and
returns a mapping from subject to what is to be shown. Apps register in ``ready()``.

Most providers beside Today have nothing to say to most people. Such a one registers its ``news`` too, the rows it
would speak of: the page looks for them along with what it asks anyway, and a provider without news is not asked.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from schools.models import School

PLACES = frozenset(
    {
        "today-side",
        "role-item",
        "role-head",
        "role-review",
        "role-review-sum",
        "clause-leaving",
        "person",
        "leaving",
        "people",
        "calendar-moves",
        "start-steps",
        "next-step",
        "profile",
        "approval",
    }
)


@dataclass(frozen=True)
class SideNote:
    """A note beside Today that waits for the person, as ``components/note.html`` draws it.

    Where Today has no duties, the first one stands in their place: it is what there is to do.
    """

    id: str
    title: str
    text: str
    url: str
    label: str


Provider = Callable[[School, Sequence[Any], Any], Mapping[Any, Any]]
News = Callable[[int, int, date], QuerySet[Any]]
"""The rows of a school (its key) that a provider would speak of to a person (theirs) on a day."""

_providers: dict[str, list[tuple[str, Provider]]] = {}
_news: dict[str, dict[str, News]] = {}


def register(place: str, code: str, provider: Provider, *, news: News | None = None) -> None:
    """Let ``provider`` fill ``place``; ``code`` is "app.name" (see :func:`template_of`)."""
    if place not in PLACES:
        raise RuntimeError(f"There is no place {place}.")
    rows = _providers.setdefault(place, [])
    if all(existing != code for existing, _provider in rows):
        rows.append((code, provider))
        if news is not None:
            _news.setdefault(place, {})[code] = news


def news_of(place: str) -> Mapping[str, News]:
    """Return the news of those providers of a place that name theirs, by code."""
    return _news.get(place, {})


def collect(
    place: str, school: School, subjects: Sequence[Any], context: Any = None, *, news: Collection[str] | None = None
) -> dict[Any, list[tuple[str, Any]]]:
    """Ask every provider of a place; returns for each subject the (code, content) pairs to be shown.

    ``news`` are the codes whose news were found; None where nobody has looked for any.
    """
    found: dict[Any, list[tuple[str, Any]]] = {subject: [] for subject in subjects}
    quiet = set(news_of(place)).difference(news) if news is not None else set()
    for code, provider in _providers.get(place, []):
        if code in quiet:
            continue
        for subject, content in provider(school, subjects, context).items():
            found[subject].append((code, content))
    return found


def template_of(code: str) -> str:
    """Return the fragment that shows a provider's content: "duties.person" is duties/panels/person.html."""
    app, _, name = code.partition(".")
    return f"{app}/panels/{name}.html"
