"""The door to checking a signed file: its bytes go into the limited process, what is known of it comes back."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from documents.limits import LimitError, run_limited
from documents.signatures.payload import pack
from documents.signatures.records import Remark, Signature, Verification, from_json

READER: Final = "signed-file"
MAX_FILE: Final = 32 * 2**20  # bytes; fifteen signed PDFs have one
SECONDS: Final = 40
MEMORY: Final = 768 * 2**20  # bytes of address space
FAILURES: Final = frozenset(
    {"empty", "too_big", "too_much", "encrypted", "broken", "bad_name", "same_name", "late", "memory", "failed"}
)


class SignatureFileError(Exception):
    """A file cannot be checked. ``code`` is one of FAILURES; words: ``documents.signatures.words.failure_words``."""

    def __init__(self, code: str) -> None:
        self.code = code if code in FAILURES else "failed"
        super().__init__(self.code)


def refuse_size(size: int) -> None:
    """Raise SignatureFileError for a file of ``size`` bytes that will not be read; ask before reading it."""
    if size > MAX_FILE:
        raise SignatureFileError("too_big")


def verify_file(data: bytes, *, against: bytes | None = None, now: datetime | None = None) -> Verification:
    """Return what the signatures of a PDF, ASiC-E, ADoc or BDOC file say.

    ``against`` is the document that must have been signed: a PDF must begin with exactly these bytes and its
    signatures must cover them with nothing but signatures added, a container must hold a file with exactly these
    bytes. ``now`` lets it say as well which certificates have run out since and which times lie ahead.
    A technical check, no legal validation. Raises SignatureFileError, never anything else over what ``data`` holds.
    """
    refuse_size(len(data))
    refuse_size(len(against or b""))
    try:
        answer = run_limited(READER, pack(data, against), seconds=SECONDS, memory=MEMORY)
    except LimitError as error:
        raise SignatureFileError("broken" if error.code == "died" else error.code) from None
    if "unreadable" in answer:
        raise SignatureFileError(str(answer["unreadable"]))
    found = from_json(answer["found"])
    about = [remark for one in found.signatures for remark in _about(one, now)]
    return replace(found, warnings=(*found.warnings, *about))


def _about(one: Signature, now: datetime | None) -> list[Remark]:
    """What is to be said of a signature beside its own values."""
    who = {"signer": one.signer.name or one.place}
    codes = [f"signature_{one.problem}"] if one.problem else []
    if one.intact and one.changes == "comments":
        codes.append("commented")
    if one.certificate is not None:
        codes += [code for code in one.trust_notes if code != "unknown_issuer"]
        codes += _about_time(one, now)
    return [Remark(code, who) for code in codes]


def _about_time(one: Signature, now: datetime | None) -> list[str]:
    if one.time is None:
        return ["no_time"]
    if now is None or one.certificate is None:
        return []
    codes = ["time_ahead"] if one.time > now else []
    # Without a time stamp nobody can tell whether it was signed before its certificate ran out.
    if one.stamped is None and one.time <= one.certificate.not_after < now:
        codes.append("expired_since")
    return codes
