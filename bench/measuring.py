"""What every benchmark needs: a database, alternating rounds, CPU and wall time, and a small table of figures.

Machines are shared and noisy, so a figure is a ratio to a baseline that ran in turn with it, and the CPU time of
our process and of its database server process stands beside the clock's. Load and spread are printed.
"""

import argparse
import atexit
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import django
import psutil
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5


def start(description: str | None, **defaults: int) -> argparse.Namespace:
    """Read the command line, set Django up and migrate; models can be imported after this.

    Options are ``--sqlite``, ``--rounds`` and one whole number per default; on SQLite the defaults are divided by
    ten. The var folder is thrown away at the end. Without ``--sqlite`` the script needs ``bin/services --pg``.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sqlite", action="store_true", help="SQLite at a tenth of the size")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    for name in defaults:
        parser.add_argument(f"--{name}", type=int)
    found = parser.parse_args()
    for name, value in defaults.items():
        if getattr(found, name) is None:
            setattr(found, name, max(1, value // 10) if found.sqlite else value)
    _set_up(sqlite=found.sqlite)
    return found


def _set_up(*, sqlite: bool) -> None:
    """A child of a benchmark (``BENCH_WORKER``) uses what its parent set up."""
    sys.path.insert(0, str(ROOT))
    if os.environ.get("BENCH_WORKER"):
        django.setup()
        return
    folder = Path(tempfile.mkdtemp(prefix="kord-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"KORD_VAR": str(folder), "KORD_LOG_LEVEL": "WARNING", "DJANGO_SETTINGS_MODULE": "config.settings"}
    if sqlite:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    elif "postgres" not in os.environ.get("DATABASE_URL", ""):
        sys.exit("Start it with ./bin/services --pg -- .venv/bin/python bench/NAME.py, or give --sqlite.")
    django.setup()
    call_command("migrate", verbosity=0)


@dataclass(frozen=True)
class Cost:
    """Seconds of one run: by the clock, and of the processors (ours and the database server's process)."""

    wall: float
    cpu: float


def _server_process() -> psutil.Process | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return psutil.Process(cursor.fetchone()[0])


def _cpu(processes: Sequence[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def cost_of(act: Callable[[], object], *, times: int = 1) -> Cost:
    """Run ``times`` over and return the cost of one; CPU is counted in hundredths of a second, so repeat short acts."""
    connection.ensure_connection()
    connection.close_at = None  # one that ends for its age in the middle would take its CPU time with it
    server = _server_process()
    processes = [psutil.Process(), *([server] if server else [])]
    cpu, wall = _cpu(processes), time.perf_counter()
    for _ in range(times):
        act()
    wall, cpu = time.perf_counter() - wall, _cpu(processes) - cpu
    return Cost(wall / times, cpu / times)


@dataclass
class Pair:
    """Costs of two ways, one of each per round."""

    ours: list[Cost] = field(default_factory=list)
    baseline: list[Cost] = field(default_factory=list)

    def median(self, side: str, kind: str = "wall") -> float:
        """The median of "ours" or "baseline", in seconds of "wall" or "cpu"."""
        return statistics.median(getattr(cost, kind) for cost in getattr(self, side))

    def ratios(self, kind: str = "wall") -> list[float]:
        """Ours over baseline, round by round, in ascending order."""
        return sorted(
            getattr(ours, kind) / max(getattr(base, kind), 1e-9)
            for ours, base in zip(self.ours, self.baseline, strict=True)
        )

    def ratio(self, kind: str = "wall") -> float:
        """The median of the rounds' ratios."""
        return statistics.median(self.ratios(kind))


def alternate(
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    rounds: int,
    times: int = 1,
    before: Callable[[], object] = lambda: None,
) -> Pair:
    """Run both ways in turn, ``before`` (not counted) before each; every other round the baseline comes first."""
    found = Pair()
    for number in range(rounds):
        ways = [(ours, found.ours), (baseline, found.baseline)]
        for act, costs in ways if number % 2 == 0 else reversed(ways):
            before()
            costs.append(cost_of(act, times=times))
    return found


class Table:
    """Prints figures as they come; ``failed`` counts the goals that were missed."""

    def __init__(self, title: str) -> None:
        self.failed = 0
        stamp = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        print(f"{title}\n{stamp}, {os.cpu_count()} cores, load {_load()}, {_database()}", flush=True)
        self._line("figure", "ours", "baseline", "ratio (spread)", "goal", "")

    def figure(
        self, name: str, ours: str, *, baseline: str = "", ratio: str = "", goal: str = "", ok: bool | None = None
    ) -> None:
        """Print one line; ``ok`` None is a figure without a goal."""
        self.failed += ok is False
        self._line(name, ours, baseline, ratio, goal, {None: "", True: "ok", False: "NOT MET"}[ok])

    def pair(self, name: str, pair: Pair, *, at_most: float | None = None, kind: str = "wall") -> None:
        """Print a pair in milliseconds or seconds with its median ratio."""
        ratios = pair.ratios(kind)
        self.figure(
            f"{name}, {kind}",
            seconds(pair.median("ours", kind)),
            baseline=seconds(pair.median("baseline", kind)),
            ratio=f"{pair.ratio(kind):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})",
            goal="" if at_most is None else f"<= {at_most}",
            ok=None if at_most is None else pair.ratio(kind) <= at_most,
        )

    def end(self) -> int:
        """Print the load at the end; return the exit code."""
        print(f"load at the end {_load()}; goals not met: {self.failed}", flush=True)
        return 1 if self.failed else 0

    def _line(self, *cells: str) -> None:
        widths = (52, 18, 12, 20, 12, 8)
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip(), flush=True)


def seconds(value: float) -> str:
    """Return a span in the unit that suits it."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def _load() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def _database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"
