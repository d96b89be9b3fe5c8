"""The database is held for too long: a page in words, and nothing of what was typed is lost."""

import sqlite3

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from schools.access_rules import public
from tests import cast, factories

# The file is SQLite's own trouble; PostgreSQL has none.
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]


def wait_for_a_locked_file(folder):
    """What happens in a request while another process writes: the real words of the real library."""
    file = f"{folder}/held.sqlite3"
    holder, waiting = sqlite3.connect(file), sqlite3.connect(file, timeout=0)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        with connection.wrap_database_errors:
            waiting.execute("BEGIN IMMEDIATE")
    finally:
        waiting.close()
        holder.close()


def fill_the_disk():
    """A database that may not grow: the real words of the real library again."""
    small = sqlite3.connect(":memory:")
    try:
        small.execute("PRAGMA max_page_count = 1")
        with connection.wrap_database_errors:
            small.execute("CREATE TABLE t (x)")
    finally:
        small.close()


def full(execute, sql, params, many, context):
    """The disk is full: what is there can be read."""
    if sql.split()[0] in ("INSERT", "UPDATE", "DELETE"):
        fill_the_disk()
    return execute(sql, params, many, context)


@public(reason="a test")
def page(request, kind):
    if kind == "held":
        wait_for_a_locked_file(settings.TEST_FOLDER)
    if kind == "full":
        fill_the_disk()
    if kind == "file":
        with open("/dev/full", "w") as file:
            file.write("an hour's work")
    if kind == "session":
        request.session["note"] = "an hour's work"
        return HttpResponse("not kept")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM no_such_table")


class Held:
    """Who is here is asked before any view runs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        wait_for_a_locked_file(settings.TEST_FOLDER)


urlpatterns = [path("page/<slug:kind>/", page), path("", include("config.urls"))]
handler400 = "config.errors.bad_request"
handler500 = "config.errors.server_error"
TYPED = {"note": "an hour's work <b>", "password": "kept to myself", "form_key": "k" * 32, "etag": "1"}


@pytest.fixture
def browser(client, tmp_path):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__, TEST_FOLDER=str(tmp_path)):
        yield client


def busy(answer):
    text = answer.content.decode()
    shown = [words for words in ("an hour&#x27;s work &lt;b&gt;", "kept to myself", "k" * 32) if words in text]
    return answer.status_code, answer["Retry-After"], answer["Cache-Control"], shown


KEPT = (503, "30", "no-store", ["an hour&#x27;s work &lt;b&gt;"])


def test_what_was_typed_is_shown_again(browser):
    answer = browser.post("/page/held/", TYPED)
    assert busy(answer) == KEPT
    assert "This was not saved yet, and nothing is lost." in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("default-src")


def test_without_a_form_the_page_says_that_nothing_is_lost(browser):
    answer = browser.get("/page/held/", headers={"Accept-Language": "en"})
    assert busy(answer) == (503, "30", "no-store", [])
    assert "Nothing is lost. Wait a moment and try again." in answer.content.decode()


def test_a_database_that_is_held_before_the_view(browser):
    people = cast.make_cast()
    browser.force_login(people.home.user("staff"))
    place = settings.MIDDLEWARE.index("schools.door.SchoolAuthenticationMiddleware")
    chain = [*settings.MIDDLEWARE[:place], f"{__name__}.Held", *settings.MIDDLEWARE[place:]]
    with override_settings(MIDDLEWARE=chain):
        assert busy(browser.post("/page/held/", TYPED)) == KEPT


@pytest.mark.parametrize("kind", ["full", "file"])
def test_a_full_disk_loses_nothing_either(browser, kind):
    assert busy(browser.post(f"/page/{kind}/", TYPED)) == KEPT


@pytest.mark.parametrize("way", ["new", "known"])
def test_a_session_that_finds_no_room(browser, way):
    if way == "known":
        browser.force_login(cast.make_cast().home.user("staff"))
    with connection.execute_wrapper(full):
        assert busy(browser.post("/page/session/", TYPED)) == KEPT


def test_signing_in_with_a_full_disk(browser):
    user = factories.make_user(password=factories.PASSWORD)
    with connection.execute_wrapper(full):
        answer = browser.post("/accounts/login/", {"login": user.email, "password": factories.PASSWORD})
    assert (answer.status_code, user.email in answer.content.decode()) == (503, True)
    assert factories.PASSWORD not in answer.content.decode()
    assert Session.objects.count() == 0


def test_another_fault_of_the_database_is_a_fault(browser):
    answer = browser.post("/page/broken/", TYPED)
    assert (answer.status_code, "Something went wrong on our side" in answer.content.decode()) == (500, True)
