"""Check the signatures of a PDF or container and print what was found."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.signatures.records import Signature, Verification, to_json
from documents.signatures.verifying import SignatureFileError, refuse_size, verify_file
from documents.signatures.words import TECHNICAL, failure_words, kind_words, remark_words, trust_words
from schools.clock import now


class Command(BaseCommand):
    """``manage.py verify_signed FILE [--against PDF] [--json]``: status 0 with warnings too, 2 if it cannot be read."""

    help = "Check the signatures of a signed PDF, ASiC-E, ADoc or BDOC file (technically, not legally)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--against", type=Path, metavar="PDF", help="the document that must have been signed")
        parser.add_argument("--json", action="store_true", help="print one JSON object (default: readable lines)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, print."""
        data = _content(options["file"])
        against = _content(options["against"]) if options["against"] else None
        try:
            found = verify_file(data, against=against, now=now())
        except SignatureFileError as error:
            raise _refusal(options["file"], failure_words(error.code)) from None
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
            return
        for line in _lines(found):
            self.stdout.write(line)


def _content(path: Path) -> bytes:
    try:
        refuse_size(path.stat().st_size)
        return path.read_bytes()
    except SignatureFileError as error:
        raise _refusal(path, failure_words(error.code)) from None
    except OSError as error:
        raise _refusal(path, error.strerror) from None


def _refusal(path: Path, reason: object) -> CommandError:
    return CommandError(f"{path.name}: {reason}", returncode=2)


def _as_json(found: Verification) -> dict[str, Any]:
    plain = to_json(found)
    signatures = [
        {
            "signer": one.signer.name,
            "certificate": row["certificate"],
            "time": one.time.isoformat() if one.time else None,
            "intact": one.intact,
            "trust": one.trust,
            "time_stamped": one.stamped is not None,
            "organisation": one.signer.organisation,
            **{key: row[key] for key in ("place", "problem", "trust_notes", "covers_document", "covers", "changes")},
        }
        for one, row in zip(found.signatures, plain["signatures"], strict=True)
    ]
    return {
        "container": found.container,
        "covers_document": found.covers_document,
        "signatures": signatures,
        "warnings": [{"code": one.code, **one.data, "sentence": remark_words(one)} for one in found.warnings],
        "files": plain["files"],
    }


def _lines(found: Verification) -> Iterator[str]:
    covers = "yes" if found.covers_document else "NO"
    yield f"{kind_words(found.container)}; signatures: {len(found.signatures)}; covers the document: {covers}"
    for file in found.files:
        yield f"  {file.name}  {file.size} bytes  {file.sha256}"
    for number, one in enumerate(found.signatures, start=1):
        yield _line(number, one)
    for remark in found.warnings:
        yield f"! {remark_words(remark)}"
    yield str(TECHNICAL)


def _line(number: int, one: Signature) -> str:
    name = one.signer.name or one.place
    who = f"{name} ({one.signer.organisation})" if one.signer.organisation not in ("", name) else name
    source = "time stamp" if one.stamped else "as claimed"
    when = f"{one.time:%Y-%m-%d %H:%M %Z} ({source})" if one.time else "no time"
    state = "intact" if one.intact else f"NOT INTACT ({one.problem})"
    return f"{number}. {who}; {when}; {state}; {'; '.join(str(trust_words(note)) for note in one.trust_notes)}"
