"""Test documents as LibreOffice writes them: outline headings, list styles, tables."""

import io

from odf import table, text
from odf.opendocument import OpenDocumentText
from odf.style import (
    Footer,
    Header,
    ListLevelProperties,
    MasterPage,
    PageLayout,
    ParagraphProperties,
    Style,
    TextProperties,
)
from odf.text import ListLevelStyleBullet, ListLevelStyleNumber, ListStyle

from .numbering import Plan

FORMS = {"decimal": "1", "upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a"}


def odt_bytes(blocks: list[dict]) -> bytes:
    """Return the blocks as an ODT file."""
    return _Builder(blocks).bytes()


class _Builder:
    def __init__(self, blocks):
        self.document, self.plan = OpenDocumentText(), Plan()
        self.styles = {}
        self.last = None  # the list that is being written: (its name, its element)
        layout = PageLayout(name="Page")
        self.document.automaticstyles.addElement(layout)
        self.master = MasterPage(name="Standard", pagelayoutname=layout)
        self.document.masterstyles.addElement(self.master)
        self.header = self.footer = None
        self.breaks = False
        for block in blocks:
            self.add(block)
        for part in (self.header, self.footer):
            if part:
                self.master.addElement(part)
        self.write_lists()

    def bytes(self):
        out = io.BytesIO()
        self.document.write(out)
        return out.getvalue()

    def add(self, block):
        if "n" in block:
            place = self.plan.place(block["number"], block.get("level", 1))
            self.list_item(f"L{place.numbers.code}", place.level, block["n"])
            return
        if "b" in block:
            self.list_item("Bullets", block.get("level", 1) - 1, block["b"])
            return
        self.last = None
        if "table" in block:
            self.add_table(block)
        elif "h" in block:
            self.document.text.addElement(filled(text.H(outlinelevel=block.get("level", 1)), block["h"]))
        elif "break" in block:
            self.breaks = True
        elif "header" in block:
            self.header = Header()
            self.header.addElement(filled(text.P(), block["header"]))
        elif "footer" in block:
            self.footer = Footer()
            self.footer.addElement(filled(text.P(), block["footer"]))
        else:
            style = self.style(bool(block.get("bold")), block.get("align", ""))
            self.document.text.addElement(filled(text.P(stylename=style), block["p"]))

    def style(self, bold, align):
        """A style of LibreOffice's sort: P1, P2 … for each mixture."""
        key = (bold, align, self.breaks)
        self.breaks = False
        if key not in self.styles:
            style = Style(name=f"P{len(self.styles) + 1}", family="paragraph")
            options = {"textalign": {"right": "end", "center": "center"}[align]} if align in ("right", "center") else {}
            if key[2]:
                options["breakbefore"] = "page"
            if options:
                style.addElement(ParagraphProperties(**options))
            if bold:
                style.addElement(TextProperties(fontweight="bold"))
            self.document.automaticstyles.addElement(style)
            self.styles[key] = style
        return self.styles[key]

    def list_item(self, name, level, content):
        if self.last is None or self.last[0] != name:
            continues = {"continuenumbering": "true"} if name in self.styles else {}
            self.styles[name] = True
            top = text.List(stylename=name, **continues)
            self.document.text.addElement(top)
            self.last = (name, top)
        place = self.last[1]
        for _ in range(level):
            item = place.lastChild or place.addElement(text.ListItem()) or place.lastChild
            inner = item.lastChild
            if inner is None or inner.qname[1] != "list":
                inner = text.List()
                item.addElement(inner)
            place = inner
        item = text.ListItem()
        item.addElement(filled(text.P(stylename=self.style(bold=False, align="")), content))
        place.addElement(item)

    def add_table(self, block):
        rows = block["table"]
        width = max(len(row) for row in rows)
        element = table.Table()
        element.addElement(table.TableColumn(numbercolumnsrepeated=width))
        for number, row in enumerate(rows):
            place = element
            if number == 0 and block.get("header"):
                place = table.TableHeaderRows()
                element.addElement(place)
            line = table.TableRow()
            place.addElement(line)
            for content in [*row, *[""] * (width - len(row))]:
                cell = table.TableCell()
                line.addElement(cell)
                for paragraph in [content] if isinstance(content, str) else content or [""]:
                    bold = number == 0 and bool(block.get("header"))
                    cell.addElement(filled(text.P(stylename=self.style(bold=bold, align="")), paragraph))
        self.document.text.addElement(element)

    def write_lists(self):
        bullets = ListStyle(name="Bullets")
        for depth, mark in enumerate("•◦▪"):
            bullets.addElement(ListLevelStyleBullet(level=depth + 1, bulletchar=mark))
        self.document.automaticstyles.addElement(bullets)
        for one in self.plan.lists:
            style = ListStyle(name=f"L{one.code}")
            for depth, level in sorted((one.implied | one.levels).items()):
                shape = ListLevelStyleNumber(
                    level=depth + 1, numformat=FORMS[level.form], startvalue=level.start, displaylevels=level.shown,
                    numprefix=level.before, numsuffix=level.after,
                )  # fmt: skip
                shape.addElement(ListLevelProperties(spacebefore=f"{depth * 0.6}cm", minlabelwidth="0.6cm"))
                style.addElement(shape)
            self.document.automaticstyles.addElement(style)


def filled(element, content):
    """Put the text in, with ODF's own elements for tabs, line ends and runs of spaces."""
    for number, line in enumerate(content.split("\n")):
        if number:
            element.addElement(text.LineBreak())
        for position, piece in enumerate(line.split("\t")):
            if position:
                element.addElement(text.Tab())
            first, *rest = piece.split("  ")
            element.addText(first)
            for part in rest:
                element.addText(" ")
                element.addElement(text.S(c=1))
                element.addText(part)
    return element
