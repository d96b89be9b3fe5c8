"""Reading a job description's file in the limited process; what comes back is data, or one code that says why not."""

from typing import Any, Final

from documents.limits import LimitError, run_limited
from roles.reading.payload import pack

FILE_READER: Final = "role-file"
SECONDS: Final = 30
MEMORY: Final = 512 * 2**20  # bytes of address space
CODES: Final = frozenset(
    {"empty", "encrypted", "broken", "picture", "too_long", "too_big", "kind", "ending", "late", "memory", "failed"}
)


class FileReadingError(Exception):
    """A file was not read. ``code`` is one of CODES; words for it: ``roles.reading_words.failure_words``."""

    def __init__(self, code: str) -> None:
        self.code = code if code in CODES else "failed"
        super().__init__(self.code)


def read_file(data: bytes, name: str, language: str | None = None) -> dict[str, Any]:
    """Return what ``roles.reading.reader.read`` finds; ``language`` is a code or None. Raises FileReadingError."""
    try:
        answer = run_limited(FILE_READER, pack(data, name=name, language=language), seconds=SECONDS, memory=MEMORY)
    except LimitError as error:
        raise FileReadingError(error.code) from None
    if "unreadable" in answer:
        raise FileReadingError(str(answer["unreadable"]))
    return dict(answer["document"])
