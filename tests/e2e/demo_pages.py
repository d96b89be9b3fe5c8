"""The demo as it stands on one day, and the pages that each kind of person has in it."""

from datetime import UTC, datetime

from django.urls import reverse

from config.demo import loader
from duties.models import Duty, Occurrence
from roles.models import DeadlineRule, RoleVersion
from roles.rule_kinds import NEW_RULES
from schools.models import Absence, Person, School, User
from tests.config.test_demo_loader import fast_hashes
from tests.examples import occurrence_parts

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def fill():
    """Load the demo as of NOW."""
    with fast_hashes():
        loader.load(today=NOW.date(), now=NOW)


# kind of person -> (login, school)
VISITORS = {
    "principal": ("rasa.tyrulyte@gintarupe.example", "gintarupe"),
    "it": ("mantas.slynys@gintarupe.example", "gintarupe"),
    "staff": ("jolita.smilgaite@gintarupe.example", "gintarupe"),
    "secretary": ("onute.vaidgirde@gintarupe.example", "gintarupe"),
    "handler": ("laima.gervyte@gintarupe.example", "gintarupe"),
    "data_protection": ("kestutis.nendrenas@gintarupe.example", "gintarupe"),
    "coordinator": ("kersti.ojalaan@kaskoja.example", "kaskoja-vallavalitsus"),
    "officer": ("anneli.liivasoo@kaskoja.example", "kaskoja-vallavalitsus"),
    "principal of FI": ("outi.havukoski@kuutamojoki.example", "kuutamojoki"),
    "principal of EE": ("liivi.rannasaar@kaskoja.example", "kaskoja-kool"),
    "principal who begins": ("maiu.tuulesoo@kaskoja.example", "kaskoja-algkool"),
}


def user_of(kind):
    """The login of a kind of person."""
    return User.objects.get(email=VISITORS[kind][0])


def school_of(kind):
    """The school in which a kind of person works."""
    return School.objects.get(slug=VISITORS[kind][1])


def in_school(name, school, **parts):
    """A page's name for messages, and its address."""
    return name, reverse(name, kwargs={"school": school.slug, **parts})


def for_everybody(school):
    """What all of a school's people may open."""
    yield from (
        in_school(name, school)
        for name in (
            "duties:today", "duties:year", "duties:reminder-habit", "roles:role-list", "roles:roles-compare",
            "schools:calendar", "schools:profile",
        )
    )  # fmt: skip
    version = RoleVersion.objects.for_school(school).approved().order_by("pk").first()
    if version is not None:
        parts = {"code": version.role.code}
        yield in_school("roles:role-detail", school, **parts)
        yield in_school("roles:version-detail", school, **parts, number=version.number)


def of_rows(school, rows):
    """The pages of some occurrences and their duties."""
    for row in rows.select_related("duty", "group", "person")[:2]:
        yield in_school("duties:occurrence-detail", school, **occurrence_parts(row))


def for_principal(school):
    """What a principal may open besides."""
    yield from for_everybody(school)
    yield from (
        in_school(name, school)
        for name in (
            "duties:school", "duties:proposals", "roles:role-new", "roles:role-write", "roles:person-new",
            "roles:absences", "roles:people-preview",
            "schools:people", "schools:calendar-closures", "schools:calendar-policies", "schools:start",
        )
    )  # fmt: skip
    yield "duties:school by duty", reverse("duties:school", args=[school.slug]) + "?by=duty"
    yield from of_rows(school, Occurrence.objects.for_school(school).open().order_by("due_on"))
    yield from of_rows(school, Occurrence.objects.for_school(school).filter(state="done").order_by("-due_on"))
    for row in (
        Occurrence.objects.for_school(school).open().order_by("due_on").select_related("duty", "group", "person")[:1]
    ):
        yield in_school("duties:occurrence-waive", school, **occurrence_parts(row))
        yield in_school("duties:occurrence-hand-over", school, **occurrence_parts(row))
    for duty in Duty.objects.for_school(school).filter(kind__in=["event", "continuous"])[:1]:
        yield in_school("duties:duty-detail", school, duty=duty.public_id)
    for year in school.school_years.all()[:1]:
        yield in_school("schools:calendar-year", school, year=int(year.key))
        yield in_school("schools:calendar-classes", school, year=int(year.key))
        yield in_school("schools:calendar-year", school, year=int(year.key) + 3)
    person = Person.objects.for_school(school).order_by("sort_key")[0]
    yield in_school("schools:people-person", school, public_id=person.public_id)
    yield in_school("roles:absence-new", school, public_id=person.public_id)
    for absence in Absence.objects.for_school(school)[:1]:
        yield in_school("roles:absence", school, public_id=absence.public_id)
    for version in RoleVersion.objects.for_school(school).select_related("role").order_by("pk"):
        yield from of_version(school, version)


def of_version(school, version):
    """The principal's pages of one text."""
    parts = {"code": version.role.code, "number": version.number}
    yield in_school("roles:posts", school, **parts)
    yield in_school("roles:holders", school, code=version.role.code)
    if not version.is_draft:
        yield in_school("roles:review", school, code=version.role.code)
        duty = Duty.objects.filter(role=version.role).first()
        if duty is not None:
            yield in_school("duties:clause-times", school, code=version.role.code, clause=duty.clause)
        return
    if version.number > 1:
        yield in_school("roles:version-compare", school, **parts, other=version.number - 1)
    yield in_school("roles:version-detail", school, **parts)
    for name in ("roles:version-approve", "roles:draft-delete"):
        yield in_school(name, school, **parts)
    if version.number > 1:
        yield in_school("roles:version-questions", school, **parts)
    for section in version.sections.order_by("position"):
        yield in_school("roles:section-edit", school, **parts, position=section.position + 1)
    rule = DeadlineRule.objects.filter(item__section__version=version).select_related("item__section").first()
    if rule is not None:
        position = rule.item.section.position + 1
        yield in_school("roles:rule-edit", school, **parts, position=position, rule_key=rule.rule_key)
        new = in_school("roles:rule-new", school, **parts, position=position, clause=rule.item.clause)
        yield new
        for kind in NEW_RULES:
            yield new[0], f"{new[1]}?kind={kind}"


def pages_of(kind):
    """All pages of a kind of person: (name, address)."""
    school = school_of(kind)
    if kind.startswith("principal"):
        yield from for_principal(school)
    else:
        yield from for_everybody(school)
    if kind == "it":
        yield in_school("duties:school", school)
        yield in_school("schools:people", school)
    if kind == "staff":
        person = Person.objects.get(school=school, user=user_of(kind))
        groups = person.group_memberships.filter(part="class_teacher").values("group")
        yield from of_rows(school, Occurrence.objects.open().filter(group__in=groups).order_by("due_on"))
        yield in_school("roles:absences", school)
    if kind == "secretary":
        for name in ("schools:people", "roles:people-preview", "roles:absences", "schools:calendar-closures"):
            yield in_school(name, school)
    if kind in ("coordinator", "officer"):
        yield "owners:schools", reverse("owners:schools", args=[school.owner.slug])
        yield "start", "/"
    yield "help", reverse("help")
    yield "mfa_index", reverse("mfa_index")
    yield "account_change_password", reverse("account_change_password")


def pages_of_nobody():
    """What stands before the door."""
    for name in ("account_login", "account_reset_password", "account_reset_password_done", "help"):
        yield name, reverse(name)
    yield "404", "/s/no-such-school/"
