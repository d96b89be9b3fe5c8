"""Columns of the people table and what a cell may hold. Nothing here writes: rows go to one service."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from import_export import fields, resources, widgets

from schools.access_levels import SCHOOL_LEVELS, AccessLevel
from schools.line_words import one_line
from schools.people_reading import Table, day_of, level_of, parts_of, percent_of, posts_of


@dataclass
class PersonCells:
    """One row with its cells understood; None or "" means that the table says nothing about it."""

    given_name: str = ""
    family_name: str = ""
    email: str = ""
    job_title: str = ""
    level: AccessLevel | None = None
    class_teacher_of: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    posts: tuple[tuple[str, int | None], ...] = ()
    share: int | None = None
    share_words: str = ""  # as the list says it
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True)
class CheckedRow:
    """A row of the table, its number in the table, and what is wrong with its cells."""

    line: int
    cells: PersonCells
    problems: tuple[str, ...]


class _Words(widgets.CharWidget):
    """Words up to a length."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.longest = longest

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the words; ValueError when they do not fit."""
        words = one_line(str(value or ""))
        if len(words) > self.longest:
            raise ValueError(gettext("“%(words)s…” is too long.") % {"words": words[:30]})
        return words


class _Email(_Words):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the address in small letters; ValueError when it is none."""
        words = super().clean(value, row).lower()
        if words:
            try:
                validate_email(words)
            except ValidationError:
                raise ValueError(gettext("“%(words)s” is not an e-mail address.") % {"words": words}) from None
        return words


class _Read(widgets.Widget):
    """A cell that a pure function understands, or the sentence that says why not."""

    def __init__(self, read: Any, refusal: Any) -> None:
        super().__init__()
        self.read, self.refusal = read, refusal

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return what the cell means; None for an empty one."""
        if not value:
            return None
        try:
            return self.read(str(value))
        except ValueError:
            raise ValueError(self.refusal() % {"words": value}) from None


class _Parts(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> tuple[str, ...]:
        """Return the classes or subjects that a cell names."""
        return parts_of(str(value or ""))


class _Posts(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> tuple[tuple[str, int | None], ...]:
        """Return the posts that a cell names, with their shares."""
        try:
            return posts_of(str(value or ""))
        except ValueError as error:
            raise ValueError(
                gettext("“%(words)s” is no share: write 60 %% or 0,6 of a full post, at most 100 %% or 1.")
                % {"words": error}
            ) from None


def _no_level() -> str:
    known = ", ".join(str(level.label) for level in SCHOOL_LEVELS)
    return gettext("There is no access level “%(words)s”. Known are: %(known)s.") % {
        "words": "%(words)s",
        "known": known,
    }


def _field(name: str, widget: widgets.Widget) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=widget)


class PeopleResource(resources.Resource):
    """The columns of the people table."""

    given_name = _field("given_name", _Words(100))
    family_name = _field("family_name", _Words(100))
    email = _field("email", _Email(254))
    job_title = _field("job_title", _Words(150))
    level = _field("level", _Read(level_of, _no_level))
    class_teacher_of = _field("class_teacher_of", _Parts())
    subjects = _field("subjects", _Parts())
    posts = _field("posts", _Posts())
    share = _field(
        "share",
        _Read(
            percent_of,
            lambda: gettext("“%(words)s” is no share: write 60 %% or 0,6 of a full post, at most 100 %% or 1."),
        ),
    )
    starts_on = _field("starts_on", _Read(day_of, lambda: gettext("“%(words)s” is not a date.")))
    ends_on = _field("ends_on", _Read(day_of, lambda: gettext("“%(words)s” is not a date.")))

    def check(self, table: Table) -> list[CheckedRow]:
        """Understand every row; what is wrong is told by row, and nothing is written."""
        return [self._check_row(line, cells) for line, cells in table.rows]

    def _check_row(self, line: int, cells: dict[str, str]) -> CheckedRow:
        row = PersonCells()
        problems: list[str] = []
        try:
            self.import_instance(row, {name: cells.get(name, "") for name in self.fields})
        except ValidationError as error:
            problems += error.messages
        row.share_words = cells.get("share", "")
        if not row.given_name or not row.family_name:
            problems.append(gettext("Given name and family name are both needed."))
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            problems.append(gettext("The last day is before the first."))
        return CheckedRow(line, row, tuple(problems))

    def save_instance(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: rows are written by one service."""
        raise RuntimeError("The people table is written by its service only.")

    def delete_instance(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: nothing is deleted by a table."""
        raise RuntimeError("Nothing is deleted by a table.")
