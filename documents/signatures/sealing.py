"""The door to signing a PDF of ours: PAdES baseline B-B (ETSI EN 319 142-1) with a visible stamp in a prepared field.

pyHanko works in a short-lived process, so neither it nor the opened key stays in a web or task process. The stamp
is a small PDF made by our own renderer, because pyHanko's own text breaks PDF/A.
"""

import base64
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.template.loader import render_to_string

from documents.limits import LimitError, run_limited
from documents.pdf import render_pdf
from documents.signatures.payload import pack

log = logging.getLogger(__name__)

SIGNER: Final = "pdf-signer"
STYLESHEETS: Final = ("css/print-stamp.css",)
STAMP_LINES: Final = 4
SECONDS: Final = 30
MEMORY: Final = 512 * 2**20  # bytes of address space
_SENTENCES: Final = {
    "no_field": "The PDF has no such signature field.",
    "already_signed": "The signature field is signed already.",
    "no_certificate": "The school's certificate and its key do not belong together.",
    "failed": "The PDF could not be signed.",
}


class SealingError(Exception):
    """A PDF was not signed. ``code`` is one of the keys above, the message a sentence."""

    def __init__(self, code: str) -> None:
        self.code = code if code in _SENTENCES else "failed"
        super().__init__(_SENTENCES[self.code])


@dataclass(frozen=True)
class Stamp:
    """What stands visibly in the field, in the document's ``language``.

    The first line is the signer's name; at most STAMP_LINES are drawn, each cut off after about 45 letters.
    """

    language: str
    lines: Sequence[str]


def sign_pdf(
    pdf: bytes,
    *,
    field: str,
    certificate: bytes,
    key: bytes,
    signer_name: str,
    reason: str,
    place: str,
    at: datetime,
    stamp: Stamp,
) -> bytes:
    """Return the PDF signed in its empty signature ``field``; it begins with exactly the bytes given.

    ``certificate`` and ``key`` are DER, as :func:`~documents.signatures.school_certificates.make_school_certificate`
    gives them; ``signer_name``, ``reason`` and ``place`` stand in the signature, ``at`` (aware) is its time.
    PDF/A-2a and PDF/UA-1 stay what they are. Raises SealingError, and documents.pdf.PdfError for the stamp.
    """
    if at.tzinfo is None:
        raise ValueError("at must be an aware instant")
    words = {"field": field, "name": signer_name, "reason": reason, "place": place, "at": at.isoformat()}
    drawn = render_stamp(stamp, at=at)
    try:
        answer = run_limited(
            SIGNER, pack(json.dumps(words).encode(), pdf, drawn, certificate, key), seconds=SECONDS, memory=MEMORY
        )
    except LimitError as error:
        log.error("A PDF was not signed: %s", error)  # names the kind of error, nothing of the file
        raise SealingError("failed") from None
    if "refused" in answer:
        raise SealingError(str(answer["refused"]))
    return pdf + base64.b64decode(answer["added"])


def render_stamp(stamp: Stamp, *, at: datetime) -> bytes:
    """Return the stamp as a PDF of two pages, one for high fields and one for low and wide ones."""
    html = render_to_string("documents/stamp.html", {"lines": stamp.lines[:STAMP_LINES], "language": stamp.language})
    title = stamp.lines[0] if stamp.lines else ""
    return render_pdf(html, language=stamp.language, title=title, stylesheets=STYLESHEETS, created=at)
