"""Several roles' texts side by side: what they share clause by clause, the rest by the kind of its part."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from roles.models import RoleVersion, SectionKind
from roles.queries.page_rows import read_page_rows
from roles.queries.pages import ClauseRow, newest_in_force, section_row
from schools.models import School

MOST = 6  # side by side; with more of them no column could be read
_LEFT_OUT = frozenset({SectionKind.SIGNATURES})


@dataclass(frozen=True)
class Row:
    """A row of the table: for each text the clauses that stand there. ``is_shared``: one clause that several have."""

    cells: tuple[tuple[ClauseRow, ...], ...]
    is_shared: bool

    @property
    def is_same(self) -> bool:
        """Whether every text has this clause, in the same words."""
        said = {tuple((clause.text, clause.number) for clause in cell) for cell in self.cells}
        return self.is_shared and len(said) == 1


@dataclass(frozen=True)
class KindRows:
    """The rows of the parts of a kind."""

    kind: SectionKind
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SideBySide:
    """Texts side by side, in the order in which they were asked for."""

    versions: tuple[RoleVersion, ...]
    kinds: tuple[KindRows, ...]


def texts_to_compare(*, school: School, on: date) -> list[RoleVersion]:
    """Return of each role with an approved text the one in force, else the newest, by the role's name; one query."""
    texts = RoleVersion.objects.for_school(school).approved().filter(translation_of__isnull=True)
    by_role: dict[int, list[RoleVersion]] = defaultdict(list)
    for version in texts.select_related("role").order_by("role__name", "role__code", "number"):
        version.role.school = school
        by_role[version.role_id].append(version)
    return [newest_in_force(versions, on) or versions[-1] for versions in by_role.values()]


def side_by_side(versions: Sequence[RoleVersion]) -> SideBySide:
    """Return texts side by side; one query for each."""
    columns = [_clauses(version) for version in versions]
    kinds = []
    for kind in SectionKind:
        cells = [column.get(kind.value, []) for column in columns]
        if any(cells) and kind not in _LEFT_OUT:
            kinds.append(KindRows(kind, tuple(_rows(cells))))
    return SideBySide(tuple(versions), tuple(kinds))


def _clauses(version: RoleVersion) -> dict[str, list[ClauseRow]]:
    """The items of a text by the kind of their part; outcomes hang on their item."""
    rows, _base = read_page_rows(version.pk, None)
    found: dict[str, list[ClauseRow]] = defaultdict(list)
    for section in rows.sections:
        found[section.kind] += section_row(section, rows).items
    return found


def _rows(cells: Sequence[Sequence[ClauseRow]]) -> list[Row]:
    """A row for each clause that several texts have, then one with all that each has alone."""
    by_key: dict[UUID, dict[int, ClauseRow]] = defaultdict(dict)
    for place, cell in enumerate(cells):
        for clause in cell:
            by_key[clause.key][place] = clause
    shared = {key: found for key, found in by_key.items() if len(found) > 1}
    rows = [
        Row(tuple((found[place],) if place in found else () for place in range(len(cells))), is_shared=True)
        for found in shared.values()
    ]
    alone = tuple(tuple(clause for clause in cell if clause.key not in shared) for cell in cells)
    return [*rows, Row(alone, is_shared=False)] if any(alone) else rows
