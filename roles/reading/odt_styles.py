"""Styles and list numbers of an ODT file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from .numerals import printed
from .packages import attribute, child, local

_HEADING_NAME = re.compile(r"(?:Heading|Pealkiri|Otsikko|Antraštė)(?:_20_|\s)?(\d)$")
_TITLE_NAME = re.compile(r"Title|Pealkiri|Otsikko|Pavadinimas")
_DEEPEST = 20
_MOST_LEVELS = 10


@dataclass(slots=True)
class Look:
    """How a paragraph or a stretch of text looks."""

    bold_said: bool | None = None
    align: str = ""
    list_style: str = ""
    breaks_before: bool = False
    breaks_after: bool = False
    parent: str = ""

    @property
    def bold(self) -> bool:
        """Whether it is bold, with nothing around it."""
        return bool(self.bold_said)


class Styles:
    """Paragraph and text styles of both parts, each with what it takes over from its parent."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._looks: dict[str, Look] = {}
        for root in roots:
            for element in root.iter() if root is not None else ():
                if local(element) == "style" and attribute(element, "family") in ("paragraph", "text"):
                    self._elements[attribute(element, "name") or ""] = element

    def look(self, name: str, depth: int = 0) -> Look:
        """Return how a style looks; unknown ones are plain."""
        if name in self._looks:
            return self._looks[name]
        element = self._elements.get(name)
        if element is None or depth > _DEEPEST:
            return Look()
        parent = attribute(element, "parent-style-name") or ""
        base = self.look(parent, depth + 1)
        shape, letters = child(element, "paragraph-properties"), child(element, "text-properties")
        weight = attribute(letters, "font-weight")
        look = Look(
            base.bold_said if weight is None else weight in ("bold", "600", "700", "800", "900"),
            attribute(shape, "text-align") or base.align,
            attribute(element, "list-style-name") or base.list_style,
            attribute(shape, "break-before") == "page" or bool(attribute(element, "master-page-name")),
            attribute(shape, "break-after") == "page",
            parent,
        )
        self._looks[name] = look
        return look

    def heading_level(self, element: etree._Element) -> int:
        """Return the level of a heading from 1, or 0."""
        level = attribute(element, "outline-level") or ""
        if local(element) == "h":
            return int(level) if level.isdigit() and level != "0" else 1
        name = attribute(element, "style-name") or ""
        for one in (name, self.look(name).parent):
            named = _HEADING_NAME.match(one)
            if named or _TITLE_NAME.fullmatch(one):
                return int(named[1]) if named else 1
        return 0


@dataclass(slots=True)
class _Level:
    form: str
    before: str
    after: str
    start: int
    shown: int
    is_bullet: bool


@dataclass(slots=True)
class Counter:
    """Counts of one list, level by level (from 1), as far as it has come."""

    styles: "ListStyles"
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, style: str, depth: int, start: int | None = None) -> tuple[str, bool]:
        """Count one item; return what is printed before it, and whether that is a bullet."""
        level = self.styles.level(style, depth)
        if level is None:
            return "", True
        if start is not None:
            self.counts[depth] = start
        else:
            self.counts[depth] = self.counts[depth] + 1 if depth in self.counts else level.start
        for above in range(1, depth):
            other = self.styles.level(style, above)
            self.counts.setdefault(above, other.start if other else 1)
        for below in [one for one in self.counts if one > depth]:
            del self.counts[below]
        if level.is_bullet or not level.form:
            return "" if level.is_bullet else (level.before + level.after).strip(), level.is_bullet
        return f"{level.before}{self._shown(style, depth, level)}{level.after}".strip(), False

    def _shown(self, style: str, depth: int, level: _Level) -> str:
        parts = []
        for one in range(max(1, depth - level.shown + 1), depth + 1):
            other = self.styles.level(style, one)
            if other is not None and not other.is_bullet and other.form:
                parts.append(printed(self.counts[one], other.form))
        return ".".join(parts)


class ListStyles:
    """List styles of both parts, and which list goes on which."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._last: dict[str, Counter] = {}  # by the style's name
        self._by_id: dict[str, Counter] = {}
        for root in roots:
            for element in root.iter() if root is not None else ():
                if local(element) in ("list-style", "outline-style"):
                    name = attribute(element, "name") if local(element) == "list-style" else "Outline"
                    self._levels[name or "Outline"] = dict(map(_level, element))

    def level(self, style: str, depth: int) -> _Level | None:
        """Return a level of a list style."""
        return self._levels.get(style, {}).get(min(depth, _MOST_LEVELS))

    def counter(self, element: etree._Element, style: str) -> Counter:
        """Return what counts a list of the first level: its own, or that of the list that it goes on."""
        goes_on = attribute(element, "continue-list")
        counter = self._by_id.get(goes_on or "")
        if counter is None and attribute(element, "continue-numbering") == "true":
            counter = self._last.get(style)
        if counter is None:
            counter = Counter(self)
        self._last[style] = counter
        own = attribute(element, "id")
        if own:
            self._by_id[own] = counter
        return counter

    def of_style(self, style: str, heading: int) -> tuple[str, bool]:
        """Count a paragraph outside lists whose own style is numbered, or a heading numbered by the outline."""
        name = style or ("Outline" if heading else "")
        depth = heading or 1
        level = self.level(name, depth)
        if level is None or not (level.form or level.is_bullet):
            return "", False
        return self._last.setdefault(name, Counter(self)).next(name, depth)


def _level(element: etree._Element) -> tuple[int, _Level]:
    def number(name: str) -> int:
        value = attribute(element, name) or ""
        return int(value) if value.isdigit() else 1

    return number("level"), _Level(
        attribute(element, "num-format") or "",
        attribute(element, "num-prefix") or "",
        attribute(element, "num-suffix") or "",
        number("start-value"),
        number("display-levels"),
        "bullet" in local(element) or "image" in local(element),
    )
