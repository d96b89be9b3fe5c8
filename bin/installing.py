"""What ./bin/setup does: Debian packages, the environment .venv, the translations.

Only the standard library is used, because nothing else is there yet. No address of a
registry is written anywhere: pip's own settings (files and environment) are read and
handed on to uv, which knows nothing of them.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "kord.json"
PYTHON = VENV / "bin" / "python"

# What WeasyPrint opens, and the fonts that the documents name. Without libharfbuzz-subset0
# the bytes of a PDF differ from machine to machine.
RUN_PACKAGES = [
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-dejavu-core",
    "fonts-sil-gentiumplus",
]
TEST_PACKAGES = ["postgresql", "redis-server", "poppler-utils", "qpdf", "chromium", "gettext"]

# uv's names for the settings that pip reads under other names.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def say(text: str) -> None:
    """Tell the person at the keyboard, at once."""
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    """Bring packages, environment and translations up to date; return the exit code."""
    parser = argparse.ArgumentParser(prog="bin/setup", description="Make this folder ready to run Kord.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    dev = parser.parse_args(arguments).dev
    began = time.monotonic()
    with only_one_at_a_time():
        debian_packages(RUN_PACKAGES + (TEST_PACKAGES if dev else []))
        changed = environment(dev=dev)
        built = translations()
    if changed or built:
        say(f"Ready after {time.monotonic() - began:.1f} s.")
    return 0


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Let a second setup of this folder wait for the first; the lock ends with the process."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another setup of this folder is at work; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# ── Debian packages ──────────────────────────────────────────────────────────


def missing_packages(names: list[str]) -> list[str]:
    """Return those of `names` that dpkg does not call installed, in the given order."""
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,  # it fails as soon as one name is unknown, and still answers for the rest
    )
    installed = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in installed]


def debian_packages(names: list[str], *, needed: bool = False) -> None:
    """Install what is missing as root; otherwise name it and the command, and go on unless `needed`."""
    if not shutil.which("dpkg-query"):
        say("This is not Debian: see to these libraries and programs yourself: " + " ".join(names))
        return
    missing = missing_packages(names)
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() == 0:
        apt_get(command)
        missing = missing_packages(missing)
    if missing:
        say("These Debian packages are missing: " + " ".join(missing))
        say("Get them with:  sudo apt-get update && sudo " + shlex.join(command))
    if missing and needed:
        sys.exit(1)


def apt_get(command: list[str]) -> None:
    """Refresh Debian's lists and run one install command; what did not work is seen by asking dpkg again."""
    say("Installing Debian packages: " + shlex.join(command))
    wait = ["-qq", "-o", "DPkg::Lock::Timeout=300"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with no_services_started():
        for arguments in (["update"], command[1:]):
            done = subprocess.run(["apt-get", *wait, *arguments], env=env, check=False, stdout=subprocess.DEVNULL)
            if done.returncode:
                say(f"apt-get {arguments[0]} ended with code {done.returncode}.")


@contextlib.contextmanager
def no_services_started() -> Iterator[None]:
    """Keep Debian from making a PostgreSQL cluster and from starting daemons: the tests start their own.

    policy-rc.d is Debian's own switch for this (invoke-rc.d asks it; 101 means "not allowed").
    One that is already there is somebody's decision and stays.
    """
    cluster = Path("/etc/postgresql-common/createcluster.d/kord.conf")
    policy = Path("/usr/sbin/policy-rc.d")
    ours = []
    try:
        if not cluster.exists() and not Path("/usr/bin/pg_createcluster").exists():
            cluster.parent.mkdir(parents=True, exist_ok=True)
            cluster.write_text("create_main_cluster = false\n")
            ours.append(cluster)
        if not policy.exists():
            policy.write_text("#!/bin/sh\nexit 101\n")
            policy.chmod(0o755)
            ours.append(policy)
    except OSError as error:
        say(f"(services may be started by their packages: {error})")
    try:
        yield
    finally:
        for path in ours:
            path.unlink(missing_ok=True)


# ── the environment .venv ────────────────────────────────────────────────────


def digest(name: str) -> str:
    """Return the SHA-256 of one lock file, in hex."""
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def stamp() -> dict[str, str]:
    """Return what the last finished setup put into .venv: lock name -> digest; empty when unknown."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def environment(*, dev: bool) -> bool:
    """Make .venv agree with the lock; return whether anything was done.

    A .venv that is a link belongs to somebody else and is used as it is. One that was there
    before us only gains packages; nothing of its owner's is removed.
    """
    if VENV.is_symlink():
        if not works():
            sys.exit(".venv is a link to an environment that does not work; repair or remove the link.")
        if not stamp().items() >= {name: digest(name) for name in ("base", "dev")[: 1 + dev]}.items():
            say("note: .venv is a link and is used as it is, whether or not it agrees with the lock.")
        return False
    before = stamp()
    lock = "dev" if dev or "dev" in before else "base"
    wanted = {"base": digest("base")} | ({"dev": digest("dev")} if lock == "dev" else {})
    if before == wanted and os.access(PYTHON, os.X_OK):
        return False
    ours = bool(before) or not VENV.exists()
    make_venv()
    say(f"Installing the packages of requirements/{lock}.txt …")
    STAMP.unlink(missing_ok=True)
    install(lock, exactly=ours)
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps(wanted))
    unfinished.replace(STAMP)
    return True


def works() -> bool:
    """Tell whether .venv has a Python that starts and is new enough."""
    test = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", test], check=False, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Create .venv unless a working one is there; never delete one."""
    has_pip = bool(list(VENV.glob("lib/python*/site-packages/pip")))
    if works() and has_pip:
        return
    if VENV.exists() and any(VENV.iterdir()) and not works():
        sys.exit(
            ".venv is there but its Python does not start (made by another Python?). "
            "It is left alone: move it away and start again."
        )
    if not importlib.util.find_spec("ensurepip"):
        # Debian keeps this part of Python in a package of its own.
        system = sysconfig.get_config_var("py_version_short")
        debian_packages([f"python{system}-venv"], needed=True)
        importlib.invalidate_caches()
    say("Making .venv …")
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def pip_settings() -> dict[str, str]:
    """Return pip's settings as uv's variables, so that both ask the same registry.

    `pip config list` merges pip's files and environment by its own rules of precedence:
    command > `:env:` > `install` > `global`. A variable that uv already has wins.
    """
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], stdout=subprocess.PIPE, text=True, check=False)
    found: dict[str, tuple[int, str]] = {}
    for line in listed.stdout.splitlines():
        key, _, quoted = line.partition("=")
        section, _, name = key.rpartition(".")
        rank = {"global": 1, "install": 2, ":env:": 3}.get(section, 0)
        if name in PIP_TO_UV and rank and rank > found.get(name, (0, ""))[0]:
            found[name] = (rank, " ".join(quoted.strip().strip("'\"").replace("\\n", " ").split()))
    return {PIP_TO_UV[name]: value for name, (_, value) in found.items() if value and PIP_TO_UV[name] not in os.environ}


def install(lock: str, *, exactly: bool) -> None:
    """Install one lock file with uv; where uv cannot, with pip, which is slower but knows its settings."""
    requirements = ROOT / "requirements"
    # PIP_REQUIRE_VIRTUALENV and the like do no harm; --isolated would throw away the registry.
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--require-hashes", "--disable-pip-version-check", "-r"]
    uv = VENV / "bin" / "uv"
    must([*pip, str(requirements / "uv.txt")])
    verb = ["sync"] if exactly else ["install", "-r"]
    command = [str(uv), "pip", *verb, str(requirements / f"{lock}.txt"), "--python", str(PYTHON), "--require-hashes"]
    env = {**os.environ, **pip_settings(), "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1", "UV_NO_PROGRESS": "1"}
    # As pip does: all indexes count alike. The hashes of the lock say what is the right file.
    env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    # As pip does: who reads strangers' files may write nothing, and would compile the libraries for every file.
    env.setdefault("UV_COMPILE_BYTECODE", "1")
    done = subprocess.run([*command, "--quiet"], env=env, cwd=ROOT, check=False)
    if done.returncode:
        say("uv could not install the packages; trying pip, which takes about a minute …")
        must([*pip, str(requirements / f"{lock}.txt")])


def must(command: list[str]) -> None:
    """Run pip; without its success there is nothing to go on with."""
    if subprocess.run(command, check=False).returncode:
        sys.exit("The packages could not be installed; pip's own words are above. Is the package registry reachable?")


# ── translations ─────────────────────────────────────────────────────────────


def translations() -> bool:
    """Build the .mo files that are older than their .po; return whether any was."""
    stale = [po for po in ROOT.glob("locale/*/LC_MESSAGES/*.po") if is_stale(po)]
    if stale:
        subprocess.run([PYTHON, str(ROOT / "bin" / "build_translations.py"), *map(str, stale)], check=True)
    return bool(stale)


def is_stale(po: Path) -> bool:
    """Tell whether a .po has no .mo or an older one."""
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns <= po.stat().st_mtime_ns
