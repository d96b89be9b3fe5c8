"""Who is told what on the ground floor: invitations and the mails of signing in."""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from schools import outbox
from schools.models import OutboxMessage, Person, User
from schools.models.delivery import LeasedState

INVITATION = "schools.invitation"
ACCOUNT = "schools.account"
MAIL_LANGUAGE: Final = "lang"  # in links of mails to those who may not be signed in
MAILS_AN_HOUR: Final = 5  # links to a new password for one account, whoever asks for them


def password_link(user: User, language: str) -> str:
    """Return a link with which this login chooses a password; it dies when a password is set."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    return mail_link(path, language)


def mail_link(path: str, language: str) -> str:
    """Return an address for a mail; its page speaks the mail's language to whoever has not chosen another one."""
    return f"{settings.BASE_URL}{path}?{MAIL_LANGUAGE}={language}" if language else f"{settings.BASE_URL}{path}"


def send_invitation(*, person: Person, now: datetime) -> None:
    """Put an invitation into the outbox; its link is made when it is sent, so no secret is stored."""
    outbox.enqueue(
        outbox.Draft(
            key=f"invitation:{person.pk}:{now.isoformat()}",
            kind=INVITATION,
            # The login's own address: a list that was edited must not lead the key to somebody else.
            to=person.user.email if person.user else person.email,
            school=person.school,
            person=person,
            not_before=person.invited_at,
        ),
        now=now,
    )


def write_invitation(row: OutboxMessage, now: datetime) -> outbox.Mail | None:
    """Write an invitation, unless the person has left, lost the login or got another address meanwhile.

    Somebody who has a password already (from another school) gets no new key, but the address of the page where a
    login joins a school. An operator of the installation is nobody's staff and gets nothing.
    """
    person = row.person
    login = None if person is None else person.user or User.objects.filter(email__iexact=person.email).first()
    if (
        person is None
        or login is None
        or not login.is_active
        or login.email != row.to
        or (login.is_superuser and person.user is None)
        or (person.ends_on is not None and person.ends_on < now.date())
    ):
        return None
    has_password = login.has_usable_password()
    language = login.language or person.school.language
    path = reverse("start") if person.user else reverse("join", args=[person.public_id])
    context = {
        "school": person.school,
        "has_password": has_password,
        "link": mail_link(path, language) if has_password else password_link(login, language),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "renew_link": mail_link(reverse("account_reset_password"), language),
    }
    return plain_mail("schools/mail/invitation", context, language)


def send_account_mail(*, to: str, code: str, user: User | None, now: datetime, language: str = "") -> None:
    """Put one of allauth's mails (code: its template's name) into the outbox.

    ``language`` is that of the page; a login's own is stronger.
    """
    outbox.enqueue(
        outbox.Draft(
            key=f"account:{code}:{to}:{now.isoformat()}",
            kind=ACCOUNT,
            to=to,
            payload={"code": code, "user": user.pk if user else None, "language": language},
        ),
        now=now,
    )


def write_account_mail(row: OutboxMessage, now: datetime) -> outbox.Mail | None:
    """Write a password mail, or what allauth tells of; nothing without a login, nor above the hour's cap."""
    user = User.objects.filter(pk=row.payload.get("user"), is_active=True).first()
    language = (user.language if user else "") or row.payload.get("language", "")
    if row.payload["code"] == "password_reset_key":
        if user is None or _mailed_within_an_hour(row, now) >= MAILS_AN_HOUR:
            return None
        return plain_mail("schools/mail/password", {"link": password_link(user, language)}, language)
    if row.payload["code"] == "unknown_account":
        return None
    return plain_mail("schools/mail/account_changed", {}, language)


def _mailed_within_an_hour(row: OutboxMessage, now: datetime) -> int:
    """How many links to a new password this address has got: each is good, so one more helps nobody."""
    sent = OutboxMessage.objects.filter(kind=ACCOUNT, to=row.to, state=LeasedState.DONE)
    return sent.filter(finished_at__gt=now - timedelta(hours=1), payload__code="password_reset_key").count()


def plain_mail(template: str, context: dict[str, object], language: str) -> outbox.Mail:
    """Return a mail whose template holds the subject in its first line and the text below."""
    with translation.override(language or settings.LANGUAGE_CODE):
        context = {**context, "base_url": settings.BASE_URL}
        subject, _, text = render_to_string(f"{template}.txt", context).strip().partition("\n")
    return outbox.Mail(subject=subject.strip(), text=text.strip() + "\n")


def register() -> None:
    """Register the handlers."""
    outbox.register(INVITATION, write_invitation)
    outbox.register(ACCOUNT, write_account_mail)
