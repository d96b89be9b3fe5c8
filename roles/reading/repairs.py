"""Mending what word processors, printers and copying leave in a text; one function a repair, each safe on any text."""

import html
import re
import unicodedata
from collections.abc import Collection
from typing import Final

SOFT_HYPHEN: Final = "\u00ad"
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f\ufffc\ufff9-\ufffb]"
)
_SPACES = re.compile(r"[^\S\n]+")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "ǆ": "dž"}
_TAGS = (
    "a|abbr|address|article|b|big|blockquote|body|center|code|col|dd|del|div|dl|dt|em|font|h[1-6]|head|hr|html|i|img|"
    "ins|label|li|meta|o:p|ol|p|pre|s|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
)
_BREAK = re.compile(r"[ \t]*<(?:br\s*/?|/p|/li|/div|/tr)\s*>[ \t]*", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-f]{2,5}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
# Bullets of every font: private use (Symbol, Wingdings), the usual signs, dashes followed by a space.
_BULLET = re.compile(
    "^\\s*(?:[\uf000-\uf8ff•◦‣⁃∙●○◉◘◙▪▫■□◆◇❖➢➤➔→►▶▸✓✔✦✱★☐☑☒❑❒❏·]+\\s*|[-–—−*+]\\s+|[-–—−](?=[^\\W\\d_])"
    "|o(?:\t| {2,})\\s*)"
)
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
# "-" at the end of a line between two small letters; a capital or a digit before it is a compound that keeps it.
_LINE_END = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_LINE_BEGINNING = re.compile(r"[^\W\d_]+")
# After these a hyphen hangs: "klassi- ja aineõpetajad".
_JOINING_WORDS = frozenset((
    "ja", "või", "ega", "ning", "kui", "sekä", "tai", "eli", "että", "ynnä", "ir", "ar", "arba", "bei", "bet",
    "nei", "and", "or", "und", "och", "et", "to",
))  # fmt: skip
_BOOKMARK = re.compile(r"\[bookmark:\s*\w+\]\s?", re.IGNORECASE)
_INNER = re.compile("(?<=\\S)[ \t]+[\uf000-\uf8ff]\\s+(?=\\S)")
_VOWEL = re.compile("[aeiouyäöüõåąęėįųū]")
_CODECS: Final = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("cp1257", "utf-8"))
# Two or three bytes of UTF-8, as a code page of one byte a letter shows them.
_CONTINUED = "[\u0080-\u00bf\u00e6\u00f8\u0100-\u017f\u0192\u02c6-\u02dd\u2013-\u203a\u20ac\u2122]"
_SEQUENCE = re.compile(f"[ÃÄÅÂ]{_CONTINUED}|â{_CONTINUED}{{2}}")
# Signs of a Baltic text shown in the western code page: thorn and eth stand in no word of our languages.
_BALTIC_SIGNS = re.compile("[þðÞÐ]")


def drop_soft_hyphens(text: str) -> str:
    """Remove hyphens that only say where a word may be broken."""
    return text.replace(SOFT_HYPHEN, "")


def drop_invisible(text: str) -> str:
    """Remove zero-width letters, direction marks and control characters; keep tabs and line breaks."""
    return _INVISIBLE.sub("", text)


def plain_spaces(text: str) -> str:
    """Make every space of any width, and every run of them, one plain space; line breaks stay."""
    return "\n".join(part.strip() for part in _SPACES.sub(" ", text).split("\n"))


def composed(text: str) -> str:
    """Make letters and their marks one character (NFC)."""
    return unicodedata.normalize("NFC", text)


def unfold_ligatures(text: str) -> str:
    """Write the letters that a font has drawn as one."""
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return text


def drop_markup(text: str) -> str:
    """Remove tags left in a text and resolve entities; a break or the end of a paragraph becomes a line break.

    Only tags of HTML: "< 5" and "<name>" stay.
    """
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def take_bullet(text: str) -> tuple[str, bool]:
    """Return the text without the bullet before it, and whether there was one."""
    found = _BULLET.match(text)
    if not found or (found.end() == len(text.rstrip()) and not _PRIVATE.search(text)):
        return text, False
    return text[found.end() :], True


def drop_private_letters(text: str) -> str:
    """Make what is left of letters that only one font knows a space, or a bullet if one stands between words."""
    return _PRIVATE.sub(" ", _INNER.sub(" • ", text))


def joined(first: str, second: str, known: Collection[str] = ()) -> str:
    """Join two lines of one paragraph; mend a word broken between them only when that is plausible.

    ``known`` holds the document's words in small letters: a word that stands there whole, or with its hyphen,
    decides.
    """
    first, second = first.rstrip(), second.lstrip()
    end, beginning = _LINE_END.search(first), _LINE_BEGINNING.match(second)
    if not end or not beginning:
        return f"{first} {second}".strip()
    head, tail = end[1], beginning[0]
    if first.endswith(SOFT_HYPHEN):
        return first[:-1] + second
    if tail.lower() in _JOINING_WORDS:
        return f"{first} {second}"
    if f"{head}{tail}".lower() in known:
        return first[:-1] + second
    if f"{head}-{tail}".lower() in known or not _is_broken(head, tail):
        return first + second
    return first[:-1] + second


def _is_broken(head: str, tail: str) -> bool:
    """A word of small letters (the first may be a capital), each half with a vowel or the head long enough."""
    small = tail.islower() and (head.islower() or head[1:].islower())
    all_capitals = head.isupper() and tail.isupper() and len(head) > 3 and len(tail) > 1
    return (small and len(head) > 1 and len(tail) > 1 and bool(_VOWEL.search(tail))) or all_capitals


def wrong_codec(text: str) -> tuple[str, str] | None:
    """Return (shown as, is) when the whole text was certainly read in a wrong code page, else None."""
    for shown, real in _CODECS:
        pairs = _mended_pairs(text, shown, real)
        if pairs:
            return shown, real
    if len(_BALTIC_SIGNS.findall(text)) >= 2 and not re.search("[ąčęėįšųūžĄČĘĖĮŠŲŪŽ]", text):
        return "cp1252", "cp1257"
    return None


def _mended_pairs(text: str, shown: str, real: str) -> bool:
    """Every stretch of foreign letters the code page knows is whole in the other one, and there are two or more."""
    stretches = _SEQUENCE.findall(text)
    mended = [mended for one in stretches if (mended := _recoded(one, shown, real)) is not None]
    return len(mended) >= 2 and len(mended) * 10 >= len(stretches) * 9


def mend_codec(text: str, codecs: tuple[str, str]) -> str:
    """Read a text again that was read in a wrong code page, as far as it can have been."""
    whole = _recoded(text, *codecs)
    if whole is not None:
        return whole
    if codecs[1] == "utf-8":
        return _SEQUENCE.sub(lambda found: _recoded(found[0], *codecs) or found[0], text)
    return "".join(_recoded(letter, *codecs) or letter for letter in text)


def _recoded(text: str, shown: str, real: str) -> str | None:
    try:
        return text.encode(shown).decode(real)
    except UnicodeError:
        return None


def tidy(text: str) -> str:
    """All repairs of one text that need nothing but it; bullets, code pages and line ends are asked for apart."""
    text = _BOOKMARK.sub("", drop_markup(text))
    text = unfold_ligatures(composed(drop_invisible(drop_soft_hyphens(text))))
    return plain_spaces(text)
