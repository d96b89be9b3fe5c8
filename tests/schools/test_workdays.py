"""Working days: public holidays of three countries, the school's own changes, counting."""

from datetime import date

import pytest

from schools.workdays import COUNTRIES, WorkingDays


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("country", "day", "n", "expected"),
    [
        ("LT", "2026-10-31", 5, "2026-11-09"),
        ("LT", "2026-12-31", 5, "2027-01-08"),
        ("LT", "2027-06-15", 7, "2027-06-25"),
        ("LT", "2027-03-12", 7, "2027-03-23"),
        ("EE", "2026-08-19", 5, "2026-08-27"),
        ("EE", "2026-06-22", 3, "2026-06-29"),
        ("FI", "2026-06-17", 2, "2026-06-22"),
    ],
)
def test_working_days_after_a_day(country, day, n, expected):
    assert WorkingDays(country).add(d(day), n) == d(expected)


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("LT", "2024-08-31", "2024-08-30"),
        ("LT", "2025-08-31", "2025-08-29"),
        ("LT", "2026-08-31", "2026-08-31"),
        ("LT", "2027-08-31", "2027-08-31"),
        ("LT", "2028-08-31", "2028-08-31"),
        ("LT", "2030-08-31", "2030-08-30"),
        ("FI", "2026-12-31", "2026-12-31"),
        ("EE", "2026-12-27", "2026-12-23"),
    ],
)
def test_last_working_day(country, day, expected):
    assert WorkingDays(country).last_on_or_before(d(day)) == d(expected)


def test_first_working_day_on_or_after():
    work = WorkingDays("LT")
    assert work.first_on_or_after(d("2026-11-01")) == d("2026-11-03")
    assert work.first_on_or_after(d("2026-11-03")) == d("2026-11-03")


@pytest.mark.parametrize(
    ("country", "day", "names"),
    [
        (
            "FI",
            "2026-06-19",
            {"fi": ("Juhannusaatto", "fi"), "en": ("Midsummer Eve", "en"), "et": ("Juhannusaatto", "fi")},
        ),
        ("FI", "2026-12-24", {"fi": ("Jouluaatto", "fi"), "en": ("Christmas Eve", "en"), "lt": ("Jouluaatto", "fi")}),
        ("EE", "2026-06-23", {"et": ("võidupüha", "et"), "en": ("Victory Day", "en"), "fi": ("võidupüha", "et")}),
        (
            "LT",
            "2026-12-24",
            {"lt": ("Kūčių diena", "lt"), "en": ("Christmas Eve", "en"), "sv": ("Christmas Eve", "en")},
        ),
    ],
)
def test_public_holidays_have_names_and_are_free(country, day, names):
    work = WorkingDays(country)
    assert {language: work.holiday_name(d(day), language) for language in names} == names
    assert work.is_working_day(d(day)) is False
    assert work.holiday_name(d("2026-09-10"), "en") is None


def test_second_of_november_is_free_in_lithuania_only():
    free = [country for country in COUNTRIES if not WorkingDays(country).is_working_day(d("2026-11-02"))]
    assert free == ["LT"]


def test_pupils_holidays_are_working_days_of_the_staff():
    assert WorkingDays("EE").is_working_day(d("2026-10-28")) is True
    assert WorkingDays("FI").is_working_day(d("2027-07-15")) is True


def test_school_closes_and_works_on_days_of_its_own():
    work = WorkingDays(
        "FI",
        days_off=frozenset({d("2026-12-23")}),
        extra_working_days=frozenset({d("2026-12-19"), d("2027-01-06")}),
    )
    assert work.is_working_day(d("2026-12-23")) is False
    assert work.is_working_day(d("2026-12-19")) is True
    assert work.add(d("2026-12-18"), 1) == d("2026-12-19")
    assert work.subtract(d("2026-12-24"), 1) == d("2026-12-22")
    assert work.is_working_day(d("2027-01-06")) is True
    assert work.holiday_name(d("2027-01-06"), "fi") == ("Loppiainen", "fi")
    assert work.holiday_name(d("2026-12-23"), "fi") is None


def test_a_day_both_closed_and_worked_is_worked():
    day = frozenset({d("2026-12-23")})
    assert WorkingDays("EE", days_off=day, extra_working_days=day).is_working_day(d("2026-12-23")) is True


def test_counting_crosses_years_both_ways():
    work = WorkingDays("EE")
    assert work.add(d("2026-12-30"), 300) == d("2028-03-06")
    assert work.subtract(d("2028-03-06"), 300) == d("2026-12-30")
    assert work.count(d("2026-12-30"), d("2028-03-06")) == 300
    assert work.count(d("2026-12-30"), d("2026-12-30")) == 0
    assert work.count(d("2027-12-30"), d("2026-12-30")) == 0


def test_zero_working_days_away_is_the_day_itself():
    sunday = d("2028-09-10")
    assert WorkingDays("LT").add(sunday, 0) == sunday
    assert WorkingDays("LT").subtract(sunday, 0) == sunday


def test_between_includes_both_ends_and_crosses_years():
    assert WorkingDays("LT").between(d("2026-12-23"), d("2027-01-04")) == (
        d("2026-12-23"), d("2026-12-28"), d("2026-12-29"), d("2026-12-30"), d("2026-12-31"), d("2027-01-04"),
    )  # fmt: skip
    assert WorkingDays("LT").between(d("2027-01-04"), d("2026-12-23")) == ()


def test_counting_backwards_needs_its_own_function():
    with pytest.raises(ValueError, match="subtract"):
        WorkingDays("LT").add(d("2026-09-10"), -1)
    with pytest.raises(ValueError, match="add"):
        WorkingDays("LT").subtract(d("2026-09-10"), -1)


def test_other_countries_are_refused():
    with pytest.raises(ValueError, match="LV"):
        WorkingDays("LV")


def test_same_settings_are_the_same_value():
    one, other = WorkingDays("EE"), WorkingDays("EE")
    one.add(d("2026-09-10"), 5)
    assert one == other
    assert hash(one) == hash(other)
