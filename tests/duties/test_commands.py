"""The commands for scripts."""

import json
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from duties.models import Occurrence
from duties.services import tick
from tests.duties.work import START, Work, noon

pytestmark = pytest.mark.django_db


def occurrences(work, start, end):
    out = StringIO()
    call_command("occurrences", "--school", work.school.slug, "--from", start, "--to", end, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_occurrences_as_data():
    work = Work()
    first = work.rows("2.1").filter(due_on=date(2026, 10, 7)).first()
    tick(occurrence=first, by=work.principal.user, person=None, on=START, now=noon(START))
    with time_machine.travel(noon(date(2026, 10, 9)), tick=False):
        lines = occurrences(work, "2026-09-01", "2026-10-31")
    assert [sorted(line) for line in lines] == [
        ["addressee", "clause", "due_on", "role", "rule", "state", "title"] for _ in range(3)
    ]
    assert [(line["role"], line["clause"], line["due_on"], line["addressee"], line["state"]) for line in lines] == [
        ("it_specialist", "1.1", "2026-09-10", work.specialist.name, "late"),
        ("it_specialist", "2.1", "2026-10-07", f"5a {work.teachers[0].name}", "done"),
        ("it_specialist", "2.1", "2026-10-07", f"6a {work.teachers[1].name}", "late"),
    ]
    assert lines[0]["title"] == "Enters the lists by 10 September each school year"


def test_occurrences_of_nobody():
    work = Work()
    work.version.role.assignments.all().delete()
    with time_machine.travel(noon(date(2026, 9, 9)), tick=False):
        lines = occurrences(work, "2026-09-10", "2026-09-10")
    assert [line["addressee"] for line in lines] == [None]


def test_occurrences_refuses_what_cannot_be():
    work = Work(confirm=False)
    with pytest.raises(CommandError, match="no school"):
        call_command("occurrences", "--school", "nowhere", "--from", "2026-09-01", "--to", "2026-09-02")
    with pytest.raises(CommandError, match="ends before"):
        call_command("occurrences", "--school", work.school.slug, "--from", "2026-09-02", "--to", "2026-09-01")


def test_plan_makes_what_is_missing():
    work = Work()
    count = Occurrence.objects.count()
    Occurrence.objects.all().delete()
    work.school.planning.is_stale = True
    work.school.planning.save()
    out = StringIO()
    with time_machine.travel(noon(START), tick=False):
        call_command("plan", stdout=out)
    assert (out.getvalue(), Occurrence.objects.count()) == ("planned: 1\n", count)
