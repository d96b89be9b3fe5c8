"""A file is read, reviewed, corrected, and becomes a draft; what reads it is the border (tests/reading)."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import limits
from roles.file_reading import FILE_READER
from roles.models import DeadlineRule, Item, Reading, ReadingState, Role, RoleVersion
from roles.reading_marks import pieces
from roles.reading_review import corrected, placed
from roles.services import (
    accept_rule,
    add_rule,
    correct_rule,
    forget_readings,
    refuse_rule,
    restore_rule,
    restore_unplaced,
    settle_unplaced,
    start_reading,
    take_reading,
)
from roles.services.errors import RoleError
from schools import jobs
from schools.models import AuditEvent, Job
from schools.sealing import unseal
from tests import factories
from tests.cast import HOME, STRANGER, make_cast
from tests.factories import BY, NOW
from tests.roles.file_reader import TEXT, answer
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db
KEY = "r" * 32


@pytest.fixture(autouse=True)
def _border(monkeypatch):
    monkeypatch.setitem(limits._readers, FILE_READER, "tests.roles.file_reader")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def principal(cast):
    return client_of(cast.home.user("principal"))


def give(client, school, text=TEXT, **more):
    """Send a text in and return its reading."""
    response = client.post(url("role-read", school), {"text": text, "form_key": KEY, **more})
    assert response.status_code == 303
    reading = Reading.objects.get(school=school)
    assert response.url == url("reading", school, reading.public_id)
    return reading


def run():
    return jobs.run_due(now=lambda: NOW)


class KilledError(BaseException):
    """What no handler of a worker sees."""


def test_a_reading_whose_worker_was_killed_is_read_by_the_next_one_within_two_minutes(cast, principal):
    reading = give(principal, cast.home.school)

    def clock():
        if Reading.objects.get().state == ReadingState.READING:
            raise KilledError
        return NOW

    with pytest.raises(KilledError):
        jobs.run_due(now=clock)
    reading.refresh_from_db()
    assert reading.state == ReadingState.READING
    assert jobs.run_due(now=lambda: NOW + timedelta(seconds=59)) == 0  # it may still be at it
    assert jobs.run_due(now=lambda: NOW + timedelta(seconds=61)) == 1
    reading.refresh_from_db()
    assert reading.state == ReadingState.READ


def read_one(client, school, text=TEXT):
    reading = give(client, school, text)
    assert run() == 1
    reading.refresh_from_db()
    return reading


def frame(**changes):
    return {
        "title": "Lamp keeper", "institution": "", "role": "", "post": "Lamp keeper", "form_key": KEY, "do": "take",
    } | changes  # fmt: skip


def verbs(school):
    events = AuditEvent.objects.filter(scope=f"school:{school.pk}", verb__startswith="reading.")
    return list(events.order_by("number").values_list("verb", flat=True))


# ── from a text to a draft ───────────────────────────────────────────────────


def test_a_pasted_text_becomes_a_draft_when_the_person_says_so(cast, principal):
    school = cast.home.school
    reading = give(principal, school)
    page = principal.get(url("reading", school, reading.public_id))
    assert "Your job description is being read" in words(page)
    assert run() == 1
    page = words(principal.get(url("reading", school, reading.public_id)))
    assert "The text holds 2 deadlines with dates" in page
    assert (
        '94 % of the words have found their place. <a href="#unplaced">1 stretch has none; it stands below.</a>' in page
    )
    assert page.count("<mark") == 4
    assert "By 15 September each school year" in page
    assert '<time datetime="2026-09-15">' in page
    assert (Role.objects.count(), RoleVersion.objects.count()) == (0, 0)
    response = principal.post(url("reading", school, reading.public_id), frame())
    version = RoleVersion.objects.get()
    assert (response.status_code, response.url) == (303, url("posts", school, "lamp_keeper", 1))
    assert (version.title, version.role.name, version.state) == ("Lamp keeper", "Lamp keeper", "draft")
    assert principal.get(response.url).status_code == 200
    assert DeadlineRule.objects.order_by("pk")[0].rule == {
        "kind": "fixed_date", "words": "by 15 September", "binding": "duty", "month": 9, "day": 15,
        "basis": "school_year",
    }  # fmt: skip
    reading.refresh_from_db()
    assert reading.version == version
    assert verbs(school) == ["reading.started", "reading.read", "reading.kept", "reading.taken"]
    again = words(principal.get(url("reading", school, reading.public_id)))
    assert ("This has become a draft" in again, 'value="take"' in again) == (True, False)


def test_a_file_is_kept_sealed_and_comes_back_byte_for_byte(cast, principal):
    school, content = cast.home.school, b"\xff\xfe\x00 a file of any kind"
    file = SimpleUploadedFile("heron duties.docx", content)
    answers = {
        principal.post(url("role-read", school), {"file": file, "language": "lt", "form_key": KEY}).url
        for _time in range(3)
        if file.seek(0) == 0
    }
    reading = Reading.objects.get()
    assert answers == {url("reading", school, reading.public_id)}
    assert (reading.name, reading.language, reading.size) == ("heron duties.docx", "lt", len(content))
    assert content not in bytes(reading.original)
    assert unseal(bytes(reading.original), context=f"reading:{reading.public_id}") == content
    assert Job.objects.count() == 1
    page = words(principal.get(url("role-new", school)))
    assert ("heron duties.docx" in page, "waits to be read" in page) == (True, True)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose a file or paste the text."),
        ({"text": "  \n "}, "Choose a file or paste the text."),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "The file is empty."),
        ({"file": SimpleUploadedFile("a.txt", b"x" * (5 * 2**20 + 1))}, "The file is larger than 5 MB."),
        ({"file": SimpleUploadedFile("a.txt", b"x"), "text": "y"}, "Give a file or a text, not both."),
        ({"text": "x", "language": "sv"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_given_is_said_at_once_and_nothing_is_stored(cast, principal, data, sentence):
    response = principal.post(url("role-read", cast.home.school), data | {"form_key": KEY})
    assert (response.status_code, sentence in words(response)) == (422, True)
    assert f'value="{KEY}"' in words(response)
    assert (Reading.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("code:empty", "empty", "The file holds no text."),
        ("code:encrypted", "encrypted", "The file is locked with a password."),
        ("code:broken", "broken", "The file is damaged"),
        ("code:picture", "picture", "The pages are scanned pictures"),
        ("code:too_long", "too_long", "The file has more than 200 pages."),
        ("code:too_big", "too_big", "The file unfolds to more than Kord takes in at once."),
        ("code:kind", "kind", "This is no text file that Kord can read."),
        ("code:ending", "ending", "The file is not what the ending of its name says."),
        ("code:what nobody knows", "failed", "The file could not be read."),
        ("memory", "memory", "The file needs more memory to read than it may."),
        ("raise", "failed", "The file could not be read."),
        (json.dumps(answer(sections=[{"kind": "duties"}])), "failed", "The file could not be read."),
        (json.dumps(answer(language="sv")), "failed", "The file could not be read."),
        (json.dumps(answer(text=7, unplaced=[3])), "failed", "The file could not be read."),
    ],
)
def test_of_a_file_that_cannot_be_read_nothing_is_stored_and_the_reason_is_said(cast, principal, text, code, sentence):
    school = cast.home.school
    reading = read_one(principal, school, text)
    assert (reading.state, reading.code, reading.original, reading.result) == ("failed", code, None, {})
    page = principal.get(url("reading", school, reading.public_id))
    assert (page.status_code, sentence in words(page), "Nothing was stored." in words(page)) == (200, True, True)
    assert "Traceback" not in words(page)
    assert principal.post(url("reading", school, reading.public_id), frame()).status_code == 200
    assert RoleVersion.objects.count() == 0
    assert verbs(school) == ["reading.started", "reading.failed"]


def test_a_file_that_takes_too_long_is_given_up(cast, principal, monkeypatch):
    monkeypatch.setattr("roles.file_reading.SECONDS", 1)
    assert read_one(principal, cast.home.school, "late").code == "late"


def test_a_deadline_that_no_text_may_hold_is_left_out_and_that_is_said(cast, principal):
    sound = answer()
    sound["sections"][0]["items"][0]["rules"][0]["words"] = "by 16 September"
    reading = read_one(principal, cast.home.school, json.dumps(sound))
    assert (reading.state, reading.result["warnings"]) == ("read", ["rules_left_out"])
    page = words(principal.get(url("reading", cast.home.school, reading.public_id)))
    assert "Some deadlines were left out" in page


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("no_clauses", "No clause was found. Look whether"), ("no_deadlines", "No deadline was found in the text.")],
)
def test_a_text_in_which_nothing_was_found_warns(cast, principal, code, sentence):
    reading = read_one(principal, cast.home.school, json.dumps(answer(warnings=[code])))
    assert f'<li class="is-warn">{sentence}' in words(principal.get(at("reading", reading)))


def test_the_page_of_progress_ends_by_itself(cast, principal):
    school = cast.home.school
    reading = give(principal, school)
    address = url("reading", school, reading.public_id)
    ask = {"headers": {"HX-Request": "true"}}
    before = principal.get(address, **ask)
    assert ("HX-Refresh" in before, 'hx-trigger="every 2s"' in words(before)) == (False, True)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in words(principal.get(address))
    run()
    after = principal.get(address, **ask)
    assert (after["HX-Refresh"], after.content) == ("true", b"")
    assert "http-equiv" not in words(principal.get(address))


def test_a_job_that_gave_up_is_told(cast, principal):
    school = cast.home.school
    reading = give(principal, school)
    Job.objects.update(state="dead")
    page = words(principal.get(url("reading", school, reading.public_id)))
    assert ("The file could not be read." in page, "every 2s" in page) == (True, False)


def test_a_job_that_runs_twice_reads_once(cast, principal):
    reading = read_one(principal, cast.home.school)
    Job.objects.update(state="waiting")
    assert run() == 1
    assert (Job.objects.get().result, verbs(cast.home.school)[-1]) == ({"state": "gone"}, "reading.read")
    assert Reading.objects.get() == reading


# ── corrections ──────────────────────────────────────────────────────────────


def at(name, reading, *args):
    return url(name, reading.school, reading.public_id, *args)


def test_a_deadline_is_refused_and_proposed_again(cast, principal):
    reading = read_one(principal, cast.home.school)
    response = principal.post(at("reading-rule-refuse", reading, "0-i0", 0))
    assert (response.status_code, response.url) == (303, at("reading", reading) + "?at=0-i0-r0#c-0-i0")
    page = words(principal.get(at("reading", reading)))
    assert ("The text holds 1 deadline with dates" in page, "Take back" in page) == (True, True)
    assert '<mark id="t-0-i0-r0" class="mark-not">' in page
    principal.post(at("reading-rule-restore", reading, "0-i0", 0))
    assert "The text holds 2 deadlines with dates" in words(principal.get(at("reading", reading)))
    principal.post(at("reading-rule-refuse", reading, "0-i0", 0))
    principal.post(at("reading", reading), frame())
    assert [rule.kind for rule in DeadlineRule.objects.order_by("pk")] == ["period_end", "times_per_period"]
    reading.refresh_from_db()
    assert reading.corrections["rules"] == {"0-i0:0": None}
    assert "Proposed duty, not a duty: <del>By 15 September each school year</del>" in words(
        principal.get(at("reading", reading))
    )
    assert principal.post(at("reading-rule-refuse", reading, "0-i1", 0)).status_code == 404


def test_a_deadline_is_changed_with_its_numbers_and_words(cast, principal):
    reading = read_one(principal, cast.home.school)
    address = at("reading-rule", reading, "0-i0", 0)
    assert 'value="15"' in words(principal.get(address))
    sent = {"binding": "duty", "do": "save"}
    wrong = principal.post(address, {**sent, "typed": "by 31 May", "month": "9", "day": "20"})
    assert (wrong.status_code, "These words do not stand in the text" in words(wrong)) == (422, True)
    never = principal.post(address, {**sent, "words": "by 15 September", "month": "2", "day": "30"})
    assert (never.status_code, "There is no day 30 in month 2." in words(never)) == (422, True)
    assert principal.post(address, {**sent, "typed": "15 September", "month": "9", "day": "20"}).status_code == 303
    page = words(principal.get(at("reading", reading)))
    assert ("Proposed duty, changed by you" in page, "By 20 September each school year" in page) == (True, True)
    assert '<a href="#0-i0-r0">15 September</a>' in page
    principal.post(at("reading", reading), frame())
    rule = DeadlineRule.objects.order_by("pk")[0].rule
    assert (rule["words"], rule["day"], "start" in rule) == ("15 September", 20, False)


def test_a_deadline_is_added_to_a_clause_once(cast, principal):
    reading = read_one(principal, cast.home.school)
    address = at("reading-rule-new", reading, "0-i2")
    assert "By a date each school year" in words(principal.get(address))
    sent = {"month": "5", "day": "31", "words": "", "typed": "a year", "binding": "duty", "form_key": KEY}
    shown = principal.post(address + "?kind=date", sent | {"do": "preview"})
    assert "Next: 31 May 2027, 31 May 2028, 31 May 2029" in words(shown)
    answers = {principal.post(address + "?kind=date", sent | {"do": "save"}).url for _time in range(3)}
    assert answers == {at("reading", reading) + "#c-0-i2"}
    reading.refresh_from_db()
    assert list(reading.corrections["rules"]) == ["0-i2:1"]
    page = words(principal.get(at("reading", reading)))
    assert "Proposed duty, added by you" in page
    assert principal.post(at("reading-rule-restore", reading, "0-i2", 1)).status_code == 404
    principal.post(at("reading-rule-refuse", reading, "0-i2", 1))
    assert "added by you" not in words(principal.get(at("reading", reading)))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("reading-rule", ("0-i0", 7)), ("reading-rule", ("9-i0", 0)), ("reading-rule", ("nonsense", 0)),
        ("reading-rule-refuse", ("0-i0", 1)), ("reading-rule-restore", ("0-i9", 0)), ("reading-rule-new", ("0-i9",)),
    ],
)  # fmt: skip
def test_what_is_not_in_the_text_is_not_there(cast, principal, name, args):
    reading = read_one(principal, cast.home.school)
    assert principal.post(at(name, reading, *args)).status_code == 404
    assert Reading.objects.get().corrections == {}


def test_services_refuse_what_views_would_not_send(cast, principal):
    waiting = give(principal, cast.home.school)
    sent = {"reading": waiting, "place": "0-i0", "by": BY, "now": NOW}
    with pytest.raises(RoleError, match="not been read"):
        refuse_rule(**sent, number=0)
    run()
    with pytest.raises(RoleError, match="no such deadline"):
        correct_rule(**sent, number=4, rule={"kind": "continuous", "words": "lamps", "binding": "standing"})
    with pytest.raises(RoleError) as refused:
        add_rule(**sent, rule={"kind": "continuous", "words": "herons", "binding": "standing"})
    assert refused.value.code == "words_not_in_text"


def test_a_deadline_in_the_cell_beside_its_task_is_kept_and_can_be_changed(cast, principal):
    school, table = cast.home.school, answer()
    rule = {"kind": "fixed_date", "words": "by 20 May", "binding": "duty", "month": 5, "day": 20}
    table["sections"][0]["items"] = [{"text": "Checks the windows", "subject": "by 20 May", "rules": [rule]}]
    reading = read_one(principal, school, json.dumps(table))
    assert reading.result["warnings"] == []
    assert "By 20 May each school year" in words(principal.get(at("reading", reading)))
    changed = {"typed": "20 May", "month": "5", "day": "21", "binding": "duty", "do": "save"}
    assert principal.post(at("reading-rule", reading, "0-i0", 0), changed).status_code == 303
    principal.post(at("reading", reading), frame())
    kept = DeadlineRule.objects.get()
    assert (kept.rule["words"], kept.rule["day"]) == ("20 May", 21)
    address = url("rule-edit", school, "lamp_keeper", 1, 1, kept.rule_key)
    assert principal.post(address, changed | {"typed": "by 20 May", "day": "22"}).status_code == 303
    assert DeadlineRule.objects.get().rule["day"] == 22


def test_what_is_longer_than_a_text_may_keep_is_cut_and_stays_whole_below(cast, principal):
    long = answer(title="t" * 400)
    long["sections"][0]["heading"] = "h" * 301
    long["sections"][0]["items"][0]["number"] = "1." * 20
    reading = read_one(principal, cast.home.school, json.dumps(long))
    result = reading.result
    assert (len(result["title"]), len(result["sections"][0]["heading"])) == (300, 300)
    assert [part["text"] for part in result["unplaced"][1:]] == ["t" * 400, "h" * 301, "1." * 20]
    assert "h" * 301 in words(principal.get(at("reading", reading)))
    assert principal.post(at("reading", reading), frame()).status_code == 303


# ── whose text, and the end of a reading ─────────────────────────────────────


def test_what_stands_above_the_text_is_kept_for_a_second_visit(cast, principal):
    reading = read_one(principal, cast.home.school)
    data = frame(title="Keeper of all lamps", institution="Heron School", post="Keeper", do="keep")
    response = principal.post(at("reading", reading), data)
    assert (response.status_code, response.url, RoleVersion.objects.count()) == (
        303,
        at("reading", reading) + "#draft",
        0,
    )
    page = words(principal.get(at("reading", reading)))
    assert [f'value="{one}"' in page for one in ("Keeper of all lamps", "Heron School", "Keeper")] == [True] * 3
    principal.post(at("reading", reading), data | {"do": "take"})
    version = RoleVersion.objects.get()
    assert (version.title, version.frame["institution"], version.role.name) == (
        "Keeper of all lamps", "Heron School", "Keeper",
    )  # fmt: skip


def test_it_becomes_the_next_text_of_a_post_that_is_there(cast, principal):
    school = cast.home.school
    factories.make_role(school=school, code="lights", name="Lights")
    factories.make_role(school=cast.stranger.school, code="theirs", name=STRANGER)
    reading = read_one(principal, school)
    assert STRANGER not in words(principal.get(at("reading", reading)))
    assert principal.post(at("reading", reading), frame(role="theirs")).status_code == 422
    response = principal.post(at("reading", reading), frame(role="lights", post=""))
    assert response.url == url("posts", school, "lights", 1)
    item = Item.objects.get(number="1.1.")
    assert (item.binds.role.code, RoleVersion.objects.get().role.name) == ("lights", "Lights")
    assert sorted(Role.objects.for_school(school).values_list("code", flat=True)) == ["class_teacher", "lights"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"post": ""}, "Choose a post or name a new one."),
        ({"role": "lamp_keeper"}, "This role already has a draft in this language."),
    ],
)
def test_what_cannot_become_a_draft_is_said_and_nothing_is_saved(cast, principal, changes, sentence):
    school = cast.home.school
    factories.load_small_document(
        school=school, role_code="lamp_keeper", posts={"lamp_keeper": "x"}, items=[], language="en"
    )
    reading = read_one(principal, school)
    before = (RoleVersion.objects.count(), Role.objects.count())
    response = principal.post(at("reading", reading), frame(**changes))
    assert (response.status_code, sentence in words(response)) == (422, True)
    assert (RoleVersion.objects.count(), Role.objects.count()) == before
    assert Reading.objects.get().version is None


def test_sent_twice_it_makes_one_draft(cast, principal):
    reading = read_one(principal, cast.home.school)
    answers = {principal.post(at("reading", reading), frame()).url for _time in range(3)}
    assert (answers, RoleVersion.objects.count()) == ({url("posts", cast.home.school, "lamp_keeper", 1)}, 1)
    other = principal.post(at("reading", reading), frame(form_key="s" * 32))
    assert (other.url, RoleVersion.objects.count()) == (url("version-detail", cast.home.school, "lamp_keeper", 1), 1)


def test_it_can_be_thrown_away_and_a_draft_stays(cast, principal):
    school = cast.home.school
    reading = read_one(principal, school)
    principal.post(at("reading", reading), frame())
    address = at("reading-drop", reading)
    assert "Throw away what was read" in words(principal.get(address))
    principal.post(address, {})
    assert Reading.objects.count() == 1
    assert principal.post(address, {"do": "drop"}).url == url("role-new", school)
    assert (Reading.objects.count(), RoleVersion.objects.count()) == (0, 1)
    assert principal.get(address).status_code == 404
    assert verbs(school)[-1] == "reading.dropped"


def test_what_nobody_touches_for_30_days_is_thrown_away(cast, principal):
    school = cast.home.school
    taken = read_one(principal, school)
    principal.post(at("reading", taken), frame())
    for name in ("old", "young"):
        start_reading(school=school, content=name.encode(), name=name, language=None, by=BY, now=NOW)
    Reading.objects.filter(name="young").update(touched_at=NOW + timedelta(hours=1))
    assert forget_readings(now=NOW + timedelta(days=30)) == 0
    assert forget_readings(now=NOW + timedelta(days=30, minutes=1)) == 1
    assert sorted(Reading.objects.values_list("name", flat=True)) == ["", "young"]
    taken.refresh_from_db()
    assert (taken.original, taken.version.number, taken.result["title"]) == (None, 1, "Lamp keeper")


def test_a_reading_of_another_school_is_not_in_ones_own(cast, principal):
    reading = read_one(principal, cast.home.school, TEXT)
    Reading.objects.update(name=HOME)
    stranger = client_of(cast.stranger.user("principal"))
    nowhere = stranger.get("/s/x/roles/")
    for name, args in [
        ("reading", ()),
        ("reading-drop", ()),
        ("reading-rule", ("0-i0", 0)),
        ("reading-rule-new", ("0-i0",)),
    ]:
        response = stranger.get(url(name, cast.stranger.school, reading.public_id, *args))
        assert (response.status_code, response.content) == (404, nowhere.content)
    response = stranger.post(url("reading-drop", cast.stranger.school, reading.public_id), {"do": "drop"})
    assert (response.status_code, Reading.objects.count()) == (404, 1)
    assert HOME not in words(stranger.get(url("role-new", cast.stranger.school)))
    for level in ("staff", "it", "secretary", "handler", "data_protection"):
        client = client_of(cast.home.user(level))
        assert client.get(at("reading", reading)).status_code == 403
        assert client.post(url("role-read", cast.home.school), {"text": "x", "form_key": KEY}).status_code == 403


def test_services_refuse_what_is_over_and_the_post_of_another_school(cast, principal):
    school = cast.home.school
    reading = read_one(principal, school)
    theirs = factories.make_role(school=cast.stranger.school, code="theirs", name=STRANGER)
    with pytest.raises(RoleError, match="another school"):
        take_reading(reading=reading, role=theirs, name="", by=BY, now=NOW)
    take_reading(reading=reading, role=None, name="Keeper", by=BY, now=NOW)
    for act in (refuse_rule, restore_rule):
        with pytest.raises(RoleError, match="become a draft"):
            act(reading=reading, place="0-i0", number=0, by=BY, now=NOW)
    with pytest.raises(RoleError, match="become a draft"):
        take_reading(reading=reading, role=None, name="Keeper", by=BY, now=NOW)
    assert (Reading.objects.get().corrections, RoleVersion.objects.count()) == ({}, 1)


def test_marks_never_overlap_and_the_clause_stays_whole():
    result = answer()
    clause = result["sections"][0]["items"][0]
    clause["text"] = "By May, by May or by June."
    start = 100
    clause["rules"] = [
        {"kind": "continuous", "binding": "standing", "words": "by May", "start": start + 8, "end": start + 14},
        {"kind": "continuous", "binding": "standing", "words": "May or", "start": start + 11, "end": start + 17},
        {"kind": "continuous", "binding": "standing", "words": "May", "start": start + 3, "end": start + 6},
        {"kind": "continuous", "binding": "standing", "words": "July", "start": 5, "end": 2},
        {"kind": "continuous", "binding": "standing", "words": "", "start": 0, "end": 0},
    ]
    one = next(placed(result, {"rules": {"0-i0:2": None}}, 0))
    found = pieces(clause["text"], one.proposals, start=start, joined=(0, 5))
    assert "".join(piece.text for piece in found) == clause["text"]
    assert [(piece.kind, piece.text) for piece in found if piece.kind] == [
        ("refused", "May"), ("rule", "by May"), ("joined", "June."),
    ]  # fmt: skip


# ── the form of the review ───────────────────────────────────────────────────


def long_answer():
    """Four clauses of three pages: one with a deadline, one below it, two without."""
    found = answer()
    lines = ["Keeps lamps:", "By June cleans them.", "Page two says nothing.", "Printed in two copies.", "Is kind."]
    text = "\n".join(lines)
    at = {line: text.index(line) for line in lines}
    date = {"kind": "fixed_date", "words": "By June", "binding": "duty", "month": 6, "day": 1, "start": 13, "end": 20}
    stem = {"number": "7.", "text": lines[0], "items": [{"number": "7.1.", "text": lines[1], "rules": [date]}]}
    ask = {"kind": "period_end", "period": ["month"], "offset": None, "unit": None, "binding": "duty"}
    last = {"number": "9.", "text": lines[4], "rules": [ask | {"words": "Is kind", "start": at[lines[4]], "end": 81}]}
    found["sections"][0]["items"] = [stem, {"number": "8.", "text": lines[2]}, last]
    stretch = {"text": lines[3], "start": at[lines[3]], "end": at[lines[3]] + 22, "page": 2}
    return found | {"text": text, "unplaced": [stretch, {"text": "Lost."}], "pages": [at[lines[2]], at[lines[4]]]}


def form_to(page, address):
    """The hidden fields of the form that a page sends to an address."""
    form = page.partition(f'action="{address}">')[2].partition("</form>")[0]
    assert form
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">', form))


def read_long(principal, cast):
    return read_one(principal, cast.home.school, json.dumps(long_answer()))


def test_a_clause_without_time_is_folded_and_pages_are_lines(cast, principal):
    page = words(principal.get(at("reading", read_long(principal, cast))))
    rows = [page.index(f'id="c-{place}"') for place in ("0-i0", "0-i0-i0", "0-i2", "0-i1")]
    assert (rows, page.count("<details")) == (sorted(rows), 2)
    assert page.index("Show 1 other clause") < rows[3]
    assert [page.count(f'<li class="leaf"><p class="m">page {number}</p>') for number in (1, 2, 3, 4)] == [0, 1, 1, 0]
    assert "Whole text, 4 clauses" in page
    assert "The text prints no number of days" in page


def test_the_three_ways_to_look_show_what_they_name(cast, principal):
    address = at("reading", read_long(principal, cast))
    seen = {}
    for show in ("", "?show=waiting", "?show=unplaced"):
        page = words(principal.get(address + show))
        seen[show] = [f'id="{part}"' in page for part in ("c-0-i0", "c-0-i0-i0", "c-0-i1", "u-0")]
        assert page.count('aria-current="page">Waiting, 2</a>') == (show == "?show=waiting")
        assert page.count('aria-current="page">Unplaced, 2</a>') == (show == "?show=unplaced")
    assert seen == {
        "": [True] * 4, "?show=waiting": [False, True, False, False], "?show=unplaced": [False, False, False, True],
    }  # fmt: skip


def test_a_deadline_is_accepted_and_that_can_be_taken_back(cast, principal):
    reading = read_one(principal, cast.home.school)
    assert "<strong>0</strong> accepted · <strong>2</strong> waiting" in words(principal.get(at("reading", reading)))
    response = principal.post(at("reading-rule-accept", reading, "0-i0", 0))
    assert (response.status_code, response.url) == (303, at("reading", reading) + "?at=0-i0-r0#c-0-i0")
    page = words(principal.get(at("reading", reading)))
    assert "<strong>0</strong> accepted" not in page
    assert "<strong>1</strong> accepted · <strong>1</strong> waiting" in page
    assert ("Proposed duty, accepted by you" in page, "<strong>1.1.</strong>accepted" in page) == (True, True)
    principal.post(at("reading-rule-restore", reading, "0-i0", 0))
    assert Reading.objects.get().corrections["rules"] == {}
    assert verbs(cast.home.school)[-2:] == ["reading.rule_accepted", "reading.rule_restored"]
    assert principal.post(at("reading-rule-accept", reading, "0-i0", 1)).status_code == 404
    with pytest.raises(RoleError, match="no such deadline"):
        accept_rule(reading=reading, place="0-i0", number=1, by=BY, now=NOW)


def test_how_many_days_is_answered_where_it_is_asked(cast, principal):
    reading = read_long(principal, cast)
    asked = form_to(words(principal.get(at("reading", reading))), at("reading-rule", reading, "0-i2", 0))
    assert asked == {"do": "save", "period": "month", "where": "after_end", "words": "Is kind", "binding": "duty"}
    sent = {**asked, "offset": "5", "unit": "working_day"}
    assert principal.post(at("reading-rule", reading, "0-i2", 0), sent).status_code == 303
    assert Reading.objects.get().corrections["rules"]["0-i2:0"] == {
        "kind": "period_end", "words": "Is kind", "binding": "duty", "period": ["month"], "offset": 5,
        "unit": "working_day",
    }  # fmt: skip
    page = words(principal.get(at("reading", reading)))
    assert ("Proposed duty, changed by you" in page, "The text prints no number of days" in page) == (True, False)


def test_a_stretch_is_joined_to_the_clause_it_follows_and_goes_into_the_draft(cast, principal):
    reading = read_long(principal, cast)
    page = words(principal.get(at("reading", reading)))
    assert (page.count("Join to clause 8"), page.count("Join to clause 9"), page.count("Join to clause")) == (1, 1, 2)
    response = principal.post(at("reading-unplaced", reading, 0), {"join": "0-i1"})
    assert (response.status_code, response.url) == (303, at("reading", reading) + "#c-0-i1")
    page = words(principal.get(at("reading", reading)))
    assert '<mark class="mark-in"> Printed in two copies.</mark>' in page
    assert "Unplaced, 1" in page
    reading.refresh_from_db()
    texts = [clause["text"] for clause in corrected(reading.result, reading.corrections)["sections"][0]["items"]]
    assert texts == ["Keeps lamps:", "Page two says nothing. Printed in two copies.", "Is kind."]
    assert reading.result["sections"][0]["items"][1]["text"] == "Page two says nothing."
    principal.post(at("reading-unplaced", reading, 1), {"leave": "1"})
    assert "<del>Lost.</del>" in words(principal.get(at("reading", reading)))
    principal.post(at("reading", reading), frame())
    assert Item.objects.get(number="8.").text == "Page two says nothing. Printed in two copies."
    assert not Item.objects.filter(text__contains="Lost.").exists()
    assert verbs(cast.home.school)[2:4] == ["reading.unplaced_joined", "reading.unplaced_left"]


def test_what_was_said_of_a_stretch_is_taken_back_unless_a_deadline_hangs_on_it(cast, principal):
    reading = read_long(principal, cast)
    principal.post(at("reading-unplaced", reading, 0), {"join": "0-i1"})
    rule = {"kind": "continuous", "words": "two copies", "binding": "standing"}
    add_rule(reading=reading, place="0-i1", rule=rule, by=BY, now=NOW)
    for sent in ({"restore": "1"}, {"leave": "1"}, {"join": "0-i2"}):
        page = words(principal.post(at("reading-unplaced", reading, 0), sent, follow=True))
        assert "A deadline hangs on these words. Say first that it is no duty." in page
        assert Reading.objects.get().corrections["unplaced"] == {"0": "0-i1"}
    refuse_rule(reading=reading, place="0-i1", number=0, by=BY, now=NOW)
    principal.post(at("reading-unplaced", reading, 0), {"restore": "1"})
    assert (Reading.objects.get().corrections["unplaced"], verbs(cast.home.school)[-1]) == (
        {},
        "reading.unplaced_restored",
    )


def test_a_stretch_or_clause_that_is_not_there_is_refused(cast, principal):
    reading = read_long(principal, cast)
    assert principal.post(at("reading-unplaced", reading, 2), {"leave": "1"}).status_code == 404
    assert principal.post(at("reading-unplaced", reading, 0), {"join": "0-i9"}).status_code == 404
    assert principal.get(at("reading-unplaced", reading, 0)).url == at("reading", reading)
    said = {"reading": reading, "by": BY, "now": NOW}
    for act in (
        lambda: settle_unplaced(**said, number=2, place=""),
        lambda: settle_unplaced(**said, number=0, place="0-i9"),
        lambda: restore_unplaced(**said, number=-1),
    ):
        with pytest.raises(RoleError, match="There is no such"):
            act()
    assert Reading.objects.get().corrections == {}


def test_a_new_post_is_proposed_by_the_name_that_stands_alone(cast, principal):
    posts = {"librarian": "Librarian’s", **answer()["posts"]}
    reading = read_one(principal, cast.home.school, json.dumps(answer(posts=posts)))
    form = principal.get(url("reading", cast.home.school, reading.public_id)).context["form"]
    assert (form["post"].value(), form["role"].value()) == ("Librarian", "")
