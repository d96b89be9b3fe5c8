"""Beginning with a template, staying beside it, and templates that an owner gives to its schools."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from duties.models import Duty
from roles import library
from roles.models import Item, OwnerTemplate, Role, RoleVersion
from roles.queries.templates import Difference, deviations, offers, publishable, template_text
from roles.queries.texts import read_text
from roles.services import (
    ClauseDraft,
    RoleError,
    approve_version,
    new_draft,
    publish_template,
    save_section,
    take_template,
    take_template_changes,
    withdraw_template,
)
from schools.guarded import guarded_write
from schools.models import AuditEvent
from schools.models.owners import SchoolKind
from tests import factories
from tests.cast import HOME, SISTER, STRANGER, make_cast
from tests.factories import BY, NOW, make_item
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db
KEY = "t" * 32


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def principal(cast):
    return client_of(cast.home.user("principal"))


@pytest.fixture
def coordinator(cast):
    return client_of(cast.owner_users["coordinator"])


def kord(school, code="device_keeper", language="en"):
    return template_text(school=school, source="kord", code=code, language=language)


def take(school, code="device_keeper", language="en"):
    return take_template(school=school, template=kord(school, code, language), by=BY, now=NOW)


def rewrite(item, text):
    """Say a clause of a draft otherwise, its deadlines left."""
    save_section(
        section=item.section,
        revision=item.section.revision,
        clauses=[ClauseDraft(item.clause, text, number=item.number)],
        by=BY,
        now=NOW,
    )


def kinds(role, version, template):
    return [(one.kind, one.number) for one in deviations(role=role, version=version, template=template)]


# ── the library ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", sorted(library.templates()))
@pytest.mark.parametrize("language", library.LANGUAGES)
def test_every_template_begins_a_role_in_every_language(code, language):
    school = factories.make_school()
    version = take(school, code, language)
    text = read_text(version)
    assert text.document.to_json() == library.template_document(code, language)
    assert version.role.template == f"kord:{code}"
    assert deviations(role=version.role, version=version, template=kord(school, code, language)) == []


def test_one_clause_has_one_key_in_every_version_and_language_and_no_other_school_has_it():
    school, other = factories.make_school(), factories.make_school()
    english = take(school)
    foreign = take(other)
    keys = {keys.clause for keys in read_text(english).keys}
    assert keys & {keys.clause for keys in read_text(foreign).keys} == set()
    lithuanian = take_template(school=other, template=kord(other, "av_keeper", "lt"), by=BY, now=NOW)
    assert lithuanian.language == "lt"
    assert len({keys.clause for keys in read_text(lithuanian).keys}) == len(library.templates()["av_keeper"].clauses)


def test_a_role_that_has_a_text_is_not_begun_anew():
    school = factories.make_school()
    take(school)
    with pytest.raises(RoleError) as caught:
        take(school, language="lt")
    assert caught.value.code == "has_text"
    assert RoleVersion.objects.count() == 1


def test_its_deadlines_become_duties():
    school = factories.make_school()
    version = take(school, "it_specialist", "lt")
    approve_version(version=version, effective_on=date(2026, 9, 1), by=BY, now=NOW)
    rules = [rule for clause in read_text(version).document.clauses() for rule in clause.rules]
    about_the_text = [rule for rule in rules if rule["binding"] == "document"]
    assert (len(rules), len(about_the_text), Duty.objects.for_school(school).count()) == (47, 2, 45)


# ── beside the template ──────────────────────────────────────────────────────


def test_what_the_school_says_otherwise_stands_beside_the_template():
    school = factories.make_school()
    version = take(school)
    first, *_rest, last = Item.objects.filter(section__version=version).order_by("section__position", "position")
    rewrite(first, "Does it in our own way.")
    section = version.sections.order_by("position").first()
    with guarded_write():
        last.delete()
        Item.objects.create(section=section, position=90, number="9.9", text="Ours alone.", clause=uuid4())
    found = [kind for kind, _number in kinds(version.role, version, kord(school))]
    assert found == [Difference.CHANGED_HERE, Difference.MISSING_HERE, Difference.OWN]


def office_text(owner, *items, role_code="keeper", day=date(2026, 9, 1)):
    """The next approved text of the keeper of the owner's office."""
    office = owner.schools.filter(kind=SchoolKind.OFFICE).first() or factories.make_school(
        owner=owner, name="Office of education", kind=SchoolKind.OFFICE
    )
    draft = factories.load_small_document(
        school=office, role_code=role_code, title="Keeper", posts={role_code: "Keeper"}, items=list(items),
        institution="Office of education", document_number="7",
    )  # fmt: skip
    return factories.approve(version=draft, effective_on=day)


FIRST = make_item("Keeps the list of devices.", number="1.")
RULE = {"kind": "fixed_date", "words": "by 10 September", "binding": "duty", "month": 9, "day": 10}
SECOND = make_item("Renews the register by 10 September.", number="2.", rules=[RULE])
LATER = make_item(
    "Renews the whole register by 15 September.", number="2.", rules=[{**RULE, "words": "by 15 September", "day": 15}]
)
THIRD = make_item("Reports what is missing to the principal.", number="3.")


def publish(owner, version):
    return publish_template(owner=owner, version=version, by=BY, now=NOW)


def of_owner(school, code="keeper"):
    return template_text(school=school, source="owner", code=code, language="lt")


def test_a_later_edition_proposes_its_changes_and_what_is_chosen_stands_in_a_draft():
    owner = factories.make_owner()
    school = factories.make_school(owner=owner)
    publish(owner, office_text(owner, FIRST, SECOND))
    version = take_template(school=school, template=of_owner(school), by=BY, now=NOW)
    assert "institution" not in version.frame
    rewrite(Item.objects.get(section__version=version, number="1."), "Keeps the list of devices and of cables.")
    factories.approve(version=version)
    role = version.role
    publish(owner, office_text(owner, FIRST, LATER, THIRD, day=date(2026, 10, 1)))
    there = of_owner(school)
    found = deviations(role=role, version=version, template=there)
    assert [(one.kind, one.here, one.there) for one in found] == [
        (Difference.CHANGED_HERE, "Keeps the list of devices and of cables.", FIRST["text"]),
        (Difference.CHANGED_THERE, SECOND["text"], LATER["text"]),
        (Difference.ADDED_THERE, "", THIRD["text"]),
    ]
    how = {"role": role, "template": there, "by": BY, "now": NOW}
    draft = take_template_changes(wanted=[found[1].key, found[2].key, found[0].key, "no-such"], **how)
    role.refresh_from_db()
    texts = [clause.text for clause in read_text(draft).document.clauses()]
    assert texts == ["Keeps the list of devices and of cables.", LATER["text"], THIRD["text"]]
    assert [key.clause for key in read_text(draft).keys][:2] == [key.clause for key in read_text(version).keys]
    assert draft.role.template == "owner:keeper"
    assert [one.kind for one in deviations(role=role, version=draft, template=there)] == [Difference.CHANGED_HERE]
    with pytest.raises(RoleError) as caught:
        take_template_changes(wanted=[found[1].key], **how)
    assert caught.value.code == "draft_exists"


def test_the_posts_that_were_mapped_stay_mapped_when_changes_are_taken():
    owner = factories.make_owner()
    school = factories.make_school(owner=owner)
    publish(owner, office_text(owner, FIRST, SECOND))
    version = take_template(school=school, template=of_owner(school), by=BY, now=NOW)
    factories.approve(version=version)
    publish(owner, office_text(owner, FIRST, LATER, day=date(2026, 10, 1)))
    keys = [one.key for one in deviations(role=version.role, version=version, template=of_owner(school))]
    draft = take_template_changes(role=version.role, template=of_owner(school), wanted=keys, by=BY, now=NOW)
    posts = [(post.key, post.role_id, post.is_confirmed) for post in draft.posts.all()]
    assert posts == [(post.key, post.role_id, post.is_confirmed) for post in version.posts.all()]
    assert not draft.questions.exists()


# ── what an owner gives ──────────────────────────────────────────────────────


def test_only_schools_of_the_owner_are_offered_its_newest_edition():
    owner, other = factories.make_owner(), factories.make_owner()
    school, foreign = factories.make_school(owner=owner), factories.make_school(owner=other)
    version = office_text(owner, FIRST)
    first = publish(owner, version)
    assert publish(owner, version) == first  # the same text is no new edition
    assert [(one.source, one.number) for one in offers(school) if one.source == "owner"] == [("owner", 1)]
    assert [one for one in offers(foreign) if one.source == "owner"] == []
    assert of_owner(foreign) is None
    second = publish(owner, office_text(owner, FIRST, SECOND, day=date(2026, 10, 1)))
    assert [one.number for one in offers(school) if one.source == "owner"] == [2]
    withdraw_template(template=second, by=BY, now=NOW)
    withdraw_template(template=second, by=BY, now=NOW)
    assert [one for one in offers(school) if one.source == "owner"] == []  # an older edition does not come back
    assert AuditEvent.objects.filter(verb="owner.template_withdrawn").count() == 1


def test_a_text_of_another_owner_or_a_draft_is_not_given():
    owner, other = factories.make_owner(), factories.make_owner()
    with pytest.raises(RoleError) as caught:
        publish(other, office_text(owner, FIRST))
    assert caught.value.code == "other_school"
    draft = new_draft(role=Role.objects.get(code="keeper"), by=BY, now=NOW)
    with pytest.raises(RoleError) as caught:
        publish(owner, draft)
    assert caught.value.code == "not_approved"
    school_text = factories.approve(version=factories.load_small_document(school=factories.make_school(owner=owner)))
    assert school_text not in publishable(owner)  # a school's text is read by its own people
    assert OwnerTemplate.objects.count() == 0


# ── pages ────────────────────────────────────────────────────────────────────


def test_from_the_list_to_a_draft(cast, principal):
    school = cast.home.school
    page = words(principal.get(url("library", school)))
    assert "From Kord’s library" in page
    address = url("template", school, "kord", "device_keeper", "lt")
    assert address in page
    text = words(principal.get(address))
    assert library.template_document("device_keeper", "lt")["sections"][0]["items"][0]["text"] in text
    answers = {principal.post(address, {"form_key": KEY}).url for _time in range(3)}
    role = Role.objects.get(code="device_keeper")
    assert answers == {url("version-detail", school, role.code, 1)}
    assert url("role-template", school, role.code) in words(principal.get(answers.pop()))
    assert "begun with it already" in words(principal.get(url("library", school)))
    again = principal.post(address, {"form_key": "u" * 32})
    assert (again.status_code, "has a text already" in words(again)) == (422, True)


def test_unknown_templates_and_those_of_another_owner_are_not_found(cast, principal):
    owner = cast.stranger.school.owner
    publish(owner, office_text(owner, make_item(f"{STRANGER} list.", number="1.")))
    for address in (
        url("template", cast.home.school, "kord", "nothing", "lt"),
        url("template", cast.home.school, "kord", "device_keeper", "xx"),
        url("template", cast.home.school, "owner", "keeper", "lt"),
        url("role-template", cast.home.school, "nothing"),
    ):
        assert principal.get(address).status_code == 404
    assert STRANGER not in words(principal.get(url("library", cast.home.school)))


def test_beside_the_template_by_the_page(cast, principal):
    owner, school = cast.owner, cast.home.school
    publish(owner, office_text(owner, FIRST, SECOND))
    version = take_template(school=school, template=of_owner(school), by=BY, now=NOW)
    address = url("role-template", school, "keeper")
    assert "Word for word as in the template." in words(principal.get(address))
    publish(owner, office_text(owner, FIRST, LATER, day=date(2026, 10, 1)))
    assert "Finish the draft first" in words(principal.get(address))
    factories.approve(version=version)
    page = principal.get(address)
    assert LATER["text"] in words(page)
    nothing = principal.post(address, {"form_key": KEY})
    assert (nothing.status_code, "Choose at least one clause." in words(nothing)) == (422, True)
    keys = [row["key"] for row in page.context["proposed"]]
    answer = principal.post(address, {"form_key": KEY, "take": keys})
    assert answer.url == url("version-detail", school, "keeper", 2)
    assert LATER["text"] in words(principal.get(answer.url))


def test_what_is_new_can_be_left_as_it_is(cast, principal):
    owner, school = cast.owner, cast.home.school
    publish(owner, office_text(owner, FIRST, SECOND))
    factories.approve(version=take_template(school=school, template=of_owner(school), by=BY, now=NOW))
    publish(owner, office_text(owner, FIRST, LATER, day=date(2026, 10, 1)))
    address = url("role-template", school, "keeper")
    assert principal.post(address, {"refuse": "1"}).status_code == 303
    page = principal.get(address)
    assert (page.context["proposed"], [row["there"] for row in page.context["own"]]) == ([], [LATER["text"]])
    assert RoleVersion.objects.filter(role__school=school).count() == 1


def test_a_coordinator_offers_an_offices_text_and_takes_it_back(cast, coordinator, principal):
    version = office_text(cast.owner, FIRST, SECOND)
    address = reverse("owner_roles:templates", args=[cast.owner.slug])
    page = words(coordinator.get(address))
    look = reverse("owner_roles:template-publish", args=[cast.owner.slug, version.public_id])
    assert look in page
    assert (HOME in page, SISTER in page) == (False, False)
    assert FIRST["text"] in words(coordinator.get(look))
    assert coordinator.post(look).status_code == 303
    assert "1 template" in words(coordinator.get(address)).replace("<strong>1</strong>", "1 ")
    assert "Keeper" in words(principal.get(url("library", cast.home.school)))
    back = reverse("owner_roles:template-withdraw", args=[cast.owner.slug, "keeper", "lt"])
    assert {coordinator.post(back).status_code for _time in range(2)} == {303}
    assert url("template", cast.home.school, "owner", "keeper", "lt") not in words(
        principal.get(url("library", cast.home.school))
    )
    school_text = factories.approve(version=factories.load_small_document(school=cast.home.school))
    for public_id in (school_text.public_id, "nothing"):
        found = reverse("owner_roles:template-publish", args=[cast.owner.slug, public_id])
        assert (coordinator.get(found).status_code, coordinator.post(found).status_code) == (404, 404)
    officer = client_of(cast.owner_users["officer"])
    assert officer.get(address).status_code == 403
