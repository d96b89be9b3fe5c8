"""ASiC-E, BDOC and ADoc containers: what is found in them, and what is not believed."""

import hashlib
import io
import random
import stat
import zipfile
from datetime import timedelta
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from documents.signatures import container_reading, xml_reading, zip_reading
from documents.signatures.reader import verify
from documents.signatures.records import ContainedFile, Remark, Unreadable
from documents.signatures.verifying import SignatureFileError, verify_file

from .signing_world import (
    ADOC,
    ASICE,
    NOW,
    YEAR,
    authority,
    container,
    employee,
    head,
    manifest,
    person,
    xades,
    zipped,
)

PDF, OTHER = b"%PDF-1.7 the stored document", b"%PDF-1.7 another document"
FILES = {"ametijuhend.pdf": PDF}
BDOC_POLICY = "urn:oid:1.3.6.1.4.1.10015.1000.3.2.1"
LATER = NOW + timedelta(hours=1)


def one_signer(**more):
    return {"who": employee(), "files": FILES, **more}


def short(found):
    return [(one.signer.name, one.intact, one.problem, one.covers_document) for one in found.signatures]


def remarks(found):
    return [(one.code, *one.data.values()) for one in found.warnings]


def refused(data, **more):
    with pytest.raises(SignatureFileError) as caught:
        verify_file(data, **more)
    return caught.value.code


# ── what is there ────────────────────────────────────────────────────────────


def test_everything_that_a_container_says():
    found = verify_file(container(FILES, [xades(one_signer())]), against=PDF, now=NOW)
    assert (found.container, found.covers_document, found.warnings) == ("asice", True, ())
    assert found.files == (
        ContainedFile("ametijuhend.pdf", len(PDF), hashlib.sha256(PDF).hexdigest(), is_document=True, is_signed=True),
    )
    (one,) = found.signatures
    assert (one.place, one.intact, one.problem, one.covers) == (
        "META-INF/signatures0.xml",
        True,
        "",
        ("ametijuhend.pdf",),
    )
    assert (one.signer.name, one.signer.code, one.trust) == ("Žydrė Čepaitė", "PNOLT-4*********3", "unknown_issuer")
    assert (one.claimed, one.stamped) == (NOW, None)
    assert one.certificate.sha256 == hashlib.sha256(employee().der).hexdigest()


def test_signers_are_reported_by_time_whichever_file_they_stand_in():
    first, second = one_signer(), {"who": head(), "files": FILES, "at": LATER}
    expected = [("Žydrė Čepaitė", True, "", True), ("Proov Proovimets", True, "", True)]
    for signatures in ([xades(first), xades(second)], [xades(second), xades(first)], [xades(second, first)]):
        found = verify(container(FILES, signatures), PDF)
        assert (short(found), found.covers_document, remarks(found)) == (expected, True, [])


def test_second_signature_of_a_file_is_looked_at_as_well():
    """signxml looks at the first one only."""
    good, bad = one_signer(), {"who": head(), "files": {"ametijuhend.pdf": OTHER}, "at": LATER}
    found = verify(container(FILES, [xades(good, bad)]), PDF)
    assert short(found) == [("Žydrė Čepaitė", True, "", True), ("Proov Proovimets", False, "changed", False)]
    assert remarks(found) == [("file_changed", "ametijuhend.pdf")]


def test_adoc_with_metadata_signed_in_parts():
    metadata = b'<metadata xmlns="urn:x"><document ID="title"><title>Aprasas</title></document></metadata>'
    part = etree.fromstring(metadata)[0]
    signed = {"who": employee(), "files": FILES, "parts": [("metadata/signableMetadata0.xml#title", part)]}
    place = "META-INF/signatures/signatures0.xml"
    around = {"META-INF/relations.xml": b"<Relationships/>"}
    odf = "{urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0}document-signatures"
    files = {**FILES, "metadata/signableMetadata0.xml": metadata}
    made = container(files, {place: xades(signed, root=odf)}, media_type=ADOC, around=around)
    found = verify_file(made, against=PDF)
    assert (found.container, found.covers_document) == ("adoc", True)
    assert [(one.place, one.intact, one.covers) for one in found.signatures] == [(place, True, ("ametijuhend.pdf",))]
    assert [(one.name, one.role, one.is_signed) for one in found.files] == [
        ("ametijuhend.pdf", "document", True),
        ("metadata/signableMetadata0.xml", "metadata", False),
    ]
    assert remarks(found) == [("adoc",)]

    files["metadata/signableMetadata0.xml"] = metadata.replace(b"Aprasas", b"Sutartis")
    changed = container(files, {place: xades(signed, root=odf)}, media_type=ADOC, around=around)
    assert short(verify(changed, PDF)) == [("Žydrė Čepaitė", False, "changed", False)]


@pytest.mark.parametrize(
    ("media_type", "policy", "kind", "said"),
    [
        (ASICE, BDOC_POLICY, "bdoc", [("time_mark",)]),
        (ASICE, "urn:oid:1.2.3", "asice", []),
        ("application/vnd.bdoc-1.0", "", "bdoc", []),
    ],
)
def test_bdoc(media_type, policy, kind, said):
    found = verify(container(FILES, [xades(one_signer(policy=policy))], media_type=media_type), PDF)
    assert (found.container, found.covers_document, remarks(found)) == (kind, True, said)


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)])
@pytest.mark.parametrize(
    "method", ["http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"]
)
def test_keys_and_canonical_forms_that_national_programs_use(key, method):
    signed = one_signer(who=person(key=key, issuer=authority()), method=method, named_as="")
    found = verify(container(FILES, [xades(signed, {**signed, "at": LATER})]), PDF)
    assert short(found) == [("Žydrė Čepaitė", True, "", True)] * 2


def test_time_stamp_is_told_from_the_claimed_time():
    stamped = xades(one_signer(stamped=True))
    (one,) = verify(container(FILES, [stamped]), PDF).signatures
    assert (one.claimed, one.stamped, one.intact) == (NOW, NOW + timedelta(minutes=1), True)
    other = xades(one_signer(stamped=True))
    start, end = b"EncapsulatedTimeStamp>", b"</xades:EncapsulatedTimeStamp"
    foreign = stamped.replace(cut(stamped, start, end), cut(other, start, end))
    (one,) = verify(container(FILES, [foreign]), PDF).signatures
    assert (one.claimed, one.stamped, one.intact) == (NOW, None, True)


def cut(text, start, end):
    return text.split(start, 1)[1].split(end, 1)[0]


# ── which document ───────────────────────────────────────────────────────────


def test_one_foreign_file_among_many_is_named_by_its_hash():
    files = {f"{number}.pdf": b"%%PDF-1.7 document %d" % number for number in range(15)} | {"svetimas.pdf": OTHER}
    made = container(files, [xades({"who": employee(), "files": files}), xades({"who": head(), "files": files})])
    for content in list(files.values())[:15]:
        assert verify(made, content).covers_document is True
    found = verify(made, PDF)
    assert (found.covers_document, remarks(found)) == (False, [("other_document",)])
    known = {hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "svetimas.pdf"}
    assert [one.name for one in found.files if one.sha256 not in known] == ["svetimas.pdf"]


def test_other_document_inside():
    found = verify(container({"ametijuhend.pdf": OTHER}, [xades(one_signer(files={"ametijuhend.pdf": OTHER}))]), PDF)
    assert (short(found), found.covers_document) == ([("Žydrė Čepaitė", True, "", False)], False)
    assert remarks(found) == [("other_document",)]


def test_document_that_only_lies_beside_what_is_signed():
    files = {"kitas.pdf": OTHER, "ametijuhend.pdf": PDF}
    found = verify(container(files, [xades(one_signer(files={"kitas.pdf": OTHER}))]), PDF)
    assert (found.covers_document, remarks(found)) == (False, [("unsigned_file", "ametijuhend.pdf")])
    assert verify(container(files, [xades(one_signer(files={"kitas.pdf": OTHER}))]), None).covers_document is False


def test_file_that_only_one_of_two_signed():
    files = {**FILES, "priedas.pdf": OTHER}
    some = xades({"who": employee(), "files": files}, {"who": head(), "files": FILES, "at": LATER})
    found = verify(container(files, [some]), OTHER)
    assert [one.covers_document for one in found.signatures] == [True, False]
    assert (found.covers_document, remarks(found)) == (True, [("signed_by_some", "priedas.pdf")])


def test_file_changed_after_signing():
    found = verify_file(container({"ametijuhend.pdf": PDF + b"!"}, [xades(one_signer())]), against=PDF + b"!")
    assert (short(found), found.covers_document) == ([("Žydrė Čepaitė", False, "changed", False)], False)
    assert remarks(found) == [("file_changed", "ametijuhend.pdf"), ("signature_changed", "Žydrė Čepaitė")]
    assert found.signatures[0].covers == ()


def test_names_with_spaces_and_letters():
    files = {"õpetaja ametijuhend.pdf": PDF}
    for uri in ("õpetaja ametijuhend.pdf", "%C3%B5petaja%20ametijuhend.pdf", "/õpetaja ametijuhend.pdf"):
        found = verify(container(files, [xades(one_signer(files={uri: PDF}))]), PDF)
        assert (found.covers_document, remarks(found)) == (True, []), uri


def test_manifest_and_files_are_compared():
    found = verify(container(FILES, [xades(one_signer())], listed=["dingo.pdf"]), PDF)
    assert remarks(found) == [("not_in_manifest", "ametijuhend.pdf"), ("missing", "dingo.pdf")]
    signature = {"META-INF/signatures0.xml": xades(one_signer())}
    bare = zipped({"mimetype": ASICE.encode(), **FILES, **signature})
    assert remarks(verify(bare, PDF)) == [("no_manifest",)]
    rest = {**FILES, "META-INF/manifest.xml": manifest(FILES), **signature}
    for odd in (zipped({**rest, "mimetype": ASICE.encode()}), zipped(rest)):
        found = verify(odd, PDF)
        assert (found.container, found.covers_document, remarks(found)) == ("asice", True, [("media_type",)])


def test_container_without_signatures():
    found = verify(container(FILES, []), PDF)
    assert (found.container, found.covers_document, found.signatures) == ("asice", False, ())
    assert remarks(found) == [("unsigned_file", "ametijuhend.pdf"), ("no_signatures",)]
    with_cms = verify(container(FILES, [], around={"META-INF/signature.p7s": b"\x30\x00"}), PDF)
    assert remarks(with_cms)[0] == ("other_signatures",)


def test_other_zip_files_are_no_containers():
    found = verify_file(zipped({"word/document.xml": b"<w/>"}), against=PDF)
    assert (found.container, found.covers_document) == ("none", False)
    assert found.warnings == (Remark("not_a_container"),)


# ── what is not believed ─────────────────────────────────────────────────────


def changed_xml(old, new):
    signed = xades(one_signer())
    assert signed.count(old) >= 1
    return verify(container(FILES, [signed.replace(old, new, 1)]), PDF)


def test_signed_properties_cannot_be_changed():
    found = changed_xml(b"2026-08-20T09:00:00Z", b"2026-08-19T09:00:00Z")
    assert short(found) == [("Žydrė Čepaitė", False, "changed", False)]


def test_signature_value_of_another_signature():
    signed, other = xades(one_signer()), xades(one_signer(at=LATER))
    start, end = b'Id="S0-V">', b"<"
    found = verify(container(FILES, [signed.replace(cut(signed, start, end), cut(other, start, end))]), PDF)
    assert short(found) == [("Žydrė Čepaitė", False, "broken", False)]


def test_certificate_exchanged():
    """Another certificate for the same key names another person; the signed properties hold the digest of the first."""
    forged = person("Kita", "Kitaitė", key=employee().key, issuer=authority())
    tag = b"X509Certificate>"
    honest, other = xades(one_signer()), xades(one_signer(who=forged))
    found = verify(container(FILES, [honest.replace(cut(honest, tag, b"<"), cut(other, tag, b"<"))]), PDF)
    assert [(one.signer.name, one.intact, one.covers_document) for one in found.signatures] == [
        ("Kita Kitaitė", False, False)
    ]


def test_signature_without_signed_properties_is_no_signature():
    signed = xades(one_signer())
    without = signed.replace(cut(signed, b"<ds:Object>", b"</ds:Object>"), b"")
    assert [(one.intact, one.covers_document) for one in verify(container(FILES, [without]), PDF).signatures] == [
        (False, False)
    ]


def test_properties_moved_out_of_the_signature_are_not_read():
    """Somebody puts another time where a reader would look, and the signed properties elsewhere in the file."""
    tree = etree.fromstring(xades(one_signer()))
    names = {"x": "http://uri.etsi.org/01903/v1.3.2#"}
    properties = tree.find(".//x:SignedProperties", names)
    decoy = etree.fromstring(etree.tostring(properties))
    decoy.set("Id", "decoy")
    decoy.find(".//x:SigningTime", names).text = "2020-01-01T00:00:00Z"
    properties.getparent().replace(properties, decoy)
    tree.append(properties)
    (one,) = verify(container(FILES, [etree.tostring(tree)]), PDF).signatures
    assert one.time != NOW - 6 * YEAR
    assert (one.time, one.intact) in ((NOW, True), (NOW, False))


def test_outdated_algorithm_proves_nothing():
    weak = b"http://www.w3.org/2000/09/xmldsig#sha1"
    found = changed_xml(b"http://www.w3.org/2001/04/xmlenc#sha256", weak)
    assert short(found) == [("Žydrė Čepaitė", False, "weak", False)]


@pytest.mark.parametrize("uri", ["http://127.0.0.1/x.pdf", "file:///etc/hostname", "../../etc/hostname", "dingo.pdf"])
def test_nothing_outside_the_container_is_read(uri):
    found = verify(container(FILES, [xades(one_signer(files={**FILES, uri: b"x"}))]), PDF)
    assert [(one.intact, one.covers_document) for one in found.signatures] == [(False, False)]
    assert found.covers_document is False


def test_file_named_twice_by_one_signature():
    signed = xades(one_signer())
    reference = b"<ds:Reference URI" + cut(signed, b"<ds:Reference URI", b"</ds:Reference>") + b"</ds:Reference>"
    assert short(verify(container(FILES, [signed.replace(reference, reference * 2)]), PDF)) == [
        ("", False, "unreadable", False)
    ]


XXE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("doctype", [XXE, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_document_types_and_entities_are_refused(doctype, encoding):
    text = xades(one_signer()).decode().split("?>", 1)[1]
    hostile = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{text}'.encode(encoding)
    for place in ("META-INF/signatures0.xml", "META-INF/manifest.xml"):
        found = verify(container(FILES, [xades(one_signer())], around={place: hostile}), PDF)
        expected = {"META-INF/manifest.xml": ["no_manifest"]}.get(place, ["signature_file", "unsigned_file"])
        assert [code for code, *_ in remarks(found) if code != "no_signatures"] == expected


def test_entities_are_refused_before_any_is_unfolded():
    """In an attribute they would be, whatever the parser is told."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(9))
    with pytest.raises(Unreadable) as caught:
        xml_reading.parse(f'<!DOCTYPE a [{entities}]><a b="&e8;"/>'.encode())
    assert caught.value.code == "xml_doctype"
    with pytest.raises(Unreadable) as caught:
        xml_reading.parse('<?xml version="1.0" encoding="utf-32"?><!DOCTYPE a><a/>'.encode("utf-32"))
    assert caught.value.code == "xml_doctype"
    with pytest.raises(Unreadable) as caught:
        xml_reading.parse(b"<a>" + b" " * xml_reading.MAX_XML + b"</a>")
    assert caught.value.code == "xml_too_long"


def test_nonsense_in_a_signature_file_is_named():
    for content in (b"", b"<a/>", b"<a>", b"\xff\xfe\x00", b"<a/>" * 3):
        found = verify(container(FILES, [xades(one_signer()), content]), PDF)
        assert ("signature_file", "META-INF/signatures1.xml") in remarks(found)
        assert found.covers_document is True


# ── limits ───────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_bombs_are_refused():
    """By the size of all together, by how much one unfolds, and by number."""
    noise = random.Random(4).randbytes(2 * 2**20)
    assert refused(container({"a.pdf": noise + bytes(zip_reading.MAX_UNPACKED - 2**21)}, [])) == "too_much"
    assert refused(container({"a.pdf": bytes(zip_reading.SMALL + 1)}, [])) == "too_much"
    assert refused(zipped({"mimetype": ASICE.encode(), **{f"{number}": b"" for number in range(400)}})) == "too_much"


def test_many_signatures_are_refused():
    one = xades(one_signer())
    many = {f"META-INF/signatures{number}.xml": one for number in range(container_reading.MAX_SIGNATURES + 1)}
    assert refused(container(FILES, many)) == "too_much"


@pytest.mark.parametrize("name", ["../a.pdf", "a/../../b.pdf", "/etc/a.pdf", "C:\\a.pdf", "a\\..\\b.pdf", "a" * 401])
def test_names_that_lead_out_are_refused(name):
    assert refused(container({name: PDF}, [])) == "bad_name"


def test_links_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        link = zipfile.ZipInfo("a.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/hostname")
    assert refused(out.getvalue()) == "bad_name"


def test_two_files_of_one_name_are_refused():
    made = container({"a.pdf": PDF, "b.pdf": OTHER}, [])
    assert refused(made.replace(b"b.pdf", b"a.pdf")) == "same_name"


def test_names_cannot_rule_a_terminal_or_turn_round():
    files = {"a\x1b[31m\u202efdp.pdf": PDF}
    who = person("Žydrė\x07", "Če\u202epaitė", issuer=authority())
    found = verify_file(
        container(files, [xades({"who": who, "files": {"%61%1B%5B31m%E2%80%AEfdp.pdf": PDF}})]), against=PDF
    )
    assert (found.covers_document, [one.name for one in found.files]) == (True, ["a�[31m�fdp.pdf"])
    assert found.signatures[0].signer.name == "Žydrė� Če�paitė"
    assert found.signatures[0].covers == ("a�[31m�fdp.pdf",)


def test_encrypted_and_strangely_packed_files_are_refused():
    made = bytearray(container(FILES, [xades(one_signer())]))
    entry = made.rindex(b"PK\x01\x02")
    locked = bytearray(made)
    locked[entry + 8] |= 1
    assert refused(bytes(locked)) == "encrypted"
    for packed in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", packed) as file:
            for name, content in (("mimetype", ASICE), ("META-INF/signatures0.xml", "<a/>")):
                file.writestr(name, content)
        assert refused(out.getvalue()) == "broken"


@pytest.mark.slow
def test_cut_off_container_is_refused():
    made = container(FILES, [xades(one_signer())])
    for length in (4, 100, len(made) // 2, len(made) - 30):
        assert refused(made[:length], against=PDF) == "broken"


@cache
def good_signature():
    return xades(one_signer())


@cache
def good_container():
    return container(FILES, [good_signature()])


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_garbage_never_raises_anything_else(data):
    """Pieces cut out or overwritten: an answer or a refusal; "covered" only with the document itself in it."""
    made = good_container()
    start = data.draw(st.integers(0, len(made) - 1))
    end = data.draw(st.integers(start, min(len(made), start + 60)))
    spoiled = made[:start] + data.draw(st.binary(max_size=20)) + made[end:]
    try:
        found = verify(spoiled, PDF)
    except Unreadable:
        return
    if found.covers_document:
        assert hashlib.sha256(PDF).hexdigest() in [one.sha256 for one in found.files if one.is_signed]


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_garbage_in_a_signature_never_raises_anything_else(data):
    signed = good_signature()
    start = data.draw(st.integers(0, len(signed) - 1))
    end = data.draw(st.integers(start, min(len(signed), start + 60)))
    spoiled = signed[:start] + data.draw(st.binary(max_size=20)) + signed[end:]
    found = verify(container(FILES, [spoiled]), PDF)
    if found.covers_document:
        assert short(found) == [("Žydrė Čepaitė", True, "", True)]
