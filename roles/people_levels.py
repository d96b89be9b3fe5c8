"""Access that a pasted list says wrongly: one chooses the level beside the row, instead of mending the list.

The answer takes the place of the row's own word before anything is planned, so that plan and writing see one list.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext

from roles.people_plan import Plan, PlannedRow
from schools.access_levels import SCHOOL_LEVELS, AccessLevel
from schools.access_words import access_words
from schools.people_reading import Table
from schools.people_words import needs_address_words

_NAME = re.compile("level-([0-9]{1,7})")
_NONE, _OUT = "none", "out"


@dataclass(frozen=True)
class LevelAnswers:
    """By line: the code of a level or "none"; and the lines that are left out instead."""

    said: Mapping[int, str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


def level_answers(sent: QueryDict, levels: Collection[AccessLevel]) -> LevelAnswers:
    """Read what was chosen; a level that may not be given is no answer."""
    chosen = {int(found.group(1)): sent[name] for name in sent if (found := _NAME.fullmatch(name))}
    known = {_NONE, *(level.value for level in levels)}
    return LevelAnswers(
        {line: code for line, code in chosen.items() if code in known},
        frozenset(line for line, code in chosen.items() if code == _OUT),
    )


def with_answers(table: Table, answers: LevelAnswers) -> Table:
    """Return the list as if its rows had said the levels that were chosen."""
    said = {line: "" if code == _NONE else code for line, code in answers.said.items()}
    return replace(
        table,
        rows=tuple((line, cells | {"level": said[line]} if line in said else cells) for line, cells in table.rows),
    )


def settled(answers: LevelAnswers, asking: Iterable[int]) -> list[tuple[str, str]]:
    """Return the answers of rows that do not ask any more, as hidden fields: they stay given."""
    still = set(asking)
    return [(f"level-{line}", code) for line, code in sorted(answers.said.items()) if line not in still]


def asking_rows(plan: Plan, table: Table, levels: Collection[AccessLevel]) -> dict[int, PlannedRow]:
    """Return the rows whose word for access is not understood, means a level that may not be given, or needs an
    address that there is not."""
    words = {line: cells.get("level", "") for line, cells in table.rows}
    return {
        row.line: row
        for row in plan.of_state("open")
        if not row.question
        and words[row.line]
        and (row.cells.level is None or row.cells.level not in levels or _lacks_address(row))
    }


def _lacks_address(row: PlannedRow) -> bool:
    return needs_address_words() in row.problems


def choices_of(row: PlannedRow, levels: Collection[AccessLevel]) -> tuple[tuple[str, str, str, bool], ...]:
    """Return what can be chosen beside such a row: value, label, what it means, whether chosen."""
    out = _OUT, gettext("Leave this row out"), "", False
    if _lacks_address(row):  # no level does
        without = gettext("Take the person without access"), gettext("it can be given later, with an address")
        return (_NONE, *without, False), out
    given = [level.value for level in SCHOOL_LEVELS if level in levels]
    as_it_is = gettext("Nothing about access"), gettext("it stays as it is, or is given later")
    return (
        *((code, label, small, False) for code, (label, small) in zip(given, access_words(levels), strict=True)),
        (_NONE, *as_it_is, False),
        out,
    )
