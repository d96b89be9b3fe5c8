"""A rule in words, and its next dates or why it has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roles.rule_words import rule_words
from schools.models import School
from schools.queries import next_days
from schools.school_calendars import SchoolCalendar
from schools.words import format_date, weekday_name


@dataclass(frozen=True)
class RulePreview:
    """``days`` are the next dates as (ISO day, in words, weekday); ``note`` says why there are none, else ""."""

    words: str
    quote: str
    days: tuple[tuple[str, str, str], ...]
    note: str

    @property
    def dates(self) -> str:
        """The dates, or why there are none, in one sentence."""
        return self.note or _("Next: %(days)s") % {"days": ", ".join(words for _iso, words, _weekday in self.days)}


def preview(rule: Mapping[str, Any], school: School, calendar: SchoolCalendar, *, on: date) -> RulePreview:
    """Return what a rule (as role.schema.json writes it) comes to in a school, from a day on."""
    words = rule_words(rule)
    note = _undated(rule)
    days: tuple[tuple[str, str, str], ...] = ()
    if not note:
        language = get_language() or "en"
        days = tuple(
            (day.isoformat(), format_date(day, language), weekday_name(day, language))
            for day in next_days(rule, school, calendar, on=on)
            if day is not None
        )
        note = "" if days else _("No date yet: the calendar has no end for it.")
    return RulePreview(words[:1].upper() + words[1:], str(rule["words"]), days, note)


def _undated(rule: Mapping[str, Any]) -> str:
    if rule["binding"] in ("cap", "right"):
        return _("Nothing is asked of anybody.")
    if rule["binding"] == "document":
        return _("It concerns the document itself.")
    if rule["kind"] == "event":
        return _("It has no date before it happens; it stands among what comes as it happens.")
    if rule["kind"] == "continuous" or rule["binding"] == "standing":
        return _("It has no date and is never late.")
    return ""
