"""A ZIP file of a stranger, opened within limits and read only into memory."""

import stat
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from documents.signatures.records import Unreadable

MAX_ENTRIES: Final = 300
MAX_UNPACKED: Final = 96 * 2**20  # bytes, all files together
MAX_RATIO: Final = 100  # unpacked to packed; a PDF or text has 20 at most
SMALL: Final = 256 * 1024  # bytes; below, a ratio says nothing
MAX_NAME: Final = 400  # characters
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1  # APPNOTE.TXT, 4.4.4


class Container:
    """The files of a ZIP by name, in its order. Opening raises Unreadable for what breaks a limit."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise Unreadable("broken") from None
        entries = self._zip.infolist()
        _check(entries)
        self._entries = {entry.filename: entry for entry in entries if not entry.is_dir()}

    @property
    def names(self) -> Sequence[str]:
        """The names of its files."""
        return list(self._entries)

    def size(self, name: str) -> int:
        """The file's size in bytes."""
        return self._entries[name].file_size

    def is_plain(self, name: str) -> bool:
        """Whether the file is stored without compression."""
        return self._entries[name].compress_type == zipfile.ZIP_STORED

    def read(self, name: str) -> bytes:
        """Return a file's content, never more than its entry says. Raises Unreadable, and KeyError for no such file."""
        try:
            return self._zip.read(self._entries[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            raise Unreadable("broken") from None


def _check(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Unreadable("too_much")
    if len({entry.filename for entry in entries}) != len(entries):
        raise Unreadable("same_name")  # two programs would show two different files
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable("encrypted")
        if entry.compress_type not in _METHODS:
            raise Unreadable("broken")
        if entry.file_size > SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Unreadable("too_much")
        if stat.S_ISLNK(entry.external_attr >> 16) or not _is_inside(entry.filename):
            raise Unreadable("bad_name")


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return 0 < len(name) <= MAX_NAME and not name.startswith("/") and ".." not in parts and not set(name) & set("\\:\0")
