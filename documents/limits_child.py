"""What a reader does with itself when ``documents.limits`` starts it as a process; no Django here."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from documents.confine import limit_cpu, limit_memory, refuse_network_and_processes, write_no_files


def answer_with(read: Callable[[bytes], dict[str, Any]]) -> None:
    """Bound this process, let ``read`` answer the payload on standard input, print that as JSON, end.

    Called by a reader under ``if __name__ == "__main__"``, when its libraries are loaded: they look
    for themselves by starting programs, which is over from here on.
    """
    memory, seconds = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    limit_memory(int(memory))
    limit_cpu(int(seconds))
    write_no_files()
    refuse_network_and_processes()
    text = _answer(read)
    answers.write(text)
    answers.flush()
    os._exit(0)  # no clean-up code of a library that has met a hostile file


def _answer(read: Callable[[bytes], dict[str, Any]]) -> str:
    try:
        payload = sys.stdin.buffer.read()
        return json.dumps({"ok": True, "answer": read(payload)}, allow_nan=False)
    except MemoryError:
        return json.dumps({"ok": False, "error": "memory", "detail": ""})
    except Exception as error:  # noqa: BLE001  # the kind only: its words may be the file's
        return json.dumps({"ok": False, "error": "failed", "detail": type(error).__name__})
