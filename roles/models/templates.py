"""Templates that an owner gives to its schools."""

from __future__ import annotations

from django.db import models

from roles.models.versions import RoleVersion
from schools.guarded import GuardedModel, GuardedQuerySet
from schools.models import Language, Owner, School, User


class OwnerTemplateQuerySet(GuardedQuerySet["OwnerTemplate"]):
    """Questions about an owner's templates."""

    def for_school(self, school: School) -> OwnerTemplateQuerySet:
        """Those that the school's owner offers now: of each code and language the newest, unless it was withdrawn."""
        newer = OwnerTemplate.objects.filter(
            owner=models.OuterRef("owner"), code=models.OuterRef("code"), language=models.OuterRef("language"),
            number__gt=models.OuterRef("number"),
        )  # fmt: skip
        return self.filter(owner=school.owner_id, withdrawn_at__isnull=True).exclude(models.Exists(newer))


class OwnerTemplate(GuardedModel):
    """A role's text that a municipality gives to its schools, as it was published; a later one has the next number.

    ``document`` has the form of docs/role.schema.json; ``keys`` names its clauses in the order of the text: those of
    the version it was made from, so that the same clause keeps its key in the next edition.
    """

    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="role_templates")
    code = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=Language.choices)
    title = models.CharField(max_length=300)
    document = models.JSONField()
    keys = models.JSONField()
    source = models.ForeignKey(RoleVersion, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OwnerTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["code", "language", "number"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "code", "language", "number"], name="owner_template_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.code} {self.language} {self.number}"
