"""A duty: something to do, found in a clause, and the rules that have dated it over time."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from roles.models import Role, RoleVersion
from schools.models import School, User
from schools.models.spans import not_over
from schools.public_ids import new_public_id


class DutyState(models.TextChoices):
    """A duty is proposed by a text and becomes work only when the principal says so."""

    PROPOSED = "proposed", _("proposed")
    ACTIVE = "active", _("active")
    REFUSED = "refused", _("not a duty here")
    ENDED = "ended", _("ended")


_WITHOUT_DATES = ("event", "continuous")


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about duties."""

    def for_school(self, school: School) -> DutyQuerySet:
        """Only this school's duties."""
        return self.filter(school=school)

    def proposed(self) -> DutyQuerySet:
        """Duties that wait for the principal, on whatever day: see :meth:`not_ended`."""
        return self.filter(state=DutyState.PROPOSED)

    def active(self) -> DutyQuerySet:
        """Duties that were confirmed to be work, on whatever day: see :meth:`not_ended` and :meth:`holding`."""
        return self.filter(state=DutyState.ACTIVE)

    def not_ended(self, on: date) -> DutyQuerySet:
        """Duties whose last day, if they have one, has not passed: a text that ends them may lie ahead."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))

    def holding(self, on: date) -> DutyQuerySet:
        """Duties that a text in force on this day asks for: neither ended by then nor still to begin."""
        return self.filter(Exists(DutyRule.objects.filter(duty=OuterRef("pk"), starts_on__lte=on).filter(not_over(on))))

    def dated(self) -> DutyQuerySet:
        """Duties whose rule gives dates from the calendar."""
        return self.exclude(kind__in=_WITHOUT_DATES).filter(binding="duty")

    def undated(self) -> DutyQuerySet:
        """Duties that come as it happens, start a procedure, or go on all the time."""
        return self.filter(Q(kind__in=_WITHOUT_DATES) | ~Q(binding="duty"))

    def with_language(self) -> DutyQuerySet:
        """With ``text_language``, that of the newest text which the duty comes from (it is ``lang`` on a page)."""
        newest = (
            RoleVersion.objects.approved()
            .filter(role=OuterRef("role"), translation_of__isnull=True)
            .order_by("-number")
            .values("language")[:1]
        )
        return self.annotate(text_language=Coalesce(Subquery(newest), Value("")))


class Duty(models.Model):
    """A clause's work. It points to (role, clause, rule_key), never to an item row, so it lives on over versions.

    ``role`` is the role whose text holds the clause, ``post`` the role that it binds. ``rule_key`` is None for a
    clause without a time rule of its own. ``title`` is made from the clause, unless ``has_own_title`` says that the
    school chose it. ``days`` is the number of days the school chose where the text prints none. ``is_on`` is off for
    daily duties until the school switches them on. ``first_due_after`` is the day it began here: nothing is born
    late; None while it is no work here. ``ended_on`` is the last day; it may lie ahead, and then ``state`` is still
    what it was: ask :meth:`state_on`. ``number``, ``title``, ``post``, ``kind`` and ``binding`` are those of the text
    in force, see duties.services.following.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="duties")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="duties")
    post = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="bound_duties")
    clause = models.UUIDField()
    rule_key = models.UUIDField()
    number = models.CharField(max_length=30, blank=True)  # as printed in the text in force
    title = models.CharField(max_length=300)
    has_own_title = models.BooleanField(default=False, db_default=False)
    kind = models.CharField(max_length=20)
    binding = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=DutyState.choices, default=DutyState.PROPOSED)
    is_on = models.BooleanField(default=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    first_due_after = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    objects = DutyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "state", "number"], name="duty_list")]
        constraints = [
            models.UniqueConstraint(fields=["role", "clause", "rule_key"], name="duty_once"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | ~Q(state="ended"),
                name="duty_ended_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title[:60]}"

    def state_on(self, on: date) -> str:
        """Return the state on a day: what has a last day is over only after it."""
        is_over = self.ended_on is not None and self.ended_on < on
        return DutyState.ENDED.value if is_over else str(self.state)


class DutyRuleQuerySet(models.QuerySet["DutyRule"]):
    """Questions about dated rules."""

    def touching(self, start: date, end: date) -> DutyRuleQuerySet:
        """Rules that hold on some day of the span (both inclusive)."""
        return self.filter(starts_on__lte=end).filter(not_over(start))


class DutyRule(models.Model):
    """Which rule dates a duty from when to when (both inclusive), and the version that says so."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="rules")
    version = models.ForeignKey(RoleVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.JSONField()  # as role.schema.json writes it
    # Same digest, same dates on the same calendar: what lets dates be computed once (duties.rule_digests);
    # empty when the rule gives no dates from the calendar.
    digest = models.CharField(max_length=16, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = DutyRuleQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="duty_rule_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(ends_on__isnull=True),
                name="duty_rule_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} from {self.starts_on}"
