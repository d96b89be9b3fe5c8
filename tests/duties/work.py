"""A school at work: a text with every kind of rule, approved, in force and confirmed."""

from datetime import UTC, date, datetime, timedelta

from duties.models import Duty
from duties.services import confirm_duties
from schools.access_levels import AccessLevel
from schools.calendar_drafts import YearDraft
from schools.school_calendars import TermDates
from schools.services import save_school_year
from tests import factories
from tests.remembered import remembered

START = date(2026, 9, 1)


def noon(day):
    """An instant in the middle of a day."""
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def rule(kind, words, **more):
    """A rule of a structured document."""
    return {"kind": kind, "words": words, "binding": "duty", **more}


BY_10_SEPTEMBER = rule("fixed_date", "by 10 September", month=9, day=10, basis="school_year")
BY_15_SEPTEMBER = rule("fixed_date", "by 15 September", month=9, day=15, basis="school_year")
MONTH_END = rule("period_end", "within 5 working days after the month", period=["month"], offset=5, unit="working_day")
TERM_END = rule(
    "period_end", "within 7 working days after the term", period=["trimester"], offset=7, unit="working_day"
)
LAST_DAY = rule(
    "period_end", "on the last day of the term", period=["trimester"], offset=0, unit="calendar_day", exact_day=True
)
NO_NUMBER = rule("period_end", "after each term", period=["trimester"], offset=None, unit=None)
TWICE = rule("times_per_period", "twice a year", min=2, max=None, per="year")
DAILY = rule("times_per_period", "every day", min=1, max=None, per="school_day")
EVENT = rule("event", "when a pupil leaves", event="pupil_leaves", when="at")

# number -> (text, whose, rule)
CLAUSES = {
    "1.1": ("Enters the lists by 10 September each school year.", "it_specialist", BY_10_SEPTEMBER),
    "1.2": ("Discusses the progress twice a year.", "it_specialist", TWICE),
    "1.3": ("Closes the record when a pupil leaves.", "it_specialist", EVENT),
    "2.1": ("Reports attendance within 5 working days after the month.", "class_teacher", MONTH_END),
    "2.2": ("Prints the marks after each term.", "class_teacher", NO_NUMBER),
    "2.3": ("Fills in the diary every day.", "class_teacher", DAILY),
    "3.1": ("Closes the term within 7 working days after the term.", "subject_teacher", TERM_END),
    "3.2": ("Writes the marks on the last day of the term.", "subject_teacher", LAST_DAY),
}


def document(clauses=None):
    """A structured document of these clauses."""
    items = [
        factories.make_item(text, number=number, binds=whose, rules=[found])
        for number, (text, whose, found) in (CLAUSES if clauses is None else clauses).items()
    ]
    posts = {"it_specialist": "IT specialist", "class_teacher": "Class teachers", "subject_teacher": "Subject teachers"}
    return factories.make_document(language="en", items=items, posts=posts)


def year_draft(first=2026, first_ends_on=None):
    """A Lithuanian school year in three trimesters."""
    first_end = first_ends_on or date(first, 11, 27)
    return YearDraft(
        str(first),
        date(first, 9, 1),
        date(first + 1, 8, 31),
        date(first, 9, 1),
        date(first + 1, 6, 16),
        (
            TermDates("trimester", 1, date(first, 9, 1), first_end),
            TermDates("trimester", 2, first_end + timedelta(days=3), date(first + 1, 3, 12)),
            TermDates("trimester", 3, date(first + 1, 3, 15), date(first + 1, 6, 16)),
        ),
    )


def enter_year(school, first=2026, now=factories.NOW, **more):
    """Save the school year."""
    return save_school_year(school=school, draft=year_draft(first, **more), by=factories.BY, now=now)


@remembered
class Work:
    """A school whose duties were confirmed on ``on``, with its year, people, classes and text."""

    def __init__(self, *, on=START, classes=2, clauses=None, confirm=True, school=None):
        now = noon(on)
        self.on, self.school = on, school or factories.make_school()
        self.year = enter_year(self.school, now=now)
        self.principal = factories.make_person(school=self.school, level=AccessLevel.PRINCIPAL)
        self.specialist = factories.make_person(school=self.school, level=AccessLevel.IT)
        self.teachers = [factories.make_person(school=self.school, level=AccessLevel.STAFF) for _ in range(classes)]
        self.classes = [
            factories.make_class(school=self.school, year=self.year, name=f"{number + 5}a", teachers=[teacher])
            for number, teacher in enumerate(self.teachers)
        ]
        self.version = self.approve(clauses, on)
        factories.assign(role=self.version.role, person=self.specialist, now=now)
        if confirm:
            self.confirm(on)

    def approve(self, clauses, on, now=None):
        """Load, approve and put in force another text of the role."""
        version = factories.load_document(
            school=self.school, document=document(clauses), role_code="it_specialist", now=noon(on)
        )
        now = now or noon(on)
        return factories.approve(version=version, effective_on=on, act_on=now.date(), now=now)

    def confirm(self, on, **more):
        """Confirm all proposals."""
        ids = list(Duty.objects.for_school(self.school).proposed().values_list("public_id", flat=True))
        return confirm_duties(
            school=self.school, public_ids=ids, on=on, by=self.principal.user, now=noon(on), **more
        )  # fmt: skip

    def duty(self, number):
        """The duty of a clause."""
        return Duty.objects.get(school=self.school, number=number)

    def rows(self, number):
        """Open and settled occurrences of a clause, by day and slot."""
        return self.duty(number).occurrences.exclude(state="withdrawn").order_by("due_on", "slot")

    def days(self, number):
        """Their days, each once."""
        return sorted({day for day in self.rows(number).values_list("due_on", flat=True) if day})
