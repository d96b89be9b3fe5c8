"""Dates, times and deadlines in the four languages (ui.md section 5)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools import words

SEPTEMBER = date(2026, 9, 10)  # a Thursday
MORNING = datetime(2026, 9, 7, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("en", "full", "10 September 2026"),
        ("et", "full", "10.09.2026"),
        ("fi", "full", "10.9.2026"),
        ("lt", "full", "2026-09-10"),
        ("en", "day", "10 September"),
        ("et", "day", "10.09"),
        ("fi", "day", "10.9."),
        ("lt", "day", "rugsėjo 10 d."),
        ("en", "weekday", "Thu 10 Sep"),
        ("et", "weekday", "N 10.09"),
        ("fi", "weekday", "to 10.9."),
        ("lt", "weekday", "09-10, kt"),
        ("en", "long", "Thursday 10 September 2026"),
        ("et", "long", "neljapäev, 10. september 2026"),
        ("fi", "long", "torstai 10. syyskuuta 2026"),
        ("lt", "long", "2026 m. rugsėjo 10 d., ketvirtadienis"),
        ("lt-lt", "day", "rugsėjo 10 d."),
        ("sv", "full", "10 September 2026"),
    ],
)
def test_a_day_is_written_as_the_country_writes_it(language, style, expected):
    assert words.format_date(SEPTEMBER, language, style=style) == expected


@pytest.mark.parametrize(
    ("language", "time_zone", "expected"),
    [
        ("en", "Europe/Vilnius", "7 September 2026, 08:18"),
        ("et", "Europe/Tallinn", "07.09.2026 08:18"),
        ("fi", "Europe/Helsinki", "ma 7.9.2026 klo 8.18"),
        ("lt", "Europe/Vilnius", "2026-09-07 08:18"),
        ("fi", "UTC", "ma 7.9.2026 klo 5.18"),
    ],
)
def test_an_instant_is_told_in_the_schools_own_time(language, time_zone, expected):
    assert words.format_datetime(MORNING, language, time_zone=time_zone) == expected


def test_the_local_day_and_not_the_day_in_utc_is_written():
    late = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    assert words.format_datetime(late, "lt", time_zone="Europe/Vilnius") == "2027-01-01 00:30"


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        words.format_time(MORNING.replace(tzinfo=None), "en", time_zone="Europe/Vilnius")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-30, "30 days late"),
        (-2, "2 days late"),
        (-1, "1 day late"),
        (0, "Today"),
        (1, "1 day left"),
        (14, "14 days left"),
        (15, "25 September"),
        (112, "31 December"),
        (113, "1 January 2027"),
    ],
)
def test_deadlines_are_relative_for_two_weeks_and_then_dates(days, expected):
    assert words.relative_deadline(SEPTEMBER + timedelta(days=days), SEPTEMBER, "en") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("et", "25.09"), ("fi", "25.9."), ("lt", "rugsėjo 25 d.")],
)
def test_far_deadlines_are_dates_in_every_language(language, expected):
    assert words.relative_deadline(SEPTEMBER + timedelta(days=15), SEPTEMBER, language) == expected


def test_a_span_of_one_day_is_written_once():
    assert words.format_range(SEPTEMBER, SEPTEMBER, "fi") == "10.9.2026"
    assert words.format_range(SEPTEMBER, date(2026, 9, 12), "fi") == "10.9.2026 – 12.9.2026"


def test_time_tags_carry_the_machines_date_and_escape_the_words():
    assert words.time_tag(SEPTEMBER, "to 10.9.") == '<time datetime="2026-09-10">to 10.9.</time>'
    assert words.time_tag(MORNING, "<8>") == '<time datetime="2026-09-07T05:18Z">&lt;8&gt;</time>'


@pytest.mark.parametrize("language", ["en", "et", "fi", "lt"])
def test_names_are_twelve_and_seven_and_all_different(language):
    months = {words.month_name(month, language) for month in range(1, 13)}
    short = {words.month_short(month, language) for month in range(1, 13)}
    days = {words.weekday_short(SEPTEMBER + timedelta(days=n), language) for n in range(7)}
    names = {words.weekday_name(SEPTEMBER + timedelta(days=n), language) for n in range(7)}
    assert (len(months), len(short), len(days), len(names)) == (12, 12, 7, 7)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_full_dates_can_be_read_back(day):
    for language in ("et", "fi"):
        number, month, year = (int(part) for part in words.format_date(day, language).split("."))
        assert date(year, month, number) == day
    assert date.fromisoformat(words.format_date(day, "lt")) == day
