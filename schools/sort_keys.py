"""Names in the order of each language's alphabet, without database collations.

Estonian: š after s, z, ž before t; õ ä ö ü at the end (after w). Finnish: å ä ö at the end, ü as y.
Lithuanian: ą after a and so on count as their base letter first, č after c, š after s, ž after z, y with i.
"""

import unicodedata

# letter -> (base letter to stand beside, place after it)
_ORDER: dict[str, dict[str, tuple[str, int]]] = {
    "et": {
        "š": ("s", 1), "z": ("s", 2), "ž": ("s", 3), "õ": ("w", 1), "ä": ("w", 2), "ö": ("w", 3), "ü": ("w", 4),
    },
    "fi": {"å": ("z", 1), "ä": ("z", 2), "ö": ("z", 3), "ü": ("y", 0)},
    "lt": {"č": ("c", 1), "š": ("s", 1), "ž": ("z", 1), "y": ("i", 0)},
}  # fmt: skip


def sort_key(*names: str, language: str) -> str:
    """Return a key that sorts as the language's alphabet does, in plain byte order."""
    table = _ORDER.get(language, {})
    return "\x01".join(_word_key(name, table) for name in names)[:250]


def _word_key(word: str, table: dict[str, tuple[str, int]]) -> str:
    key = []
    for letter in unicodedata.normalize("NFC", word).casefold():
        base, place = table.get(letter, ("", 0))
        if not base:
            base = unicodedata.normalize("NFD", letter)[0]
            if base in table:
                base, place = table[base]
        # "a0", "a1": a letter that stands after another gets a higher second sign.
        key.append(f"{base}{place}")
    return "".join(key)
