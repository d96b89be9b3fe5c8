"""Signing in and what belongs to the login, in our own words."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from config.middleware import MAIL_COOKIE
from schools import outbox
from schools.access_levels import AccessLevel
from schools.clock import now
from schools.models import AuditEvent, OutboxMessage
from schools.notifications import password_link, send_invitation
from tests import cast, factories

pytestmark = pytest.mark.django_db
PASSWORD, OTHER = factories.PASSWORD, "seven quiet lakes"
NEW_CODES = "These are your new recovery codes; the old ones no longer work."


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


def labels(page):
    return [
        " ".join(re.sub(r"<[^>]+>", "", found).split())
        for found in re.findall(r"<label[^>]*>(.*?)</label>", page.content.decode(), re.S)
    ]


def links(page):
    """Where the page's main part leads."""
    return re.findall(r'<a [^>]*href="([^"]+)"', page.content.decode().partition("<main")[2].partition("</main>")[0])


def toasts(page):
    """What the page says happened."""
    found = re.findall(r'class="toast(?: [^"]*)?"[^>]*><span>(.*?)</span>', page.content.decode(), re.S)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


def signed_in(client, *, password=PASSWORD):
    """A principal's browser; without a password it came in by another door."""
    user = cast.make_cast().home.user("principal")
    user.set_password(password)
    user.save()
    client.force_login(user)
    return user


def test_the_sign_in_page_asks_for_two_things_and_leads_to_one_place(client):
    page = client.get(reverse("account_login"))
    assert labels(page) == ["E-mail", "Password"]
    assert links(page) == [reverse("account_reset_password")]
    assert "placeholder" not in page.content.decode()


def test_a_sign_in_ends_with_the_browser(client):
    signed_in(client)
    client.logout()
    body = {"login": "principal@plover.example", "password": PASSWORD, "remember": "on"}
    page = client.post(reverse("account_login"), body, follow=True)
    assert page.request["PATH_INFO"] == "/s/plover/today/"
    assert toasts(page) == []
    assert client.session.get_expire_at_browser_close() is True


def test_a_password_is_changed(client):
    user = signed_in(client)
    address = reverse("account_change_password")
    page = client.get(address)
    assert labels(page) == ["Present password", "New password", "The new password once more"]
    body = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    page = client.post(address, body, follow=True)
    assert (page.request["PATH_INFO"], toasts(page)) == ("/s/plover/today/", ["The password is saved."])
    user.refresh_from_db()
    assert user.check_password(OTHER) is True


def test_a_login_without_a_password_chooses_its_first(client):
    user = signed_in(client, password=None)
    page = client.get(reverse("account_change_password"), follow=True)
    assert page.redirect_chain == [(reverse("account_set_password"), 302)]
    assert labels(page) == ["New password", "The new password once more"]
    page = client.post(reverse("account_set_password"), {"password1": OTHER, "password2": OTHER}, follow=True)
    assert (page.request["PATH_INFO"], toasts(page)) == ("/s/plover/today/", ["The password is saved."])
    user.refresh_from_db()
    assert user.check_password(OTHER) is True


def test_a_new_password_from_a_mail(client):
    page = client.get(reverse("account_reset_password"))
    assert (labels(page), links(page)) == (["E-mail"], [reverse("account_login")])


def asks_for_a_password(browser, address):
    """What the browser gets, and what the database was asked."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(reverse("account_reset_password"), {"email": address})
    questions = [query["sql"][:40] for query in asked.captured_queries]
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", browser.get(answer.url).content.decode())
    return answer.status_code, answer.url, page, questions


def test_who_has_forgotten_a_password_does_not_learn_whose_address_is_known(client):
    known = signed_in(client).email
    answers = [asks_for_a_password(Client(), address) for address in (known, "who@else.example")]
    assert answers[0][-1] != []
    assert answers[0] == answers[1]
    rows = OutboxMessage.objects.order_by("pk")
    assert [(row.to, row.payload["code"]) for row in rows] == [
        (known, "password_reset_key"),
        ("who@else.example", "unknown_account"),
    ]
    assert outbox.send_due(now=now) == 1
    assert [row.state for row in rows.all()] == ["done", "dropped"]
    assert [(mail_.to, mail_.subject) for mail_ in mail.outbox] == [([known], "A new password for Kord")]


def ask(address, place, language="en"):
    sent = {"REMOTE_ADDR": place, "headers": {"accept-language": language}}
    return Client().post(reverse("account_reset_password"), {"email": address}, **sent)


def test_a_stranger_who_asks_again_and_again_shuts_nobody_out(client):
    known = signed_in(client).email
    for address in (known, "who@else.example"):
        said = [ask(address, "198.51.100.7").status_code for _time in range(7)]
        assert said == [302] * 5 + [429] * 2
        assert ask(address.upper(), "198.51.100.7").status_code == 429
        assert ask(address, "198.51.100.8").status_code == 302


def test_an_account_gets_five_such_letters_an_hour_whoever_asks(client):
    user = signed_in(client)
    start = now()
    for number in range(8):
        answer = ask(user.email, f"198.51.100.{number}")
        assert (answer.status_code, answer.url) == (302, reverse("account_reset_password_done"))
        outbox.send_due(now=lambda: start + timedelta(seconds=5))
    assert len(mail.outbox) == 5
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"done", "dropped"}
    ask(user.email, "198.51.100.99")
    assert outbox.send_due(now=lambda: start + timedelta(minutes=61)) == 1


@pytest.mark.parametrize("language", ["en", "et", "fi", "lt"])
def test_too_many_tries_are_told_in_our_own_words(language):
    for _time in range(6):
        page = ask("who@else.example", "198.51.100.7", language)
    assert (page.status_code, page["Retry-After"], page["Content-Language"]) == (429, "300", language)
    with translation.override(language):
        lead = translation.gettext("This was asked for many times in a short while. Wait five minutes, then try again.")
        assert f'<p class="lead">{lead}</p>' in page.content.decode()
        assert f"<h1>{translation.gettext('Too many tries')}</h1>" in page.content.decode()


def test_the_language_chosen_in_the_footer_is_the_logins_own(client):
    user = signed_in(client)
    page = client.get("/s/plover/today/")
    assert page["Content-Language"] == "en"
    answer = client.post(reverse("language"), {"language": "et", "next": "/s/plover/today/"})
    assert (answer.status_code, answer.url) == (303, "/s/plover/today/")
    assert client.get(answer.url)["Content-Language"] == "et"
    user.refresh_from_db()
    assert user.language == "et"
    assert AuditEvent.objects.filter(verb="user.preferences_set").count() == 1
    client.post(reverse("language"), {"language": "xx"})
    client.post(reverse("language"), {"language": "et"})
    user.refresh_from_db()
    assert (user.language, AuditEvent.objects.filter(verb="user.preferences_set").count()) == ("et", 1)


def test_a_mails_link_opens_pages_in_the_mails_language(client):
    """An English browser opens the Lithuanian invitation; until a language is chosen all of the way is Lithuanian."""
    school = factories.make_school(name="Plover")
    person = factories.make_person(school=school, level=AccessLevel.STAFF)
    user = person.user
    user.language = school.language  # as set_level makes it
    user.set_unusable_password()
    user.save()
    browser = {"headers": {"accept-language": "en"}}
    send_invitation(person=person, now=now())
    outbox.send_due(now=now)
    text = mail.outbox[-1].body
    link, renew = (one.removeprefix(settings.BASE_URL) for one in re.findall(r"https?://\S+", text))
    assert (link.partition("?")[2], renew) == ("lang=lt", f"{reverse('account_reset_password')}?lang=lt")
    page = client.get(link, follow=True, **browser)
    assert (page.status_code, page["Content-Language"]) == (200, "lt")
    assert page.redirect_chain[-1][0].endswith("-set-password/")  # nothing of the link's question is left there
    with translation.override("lt"):
        assert f"<h1>{translation.gettext('Choose your password')}</h1>" in page.content.decode()
    wrong = client.post(page.request["PATH_INFO"], {"password1": "a", "password2": "b"}, **browser)
    assert wrong["Content-Language"] == "lt"
    assert client.get(reverse("account_login"), **browser)["Content-Language"] == "lt"
    # The switch is there, and stronger, on the page of the link too.
    assert 'name="language" value="fi"' in page.content.decode()
    client.post(reverse("language"), {"language": "fi"})
    assert client.get(renew, **browser)["Content-Language"] == "fi"
    assert Client().get(reverse("account_login"), **browser)["Content-Language"] == "en"


def test_a_link_with_a_language_that_is_none_changes_nothing():
    browser = Client()
    page = browser.get(f"{reverse('account_login')}?lang=xx", headers={"accept-language": "et"})
    assert (page["Content-Language"], MAIL_COOKIE in browser.cookies) == ("et", False)


def test_the_logins_own_language_is_stronger_than_the_mails(client):
    signed_in(client)
    assert client.get("/s/plover/today/?lang=lt")["Content-Language"] == "en"


@pytest.mark.django_db(transaction=True)  # allauth speaks when it has committed
def test_a_password_from_a_link_and_then_the_second_step(client):
    """Whoever was invited and never signed up may have a second step; each act is said in our words."""
    user = signed_in(client, password=None)
    client.logout()
    page = client.get(password_link(user, "en").removeprefix(settings.BASE_URL), follow=True)
    assert labels(page) == ["New password", "The new password once more"]
    page = client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert toasts(page) == ["The password is saved."]
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert (labels(page), links(page)) == (["Password"], ["/"])
    page = client.post(
        page.request["PATH_INFO"], {"password": PASSWORD, "next": reverse("mfa_activate_totp")}, follow=True
    )
    assert labels(page) == ["Code from the app"]
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    page = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert toasts(page) == ["The authenticator app is on.", NEW_CODES]
    page = client.post(reverse("mfa_generate_recovery_codes"), follow=True)
    assert toasts(page) == [NEW_CODES]
    page = client.post(reverse("mfa_deactivate_totp"), follow=True)
    assert toasts(page) == ["The authenticator app is off."]
