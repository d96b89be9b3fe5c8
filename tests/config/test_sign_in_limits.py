"""How many passwords are looked at: a whole school at once, and strangers."""

import pytest
from allauth.account import app_settings
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = factories.PASSWORD
TOO_MANY = "Too many failed login attempts. Try again later."


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


def sign_in(email, password, address, client=None):
    """What a try leads to: "in", "wrong" (looked at) or "refused"."""
    body = {"login": email, "password": password}
    page = (client or Client()).post(reverse("account_login"), body, REMOTE_ADDR=address)
    if page.status_code == 302:
        return "in"
    return "refused" if page.status_code == 429 or TOO_MANY in page.content.decode() else "wrong"


def test_a_whole_school_signs_in_from_one_address():
    """T-08: one in twenty mistypes once."""
    people = [factories.make_user(password=PASSWORD).email for _ in range(30)]
    said = []
    for number in range(300):
        email = people[number % 30]
        if number % 20 == 0:
            assert sign_in(email, "mistyped", "198.51.100.7") == "wrong"
        said.append(sign_in(email, PASSWORD, "198.51.100.7"))
    assert said == ["in"] * 300


def test_wrong_passwords_from_one_address_shut_nobody_out_elsewhere():
    user = factories.make_user(password=PASSWORD)
    said = [sign_in(user.email, f"wrong {n}", "198.51.100.7") for n in range(11)]
    assert said == ["wrong"] * 10 + ["refused"]
    assert sign_in(user.email, PASSWORD, "198.51.100.7") == "refused"
    assert sign_in(user.email, PASSWORD, "198.51.100.8") == "in"


@pytest.mark.slow
def test_a_thousand_addresses_get_at_most_forty_tries_and_a_known_browser_its_own():
    user = factories.make_user(password=PASSWORD)
    other = factories.make_user(password=PASSWORD)
    known, shared = Client(), Client()
    assert sign_in(user.email, PASSWORD, "198.51.100.7", known) == "in"
    assert sign_in(other.email, PASSWORD, "198.51.100.7", shared) == "in"
    said = [sign_in(user.email, f"wrong {n}", f"203.0.{n // 250}.{n % 250}") for n in range(1000)]
    assert (said.count("wrong"), said.count("refused")) == (40, 960)
    assert sign_in(user.email, PASSWORD, "203.0.113.99") == "refused"
    for client in (shared, known):
        del client.cookies["sessionid"]  # signed out; Client.logout() would forget every cookie
    assert sign_in(user.email, PASSWORD, "203.0.113.98", shared) == "refused"
    assert sign_in(user.email, PASSWORD, "203.0.113.97", known) == "in"


def test_who_is_signed_in_may_show_that_it_is_still_them_meanwhile():
    user = factories.make_user(password=PASSWORD)
    client = Client()
    assert sign_in(user.email, PASSWORD, "198.51.100.7", client) == "in"
    said = [sign_in(user.email, f"wrong {n}", f"203.0.113.{n}") for n in range(41)]
    assert said == ["wrong"] * 40 + ["refused"]
    del client.cookies["kord_known"]
    page = client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    assert (page.status_code, page.url) == (302, "/")


def test_a_forged_cookie_is_no_known_browser():
    user = factories.make_user(password=PASSWORD)
    said = [sign_in(user.email, f"wrong {n}", f"203.0.113.{n}") for n in range(40)]
    assert said == ["wrong"] * 40
    client = Client()
    client.cookies["kord_known"] = "WyJmb3JnZWQiXQ:1abcde:forged"
    assert sign_in(user.email, PASSWORD, "203.0.113.99", client) == "refused"


def test_every_limit_of_allauth_is_named():
    assert set(app_settings.RATE_LIMITS) == set(settings.ACCOUNT_RATE_LIMITS)
