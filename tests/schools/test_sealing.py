import stat
import subprocess
import sys

import pytest

from schools.sealing import SealError, add_master_key, key_id_of, newest_key_id, seal, unseal

SECRET = "Õpilase mure, žodžiai ąčęėįšųū".encode()


@pytest.fixture(autouse=True)
def keys(settings, tmp_path, monkeypatch):
    monkeypatch.delenv("KORD_MASTER_KEYS", raising=False)
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


def test_sealed_bytes_open_again_and_never_look_alike():
    first, second = seal(SECRET, context="a"), seal(SECRET, context="a")
    assert first != second
    assert SECRET not in first
    assert unseal(first, context="a") == unseal(memoryview(second), context="a") == SECRET


def test_nothing_is_also_sealed():
    assert unseal(seal(b"", context="a"), context="a") == b""


def test_first_key_is_made_private(keys):
    seal(SECRET, context="a")
    assert [path.name for path in keys.iterdir()] == ["master-0001.key"]
    assert stat.S_IMODE((keys / "master-0001.key").stat().st_mode) == 0o600


def test_other_context_is_refused():
    sealed = seal(SECRET, context="incident:1")
    with pytest.raises(SealError, match="cannot be opened as 'incident:2'"):
        unseal(sealed, context="incident:2")


def test_every_flipped_byte_is_noticed():
    sealed = seal(SECRET, context="a")
    for place in range(len(sealed)):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises(SealError):
            unseal(bytes(broken), context="a")


@pytest.mark.parametrize("length", [0, 1, 20, 36])
def test_cut_envelope_is_refused(length):
    with pytest.raises(SealError, match="not a sealed envelope"):
        unseal(seal(SECRET, context="a")[:length], context="a")


def test_lost_key_is_named_and_a_new_one_does_not_hide_it(keys):
    sealed = seal(SECRET, context="a")
    lost = (keys / "master-0001.key").read_bytes()
    (keys / "master-0001.key").unlink()
    add_master_key()  # a new key under the old name
    with pytest.raises(SealError, match=f"master key {key_id_of(sealed)} that sealed this is missing"):
        unseal(sealed, context="a")
    (keys / "master-0002.key").write_bytes(lost)
    assert unseal(sealed, context="a") == SECRET


def test_rotation_seals_with_the_newest_and_opens_with_all(keys):
    old = seal(SECRET, context="a")
    new_id = add_master_key()
    new = seal(SECRET, context="a")
    assert (key_id_of(new), newest_key_id()) == (new_id, new_id)
    assert key_id_of(old) != new_id
    assert unseal(old, context="a") == unseal(new, context="a") == SECRET
    assert sorted(path.name for path in keys.iterdir()) == ["master-0001.key", "master-0002.key"]


def test_key_added_by_another_process_opens_without_a_restart(keys):
    seal(SECRET, context="a")
    (keys / "master-0002.key").write_bytes(bytes(range(32)))
    from_other = seal_elsewhere(keys)
    assert unseal(from_other, context="a") == SECRET


def seal_elsewhere(folder):
    """Seal as a process would that started just now."""
    code = (
        "import sys, django.conf as c; c.settings.configure(KEYS_DIR=sys.argv[1]); "
        "from schools.sealing import seal; sys.stdout.buffer.write(seal(sys.stdin.buffer.read(), context='a'))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)], input=SECRET, capture_output=True, check=True
    ).stdout


def test_keys_from_the_environment(monkeypatch, keys):
    one, two = "11" * 32, "22" * 32
    monkeypatch.setenv("KORD_MASTER_KEYS", one)
    old = seal(SECRET, context="a")
    monkeypatch.setenv("KORD_MASTER_KEYS", f"{one}, {two}")
    assert key_id_of(seal(SECRET, context="a")) != key_id_of(old)
    assert unseal(old, context="a") == SECRET
    assert not keys.exists()
    with pytest.raises(SealError, match="add the new key at the end of that list"):
        add_master_key()


@pytest.mark.parametrize("listed", ["abc", "zz" * 32, "11" * 31, " , "])
def test_bad_key_in_the_environment_is_explained(monkeypatch, listed):
    monkeypatch.setenv("KORD_MASTER_KEYS", listed)
    with pytest.raises(SealError, match="64 hexadecimal digits each"):
        seal(SECRET, context="a")


def test_cut_key_file_is_explained(keys):
    keys.mkdir()
    (keys / "master-0001.key").write_bytes(b"x")
    with pytest.raises(SealError, match="1 bytes long instead of 32"):
        seal(SECRET, context="a")
