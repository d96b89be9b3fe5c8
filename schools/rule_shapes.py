"""What the keys of a deadline rule's JSON form may hold, as the schema says: words to choose from, numbers, flags."""

from collections.abc import Iterable
from typing import TypeGuard

BINDINGS = ("duty", "right", "document", "standing", "cap", "trigger")
UNITS = ("working_day", "calendar_day", "week", "month", "hour")
PERIODS = (
    "week", "month", "quarter", "term", "trimester", "half_year", "school_year", "year", "calendar_month",
)  # fmt: skip
PERS = (
    "day", "school_day", "week", "two_weeks", "month", "quarter", "term", "half_year", "activity_period",
    "school_year", "year",
)  # fmt: skip
# What each key of the schema may hold: a type name, or the words to choose from. "?" allows null.
_SHAPES: dict[str, str | tuple[str, ...]] = {
    "words": "text",
    "start": "number",
    "end": "number",
    "binding": BINDINGS,
    "part": "text",
    "condition": "text",
    "approx": "flag",
    "applies_to": ("document",),
    "month": "number",
    "day": "number?",
    "basis": ("school_year", "year"),
    "period": "texts",
    "months": "numbers",
    "offset": "number?",
    "unit": (*UNITS, "?"),
    "exact_day": "flag",
    "not_before": "text",
    "min": "number?",
    "max": "number?",
    "per": PERS,
    "within": "text",
    "counts": "text",
    "event": "text",
    "when": ("at", "before", "after", "as_ordered"),
    "urgency": ("immediate", "asap"),
    "ordered_by": "text",
    "every": "flag",
    "form": ("written",),
    "chain": "texts",
    "needs_consent": "flag",
    "note": "text",
    "edge": ("start", "end"),
    "weekdays": "numbers",
    "time": "text",
}


class RuleError(ValueError):
    """A rule that cannot be. `code` is stable, `data` names the key and value, the message is one sentence."""

    def __init__(self, code: str, message: str, **data: object) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


def check_shape(key: str, value: object) -> None:
    shape = _SHAPES.get(key)
    if shape is None:
        raise RuleError("unknown_key", f"A rule has no {key!r}.", key=key)
    if isinstance(shape, tuple):
        if value is None and "?" in shape:
            return
        check_choice(key, value, shape)
        return
    if value is None and shape.endswith("?"):
        return
    if not _fits(value, shape.removesuffix("?")):
        raise RuleError(
            "wrong_type",
            f"The value of {key!r} is not of the right type.",
            key=key,
            value=value,
        )


def _fits(value: object, shape: str) -> bool:
    if shape == "text":
        return isinstance(value, str)
    if shape == "flag":
        return isinstance(value, bool)
    if shape == "number":
        return _is_number(value)
    if not isinstance(value, list | tuple):
        return False
    return all(_is_number(entry) if shape == "numbers" else isinstance(entry, str) for entry in value)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)  # True is an int in Python, not in a rule


def check_choice(key: str, value: object, choices: Iterable[str]) -> None:
    if not isinstance(value, str) or value not in choices or value == "?":
        raise RuleError(
            "unknown_value",
            f"The value {value!r} is not known for {key!r}.",
            key=key,
            value=value,
        )
