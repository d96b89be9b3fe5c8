"""How long reading takes, and how much memory: a DOCX, an ODT and a PDF of ten pages each, and a long text.

The files are built here. Each is read in a process of its own, as in Kord, so the peak is that of one reading with all
that it imports; the time of importing is printed apart.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MEMORY = 300  # MiB
GOALS = {"docx": 1.0, "odt": 1.0, "pdf": 3.0, "txt": 1.0}  # seconds
ROUNDS = 3
SENTENCE = (
    "Korrastab laboriruumi vahendid ja märgib puuduva nimekirja, mille annab iga kuu viimaseks tööpäevaks majandusosale"
)


def blocks() -> list[dict[str, object]]:
    """Return about ten printed pages: chapters, clauses with numbers, bullets, tables."""
    found: list[dict[str, object]] = [{"header": "Kuuseoksa kool"}, {"footer": "Ametijuhend"}]
    for chapter in range(1, 11):
        found.append({"h": f"Peatükk {chapter}", "level": 1})
        found += [{"n": f"{SENTENCE}.", "level": 2, "number": f"{chapter}.{clause}."} for clause in range(1, 9)]
        found += [{"b": f"{SENTENCE};", "level": 1} for _ in range(3)]
        rows = [[f"{SENTENCE}.", "Ruumid on korras.", f"{day}. september"] for day in range(1, 5)]
        found.append({"table": [["Ülesanne", "Tulemus", "Tähtaeg"], *rows], "header": True})
    return found


def main() -> int:
    """Build, read each in a child, print."""
    from tests.reading.building import build  # noqa: PLC0415  # the child must not load what builds files

    missed = 0
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        for kind, goal in GOALS.items():
            data, name = build({"format": kind, "blocks": blocks()})
            path = Path(folder) / name
            path.write_bytes(data)
            rounds = [_read_apart(path) for _ in range(ROUNDS)]
            best = min(rounds, key=lambda one: one["seconds"])
            met = best["seconds"] <= goal and best["peak"] <= MEMORY
            missed += not met
            spread = "-".join(f"{pick(one['seconds'] for one in rounds):.2f}" for pick in (min, max))
            print(
                f"{kind:5} {best['pages']:3} pages {best['lines']:4} lines  {spread} s (+{best['importing']:.2f} s)"
                f"  peak {best['peak']:.0f} MiB  goal {goal:.0f} s, {MEMORY} MiB  {'ok' if met else 'NOT MET'}"
            )
    return 1 if missed else 0


def _read_apart(path: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, "--read", str(path)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def read(path: Path) -> None:
    """Read one file and print what it took."""
    data = path.read_bytes()
    begun = time.perf_counter()
    from roles.reading.files import extract  # noqa: PLC0415  # importing is measured, too

    imported = time.perf_counter()
    found = extract(data, path.name)
    seconds = time.perf_counter() - imported
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages = max(line.page for line in found.lines)
    took = {"importing": imported - begun, "seconds": seconds, "peak": peak, "pages": pages, "lines": len(found.lines)}
    print(json.dumps(took))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(Path(sys.argv[2]))
    else:
        sys.exit(main())
