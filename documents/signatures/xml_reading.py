"""XML of a stranger: without a document type, without entities, without a look outside."""

from typing import Final

from lxml import etree

from documents.signatures.records import Unreadable

MAX_XML: Final = 4 * 2**20  # bytes; a signature with its time stamp and confirmations has 60,000
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_INCLUSIVE: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_CANONICAL: Final = {  # algorithm: (exclusive, with comments)
    _INCLUSIVE: (False, False),
    f"{_INCLUSIVE}#WithComments": (False, True),
    "http://www.w3.org/2006/12/xml-c14n11": (False, False),
    "http://www.w3.org/2001/10/xml-exc-c14n#": (True, False),
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": (True, True),
}


def parse(data: bytes) -> etree._Element:
    """Return the root. Raises Unreadable: "xml_too_long", "xml_doctype" or "xml_broken"."""
    if len(data) > MAX_XML:
        raise Unreadable("xml_too_long")
    if any(doctype in data for doctype in _DOCTYPES):
        raise Unreadable("xml_doctype")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("xml_broken") from None
    if root.getroottree().docinfo.doctype:  # in whatever encoding it was written
        raise Unreadable("xml_doctype")
    return root


def canonical(element: etree._Element, algorithm: str = "") -> bytes:
    """Return the element in canonical form with the namespaces it inherits; "" is Canonical XML 1.0.

    Raises KeyError for an algorithm that is not known.
    """
    exclusive, with_comments = _CANONICAL[algorithm or _INCLUSIVE]
    alone = parse(etree.tostring(element, with_tail=False))  # written out, an element takes inherited names along
    return bytes(etree.tostring(alone, method="c14n", exclusive=exclusive, with_comments=with_comments))


def by_id(root: etree._Element, identifier: str) -> etree._Element | None:
    """Return the one element with this identifier, None without or with several."""
    found = root.xpath("//*[@Id = $id or @ID = $id or @id = $id or @xml:id = $id]", id=identifier)
    return found[0] if len(found) == 1 else None
