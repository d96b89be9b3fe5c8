"""What a child process gives up before it works on a document. No Django here: children start without it."""

import ctypes
import os
import resource
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# linux/sched.h
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000

# Events of CPython's audit table (docs.python.org, "Audit events table").
_NETWORK = frozenset(
    {"socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
)
_PROCESSES = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.forkpty", "pty.spawn"}
)
_REFUSED = _NETWORK | _PROCESSES
# What the libraries need to find themselves and their fonts. Above all no key and no database address.
_KEPT_NAMES = ("PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "TMPDIR")


def child_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the few variables a child may see."""
    kept = {name: environ[name] for name in _KEPT_NAMES if name in environ}
    return {**kept, "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


def limit_memory(size: int) -> None:
    """Let this process map at most ``size`` bytes, and never leave a core file with a document in it."""
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_cpu(seconds: int) -> None:
    """Let this process compute for ``seconds`` from now on; then the kernel ends it with SIGXCPU.

    The limit counts from the start of the process, so what is used already is added.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def refuse_network_and_processes() -> None:
    """Cut the network and the starting of programs off, for the rest of this process.

    An empty network namespace where the kernel allows it (it stops native code too), and in any
    case an audit hook, which cannot be removed again.
    """
    _leave_network()
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event} is refused while a document is being worked on")


def _leave_network() -> bool:
    """Enter a network namespace without any interface; False where the kernel or the container forbids it."""
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    return bool(ctypes.CDLL(None, use_errno=True).unshare(flags) == 0)


def write_no_files() -> None:
    """Let no file grow by a single byte from here on; pipes are not concerned."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
