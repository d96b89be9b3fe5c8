"""A deadline rule as a plain phrase in the reader's language, such as "by 10 September each school year"."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, Final

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from roles.labels import POSTS, event_words
from schools.deadline_rules import Continuous, Event, FixedDate, PeriodEnd, Rule, TimesPerPeriod
from schools.words import format_clock, format_date, month_name

_LEAP_YEAR: Final = 2024  # so that 29 February can be named


def rule_words(rule: Rule | Mapping[str, Any]) -> str:
    """Return what a rule says, in the active language; modifiers follow after a comma, whom it concerns in brackets."""
    if isinstance(rule, Mapping):
        rule = Rule.from_json(rule)
    phrase = _WRITERS[type(rule)](rule)
    for extra in _modifiers(rule):
        phrase += f", {extra}"
    for limit in _limits(rule):
        phrase += f" ({limit})"
    return phrase


def _fixed_date(rule: FixedDate) -> str:
    words = {"day": _day(rule.month, rule.day)}
    yearly = rule.basis == "year"
    if rule.exact_day:
        return (_("on %(day)s each year") if yearly else _("on %(day)s each school year")) % words
    return (_("by %(day)s each year") if yearly else _("by %(day)s each school year")) % words


def _day(month: int, day: int | None) -> str:
    language = get_language() or "en"
    if day is None:
        return _("the end of the month (%(month)s)") % {"month": month_name(month, language)}
    words = format_date(date(_LEAP_YEAR, month, day), language, style="day")
    # In Estonian a month's number without its year is an ordinal and bears a full stop: "15.01. igal õppeaastal".
    return f"{words}." if language == "et" else words


def _period_end(rule: PeriodEnd) -> str:
    if rule.edge == "start" or rule.when == "before":
        return _around(rule)
    language = get_language() or "en"
    if "calendar_month" in rule.period and len(rule.period) == 1:
        months = ", ".join(month_name(month, language) for month in rule.months)
        if rule.offset == 0 and rule.unit == "working_day":
            return _("by the last working day of the month (%(months)s)") % {"months": months}
        end = _("the end of the month (%(months)s)") % {"months": months}
    else:
        names = period_ends()
        end = _(" and ").join(names[period] for period in rule.period)
    if rule.offset is None:
        return _("after %(end)s; the text gives no number of days") % {"end": end}
    if rule.offset == 0:
        return _at_end(rule, end)
    return _("within %(span)s after %(end)s") % {"span": _span(rule.offset, rule.unit), "end": end}


def _around(rule: PeriodEnd) -> str:
    """What counts before the end of a period, or from its start."""
    is_start, is_before = rule.edge == "start", rule.when == "before"
    names = period_starts() if is_start else period_ends()
    months = ", ".join(month_name(month, get_language() or "en") for month in rule.months)
    edges = [f"{names[one]} ({months})" if one == "calendar_month" else names[one] for one in rule.period]
    words = {"start" if is_start else "end": _(" and ").join(edges)}
    if rule.offset is None:
        return _unnumbered(is_start=is_start, is_before=is_before) % words
    if rule.offset == 0:
        return _at_start(rule, words["start"]) if is_start else _at_end(rule, words["end"])
    words["span"] = _span(rule.offset, rule.unit)
    if not is_start:
        return _("at the latest %(span)s before %(end)s") % words
    if is_before:
        return _("at the latest %(span)s before %(start)s") % words
    return _("within %(span)s after %(start)s") % words


def _unnumbered(*, is_start: bool, is_before: bool) -> str:
    if not is_start:
        return _("before %(end)s; the text gives no number of days")
    if is_before:
        return _("before %(start)s; the text gives no number of days")
    return _("after %(start)s; the text gives no number of days")


def _at_start(rule: PeriodEnd, start: str) -> str:
    words = {"start": start}
    if rule.unit == "working_day" and rule.when != "before":
        return _("by the first working day from %(start)s") % words
    if rule.unit == "working_day":
        return _("by the last working day up to %(start)s") % words
    return (_("on the very day of %(start)s") if rule.exact_day else _("by %(start)s")) % words


def _at_end(rule: PeriodEnd, end: str) -> str:
    if rule.unit == "working_day":
        return _("by the last working day up to %(end)s") % {"end": end}
    if rule.exact_day:
        return _("on the very day of %(end)s") % {"end": end}
    return _("by %(end)s") % {"end": end}


def period_ends() -> dict[str, str]:
    """Return the ends of periods in words, such as "the end of each month"."""
    return {
        "week": _("the end of each week"),
        "month": _("the end of each month"),
        "quarter": _("the end of each quarter"),
        "term": _("the end of each term"),
        "trimester": _("the end of each trimester"),
        "half_year": _("the end of each half-year"),
        "school_year": _("the end of the school year"),
        "year": _("the end of the year"),
        "calendar_month": _("the end of the month"),
    }


def period_starts() -> dict[str, str]:
    """Return the starts of periods in words, such as "the start of each month"."""
    return {
        "week": _("the start of each week"),
        "month": _("the start of each month"),
        "quarter": _("the start of each quarter"),
        "term": _("the start of each term"),
        "trimester": _("the start of each trimester"),
        "half_year": _("the start of each half-year"),
        "school_year": _("the start of the school year"),
        "year": _("the start of the year"),
        "calendar_month": _("the start of the month"),
    }


def _span(number: int, unit: str | None) -> str:
    if unit == "working_day":
        words = ngettext("%(n)d working day", "%(n)d working days", number)
    elif unit == "week":
        words = ngettext("%(n)d week", "%(n)d weeks", number)
    elif unit == "month":
        words = ngettext("%(n)d month", "%(n)d months", number)
    elif unit == "hour":
        words = ngettext("%(n)d hour", "%(n)d hours", number)
    else:
        words = ngettext("%(n)d day", "%(n)d days", number)
    return words % {"n": number}


def _times(rule: TimesPerPeriod) -> str:
    period = periods()[rule.per]
    low, high = rule.min or 0, rule.max
    if low == 0:
        count = ngettext("at most %(n)d time", "at most %(n)d times", high or 0) % {"n": high or 0}
    elif high is None:
        count = ngettext("at least %(n)d time", "at least %(n)d times", low) % {"n": low}
    elif low == high == 1:
        count = pgettext("how often", "once")
    elif low == high:
        count = ngettext("%(n)d time", "%(n)d times", low) % {"n": low}
    else:
        count = _("%(low)d to %(high)d times") % {"low": low, "high": high}
    return _("%(count)s %(period)s") % {"count": count, "period": period}


def periods() -> dict[str, str]:
    """Return the periods in which something is to happen so often, such as "a month"."""
    return {
        "day": _("a day"),
        "school_day": _("a school day"),
        "week": _("a week"),
        "two_weeks": _("in two weeks"),
        "month": _("a month"),
        "quarter": _("a quarter"),
        "term": _("a term"),
        "half_year": _("a half-year"),
        "activity_period": _("in an activity period"),
        "school_year": _("a school year"),
        "year": _("a year"),
    }


def _event(rule: Event) -> str:
    if rule.when == "as_ordered":
        if rule.ordered_by:
            return _("by the day that the order names (ordered by: %(who)s)") % {
                "who": POSTS.get(rule.ordered_by, rule.ordered_by)
            }
        return _("by the day that the order names")
    event = event_words(rule.event)
    if rule.offset is not None:
        words = {"span": _span(rule.offset, rule.unit), "event": event}
        if rule.when == "before":
            return _("%(span)s before it happens: %(event)s") % words
        return _("within %(span)s after it happens: %(event)s") % words
    phrases = {
        "immediate": _("at once, when it happens: %(event)s"),
        "asap": _("as soon as possible, when it happens: %(event)s"),
    }
    plain = {
        "before": _("before it happens: %(event)s (the text gives no number of days)"),
        "after": _("after it happens: %(event)s (no time limit in the text)"),
    }.get(rule.when, _("when it happens: %(event)s (no time limit in the text)"))
    return phrases.get(rule.urgency or "", plain) % {"event": event}


def _continuous(rule: Continuous) -> str:
    return _("all the time, without a date")


def weekday_words() -> dict[int, str]:
    """Return on which days of the week, 1 Monday to 7 Sunday, such as "on Monday"."""
    return {
        1: _("on Monday"),
        2: _("on Tuesday"),
        3: _("on Wednesday"),
        4: _("on Thursday"),
        5: _("on Friday"),
        6: _("on Saturday"),
        7: _("on Sunday"),
    }


def _modifiers(rule: Rule) -> list[str]:
    found = [weekday_words()[day] for day in getattr(rule, "weekdays", ())]
    if rule.time:
        clock = format_clock(time.fromisoformat(rule.time), get_language() or "en")
        found.append(_("by %(time)s") % {"time": clock})
    return [*found, *_ways(rule)]


def _ways(rule: Rule) -> list[str]:
    found = []
    if rule.approx:
        found.append(_("approximately"))
    not_before = getattr(rule, "not_before", None)
    if not_before:
        found.append(_("not before: %(event)s") % {"event": event_words(not_before)})
    if getattr(rule, "every", False):
        found.append(_("each time"))
    if getattr(rule, "form", None) == "written":
        found.append(_("in writing"))
    if getattr(rule, "needs_consent", False):
        found.append(_("with the consent of the one who holds the post"))
    return found


def _limits(rule: Rule) -> list[str]:
    found = []
    if rule.condition:
        found.append(_("only for: %(what)s") % {"what": rule.condition})
    if rule.part:
        found.append(_("only this part: %(what)s") % {"what": rule.part})
    return found


_WRITERS: Final[dict[type[Rule], Callable[[Any], str]]] = {
    FixedDate: _fixed_date,
    PeriodEnd: _period_end,
    TimesPerPeriod: _times,
    Event: _event,
    Continuous: _continuous,
}
