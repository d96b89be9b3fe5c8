"""PDFs signed in Kord: archival, accessible, valid for an independent reader, and ours alone to extend."""

import io
import json
import subprocess
from datetime import timedelta

import page
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pypdf import PdfReader

from documents.role_page import role_page_pdf
from documents.signatures.reader import verify
from documents.signatures.school_certificates import make_school_certificate
from documents.signatures.sealing import SealingError, Stamp, render_stamp, sign_pdf

from . import samples
from .signing_world import NOW, employee, rotate_page

pytestmark = pytest.mark.slow
LATER = NOW + timedelta(hours=1)
SCHOOL = "Ąžuolyno bandomoji mokykla"
ARCHIVAL, ACCESSIBLE = page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1
# The validator wants every signature to cover the whole file, which the first of two cannot (ISO 32000-2, 12.8.1).
FIRST_OF_TWO = ["PDFA2A-SIGNATURE-BYTERANGE-001"]


@pytest.fixture(scope="module")
def school():
    return make_school_certificate(name=SCHOOL, country="lt", now=NOW - timedelta(days=1))


def sign(pdf, school, field, at=NOW, **more):
    words = {"signer_name": "Žydrė Čepaitė", "reason": "Susipažinau", "place": "Ąžuolynas"}
    stamp = Stamp("lt", ("Žydrė Čepaitė", "Susipažinau ir sutinku", "2026-08-20 12:00", SCHOOL))
    arguments = {"certificate": school.certificate, "key": school.key, "stamp": stamp, **words, **more}
    return sign_pdf(pdf, field=field, at=at, **arguments)


def failed_rules(data, profile):
    return sorted({failure.rule_id for failure in page.validate_pdf_bytes(data, profile=profile).failures})


def pdfsig(data, tmp_path):
    """What poppler's own check says: a list of (field, whole file, signature) and nothing of ours."""
    (tmp_path / "a.pdf").write_bytes(data)
    run = subprocess.run(["pdfsig", "-nocert", tmp_path / "a.pdf"], capture_output=True, text=True, check=True)
    found = []
    for part in run.stdout.split("Signature #")[1:]:
        lines = [line.strip(" -") for line in part.splitlines()]
        if "The signature form field is not signed." in lines:
            continue
        field = next(line.rpartition(": ")[2] for line in lines if line.startswith("Signature Field Name"))
        valid = next(line.rpartition(": ")[2] for line in lines if line.startswith("Signature Validation"))
        found.append((field, "Total document signed" in lines, valid))
    return found


@pytest.mark.parametrize("form", ["estonian", "finnish"])
def test_two_signatures_one_after_another(school, form, tmp_path):
    pdf = role_page_pdf(getattr(samples, form)(), created=NOW, signature_fields=True)
    once = sign(pdf, school, "sig_employer")
    twice = sign(once, school, "sig_employee", at=LATER)
    assert once.startswith(pdf)
    assert twice.startswith(once)
    valid = "Signature is Valid."
    assert pdfsig(once, tmp_path) == [("sig_employer", True, valid)]
    assert pdfsig(twice, tmp_path) == [("sig_employer", False, valid), ("sig_employee", True, valid)]
    found = verify(twice, pdf)
    assert [(one.place, one.intact, one.changes, one.covers_document, one.time) for one in found.signatures] == [
        ("sig_employer", True, "fields", True, NOW),
        ("sig_employee", True, "none", True, LATER),
    ]
    assert (found.covers_document, found.warnings) == (True, ())
    assert {one.certificate.subject for one in found.signatures} == {f"CN={SCHOOL},O={SCHOOL},C=LT"}
    assert {one.trust_notes for one in found.signatures} == {("self_signed",)}
    assert [failed_rules(once, profile) for profile in (ARCHIVAL, ACCESSIBLE)] == [[], []]
    assert [failed_rules(twice, profile) for profile in (ARCHIVAL, ACCESSIBLE)] == [FIRST_OF_TWO, []]


def test_page_turned_after_signing_is_seen_where_another_reader_sees_nothing(school, tmp_path):
    pdf = role_page_pdf(samples.lithuanian(), created=NOW, signature_fields=True)
    turned = rotate_page(sign(pdf, school, "sig_employee"))
    assert pdfsig(turned, tmp_path) == [("sig_employee", False, "Signature is Valid.")]
    found = verify(turned, pdf)
    assert [(one.intact, one.problem, one.covers_document) for one in found.signatures] == [(False, "changed", False)]


def test_words_stand_in_the_signature_and_the_stamp(school, tmp_path):
    pdf = role_page_pdf(samples.lithuanian(), created=NOW, signature_fields=True)
    signed = sign(pdf, school, "sig_employee")
    field = PdfReader(io.BytesIO(signed)).get_fields()["sig_employee"]["/V"]
    assert (field["/Name"], field["/Reason"], field["/Location"]) == ("Žydrė Čepaitė", "Susipažinau", "Ąžuolynas")
    assert (field["/SubFilter"], field["/M"]) == ("/ETSI.CAdES.detached", "D:20260820090000Z")
    widgets = [note.get_object() for one in PdfReader(io.BytesIO(signed)).pages for note in one.get("/Annots", ())]
    (appearance,) = [note["/AP"]["/N"] for note in widgets if note.get("/T") == "sig_employee"]
    drawn = appearance["/Resources"]["/XObject"]["/Stamp"]
    fonts = [font.get_object()["/BaseFont"] for font in drawn["/Resources"]["/Font"].values()]
    assert sorted(name.partition("+")[2].replace("-", " ") for name in fonts) == [
        "Gentium Plus",
        "Gentium Plus Bold",
    ]
    pictures = []
    for name, content in (("empty", pdf), ("signed", signed)):
        (tmp_path / f"{name}.pdf").write_bytes(content)
        command = ["pdftoppm", "-r", "60", "-gray", tmp_path / f"{name}.pdf", tmp_path / name]
        subprocess.run(command, check=True)
        pictures.append([sum(path.read_bytes()) for path in sorted(tmp_path.glob(f"{name}-*.pgm"))])
    assert pictures[0][:-1] == pictures[1][:-1]
    assert pictures[0][-1] > pictures[1][-1]  # darker where the stamp is, on the last page


def test_stamp_has_two_pages_whatever_stands_in_it():
    for lines in ((), ("Žydrė",), ("Nebeprisikiškiakopūsteliaudamas " * 9,) * 9, ("m" * 2000,) * 3):
        pages = PdfReader(io.BytesIO(render_stamp(Stamp("lt", lines), at=NOW))).pages
        sizes = [tuple(round(float(side) / 72 * 25.4) for side in one.mediabox[2:]) for one in pages]
        assert sizes == [(58, 19), (77, 13)], lines[:1]


def test_what_cannot_be_signed(school):
    pdf = role_page_pdf(samples.lithuanian(), created=NOW, signature_fields=True)
    other = make_school_certificate(name="Kita mokykla", country="LT", now=NOW)
    signed = sign(pdf, school, "sig_employee")
    for arguments, code, sentence in (
        ({"field": "sig_employer"}, "no_field", "The PDF has no such signature field."),
        ({"pdf": signed}, "already_signed", "The signature field is signed already."),
        ({"key": other.key}, "no_certificate", "The school's certificate and its key do not belong together."),
        ({"pdf": b"%PDF-1.7"}, "failed", "The PDF could not be signed."),
    ):
        with pytest.raises(SealingError) as caught:
            sign(**{"pdf": pdf, "school": school, "field": "sig_employee", **arguments})
        assert (caught.value.code, str(caught.value)) == (code, sentence)
    with pytest.raises(ValueError, match="aware instant"):
        sign(pdf, school, "sig_employee", at=NOW.replace(tzinfo=None))


def test_school_certificate_says_what_it_is(school):
    certificate = x509.load_der_x509_certificate(school.certificate)
    assert certificate.subject == certificate.issuer
    assert certificate.subject.rfc4514_string() == f"CN={SCHOOL},O={SCHOOL},C=LT"
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc == timedelta(days=5 * 365 + 1)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert load_der_private_key(school.key, None).public_key() == certificate.public_key()
    assert "key" not in repr(school)
    again = make_school_certificate(name="mõ" * 40, country="EE", now=NOW)
    assert again.key != school.key
    (name,) = x509.load_der_x509_certificate(again.certificate).subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    assert name.value == "mõ" * 20 + "m…"


def test_process_that_signs_is_not_this_one():
    code = (
        "import sys, documents.signatures.sealing, documents.signatures.verifying, documents.signatures.words\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('pyhanko', 'signxml', 'lxml')))"
    )
    run = subprocess.run([".venv/bin/python", "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout.replace("'", '"')) == []
    assert employee().certificate is not None
