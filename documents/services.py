"""Storing and reading files. A stored file never changes and is never renamed."""

import hashlib
import logging
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import transaction

from schools import audit
from schools.actors import Actor
from schools.failpoints import failpoint
from schools.keyfile import sync_folder
from schools.models import School, User
from schools.public_ids import new_public_id
from schools.sealing import SealError, seal, unseal

from .models import StoredFile
from .notifications import send_faults

log = logging.getLogger(__name__)

ORPHAN_AGE = timedelta(hours=24)  # younger ones may belong to a transaction that is still open


class FileError(Exception):
    """A stored file cannot be read; the message says what is wrong with it."""


def store_file(
    *, school: School, content: bytes, name: str, media_type: str, purpose: str, by: Actor, now: datetime
) -> StoredFile:
    """Seal ``content`` onto the disk and return its row; the audit event is written with it.

    The blob is safe on the disk before the row exists, so a row without a blob cannot arise; a crash
    in between leaves an orphan, which :func:`check_files` removes after a day. May be called inside
    the caller's transaction.
    """
    public_id = new_public_id()
    sealed = seal(content, context=_context(public_id))
    blob = hashlib.sha256(sealed).hexdigest()
    _write(blob_path(blob), sealed)
    failpoint("documents.store_file.before_row")
    with transaction.atomic():
        stored = StoredFile.objects.create(
            school=school,
            public_id=public_id,
            name=name[:200],
            media_type=media_type,
            purpose=purpose,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            blob=blob,
            created_at=now,
            created_by=by if isinstance(by, User) else None,
        )
        audit.record(
            verb="file.stored",
            scope=school,
            by=by,
            now=now,
            subject=stored,
            data={"purpose": purpose, "size": stored.size, "sha256": stored.sha256},
        )
    return stored


def read_file(stored: StoredFile) -> bytes:
    """Return the content, for certain the bytes that were stored.

    Raises FileError when the blob is missing, was changed or cannot be opened with the keys at hand.
    """
    try:
        sealed = blob_path(stored.blob).read_bytes()
    except OSError as error:
        raise FileError(f"The file {stored.public_id} is missing from the disk.") from error
    if hashlib.sha256(sealed).hexdigest() != stored.blob:
        raise FileError(f"The file {stored.public_id} was changed on the disk.")
    try:
        content = unseal(sealed, context=_context(stored.public_id))
    except SealError as error:
        raise FileError(f"The file {stored.public_id} cannot be opened. {error}") from error
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileError(f"The file {stored.public_id} is not what its row says.")
    return content


@dataclass(frozen=True)
class FileFault:
    """What :func:`check_files` found: ``subject`` is a public_id or the name of a blob."""

    kind: Literal["unreadable", "orphan"]
    subject: str
    what: str


def check_files(*, now: datetime, remove_orphans: bool = False) -> list[FileFault]:
    """Read every stored file (weekly) and look for blobs without a row; return all faults.

    Orphans older than 24 hours are leftovers of crashes and removed when asked; nothing else is touched.
    """
    faults = [
        FileFault("unreadable", stored.public_id, str(error))
        for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500)
        if (error := _fault_of(stored)) is not None
    ]
    for path in _orphans(before=now - ORPHAN_AGE):
        faults.append(FileFault("orphan", path.name, f"The blob {path.name} belongs to no file."))
        if remove_orphans:
            path.unlink(missing_ok=True)
            log.info("removed the orphan blob %s", path.name)
    return faults


def check_and_tell(*, now: datetime) -> list[FileFault]:
    """Check every file, note the result in the log, and tell the operators when something is not whole."""
    faults = check_files(now=now)
    unreadable = [fault.subject for fault in faults if fault.kind == "unreadable"]
    orphans = len(faults) - len(unreadable)
    level = logging.ERROR if unreadable else logging.WARNING if orphans else logging.INFO
    log.log(level, "stored files: %s cannot be read, %s belong to nothing", len(unreadable), orphans)
    if faults:
        with transaction.atomic():
            send_faults(unreadable=unreadable, orphans=orphans, now=now)
    return faults


def blob_path(blob: str) -> Path:
    """Return where a blob lies: 256 folders, so that none grows too large to list."""
    return Path(settings.FILES_DIR) / blob[:2] / blob


def _context(public_id: str) -> str:
    return f"file:{public_id}"


def _fault_of(stored: StoredFile) -> FileError | None:
    try:
        read_file(stored)
    except FileError as error:
        return error
    return None


def _orphans(*, before: datetime) -> Iterator[Path]:
    """Yield blobs and unfinished writes older than ``before`` without a row, folder by folder."""
    root = Path(settings.FILES_DIR)
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        old = {path.name: path for path in folder.iterdir() if _written_before(path, before)}
        known = set(StoredFile.objects.filter(blob__startswith=folder.name).values_list("blob", flat=True))
        yield from (old[name] for name in sorted(set(old) - known))


def _written_before(path: Path, instant: datetime) -> bool:
    try:
        return path.stat().st_mtime < instant.timestamp()
    except FileNotFoundError:  # a write that was just finished under its final name
        return False


def _write(path: Path, content: bytes) -> None:
    """Write so that after a power cut the file is there whole or not at all (fsync of file, then of folder)."""
    new_folder = not path.parent.exists()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)
    if new_folder:
        sync_folder(path.parent.parent)
