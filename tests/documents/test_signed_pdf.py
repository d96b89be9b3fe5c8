"""PDFs signed elsewhere: what is found in them, and what is not believed."""

import asyncio
import hashlib
import io
import time
from datetime import timedelta

import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef
from pyhanko.sign import signers
from pypdf import PdfWriter

from documents.role_page import role_page_pdf
from documents.signatures.diff_policy import TaggedFieldRule
from documents.signatures.payload import pack
from documents.signatures.pdf_files import QuickReader
from documents.signatures.reader import read, verify
from documents.signatures.records import Remark, Signer, Unreadable
from documents.signatures.verifying import MAX_FILE, SignatureFileError, verify_file

from . import samples
from .signing_world import (
    NOW,
    YEAR,
    authority,
    employee,
    head,
    pdf_signer,
    person,
    rotate_page,
    sign_outside,
    stamper,
)


@pytest.fixture(scope="module")
def pdf():
    """A document with two empty fields, sig_employer and sig_employee."""
    return role_page_pdf(samples.estonian(pairs=2), created=NOW, signature_fields=True)


@pytest.fixture(scope="module")
def bare():
    """A document without any field."""
    return role_page_pdf(samples.estonian(pairs=2), created=NOW)


@pytest.fixture(scope="module")
def signed(pdf):
    return sign_outside(pdf, employee(), field="sig_employee")


@pytest.fixture(scope="module")
def twice(signed):
    return sign_outside(signed, head(), field="sig_employer", at=NOW + timedelta(hours=1))


def short(found):
    return [(one.signer.name, one.intact, one.problem, one.changes, one.covers_document) for one in found.signatures]


def codes(found):
    return [remark.code for remark in found.warnings]


def test_everything_that_a_signature_says(pdf, signed):
    found = verify_file(signed, against=pdf, now=NOW)
    assert (found.container, found.covers_document, found.files, found.warnings) == ("pdf", True, (), ())
    (one,) = found.signatures
    assert (one.place, one.intact, one.problem, one.changes) == ("sig_employee", True, "", "none")
    assert one.signer == Signer("Žydrė Čepaitė", "Žydrė", "Čepaitė", "", "PNOLT-4*********3")
    assert (one.time, one.stamped, one.trust, one.trust_notes) == (NOW, None, "unknown_issuer", ("unknown_issuer",))
    assert one.certificate.subject == (
        "serialNumber=PNOLT-4*********3,GN=Žydrė,SN=Čepaitė,CN=ČEPAITĖ\\,ŽYDRĖ\\,4*********3,C=LT"
    )
    assert one.certificate.issuer == "CN=Bandomoji tarnyba"
    assert one.certificate.serial == f"{employee().certificate.serial_number:x}"
    assert (one.certificate.not_before, one.certificate.not_after) == (NOW - YEAR, NOW + YEAR)
    assert one.certificate.sha256 == hashlib.sha256(employee().der).hexdigest()


def test_signers_are_reported_in_the_order_in_which_they_signed(pdf, twice):
    found = verify(twice, pdf)
    assert short(found) == [
        ("Žydrė Čepaitė", True, "", "fields", True),
        ("Proov Proovimets", True, "", "none", True),
    ]
    assert [one.time for one in found.signatures] == [NOW, NOW + timedelta(hours=1)]
    assert [one.signer.organisation for one in found.signatures] == ["", "Näidiskool"]
    assert (found.covers_document, codes(found)) == (True, [])


def test_signatures_in_fields_that_the_signing_program_makes_itself(bare, pdf):
    for document in (bare, pdf):
        once = sign_outside(document, employee())
        again = sign_outside(once, head(), field="Signature2")
        found = verify(again, document)
        assert [one[1:] for one in short(found)] == [(True, "", "fields", True), (True, "", "none", True)]
        assert (found.covers_document, codes(found)) == (True, [])


def test_structure_tree_may_lead_to_empty_fields_only(pdf, twice):
    reader = PdfFileReader(io.BytesIO(twice))
    names = []
    for revision in range(3):
        old = reader.get_historical_resolver(revision)
        old._load_reverse_xref_cache()
        cleared = TaggedFieldRule().apply(old, old)
        names.append({str(old(update.updated_ref)["/T"]) for update in cleared})
    assert names == [{"sig_employer", "sig_employee"}, {"sig_employer"}, set()]


def test_other_document(pdf, signed, bare):
    found = verify(signed, bare)
    assert [(one.intact, one.covers_document) for one in found.signatures] == [(True, False)]
    assert (found.covers_document, codes(found)) == (False, ["other_document"])
    assert codes(verify(pdf, bare)) == ["no_signatures", "other_document"]


def test_unsigned_document_is_covered_by_nothing(pdf):
    found = verify(pdf, pdf)
    assert (found.container, found.covers_document, found.signatures) == ("pdf", False, ())
    assert codes(found) == ["no_signatures"]


def test_document_signed_already_needs_another_signature(signed, twice):
    assert verify(signed, signed).covers_document is False
    found = verify(twice, signed)
    assert [one.covers_document for one in found.signatures] == [False, True]
    assert found.covers_document is True


def test_page_rotated_after_signing(pdf, twice):
    found = verify(rotate_page(twice), pdf)
    assert [one[1:] for one in short(found)] == [(False, "changed", "other", False)] * 2
    assert found.covers_document is False
    assert codes(found) == ["document_changed", "added_after"]


def test_page_rotated_between_two_signatures(pdf, signed):
    found = verify(sign_outside(rotate_page(signed), head(), field="sig_employer"), pdf)
    assert short(found) == [
        ("Žydrė Čepaitė", False, "changed", "other", False),
        ("Proov Proovimets", True, "", "none", False),
    ]
    assert (found.covers_document, codes(found)) == (False, ["document_changed"])


def test_page_rotated_before_signing(pdf):
    found = verify(sign_outside(rotate_page(pdf), employee(), field="sig_employee"), pdf)
    assert short(found) == [("Žydrė Čepaitė", True, "", "none", False)]
    assert (found.covers_document, codes(found)) == (False, ["document_changed"])


def test_one_byte_changed(pdf, signed):
    place = signed.index(b"/Producer") + 12
    other = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert short(verify(other, pdf)) == [("Žydrė Čepaitė", False, "changed", "other", False)]
    assert verify(other, pdf).covers_document is False


def test_bytes_behind_the_last_signature(pdf, signed):
    found = verify(signed + b"\n% anything\n", pdf)
    assert codes(found) == ["added_after"]


def contents(pdf):
    """The signature container of the last signature written."""
    der = bytes.fromhex(pdf[pdf.rindex(b"/Contents <") :].split(b"<", 1)[1].split(b">", 1)[0].decode())
    return der[: int.from_bytes(der[2:4], "big") + 4]


def with_contents(pdf, der):
    """The same file with another signature container in the same room."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    end = pdf.index(b">", start)
    return pdf[:start] + der.hex().upper().encode().ljust(end - start, b"0") + pdf[end:]


def spoil_value(pdf):
    """Change a byte of the signature value; nothing that is signed changes by it."""
    der = contents(pdf)
    value = cms.ContentInfo.load(der)["content"]["signer_infos"][0]["signature"].native
    return with_contents(pdf, der.replace(value, value[:-1] + bytes([value[-1] ^ 1])))


def test_signature_value_of_somebody_else(pdf, signed):
    found = verify(spoil_value(signed), pdf)
    assert [(one.intact, one.problem, one.covers_document) for one in found.signatures] == [(False, "broken", False)]
    assert found.covers_document is False


def test_certificate_exchanged(pdf, signed):
    """Another certificate for the same key names another person; the signed attributes hold the digest of the first."""
    forged = asn1_x509.Certificate.load(person("Kita", "Kitaitė", key=employee().key, issuer=authority()).der)
    content = cms.ContentInfo.load(contents(signed))
    data = content["content"]
    data["certificates"] = [forged]
    data["signer_infos"][0]["sid"] = cms.SignerIdentifier(
        {"issuer_and_serial_number": {"issuer": forged.issuer, "serial_number": forged.serial_number}}
    )
    found = verify(with_contents(signed, content.dump(force=True)), pdf)
    assert [(one.intact, one.problem) for one in found.signatures] == [(False, "unreadable")]


def test_signature_over_a_part_of_the_file(pdf, signed):
    """Signed anew, by its rightful owner, over a range that leaves the last twenty bytes out."""
    head_of, _, rest = signed.partition(b"/ByteRange [")
    numbers, _, tail = rest.partition(b"]")
    one, two, three, four = (int(number) for number in numbers.split())
    shorter = f"{one} {two} {three} {four - 20}".encode().ljust(len(numbers))
    made = head_of + b"/ByteRange [" + shorter + b"]" + tail
    digest = hashlib.sha256(made[one : one + two] + made[three : three + four - 20]).digest()
    content = asyncio.run(pdf_signer(employee()).async_sign(digest, "sha256", use_pades=True))
    found = verify(with_contents(made, content.dump()), pdf)
    assert short(found) == [("Žydrė Čepaitė", False, "part", "other", False)]
    assert found.covers_document is False


@pytest.mark.parametrize(
    ("make", "at", "notes"),
    [
        ({"end": NOW - timedelta(days=1)}, NOW, ("expired_at_signing", "unknown_issuer")),
        ({"start": NOW + timedelta(days=1)}, NOW, ("not_yet_valid", "unknown_issuer")),
        ({"signs": False}, NOW, ("not_for_signing", "unknown_issuer")),
        ({"purposes": [ExtendedKeyUsageOID.SERVER_AUTH]}, NOW, ("not_for_signing", "unknown_issuer")),
        ({"purposes": [ExtendedKeyUsageOID.EMAIL_PROTECTION]}, NOW, ("unknown_issuer",)),
    ],
)
def test_certificate_that_was_not_good_then(bare, make, at, notes):
    (one,) = verify(sign_outside(bare, person(issuer=authority(), **make), at=at), bare).signatures
    assert (one.trust_notes, one.trust, one.intact) == (notes, notes[0], True)


def test_certificate_signed_by_itself(bare):
    found = verify_file(sign_outside(bare, person()), against=bare)
    assert found.signatures[0].trust_notes == ("self_signed",)
    assert found.warnings == (Remark("self_signed", {"signer": "Žydrė Čepaitė"}),)


def test_certificate_that_only_says_it_issued_itself(bare):
    """Its issuer has its own name but another key."""
    namesake = person()
    (one,) = verify(sign_outside(bare, person(issuer=namesake)), bare).signatures
    assert one.trust_notes == ("unknown_issuer",)


@pytest.mark.slow
def test_certificate_that_has_run_out_since(bare):
    later = NOW + 2 * YEAR
    signed = sign_outside(bare, employee())
    assert codes(verify_file(signed, against=bare, now=NOW)) == []
    assert codes(verify_file(signed, against=bare, now=later)) == ["expired_since"]
    stamped = sign_outside(bare, employee(), timestamper=stamper())
    assert codes(verify_file(stamped, against=bare, now=later)) == []
    assert codes(verify_file(signed, against=bare, now=NOW - timedelta(minutes=1))) == ["time_ahead"]


def test_time_stamp_is_told_from_the_claimed_time(bare):
    stamped = sign_outside(bare, employee(), timestamper=stamper())
    (one,) = verify(stamped, bare).signatures
    assert (one.claimed, one.stamped, one.time) == (NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=1))


def test_time_stamp_of_another_signature_is_none(bare):
    """A token that fits other bytes: one bit of the signature in front of it was changed."""
    stamped = sign_outside(bare, employee(), timestamper=stamper())
    (one,) = verify(spoil_value(stamped), bare).signatures
    assert (one.stamped, one.claimed, one.intact) == (None, NOW, False)


def test_time_stamp_over_the_document(bare):
    signed = sign_outside(bare, employee())
    stamped = signers.PdfTimeStamper(stamper()).timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(signed)), "sha256", validation_context=None
    )
    found = verify(stamped.getvalue(), bare)
    assert [(one.stamped, one.intact) for one in found.signatures] == [(NOW + timedelta(minutes=1), True)]
    assert (found.covers_document, codes(found)) == (True, [])


def test_outdated_algorithm_proves_nothing(bare):
    found = verify_file(sign_outside(bare, employee(), digest="sha1"), against=bare)
    assert [(one.intact, one.problem) for one in found.signatures] == [(False, "weak")]
    assert (found.covers_document, codes(found)) == (False, ["signature_weak"])


def test_broken_signature_does_not_hide_the_other(pdf, twice):
    """The first one's container is overwritten; the second one signed it as it was, so it is broken as well."""
    info = twice[twice.index(b"/Contents <") :].split(b"<", 1)[1][:200]
    found = verify(twice.replace(info, b"f" * 200), pdf)
    assert [(one.place, one.intact, one.problem) for one in found.signatures] == [
        ("sig_employer", False, "changed"),
        ("sig_employee", False, "unreadable"),
    ]


@pytest.mark.slow
def test_long_document_is_checked_as_soon_as_a_short_one():
    """With pyHanko's own reading the time grew by the square: 23 seconds for this text."""
    long = role_page_pdf(samples.estonian(pairs=150), created=NOW, signature_fields=True)
    twice = sign_outside(sign_outside(long, employee(), field="sig_employee"), head(), field="sig_employer")
    start = time.process_time()
    assert read(pack(twice, long))["found"]["covers_document"] is True
    assert time.process_time() - start < 8
    assert {type(one.place) for one in verify(twice, long).signatures} == {str}  # the library's own holds the file


def test_object_is_read_from_its_own_place_only(pdf):
    reader = QuickReader(pdf)
    inside = next(number for number in range(1, 900) if isinstance(in_stream(reader, number), ObjStreamRef))
    place = in_stream(reader, inside)
    numbers = (inside, place.obj_stream_id, place.ix_in_stream)
    assert reader._get_object_from_stream(*numbers) == generic.Reference(inside, 0, reader).get_object()
    for idnum, stream, index in (
        (inside, place.obj_stream_id, place.ix_in_stream + 1),
        (inside + 1, place.obj_stream_id, place.ix_in_stream),
        (inside, place.obj_stream_id, 10**6),
        (inside, place.obj_stream_id, -1),
        (inside, reader.root_ref.idnum, 0),
    ):
        with pytest.raises(PdfStrictReadError):
            reader._get_object_from_stream(idnum, stream, index)


def in_stream(reader, number):
    """Where the cross-reference table says that an object is."""
    return reader.xrefs[generic.Reference(number, 0, reader)]


def test_encrypted_pdf_is_refused(pdf):
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt("slaptas", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(SignatureFileError) as caught:
        verify_file(out.getvalue(), against=pdf)
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\nstartxref\n9\n%%EOF"])
def test_ruin_of_a_pdf_is_refused(data):
    with pytest.raises(SignatureFileError) as caught:
        verify_file(data)
    assert caught.value.code == "broken"


def test_too_long_a_file_is_refused_unread():
    for arguments in ({"data": bytes(MAX_FILE + 1)}, {"data": b"x", "against": bytes(MAX_FILE + 1)}):
        with pytest.raises(SignatureFileError) as caught:
            verify_file(**arguments)
        assert caught.value.code == "too_big"


def test_other_files_are_no_signed_files():
    found = verify_file(b"Labas", against=b"Labas")
    assert (found.container, found.covers_document, found.signatures) == ("none", False, ())
    assert found.warnings == (Remark("not_a_container"),)
    with pytest.raises(SignatureFileError) as caught:
        verify_file(b"")
    assert caught.value.code == "empty"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_garbage_never_raises_anything_else(signed, pdf, data):
    """Pieces cut out or overwritten: an answer or a refusal, and no other bytes are ever taken for the document."""
    start = data.draw(st.integers(0, len(signed) - 1))
    end = data.draw(st.integers(start, min(len(signed), start + 400)))
    piece = data.draw(st.binary(max_size=40))
    spoiled = signed[:start] + piece + signed[end:]
    try:
        found = verify(spoiled, pdf)
    except Unreadable:
        return
    if spoiled != signed and found.covers_document:
        # Only the unused end of the room for the signature, or what follows the file, is free to change.
        assert spoiled.startswith(pdf)
        assert [one.intact for one in found.signatures] == [True]
        assert len(spoiled) >= len(signed)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_answered(noise):
    for payload in (noise, b"%PDF-1.7\n" + noise, b"PK\x03\x04" + noise):
        answer = read(b"[%d, null]\n" % len(payload) + payload)
        assert set(answer) in ({"found"}, {"unreadable"})
