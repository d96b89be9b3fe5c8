"""Taking rows: two workers never hold the same one, and what a dead one held is taken again."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from schools.leases import MAX_CLAIM, claim, finish, put_back, renew
from schools.models import OutboxMessage
from schools.models.delivery import LeasedState

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)


def make(count, **more):
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            key=f"k{number:04d}", kind="tests", to="x@mail.example", created_at=NOW, **{"not_before": NOW, **more}
        )
        for number in range(count)
    )


def take(now=NOW, limit=50, **more):
    return claim(OutboxMessage, now=now, lease=LEASE, limit=limit, **more)


def test_two_claims_share_no_row():
    make(30)
    first, second = take(limit=20), take(limit=20)
    assert (len(first), len(second)) == (20, 10)
    assert {row.pk for row in first} & {row.pk for row in second} == set()
    assert take() == []


def test_a_claim_is_bounded_and_takes_the_oldest():
    make(MAX_CLAIM + 5)
    OutboxMessage.objects.filter(key="k0009").update(not_before=NOW - timedelta(hours=1))
    rows = take(limit=1000)
    assert (len(rows), rows[0].key) == (MAX_CLAIM, "k0009")


def test_kinds_and_the_future_are_left_alone():
    make(1, not_before=NOW + timedelta(seconds=1))
    assert take() == []
    assert take(now=NOW + timedelta(seconds=1), kinds=["other"]) == []
    assert len(take(now=NOW + timedelta(seconds=1), kinds=["tests"])) == 1


def test_an_expired_lease_is_taken_again_and_the_first_holder_has_lost_it():
    make(1)
    [dead] = take()
    assert take(now=NOW + LEASE) == []
    [alive] = take(now=NOW + LEASE + timedelta(seconds=1))
    assert alive.pk == dead.pk
    assert not renew(dead, now=NOW, lease=LEASE)
    assert not finish(dead, state=LeasedState.DONE, now=NOW)
    assert not put_back(dead, not_before=NOW, error="x")
    assert finish(alive, state=LeasedState.DONE, now=NOW)
    assert OutboxMessage.objects.get().state == LeasedState.DONE


def test_a_renewed_lease_is_not_taken():
    make(1)
    [row] = take()
    assert renew(row, now=NOW + LEASE, lease=LEASE)
    assert take(now=NOW + LEASE + timedelta(seconds=1)) == []


def test_put_back_counts_and_waits():
    make(1)
    [row] = take()
    assert put_back(row, not_before=NOW + timedelta(hours=1), error="x" * 900)
    kept = OutboxMessage.objects.get()
    assert (kept.state, kept.attempts, len(kept.last_error), kept.lease_token) == ("waiting", 1, 500, "")


@pytest.mark.only_on("postgresql")  # SQLite lets one transaction write at a time anyway
def test_eight_workers_at_once():
    make(400)
    taken, lock, gate = [], threading.Lock(), threading.Barrier(8)

    def work():
        gate.wait()
        try:
            while rows := take(limit=20):
                with lock:
                    taken.extend(row.pk for row in rows)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(taken) == len(set(taken)) == 400
