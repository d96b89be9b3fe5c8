"""Who signs an approved text, how far that is, and the file that shows it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from roles.models.versions import RoleVersion
from schools.guarded import GuardedModel, GuardedQuerySet
from schools.models import Person, School, User
from schools.public_ids import new_public_id


class SigningState(models.TextChoices):
    """How far one holder's signing of one text is."""

    WAITING = "waiting", _("waits for a signature")
    SIGNED = "signed", _("signed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("no longer asked for")


class SigningWay(models.TextChoices):
    """How a text is signed. Acknowledged: confirmed in Kord without a signature, where an order puts it in force."""

    OUTSIDE = "outside", _("own signing program")
    IN_KORD = "in_kord", _("confirmed in Kord")
    PAPER = "paper", _("on paper")
    ACKNOWLEDGED = "acknowledged", _("acknowledged in Kord, without a signature")


class Party(models.TextChoices):
    """For whom a signature stands."""

    EMPLOYER = "employer", _("employer")
    EMPLOYEE = "employee", _("employee")


class Awaits(models.TextChoices):
    """Whose turn it is."""

    EMPLOYER = "employer", _("waits for the employer")
    EMPLOYEE = "employee", _("waits for the employee")
    SECOND_PERSON = "second_person", _("the paper waits for a second person")


class SigningQuerySet(GuardedQuerySet["Signing"]):
    """Questions about signings."""

    def for_school(self, school: School) -> SigningQuerySet:
        """Only this school's."""
        return self.filter(version__role__school=school)

    def waiting(self) -> SigningQuerySet:
        """Those that somebody has still to act on."""
        return self.filter(state=SigningState.WAITING)


class Signing(GuardedModel):
    """One holder's signing of one approved text.

    ``file`` is the one signed file, as it came and never altered: a container or PDF with all signatures, or the
    scan that a second person has compared with the paper. ``waiting_file`` is what has come so far: the file with the
    employer's signature alone, or a scan that nobody has confirmed; ``brought_by`` brought it. ``checked`` is what the
    technical check found (``documents.signatures.records.to_json``), with "differs": the parties whose certificate
    names somebody else. ``registered_number`` and ``registered_link`` lead to the school's own register of documents.
    """

    version = models.ForeignKey(RoleVersion, on_delete=models.PROTECT, related_name="signings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signings")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    state = models.CharField(max_length=10, choices=SigningState.choices, default=SigningState.WAITING)
    awaits = models.CharField(max_length=15, choices=Awaits.choices, blank=True)
    way = models.CharField(max_length=15, choices=SigningWay.choices, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waiting_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    registered_number = models.CharField(max_length=60, blank=True)
    registered_link = models.URLField(max_length=300, blank=True)

    objects = SigningQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["state", "person"], name="signing_state_person")]
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="signing_once"),
            models.CheckConstraint(
                condition=Q(state="signed", way__in=["outside", "in_kord", "paper"], file__isnull=False)
                | Q(state="signed", way="acknowledged", file__isnull=True)
                | ~Q(state="signed") & Q(file__isnull=True),
                name="signing_signed_has_file",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True) & ~Q(awaits="")
                | ~Q(state="waiting") & Q(settled_at__isnull=False, awaits="", waiting_file__isnull=True),
                name="signing_waits_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(reason="") | ~Q(state="declined") & Q(reason=""),
                name="signing_declined_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(settled_at__gte=F("asked_at")),
                name="signing_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class SignatureQuerySet(GuardedQuerySet["Signature"]):
    """Signatures are written by their services only."""


class Signature(GuardedModel):
    """One party's signature in a signing. ``name`` is the one in the certificate, or the person's where there is none.

    ``acting_for`` says for whom, and on what basis, somebody stood in for the principal.
    """

    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=10, choices=Party.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=15, choices=SigningWay.choices)
    at = models.DateTimeField()
    acting_for = models.CharField(max_length=300, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["signing", "party"], name="signature_once_a_party")]

    def __str__(self) -> str:
        return f"{self.signing_id} {self.party}"


class SchoolSealQuerySet(GuardedQuerySet["SchoolSeal"]):
    """Seals are written by their service only."""


class SchoolSeal(GuardedModel):
    """The school's own certificate (X.509, DER) with which Kord seals what was confirmed in it, made by itself.

    ``key`` is its private key, sealed (context ``school-seal:PUBLIC_ID``). A new one is made when it has run out.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="seals")
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    certificate = models.BinaryField()
    key = models.BinaryField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = SchoolSealQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id
