"""Sealing: what is secret lies in database and files only as AES-256-GCM envelopes (NIST SP 800-38D).

Layout of an envelope: version (1 byte) | key id (8) | nonce (12) | ciphertext with its 16-byte tag.
The header and the caller's context are authenticated, so an envelope moved to another row or
relabelled does not open. Master keys lie outside database and backup: in the files
``KEYS_DIR/master-0001.key``, ``master-0002.key``, ... or, when set, in the environment as
``KORD_MASTER_KEYS`` (64 hex digits each, separated by commas). The newest (highest number, last in
the list) seals; all of them open. A key's id is derived from the key, so a lost key is told apart
from changed bytes even after a new one was made in its place.
"""

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .keyfile import KeyFileError, read_or_make_key

VERSION = 1
KEY_ID_BYTES = 8
NONCE_BYTES = 12  # random, which is safe below 2**32 envelopes a key (SP 800-38D, 8.3)
TAG_BYTES = 16
HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES
_KEY_FILE = re.compile(r"master-(\d{4})\.key")


class SealError(Exception):
    """Something cannot be sealed or opened; the message says why in a sentence for the operator."""


def seal(plaintext: bytes, *, context: str) -> bytes:
    """Return the envelope of ``plaintext``, bound to ``context`` (say "incident:4711:narrative").

    The same bytes sealed twice give different envelopes. Raises SealError when there is no usable key.
    """
    key_id, key = _newest()
    header = bytes([VERSION]) + key_id + os.urandom(NONCE_BYTES)
    return header + AESGCM(key).encrypt(header[-NONCE_BYTES:], plaintext, _bound(header, context))


def unseal(sealed: bytes, *, context: str) -> bytes:
    """Return what was sealed. Raises SealError for another context, a changed byte or a lost key."""
    sealed = bytes(sealed)  # a PostgreSQL binary column may answer a memoryview
    if len(sealed) < HEADER_BYTES + TAG_BYTES or sealed[0] != VERSION:
        raise SealError("This is not a sealed envelope: it is too short or of an unknown version.")
    header, body = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
    key = _find(header[1 : 1 + KEY_ID_BYTES])
    try:
        return AESGCM(key).decrypt(header[-NONCE_BYTES:], body, _bound(header, context))
    except InvalidTag:
        raise SealError(
            f"The sealed data cannot be opened as {context!r}: its bytes were changed or it belongs elsewhere."
        ) from None


def key_id_of(sealed: bytes) -> str:
    """Return the id (16 hex digits) of the key that sealed this, to find what an old key still holds."""
    return bytes(sealed[1 : 1 + KEY_ID_BYTES]).hex()


def newest_key_id() -> str:
    """Return the id (16 hex digits) of the key that seals now."""
    return _newest()[0].hex()


def add_master_key() -> str:
    """Make the next key file and return its id; from now on it seals, the older ones still open.

    Processes that already run go on sealing with the older key until they start again.
    Raises SealError when the keys come from the environment, where only the operator can add one.
    """
    if os.environ.get("KORD_MASTER_KEYS"):
        raise SealError("The master keys come from KORD_MASTER_KEYS: add the new key at the end of that list.")
    folder = Path(settings.KEYS_DIR)
    last = max(_numbers(folder), default=0)
    key = read_or_make_key(folder / f"master-{last + 1:04d}.key")
    _ring.cache_clear()
    return _id(key).hex()


def _bound(header: bytes, context: str) -> bytes:
    """The authenticated data; the header has a fixed length, so header and context cannot run into each other."""
    return header + context.encode()


def _id(key: bytes) -> bytes:
    return hashlib.sha256(b"kord master key id\0" + key).digest()[:KEY_ID_BYTES]


def _newest() -> tuple[bytes, bytes]:
    return _ring(str(settings.KEYS_DIR), os.environ.get("KORD_MASTER_KEYS", ""))[-1]


def _find(key_id: bytes) -> bytes:
    """Return the key with this id; key files are read again once, as another process may have added one."""
    for attempt in ("cached", "fresh"):
        if attempt == "fresh":
            _ring.cache_clear()
        for known, key in _ring(str(settings.KEYS_DIR), os.environ.get("KORD_MASTER_KEYS", "")):
            if known == key_id:
                return key
    raise SealError(
        f"The master key {key_id.hex()} that sealed this is missing. Put its file back into the keys folder "
        "(or its line into KORD_MASTER_KEYS)."
    )


@lru_cache(maxsize=8)
def _ring(folder: str, listed: str) -> tuple[tuple[bytes, bytes], ...]:
    """Return (id, key) pairs, oldest first; at first start the first key file is made."""
    keys = _from_environment(listed) if listed else _from_files(Path(folder))
    return tuple((_id(key), key) for key in keys)


def _from_environment(listed: str) -> list[bytes]:
    words = [word.strip() for word in listed.split(",") if word.strip()]
    if not words or not all(re.fullmatch(r"[0-9a-fA-F]{64}", word) for word in words):
        raise SealError("KORD_MASTER_KEYS must be keys of 64 hexadecimal digits each, separated by commas.")
    return [bytes.fromhex(word) for word in words]


def _from_files(folder: Path) -> list[bytes]:
    try:
        numbers = _numbers(folder) or [1]
        keys = [read_or_make_key(folder / f"master-{number:04d}.key") for number in numbers]
    except KeyFileError as error:
        raise SealError(str(error)) from error
    return keys


def _numbers(folder: Path) -> list[int]:
    names = folder.iterdir() if folder.is_dir() else ()
    return sorted(int(match[1]) for path in names if (match := _KEY_FILE.fullmatch(path.name)))
