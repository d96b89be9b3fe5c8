"""Whether two time rules say the same, whatever their authors called it."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

_EVENTS = (
    "data_changed new_ediary_user user_lost_credentials pupil_leaves cannot_solve_alone technical_or_admin_problem"
    " order inaccuracy_found pupil_leaves_or_arrives excuse_document_received need_arises safe_behaviour_briefing_held"
    " ediary_rules_changed hospital_marks_received planned_test change_needed_after_closing"
    " fault_or_inaccuracy_noticed password_lost_or_disclosed unlawful_ediary_use_noticed"
    " bullying_suspected_or_noticed threat_to_health_or_life cyberbullying_suspected_noticed_or_reported"
    " emergency_needing_fast_reaction threat_of_violence work_organisation_changed device_broken"
    " new_software_introduced planned_change_or_outage outage_ended illegal_software_or_security_breach_found"
    " law_changed"
)
KNOWN_EVENTS = frozenset(_EVENTS.split())
DAYS = {"week": 7}
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# The same happening, which two authors gave two keys.
SAME_EVENT = (
    frozenset({"device_broken", "fault_or_inaccuracy_noticed", "technical_or_admin_problem", "inaccuracy_found"}),
    frozenset({"illegal_software_or_security_breach_found", "unlawful_ediary_use_noticed"}),
    frozenset({"pupil_leaves", "pupil_leaves_or_arrives"}),
    # keys of the reader's own, which say more closely what the schema's key holds
    frozenset({"pupil_arrives", "pupil_leaves_or_arrives"}),
    frozenset({"personal_data_breach", "illegal_software_or_security_breach_found"}),
    frozenset({"incident_noticed", "illegal_software_or_security_breach_found"}),
    frozenset({"request_received", "technical_or_admin_problem"}),  # a call at the help desk
    frozenset({"password_lost_or_disclosed", "user_lost_credentials"}),
)


def plain(text: str | None) -> str:
    """Lower case, letters and digits only (no lines to write on), single spaces."""
    folded = unicodedata.normalize("NFC", text or "").casefold()
    return " ".join(re.findall(r"[^\W_]+", folded.replace("\N{SOFT HYPHEN}", "")))


def normalised(rule: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two rules the same: the kind and what a date is computed from."""
    kind = rule["kind"]
    if kind == "fixed_date":
        return _month(rule.get("month") or 0, rule.get("day"))
    if kind == "period_end":
        return _period_end(rule)
    if kind == "times_per_period":
        least, most = rule.get("min") or 0, rule.get("max")
        per = {"school_day": "day"}.get(rule.get("per", ""), rule.get("per"))
        if (least, per) == (2, "year"):  # "semi-annually": one author counts years, another half-years
            least, most, per = 1, None, "half_year"
        return kind, least, None if most == least else most, per
    if kind == "event":
        event, when = rule.get("event"), rule.get("when")
        key = event if event in KNOWN_EVENTS else "*"
        return kind, key, {"before": "before", "as_ordered": "as_ordered"}.get(when or "", ""), *_offset(rule)
    return (kind,)


def _month(month: int, day: int | None) -> tuple[Any, ...]:
    """A month without a day is due at its end, as its last day is: authors wrote "in May" in all three ways."""
    return "fixed_date", month, None if month and day and day >= MONTH_DAYS[month - 1] else day


def _period_end(rule: dict[str, Any]) -> tuple[Any, ...]:
    """ "At the end of the term" without a number of days: some authors left the offset open, some wrote 0."""
    months = tuple(sorted(rule.get("months") or []))
    offset = _offset(rule) if rule.get("offset") is not None else (0, "calendar_day")
    if len(months) == 1 and offset == (0, "calendar_day"):
        return _month(months[0], None)
    # Counted before the end, or from the start, of the period.
    where = (rule.get("when") == "before" and bool(offset[0]), rule.get("edge") == "start")
    return rule["kind"], tuple(sorted(rule.get("period") or [])), months, *offset, *(where if any(where) else ())


def same_rule(want: dict[str, Any], have: dict[str, Any]) -> bool:
    """The same rule; an event to which its author gave a word of his own may be called by a key of the schema."""
    one, other = normalised(want), normalised(have)
    if one == other or _edge_told_as_event(want, have):
        return True
    if one[0] != "event" or other[0] != "event" or one[2:] != other[2:]:
        return False
    return one[1] == "*" or any({one[1], have.get("event")} <= keys for keys in SAME_EVENT)


def _edge_told_as_event(want: dict[str, Any], have: dict[str, Any]) -> bool:
    """Whether an author, whose schema could not count before a period's end, told its end or start as an event."""
    if (want["kind"], have["kind"]) != ("event", "period_end") or want.get("event") in KNOWN_EVENTS:
        return False
    is_inwards = have.get("when") == "before" or have.get("edge") == "start"
    is_same_side = (want.get("when") == "before") == (have.get("when") == "before")
    return is_inwards and is_same_side and _offset(want) == _offset(have)


def _offset(rule: dict[str, Any]) -> tuple[int | None, str | None]:
    offset, unit = rule.get("offset"), rule.get("unit")
    if not isinstance(offset, int) or (rule["kind"] == "event" and offset == 0):  # "on the same day" is at the event
        return None, None
    if unit == "hour" and offset % 24 == 0:  # "per parą" is a day, or 24 hours
        return offset // 24, "calendar_day"
    return (offset * DAYS[unit], "calendar_day") if unit in DAYS else (offset, unit)


def same_words(one: str, other: str) -> bool:
    """Overlapping by half or more, or one holding the other."""
    left, right = plain(one), plain(other)
    if left in right or right in left:
        return True
    common = sum((m.size for m in SequenceMatcher(None, left.split(), right.split()).get_matching_blocks()), 0)
    return 2 * common >= max(len(left.split()), len(right.split()))
