"""The work done for a clause in words and in marks that can be told apart without colour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duties.queries.fulfilment import DutyWork
from duties.queries.rows import Reader
from schools.words import format_date

MOST_MARKS = 24  # above it the words alone say how many


@dataclass(frozen=True)
class Tally:
    """Counts of some duties together, in the order in which they are said."""

    in_time: int
    after: int
    waived: int
    missed: int
    ahead: int

    @property
    def total(self) -> int:
        """How many occurrences there are."""
        return self.in_time + self.after + self.waived + self.missed + self.ahead


def tally_of(works: Iterable[DutyWork]) -> Tally:
    """Add the counts of duties up."""
    rows = list(works)
    return Tally(*(sum(getattr(row, name) for row in rows) for name in Tally.__dataclass_fields__))


def tally_words(tally: Tally) -> str:
    """Return the counts in words, those that are nothing left out; "" when there is none."""
    said = (
        (tally.in_time, _in_time),
        (tally.after, _after),
        (tally.waived, _waived),
        (tally.missed, _missed),
        (tally.ahead, _ahead),
    )
    # Only what is said is looked up: a page has hundreds of them.
    return ", ".join(words(number) % {"n": number} for number, words in said if number)


def _in_time(number: int) -> str:
    return ngettext("%(n)d done in time", "%(n)d done in time", number)


def _after(number: int) -> str:
    return ngettext("%(n)d done late", "%(n)d done late", number)


def _waived(number: int) -> str:
    return ngettext("%(n)d left out", "%(n)d left out", number)


def _missed(number: int) -> str:
    return ngettext("%(n)d not done", "%(n)d not done", number)


def _ahead(number: int) -> str:
    return ngettext("%(n)d still ahead", "%(n)d still ahead", number)


def marks_of(tally: Tally) -> tuple[str, ...]:
    """Return a mark for each occurrence: "done", "after", "waived", "missed", "ahead"; none where there are many."""
    if tally.total > MOST_MARKS:
        return ()
    kinds = ("done", tally.in_time), ("after", tally.after), ("waived", tally.waived), ("missed", tally.missed)
    return tuple(kind for kind, number in (*kinds, ("ahead", tally.ahead)) for _place in range(number))


def drawn(marks: Iterable[str]) -> SafeString:
    """Return marks as HTML; drawn here, because a template takes ten times as long for it."""
    return SafeString("".join(_DRAWN[mark] for mark in marks))


_DRAWN = {kind: f'<i class="is-{kind}"></i>' for kind in ("done", "after", "waived", "missed", "ahead")}


def undated_work_words(works: Sequence[DutyWork]) -> str:
    """Return what is said of a clause whose duties have no occurrence this year."""
    return _("Duty") if any(work.is_dated for work in works) else _("Duty without a date")


def next_words(works: Iterable[DutyWork], reader: Reader) -> str:
    """Return the next deadline; "" when there is none ahead."""
    days = [work.next_on for work in works if work.next_on is not None]
    return _("next %(day)s") % {"day": format_date(min(days), reader.language, style="day")} if days else ""


def last_words(works: Iterable[DutyWork], reader: Reader, *, reader_id: int | None, sees_names: bool) -> str:
    """Return when it was done last, and by whom where the reader may know it."""
    doings = [work.last for work in works if work.last is not None]
    if not doings:
        return ""
    last = max(doings, key=lambda doing: doing.done_on)
    words = {"day": reader.day(last.done_on), "name": last.name}
    may_know = sees_names or (last.person_id is not None and last.person_id == reader_id)
    if last.name and may_know:
        return _("Last done on %(day)s by %(name)s") % words
    return _("Last done on %(day)s") % words
