"""What is wrong with a structured document, in sentences for the person who wrote it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roles.structure import Problem


@dataclass(frozen=True)
class ProblemWords:
    """A problem for display: where it is in the reader's terms, and one sentence."""

    where: str
    sentence: str
    code: str


def describe(problem: Problem) -> str:
    """Return one sentence in the active language."""
    key, value = problem.data.get("key", ""), problem.data.get("value", "")
    words = {
        "key": key,
        "value": value,
        "known": problem.data.get("known", ""),
        "longest": problem.data.get("longest", ""),
        "line": problem.data.get("line", ""),
        "column": problem.data.get("column", ""),
        "day": problem.data.get("day", ""),
        "month": problem.data.get("month", ""),
        "min": problem.data.get("min", ""),
        "max": problem.data.get("max", ""),
    }
    return (_sentences().get(problem.code) or _("The deadline is not possible as it stands: %(code)s.")) % {
        **words,
        "code": problem.data.get("sentence", problem.code),
    }


def _sentences() -> dict[str, str]:
    return {
        "not_text": _("The file is not text in UTF-8."),
        "not_json": _("This is not JSON: line %(line)s, column %(column)s."),
        "too_deep": _("The document is nested too deeply."),
        "too_many": _("The document has more than %(longest)s clauses."),
        "duplicate_key": _("“%(key)s” stands twice."),
        "missing_key": _("“%(key)s” is missing."),
        "unknown_key": _("“%(key)s” is not known here."),
        "unknown_kind": _("Unknown kind “%(value)s”. Known are: %(known)s."),
        "unknown_value": _("“%(value)s” is not one of the known values: %(known)s."),
        "bad_constant": _("“%(value)s” is no value that a document may hold."),
        "wrong_type": _("The value is not of the right type."),
        "out_of_range": _("“%(value)s” is not possible here."),
        "too_long": _("“%(key)s” is longer than %(longest)s characters."),
        "bad_character": _("The text holds a character that cannot be printed."),
        "unknown_post": _("The document names no post “%(value)s”."),
        "words_not_in_text": _("The words of the deadline do not stand in the text: “%(value)s”."),
        "empty_clause": _("The clause has no text. Write it or delete the clause."),
        "no_words": _("The deadline has no words."),
        "number_twice": _("The number %(value)s is printed twice."),
        "min_above_max": _("At least %(min)s times cannot go with at most %(max)s times."),
        "weekdays_do_not_fit": _("Days of the week need as many times a week, or in two weeks, as there are days."),
        "no_such_time": _("There is no time “%(value)s”."),
        "impossible_date": _("There is no day %(day)s in month %(month)s."),
    }


_KEY = re.compile(r"(?:^\$|\])\.(\w+)$")
_PLACE = re.compile(r"(sections|items|outcomes|rules)\[(\d+)\]")


def place_words(place: str) -> str:
    """Return where it is, counted from 1: "Section 2, item 3, “kind”"; "The document" for the document itself."""
    names = {
        "sections": _("section %(n)s"),
        "items": _("item %(n)s"),
        "outcomes": _("outcome %(n)s"),
        "rules": _("deadline %(n)s"),
    }
    words = [names[name] % {"n": int(number) + 1} for name, number in _PLACE.findall(place)] or [_("the document")]
    words += [f"“{key}”" for key in _KEY.findall(place)]
    return capfirst(", ".join(words))


def in_words(problems: Iterable[Problem]) -> list[ProblemWords]:
    """Return problems for a page."""
    return [ProblemWords(place_words(p.place), describe(p), p.code) for p in problems]
