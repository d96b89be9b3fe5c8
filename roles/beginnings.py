"""How a new text begins: the parts that texts of a country usually have, as a structured document. No database here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.text import capfirst

from roles.models import SectionKind
from schools.models import Country

# Parts and their layout, in the order in which the country's texts are used to have them (docs/role.schema.json).
_USUAL: Final[dict[Country, dict[SectionKind, str]]] = {
    Country.LT: {
        SectionKind.GENERAL: "numbered_list",
        SectionKind.REQUIREMENTS: "numbered_list",
        SectionKind.DUTIES: "numbered_list",
        SectionKind.RIGHTS: "numbered_list",
        SectionKind.RESPONSIBILITY: "numbered_list",
    },
    Country.EE: {
        SectionKind.GENERAL: "list",
        SectionKind.PURPOSE: "prose",
        SectionKind.DUTIES_WITH_OUTCOMES: "pairs",
        SectionKind.RIGHTS: "list",
        SectionKind.RESPONSIBILITY: "list",
        SectionKind.REQUIREMENTS: "list",
        SectionKind.AMENDMENT: "prose",
    },
    Country.FI: {
        SectionKind.PURPOSE: "prose",
        SectionKind.DUTIES: "list",
        SectionKind.RESPONSIBILITY: "list",
        SectionKind.REQUIREMENTS: "list",
        SectionKind.COOPERATION: "list",
    },
}
DUTY_KINDS: Final = (SectionKind.DUTIES, SectionKind.DUTIES_WITH_OUTCOMES)
_LAYOUTS: Final = {SectionKind.PURPOSE: "prose", SectionKind.DUTIES_WITH_OUTCOMES: "pairs"}
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True)
class Beginning:
    """What is known of a text before its first sentence. ``kinds`` in the order of the text; ``first_items`` are
    the first clauses of its duties."""

    title: str
    language: str
    kinds: tuple[SectionKind, ...]
    first_items: tuple[str, ...] = ()


def usual_kinds(country: str) -> tuple[SectionKind, ...]:
    """Return the parts that a text of this country usually has, in their order."""
    return tuple(_USUAL[Country(country)])


def kinds_in_order(country: str) -> tuple[SectionKind, ...]:
    """Return every part a new text may have: the usual ones first. Signatures are printed by the page itself."""
    usual = usual_kinds(country)
    return usual + tuple(kind for kind in SectionKind if kind not in usual and kind != SectionKind.SIGNATURES)


def document_of(beginning: Beginning, *, country: str, post: tuple[str, str]) -> dict[str, Any]:
    """Return the structured document with which a text begins; ``post`` is the key and the words of its post."""
    holder = next((kind for kind in beginning.kinds if kind in DUTY_KINDS), None)
    with translation.override(beginning.language):
        sections = [
            _section(kind, number, country, beginning.language, beginning.first_items if kind == holder else ())
            for number, kind in enumerate(beginning.kinds, start=1)
        ]
    return {
        "language": beginning.language,
        "country": country,
        "title": beginning.title,
        "posts": dict([post]),
        "sections": sections,
    }


def _section(kind: SectionKind, number: int, country: str, language: str, items: Sequence[str]) -> dict[str, Any]:
    heading = str(kind.label)
    section: dict[str, Any] = {
        "heading": heading.upper() if country == Country.LT else capfirst(heading),
        "kind": kind.value,
        "layout": _USUAL[Country(country)].get(kind) or _LAYOUTS.get(kind, "list"),
        "items": list(_items(items, number, country)),
    }
    if country == Country.LT:
        section["number"] = f"{_ROMAN[number - 1]} SKYRIUS" if language == "lt" else f"{_ROMAN[number - 1]}."
    elif country == Country.EE:
        section["number"] = f"{number}."
    return section


def _items(texts: Sequence[str], section: int, country: str) -> Iterable[dict[str, Any]]:
    """Clauses with the numbers of the country's form: 3.1. in Estonia, through the whole text in Lithuania."""
    for place, text in enumerate(texts, start=1):
        number = {Country.EE: f"{section}.{place}.", Country.LT: f"{place}."}.get(Country(country))
        yield {"text": text} | ({"number": number} if number else {})
