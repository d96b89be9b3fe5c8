"""What goes into the limited process that reads a file: one line of JSON with what is known of it, then its bytes."""

import json


def pack(data: bytes, *, name: str = "", language: str | None = None) -> bytes:
    """Return the payload for a file; ``language`` None: the reader finds it out."""
    return json.dumps({"name": name, "language": language}).encode() + b"\n" + data


def unpack(payload: bytes) -> tuple[bytes, str, str | None]:
    """Return the file's bytes, its name and the language wanted."""
    head, _, data = payload.partition(b"\n")
    known = json.loads(head)
    return data, known["name"], known["language"]
