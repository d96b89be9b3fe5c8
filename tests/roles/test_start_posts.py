"""Whether the posts of the texts have people, as the page Start says it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from roles.models import BoundPost, FilledBy, Role
from roles.people_panels import start_steps
from roles.queries.holders import holders
from roles.queries.unheld import unheld
from roles.services import map_post
from schools.access_levels import AccessLevel
from schools.models import School
from schools.next_step import next_step
from schools.services import end_person
from tests import factories
from tests.duties.work import START, Work, noon
from tests.factories import BY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at():
    cache.clear()
    with time_machine.travel(noon(START), tick=False):
        yield


@pytest.fixture
def work():
    """Everything answered; nobody leads a class, and whoever was the specialist has left."""
    work = Work(classes=0)
    for post in BoundPost.objects.filter(version=work.version):
        map_post(bound_post=post, filled_by=post.role.filled_by, by=BY, now=noon(START))
    end_person(person=work.specialist, last_day=START - timedelta(days=1), by=BY, now=noon(START))
    return work


def step_of(school):
    """The step "who is this here?"."""
    return next(step for step in start_steps(school, [school], START)[school] if step.order == 40)


def test_before_any_text_no_post_is_counted():
    step = step_of(factories.make_school())
    assert (step.is_done, step.blocker, step.warnings, step.todo) == (False, "", (), ())
    assert step.words == "The posts that a job description names come here."


def test_a_text_that_names_no_post_leaves_nothing_to_answer():
    school = factories.make_school()
    version = factories.load_small_document(school=school, posts={}, items=[factories.make_item("Smiles.")])
    assert BoundPost.objects.count() == 0
    factories.approve(version=version)
    assert step_of(school).is_done is True


def test_posts_that_nobody_holds_are_named_with_a_link_and_start_stays_possible(work, client):
    links = {
        role.name: reverse("roles:holders", args=[work.school.slug, role.code])
        for role in Role.objects.for_school(work.school)
    }
    names = ["Class teachers", "IT specialist", "Subject teachers"]
    step = step_of(work.school)
    assert (step.is_done, step.blocker) == (True, "")
    assert step.words == "Every post has an answer, but 3 are held by nobody."
    assert [(todo.text, todo.url) for todo in step.todo] == [(f"{name}: nobody", links[name]) for name in names]
    assert step.warnings == tuple((f"Nobody holds the post: {name}", links[name]) for name in names)
    factories.make_person(school=work.school)
    client.force_login(work.principal.user)
    page = client.get(reverse("schools:start", args=[work.school.slug]))
    assert page.context["title"] == "The school can start, but 3 things are still open"
    assert page.context["may_start"] is True
    assert [url for _words, rows in page.context["warnings"] for _text, url in rows] == [links[name] for name in names]
    text = page.content.decode()
    assert [text.count(f'href="{links[name]}"') for name in names] == [2, 2, 2]  # at the step, and beside Start
    client.post(reverse("schools:start-now", args=[work.school.slug]), {"word": "start", "form_key": "k"})
    assert School.objects.get(pk=work.school.pk).started_at == noon(START)


def test_with_people_every_post_has_its_people(work):
    new = factories.make_person(school=work.school)
    factories.assign(role=work.version.role, person=new, now=noon(START))
    factories.make_class(school=work.school, year=work.year, name="9z", teachers=[new])
    step = step_of(work.school)
    assert (step.words, step.todo, step.warnings) == ("Every post of the text has its people.", (), ())


KINDS = [(kind, "") for kind in FilledBy.values if kind != FilledBy.ACCESS_LEVEL] + [
    (FilledBy.ACCESS_LEVEL, level) for level in (AccessLevel.SECRETARY, AccessLevel.IT)
]


@pytest.mark.parametrize("has_people", [True, False])
def test_nobody_is_what_the_posts_page_says_too(has_people, django_assert_max_num_queries):
    """Of two schools, one with people and one without, for every kind of filling."""
    schools = [factories.make_school(), factories.make_school()]
    roles = []
    for school in schools:
        year = factories.make_school_year(school=school)
        leaver = factories.make_person(school=school, level=AccessLevel.IT, ends_on=START - timedelta(days=1))
        stays = factories.make_person(school=school, level=AccessLevel.SECRETARY) if has_people else leaver
        factories.make_class(school=school, year=year, name="1a", teachers=[stays])
        for kind, level in KINDS:
            role = factories.make_role(school=school, filled_by=kind, access_level=level)
            roles.append(role)
            if kind == FilledBy.ASSIGNMENT:
                factories.assign(role=role, person=stays)
        has_people = not has_people
    with django_assert_max_num_queries(5):
        found = unheld(roles=roles, on=START)
    by_school = [holders(roles=[r for r in roles if r.school == school], school=school, on=START) for school in schools]
    assert found == [role for role in roles if not any(people.get(role.pk) for people in by_school)]
    assert 0 < len(found) < len(roles)


def test_a_question_that_is_answered_in_a_newer_text_is_not_asked_of_the_older_one():
    school = factories.make_school()
    posts = {"it_specialist": "IT specialist", "class_teacher": "class teachers", "secretary": "secretary"}
    items = [factories.make_item(f"{key} does it.", number=key, binds=key) for key in posts]
    first = factories.load_small_document(school=school, posts=posts, items=items)
    factories.approve(version=first)
    assert step_of(school).blocker == "2 posts have no answer"
    second = factories.load_small_document(school=school, posts=posts, items=items)
    assert step_of(school).blocker == "2 posts have no answer"
    post = second.posts.get(key="class_teacher")
    map_post(bound_post=post, filled_by=FilledBy.CLASS_TEACHERS, by=BY, now=noon(START))
    step = step_of(school)
    assert (step.blocker, step.todo[0].text) == ("1 post has no answer", "„secretary“")
    assert step.url == reverse("roles:posts", args=[school.slug, "it_specialist", 2])
    assert next_step(school, START).order == 10
    # What the newer one does not name any more is asked until it is approved.
    map_post(bound_post=second.posts.get(key="secretary"), filled_by=FilledBy.ALL_STAFF, by=BY, now=noon(START))
    assert (step_of(school).is_done, step_of(school).blocker) == (True, "")


def test_a_post_that_only_an_older_text_names_is_asked_until_the_newer_one_is_approved():
    school = factories.make_school()
    posts = {"it_specialist": "IT specialist", "class_teacher": "class teachers"}
    items = [factories.make_item(f"{key} does it.", number=key, binds=key) for key in posts]
    factories.approve(version=factories.load_small_document(school=school, posts=posts, items=items))
    second = factories.load_small_document(school=school, posts={"it_specialist": "IT specialist"}, items=items[:1])
    assert step_of(school).blocker == "1 post has no answer"
    factories.approve(version=second, effective_on=START + timedelta(days=1))
    assert (step_of(school).is_done, step_of(school).blocker) == (True, "")
