"""The demo's people, calendars and history fit together, on any day on which they are loaded."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.demo.days import easter_sunday, pattern_day, relative_day, to_weekday

DEMO = Path(__file__).resolve().parents[2] / "config" / "demo"
PEOPLE = json.loads((DEMO / "people.json").read_text(encoding="utf-8"))
CALENDARS = json.loads((DEMO / "calendars.json").read_text(encoding="utf-8"))["calendars"]
HISTORY = json.loads((DEMO / "history.json").read_text(encoding="utf-8"))["schools"]
ALL_SCHOOLS = {school["slug"]: school for school in PEOPLE["schools"]}
# Those at work; the other one has only its principal.
SCHOOLS = {slug: school for slug, school in ALL_SCHOOLS.items() if school["started"]}
YEARS = range(2023, 2045)
SCHOOL_LEVELS = {"staff", "it", "secretary", "principal", "handler", "data_protection"}


def year_start(calendar):
    return int(calendar["year"]["starts"][:2])


def day_of(calendar, text, first_year):
    return pattern_day(text, first_year=first_year, first_month=year_start(calendar))


def terms_of(calendar, first_year):
    for term in calendar["terms"]:
        starts, ends = (
            day_of(calendar, term["starts"], first_year),
            day_of(calendar, term["ends"], first_year),
        )
        if not term.get("keep_weekend"):
            starts, ends = (
                to_weekday(starts, forward=True),
                to_weekday(ends, forward=False),
            )
        yield term, starts, ends


def closures_of(calendar, first_year):
    for closure in calendar["closures"]:
        starts = day_of(calendar, closure["starts"], first_year)
        ends = (
            day_of(calendar, closure["ends"], first_year)
            if "ends" in closure
            else starts + timedelta(days=closure["days"] - 1)
        )
        yield closure["name"], starts, ends


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2024, "03-31"),
        (2025, "04-20"),
        (2026, "04-05"),
        (2027, "03-28"),
        (2028, "04-16"),
        (2038, "04-25"),
    ],
)
def test_easter(year, sunday):
    assert easter_sunday(year) == date.fromisoformat(f"{year}-{sunday}")


@pytest.mark.parametrize("text", ["13-01", "02-30", "tomorrow", "mon>=9-1", "week60", "easter", "09-01 "])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        pattern_day(text, first_year=2026, first_month=9)


@pytest.mark.parametrize(
    "text",
    ["today", "today 3", "not today+3", "today+3 days", "yesterday-1", "2026-01-01"],
)
def test_what_is_no_relative_day_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        relative_day(text, today=date(2026, 11, 25))


def test_relative_days_count_calendar_days():
    assert relative_day("today-40", today=date(2026, 3, 1)) == date(2026, 1, 20)
    assert relative_day("today+3", today=date(2026, 12, 30)) == date(2027, 1, 2)


def test_weekends_move_inwards():
    saturday, sunday = date(2026, 11, 28), date(2026, 11, 29)
    assert [to_weekday(day, forward=True) for day in (saturday, sunday)] == [date(2026, 11, 30)] * 2
    assert [to_weekday(day, forward=False) for day in (saturday, sunday)] == [date(2026, 11, 27)] * 2
    assert to_weekday(date(2026, 11, 25), forward=True) == date(2026, 11, 25)


def test_patterns_give_the_published_breaks():
    """The dates that domain.md 2.1 found: Estonia 2025/26 and 2026/27, Lithuania 2025/26."""

    def breaks(name, year):
        return [(a.isoformat(), b.isoformat()) for _, a, b in closures_of(CALENDARS[name], year)][:4]

    assert breaks("EE", 2025) == [
        ("2025-10-20", "2025-10-26"),
        ("2025-12-22", "2026-01-04"),
        ("2026-02-23", "2026-03-01"),
        ("2026-04-13", "2026-04-19"),
    ]
    assert breaks("EE", 2026) == [
        ("2026-10-26", "2026-11-01"),
        ("2026-12-21", "2027-01-03"),
        ("2027-02-22", "2027-02-28"),
        ("2027-04-12", "2027-04-18"),
    ]
    assert breaks("LT", 2025) == [
        ("2025-11-03", "2025-11-09"),
        ("2025-12-24", "2026-01-04"),
        ("2026-02-16", "2026-02-22"),
        ("2026-03-30", "2026-04-05"),
    ]


def test_finnish_year_ends_on_saturday_of_week_22():
    ends = [day_of(CALENDARS["FI"], "week22+5", year) for year in (2025, 2026)]
    assert ends == [date(2026, 5, 30), date(2027, 6, 5)]


@pytest.mark.parametrize("name", CALENDARS)
@pytest.mark.parametrize("first_year", YEARS)
def test_every_year_is_in_order(name, first_year):
    calendar = CALENDARS[name]
    first, last = (day_of(calendar, calendar["year"][end], first_year) for end in ("starts", "ends"))
    teaching = [day_of(calendar, calendar["teaching"][end], first_year) for end in ("starts", "ends")]
    assert first <= teaching[0] < teaching[1] <= last
    assert (last + timedelta(days=1)) == day_of(calendar, calendar["year"]["starts"], first_year + 1)
    before = first - timedelta(days=1)
    for number, (term, starts, ends) in enumerate(terms_of(calendar, first_year), start=1):
        assert (term["number"], before < starts < ends <= last) == (number, True)
        before = ends
    before = first - timedelta(days=1)
    for name_, starts, ends in sorted(closures_of(calendar, first_year), key=lambda row: row[1]):
        if name_ != "Koulun kevätjuhla":
            assert before < starts <= ends <= last, name_
            before = ends


def test_lithuanian_term_ends_are_weekdays_in_every_year():
    days = [ends for year in YEARS for _, _, ends in terms_of(CALENDARS["LT"], year)]
    assert {day.weekday() for day in days} <= {0, 1, 2, 3, 4}
    assert len(days) == 3 * len(YEARS)


def test_two_owners_keep_three_schools_and_an_office():
    rows = [(slug, s["owner"], s["kind"], s["country"], s["language"]) for slug, s in SCHOOLS.items()]
    assert rows == [
        ("gintarupe", "kaksi-rantaa", "school", "LT", "lt"),
        ("kuutamojoki", "kaksi-rantaa", "school", "FI", "fi"),
        ("kaskoja-kool", "kaskoja-vald", "school", "EE", "et"),
        ("kaskoja-vallavalitsus", "kaskoja-vald", "office", "EE", "et"),
    ]
    assert [owner["slug"] for owner in PEOPLE["owners"]] == [
        "kaskoja-vald",
        "kaksi-rantaa",
    ]


@pytest.mark.parametrize("slug", SCHOOLS)
def test_everybody_named_in_a_school_is_there(slug):
    school = SCHOOLS[slug]
    keys = [person["key"] for person in school["people"]]
    named = {row["person"] for group in school["classes"] for row in group["class_teachers"]}
    named |= {row["person"] for group in school["teaching"] for row in group["teachers"]}
    for document in school["documents"]:
        named.add(document["approved_by"])
        named |= {holder["person"] for post in document["posts"].values() for holder in post["holders"]}
    for absence in school["absences"]:
        named |= {absence["person"]} | {row["person"] for row in absence["substitutes"]}
    assert len(keys) == len(set(keys))
    assert 12 <= len(keys) <= 25
    assert named - set(keys) == set()


@pytest.mark.parametrize("slug", SCHOOLS)
def test_every_post_of_a_document_is_mapped_once(slug):
    for row in SCHOOLS[slug]["documents"]:
        document = json.loads((DEMO / "documents" / row["file"]).read_text(encoding="utf-8"))
        assert set(row["posts"]) == set(document["posts"])
        for post in row["posts"].values():
            assert (post["filled_by"] == "assignment") == bool(post["holders"])
            assert post["filled_by"] in {
                "assignment",
                "class_teachers",
                "teachers",
                "all_staff",
            }


@pytest.mark.parametrize("slug", SCHOOLS)
def test_shares_are_percents_and_groups_are_of_classes_that_exist(slug):
    school = SCHOOLS[slug]
    classes = {group["name"] for group in school["classes"]}
    groups = [(name, group["subject"]) for group in school["teaching"] for name in group["classes"]]
    holders = [row for doc in school["documents"] for post in doc["posts"].values() for row in post["holders"]]
    assert {name for name, _ in groups} == classes
    assert len(groups) == len(set(groups))
    assert [row for row in holders if not 1 <= row.get("share", 100) <= 100] == []


def test_some_holders_are_part_time():
    rows = [
        row["share"]
        for school in SCHOOLS.values()
        for document in school["documents"]
        for post in document["posts"].values()
        for row in post["holders"]
        if "share" in row
    ]
    assert sorted(rows) == [20, 50, 75, 80, 80]


@pytest.mark.parametrize("slug", SCHOOLS)
def test_every_school_has_a_principal_it_a_secretary_a_handler_and_data_protection(
    slug,
):
    levels = {level for person in SCHOOLS[slug]["people"] for level in person["levels"]}
    assert levels == SCHOOL_LEVELS


def test_addresses_are_reserved_and_two_logins_span_two_places_of_one_owner():
    rows = [(person["email"], slug) for slug, school in SCHOOLS.items() for person in school["people"]]
    seen = {}
    for email, slug in rows:
        assert email.endswith(".example")
        assert email.isascii()
        seen.setdefault(email, []).append(slug)
    both = ["kaskoja-kool", "kaskoja-vallavalitsus"]
    assert {email: slugs for email, slugs in seen.items() if len(slugs) > 1} == {
        "tonis.metsojalg@kaskoja.example": both,
        "indrek.soosaarik@kaskoja.example": both,
    }


def test_there_is_a_login_of_every_kind():
    have = {}
    for school in ALL_SCHOOLS.values():
        for person in school["people"]:
            have.setdefault(person["email"], set()).update(person["levels"], person.get("owner_levels", []))
    for email in PEOPLE["operators"]:
        have.setdefault(email, set()).add("operator")
    assert [row for row in PEOPLE["logins"] if row["level"] not in have[row["email"]]] == []
    assert {row["level"] for row in PEOPLE["logins"]} == SCHOOL_LEVELS | {
        "coordinator",
        "officer",
        "operator",
    }


@pytest.mark.parametrize(
    "today",
    [date(2026, 11, 25), date(2027, 2, 28), date(2028, 2, 29), date(2026, 9, 1)],
)
def test_dates_of_people_are_in_order_on_any_day(today):
    def day(row, field, default):
        return relative_day(row[field], today=today) if field in row else default

    for school in SCHOOLS.values():
        assert date.min < relative_day(school["started"], today=today) < today
        spans = [*school["people"], *school["absences"]]
        spans += [row for group in school["classes"] for row in group["class_teachers"]]
        spans += [row for group in school["teaching"] for row in group["teachers"]]
        for document in school["documents"]:
            assert relative_day(document["approved"], today=today) <= relative_day(document["effective"], today=today)
            spans += [holder for post in document["posts"].values() for holder in post["holders"]]
        for span in spans:
            assert day(span, "starts", date.min) <= day(span, "ends", date.max)


@pytest.mark.parametrize("slug", SCHOOLS)
def test_history_speaks_of_clauses_slots_and_people_that_exist(slug):
    school = SCHOOLS[slug]
    places = set()
    for row in school["documents"]:
        document = json.loads((DEMO / "documents" / row["file"]).read_text(encoding="utf-8"))
        stack = [item for section in document["sections"] for item in section["items"]]
        while stack:
            item = stack.pop()
            stack += item.get("items", []) + item.get("outcomes", [])
            words = {rule["words"] for rule in item.get("rules", [])}
            places |= words | ({item["number"]} if words and item.get("number") else set())
    classes = {group["name"] for group in school["classes"]}
    for rule in HISTORY[slug]:
        assert rule["clause"] in places
        assert set(rule.get("slots", [])) <= classes
        assert rule["outcome"] in {"done", "waived", "open"}
        assert (rule["outcome"] == "open") == ("by" not in rule)
        assert (rule["outcome"] == "waived") == ("reason" in rule)
        assert rule.get("by", "holder") in {"holder", "substitute", "principal"}
        assert ("days" in rule) + ("times" in rule) == (0 if rule["outcome"] == "open" else 1)


def test_history_has_a_place_for_every_school():
    assert set(HISTORY) == set(ALL_SCHOOLS)


def test_one_school_has_not_begun_and_has_only_its_principal():
    waiting = [school for school in ALL_SCHOOLS.values() if not school["started"]]
    assert [(school["slug"], [person["levels"] for person in school["people"]]) for school in waiting] == [
        ("kaskoja-algkool", [["principal"]])
    ]
    assert [waiting[0][part] for part in ("classes", "teaching", "documents", "absences")] == [[], [], [], []]
