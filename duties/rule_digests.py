"""Short names of rules: two rules with the same digest give the same dates on the same calendar."""

import hashlib
import json
from typing import Any

# What a rule says without changing its dates.
_NO_DATES = frozenset(
    {
        "words",
        "start",
        "end",
        "note",
        "part",
        "condition",
        "form",
        "chain",
        "ordered_by",
    }
)
_DATED_KINDS = frozenset({"fixed_date", "period_end", "times_per_period"})


def rule_digest(rule: dict[str, Any], days: int | None) -> str:
    """Return 16 hex digits, or "" for a rule that gives no dates from the calendar or can never be late.

    ``rule`` is as role.schema.json writes it, ``days`` the number of days the school chose where it prints none.
    """
    if rule["kind"] not in _DATED_KINDS or rule["binding"] != "duty":
        return ""
    dated = {key: value for key, value in rule.items() if key not in _NO_DATES}
    return hashlib.sha256(json.dumps([dated, days], sort_keys=True).encode()).hexdigest()[:16]


def is_daily(rule: dict[str, Any]) -> bool:
    """Whether a rule asks for something every day; such duties are off until the school switches them on."""
    return rule["kind"] == "times_per_period" and rule.get("per") in {"day", "school_day"}
