"""Structured documents of strangers: unfolded in a process of their own, so that the web server stays small."""

import json
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.limits import run_limited
from roles.document_reader import MAX_DOCUMENT, READER, problems_of
from roles.forms import DocumentForm
from roles.structure import Problem, parse
from tests.factories import make_document, make_item


def sent(payload):
    """The form with this file, and by how many bytes the process has grown at most while it was read."""
    form = DocumentForm({"text": "", "code": ""}, {"file": SimpleUploadedFile("role.json", payload)})
    tracemalloc.start()
    try:
        form.is_valid()
        return form, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_document_comes_back_as_it_was():
    document = make_document(items=[make_item("Õpetab žodžiais.")])
    answer = run_limited(READER, json.dumps(document).encode())
    assert answer == {"document": document, "notes": []}


def test_problems_and_notes_keep_their_places():
    document = make_document(items=[make_item("x", binds="ghost"), make_item("y", number="1"), make_item("z")])
    answer = run_limited(READER, json.dumps(document).encode())
    assert problems_of(answer["problems"]) == (
        Problem("$.sections[0].items[0].binds", "unknown_post", {"value": "ghost"}),
    )
    twice = make_document(items=[make_item("x", number="1"), make_item("y", number="1")])
    form, _grown = sent(json.dumps(twice).encode())
    assert (form.is_valid(), form.document) == (True, twice)
    assert [note.code for note in form.notes] == ["number_twice"]
    assert parse(form.document).title == twice["title"]


@pytest.mark.parametrize(
    "payload",
    [
        b"[" + b"[]," * 600_000 + b"[]]",
        b'{"sections":[' + b'{"a":1},' * 200_000 + b"{}]}",
    ],
)
def test_what_unfolds_does_not_unfold_here(payload):
    assert len(payload) < MAX_DOCUMENT
    _form, usual = sent(json.dumps(make_document()).encode())
    form, grown = sent(payload)
    assert (form.is_valid(), form.document, bool(form.problems)) == (False, None, True)
    assert grown - usual < 3 * len(payload)  # the file itself, twice; unfolded it would be twenty times as much


def test_what_is_too_deep_is_said_in_words():
    form, _grown = sent(b'{"a":' * 3000 + b"1" + b"}" * 3000)
    assert (form.is_valid(), [problem.code for problem in form.problems]) == (False, ["too_deep"])


@pytest.mark.parametrize("kind", ["file", "text"])
def test_more_than_two_megabytes_are_refused_unread(kind):
    body = b"[" + b"1," * (MAX_DOCUMENT // 2) + b"1]"
    files = {"file": SimpleUploadedFile("role.json", body)} if kind == "file" else {}
    form = DocumentForm({"text": "" if files else body.decode(), "code": ""}, files)
    assert form.errors == {kind: ["A job description has at most 2 MB."]}
    assert form.problems == ()


def test_what_ends_the_reader_is_refused_in_words():
    endless = json.dumps(make_document()).replace('"posts"', '"review": 1e999, "posts"', 1)
    form, _grown = sent(endless.encode())
    assert form.is_valid() is False
    assert form.document is None
