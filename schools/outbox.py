"""Messages that leave the system.

A message is a row written in the transaction of its cause, under a unique key. Workers claim rows, let the
kind's handler look at the state of the world again and write the mail, send, and mark each row by itself.
At-least-once: a worker killed between "accepted" and "marked" costs one copy, under the same Message-ID.
"""

import hashlib
import hmac
import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from schools.failpoints import failpoint
from schools.leases import claim, finish, put_back, release, renew
from schools.models import OutboxMessage, Person, School
from schools.models.delivery import LeasedState
from schools.wake import wake

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
BATCH = 50
MAX_ATTEMPTS = 12  # with the pauses below about a day and a half
MAX_BREAKS = 3
GOING_DOWN, TOO_BIG = 421, 552  # RFC 5321, 4.2.3
TASK = "schools.sweep"


@dataclass(frozen=True)
class Mail:
    """What a handler gives back: one mail to one address, in the reader's language.

    ``to`` is given when the address has changed since the message was written.
    """

    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    to: str = ""


@dataclass(frozen=True)
class Postponed:
    """What a handler gives back when now is not the time; not a failed try."""

    until: datetime


Handler = Callable[[OutboxMessage, datetime], Mail | Postponed | None]
Batch = Callable[[Sequence[OutboxMessage], datetime], Handler]
_handlers: dict[str, Handler] = {}
_batches: dict[str, Batch] = {}


def register(kind: str, handler: Handler, *, batch: Batch | None = None) -> None:
    """Register the handler of a message kind under its stable code; called in ``ready()``.

    ``batch`` reads for many rows at once and returns the handler for these rows. That one must still look at the
    state of the world when it is called: between two rows a mail server may have hung for a minute.
    """
    if _handlers.get(kind, handler) is not handler:
        raise RuntimeError(f"Outbox kind {kind} has two handlers.")
    _handlers[kind] = handler
    if batch is not None:
        _batches[kind] = batch


@dataclass(frozen=True)
class Draft:
    """A message to be put into the outbox."""

    key: str
    kind: str
    to: str
    school: School | None = None
    person: Person | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None


def enqueue(*drafts: Draft, now: datetime) -> None:
    """Write messages in the current transaction; a key that exists already is left alone."""
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                key=draft.key,
                kind=draft.kind,
                to=draft.to,
                school=draft.school,
                person=draft.person,
                payload=draft.payload,
                not_before=draft.not_before or now,
                created_at=now,
            )
            for draft in drafts
        ],
        ignore_conflicts=True,
        batch_size=200,
    )
    transaction.on_commit(lambda: wake(TASK, "mail"))


def message_id(key: str) -> str:
    """Return the Message-ID of a key: always the same, and not to be guessed (RFC 5322, 3.6.4)."""
    digest = hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()[:32]
    return f"<{digest}@{settings.MESSAGE_ID_DOMAIN}>"


def send_due(*, now: Callable[[], datetime], limit: int | None = None) -> int:
    """Send what is due until nothing is left (or ``limit`` is reached); returns how many were sent.

    When the mail server cannot be talked to, the rest waits untouched for the next sweep.
    """
    if settings.SENDING_FROZEN:
        return 0
    sender = _Sender(get_connection(), now)
    sent = 0
    try:
        while limit is None or sent < limit:
            rows = claim(OutboxMessage, now=now(), lease=LEASE, limit=BATCH)
            if not rows:
                break
            failpoint("outbox.claimed")
            sender.read(rows)
            for place, row in enumerate(rows):
                sent += sender.send(row)
                if sender.is_down:
                    release(rows[place + 1 :])
                    return sent
    finally:
        sender.close()
    return sent


class _Sender:
    """One connection to the mail server, used for many rows; whatever is wrong with a row never stops the others.

    A server that cannot be reached, or that breaks off ``MAX_BREAKS`` rows running, ends the sweep. Such failures
    are the line's and not the row's: no row dies of them, however long they last.
    """

    def __init__(self, connection: BaseEmailBackend, now: Callable[[], datetime]) -> None:
        self.is_down = False
        self._connection = connection
        self._now = now
        self._breaks = 0
        self._sent_on_line = 0
        self._writers: dict[str, Handler] = {}

    def read(self, rows: Sequence[OutboxMessage]) -> None:
        """Read for a claim's rows together, kind by kind, where the kind can."""
        self._writers = {}
        for kind, batch in _batches.items():
            found = [row for row in rows if row.kind == kind]
            if len(found) > 1:
                try:
                    self._writers[kind] = batch(found, self._now())
                except Exception as error:  # noqa: BLE001  (then each row is read alone, and the bad one fails alone)
                    log.warning("outbox rows of %s: %s", kind, type(error).__name__)

    def close(self) -> None:
        """Say goodbye to the server, if it still listens."""
        self._sent_on_line = 0
        try:
            self._connection.close()
        except Exception as error:  # noqa: BLE001  (a line that is down cannot be hung up politely)
            log.info("closing the line: %s", type(error).__name__)

    def send(self, row: OutboxMessage) -> bool:
        """Send one row; True when the server has taken it and it is marked."""
        # A fresh lease needs no prolonging: nobody else touches the row before it has run out.
        is_fresh = row.leased_until is not None and row.leased_until - self._now() > LEASE / 2
        if not is_fresh and not renew(row, now=self._now(), lease=LEASE):
            return False
        try:
            mail = self._writers.get(row.kind, _handlers[row.kind])(row, self._now())
            if mail is None:
                finish(row, state=LeasedState.DROPPED, now=self._now())
                return False
            if isinstance(mail, Postponed):
                put_back(row, not_before=mail.until, error="", is_try=False)
                return False
            message = _build(row, mail)
        except Exception as error:  # noqa: BLE001  (one bad row must not stop the rest; it is kept and shown)
            _failed(row, error, self._now())
            return False
        failpoint("outbox.before_send")
        if not self._deliver(row, message):
            return False
        failpoint("outbox.sent")
        finish(row, state=LeasedState.DONE, now=self._now())
        failpoint("outbox.marked")
        return True

    def _deliver(self, row: OutboxMessage, message: EmailMultiAlternatives) -> bool:
        if not self._open(row):
            return False
        try:
            self._connection.send_messages([message])
        except Exception as error:  # noqa: BLE001  (sorted below: the line's fault, or the row's)
            if not _is_of_line(error):
                self._breaks = 0
                _refused(row, error, self._now())
                return False
            # smtplib tells of its own timeout as a disconnection.
            hung = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
            was_used = self._sent_on_line > 0
            self.close()
            if was_used and not hung:
                # Servers hang up on a line after so many mails or seconds; the row gets a fresh one at once.
                return self._deliver(row, message)
            self._break(row, error)
            return False
        self._breaks = 0
        self._sent_on_line += 1
        return True

    def _open(self, row: OutboxMessage) -> bool:
        try:
            self._connection.open()
        except Exception as error:  # noqa: BLE001  (no line, for whatever reason)
            log.warning("no line to the mail server: %s", type(error).__name__)
            self.close()
            release([row])
            self.is_down = True
            return False
        return True

    def _break(self, row: OutboxMessage, error: Exception) -> None:
        """Let a row wait on which the line broke: a minute, and up to an hour when it has waited long."""
        log.warning("outbox row %s: the line broke: %s", row.pk, type(error).__name__)
        now = self._now()
        pause = min(max((now - row.created_at) / 10, timedelta(minutes=1)), timedelta(hours=1))
        put_back(row, not_before=now + pause, error=type(error).__name__, is_try=False)
        self._breaks += 1
        self.is_down = self._breaks >= MAX_BREAKS


def _build(row: OutboxMessage, mail: Mail) -> EmailMultiAlternatives:
    headers = {"Message-ID": message_id(row.key), "Auto-Submitted": "auto-generated", **mail.headers}
    message = EmailMultiAlternatives(
        # A line break in a subject would make the whole mail fail.
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        to=[mail.to or row.to],
        headers=headers,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _is_of_line(error: Exception) -> bool:
    """Whether the connection is to blame and not the message: the server is away, busy, hangs, or knows us not."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return error.smtp_code != TOO_BIG  # our own address, the same for every mail
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(reply[0] == GOING_DOWN for reply in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code == GOING_DOWN
    return isinstance(error, OSError)  # all of smtplib's other errors, timeouts, TLS, names that do not resolve


def _refused(row: OutboxMessage, error: Exception, now: datetime) -> None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((reply[0] for reply in error.recipients.values()), 0)
        if 500 <= code < 600:  # the address itself is refused for good (RFC 5321, 4.2.1)
            finish(row, state=LeasedState.DEAD, now=now, error=f"address refused: {code}")
            return
    _failed(row, error, now)


def _failed(row: OutboxMessage, error: Exception, now: datetime) -> None:
    # The kind of error only: its text may hold names.
    log.warning("outbox row %s: %s", row.pk, type(error).__name__)
    if row.attempts + 1 >= MAX_ATTEMPTS:
        finish(row, state=LeasedState.DEAD, now=now, error=type(error).__name__)
        return
    pause = timedelta(minutes=min(2**row.attempts, 240))
    put_back(row, not_before=now + pause, error=type(error).__name__)
