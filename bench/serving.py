"""Pages as the web server asks for them, and the scene they are asked in. Import after ``measuring.start``.

The WSGI application is called directly: what a request costs is ours, what gunicorn adds is the same for all.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import filling
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from duties.models import Occurrence
from duties.services.planning import plan_schools
from roles.models import Role, RoleAssignment, RoleVersion
from schools.actors import System
from schools.guarded import guarded_write
from schools.models import Group, GroupMember, Membership, Person, School, SchoolYear, User

BY = System("bench")
FULL, SINGLE = "bench-0", "bench-1"  # a school whose lists are full, and one with a single row in each
MANY = 50


@dataclass(frozen=True)
class Asker:
    """Somebody signed in; asks for pages of an application."""

    application: Callable[..., Any]
    cookie: str

    def get(self, path: str) -> bytes:
        """Return a page's bytes; anything but 200 ends the measuring."""
        status: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path.partition("?")[0], "QUERY_STRING": path.partition("?")[2],
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": "",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000", "HTTP_COOKIE": self.cookie,
            "HTTP_ACCEPT_LANGUAGE": "lt", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True,
            "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        answer = self.application(environ, lambda line, headers, exc_info=None: status.append(line))
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        if not status[0].startswith("200"):
            raise SystemExit(f"{path}: {status[0]}")
        return body

    def queries(self, path: str) -> int:
        """Return how many statements a page costs, the session's and the login's among them."""
        self.get(path)
        with CaptureQueriesContext(connection) as captured:
            self.get(path)
        return len(captured)


def kord(user: User) -> Asker:
    """Somebody in front of Kord."""
    return Asker(WSGIHandler(), cookie_of(user))


def minimal(user: User) -> Asker:
    """The same person in front of the minimal application (``minimal.py``)."""
    middleware = [
        "minimal.OwnAddresses",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]
    with override_settings(MIDDLEWARE=middleware):
        return Asker(WSGIHandler(), cookie_of(user))


def cookie_of(user: User) -> str:
    """Sign a login in; return the header that says so."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={'a' * 32}"


def scene(occurrences: int) -> tuple[User, User]:
    """Fill the database; return two principals: of a school with full lists, and of one with single rows.

    The first has 536 occurrences and 50 people, posts and classes, the second one of each; the other schools
    are there to make the tables large.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    filling.drop_foreign_keys("duties_occurrence")
    schools = filling.add_schools(max(occurrences // 524, 2), calendars=50)
    filling.add_duties(schools)
    plan_schools(
        schools=schools,
        start=filling.YEAR_BEGINS,
        end=filling.YEAR_ENDS,
        on=filling.YEAR_BEGINS,
        by=BY,
        now=filling.NOW,
    )
    full, single = (School.objects.get(slug=slug) for slug in (FULL, SINGLE))
    keep = Occurrence.objects.filter(school=single, due_on__gte=filling.TODAY).order_by("due_on", "pk").first()
    assert keep is not None, "the school year is over"
    Occurrence.objects.filter(school=single).exclude(pk=keep.pk).delete()
    found = _people(full, MANY), _people(single, 1)
    filling.analyse()
    return found


def _people(school: School, count: int) -> User:
    """Give a school people, posts with texts and classes; the first person is principal and holds the dated post."""
    began = filling.YEAR_BEGINS
    user = User.objects.create(email=f"first@{school.slug}.example", language="lt", created_at=filling.NOW)
    people = Person.objects.bulk_create(
        Person(
            school=school, user=None if number else user, given_name="Name", family_name=f"Family{number:02d}",
            sort_key=f"family{number:02d}", email=f"n{number}@{school.slug}.example", created_at=filling.NOW,
        )
        for number in range(count)
    )  # fmt: skip
    dated = Role.objects.get(school=school)
    posts = Role.objects.bulk_create(
        Role(school=school, code=f"post-{number}", name=f"Post {number}", in_force_by="order", created_at=filling.NOW)
        for number in range(count - 1)
    )
    with guarded_write():
        Membership.objects.create(user=user, school=school, level="principal", starts_on=began)
        RoleVersion.objects.bulk_create(
            RoleVersion(
                role=post, number=1, language="lt", title=post.name, created_at=filling.NOW, state="approved",
                approved_at=filling.NOW, effective_on=began, in_force_on=began,
            )
            for post in posts
        )  # fmt: skip
    RoleAssignment.objects.bulk_create(
        RoleAssignment(role=post, person=person, starts_on=began - timedelta(days=30))
        for post, person in zip([dated, *posts], people, strict=True)
    )
    year = SchoolYear.objects.get(school=school, key=str(filling.KEY))
    groups = Group.objects.bulk_create(
        Group(school=school, school_year=year, name=f"{number}a", sort_key=f"{number:02d}a")
        for number in range(1, count + 1)
    )
    GroupMember.objects.bulk_create(
        GroupMember(group=group, person=person, part="class_teacher")
        for group, person in zip(groups, people, strict=True)
    )
    return user
