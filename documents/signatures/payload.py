"""What goes into the limited process: one line of JSON with the lengths of what follows, then the bytes."""

import json


def pack(*parts: bytes | None) -> bytes:
    """Return the parts as one; None stays None."""
    lengths = [None if part is None else len(part) for part in parts]
    return b"\n".join((json.dumps(lengths).encode(), b"".join(part or b"" for part in parts)))


def unpack(payload: bytes) -> list[bytes | None]:
    """Return what :func:`pack` was given."""
    head, _, rest = payload.partition(b"\n")
    parts: list[bytes | None] = []
    start = 0
    for length in json.loads(head):
        parts.append(None if length is None else rest[start : start + length])
        start += length or 0
    return parts
