"""The page that approves a draft, and what an approved text that waits says of itself."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader

from documents.models import StoredFile
from documents.services import read_file
from duties.models import Duty
from duties.queries.approval import duty_changes
from duties.queries.rows import Reader
from duties.services import refuse_duties
from roles.models import InForceBy, Role, RoleVersion, Section
from roles.printouts import Order, Printed, role_page
from roles.queries.texts import read_text
from roles.services import Basis, RoleError, approve_version, prints_order, record_force_act
from roles.structure import SectionText
from schools.guarded import guarded_write
from schools.models import AuditEvent, Country
from tests import factories
from tests.duties.work import BY_15_SEPTEMBER, CLAUSES, EVENT, START, Work, document, noon
from tests.roles.pages import client_of, words

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 20)
# 1.1 is due later, 1.2 has other words and the same dates, 1.3 is gone, 9.9 is new.
CHANGED = {
    **{number: clause for number, clause in CLAUSES.items() if number != "1.3"},
    "1.1": ("Enters the lists by 15 September each school year.", "it_specialist", BY_15_SEPTEMBER),
    "1.2": ("Discusses all the progress twice a year.", "it_specialist", CLAUSES["1.2"][2]),
    "9.9": ("Locks the cupboard when a pupil leaves.", "it_specialist", EVENT),
}


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(noon(ON), tick=False):
        yield


@pytest.fixture
def work():
    return Work(on=START)


@pytest.fixture
def draft(work):
    text = document(CHANGED)
    return factories.load_document(school=work.school, document=text, role_code="it_specialist", now=noon(ON))


def url(work, name, *args):
    return reverse(f"roles:{name}", args=[work.school.slug, *args])


def changes(work, draft, day=date(2026, 12, 1)):
    found = duty_changes(version=draft, day=day, reader=Reader(work.school, ON, noon(ON), "en"))
    return {kind: [row.number for row in getattr(found, kind)] for kind in ("new", "changed", "ended", "kept")}


def test_what_an_approval_does_to_the_duties(work, draft):
    assert changes(work, draft) == {
        "new": ["9.9"], "changed": ["1.1"], "ended": ["1.3"], "kept": ["1.2", "2.1", "2.2", "2.3", "3.1", "3.2"],
    }  # fmt: skip
    found = duty_changes(version=draft, day=date(2026, 12, 1), reader=Reader(work.school, ON, noon(ON), "en"))
    (moved,) = found.changed
    assert (moved.before.split(", next ")[1], moved.after.split(", next ")[1]) == (
        "10 September 2027", "15 September 2027",
    )  # fmt: skip
    assert found.last_words == "last day 30 November 2026"


def test_what_is_promised_is_what_approving_does(work, draft):
    promised = changes(work, draft)
    factories.approve(version=draft, effective_on=date(2026, 12, 1), act_on=ON, now=noon(ON))
    ended = Duty.objects.filter(ended_on=date(2026, 11, 30)).values_list("number", flat=True)
    new = Duty.objects.filter(created_at=noon(ON)).values_list("number", flat=True)
    assert (list(ended), list(new)) == (promised["ended"], promised["new"])


def test_refused_duties_are_none_in_the_draft_either(work, draft):
    ids = [work.duty(number).public_id for number in ("1.2", "1.3")]
    refuse_duties(school=work.school, public_ids=ids, on=ON, by=work.principal.user, now=noon(ON))
    found = changes(work, draft)
    assert (found["ended"], "1.2" in found["kept"]) == ([], False)


def test_the_page_shows_it_before_the_approval(work, draft):
    page = client_of(work.principal.user).get(url(work, "version-approve", "it_specialist", 2))
    text = words(page)
    assert "Against version 1." in text
    assert page.context["changes_words"] == "2 changed, 1 added, 1 removed"
    assert [(row["margin"], row["words"]) for row in page.context["changes"]] == [
        ("1.1", "changed"), ("1.2", "changed"), ("9.9", "added"), ("1.3", "removed"),
    ]  # fmt: skip
    headings = ("change their dates", "end</h3> <span>last day 19 September 2026", "are new and", "go on as they are")
    places = [text.find(heading) for heading in headings]
    assert -1 not in places
    assert [*places, text.find("Approve for good")] == sorted([*places, text.find("Approve for good")])


def test_it_is_compared_with_the_text_in_force_not_with_one_that_waits(work):
    waiting = factories.load_document(
        school=work.school, document=document(CHANGED), role_code="it_specialist", now=noon(ON)
    )
    factories.approve(version=waiting, effective_on=date(2026, 10, 1), act_on=ON, now=noon(ON))
    factories.load_document(school=work.school, document=document(CHANGED), role_code="it_specialist", now=noon(ON))
    page = client_of(work.principal.user).get(url(work, "version-approve", "it_specialist", 3))
    assert ("Against version 1." in words(page), page.context["changes_words"]) == (
        True, "2 changed, 1 added, 1 removed",
    )  # fmt: skip


def test_a_first_text_is_not_compared(work):
    other = factories.load_small_document(school=work.school, role_code="cook")
    page = client_of(work.principal.user).get(url(work, "version-approve", other.role.code, 1))
    assert ("This is the first text of the role." in words(page), page.context["changes"]) == (True, [])


def test_a_day_that_has_passed_has_to_be_meant(work, draft):
    client, target = client_of(work.principal.user), url(work, "version-approve", "it_specialist", 2)
    assert "has passed" not in words(client.get(target))
    data = {"effective_on": "2026-09-19", "revision": draft.revision, "basis": "employer"}
    refused = client.post(target, data)
    assert (refused.status_code, "This day has passed." in words(refused)) == (422, True)
    assert "Please confirm one thing" in words(refused)
    assert RoleVersion.objects.get(pk=draft.pk).is_draft
    assert 'name="is_past_meant"' in words(refused)
    assert client.post(target, {**data, "is_past_meant": "on"}).status_code == 303
    assert RoleVersion.objects.get(pk=draft.pk).effective_on == date(2026, 9, 19)


# ── approved, and waiting ────────────────────────────────────────────────────


@pytest.fixture
def waiting(draft):
    return factories.approve(version=draft, effective_on=date(2026, 10, 1), now=noon(ON))


SENTENCE = "Version 2: Approved, waits for the order"


def test_what_waits_for_its_act_stands_in_the_list_and_on_the_role(work, waiting):
    assert waiting.in_force_on is None
    act = url(work, "version-force-act", "it_specialist", 2)
    for name, args in (("role-list", ()), ("role-detail", ("it_specialist",))):
        page = words(client_of(work.principal.user).get(url(work, name, *args)))
        assert (SENTENCE in page, f'href="{act}"' in page, "In force from 1 September 2026" in page) == (
            True, True, True,
        ), name  # fmt: skip
        theirs = words(client_of(work.specialist.user).get(url(work, name, *args)))
        assert (SENTENCE in theirs, act in theirs) == (True, False), name


def test_once_it_is_recorded_the_day_is_said(work, draft):
    factories.approve(version=draft, effective_on=date(2026, 10, 1), act_on=ON, now=noon(ON))
    for name, args in (("role-list", ()), ("role-detail", ("it_specialist",))):
        page = words(client_of(work.principal.user).get(url(work, name, *args)))
        assert "Version 2 is approved and is in force from 1 October 2026" in page, name
        assert url(work, "version-force-act", "it_specialist", 2) not in page, name


def test_today_tells_those_who_may_record_the_act(work, waiting):
    other = Work(on=START)
    today = reverse("duties:today", kwargs={"school": work.school.slug})
    act = url(work, "version-force-act", "it_specialist", 2)
    assert act in words(client_of(work.principal.user).get(today))
    assert act not in words(client_of(work.specialist.user).get(today))
    theirs = words(client_of(other.principal.user).get(reverse("duties:today", kwargs={"school": other.school.slug})))
    assert "waiting-acts" not in theirs
    # An order is cited by its number, and what is recorded is final.
    assert client_of(work.principal.user).post(act, {"act_on": "2026-09-20", "note": ""}).status_code == 422
    client_of(work.principal.user).post(act, {"act_on": "2026-09-20", "note": "V-7"})
    assert "waiting-acts" not in words(client_of(work.principal.user).get(today))


def test_what_a_newer_text_passed_waits_no_more(work, waiting):
    newer = factories.load_document(
        school=work.school, document=document(CLAUSES), role_code="it_specialist", now=noon(ON)
    )
    factories.approve(version=newer, effective_on=date(2026, 10, 5), act_on=ON, now=noon(ON))
    today = reverse("duties:today", kwargs={"school": work.school.slug})
    page = words(client_of(work.principal.user).get(today))
    assert "waiting-acts" not in page
    detail = words(client_of(work.principal.user).get(url(work, "role-detail", "it_specialist")))
    assert (SENTENCE in detail, "Version 3 is approved and is in force from 5 October 2026" in detail) == (False, True)


# ── the order in the header ──────────────────────────────────────────────────


def printed_words(content):
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_the_second_pdf_names_the_order_and_the_first_stays(work, waiting):
    client = client_of(work.principal.user)
    target, approved = url(work, "version-act-pdf", "it_specialist", 2), url(work, "version-pdf", "it_specialist", 2)
    assert client.get(target).status_code == 404
    before = client.get(approved).content
    assert "by the principal's order of ______________ No. ______" in printed_words(before)
    act = url(work, "version-force-act", "it_specialist", 2)
    assert "Number of the order" in words(client.get(act))
    for _time in range(2):  # sent twice: recorded once, printed once
        assert client.post(act, {"act_on": "2026-09-20", "note": "V-123"}).status_code == 303
    assert client.get(approved).content == before
    staff = client_of(work.specialist.user)
    first, second = (staff.get(target) for _n in range(2))
    assert (first.content, first["Content-Disposition"]) == (
        second.content, 'attachment; filename="it_specialist-2-order.pdf"',
    )  # fmt: skip
    found = printed_words(first.content)
    assert "by the principal's order of 20 September 2026 No. V-123" in found
    assert "______________ No." not in found
    assert "Version 2, to hold from 1 October 2026; replaces version 1." in found
    assert (StoredFile.objects.filter(purpose__startswith="role_version_act").count(), waiting.content_hash[:8]) == (
        1, found.split("Digest of the content (SHA-256): ")[1][:8],
    )  # fmt: skip
    assert target in words(client.get(url(work, "version-detail", "it_specialist", 2)))
    other = Work(on=START)
    theirs = client_of(other.principal.user).get(url(other, "version-act-pdf", "it_specialist", 1))
    assert theirs.status_code == 404


def test_an_order_that_is_refused_or_has_no_number_is_not_printed(work, waiting):
    for act_on, note in ((date(2026, 9, 21), "V-1"), (ON, "")):
        with suppress(RoleError):
            record_force_act(version=waiting, act_on=act_on, note=note, by=factories.BY, now=noon(ON))
    assert RoleVersion.objects.get(pk=waiting.pk).force_act_on == ON
    assert not StoredFile.objects.filter(purpose__startswith="role_version_act").exists()


@pytest.mark.parametrize("country", [Country.EE, Country.FI])
@pytest.mark.parametrize(("note", "expected"), [("Order 1-2/44", 1), ("in the office", 0), ("", 0)])
def test_elsewhere_a_number_is_printed_on_top(country, note, expected):
    school = factories.make_school(country=country)
    draft = factories.load_small_document(school=school, country=country, language="en")
    Role.objects.filter(pk=draft.role_id).update(in_force_by=InForceBy.BOTH_SIGNATURES)
    version = factories.approve(version=RoleVersion.objects.get(pk=draft.pk), effective_on=ON, now=noon(ON))
    assert not prints_order(version)
    record_force_act(version=version, act_on=ON, note=note, by=factories.BY, now=noon(ON))
    stored = StoredFile.objects.filter(purpose__startswith="role_version_act")
    assert stored.count() == expected
    if expected:
        assert "Put in force by: Order 1-2/44, 20 September 2026" in printed_words(read_file(stored.get()))


@pytest.mark.parametrize(
    ("country", "act"),
    [
        (Country.EE, "both signatures, Order 1-2/44, 20 September 2026"),
        (Country.LT, "order of the principal, Order 1-2/44, 20 September 2026"),
        (Country.FI, "decision of the principal, 20 September 2026"),
    ],
)
def test_the_page_of_a_version_names_the_act_its_number_and_its_day(country, act):
    work = Work(on=START, school=factories.make_school(country=country))
    draft = factories.load_small_document(school=work.school, role_code="cook", country=country)
    version = factories.approve(version=draft, effective_on=ON, now=noon(ON))
    client = client_of(work.principal.user)
    target = url(work, "version-detail", "cook", 1)
    if version.force_act_on is None:
        assert "Put in force by" not in words(client.get(target))
        page = words(client.get(url(work, "version-force-act", "cook", 1)))
        label = "Record both signatures" if country == Country.EE else "Record the order"
        assert (page.count(f"<h1>{label}</h1>"), page.count(f">{label}</button>")) == (1, 1)
        record_force_act(version=version, act_on=ON, note="Order 1-2/44", by=factories.BY, now=noon(ON))
    assert f"<span>Put in force by: {act}</span>" in words(client.get(target))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, ("APPROVED", "by the principal's order of 20 September 2026 No. V-1")),
        ("CONFIRMED\nby order of ____ No. ____\nin Town", (
            "CONFIRMED", "by the principal's order of 20 September 2026 No. V-1", "in Town",
        )),
        ("CONFIRMED\nby order 7", ("CONFIRMED", "by order 7", "by the principal's order of 20 September 2026 No. V-1")),
    ],
)  # fmt: skip
def test_the_order_fills_the_blanks_of_a_header_of_ones_own(work, header, expected):
    text = replace(read_text(work.version).document, frame={"approval_header": header})
    printed = Printed(effective_on=ON, order=Order(ON, "V-1"))
    page = role_page(version=work.version, text=text, printed=printed, is_draft=False)
    assert page.header == expected


# ── the day first ────────────────────────────────────────────────────────────


def test_the_effects_are_those_of_the_day_that_is_chosen(work, draft):
    client, target = client_of(work.principal.user), url(work, "version-approve", "it_specialist", 2)
    page = words(client.get(target))
    assert ("last day 19 September 2026" in page, 'name="shown_on" value="2026-09-20"' in page) == (True, True)
    data = {"effective_on": "2027-01-15", "revision": draft.revision, "shown_on": "2026-09-20", "basis": "law"}
    shown = client.post(target, {**data, "do": "show"})
    page = words(shown)
    assert (shown.status_code, "last day 14 January 2027" in page, "Look at it, then approve" in page) == (
        200, True, False,
    )  # fmt: skip
    once = client.post(target, data)
    page = words(once)
    assert (once.status_code, RoleVersion.objects.get(pk=draft.pk).is_draft) == (200, True)
    for expected in (
        "last day 14 January 2027", 'name="shown_on" value="2027-01-15"', "This is what 15 January 2027 means.",
        'value="2027-01-15"',
    ):  # fmt: skip
        assert expected in page
    seen = {**data, "shown_on": "2027-01-15"}
    assert client.post(target, seen, headers={"HX-Request": "true"}).status_code == 200  # a page that is only looked at
    assert RoleVersion.objects.get(pk=draft.pk).is_draft
    assert client.post(target, seen).status_code == 303
    assert RoleVersion.objects.get(pk=draft.pk).effective_on == date(2027, 1, 15)


def test_a_past_day_that_is_shown_offers_its_tick(work, draft):
    client, target = client_of(work.principal.user), url(work, "version-approve", "it_specialist", 2)
    data = {"effective_on": "2026-09-19", "revision": draft.revision, "shown_on": "2026-09-20"}
    page = words(client.post(target, {**data, "do": "show"}))
    assert ('name="is_past_meant"' in page, "Please confirm one thing" in page) == (True, False)


def test_a_part_without_clauses_is_named_and_not_printed(work, draft):
    text = read_text(draft).document
    empty = SectionText(kind="rights", items=(), heading="What one may do")
    printed = Printed(effective_on=ON)
    last = role_page(
        version=draft, text=replace(text, sections=(*text.sections, empty)), printed=printed, is_draft=True
    )
    assert [part["heading"] for part in last.sections] == [section.heading for section in text.sections]
    chapter = replace(empty, heading="Chapter"), replace(text.sections[0], heading=None, subheading="Its first part")
    page = role_page(version=draft, text=replace(text, sections=chapter), printed=printed, is_draft=True)
    assert [part.get("heading") for part in page.sections] == ["Chapter", None]
    with guarded_write():
        Section.objects.create(version=draft, position=9, kind="rights", heading="What one may do", extra={})
    page = words(client_of(work.principal.user).get(url(work, "version-approve", "it_specialist", 2)))
    assert "Empty, so not printed: What one may do." in page


# ── on what a change rests ───────────────────────────────────────────────────


def approval_event(version):
    """What the audit trail says of an approval."""
    return AuditEvent.objects.get(verb="role_version.approved", subject=f"roleversion:{version.public_id}").data


def test_a_change_says_on_what_it_rests(work, draft):
    client, target = client_of(work.principal.user), url(work, "version-approve", "it_specialist", 2)
    data = {"effective_on": "2026-10-01", "revision": draft.revision, "shown_on": "2026-10-01"}
    refused = client.post(target, data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["basis"])
    refused = client.post(target, data | {"basis": "other"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["basis_note"])
    assert RoleVersion.objects.get(pk=draft.pk).is_draft
    said = {"basis": "law", "basis_note": "the education act, section 59"}
    assert client.post(target, data | said).status_code == 303
    version = RoleVersion.objects.get(pk=draft.pk)
    assert (version.basis_of_change, version.basis_note) == ("law", "the education act, section 59")
    event = approval_event(version)
    assert (event["basis_of_change"], event["basis_note"]) == ("law", "the education act, section 59")
    page = words(client.get(url(work, "version-detail", "it_specialist", 2)))
    assert "The law: the education act, section 59" in page
    beside = words(client_of(work.specialist.user).get(url(work, "version-compare", "it_specialist", 2, 1)))
    assert "The law: the education act, section 59" in beside


def test_what_was_said_of_the_change_stays_beside_another_day(work, draft):
    client, target = client_of(work.principal.user), url(work, "version-approve", "it_specialist", 2)
    data = {"effective_on": "2026-10-01", "revision": draft.revision, "shown_on": "2026-09-20"}
    shown = client.post(target, data | {"basis": "consent", "basis_note": "talk of 3 September"})
    assert (shown.status_code, RoleVersion.objects.get(pk=draft.pk).is_draft) == (200, True)
    form = shown.context["form"]
    assert (form["basis"].value(), form["basis_note"].value()) == ("consent", "talk of 3 September")


def test_a_first_text_changes_nothing_and_is_not_asked(work):
    other = factories.load_small_document(school=work.school, role_code="cook")
    client, target = client_of(work.principal.user), url(work, "version-approve", "cook", 1)
    assert 'name="basis"' not in words(client.get(target))
    assert client.post(target, {"effective_on": "2026-09-20", "revision": other.revision}).status_code == 303
    version = RoleVersion.objects.get(pk=other.pk)
    assert (version.basis_of_change, version.basis_note) == (None, None)
    assert "basis_of_change" not in approval_event(version)


def test_something_else_needs_words_in_the_service_too(draft):
    with pytest.raises(RoleError) as refused:
        approve_version(version=draft, effective_on=ON, basis=Basis("other"), by=factories.BY, now=noon(ON))
    assert refused.value.code == "no_basis_words"


def test_what_a_change_rests_on_never_changes_afterwards(draft):
    version = factories.approve(version=draft, effective_on=date(2026, 10, 1), now=noon(ON))
    for values in ({"basis_of_change": "law"}, {"basis_note": "another one"}):
        with pytest.raises(DatabaseError), transaction.atomic(), guarded_write():
            RoleVersion.objects.filter(pk=version.pk).update(**values)
