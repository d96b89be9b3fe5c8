"""What a certificate says of itself, read with care: of its holder, and why it is trusted no further."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from documents.signatures.records import Certificate, Signer

# Purposes under which people sign documents: e-mail, any, RFC 9336, and those of two makers of word and PDF programs.
SIGNING_PURPOSES: Final = frozenset(
    {
        "1.3.6.1.5.5.7.3.4",
        "2.5.29.37.0",
        "1.3.6.1.5.5.7.3.36",
        "1.3.6.1.4.1.311.10.3.12",
        "1.2.840.113583.1.1.5",
    }
)
# A national code as such or after "PNOEE-" and the like (ETSI EN 319 412-1, 5.1.3); Finnish ones have a sign within.
_CODE = re.compile(r"(?<!\w)((?:(?:PNO|TIN|PAS|IDC|[A-Z]{2}:?)[A-Z]{0,2}-)?)(\d{6}[-+A-FU-Y]\d{3}\w|\d{8,11})(?!\w)")


def mask_codes(text: str) -> str:
    """Return the text with every personal code reduced to its first digit and last character."""
    return _CODE.sub(lambda found: f"{found[1]}{found[2][0]}{'*' * (len(found[2]) - 2)}{found[2][-1]}", text)


def signer_of(certificate: x509.Certificate) -> Signer:
    """Return who holds the certificate, by its subject."""
    given, surname = _first(certificate, NameOID.GIVEN_NAME), _first(certificate, NameOID.SURNAME)
    common = mask_codes(_first(certificate, NameOID.COMMON_NAME))
    return Signer(
        name=f"{given} {surname}" if given and surname else common,
        given_name=given,
        surname=surname,
        organisation=_first(certificate, NameOID.ORGANIZATION_NAME),
        code=mask_codes(_first(certificate, NameOID.SERIAL_NUMBER)),
    )


def describe(certificate: x509.Certificate) -> Certificate:
    """Return the certificate as data."""
    return Certificate(
        subject=mask_codes(_name(certificate.subject)),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        sha256=certificate.fingerprint(hashes.SHA256()).hex(),
    )


def trust_notes(certificate: x509.Certificate, at: datetime | None) -> tuple[str, ...]:
    """Return why the certificate is trusted no further, the gravest first; ``at`` is the time of signing, if known."""
    return tuple(_notes(certificate, at.replace(tzinfo=at.tzinfo or UTC) if at else None))


def _notes(certificate: x509.Certificate, at: datetime | None) -> Iterator[str]:
    if not _is_for_signing(certificate):
        yield "not_for_signing"
    if at and at < certificate.not_valid_before_utc:
        yield "not_yet_valid"
    if at and at > certificate.not_valid_after_utc:
        yield "expired_at_signing"
    yield "self_signed" if _is_self_signed(certificate) else "unknown_issuer"


def _is_for_signing(certificate: x509.Certificate) -> bool:
    """Whether its usages allow signing documents (RFC 5280, 4.2.1.3 and 4.2.1.12); one without usages does."""
    try:
        extensions = certificate.extensions
    except ValueError:
        return False
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        purposes = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(purpose.dotted_string in SIGNING_PURPOSES for purpose in purposes)


def _is_self_signed(certificate: x509.Certificate) -> bool:
    if certificate.subject != certificate.issuer:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _first(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found: Sequence[x509.NameAttribute[str | bytes]] = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value)[:200] if found and isinstance(found[0].value, str) else ""


def _name(name: x509.Name) -> str:
    known = {NameOID.SURNAME: "SN", NameOID.GIVEN_NAME: "GN", NameOID.SERIAL_NUMBER: "serialNumber"}
    return name.rfc4514_string(known)[:1000]
