"""The limited process that reads a signed file; no Django. Started by ``documents.limits`` under READER."""

from typing import Any, Final

from documents.limits_child import answer_with
from documents.signatures.container_reading import read_container
from documents.signatures.payload import unpack
from documents.signatures.pdf_reading import read_pdf
from documents.signatures.records import Remark, Unreadable, Verification, to_json

_HEAD: Final = 1024  # bytes in which a PDF's own head must stand (ISO 32000-1, annex H.3.4.1)


def read(payload: bytes) -> dict[str, Any]:
    """Return {"found": records.to_json(…)} or {"unreadable": code}."""
    data, against = unpack(payload)
    try:
        return {"found": to_json(verify(data or b"", against))}
    except Unreadable as error:
        return {"unreadable": error.code}


def verify(data: bytes, against: bytes | None) -> Verification:
    """Tell what kind of file it is, and check it. Raises Unreadable."""
    if not data:
        raise Unreadable("empty")
    if data.startswith(b"PK"):
        return read_container(data, against)
    if b"%PDF-" in data[:_HEAD]:
        return read_pdf(data, against)
    return Verification(container="none", covers_document=False, warnings=(Remark("not_a_container"),))


if __name__ == "__main__":
    answer_with(read)
