"""What a language's time words are: the type that each ``time_words/<code>.py`` fills as its ``LEXICON``.

A language is one file. The engine (``grammar`` and the modules it names) knows no word of any language.

How the engine reads: a text is cut into tokens (runs of letters, runs of digits, single signs); the phrases of
:attr:`Lexicon.tags` turn them into *units* (one tag and value each, longest phrase first); the *patterns* are regular
expressions over tags, each with the name of the builder that makes a rule of the units it covered.

Phrases: words separated by spaces, alternatives by ``|``. ``rugsėj*`` is a stem with any ending; ``d.`` is the letter
and the full stop, so abbreviations with or without spaces between them are the same phrase. All in small letters.
Numbers in digits, roman numerals I-IV and signs are tagged by the engine itself. No phrase may stand under two tags
(the engine refuses it): let patterns say ``(by|prior)`` instead. A single word of five or more letters also fits when
one of its letters is wrong, unless that makes two meanings of it. ``en.py`` is the shortest example.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# An event that is only named ("a broken device"): it says what "within five days" means, and nothing by itself.
LATENT = "latent"
# An event that is a day by itself ("on the last day of employment"): what follows it keeps its own "within".
ON_DAY = "on_day"

# Tags that the engine gives itself; patterns may name them beside the lexicon's own.
BUILT_IN = (
    "number",  # "5", "3-4", "5 (five)": value and, of a range, its upper end
    "year_number",  # 1900-2100
    "roman",  # I, II, III, IV
    "day_month",  # "10.09", "10.9.": only with ordinal_dot; value is the day, high the month
    "word",  # any word that is in no phrase
    "dot",
    "comma",
    "semicolon",
    "colon",
    "open",
    "close",
    "dash",
    "slash",
    "sign",  # any other sign
)


@dataclass(frozen=True)
class Lexicon:
    """The time words of one language.

    tags: ``"tag"`` or ``"tag:value"`` → phrases. The builders read these tags (others are free, for patterns only):

    - ``number:N`` words for numbers (case forms); ``a`` an article that means one ("a week before"); ``ordinal:N``
    - ``month:N``; ``month_in:N`` the same where a case says
      "in" (optional, read like ``month``); ``range`` a word between two numbers ("to", "iki", "kuni")
    - ``unit:U`` with U of working_day, calendar_day, week, month, hour, minute, year: what an offset is counted in
    - ``period:P`` with P of day, week, month, quarter, term, trimester, half_year, activity_period, school_year, year;
      any tag whose name starts with ``period`` or ``unit`` is read as such (``period_in:month`` for a case meaning
      "per", ``unit_within:week``), and a ``unit`` of week, month or year may stand for the period and the other way
    - any tag whose name starts with ``month`` is a month (``month_by:9`` for a case meaning "by")
    - ``often:N`` N times in one word or phrase ("kolmesti", "kuus korda")
    - ``upto`` a word that means "by" before a date and "at most" before a number ("kuni")
    - a ``week`` after the ``ordinal`` of a ``date`` match: the n-th week of the month
    - ``adverb:P`` "monthly", "kord kuus" in one word: P as above or ``N/P`` ("2/year"); ``once``, ``twice``: 1, 2 times
    - ``at_least``, ``at_most``, ``about``, ``every``, ``last``, ``working`` (last *working* day), ``start``, ``end``
    - ``second`` "every second", ``half`` "half a"; ``season`` of the school year; ``not_ended`` "before May ends"
    - ``immediate``, ``asap``, ``same_day``, ``need``, ``order``, ``continuous``, ``written``
    - ``ordered_by:KEY`` who gives the order (a post key or words)

    patterns: (builder, pattern) pairs. A pattern is a regular expression whose names are tags, spaces meaning nothing:
    ``"by every? month number daymark?"``. Names in capitals are ``macros``. What stands in ``(?=…)`` and ``(?<=…)`` is
    context and no part of the words. ``gap`` is up to three words of any kind but signs. Builders: see
    ``rule_builders.BUILDERS``:

    - ``date`` → fixed_date (month, day; only a month: day null), or period_end of a calendar month when the match has
      ``end`` or ``last``; numeric dates: ``number dot number`` is day.month, a range like 09-10 is month-day
    - ``bare_day`` → a day of the month that the heading names, nothing under another heading
    - ``quarter_end`` → period_end of the calendar month that ends quarter ``roman``/``ordinal``
    - ``month_day`` → "by the 5th of each month": period_end month +5 calendar_day
    - ``period_end`` → every period named, offset from ``number``+``unit`` (none: null); ``last_day`` → offset 0;
      ``exact_day`` → offset 0 and exactly that day
    - ``times`` → times_per_period; ``every`` → "every month", "every second week", "every three months"
    - ``week_number`` → fixed_date of the month of that week; ``weekdays`` → on these days of each week (tag
      ``weekday:1`` is Monday)
    - ``feast`` → event, before, with no days; ``within`` → event, after, offset; ``before`` → event, before, offset
    - ``immediate``, ``asap``, ``same_day``, ``need``, ``order``, ``continuous`` → as they say

    - ``times_in`` → times_per_period whose months stand beside it ("twice a year, in May and June")
    - of ``landmark_builders``: ``first_days`` → first days of a quarter; ``after_period`` → n-th day of the month after
      a quarter; ``school_end``; ``holiday`` (tag ``holiday:6-24``); ``own_day`` → somebody's first or last day of
      work; ``nth_day``; ``before_start``. ``prior`` in a date means the day before it; ``starting`` "by the start of";
      ``before_period``, ``from_start`` → so many days before a period's end or start, or after its start;
      ``number_in`` a number whose case says "within"; ``unit:full_day`` a day and night, 24 hours when one
    - ``same_day:working_day`` on the same working day

    events: (key, when, phrases): phrases as above (``*`` also at the beginning of a word),
    but ``~`` between two words allows up to three words between them,
    ``~~`` up to seven and commas,
    and ``...`` at the end takes the words up to the next sign (at most eight). They make event rules, and give events
    to ``within``, ``before`` and ``immediate`` finds of the same sentence. ``when``: "at", "before", "after", or
    ``LATENT`` and ``ON_DAY``. The key "other" gives way to any other event that overlaps it.

    planned: (key, phrases): nouns of events that are known beforehand, for ``before`` finds ("a week before the test").

    vetoes: scope → phrases (as in events). "item": nothing in the text is a rule; "sentence": nothing in the sentence;
    "clause": nothing in the part of a sentence between commas, semicolons and brackets; "touch": no rule whose words
    overlap the phrase or stand beside it; "behind": no dated rule whose words begin in it or right behind it.
    ``dated_only`` scopes ("sentence_dated", "clause_dated") spare events without
    an offset and continuous rules.

    review: phrases of a sentence about the document itself ("the job description is reviewed").
    rights: phrases that make a sentence a right in any section ("has the right").
    obliged: phrases that make a sentence a duty among the rights ("must", "is obliged").
    condition: phrases of a condition ("if ...", "jei ...", "kui ...", "jos ...").
    hour: a regular expression (small letters) of an hour until which something is due, "by 10:00".
    known: right words one letter from a time word, never taken for one.
    ordinal_dot: a number with a full stop is an ordinal ("10. september"), and "10.09" one day of a month.
    """

    tags: Mapping[str, str]
    patterns: tuple[tuple[str, str], ...]
    macros: Mapping[str, str] = field(default_factory=dict)
    events: tuple[tuple[str, str, str], ...] = ()
    planned: tuple[tuple[str, str], ...] = ()
    vetoes: Mapping[str, str] = field(default_factory=dict)
    review: str = ""
    rights: str = ""
    obliged: str = ""
    condition: str = ""
    hour: str = ""
    known: str = ""
    ordinal_dot: bool = False
