"""The process that renders: the only place that imports WeasyPrint. Started by ``documents.pdf``.

Speaks over its standard pipes: a frame is a length (8 bytes, big endian) and that many bytes. A
question is one frame of JSON; an answer is one frame of JSON, followed by one with the PDF when it
says ``"ok": true``. No Django here, so that the process holds fonts and style sheets and little else.
"""

import ctypes
import ctypes.util
import json
import logging
import os
import struct
import sys
from pathlib import Path
from typing import IO, Any

from documents.confine import limit_cpu, limit_memory, refuse_network_and_processes

_LENGTH = struct.Struct(">Q")


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, or None when the other side has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    body = stream.read(size)
    return body if len(body) == size else None


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Send one frame."""
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


class _FontSet(ctypes.Structure):
    """fontconfig.h: FcFontSet."""

    _fields_ = (("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", ctypes.c_void_p))


def count_fonts() -> int:
    """Return how many fonts fontconfig knows; with none at all Pango would end the process without a word."""
    library = ctypes.util.find_library("fontconfig")
    if library is None:
        return 0
    fontconfig = ctypes.CDLL(library)
    fontconfig.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    fontconfig.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
    fonts = fontconfig.FcConfigGetFonts(fontconfig.FcInitLoadConfigAndFonts(), 0)  # 0 = FcSetSystem
    return int(fonts.contents.nfont) if fonts else 0


def main(static_root: str, memory: str, cpu_seconds: str) -> None:
    """Answer questions until the parent closes the pipe."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print may not land between two frames
    if count_fonts() == 0:
        _say(answers, {"ok": False, "error": "no_fonts"})
        return
    try:
        from documents.pdf_engine import Engine  # noqa: PLC0415  # only once it is certain that there are fonts
    except OSError as error:  # Pango is not installed
        _say(answers, {"ok": False, "error": "no_pango", "detail": str(error).splitlines()[0]})
        return
    limit_memory(int(memory))
    refuse_network_and_processes()
    engine = Engine(Path(static_root))
    _say(answers, {"ok": True})
    while (frame := read_frame(questions)) is not None:
        limit_cpu(int(cpu_seconds))
        answer, pdf = _answer(engine, frame)
        _say(answers, answer)
        if not answer["ok"]:
            return  # what failed may have left half a state behind; the parent starts a clean process
        write_frame(answers, pdf)


def _answer(engine: Any, question: bytes) -> tuple[dict[str, Any], bytes]:
    with _Log() as log:
        try:
            pdf = engine.render(**json.loads(question))
        except MemoryError:
            return {"ok": False, "error": "memory"}, b""
        except engine.refused as error:  # derives from BaseException
            return {"ok": False, "error": "refused", "detail": str(error)}, b""
        except Exception as error:  # noqa: BLE001  # the parent must hear of whatever it was
            return {"ok": False, "error": "failed", "detail": f"{type(error).__name__}: {error}"[:500]}, b""
    return {"ok": True, "warnings": log.lines}, pdf


class _Log(logging.Handler):
    """Collects what WeasyPrint complains about, so that the parent can write it to its own log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(record.getMessage()[:300])

    def __enter__(self) -> "_Log":
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)


def _say(stream: IO[bytes], answer: dict[str, Any]) -> None:
    write_frame(stream, json.dumps(answer).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
