"""Reading a job description in the limited process of ``documents.limits``; no Django. What goes in: ``payload``."""

from typing import Any, Final

from documents.limits_child import answer_with
from roles.reading.lines import UnreadableError
from roles.reading.payload import unpack
from roles.reading.reader import read as read_file

MAX_FILE: Final = 20 * 2**20  # bytes; a job description with pictures has a few


def read(sent: bytes) -> dict[str, Any]:
    """Return {"document": what ``reader.read`` gives}, or {"unreadable": the code of the reason}."""
    data, name, language = unpack(sent)
    if len(data) > MAX_FILE:
        return {"unreadable": "too_big"}
    try:
        return {"document": read_file(data, name, language)}
    except UnreadableError as error:
        return {"unreadable": error.code}


if __name__ == "__main__":
    answer_with(read)
