"""Goal 14: memory of the web worker after 50 requests of real pages, and of the mail worker after a sweep.

The demo is loaded; gunicorn and Celery are started with the arguments of ``manage.py up``. PSS counts a page of
memory that several processes share by its part. The baseline is a Python process that has only Django set up.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import measuring

OPTIONS = measuring.start(__doc__)
sys.path.insert(0, str(measuring.ROOT / "bin"))

import psutil  # noqa: E402
import serving  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from throwaway import free_port  # noqa: E402

from config.celery import app  # noqa: E402
from config.management.commands.up import Command  # noqa: E402
from config.processes import Child, kill_group  # noqa: E402
from schools.clock import now, today  # noqa: E402
from schools.models import Membership, OutboxMessage, Person, School  # noqa: E402
from schools.outbox import TASK  # noqa: E402
from schools.services import invite_people  # noqa: E402

BY = serving.BY
LIMIT = 100  # MiB
REQUESTS = 50
PAGES = (
    "today/", "today/school/", "today/year/", "duties/proposals/", "roles/", "people/", "people/absences/", "calendar/",
    "start/", "profile/",
)  # fmt: skip
PATIENCE = 60.0  # seconds


def main() -> int:
    """Load the demo, start both, use them, look."""
    table = measuring.Table("memory: PSS")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo", verbosity=0)
    member = Membership.objects.filter(level="principal", school__isnull=False, ends_on=None).earliest("pk")
    assert member.school is not None
    cookie, slug = serving.cookie_of(member.user), member.school.slug
    port = free_port()
    children = {child.name: child for child in Command().children("127.0.0.1", port, 1)}
    # On the settings of this process: a database on a server does not change how Celery is woken.
    plain = subprocess.Popen(
        [sys.executable, "-c", "import sys, django; django.setup(); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        cwd=measuring.ROOT,
    )
    try:
        for name in ("web", "mail"):
            children[name].start(now=time.monotonic())
        ask(port, slug, cookie)
        web = workers(children["web"])
        sweep(member.school)
        mail = workers(children["mail"])
        base = pss(psutil.Process(plain.pid))
        report(table, f"web worker after {REQUESTS} requests", web, base)
        report(table, "mail worker (solo) with its beat, after a sweep", mail, base)
    finally:
        plain.communicate()
        for name in ("web", "mail"):
            end(children[name])
    return table.end()


def pss(process: psutil.Process) -> float:
    """Return the proportional set size in MiB."""
    return float(process.memory_full_info().pss) / 2**20


def workers(child: Child) -> list[float]:
    """Return the PSS of a started command, the largest of its processes first."""
    assert child.process is not None
    root = psutil.Process(child.process.pid)
    return sorted((pss(one) for one in [root, *root.children(recursive=True)]), reverse=True)


def report(table: measuring.Table, name: str, sizes: list[float], base: float) -> None:
    """One line: the largest process, and the others of the same command."""
    others = " + ".join(f"{size:.0f}" for size in sizes[1:])
    table.figure(
        name, f"{sizes[0]:.0f} MiB" + (f" (+ {others})" if others else ""), baseline=f"{base:.0f} MiB",
        ratio=f"{sizes[0] / base:.2f}", goal=f"<= {LIMIT} MiB", ok=sizes[0] <= LIMIT,
    )  # fmt: skip


def ask(port: int, slug: str, cookie: str) -> None:
    """Wait for the server, then ask for the pages in turn; anything but 200 ends the measuring."""
    limit = time.monotonic() + PATIENCE
    done = 0
    while done < REQUESTS:
        address = f"http://127.0.0.1:{port}/s/{slug}/{PAGES[done % len(PAGES)]}"
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie})) as answer:
                assert answer.url == address, f"{address} led to {answer.url}"
                assert answer.read()
                done += 1
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{address}: {error.code}") from None
        except urllib.error.URLError:
            if time.monotonic() > limit:
                raise SystemExit("the web server did not come") from None
            time.sleep(0.2)


def sweep(school: School) -> None:
    """Invite everybody and let the mail worker sweep: wait until what is due has been sent."""
    invite_people(
        school=school, people=Person.objects.for_school(school).staff(), on=today(school.time_zone), by=BY, now=now()
    )
    due = OutboxMessage.objects.filter(state="waiting", not_before__lte=now())
    waiting = due.count()
    app.send_task(TASK, queue="mail")
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if not due.exists() and not list(Path(settings.VAR_DIR / "queue" / "messages").glob("*.mail.msg")):
            time.sleep(2)
            connections.close_all()
            print(f"(the sweep sent {waiting} messages)")
            return
        time.sleep(0.3)
    raise SystemExit("the mail worker did not sweep")


def end(child: Child) -> None:
    """Stop a command and all of its group."""
    if child.process is None:
        return
    kill_group(child.process.pid, 15)
    try:
        child.process.wait(10)
    except subprocess.TimeoutExpired:
        kill_group(child.process.pid, 9)
        child.process.wait()


if __name__ == "__main__":
    os.environ["KORD_LOG_LEVEL"] = "ERROR"
    sys.exit(main())
