"""Reading a structured job description that somebody uploads or pastes.

Runs in the limited process of ``documents.limits``; no Django. Two megabytes of brackets unfold to a hundred
times as much before anybody can say that they are no document, so only what has passed the schema comes back.
"""

from typing import Any, Final

from documents.limits_child import answer_with
from roles.structure import DocumentError, Problem, parse, warnings
from roles.structure import read as read_json

READER: Final = "role-document"
MAX_DOCUMENT: Final = 2 * 1024 * 1024  # bytes; the longest of the five examples has 60,000


def read(payload: bytes) -> dict[str, Any]:
    """Return {"document": the JSON, "notes": […]}, or {"problems": […]}; each of these is [place, code, data]."""
    try:
        document = read_json(payload)
        notes = warnings(parse(document))
    except DocumentError as error:
        return {"problems": [_row(problem) for problem in error.problems]}
    return {"document": document, "notes": [_row(note) for note in notes]}


def problems_of(rows: list[list[Any]]) -> tuple[Problem, ...]:
    """Return what :func:`read` has answered as problems or notes."""
    return tuple(Problem(place, code, data) for place, code, data in rows)


def _row(problem: Problem) -> list[Any]:
    return [problem.place, problem.code, dict(problem.data)]


if __name__ == "__main__":
    answer_with(read)
