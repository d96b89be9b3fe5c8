"""Documents that a word processor has saved: numbers in styles, merged cells, margins, notes, boxes, an annex.

Sixteen in ``office/`` are tuned on; the floors say how well they are read. Eight in ``office_unseen/`` were scored
once and must not be tuned on. How they were read before anybody had looked stands in ``docs/reading.md``.
"""

import json
from pathlib import Path

import pytest

from roles.reading.reader import read
from tests.reading.scoring import Score, score

FOLDER = Path(__file__).parent
# language: shares of metadata, sections, items and duty rules found; of found duty rules that are right; false dates.
FLOORS = {
    "en": (0.96, 0.95, 0.98, 0.96, 0.96, 1),
    "et": (0.94, 0.95, 0.98, 0.94, 0.94, 0),
    "fi": (0.94, 0.95, 0.98, 0.95, 0.98, 0),
    "lt": (0.95, 0.95, 0.98, 0.94, 0.97, 0),
}


def scored(folder, language="*"):
    """The figures of all documents in a folder added up."""
    total = Score(documents=0)
    for path in sorted((FOLDER / folder).glob(f"{language}/*.json")):
        described = json.loads(path.read_text(encoding="utf-8"))
        wanted = {key: value for key, value in described["expected"].items() if key != "not_rules"}
        found = read((path.parent / described["file"]).read_bytes(), described["file"])
        assert found["coverage"] >= 0.98
        total += score(wanted, found)
    return total


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_office_files_are_read_as_well_as_they_were(language):
    total = scored("office", language)
    told = "\n".join([*total.lines(), *total.misses])
    assert total.documents == 4
    *floors, precision, false_dated = FLOORS[language]
    reached = (total.metadata, total.sections, total.items, total.duties)
    for tally, floor in zip(reached, floors, strict=True):
        assert tally.recall >= floor, told
    assert total.duties.precision >= precision, told
    assert total.false_dated <= false_dated, told


def test_office_files_that_nobody_tuned_on_are_read_about_as_well():
    """Eight files that were scored once and must not be tuned on: only their floor is held."""
    total = scored("office_unseen")
    assert total.documents == 8
    assert (total.duties.recall >= 0.77, total.duties.precision >= 0.92) == (True, True), total.lines()
