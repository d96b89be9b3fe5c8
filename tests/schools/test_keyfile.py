import stat
import subprocess
import sys
from pathlib import Path

import pytest

from schools.keyfile import KeyFileError, _make, read_or_make_key

ROOT = Path(__file__).resolve().parents[2]


def test_key_is_made_once_and_private(tmp_path):
    path = tmp_path / "keys" / "django.key"
    key = read_or_make_key(path)
    assert len(key) == 32
    assert read_or_make_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["django.key"]


def test_open_folder_and_file_are_closed(tmp_path):
    path = tmp_path / "keys" / "a.key"
    key = read_or_make_key(path)
    path.chmod(0o644)
    path.parent.chmod(0o755)
    assert read_or_make_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_processes_starting_at_once_agree(tmp_path):
    code = (
        "import sys, pathlib; from schools.keyfile import read_or_make_key as r\n"
        "sys.stdin.read(1); print(r(pathlib.Path(sys.argv[1])).hex())"
    )
    path = tmp_path / "keys" / "django.key"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in running:
        process.stdin.write("x")
        process.stdin.flush()
    keys = {process.communicate()[0].strip() for process in running}
    assert keys == {path.read_bytes().hex()}


def test_key_that_appeared_in_between_is_not_replaced(tmp_path):
    path = tmp_path / "a.key"
    path.write_bytes(b"the other process was first")
    _make(path)
    assert path.read_bytes() == b"the other process was first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.key"]


def test_cut_key_is_refused_and_kept(tmp_path):
    path = tmp_path / "keys" / "a.key"
    path.parent.mkdir()
    path.write_bytes(b"short")
    with pytest.raises(KeyFileError, match="5 bytes long instead of 32"):
        read_or_make_key(path)
    assert path.read_bytes() == b"short"


def test_key_module_does_not_import_django():
    code = "import sys, schools.keyfile; print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
