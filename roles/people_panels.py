"""What the roles app says on pages of people and of the start."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from roles.models import BoundPost, Role, RoleAssignment, RoleVersion, VersionState
from roles.queries.bound_posts import has_clause, of_newest_texts, waiting_posts
from roles.queries.pages import waiting_in
from roles.queries.unheld import unheld
from roles.views.words import act_label, waiting_words
from schools import panels
from schools.models import Person, School
from schools.next_step import StepQuestion
from schools.start_steps import StartStep, Todo


def register() -> None:
    """Fill the places of the people and start pages."""
    panels.register("people", "roles.posts", posts_of)
    panels.register("start-steps", "roles.start", start_steps)
    panels.register("next-step", "roles.next", step_questions)


def posts_of(school: School, people: Sequence[Person], on: date) -> Mapping[Person, list[str]]:
    """Return the posts that each person holds on a day, with their share."""
    found: dict[Person, list[str]] = defaultdict(list)
    by_pk = {person.pk: person for person in people}
    held = RoleAssignment.objects.for_school(school).current(on).filter(person__in=by_pk).select_related("role")
    for one in held.order_by("role__name", "pk"):
        words = f"{one.role.name} {one.share} %" if one.share else one.role.name
        found[by_pk[one.person_id]].append(words)
    return found


def start_steps(school: School, schools: Sequence[School], on: date) -> Mapping[School, list[StartStep]]:
    """Return two steps per school: a document loaded and approved, and the posts it binds mapped and held.

    At most eight queries, however many schools.
    """
    texts = {
        pk: (drafts, approved)
        for pk, drafts, approved in RoleVersion.objects.filter(role__school__in=schools)
        .values("role__school")
        .annotate(
            drafts=Count("pk", filter=Q(state=VersionState.DRAFT)),
            approved=Count("pk", filter=Q(state=VersionState.APPROVED)),
        )
        .values_list("role__school", "drafts", "approved")
    }
    posts: dict[int, list[BoundPost]] = defaultdict(list)
    # The text's own post has also the clauses that name nobody.
    named = BoundPost.objects.filter(has_clause() | Q(role=F("version__role")), version__role__school__in=schools)
    for post in of_newest_texts(named).select_related("version__role", "role"):
        posts[post.version.role.school_id].append(post)
    nobodys: dict[int, list[Role]] = defaultdict(list)
    for role in unheld(roles=_answered(posts), on=on):
        nobodys[role.school_id].append(role)
    waiting = waiting_in(schools)
    steps = {}
    for one in schools:
        drafts, approved = texts.get(one.pk, (0, 0))
        steps[one] = [
            _document_step(one, drafts, approved, waiting.get(one.pk, [])),
            _posts_step(one, posts[one.pk], nobodys[one.pk], has_text=approved > 0),
        ]
    return steps


def step_questions(school: School, schools: Sequence[School], on: date) -> Mapping[School, list[StepQuestion]]:
    """Return what the two steps ask of one school's data; no query."""
    versions = RoleVersion.objects.filter(role__school=OuterRef("pk"))
    drafts = versions.filter(state=VersionState.DRAFT).order_by("created_at", "pk")
    named = of_newest_texts(BoundPost.objects.filter(version__role__school=OuterRef("pk")))
    waiting = waiting_posts(named).order_by("position", "pk")
    document = StepQuestion(
        order=30,
        title=gettext("Job description"),
        asks={
            "approved": Exists(versions.approved()),
            "draft_code": Subquery(drafts.values("role__code")[:1]),
            "draft_number": Subquery(drafts.values("number")[:1]),
        },
        is_done=lambda answers: answers["approved"],
        url=lambda answers: (
            reverse("roles:version-detail", args=[school.slug, answers["draft_code"], answers["draft_number"]])
            if answers["draft_code"]
            else reverse("roles:role-list", args=[school.slug])
        ),
        pages=("roles:reading", "roles:role-new", "roles:role-read", "roles:role-write"),
    )
    posts = StepQuestion(
        order=40,
        title=gettext("Who is this here?"),
        # Without a text this step is not reached: the one above is open.
        asks={
            "post_code": Subquery(waiting.values("version__role__code")[:1]),
            "post_number": Subquery(waiting.values("version__number")[:1]),
        },
        is_done=lambda answers: answers["post_code"] is None,
        url=lambda answers: reverse("roles:posts", args=[school.slug, answers["post_code"], answers["post_number"]]),
    )
    return {school: [document, posts]}


def _answered(posts: Mapping[int, Sequence[BoundPost]]) -> list[Role]:
    """The posts of the schools that texts bind and that have an answer, each once, by their names."""
    roles = {post.role_id: post.role for found in posts.values() for post in found if post.is_confirmed}
    return sorted(roles.values(), key=lambda role: (role.name, role.pk))


def _document_step(school: School, drafts: int, approved: int, waiting: Sequence[RoleVersion]) -> StartStep:
    words = (
        ngettext("%(n)d approved text.", "%(n)d approved texts.", approved) % {"n": approved}
        if approved
        else gettext("A draft waits for your approval.")
        if drafts
        else gettext("No job description yet. It is the source of the duties.")
    )
    acts = [
        (
            gettext("%(title)s, version %(number)s: %(waits)s")
            % {"title": version.title, "number": version.number, "waits": waiting_words(version)},
            reverse("roles:version-force-act", args=[school.slug, version.role.code, version.number]),
        )
        for version in waiting
    ]
    return StartStep(
        order=30,
        title=gettext("Job description"),
        is_done=approved > 0,
        words=words,
        url=reverse("roles:role-list", args=[school.slug]),
        act_label=gettext("Read and approve") if drafts and not approved else gettext("Job descriptions"),
        todo=tuple(
            Todo(text, label=act_label(version), url=url) for version, (text, url) in zip(waiting, acts, strict=True)
        ),
        blocker="" if approved else gettext("no job description is approved"),
        warnings=tuple(acts),
        warning_words=gettext("Approved, not yet in force: nobody is asked for its duties before it is:"),
    )


def _posts_step(school: School, posts: list[BoundPost], nobodys: list[Role], *, has_text: bool) -> StartStep:
    waiting = sorted({post.words for post in posts if not post.is_confirmed})
    count = len(waiting)
    empty = [(role.name, reverse("roles:holders", args=[school.slug, role.code])) for role in nobodys]
    todo = [Todo(f"„{words}“") for words in waiting[:8]]
    label = gettext("Say who holds it")
    todo += [Todo(gettext("%(post)s: nobody") % {"post": name}, label=label, url=url) for name, url in empty]
    blocker = ngettext("%(n)d post has no answer", "%(n)d posts have no answer", count) % {"n": count} if count else ""
    return StartStep(
        order=40,
        title=gettext("Who is this here?"),
        is_done=not waiting and (bool(posts) or has_text),
        words=_posts_words(posts, count, len(empty)),
        url=_posts_url(school, posts),
        act_label=gettext("Say who it is"),
        todo=tuple(todo),
        blocker=blocker,
        warnings=tuple((gettext("Nobody holds the post: %(post)s") % {"post": name}, url) for name, url in empty),
        warning_words=gettext("What is theirs goes to nobody, and the head of the school is told when it is due:"),
    )


def _posts_words(posts: Sequence[BoundPost], waiting: int, empty: int) -> str:
    if not posts:
        return gettext("The posts that a job description names come here.")
    if waiting:
        return ngettext(
            "%(n)d post of the text waits for your answer.", "%(n)d posts of the text wait for your answer.", waiting
        ) % {"n": waiting}
    if empty:
        return ngettext(
            "Every post has an answer, but one is held by nobody.",
            "Every post has an answer, but %(n)d are held by nobody.",
            empty,
        ) % {"n": empty}
    return gettext("Every post of the text has its people.")


def _posts_url(school: School, posts: list[Any]) -> str:
    """The first text whose posts wait for an answer, else the list of texts."""
    waiting = next((post for post in posts if not post.is_confirmed), None)
    if waiting is None:
        return reverse("roles:role-list", args=[school.slug])
    version = waiting.version
    return reverse("roles:posts", args=[school.slug, version.role.code, version.number])
