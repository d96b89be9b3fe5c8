"""What holds from day to day: both days inclusive, an empty end means until further notice."""

from datetime import date

from django.db.models import Q


def not_over(on: date, *, of: str = "") -> Q:
    """What has not ended before this day; ``of`` leads to the span, as "person__"."""
    return Q(**{f"{of}ends_on__isnull": True}) | Q(**{f"{of}ends_on__gte": on})


def holds(on: date, *, of: str = "") -> Q:
    """What holds on this day and has a first day."""
    return Q(**{f"{of}starts_on__lte": on}) & not_over(on, of=of)
