"""The limited process that signs a PDF of ours with pyHanko; no Django. Started under SIGNER."""

import asyncio
import base64
import json
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.limits_child import answer_with
from documents.signatures.payload import unpack

_WIDE: Final = 4.5  # width to height from which the stamp's second page fits better


class _Refused(Exception):
    """It is not signed; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _StableWriter(IncrementalPdfFileWriter):
    """Leaves the metadata alone: written anew they lose what PDF/A asks to be declared."""

    def _update_meta(self) -> None:
        return


class _TimedSigner(PdfSigner):
    """Signs with the time it is given, not the computer's."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:  # noqa: FBT001, FBT002  # as pyHanko has it
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at
        return session


class _Nothing:
    """Stands for the files and sockets that a loop would watch."""

    def select(self, timeout: float | None) -> list[Any]:
        """Nothing ever happens on none of them."""
        return []


class _Loop(asyncio.BaseEventLoop):
    """Runs tasks that wait for each other only: asyncio's own loops open a socket, which this process may not."""

    _selector = _Nothing()

    def _process_events(self, event_list: list[Any]) -> None:
        return

    def _write_to_self(self) -> None:
        return


class _Page(PdfContent):
    """A page of a PDF in memory, drawn as a form."""

    def __init__(self, pdf: bytes, number: int) -> None:
        super().__init__()
        self._pdf, self._number = pdf, number

    def render(self) -> bytes:
        """Return the drawing operator, its form among the resources."""
        form = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)), page_ix=self._number)
        self.resources.xobject["/Stamp"] = form
        left, bottom, right, top = form.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Stamp Do"


def read(payload: bytes) -> dict[str, Any]:
    """Return {"added": what follows the PDF's bytes, in Base64} or {"refused": code}."""
    words, pdf, stamp, certificate, key = (part or b"" for part in unpack(payload))
    try:
        signed = _sign(json.loads(words), pdf, stamp, certificate, key)
    except _Refused as refused:
        return {"refused": refused.code}
    if not signed.startswith(pdf):
        return {"refused": "failed"}
    return {"added": base64.b64encode(signed[len(pdf) :]).decode()}


def _sign(words: dict[str, str], pdf: bytes, stamp: bytes, certificate: bytes, key: bytes) -> bytes:
    if load_der_private_key(key, None).public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    ) != load_der_x509_certificate(certificate).public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    ):
        raise _Refused("no_certificate")
    writer = _StableWriter(BytesIO(pdf))
    field = _empty_field(writer, words["field"])
    metadata = PdfSignatureMetadata(
        field_name=words["field"],
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=words["name"] or None,
        reason=words["reason"] or None,
        location=words["place"] or None,
    )
    signer = _TimedSigner(
        metadata,
        signer=SimpleSigner(
            signing_cert=x509.Certificate.load(certificate),
            signing_key=keys.PrivateKeyInfo.load(key),
            cert_registry=SimpleCertificateStore(),
        ),
        stamp_style=_style(stamp, field),
    )
    signer.at = datetime.fromisoformat(words["at"])
    signed = BytesIO()
    loop = _Loop()
    try:
        loop.run_until_complete(signer.async_sign_pdf(writer, existing_fields_only=True, output=signed))
    finally:
        loop.close()
    return signed.getvalue()


def _empty_field(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    for known, value, field in enumerate_sig_fields(writer):
        if known == name:
            if value is not None:
                raise _Refused("already_signed")
            return field.get_object()
    raise _Refused("no_field")


def _style(stamp: bytes, field: generic.DictionaryObject) -> StaticStampStyle:
    left, bottom, right, top = (float(value) for value in field["/Rect"])
    is_wide = abs(right - left) > _WIDE * abs(top - bottom)
    rule = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins(0, 0, 0, 0),
        inner_content_scaling=layout.InnerScaling.SHRINK_TO_FIT,
    )
    return StaticStampStyle(background=_Page(stamp, int(is_wide)), border_width=0, background_layout=rule)


if __name__ == "__main__":
    answer_with(read)
