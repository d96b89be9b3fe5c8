import hashlib
import logging
import os
import stat
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from celery.schedules import crontab
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction

from documents import tasks
from documents.models import StoredFile
from documents.services import FileError, FileFault, blob_path, check_files, read_file, store_file
from schools import outbox
from schools.actors import System
from schools.models import AuditEvent, OutboxMessage, User
from tests import factories

from .conftest import NOW

ROOT = Path(__file__).resolve().parents[2]
CONTENT = "Ametijuhend, allkirjastatud. Canary 4711 ąčęėįšųūž".encode()


def store(school, content=CONTENT, **more):
    values = {
        "name": "juhend.pdf",
        "media_type": "application/pdf",
        "purpose": "role_version",
        "by": System("test"),
        "now": NOW,
    }
    return store_file(school=school, content=content, **{**values, **more})


def blobs(settings):
    return sorted(path.name for path in settings.FILES_DIR.rglob("*") if path.is_file())


def age(path, hours):
    instant = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (instant, instant))


def test_file_reads_back_from_its_row(school):
    pk = store(school).pk
    stored = StoredFile.objects.get(pk=pk)
    assert read_file(stored) == CONTENT
    assert (stored.size, stored.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert (stored.name, stored.media_type, stored.purpose) == ("juhend.pdf", "application/pdf", "role_version")
    assert (stored.school, stored.created_at, stored.created_by, len(stored.public_id)) == (school, NOW, None, 10)


def test_storing_by_a_person_is_recorded(school):
    user = User.objects.create(email="p@example.org", created_at=NOW)
    stored = store(school, by=user)
    assert stored.created_by == user
    event = AuditEvent.objects.get()
    assert (event.verb, event.scope, event.actor, event.subject) == (
        "file.stored",
        f"school:{school.pk}",
        f"user:{user.pk}",
        f"storedfile:{stored.public_id}",
    )
    assert event.data == {"purpose": "role_version", "size": len(CONTENT), "sha256": stored.sha256}


def test_disk_holds_only_sealed_bytes_under_their_own_hash(school, settings):
    stored = store(school)
    assert blobs(settings) == [stored.blob]
    path = blob_path(stored.blob)
    assert b"Canary" not in path.read_bytes()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == stored.blob
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_equal_contents_do_not_look_equal_on_disk(school, other_school):
    assert store(school).blob != store(other_school).blob


def test_files_of_another_school_are_not_found(school, other_school):
    mine, theirs = store(school), store(other_school)
    assert list(StoredFile.objects.for_school(school)) == [mine]
    assert list(StoredFile.objects.for_school(other_school)) == [theirs]


def test_every_flipped_byte_is_found(school):
    stored = store(school, content=b"ten bytes.")
    path = blob_path(stored.blob)
    whole = path.read_bytes()
    for place in range(0, len(whole), 5):
        broken = bytearray(whole)
        broken[place] ^= 4
        path.write_bytes(broken)
        with pytest.raises(FileError, match=rf"The file {stored.public_id} was changed on the disk\."):
            read_file(stored)
    path.write_bytes(whole)
    assert read_file(stored) == b"ten bytes."


def test_blob_of_another_row_does_not_open(school):
    mine, theirs = store(school, content=b"mine"), store(school, content=b"theirs")
    mine.blob = theirs.blob
    with pytest.raises(FileError, match=r"cannot be opened\. The sealed data cannot be opened as"):
        read_file(mine)


def test_changed_hash_in_the_row_is_found(school):
    stored = store(school)
    stored.sha256 = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(FileError, match="is not what its row says"):
        read_file(stored)


def test_missing_blob_and_lost_key_are_told_apart(school, settings):
    gone, locked = store(school), store(school)
    blob_path(gone.blob).unlink()
    with pytest.raises(FileError, match="missing from the disk"):
        read_file(gone)
    settings.KEYS_DIR = settings.KEYS_DIR.with_name("other-keys")
    with pytest.raises(FileError, match=r"cannot be opened\. The master key [0-9a-f]{16} that sealed this is missing"):
        read_file(locked)


def test_check_finds_all_and_only_the_faults(school, settings):
    whole, gone, flipped = store(school), store(school), store(school)
    blob_path(gone.blob).unlink()
    path = blob_path(flipped.blob)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    old, young = settings.FILES_DIR / "ab" / ("ab" + "0" * 62), settings.FILES_DIR / "cd" / ("cd" + "0" * 62)
    for orphan, hours in ((old, 25), (young, 23)):
        orphan.parent.mkdir(exist_ok=True)
        orphan.write_bytes(b"left over")
        age(orphan, hours)
    age(blob_path(whole.blob), 1000)
    faults = check_files(now=NOW)
    assert faults == [
        FileFault("unreadable", gone.public_id, f"The file {gone.public_id} is missing from the disk."),
        FileFault("unreadable", flipped.public_id, f"The file {flipped.public_id} was changed on the disk."),
        FileFault("orphan", old.name, f"The blob {old.name} belongs to no file."),
    ]
    assert check_files(now=NOW, remove_orphans=True) == faults
    assert (old.exists(), young.exists(), blob_path(whole.blob).exists()) == (False, True, True)


def test_no_folder_yet_is_no_fault(db):
    assert check_files(now=NOW) == []


def test_command_says_that_all_is_well_or_fails(school):
    stored = store(school)
    out = StringIO()
    call_command("check_files", stdout=out)
    assert out.getvalue() == "Every file is whole.\n"
    blob_path(stored.blob).unlink()
    err = StringIO()
    with pytest.raises(CommandError, match="Restore them from the backup"):
        call_command("check_files", stdout=out, stderr=err)
    assert err.getvalue() == f"The file {stored.public_id} is missing from the disk.\n"


@time_machine.travel(NOW, tick=False)
def test_every_week_the_operators_learn_what_is_not_whole(school, settings, caplog):
    stored = store(school)
    operators = [factories.make_user(email=f"{name}@kord.example", is_operator=True) for name in ("one", "two", "off")]
    User.objects.filter(pk=operators[2].pk).update(is_active=False)
    factories.make_user(email="nobody@kord.example")
    (entry,) = (one for one in settings.CELERY_BEAT_SCHEDULE.values() if one["task"] == tasks.check_files.name)
    assert (entry["options"]["queue"], entry["schedule"]) == ("jobs", crontab(minute=40, hour=1, day_of_week=0))
    caplog.set_level(logging.INFO, "documents.services")
    tasks.check_files()
    assert (caplog.messages, OutboxMessage.objects.count()) == (
        ["stored files: 0 cannot be read, 0 belong to nothing"],
        0,
    )
    blob_path(stored.blob).unlink()
    orphan = blob_path("ab" + "0" * 62)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"left over")
    age(orphan, 25)
    tasks.check_files()
    tasks.check_files()  # the same day again: no second mail
    assert caplog.messages[1:] == ["stored files: 1 cannot be read, 1 belong to nothing"] * 2
    assert outbox.send_due(now=lambda: NOW) == 2
    assert sorted(mail.outbox[0].to + mail.outbox[1].to) == ["one@kord.example", "two@kord.example"]
    assert mail.outbox[0].subject == "1 stored file cannot be read"
    assert mail.outbox[0].body == (
        "The weekly check has read every stored file. Restore these from the backup:\n\n"
        f"{stored.public_id}\n\n"
        "1 piece on the disk belongs to no file. It is a leftover of a crash and takes room only; this removes it:\n\n"
        "manage.py check_files --remove-orphans\n\n"
        "This shows all of it:\n\n"
        "manage.py check_files\n"
    )


def test_rolled_back_transaction_leaves_only_an_orphan(school, settings):
    with transaction.atomic():
        store(school)
        transaction.set_rollback(True)
    assert (StoredFile.objects.count(), AuditEvent.objects.count(), len(blobs(settings))) == (0, 0, 1)


def test_kill_between_disk_and_row_leaves_an_orphan_that_is_cleaned(db, settings, tmp_path):
    code = (
        "import django, sys; django.setup()\n"
        "from django.conf import settings; from pathlib import Path\n"
        "settings.FILES_DIR = Path(sys.argv[1]); settings.KEYS_DIR = Path(sys.argv[2])\n"
        "from documents.services import store_file\n"
        "from schools.actors import System; from schools.models import School\n"
        "from datetime import datetime, UTC\n"
        "words = dict(name='x', media_type='x', purpose='x', by=System('t'))\n"
        "store_file(school=School(pk=1), content=b'x', now=datetime.now(UTC), **words)"
    )
    environment = {**os.environ, "KORD_TEST": "1", "KORD_FAILPOINT": "documents.store_file.before_row"}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "KORD_VAR": str(tmp_path / "var")}
    run = subprocess.run(
        [sys.executable, "-c", code, str(settings.FILES_DIR), str(settings.KEYS_DIR)], cwd=ROOT, env=environment
    )
    assert run.returncode == -9
    (left,) = [path for path in settings.FILES_DIR.rglob("*") if path.is_file()]
    age(left, 25)
    assert [fault.kind for fault in check_files(now=NOW, remove_orphans=True)] == ["orphan"]
    assert blobs(settings) == []
