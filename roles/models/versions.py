"""The versions of a role's text."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roles.models.roles import Role
from schools.guarded import GuardedModel, GuardedQuerySet
from schools.models import Country, Language, School, User
from schools.public_ids import new_public_id


class VersionState(models.TextChoices):
    """A draft may change, an approved text never does."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")


class BasisOfChange(models.TextChoices):
    """On what a text that replaces another one rests."""

    CONSENT = "consent", _("the employee's consent")
    LAW = "law", _("the law")
    ORDER = "order", _("an order")
    EMPLOYER = "employer", _("the employer's decision")
    OTHER = "other", _("something else")


class RoleVersionQuerySet(GuardedQuerySet["RoleVersion"]):
    """Questions about versions."""

    def for_school(self, school: School) -> RoleVersionQuerySet:
        """Only this school's texts."""
        return self.filter(role__school=school)

    def approved(self) -> RoleVersionQuerySet:
        """Only texts that can no longer change."""
        return self.filter(state=VersionState.APPROVED)

    def in_force(self, on: date) -> RoleVersionQuerySet:
        """Approved texts that have taken force by this day, the newest first (per role the first one counts)."""
        return self.approved().filter(in_force_on__lte=on).order_by("-in_force_on", "-number")


class RoleVersion(GuardedModel):
    """One text of a role. ``frame`` holds what stands around the sections, in the keys of role.schema.json
    (institution, unit, document_number, level, reports_to, substitutes, …), as printed.

    ``in_force_on`` is the later of ``effective_on`` and ``force_act_on``, the day of the act that puts it in
    force; None until that act is recorded. ``revision`` counts saves of a draft, so that two editors notice
    each other. ``content_hash`` is fixed at approval, and so are ``basis_of_change`` and ``basis_note``: on what the
    change rests, None for a first text. A translation has ``translation_of`` and no duties.
    """

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="versions")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    language = models.CharField(max_length=2, choices=Language.choices)
    country = models.CharField(max_length=2, choices=Country.choices, blank=True)
    title = models.CharField(max_length=300)
    frame = models.JSONField(default=dict)
    translation_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    effective_on = models.DateField(null=True, blank=True)
    force_act_on = models.DateField(null=True, blank=True)
    force_act_note = models.CharField(max_length=200, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    # null, because SQLite would make the table anew for any other column, and the text triggers forbid that
    basis_of_change = models.CharField(max_length=10, choices=BasisOfChange.choices, null=True, blank=True)  # noqa: DJ001
    basis_note = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001
    content_hash = models.CharField(max_length=64, blank=True)
    pdf = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = RoleVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["role", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["role", "language"],
                condition=Q(state="draft"),
                name="version_one_draft_a_language",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approved_at__isnull=True)
                | Q(
                    state="approved",
                    approved_at__isnull=False,
                    effective_on__isnull=False,
                ),
                name="version_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(in_force_on__isnull=True) | Q(in_force_on__gte=F("effective_on")),
                name="version_in_force_not_before_effective",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} v{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether the text may still change."""
        return self.state == VersionState.DRAFT


class BoundPost(models.Model):
    """A post that a text binds: the document's key and words for it, and the school's Role it stands for.

    ``is_confirmed`` is set when the principal has said who this is here.
    """

    version = models.ForeignKey(RoleVersion, on_delete=models.CASCADE, related_name="posts")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="bound_by")
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="bound_post_once")]

    def __str__(self) -> str:
        return self.key


class ClauseQuestion(models.Model):
    """A clause of a text read anew that may be one of the text before: a person says whether it is.

    ``clause`` is the key that the new clause got, ``before`` that of the clause it looks like, ``likeness`` how much
    (percent). ``is_same`` is None until somebody has answered; where it is True, the new text's clause carries
    ``before`` and its deadlines the keys of those it had.
    """

    version = models.ForeignKey(RoleVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    clause = models.UUIDField()
    before = models.UUIDField()
    likeness = models.PositiveSmallIntegerField()
    is_same = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "clause"], name="question_clause_once"),
            models.UniqueConstraint(fields=["version", "before"], name="question_before_once"),
        ]

    def __str__(self) -> str:
        return f"{self.clause} = {self.before}?"
