"""Reading what strangers made (DOCX, PDF, XLSX, CSV) in a short-lived process with limits.

The child has no Django, no keys, no database address, no network, and may write nothing; what it
answers is JSON, so data and never objects come back. Readers are registered in code, in the
``ready()`` of the app they belong to, under a stable code; nothing that comes from outside names a module.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from .confine import ROOT, child_environment

ANSWER_LIMIT = 32 * 2**20  # bytes of JSON

_SENTENCES = {
    "late": "The file takes longer to read than it may.",
    "memory": "The file needs more memory to read than it may.",
    "died": "The file could not be read: the process that read it ended.",
    "failed": "The file could not be read.",
    "too_much": "The file holds more than Kord can take in at once.",
}
_readers: dict[str, str] = {}


class LimitError(Exception):
    """A file was not read. ``code`` is one of the keys above, the message a sentence without the file's words."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{_SENTENCES[code]} ({detail})" if detail else _SENTENCES[code])
        self.code = code


def register_reader(code: str, module: str) -> None:
    """Allow ``module`` (dotted, ours, without Django) to read under ``code``.

    The module has a function ``read(payload: bytes) -> dict``, whose answer is JSON, and ends with
    ``if __name__ == "__main__": answer_with(read)`` (documents.limits_child). A code keeps its module.
    """
    if _readers.setdefault(code, module) != module:
        raise ValueError(f"{code!r} is already read by {_readers[code]}.")


def run_limited(module: str, payload: bytes, *, seconds: int = 30, memory: int = 512 * 2**20) -> dict[str, Any]:
    """Return what the reader registered as ``module`` answers for ``payload``.

    ``seconds`` bounds both computing and waiting, ``memory`` (bytes) the address space.
    Raises LimitError, and KeyError for a code that nobody registered.
    """
    dotted = _readers[module]
    with _as_stdin(payload) as stdin:
        process = subprocess.Popen(  # noqa: S603  # our interpreter, our module, a registered reader
            [sys.executable, "-m", dotted, str(memory), str(seconds)],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote the file
            cwd=ROOT,
            env=child_environment(),
        )
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        with cast(IO[bytes], process.stdout) as stdout:
            answer = stdout.read(ANSWER_LIMIT + 1)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
    if late.is_set():
        raise LimitError("late")
    if len(answer) > ANSWER_LIMIT:
        raise LimitError("too_much")
    return _judged(answer)


def _judged(answer: bytes) -> dict[str, Any]:
    try:
        said = json.loads(answer)
        if said["ok"]:
            return dict(said["answer"])
        code, detail = str(said["error"]), str(said["detail"])
    except (ValueError, KeyError, TypeError):
        raise LimitError("died") from None
    raise LimitError(code if code in _SENTENCES else "failed", detail)


@contextmanager
def _as_stdin(payload: bytes) -> Iterator[int]:
    """Give the payload as a file in memory: a stranger's file is never written to a shared folder."""
    handle = os.memfd_create("payload", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(payload)
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
    finally:
        os.close(handle)
