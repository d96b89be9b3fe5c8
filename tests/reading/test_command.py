"""The command and the limited process around the reader."""

import json

import pytest
from django.core.management import CommandError, call_command

from documents import limits
from roles.file_reading import REASONS, FileReadingError
from roles.reading.child import MAX_FILE, READER, payload, read


def test_the_reader_is_known_to_the_limited_process():
    assert limits._readers[READER] == "roles.reading.child"


def test_a_file_that_is_not_there_ends_with_status_2_and_one_line(tmp_path):
    with pytest.raises(CommandError) as caught:
        call_command("read_document", str(tmp_path / "none.docx"), "--json")
    assert (caught.value.returncode, str(caught.value)) == (2, "none.docx: No such file or directory")


def test_the_process_is_sent_the_name_and_the_language():
    head, _, data = payload(b"a\nb", "x.txt", "et").partition(b"\n")
    assert (json.loads(head), data) == ({"name": "x.txt", "language": "et"}, b"a\nb")


def test_a_file_above_the_limit_is_not_read():
    assert read(payload(b"x" * (MAX_FILE + 1), "x.txt")) == {"unreadable": "too_big"}


def test_every_reason_is_a_sentence_and_an_unknown_one_is_a_damaged_file():
    assert all(str(reason).endswith(".") for reason in REASONS.values())
    assert FileReadingError("nonsense").code == "broken"
