"""The command and the limited process around the reader."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents import limits
from roles.file_reading import CODES, FILE_READER, FileReadingError
from roles.reading.child import MAX_FILE, read
from roles.reading.payload import pack, unpack
from roles.reading_words import failure_words

TEXT = """JOB DESCRIPTION
Lamp keeper of the Village School of the Heron

1. DUTIES
1.1. Checks the lamps by 15 September each year.
1.2. Reports to the head of school within five working days after the month ends.
"""


def test_the_reader_is_known_to_the_limited_process():
    assert limits._readers[FILE_READER] == "roles.reading.child"


def test_a_file_is_read_by_the_command_through_the_process(tmp_path):
    path = tmp_path / "lamps.txt"
    path.write_text(TEXT, encoding="utf-8")
    out = StringIO()
    call_command("read_document", str(path), "--json", stdout=out)
    found = json.loads(out.getvalue())
    rules = [rule for section in found["sections"] for item in section["items"] for rule in item.get("rules", [])]
    assert [(rule["kind"], found["text"][rule["start"] : rule["end"]]) for rule in rules] == [
        ("fixed_date", "by 15 September each year"),
        ("period_end", "within five working days after the month ends"),
    ]
    assert (found["language"], found["coverage"], found["unplaced"]) == ("en", 1.0, [])


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"PK\x03\x04 cut off", "broken"), (b"\x89PNG\r\n\x1a\n....", "kind")]
)
def test_what_cannot_be_read_ends_with_status_2_and_one_line(tmp_path, content, code):
    path = tmp_path / "file.docx"
    path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        call_command("read_document", str(path), "--json")
    assert (caught.value.returncode, str(caught.value)) == (2, f"file.docx: {failure_words(code)}")


def test_a_file_that_is_not_there_ends_with_status_2_and_one_line(tmp_path):
    with pytest.raises(CommandError) as caught:
        call_command("read_document", str(tmp_path / "none.docx"), "--json")
    assert (caught.value.returncode, str(caught.value)) == (2, "none.docx: No such file or directory")


def test_the_process_is_sent_the_name_and_the_language():
    assert unpack(pack(b"a\nb", name="x.txt", language="et")) == (b"a\nb", "x.txt", "et")


def test_a_file_above_the_limit_is_not_read():
    assert read(pack(b"x" * (MAX_FILE + 1), name="x.txt")) == {"unreadable": "too_big"}


def test_every_reason_is_a_sentence_of_its_own_but_the_unknown_ones():
    assert len({failure_words(code) for code in CODES}) == len(CODES)
    assert all(failure_words(code).endswith(".") for code in CODES)
    assert FileReadingError("nonsense").code == "failed"
