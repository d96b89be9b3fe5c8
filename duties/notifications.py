"""Who is told what of duties: one digest for each person and day, over all of their schools."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duties.digest_lines import Digest, DigestLine, Reading, digest_of, page_url, read_digests
from duties.models.reminders import DigestRhythm
from duties.readers import Reader
from schools import outbox
from schools.models import OutboxMessage
from schools.words import format_date, relative_deadline

DIGEST = "duties.digest"


def digest_key(user_id: int, on: date) -> str:
    """Return the key of a login's only digest of a local day."""
    return f"digest:{user_id}:{on.isoformat()}"


def enqueue_digests(readers: Sequence[Reader], *, on: date, now: datetime) -> dict[int, int]:
    """Put the readers' digests of a day into the outbox; returns the message's primary key by login."""
    outbox.enqueue(
        *(
            outbox.Draft(
                key=digest_key(reader.user.pk, on),
                kind=DIGEST,
                to=reader.user.email,
                # A digest over several schools belongs to none of them.
                school=reader.home if len(reader.persons) == 1 else None,
                person=reader.persons[reader.home.pk],
                payload={"user": reader.user.pk, "on": on.isoformat()},
            )
            for reader in readers
        ),
        now=now,
    )
    users = {digest_key(reader.user.pk, on): reader.user.pk for reader in readers}
    rows = OutboxMessage.objects.filter(key__in=users).values_list("key", "pk")
    return {users[key]: pk for key, pk in rows}


def write_digest(row: OutboxMessage, now: datetime) -> outbox.Mail | outbox.Postponed | None:
    """Write a digest as things stand now; lines that are done, moved away or somebody else's are left out."""
    return _written(row, read_digests([row], now=now), now)


def write_digests(rows: Sequence[OutboxMessage], now: datetime) -> outbox.Handler:
    """Read for many digests at once; returns what then writes each of them, as things stand at that moment."""
    reading = read_digests(rows, now=now)

    def write(row: OutboxMessage, now: datetime) -> outbox.Mail | outbox.Postponed | None:
        return _written(row, reading, now) if reading.is_fresh(row, now=now) else write_digest(row, now)

    return write


def _written(row: OutboxMessage, reading: Reading, now: datetime) -> outbox.Mail | outbox.Postponed | None:
    digest = digest_of(row, reading, now=now)
    if digest is None:
        return None
    reader = digest.reader
    if digest.is_silent:
        moment = reader.moment(digest.on)
        return outbox.Postponed(moment if moment > now else reader.moment(digest.on + timedelta(days=1)))
    with translation.override(reader.language):
        return _mail(digest)


@dataclass(frozen=True)
class _WordsOfLine:
    when: str
    title: str
    url: str
    deadline: str
    is_late: bool
    details: tuple[str, ...]


def _mail(digest: Digest) -> outbox.Mail:
    language = digest.reader.language
    counts = _counts(digest)
    habit_url = settings.BASE_URL + page_url("duties:reminder-habit", digest.reader.home)
    context = {
        "language": language,
        "day": format_date(digest.on, language, style="long"),
        "heading": counts[:1].upper() + counts[1:],
        "parts": [
            (part.name, part.url, [_words(line, digest.on, language) for line in part.lines]) for part in digest.parts
        ],
        "today_url": settings.BASE_URL + page_url("duties:today", digest.reader.home),
        "rhythm": _rhythm_words(digest.reader),
        "habit_url": habit_url,
    }
    day = format_date(digest.on, language, style="weekday")
    return outbox.Mail(
        subject=f"{day[:1].upper()}{day[1:]}: {counts}",
        text=render_to_string("duties/mail/digest.txt", context).strip() + "\n",
        html=render_to_string("duties/mail/digest.html", context),
        headers={"List-Unsubscribe": f"<{habit_url}>", "Content-Language": language},
        to=digest.reader.user.email,
    )


def _counts(digest: Digest) -> str:
    late, today, ahead = digest.count(late=True), digest.count(today=True), digest.count()
    found = []
    if late:
        found.append(ngettext("%(count)d late", "%(count)d late", late) % {"count": late})
    if today:
        found.append(ngettext("%(count)d for today", "%(count)d for today", today) % {"count": today})
    if ahead:
        found.append(ngettext("%(count)d ahead", "%(count)d ahead", ahead) % {"count": ahead})
    return ", ".join(found)


def _words(line: DigestLine, on: date, language: str) -> _WordsOfLine:
    details = []
    if line.is_nobodys:
        details.append(_("Nobody answers for this"))
    if line.handed_by:
        # The note stands on the page: what somebody writes there may be for few eyes.
        details.append(_("Handed over by %(name)s") % {"name": line.handed_by})
    if line.needed > 1:
        details.append(_("%(done)d of %(needed)d done") % {"done": line.done, "needed": line.needed})
    if line.group:
        details.append(_("class %(name)s") % {"name": line.group})
    details.append(
        _("%(post)s, clause %(number)s") % {"post": line.post, "number": line.number} if line.number else line.post
    )
    return _WordsOfLine(
        when=format_date(line.due_on, language, style="weekday"),
        title=line.title,
        url=line.url,
        deadline=relative_deadline(line.due_on, on, language),
        is_late=line.due_on < on,
        details=tuple(details),
    )


def _rhythm_words(reader: Reader) -> str:
    if reader.rhythm == DigestRhythm.DAILY:
        return _("This digest comes on working days, when there is something.")
    return _("This digest comes on Mondays and on the day something is due.")


def register() -> None:
    """Register the handler."""
    outbox.register(DIGEST, write_digest, batch=write_digests)
