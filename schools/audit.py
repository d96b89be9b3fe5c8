"""Writing and checking the audit trail.

Every scope (a school, an owner, the installation) has a chain: each event's hash covers its content and
the hash before it. Appending locks the chain's head; call :func:`record` last in a transaction, so that
the lock is held as briefly as can be (reliability.md 2.9).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from schools.actors import Actor, actor_code
from schools.models import AuditEvent, AuditHead, Owner, School

INSTALLATION = "installation"
START = "0" * 64
Scope = School | Owner | None


@dataclass(frozen=True)
class Entry:
    """What is to be recorded; ``subject`` is the row it is about, ``data`` ids, counts and digests only."""

    verb: str
    scope: Scope
    subject: models.Model | str | None = None
    data: dict[str, Any] = field(default_factory=dict)


def scope_code(scope: Scope) -> str:
    """Return "school:ID", "owner:ID" or "installation"."""
    if scope is None:
        return INSTALLATION
    return f"{'school' if isinstance(scope, School) else 'owner'}:{scope.pk}"


def subject_code(subject: models.Model | str | None) -> str:
    """Return "model:PUBLIC_ID" (or the primary key where there is none)."""
    if subject is None or isinstance(subject, str):
        return subject or ""
    return f"{subject._meta.model_name}:{getattr(subject, 'public_id', None) or subject.pk}"


def digest_of(keys: Iterable[object]) -> str:
    """Return a digest of ordered keys: a set-based act is recorded by count, filter and this."""
    return hashlib.sha256(json.dumps([str(key) for key in keys]).encode()).hexdigest()


def record(
    *,
    verb: str,
    scope: Scope,
    by: Actor,
    now: datetime,
    subject: models.Model | str | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Append one event to the chain of ``scope``; must be called inside a transaction."""
    record_all([Entry(verb, scope, subject, data or {})], by=by, now=now)


def record_all(entries: Iterable[Entry], *, by: Actor, now: datetime) -> None:
    """Append events to their chains, scopes in one order so that two transactions never wait crosswise."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event is written in the transaction of what it records.")
    by_scope: dict[str, list[Entry]] = {}
    for entry in entries:
        by_scope.setdefault(scope_code(entry.scope), []).append(entry)
    codes = sorted(by_scope)
    AuditHead.objects.bulk_create([AuditHead(scope=code) for code in codes], ignore_conflicts=True)
    heads = {
        head.scope: head for head in AuditHead.objects.select_for_update().filter(scope__in=codes).order_by("scope")
    }
    events = []
    for code in codes:
        head = heads[code]
        for entry in by_scope[code]:
            event = AuditEvent(
                scope=code,
                number=head.number + 1,
                at=now.astimezone(UTC),
                actor=actor_code(by),
                verb=entry.verb,
                subject=subject_code(entry.subject),
                data=entry.data,
                previous_hash=head.hash,
            )
            event.hash = event_hash(event)
            head.number, head.hash = event.number, event.hash
            events.append(event)
    AuditEvent.objects.bulk_create(events, batch_size=500)
    # An upsert of rows that are there: a bulk_update's CASE with hundreds of branches takes ten times as long.
    AuditHead.objects.bulk_create(
        [AuditHead(scope=head.scope, number=head.number, hash=head.hash) for head in heads.values()],
        update_conflicts=True,
        unique_fields=["scope"],
        update_fields=["number", "hash"],
        batch_size=500,
    )


def event_hash(event: AuditEvent) -> str:
    """Return the SHA-256 over an event's content and the hash before it."""
    content = [
        event.scope,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor,
        event.verb,
        event.subject,
        event.data,
        event.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """A place where a chain does not hold."""

    scope: str
    number: int
    what: str


def verify(scope: str | None = None) -> Iterator[Fault]:
    """Walk the chains (all, or one) and yield each fault: changed, missing or foreign events, a cut tail."""
    heads = {head.scope: head for head in AuditHead.objects.all() if scope in (None, head.scope)}
    codes = set(heads)
    if scope is None:
        codes |= set(AuditEvent.objects.values_list("scope", flat=True).distinct())
    for code in sorted(codes):
        yield from _verify_chain(code, heads.get(code))


def _verify_chain(code: str, head: AuditHead | None) -> Iterator[Fault]:
    number, previous = 0, START
    for event in AuditEvent.objects.filter(scope=code).order_by("number").iterator(chunk_size=2000):
        if event.number != number + 1:
            yield Fault(code, number + 1, "missing")
        if event.previous_hash != previous:
            yield Fault(code, event.number, "does not follow the event before it")
        if event.hash != event_hash(event):
            yield Fault(code, event.number, "was changed")
        number, previous = event.number, event.hash
    if head is None or head.number != number or head.hash != previous:
        yield Fault(code, number, "the end of the chain is not where it should be")
