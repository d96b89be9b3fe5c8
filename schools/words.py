"""Dates, times and deadlines in words, as each country writes them (ui.md section 5).

Formatted here once, in Python: template filters in rows are the dearest part of a page. The languages are
the four of the interface; an unknown one is written like English.
"""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

Style = Literal["full", "day", "weekday", "long"]

RELATIVE_UP_TO: Final = 14
"""Deadlines up to this many days ahead are told as days left, later ones as a date."""

_WEEKDAYS_SHORT: Final = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "et": ("E", "T", "K", "N", "R", "L", "P"),
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "lt": ("pr", "an", "tr", "kt", "pn", "št", "sk"),
}
_WEEKDAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "et": ("esmaspäev", "teisipäev", "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev"),
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "lt": (
        "pirmadienis", "antradienis", "trečiadienis", "ketvirtadienis", "penktadienis", "šeštadienis", "sekmadienis",
    ),
}  # fmt: skip
_MONTHS: Final = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    ),
    "et": (
        "jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli",
        "august", "september", "oktoober", "november", "detsember",
    ),
    "fi": (
        "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu",
        "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu",
    ),
    "lt": (
        "sausis", "vasaris", "kovas", "balandis", "gegužė", "birželis", "liepa",
        "rugpjūtis", "rugsėjis", "spalis", "lapkritis", "gruodis",
    ),
}  # fmt: skip
_MONTHS_SHORT: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "et": ("jaan", "veebr", "märts", "apr", "mai", "juuni", "juuli", "aug", "sept", "okt", "nov", "dets"),
    "fi": ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"),
    "lt": (
        "saus.", "vas.", "kov.", "bal.", "geg.", "birž.", "liep.", "rugp.", "rugs.", "spal.", "lapkr.", "gruod.",
    ),
}  # fmt: skip
# "10 September" is in the genitive in Lithuanian and in the partitive in Finnish.
_MONTHS_LT_GENITIVE: Final = (
    "sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos",
    "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio",
)  # fmt: skip


def _known(language: str) -> str:
    short = language.split("-")[0]
    return short if short in _MONTHS else "en"


def weekday_short(day: date, language: str) -> str:
    """Return the abbreviated weekday: Thu, N, to, kt."""
    return _WEEKDAYS_SHORT[_known(language)][day.weekday()]


def weekday_name(day: date, language: str) -> str:
    """Return the weekday as it stands in a dictionary."""
    return _WEEKDAYS[_known(language)][day.weekday()]


def month_name(month: int, language: str) -> str:
    """Return the name of month 1 to 12 as it stands in a dictionary."""
    return _MONTHS[_known(language)][month - 1]


def month_short(month: int, language: str) -> str:
    """Return the abbreviated name of month 1 to 12, for the columns of the school year."""
    return _MONTHS_SHORT[_known(language)][month - 1]


@lru_cache(maxsize=4096)
def format_date(day: date, language: str, *, style: Style = "full") -> str:
    """Return a day in words.

    full: with the year, as in a table. day: without the year, in a sentence. weekday: short, with its weekday,
    for the margin. long: with weekday and year, for a heading.
    """
    known = _known(language)
    if style == "full":
        return _full(day, known)
    if style == "day":
        return _day(day, known)
    short = weekday_short(day, known)
    if style == "weekday":
        return {
            "en": f"{short} {day.day} {month_short(day.month, 'en')}",
            "et": f"{short} {_day(day, 'et')}",
            "fi": f"{short} {_day(day, 'fi')}",
            "lt": f"{day:%m-%d}, {short}",
        }[known]
    name = weekday_name(day, known)
    return {
        "en": f"{name} {_full(day, 'en')}",
        "et": f"{name}, {day.day}. {month_name(day.month, 'et')} {day.year}",
        "fi": f"{name} {day.day}. {month_name(day.month, 'fi')}ta {day.year}",
        "lt": f"{day.year} m. {_day(day, 'lt')}, {name}",
    }[known]


def _full(day: date, known: str) -> str:
    return {
        "en": f"{_day(day, 'en')} {day.year}",
        "et": f"{day:%d.%m}.{day.year:04d}",
        "fi": f"{_day(day, 'fi')}{day.year}",
        "lt": f"{day.year:04d}-{day:%m-%d}",
    }[known]


def _day(day: date, known: str) -> str:
    return {
        "en": f"{day.day} {month_name(day.month, 'en')}",
        "et": f"{day:%d.%m}",
        "fi": f"{day.day}.{day.month}.",
        "lt": f"{_MONTHS_LT_GENITIVE[day.month - 1]} {day.day} d.",
    }[known]


def format_range(first: date, last: date, language: str) -> str:
    """Return a span of days; one day is written once."""
    if first == last:
        return format_date(first, language)
    return f"{format_date(first, language)} – {format_date(last, language)}"


def _local(moment: datetime, time_zone: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("An instant without a time zone cannot be told to anybody.")
    return moment.astimezone(ZoneInfo(time_zone))


def format_time(moment: datetime, language: str, *, time_zone: str) -> str:
    """Return the local time of an aware instant: 08:18, in Finnish 8.18. Raises ValueError for a naive one."""
    return format_clock(_local(moment, time_zone).time(), language)


def format_clock(moment: time, language: str) -> str:
    """Return a time of day: 08:18, in Finnish 8.18."""
    return f"{moment.hour}.{moment:%M}" if _known(language) == "fi" else f"{moment:%H:%M}"


def format_datetime(moment: datetime, language: str, *, time_zone: str) -> str:
    """Return local day and time of an aware instant. Raises ValueError for a naive one."""
    local = _local(moment, time_zone)
    clock = format_time(moment, language, time_zone=time_zone)
    day = format_date(local.date(), language)
    return {
        "en": f"{day}, {clock}",
        "et": f"{day} {clock}",
        "fi": f"{weekday_short(local.date(), 'fi')} {day} klo {clock}",
        "lt": f"{day} {clock}",
    }[_known(language)]


@lru_cache(maxsize=4096)
def relative_deadline(due: date, today: date, language: str) -> str:
    """Return how far a deadline is: days late, today, days left up to two weeks ahead, then the date.

    Lateness is always told in days; a date in another year carries its year.
    """
    days = (due - today).days
    with translation.override(_known(language)):
        if days < 0:
            return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
        if days == 0:
            return gettext("Today")
        if days <= RELATIVE_UP_TO:
            return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return format_date(due, language, style="day" if due.year == today.year else "full")


def time_tag(value: date | datetime, text: str) -> SafeString:
    """Return ``<time datetime>`` around the words; an instant is given in UTC, a day as a day."""
    machine = value.isoformat()
    if isinstance(value, datetime):
        machine = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return format_html('<time datetime="{}">{}</time>', machine, text)
