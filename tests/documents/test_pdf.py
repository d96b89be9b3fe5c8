import hashlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from documents import pdf
from documents.pdf import PdfError, Renderer, render_pdf

ROOT = Path(__file__).resolve().parents[2]
CREATED = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)
SHEETS = ["css/print-document.css"]
LETTERS = "õäöüšžąčęėįšųūž ÕÄÖÜŠŽĄČĘĖĮŠŲŪŽ"


def question(body):
    html = f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>"
    return {
        "html": html,
        "language": "lt",
        "title": "Bandymas",
        "stylesheets": SHEETS,
        "created": "2026-08-20T09:30:00Z",
        "forms": False,
    }


def render(body, **more):
    html = f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>"
    return render_pdf(html, language="lt", title="Bandymas ąč", stylesheets=SHEETS, created=CREATED, **more)


def failed_rules(data, profile):
    return sorted({failure.rule_id for failure in page.validate_pdf_bytes(data, profile=profile).failures})


@pytest.fixture
def renderer():
    renderer = Renderer()
    yield renderer
    renderer.close()


def test_file_is_archival_and_accessible():
    data = render(f"<h1>Antraštė</h1><p>{LETTERS}</p><table><tr><th scope='col'>a</th></tr><tr><td>b</td></tr></table>")
    assert failed_rules(data, page.ValidationProfile.PDF_A_2A) == []
    assert failed_rules(data, page.ValidationProfile.PDF_UA_1) == []


def test_validator_does_find_fault_with_a_plain_file():
    code = "import sys, weasyprint; sys.stdout.buffer.write(weasyprint.HTML(string='<p>x').write_pdf())"
    plain = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert len(failed_rules(plain, page.ValidationProfile.PDF_A_2A)) >= 3
    assert len(failed_rules(plain, page.ValidationProfile.PDF_UA_1)) >= 3


def test_text_reads_back_with_every_letter(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(render(f"<p>{LETTERS}</p>"))
    reader = PdfReader(path)
    assert reader.pages[0].extract_text().splitlines()[0] == LETTERS
    assert reader.trailer["/Root"]["/Lang"] == "lt"
    assert reader.metadata.title == "Bandymas ąč"
    assert reader.metadata.creation_date == reader.metadata.modification_date == CREATED


def test_equal_input_gives_equal_bytes_in_another_process():
    bodies = ["<h1>Ąžuolas</h1><p>Pirmas</p>", "<p>Antras</p>"]
    code = (
        "import sys, django.conf as c; c.settings.configure(BASE_DIR=sys.argv[1])\n"
        "from tests.documents.test_pdf import render\n"
        "import hashlib; print(*[hashlib.sha256(render(b)).hexdigest() for b in sys.argv[2:]])"
    )
    command = [sys.executable, "-c", code, str(ROOT), *reversed(bodies)]
    elsewhere = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    here = [hashlib.sha256(render(body)).hexdigest() for body in bodies]
    assert here == elsewhere[::-1]


def test_instant_counts_and_not_its_zone():
    html = "<p>x</p>"
    east = CREATED.astimezone(timezone(timedelta(hours=3)))
    arguments = {"language": "et", "title": "t", "stylesheets": SHEETS}
    assert render_pdf(html, created=CREATED, **arguments) == render_pdf(html, created=east, **arguments)
    assert render_pdf(html, created=CREATED, **arguments) != render_pdf(
        html, created=CREATED + timedelta(seconds=1), **arguments
    )
    with pytest.raises(ValueError, match="aware instant"):
        render_pdf(html, created=CREATED.replace(tzinfo=None), **arguments)


def test_signature_fields_are_real_and_empty(tmp_path):
    path = tmp_path / "a.pdf"
    box = '<label>Parašas <input type="checkbox" name="{}" title="Parašas"></label>'
    path.write_bytes(render(box.format("sig_employee") + box.format("sig_employer"), forms=True))
    fields = PdfReader(path).get_fields()
    assert {name: (field["/FT"], field.get("/V"), field["/TU"]) for name, field in fields.items()} == {
        "sig_employee": ("/Sig", None, "Parašas"),
        "sig_employer": ("/Sig", None, "Parašas"),
    }
    form = PdfReader(path).trailer["/Root"]["/AcroForm"]
    assert "/NeedAppearances" not in form
    widgets = [note.get_object() for note in PdfReader(path).pages[0]["/Annots"]]
    assert [widget["/F"] for widget in widgets] == [132, 132]
    assert all(w["/Rect"][0] < w["/Rect"][2] and w["/Rect"][1] < w["/Rect"][3] for w in widgets)
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert failed_rules(path.read_bytes(), profile) == []


def test_refusal_reaches_the_caller_as_an_ordinary_error():
    with pytest.raises(PdfError, match=r"refers to something outside Kord's own files\. \(blocked: file\)") as caught:
        render('<img alt="x" src="file:///etc/hostname">')
    assert caught.value.code == "refused"


def test_style_sheet_outside_static_is_refused():
    with pytest.raises(PdfError, match=r"no style sheet of ours is called \.\./manage\.py"):
        render_pdf("<p>x</p>", language="et", title="t", stylesheets=["../manage.py"], created=CREATED)


def test_parent_never_imports_weasyprint():
    code = (
        "import sys, django.conf as c; c.settings.configure(BASE_DIR=sys.argv[1])\n"
        "from tests.documents.test_pdf import CREATED\nfrom documents.pdf import render_pdf\n"
        "render_pdf('<p>x</p>', language='et', title='t', stylesheets=[], created=CREATED)\n"
        "print([name for name in sys.modules if 'weasyprint' in name])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(ROOT)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_child_stays_and_is_recycled(renderer, monkeypatch):
    monkeypatch.setattr(pdf, "DOCUMENTS_PER_CHILD", 3)
    pids = []
    for _ in range(3):
        renderer.render(question("<p>x</p>"))
        pids.append(renderer.child_pid)
    assert pids[0] == pids[1] is not None
    assert pids[2] is None
    assert not is_running(pids[0])
    renderer.render(question("<p>x</p>"))
    assert renderer.child_pid not in (None, pids[0])


def test_killed_child_is_replaced_without_losing_the_document(renderer):
    first = renderer.render(question("<p>x</p>"))
    killed = renderer.child_pid
    os.kill(killed, signal.SIGKILL)
    assert renderer.render(question("<p>x</p>")) == first
    assert renderer.child_pid not in (None, killed)
    assert not is_running(killed)


def test_failed_document_does_not_spoil_the_next(renderer):
    good = renderer.render(question("<p>x</p>"))
    spoiled = renderer.child_pid
    with pytest.raises(PdfError):
        renderer.render(question('<img alt="" src="file:///etc/hostname">'))
    assert not is_running(spoiled)
    assert renderer.render(question("<p>x</p>")) == good


def test_memory_is_limited(renderer, monkeypatch):
    monkeypatch.setattr(pdf, "MEMORY_LIMIT", 320 * 2**20)
    with pytest.raises(PdfError) as caught:
        renderer.render(question("x" * 70_000_000))
    assert caught.value.code in ("memory", "died")
    assert renderer.render(question("<p>small</p>"))[:5] == b"%PDF-"


def test_time_is_limited(renderer, monkeypatch):
    renderer.render(question("<p>x</p>"))
    slow = renderer.child_pid
    monkeypatch.setattr(pdf, "WALL_SECONDS", 0.5)
    with pytest.raises(PdfError, match="took longer than a PDF may take"):
        renderer.render(question("<p>x</p>" * 30000))
    assert not is_running(slow)


def test_computing_is_limited(renderer, monkeypatch):
    monkeypatch.setattr(pdf, "CPU_SECONDS", 1)
    with pytest.raises(PdfError, match=rf"ended while it worked on this document. \(status -{int(signal.SIGXCPU)}\)"):
        renderer.render(question("<p>x</p>" * 30000))


def test_missing_fonts_are_told_before_anything_crashes(renderer, monkeypatch, tmp_path):
    empty = tmp_path / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    with pytest.raises(PdfError, match="No font is installed, so no PDF can be made") as caught:
        renderer.render(question("<p>x</p>"))
    assert caught.value.code == "no_fonts"


def test_child_sees_no_secret(renderer, monkeypatch):
    monkeypatch.setenv("KORD_SECRET_KEY", "canary-key")
    monkeypatch.setenv("DATABASE_URL", "canary-database")
    renderer.render(question("<p>x</p>"))
    environment = Path(f"/proc/{renderer.child_pid}/environ").read_bytes()
    assert b"canary" not in environment


def test_child_ends_with_its_parent():
    code = (
        "import sys, django.conf as c; c.settings.configure(BASE_DIR=sys.argv[1])\n"
        "from tests.documents.test_pdf import question\nfrom documents.pdf import _renderer\n"
        "_renderer.render(question('<p>x</p>')); print(_renderer.child_pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(ROOT)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.wait()
    for _ in range(100):
        if not is_running(child):
            break
        signal.sigtimedwait([], 0.05)
    assert not is_running(child)
    parent.stdin.close()
    parent.stdout.close()


def test_forked_process_starts_a_child_of_its_own():
    code = (
        "import os, sys, django.conf as c; c.settings.configure(BASE_DIR=sys.argv[1])\n"
        "from tests.documents.test_pdf import question\nfrom documents.pdf import _renderer as r\n"
        "first = r.render(question('<p>x</p>')); mine = r.child_pid\n"
        "if os.fork() == 0:\n"
        "    same = r.render(question('<p>x</p>')) == first; own = r.child_pid != mine; r.close()\n"
        "    os._exit(0 if same and own else 1)\n"
        "status = os.wait()[1]; print(status, r.render(question('<p>x</p>')) == first, r.child_pid == mine)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(ROOT)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "0 True True\n"


def is_running(pid):
    """Whether the process lives (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
