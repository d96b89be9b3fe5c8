"""The reviews of a role's text, with the names of those who recorded them."""

from dataclasses import dataclass

from roles.models import Role, RoleReview
from schools.models import Person


@dataclass(frozen=True)
class ReviewLine:
    """A review and who recorded its outcome ("" when nobody of the school did)."""

    review: RoleReview
    by: str


def reviews_of(role: Role) -> list[ReviewLine]:
    """Return a role's reviews, the newest first; two queries."""
    reviews = list(role.reviews.select_related("draft").order_by("-opened_at"))
    users = {one.settled_by_id or one.opened_by_id for one in reviews}
    people = Person.objects.for_school(role.school).filter(user__in=[user for user in users if user])
    names = {person.user_id: person.name for person in people}
    return [ReviewLine(one, names.get(one.settled_by_id or one.opened_by_id, "")) for one in reviews]
