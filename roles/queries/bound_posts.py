"""Which of the posts that texts name have a clause: only those are a question to anybody."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from roles.models import BoundPost, Item, Outcome


def has_clause() -> Q:
    """Whether a clause of its text binds a post: one that was named and has lost its last clause asks nothing."""
    bound = OuterRef("pk")
    return Q(Exists(Item.objects.filter(binds=bound))) | Q(Exists(Outcome.objects.filter(binds=bound)))


def waiting_posts(posts: QuerySet[BoundPost]) -> QuerySet[BoundPost]:
    """Those that wait for the answer who this is here."""
    return posts.filter(has_clause(), is_confirmed=False)
