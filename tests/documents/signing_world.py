"""Signers, certificates and signed files made up for the tests; nobody and no issuer here exists."""

import asyncio
import base64
import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from lxml import etree
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime(2026, 8, 20, 9, tzinfo=UTC)
YEAR = timedelta(days=365)
DS, XADES = "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#"
ASIC, ODF = "http://uri.etsi.org/02918/v1.2.1#", "urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0"
C14N, SHA256 = "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2001/04/xmlenc#sha256"
ASICE, ADOC = "application/vnd.etsi.asic-e+zip", "application/vnd.lt.archyvai.adoc-2008"


class Person(NamedTuple):
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self):
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def key_der(self):
        plain = serialization.NoEncryption()
        return self.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)


def person(
    given="Žydrė",
    surname="Čepaitė",
    code="PNOLT-48901010123",
    *,
    issuer=None,
    key=None,
    start=NOW - YEAR,
    end=NOW + YEAR,
    signs=True,
    purposes=(),
    organisation="",
):
    """A person's certificate as national cards have them; without an issuer it is signed by itself."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    attributes = [
        (NameOID.COUNTRY_NAME, "LT"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.COMMON_NAME, f"{surname.upper()},{given.upper()},{code[-11:]}"),
        (NameOID.SURNAME, surname),
        (NameOID.GIVEN_NAME, given),
        (NameOID.SERIAL_NUMBER, code),
    ]
    name = x509.Name([x509.NameAttribute(oid, value) for oid, value in attributes if value])
    usage = dict.fromkeys(
        ("digital_signature", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
        False,
    )
    usage |= {"content_commitment": signs, "key_encipherment": not signs, "encipher_only": False}
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.certificate.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.KeyUsage(**usage, decipher_only=False), critical=True)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return Person(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


@cache
def authority():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bandomoji tarnyba")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - 10 * YEAR)
        .not_valid_after(NOW + 10 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Person(certificate, key)


@cache
def employee():
    return person(issuer=authority())


@cache
def head():
    return person("Proov", "Proovimets", "PNOEE-37001010234", issuer=authority(), organisation="Näidiskool")


@cache
def stamper():
    key = rsa.generate_private_key(65537, 2048)
    made = person("Laiko", "Tarnyba", "", key=key, issuer=authority(), purposes=[ExtendedKeyUsageOID.TIME_STAMPING])
    return timestamps.DummyTimeStamper(
        asn1_x509.Certificate.load(made.der),
        asn1_keys.PrivateKeyInfo.load(made.key_der),
        fixed_dt=NOW + timedelta(minutes=1),
    )


# ── PDF ──────────────────────────────────────────────────────────────────────


def pdf_signer(who):
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(who.der),
        signing_key=asn1_keys.PrivateKeyInfo.load(who.key_der),
        cert_registry=SimpleCertificateStore(),
    )


def sign_outside(pdf, who, *, field="Signature1", at=NOW, digest="sha256", timestamper=None):
    """Sign as a program elsewhere does: in a field of its own unless one is named that is there."""
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm=digest, subfilter=fields.SigSeedSubFilter.PADES
    )
    signer = signers.PdfSigner(metadata, signer=pdf_signer(who), timestamper=timestamper)
    starting = signer.init_signing_session

    def at_that_time(*args, **more):
        session = starting(*args, **more)
        session.system_time = at
        return session

    signer.init_signing_session = at_that_time
    return signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()


def rotate_page(pdf):
    """Add a revision in which the first page is turned round."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    first = writer.root["/Pages"]["/Kids"].raw_get(0)
    first.get_object()["/Rotate"] = NumberObject(180)
    writer.mark_update(first.reference)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# ── containers ───────────────────────────────────────────────────────────────


def b64(value):
    return base64.b64encode(value).decode()


def sha(value):
    return b64(hashlib.sha256(value).digest())


def c14n(element, method=C14N):
    """Canonical form, with inherited namespaces written out first (an inclusive form keeps them all)."""
    alone = etree.fromstring(etree.tostring(element, with_tail=False))
    return etree.tostring(alone, method="c14n", exclusive=method == C14N)


def child(parent, name, text=None, namespace=DS, **attributes):
    made = etree.SubElement(parent, f"{{{namespace}}}{name}", **attributes)
    made.text = text
    return made


def digest(parent, value):
    child(parent, "DigestMethod", Algorithm=SHA256)
    child(parent, "DigestValue", value)


def xades(*signings, root=f"{{{ASIC}}}XAdESSignatures"):
    """One signature file. A signing is a dict: who, files {name: bytes}, and what _sign takes more."""
    tree = etree.Element(root, nsmap={"asic": ASIC, "ds": DS, "xades": XADES, "odf": ODF})
    for place, signing in enumerate(signings):
        _sign(tree, **{"sid": f"S{place}", **signing})
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def _sign(tree, *, who, files, sid, at=NOW, parts=(), policy="", stamped=False, method=C14N, named_as="V2"):
    """``parts`` are (address, element), ``method`` is the canonical form, ``named_as`` "" is SigningCertificate."""
    signature = child(tree, "Signature", Id=sid)
    info = child(signature, "SignedInfo")
    child(info, "CanonicalizationMethod", Algorithm=method)
    kind = "rsa" if isinstance(who.key, rsa.RSAPrivateKey) else "ecdsa"
    child(info, "SignatureMethod", Algorithm=f"http://www.w3.org/2001/04/xmldsig-more#{kind}-sha256")
    value = child(signature, "SignatureValue", Id=f"{sid}-V")
    child(child(child(signature, "KeyInfo"), "X509Data"), "X509Certificate", b64(who.der))
    properties = child(
        child(child(signature, "Object"), "QualifyingProperties", namespace=XADES, Target=f"#{sid}"),
        "SignedProperties",
        namespace=XADES,
        Id=f"{sid}-P",
    )
    signed = child(properties, "SignedSignatureProperties", namespace=XADES)
    child(signed, "SigningTime", at.strftime("%Y-%m-%dT%H:%M:%SZ"), XADES)
    named = child(child(signed, f"SigningCertificate{named_as}", namespace=XADES), "Cert", namespace=XADES)
    digest(child(named, "CertDigest", namespace=XADES), sha(who.der))
    if not named_as:
        serial = child(named, "IssuerSerial", namespace=XADES)
        child(serial, "X509IssuerName", who.certificate.issuer.rfc4514_string())
        child(serial, "X509SerialNumber", str(who.certificate.serial_number))
    if policy:
        chosen = child(child(signed, "SignaturePolicyIdentifier", namespace=XADES), "SignaturePolicyId", None, XADES)
        child(child(chosen, "SigPolicyId", namespace=XADES), "Identifier", policy, XADES)
        digest(child(chosen, "SigPolicyHash", namespace=XADES), sha(b"policy"))
    for name, content in files.items():
        digest(child(info, "Reference", URI=name), sha(content))
    for uri, element in parts:
        reference = child(info, "Reference", URI=uri)
        child(child(reference, "Transforms"), "Transform", Algorithm=C14N)
        digest(reference, sha(c14n(element)))
    own = child(info, "Reference", Type="http://uri.etsi.org/01903#SignedProperties", URI=f"#{sid}-P")
    child(child(own, "Transforms"), "Transform", Algorithm=method)
    digest(own, sha(c14n(properties, method)))
    value.text = b64(_value(who.key, c14n(info, method)))
    if stamped:
        unsigned = child(properties.getparent(), "UnsignedProperties", namespace=XADES)
        stamp = child(child(unsigned, "UnsignedSignatureProperties", None, XADES), "SignatureTimeStamp", None, XADES)
        child(stamp, "CanonicalizationMethod", Algorithm=C14N)
        token = asyncio.run(stamper().async_timestamp(hashlib.sha256(c14n(value)).digest(), "sha256"))
        child(stamp, "EncapsulatedTimeStamp", b64(token.dump()), XADES)


def _value(key, signed):
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    size = (key.key_size + 7) // 8
    numbers = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return b"".join(number.to_bytes(size, "big") for number in numbers)


def manifest(names, media_type=ASICE):
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="application/pdf"/>' for name in names)
    return (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{media_type}"/>{entries}</m:manifest>'
    ).encode()


def container(files, signatures, *, media_type=ASICE, listed=None, around=None):
    """A ZIP: ``files`` by name, ``signatures`` by name or as a list, ``around`` further entries."""
    if not isinstance(signatures, dict):
        signatures = {f"META-INF/signatures{place}.xml": one for place, one in enumerate(signatures)}
    names = files if listed is None else listed
    inside = {**files, "META-INF/manifest.xml": manifest(names, media_type), **signatures, **(around or {})}
    return zipped({"mimetype": media_type.encode(), **inside})


def zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return out.getvalue()
