"""Rules in short, for tables of sentences: "by 10 September = 9-10", "every month = 1/month"."""

from roles.reading.grammar import find_rules

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"working_day": "wd", "calendar_day": "cd", "hour": "h", "month": "m", "week": "w", None: ""}


def short(rule):
    """The rule without its words: kind and what decides the date, and the binding where it is not the usual one."""
    text = {
        "fixed_date": lambda: f"{rule['month']}-{rule['day'] or '?'}",
        "period_end": lambda: _end(rule),
        "times_per_period": lambda: _times(rule),
        "event": lambda: _event(rule),
        "continuous": lambda: "continuous",
    }[rule["kind"]]()
    text += f" by {rule['time']}" if "time" in rule else ""
    usual = "standing" if rule["kind"] == "continuous" else "duty"
    return text if rule["binding"] == usual else f"{text} {rule['binding']}"


def _end(rule):
    periods = "+".join(rule["period"]) if "months" not in rule else f"month{rule['months'][0]}"
    offset = "?" if rule["offset"] is None else rule["offset"]
    sign = "=" if rule.get("exact_day") else "-" if rule.get("when") == "before" else "+"
    return f"{rule.get('edge', 'end')} {periods} {sign}{offset}{UNITS[rule['unit']]}"


def _times(rule):
    low, high = rule["min"], rule["max"]
    count = f"{low}+" if high is None else f"{low}" if low == high else f"{low}-{high}"
    days = "".join(f" {DAYS[day - 1]}" for day in rule.get("weekdays", ()))
    return f"{'~' if rule.get('approx') else ''}{count}/{rule['per']}{days}"


def _event(rule):
    offset = f" {rule['offset']}{UNITS[rule['unit']]}" if rule.get("offset") is not None else ""
    return f"{rule['event']} {rule['when']}{offset}{'!' if rule.get('urgency') == 'immediate' else ''}" + (
        "~" if rule.get("urgency") == "asap" else ""
    )


def found(text, language, **section):
    """What the grammar finds: "words = rule" for each."""
    return [f"{one.rule['words']} = {short(one.rule)}" for one in find_rules(text, language, **section)]
