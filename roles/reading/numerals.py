"""What automatic numbering prints for a count, in the ways that word processors know."""

from collections.abc import Mapping

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Names of Office Open XML, and the signs that OpenDocument uses for the same.
_FORMS: Mapping[str, str] = {
    "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "1": "decimal",
}  # fmt: skip
MOST = 10_000  # a count beyond it is printed as digits


def printed(count: int, form: str) -> str:
    """Return ``count`` as ``form`` ("decimal", "upperRoman", "a" …) prints it; unknown forms count in digits."""
    form = _FORMS.get(form, form)
    if form in ("none", "bullet", ""):
        return ""
    if count < 1 or count > MOST:
        return str(count)
    if form == "decimalZero":
        return f"{count:02}"
    if form.endswith("Roman"):
        text = roman(count)
    elif form.endswith("Letter"):
        # After z comes aa, then bb: as both Word and LibreOffice count.
        text = chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1)
    else:
        return f"{count}." if form == "ordinal" else str(count)
    return text if form.startswith("upper") else text.lower()


def roman(count: int) -> str:
    """Return a count as a Roman number in capitals."""
    text = ""
    for worth, sign in _ROMAN:
        while count >= worth:
            text, count = text + sign, count - worth
    return text
