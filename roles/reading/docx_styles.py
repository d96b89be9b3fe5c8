"""Styles and automatic numbering of a DOCX file: what a paragraph looks like, and what is printed before it."""

import re
from dataclasses import dataclass, field

from lxml import etree

from .numerals import printed
from .packages import attribute, child, local

# Names of heading styles as Word, LibreOffice and Google write them in many languages.
_HEADING_NAME = re.compile(
    r"(?:heading|pealkiri|otsikko|antra[sš]t[eė]|rubrik|[uü]berschrift|titre|заголовок|virsraksts|nag[lł][oó]wek)\s*(\d)",
    re.IGNORECASE,
)
_TITLE_NAME = re.compile(r"(?:title|pealkiri|otsikko|pavadinimas|titel|название)", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|sisukord|sis\.?luettelo|turinys)\s*\d", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%([1-9])")
_LIST_NAME = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
_DEEPEST = 20  # styles that are based on one another


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch like ``<w:b/>`` is there and not turned off."""
    return element is not None and (attribute(element, "val") or "1") not in ("0", "false", "off", "none")


@dataclass(slots=True)
class Look:
    """What a style says about its paragraphs; None is not said."""

    name: str = ""
    outline: int | None = None
    list_code: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    align: str | None = None


class Styles:
    """Styles by code, each with all that it takes over from the style it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {attribute(style, "styleId") or "": style for style in (root if root is not None else ())}
        self._looks: dict[str, Look] = {}
        self.default = next(
            (code for code, one in self._elements.items()
             if attribute(one, "default") in ("1", "true") and attribute(one, "type") == "paragraph"), ""
        )  # fmt: skip

    def look(self, code: str, depth: int = 0) -> Look:
        """Return how a style looks; unknown styles say nothing."""
        if code in self._looks:
            return self._looks[code]
        element = self._elements.get(code)
        if element is None or depth > _DEEPEST:
            return Look(name=code)
        base = attribute(child(element, "basedOn"), "val")
        look = look_of(element, self.look(base, depth + 1) if base else Look())
        look.name = attribute(child(element, "name"), "val") or code
        self._looks[code] = look
        return look


def look_of(element: etree._Element, base: Look) -> Look:
    """Return ``base`` with what a style's or paragraph's own properties say."""
    own = child(element, "pPr") if local(element) == "style" else element
    level = attribute(child(own, "outlineLvl"), "val")
    code = attribute(child(own, "numPr", "numId"), "val")
    depth = attribute(child(own, "numPr", "ilvl"), "val")
    bold = child(element, "rPr", "b")
    return Look(
        base.name,
        int(level) if level and level.isdigit() else base.outline,
        code if code is not None else base.list_code,
        int(depth) if depth and depth.isdigit() else base.list_level,
        is_on(bold) if bold is not None else base.bold,
        attribute(child(own, "jc"), "val") or base.align,
    )


def heading_level(look: Look) -> int:
    """Return the level of a heading from 1, or 0 for what is none."""
    named = _HEADING_NAME.match(look.name)
    if named:
        return int(named[1]) or 1
    if look.outline is not None and look.outline < 9:
        return look.outline + 1
    return 1 if _TITLE_NAME.fullmatch(look.name.strip()) else 0


def list_style_level(look: Look) -> int:
    """Return the level that a list style of Word's own has in its name ("List Bullet 2"), or 0."""
    named = _LIST_NAME.match(look.name)
    return int(named[1]) if named else 0


def is_contents(look: Look) -> bool:
    """Whether a style is that of a line of the table of contents."""
    return bool(_CONTENTS_NAME.match(look.name))


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    restarts_after: int | None = None  # from 1; 0 never, None after any level above
    only_digits: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs as they come, in reading order, and says what is printed before each."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._abstracts: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        parts = list(root) if root is not None else []
        for part in parts:
            if local(part) == "abstractNum":
                code = attribute(part, "abstractNumId") or ""
                self._abstracts[code] = {number: level for number, level in map(_level, part) if number >= 0}
                self._links[code] = attribute(child(part, "numStyleLink"), "val") or ""
        for part in parts:
            if local(part) == "num":
                self._add_list(part)
        self._follow_links(styles)

    def _add_list(self, part: etree._Element) -> None:
        abstract = attribute(child(part, "abstractNumId"), "val") or ""
        one = _List(abstract, dict(self._abstracts.get(abstract, {})))
        for override in (override for override in part if local(override) == "lvlOverride"):
            number = int(attribute(override, "ilvl") or 0)
            start = attribute(child(override, "startOverride"), "val")
            own = child(override, "lvl")
            if own is not None:
                one.levels[number] = _level(own)[1]
            if start and start.lstrip("-").isdigit():
                one.restarts[number] = int(start)
        self._lists[attribute(part, "numId") or ""] = one

    def _follow_links(self, styles: Styles) -> None:
        """A list may take its levels from a list style, which has them from a list of its own."""
        for one in self._lists.values():
            style = self._links.get(one.abstract)
            target = self._lists.get(styles.look(style).list_code or "") if style else None
            if target is not None and not one.levels:
                one.levels, one.abstract = target.levels, target.abstract

    def level_of_style(self, code: str, style: str) -> int | None:
        """Return the level of a list that is tied to a paragraph style."""
        one = self._lists.get(code)
        levels = one.levels.items() if one else ()
        return next((number for number, level in levels if level.style == style), None)

    def next(self, code: str, depth: int) -> tuple[str, bool]:
        """Count one paragraph on level ``depth`` (from 0); return what is printed, and whether it is a bullet."""
        one = self._lists.get(code)
        if one is None or depth not in one.levels:
            return "", one is not None
        counts = self._counts.setdefault(one.abstract, {})
        level = one.levels[depth]
        if depth in one.restarts and (code, depth) not in self._restarted:
            self._restarted.add((code, depth))
            counts[depth] = one.restarts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._settle(one, counts, depth)
        if level.form == "bullet" or not re.search(r"\w", level.text):
            return "", level.form == "bullet" or bool(level.text.strip())
        return _PLACEHOLDER.sub(lambda found: _shown(one, counts, level, int(found[1]) - 1), level.text).strip(), False

    @staticmethod
    def _settle(one: _List, counts: dict[int, int], depth: int) -> None:
        """Levels above that were left out begin; levels below begin again unless they say otherwise."""
        for above in range(depth):
            if above in one.levels:
                counts.setdefault(above, one.restarts.get(above, one.levels[above].start))
        for below in [number for number in counts if number > depth]:
            after = one.levels[below].restarts_after if below in one.levels else None
            if after is None or (after and depth < after):
                del counts[below]


def _shown(one: _List, counts: dict[int, int], level: _Level, depth: int) -> str:
    other = one.levels.get(depth)
    if other is None:
        return ""
    digits = level.only_digits and other.form not in ("none", "bullet")
    return printed(counts.get(depth, other.start), "decimal" if digits else other.form)


def _level(element: etree._Element) -> tuple[int, _Level]:
    if local(element) != "lvl":
        return -1, _Level()
    start = attribute(child(element, "start"), "val") or ""
    restart = attribute(child(element, "lvlRestart"), "val") or ""
    form = child(element, "numFmt")
    if form is None:  # newer forms stand in a choice with a fallback
        form = next((one for one in element.iter() if local(one) == "numFmt"), None)
    number = attribute(element, "ilvl") or ""
    return int(number) if number.isdigit() else -1, _Level(
        int(start) if start.isdigit() else 1,
        attribute(form, "val") or "decimal",
        attribute(child(element, "lvlText"), "val") or "",
        attribute(child(element, "pStyle"), "val") or "",
        int(restart) if restart.isdigit() else None,
        is_on(child(element, "isLgl")),
    )
