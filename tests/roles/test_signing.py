"""Signing an approved text with a file from elsewhere, declining, and what puts the text in force."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from documents.services import check_files, read_file
from documents.signatures.verifying import SignatureFileError
from roles import services
from roles.models import Awaits, Party, RoleVersion, Signature, Signing, SigningState, SigningWay
from roles.services import RoleError, SignedFileError
from schools import services as school_services
from schools.guarded import GuardedRowError, guarded_write
from schools.models import AuditEvent, OutboxMessage
from schools.outbox import send_due
from tests import factories
from tests.cast import make_cast
from tests.documents import signing_world as world
from tests.factories import BY, NOW
from tests.roles.signing_rows import LATER, TODAY, certificate, container, one_text, pdf_of, waiting_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast(country="EE")


@pytest.fixture
def home(cast):
    return cast.home


@pytest.fixture
def asked(home):
    return waiting_text(home)


def take(signing, content, home, *, level="it", name="text.asice", now=LATER, **more):
    person = home.people[level]
    return services.take_signed_file(
        signing=signing, content=content, name=name, by=person.user, person=person, now=now, **more
    )


def refused(signing, content, home, *, error=RoleError, **more):
    before = Signing.objects.filter(pk=signing.pk).values().get()
    with pytest.raises(error) as caught:
        take(signing, content, home, **more)
    assert Signing.objects.filter(pk=signing.pk).values().get() == before
    return caught.value.remark.code if isinstance(caught.value, SignedFileError) else caught.value.code


def test_the_holder_is_asked_once(home, asked):
    version, signing = asked
    assert (signing.person, signing.state, signing.awaits) == (home.it, SigningState.WAITING, Awaits.EMPLOYER)
    assert services.ask_signatures(version=version, by=BY, now=LATER) == []
    assert Signing.objects.count() == 1
    assert AuditEvent.objects.filter(verb="signing.asked").count() == 1


def test_a_container_with_both_signatures_puts_the_text_in_force(home, asked):
    version, signing = asked
    content = one_text(version, certificate(home.principal), certificate(home.it))
    taken = take(signing, content, home)
    assert (taken.state, taken.way, taken.awaits) == (SigningState.SIGNED, SigningWay.OUTSIDE, "")
    assert read_file(taken.file) == content
    assert [(row.party, row.person, row.name) for row in taken.signatures.all()] == [
        (Party.EMPLOYER, home.principal, home.principal.name),
        (Party.EMPLOYEE, home.it, home.it.name),
    ]
    assert taken.checked["differs"] == []
    version.refresh_from_db()
    assert (version.force_act_on, version.in_force_on) == (TODAY, TODAY)
    verbs = list(AuditEvent.objects.exclude(verb__startswith="duties.").order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["file.stored", "role_version.force_act_recorded", "signing.signed"]
    assert check_files(now=LATER) == []


def test_the_employers_signature_alone_waits_for_the_employee(home, asked):
    version, signing = asked
    school_services.start_school(school=home.school, by=BY, now=NOW)
    taken = take(signing, one_text(version, certificate(home.principal)), home, level="principal")
    assert (taken.state, taken.awaits, taken.file) == (SigningState.WAITING, Awaits.EMPLOYEE, None)
    version.refresh_from_db()
    assert version.in_force_on is None
    assert list(OutboxMessage.objects.filter(kind="roles.signing").values_list("to", flat=True)) == [home.it.user.email]
    # The employer's again brings nothing; both, and it is signed.
    again = one_text(version, certificate(home.principal))
    assert refused(signing, again, home, level="principal") == "employee_missing"
    both = one_text(version, certificate(home.principal), certificate(home.it))
    assert take(signing, both, home).state == SigningState.SIGNED
    assert Signature.objects.count() == 2


@pytest.mark.parametrize(("who", "code"), [(("it",), "employer_first"), (("it", "principal"), "wrong_order")])
def test_the_employer_signs_first(home, asked, who, code):
    version, signing = asked
    content = one_text(version, *(certificate(home.people[level]) for level in who))
    assert refused(signing, content, home) == code
    assert Signature.objects.count() == 0


def test_one_card_is_not_both_sides(home, asked):
    version, signing = asked
    card = certificate(home.principal)
    assert refused(signing, one_text(version, card, card), home) == "same_signer"


def test_another_name_is_said_and_not_refused(home, asked):
    version, signing = asked
    taken = take(signing, one_text(version, certificate(home.principal), world.employee()), home)
    assert (taken.state, taken.checked["differs"]) == (SigningState.SIGNED, ["employee"])
    assert taken.signatures.get(party=Party.EMPLOYEE).person is None


def test_what_is_no_signed_copy_of_this_text_is_refused(home, asked):
    version, signing = asked
    pdf, head, own = pdf_of(version), certificate(home.principal), certificate(home.it)
    other, _signing = waiting_text(home, code="other", holder="staff")
    assert refused(signing, one_text(other, head, own), home) == "other_document"
    assert refused(signing, pdf, home, name="text.pdf") == "no_signatures"
    assert refused(signing, b"scribble", home) == "not_a_container"
    assert refused(signing, b"PK\x03\x04", home, error=SignatureFileError) == "broken"
    assert refused(signing, b"0" * (33 * 2**20), home, error=SignatureFileError) == "too_big"
    good = one_text(version, head, own)
    changed = world.container({"text.pdf": pdf + b" "}, [world.xades({"who": head, "files": {"text.pdf": pdf}})])
    assert refused(signing, changed, home) in {"signature_changed", "signature_broken"}
    signed = world.sign_outside(pdf, head, at=NOW)
    assert refused(signing, world.rotate_page(signed), home, name="text.pdf") == "signature_changed"
    assert take(signing, good, home).state == SigningState.SIGNED


def test_a_signed_pdf_is_taken_too(home, asked):
    version, signing = asked
    signed = world.sign_outside(pdf_of(version), certificate(home.principal), field="sig_employer", at=NOW)
    assert take(signing, signed, home, level="principal", name="text.pdf").awaits == Awaits.EMPLOYEE
    both = world.sign_outside(signed, certificate(home.it), field="sig_employee", at=NOW + timedelta(minutes=2))
    taken = take(signing, both, home, name="text.pdf")
    assert (taken.state, read_file(taken.file)) == (SigningState.SIGNED, both)
    assert [row.party for row in taken.signatures.all()] == [Party.EMPLOYER, Party.EMPLOYEE]


def test_an_expired_certificate_is_shown(home, asked):
    version, signing = asked
    old = world.person(home.it.given_name, home.it.family_name, issuer=world.authority(), end=NOW - timedelta(days=1))
    taken = take(signing, one_text(version, certificate(home.principal), old), home)
    assert [one["code"] for one in taken.checked["warnings"]] == ["expired_at_signing"]


def test_the_file_of_another_version_says_which(home, asked):
    version, _signing = asked
    draft = services.new_draft(role=version.role, by=BY, now=LATER)
    newer = factories.approve(version=draft, effective_on=TODAY + timedelta(days=1), now=LATER)
    later = services.ask_signatures(version=newer, by=BY, now=LATER)[0]
    with pytest.raises(RoleError) as caught:
        take(later, one_text(version, certificate(home.principal), certificate(home.it)), home)
    assert (caught.value.code, caught.value.data) == ("other_version", {"number": 1, "wanted": 2})
    with pytest.raises(RoleError) as caught:
        services.ask_signatures(version=version, by=BY, now=LATER)
    assert caught.value.code == "newer_text"


def test_whoever_has_left_signs_no_more(home, asked):
    version, signing = asked
    content = one_text(version, certificate(home.principal), certificate(home.it))
    with pytest.raises(RoleError) as caught:
        services.withdraw_signing(signing=signing, by=BY, now=LATER)
    assert caught.value.code == "still_holds"
    assignment = version.role.assignments.get()
    services.end_assignment(assignment=assignment, last_day=TODAY - timedelta(days=1), by=BY, now=NOW)
    assert refused(signing, content, home) == "holder_left"
    gone = services.withdraw_signing(signing=signing, by=BY, now=LATER)
    assert (gone.state, gone.awaits) == (SigningState.WITHDRAWN, "")
    assert refused(signing, content, home) == "signing_settled"
    version.refresh_from_db()
    assert version.in_force_on is None


def test_declining_needs_a_reason_and_oneself(home, asked):
    _version, signing = asked

    def decline(person, reason):
        return services.decline_signing(signing=signing, reason=reason, by=person.user, person=person, now=LATER)

    for person, reason, code in ((home.principal, "No", "not_yours"), (home.it, "  ", "no_reason")):
        with pytest.raises(RoleError) as caught:
            decline(person, reason)
        assert caught.value.code == code
    declined = decline(home.it, "Point 1 is too much.")
    assert (declined.state, declined.reason, declined.settled_at) == (
        SigningState.DECLINED, "Point 1 is too much.", LATER,
    )  # fmt: skip
    # What somebody says of their work is nobody's business but those it is told to.
    assert "Point 1" not in " ".join(str(data) for data in AuditEvent.objects.values_list("data", flat=True))
    again = services.ask_signatures(version=signing.version, by=BY, now=LATER)
    assert [(one.pk, one.state, one.reason) for one in again] == [(signing.pk, SigningState.WAITING, "")]


def test_of_two_holders_the_last_puts_the_text_in_force(home, asked):
    version, signing = asked
    factories.assign(role=version.role, person=home.staff)
    second = services.ask_signatures(version=version, by=BY, now=NOW)[0]
    head = certificate(home.principal)
    take(signing, one_text(version, head, certificate(home.it)), home)
    version.refresh_from_db()
    assert version.in_force_on is None
    at = datetime(2026, 9, 3, 8, tzinfo=UTC)
    take(
        second, one_text(version, head, certificate(home.staff), at=at), home, level="staff", now=at + timedelta(days=2)
    )
    version.refresh_from_db()
    # The day of the last signature, not the one on which the file was brought.
    assert (version.force_act_on, version.in_force_on) == (at.date(), at.date())


def test_a_time_before_the_approval_or_to_come_is_not_believed(home, asked):
    version, signing = asked
    early = NOW - timedelta(days=200)
    take(signing, one_text(version, certificate(home.principal), certificate(home.it), at=early), home)
    version.refresh_from_db()
    assert version.force_act_on == TODAY


def test_where_an_order_puts_it_in_force_the_employee_acknowledges(home):
    version, signing = waiting_text(home, country="LT")
    assert signing.awaits == Awaits.EMPLOYEE
    taken = take(signing, one_text(version, certificate(home.it)), home)
    assert (taken.state, [row.party for row in taken.signatures.all()]) == (SigningState.SIGNED, [Party.EMPLOYEE])
    version.refresh_from_db()
    assert version.in_force_on is None
    services.record_force_act(version=version, act_on=TODAY, note="", by=BY, now=LATER)


def test_the_employers_decision_asks_nobody(home):
    with pytest.raises(RoleError) as caught:
        waiting_text(home, country="FI")
    assert caught.value.code == "no_signatures"


def test_nobody_is_mailed_before_start_or_after_leaving(home):
    version, signing = waiting_text(home, country="LT")
    assert OutboxMessage.objects.filter(kind="roles.signing").count() == 1
    send_due(now=lambda: NOW)
    assert mail.outbox == []
    school_services.start_school(school=home.school, by=BY, now=NOW)
    send_due(now=lambda: NOW + timedelta(hours=2))
    assert [message.to for message in mail.outbox] == [[home.it.user.email]]
    assert "Keeper" not in mail.outbox[0].body + mail.outbox[0].subject
    # Once a day, and not to whoever has left.
    day = NOW + timedelta(days=1)
    counts = [services.remind_signers(signings=[signing], by=BY, now=day) for _turn in range(2)]
    assert counts == [1, 0]
    assignment = version.role.assignments.get()
    services.end_assignment(assignment=assignment, last_day=TODAY, by=BY, now=day)
    send_due(now=lambda: day)
    assert len(mail.outbox) == 1
    assert services.remind_signers(signings=[signing], by=BY, now=day + timedelta(days=1)) == 0


def test_the_register_names_a_signed_text(home, asked):
    version, signing = asked
    with pytest.raises(RoleError) as caught:
        services.register_signing(signing=signing, number="1-4/12", link="", by=BY, now=LATER)
    assert caught.value.code == "not_signed"
    take(signing, one_text(version, certificate(home.principal), certificate(home.it)), home)
    noted = services.register_signing(
        signing=signing, number="1-4/12", link="https://register.example/12", by=BY, now=LATER
    )
    assert (noted.registered_number, noted.registered_link) == ("1-4/12", "https://register.example/12")


def test_rows_are_written_by_their_services_only(asked):
    _version, signing = asked
    with pytest.raises(GuardedRowError):
        signing.save()
    with pytest.raises(GuardedRowError):
        Signing.objects.update(state=SigningState.SIGNED)
    for broken in (
        {"state": SigningState.SIGNED, "awaits": "", "settled_at": LATER, "way": "outside"},
        {"awaits": ""},
        {"state": SigningState.DECLINED, "awaits": "", "settled_at": LATER},
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), guarded_write():
            Signing.objects.filter(pk=signing.pk).update(**broken)


# ── many in one container ────────────────────────────────────────────────────


def test_one_container_settles_many_and_names_what_is_foreign(home, cast):
    texts = [waiting_text(home, code=f"post_{level}", holder=level) for level in ("it", "staff", "secretary")]
    theirs, foreign = waiting_text(cast.sister, code="sisters")
    files = {f"{version.role.code}.pdf": pdf_of(version) for version, _signing in texts}
    files |= {"holidays.pdf": b"%PDF-1.7 of somebody else", "sisters.pdf": pdf_of(theirs)}
    content = container(files, certificate(home.principal))
    user = home.user("principal")
    done = services.take_container(school=home.school, content=content, name="all.asice", by=user, now=LATER)
    assert [one.pk for one in done.passed_on] == [signing.pk for _version, signing in texts]
    assert [(one.name, one.code) for one in done.left] == [("holidays.pdf", "foreign"), ("sisters.pdf", "foreign")]
    assert {one.waiting_file for one in done.passed_on} == {done.passed_on[0].waiting_file}
    assert read_file(done.passed_on[0].waiting_file) == content
    foreign.refresh_from_db()
    assert foreign.awaits == Awaits.EMPLOYER
    # With an employee's signature as well it is signed for that one alone.
    both = container(files, certificate(home.principal), certificate(home.it))
    done = services.take_container(school=home.school, content=both, name="all.asice", by=user, now=LATER)
    assert [one.person for one in done.settled] == [home.it]
    assert [(one.name, one.code) for one in done.left] == [
        ("post_staff.pdf", "not_theirs"), ("post_secretary.pdf", "not_theirs"),
        ("holidays.pdf", "foreign"), ("sisters.pdf", "foreign"),
    ]  # fmt: skip
    assert RoleVersion.objects.filter(in_force_on=TODAY).count() == 1


def test_a_container_of_foreign_files_is_refused(home, asked):
    version, _signing = asked
    user = home.user("principal")
    for content, code in (
        (container({"a.pdf": b"%PDF-1.7"}, certificate(home.principal)), "nothing_fits"),
        (pdf_of(version), "not_many"),
    ):
        with pytest.raises(RoleError) as caught:
            services.take_container(school=home.school, content=content, name="a", by=user, now=LATER)
        assert caught.value.code == code
