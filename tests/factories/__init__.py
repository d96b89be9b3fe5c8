"""Rows for tests, made by the services that make them in earnest. Keyword-only; every default is unique."""

from datetime import UTC, date, datetime
from itertools import count

from roles import services as role_services
from schools import services
from schools.access_levels import AccessLevel
from schools.actors import System
from schools.models import Group, SchoolYear
from schools.models.groups import GroupKind
from schools.models.owners import Country, Language
from schools.sort_keys import sort_key

BY = System("tests")
NOW = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
START = date(2020, 1, 1)
LANGUAGES = {Country.EE: Language.ET, Country.FI: Language.FI, Country.LT: Language.LT}
PASSWORD = "correct horse battery"
_numbers = count(1)


def make_owner(*, slug=None, name=None, country=Country.LT, language=None, by=BY, now=NOW):
    """An owner without schools."""
    number = next(_numbers)
    return services.add_owner(
        slug=slug or f"owner-{number}",
        name=name or f"Owner {number}",
        country=country,
        language=language or LANGUAGES[country],
        by=by,
        now=now,
    )


def make_school(*, owner=None, slug=None, name=None, country=Country.LT, started=False, by=BY, now=NOW, **more):
    """A school (with an owner of its own unless one is given); ``started`` presses Start."""
    number = next(_numbers)
    school = services.add_school(
        owner=owner or make_owner(country=country, by=by, now=now),
        slug=slug or f"school-{number}",
        name=name or f"School {number}",
        by=by,
        now=now,
        **more,
    )
    if started:
        services.start_school(school=school, by=by, now=now)
    return school


def make_user(*, email=None, language="en", password=None, is_operator=False, by=BY, now=NOW):
    """A login; without ``password`` it is signed in with ``client.force_login`` only."""
    return services.add_user(
        email=email or f"user{next(_numbers)}@mail.example",
        language=language,
        password=password,
        is_operator=is_operator,
        by=by,
        now=now,
    )


def make_person(
    *,
    school,
    given_name="Given",
    family_name=None,
    email="",
    job_title="",
    level=None,
    user=None,
    starts_on=None,
    ends_on=None,
    by=BY,
    now=NOW,
):
    """One of the staff; with ``level`` (or ``user``) also a login and that access level, from 2020 on."""
    number = next(_numbers)
    if level and not user:
        user = make_user(email=email or f"person{number}@mail.example", by=by, now=now)
    person = services.add_person(
        school=school,
        draft=services.PersonDraft(
            given_name=given_name,
            family_name=family_name or f"Family{number}",
            email=email or (user.email if user else ""),
            job_title=job_title,
            starts_on=starts_on,
            ends_on=ends_on,
        ),
        by=by,
        now=now,
    )
    if user:
        services.link_login(person=person, user=user, by=by, now=now)
        grant(user=user, school=school, level=level or AccessLevel.STAFF, by=by, now=now)
    return person


def grant(*, user, level, school=None, owner=None, starts_on=START, by=BY, now=NOW):
    """An access level for a login."""
    return services.grant_membership(
        user=user, level=level, school=school, owner=owner, starts_on=starts_on, by=by, now=now
    )


def make_school_year(*, school, key="2026"):
    """A school year from September to August, teaching until 15 June; without terms."""
    year = int(key)
    return SchoolYear.objects.create(
        school=school,
        key=key,
        starts_on=date(year, 9, 1),
        ends_on=date(year + 1, 8, 31),
        teaching_starts_on=date(year, 9, 1),
        teaching_ends_on=date(year + 1, 6, 15),
    )


def make_class(*, school, year=None, name=None, teachers=(), starts_on=START, by=BY, now=NOW):
    """A class with its class teachers."""
    year = year or SchoolYear.objects.for_school(school).first() or make_school_year(school=school)
    name = name or f"{next(_numbers)}a"
    group = Group.objects.create(
        school=school,
        school_year=year,
        kind=GroupKind.HOMEROOM,
        name=name,
        sort_key=sort_key(name, language=school.language),
    )
    if teachers:
        services.set_class_teachers(group=group, people=teachers, starts_on=starts_on, by=by, now=now)
    return group


def teach(*, person, year, subjects, starts_on=START, by=BY, now=NOW):
    """Somebody teaches subjects in a school year."""
    services.teach_subjects(person=person, year=year, subjects=subjects, starts_on=starts_on, by=by, now=now)


def make_absence(*, person, starts_on, ends_on, by=BY, now=NOW):
    """Somebody is away, both days inclusive."""
    return services.record_absence(person=person, starts_on=starts_on, ends_on=ends_on, by=by, now=now)


def make_role(*, school, code=None, name=None, by=BY, now=NOW, **more):
    """A post without a text."""
    number = next(_numbers)
    return role_services.add_role(
        school=school, code=code or f"post_{number}", name=name or f"Post {number}", by=by, now=now, **more
    )


def make_item(text="Keeps the list of devices.", **more):
    """An item of a structured document; the keys of docs/role.schema.json."""
    return {"number": None, "text": text, **more}


def make_document(
    *, title="Job description", language="lt", country="LT", items=None, posts=None, kind="duties", **more
):
    """A small structured document with one section; by default one item with a rule "by 10 September"."""
    if items is None:
        items = [
            make_item(
                "Renews the register by 10 September each school year.",
                number="1.",
                binds="it_specialist",
                rules=[
                    {
                        "kind": "fixed_date",
                        "words": "by 10 September each school year",
                        "binding": "duty",
                        "month": 9,
                        "day": 10,
                        "basis": "school_year",
                    }
                ],
            )
        ]
    return {
        "language": language,
        "country": country,
        "title": title,
        "posts": {"it_specialist": "IT specialist"} if posts is None else posts,
        "sections": [{"heading": "Duties", "kind": kind, "layout": "numbered_list", "items": items}],
        **more,
    }


def load_document(*, school, document=None, role_code=None, by=BY, now=NOW):
    """A draft version, loaded as ``manage.py load_role`` does it."""
    return role_services.load_document(
        school=school, document=document or make_document(), role_code=role_code, by=by, now=now
    )


def load_small_document(*, school, role_code="it_specialist", by=BY, now=NOW, **more):
    """A draft version of :func:`make_document`."""
    return load_document(school=school, document=make_document(**more), role_code=role_code, by=by, now=now)


def approve(*, version, effective_on=date(2026, 9, 1), act_on=None, note="", by=BY, now=NOW):
    """Approve a draft; with ``act_on`` also record the act that puts it in force."""
    version = role_services.approve_version(version=version, effective_on=effective_on, by=by, now=now)
    return record_act(version=version, act_on=act_on, note=note, by=by, now=now) if act_on else version


def record_act(*, version, act_on, note="", by=BY, now=NOW):
    """Record the act that puts an approved text in force."""
    return role_services.record_force_act(version=version, act_on=act_on, note=note, by=by, now=now)


def assign(*, role, person, starts_on=START, ends_on=None, share=None, by=BY, now=NOW):
    """Let a person hold a post."""
    return role_services.assign_holder(
        role=role, person=person, starts_on=starts_on, ends_on=ends_on, share=share, by=by, now=now
    )
