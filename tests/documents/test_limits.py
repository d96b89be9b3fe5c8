import errno
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.limits import LimitError, register_reader, run_limited

ROOT = Path(__file__).resolve().parents[2]
CODE = "test-hostile"


@pytest.fixture(autouse=True)
def reader():
    register_reader(CODE, "tests.documents.hostile_reader")


def refused(payload, **more):
    with pytest.raises(LimitError) as caught:
        run_limited(CODE, payload, **more)
    return caught.value.code, str(caught.value)


def test_answer_is_data():
    text = "Õpetaja;Žymė\n" * 100_000
    assert run_limited(CODE, b"echo:" + text.encode()) == {"text": text, "size": len(text.encode())}
    assert run_limited(CODE, b"echo:") == {"text": "", "size": 0}


def test_only_registered_readers_run():
    with pytest.raises(KeyError):
        run_limited("tests.documents.hostile_reader", b"echo:x")
    with pytest.raises(ValueError, match=r"already read by tests\.documents\.hostile_reader"):
        register_reader(CODE, "os")


def test_waiting_is_limited():
    start = time.monotonic()
    assert refused(b"sleep:", seconds=1)[0] == "late"
    assert time.monotonic() - start < 5


def test_computing_is_limited():
    assert refused(b"spin:", seconds=1)[0] in ("late", "died")


def test_memory_is_limited():
    assert refused(b"memory:") == ("memory", "The file needs more memory to read than it may.")
    assert run_limited(CODE, b"memory:", memory=3 * 2**30) == {"size": 2**30}


@pytest.mark.parametrize("payload", [b"crash:", b"exit:", b"list:"])
def test_process_that_ends_or_answers_nonsense_is_an_error(payload):
    assert refused(payload)[0] in ("died",)


def test_error_names_its_kind_and_nothing_of_the_file():
    assert refused(b"raise:canary") == ("failed", "The file could not be read. (KeyError)")
    assert refused(b"object:") == ("failed", "The file could not be read. (TypeError)")


def test_print_is_no_answer():
    assert run_limited(CODE, b"print:") == {"honest": 1}


def test_too_long_an_answer_is_refused():
    assert refused(b"much:")[0] == "too_much"


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.enable_socket
def test_network_is_refused(listening):
    port = listening.getsockname()[1]
    assert refused(b"connect:%d" % port) == ("failed", "The file could not be read. (PermissionError)")
    assert refused(b"resolve:") == ("failed", "The file could not be read. (PermissionError)")
    with pytest.raises(TimeoutError):
        listening.accept()


@pytest.mark.enable_socket
def test_network_is_refused_to_native_code_where_the_kernel_can(listening):
    """Without namespaces (some containers) only the audit hook holds, and native code would get through."""
    probe = "import documents.confine as c, sys; sys.exit(0 if c._leave_network() else 1)"
    can = subprocess.run([sys.executable, "-c", probe], cwd=ROOT).returncode == 0
    answer = run_limited(CODE, b"native:%d" % listening.getsockname()[1])
    assert answer == {"errno": errno.ENETUNREACH if can else 0}


@pytest.mark.parametrize("payload", [b"start:", b"fork:"])
def test_no_program_is_started(payload):
    assert refused(payload) == ("failed", "The file could not be read. (PermissionError)")


def test_nothing_is_written(tmp_path):
    target = tmp_path / "out"
    assert refused(b"write:" + str(target).encode()) == ("failed", "The file could not be read. (OSError)")
    assert not target.exists() or target.read_bytes() == b""


def test_child_sees_no_secret_and_no_django(monkeypatch):
    monkeypatch.setenv("KORD_MASTER_KEYS", "11" * 32)
    monkeypatch.setenv("DATABASE_URL", "canary")
    environment = run_limited(CODE, b"environment:")["environment"]
    assert set(environment) <= {
        "PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "TMPDIR",
        "LANG", "LC_CTYPE", "PYTHONIOENCODING", "PYTHONDONTWRITEBYTECODE",
    }  # fmt: skip
    assert run_limited(CODE, b"modules:") == {"django": []}
