"""The kinds of deadlines in words that a principal knows, each with its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from roles.labels import EVENTS, POSTS
from roles.rule_forms import RuleForm, time_field
from roles.rule_words import period_ends, periods, weekday_words
from schools.deadline_rules import MOST_OFFSET, MOST_TIMES
from schools.words import month_name

LONGEST_EVENT: Final = 80
_DAYS: Final = (("working_day", _("working days")), ("calendar_day", _("calendar days")))
_LONGER: Final = (("week", _("weeks")), ("month", _("months")))
_WHEN: Final[dict[str, tuple[Promise, dict[str, str]]]] = {
    "at_once": (_("at once"), {"when": "at", "urgency": "immediate"}),
    "asap": (_("as soon as possible"), {"when": "at", "urgency": "asap"}),
    "at": (_("when it happens, no time limit in the text"), {"when": "at"}),
    "after": (_("within so many days or hours after it"), {"when": "after"}),
    "before": (_("so many days or hours before it"), {"when": "before"}),
}
# Where a period is counted from, and what the schema calls it.
_WHERE: Final[dict[str, tuple[Promise, dict[str, str]]]] = {
    "after_end": (_("after it has ended"), {}),
    "before_end": (_("before it ends"), {"when": "before"}),
    "after_start": (_("after it has begun"), {"edge": "start"}),
    "before_start": (_("before it begins"), {"when": "before", "edge": "start"}),
}


def _month_choices() -> list[tuple[int, str]]:
    return [(month, month_name(month, get_language() or "en")) for month in range(1, 13)]


def _period_choices() -> list[tuple[str, str]]:
    names = {
        "week": pgettext("which period", "each week"),
        "month": pgettext("which period", "each month"),
        "quarter": pgettext("which period", "each quarter"),
        "term": pgettext("which period", "each term"),
        "trimester": pgettext("which period", "each trimester"),
        "half_year": pgettext("which period", "each half-year"),
        "school_year": pgettext("which period", "the school year"),
        "year": pgettext("which period", "the calendar year"),
    }
    months = [(f"month-{number}", capfirst(name)) for number, name in _month_choices()]
    return [*((code, capfirst(words)) for code, words in names.items()), *months]


def _per_choices() -> list[tuple[str, str]]:
    return list(periods().items())


def _event_choices() -> list[tuple[str, str]]:
    found = sorted(((code, str(words)) for code, words in EVENTS.items() if code != "other"), key=lambda pair: pair[1])
    return [("", str(_("something else, in my words"))), *found]


def _superior_choices() -> list[tuple[str, str]]:
    posts = [(code, str(POSTS[code])) for code in ("head_of_school", "deputy_head")]
    return [("", _now("the text does not say")), *posts, ("direct manager", _now("the direct manager"))]


class DateForm(RuleForm):
    """By a date each school year."""

    kind = "fixed_date"
    owned = frozenset({"day", "month", "exact_day", "time"})

    day = forms.IntegerField(
        label=_("Day"), help_text=_("Empty: the last day of the month."), min_value=1, max_value=31, required=False
    )
    month = forms.TypedChoiceField(label=_("Month"), choices=_month_choices, coerce=int)
    exact_day = forms.BooleanField(label=_("On that very day, not before"), required=False)
    time = time_field()

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """Month, day (None: the month's last) and whether it is that very day."""
        found = {"month": data["month"], "day": data["day"]}
        if not self.before:
            found["basis"] = "school_year"
        return found | ({"exact_day": True} if data["exact_day"] else {})


class PeriodForm(RuleForm):
    """So many days before or after a period begins or ends."""

    kind = "period_end"
    owned = frozenset({"period", "months", "offset", "unit", "when", "edge", "exact_day", "time"})

    period = forms.ChoiceField(label=_("Which period?"), choices=_period_choices)
    where = forms.ChoiceField(
        label=_("When is it due?"),
        choices=[(code, words) for code, (words, _keys) in _WHERE.items()],
        widget=forms.RadioSelect,
        initial="after_end",
    )
    offset = forms.IntegerField(
        label=_("How many days before or after it?"),
        help_text=_("0: by that end or start itself."),
        min_value=0,
        max_value=MOST_OFFSET["working_day"],
    )
    unit = forms.ChoiceField(label=_("Which days?"), choices=(*_DAYS, *_LONGER))
    exact_day = forms.BooleanField(label=_("On that very day, not before"), required=False)
    time = time_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.before:
            field = self.fields["period"]
            known = [code for code, _words in field.choices]  # type: ignore[attr-defined]
            said = _period_code(self.before)
            if said not in known:  # several periods in one rule, as only a text says it
                field.choices = [(said, capfirst(_period_words(self.before))), *field.choices]  # type: ignore[attr-defined]
            self.fields["offset"].required = self.before.get("offset") is not None
            if self.before.get("unit") == "hour":
                self.fields["unit"].choices = [*self.fields["unit"].choices, ("hour", _("hours"))]  # type: ignore[attr-defined]

    def values(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        """The period with its month, and where it is counted from, as one choice each."""
        found = super().values(rule)
        if rule:
            start, before = rule.get("edge") == "start", rule.get("when") == "before"
            found["period"] = _period_code(rule)
            found["where"] = ("before" if before else "after") + ("_start" if start else "_end")
            found["unit"] = rule.get("unit") or "working_day"
        return found

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """The periods, the number of units, and on which side of which edge they are counted."""
        where = _WHERE[data["where"]][1]
        found = {
            **self._periods(data["period"]),
            "offset": data["offset"],
            "unit": data["unit"] if data["offset"] is not None else None,
            **where,
        }
        if "when" in self.before and "when" not in where:
            found["when"] = "after"
        if "edge" in self.before and "edge" not in where:
            found["edge"] = "end"
        return found | ({"exact_day": True} if data["exact_day"] else {})

    def _periods(self, code: str) -> dict[str, Any]:
        if self.before and code == _period_code(self.before):
            return {key: self.before[key] for key in ("period", "months") if key in self.before}
        name, _dash, month = code.partition("-")
        return {"period": ["calendar_month"], "months": [int(month)]} if month else {"period": [name]}


def _period_code(rule: Mapping[str, Any]) -> str:
    """The choice that a rule's periods are: "term", "month-8", else all of them ("term trimester")."""
    period, months = rule["period"], rule.get("months") or []
    if list(period) == ["calendar_month"]:
        return "-".join(["month", *map(str, months)])
    return " ".join(period)


def _period_words(rule: Mapping[str, Any]) -> str:
    months = ", ".join(month_name(month, get_language() or "en") for month in rule.get("months") or [])
    names = period_ends()
    return _now(" and ").join(
        f"{names[one]} ({months})" if one == "calendar_month" else names[one] for one in rule["period"]
    )


class TimesForm(RuleForm):
    """So many times in a period."""

    kind = "times_per_period"
    bindings = ("duty", "cap", "right")
    owned = frozenset({"min", "max", "per", "time", "weekdays"})

    min = forms.IntegerField(label=_("At least"), min_value=0, max_value=MOST_TIMES, required=False)
    max = forms.IntegerField(label=_("At most"), min_value=1, max_value=MOST_TIMES, required=False)
    per = forms.ChoiceField(label=_("In which time?"), choices=_per_choices)
    time = time_field()

    @classmethod
    def fits(cls, rule: Mapping[str, Any]) -> bool:
        """Of this kind are also those by the day and on days of the week, which have forms of their own."""
        return super().fits(rule) and not rule.get("weekdays")

    def check(self, data: dict[str, Any]) -> None:
        """A duty says how often at least, an upper limit only how often at most."""
        if data["binding"] == "duty" and not data["min"]:
            self.add_error("min", _("A duty says how often at least."))
        if data["binding"] == "cap" and (data["min"] or not data["max"]):
            self.add_error("max", _("An upper limit says only how often at most."))

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """How often at least and at most (None: not said), and in which time."""
        return {"min": data["min"], "max": data["max"], "per": data["per"]}


class DailyForm(RuleForm):
    """Every day."""

    kind = "times_per_period"
    owned = TimesForm.owned

    per = forms.ChoiceField(
        label=_("On which days?"),
        choices=(("school_day", _("on each day of lessons")), ("day", _("on each working day"))),
        widget=forms.RadioSelect,
        initial="school_day",
    )
    time = time_field()

    @classmethod
    def fits(cls, rule: Mapping[str, Any]) -> bool:
        """Once a day."""
        is_once = (rule.get("min"), rule.get("max") or 1) == (1, 1)
        return super().fits(rule) and is_once and rule.get("per") in ("day", "school_day")

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """At least once, on each day."""
        return {"min": 1, "max": self.before.get("max"), "per": data["per"]}


class WeekdaysForm(RuleForm):
    """On certain days of the week."""

    kind = "times_per_period"
    owned = TimesForm.owned

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days of the week?"),
        choices=lambda: [(day, capfirst(words)) for day, words in weekday_words().items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    per = forms.ChoiceField(
        label=_("How often?"),
        choices=(("week", _("every week")), ("two_weeks", _("every second week"))),
        widget=forms.RadioSelect,
        initial="week",
    )
    time = time_field()

    @classmethod
    def fits(cls, rule: Mapping[str, Any]) -> bool:
        """Days are named."""
        return super().fits(rule) and bool(rule.get("weekdays"))

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """The days in their order, and as many times."""
        days = sorted(data["weekdays"])
        most = None if self.before and self.before.get("max") is None else len(days)
        return {"min": len(days), "max": most, "per": data["per"], "weekdays": days}


class EventForm(RuleForm):
    """When something happens."""

    kind = "event"
    bindings = ("duty", "trigger", "right")
    owned = frozenset({"event", "when", "offset", "unit", "urgency"})
    either = ("event", "other")
    UNITS = (*_DAYS, ("hour", _("hours")), *_LONGER)

    event = forms.ChoiceField(label=_("What happens?"), choices=_event_choices, required=False)
    other = forms.CharField(label=_("In my words"), max_length=LONGEST_EVENT, required=False)
    when = forms.ChoiceField(
        label=_("When is it due?"),
        choices=[(code, words) for code, (words, _keys) in _WHEN.items()],
        widget=forms.RadioSelect,
        initial="at_once",
    )
    offset = forms.IntegerField(
        label=_("How many days or hours?"), min_value=0, max_value=MOST_OFFSET["hour"], required=False
    )
    unit = forms.ChoiceField(label=_("Of what?"), choices=UNITS, required=False)

    @classmethod
    def fits(cls, rule: Mapping[str, Any]) -> bool:
        """Not those of an order, which have a form of their own."""
        return super().fits(rule) and rule.get("when") != "as_ordered"

    def values(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        """What happens as a choice or in words, and when it is due."""
        found = super().values(rule)
        if rule:
            event = str(rule.get("event", ""))
            is_known = event in EVENTS
            found["event"] = event if is_known and event != "other" else ""
            found["other"] = "" if is_known else event.replace("_", " ").strip()
            found["when"] = _when_code(rule)
        return found

    def check(self, data: dict[str, Any]) -> None:
        """It is said what happens; a number goes with "before" and "after" only, and these need one."""
        has_number = data["offset"] is not None
        if not data["event"] and not data["other"]:
            self.add_error("other", _("Say what happens."))
        if data["when"] in ("after", "before"):
            is_as_read = (
                bool(self.before) and _when_code(self.before) == data["when"] and self.before.get("offset") is None
            )
            if not has_number and not is_as_read:
                self.add_error("offset", _("Say how many."))
        elif has_number:
            self.add_error("offset", _("A number goes only with “before it” and “after it”."))

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """What happens, when it is due, and the number with its unit where there is one."""
        event = data["event"] or _event_of(data["other"])
        found: dict[str, Any] = {"event": event, **_WHEN[data["when"]][1]}
        if self.before and _when_code(self.before) == data["when"]:
            found = {key: value for key, value in found.items() if key != "when"}
            found |= {key: self.before[key] for key in ("when",) if key in self.before}
        if data["offset"] is not None:
            found |= {"offset": data["offset"], "unit": data["unit"] or "working_day"}
        return found


def _event_of(words: str) -> str:
    """The known event of that name; the school's own words are kept as the schema keeps unknown events: as a slug."""
    names = {str(name).casefold(): code for code, name in EVENTS.items()}
    return names.get(words.casefold()) or "_".join(words.split()) or "other"


def _when_code(rule: Mapping[str, Any]) -> str:
    urgent = {"immediate": "at_once", "asap": "asap"}.get(str(rule.get("urgency")))
    if urgent or rule.get("when") == "before":
        return urgent or "before"
    return "after" if rule.get("offset") is not None else "at"


class OrderForm(RuleForm):
    """As somebody orders, by the day that the order names."""

    kind = "event"
    owned = frozenset({"event", "when", "ordered_by"})

    ordered_by = forms.ChoiceField(label=_("Who orders it?"), choices=_superior_choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, said = self.fields["ordered_by"], self.before.get("ordered_by")
        if said and said not in [code for code, _words in field.choices]:  # type: ignore[attr-defined]
            field.choices = [*field.choices, (said, said)]  # type: ignore[attr-defined]

    @classmethod
    def fits(cls, rule: Mapping[str, Any]) -> bool:
        """The day is that of an order."""
        return super().fits(rule) and rule.get("when") == "as_ordered"

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """The order, and whose it is where that is said."""
        event = self.before.get("event", "order")
        found = {"event": event, "when": "as_ordered"}
        return found | ({"ordered_by": data["ordered_by"]} if data["ordered_by"] else {})


class AlwaysForm(RuleForm):
    """All the time, without a date."""

    kind = "continuous"
    bindings = ("standing", "right")


# In the order in which the page offers them: what it is called, an example, the form.
NEW_RULES: Final[dict[str, tuple[Promise, Promise, type[RuleForm]]]] = {
    "date": (_("By a date each school year"), _("For example by 15 September."), DateForm),
    "period": (
        _("Around the start or end of a month, a term or the school year"),
        _("For example within 5 working days after each month, or 3 working days before the half-year ends."),
        PeriodForm,
    ),
    "daily": (_("Every day"), _("For example each day of lessons by 10:00."), DailyForm),
    "weekdays": (_("On certain days of the week"), _("For example every Friday."), WeekdaysForm),
    "times": (_("So many times in a period"), _("For example twice a half-year."), TimesForm),
    "event": (_("When something happens"), _("For example at once when a device is broken."), EventForm),
    "order": (_("When somebody orders it"), _("For example on the instruction of the head of school."), OrderForm),
    "always": (_("All the time, without a date"), _("It stands among the duties and is never late."), AlwaysForm),
}


def kind_of(rule: Mapping[str, Any]) -> str:
    """Return the code under which a rule is offered."""
    return next(code for code, (_title, _example, form) in NEW_RULES.items() if form.fits(rule))
