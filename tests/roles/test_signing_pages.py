"""The pages of signing: who sees them, the three ways, the list, and what stands beside Today."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.services import read_file
from documents.signatures.verifying import verify_file
from roles import services
from roles.models import Awaits, Signing, SigningState, SigningWay
from schools.models import OutboxMessage
from schools.words import format_date
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW
from tests.roles.pages import client_of, words
from tests.roles.signing_rows import LATER, TODAY, certificate, container, one_text, pdf_of, waiting_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast(country="EE")


@pytest.fixture
def home(cast):
    return cast.home


@pytest.fixture
def asked(home):
    return waiting_text(home)


def as_(home, level):
    return client_of(home.user(level))


def url(name, signing):
    school = signing.version.role.school
    return reverse(f"roles:signing{name}", args=[school.slug, signing.public_id])


def upload(content, name="text.asice"):
    return SimpleUploadedFile(name, content)


def heading(response):
    return re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S).group(1)


def test_those_it_concerns_see_it_and_others_do_not(home, cast, asked):
    _version, signing = asked
    found = {level: as_(home, level).get(url("", signing)).status_code for level in home.people}
    assert found == {
        "staff": 403, "it": 200, "secretary": 200, "principal": 200, "handler": 403, "data_protection": 403,
    }  # fmt: skip
    theirs = reverse("roles:signing", args=[cast.sister.school.slug, signing.public_id])
    assert as_(cast.sister, "principal").get(theirs).status_code == 404


def test_a_file_is_sent_and_the_check_is_shown(home, asked):
    version, signing = asked
    client = as_(home, "it")
    wrong = client.post(url("-file", signing), {"file": upload(one_text(version, certificate(home.it)))})
    assert (wrong.status_code, heading(wrong)) == (
        422,
        "The text of Plover PloverIt waits for the employer’s signature",
    )
    assert "The employer signs first; this file has the employee’s signature alone." in words(wrong)
    both = one_text(version, certificate(home.principal), certificate(home.it))
    sent = client.post(url("-file", signing), {"file": upload(both)})
    assert (sent.status_code, sent.url) == (303, url("-check", signing))
    page = client.get(sent.url)
    assert heading(page) == "The text is signed"
    said = words(page)
    for sentence in (
        f"Keeper of devices, version 1. Version 1 is in force from {format_date(TODAY, 'en')}.",
        "The file holds exactly the PDF that was approved",
        "First the employer, then the employee",
        "This is a technical check, not a legal validation",
        "Trust: the issuer was not checked against a trust list.",
    ):
        assert sentence in said, sentence
    assert client.get(url("", signing)).url == url("-check", signing)
    again = client.post(url("-file", signing), {"file": upload(both)})
    assert (again.status_code, again.url) == (303, url("-check", signing))
    file = client.get(url("-download", signing))
    assert (file.content, file["Content-Disposition"]) == (
        both, f'attachment; filename="keeper-1-{signing.public_id}.asice"',
    )  # fmt: skip


def test_a_large_file_is_refused_before_it_is_read(home, asked):
    _version, signing = asked
    answer = as_(home, "it").post(url("-file", signing), {"file": upload(b"0" * (7 * 2**20 + 1))})
    assert answer.status_code == 422
    assert "The file is larger than 7 MB." in words(answer)


def test_declining_takes_a_reason(home, asked):
    _version, signing = asked
    assert as_(home, "principal").post(url("-decline", signing), {"reason": "No"}).status_code == 403
    assert as_(home, "it").post(url("-decline", signing), {"reason": " "}).status_code == 422
    sent = as_(home, "it").post(url("-decline", signing), {"reason": "Point 1 <b>is</b> too much."})
    assert sent.status_code == 303
    page = as_(home, "principal").get(reverse("roles:signings", args=[home.school.slug]))
    assert "Point 1 &lt;b&gt;is&lt;/b&gt; too much." in words(page)


def test_the_list_says_who_has_not_signed(home, cast, asked):
    version, signing = asked
    waiting_text(cast.sister)
    address = reverse("roles:signings", args=[home.school.slug])
    assert as_(home, "it").get(address).status_code == 403
    page = as_(home, "secretary").get(address)
    assert heading(page) == "1 person has not signed yet"
    assert re.findall(r'name="who" value="(\w+)"', page.content.decode()) == []
    services.take_signed_file(
        signing=signing, content=one_text(version, certificate(home.principal)), name="a.asice",
        by=home.user("principal"), person=home.principal, now=LATER,
    )  # fmt: skip
    page = as_(home, "secretary").get(address)
    assert re.findall(r'name="who" value="(\w+)"', page.content.decode()) == [signing.public_id]
    before = OutboxMessage.objects.filter(kind="roles.signing").count()
    for _turn in range(2):
        sent = as_(home, "secretary").post(address + "remind/", {"who": [signing.public_id]})
        assert (sent.status_code, sent.url) == (303, address)
    assert OutboxMessage.objects.filter(kind="roles.signing").count() == before + 1
    with CaptureQueriesContext(
        connection,
    ) as few:
        as_(home, "secretary").get(address)
    for level in ("staff", "handler", "secretary"):
        waiting_text(home, code=f"post-{level}", holder=level, title=f"Post {level}")
    with CaptureQueriesContext(connection) as many:
        as_(home, "secretary").get(address)
    assert len(many) == len(few)


def test_reminding_reaches_only_ones_own_school(home, cast):
    _version, theirs = waiting_text(cast.sister, country="LT")
    before = OutboxMessage.objects.count()
    address = reverse("roles:signings-remind", args=[home.school.slug])
    as_(home, "principal").post(address, {"who": [theirs.public_id]})
    assert OutboxMessage.objects.count() == before


def test_the_page_of_the_text_asks_and_shows(home):
    version, signing = waiting_text(home, country="LT")
    page = reverse("roles:version-detail", args=[home.school.slug, version.role.code, 1])
    ask = reverse("roles:version-ask", args=[home.school.slug, version.role.code, 1])
    assert ask not in words(as_(home, "principal").get(page))
    factories.assign(role=version.role, person=home.staff)
    assert ask in words(as_(home, "principal").get(page))
    assert as_(home, "secretary").post(ask).status_code == 403
    assert as_(home, "principal").post(ask).url == page
    assert Signing.objects.filter(version=version).count() == 2
    own = url("", signing)
    assert [own in words(as_(home, level).get(page)) for level in ("principal", "it", "staff", "handler")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_beside_today_stands_what_waits_for_oneself(home, cast, asked):
    version, signing = asked
    waiting_text(cast.sister)
    today = reverse("duties:today", args=[home.school.slug])

    def shown(level):
        return url("", signing) in words(as_(home, level).get(today))

    assert {level: shown(level) for level in home.people} == {
        "staff": False, "it": False, "secretary": False, "principal": True, "handler": False, "data_protection": False,
    }  # fmt: skip
    services.take_signed_file(
        signing=signing, content=one_text(version, certificate(home.principal)), name="a.asice",
        by=home.user("principal"), person=home.principal, now=LATER,
    )  # fmt: skip
    assert (shown("principal"), shown("it"), shown("staff")) == (False, True, False)


def test_a_container_of_many_is_sent_on_the_list(home, cast):
    texts = [waiting_text(home, code=f"post_{level}", holder=level) for level in ("it", "staff")]
    files = {f"{version.role.code}.pdf": pdf_of(version) for version, _signing in texts} | {"trip.pdf": b"%PDF-1.4"}
    address = reverse("roles:signings-container", args=[home.school.slug])
    content = container(files, certificate(home.principal))
    client = as_(home, "principal")
    sent = client.post(address, {"file": upload(content)})
    assert sent.url == reverse("roles:signings", args=[home.school.slug])
    said = words(client.get(sent.url))
    assert "2 texts have the employer’s signature and wait for the employees." in said
    assert "“trip.pdf” is no text that waits for signatures here; it was left aside." in said
    wrong = client.post(address, {"file": upload(container({"trip.pdf": b"%PDF-1.4"}, certificate(home.principal)))})
    assert wrong.status_code == 422
    assert "None of the files in the container is a text that waits for signatures." in words(wrong)
    assert as_(home, "staff").post(address, {"file": upload(content)}).status_code == 403


# ── on paper ─────────────────────────────────────────────────────────────────


def test_a_scan_is_confirmed_by_a_second_person(home, asked):
    version, signing = asked
    scan = b"%PDF-1.4 a scan of Plover"
    assert as_(home, "it").post(url("-scan", signing), {"scan": upload(b"GIF89a")}).status_code == 422
    assert as_(home, "secretary").post(url("-scan", signing), {"scan": upload(scan, "s.pdf")}).status_code == 303
    signing.refresh_from_db()
    assert (signing.state, signing.awaits) == (SigningState.WAITING, Awaits.SECOND_PERSON)
    # Not who brought it, and not before the approval or ahead.
    day = {"signed_on": TODAY.isoformat()}
    assert as_(home, "secretary").post(url("-paper", signing), day).status_code == 422
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        answer = as_(home, "principal").post(url("-paper", signing), {"signed_on": wrong.isoformat()})
        assert answer.status_code == 422
    assert as_(home, "it").post(url("-paper", signing), day).status_code == 403
    assert as_(home, "principal").post(url("-paper", signing), {"do": "return"}).status_code == 303
    signing.refresh_from_db()
    assert (signing.awaits, signing.waiting_file) == (Awaits.EMPLOYER, None)
    as_(home, "it").post(url("-scan", signing), {"scan": upload(scan, "s.pdf")})
    assert as_(home, "secretary").get(url("-paper", signing)).status_code == 200
    sent = as_(home, "secretary").post(url("-paper", signing), day)
    assert sent.url == url("-check", signing)
    signing.refresh_from_db()
    assert (signing.state, signing.way, signing.file.name) == (SigningState.SIGNED, SigningWay.PAPER, "s.pdf")
    assert [(row.party, row.name) for row in signing.signatures.all()] == [
        ("employer", home.principal.name), ("employee", home.it.name),
    ]  # fmt: skip
    version.refresh_from_db()
    assert version.in_force_on == TODAY


def test_the_holder_does_not_confirm_their_own_paper(home):
    _version, signing = waiting_text(home, holder="secretary")
    as_(home, "principal").post(url("-scan", signing), {"scan": upload(b"%PDF-1.4", "s.pdf")})
    page = as_(home, "secretary").get(url("-paper", signing))
    assert (page.status_code, page.url) == (303, url("", signing))
    with pytest.raises(services.RoleError) as caught:
        services.confirm_paper(
            signing=signing, signed_on=TODAY, by=home.user("secretary"), person=home.secretary, now=LATER
        )
    assert caught.value.code == "second_person"


# ── in Kord ──────────────────────────────────────────────────────────────────


def confirm(home, level, signing, **more):
    """Sign in anew with the password, as the page asks, and confirm."""
    user = home.user(level)
    user.set_password(factories.PASSWORD)
    user.save()
    client = client_of(user)
    asked = client.get(url("-confirm", signing))
    assert (asked.status_code, asked.url.split("?")[0]) == (302, reverse("account_reauthenticate"))
    # Nothing is confirmed by sending the form straight away.
    assert client.post(url("-confirm", signing), {"is_read": "on"}).url == url("-confirm", signing)
    back = client.post(asked.url, {"password": factories.PASSWORD})
    assert back.url == url("-confirm", signing)
    assert client.get(back.url).status_code == 200
    return client.post(back.url, {"is_read": "on", **more})


def test_both_confirm_in_kord_and_the_pdf_carries_two_seals(home, asked):
    version, signing = asked
    assert as_(home, "it").get(url("-confirm", signing)).status_code == 403
    assert as_(home, "secretary").get(url("-confirm", signing)).status_code == 403
    assert confirm(home, "principal", signing).url == url("-check", signing)
    signing.refresh_from_db()
    assert (signing.awaits, signing.way) == (Awaits.EMPLOYEE, SigningWay.IN_KORD)
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        assert confirm(home, "it", signing).url == url("-check", signing)
        page = as_(home, "it").get(url("-check", signing))
        assert "It is no qualified signature." in words(page)
    signing.refresh_from_db()
    assert signing.state == SigningState.SIGNED
    content = read_file(signing.file)
    assert content.startswith(pdf_of(version))
    found = verify_file(content, against=pdf_of(version))
    assert [(one.place, one.intact, one.covers_document) for one in found.signatures] == [
        ("sig_employer", True, True), ("sig_employee", True, True),
    ]  # fmt: skip
    version.refresh_from_db()
    assert version.in_force_on == TODAY
    # One certificate for the school; its key is sealed.
    seal = home.school.seals.get()
    assert b"PRIVATE" not in bytes(seal.key)
    assert bytes(seal.key)[0] == 1


def test_where_an_order_rules_the_employee_acknowledges_without_a_file(home):
    _version, signing = waiting_text(home, country="LT")
    confirm(home, "it", signing)
    signing.refresh_from_db()
    assert (signing.state, signing.way, signing.file) == (SigningState.SIGNED, SigningWay.ACKNOWLEDGED, None)
    page = as_(home, "it").get(url("-check", signing))
    assert heading(page) == "Plover PloverIt has acknowledged the text"
    assert as_(home, "it").get(url("-download", signing)).status_code == 404


def test_nobody_signs_for_both_sides(home):
    _version, signing = waiting_text(home, holder="principal")
    assert as_(home, "principal").get(url("-confirm", signing)).status_code == 403
    with pytest.raises(services.RoleError) as caught:
        services.confirm_here(signing=signing, by=home.user("principal"), person=home.principal, now=LATER)
    assert caught.value.code == "not_yours"


def test_the_register_is_the_offices(home):
    _version, signing = waiting_text(home, country="LT")
    services.confirm_here(signing=signing, by=home.user("it"), person=home.it, now=LATER)
    sent = {"number": "1-4/12", "link": "https://register.example/12"}
    assert as_(home, "it").post(url("-register", signing), sent).status_code == 403
    assert as_(home, "secretary").post(url("-register", signing), sent).status_code == 303
    assert 'href="https://register.example/12" rel="noreferrer">1-4/12</a>' in words(
        as_(home, "it").get(url("-check", signing))
    )
    assert (
        as_(home, "secretary").post(url("-register", signing), {"number": "1", "link": "javascript:1"}).status_code
        == 422
    )


def test_whoever_has_left_is_asked_no_longer(home, asked):
    version, signing = asked
    services.end_assignment(
        assignment=version.role.assignments.get(), last_day=TODAY - timedelta(days=1), by=BY, now=NOW
    )
    address = reverse("roles:signings", args=[home.school.slug])
    assert url("-withdraw", signing) not in words(as_(home, "secretary").get(address))
    assert url("-withdraw", signing) in words(as_(home, "principal").get(address))
    assert as_(home, "principal").post(url("-withdraw", signing)).url == address
    assert Signing.objects.get(pk=signing.pk).state == SigningState.WITHDRAWN


def test_a_way_once_begun_is_kept(home, asked):
    version, signing = asked
    as_(home, "principal").post(url("-file", signing), {"file": upload(one_text(version, certificate(home.principal)))})
    assert as_(home, "it").get(url("-confirm", signing)).status_code == 403
    with pytest.raises(services.RoleError) as caught:
        services.confirm_here(signing=signing, by=home.user("it"), person=home.it, now=LATER)
    assert caught.value.code == "other_way"


def test_a_signed_container_of_many_texts_is_the_offices(home):
    texts = [
        waiting_text(home, code=f"post_{number}", holder=level) for number, level in enumerate(("it", "it", "staff"))
    ]
    files = {f"{version.role.code}.pdf": pdf_of(version) for version, _signing in texts}
    services.take_container(
        school=home.school, content=container(files, certificate(home.principal), certificate(home.it)),
        name="all.asice", by=home.user("principal"), now=LATER,
    )  # fmt: skip
    first = texts[0][1]
    found = {level: as_(home, level).get(url("-download", first)).status_code for level in ("it", "staff", "secretary")}
    assert found == {"it": 404, "staff": 403, "secretary": 200}
