"""The review of a text that was read: another kind, an event without a name, the next deadline, a stretch's place."""

import json

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents import limits
from roles.file_reading import FILE_READER
from roles.models import DeadlineRule, Item, Reading
from roles.reading_review import bare, clauses, corrected, joined
from roles.rule_kinds import NEW_RULES, kind_of
from roles.services import RoleError, accept_rule, add_rule, refuse_rule, restore_unplaced, settle_unplaced
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW
from tests.roles.file_reader import answer
from tests.roles.pages import client_of, words
from tests.roles.test_readings import at, form_to, frame, give, long_answer, read_long, read_one, run
from tests.schools.rule_rows import ROWS, after_end, by, event, order, times

pytestmark = pytest.mark.django_db


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


def said(number=0, place="0-i0"):
    return Reading.objects.get().corrections["rules"][f"{place}:{number}"]


# ── another kind ─────────────────────────────────────────────────────────────


def test_a_proposal_becomes_any_other_kind_and_keeps_the_words_found(cast, principal):
    reading = read_one(principal, cast.home.school)
    address = at("reading-rule", reading, "0-i0", 0)
    page = words(principal.get(address))
    assert ('value="15"' in page, f'href="{address}?kind="' in page) == (True, True)
    kinds = words(principal.get(f"{address}?kind="))
    assert [f'<a href="?kind={kind}">' in kinds for kind in NEW_RULES] == [True] * len(NEW_RULES)
    assert kinds.count("as it is now") == 1
    for kind in NEW_RULES:
        shown = words(principal.get(f"{address}?kind={kind}"))
        assert 'value="by 15 September"' in shown
        checked = shown.partition('value="by 15 September"')[2].partition(">")[0]
        assert " checked" in checked
    assert "rules" not in Reading.objects.get().corrections
    sent = {"words": "by 15 September", "binding": "duty", "per": "week", "weekdays": "5", "do": "save"}
    response = principal.post(f"{address}?kind=weekdays", sent)
    assert (response.status_code, response.url) == (303, at("reading", reading) + "?at=0-i0-r0#c-0-i0")
    assert said() == {
        "kind": "times_per_period", "words": "by 15 September", "binding": "duty", "min": 1, "max": 1, "per": "week",
        "weekdays": [5],
    }  # fmt: skip
    page = words(principal.get(at("reading", reading)))
    assert ("Once a week, on Friday" in page, '<time datetime="2026-09-04">' in page) == (True, True)
    assert principal.post(address, {"drop": "1"}).status_code == 303
    assert said() is None


def test_the_dates_of_another_kind_are_shown_before_it_is_saved(cast, principal):
    reading = read_one(principal, cast.home.school)
    address = at("reading-rule", reading, "0-i0", 0) + "?kind=date"
    sent = {"words": "by 15 September", "binding": "duty", "day": "1", "month": "10", "do": "preview"}
    assert "Next: 1 October 2026, 1 October 2027, 1 October 2028" in words(principal.post(address, sent))
    assert Reading.objects.get().corrections == {}


def test_what_is_said_beside_the_numbers_stays_and_another_kinds_numbers_go(cast, principal):
    found = answer()
    rule = found["sections"][0]["items"][0]["rules"][0]
    rule |= {"part": "the lamps", "condition": "in winter", "approx": True, "not_before": "school_year_start"}
    reading = read_one(principal, cast.home.school, json.dumps(found))
    address = at("reading-rule", reading, "0-i0", 0)
    sent = {"words": "by 15 September", "binding": "duty", "do": "save"}
    principal.post(address, {**sent, "day": "16", "month": "9"})
    assert said() == {**bare(rule), "day": 16}
    principal.post(f"{address}?kind=always", {**sent, "binding": "standing"})
    assert said() == {
        "kind": "continuous", "words": "by 15 September", "binding": "standing", "part": "the lamps",
        "condition": "in winter", "approx": True,
    }  # fmt: skip


MORE = [
    times("week", 1, 1, weekdays=[5]), times("two_weeks", 1, None, weekdays=[1]), times("school_day", 1, None),
    times("day", 1, 1, time="10:00"), {**by(9, 1), "exact_day": True}, {**by(2, 1), "day": None, "basis": "year"},
    after_end(["half_year"], 3, "working_day", when="before"), after_end(["school_year"], 2, "week", edge="start"),
    after_end(["term"], None, None, when="before", edge="start"), after_end(["month"], 1, "month", when="after"),
    event("order", when="before", offset=8, unit="hour"), event("a_bell_rings", when="before"),
    {**order("somebody else"), "event": "task"}, event("order", when="after", urgency="asap", every=True),
]  # fmt: skip


@pytest.mark.parametrize("rule", [rule for _number, rule, _dates, _late in ROWS] + MORE, ids=str)
def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(rule):
    text = f"Before: {rule['words']}; behind."
    form_class = NEW_RULES[kind_of(rule)][2]
    shown = form_class(text=text, rule=rule)
    sent = dict(shown.sent())
    form = form_class(sent, text=text, rule=rule)
    assert form.is_valid(), form.errors
    assert form.rule() == rule


# ── an event without a name ──────────────────────────────────────────────────


def unnamed(**more):
    found = answer()
    rule = {"kind": "event", "words": "by 15 September", "binding": "duty", "event": "other", "when": "after"}
    found["sections"][0]["items"][0]["rules"] = [rule | more]
    return json.dumps(found)


def test_a_duty_of_an_event_without_a_name_asks_and_cannot_be_accepted_as_it_is(cast, principal):
    reading = read_one(principal, cast.home.school, unnamed(offset=2, unit="working_day"))
    page = words(principal.get(at("reading", reading)))
    assert "The text does not say plainly what has to happen" in page
    assert f'action="{at("reading-rule-accept", reading, "0-i0", 0)}"' not in page
    assert '<option value="a pupil leaves">' in page
    answered = principal.post(at("reading-rule-accept", reading, "0-i0", 0), follow=True)
    assert "Say first what has to happen, or make it a standing duty." in words(answered)
    with pytest.raises(RoleError) as refused:
        accept_rule(reading=reading, place="0-i0", number=0, by=BY, now=NOW)
    assert (refused.value.code, Reading.objects.get().corrections) == ("unnamed_event", {})


@pytest.mark.parametrize(
    ("told", "key"), [("A pupil leaves", "pupil_leaves"), ("the boiler stops", "the_boiler_stops")]
)
def test_naming_the_event_accepts_the_duty_with_its_number(cast, principal, told, key):
    reading = read_one(principal, cast.home.school, unnamed(offset=2, unit="working_day"))
    address = at("reading-rule", reading, "0-i0", 0) + "?kind=event"
    sent = form_to(words(principal.get(at("reading", reading))), address)
    nameless = principal.post(address, {**sent, "offset": "2", "other": ""})
    assert (nameless.status_code, "Say what happens." in words(nameless)) == (422, True)
    assert principal.post(address, {**sent, "other": told}).status_code == 303
    assert said() == {
        "kind": "event", "words": "by 15 September", "binding": "duty", "event": key, "when": "after", "offset": 2,
        "unit": "working_day",
    }  # fmt: skip
    page = words(principal.get(at("reading", reading)))
    assert ("does not say plainly" in page, "<datalist" in page) == (False, False)


def test_or_it_becomes_a_standing_duty_with_one_press(cast, principal):
    reading = read_one(principal, cast.home.school, unnamed(urgency="immediate"))
    address = at("reading-rule", reading, "0-i0", 0) + "?kind=always"
    sent = form_to(words(principal.get(at("reading", reading))), address)
    assert principal.post(address, sent).status_code == 303
    assert said() == {"kind": "continuous", "words": "by 15 September", "binding": "standing"}


@pytest.mark.parametrize("rule", [{"event": "order", "when": "as_ordered"}, {"binding": "right"}])
def test_a_named_event_and_one_that_is_no_duty_do_not_ask(cast, principal, rule):
    reading = read_one(principal, cast.home.school, unnamed(**rule))
    page = words(principal.get(at("reading", reading)))
    assert ("does not say plainly" in page, "<datalist" in page) == (False, False)


# ── the next one ─────────────────────────────────────────────────────────────


def three():
    found = answer()
    items = found["sections"][0]["items"]
    items[2]["rules"] = [{"kind": "fixed_date", "words": "two courses a year", "binding": "duty", "month": 5, "day": 1}]
    return json.dumps(found)


def next_of(client, reading, at_key, show=""):
    page = words(client.get(at("reading", reading) + f"?{show}at={at_key}"))
    return page.partition('">Next waiting</a>')[0].rpartition("#")[2]


def test_next_waiting_leads_on_from_where_one_is_and_begins_again_at_the_end(cast, principal):
    reading = read_one(principal, cast.home.school, three())
    way = {key: next_of(principal, reading, key) for key in ("", "0-i0-r0", "0-i1-r0", "0-i2-r0", "0-i1", "nowhere")}
    assert way == {
        "": "0-i0-r0", "0-i0-r0": "0-i1-r0", "0-i1-r0": "0-i2-r0", "0-i2-r0": "0-i0-r0", "0-i1": "0-i1-r0",
        "nowhere": "0-i0-r0",
    }  # fmt: skip
    page = words(principal.get(at("reading", reading) + "?show=waiting&at=0-i0-r0"))
    assert f'href="{at("reading", reading)}?show=waiting&amp;at=0-i1-r0#0-i1-r0">Next waiting' in page


def test_after_an_answer_the_next_one_is_behind_it(cast, principal):
    reading = read_one(principal, cast.home.school, three())
    response = principal.post(at("reading-rule-accept", reading, "0-i1", 0))
    assert '#0-i2-r0">Next waiting' in words(principal.get(response.url))
    principal.post(at("reading-rule-accept", reading, "0-i2", 0))
    assert next_of(principal, reading, "0-i2-r0") == "0-i0-r0"
    response = principal.post(at("reading-rule-accept", reading, "0-i0", 0))
    assert "Next waiting" not in words(principal.get(response.url))


# ── the place of a stretch ───────────────────────────────────────────────────


def test_a_stretch_is_joined_to_the_clause_that_follows_it(cast, principal):
    reading = read_long(principal, cast)
    page = words(principal.get(at("reading", reading)))
    assert 'name="join" value="start:0-i2">Join to clause 9' in page
    response = principal.post(at("reading-unplaced", reading, 0), {"join": "start:0-i2"})
    assert (response.status_code, response.url) == (303, at("reading", reading) + "#c-0-i2")
    page = words(principal.get(at("reading", reading)))
    assert '<mark class="mark-in">Printed in two copies. </mark><mark id="t-0-i2-r0"' in page
    assert 'href="#c-0-i2">Joined to clause 9</a>' in page
    principal.post(at("reading", reading), frame())
    assert Item.objects.get(number="9.").text == "Printed in two copies. Is kind."
    assert DeadlineRule.objects.filter(item__number="9.").count() == 1


def test_a_stretch_becomes_a_clause_in_the_section_chosen_and_the_names_of_the_others_stay(cast, principal):
    reading = read_long(principal, cast)
    page = words(principal.get(at("reading", reading)))
    assert page.count('<option value="section:0" selected>1. Duties</option>') == 1
    assert page.count('<option value="section:0">1. Duties</option>') == 1  # the stretch of which no place is known
    response = principal.post(at("reading-unplaced", reading, 0), {"join": "section:0"})
    assert (response.status_code, response.url) == (303, at("reading", reading) + "#c-0-u0")
    reading.refresh_from_db()
    known = clauses(joined(reading.result, reading.corrections))
    assert list(known) == ["0-i0", "0-i0-i0", "0-i1", "0-u0", "0-i2"]
    page = words(principal.get(at("reading", reading)))
    assert ('id="c-0-u0"' in page, "A clause of its own" in page) == (True, True)
    sent = {"typed": "in two copies", "binding": "duty", "day": "1", "month": "5", "do": "save", "form_key": "k" * 32}
    assert principal.post(at("reading-rule-new", reading, "0-u0") + "?kind=date", sent).status_code == 303
    principal.post(at("reading-unplaced", reading, 1), {"join": "section:0"})
    principal.post(at("reading", reading), frame())
    assert list(Item.objects.order_by("position").values_list("text", flat=True))[-3:] == [
        "Printed in two copies.", "Is kind.", "Lost.",
    ]  # fmt: skip
    added = Item.objects.get(text="Printed in two copies.")
    assert (DeadlineRule.objects.get(item=added).rule["month"], added.binds.role.code) == (5, "lamp_keeper")


def test_a_clause_of_ones_own_goes_only_without_deadlines(cast, principal):
    reading = read_long(principal, cast)
    settle_unplaced(reading=reading, number=0, place="section:0", by=BY, now=NOW)
    rule = {"kind": "continuous", "words": "two copies", "binding": "standing"}
    add_rule(reading=reading, place="0-u0", rule=rule, by=BY, now=NOW)
    with pytest.raises(RoleError, match="hangs on these words"):
        restore_unplaced(reading=reading, number=0, by=BY, now=NOW)
    refuse_rule(reading=reading, place="0-u0", number=0, by=BY, now=NOW)
    restore_unplaced(reading=reading, number=0, by=BY, now=NOW)
    reading.refresh_from_db()
    assert reading.corrections["unplaced"] == {}
    assert len(corrected(reading.result, reading.corrections)["sections"][0]["items"]) == 3


@pytest.mark.parametrize("where", ["section:1", "section:x", "section:", "start:0-i9", "start:", "section:-1", "0-u0"])
def test_a_place_that_is_not_there_is_refused(cast, principal, where):
    reading = read_one(principal, cast.home.school, json.dumps(long_answer()))
    assert principal.post(at("reading-unplaced", reading, 0), {"join": where}).status_code == 404
    with pytest.raises(RoleError, match="no such clause"):
        settle_unplaced(reading=reading, number=0, place=where, by=BY, now=NOW)
    assert Reading.objects.get().corrections == {}


# ── beside Today ─────────────────────────────────────────────────────────────


def side(cast, client):
    return words(client.get(reverse("duties:today", args=[cast.home.school.slug])))


def test_a_review_that_waits_stands_beside_today_of_the_one_who_gave_the_text(cast, principal):
    school = cast.home.school
    factories.make_person(school=school, level="principal")
    other = client_of(school.people.order_by("pk").last().user)
    given = give(principal, school)
    Reading.objects.update(name="fern duties.docx")
    assert "fern duties.docx" not in side(cast, principal)  # not read yet
    with CaptureQueriesContext(connection) as before:
        side(cast, principal)
    run()
    with CaptureQueriesContext(connection) as after:
        page = side(cast, principal)
    assert len(after) - len(before) == 1  # the panel asks nothing where nothing waits
    assert page.count(f'<a class="strong" href="{at("reading", given)}">fern duties.docx</a>') == 1
    assert "waiting-reviews" not in side(cast, other)
    assert "waiting-reviews" not in side(cast, client_of(cast.home.user("staff")))
    assert "waiting-reviews" not in words(
        client_of(cast.stranger.user("principal")).get(reverse("duties:today", args=[cast.stranger.school.slug]))
    )
    principal.post(at("reading", given), frame())
    assert "waiting-reviews" not in side(cast, principal)
