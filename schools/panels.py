"""Named places on pages that higher apps fill in.

A provider answers for all rows of a page in one query: it gets the school and the ordered subjects, and
returns a mapping from subject to what is to be shown. Apps register in ``ready()``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schools.models import School

PLACES = frozenset(
    {
        "today-side",
        "role-item",
        "role-head",
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
_providers: dict[str, list[tuple[str, Provider]]] = {}


def register(place: str, code: str, provider: Provider) -> None:
    """Let ``provider`` fill ``place``; ``code`` is "app.name" (see :func:`template_of`)."""
    if place not in PLACES:
        raise RuntimeError(f"There is no place {place}.")
    rows = _providers.setdefault(place, [])
    if all(existing != code for existing, _provider in rows):
        rows.append((code, provider))


def collect(
    place: str, school: School, subjects: Sequence[Any], context: Any = None
) -> dict[Any, list[tuple[str, Any]]]:
    """Ask every provider of a place; returns for each subject the (code, content) pairs to be shown."""
    found: dict[Any, list[tuple[str, Any]]] = {subject: [] for subject in subjects}
    for code, provider in _providers.get(place, []):
        for subject, content in provider(school, subjects, context).items():
            found[subject].append((code, content))
    return found


def template_of(code: str) -> str:
    """Return the fragment that shows a provider's content: "duties.person" is duties/panels/person.html."""
    app, _, name = code.partition(".")
    return f"{app}/panels/{name}.html"
