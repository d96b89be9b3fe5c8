"""Who is told what, when, once: planning and writing of digests."""

from datetime import date, timedelta

import pytest
from django.core import mail

from duties.models import OccurrenceState, Planning, Reminder
from duties.models.reminders import DigestRhythm
from duties.notifications import write_digests
from duties.services import hand_over, plan_reminders, set_reminder_habit, tick, undo_hand_over, waive
from roles.services import end_assignment
from schools import outbox
from schools.actors import System
from schools.models import AuditEvent, OutboxMessage, User
from schools.services import end_membership, end_person, record_absence
from tests import factories
from tests.duties.acting_mail import ActingBackend
from tests.duties.reminding_rows import (
    at,
    due,
    make_duty,
    make_occurrence,
    make_post,
    remind,
    stages,
    states,
)

pytestmark = pytest.mark.django_db
BY = System("tests")
MON, TUE, WED, THU, FRI, SAT = (date(2026, 9, day) for day in (7, 8, 9, 10, 11, 12))
NEXT_MON = date(2026, 9, 14)


@pytest.fixture
def school():
    return factories.make_school(slug="heron", name="Heron school", started=True)


@pytest.fixture
def teacher(school):
    return factories.make_person(school=school, given_name="Tarn", email="tarn@heron.example", level="staff")


@pytest.fixture
def specialist(school):
    return factories.make_person(school=school, given_name="Iris", email="iris@heron.example", level="it")


@pytest.fixture
def principal(school):
    return factories.make_person(school=school, given_name="Pike", email="pike@heron.example", level="principal")


def remind_daily(first, last, hour=7):
    """Plan and send every day at an hour; returns {day: [subject, …]}."""
    found = {}
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if mails := remind(at(day, hour)):
            found[day] = [message.subject for message in mails]
    return found


# ── stages and habits ────────────────────────────────────────────────────────


def test_daily_reader_is_told_each_stage_once(school, specialist):
    row = due(school=school, holder=specialist, due_on=THU)
    told = remind_daily(date(2026, 9, 1), date(2026, 9, 25))
    assert told == {
        date(2026, 9, 3): ["Thu 3 Sep: 1 ahead"],
        WED: ["Wed 9 Sep: 1 ahead"],
        THU: ["Thu 10 Sep: 1 for today"],
        date(2026, 9, 17): ["Thu 17 Sep: 1 late"],
        date(2026, 9, 24): ["Thu 24 Sep: 1 late"],
    }
    assert stages(row) == ["week", "eve", "day", "late-1", "late-2"]


def test_weekly_reader_is_told_on_mondays_and_on_the_day(school, teacher):
    row = due(school=school, holder=teacher, due_on=THU)
    told = remind_daily(date(2026, 9, 1), date(2026, 9, 29))
    assert told == {
        MON: ["Mon 7 Sep: 1 ahead"],
        THU: ["Thu 10 Sep: 1 for today"],
        date(2026, 9, 21): ["Mon 21 Sep: 1 late"],
        date(2026, 9, 28): ["Mon 28 Sep: 1 late"],
    }
    assert stages(row) == ["week", "day", "late-1", "late-2"]


def test_weekly_digest_comes_on_the_first_working_day(school, teacher):
    due(school=school, holder=teacher, due_on=date(2026, 11, 5))  # Monday 2 November is All Souls
    assert list(remind_daily(date(2026, 10, 31), date(2026, 11, 4))) == [date(2026, 11, 3)]


def test_something_new_in_mid_week_does_not_wait_for_monday(school, teacher):
    assert remind(at(MON)) == []
    due(school=school, holder=teacher, due_on=FRI)
    assert list(remind_daily(TUE, THU)) == [TUE]


def test_due_on_a_day_off_is_told_on_the_working_day_before(school, teacher):
    due(school=school, holder=teacher, due_on=SAT)
    assert remind_daily(MON, date(2026, 9, 13)) == {MON: ["Mon 7 Sep: 1 ahead"], FRI: ["Fri 11 Sep: 1 ahead"]}


def test_the_hour_is_the_local_one(school, specialist):
    due(school=school, holder=specialist, due_on=THU)
    assert remind(at(THU, 6, 59)) == []
    assert len(remind(at(THU, 7, 0))) == 1


def test_a_chosen_hour_and_rhythm_hold(school, specialist, teacher):
    set_reminder_habit(user=specialist.user, rhythm=DigestRhythm.NEVER, hour=7, by=specialist.user, now=factories.NOW)
    set_reminder_habit(user=teacher.user, rhythm=DigestRhythm.DAILY, hour=15, by=teacher.user, now=factories.NOW)
    post = make_post(school=school, holder=specialist)
    factories.assign(role=post, person=teacher)
    make_occurrence(duty=make_duty(school=school, post=post), due_on=FRI)
    assert [remind(at(TUE, hour)) for hour in (5, 7, 12, 14)] == [[], [], [], []]
    assert [message.to for message in remind(at(TUE, 15))] == [["tarn@heron.example"]]
    assert AuditEvent.objects.filter(verb="reminders.habit_set").count() == 2


def test_a_habit_outside_the_day_is_refused(teacher):
    for rhythm, hour in [("daily", 4), ("daily", 21), ("hourly", 7)]:
        with pytest.raises(ValueError, match="between 5 and 20"):
            set_reminder_habit(user=teacher.user, rhythm=rhythm, hour=hour, by=teacher.user, now=factories.NOW)


def test_changing_the_hour_gives_no_second_digest(school, specialist):
    due(school=school, holder=specialist, due_on=THU)
    assert len(remind(at(THU))) == 1
    due(school=school, holder=specialist, due_on=FRI)
    set_reminder_habit(user=specialist.user, rhythm="daily", hour=9, by=specialist.user, now=at(THU, 8))
    assert remind(at(THU, 9)) == []
    assert len(remind(at(FRI, 9))) == 1


# ── who is told nothing ──────────────────────────────────────────────────────


def test_nothing_before_start(specialist):
    school = factories.make_school()
    person = factories.make_person(school=school, level="it")
    due(school=school, holder=person, due_on=THU)
    due(school=specialist.school, holder=specialist, due_on=THU)
    assert [message.to for message in remind(at(THU))] == [["iris@heron.example"]]


def test_a_reader_of_two_schools_hears_nothing_of_the_one_not_started(specialist):
    waiting = factories.make_school(owner=specialist.school.owner)
    other = factories.make_person(school=waiting, level="it", user=specialist.user)
    due(school=specialist.school, holder=specialist, due_on=THU, title="Begun")
    due(school=waiting, holder=other, due_on=THU, title="Not begun")
    (message,) = remind(at(THU))
    assert ("Begun" in message.body, "Not begun" in message.body) == (True, False)


def test_nothing_in_the_hour_in_which_a_school_starts():
    school = factories.make_school(started=True, now=at(THU, 14))
    person = factories.make_person(school=school, level="it")
    due(school=school, holder=person, due_on=date(2026, 9, 16))
    assert remind_daily(THU, THU, hour=15) == {}
    assert list(remind_daily(FRI, FRI)) == [FRI]


def test_what_is_settled_is_not_told(school, specialist):
    rows = [due(school=school, holder=specialist, due_on=THU, title=f"Duty {n}") for n in range(4)]
    tick(occurrence=rows[0], by=specialist.user, person=specialist, on=MON, now=at(MON))
    waive(occurrence=rows[1], reason="no pupils", by=specialist.user, now=at(MON))
    rows[2].state, rows[2].settled_at = OccurrenceState.WITHDRAWN, at(MON)
    rows[2].save()
    (message,) = remind(at(THU))
    assert [f"Duty {n}" in message.body for n in range(4)] == [False, False, False, True]
    assert list(Reminder.objects.values_list("occurrence", flat=True)) == [rows[3].pk]


def test_only_what_can_be_late_is_told(school, specialist):
    post = make_post(school=school, holder=specialist)
    for binding in ("standing", "right", "cap"):
        make_occurrence(duty=make_duty(school=school, post=post, binding=binding), due_on=THU)
    make_occurrence(duty=make_duty(school=school, post=post), due_on=None)
    assert remind(at(THU)) == []
    make_occurrence(duty=make_duty(school=school, post=post, binding="trigger"), due_on=THU)
    assert len(remind(at(FRI))) == 1


@pytest.mark.parametrize("end", ["person", "membership", "login", "address", "holder"])
def test_who_has_left_is_told_nothing(school, specialist, principal, end):
    stays = factories.make_person(school=school, level="it", email="stays@heron.example")
    row = due(school=school, holder=specialist, due_on=THU)
    make_occurrence(duty=make_duty(school=school, post=make_post(school=school, holder=stays)), due_on=THU)
    if end == "person":
        end_person(person=specialist, last_day=WED, by=BY, now=at(WED))
    elif end == "membership":
        end_membership(membership=specialist.user.memberships.get(), last_day=WED, by=BY, now=at(WED))
    elif end == "login":
        User.objects.filter(pk=specialist.user_id).update(is_active=False)
    elif end == "address":
        User.objects.filter(pk=specialist.user_id).update(email="")
    else:
        end_assignment(assignment=row.post.assignments.get(), last_day=WED, by=BY, now=at(WED))
    told = {message.to[0] for message in remind(at(THU))}
    # Where nobody answers any more, the principal hears of it.
    assert told - {"pike@heron.example"} == {"stays@heron.example"}
    assert ("pike@heron.example" in told) == (end in {"person", "holder"})


# ── who answers ──────────────────────────────────────────────────────────────


def test_nobody_answers(school, principal, teacher):
    duty = make_duty(school=school, post=make_post(school=school, name="Librarian"), title="Orders the books")
    make_occurrence(duty=duty, due_on=FRI)
    (message,) = remind(at(TUE))
    assert message.to == ["pike@heron.example"]
    assert "Orders the books\n    3 days left. Nobody answers for this. Librarian, clause 14.7" in message.body


def test_absent_without_substitute_is_nobody(school, specialist, principal):
    due(school=school, holder=specialist, due_on=THU)
    record_absence(person=specialist, starts_on=MON, ends_on=FRI, by=BY, now=at(MON))
    assert [message.to for message in remind(at(TUE))] == [["pike@heron.example"]]


def test_absent_only_today_hears_of_it_after_coming_back(school, specialist, principal):
    row = due(school=school, holder=specialist, due_on=THU)
    record_absence(person=specialist, starts_on=MON, ends_on=TUE, by=BY, now=at(MON))
    assert remind_daily(MON, TUE) == {}
    assert [message.to for message in remind(at(WED))] == [["iris@heron.example"]]
    assert stages(row) == ["eve"]


def test_the_day_before_an_absence_counts(school, teacher):
    row = due(school=school, holder=teacher, due_on=FRI)
    record_absence(person=teacher, starts_on=THU, ends_on=FRI, by=BY, now=at(MON))
    assert list(remind_daily(MON, WED)) == [MON, WED]
    assert stages(row) == ["week", "day"]


def test_handed_over_is_the_others(school, specialist, teacher):
    row = due(school=school, holder=specialist, due_on=THU)
    hand_over(occurrence=row, to=teacher, by=BY, now=at(MON))
    assert [message.to for message in remind(at(THU))] == [["tarn@heron.example"]]


def test_whoever_is_given_something_hears_of_it_in_the_next_digest_and_once(school, specialist, teacher, principal):
    row = due(school=school, holder=specialist, due_on=date(2026, 9, 24))
    far = due(school=school, holder=specialist, due_on=date(2026, 12, 1), title="Counts the devices")
    own = due(school=school, holder=teacher, due_on=date(2026, 12, 2), title="Waters the plants")
    for found, person in ((row, specialist), (far, principal), (own, teacher)):
        hand_over(occurrence=found, to=teacher, by=BY, now=at(MON, 9), person=person, note="Only for the page.")
    told = remind(at(TUE))
    assert [(message.to, message.subject) for message in told] == [(["tarn@heron.example"], "Tue 8 Sep: 2 ahead")]
    body = told[0].body
    assert [f"Handed over by {person.name}." in body for person in (specialist, principal)] == [True, True]
    assert ("plants" in body, "Only for" in body) == (False, False)
    assert remind_daily(WED, date(2026, 9, 16)) == {}
    # The stages of the deadline come as for everybody; a Monday's digest for a weekly reader.
    assert list(remind_daily(date(2026, 9, 17), date(2026, 9, 24))) == [date(2026, 9, 21), date(2026, 9, 24)]
    hand_over(occurrence=far, to=specialist, by=BY, now=at(date(2026, 9, 25), 9), person=teacher)
    hand_over(occurrence=far, to=teacher, by=BY, now=at(date(2026, 9, 25), 10), person=specialist)
    assert [message.to for message in remind(at(date(2026, 9, 28)))] == [["tarn@heron.example"]]
    assert stages(far) == ["handed"]


def test_a_hand_over_taken_back_before_the_digest_is_not_told(school, specialist, teacher):
    row = due(school=school, holder=specialist, due_on=date(2026, 12, 1))
    hand_over(occurrence=row, to=teacher, by=BY, now=at(MON, 9), person=specialist)
    undo_hand_over(occurrence=row, by=BY, now=at(MON, 10))
    assert remind(at(TUE)) == []


def test_class_duty_goes_to_the_class_teacher_and_names_the_class(school, teacher, specialist):
    group = factories.make_class(school=school, name="7b", teachers=[teacher])
    duty = make_duty(school=school, post=make_post(school=school, holder=specialist, name="Class teacher"))
    make_occurrence(duty=duty, due_on=THU, group=group)
    (message,) = remind(at(THU))
    assert message.to == ["tarn@heron.example"]
    assert "class 7b" in message.body


def test_quota_says_how_far_it_is(school, specialist):
    row = due(school=school, holder=specialist, due_on=THU, needed=3)
    tick(occurrence=row, by=specialist.user, person=specialist, on=MON, now=at(MON))
    (message,) = remind(at(THU))
    assert "1 of 3 done" in message.body


# ── several schools ──────────────────────────────────────────────────────────


def test_one_digest_over_two_schools(school):
    sister = factories.make_school(owner=school.owner, slug="crane", name="Crane school", started=True)
    person = factories.make_person(school=school, level="it", email="both@shore.example")
    other = factories.make_person(school=sister, level="it", user=person.user, email="both@shore.example")
    due(school=school, holder=person, due_on=THU, title="Heron duty")
    due(school=sister, holder=other, due_on=THU, title="Crane duty")
    (message,) = remind(at(THU))
    body = message.body
    assert body.index("CRANE SCHOOL") < body.index("Crane duty") < body.index("HERON SCHOOL") < body.index("Heron duty")
    row = OutboxMessage.objects.get()
    assert (row.key, row.school, row.state) == (f"digest:{person.user_id}:2026-09-10", None, "done")
    assert message.subject == "Thu 10 Sep: 2 for today"


def test_planning_in_chunks_still_gives_one_digest(school, monkeypatch):
    monkeypatch.setattr("duties.services.reminding.CHUNK", 1)
    sister = factories.make_school(owner=school.owner, started=True)
    person = factories.make_person(school=school, level="it")
    other = factories.make_person(school=sister, level="it", user=person.user)
    rows = [due(school=school, holder=person, due_on=THU), due(school=sister, holder=other, due_on=THU)]
    assert len(remind(at(THU))) == 1
    assert [stages(row) for row in rows] == [["day"], ["day"]]


def test_another_schools_duties_stay_there():
    schools = [factories.make_school(slug=slug, name=slug.title(), started=True) for slug in ("plover", "bittern")]
    for school in schools:
        person = factories.make_person(school=school, level="it", email=f"it@{school.slug}.example")
        factories.make_person(school=school, level="principal", email=f"head@{school.slug}.example")
        due(school=school, holder=person, due_on=THU, title=f"Canary{school.name}")
        due(school=school, holder=None, due_on=THU, title=f"Nobodys{school.name}")
    mails = remind(at(THU))
    assert len(mails) == 4
    for message in mails:
        text = message.subject + message.body + str(message.alternatives)
        own, other = ("Plover", "Bittern") if message.to[0].endswith("plover.example") else ("Bittern", "Plover")
        kind = "Canary" if message.to[0].startswith("it@") else "Nobodys"
        assert f"{kind}{own}" in text
        assert other.lower() not in text.lower()


def test_a_school_that_rests_keeps_silent_and_the_other_speaks(school):
    sister = factories.make_school(owner=school.owner, started=True)
    sister.closures.create(kind="day_off", name="Fair", starts_on=THU, ends_on=THU)
    person = factories.make_person(school=school, level="it")
    other = factories.make_person(school=sister, level="it", user=person.user)
    due(school=school, holder=person, due_on=FRI, title="At work")
    due(school=sister, holder=other, due_on=FRI, title="At rest")
    (message,) = remind(at(THU))
    assert ("At work" in message.body, "At rest" in message.body) == (True, False)


# ── outages ──────────────────────────────────────────────────────────────────


def test_worker_dead_for_three_days_sends_one_digest_with_newest_stages(school, specialist):
    rows = [due(school=school, holder=specialist, due_on=day) for day in (MON, TUE, THU, date(2026, 9, 15))]
    remind(at(date(2026, 9, 4)))  # Friday
    (message,) = remind(at(THU, 11, 20))  # nothing ran from Saturday to Thursday noon
    assert [stages(row)[-1] for row in rows] == ["day", "day", "day", "week"]
    assert [len(stages(row)) for row in rows] == [2, 2, 2, 1]
    assert message.subject == "Thu 10 Sep: 2 late, 1 for today, 1 ahead"
    assert remind(at(THU, 12)) == []


def test_a_missed_monday_is_made_up_for(school, teacher):
    due(school=school, holder=teacher, due_on=FRI)
    assert list(remind_daily(TUE, THU)) == [TUE]


def test_at_night_nobody_is_written_to(school, specialist):
    due(school=school, holder=specialist, due_on=FRI)
    assert remind(at(THU, 23)) == []
    assert len(remind(at(FRI, 7))) == 1


def test_mail_server_down_for_days_gives_one_digest(school, specialist, settings):
    rows = [due(school=school, holder=specialist, due_on=day) for day in (WED, THU, FRI)]
    for day in (TUE, WED, THU):
        plan_reminders(now=at(day))
    assert states() == {"waiting": 3}
    outbox.send_due(now=lambda: at(THU, 8))
    (message,) = mail.outbox
    assert states() == {"dropped": 2, "done": 1}
    assert message.subject == "Thu 10 Sep: 1 late, 1 for today, 1 ahead"
    assert [message.body.count(f"/{row.duty.public_id}/") for row in rows] == [1, 1, 1]


def test_a_digest_that_is_late_waits_for_a_working_morning(school, specialist):
    due(school=school, holder=specialist, due_on=FRI)
    plan_reminders(now=at(FRI))
    outbox.send_due(now=lambda: at(SAT, 10))
    assert (len(mail.outbox), states()) == (0, {"waiting": 1})
    assert OutboxMessage.objects.get().attempts == 0
    outbox.send_due(now=lambda: at(date(2026, 9, 13), 7))
    assert len(mail.outbox) == 0
    outbox.send_due(now=lambda: at(NEXT_MON, 7))
    assert [message.subject for message in mail.outbox] == ["Mon 14 Sep: 1 late"]


# ── between planning and sending ─────────────────────────────────────────────


def test_done_meanwhile_is_left_out(school, specialist):
    rows = [due(school=school, holder=specialist, due_on=THU, title=f"Duty {n}") for n in range(2)]
    plan_reminders(now=at(THU))
    tick(occurrence=rows[0], by=specialist.user, person=specialist, on=THU, now=at(THU, 7, 1))
    outbox.send_due(now=lambda: at(THU, 7, 2))
    (message,) = mail.outbox
    assert ("Duty 0" in message.body, "Duty 1" in message.body) == (False, True)


@pytest.mark.parametrize(
    ("change", "seconds"),
    [("done", 0), ("handed", 0), ("moved", 0), ("left", 6), ("never", 6), ("left", -1)],
)
def test_what_happens_while_a_batch_is_sent_counts_for_the_rest(school, settings, teacher, change, seconds):
    """Read together, but sent one by one: at once what becomes of an occurrence, after seconds all the rest."""
    others = [factories.make_person(school=school, level="it", email=f"it{n}@heron.example") for n in range(3)]
    rows = [due(school=school, holder=other, due_on=THU, title=f"Duty {n}") for n, other in enumerate(others)]
    plan_reminders(now=at(THU))
    first, *_rest = OutboxMessage.objects.order_by("not_before", "pk")
    place = next(n for n, other in enumerate(others) if other.user.email != first.to)
    moment = [at(THU, 7, 1)]

    def act():
        moment[0] += timedelta(seconds=seconds)
        happen(change, rows[place], others[place], teacher)

    settings.EMAIL_BACKEND = "tests.duties.acting_mail.ActingBackend"
    ActingBackend.acts = [act]
    assert outbox.send_due(now=lambda: moment[0]) == 2
    told = {message.to[0] for message in mail.outbox}
    assert told == {other.user.email for n, other in enumerate(others) if n != place}
    assert states() == {"done": 2, "dropped": 1}


def happen(change, row, person, teacher):
    """Something after which a person's only row is no longer theirs to be told of."""
    now = at(THU, 7, 1)
    if change == "done":
        tick(occurrence=row, by=person.user, person=person, on=THU, now=now)
    elif change == "left":
        end_person(person=person, last_day=WED, by=BY, now=now)
    elif change == "handed":
        hand_over(occurrence=row, to=teacher, by=BY, now=now)
    elif change == "moved":
        row.due_on = THU + timedelta(days=30)
        row.save()
    else:
        set_reminder_habit(user=person.user, rhythm="never", hour=7, by=person.user, now=now)


@pytest.mark.parametrize("count", [2, 5])
def test_a_batch_is_read_once_whatever_its_length(school, count, django_assert_num_queries):
    for number in range(count):
        holder = factories.make_person(school=school, level="it", email=f"it{number}@heron.example")
        due(school=school, holder=holder, due_on=THU)
    plan_reminders(now=at(THU))
    rows = list(OutboxMessage.objects.all())
    with django_assert_num_queries(7):
        write = write_digests(rows, at(THU))
    with django_assert_num_queries(count):
        assert [write(row, at(THU)).to for row in rows] == [row.to for row in rows]


@pytest.mark.parametrize("change", ["done", "left", "handed", "moved", "never"])
def test_nothing_left_is_no_mail(school, specialist, teacher, change):
    row = due(school=school, holder=specialist, due_on=THU)
    plan_reminders(now=at(THU))
    happen(change, row, specialist, teacher)
    outbox.send_due(now=lambda: at(THU, 7, 2))
    assert (len(mail.outbox), states()) == (0, {"dropped": 1})


def test_a_changed_address_is_written_to(school, specialist):
    due(school=school, holder=specialist, due_on=THU)
    plan_reminders(now=at(THU))
    User.objects.filter(pk=specialist.user_id).update(email="new@heron.example")
    outbox.send_due(now=lambda: at(THU, 7, 2))
    assert [message.to for message in mail.outbox] == [["new@heron.example"]]


def test_a_moved_deadline_is_reminded_of_again(school, specialist):
    row = due(school=school, holder=specialist, due_on=THU)
    remind_daily(date(2026, 9, 3), THU)
    assert stages(row) == ["week", "eve", "day"]
    row.due_on = date(2026, 9, 24)
    row.save()
    told = remind_daily(FRI, date(2026, 9, 24))
    assert list(told) == [date(2026, 9, 17), date(2026, 9, 23), date(2026, 9, 24)]
    assert set(Reminder.objects.values_list("stage", "due_on")) == {(s, row.due_on) for s in ("week", "eve", "day")}


# ── the machinery ────────────────────────────────────────────────────────────


def test_a_minute_without_work_costs_a_query_for_each_zone(school, specialist, django_assert_num_queries):
    due(school=school, holder=specialist, due_on=THU)
    plan_reminders(now=at(THU))
    with django_assert_num_queries(2):
        assert plan_reminders(now=at(THU, 7, 1)).digests == 0


@pytest.mark.parametrize("count", [1, 3, 50])
def test_planning_costs_the_same_whatever_the_rows(school, specialist, count, django_assert_num_queries):
    post = make_post(school=school, holder=specialist)
    for number in range(count):
        make_occurrence(duty=make_duty(school=school, post=post, title=f"Duty {number}"), due_on=THU)
    with django_assert_num_queries(27):
        assert plan_reminders(now=at(THU)).reminders == count


def test_one_broken_school_never_stops_the_others(school, specialist, caplog):
    # A time zone that is none breaks this school's hour, and only this school's.
    broken = factories.make_school(started=True)
    person = factories.make_person(school=broken, level="it")
    due(school=broken, holder=person, due_on=THU)
    due(school=school, holder=specialist, due_on=THU)
    broken.country = "XX"
    broken.save()
    assert [message.to for message in remind(at(THU))] == [["iris@heron.example"]]
    assert f"reminders of school {broken.pk}" in caplog.text


def test_a_mark_left_by_a_wrong_clock_counts_for_nothing(school, specialist):
    due(school=school, holder=specialist, due_on=THU)
    Planning.objects.update(reminded_until=at(date(2031, 1, 1)))
    assert len(remind(at(THU))) == 1
    assert remind(at(THU, 8)) == []


def test_planning_leaves_a_trail(school, specialist):
    due(school=school, holder=specialist, due_on=THU)
    plan_reminders(now=at(THU))
    event = AuditEvent.objects.get(verb="reminders.planned")
    assert (event.scope, event.actor, event.data["count"]) == (f"school:{school.pk}", "system:reminders", 1)


# ── the mail itself ──────────────────────────────────────────────────────────


def test_words_of_a_digest(school, specialist, settings):
    settings.BASE_URL = "https://kord.example"
    row = due(school=school, holder=specialist, due_on=TUE, title='Renews the "register" & <list>')
    (message,) = remind(at(THU))
    link = f"https://kord.example/s/heron/duties/{row.duty.public_id}/{row.period_key.replace('/', '.')}/post/"
    assert message.subject == "Thu 10 Sep: 1 late"
    assert (
        message.body
        == f"""Kord, Thursday 10 September 2026

1 late.


HERON SCHOOL

Tue 8 Sep  Renews the "register" & <list>
    2 days late. IT specialist, clause 14.7
    {link}


Open Today and tick off: https://kord.example/s/heron/today/

--{" "}
This digest comes on working days, when there is something.
Change your reminders: https://kord.example/s/heron/profile/reminders/
This mail holds no data of pupils. Its links ask you to sign in.
"""
    )
    html = message.alternatives[0].content
    assert "Renews the &quot;register&quot; &amp; &lt;list&gt;</a>" in html
    assert f'<a href="{link}"' in html
    assert "<strong>2 days late</strong> · IT specialist, clause 14.7" in html
    headers = message.extra_headers
    assert headers["List-Unsubscribe"] == "<https://kord.example/s/heron/profile/reminders/>"
    assert headers["Auto-Submitted"] == "auto-generated"


def test_lines_are_late_first_and_every_school_has_its_heading(school, specialist):
    for day, title in [(FRI, "Third"), (MON, "First"), (THU, "Second")]:
        due(school=school, holder=specialist, due_on=day, title=title)
    (message,) = remind(at(THU))
    assert message.body.index("First") < message.body.index("Second") < message.body.index("Third")
    assert message.body.count("HERON SCHOOL") == 1
