"""Zip files of hand-written XML, for tests that need what no word processor's library writes."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts):
    """Return a zip of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body, **parts):
    """Return a DOCX of a body; ``parts`` are the insides of styles, numbering, footnotes, header1 …"""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header1": "hdr", "footer1": "ftr"}
    others = {f"word/{name}.xml": f"<w:{roots[name]} {W}>{inner}</w:{roots[name]}>" for name, inner in parts.items()}
    return zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **others})


def p(text, properties=""):
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text, level=0, code=1):
    """Return a paragraph of a list, its level from 0."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{code}"/></w:numPr>')


def level(depth, text, form="decimal", start=1, inner=""):
    """Return a level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{inner}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def a_list(levels, *, abstract=1, codes=(1,), inner=""):
    """Return an abstract list and the lists that use it; ``inner`` goes into the last."""
    nums = "".join(
        f'<w:num w:numId="{code}"><w:abstractNumId w:val="{abstract}"/>{inner if code == codes[-1] else ""}</w:num>'
        for code in codes
    )
    return f'<w:abstractNum w:abstractNumId="{abstract}">{levels}</w:abstractNum>{nums}'
