"""What a changed calendar does to deadlines, in words: what the place "calendar-moves" is filled with.

The provider gets ``[proposed]`` (SchoolCalendar) as subjects and the present calendar as context, and returns
``{proposed: CalendarMoves}``. Nothing is saved when it is asked.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class MoveRow:
    """Occurrences of one duty that move together: how many, from which day to which, and whose they are."""

    count: int
    count_words: str
    title: str
    old: str
    new: str
    url: str = ""
    chip: str = ""
    rule: str = ""
    note: str = ""
    people: tuple[str, ...] = ()
    people_words: str = ""


@dataclass(frozen=True)
class StayRow:
    """Occurrences that keep their date, and why."""

    count: int
    count_words: str
    title: str
    words: str


@dataclass(frozen=True)
class CalendarMoves:
    """Everything that one app has to say about a changed calendar; ``count`` is how many deadlines move.

    ``late`` are (post, how many) of those whose new day has passed already: they are late the moment it is saved.
    """

    count: int
    moves: tuple[MoveRow, ...] = ()
    stays: tuple[StayRow, ...] = ()
    late: tuple[tuple[str, int], ...] = ()
