"""The process in which one stranger's file is read. Started by ``documents.limits``; no Django here."""

import importlib
import json
import os
import sys
from typing import Any

from documents.confine import limit_cpu, limit_memory, refuse_network_and_processes, write_no_files


def main(module: str, memory: str, seconds: str) -> None:
    """Read the payload from standard input, let the reader answer, print the answer as JSON, end."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    reader = importlib.import_module(module)  # before the limits: libraries look for themselves by starting programs
    limit_memory(int(memory))
    limit_cpu(int(seconds))
    write_no_files()
    refuse_network_and_processes()
    text = _answer(reader)
    answers.write(text)
    answers.flush()
    os._exit(0)  # no clean-up code of a library that has met a hostile file


def _answer(reader: Any) -> str:
    try:
        payload = sys.stdin.buffer.read()
        return json.dumps({"ok": True, "answer": reader.read(payload)}, allow_nan=False)
    except MemoryError:
        return json.dumps({"ok": False, "error": "memory", "detail": ""})
    except Exception as error:  # noqa: BLE001  # whatever a hostile file breaks; the kind only, its words may be the file's
        return json.dumps({"ok": False, "error": "failed", "detail": type(error).__name__})


if __name__ == "__main__":
    main(*sys.argv[1:])
