"""The stories of the domain that decide whether Kord is real; each test has its story's name."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import translation

from duties.answering import cast_of
from duties.models import Duty, Occurrence
from duties.queries.proposals import proposals_page
from duties.queries.rows import Reader
from duties.services import confirm_duties
from duties.services.rolling import roll_horizons
from roles.models import BoundPost, Item, Role
from roles.queries.pages import version_in_force
from roles.services import (
    RoleError,
    answer_substitution,
    ask_signatures,
    ask_substitute,
    confirm_here,
    map_post,
    new_draft,
    take_container,
    take_signed_file,
)
from roles.views.words import act_words
from schools.access_levels import AccessLevel
from schools.calendar_drafts import YearDraft
from schools.guarded import guarded_write
from schools.models import OutboxMessage
from schools.school_calendars import TermDates
from schools.services import save_school_year, start_school
from schools.words import format_date
from tests import factories
from tests.duties.work import BY_10_SEPTEMBER, BY_15_SEPTEMBER, Work, document, enter_year, noon, rule
from tests.roles.signing_rows import certificate, container, pdf_of

DOCUMENT = Path(__file__).parent.parent / "config/demo/documents/lt_it_specialist.json"
TRIMESTERS = (
    TermDates("trimester", 1, date(2026, 9, 1), date(2026, 11, 27)),
    TermDates("trimester", 2, date(2026, 11, 30), date(2027, 3, 12)),
    TermDates("trimester", 3, date(2027, 3, 15), date(2027, 6, 16)),
)


def enter_calendar(school, *, now):
    """The school year 2026/27 in three trimesters."""
    return save_school_year(
        school=school,
        draft=YearDraft("2026", date(2026, 9, 1), date(2027, 8, 31), date(2026, 9, 1), date(2027, 6, 16), TRIMESTERS),
        by=factories.BY,
        now=now,
    )


@pytest.mark.django_db
def test_starting_in_october():
    now = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)
    on = date(2026, 10, 14)
    school = factories.make_school(country="LT")
    year = enter_calendar(school, now=now)
    principal = factories.make_person(school=school, level=AccessLevel.PRINCIPAL)
    specialist = factories.make_person(school=school, level=AccessLevel.IT)
    teachers = [factories.make_person(school=school, level=AccessLevel.STAFF) for _ in range(12)]
    for number, teacher in enumerate(teachers):
        factories.make_class(school=school, year=year, name=f"{number + 1}a", teachers=[teacher])

    version = factories.load_document(
        school=school, document=json.loads(DOCUMENT.read_text()), role_code="it_specialist", now=now
    )
    factories.approve(version=version, effective_on=on, act_on=on, now=now)
    factories.assign(role=version.role, person=specialist, starts_on=on, now=now)
    for post in BoundPost.objects.filter(version=version, role__filled_by="assignment"):
        map_post(bound_post=post, role=post.role, by=principal.user, now=now)

    # Eleven calendar clauses are proposed.
    page = proposals_page(reader=Reader(school, on, now, "lt"))
    dated = [row for group in page.groups for row in group.rows if row.is_dated]
    assert sorted({row.number for row in dated}, key=lambda number: [int(part) for part in number.split(".")]) == [
        "14.7", "14.8", "14.14", "15.1", "15.5", "15.6", "15.8", "16.1", "16.3", "16.5", "19.3",
    ]  # fmt: skip
    assert [row.number for row in dated if row.asks_days] == ["15.6"]
    assert [row.number for row in dated if row.is_daily] == ["16.1"]
    assert next(row for row in dated if row.number == "14.7").next_words.startswith("2027-09-10")
    # A right is no duty; what starts a procedure says so.
    assert "turi teisę" in Item.objects.get(section__version=version, number="28.5.").text
    assert Duty.objects.filter(school=school, number="28.5").count() == 0
    assert set(Duty.objects.filter(school=school, binding="trigger").values_list("number", flat=True)) == {"27", "28"}
    assert not Occurrence.objects.filter(school=school).exists()

    confirm_duties(
        school=school, public_ids=[row.public_id for row in dated], on=on, by=principal.user, now=now
    )  # fmt: skip
    roll_horizons(now=now)
    assert (mail.outbox, OutboxMessage.objects.count()) == ([], 0)
    assert start_school(school=school, by=principal.user, now=now)

    def first(number):
        rows = Occurrence.objects.filter(school=school, duty__number=number, due_on__isnull=False)
        day = min(rows.values_list("due_on", flat=True))
        return day, rows.filter(due_on=day).count()

    assert first("15.5") == (date(2026, 11, 9), 12)
    assert first("14.7") == (date(2027, 9, 10), 1)
    # Next year's classes are not there yet: the post as a whole keeps the date.
    assert first("15.1") == (date(2027, 9, 15), 1)
    assert first("14.14") == (date(2027, 8, 31), 1)
    # Nothing is born late, each class teacher has an own row, and the term rule of 15.6 waits for its number.
    assert not Occurrence.objects.filter(school=school, due_on__lt=on).exists()
    cast = cast_of([school], on=on)
    rows = Occurrence.objects.filter(school=school, duty__number="15.5", due_on=date(2026, 11, 9))
    assert sorted(cast.answer(row).people for row in rows) == sorted((teacher.pk,) for teacher in teachers)
    asks = Duty.objects.get(school=school, public_id=next(row.public_id for row in dated if row.asks_days))
    assert set(asks.occurrences.values_list("due_on", flat=True)) == {None}
    assert not Occurrence.objects.filter(duty__number="16.1").exists()
    assert Role.objects.get(school=school, code="class_teacher").filled_by == "class_teachers"


# ── approved in August ───────────────────────────────────────────────────────

BY_15 = rule("fixed_date", "by 15 September", month=9, day=15, basis="school_year")
BY_31_AUGUST = rule("fixed_date", "by 31 August", month=8, day=31, basis="school_year")
AUGUST_CLAUSES = {
    "14.7": ("Enters the lists by 15 September.", "it_specialist", BY_15),
    "14.14": ("Hands the archive over by 31 August.", "it_specialist", BY_31_AUGUST),
}


def approved_in_august(country):
    """Version 1 is in force for a year; version 2 is approved on 20 August for 1 September."""
    school = factories.make_school(country=country)
    began, august = date(2025, 9, 1), date(2026, 8, 20)
    enter_year(school, 2025, now=noon(began))
    work = Work(on=began, school=school, classes=0, clauses=AUGUST_CLAUSES)
    draft = new_draft(role=work.version.role, by=factories.BY, now=noon(august))
    item = Item.objects.get(section__version=draft, number="14.7")
    with guarded_write():
        Item.objects.filter(pk=item.pk).update(text="Enters the lists by 10 September.")
        item.rules.update(rule=BY_15 | {"words": "by 10 September", "day": 10})
    second = factories.approve(version=draft, effective_on=date(2026, 9, 1), now=noon(august))
    roll_horizons(now=noon(august))
    return work, second


def in_force_on(work, *days):
    """Which version holds on each of these days."""
    return [version_in_force(work.version.role, on=day).number for day in days]


def cited(work, number, period):
    """The day and the version of the only row of a clause in a school year."""
    row = work.rows(number).get(period_key=period)
    return row.due_on, row.rule.version.number


@pytest.mark.django_db
def test_approved_in_august_by_an_order():
    work, second = approved_in_august("LT")
    august = date(2026, 8, 20)
    factories.record_act(version=second, act_on=august, now=noon(august))
    assert in_force_on(work, date(2026, 8, 31), date(2026, 9, 1)) == [1, 2]
    assert cited(work, "14.14", "2025") == (date(2026, 8, 31), 1)
    assert cited(work, "14.7", "2026") == (date(2026, 9, 10), 2)
    assert date(2026, 9, 15) not in work.days("14.7")


@pytest.mark.django_db
def test_approved_in_august_and_signed_in_september(client):
    work, second = approved_in_august("EE")
    signed = date(2026, 9, 3)
    factories.record_act(version=second, act_on=signed, now=noon(signed))
    assert in_force_on(work, date(2026, 9, 2), signed) == [1, 2]
    assert cited(work, "14.7", "2026") == (date(2026, 9, 10), 2)

    client.force_login(work.principal.user, backend="schools.door.SchoolBackend")
    page = reverse("roles:role-detail", args=[work.school.slug, work.version.role.code])
    with time_machine.travel(noon(date(2026, 9, 20)), tick=False):
        before, after = (client.get(page, {"on": day}).context for day in ("2026-09-02", "2026-09-03"))
    assert (before["day_words"], after["day_words"]) == (
        "On 2 September 2026 version 1 was in force.",
        "On 3 September 2026 version 2 was in force.",
    )
    assert before["day_why"].endswith("Version 2 follows it on 3 September 2026.")
    assert after["day_why"] == (
        "The text names 1 September 2026. Put in force by: both signatures, 3 September 2026."
        " It holds from the later of the two days."
    )


def names_on_today(client, school, user, *, now):
    """What waits for somebody's signature, as it stands beside Today."""
    with time_machine.travel(now, tick=False):
        client.force_login(user, backend="schools.door.SchoolBackend")
        page = client.get(reverse("duties:today", args=[school.slug])).content.decode()
    return re.findall(r'href="[^"]*/signatures/(\w+)/"', page)


@pytest.mark.django_db
def test_principal_on_leave(client):
    now = datetime(2026, 8, 25, 7, 0, tzinfo=UTC)
    school = factories.make_school(country="EE", started=True)
    principal = factories.make_person(school=school, level=AccessLevel.PRINCIPAL)
    deputy = factories.make_person(school=school, level=AccessLevel.STAFF)
    holders = [factories.make_person(school=school, level=AccessLevel.STAFF) for _ in range(15)]
    signings = []
    for number, holder in enumerate([*holders, deputy]):
        code = f"post_{number}"
        document = factories.make_document(
            title=f"Post {number}", language="et", country="EE", posts={code: f"Post {number}"},
            items=[factories.make_item(number="1.", binds=code)],
        )  # fmt: skip
        version = factories.load_document(school=school, document=document, role_code=code, now=now)
        factories.assign(role=version.role, person=holder, now=now)
        factories.approve(version=version, effective_on=date(2026, 9, 1), now=now)
        signings += ask_signatures(version=version, by=factories.BY, now=now)
    own = signings.pop()
    absence = factories.make_absence(person=principal, starts_on=date(2026, 8, 24), ends_on=date(2026, 8, 30), now=now)

    def waiting(person, at=now):
        return names_on_today(client, school, person.user, now=at)

    assert len(waiting(principal)) == 5  # the first five are shown
    asked = ask_substitute(absence=absence, substitute=deputy, by=factories.BY, now=now)
    assert waiting(deputy) == []
    answer_substitution(substitution=asked, accept=True, by=deputy.user, now=now)
    # Only on the deputy's list, and not the text of the deputy's own post.
    assert waiting(principal) == []
    assert waiting(deputy) == [one.public_id for one in signings[:5]]
    assert own.public_id not in waiting(deputy)
    with pytest.raises(RoleError) as caught:
        confirm_here(signing=own, by=deputy.user, person=deputy, now=now, basis="order 12")
    assert caught.value.code == "not_yours"
    # The deputy's own name, and on what basis.
    first = confirm_here(signing=signings[0], by=deputy.user, person=deputy, now=now, basis="order 12")
    record = first.signatures.get()
    assert (record.person, record.name, record.acting_for) == (deputy, deputy.name, f"{principal.name}; order 12")
    with pytest.raises(RoleError) as caught:
        confirm_here(signing=signings[1], by=deputy.user, person=deputy, now=now)
    assert caught.value.code == "no_basis"
    # Back from leave, it is the principal's again.
    now = datetime(2026, 8, 31, 7, tzinfo=UTC)
    assert (len(waiting(principal, at=now)), waiting(deputy, at=now)) == (5, [])
    # One container, fifteen texts, and a foreign PDF that is named.
    files = {f"{one.version.role.code}.pdf": pdf_of(one.version) for one in [*signings[1:], own]}
    files["holidays.pdf"] = b"%PDF-1.7 the plan of holidays"
    done = take_container(
        school=school, content=container(files, certificate(principal), at=now), name="all.asice",
        by=principal.user, now=now,
    )  # fmt: skip
    assert len(done.passed_on) == 15
    assert [(one.name, one.code) for one in done.left] == [("holidays.pdf", "foreign")]


@pytest.mark.django_db
def test_approved_in_august(client):
    august, opened = date(2026, 8, 31), date(2026, 9, 1)
    by_end_of_august = rule("fixed_date", "by 31 August", month=8, day=31, basis="school_year")
    first = {
        "14.7": ("Enters the lists by 15 September each school year.", "it_specialist", BY_15_SEPTEMBER),
        "14.14": ("Reports by 31 August.", "it_specialist", by_end_of_august),
    }
    second = first | {"14.7": ("Enters the lists by 10 September each school year.", "it_specialist", BY_10_SEPTEMBER)}

    def begun(country):
        school = factories.make_school(country=country)
        enter_year(school, 2025, now=noon(date(2026, 6, 1)))
        return Work(on=date(2026, 6, 1), clauses=first, school=school)

    def in_force(work, day):
        return version_in_force(work.version.role, on=day).number

    work = begun("LT")
    work.approve(second, opened, now=noon(date(2026, 8, 20)))
    assert (in_force(work, august), in_force(work, opened)) == (1, 2)
    roll_horizons(now=noon(date(2026, 8, 21)))
    assert [day for day in work.days("14.7") if day.year == 2026] == [date(2026, 9, 10)]
    assert august in work.days("14.14")
    with time_machine.travel(noon(august), tick=False):
        client.force_login(work.principal.user, backend="schools.door.SchoolBackend")
        address = reverse("duties:duty-detail", args=[work.school.slug, work.duty("14.14").public_id])
        assert "version 1" in client.get(address).context["page"].source.footer

    # In Estonia the text takes force on the day on which the employee signs.
    work = begun("EE")
    now = noon(date(2026, 8, 20))
    version = factories.load_document(school=work.school, document=document(second), role_code="it_specialist", now=now)
    version = factories.approve(version=version, effective_on=opened, now=now)
    (signing,) = ask_signatures(version=version, by=factories.BY, now=now)
    signed_at = noon(date(2026, 9, 3))
    take_signed_file(
        signing=signing,
        content=container(
            {"text.pdf": pdf_of(version)}, certificate(work.principal), certificate(work.specialist), at=signed_at
        ),
        name="text.asice",
        by=work.specialist.user,
        person=work.specialist,
        now=signed_at,
    )
    assert (in_force(work, date(2026, 9, 2)), in_force(work, date(2026, 9, 3))) == (1, 2)
    assert [day for day in work.days("14.7") if day.year == 2026] == [date(2026, 9, 10)]
    version.refresh_from_db()
    with translation.override("en"):
        assert act_words(version) == f"Put in force by: both signatures, {format_date(signed_at.date(), 'en')}"
