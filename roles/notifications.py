"""Who is told what of job descriptions: the one who is asked to stand in, and the one whose signature is waited for."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from roles.models import Awaits, Signing, SigningState, Substitution
from roles.queries.signings import holds_post
from roles.substitution_words import thing_words
from schools import outbox
from schools.models import OutboxMessage
from schools.notifications import plain_mail
from schools.words import format_range

SUBSTITUTION = "roles.substitution"
SIGNING = "roles.signing"
# How often a question that was asked before Start is looked at again.
WAIT = timedelta(hours=1)


def send_question(substitution: Substitution, *, now: datetime) -> None:
    """Put a question into the outbox; it waits for no digest, because a person asks a person.

    Nothing for somebody without a login: nobody else can answer for them.
    """
    person = substitution.substitute
    if person.user is None:
        return
    outbox.enqueue(
        outbox.Draft(
            key=f"substitution:{substitution.public_id}",
            kind=SUBSTITUTION,
            to=person.user.email,
            school=person.school,
            person=person,
            payload={"substitution": substitution.public_id},
        ),
        now=now,
    )


def write_question(row: OutboxMessage, now: datetime) -> outbox.Mail | outbox.Postponed | None:
    """Write a question as things stand now; nothing when it is answered, over, or no longer this person's.

    Before Start it waits: nobody is mailed before. The mail holds no name and no reason; the page says who is away.
    """
    asked = (
        Substitution.objects.select_related("absence", "substitute__user", "substitute__school", "role", "group")
        .filter(public_id=row.payload["substitution"], accepted_at=None, refused_at=None)
        .first()
    )
    if asked is None:
        return None
    person, school = asked.substitute, asked.substitute.school
    on = now.astimezone(ZoneInfo(school.time_zone)).date()
    if asked.absence.ends_on < on or not person.is_present(on):
        return None
    if person.user is None or not person.user.is_active:
        return None
    if school.started_at is None:
        return outbox.Postponed(now + WAIT)
    language = person.user.language or school.language
    with translation.override(language):
        context = {
            "school": school.name,
            "days": format_range(asked.absence.starts_on, asked.absence.ends_on, language),
            "what": thing_words(asked),
            "link": settings.BASE_URL + reverse("roles:substitution", args=[school.slug, asked.public_id]),
        }
    mail = plain_mail("roles/mail/substitution", context, language)
    return replace(mail, to=person.user.email)


def send_signing(signing: Signing, *, now: datetime) -> None:
    """Tell an employee that a text waits for their signature; nothing for somebody without a login."""
    _enqueue(signing, f"signing:{signing.public_id}:{signing.asked_at.isoformat()}", now)


def send_reminder(signing: Signing, *, on: date, now: datetime) -> None:
    """Remind an employee of a text that waits for their signature, at most once a day."""
    _enqueue(signing, f"signing-reminder:{signing.public_id}:{on.isoformat()}", now)


def _enqueue(signing: Signing, key: str, now: datetime) -> None:
    person = signing.person
    if person.user is None:
        return
    outbox.enqueue(
        outbox.Draft(
            key=key,
            kind=SIGNING,
            to=person.user.email,
            school=signing.version.role.school,
            person=person,
            payload={"signing": signing.public_id},
        ),
        now=now,
    )


def write_signing(row: OutboxMessage, now: datetime) -> outbox.Mail | outbox.Postponed | None:
    """Write that a text waits for a signature; nothing when it waits no more, or the person has left the post.

    Before Start it waits: nobody is mailed before. The mail names no post and no text; the page does.
    """
    signing = (
        Signing.objects.select_related("version__role__school", "person__user")
        .filter(public_id=row.payload["signing"], state=SigningState.WAITING, awaits=Awaits.EMPLOYEE)
        .first()
    )
    if signing is None:
        return None
    person, school = signing.person, signing.version.role.school
    on = now.astimezone(ZoneInfo(school.time_zone)).date()
    if person.user is None or not person.user.is_active or not holds_post(signing, on=on):
        return None
    if school.started_at is None:
        return outbox.Postponed(now + WAIT)
    language = person.user.language or school.language
    with translation.override(language):
        link = settings.BASE_URL + reverse("roles:signing", args=[school.slug, signing.public_id])
        mail = plain_mail("roles/mail/signing", {"school": school.name, "link": link}, language)
    return replace(mail, to=person.user.email)


def register() -> None:
    """Register the handlers."""
    outbox.register(SUBSTITUTION, write_question)
    outbox.register(SIGNING, write_signing)
