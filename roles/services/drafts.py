"""Beginning and throwing away drafts."""

from datetime import datetime

from django.db import transaction

from roles.models import BoundPost, DeadlineRule, Item, Outcome, Role, RoleVersion, Section, VersionState
from roles.queries.texts import read_text
from roles.services.errors import RoleError
from roles.services.loading import add_version
from roles.services.texts import lock_draft, write_text
from schools import audit
from schools.actors import Actor
from schools.guarded import guarded_write


@transaction.atomic
def new_draft(*, role: Role, by: Actor, now: datetime, language: str | None = None) -> RoleVersion:
    """Copy the newest approved text into a draft: same words, same clause and rule keys, the next number.

    A draft that is already there is returned as it is, so two principals end up on one page.
    Raises RoleError (no_text) when the role has no approved text.
    """
    role = Role.objects.select_for_update(of=("self",)).select_related("school").get(pk=role.pk)
    texts = role.versions.filter(translation_of__isnull=True)
    if language:
        texts = texts.filter(language=language)
    draft = texts.filter(state=VersionState.DRAFT).order_by("-number").first()
    if draft is not None:
        return draft
    base = texts.approved().order_by("-number").first()
    if base is None:
        raise RoleError("no_text", "The role has no approved text to begin from.")
    text = read_text(base)
    version = add_version(role=role, text=text.document, by=by, now=now)
    posts = BoundPost.objects.bulk_create(
        [
            BoundPost(
                version=version,
                position=post.position,
                key=post.key,
                words=post.words,
                role_id=post.role_id,
                is_confirmed=post.is_confirmed,
            )
            for post in base.posts.order_by("position")
        ],
        batch_size=500,
    )
    write_text(version=version, document=text.document, keys=text.keys, posts={post.key: post for post in posts})
    audit.record(
        verb="role_version.drafted",
        scope=role.school,
        subject=version,
        data={"role": role.code, "number": version.number, "from": base.number},
        by=by,
        now=now,
    )
    return version


@transaction.atomic
def delete_draft(*, version: RoleVersion, by: Actor, now: datetime) -> None:
    """Throw a draft away. Raises FrozenVersionError for an approved text."""
    version = lock_draft(version)
    role = version.role
    number, public_id = version.number, version.public_id
    with guarded_write():
        # Clauses first: they protect the posts that they bind.
        DeadlineRule.objects.filter(item__section__version=version).delete()
        DeadlineRule.objects.filter(outcome__item__section__version=version).delete()
        Outcome.objects.filter(item__section__version=version).delete()
        Item.objects.filter(section__version=version).delete()
        Section.objects.filter(version=version).delete()
        version.delete()
    audit.record(
        verb="role_version.draft_deleted",
        scope=role.school,
        subject=f"roleversion:{public_id}",
        data={"role": role.code, "number": number},
        by=by,
        now=now,
    )
