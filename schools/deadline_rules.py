"""Deadline rules as data: what a document's words say about time, read from and written to their JSON form.

The JSON form is `$defs/rule` of the schema for structured job descriptions. Five kinds are enough for every
wording that was found (domain research, rules, section 1): a fixed date, the end of a period, so many times per
period, an event, and continuous work. What the dates are is computed in `schools/deadlines.py`.

A rule keeps every key it was given, also those that mean nothing for its kind, so that
`Rule.from_json(data).to_json() == data` for every valid `data`.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from dataclasses import field as dataclass_field
from typing import Any, ClassVar, Literal, Self, cast

from schools.rule_shapes import BINDINGS, PERIODS, PERS, UNITS, RuleError, check_choice, check_shape

__all__ = [
    "BINDINGS", "MOST_OFFSET", "MOST_TIMES", "PERIODS", "PERS", "UNITS", "Continuous", "Event", "FixedDate",
    "PeriodEnd", "Rule", "RuleError", "TimesPerPeriod",
]  # fmt: skip

Binding = Literal["duty", "right", "document", "standing", "cap", "trigger"]
Unit = Literal["working_day", "calendar_day", "week", "month", "hour"]
Basis = Literal["school_year", "year"]
Period = Literal[
    "week",
    "month",
    "quarter",
    "term",
    "trimester",
    "half_year",
    "school_year",
    "year",
    "calendar_month",
]
Per = Literal[
    "day",
    "school_day",
    "week",
    "two_weeks",
    "month",
    "quarter",
    "term",
    "half_year",
    "activity_period",
    "school_year",
    "year",
]
When = Literal["at", "before", "after", "as_ordered"]
Edge = Literal["start", "end"]
Urgency = Literal["immediate", "asap"]

# No printed text says more, and a date beyond them could not be computed. The schema has no maxima, because a file is
# shared with programs that keep none.
MOST_OFFSET: dict[Unit, int] = {"working_day": 366, "calendar_day": 366, "week": 104, "month": 60, "hour": 8784}
MOST_TIMES = 366
_MONTHS_IN_YEAR = 12
_LONGEST_MONTH = 31
_DAYS_IN_WEEK = 7
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_LEAP_YEAR = 2024  # any leap year: 29 February is a date, 30 February is none


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What all kinds share. Built by `Rule.from_json`, or as one of the five kinds below."""

    kind: ClassVar[str] = ""

    words: str
    binding: Binding
    start: int | None = None
    end: int | None = None
    part: str | None = None
    condition: str | None = None
    approx: bool = False
    applies_to: Literal["document"] | None = None
    note: str | None = None
    # Until when on the day, the school's local time, "10:00"; None: the whole day counts.
    time: str | None = None
    # Schema keys that say nothing for this kind of rule, kept for the round trip; lists stand as tuples.
    extra: tuple[tuple[str, Any], ...] = ()
    # Which keys the JSON held, so that an explicit null or false comes back.
    given: frozenset[str] = dataclass_field(default=frozenset(), compare=False, repr=False)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Rule":
        """Read the JSON form; raises `RuleError` when the rule can never be kept or is not understood."""
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in _KINDS:
            raise RuleError("unknown_kind", f"There is no kind of rule called {kind!r}.", kind=kind)
        values = {key: value for key, value in data.items() if key != "kind"}
        for key, value in values.items():
            check_shape(key, value)
        return _KINDS[kind]._build(values)

    def to_json(self) -> dict[str, Any]:
        """The JSON form: the kind, all keys that were given, and all that differ from their default."""
        out: dict[str, Any] = {"kind": self.kind}
        for entry in fields(self):
            if entry.name in _NOT_IN_JSON:
                continue
            value = getattr(self, entry.name)
            if entry.default is MISSING or value != entry.default or entry.name in self.given:
                out[entry.name] = _thaw(value)
        out.update((key, _thaw(value)) for key, value in self.extra)
        return out

    @classmethod
    def _build(cls, values: Mapping[str, Any]) -> Self:
        own = {entry.name for entry in fields(cls)} - _NOT_IN_JSON
        needed = {entry.name for entry in fields(cls) if entry.default is MISSING} & own
        for key in sorted(needed - values.keys()):
            raise RuleError(
                "missing_key",
                f"A rule of the kind {cls.kind!r} needs {key!r}.",
                key=key,
                kind=cls.kind,
            )
        rule = cls(
            **{key: _freeze(value) for key, value in values.items() if key in own},
            extra=tuple(sorted((key, _freeze(value)) for key, value in values.items() if key not in own)),
            given=frozenset(values.keys() & own),
        )
        if rule.time is not None and not _TIME.fullmatch(rule.time):
            raise RuleError("no_such_time", f"There is no time {rule.time!r}.", key="time", value=rule.time)
        rule.check()
        return rule

    def check(self) -> None:
        """Raise `RuleError` when the parameters contradict each other or can never happen."""


@dataclass(frozen=True, kw_only=True)
class FixedDate(Rule):
    """A date of each school year (or calendar year): `day` is the last good day, None the month's last day.

    29 February is allowed; in a year without one it means the last day of February.
    """

    kind: ClassVar[str] = "fixed_date"

    month: int
    day: int | None = None
    basis: Basis = "school_year"
    not_before: str | None = None
    exact_day: bool = False

    def check(self) -> None:
        _check_month(self.month)
        if self.day is None:
            return
        _check_range("day", self.day, 1, _LONGEST_MONTH)
        if self.day > monthrange(_LEAP_YEAR, self.month)[1]:
            raise RuleError(
                "impossible_date",
                f"Day {self.day} of month {self.month} never comes.",
                month=self.month,
                day=self.day,
            )


@dataclass(frozen=True, kw_only=True)
class PeriodEnd(Rule):
    """So many units after the end of each named period; `offset` None: the text prints no number.

    `edge` "start": counted from the first day of the period instead of its last; `when` "before": so many units before
    that day instead of after it. The day itself is not counted, either way.
    """

    kind: ClassVar[str] = "period_end"

    period: tuple[Period, ...]
    months: tuple[int, ...] = ()
    offset: int | None = None
    unit: Unit | None = None
    basis: Basis | None = None
    exact_day: bool = False
    not_before: str | None = None
    when: When = "after"
    edge: Edge = "end"

    def check(self) -> None:
        if not self.period:
            raise RuleError("no_period", "The rule names no period.", key="period")
        for period in self.period:
            check_choice("period", period, PERIODS)
        for month in self.months:
            _check_month(month)
        if "calendar_month" in self.period and not self.months:
            raise RuleError(
                "no_months",
                "A rule for a calendar month must name the month.",
                key="months",
            )
        _check_offset(self.offset, self.unit)


@dataclass(frozen=True, kw_only=True)
class TimesPerPeriod(Rule):
    """Between `min` and `max` times in each period; without `min` (or with 0) only an upper limit.

    `weekdays` (1 Monday to 7 Sunday): on these days of each week, or of the second week of every two, once on each.
    """

    kind: ClassVar[str] = "times_per_period"

    per: Per
    min: int | None = None
    max: int | None = None
    basis: Basis | None = None
    within: str | None = None
    counts: str | None = None
    weekdays: tuple[int, ...] = ()

    @property
    def needed(self) -> int:
        """How often it must be done in a period; 0 for a mere upper limit."""
        return self.min or 0

    def check(self) -> None:
        if self.min is None and self.max is None:
            raise RuleError(
                "no_count",
                "The rule says neither how often at least nor at most.",
                key="min",
            )
        if self.min is not None:
            _check_range("min", self.min, 0, MOST_TIMES)
        if self.max is not None:
            _check_range("max", self.max, 1, MOST_TIMES)
        if self.min is not None and self.max is not None and self.min > self.max:
            raise RuleError(
                "min_above_max",
                f"At least {self.min} times cannot go with at most {self.max} times.",
                min=self.min,
                max=self.max,
            )
        if self.weekdays:
            self._check_weekdays()

    def _check_weekdays(self) -> None:
        for day in self.weekdays:
            _check_range("weekdays", day, 1, _DAYS_IN_WEEK)
        is_each_once = len(set(self.weekdays)) == len(self.weekdays) == self.min
        if self.per not in ("week", "two_weeks") or not is_each_once:
            raise RuleError(
                "weekdays_do_not_fit",
                "Days of the week need as many times a week, or in two weeks, as there are days.",
                key="weekdays",
            )


@dataclass(frozen=True, kw_only=True)
class Event(Rule):
    """Due when something happens, or so long before or after it; made only when somebody reports the event."""

    kind: ClassVar[str] = "event"

    event: str = "other"
    when: When = "at"
    offset: int | None = None
    unit: Unit | None = None
    urgency: Urgency | None = None
    ordered_by: str | None = None
    every: bool = False
    form: Literal["written"] | None = None
    chain: tuple[str, ...] = ()
    needs_consent: bool = False

    def check(self) -> None:
        _check_offset(self.offset, self.unit)


@dataclass(frozen=True, kw_only=True)
class Continuous(Rule):
    """Work that goes on all the time: no date, never late."""

    kind: ClassVar[str] = "continuous"


_KINDS: dict[str, type[Rule]] = {cls.kind: cls for cls in (FixedDate, PeriodEnd, TimesPerPeriod, Event, Continuous)}
_NOT_IN_JSON = frozenset({"extra", "given"})


def _check_month(month: int) -> None:
    if not 1 <= month <= _MONTHS_IN_YEAR:
        raise RuleError("no_such_month", f"There is no month {month}.", month=month)


def _check_range(key: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise RuleError(
            "out_of_range",
            f"The value {value} is not possible for {key!r}.",
            key=key,
            value=value,
        )


def _check_offset(offset: int | None, unit: str | None) -> None:
    if offset is None:
        return
    if offset < 0:
        raise RuleError("negative_offset", f"The number of days cannot be {offset}.", offset=offset)
    if unit is None:
        raise RuleError(
            "offset_without_unit",
            f"The number {offset} does not say of what.",
            offset=offset,
        )
    _check_range("offset", offset, 0, MOST_OFFSET[cast(Unit, unit)])


def _freeze(value: object) -> Any:
    return tuple(cast(list[object], value)) if isinstance(value, list) else value


def _thaw(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
