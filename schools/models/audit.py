"""The only history: an append-only, hash-chained trail."""

from django.db import models


class AuditEvent(models.Model):
    """One thing that was done. Database triggers refuse UPDATE and DELETE (see ``audit_triggers``).

    No foreign keys: the trail must not hinder, nor be hindered by, the rows it speaks of. ``data`` holds
    ids, counts and digests, never sensitive text. ``scope`` is "school:ID", "owner:ID" or "installation";
    ``number`` counts from 1 within the scope; ``hash`` covers all columns and the previous hash.
    """

    scope = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)  # "user:ID" or "system:NAME"
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)  # "role:PUBLIC_ID"
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "number"], name="audit_number_once")]
        indexes = [models.Index(fields=["scope", "subject", "number"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.scope} {self.number} {self.verb}"


class AuditHead(models.Model):
    """The end of a scope's chain; locked last in a transaction, so that appends queue and nothing else does."""

    scope = models.CharField(max_length=40, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.scope} {self.number}"
