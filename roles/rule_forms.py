"""A deadline that a principal adds to a clause: its kind in words they know, and the words of the text it hangs on."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from roles.labels import EVENTS
from roles.problem_words import describe
from roles.rule_words import period_ends, periods
from roles.structure import check_rule
from schools.deadline_rules import MOST_OFFSET, MOST_TIMES
from schools.words import month_name

LONGEST_WORDS: Final = 500
LONGEST_EVENT: Final = 80
_PARTS_SHOWN: Final = 8
# Where a text can be cut into phrases; a full stop behind a digit is a date ("15. septembriks") or a number.
# What a deadline is likely to say: a number, or a word of time, in the four languages; how far around it is told.
_TIMES: Final = re.compile(
    r"\d|^(?:daily|weekly|monthly|yearly|every|each|once|twice|always|immediately"
    r"|iga|igal|kord|kaks|pidevalt|viivitamata|kohe|regulaarselt"
    r"|joka|kerran|kahdesti|aina|jatkuvasti|heti|säännöllisesti"
    r"|kas|kasmet|kasdien|kartą|kartus|nuolat|nedelsdamas|nedelsiant)$"
    r"|^(?:januar|februar|march|april|may$|june|july|august|septemb|octob|novemb|decemb"
    r"|jaanuar|veebruar|märts|aprill|mai|juuni|juuli|oktoob|detsemb"
    r"|tammik|helmik|maalisk|huhtik|toukok|kesäk|heinäk|elok|syysk|lokak|marrask|jouluk"
    r"|saus|vasar|kovo|baland|geguž|birže|liep|rugpj|rugsė|spal|lapkr|gruod)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?:by|within|until|before|after|at|least|most|no|later|than|in|on|the|of|end|every|each"
    r"|hiljemalt|enne|pärast|viimeistään|ennen|jälkeen|noin|iki|per|po|prieš|ne|vėliau|kaip|du|tris|bent)",
    re.IGNORECASE,
)
_BEHIND: Final = 4  # words behind the first number or month: "10 September each school year"; or one: "10 September"
_CUTS: Final = re.compile(r"(?<!\d)[.!?](?=\s|$)|[,;:()\n]|\s[–—]\s")
BINDINGS: Final[dict[str, Promise]] = {
    "duty": _("a duty: it has to be done"),
    "standing": _("a standing duty: always, never late"),
    "trigger": _("starts a procedure"),
    "cap": _("an upper limit: nothing to be done"),
    "right": _("a right: nothing to be done"),
}
_WHEN: Final[dict[str, tuple[Promise, dict[str, str]]]] = {
    "at_once": (_("at once"), {"when": "at", "urgency": "immediate"}),
    "asap": (_("as soon as possible"), {"when": "at", "urgency": "asap"}),
    "at": (_("when it happens, no time limit in the text"), {"when": "at"}),
    "after": (_("within so many days or hours after it"), {"when": "after"}),
    "before": (_("so many days or hours before it"), {"when": "before"}),
}


def phrases(text: str) -> list[str]:
    """Return phrases of a text that may carry a deadline, letter for letter: those with a number first, at most 8."""
    found: list[str] = []
    start = 0
    for cut in [*_CUTS.finditer(text), None]:
        phrase = text[start : cut.start() if cut else len(text)].strip()
        start = cut.end() if cut else len(text)
        if " " in phrase and len(phrase) <= LONGEST_WORDS and phrase not in found:
            found.append(phrase)
    return sorted(found, key=lambda phrase: not re.search(r"\d", phrase))[:_PARTS_SHOWN]


def likely_words(text: str) -> list[str]:
    """Return the few words of each phrase that are likely to say when, letter for letter: "by 10 September"."""
    found: list[str] = []
    for phrase in phrases(text):
        words = [(match.group(), match.start(), match.end()) for match in re.finditer(r"\S+", phrase)]
        place = next((place for place, (word, _start, _end) in enumerate(words) if _TIMES.search(word)), None)
        if place is None:
            continue
        first = place
        while first and _BEFORE.fullmatch(words[first - 1][0]):
            first -= 1
        for last in (place + 1, place + _BEHIND):
            told = phrase[words[first][1] : words[min(last, len(words) - 1)][2]]
            if told not in (phrase, *found):
                found.append(told)
    return found[:_PARTS_SHOWN]


class NewRuleForm(forms.Form):
    """What all kinds share. ``text`` is the clause's; :meth:`rule` is the rule's JSON once the form is valid."""

    kind = ""
    bindings: tuple[str, ...] = ("duty", "right")

    words = forms.ChoiceField(label=_("Which words of the text say so?"), widget=forms.RadioSelect, required=False)
    typed = forms.CharField(
        label=_("Or write them, letter for letter"),
        help_text=_("Only as many words as say when: they are marked in the text beside the duty."),
        max_length=LONGEST_WORDS,
        required=False,
    )

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        choices = [(phrase, phrase) for phrase in [*likely_words(text), *phrases(text)]]
        self.fields["words"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["words"]
        self.fields["binding"] = forms.ChoiceField(
            label=_("What is it?"),
            choices=[(code, BINDINGS[code]) for code in self.bindings],
            widget=forms.RadioSelect,
            initial=self.bindings[0],
        )
        own = [name for name in self.fields if name not in ("words", "typed", "binding")]
        self.order_fields([*own, "words", "typed", "binding"])

    def clean(self) -> dict[str, Any]:
        """The words stand in the text, and the rule can be kept."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        words = data.get("typed") or data.get("words")
        if "typed" in self.errors or "words" in self.errors:
            return data
        if not words:
            self.add_error("words" if "words" in self.fields else "typed", _("Choose or write the words."))
        elif words not in self.text:
            self.add_error("typed", _("These words do not stand in the text."))
        if not self.errors:
            self.check(data)
        if not self.errors:
            for problem in check_rule(self.rule(), self.text):
                field = "day" if problem.code == "impossible_date" and "day" in self.fields else None
                self.add_error(field, describe(problem))
        return data

    def check(self, data: dict[str, Any]) -> None:
        """Add errors of this kind alone."""

    def rule(self) -> dict[str, Any]:
        """Return the rule as role.schema.json writes it."""
        data = self.cleaned_data
        words = data.get("typed") or data.get("words")
        return {"kind": self.kind, "words": words, "binding": data["binding"], **self.parameters(data)}

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """What this kind of rule says beside its words."""
        return {}


def _month_choices() -> list[tuple[int, str]]:
    return [(month, month_name(month, get_language() or "en")) for month in range(1, 13)]


def _period_choices() -> list[tuple[str, str]]:
    return [(code, capfirst(words)) for code, words in period_ends().items() if code != "calendar_month"]


def _per_choices() -> list[tuple[str, str]]:
    return list(periods().items())


def _event_choices() -> list[tuple[str, str]]:
    found = sorted(((code, str(words)) for code, words in EVENTS.items() if code != "other"), key=lambda pair: pair[1])
    return [("", str(_("something else, in my words"))), *found]


class DateForm(NewRuleForm):
    """By a date each school year."""

    kind = "fixed_date"

    day = forms.IntegerField(
        label=_("Day"), help_text=_("Empty: the last day of the month."), min_value=1, max_value=31, required=False
    )
    month = forms.TypedChoiceField(label=_("Month"), choices=_month_choices, coerce=int)
    exact_day = forms.BooleanField(label=_("On that very day, not before"), required=False)

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """Month, day (None: the month's last) and whether it is that very day."""
        found = {"month": data["month"], "day": data["day"], "basis": "school_year"}
        return found | ({"exact_day": True} if data["exact_day"] else {})


class PeriodForm(NewRuleForm):
    """So many days after a period ends."""

    kind = "period_end"
    UNITS = (("working_day", _("working days")), ("calendar_day", _("calendar days")))

    period = forms.ChoiceField(label=_("Which end?"), choices=_period_choices)
    offset = forms.IntegerField(
        label=_("How many days after it?"),
        help_text=_("0: by that end."),
        min_value=0,
        max_value=MOST_OFFSET["working_day"],
    )
    unit = forms.ChoiceField(label=_("Which days?"), choices=UNITS)

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """The period, the number of days and their unit."""
        return {"period": [data["period"]], "offset": data["offset"], "unit": data["unit"]}


class TimesForm(NewRuleForm):
    """So many times in a period."""

    kind = "times_per_period"
    bindings = ("duty", "cap", "right")

    min = forms.IntegerField(label=_("At least"), min_value=0, max_value=MOST_TIMES, required=False)
    max = forms.IntegerField(label=_("At most"), min_value=1, max_value=MOST_TIMES, required=False)
    per = forms.ChoiceField(label=_("In which time?"), choices=_per_choices)

    def check(self, data: dict[str, Any]) -> None:
        """A duty says how often at least, an upper limit only how often at most."""
        if data["binding"] == "duty" and not data["min"]:
            self.add_error("min", _("A duty says how often at least."))
        if data["binding"] == "cap" and (data["min"] or not data["max"]):
            self.add_error("max", _("An upper limit says only how often at most."))

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """How often at least and at most (None: not said), and in which time."""
        return {"min": data["min"], "max": data["max"], "per": data["per"]}


class EventForm(NewRuleForm):
    """When something happens."""

    kind = "event"
    bindings = ("duty", "trigger", "right")
    UNITS = (*PeriodForm.UNITS, ("hour", _("hours")))

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

    def check(self, data: dict[str, Any]) -> None:
        """It is said what happens; a number goes with "before" and "after" only, and these need one."""
        has_number = data["offset"] is not None
        if not data["event"] and not data["other"]:
            self.add_error("other", _("Say what happens."))
        if data["when"] in ("after", "before"):
            if not has_number:
                self.add_error("offset", _("Say how many."))
        elif has_number:
            self.add_error("offset", _("A number goes only with “before it” and “after it”."))

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """What happens, when it is due, and the number with its unit where there is one."""
        # A word of the school's own is kept as the schema keeps unknown events: as a slug of its words.
        event = data["event"] or "_".join(data["other"].split()) or "other"
        found = {"event": event, **_WHEN[data["when"]][1]}
        if data["offset"] is not None:
            found |= {"offset": data["offset"], "unit": data["unit"] or "working_day"}
        return found


class AlwaysForm(NewRuleForm):
    """All the time, without a date."""

    kind = "continuous"
    bindings = ("standing", "right")


# In the order in which the page offers them: what it is called, an example, the form.
NEW_RULES: Final[dict[str, tuple[Promise, Promise, type[NewRuleForm]]]] = {
    "date": (_("By a date each school year"), _("For example by 15 September."), DateForm),
    "period": (
        _("Some days after a month, a term or the school year has ended"),
        _("For example within 5 working days after each month."),
        PeriodForm,
    ),
    "times": (_("So many times in a period"), _("For example twice a half-year."), TimesForm),
    "event": (_("When something happens"), _("For example at once when a device is broken."), EventForm),
    "always": (_("All the time, without a date"), _("It stands among the duties and is never late."), AlwaysForm),
}
