"""The main job, on real input, in a real browser: from a structured document to a ticked-off duty and the right mails.

Expected days are worked out by hand from the clauses and Lithuania's public holidays; none comes from our own
arithmetic. School year 2026/27 has the trimester ends 30 November, 12 March and 15 June, 2027/28 has 30 November,
10 March and 15 June.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache

from config.demo import loader
from duties.tasks import plan
from schools import services
from schools.calendar_drafts import YearDraft
from schools.models import OutboxMessage, School
from schools.school_calendars import TermDates
from schools.tasks import sweep
from tests import factories
from tests.sink import running_sink

VILNIUS = ZoneInfo("Europe/Vilnius")
DOCUMENT = loader.FOLDER / "documents" / "lt_it_specialist.json"
MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)

# The clauses with a day of their own, by school year: what stands in the twelve columns.
FIRST = {
    "14.7": ["09-10"],
    "14.8": ["09-10"],
    "15.1": ["09-15"],
    # Month end + 5 working days. 1 and 2 November, 1 January, 29 March and 6 July are holidays.
    "15.5": [
        "10-07", "11-09", "12-07", "01-08", "02-05", "03-05", "04-07", "05-07", "06-07", "07-08",
    ],
    # Trimester end + 7 working days; 24 June is a holiday.
    "16.3": ["12-09", "03-23", "06-25"],
    "16.5": ["11-30", "03-12", "06-15"],
    "14.14": ["08-31"],
}  # fmt: skip
SECOND = {
    "14.7": ["09-10"],
    "14.8": ["09-10"],
    "15.1": ["09-15"],
    # 1 and 2 November are Monday and Tuesday, 1 January a Saturday, 1 May a Monday, 6 July a Thursday.
    "15.5": [
        "10-07", "11-09", "12-07", "01-07", "02-07", "03-07", "04-07", "05-08", "06-07", "07-10",
    ],
    "16.3": ["12-09", "03-21", "06-26"],
    "16.5": ["11-30", "03-10", "06-15"],
    "14.14": ["08-31"],
}  # fmt: skip


def at(day, clock="09:00"):
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=VILNIUS)


@pytest.fixture
def clock(transactional_db):
    """The clock at the edge, on the first day of the school year; it ticks, and tests move it."""
    cache.clear()
    with time_machine.travel(at("2026-09-01"), tick=True) as traveller:
        yield traveller


@pytest.fixture
def sink(settings):
    """An SMTP server that keeps what it is given."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with running_sink() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def year(key, *ends):
    """A school year with three trimesters that end on these days."""
    first = int(key)
    starts = [date(first, 9, 1), *(day + timedelta(days=1) for day in ends[:-1])]
    terms = tuple(
        TermDates("trimester", number, *span) for number, span in enumerate(zip(starts, ends, strict=True), 1)
    )
    return YearDraft(key, date(first, 9, 1), date(first + 1, 8, 31), date(first, 9, 1), ends[-1], terms)


@pytest.fixture
def people(clock):
    """A fresh school: two school years entered, four people, a class; nothing else."""
    school = factories.make_school(slug="heronford", name="Heronford school")
    principal = factories.make_person(
        school=school,
        given_name="Ada",
        level="principal",
        user=factories.make_user(email="ada@heronford.example", password=factories.PASSWORD),
    )
    found = {"principal": principal}
    for name, level in (("Ivo", "it"), ("Tea", "staff"), ("Sam", "staff")):
        found[name] = factories.make_person(
            school=school, given_name=name, family_name="Heron", level=level, email=f"{name.lower()}@heronford.example"
        )
    ends = {"2026": ("2026-11-30", "2027-03-12", "2027-06-15"), "2027": ("2027-11-30", "2028-03-10", "2028-06-15")}
    for key, days in ends.items():
        draft = year(key, *(date.fromisoformat(day) for day in days))
        row = services.save_school_year(school=school, draft=draft, by=factories.BY, now=factories.NOW)
        factories.make_class(school=school, year=row, name="7b", teachers=[found["Tea"]], starts_on=row.starts_on)
    return found


def year_table(page):
    """What the school year shows: clause -> the days that stand in its columns, in their order."""
    rows = page.evaluate(
        """() => [...document.querySelectorAll('table.year tbody tr:not(.grp)')].map(row => [
        row.querySelector('td.no').innerText.trim(),
        [...row.querySelectorAll('td.c')].map(cell => [...cell.querySelectorAll('.mk')].map(mark =>
            [...mark.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('')))])"""
    )
    found = {}
    for clause, cells in rows:
        for month, marks in zip(MONTHS, cells, strict=True):
            for mark in marks:
                day = "".join(letter for letter in mark if letter.isdigit())
                if day:
                    found.setdefault(clause, []).append(f"{month:02d}-{int(day):02d}")
    return found


def dated(table):
    """Only the clauses of which this test speaks, each day once."""
    return {clause: list(dict.fromkeys(table.get(clause, []))) for clause in FIRST}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def set_up(visitor):
    """What the principal does from signing in to Start."""
    page, base = visitor.page, "/s/heronford"
    visitor.go("/accounts/login/")
    page.locator("[name=login]").fill("ada@heronford.example")
    page.locator("[name=password]").fill(factories.PASSWORD)
    press(page, "Sign in")
    page.wait_for_url("**/s/heronford/today/")
    # The document comes in as a draft.
    visitor.go(f"{base}/roles/new/")
    page.get_by_text("Load a structured document", exact=True).click()
    page.get_by_label("File (JSON)").set_input_files(DOCUMENT)
    press(page, "Load as a draft")
    page.wait_for_url("**/roles/it_specialist/versions/1/")
    map_posts(page, base)
    # Approved for good, and put in force by the order.
    visitor.go(f"{base}/roles/it_specialist/versions/1/approve/")
    assert page.get_by_label("In force from").input_value() == "2026-09-01"
    press(page, "Approve for good")
    page.wait_for_url("**/roles/it_specialist/versions/1/")
    visitor.go(f"{base}/roles/it_specialist/versions/1/force-act/")
    page.get_by_label("Number of the order").fill("V-12")
    press(page, "Record the order")
    page.wait_for_url("**/roles/it_specialist/versions/1/")
    hold(visitor, "it_specialist", "Ivo Heron")
    confirm(visitor)
    visitor.go(f"{base}/start/")
    visitor.shot("main-job-start")
    press(page, "Start")
    page.get_by_label("Write").fill("start")
    press(page, "Start the school")
    page.wait_for_url("**/s/heronford/start/")


def map_posts(page, base):
    """Who is this here? What the page proposes stays; posts that this small school does not have are nobody yet."""
    page.goto(f"{base}/roles/it_specialist/versions/1/posts/")
    questions = page.locator("fieldset.made")
    assert questions.count() == 10  # two more posts are named and have no clause
    for place in range(10):
        question = questions.nth(place)
        if not question.locator("input[type=radio]:checked").count():
            question.locator("input[type=radio][value=nobody]").check()
    press(page, "Save")
    page.wait_for_load_state()
    assert page.locator("fieldset.made").count() == 0


def hold(visitor, code, name):
    visitor.go(f"/s/heronford/roles/{code}/holders/")
    visitor.page.get_by_label("Person").select_option(label=name)
    press(visitor.page, "Add to this post")
    visitor.page.wait_for_load_state()


def confirm(visitor):
    """Tick everything that waits, page by page."""
    for _page in range(5):
        visitor.go("/s/heronford/duties/proposals/")
        closed = visitor.page.locator("details.fold:not([open]) > summary")
        while closed.count():
            closed.first.click()
        boxes = visitor.page.locator("input[name=duty]")
        if not boxes.count():
            return
        for place in range(boxes.count()):
            boxes.nth(place).check()
        press(visitor.page, "Confirm the ticked duties")
        visitor.page.wait_for_load_state()
    raise AssertionError("duties still wait")


def days(first, last):
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def mails_of(clock, sink, first, last):
    """Let the workers run at five past seven on each day; returns (day, to, subject) of every mail."""
    found = []
    for day in days(first, last):
        clock.move_to(at(day.isoformat(), "07:05"))
        before = len(sink.letters)
        plan()
        sweep()
        found += [(day.isoformat(), to, message["Subject"]) for to, message in sink.letters[before:]]
    return found


def lines(message):
    """The lines of a digest that name a duty: day and title, then its details."""
    text = message.get_body(("plain",)).get_content()
    return [line.strip() for line in text.splitlines() if line.strip()]


def details(found):
    """Whose and which clause: one for each duty that a digest tells of."""
    return [line for line in found if ", clause " in line]


def accept(visitor, letter, address):
    """Choose a password with the link of an invitation, and sign in with it."""
    page = visitor.page
    visitor.go(next(line for line in lines(letter) if "/password/reset/key/" in line))
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill("seven quiet lakes")
    press(page, "Save the password")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Password").fill("seven quiet lakes")
    press(page, "Sign in")
    page.wait_for_url("**/s/heronford/today/")


def test_main_job(live_server, visit, people, clock, sink, settings):
    settings.BASE_URL = live_server.url
    ada, tea = (people[name].user for name in ("principal", "Tea"))
    with visit(live_server.url) as visitor:
        set_up(visitor)
        school = School.objects.get(slug="heronford")
        assert school.started_at is not None
        visitor.go("/s/heronford/today/year/?year=2026")
        visitor.shot("main-job-year")
        assert dated(year_table(visitor.page)) == FIRST

    # Start invites those who have not signed in, and mails nothing else.
    sweep()
    letters = dict(sink.letters)
    assert sorted(letters) == [
        "ivo@heronford.example",
        "sam@heronford.example",
        "tea@heronford.example",
    ]
    sink.letters.clear()

    # The next day Ivo follows his invitation and ticks off one of his two duties of 10 September.
    clock.move_to(at("2026-09-02"))
    with visit(live_server.url) as visitor:
        accept(visitor, letters["ivo@heronford.example"], "ivo@heronford.example")
        row = visitor.page.locator(".duty", has_text="14.7").first
        row.get_by_role("button", name="Tick off").click()
        row = visitor.page.locator(".duty.is-done").first
        row.wait_for()
        assert row.get_by_role("button", name="Undo").count() == 1
        visitor.shot("main-job-ticked")

    # Ivo reads daily: a week before, the day before, the day. Tea reads on Mondays, and on the day.
    assert mails_of(clock, sink, date(2026, 9, 2), date(2026, 9, 15)) == [
        ("2026-09-03", "ivo@heronford.example", "Thu 3 Sep: 1 ahead"),
        ("2026-09-09", "ivo@heronford.example", "Wed 9 Sep: 1 ahead"),
        ("2026-09-10", "ivo@heronford.example", "Thu 10 Sep: 1 for today"),
        ("2026-09-14", "tea@heronford.example", "Mon 14 Sep: 1 ahead"),
        ("2026-09-15", "tea@heronford.example", "Tue 15 Sep: 1 for today"),
    ]
    of_ivo, of_tea = lines(sink.letters[2][1]), lines(sink.letters[4][1])
    assert details(of_ivo) == ["Today. Skaitmeninių mokymo priemonių specialistas, clause 14.8"]
    assert details(of_tea) == ["Today. class 7b. Klasių vadovai, clause 15.1"]
    assert len({message["Message-ID"] for _to, message in sink.letters}) == 5

    # Tea opens the link of her mail, and ticks.
    with visit(live_server.url, user=tea) as visitor:
        link = next(line for line in of_tea if "/duties/" in line)
        assert link.startswith(live_server.url)
        visitor.page.goto(link)
        press_first(visitor.page, "Tick off")
    # What stays open is told again on the fifth working day after; nobody hears of what is done.
    assert mails_of(clock, sink, date(2026, 9, 16), date(2026, 9, 17)) == [
        ("2026-09-17", "ivo@heronford.example", "Thu 17 Sep: 1 late"),
    ]
    assert not OutboxMessage.objects.exclude(state__in=["done", "dropped"]).exists()

    # A year on, the same clauses stand on the right days of the second school year, though nobody has planned it.
    clock.move_to(at("2027-07-01"))
    plan()
    with visit(live_server.url, user=ada) as visitor:
        visitor.go("/s/heronford/today/year/?year=2027")
        assert dated(year_table(visitor.page)) == SECOND


def press_first(page, words):
    page.get_by_role("button", name=words).first.click()
    page.get_by_role("button", name="Undo").first.wait_for()
