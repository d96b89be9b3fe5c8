"""Messages that leave the system.

A message is a row written in the transaction of its cause, under a unique key. Workers claim rows, let the
kind's handler look at the state of the world again and write the mail, send, and mark each row by itself.
At-least-once: a worker killed between "accepted" and "marked" costs one copy, under the same Message-ID.
"""

import hashlib
import hmac
import logging
import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from schools.failpoints import failpoint
from schools.leases import claim, finish, put_back, renew
from schools.models import OutboxMessage, Person, School
from schools.models.delivery import LeasedState
from schools.wake import wake

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
BATCH = 50
MAX_ATTEMPTS = 12  # with the pauses below about a day and a half
TASK = "schools.sweep"


@dataclass(frozen=True)
class Mail:
    """What a handler gives back: one mail to one address, in the reader's language."""

    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[OutboxMessage, datetime], Mail | None]
_handlers: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Register the handler of a message kind under its stable code; called in ``ready()``."""
    if _handlers.get(kind, handler) is not handler:
        raise RuntimeError(f"Outbox kind {kind} has two handlers.")
    _handlers[kind] = handler


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
    """Send what is due until nothing is left (or ``limit`` is reached); returns how many were sent."""
    if settings.SENDING_FROZEN:
        return 0
    sent = 0
    connection = get_connection()
    try:
        while limit is None or sent < limit:
            rows = claim(OutboxMessage, now=now(), lease=LEASE, limit=BATCH)
            if not rows:
                break
            failpoint("outbox.claimed")
            sent += _send_rows(rows, connection, now)
    finally:
        connection.close()
    return sent


def _send_rows(
    rows: Iterable[OutboxMessage],
    connection: BaseEmailBackend,
    now: Callable[[], datetime],
) -> int:
    return sum(_send_one(row, connection, now) for row in rows)


def _send_one(row: OutboxMessage, connection: BaseEmailBackend, now: Callable[[], datetime]) -> bool:
    """Send one row; whatever is wrong with it never stops the others."""
    if not renew(row, now=now(), lease=LEASE):
        return False
    try:
        mail = _handlers[row.kind](row, now())
        if mail is None:
            finish(row, state=LeasedState.DROPPED, now=now())
            return False
        failpoint("outbox.before_send")
        connection.open()
        connection.send_messages([_build(row, mail)])
    except smtplib.SMTPRecipientsRefused as error:
        _refused(row, error, now())
        return False
    except Exception as error:  # (one bad row must not stop the rest; it is kept and shown)
        connection.close()
        _failed(row, error, now())
        return False
    failpoint("outbox.sent")
    finish(row, state=LeasedState.DONE, now=now())
    failpoint("outbox.marked")
    return True


def _build(row: OutboxMessage, mail: Mail) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": message_id(row.key),
        "Auto-Submitted": "auto-generated",
        **mail.headers,
    }
    message = EmailMultiAlternatives(
        # A line break in a subject would make the whole mail fail.
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        to=[row.to],
        headers=headers,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _refused(row: OutboxMessage, error: smtplib.SMTPRecipientsRefused, now: datetime) -> None:
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
