"""Looking a text over: opening a review for a reason, and saying what came of it."""

from datetime import date, datetime

from django.db import transaction

from roles.models import ReviewCause, ReviewOutcome, Role, RoleReview, RoleVersion
from roles.services.drafts import new_draft
from roles.services.errors import RoleError
from schools import audit
from schools.actors import Actor
from schools.models import SchoolYear, User


@transaction.atomic
def open_review(*, role: Role, cause: str, reason: str, by: Actor, now: datetime) -> RoleReview:
    """Open a review because something has happened; it waits for its outcome.

    Raises RoleError: no_approved_text, review_open, no_reason.
    """
    role = _locked(role)
    version = _newest(role)
    if not reason.strip():
        raise RoleError("no_reason", "Say in words why the text is to be looked over.")
    if role.reviews.open().exists():
        raise RoleError("review_open", "A review of this text is open already.")
    review = RoleReview.objects.create(
        role=role, version=version, cause=ReviewCause(cause), reason=reason, opened_at=now, opened_by=_user(by)
    )
    _tell("role_review.opened", review, by, now)
    return review


@transaction.atomic
def settle_review(
    *,
    role: Role,
    outcome: str,
    note: str,
    next_on: date | None,
    school_year: SchoolYear | None,
    by: Actor,
    now: datetime,
) -> RoleReview:
    """Say what came of looking a text over: no changes, or a new draft, which is begun.

    It is the outcome of the open review, else that of a yearly one, which begins and ends with it. ``next_on`` is the
    day by which the text is to be looked over again. Raises RoleError: no_approved_text.
    """
    role = _locked(role)
    version = _newest(role)
    review = role.reviews.open().first() or RoleReview(
        role=role, version=version, cause=ReviewCause.YEARLY, opened_at=now, opened_by=_user(by)
    )
    review.version, review.school_year = version, school_year
    review.outcome, review.note, review.next_on = ReviewOutcome(outcome), note, next_on
    review.settled_at, review.settled_by = now, _user(by)
    if review.outcome == ReviewOutcome.DRAFT:
        review.draft = new_draft(role=role, by=by, now=now)
    review.save()
    _tell("role_review.settled", review, by, now)
    return review


def _locked(role: Role) -> Role:
    """Two principals at once write one after the other."""
    return Role.objects.select_for_update(of=("self",)).select_related("school").get(pk=role.pk)


def _newest(role: Role) -> RoleVersion:
    version = role.versions.approved().filter(translation_of__isnull=True).order_by("-number").first()
    if version is None:
        raise RoleError("no_approved_text", "The role has no approved text to look over.")
    return version


def _user(by: Actor) -> User | None:
    return by if isinstance(by, User) else None


def _tell(verb: str, review: RoleReview, by: Actor, now: datetime) -> None:
    """Ids and days alone: what was said is read on the page."""
    data = {
        "role": review.role.code,
        "version": review.version.number,
        "cause": str(review.cause),
        "outcome": str(review.outcome),
        "next_on": review.next_on.isoformat() if review.next_on else None,
        "school_year": review.school_year.key if review.school_year is not None else None,
        "draft": review.draft.number if review.draft is not None else None,
    }
    audit.record(
        verb=verb, scope=review.role.school, subject=f"rolereview:{review.public_id}", data=data, by=by, now=now
    )
