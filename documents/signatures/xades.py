"""One XAdES signature in a container (ETSI EN 319 132-1), its cryptography checked by signxml."""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote

from cryptography import x509
from lxml import etree
from signxml.exceptions import InvalidDigest, InvalidSignature
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier, XAdESVerifyResult

from documents.signatures import certificates, xml_reading
from documents.signatures.records import Signature
from documents.signatures.timestamps import parse_token, stamped_time

DS: Final = "http://www.w3.org/2000/09/xmldsig#"
XADES: Final = "http://uri.etsi.org/01903/v1.3.2#"
BDOC_POLICY: Final = "1.3.6.1.4.1.10015.1000.3.2.1"  # BDOC 2.1: the confirmation of validity is the time mark
_NAMES: Final = {"ds": DS, "xades": XADES}
_WEAK: Final = ("sha1", "md5")
_HASHES: Final = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
    "http://www.w3.org/2001/04/xmldsig-more#sha224": "sha224",
    "http://www.w3.org/2000/09/xmldsig#sha1": "sha1",
}
MAX_REFERENCES: Final = 400

Read = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Checked:
    """A signature and what the container's own check needs: names referred to, names whose bytes differ."""

    signature: Signature
    refers: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    has_time_mark: bool = False


@dataclass(frozen=True)
class _Reference:
    """A reference to a file: its address as written, the file's name, and what is signed of it."""

    uri: str
    name: str
    fragment: str
    has_transforms: bool
    digest: tuple[str, bytes]


def check(root: etree._Element, *, place: str, read: Read) -> Checked:
    """Check the only signature below ``root`` (or ``root`` itself); ``read`` gives a file's bytes or None.

    Whatever the signature holds, the answer is a Checked.
    """
    signature = root if root.tag == f"{{{DS}}}Signature" else root.find("ds:Signature", _NAMES)
    try:
        return _check(root, signature, place, read)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # a damaged signature fails in a hundred ways
        return Checked(Signature(place=place, intact=False, problem="unreadable"))


def _check(root: etree._Element, signature: etree._Element, place: str, read: Read) -> Checked:
    references = {one.uri: one for one in _references(signature, read)}
    certificate = _certificate(signature)
    problem, properties = _verify(root, signature, certificate, references, read)
    claimed = _time(properties if properties is not None else signature)
    stamped = _stamped(signature) if not problem else None
    changed = frozenset(one.name for one in references.values() if _differs(one, read))
    whole = {one.name for one in references.values() if not one.fragment and not one.has_transforms}
    found = Signature(
        place=place,
        intact=not problem,
        problem="changed" if changed and problem not in ("", "weak") else problem,
        signer=certificates.signer_of(certificate),
        certificate=certificates.describe(certificate),
        claimed=claimed,
        stamped=stamped,
        trust_notes=certificates.trust_notes(certificate, stamped or claimed),
        covers=tuple(sorted(whole)) if not problem else (),
    )
    policy = signature.find(".//xades:SigPolicyId/xades:Identifier", _NAMES)
    has_mark = policy is not None and BDOC_POLICY in (policy.text or "")
    refers = frozenset(one.name for one in references.values())
    return Checked(found, refers=refers, changed=changed, has_time_mark=has_mark)


def _verify(
    root: etree._Element,
    signature: etree._Element,
    certificate: x509.Certificate,
    references: Mapping[str, _Reference],
    read: Read,
) -> tuple[str, etree._Element | None]:
    """Return what is wrong ("" for nothing) and the signed properties, which only then are certain."""
    methods = signature.xpath("ds:SignedInfo//@Algorithm", namespaces=_NAMES)
    if any(weak in method.lower() for method in methods for weak in _WEAK):
        return "weak", None
    config = XAdESSignatureConfiguration(
        location="./",
        expect_references=len(signature.findall("ds:SignedInfo/ds:Reference", _NAMES)),
        # Its dates are judged with the time of signing, not here.
        verification_time=certificate.not_valid_before_utc,
    )

    def resolve(uri: str) -> Any:
        return _resolved(references[uri], read) if uri in references else None

    try:
        results = XAdESVerifier().verify(root, x509_cert=certificate, uri_resolver=resolve, expect_config=config)
    except InvalidDigest:
        return "changed", None
    except InvalidSignature:
        return "broken", None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # an algorithm, transform or address that signxml does not know
        return "unchecked", None
    (properties,) = (one.signed_properties for one in results if isinstance(one, XAdESVerifyResult))
    return "", properties


def _references(signature: etree._Element, read: Read) -> Iterator[_Reference]:
    """Yield the references to files; those within the signature's own XML are signxml's affair."""
    found = signature.findall("ds:SignedInfo/ds:Reference", _NAMES)
    uris = [one.get("URI") or "" for one in found]
    if len(found) > MAX_REFERENCES or len(set(uris)) != len(uris):
        raise ValueError("no honest signature names a file twice")
    for one, uri in zip(found, uris, strict=True):
        if not uri or uri.startswith("#"):
            continue
        address, _, fragment = uri.partition("#")
        yield _Reference(
            uri=uri,
            name=_name(address, read),
            fragment=fragment,
            has_transforms=one.find("ds:Transforms/ds:Transform", _NAMES) is not None,
            digest=(
                one.find("ds:DigestMethod", _NAMES).get("Algorithm"),
                base64.b64decode(one.findtext("ds:DigestValue", "", _NAMES)),
            ),
        )


def _name(address: str, read: Read) -> str:
    """Return the name of the file that an address means: as written if there is one, else with its %20 undone."""
    return address if read(address) is not None else unquote(address).removeprefix("/")


def _resolved(reference: _Reference, read: Read) -> Any:
    """Return what signxml is to digest: bytes, or an element where a part or a canonical form is meant."""
    content = read(reference.name)
    if content is None or not (reference.fragment or reference.has_transforms):
        return content
    tree = xml_reading.parse(content)
    if not reference.fragment:
        return tree
    part = xml_reading.by_id(tree, reference.fragment)
    return None if part is None else xml_reading.parse(etree.tostring(part, with_tail=False))


def _differs(reference: _Reference, read: Read) -> bool:
    """Whether a file that is signed as it is has other bytes now, or is gone."""
    content = read(reference.name)
    if content is None:
        return True
    method, digest = reference.digest
    if reference.fragment or reference.has_transforms or method not in _HASHES:
        return False
    return hashlib.new(_HASHES[method], content, usedforsecurity=False).digest() != digest


def _certificate(signature: etree._Element) -> x509.Certificate:
    """Return the signer's certificate: the one whose digest the signed properties name, else the first."""
    texts = signature.findall("ds:KeyInfo/ds:X509Data/ds:X509Certificate", _NAMES)[:10]
    found = [x509.load_der_x509_certificate(base64.b64decode(one.text)) for one in texts]
    properties = "ds:Object/xades:QualifyingProperties/xades:SignedProperties/xades:SignedSignatureProperties"
    for place in ("SigningCertificate", "SigningCertificateV2"):
        named = signature.find(f"{properties}/xades:{place}/xades:Cert/xades:CertDigest", _NAMES)
        if named is None:
            continue
        method = _HASHES.get(named.find("ds:DigestMethod", _NAMES).get("Algorithm"), "")
        digest = base64.b64decode(named.findtext("ds:DigestValue", "", _NAMES))
        for one, text in zip(found, texts, strict=True):
            der = base64.b64decode(text.text)
            if method and hashlib.new(method, der, usedforsecurity=False).digest() == digest:
                return one
    return found[0]


def _time(element: etree._Element) -> datetime | None:
    """Return the claimed time of signing (xsd:dateTime with its zone), None where there is none to be understood."""
    text = element.findtext(".//xades:SigningTime", "", _NAMES).strip()
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else None


def _stamped(signature: etree._Element) -> datetime | None:
    """Return the earliest good time stamp over the signature value (EN 319 132-1, 5.3)."""
    value = signature.find("ds:SignatureValue", _NAMES)
    stamps = signature.iterfind(".//xades:SignatureTimeStamp", _NAMES)
    times = [_stamp_time(stamp, value) for stamp in stamps]
    return min((time for time in times if time is not None), default=None)


def _stamp_time(stamp: etree._Element, value: etree._Element) -> datetime | None:
    method = stamp.find("ds:CanonicalizationMethod", _NAMES)
    try:
        signed = xml_reading.canonical(value, method.get("Algorithm") if method is not None else "")
        token = base64.b64decode(stamp.findtext("xades:EncapsulatedTimeStamp", "", _NAMES))
        return stamped_time(parse_token(token), signed)
    except Exception:  # noqa: BLE001  # a time stamp that cannot be read is none
        return None
