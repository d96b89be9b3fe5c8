"""From a file's bytes to its lines; what kind of file it is the content tells, and the name must not say otherwise."""

from collections.abc import Callable
from typing import Final

from . import docx, odt, pdf, text
from .lines import Extracted, UnreadableError
from .packages import Package

MOST_BYTES: Final = 30 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Word and LibreOffice wrap a file that has a password into an OLE container with streams of these names.
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_ODT = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
# Pictures, archives, RTF, PostScript, programs, sound and film.
_OTHER_SIGNS: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF", b"{\\rtf", b"%!PS", b"Rar!",
    b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF", b"ID3", b"OggS", b"BZh", b"\xfd7zXZ", b"SQLite format", b"wOF",
)  # fmt: skip
# What the endings of names say a file is; "" is none of those that are read.
_ENDINGS: Final = {
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), "docx"),
    **dict.fromkeys(("odt", "ott"), "odt"),
    **dict.fromkeys(("pdf",), "pdf"),
    **dict.fromkeys(("txt", "text", "md", "csv", "tsv"), "text"),
    **dict.fromkeys(("doc", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "zip"), ""),
    **dict.fromkeys(
        ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "heic", "webp", "svg", "exe", "mp3", "mp4"), ""
    ),
}


def extract(data: bytes, name: str = "") -> Extracted:
    """Return what a DOCX, ODT, PDF or text file says.

    What the file is, its bytes say; an ending of ``name`` that is known must say the same. Raises UnreadableError and
    nothing else: "empty", "encrypted", "broken", "picture" (a PDF without letters), "too_long", "too_big", "kind" (any
    other kind of file) or "ending" (another of these kinds than the name says).
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("too_big")
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("empty")
    try:
        kind, reader = _reader_of(data)
        found = reader()
        if _ENDINGS.get(name.rpartition(".")[2].strip().lower() if "." in name else "", kind) != kind:
            raise UnreadableError("ending")
        return found
    except UnreadableError:
        raise
    except MemoryError:
        raise UnreadableError("too_big") from None
    except Exception as error:
        # A stranger's file can be broken in more ways than its libraries have names for.
        raise UnreadableError("broken") from error


def _reader_of(data: bytes) -> tuple[str, Callable[[], Extracted]]:
    """Return what kind of file it is and what reads it. Raises UnreadableError."""
    if b"%PDF-" in data[:1024]:
        return "pdf", lambda: pdf.read(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _reader_of_package(Package(data))
    if data.startswith(_OLE):
        raise UnreadableError("encrypted" if any(sign in data for sign in _ENCRYPTED) else "kind")
    if data.startswith(_OTHER_SIGNS):
        raise UnreadableError("kind")
    return "text", lambda: text.read(data)


def _reader_of_package(package: Package) -> tuple[str, Callable[[], Extracted]]:
    if docx.MAIN in package.names:
        package.refuse_doctypes()
        return "docx", lambda: docx.read(package)
    if "mimetype" in package.names and package.bytes("mimetype").decode("ascii", "replace").strip() in _ODT:
        package.refuse_doctypes()
        return "odt", lambda: odt.read(package)
    raise UnreadableError("kind")
