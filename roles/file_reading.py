"""Reading a job description's file safely, from any room: the limited process and the words for its refusals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.limits import LimitError, run_limited
from roles.reading.child import MEMORY, READER, SECONDS, payload

REASONS = {
    "empty": _("The file is empty."),
    "encrypted": _("The file is protected with a password. Save it without one and try again."),
    "broken": _("The file is damaged and cannot be opened."),
    "picture": _("The file is a picture of a text. Kord needs the text itself: a Word file or a PDF made from one."),
    "too_long": _("The file has too many pages for a job description."),
    "too_big": _("The file is too big for a job description."),
    "kind": _("Kord reads DOCX, PDF, ODT and plain text. This file is something else."),
    "late": _("The file takes longer to read than it may."),
    "memory": _("The file needs more memory to read than it may."),
}


class FileReadingError(Exception):
    """A file was not read. ``code`` is a key of REASONS; the message is one sentence in the user's language."""

    def __init__(self, code: str) -> None:
        self.code = code if code in REASONS else "broken"
        super().__init__(str(REASONS[self.code]))


def read_file(data: bytes, name: str, language: str | None = None) -> dict[str, Any]:
    """Return what ``roles.reading.reader.read`` finds; ``language`` is a code or None. Raises FileReadingError."""
    try:
        answer = run_limited(READER, payload(data, name, language), seconds=SECONDS, memory=MEMORY)
    except LimitError as error:
        raise FileReadingError(error.code) from None
    if "unreadable" in answer:
        raise FileReadingError(answer["unreadable"])
    return dict(answer["document"])
