"""The text of a version: sections, items, outcomes and the time rules found in their words."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models.versions import BoundPost, RoleVersion
from schools.guarded import GuardedModel, GuardedQuerySet


class SectionKind(models.TextChoices):
    """What a section is about; the same fifteen for every country (domain.md section 1)."""

    GENERAL = "general", _("general part")
    PURPOSE = "purpose", _("purpose of the post")
    REQUIREMENTS = "requirements", _("requirements")
    DUTIES = "duties", _("duties")
    DUTIES_WITH_OUTCOMES = "duties_with_outcomes", _("duties and results")
    RIGHTS = "rights", _("rights")
    RESPONSIBILITY = "responsibility", _("responsibility")
    COMPETENCES = "competences", _("competences")
    SAFETY_PROCEDURE = "safety_procedure", _("safety procedure")
    APPROVAL = "approval", _("approval")
    COOPERATION = "cooperation", _("cooperation")
    INFORMATION = "information", _("information")
    INITIATIVE = "initiative", _("initiative")
    AMENDMENT = "amendment", _("amendment and review")
    SIGNATURES = "signatures", _("signatures")


M = TypeVar("M", bound=models.Model)


class TextQuerySet(GuardedQuerySet[M]):
    """Rows of a text: written by services only, and never once the version is approved."""


class Section(GuardedModel):
    """A section, as printed. ``revision`` counts saves: a second editor sees that it has moved on.

    ``extra`` is {"given": [...]}: which optional keys the structured document had, so that an explicit null or
    empty list comes back in a dump. Items and outcomes keep theirs in the same way.
    """

    version = models.ForeignKey(RoleVersion, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=25, choices=SectionKind.choices)
    heading = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: the document prints none)
    subheading = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001
    number = models.CharField(max_length=30, null=True, blank=True)  # noqa: DJ001
    layout = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001
    columns = models.JSONField(default=list)
    extra = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="section_position_once")]

    def __str__(self) -> str:
        return self.heading or self.kind


class Clause(GuardedModel):
    """What items and outcomes share. ``clause`` is the identity that is copied into the next version.

    ``number`` is text as printed: it may be missing, may repeat, and is never renumbered.
    """

    clause = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=30, null=True, blank=True)  # noqa: DJ001  (null: none is printed)
    text = models.TextField()
    binds = models.ForeignKey(BoundPost, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # label, group, column, subject, co_actors as in role.schema.json, and "given" as in a section
    extra = models.JSONField(default=dict)

    objects = TextQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number or '–'} {self.text[:60]}"


class Item(Clause):
    """A clause of a section; sub-items have a ``parent``, or an ``outcome`` whose parts they are.

    ``binds`` says whose duty it is.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    outcome = models.ForeignKey("Outcome", on_delete=models.CASCADE, null=True, blank=True, related_name="items")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(outcome__isnull=True), name="item_below_one_thing"
            ),
            models.UniqueConstraint(fields=["section", "clause"], name="item_clause_once"),
        ]


class Outcome(Clause):
    """An expected result (or the real activity, where the left side is only a heading) of an item.

    The schema lets an outcome have outcomes of its own: those have a ``parent`` and the same ``item``.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="outcomes")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["item", "clause"], name="outcome_clause_once")]


class Binding(models.TextChoices):
    """What a rule is; only a duty can be late."""

    DUTY = "duty", _("duty")
    RIGHT = "right", _("right")
    DOCUMENT = "document", _("concerns the document itself")
    STANDING = "standing", _("standing duty without a date")
    CAP = "cap", _("upper limit")
    TRIGGER = "trigger", _("starts a procedure")


class DeadlineRule(GuardedModel):
    """A time rule and its exact words, on an item or on an outcome.

    ``rule`` is the rule as role.schema.json writes it (kind, words, binding and parameters);
    ``rule_key`` is its identity over versions, as ``clause`` is the clause's.
    """

    rule_key = models.UUIDField(default=uuid.uuid4)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="rules")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="rules")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    binding = models.CharField(max_length=10, choices=Binding.choices)
    rule = models.JSONField()

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, outcome__isnull=True) | Q(item__isnull=True, outcome__isnull=False),
                name="rule_item_or_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.binding}"
