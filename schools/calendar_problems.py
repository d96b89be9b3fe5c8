"""What is wrong with an entered calendar, in plain words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from schools.calendar_drafts import YearDraft
from schools.models.calendar import TermKind
from schools.school_calendars import CalendarProblem, SchoolYearDates, year_label

_ROMAN = dict(enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"), start=1))


def term_name(kind: str, number: int) -> str:
    """ "Trimester 2" in the reader's language; Lithuanian schools number their terms in Roman numerals."""
    is_roman = (get_language() or "en").startswith("lt")
    words = {"kind": TermKind(kind).label, "number": _ROMAN.get(number, number) if is_roman else number}
    # Where the number comes first, the word after it stays small.
    return capfirst(gettext("%(kind)s %(number)s") % words)


def problem_words(
    problem: CalendarProblem, groups: Mapping[str, str] | None = None, years: Iterable[SchoolYearDates] = ()
) -> str:
    """Return a sentence that says what does not fit; ``groups`` gives the names of groups by their id."""
    ends = {year.key: year.ends_on for year in years}
    words = _SENTENCES[problem.code]() % {
        "year": year_label(problem.year_key, ends.get(problem.year_key)),
        "term": term_name(*problem.term) if problem.term else "",
        "other": _other(problem, ends),
    }
    if problem.group_id is None:
        return words
    return gettext("Class %(name)s: %(words)s") % {
        "name": (groups or {}).get(problem.group_id, problem.group_id),
        "words": words,
    }


def field_of(problem: CalendarProblem, draft: YearDraft) -> str | None:
    """Return the field of the form of a year at which a problem is mended; None when it lies elsewhere.

    Names of fields are those of :class:`schools.forms.YearForm`.
    """
    if problem.code in {"years_overlap", "gap_between_years"}:
        return {problem.year_key: "ends_on", problem.other: "starts_on"}.get(draft.key)
    if problem.year_key != draft.key or problem.group_id is not None:
        return None
    if problem.code == "teaching_outside_year":
        is_inside = draft.starts_on <= draft.teaching_starts_on <= draft.ends_on
        return "teaching_ends_on" if is_inside else "teaching_starts_on"
    return _term_field(problem, draft) if problem.term else _FIELDS.get(problem.code)


def _term_field(problem: CalendarProblem, draft: YearDraft) -> str:
    """The later of two terms that overlap begins too early; else a term begins before its year, or ends wrongly."""
    kind, number = problem.other if isinstance(problem.other, tuple) else problem.term or ("", 0)
    begins = [term.starts_on for term in draft.terms if (term.kind, term.number) == (kind, number)]
    is_early = problem.code == "term_outside_year" and min(begins, default=draft.starts_on) < draft.starts_on
    return f"{kind}-{number}-{'starts' if is_early or problem.code == 'terms_overlap' else 'ends'}"


_FIELDS = {
    "year_ends_before_it_begins": "ends_on",
    "year_too_long": "ends_on",
    "year_key_is_not_its_first_year": "starts_on",
    "teaching_ends_before_it_begins": "teaching_ends_on",
}


def _other(problem: CalendarProblem, ends: Mapping[str, date]) -> str:
    if isinstance(problem.other, tuple):
        return term_name(*problem.other)
    return year_label(problem.other or "", ends.get(problem.other or ""))


_SENTENCES: dict[str, Callable[[], str]] = {
    "duplicate_year": lambda: gettext("The school year %(year)s is there twice."),
    "years_overlap": lambda: gettext("The school years %(year)s and %(other)s overlap."),
    "gap_between_years": lambda: gettext(
        "There are days between the school years %(year)s and %(other)s that belong to neither. "
        "Let the next year begin on the day after the one before ends."
    ),
    "year_ends_before_it_begins": lambda: gettext("The school year %(year)s ends before it begins."),
    "year_too_long": lambda: gettext("The school year %(year)s lasts longer than fourteen months; check its last day."),
    "year_key_is_not_its_first_year": lambda: gettext("The school year %(year)s does not begin in that year."),
    "teaching_ends_before_it_begins": lambda: gettext("In %(year)s lessons end before they begin."),
    "teaching_outside_year": lambda: gettext(
        "In %(year)s lessons begin or end on a day that is not in the school year."
    ),
    "duplicate_term": lambda: gettext("%(term)s is there twice in %(year)s."),
    "term_ends_before_it_begins": lambda: gettext("%(term)s of %(year)s ends before it begins."),
    "term_outside_year": lambda: gettext("%(term)s lies partly outside the school year %(year)s."),
    "terms_overlap": lambda: gettext("%(term)s and %(other)s of %(year)s overlap."),
    "closure_ends_before_it_begins": lambda: gettext("“%(other)s” ends before it begins."),
    "closure_too_long": lambda: gettext("“%(other)s” lasts longer than any holiday; check its dates."),
}
