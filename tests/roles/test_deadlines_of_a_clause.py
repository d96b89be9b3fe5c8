"""Adding a deadline to a clause, and what becomes of one whose words go."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from roles.models import DeadlineRule, Item, Outcome
from roles.rule_kinds import NEW_RULES
from roles.rule_phrases import likely_words, phrases
from roles.rule_words import rule_words
from roles.services import ClauseDraft, LostWords, LostWordsError, RoleError, new_draft, save_section
from schools.calendar_drafts import YearDraft
from schools.models import AuditEvent
from schools.school_calendars import TermDates
from schools.services import save_school_year
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW, make_item
from tests.roles.pages import client_of, words
from tests.roles.test_views import fields

pytestmark = pytest.mark.django_db

TEXT = (
    "Compares the lists by 10 September, tells the office within 5 working days after each month; at least twice a "
    "year, when a pupil leaves, and always."
)


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def draft(cast):
    rule = {"kind": "fixed_date", "words": "by 10 September", "binding": "duty", "month": 9, "day": 10}
    return factories.load_small_document(
        school=cast.home.school,
        items=[
            make_item(TEXT, number="1.", rules=[rule], outcomes=[make_item("The lists agree by 10 September.")]),
            make_item("Counts the cables.", number="2."),
        ],
    )


@pytest.fixture
def principal(cast):
    return client_of(cast.home.user("principal"))


def enter_year(school):
    draft = YearDraft(
        "2026", date(2026, 9, 1), date(2027, 8, 31), date(2026, 9, 1), date(2027, 6, 16),
        (TermDates("trimester", 1, date(2026, 9, 1), date(2026, 11, 27)),),
    )  # fmt: skip
    save_school_year(school=school, draft=draft, by=BY, now=NOW)


def address(draft, clause, kind=""):
    school = draft.role.school.slug
    url = reverse("roles:rule-new", args=[school, draft.role.code, draft.number, 1, clause])
    return f"{url}?kind={kind}" if kind else url


def edit(draft):
    return reverse("roles:section-edit", args=[draft.role.school.slug, draft.role.code, draft.number, 1])


# kind -> what is filled in, the rule without its words, the dates shown
SENT = {
    "date": (
        {"day": "15", "month": "9", "typed": "by 10 September"},
        {"kind": "fixed_date", "binding": "duty", "month": 9, "day": 15, "basis": "school_year"},
        "Next: 15 September 2026, 15 September 2027, 15 September 2028",
    ),
    "period": (
        {
            "period": "month", "where": "after_end", "offset": "5", "unit": "working_day",
            "typed": "within 5 working days after each month",
        },
        {"kind": "period_end", "binding": "duty", "period": ["month"], "offset": 5, "unit": "working_day"},
        "Next: 7 October 2026, 9 November 2026, 7 December 2026",
    ),
    "before the end": (
        {"period": "trimester", "where": "before_end", "offset": "3", "unit": "working_day", "typed": "always"},
        {
            "kind": "period_end", "binding": "duty", "period": ["trimester"], "offset": 3, "unit": "working_day",
            "when": "before",
        },
        "Next: 24 November 2026",
    ),
    "after the start": (
        {"period": "school_year", "where": "after_start", "offset": "2", "unit": "week", "typed": "always"},
        {
            "kind": "period_end", "binding": "duty", "period": ["school_year"], "offset": 2, "unit": "week",
            "edge": "start",
        },
        "Next: 15 September 2026, 15 September 2027",
    ),
    "a month": (
        {"period": "month-8", "where": "after_end", "offset": "0", "unit": "working_day", "typed": "always"},
        {
            "kind": "period_end", "binding": "duty", "period": ["calendar_month"], "months": [8], "offset": 0,
            "unit": "working_day",
        },
        "Next: 31 August 2027, 31 August 2028",
    ),
    "daily": (
        {"per": "day", "time": "10:00", "typed": "always"},
        {"kind": "times_per_period", "binding": "duty", "min": 1, "max": None, "per": "day", "time": "10:00"},
        "Next: 1 September 2026, 2 September 2026, 3 September 2026",
    ),
    "weekdays": (
        {"per": "week", "weekdays": ["5", "1"], "typed": "always"},
        {
            "kind": "times_per_period", "binding": "duty", "min": 2, "max": 2, "per": "week", "weekdays": [1, 5],
        },
        "Next: 4 September 2026, 7 September 2026, 11 September 2026",
    ),
    "order": (
        {"ordered_by": "head_of_school", "typed": "always"},
        {
            "kind": "event", "binding": "duty", "event": "order", "when": "as_ordered", "ordered_by": "head_of_school",
        },
        "It has no date before it happens",
    ),
    "times": (
        {"min": "2", "per": "school_year", "typed": "at least twice a year"},
        {"kind": "times_per_period", "binding": "duty", "min": 2, "max": None, "per": "school_year"},
        "Next: 16 June 2027",
    ),
    "event": (
        {
            "event": "pupil_leaves", "when": "after", "offset": "2", "unit": "working_day",
            "typed": "when a pupil leaves",
        },
        {
            "kind": "event", "binding": "duty", "event": "pupil_leaves", "when": "after", "offset": 2,
            "unit": "working_day",
        },
        "It has no date before it happens",
    ),
    "always": (
        {"binding": "standing", "typed": "always"},
        {"kind": "continuous", "binding": "standing"},
        "It has no date and is never late.",
    ),
}  # fmt: skip


KINDS = {"before the end": "period", "after the start": "period", "a month": "period"}


@pytest.mark.parametrize("name", SENT)
def test_each_kind_is_shown_in_words_with_its_dates_and_then_saved_once(cast, draft, principal, name):
    enter_year(cast.home.school)
    item = Item.objects.get(number="1.")
    before = DeadlineRule.objects.get()
    (sent, expected, dates), kind = SENT[name], KINDS.get(name, name)
    data = {"binding": "duty", "form_key": "a-key", **sent}
    shown = principal.post(address(draft, item.clause, kind), {**data, "do": "preview"})
    rule = {**expected, "words": sent["typed"]}
    page = words(shown)
    assert shown.status_code == 200
    assert rule_words(rule)[1:] in page
    assert dates in page
    assert list(DeadlineRule.objects.all()) == [before]
    for _sending in range(2):
        saved = principal.post(address(draft, item.clause, kind), {**data, "do": "save"})
        assert (saved.status_code, saved.url) == (303, f"{edit(draft)}#c-{item.clause}")
    added = DeadlineRule.objects.exclude(pk=before.pk).get()
    assert (added.rule, added.item, added.position, added.kind, added.binding) == (
        rule, item, 1, expected["kind"], expected["binding"],
    )  # fmt: skip
    assert added.rule_key != before.rule_key
    event = AuditEvent.objects.get(verb="role_version.section_saved")
    assert (event.data["clauses"], event.data["rules_added"]) == ([str(item.clause)], 1)


def test_a_result_has_deadlines_of_its_own(cast, draft, principal):
    outcome = Outcome.objects.get()
    data = {"day": "10", "month": "9", "words": "The lists agree by 10 September", "binding": "right", "do": "save"}
    assert principal.post(address(draft, outcome.clause, "date"), data).status_code == 303
    assert DeadlineRule.objects.get(outcome=outcome).binding == "right"


GOOD = {"binding": "duty", "typed": "always", "do": "save"}
BAD = {
    "31 February": ("date", {**GOOD, "day": "31", "month": "2"}, "Day: There is no day 31 in month 2."),
    "no month": ("date", {**GOOD, "day": "3"}, "Month: This field is required."),
    "day 32": ("date", {**GOOD, "day": "32", "month": "3"}, "Day: Ensure this value is less than or equal to 31."),
    "other words": (
        "date", {**GOOD, "day": "1", "month": "3", "typed": "by 11 September"}, "These words do not stand in the text.",
    ),
    "other case": (
        "date", {**GOOD, "day": "1", "month": "3", "typed": "Always"}, "These words do not stand in the text.",
    ),
    "no words": ("date", {**GOOD, "day": "1", "month": "3", "typed": ""}, "Choose or write the words."),
    "words of another clause": (
        "date", {**GOOD, "day": "1", "month": "3", "typed": "", "words": "Counts the cables"}, "Select a valid choice.",
    ),
    "no number": (
        "period", {**GOOD, "period": "month", "where": "after_end", "unit": "working_day"}, "This field is required.",
    ),
    "no edge": ("period", {**GOOD, "period": "month", "offset": "1", "unit": "working_day"}, "This field is required."),
    "no day of the week": ("weekdays", {**GOOD, "per": "week"}, "This field is required."),
    "no such day of the week": ("weekdays", {**GOOD, "per": "week", "weekdays": "8"}, "Select a valid choice."),
    "no such hour": ("daily", {**GOOD, "per": "day", "time": "25:00"}, "Enter a valid time."),
    "no such period": (
        "period", {**GOOD, "period": "calendar_month", "offset": "1", "unit": "working_day"}, "Select a valid choice.",
    ),
    "a duty without a count": (
        "times", {**GOOD, "max": "2", "per": "year"}, "A duty says how often at least.",
    ),
    "a cap that says at least": (
        "times", {**GOOD, "binding": "cap", "min": "1", "max": "2", "per": "year"}, "only how often at most.",
    ),
    "more than at most": (
        "times", {**GOOD, "min": "3", "max": "2", "per": "year"}, "At least 3 times cannot go with at most 2 times.",
    ),
    "too many days": (
        "period", {**GOOD, "period": "month", "where": "before_end", "offset": "367", "unit": "working_day"},
        "less than or equal to 366.",
    ),
    "too many times": ("times", {**GOOD, "min": "367", "per": "year"}, "less than or equal to 366."),
    "too many hours": (
        "event", {**GOOD, "when": "after", "event": "order", "offset": "8785", "unit": "hour"}, "equal to 8784.",
    ),
    "too many working days": (
        "event", {**GOOD, "when": "after", "event": "order", "offset": "8784", "unit": "working_day"},
        "“8784” is not possible here.",
    ),
    "nothing happens": ("event", {**GOOD, "when": "at"}, "Say what happens."),
    "after how long": ("event", {**GOOD, "when": "after", "event": "order"}, "Say how many."),
    "at once in two days": (
        "event", {**GOOD, "when": "at_once", "event": "order", "offset": "2"}, "A number goes only with",
    ),
    "always a duty": ("always", GOOD, "Select a valid choice."),
    "no kind": ("", GOOD, "Choose what the text says."),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_is_said_plainly_and_kept_in_the_form(draft, principal, name):
    kind, data, sentence = BAD[name]
    answer = principal.post(address(draft, Item.objects.get(number="1.").clause, kind), data)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    if data.get("typed") and kind:
        assert f'value="{data["typed"]}"' in words(answer)
    assert DeadlineRule.objects.count() == 1


def test_something_else_happens_in_ones_own_words(draft, principal):
    data = {**GOOD, "when": "asap", "other": "the boiler stops", "binding": "trigger"}
    assert principal.post(address(draft, Item.objects.get(number="1.").clause, "event"), data).status_code == 303
    rule = DeadlineRule.objects.get(kind="event").rule
    assert rule == {
        "kind": "event", "words": "always", "binding": "trigger", "event": "the_boiler_stops", "when": "at",
        "urgency": "asap",
    }  # fmt: skip
    assert rule_words(rule) == "as soon as possible, when it happens: the boiler stops"


def test_what_happens_is_one_of_two_and_so_are_the_words(draft, principal):
    page = words(principal.get(address(draft, Item.objects.get(number="1.").clause, "event")))
    labels = [part.partition("</label>")[0] for part in page.split("<label for=")[1:]]
    either = [label.partition(">")[2].partition(" <")[0] for label in labels if "(one of the two)" in label]
    assert either == ["What happens?", "In my words", "Or write them, letter for letter"]


def test_the_page_offers_the_kinds_and_the_phrases_of_the_text(draft, principal):
    item = Item.objects.get(number="1.")
    page = words(principal.get(address(draft, item.clause)))
    for kind, (title, _example, _form) in NEW_RULES.items():
        assert f'<a href="?kind={kind}">{title}</a>' in page
    assert f'name="go" value="add:{item.clause}"' in words(principal.get(edit(draft)))
    page = words(principal.get(address(draft, item.clause, "date")))
    assert 'value="tells the office within 5 working days after each month"' in page
    assert "Save the deadline" not in page


def test_phrases_are_cut_where_the_text_breathes_and_not_in_dates():
    assert phrases("Koostab tööplaani, lepib selle kokku hiljemalt 15. septembriks; hoiab korda. Alati.") == [
        "lepib selle kokku hiljemalt 15. septembriks", "Koostab tööplaani", "hoiab korda",
    ]  # fmt: skip
    assert phrases("Always") == []
    text = ", ".join(f"number {n} of all" for n in range(20))
    assert (len(phrases(text)), all(phrase in text for phrase in phrases(text))) == (8, True)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Renews the whole list by 10 September each school year, and tells all.", [
            "by 10 September", "by 10 September each school year",
        ]),
        ("Koostab koos teistega hiljemalt 15. septembriks uue tööplaani.", [
            "hiljemalt 15. septembriks", "hiljemalt 15. septembriks uue tööplaani",
        ]),
        ("Tarkastaa kaikki laitteet viimeistään 3 päivän kuluessa.", [
            "viimeistään 3 päivän", "viimeistään 3 päivän kuluessa",
        ]),
        ("Raktus suskaičiuoja kasdien prieš pamokas.", ["kasdien prieš", "kasdien prieš pamokas"]),
        ("Keeps the keys in order.", []),
    ],
)  # fmt: skip
def test_the_likely_words_stand_before_the_phrases(text, likely):
    assert (likely_words(text), all(words in text for words in likely)) == (likely, True)


def test_no_deadline_for_an_approved_text_nor_for_a_clause_that_is_not_there(draft, principal):
    item = Item.objects.get(number="1.")
    assert principal.get(address(draft, uuid4(), "date")).status_code == 404
    factories.approve(version=draft)
    data = {**GOOD, "day": "1", "month": "3"}
    assert principal.post(address(draft, item.clause, "date"), data).status_code == 404
    assert DeadlineRule.objects.count() == 1


def test_the_service_refuses_words_that_are_not_in_the_text(draft):
    item, section = Item.objects.get(number="2."), draft.sections.get()
    rule = {"kind": "continuous", "words": "always", "binding": "standing"}
    with pytest.raises(RoleError) as caught:
        save_section(
            section=section, revision=0, clauses=[ClauseDraft(item.clause, item.text, added=[rule])], by=BY, now=NOW
        )
    assert (caught.value.code, caught.value.data["problem"].code) == ("bad_rule", "words_not_in_text")
    assert DeadlineRule.objects.count() == 1


def test_an_added_deadline_lives_on_in_the_next_version(draft):
    item, section = Item.objects.get(number="2."), draft.sections.get()
    rule = {"kind": "fixed_date", "words": "by 1 May", "binding": "duty", "month": 5, "day": 1}
    sent = ClauseDraft(item.clause, "Counts the cables by 1 May.", added=[rule])
    save_section(section=section, revision=0, clauses=[sent], by=BY, now=NOW)
    factories.approve(version=draft)
    copy = new_draft(role=draft.role, by=BY, now=NOW)
    keys = [
        DeadlineRule.objects.get(item__section__version=version, item__number="2.").rule_key
        for version in (draft, copy)
    ]
    assert keys[0] == keys[1]


# ── words that go ────────────────────────────────────────────────────────────

ANEW = "Compares the lists by 15 September, and always."


def sent_without_words(draft, **more):
    item = Item.objects.get(number="1.")
    return item, fields(draft, **{f"text-{item.clause}": ANEW, **more})


def test_a_text_without_its_deadlines_words_is_not_saved_and_both_texts_are_shown(draft, principal):
    item, data = sent_without_words(draft)
    other = Item.objects.get(number="2.")
    data[f"text-{other.clause}"] = "Counts all the cables."
    for headers in ({}, {"HX-Request": "true", "X-Autosave": "1"}):
        answer = principal.post(edit(draft), data, headers=headers)
        page = words(answer)
        assert answer.status_code == 422
        for expected in (
            TEXT, ANEW, "Counts all the cables.", "by 10 September”, which your text has no more", "Not saved yet",
            'name="etag" value="0"', "The words of a deadline have gone from 1 text.", f'href="#w-{item.clause}"',
        ):  # fmt: skip
            assert expected in page
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.text, other.text, DeadlineRule.objects.count()) == (TEXT, "Counts the cables.", 1)
    assert not AuditEvent.objects.filter(verb="role_version.section_saved").exists()


def test_leaving_leads_to_the_deadline(draft, principal):
    item, data = sent_without_words(draft)
    rule = DeadlineRule.objects.get()
    answer = principal.post(edit(draft), {**data, f"lose-{item.clause}": "leave"})
    here = [draft.role.school.slug, draft.role.code, 1, 1, rule.rule_key]
    assert (answer.status_code, answer.url) == (303, reverse("roles:rule-edit", args=here))
    item.refresh_from_db()
    assert item.text == ANEW
    changed = {"typed": "by 15 September", "month": "9", "day": "15", "binding": "duty", "do": "save"}
    assert principal.post(answer.url, changed).status_code == 303
    after = DeadlineRule.objects.get()
    assert (after.rule_key, after.rule["words"], after.rule["day"]) == (rule.rule_key, "by 15 September", 15)


def test_dropping_takes_the_text_without_the_deadline(draft, principal):
    item, data = sent_without_words(draft)
    assert principal.post(edit(draft), {**data, f"lose-{item.clause}": "drop"}).status_code == 303
    item.refresh_from_db()
    assert (item.text, DeadlineRule.objects.count()) == (ANEW, 0)


def test_keeping_saves_the_others(draft, principal):
    item, data = sent_without_words(draft)
    other = Item.objects.get(number="2.")
    data |= {f"text-{other.clause}": "Counts all the cables.", f"lose-{item.clause}": "keep"}
    assert principal.post(edit(draft), data).status_code == 303
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.text, other.text, DeadlineRule.objects.count()) == (TEXT, "Counts all the cables.", 1)


def test_an_answer_is_kept_while_another_is_asked(cast, draft, principal):
    rule = {"kind": "continuous", "words": "cables", "binding": "standing"}
    second = Item.objects.get(number="2.")
    save_section(
        section=draft.sections.get(), revision=0, by=BY, now=NOW,
        clauses=[ClauseDraft(second.clause, second.text, added=[rule])],
    )  # fmt: skip
    item, data = sent_without_words(draft, **{f"text-{second.clause}": "Counts what there is."})
    answer = principal.post(edit(draft), {**data, f"lose-{item.clause}": "drop"})
    page = words(answer)
    assert answer.status_code == 422
    assert f'<input type="hidden" name="lose-{item.clause}" value="drop">' in page
    assert (f'name="lose-{second.clause}" value="leave"' in page, ANEW in page) == (True, True)
    assert DeadlineRule.objects.count() == 2


def test_the_service_asks_unless_it_is_told(draft):
    item, section = Item.objects.get(number="1."), draft.sections.get()
    with pytest.raises(LostWordsError) as caught:
        save_section(section=section, revision=0, clauses=[ClauseDraft(item.clause, ANEW)], by=BY, now=NOW)
    key = str(item.clause)
    assert (caught.value.mine, caught.value.theirs, caught.value.words) == (
        {key: ANEW}, {key: TEXT}, {key: ("by 10 September",)},
    )  # fmt: skip
    sent = ClauseDraft(item.clause, ANEW, lost_words=LostWords.LEAVE)
    save_section(section=section, revision=0, clauses=[sent], by=BY, now=NOW)
    # What is adrift already is not asked about again: the editor says it beside the clause.
    again = ClauseDraft(item.clause, ANEW + " Really.")
    assert save_section(section=section, revision=1, clauses=[again], by=BY, now=NOW).revision == 2


def test_of_a_clause_that_is_deleted_only_the_deleting_is_asked_about(draft, principal):
    item, data = sent_without_words(draft)
    asked = principal.post(edit(draft), {**data, "remove": str(item.clause)})
    assert (asked.status_code, asked.url) == (303, f"{edit(draft).removesuffix('edit/')}clauses/{item.clause}/remove/")
    assert principal.post(asked.url).status_code == 303
    assert (Item.objects.count(), DeadlineRule.objects.count()) == (1, 0)


@pytest.mark.parametrize("button", [{"add": "item"}, {"go": "whole"}, {"next": "1"}, {"remove": "other"}])
def test_other_buttons_say_which_clause_is_to_be_answered_first_and_keep_everything(draft, principal, button):
    item, data = sent_without_words(draft)
    other = Item.objects.get(number="2.")
    data |= {f"text-{other.clause}": "Counts all the cables."}
    data |= {name: str(other.clause) if value == "other" else value for name, value in button.items()}
    answer = principal.post(edit(draft), data)
    page = words(answer)
    assert answer.status_code == 422
    sentence = "Clause 1: say first what becomes of its deadline, then press the button again."
    assert f'<a href="#w-{item.clause}">{sentence} What you typed is kept below.</a>' in page
    assert (f"{ANEW}</textarea>" in page, "Counts all the cables.</textarea>" in page) == (True, True)
    assert (Item.objects.count(), principal.post(edit(draft), {**data, f"lose-{item.clause}": "drop"}).status_code) == (
        2, 303,
    )  # fmt: skip


def test_the_clause_whose_words_have_gone_can_be_deleted_from_the_page_that_asks(draft, principal):
    item, data = sent_without_words(draft)
    assert principal.post(edit(draft), data).status_code == 422
    asked = principal.post(edit(draft), {**data, "remove": str(item.clause)})
    assert principal.post(asked.url).status_code == 303
    assert [left.number for left in Item.objects.all()] == ["2."]


def test_whoever_was_overtaken_is_told_the_same(draft, principal):
    item, data = sent_without_words(draft)
    sent = [ClauseDraft(item.clause, f"{TEXT} Really.")]
    save_section(section=draft.sections.get(), revision=0, clauses=sent, by=BY, now=NOW)
    answer = principal.post(edit(draft), {**data, "add": "item"})
    sentence = "Clause 1: choose first which text stays, then press the button again. What you typed is kept below."
    assert (answer.status_code, f'<a href="#x-{item.clause}">{sentence}</a>' in words(answer)) == (409, True)
    assert (Item.objects.count(), "press the button" in words(principal.post(edit(draft), data))) == (2, False)
