"""``manage.py verify_signed``: one JSON object or readable lines; 2 and one line when the file cannot be read."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from documents.signatures.records import Remark
from documents.signatures.verifying import FAILURES
from documents.signatures.words import TECHNICAL, failure_words, remark_words

from .signing_world import NOW, YEAR, authority, container, employee, head, person, xades

PDF = b"%PDF-1.7 the stored document"
FILES = {"ametijuhend.pdf": PDF}


@pytest.fixture
def files(tmp_path):
    """A function that writes a file and returns its path."""

    def write(name, content):
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return write


def run(*arguments):
    out = io.StringIO()
    call_command("verify_signed", *arguments, stdout=out)
    return out.getvalue()


def test_json(files, time_machine):
    time_machine.move_to(NOW + YEAR / 2)
    late = person(
        "Proov", "Proovimets", "PNOEE-37001010234", issuer=authority(), end=NOW - YEAR / 2, organisation="Kool"
    )
    signed = xades({"who": employee(), "files": FILES}, {"who": late, "files": FILES, "at": NOW + YEAR / 365})
    path = files("a.asice", container(FILES, [signed]))
    said = json.loads(run(path, "--against", files("a.pdf", PDF), "--json"))
    assert (said["container"], said["covers_document"]) == ("asice", True)
    first, second = said["signatures"]
    assert {key: first[key] for key in ("signer", "time", "intact", "trust", "time_stamped")} == {
        "signer": "Žydrė Čepaitė",
        "time": "2026-08-20T09:00:00+00:00",
        "intact": True,
        "trust": "unknown_issuer",
        "time_stamped": False,
    }
    assert first["certificate"]["issuer"] == "CN=Bandomoji tarnyba"
    assert (second["signer"], second["organisation"], second["trust"]) == (
        "Proov Proovimets",
        "Kool",
        "expired_at_signing",
    )
    assert said["warnings"] == [
        {
            "code": "expired_at_signing",
            "signer": "Proov Proovimets",
            "sentence": "The certificate of Proov Proovimets had run out at the time of signing.",
        }
    ]
    assert [one["name"] for one in said["files"]] == ["ametijuhend.pdf"]
    assert "48901010123" not in json.dumps(said)


def test_lines(files, time_machine):
    time_machine.move_to(NOW)
    signed = xades({"who": employee(), "files": {"ametijuhend.pdf": PDF + b"!"}}, {"who": head(), "files": FILES})
    lines = run(files("a.asice", container(FILES, [signed])), "--against", files("a.pdf", PDF)).splitlines()
    assert lines[0] == "ASiC-E container; signatures: 2; covers the document: yes"
    assert lines[1].startswith("  ametijuhend.pdf  28 bytes  ")
    unchecked = "the issuer was not checked against a trust list"
    assert lines[2:] == [
        f"1. Žydrė Čepaitė; 2026-08-20 09:00 UTC (as claimed); NOT INTACT (changed); {unchecked}",
        f"2. Proov Proovimets (Näidiskool); 2026-08-20 09:00 UTC (as claimed); intact; {unchecked}",
        "! “ametijuhend.pdf” was changed or taken out after it was signed.",
        "! Something was changed after Žydrė Čepaitė signed.",
        str(TECHNICAL),
    ]


def test_what_holds_no_signatures_is_still_readable(files):
    said = json.loads(run(files("a.txt", b"Labas"), "--json"))
    assert said == {
        "container": "none",
        "covers_document": False,
        "signatures": [],
        "warnings": [{"code": "not_a_container", "sentence": "This is neither a PDF nor a container with signatures."}],
        "files": [],
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.asice: The file is empty."),
        (b"PK\x03\x04 cut off", "a.asice: The file is damaged or not complete."),
        (b"%PDF-1.7 cut off", "a.asice: The file is damaged or not complete."),
    ],
)
def test_what_cannot_be_read_is_one_line_and_2(files, content, sentence):
    with pytest.raises(CommandError) as caught:
        run(files("a.asice", content), "--json")
    assert (str(caught.value), caught.value.returncode) == (sentence, 2)


def test_too_big_a_file_is_refused_before_it_is_read(tmp_path):
    """A file with a hole of 2 TB: reading it would end in no memory."""
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(2**41)
    small = tmp_path / "b.pdf"
    small.write_bytes(PDF)
    for arguments in ((str(path),), (str(small), "--against", str(path))):
        with pytest.raises(CommandError) as caught:
            run(*arguments)
        assert str(caught.value) == "a.pdf: The file is too big: at most 32 MB are read."
        assert caught.value.returncode == 2


def test_missing_file(tmp_path):
    with pytest.raises(CommandError) as caught:
        run(str(tmp_path / "dingo.asice"))
    assert (str(caught.value), caught.value.returncode) == ("dingo.asice: No such file or directory", 2)


def test_every_failure_has_a_sentence_of_its_own():
    sentences = {code: str(failure_words(code)) for code in FAILURES}
    assert len(set(sentences.values())) == len(FAILURES)
    assert failure_words("whatever") == failure_words("failed")


def test_percent_signs_in_names_stay():
    assert remark_words(Remark("unsigned_file", {"file": "100%s.pdf"})) == "“100%s.pdf” is not signed by anybody."
