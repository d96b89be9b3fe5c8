"""Looking a text over: once a year, or because something has happened."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models.roles import Role
from roles.models.versions import RoleVersion
from schools.models import School, SchoolYear, User
from schools.public_ids import new_public_id


class ReviewCause(models.TextChoices):
    """Why a text is looked over."""

    YEARLY = "yearly", _("yearly review")
    REORGANISATION = "reorganisation", _("the work is organised otherwise")
    LAW = "law", _("the law has changed")
    OTHER = "other", _("another reason")


class ReviewOutcome(models.TextChoices):
    """What came of it."""

    SAME = "same", _("reviewed, no changes")
    DRAFT = "draft", _("a new draft was begun")


class RoleReviewQuerySet(models.QuerySet["RoleReview"]):
    """Questions about reviews."""

    def for_school(self, school: School) -> RoleReviewQuerySet:
        """Only this school's reviews."""
        return self.filter(role__school=school)

    def open(self) -> RoleReviewQuerySet:
        """Those that have no outcome yet."""
        return self.filter(settled_at__isnull=True)


class RoleReview(models.Model):
    """One look at a role's text: ``version`` is what was looked over, ``school_year`` the year whose work was seen.

    A review for a ``cause`` of its own is opened with a ``reason`` and waits for its outcome; there is one at most.
    ``next_on`` is the day by which the text is to be looked over again; ``draft`` is what was begun, while it exists.
    """

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(RoleVersion, on_delete=models.PROTECT, related_name="reviews")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cause = models.CharField(max_length=20, choices=ReviewCause.choices)
    reason = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=ReviewOutcome.choices, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    next_on = models.DateField(null=True, blank=True)
    draft = models.ForeignKey(RoleVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleReviewQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["role"], condition=Q(settled_at__isnull=True), name="review_one_open"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="review_settled_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.cause}"
