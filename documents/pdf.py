"""PDF from our own templates, rendered in a process of its own.

WeasyPrint never enters a web or task process: it holds 100 MB and native code. One child per process
is started when the first PDF is wanted, stays warm, and is replaced after 50 documents, after a
failure, and when it hangs or dies.
"""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings

from .confine import ROOT, child_environment
from .pdf_child import read_frame, write_frame

log = logging.getLogger(__name__)

DOCUMENTS_PER_CHILD = 50
MEMORY_LIMIT = 768 * 2**20  # address space in bytes; about 100 MB of it are ever resident
CPU_SECONDS = 45  # per document
WALL_SECONDS = 60.0  # per document, waiting included

_SENTENCES = {
    "no_fonts": "No font is installed, so no PDF can be made. Install fonts-sil-gentiumplus and fonts-dejavu-core.",
    "no_pango": "Pango is not installed, so no PDF can be made. Install libpango-1.0-0 and libpangoft2-1.0-0.",
    "memory": "The document needs more memory than a PDF may take.",
    "refused": "The document refers to something outside Kord's own files.",
    "failed": "The document could not be made into a PDF.",
    "late": "The document took longer than a PDF may take.",
    "died": "The process that makes PDFs ended while it worked on this document.",
}


class PdfError(Exception):
    """A document cannot be rendered. ``code`` is one of the keys above, the message a sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{_SENTENCES[code]} ({detail})" if detail else _SENTENCES[code])
        self.code = code


def render_pdf(
    html: str, *, language: str, title: str, stylesheets: Sequence[str], created: datetime, forms: bool = False
) -> bytes:
    """Return PDF/A-2a + PDF/UA-1 bytes of one whole HTML page of ours.

    ``language`` (BCP 47) and ``title`` become the document's; ``stylesheets`` are names below
    ``static/`` such as "css/print-document.css"; ``created`` is an aware instant and the only time
    in the file, so equal arguments give equal bytes. With ``forms`` every
    ``<input type="checkbox" name="sig_..." title="...">`` becomes an empty signature field.
    Raises PdfError.
    """
    if created.tzinfo is None:
        raise ValueError("created must be an aware instant")
    question = {
        "html": html,
        "language": language,
        "title": title,
        "stylesheets": list(stylesheets),
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "forms": forms,
    }
    return _renderer.render(question)


class Renderer:
    """Keeps one child and gives it one document at a time; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def render(self, question: dict[str, Any]) -> bytes:
        """Return the PDF, trying once more in a fresh child when a used one died over it."""
        with self._lock:
            child = self._child or _Child()
            self._child = None  # until it has answered well
            try:
                pdf = child.ask(question)
            except PdfError as error:
                child.end()
                if error.code != "died" or child.served == 0:
                    raise
                child = _Child()
                pdf = _ask_or_end(child, question)
            if child.served < DOCUMENTS_PER_CHILD:
                self._child = child
            else:
                child.end()
            return pdf

    @property
    def child_pid(self) -> int | None:
        """The process that waits for the next document, if there is one."""
        return self._child.process.pid if self._child else None

    def close(self) -> None:
        """End the child; the next document starts another."""
        with self._lock:
            if self._child:
                self._child.end()
                self._child = None

    def forget(self) -> None:
        """After a fork: the child belongs to the parent process, so let go of its pipes without ending it."""
        self._lock = threading.Lock()
        if self._child:
            self._child.let_go()
            self._child = None


class _Child:
    """One running ``documents.pdf_child``."""

    def __init__(self) -> None:
        self.served = 0
        static_root = str(Path(settings.BASE_DIR) / "static")
        self.process = subprocess.Popen(  # noqa: S603  # our interpreter, our module, our settings
            [sys.executable, "-m", "documents.pdf_child", static_root, str(MEMORY_LIMIT), str(CPU_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=child_environment(),
            start_new_session=True,  # Ctrl-C is the parent's affair; the child ends when its pipe closes
        )
        try:
            self._exchange(None)
        except PdfError:
            self.end()
            raise

    def ask(self, question: dict[str, Any]) -> bytes:
        """Return the PDF for the question or raise PdfError."""
        answer, pdf = self._exchange(json.dumps(question).encode())
        self.served += 1
        for line in answer.get("warnings", ()):
            log.warning("WeasyPrint: %s", line)
        return pdf

    def _exchange(self, question: bytes | None) -> tuple[dict[str, Any], bytes]:
        """Send a question (None: only wait for the child's first word) and read the answer, at most WALL_SECONDS."""
        stdin, stdout = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(WALL_SECONDS, stop)
        timer.start()
        try:
            if question is not None:
                write_frame(stdin, question)
            frame = read_frame(stdout)
            answer = json.loads(frame) if frame is not None else None
            pdf = read_frame(stdout) if answer and answer["ok"] and question is not None else b""
        except BrokenPipeError:
            answer, pdf = None, None
        finally:
            timer.cancel()
        if late.is_set():
            raise PdfError("late")
        if answer is None or pdf is None:
            raise PdfError("died", f"status {self.process.wait()}")
        if not answer["ok"]:
            raise PdfError(answer["error"], answer.get("detail", ""))
        return answer, pdf

    def end(self) -> None:
        """End the process for certain and collect it."""
        self.process.kill()
        self.let_go()
        self.process.wait()

    def let_go(self) -> None:
        """Close our ends of the pipes."""
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                if pipe:
                    pipe.close()
            except BrokenPipeError:
                continue  # it died with our last words still in the buffer


def _ask_or_end(child: _Child, question: dict[str, Any]) -> bytes:
    try:
        return child.ask(question)
    except PdfError:
        child.end()
        raise


_renderer = Renderer()
atexit.register(_renderer.close)
os.register_at_fork(after_in_child=_renderer.forget)
