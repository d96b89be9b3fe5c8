"""Stored files: sealed on disk, found by a row that knows their hash."""

from __future__ import annotations

from django.db import models

from schools.models import School, User
from schools.public_ids import new_public_id


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Questions about files."""

    def for_school(self, school: School) -> StoredFileQuerySet:
        """Only this school's files."""
        return self.filter(school=school)


class StoredFile(models.Model):
    """A file that never changes. On disk it is sealed and named by the hash of the sealed bytes
    (``blob``); ``sha256`` and ``size`` (bytes) are those of the content.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="files")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    purpose = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    blob = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = StoredFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
