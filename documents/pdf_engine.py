"""WeasyPrint, bound: our own HTML and style sheets in, one archival and accessible PDF out.

Imported only by ``documents.pdf_child``. The file is PDF/A-2a (ISO 19005-2) and PDF/UA-1
(ISO 14289-1) at once; equal input gives equal bytes in every process.
"""

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pydyf
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# PDF/UA's identification (ISO 14289-1, 5) and, because PDF/A wants every foreign property
# declared (ISO 19005-2, 6.6.2.3), the description of its schema.
_UA_IDENTIFICATION = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
_PRINT_AND_LOCKED = 132  # annotation flags Print and Locked (ISO 32000-1, table 165)
_CHECKBOX_ENTRIES = ("V", "AS", "MK", "Border", "Opt", "DA", "MaxLen", "Ff")


class LockedFetcher(URLFetcher):
    """Gives ``data:`` addresses and our own static files as ``asset:///name``; everything else ends the rendering."""

    def __init__(self, root: Path) -> None:
        super().__init__(allowed_protocols={"data", "asset"}, allow_redirects=False, fail_on_errors=True)
        self.root = root.resolve()

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the file, or raise FatalURLFetchingError naming only the scheme (an address may hold secrets)."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        path = (self.root / unquote(parts.path).lstrip("/")).resolve()
        if parts.scheme != "asset" or not path.is_relative_to(self.root) or not path.is_file():
            raise FatalURLFetchingError(f"blocked: {parts.scheme or 'no scheme'}")
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), headers={"Content-Type": media_type})


class Engine:
    """Renders documents one after the other with fonts and parsed style sheets kept."""

    refused = FatalURLFetchingError

    def __init__(self, static_root: Path) -> None:
        self._fetcher = LockedFetcher(static_root)
        self._sheets: dict[str, tuple[int, CSS]] = {}

    def render(
        self, *, html: str, language: str, title: str, stylesheets: Sequence[str], created: str, forms: bool
    ) -> bytes:
        """Return the PDF. ``created`` is a W3C date-time in UTC; ``forms`` turns checkboxes into signature fields."""
        source = HTML(string=html, base_url="asset:///", url_fetcher=self._fetcher)
        source.etree_element.set("lang", language)
        document = source.render(
            stylesheets=[self._sheet(name) for name in stylesheets], pdf_variant="pdf/a-2a", pdf_forms=forms
        )
        document.metadata.title = title
        document.metadata.lang = language
        document.metadata.created = document.metadata.modified = created
        return bytes(document.write_pdf(finisher=_finish, pdf_variant="pdf/a-2a", pdf_forms=forms))

    def _sheet(self, name: str) -> CSS:
        path = (self._fetcher.root / name).resolve()
        if not path.is_relative_to(self._fetcher.root) or not path.is_file():
            raise FatalURLFetchingError(f"blocked: no style sheet of ours is called {name}")
        changed = path.stat().st_mtime_ns
        if name not in self._sheets or self._sheets[name][0] != changed:
            text = path.read_text("utf-8")
            sheet = CSS(string=text, base_url=f"asset:///{name}", url_fetcher=self._fetcher)
            self._sheets[name] = (changed, sheet)
        return self._sheets[name][1]


def _finish(document: Any, pdf: pydyf.PDF) -> None:
    """Claim PDF/UA beside PDF/A, and prepare the signature fields."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False  # ISO 19005-2, 6.6.2.1 forbids a filter on it
    xml = b"".join(part if isinstance(part, bytes) else str(part).encode() for part in metadata.stream)
    head, end, tail = xml.rpartition(b"</rdf:RDF>")
    metadata.stream = [head + _UA_IDENTIFICATION + end + tail]
    widgets = [item for item in pdf.objects if isinstance(item, dict) and item.get("Subtype") == "/Widget"]
    for widget in widgets:
        _make_signature_field(pdf, widget)
    if widgets:
        for entry in ("NeedAppearances", "DR", "DA"):  # belong to text fields; PDF/A refuses the first
            pdf.catalog["AcroForm"].pop(entry, None)


def _make_signature_field(pdf: pydyf.PDF, widget: dict[str, Any]) -> None:
    """Turn a checkbox into an empty signature field (ISO 32000-1, 12.7.4.5).

    WeasyPrint knows no signature fields; its checkbox is the one input that is tagged and embeds no font.
    """
    left, first, right, second = widget["Rect"]
    bottom, top = sorted((first, second))
    left, right = sorted((left, right))
    for entry in _CHECKBOX_ENTRIES:
        widget.pop(entry, None)
    shape = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, right - left, top - bottom])}
    appearance = pydyf.Stream([], pydyf.Dictionary({**shape, "Resources": pydyf.Dictionary()}))
    pdf.add_object(appearance)
    widget["Rect"] = pydyf.Array([left, bottom, right, top])
    widget["FT"] = "/Sig"
    widget["F"] = _PRINT_AND_LOCKED
    widget["AP"] = pydyf.Dictionary({"N": appearance.reference})
