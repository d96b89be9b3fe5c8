"""What leaves the system, long work, and forms that may be sent twice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models.owners import School
from schools.models.people import Person, User
from schools.public_ids import new_public_id


class LeasedState(models.TextChoices):
    """Life of a row that a worker takes."""

    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("at work")
    DONE = "done", _("done")
    DROPPED = "dropped", _("no longer needed")
    DEAD = "dead", _("gave up")


class Leased(models.Model):
    """A row that exactly one worker holds for the length of its lease (``schools.leases``).

    A worker that dies simply stops renewing: after ``leased_until`` the row is anybody's again.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=LeasedState.choices, default=LeasedState.WAITING)
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class OutboxMessage(Leased):
    """A message to one person, written in the transaction of its cause. ``key`` makes it unique."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True)
    to = models.CharField(max_length=254)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state="waiting"),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["leased_until"],
                condition=Q(state="claimed"),
                name="outbox_claimed",
            ),
        ]


class Job(Leased):
    """Long work with progress that a page shows; ``result`` is data for that page."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="job_waiting"),
            models.Index(
                fields=["leased_until"],
                condition=Q(state="claimed"),
                name="job_claimed",
            ),
        ]


class FormKey(models.Model):
    """One sending of a form: the same key and body lead to the first result, another body to a 409."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    form = models.CharField(max_length=60)
    key = models.CharField(max_length=32)
    token = models.CharField(max_length=32)  # tells the one who inserted the row from those who came later
    body_digest = models.CharField(max_length=64)
    result_url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "form", "key"], name="form_key_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.key}"
