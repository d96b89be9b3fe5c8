"""How much the reader finds in documents whose structure a person has written down.

    python bench/reading.py FOLDER

FOLDER has ``seeds/<n>*`` (the documents) and ``domain/roles/<n>*.json`` (what they hold). Prints the figures of each
and of all, and every miss.
"""

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from roles.reading.lines import UnreadableError  # noqa: E402  (found through the path above)
from roles.reading.reader import read  # noqa: E402
from tests.reading.scoring import Score, score  # noqa: E402


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Each document with what it holds, by the number at the beginning of their names."""
    wanted = {path.stem.split("_")[0]: path for path in (folder / "domain" / "roles").glob("*.json")}
    sources = [path for path in (folder / "seeds").iterdir() if path.suffix in (".txt", ".docx", ".odt", ".pdf")]
    named = {path.name.split("_")[0].split(".")[0]: path for path in sources}
    return [(named[number], wanted[number]) for number in sorted(wanted) if number in named]


def main(folder: Path) -> int:
    total: Score | None = None
    for source, wanted in pairs(folder):
        began = time.perf_counter()
        try:
            found = read(source.read_bytes(), source.name)
        except UnreadableError as error:
            print(f"{source.name}: cannot be read ({error.code})")
            continue
        took = time.perf_counter() - began
        one = score(json.loads(wanted.read_text(encoding="utf-8")), found)
        print(f"\n== {source.name} ({took:.2f} s)")
        print("\n".join([*one.lines(), *(f"  - {miss}" for miss in one.misses)]))
        print("\n".join(f"  ~ unplaced: {each['text'][:100]!r}" for each in found["unplaced"]))
        total = one if total is None else total + one
    if total is None:
        print("No pair of a document and its structure in that folder.")
        return 2
    print(f"\n== all {total.documents}")
    print("\n".join(total.lines()))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: reading.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
