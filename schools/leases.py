"""Taking rows so that each is done by one worker at a time; shared by outbox and jobs.

Claiming is one statement: ``FOR UPDATE SKIP LOCKED`` on PostgreSQL, a plain conditional UPDATE on SQLite
(where a write transaction is alone anyway). Each row has its own lease and is finished singly, so a
worker that is killed loses nothing: after its lease the row is anybody's (reliability.md findings 1, 2, 4).
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import QuerySet

from schools.models.delivery import Leased, LeasedState

MAX_CLAIM = 200
T = TypeVar("T", bound=Leased)


def claimable(model: type[T], now: datetime) -> tuple[QuerySet[T], QuerySet[T]]:
    """Rows that are due and held by nobody: those of dead workers, and those that wait, each the oldest first.

    Two questions, because one with OR reads and sorts all that is due, however few rows are wanted. For the same
    reason equal ones are in no order: a morning's digests are all due at the same instant.
    """
    rows = model._default_manager
    return (
        rows.filter(state=LeasedState.CLAIMED, leased_until__lt=now).order_by("leased_until"),
        rows.filter(state=LeasedState.WAITING, not_before__lte=now).order_by("not_before"),
    )


def claim(
    model: type[T],
    *,
    now: datetime,
    lease: timedelta,
    limit: int = MAX_CLAIM,
    kinds: list[str] | None = None,
) -> list[T]:
    """Take up to ``limit`` (at most 200) due rows and return them with their lease token."""
    token = secrets.token_hex(16)
    wanted = min(limit, MAX_CLAIM)
    keys: list[int] = []
    with transaction.atomic():
        for rows in claimable(model, now):
            if kinds is not None:
                rows = rows.filter(kind__in=kinds)
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True)
            keys += rows.values_list("pk", flat=True)[: wanted - len(keys)]
        if not keys:
            return []
        # They are ours: locked on PostgreSQL, and on SQLite a transaction that writes is alone.
        held = model._default_manager.filter(pk__in=keys)
        held.update(state=LeasedState.CLAIMED, leased_until=now + lease, lease_token=token)
    # By key: there is no index on tokens, and thousands of rows may be claimed.
    return list(held.filter(lease_token=token, state=LeasedState.CLAIMED).order_by("not_before", "pk"))


def renew(row: Leased, *, now: datetime, lease: timedelta) -> bool:
    """Prolong the lease of a row just before working on it; False when somebody else has it by now."""
    changed = _held(row).update(leased_until=now + lease)
    return changed == 1


def finish(row: Leased, *, state: LeasedState, now: datetime, error: str = "") -> bool:
    """End a row's life as done, dropped or dead; False when the lease was lost."""
    return _held(row).update(state=state, finished_at=now, last_error=error[:500], lease_token="") == 1


def put_back(row: Leased, *, not_before: datetime, error: str, is_try: bool = True) -> bool:
    """Let a row wait for another try; False when the lease was lost. Without ``is_try`` it does not count as one."""
    changed = _held(row).update(
        state=LeasedState.WAITING,
        not_before=not_before,
        attempts=row.attempts + is_try,
        last_error=error[:500],
        lease_token="",
        leased_until=None,
    )
    return changed == 1


def release(rows: Sequence[T]) -> None:
    """Give rows of one claim back untouched, as if they had never been taken."""
    if rows:
        held = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows], state=LeasedState.CLAIMED)
        held.filter(lease_token=rows[0].lease_token).update(
            state=LeasedState.WAITING, lease_token="", leased_until=None
        )


def _held(row: Leased) -> QuerySet[Leased]:
    return type(row)._default_manager.filter(pk=row.pk, lease_token=row.lease_token, state=LeasedState.CLAIMED)
