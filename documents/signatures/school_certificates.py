"""A certificate of the school's own, with which Kord seals what was confirmed in it.

Made here and signed by itself: it proves that nothing was changed since, and which installation sealed it. It is no
qualified certificate (Regulation (EU) No 910/2014, article 28), and pages say so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

YEARS: Final = 5
_DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_LONGEST: Final = 64  # of a name in a certificate: characters in RFC 5280, appendix A.1, octets for the library


@dataclass(frozen=True, repr=False)
class SchoolCertificate:
    """``certificate`` is X.509 in DER; ``key`` its private key (PKCS #8, DER), to be sealed before it is stored."""

    certificate: bytes
    key: bytes


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST:
        return name
    room = name.encode()[: _LONGEST - len("…".encode())]
    return room.decode(errors="ignore") + "…"


def make_school_certificate(*, name: str, country: str, now: datetime, years: int = YEARS) -> SchoolCertificate:
    """Return a new certificate and its key (ECDSA on P-256) for a school's name.

    ``country`` has two letters; ``now`` is aware, and the first instant of ``years`` years of validity.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    short = _shortened(name)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country.upper()),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, short),
            x509.NameAttribute(NameOID.COMMON_NAME, short),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365 * years + years // 4))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return SchoolCertificate(
        certificate=made.public_bytes(serialization.Encoding.DER),
        key=key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
