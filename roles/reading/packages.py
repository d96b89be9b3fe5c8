"""Opening a zip of XML (DOCX, ODT) that a stranger made: limits before anything is unfolded, no entities, ever."""

import io
import zipfile
import zlib

from lxml import etree

from .lines import UnreadableError

MOST_PARTS = 4000
MOST_UNFOLDED = 300 * 2**20  # bytes, all parts as the directory has them; pictures are never read
MOST_OF_A_PART = 12 * 2**20  # bytes of one XML part that is read
MOST_TIMES = 300  # unfolded over folded, of a part of more than a megabyte
WORTH_COUNTING = 2**20
HEAD = 4096  # bytes in which a document type would stand


class Package:
    """The parts of a zip file by name."""

    def __init__(self, data: bytes) -> None:
        """Look at the directory; raises UnreadableError "broken", "encrypted" or "too_big"."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise UnreadableError("broken") from None
        infos = self._zip.infolist()
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNFOLDED:
            raise UnreadableError("too_big")
        for info in infos:
            if info.flag_bits & 1:
                raise UnreadableError("encrypted")
            if info.file_size > WORTH_COUNTING and info.file_size > MOST_TIMES * max(info.compress_size, 1):
                raise UnreadableError("too_big")
        self.names = frozenset(info.filename for info in infos)

    def bytes(self, name: str, most: int = MOST_OF_A_PART + 1) -> bytes:
        """Return a part, or its first ``most`` bytes; the directory may lie, so no more than the limit is unfolded."""
        try:
            with self._zip.open(name) as part:
                data = part.read(most)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ):
            raise UnreadableError("broken") from None
        if len(data) > MOST_OF_A_PART:
            raise UnreadableError("too_big")
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML part; a part with a DOCTYPE is refused as "broken": neither format has one."""
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(self.bytes(name), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableError("broken") from None
        if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError("broken")
        return root

    def optional(self, name: str) -> etree._Element | None:
        """Return the root of a part that a file need not have."""
        return self.xml(name) if name in self.names else None

    def refuse_doctypes(self) -> None:
        """Refuse a file of which any XML part, read or not, declares a document type."""
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                data = self.bytes(name, HEAD).replace(b"\0", b"")
                if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                    raise UnreadableError("broken")


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace (transitional and strict Word files differ in it)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along a path of names without namespace."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element
