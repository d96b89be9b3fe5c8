"""A job description in a file, on its way to a draft."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models.versions import RoleVersion
from schools.models import Language, School, User
from schools.public_ids import new_public_id


class ReadingState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", _("waits to be read")
    READING = "reading", _("is being read")
    READ = "read", _("read")
    FAILED = "failed", _("cannot be read")


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Questions about readings."""

    def for_school(self, school: School) -> ReadingQuerySet:
        """Only this school's readings."""
        return self.filter(school=school)

    def unfinished(self) -> ReadingQuerySet:
        """Those that wait for a person: no draft was made of them yet, and they are readable as far as is known."""
        return self.filter(version__isnull=True).exclude(state=ReadingState.FAILED)


class Reading(models.Model):
    """One file or pasted text that was given to be read. It is no role before a person says so.

    ``original`` is the file, sealed (context ``reading:PUBLIC_ID``); None once it cannot be read: then nothing of it
    is stored. ``result`` is what the reader found (docs/role.schema.json with text, coverage, unplaced, warnings) and
    never changes; ``corrections`` is what a person says otherwise (roles/reading_review.py). ``code`` says why a file
    cannot be read. ``version`` is the draft that came of it; ``touched_at`` decides when it is thrown away.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="readings")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original = models.BinaryField(null=True)
    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    state = models.CharField(max_length=10, choices=ReadingState.choices, default=ReadingState.WAITING)
    code = models.CharField(max_length=20, blank=True)
    result = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    version = models.ForeignKey(RoleVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="readings")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["school", "created_at"], name="reading_school"),
            models.Index(fields=["touched_at"], name="reading_touched"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="failed", original__isnull=True) & ~Q(code="") | ~Q(state="failed") & Q(code=""),
                name="reading_failed_stores_nothing",
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def job_key(self) -> str:
        """The key of the job that reads the file."""
        return f"role-reading:{self.public_id}"

    @property
    def is_at_work(self) -> bool:
        """Whether the file is still to be read."""
        return self.state in (ReadingState.WAITING, ReadingState.READING)
