"""Named points at which tests may kill the process, to prove that nothing is lost there.

Outside tests :func:`failpoint` does nothing.
"""

import os
import signal
from pathlib import Path

_WANTED = os.environ.get("KORD_FAILPOINT", "")
_ALLOWED = os.environ.get("KORD_TEST") == "1"


def failpoint(name: str) -> None:
    """Kill this process (SIGKILL) if the test harness asked for it at this point.

    ``KORD_FAILPOINT`` is "NAME" or "NAME:FILE"; with a file the kill happens once, the file remembering it.
    """
    if not _ALLOWED or not _WANTED:
        return
    wanted, _, marker = _WANTED.partition(":")
    if wanted != name:
        return
    if marker:
        try:
            os.close(os.open(Path(marker), os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return
    os.kill(os.getpid(), signal.SIGKILL)
