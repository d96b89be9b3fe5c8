"""Occurrences for tests of reminders, without going through a text's rules."""

from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core import mail

from duties.models import Duty, DutyRule, DutyState, Occurrence, Planning, Reminder
from duties.services import plan_reminders
from roles.models import RoleVersion
from schools import outbox
from schools.models import OutboxMessage
from tests import factories

_numbers = count(1)
ZONES = {"EE": "Europe/Tallinn", "FI": "Europe/Helsinki", "LT": "Europe/Vilnius"}


def at(day, hour=7, minute=0, zone="Europe/Vilnius"):
    """An instant by a school's clock."""
    from datetime import datetime, time

    return datetime.combine(day, time(hour, minute), ZoneInfo(zone))


def make_duty(*, school, post, title="Renews the register", number="14.7", binding="duty"):
    """A duty that is work, on a text of its post's school."""
    version = RoleVersion.objects.filter(role__school=school).first() or factories.load_small_document(school=school)
    duty = Duty.objects.create(
        school=school,
        role=version.role,
        post=post,
        clause=uuid4(),
        rule_key=uuid4(),
        number=number,
        title=title,
        kind="fixed_date",
        binding=binding,
        state=DutyState.ACTIVE,
        created_at=factories.NOW,
    )
    DutyRule.objects.create(duty=duty, version=version, rule={}, starts_on=factories.START)
    Planning.objects.get_or_create(school=school)
    return duty


def make_occurrence(*, duty, due_on, slot="post", **more):
    """One dated instance."""
    if more.get("group"):
        slot = f"class:{more['group'].pk}"
    return Occurrence.objects.create(
        school=duty.school,
        duty=duty,
        rule=duty.rules.get(),
        post=duty.post,
        period_key=f"2026/{next(_numbers)}",
        slot=slot,
        due_on=due_on,
        first_due_on=due_on,
        **more,
    )


def make_post(*, school, holder=None, name="IT specialist", **more):
    """A post and, unless None, who holds it."""
    post = factories.make_role(school=school, name=name)
    if holder is not None:
        factories.assign(role=post, person=holder, **more)
    return post


def due(*, school, holder, due_on, title="Renews the register", **more):
    """An occurrence of a new duty of a new post of this holder."""
    duty = make_duty(school=school, post=make_post(school=school, holder=holder), title=title)
    return make_occurrence(duty=duty, due_on=due_on, **more)


def remind(now):
    """Plan and send at an instant; returns the mails of this time."""
    before = len(mail.outbox)
    plan_reminders(now=now)
    outbox.send_due(now=lambda: now)
    return mail.outbox[before:]


def stages(occurrence, person=None):
    """The stages that were told, in the order of planning."""
    rows = Reminder.objects.filter(occurrence=occurrence)
    if person is not None:
        rows = rows.filter(person=person)
    return list(rows.order_by("created_at", "pk").values_list("stage", flat=True))


def states():
    """How many messages are in which state."""
    found = {}
    for state in OutboxMessage.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found
