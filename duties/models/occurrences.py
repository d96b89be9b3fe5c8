"""Dated instances of duties, and what people did to them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from duties.models.duties import Duty, DutyRule
from duties.stages import AHEAD
from roles.models import Role
from schools.models import Group, Person, School, User

# What can be late at all (rules.md, section 1).
REMINDED_BINDINGS = ("duty", "trigger")


class OccurrenceState(models.TextChoices):
    """Where an occurrence stands. Late is no state: it is open past its day."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    WAIVED = "waived", _("waived")
    WITHDRAWN = "withdrawn", _("no longer asked for")


def doings_counted() -> Coalesce:
    """Return how often an occurrence was done, undone doings left out, for an annotation of its rows."""
    doings = (
        Completion.objects.filter(occurrence=OuterRef("pk"), undone_at__isnull=True)
        .order_by()
        .values("occurrence")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return Coalesce(Subquery(doings), 0)


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Questions about occurrences."""

    def for_school(self, school: School) -> OccurrenceQuerySet:
        """Only this school's occurrences."""
        return self.filter(school=school)

    def open(self) -> OccurrenceQuerySet:
        """Only those still to be done."""
        return self.filter(state=OccurrenceState.OPEN)

    def due_between(self, start: date, end: date) -> OccurrenceQuerySet:
        """Only those due in the span (both inclusive)."""
        return self.filter(due_on__gte=start, due_on__lte=end)

    def with_progress(self) -> OccurrenceQuerySet:
        """With what a row on a page shows: duty, role, class, person; ``done_count`` doings; ``text_language``."""
        return self.select_related("duty__role", "post", "group", "person", "handed_by").annotate(
            done_count=doings_counted(), text_language=F("rule__version__language")
        )

    def due_before(self, day: date) -> OccurrenceQuerySet:
        """Only those whose last good day has passed by ``day``."""
        return self.filter(due_on__lt=day)

    def to_remind(self, on: date) -> OccurrenceQuerySet:
        """Open ones with a deadline that is at most a week away or has passed; never standing duties or rights."""
        return self.open().filter(due_on__lte=on + AHEAD, duty__binding__in=REMINDED_BINDINGS)

    def handed_ahead(self, on: date) -> OccurrenceQuerySet:
        """Open ones with a deadline too far off for :meth:`to_remind` that were handed to somebody."""
        handed = Q(handed_at__isnull=False, handed_to__isnull=False)
        return self.open().filter(handed, due_on__gt=on + AHEAD, duty__binding__in=REMINDED_BINDINGS)


class Occurrence(models.Model):
    """One dated instance of a duty, unique per (duty, period_key, slot).

    ``period_key`` names the period ("2026/T1", "2026-09", "event:ID"), never a date, so that moving a term
    re-dates the row. ``slot`` is "post", "class:ID" or "person:ID" (ids of rows). The person who answers is
    computed from slot and day; ``handed_to`` holds only a hand-over: ``handed_by`` made it at ``handed_at`` with a
    note, and before it was ``handed_from``'s if somebody had it by an earlier one. ``due_on`` None means "no date yet".
    ``due_on`` is the last good day, inclusive. ``needed`` doings make it done (quota duties).
    In URLs an occurrence is named by its duty's public id, its period and its slot, so it needs no id of its own.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="occurrences")
    rule = models.ForeignKey(DutyRule, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=60)
    slot = models.CharField(max_length=40)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_from = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_note = models.CharField(max_length=500, blank=True, default="", db_default="")
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)  # before anything moved it
    not_before = models.DateField(null=True, blank=True)
    is_exact_day = models.BooleanField(default=False)
    needed = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=OccurrenceState.choices, default=OccurrenceState.OPEN)
    state_note = models.CharField(max_length=500, blank=True)  # why it was waived or withdrawn
    settled_at = models.DateTimeField(null=True, blank=True)  # when it was done, waived or withdrawn

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school", "due_on", "id"], name="occurrence_by_day"),
            models.Index(
                fields=["school", "due_on"],
                condition=Q(state="open"),
                name="occurrence_open",
            ),
            # Across schools: what the planner of reminders asks every minute.
            models.Index(fields=["due_on"], condition=Q(state="open"), name="occurrence_open_all"),
            models.Index(
                fields=["school"],
                condition=Q(state="open", handed_at__isnull=False),
                name="occurrence_handed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["duty", "period_key", "slot"], name="occurrence_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True) | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="occurrence_settled_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.period_key} {self.slot}"


class Completion(models.Model):
    """Somebody did it: ``by`` the login, ``person`` the one who did it, ``for_person`` whom they stood in for.

    Undoing sets ``undone_at``; nothing is deleted. A quota duty has several.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="completions")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="completions",
    )
    for_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    done_on = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["person", "at"], name="completion_by_person")]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.done_on}"
