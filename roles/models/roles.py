"""A post of a school, with or without a text of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.access_levels import AccessLevel
from schools.models import Country, School


class FilledBy(models.TextChoices):
    """How it is known who holds a post."""

    ASSIGNMENT = "assignment", _("named people, together")
    NAMED_EACH = "named_each", _("named people, each for themselves")
    CLASS_TEACHERS = "class_teachers", _("all class teachers, each for their own class")
    TEACHERS = "teachers", _("all teachers, each for themselves")
    ALL_STAFF = "all_staff", _("all staff, each for themselves")
    ACCESS_LEVEL = "access_level", _("everybody with an access level")

    @property
    def is_by_name(self) -> bool:
        """Whether people hold such a post by an appointment (``RoleAssignment``), and not by what they are."""
        return self in BY_NAME


BY_NAME = (FilledBy.ASSIGNMENT, FilledBy.NAMED_EACH)


class InForceBy(models.TextChoices):
    """Which act puts a text in force (architecture, section 5)."""

    BOTH_SIGNATURES = "both_signatures", _("both signatures")
    ORDER = "order", _("the principal's order and the employee's acknowledgement")
    DECISION = "decision", _("the employer's decision")


IN_FORCE_BY_DEFAULT = {
    Country.EE: InForceBy.BOTH_SIGNATURES,
    Country.LT: InForceBy.ORDER,
    Country.FI: InForceBy.DECISION,
}


class RoleQuerySet(models.QuerySet["Role"]):
    """Questions about posts."""

    def for_school(self, school: School) -> RoleQuerySet:
        """Only this school's posts."""
        return self.filter(school=school)


class Role(models.Model):
    """A post of a school. ``code`` is in URLs and never changes; ``name`` is the school's own word for it.

    A post that a document only binds (class teachers under the IT specialist's text) is a Role without versions;
    the principal may point it at another post of the school (``BoundPost.role``).

    ``template`` names the template it was begun with ("kord:it_specialist", "owner:CODE"; "" for none), and
    ``template_texts`` holds a digest of each of its clauses by the template's key, as they were when the school last
    took something over: what is different in the template since then is proposed.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="roles")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    filled_by = models.CharField(max_length=15, choices=FilledBy.choices, default=FilledBy.ASSIGNMENT)
    access_level = models.CharField(max_length=20, choices=AccessLevel.choices, blank=True)
    template = models.CharField(max_length=80, blank=True)
    template_texts = models.JSONField(default=dict, blank=True)
    in_force_by = models.CharField(max_length=20, choices=InForceBy.choices)
    created_at = models.DateTimeField()

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "code"], name="role_code_once")]

    def __str__(self) -> str:
        return self.name
