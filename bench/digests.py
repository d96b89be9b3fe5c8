"""Digests read for a whole claim beside digests read one by one: sent to nowhere, so that writing is what counts.

Each reader of ``people`` has three things due; both ways send the same digests and must write the same words.
"""

import sys
from datetime import UTC, date, datetime, timedelta

import measuring

OPTIONS = measuring.start(__doc__, people=400)

from django.conf import settings  # noqa: E402
from django.core import mail  # noqa: E402
from django.urls import reverse  # noqa: E402

from duties.models import Duty, DutyRule, Occurrence, Planning  # noqa: E402
from duties.services import plan_reminders  # noqa: E402
from roles.models import Role, RoleAssignment, RoleVersion  # noqa: E402
from schools import outbox  # noqa: E402
from schools.guarded import guarded_write  # noqa: E402
from schools.models import Membership, OutboxMessage, Owner, Person, School, User  # noqa: E402

DUE = date(2026, 9, 10)
NOW = datetime(2026, 9, 10, 4, tzinfo=UTC)  # seven in Vilnius
BEFORE = NOW - timedelta(days=60)
BY_SCHOOL, THINGS = 20, 3


def main() -> int:
    """Fill, plan once, then send the same messages both ways in turn."""
    fill(OPTIONS.people)
    reverse("start")  # the addresses are loaded once, whoever comes first
    plan_reminders(now=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    assert words_of(together) == words_of(alone)
    table = measuring.Table(f"digests: {OPTIONS.people} readers with {THINGS} lines each")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    pair = measuring.alternate(together, alone, rounds=OPTIONS.rounds, before=again)
    for kind in ("wall", "cpu"):
        table.pair(
            "a claim's digests together, beside one by one", pair, kind=kind, at_most=0.25 if kind == "cpu" else None
        )
        rates = [f"{OPTIONS.people / pair.median(side, kind):.0f}" for side in ("ours", "baseline")]
        table.figure(f"digests a second, {kind}", rates[0], baseline=rates[1])
    return table.end()


def together() -> None:
    """As the worker does it."""
    assert outbox.send_due(now=lambda: NOW) == OPTIONS.people


def alone() -> None:
    """Every row reads for itself."""
    kept = dict(outbox._batches)
    outbox._batches.clear()
    try:
        together()
    finally:
        outbox._batches.update(kept)


def again() -> None:
    """Let nothing have been sent."""
    OutboxMessage.objects.update(state="waiting", not_before=NOW, finished_at=None, leased_until=None)


def words_of(send: object) -> list[tuple[str, str, str]]:
    """Return address, subject and text of what is sent."""
    again()
    mail.outbox.clear()
    send()  # type: ignore[operator]
    return sorted((message.to[0], message.subject, str(message.body)) for message in mail.outbox)


def fill(people: int) -> None:
    """Schools of twenty, each with a text and a post; every one of its people has three things due."""
    owner = Owner.objects.create(slug="bench", name="Bench", country="LT", language="lt", created_at=BEFORE)
    for number in range(-(-people // BY_SCHOOL)):
        school = School.objects.create(
            owner=owner, slug=f"d{number}", name=f"School {number}", country="LT", language="lt", created_at=BEFORE,
            time_zone="Europe/Vilnius", started_at=BEFORE,
        )  # fmt: skip
        Planning.objects.create(school=school)
        for place in range(min(BY_SCHOOL, people - number * BY_SCHOOL)):
            reader(school, f"n{place}")


def reader(school: School, name: str) -> None:
    """Add one person with a login, a post of its own and three things due."""
    user = User.objects.create(email=f"{name}@{school.slug}.example", language="lt", created_at=BEFORE)
    person = Person.objects.create(
        school=school, user=user, given_name=name, family_name="N", sort_key=name, created_at=BEFORE
    )
    with guarded_write():
        Membership.objects.create(user=user, school=school, level="it", starts_on=BEFORE.date())
    post = Role.objects.create(school=school, code=name, name=f"Post {name}", in_force_by="order", created_at=BEFORE)
    with guarded_write():
        version = RoleVersion.objects.create(
            role=post, number=1, language="lt", title=post.name, created_at=BEFORE, state="approved",
            approved_at=BEFORE, effective_on=BEFORE.date(), in_force_on=BEFORE.date(),
        )  # fmt: skip
    RoleAssignment.objects.create(role=post, person=person, starts_on=BEFORE.date())
    for thing in range(THINGS):
        duty = Duty.objects.create(
            school=school, role=post, post=post, clause=f"{user.pk:032x}", rule_key=f"{user.pk * 10 + thing:032x}",
            number=f"{thing}", title=f"Thing {thing}", kind="fixed_date", binding="duty", state="active",
            created_at=BEFORE,
        )  # fmt: skip
        rule = DutyRule.objects.create(duty=duty, version=version, rule={}, starts_on=BEFORE.date())
        Occurrence.objects.create(
            school=school, duty=duty, rule=rule, post=post, period_key="2026", slot="post", due_on=DUE, first_due_on=DUE
        )


if __name__ == "__main__":
    sys.exit(main())
