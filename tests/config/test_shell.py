"""The shell around the pages: headers, languages, error pages, signing in."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation

from config import errors
from config.context import build_shell
from config.middleware import LanguageMiddleware, SecurityHeadersMiddleware, csp_header
from schools.access_rules import Permission
from schools.templatetags.kord import if_long

pytestmark = pytest.mark.django_db


def _nothing(request, school):
    return errors.HttpResponse()


# A small installation: two places have a page, the others are not there yet.
urlpatterns = [
    path("s/<slug:school>/today/", include(([path("", _nothing, name="today")], "duties"))),
    path("s/<slug:school>/people/", include(([path("", _nothing, name="people")], "schools"))),
]


@pytest.mark.parametrize(
    ("words", "css"),
    [
        ("tr", ""), ("mokslo metai", ""), ("tekstas", ""), ("2027-08-31", ""), ("", ""), (None, ""), (3, ""),
        ("darbuotojas", " m--long"), ("ettepanekut", " m--long"), ("pasiūlyta", " m--long"),
    ],
)  # fmt: skip
def test_a_word_that_would_run_over_the_margin_line_stands_above_the_text(words, css):
    assert if_long(words) == css


def test_the_margin_says_nought_too():
    """ "5 left" beside nothing reads as a riddle: the steps that are done are 0 of 5."""
    html = render_to_string("components/head.html", {"margin": 0, "margin_sub": "of 5", "title": "Start"})
    assert '<p class="m"><strong>0</strong>of 5</p>' in html
    assert "<strong>" not in render_to_string("components/head.html", {"margin": "", "title": "Start"})


def test_the_csp_is_strict_and_holds_nothing_inline(client):
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert policy == csp_header(settings.SECURE_CSP)
    assert policy.split("; ")[0] == "default-src 'none'"
    assert [word for word in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*") if word in policy] == []


def test_every_answer_carries_the_headers(client):
    response = client.get("/accounts/login/")
    assert {
        name: response[name]
        for name in ("X-Frame-Options", "X-Content-Type-Options", "Cross-Origin-Opener-Policy", "Referrer-Policy")
    } == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
    }
    assert {"HX-Request", "Cookie", "Accept-Language"} <= {name.strip() for name in response["Vary"].split(",")}


def test_a_views_own_header_is_kept():
    def view(request):
        return errors.HttpResponse(headers={"X-Frame-Options": "SAMEORIGIN"})

    response = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_what_is_not_there_is_the_same_bytes_in_every_case(client):
    pages = [
        client.get("/no-such-place/"),
        client.get("/nothing/at/all/", headers={"Accept-Language": "fi"}),
        client.get("/nothing/?secret=canary", headers={"HX-Request": "true"}),
        client.get("/nothing/", headers={"Accept-Language": "lt"}),
    ]
    assert [page.status_code for page in pages] == [404] * 4
    assert len({page.content for page in pages}) == 1
    assert {page["Content-Language"] for page in pages} == {"mul"}
    assert b"canary" not in pages[2].content


def test_the_csrf_page_keeps_what_was_typed_and_no_secret(client):
    request = RequestFactory().post(
        "/somewhere/",
        {
            "note": "The lists came late",
            "password": "canary-1",
            "csrfmiddlewaretoken": "canary-2",
            "form_key": "canary-3",
        },
    )
    request.user = AnonymousUser()
    response = errors.csrf_failure(request)
    text = response.content.decode()
    assert response.status_code == 403
    assert "The lists came late" in text
    assert "canary" not in text


def test_typed_markup_is_shown_as_text():
    request = RequestFactory().post("/somewhere/", {"note": "<script>alert(1)</script>"})
    request.user = AnonymousUser()
    assert "<script>alert" not in errors.csrf_failure(request).content.decode()


@pytest.mark.parametrize(
    ("own", "cookie", "accepted", "expected"),
    [
        ("lt", "fi", "et", "lt"),
        ("", "fi", "et", "fi"),
        ("", "", "et-EE,et;q=0.9,en;q=0.5", "et"),
        ("", "", "sv,fi;q=0.8", "fi"),
        ("", "xx", "", settings.LANGUAGE_CODE),
    ],
)
def test_the_language_is_the_logins_then_the_cookies_then_the_browsers(own, cookie, accepted, expected):
    seen = []
    request = RequestFactory().get("/", headers={"Accept-Language": accepted})
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    request.user = SimpleNamespace(is_authenticated=True, language=own)

    def view(request):
        middleware.process_view(request, view, (), {})
        seen.append(translation.get_language())
        return errors.HttpResponse()

    middleware = LanguageMiddleware(view)
    before = translation.get_language()
    response = middleware(request)
    assert seen == [expected]
    assert response["Content-Language"] == expected
    assert translation.get_language() == before


def test_the_shell_of_somebody_unknown_has_no_places_and_no_name():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    shell = build_shell(request)
    assert (shell.places, shell.me_name, shell.logout_url, shell.profile_url, shell.theme) == ((), "", "", "", "")
    assert [language.name for language in shell.languages] == ["English", "Eesti", "Suomi", "Lietuvių"]


def test_the_shell_stands_without_any_middleware():
    assert build_shell(RequestFactory().get("/")).school_name == ""


def _inside(*, allowed):
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, theme="dark", language="")
    request.school = SimpleNamespace(name="Riverbend", slug="riverbend", started_at=None)
    request.access = SimpleNamespace(can=lambda permission: permission in allowed)
    request.resolver_match = SimpleNamespace(view_name="schools:people-preview")
    request.place_counts = {"duties:today": 3}
    return request


@pytest.mark.urls(__name__)
def test_only_places_that_exist_and_are_permitted_are_shown():
    everything = build_shell(_inside(allowed=set(Permission)))
    assert [(place.url, place.is_current, place.count) for place in everything.places] == [
        ("/s/riverbend/today/", False, 3),
        ("/s/riverbend/people/", True, None),
    ]
    some = build_shell(_inside(allowed={Permission.TODAY_VIEW}))
    assert [place.url for place in some.places] == ["/s/riverbend/today/"]
    assert build_shell(_inside(allowed=set())).places == ()
    assert (some.school_name, some.theme) == ("Riverbend", "dark")


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"])
def test_the_pages_of_signing_in_stand_on_our_sheet(client, address):
    text = client.get(address, headers={"Accept-Language": "fi"}).content.decode()
    assert '<html lang="fi">' in text
    assert text.count("<main") == 1
    assert text.count("<h1") == 1
    assert "style=" not in text


def test_a_wrong_password_is_said_on_top_and_in_the_title(client):
    response = client.post("/accounts/login/", {"login": "nobody@school.example", "password": "not-the-one"})
    text = response.content.decode()
    assert "<title>Error: Sign in – Kord</title>" in text
    assert 'class="errors"' in text
    assert "not-the-one" not in text
