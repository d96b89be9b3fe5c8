"""The whole gate behind ./bin/test: steps, services, the table at the end, and nothing left behind."""

import argparse
import contextlib
import fcntl
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import throwaway

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
NO_TESTS = 5  # pytest's exit code when nothing was collected
OK, FAILED, SKIPPED = "ok", "FAILED", "SKIPPED"
TIME_LIMIT = {False: 30 * 60, True: 120 * 60}  # seconds for one step; the second for --deep


@dataclass(frozen=True)
class Step:
    """One line of the table: a command, what it adds to the environment, whether pytest's words matter."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    is_pytest: bool = False


@dataclass(frozen=True)
class Result:
    """How a step ended: outcome, seconds, and one line to show (pytest's closing line, or why it was skipped)."""

    name: str
    outcome: str
    seconds: float = 0.0
    line: str = ""


class Gate:
    """One run: its own folder, its own services, its own mark on every process it starts."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.mark = secrets.token_hex(8)
        self.folder = Path(tempfile.mkdtemp(prefix="kord-gate-"))
        self.folder.chmod(0o711)  # PostgreSQL runs as somebody else and must get through
        self.results: list[Result] = []
        self.services: list[throwaway.Service] = []
        self.groups: set[int] = set()
        self.printing = threading.Lock()
        self.env = self.environment()

    def environment(self) -> dict[str, str]:
        """Return what every step sees: nothing of the caller's database, mail or settings."""
        ours = ("KORD_", "DATABASE_URL", "REDIS_URL", "CELERY_", "EMAIL_URL", "DJANGO_", "PYTEST_")
        env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in ("var", "tmp", "cache"):
            (self.folder / name).mkdir(mode=0o700)
        return env | {
            # Compiled once for all of this run's processes, and nothing beside the sources.
            "PYTHONPYCACHEPREFIX": str(self.folder / "cache" / "compiled"),
            "KORD_GATE": self.mark,
            "KORD_VAR": str(self.folder / "var"),
            "KORD_TEST": "1",
            "KORD_LOG_LEVEL": "WARNING",
            "KORD_SECRET_KEY": secrets.token_hex(32),
            "TMPDIR": str(self.folder / "tmp"),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(self.folder / "cache" / "hypothesis"),
            "COVERAGE_FILE": str(self.folder / "cache" / "coverage"),
            "PATH": f"{BIN}:{os.environ.get('PATH', '/usr/bin:/bin')}",
        }

    # ── running ──────────────────────────────────────────────────────────────

    def run(self, step: Step, *, live: bool = False) -> Result:
        """Run one step in a process group of its own; print its words live or when it failed."""
        began = time.monotonic()
        log = self.folder / "cache" / (re.sub(r"\W+", "-", step.name) + ".log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                step.command,
                cwd=ROOT,
                env=self.env | step.env,
                start_new_session=True,
                preexec_fn=throwaway.Demotion(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if live else output,
                stderr=subprocess.STDOUT,
            )
            self.groups.add(process.pid)
            timer = threading.Timer(TIME_LIMIT[self.options.deep], os.killpg, (process.pid, signal.SIGKILL))
            timer.start()
            try:
                if process.stdout:
                    for line in process.stdout:
                        output.write(line)
                        sys.stdout.write(line.decode(errors="replace"))
                        sys.stdout.flush()
                code = process.wait()
            finally:
                timer.cancel()
                self.end_group(process.pid)
        text = log.read_text(errors="replace").strip()
        result = self.judge(step, code, time.monotonic() - began, text)
        with self.printing:
            print(f"── {result.name}: {result.outcome} ({result.seconds:.1f} s)", flush=True)
            if result.outcome == FAILED and not live:
                print(text, flush=True)
        return result

    def judge(self, step: Step, code: int, seconds: float, text: str) -> Result:
        """Turn exit code and words into a result."""
        last = text.splitlines()[-1] if text else ""
        if not step.is_pytest:
            return Result(step.name, FAILED if code else OK, seconds, last if code else "")
        closing = [line for line in text.splitlines() if re.match(r"=+ .*\bin \d[\d.]*s", line)]
        line = closing[-1] if closing else last
        if code == NO_TESTS:
            return Result(step.name, SKIPPED, seconds, "there is no test for this step")
        skipped = re.search(r"(\d+) skipped", line)
        if code == 0 and skipped:
            self.results.append(
                Result(f"{step.name}: tests", SKIPPED, 0.0, f"{skipped[1]} tests were skipped, see -rs")
            )
        return Result(step.name, FAILED if code else OK, seconds, line)

    def skip(self, name: str, why: str) -> None:
        """Note a step that could not run."""
        print(f"── {name}: {SKIPPED}: {why}", flush=True)
        self.results.append(Result(name, SKIPPED, 0.0, why))

    def end_group(self, group: int) -> None:
        """End what a step left in its own process group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self.groups.discard(group)

    # ── the steps ────────────────────────────────────────────────────────────

    def all(self) -> None:
        """Run the gate: what is still first, then the tests."""
        if self.options.pytest_args:
            self.skip("static steps", "pytest arguments were given")
        else:
            self.static_steps()
        self.start_services()
        self.results.append(self.run(self.pytest("tests on SQLite", {"KORD_TEST_VENDOR": "sqlite"}), live=True))
        if self.options.fast:
            self.skip("tests on PostgreSQL and in the browser", "--fast was given")
            return
        if "DATABASE_URL" in self.service_env:
            env = {"DATABASE_URL": self.service_env["DATABASE_URL"], "KORD_TEST_VENDOR": "postgresql"}
            self.results.append(self.run(self.pytest("tests on PostgreSQL", env), live=True))
        self.browser()

    def static_steps(self) -> None:
        """Run everything that needs no test, two at a time; mypy is the longest and so the first."""
        with ThreadPoolExecutor(2) as pool, mypy_cache(self.folder) as cache:
            jobs = [pool.submit(self.run, step) for step in static_steps(cache)]
            jobs.append(pool.submit(self.translations))
            self.results += [job.result() for job in jobs]

    def translations(self) -> Result:
        """Compare sources and catalogues; without gettext only the catalogues."""
        command = [PYTHON, "bin/check_translations.py"]
        if not shutil.which("xgettext"):
            self.skip("translations found in the sources", "no gettext (apt-get install gettext)")
            command.append("--catalogues-only")
        return self.run(Step("translations", command))

    def start_services(self) -> None:
        """Start PostgreSQL and Redis and tell the steps where they are."""
        self.service_env: dict[str, str] = {}
        folder = self.folder / "services"
        folder.mkdir(mode=0o755)
        starts = {"DATABASE_URL": throwaway.start_postgres, "REDIS_URL": throwaway.start_redis}
        for name, start in starts.items():
            if self.options.fast and name == "DATABASE_URL":
                continue
            try:
                service = start(folder)
            except throwaway.Unavailable as error:
                what = "tests on PostgreSQL" if name == "DATABASE_URL" else "tests that need Redis"
                self.skip(what, str(error))
                continue
            self.services.append(service)
            self.service_env[name] = service.url
        if "REDIS_URL" in self.service_env:
            self.env["TEST_REDIS_URL"] = self.service_env["REDIS_URL"]

    def pytest(self, name: str, env: dict[str, str]) -> Step:
        """Return one run of the tests without the browser, over both cores."""
        marks = ["not browser"]
        if not self.options.deep:
            marks.append("not deep")
        if self.options.fast:
            marks.append("not slow")
        if "TEST_REDIS_URL" not in self.env:
            marks.append("not redis")
        return self.pytest_step(name, env, ["-n", "2", "-m", " and ".join(marks), *self.options.pytest_args])

    def pytest_step(self, name: str, env: dict[str, str], arguments: list[str]) -> Step:
        """Return a pytest step with its caches in our folder."""
        own = [
            "-o",
            f"cache_dir={self.folder / 'cache' / 'pytest'}",
            f"--basetemp={self.folder / 'tmp' / 'pytest'}",
            "-rs",
        ]
        return Step(name, [PYTHON, "-m", "pytest", *own, *arguments], env, is_pytest=True)

    def browser(self) -> None:
        """Run the browser tests once, on SQLite: they are about pages, not about databases."""
        name = "tests in the browser"
        chromium = os.environ.get("KORD_CHROMIUM") or shutil.which("chromium")
        if self.options.no_browser:
            self.skip(name, "--no-browser was given")
        elif not chromium:
            self.skip(name, "no Chromium (apt-get install chromium)")
        else:
            # Playwright's loop makes Django refuse every query without this.
            env = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1", "KORD_CHROMIUM": chromium}
            marks = "browser" if self.options.deep else "browser and not deep"
            self.results.append(
                self.run(self.pytest_step(name, env, ["-m", marks, *self.options.pytest_args]), live=True)
            )

    # ── the end ──────────────────────────────────────────────────────────────

    def close(self) -> None:
        """End everything that carries our mark, and remove the folder."""
        for group in list(self.groups):
            self.end_group(group)
        for service in self.services:
            service.stop()
        left = []
        for process, words in marked(self.mark):
            left.append(words)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if left:
            print("Ended what was left behind:\n  " + "\n  ".join(left), flush=True)
        for _ in range(20):
            shutil.rmtree(self.folder, ignore_errors=True)
            if not self.folder.exists():
                break
            time.sleep(0.1)

    def report(self) -> int:
        """Print the table, say loudly what was skipped, repeat pytest's closing lines; return the exit code."""
        in_ci = os.environ.get("CI", "").lower() in ("1", "true", "yes")
        width = max((len(result.name) for result in self.results), default=10)
        print("\n" + "step".ljust(width), "  seconds  result")
        for result in self.results:
            line = "" if result.line.startswith("=") else result.line
            print(f"{result.name.ljust(width)}  {result.seconds:8.1f}  {result.outcome}  {line[:150]}".rstrip())
        print(f"{'together'.ljust(width)}  {sum(result.seconds for result in self.results):8.1f}")
        failed = [result.name for result in self.results if result.outcome == FAILED]
        skipped = [result for result in self.results if result.outcome == SKIPPED]
        if skipped:
            print("\n!!! NOT EVERYTHING WAS CHECKED !!!")
            for result in skipped:
                print(f"!!! skipped: {result.name}: {result.line}")
        print("\nFAILED: " + ", ".join(failed) if failed else "\nThe gate is green." if not skipped else "")
        if in_ci and skipped:
            print("In CI a skipped step is a failure.")
        for result in self.results:
            if result.line.startswith("="):
                print(f"{result.name}:\n{result.line}")
        sys.stdout.flush()
        return 1 if failed or (in_ci and skipped) else 0


def static_steps(mypy_cache_folder: Path) -> list[Step]:
    """Return the steps about the code, the longest first."""
    manage = [PYTHON, "-W", "error::DeprecationWarning", "manage.py"]
    deployed = {
        "KORD_BASE_URL": "https://kord.example",
        "KORD_ALLOWED_HOSTS": "kord.example",
        "KORD_SSL_REDIRECT": "1",
        "KORD_PROXY_COUNT": "1",
        "KORD_TEST": "0",
    }
    return [
        Step("types", [str(BIN / "mypy"), "--cache-dir", str(mypy_cache_folder)]),
        Step("format", [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."]),
        Step("lint", [str(BIN / "ruff"), "check", "--output-format", "concise", "."]),
        Step("layers", [str(BIN / "lint-imports"), "--no-cache"]),
        Step("templates", [str(BIN / "djlint"), "templates", "--lint", "--quiet"]),
        Step("system check", [*manage, "check", "--fail-level", "WARNING"]),
        Step("system check, deployed", [*manage, "check", "--deploy", "--fail-level", "WARNING"], deployed),
        Step("migrations are complete", [*manage, "makemigrations", "--check", "--dry-run"]),
    ]


@contextlib.contextmanager
def mypy_cache(folder: Path) -> Iterator[Path]:
    """Yield the shared cache of mypy, or one of our own while another run uses that one."""
    shared = ROOT / ".mypy_cache"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield folder / "cache" / "mypy"
        else:
            yield shared


def marked(mark: str) -> Iterator[tuple[int, str]]:
    """Yield (process id, command line) of the processes whose environment carries our mark."""
    needle = f"KORD_GATE={mark}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if needle in (entry / "environ").read_bytes().split(b"\0"):
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                yield int(entry.name), words[:120].strip()
        except OSError:
            continue


def main() -> int:
    """Run the gate and return its exit code; Ctrl-C and SIGTERM end it cleanly."""
    parser = argparse.ArgumentParser(prog="bin/test", description="The whole gate.", allow_abbrev=False)
    parser.add_argument("--deep", action="store_true", help="also the full catalogue of faults (marker deep)")
    parser.add_argument("--fast", action="store_true", help="SQLite only, without slow tests and browser")
    parser.add_argument("--no-browser", action="store_true")
    options, pytest_args = parser.parse_known_args()
    options.pytest_args = pytest_args
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins with it ignored
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    gate = Gate(options)
    try:
        gate.all()
    except KeyboardInterrupt:
        print("\nInterrupted.", flush=True)
        return 130
    finally:
        gate.close()
    return gate.report()


if __name__ == "__main__":
    sys.exit(main())
