"""What people do to an occurrence."""

from datetime import date

import pytest

from duties.models import Completion
from duties.services import NotPossibleError, hand_over, tick, undo_tick, undo_waiver, waive
from schools.models import AuditEvent
from tests import factories
from tests.duties.work import START, Work, noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return Work()


def do(work, row, on=START, **more):
    return tick(occurrence=row, by=work.specialist.user, person=work.specialist, on=on, now=noon(on), **more)


def events(verb):
    return AuditEvent.objects.filter(verb=verb).count()


def test_ticking_twice_is_one_doing(work):
    row = work.rows("1.1").first()
    first, second = do(work, row), do(work, row)
    assert (first.is_new, second.is_new, second.completion) == (True, False, first.completion)
    assert (Completion.objects.count(), events("occurrence.ticked")) == (1, 1)


def test_a_quota_needs_its_number(work):
    row = work.rows("1.2").first()
    do(work, row)
    row.refresh_from_db()
    assert (row.state, row.settled_at) == ("open", None)
    assert do(work, row).done_count == 2
    row.refresh_from_db()
    assert (row.state, row.settled_at) == ("done", noon(START))


def test_what_is_sent_again_is_seen(work):
    row = work.rows("1.2").first()
    do(work, row, seen=0)
    assert do(work, row, seen=0).is_new is False
    assert do(work, row, seen=1).is_new is True
    assert undo_tick(occurrence=row, by=work.specialist.user, now=noon(START), seen=2) is True
    assert undo_tick(occurrence=row, by=work.specialist.user, now=noon(START), seen=2) is False
    assert Completion.objects.filter(undone_at__isnull=True).count() == 1


def test_undo_reopens_and_keeps_what_was(work):
    row = work.rows("1.1").first()
    do(work, row)
    assert undo_tick(occurrence=row, by=work.specialist.user, now=noon(START)) is True
    assert undo_tick(occurrence=row, by=work.specialist.user, now=noon(START)) is False
    row.refresh_from_db()
    assert (row.state, row.settled_at, Completion.objects.get().undone_at) == ("open", None, noon(START))
    assert do(work, row).is_new is True


def test_too_early(work):
    row = work.rows("3.2").filter(due_on=date(2026, 11, 27)).first()
    with pytest.raises(NotPossibleError) as refused:
        do(work, row, on=date(2026, 11, 26))
    assert (refused.value.code, Completion.objects.count()) == ("early", 0)
    assert do(work, row, on=date(2026, 11, 27)).is_new is True


def test_waiving_needs_a_reason_and_an_open_row(work):
    row = work.rows("1.1").first()
    with pytest.raises(ValueError, match="reason"):
        waive(occurrence=row, reason="  ", by=work.principal.user, now=noon(START))
    waive(occurrence=row, reason="No pupils.", by=work.principal.user, now=noon(START))
    with pytest.raises(NotPossibleError) as refused:
        do(work, row)
    assert refused.value.code == "waived"
    assert undo_waiver(occurrence=row, by=work.principal.user, now=noon(START)) is True
    assert undo_waiver(occurrence=row, by=work.principal.user, now=noon(START)) is False
    row.refresh_from_db()
    assert (row.state, row.state_note, events("occurrence.waived")) == ("open", "", 1)


def test_a_row_stays_in_its_school(work):
    row = work.rows("1.1").first()
    stranger = factories.make_person(school=factories.make_school())
    with pytest.raises(ValueError, match="school"):
        hand_over(occurrence=row, to=stranger, by=work.principal.user, now=noon(START))
    row.refresh_from_db()
    assert row.handed_to is None


def test_what_is_done_is_not_handed_over(work):
    row = work.rows("1.1").first()
    do(work, row)
    with pytest.raises(NotPossibleError) as refused:
        hand_over(occurrence=row, to=work.teachers[0], by=work.principal.user, now=noon(START))
    assert refused.value.code == "done"
