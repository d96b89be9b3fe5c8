"""Rules of events that are the same whatever the words: at once, when needed, as ordered, before a holiday."""

from roles.reading.unit_patterns import Match, Rule


def feast(_match: Match) -> Rule:
    """Before a holiday or the start of a period; its date is known beforehand."""
    return {"kind": "event", "event": "period_start", "when": "before"}


def immediate(_match: Match) -> Rule:
    """At once."""
    return {"kind": "event", "event": "other", "when": "after", "urgency": "immediate"}


def asap(_match: Match) -> Rule:
    """As soon as possible."""
    return {"kind": "event", "event": "other", "when": "after", "urgency": "asap"}


def same_day(match: Match) -> Rule:
    """On the (working) day of the event."""
    unit = "working_day" if "working_day" in match.values("same_day") else "calendar_day"
    return {"kind": "event", "event": "other", "when": "after", "offset": 0, "unit": unit}


def need(_match: Match) -> Rule:
    """When needed."""
    return {"kind": "event", "event": "need_arises", "when": "at"}


def order(match: Match) -> Rule:
    """As somebody orders."""
    by = match.values("ordered_by")
    return {"kind": "event", "event": "order", "when": "as_ordered", **({"ordered_by": by[0]} if by else {})}


def continuous(_match: Match) -> Rule:
    """All the time; no date."""
    return {"kind": "continuous"}
