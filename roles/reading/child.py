"""Reading a job description in the limited process of ``documents.limits``; no Django.

The payload is one line of JSON (name and language of the file), a line break, and the file itself.
"""

import json
from typing import Any, Final

from documents.limits_child import answer_with
from roles.reading.lines import UnreadableError
from roles.reading.reader import read as read_file

READER: Final = "role-file"
SECONDS: Final = 30
MEMORY: Final = 512 * 2**20  # bytes of address space
MAX_FILE: Final = 20 * 2**20  # bytes; a job description with pictures has a few


def payload(data: bytes, name: str, language: str | None = None) -> bytes:
    """What is sent to the process."""
    return json.dumps({"name": name, "language": language}).encode() + b"\n" + data


def read(sent: bytes) -> dict[str, Any]:
    """Return {"document": what ``reader.read`` gives}, or {"unreadable": the code of the reason}."""
    head, _, data = sent.partition(b"\n")
    about = json.loads(head)
    if len(data) > MAX_FILE:
        return {"unreadable": "too_big"}
    try:
        return {"document": read_file(data, about["name"], about["language"])}
    except UnreadableError as error:
        return {"unreadable": error.code}


if __name__ == "__main__":
    answer_with(read)
