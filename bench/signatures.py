"""How long signing a PDF and checking signed files take: each act is a process of its own, as in Kord.

Beside each stands the same work without the process and its limits (libraries loaded, nothing confined), and for
the check of a PDF poppler's pdfsig. Seconds by the clock and of the processor, ours and our children's together.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ROUNDS = 5
NOW = datetime(2026, 8, 20, 9, tzinfo=UTC)


def seconds_of(act: Callable[[], object]) -> tuple[float, float]:
    """Return (wall, cpu) of one run; children count when they have ended."""
    wall, before = time.perf_counter(), os.times()
    act()
    after = os.times()
    return time.perf_counter() - wall, sum(after[:4]) - sum(before[:4])


def figure(name: str, act: Callable[[], object]) -> None:
    """Run it ROUNDS times after one that does not count; print medians and the spread."""
    act()
    found = [seconds_of(act) for _ in range(ROUNDS)]
    walls, cpus = ([one[place] for one in found] for place in (0, 1))
    spread = f"{min(walls):.2f}-{max(walls):.2f}"
    print(
        f"{name:58} wall {statistics.median(walls):5.2f} s ({spread})  cpu {statistics.median(cpus):5.2f} s", flush=True
    )


def main(folder: Path) -> int:
    """Make a document and its signed forms, then time."""
    os.environ |= {"KORD_VAR": str(folder), "KORD_LOG_LEVEL": "WARNING", "DJANGO_SETTINGS_MODULE": "config.settings"}
    django.setup()
    from documents.role_page import role_page_pdf  # noqa: PLC0415  # after Django's settings
    from documents.signatures.reader import verify  # noqa: PLC0415
    from documents.signatures.school_certificates import make_school_certificate  # noqa: PLC0415
    from documents.signatures.sealing import Stamp, render_stamp, sign_pdf  # noqa: PLC0415
    from documents.signatures.verifying import verify_file  # noqa: PLC0415
    from tests.documents import samples, signing_world  # noqa: PLC0415

    pdf = role_page_pdf(samples.estonian(), created=NOW, signature_fields=True)
    school = make_school_certificate(name="Ąžuolyno bandomoji mokykla", country="LT", now=NOW)
    stamp = Stamp("et", ("Proov Proovimets", "Kinnitan", "20.08.2026 12:00", "Näidiskool"))
    words = {"signer_name": "Proov Proovimets", "reason": "Kinnitan", "place": "Näidisvald", "at": NOW, "stamp": stamp}

    def sign(content: bytes, field: str) -> bytes:
        return sign_pdf(content, field=field, certificate=school.certificate, key=school.key, **words)

    twice = sign(sign(pdf, "sig_employer"), "sig_employee")
    files = {f"{number}.pdf": pdf + b"%% %d" % number for number in range(15)}
    signings = [{"who": who, "files": files} for who in (signing_world.employee(), signing_world.head())]
    container = signing_world.container(files, [signing_world.xades(*signings)])
    for data, against in ((twice, pdf), (container, files["7.pdf"])):
        found = verify_file(data, against=against)
        assert found.covers_document
        assert [one.intact for one in found.signatures] == [True, True]
    path = folder / "twice.pdf"
    path.write_bytes(twice)

    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; PDF {len(pdf)} bytes, signed {len(twice)}")
    figure("sign a PDF, with its stamp", lambda: sign(pdf, "sig_employer"))
    figure("  of which the stamp", lambda: render_stamp(stamp, at=NOW))
    figure("  pyHanko alone, without process and stamp", lambda: signing_world.sign_outside(pdf, signing_world.head()))
    figure("check a PDF with two signatures", lambda: verify_file(twice, against=pdf))
    figure("  the same without a process", lambda: verify(twice, pdf))
    figure("  pdfsig", lambda: subprocess.run(["pdfsig", "-nocert", path], stdout=subprocess.DEVNULL, check=True))
    figure("check a container, 15 PDFs and two signatures", lambda: verify_file(container, against=files["7.pdf"]))
    figure("  the same without a process", lambda: verify(container, files["7.pdf"]))
    for clauses in (75, 150):
        long = role_page_pdf(samples.estonian(pairs=clauses), created=NOW, signature_fields=True)
        signed = signing_world.sign_outside(sign(long, "sig_employer"), signing_world.head(), field="sig_employee")
        figure(f"check a PDF of {clauses} clauses with two signatures", lambda: verify_file(signed, against=long))  # noqa: B023
    print(f"load at the end {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="kord-bench-") as name:
        sys.exit(main(Path(name)))
