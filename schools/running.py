"""Whether Kord runs with this data folder, and under which address; `manage.py up` writes it into its lock."""

import fcntl
import os
from pathlib import Path

from django.conf import settings

LOCK = "up.lock"
"""Held by the one process tree of a data folder; its lines are the process and the address that its mails name."""


def running_address(folder: Path) -> str | None:
    """Return the address of the Kord that runs with this folder, or None when none does."""
    try:
        handle = (folder / LOCK).open()
    except FileNotFoundError:
        return None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return "".join(handle.read().splitlines()[1:2]) or None
    return None


def known_address() -> str | None:
    """Return the address under which people reach Kord: that of the running one, else the configured one if any."""
    configured = settings.BASE_URL if "KORD_BASE_URL" in os.environ else None
    return running_address(settings.VAR_DIR) or configured
