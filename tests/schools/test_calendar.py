"""Years, terms and days off: what is saved, what is refused, and what is shown before."""

from datetime import date

import pytest

from schools import calendar_drafts, services
from schools.calendar_drafts import CalendarError, ClosureDraft, GroupEndDraft, YearDraft
from schools.calendar_problems import problem_words
from schools.models import AuditEvent, Closure, SchoolYear
from schools.queries import closure_drafts, school_calendar, school_calendars
from schools.school_calendars import Break, TermDates
from schools.signals import calendar_changed
from tests import factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db

TRIMESTERS = (
    TermDates("trimester", 1, date(2026, 9, 1), date(2026, 11, 27)),
    TermDates("trimester", 2, date(2026, 11, 30), date(2027, 3, 12)),
    TermDates("trimester", 3, date(2027, 3, 15), date(2027, 6, 15)),
)


def draft(key="2026", terms=TRIMESTERS, **more):
    year = int(key)
    days = {
        "starts_on": date(year, 9, 1),
        "ends_on": date(year + 1, 8, 31),
        "teaching_starts_on": date(year, 9, 1),
        "teaching_ends_on": date(year + 1, 6, 15),
    }
    return YearDraft(key=key, terms=terms, **{**days, **more})


def save(school, **more):
    return services.save_school_year(school=school, draft=draft(**more), by=BY, now=NOW)


@pytest.fixture
def heard():
    told = []

    def hear(sender, **said):
        told.append((said["before"], said["after"]))

    calendar_changed.connect(hear)
    yield told
    calendar_changed.disconnect(hear)


def test_a_saved_year_is_the_calendar(heard):
    school = factories.make_school()
    before = school_calendar(school)
    save(school)
    after = school_calendar(school)
    assert [year.key for year in after.years] == ["2026"]
    assert after.years[0].terms == TRIMESTERS
    assert heard == [(before, after)]
    assert [e.verb for e in AuditEvent.objects.filter(scope=f"school:{school.pk}")][-1] == "calendar.year_saved"


def test_saving_again_changes_rows_and_keeps_their_identity():
    school = factories.make_school()
    year = save(school)
    keys = {term.number: term.public_id for term in year.terms.all()}
    longer = (TermDates("trimester", 1, date(2026, 9, 1), date(2026, 11, 28)), *TRIMESTERS[1:2])
    save(school, terms=longer)
    terms = {term.number: term for term in year.terms.all()}
    assert {number: term.public_id for number, term in terms.items()} == {1: keys[1], 2: keys[2]}
    assert terms[1].ends_on == date(2026, 11, 28)
    assert SchoolYear.objects.for_school(school).count() == 1


def refused(school, **more):
    with pytest.raises(CalendarError) as caught:
        save(school, **more)
    return [problem_words(one) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (
            (TermDates("trimester", 1, date(2026, 11, 27), date(2026, 9, 1)),),
            ["Trimester 1 of 2026/27 ends before it begins."],
        ),
        (
            (TermDates("trimester", 1, date(2026, 9, 7), date(2026, 9, 7)),),
            ["Trimester 1 of 2026/27 ends before it begins."],
        ),
        (
            (
                TermDates("trimester", 1, date(2026, 9, 1), date(2026, 12, 1)),
                TermDates("trimester", 2, date(2026, 12, 1), date(2027, 3, 1)),
            ),
            ["Trimester 1 and Trimester 2 of 2026/27 overlap."],
        ),
        (
            (TermDates("half_year", 2, date(2027, 1, 7), date(2027, 9, 4)),),
            ["Half-year 2 lies partly outside the school year 2026/27."],
        ),
    ],
)
def test_terms_that_cannot_be(terms, words):
    school = factories.make_school()
    assert refused(school, terms=terms) == words
    assert SchoolYear.objects.for_school(school).count() == 0


def test_a_gap_between_school_years_is_refused():
    school = factories.make_school()
    save(school)
    [words] = refused(school, key="2027", terms=(), starts_on=date(2027, 9, 6), teaching_starts_on=date(2027, 9, 6))
    assert words == (
        "There are days between the school years 2026/27 and 2027/28 that belong to neither. "
        "Let the next year begin on the day after the one before ends."
    )
    assert refused(school, key="2027", terms=(), starts_on=date(2027, 8, 1)) == [
        "The school years 2026/27 and 2027/28 overlap."
    ]
    save(school, key="2027", terms=())
    assert [year.key for year in school_calendar(school).years] == ["2026", "2027"]


def test_lessons_outside_the_year_are_refused():
    school = factories.make_school()
    assert refused(school, terms=(), teaching_ends_on=date(2027, 9, 5)) == [
        "In 2026/27 lessons begin or end on a day that is not in the school year."
    ]
    assert refused(school, terms=(), teaching_ends_on=date(2026, 9, 1)) == ["In 2026/27 lessons end before they begin."]
    assert refused(school, terms=(), key="2025", starts_on=date(2026, 9, 1)) != []


def test_different_kinds_of_terms_may_overlap():
    school = factories.make_school()
    save(school, terms=(*TRIMESTERS, TermDates("half_year", 1, date(2026, 9, 1), date(2027, 1, 15))))
    assert {term.kind for term in school_calendar(school).years[0].terms} == {"trimester", "half_year"}


def test_closures_become_days_and_breaks():
    school = factories.make_school()
    save(school)
    drafts = [
        ClosureDraft("break", "Autumn", date(2026, 10, 26), date(2026, 10, 30)),
        ClosureDraft("day_off", "Heating", date(2026, 11, 3), date(2026, 11, 4)),
        ClosureDraft("working_day", "Saturday", date(2027, 4, 24), date(2027, 4, 24)),
    ]
    services.save_closures(school=school, drafts=drafts, by=BY, now=NOW)
    calendar = school_calendar(school)
    assert calendar.years[0].breaks == (Break(date(2026, 10, 26), date(2026, 10, 30)),)
    assert calendar.working_days.days_off == {date(2026, 11, 3), date(2026, 11, 4)}
    assert calendar.working_days.is_working_day(date(2026, 10, 27))
    assert calendar.working_days.is_working_day(date(2027, 4, 24))
    assert not calendar.working_days.is_working_day(date(2026, 11, 4))
    kept = Closure.objects.get(school=school, name="Heating").public_id
    services.save_closures(school=school, drafts=drafts[1:], by=BY, now=NOW)
    assert closure_drafts(school) == drafts[1:]
    assert Closure.objects.get(school=school, name="Heating").public_id == kept


def test_a_closure_that_ends_before_it_begins_is_refused():
    school = factories.make_school()
    backwards = ClosureDraft("break", "Autumn", date(2026, 10, 30), date(2026, 10, 26))
    with pytest.raises(CalendarError) as caught:
        services.save_closures(school=school, drafts=[backwards], by=BY, now=NOW)
    assert [problem_words(one) for one in caught.value.problems] == ["“Autumn” ends before it begins."]
    assert closure_drafts(school) == []


def test_what_is_proposed_is_what_is_saved():
    school = factories.make_school()
    save(school)
    current = school_calendar(school)
    drafts = [ClosureDraft("day_off", "Heating", date(2026, 11, 3), date(2026, 11, 3))]
    proposed = calendar_drafts.with_closures(current, drafts)
    services.save_closures(school=school, drafts=drafts, by=BY, now=NOW)
    assert school_calendar(school) == proposed
    year = draft(terms=TRIMESTERS[:2])
    proposed = calendar_drafts.with_year(proposed, year, drafts)
    services.save_school_year(school=school, draft=year, by=BY, now=NOW)
    assert school_calendar(school) == proposed


def test_classes_that_end_on_other_days():
    school = factories.make_school()
    year = save(school)
    small = factories.make_class(school=school, year=year, name="1a")
    ends = [GroupEndDraft(str(small.pk), ("trimester", 3), date(2027, 6, 8))]
    proposed = calendar_drafts.with_group_ends(school_calendar(school), "2026", ends)
    services.set_period_ends(year=year, ends=ends, by=BY, now=NOW)
    calendar = school_calendar(school)
    assert calendar == proposed
    own = calendar.for_group(str(small.pk)).years[0]
    assert own.terms_of("trimester")[2].ends_on == date(2027, 6, 8)
    assert calendar.years[0].terms_of("trimester")[2].ends_on == date(2027, 6, 15)
    late = [GroupEndDraft(str(small.pk), ("trimester", 3), date(2027, 9, 8))]
    with pytest.raises(CalendarError) as caught:
        services.set_period_ends(year=year, ends=late, by=BY, now=NOW)
    assert [problem_words(one, {str(small.pk): "1a"}) for one in caught.value.problems] == [
        "Class 1a: Trimester 3 lies partly outside the school year 2026/27."
    ]


def test_a_class_of_another_school_is_refused():
    school, other = factories.make_school(), factories.make_school()
    year = save(school)
    strange = factories.make_class(school=other, name="1a")
    with pytest.raises(ValueError, match="does not belong"):
        services.set_period_ends(
            year=year, ends=[GroupEndDraft(str(strange.pk), None, date(2027, 6, 8))], by=BY, now=NOW
        )
    assert year.period_ends.count() == 0


def test_somebody_else_was_faster():
    school = factories.make_school()
    save(school)
    seen = calendar_drafts.digest(school_calendar(school))
    save(school, terms=TRIMESTERS[:2])
    with pytest.raises(services.CalendarMovedError):
        services.save_school_year(school=school, draft=draft(terms=()), by=BY, now=NOW, expected=seen)
    assert len(school_calendar(school).years[0].terms) == 2


def test_national_dates_are_a_first_fill():
    school = factories.make_school(country="EE")
    services.copy_national_defaults(school=school, key="2026", by=BY, now=NOW)
    services.copy_national_defaults(school=school, key="2026", by=BY, now=NOW)
    calendar = school_calendar(school)
    assert calendar.years[0].starts_on == date(2026, 9, 1)
    assert [one.starts_on for one in calendar.years[0].breaks] == [
        date(2026, 10, 26), date(2026, 12, 21), date(2027, 2, 22), date(2027, 4, 12), date(2027, 6, 9),
    ]  # fmt: skip
    assert Closure.objects.for_school(school).count() == 5


def test_national_dates_are_not_invented():
    school = factories.make_school(country="LT")
    with pytest.raises(services.NoNationalDatesError):
        services.copy_national_defaults(school=school, key="2027", by=BY, now=NOW)
    with pytest.raises(services.NoNationalDatesError):
        services.copy_national_defaults(school=school, key="2025", by=BY, now=NOW)
    services.copy_national_defaults(
        school=school, key="2025", by=BY, now=NOW, teaching=(date(2025, 9, 1), date(2026, 6, 12))
    )
    assert school_calendar(school).years[0].teaching_ends_on == date(2026, 6, 12)


def test_many_calendars_cost_as_much_as_one(django_assert_num_queries):
    schools = [factories.make_school() for _ in range(4)]
    for school in schools:
        save(school)
    with django_assert_num_queries(4):
        one = school_calendar(schools[0])
    with django_assert_num_queries(4):
        many = school_calendars(schools)
    assert many[schools[0].pk] == one
    assert list(many) == [school.pk for school in schools]
