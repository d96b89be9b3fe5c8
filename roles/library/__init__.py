"""The library of role templates: structured documents in several languages with the same clauses. No database here.

``index.json`` names each template's clauses in the order of the text (docs/library.md); the words of one language
stand in ``<language>/<code>.json``, in the form of docs/role.schema.json.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from roles.structure import ClauseText, Document, read

FOLDER: Final = Path(__file__).resolve().parent
ORIGINAL: Final = "en"  # every template exists in it; the others are translations of it
LANGUAGES: Final = ("en", "et", "fi", "lt")


class LibraryError(LookupError):
    """There is no template with this code, or none in this language."""


@dataclass(frozen=True)
class Template:
    """A role whose text the library holds. ``code`` is the role's code and the key of its own post; ``level`` says
    where the role belongs: "unit", "school", "owner" or "state"; ``countries`` whose form of document suits it.

    ``clauses`` maps the key of each item and outcome, in the order of the text, to the sources' rules that its own
    rules repeat, one number for each.
    """

    code: str
    level: str
    countries: tuple[str, ...]
    clauses: Mapping[str, tuple[int, ...]]


@cache
def templates() -> Mapping[str, Template]:
    """Return every template by its code, in the order of the library."""
    rows = read((FOLDER / "index.json").read_bytes())["templates"]
    return {row["code"]: _template(row) for row in rows}


def _template(row: Mapping[str, Any]) -> Template:
    clauses = {key: tuple(rules) for key, rules in row["clauses"].items()}
    return Template(row["code"], row["level"], tuple(row["countries"]), clauses)


def languages_of(code: str) -> tuple[str, ...]:
    """Return the languages in which a template exists. Raises LibraryError."""
    template = _known(code)
    return tuple(language for language in LANGUAGES if _file(template, language).is_file())


def template_document(code: str, language: str) -> dict[str, Any]:
    """Return a template as structured JSON, ready for ``load_document``. Raises LibraryError."""
    template = _known(code)
    if language not in languages_of(code):
        raise LibraryError(f"The template {code} does not exist in the language {language!r}.")
    document: dict[str, Any] = read(_file(template, language).read_bytes())
    return document


def keyed_clauses(code: str, document: Document) -> dict[str, ClauseText]:
    """Return a template's clauses by their keys, which are the same in every language. Raises LibraryError."""
    return dict(zip(_known(code).clauses, document.clauses(), strict=True))


def _known(code: str) -> Template:
    found = templates().get(code)
    if found is None:
        raise LibraryError(f"The library has no template {code!r}.")
    return found


def _file(template: Template, language: str) -> Path:
    return FOLDER / language / f"{template.code}.json"
