"""Key files: 32 random bytes outside database and backup, made at first start.

Settings read SECRET_KEY through here, so nothing in this module may import Django.
"""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class KeyFileError(Exception):
    """A key file cannot be used; the message says what to do."""


def read_or_make_key(path: Path) -> bytes:
    """Return the 32 bytes of the key file at ``path``, making folder (0700) and file (0600) when there is none.

    Processes that start at the same moment agree: the key is written in full under a private name
    first and then linked, which exactly one of them can do; the others read the winner's key.
    Raises KeyFileError when the file has another length or cannot be read or made.
    """
    try:
        _private_folder(path.parent)
        if not path.exists():
            _make(path)
        path.chmod(0o600)
        key = path.read_bytes()
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be read or made: {error.strerror or error}.") from error
    if len(key) != KEY_BYTES:
        raise KeyFileError(
            f"The key file {path} is {len(key)} bytes long instead of {KEY_BYTES}. Restore it from your copy of the "
            "keys; with a new key everything sealed by the old one is lost."
        )
    return key


def _private_folder(folder: Path) -> None:
    """Make the folder, and close it to everyone else even where an unpacked backup left it open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def _make(path: Path) -> None:
    """Write a new key so that ``path`` never exists half written and is never replaced."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return  # another process was first: its key counts
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a name just added to ``folder`` survive a power cut (fsync(2): the entry needs its own fsync)."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
