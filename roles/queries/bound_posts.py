"""Which of the posts that texts name have a clause: only those are a question to anybody."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from roles.models import BoundPost, Item, Outcome, RoleVersion


def has_clause() -> Q:
    """Whether a clause of its text binds a post: one that was named and has lost its last clause asks nothing."""
    bound = OuterRef("pk")
    return Q(Exists(Item.objects.filter(binds=bound))) | Q(Exists(Outcome.objects.filter(binds=bound)))


def waiting_posts(posts: QuerySet[BoundPost]) -> QuerySet[BoundPost]:
    """Those that wait for the answer who this is here."""
    return posts.filter(has_clause(), is_confirmed=False)


def of_newest_texts(posts: QuerySet[BoundPost]) -> QuerySet[BoundPost]:
    """Without the posts of texts that others have taken the place of.

    A newer text that names the same post carries its question, whether answered there or not; and of the texts of a
    role that were approved before its newest one nothing is asked any more.
    """
    newer = RoleVersion.objects.filter(
        role=OuterRef("version__role"), language=OuterRef("version__language"), number__gt=OuterRef("version__number")
    )
    return posts.exclude(Exists(newer.approved())).exclude(Exists(newer.filter(posts__key=OuterRef("key"))))
