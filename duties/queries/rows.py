"""One occurrence, or one duty without a date, as a row of a page."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duties.addresses import duty_url, occurrence_url, row_id
from duties.models import Duty, Occurrence, OccurrenceState
from roles.models import Role
from schools.models import School
from schools.words import format_date, format_time, relative_deadline, time_tag, weekday_short

SOON = 3  # days: from here on the chip is tinted


@dataclass(frozen=True)
class DutyRow:
    """A row as ``duties/templatetags/duty_rows.py`` draws it. ``seen``: the doings there were when it was made."""

    public_id: str
    url: str
    title: str
    lang: str
    when: SafeString | str
    chip: str
    chip_kind: str = ""
    state: str = ""  # "late", "done" or ""
    clause: str = ""
    tally: tuple[int, int, str] | None = None
    action: str = ""  # "tick", "undo", "open" or ""
    action_url: str = ""
    about: str = ""
    seen: int = 0
    due_on: date | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Group:
    """A heading with its rows; ``note`` says what has to be known of all of them."""

    id: str
    title: str
    rows: tuple[DutyRow, ...]
    note: str = ""


@dataclass(frozen=True)
class Reader:
    """For whom words are made: the school, its day, the present instant and the language."""

    school: School
    on: date
    now: datetime
    language: str

    @property
    def zone(self) -> ZoneInfo:
        """The school's time zone."""
        return ZoneInfo(self.school.time_zone)

    def local_day(self, moment: datetime) -> date:
        """Return the school's day of an instant."""
        return moment.astimezone(self.zone).date()

    def time(self, moment: datetime) -> str:
        """Return the local time of an instant."""
        return format_time(moment, self.language, time_zone=self.school.time_zone)

    def day(self, day: date) -> str:
        """Return a day with its year, for sentences about the past."""
        return format_date(day, self.language)


def occurrence_row(row: Occurrence, reader: Reader, *, can_tick: bool, for_name: str = "") -> DutyRow:
    """Return the row of an occurrence loaded ``with_progress()``; ``for_name`` is the one who is stood in for."""
    title = title_of(row)
    chip, kind = state_chip(row, reader)
    is_open = row.state == OccurrenceState.OPEN
    action = ""
    # What has no date yet belongs to a year to come; its page can still tick it off.
    if can_tick and is_open and row.due_on is not None and (row.not_before is None or row.not_before <= reader.on):
        action = "tick"
    elif can_tick and row.state == OccurrenceState.DONE:
        action = "undo"
    elif can_tick and (early := early_words(row, reader)):
        chip = early
    url = occurrence_url(row, reader.school)
    return DutyRow(
        public_id=row_id(row),
        url=url,
        title=title,
        lang=row.text_language,  # type: ignore[attr-defined]
        when=margin_date(row.due_on, reader),
        chip=chip,
        chip_kind=kind,
        state="late" if kind == "late" else "done" if row.state == OccurrenceState.DONE else "",
        clause=_source_words(row, for_name, handed_words(row)),
        tally=tally_of(row),
        action=action,
        action_url=f"{url}{action}/" if action else "",
        about=title,
        seen=row.done_count,  # type: ignore[attr-defined]
        due_on=row.due_on,
        is_open=is_open,
    )


def undated_row(duty: Duty, reader: Reader, lang: str) -> DutyRow:
    """Return the row of a duty that has no date of its own."""
    return DutyRow(
        public_id=duty.public_id,
        url=duty_url(duty.public_id, reader.school),
        title=duty.title,
        lang=lang,
        when="",
        chip=undated_words(duty),
        clause=clause_words(duty, duty.post),
        about=duty.title,
    )


def title_of(row: Occurrence) -> str:
    """Return what is to be done and, where each class has its own, for which class."""
    return f"{row.duty.title}, {row.group.name}" if row.group is not None else row.duty.title


def clause_words(duty: Duty, post: Role) -> str:
    """Return whose duty it is, then where it comes from: the post, the text's role if another, the printed number."""
    source = duty.role.name
    if duty.number:
        source = _("%(role)s, clause %(number)s") % {"role": source, "number": duty.number}
    return source if post.pk == duty.role_id else f"{post.name} · {source}"


def _source_words(row: Occurrence, for_name: str, handed: str) -> str:
    words = clause_words(row.duty, row.post)
    words = _("%(source)s · for %(name)s") % {"source": words, "name": for_name} if for_name else words
    return f"{words} · {handed}" if handed else words


def handed_words(row: Occurrence) -> str:
    """Return by whom an open occurrence was handed over, "" when it was not."""
    if row.handed_to_id is None or row.handed_by is None or row.state != OccurrenceState.OPEN:
        return ""
    return _("handed over by %(name)s") % {"name": row.handed_by.name}


def unasked_words() -> str:
    """Return what Kord does about a duty that starts with an event, or goes on: nothing by itself."""
    return _("Kord does not ask for this by itself; it stands here so that nobody forgets it.")


def undated_words(duty: Duty) -> str:
    """Return how a duty without a date comes about."""
    if duty.binding == "trigger":
        return _("Starts a procedure")
    if duty.kind == "event":
        return _("As it happens")
    return _("Always")


def margin_date(day: date | None, reader: Reader) -> SafeString | str:
    """Return the deadline for the margin, which is narrow: with its weekday, or with its year in another one."""
    if day is None:
        return _("no date")
    return _margin_tag(day, reader.language, in_another_year=day.year != reader.on.year)


@lru_cache(maxsize=4096)
def _margin_tag(day: date, language: str, *, in_another_year: bool) -> SafeString:
    if not in_another_year:
        return time_tag(day, format_date(day, language, style="weekday"))
    words = f"{_short_day(day, language)} {day.year}" if language == "en" else format_date(day, language)
    return time_tag(day, words)


def short_day(day: date, reader: Reader) -> str:
    """Return a day without year and weekday, as short as the language writes it."""
    return _short_day(day, reader.language)


def _short_day(day: date, language: str) -> str:
    with_weekday = format_date(day, language, style="weekday")
    return with_weekday.replace(weekday_short(day, language), "", 1).strip(" ,")


def tally_of(row: Occurrence) -> tuple[int, int, str] | None:
    """Return done, needed and their name for what has to be done several times."""
    if row.needed == 1:
        return None
    return (min(row.done_count, row.needed), row.needed, _("Times done"))  # type: ignore[attr-defined]


def state_chip(row: Occurrence, reader: Reader) -> tuple[str, str]:
    """Return how an occurrence stands, in words, and the kind of its chip."""
    if row.state == OccurrenceState.DONE:
        return _done_words(row, reader), "done"
    if row.state == OccurrenceState.WAIVED:
        return _("Left out"), ""
    if row.state == OccurrenceState.WITHDRAWN:
        return _("No longer asked for"), ""
    if row.due_on is None:
        return _("No date yet"), "gap"
    if row.not_before is not None and row.not_before > reader.on:
        opens = format_date(row.not_before, reader.language, style="day")
        return (_("On %(day)s") if row.not_before == row.due_on else _("From %(day)s")) % {"day": opens}, ""
    return relative_deadline(row.due_on, reader.on, reader.language), _urgency((row.due_on - reader.on).days)


def early_words(row: Occurrence, reader: Reader) -> str:
    """Return from when on an open occurrence can be ticked off, "" when it can be now."""
    if row.state != OccurrenceState.OPEN or row.not_before is None or row.not_before <= reader.on:
        return ""
    words = {"day": format_date(row.not_before, reader.language, style="day")}
    if row.not_before == row.due_on:
        return _("Can be ticked off on %(day)s") % words
    return _("Can be ticked off from %(day)s") % words


def _urgency(days: int) -> str:
    if days < 0:
        return "late"
    return "soon" if days <= SOON else ""


def _done_words(row: Occurrence, reader: Reader) -> str:
    if row.settled_at is None:
        return _("Done")
    day = reader.local_day(row.settled_at)
    if day == reader.on:
        return _("Done at %(time)s") % {"time": reader.time(row.settled_at)}
    return _("Done %(day)s") % {"day": reader.day(day)}


def finding(late: int, today: int, week: int) -> str:
    """Return the finding of a page in one or two sentences."""
    parts = []
    if late:
        parts.append(ngettext("%(n)d duty is late.", "%(n)d duties are late.", late) % {"n": late})
    if today:
        parts.append(ngettext("%(n)d is due today.", "%(n)d are due today.", today) % {"n": today})
    if not parts:
        parts.append(_("Nothing is late and nothing is due today."))
    if week:
        parts.append(ngettext("%(n)d more this week.", "%(n)d more this week.", week) % {"n": week})
    return " ".join(parts)
