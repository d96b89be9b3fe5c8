"""The command that writes a job description's PDF into a file."""

from datetime import date
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from documents.services import blob_path, read_file
from roles.services import new_draft
from tests import factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def texts():
    """Version 1 in force, 2 approved for October, 3 a draft."""
    school = factories.make_school(slug="heronford")
    first = factories.load_small_document(school=school, language="en", title="Description of the post")
    first = factories.approve(version=first, effective_on=NOW.date(), act_on=NOW.date())
    second = new_draft(role=first.role, by=BY, now=NOW)
    second = factories.approve(version=second, effective_on=date(2026, 10, 1))
    return first, second, new_draft(role=first.role, by=BY, now=NOW)


def written(tmp_path, *options):
    """The bytes that the command wrote, and what it said."""
    out, said = tmp_path / "role.pdf", StringIO()
    call_command("role_pdf", "--school", "heronford", *options, "--out", str(out), stdout=said)
    return out.read_bytes(), said.getvalue().strip().rpartition(": ")[2]


def test_an_approved_text_is_the_stored_file_byte_for_byte(tmp_path, texts):
    first, second, _draft = texts
    one, said = written(tmp_path, "--role", "it_specialist", "--version", "1")
    assert (one, said) == (read_file(first.pdf), "it_specialist version 1, approved")
    assert written(tmp_path, "--role", "it_specialist", "--version", "2")[0] == read_file(second.pdf) != one


def test_without_a_number_it_is_the_one_in_force(tmp_path, texts):
    assert written(tmp_path, "--role", "it_specialist")[0] == read_file(texts[0].pdf)


def test_a_draft_is_printed_and_marked(tmp_path, texts):
    content, said = written(tmp_path, "--role", "it_specialist", "--version", "3")
    page = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert (said, "Draft" in page, "Description of the post" in page) == ("it_specialist version 3, draft", True, True)


def test_what_is_not_there_is_said_in_one_line(tmp_path, texts):
    with pytest.raises(CommandError, match="There is no text heronford/cook"):
        written(tmp_path, "--role", "cook")
    with pytest.raises(CommandError, match="There is no text heronford/it_specialist version 9"):
        written(tmp_path, "--role", "it_specialist", "--version", "9")
    blob_path(texts[0].pdf.blob).unlink()
    with pytest.raises(CommandError, match="is missing from the disk"):
        written(tmp_path, "--role", "it_specialist", "--version", "1")
    with pytest.raises(CommandError):
        call_command(
            "role_pdf", "--school", "heronford", "--role", "it_specialist", "--version", "2", "--out", str(tmp_path)
        )
