"""Build .mo files with polib, because a bare machine has no gettext: build_translations.py FILE.po …"""

import os
import sys
import time
from pathlib import Path

import polib


def build(po: Path) -> int:
    """Write the .mo beside one .po in one step, so that a running server never reads half of it.

    Returns how many messages it holds.
    """
    catalogue = polib.pofile(str(po))
    unfinished = po.with_suffix(f".{os.getpid()}.new")
    catalogue.save_as_mofile(str(unfinished))
    unfinished.replace(po.with_suffix(".mo"))
    # Strictly newer than the .po even on file systems with coarse times.
    newer = max(time.time(), po.stat().st_mtime + 1)
    os.utime(po.with_suffix(".mo"), (newer, newer))
    return len(catalogue.translated_entries())


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(f"{name}: {build(Path(name))} messages")
