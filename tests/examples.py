"""A school at work with at least one of everything that has an address, and an example for every address.

A URL name without an example fails test_access_matrix: whoever adds a page adds its object here.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from duties import services as duty_services
from duties.models import Duty, Occurrence
from roles import services as role_services
from roles.models import DeadlineRule, Reading, ReadingState, Role
from schools import services
from schools.models.owners import SchoolKind
from tests import factories
from tests.factories import BY, NOW, make_item
from tests.roles import file_reader

TODAY = NOW.date()
LEFT_YESTERDAY = TODAY - timedelta(days=1)


@dataclass
class World:
    """A cast school with its objects; ``canary`` stands in every word of them."""

    ensemble: Any
    objects: dict[str, Any] = field(default_factory=dict)

    @property
    def school(self):
        return self.ensemble.school

    @property
    def canary(self):
        return self.ensemble.canary

    def __getattr__(self, name):
        try:
            return self.__dict__["objects"][name]
        except KeyError:
            raise AttributeError(name) from None


def make_world(ensemble):
    """Give a school of the cast a year, a class, a text in force, a draft, duties with dates, an absence."""
    school, canary = ensemble.school, ensemble.canary
    world = World(ensemble)
    year = factories.make_school_year(school=school)
    teacher = ensemble.people["staff"]
    group = factories.make_class(school=school, year=year, name=f"7{canary[0].lower()}", teachers=[teacher])
    code = f"{canary.lower()}_it"
    rule = {"kind": "fixed_date", "words": "by 10 September", "binding": "duty", "month": 9, "day": 10}
    document = factories.make_document(
        title=f"{canary} description",
        posts={code: f"{canary} specialist", "class_teacher": "class teachers"},
        items=[
            make_item(f"{canary} register is renewed by 10 September.", number="1.", binds=code, rules=[rule]),
            make_item(
                f"{canary} lists are compared by 15 September.",
                number="2.",
                binds="class_teacher",
                rules=[{**rule, "words": "by 15 September", "day": 15}],
            ),
        ],
    )
    version = factories.load_document(school=school, document=document)
    role = version.role
    holder = factories.assign(role=role, person=ensemble.people["it"])
    principal = ensemble.user("principal")
    version = factories.approve(version=version, act_on=TODAY, note="V-12", effective_on=TODAY)
    proposed = Duty.objects.for_school(school).proposed()
    duty_services.confirm_duties(
        school=school, public_ids=proposed.values_list("public_id", flat=True), on=TODAY, by=principal, now=NOW
    )
    services.start_school(school=school, by=principal, now=NOW)
    Role.objects.filter(pk=role.pk).update(template="kord:device_keeper")
    draft = role_services.new_draft(role=role, by=BY, now=NOW)
    absence = factories.make_absence(person=teacher, starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 18))
    substitution = role_services.ask_substitute(
        absence=absence, substitute=ensemble.people["secretary"], group=group, by=BY, now=NOW
    )
    reading = make_reading(school=school, canary=canary)
    office_version = make_office_text(owner=school.owner, canary=canary)
    signing = role_services.ask_signatures(version=version, by=BY, now=NOW)[0]
    rows = Occurrence.objects.for_school(school).open().select_related("duty", "group", "person").order_by("due_on")
    world.objects = {
        "year": year,
        "group": group,
        "role": role,
        "version": version,
        "draft": draft,
        "holder": holder,
        "absence": absence,
        "reading": reading,
        "office_version": office_version,
        "signing": signing,
        "substitution": substitution,
        "duty": rows.get(slot="post", period_key="2026").duty,
        "of_it": rows.get(slot="post", period_key="2026"),
        "of_staff": rows.get(group=group, period_key="2026"),
        "rule_key": first_rule_key(draft),
    }
    return world


def make_reading(*, school, canary):
    """A text that was read and waits for a person. What the limited process answers is the border: it stands here."""
    reading = role_services.start_reading(
        school=school, content=canary.encode(), name=f"{canary}.txt", language=None, by=BY, now=NOW
    )
    result = file_reader.answer(title=f"{canary} keeper", institution=f"School of the {canary}")
    Reading.objects.filter(pk=reading.pk).update(state=ReadingState.READ, result=result)
    reading.refresh_from_db()
    return reading


def make_office_text(*, owner, canary):
    """An approved text of an office of the owner, which the owner has given to all of its schools as a template.

    Its words are nobody's secret: every school of the owner may read them, so that no canary stands in them.
    """
    office = factories.make_school(
        owner=owner, slug=f"{canary.lower()}-office", name=f"{canary} office", kind=SchoolKind.OFFICE
    )
    draft = factories.load_small_document(
        school=office,
        role_code=f"{canary.lower()}_keeper",
        title="Keeper of an office",
        posts={f"{canary.lower()}_keeper": "Keeper"},
        items=[make_item("Keeps the list of devices.", number="1.")],
    )
    version = factories.approve(version=draft, effective_on=TODAY)
    role_services.publish_template(owner=owner, version=version, by=BY, now=NOW)
    return version


def first_rule_key(version):
    """The key of the first rule of a text."""
    return DeadlineRule.objects.filter(item__section__version=version).order_by("item__position").first().rule_key


# ── addresses ────────────────────────────────────────────────────────────────


def walk(resolver=None, prefix="", namespace=""):
    """Yield (name with namespace, path, view) of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from walk(pattern, path, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}" if namespace else str(pattern.name), path, pattern.callback


def occurrence_parts(row):
    slot = "post"
    if row.person is not None:
        slot = f"person-{row.person.public_id}"
    elif row.group is not None:
        slot = f"class-{row.group.public_id}"
    return {"duty": row.duty.public_id, "period": row.period_key.replace("/", "."), "slot": slot}


def nothing(world):
    return {"": {}}


def person(world):
    return {"": {"public_id": world.ensemble.people["handler"].public_id}}


def year(world):
    return {"": {"year": 2026}}


def occurrence(world):
    return {"of IT": occurrence_parts(world.of_it), "of staff": occurrence_parts(world.of_staff)}


def duty(world):
    return {"": {"duty": world.duty.public_id}}


def role(world):
    return {"": {"code": world.role.code}}


def approved(world):
    return {"": {"code": world.role.code, "number": world.version.number}}


def draft(world):
    return {"": {"code": world.role.code, "number": world.draft.number}}


def both(world):
    return {"approved": approved(world)[""], "draft": draft(world)[""]}


def duty_clause(world):
    """A clause of the text in force that has a duty."""
    return {"": {"code": world.role.code, "clause": world.duty.clause}}


def compared(world):
    """The draft with the text that it comes from, and the approved text with itself."""
    before = {"other": world.version.number}
    return {"approved": approved(world)[""] | before, "draft": draft(world)[""] | before}


def section(world):
    return {"": draft(world)[""] | {"position": world.draft.sections.get().position + 1}}


def rule(world):
    return {"": section(world)[""] | {"rule_key": world.rule_key}}


def clause(world):
    key = DeadlineRule.objects.get(rule_key=world.rule_key, item__section__version=world.draft).item.clause
    return {"": section(world)[""] | {"clause": key}}


def reading(world):
    return {"": {"public_id": world.reading.public_id}}


def template(world):
    return {
        "of Kord": {"source": "kord", "code": "device_keeper", "language": "lt"},
        "of the owner": {"source": "owner", **owner_template(world)[""]},
    }


def owner_template(world):
    return {"": {"code": world.office_version.role.code, "language": world.office_version.language}}


def office_version(world):
    return {"": {"public_id": world.office_version.public_id}}


def reading_clause(world):
    return {"": reading(world)[""] | {"place": "0-i0"}}


def reading_stretch(world):
    return {"": reading(world)[""] | {"number": 0}}


def reading_rule(world):
    return {"": reading_clause(world)[""] | {"number": 0}}


def signing(world):
    return {"": {"public_id": world.signing.public_id}}


def holder(world):
    # An appointment has no public id of its own; its person has.
    key = getattr(world.holder, "public_id", world.holder.person.public_id)
    return {"": {"code": world.role.code, "public_id": key}}


def absence(world):
    return {"": {"public_id": world.absence.public_id}}


def substitution(world):
    return {"": {"public_id": world.substitution.public_id}}


def absent(world):
    return {"": {"public_id": world.ensemble.people["staff"].public_id}}


def new_password(world):
    return {"": {"uidb36": "1", "key": "set-password"}}


def joined_already(world):
    """The handler is this person already and is led on; whom it asks is tried in tests/schools/test_joining.py."""
    return {"": {"public_id": world.ensemble.people["handler"].public_id}}


# URL name -> world -> {what the example is: the address's parts besides school and owner}
EXAMPLES = {
    **dict.fromkeys(("start", "health", "help", "language"), nothing),
    **{
        f"account_{name}": nothing
        for name in (
            "login", "logout", "reauthenticate", "change_password", "reset_password", "reset_password_done",
            "reset_password_from_key_done", "set_password",
        )
    },
    "account_reset_password_from_key": new_password,
    "join": joined_already,
    **{
        f"mfa_{name}": nothing
        for name in (
            "index", "authenticate", "reauthenticate", "activate_totp", "deactivate_totp", "view_recovery_codes",
            "generate_recovery_codes", "download_recovery_codes",
        )
    },
    **{f"duties:{name}": nothing for name in ("landing", "today", "school", "year", "proposals", "reminder-habit")},
    **{f"duties:{name}": duty for name in ("duty-detail", "duty-options", "duty-refuse", "duty-propose")},
    **{
        f"duties:occurrence-{name}": occurrence
        for name in ("detail", "tick", "undo", "waive", "undo-waiver", "hand-over", "undo-hand-over")
    },
    **{f"roles:{name}": nothing for name in ("role-list", "role-new", "absences", "people-preview", "person-new")},
    **{f"roles:role-{name}": nothing for name in ("write", "example", "read")},
    **{f"roles:{name}": reading for name in ("reading", "reading-drop")},
    "roles:reading-rule-new": reading_clause,
    "roles:library": nothing,
    "roles:template": template,
    "roles:role-template": role,
    "owner_roles:templates": nothing,
    "owner_roles:template-publish": office_version,
    "owner_roles:template-withdraw": owner_template,
    "roles:reading-whose": reading_clause,
    **{f"roles:reading-rule{name}": reading_rule for name in ("", "-accept", "-refuse")},
    "roles:reading-rule-restore": reading_rule,
    "roles:reading-unplaced": reading_stretch,
    **{f"roles:{name}": role for name in ("role-detail", "role-compare", "holders", "new-draft")},
    **{f"roles:{name}": role for name in ("review", "review-open")},
    "roles:holder-end": holder,
    **{f"roles:{name}": both for name in ("version-detail", "version-pdf", "posts", "version-approve")},
    "duties:clause-times": duty_clause,
    "roles:version-act-pdf": both,
    "roles:version-compare": compared,
    "roles:roles-compare": nothing,
    "roles:roles-compare-pdf": nothing,
    "roles:version-questions": both,
    "roles:version-force-act": both,
    "roles:version-ask": both,
    **{f"roles:signings{name}": nothing for name in ("", "-remind", "-container")},
    **{
        f"roles:signing{name}": signing
        for name in (
            "", "-check", "-file", "-scan", "-confirm", "-decline", "-paper", "-download", "-register", "-withdraw",
        )
    },
    "roles:draft-delete": both,
    "roles:section-edit": section,
    "roles:rule-edit": rule,
    "roles:rule-new": clause,
    "roles:clause-remove": clause,
    "roles:person-places": absent,
    "roles:absence-new": absent,
    "roles:absence": absence,
    "roles:absence-days": absence,
    "roles:absence-take-back": absence,
    "roles:substitution": substitution,
    "roles:substitution-end": substitution,
    "roles:substitution-answer": substitution,
    **{f"schools:{name}": nothing for name in ("calendar", "calendar-closures", "people", "people-invite")},
    **{f"schools:{name}": nothing for name in ("calendar-policies", "start", "start-now", "profile")},
    **{f"schools:calendar-{name}": year for name in ("year", "preview", "classes")},
    **{f"schools:people-person{name}": person for name in ("", "-save", "-level", "-leave")},
    "owners:schools": nothing,
}  # fmt: skip
