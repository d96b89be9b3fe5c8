"""Goal 11: claiming outbox rows with two processes, none twice, also when one of them is killed in the middle.

Worker processes claim until nothing is left and write down, claim by claim, which rows they got and when. For the
kill the lease is short: what the dead one held is claimed by the other after the lease, and not before.
The baseline is the claim's bare statement: one UPDATE … FOR UPDATE SKIP LOCKED … RETURNING of whole rows (on SQLite
the same without the lock), in as many processes.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import measuring

OPTIONS = measuring.start(__doc__, rows=60_000)

import filling  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from schools.leases import MAX_CLAIM, claim  # noqa: E402
from schools.models import OutboxMessage  # noqa: E402

TABLE = "schools_outboxmessage"
WORKERS = 2
LONG, SHORT = timedelta(minutes=2), timedelta(seconds=4)
START_PAUSE = 2.0  # seconds until every worker is up; all begin at the same instant


def main() -> int:
    """Measure speed, then what a killed worker does."""
    table = measuring.Table(f"claim: {OPTIONS.rows} outbox rows, {WORKERS} processes, {MAX_CLAIM} rows a claim")
    ours, bare = [], []
    for _ in range(OPTIONS.rounds):
        for way, rates in (("claim", ours), ("bare", bare)):
            fill()
            claims = [found for worker in run_workers(way, LONG) for found in worker]
            check(claims, table if way == "claim" and not rates else None)
            rates.append(OPTIONS.rows / (max(end for _s, end, _k in claims) - min(begun for begun, _e, _k in claims)))
    ratios = sorted(mine / other for mine, other in zip(ours, bare, strict=True))
    middle = len(ratios) // 2
    rate = sorted(ours)[middle]
    table.figure(
        "rows/s (median)", f"{rate:,.0f}", baseline=f"{sorted(bare)[middle]:,.0f}",
        ratio=f"{ratios[middle]:.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})", goal=">= 10,000", ok=rate >= 10_000,
    )  # fmt: skip
    killed(table)
    return table.end()


def fill() -> None:
    """Waiting rows, one statement."""
    filling.empty(TABLE)
    now = datetime.now(UTC) - timedelta(minutes=1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {TABLE} (kind, key, payload, state, not_before, lease_token, attempts, last_error,
                                     created_at, "to")
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
                SELECT 'digest', 'bench-' || i, '{{}}', 'waiting', %s, '', 0, '', %s, 'reader' || i || '@bench.example'
                FROM n""",
            [OPTIONS.rows, now, now],
        )
    filling.analyse()


def run_workers(way: str, lease: timedelta, *, kill_after: int = 0) -> list[list[tuple[float, float, list[int]]]]:
    """Run the workers to their end; ``kill_after`` kills the first one (SIGKILL) when it has claimed so often.

    Returns per worker its claims: when begun, when ended, which rows.
    """
    with tempfile.TemporaryDirectory(prefix="kord-bench-claims-") as folder:
        files = [Path(folder) / f"{number}" for number in range(WORKERS)]
        begin_at = time.time() + START_PAUSE
        workers = []
        for number, file in enumerate(files):
            command = [sys.executable, __file__, *sys.argv[1:]]
            kill = kill_after if number == 0 else 0
            wanted = {"way": way, "file": str(file), "lease": lease.total_seconds(), "at": begin_at, "kill": kill}
            env = os.environ | {"BENCH_WORKER": json.dumps(wanted)}
            workers.append(subprocess.Popen(command, env=env))
        codes = [worker.wait(timeout=300) for worker in workers]
        expected = [-signal.SIGKILL if kill_after and number == 0 else 0 for number in range(WORKERS)]
        if codes != expected:
            sys.exit(f"workers ended with {codes}, not {expected}")
        return [[json.loads(line) for line in file.read_text().splitlines()] for file in files]


def work(way: str, file: str, lease: float, at: float, kill: int) -> None:
    """Claim until nothing is left: a worker process. With ``kill`` it dies by its own SIGKILL, rows in hand."""
    take = {"claim": take_ours, "bare": take_bare}[way]
    length = timedelta(seconds=lease)
    take(length, limit=0)  # connect, and compile what Django compiles once
    time.sleep(max(0.0, at - time.time()))
    with Path(file).open("w", buffering=1) as out:
        count = 0
        while True:
            begun = time.time()
            keys = take(length)
            if not keys:
                held = OutboxMessage.objects.filter(state="claimed", leased_until__lt=datetime.now(UTC) + SHORT)
                if length > SHORT or not held.exists():
                    return
                time.sleep(0.1)
                continue
            out.write(json.dumps([begun, time.time(), keys]) + "\n")
            count += 1
            if kill and count >= kill:
                os.kill(os.getpid(), signal.SIGKILL)
            if length <= SHORT:
                OutboxMessage.objects.filter(pk__in=keys).update(state="done")


def take_ours(lease: timedelta, *, limit: int = MAX_CLAIM) -> list[int]:
    """Ours: whole rows, as the sender takes them."""
    return [row.pk for row in claim(OutboxMessage, now=datetime.now(UTC), lease=lease, limit=limit)]


@transaction.atomic
def take_bare(lease: timedelta, *, limit: int = MAX_CLAIM) -> list[int]:
    """The bare statement."""
    now = datetime.now(UTC)
    lock = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET state = 'claimed', leased_until = %s, lease_token = %s WHERE id IN ("
            f"SELECT id FROM {TABLE} WHERE state = 'waiting' AND not_before <= %s"
            f" ORDER BY not_before, id LIMIT {limit} {lock}) RETURNING *",
            [now + lease, os.urandom(16).hex(), now],
        )
        return [row[0] for row in cursor.fetchall()]


def check(claims: list[tuple[float, float, list[int]]], table: measuring.Table | None) -> None:
    """Every row exactly once."""
    counts = Counter(key for _begun, _ended, keys in claims for key in keys)
    twice = sum(number > 1 for number in counts.values())
    missing = OPTIONS.rows - len(counts)
    if table is not None:
        table.figure("rows claimed twice, never", f"{twice}, {missing}", goal="0, 0", ok=not twice and not missing)
    elif twice or missing:
        sys.exit(f"{twice} rows were claimed twice and {missing} never")


def killed(table: measuring.Table) -> None:
    """Kill one worker: its last claim comes back after the lease, nothing else is claimed twice."""
    fill()
    dead, living = run_workers("claim", SHORT, kill_after=5)
    last_ended, held = dead[-1][1], set(dead[-1][2])
    counts = Counter(key for _b, _e, keys in [*dead, *living] for key in keys)
    twice = {key for key, number in counts.items() if number > 1}
    again = [begun for begun, _ended, keys in living if held & set(keys)]
    early = sum(begun < dead[-1][0] + SHORT.total_seconds() for begun in again)
    lost = OPTIONS.rows - len(counts)
    ok = twice == held and max(counts.values()) == 2 and not lost
    table.figure("killed in the middle: rows never claimed", str(lost), goal="0", ok=not lost)
    table.figure("  claimed again = rows the dead one held", f"{len(twice)} of {len(held)}", goal="the same", ok=ok)
    table.figure("  claimed again before the lease was over", str(early), goal="0", ok=not early)
    table.figure(
        "  claimed again after the kill, seconds", f"{min(again) - last_ended:.1f}", goal=f"lease {SHORT.seconds} s"
    )


if __name__ == "__main__":
    if wanted := os.environ.get("BENCH_WORKER"):
        work(**json.loads(wanted))
        sys.exit(0)
    sys.exit(main())
