"""Signatures in a PDF (PAdES, ETSI EN 319 142-1; ISO 32000-1, 12.8). Runs in the limited process; no Django."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts, extract_tst_data_iter, validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from documents.signatures import certificates
from documents.signatures.diff_policy import POLICY, STORED_POLICY
from documents.signatures.pdf_files import QuickReader
from documents.signatures.records import Remark, Signature, Unreadable, Verification
from documents.signatures.timestamps import stamped_time

_CHANGES: Final = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "additions",
    ModificationLevel.FORM_FILLING: "fields",
    ModificationLevel.ANNOTATIONS: "comments",
}
_WEAK: Final = {"md2", "md5", "sha1"}
_KNOWN: Final = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
_STAMP: Final = "/ETSI.RFC3161"
MAX_SIGNATURES: Final = 50


@dataclass(frozen=True)
class _Field:
    """A signature in a field: ``end`` is where the bytes it signs end, None where that cannot be told."""

    name: str
    embedded: EmbeddedPdfSignature | None
    kind: str
    end: int | None


def read_pdf(data: bytes, against: bytes | None) -> Verification:
    """Return what the PDF's signatures say. Raises Unreadable."""
    reader = _reader(data)
    fields = sorted(_fields(reader), key=lambda one: (one.end is None, one.end or 0))
    if len(fields) > MAX_SIGNATURES:
        raise Unreadable("too_much")
    signing = [field for field in fields if field.kind != _STAMP]
    found = _with_document_stamps([_signature(field) for field in signing], signing, _stamps(fields))
    begins = against is None or data.startswith(against)
    unchanged = begins and (against is None or _grew_properly(reader, against))
    ends = {field.name: field.end or 0 for field in fields}
    start = len(against) if against is not None else 0
    signatures = tuple(
        replace(one, covers_document=one.intact and unchanged and ends[one.place] > start) for one in found
    )
    return Verification(
        container="pdf",
        covers_document=any(one.covers_document for one in signatures),
        signatures=signatures,
        warnings=tuple(
            _remarks(
                begins=begins,
                unchanged=unchanged,
                unsigned=len(data) - max(ends.values(), default=0),
                count=len(signatures),
            )
        ),
    )


def _reader(data: bytes) -> QuickReader:
    try:
        reader = QuickReader(data)
        is_locked = reader.encrypted
        _ = reader.root["/Pages"]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # a damaged PDF fails in a hundred ways
        raise Unreadable("encrypted" if b"/Encrypt" in data[-4096:] else "broken") from None
    if is_locked:
        raise Unreadable("encrypted")
    return reader


def _fields(reader: QuickReader) -> Iterator[_Field]:
    try:
        filled = list(enumerate_sig_fields(reader, filled_status=True))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # as above
        raise Unreadable("broken") from None
    for full_name, value, field in filled:
        name = str(full_name)  # pyHanko's own kind of text holds on to the whole file
        try:
            kind = str(value.get_object().get("/SubFilter"))
            embedded = EmbeddedPdfSignature(reader, field, name)
            end = int(embedded.byte_range[-2]) + int(embedded.byte_range[-1])
        except Exception:  # noqa: BLE001  # one broken signature is named, the others are read
            yield _Field(name, None, "", None)
        else:
            yield _Field(name, embedded, kind, end)


def _signature(field: _Field) -> Signature:
    if field.embedded is None:
        return Signature(place=field.name, intact=False, problem="unreadable")
    if field.kind not in _KNOWN:
        return Signature(place=field.name, intact=False, problem="unchecked")
    try:
        return _checked(field.name, field.embedded)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # as above
        return Signature(place=field.name, intact=False, problem="unreadable")


def _checked(name: str, embedded: EmbeddedPdfSignature) -> Signature:
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    claimed = extract_self_reported_ts(embedded.signer_info) or embedded.self_reported_timestamp
    claimed = claimed if claimed and claimed.tzinfo else None  # without a zone it could be any hour
    stamped = _own_stamp(embedded)
    problem, changes = _problem(embedded)
    return Signature(
        place=name,
        intact=not problem,
        problem=problem,
        signer=certificates.signer_of(certificate),
        certificate=certificates.describe(certificate),
        claimed=claimed,
        stamped=stamped,
        trust_notes=certificates.trust_notes(certificate, stamped or claimed),
        changes=changes,
    )


def _problem(embedded: EmbeddedPdfSignature) -> tuple[str, str]:
    """Return what is wrong ("" for nothing), and what was added after signing."""
    if embedded.md_algorithm in _WEAK:
        return "weak", "none"
    embedded.compute_integrity_info(diff_policy=POLICY)
    try:
        intact, valid = validate_sig_integrity(
            embedded.signer_info, embedded.signer_cert, "data", embedded.compute_digest()
        )
    except SignatureValidationError:  # its attributes name another certificate, algorithm or kind of content
        return "broken", "none"
    if not intact:
        return "changed", "other"
    if not valid:
        return "broken", "none"
    if embedded.coverage is None or embedded.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "part", "other"
    result = embedded.diff_result
    changes = _CHANGES.get(result.modification_level, "other") if isinstance(result, DiffResult) else "other"
    if not embedded.summarise_integrity_info()["docmdp_ok"]:
        return "changed", "other" if changes == "none" else changes
    return "", changes


def _own_stamp(embedded: EmbeddedPdfSignature) -> datetime | None:
    try:
        tokens = extract_tst_data_iter(embedded.signer_info, signed=False)
        times = [stamped_time(token, embedded.signer_info["signature"].native) for token in tokens]
        return min((time for time in times if time is not None), default=None)
    except Exception:  # noqa: BLE001  # a time stamp that cannot be read is none
        return None


def _stamps(fields: Sequence[_Field]) -> list[tuple[int, datetime]]:
    """Return where the bytes of each good document time stamp end, and its time."""
    times = [(field.end, _document_stamp(field.embedded)) for field in fields if field.kind == _STAMP]
    return [(end, time) for end, time in times if end is not None and time is not None]


def _document_stamp(embedded: EmbeddedPdfSignature | None) -> datetime | None:
    try:
        if embedded is None or embedded.evaluate_signature_coverage() < SignatureCoverageLevel.ENTIRE_REVISION:
            return None
        return stamped_time(embedded.signed_data, _signed_bytes(embedded))
    except Exception:  # noqa: BLE001  # as above
        return None


def _signed_bytes(embedded: EmbeddedPdfSignature) -> bytes:
    stream, parts = embedded.reader.stream, []
    numbers = [int(number) for number in embedded.byte_range]
    for start, length in zip(numbers[::2], numbers[1::2], strict=True):
        stream.seek(start)
        parts.append(stream.read(length))
    return b"".join(parts)


def _with_document_stamps(
    found: Sequence[Signature], fields: Sequence[_Field], stamps: Sequence[tuple[int, datetime]]
) -> list[Signature]:
    """A time stamp over the whole file proves that the signatures before it were there."""
    stamped = []
    for one, field in zip(found, fields, strict=True):
        later = [time for end, time in stamps if field.end is not None and end > field.end]
        stamped.append(replace(one, stamped=min(later)) if later and one.stamped is None else one)
    return stamped


def _grew_properly(reader: QuickReader, against: bytes) -> bool:
    """Whether nothing but signatures was added to the stored PDF, before and between the signings too."""
    try:
        stored = QuickReader(against)
        result: Any = STORED_POLICY.review_file(reader, stored.xrefs.total_revisions - 1)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # what cannot be compared was not shown to be the same
        return False
    return isinstance(result, DiffResult) and result.modification_level <= ModificationLevel.FORM_FILLING


def _remarks(*, begins: bool, unchanged: bool, unsigned: int, count: int) -> Iterator[Remark]:
    """``unsigned`` is how many bytes follow what the last signature signs."""
    if not count:
        yield Remark("no_signatures")
    if not begins:
        yield Remark("other_document")
    elif not unchanged:
        yield Remark("document_changed")
    if count and unsigned:
        yield Remark("added_after")
