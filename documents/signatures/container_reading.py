"""Containers with files and their signatures: ASiC-E (ETSI EN 319 162-1), BDOC 2.1 and ADoc. No Django.

ADoc, the container of Lithuania's archives, keeps its signatures in a folder of their own and signs parts of its
metadata beside the files. Its files and references are checked; what its metadata say is not interpreted.
"""

import hashlib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Final

from lxml import etree

from documents.signatures import xades, xml_reading
from documents.signatures.records import ContainedFile, Kind, Remark, Unreadable, Verification
from documents.signatures.zip_reading import Container

ASICE: Final = "application/vnd.etsi.asic-e+zip"
ADOC: Final = "application/vnd.lt.archyvai.adoc-2008"
BDOC_1: Final = "application/vnd.bdoc"
MANIFEST: Final = "META-INF/manifest.xml"
MAX_SIGNATURES: Final = 50
_MANIFEST_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_LAST: Final = datetime.max.replace(tzinfo=UTC)


def read_container(data: bytes, against: bytes | None) -> Verification:
    """Return what the container holds. Raises Unreadable."""
    container = Container(data)
    media_type = _media_type(container)
    signature_files = [name for name in container.names if _holds_signatures(name)]
    kind = _kind(media_type, signature_files)
    if kind == "none":
        return Verification(container="none", covers_document=False, warnings=(Remark("not_a_container"),))

    names = frozenset(container.names)

    # Every signature reads the files for its digests; kept, as they are bounded together.
    @cache
    def read(name: str) -> bytes | None:
        return container.read(name) if name in names else None

    checked, remarks = _signatures(container, signature_files, read)
    if kind == "asice" and any(one.has_time_mark for one in checked):
        kind = "bdoc"
    files = tuple(_files(container, kind, checked, read, against))
    held = {one.name for one in files if one.is_document}
    signatures = tuple(
        replace(one.signature, covers_document=_covers(one.signature.covers, files, against))
        for one in sorted(checked, key=lambda one: one.signature.time or _LAST)
    )
    signed = [one for one in files if one.role == "document"]
    covers = (
        any(one.covers_document for one in signatures)
        if against is not None
        else bool(signed) and all(one.is_signed for one in signed)
    )
    return Verification(
        container=kind,
        covers_document=covers,
        files=files,
        signatures=signatures,
        warnings=(
            *_about_kind(container, kind, media_type, checked),
            *remarks,
            *_about_manifest(container, files),
            *_about_files(files, checked),
            *([Remark("no_signatures")] if not signatures else []),
            *([Remark("other_document")] if against is not None and not held else []),
        ),
    )


def _covers(names: Sequence[str], files: Sequence[ContainedFile], against: bytes | None) -> bool:
    """Whether a signature over ``names`` covers the document, or, without one to compare, all that people sign."""
    if against is not None:
        return any(one.is_document and one.name in names for one in files)
    wanted = {one.name for one in files if one.role == "document"}
    return bool(wanted) and wanted <= set(names)


def _media_type(container: Container) -> str:
    if "mimetype" not in container.names or container.size("mimetype") > 200:
        return ""
    return container.read("mimetype").decode("ascii", "replace").strip("\ufeff \r\n")


def _kind(media_type: str, signature_files: Sequence[str]) -> Kind:
    if media_type == ADOC:
        return "adoc"
    if media_type.startswith(BDOC_1):
        return "bdoc"
    # The file named mimetype may be missing (EN 319 162-1, 4.4.2).
    return "asice" if media_type == ASICE or (not media_type and signature_files) else "none"


def _holds_signatures(name: str) -> bool:
    """META-INF/*signatures*.xml (EN 319 162-1, 4.4.3.2), and META-INF/signatures/*.xml in ADoc."""
    low = name.lower()
    return low.startswith("meta-inf/") and "signatures" in low and low.endswith(".xml")


def _signatures(
    container: Container, names: Sequence[str], read: xades.Read
) -> tuple[list[xades.Checked], list[Remark]]:
    checked: list[xades.Checked] = []
    remarks = []
    for name in names:
        if container.size(name) > xml_reading.MAX_XML:
            raise Unreadable("too_much")
        try:
            root = xml_reading.parse(container.read(name))
        except Unreadable as error:
            if error.code == "broken":
                raise
            remarks.append(Remark("signature_file", {"file": name}))
            continue
        alone = list(_alone(root))
        if len(checked) + len(alone) > MAX_SIGNATURES:
            raise Unreadable("too_much")
        if not alone:
            remarks.append(Remark("signature_file", {"file": name}))
        checked += [xades.check(one, place=name, read=read) for one in alone]
    return checked, remarks


def _alone(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the tree once for each signature, without the others: signxml looks at the first one only."""
    tag = f"{{{xades.DS}}}Signature"
    if root.tag == tag:
        yield root
        return
    for wanted in range(len(root.findall(tag))):
        tree = deepcopy(root)
        for place, signature in enumerate(tree.findall(tag)):
            if place != wanted:
                tree.remove(signature)
        yield tree


def _files(
    container: Container,
    kind: Kind,
    checked: Sequence[xades.Checked],
    read: xades.Read,
    against: bytes | None,
) -> Iterator[ContainedFile]:
    signed = {name for one in checked for name in one.signature.covers}
    for name in container.names:
        if name == "mimetype" or name.lower().startswith("meta-inf/"):
            continue
        content = read(name) or b""
        yield ContainedFile(
            name=name,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            is_document=against is not None and content == against,
            is_signed=name in signed,
            role="metadata" if kind == "adoc" and name.startswith("metadata/") else "document",
        )


def _about_kind(
    container: Container, kind: Kind, media_type: str, checked: Sequence[xades.Checked]
) -> Iterator[Remark]:
    if not media_type or container.names[0] != "mimetype" or not container.is_plain("mimetype"):
        yield Remark("media_type")
    if kind == "adoc":
        yield Remark("adoc")
    if any(one.has_time_mark for one in checked):
        yield Remark("time_mark")
    around = [name.lower() for name in container.names if name.lower().startswith("meta-inf/")]
    if any(name.endswith((".p7s", ".tst")) for name in around):
        yield Remark("other_signatures")


def _about_manifest(container: Container, files: Sequence[ContainedFile]) -> Iterator[Remark]:
    """The manifest lists the files (OpenDocument 1.2, part 3); it is not signed, so it only helps to notice."""
    if MANIFEST not in container.names:
        yield Remark("no_manifest")
        return
    try:
        root = xml_reading.parse(container.read(MANIFEST))
    except Unreadable:
        yield Remark("no_manifest")
        return
    listed = {entry.get(f"{_MANIFEST_NAMES}full-path") or "" for entry in root.iter(f"{_MANIFEST_NAMES}file-entry")}
    named = {name.removeprefix("/") for name in listed if not name.endswith("/")}
    for one in files:
        if one.name not in named:
            yield Remark("not_in_manifest", {"file": one.name})
    present = set(container.names)
    yield from (Remark("missing", {"file": name[:200]}) for name in sorted(named - present)[:20])


def _about_files(files: Sequence[ContainedFile], checked: Sequence[xades.Checked]) -> Iterator[Remark]:
    changed = {name for one in checked for name in one.changed}
    yield from (Remark("file_changed", {"file": name[:200]}) for name in sorted(changed)[:20])
    for one in files:
        if one.role != "document" or one.name in changed:
            continue
        if not any(one.name in each.refers for each in checked):
            yield Remark("unsigned_file", {"file": one.name})
        elif not all(one.name in each.refers for each in checked):
            yield Remark("signed_by_some", {"file": one.name})
