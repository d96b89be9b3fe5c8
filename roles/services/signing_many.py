"""One container for many texts: each PDF in it that waits for signatures gets its own; what is foreign is named."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from documents.models import StoredFile
from documents.signatures.records import ContainedFile, Remark, Verification
from documents.signatures.verifying import verify_file
from roles.models import Awaits, Party, Signing
from roles.services.errors import RoleError, SignedFileError
from roles.services.settling import SignedPart, lock_waiting
from roles.services.signing import keep, own_parts, place
from roles.signature_parts import Part
from schools.models import School, User


@dataclass(frozen=True)
class LeftAside:
    """A file of a container that changed nothing: its name, and why ("foreign", "unsigned", "not_theirs", or the code
    of a refusal)."""

    name: str
    code: str


@dataclass(frozen=True)
class ContainerTaken:
    """What a container brought: settled signings, those that now wait for the employee, and what was left aside."""

    settled: tuple[Signing, ...]
    passed_on: tuple[Signing, ...]
    left: tuple[LeftAside, ...]


def take_container(*, school: School, content: bytes, name: str, by: User, now: datetime) -> ContainerTaken:
    """Take one container with the signed PDFs of many texts of a school.

    The container is stored once, as it came, and stands for each signing that it settles. One PDF may wait for several
    holders: the employer's signature counts for all, an employee's for the one whose name its certificate has. Raises
    RoleError (not_many, nothing_fits), SignedFileError, documents.signatures.verifying.SignatureFileError.
    """
    found = verify_file(content, now=now)
    if found.container not in ("asice", "adoc", "bdoc"):
        raise RoleError("not_many", "Many texts come in one container (.asice, .adoc or .bdoc).")
    broken = next((one for one in found.signatures if one.problem), None)
    if broken is not None:
        raise SignedFileError(Remark(f"signature_{broken.problem}", {"signer": broken.signer.name or broken.place}))
    documents = [one for one in found.files if one.role == "document"]
    with transaction.atomic():
        taking = _Taking(school, content, name, found, by, now)
        for one in documents:
            taking.take(one)
        if not taking.settled and not taking.passed_on:
            raise RoleError("nothing_fits", "None of the files in the container is a text that waits for signatures.")
        return ContainerTaken(tuple(taking.settled), tuple(taking.passed_on), tuple(taking.left))


class _Taking:
    """One container on its way through the signings of a school."""

    def __init__(self, school: School, content: bytes, name: str, found: Verification, by: User, now: datetime) -> None:
        self.content, self.name, self.found, self.by, self.now = content, name, found, by, now
        self.settled: list[Signing] = []
        self.passed_on: list[Signing] = []
        self.left: list[LeftAside] = []
        self.stored: StoredFile | None = None
        self.waiting: dict[str, list[Signing]] = {}
        rows = Signing.objects.for_school(school).waiting().exclude(awaits=Awaits.SECOND_PERSON)
        for row in rows.select_related("version__role", "version__pdf", "person").order_by("version_id", "pk"):
            if row.version.pdf is not None:
                self.waiting.setdefault(row.version.pdf.sha256, []).append(row)

    def take(self, one: ContainedFile) -> None:
        """Take what one file of the container is signed for."""
        rows = self.waiting.get(one.sha256, [])
        about = _about(self.found, one)
        if not rows or not about.signatures:
            self.left.append(LeftAside(one.name, "unsigned" if rows else "foreign"))
            return
        codes = [code for row in rows if (code := self._take(row, about))]
        if len(codes) == len(rows):
            self.left.append(LeftAside(one.name, codes[0]))

    def _take(self, row: Signing, about: Verification) -> str:
        """Return why a signing stays as it was, "" when it does not."""
        try:
            signing = lock_waiting(row, now=self.now)
            parts = own_parts(signing, about, now=self.now)
        except RoleError as error:
            return error.code
        if code := _unfit(signing, parts):
            return code
        stored = self.stored or keep(signing, self.content, self.name, self.found, by=self.by, now=self.now)
        self.stored = stored
        signing.brought_by = self.by
        try:
            with transaction.atomic():
                placed = place(signing, about, parts, stored, by=self.by, now=self.now)
        except RoleError as error:
            return error.code
        (self.settled if not placed.awaits else self.passed_on).append(placed)
        return ""


def _unfit(signing: Signing, parts: list[tuple[Part, SignedPart]]) -> str:
    """Among many, nobody can be asked whether a signature with another name is this holder's: it is not taken."""
    if any(part.party == Party.EMPLOYEE and part.differs for part, _signed in parts):
        return "not_theirs"
    has_employee = any(part.party == Party.EMPLOYEE for part, _signed in parts)
    return "signed_already" if signing.awaits == Awaits.EMPLOYEE and not has_employee else ""


def _about(found: Verification, one: ContainedFile) -> Verification:
    """What the check says of one file of the container: the signatures that cover it."""
    signatures = tuple(replace(row, covers_document=True) for row in found.signatures if one.name in row.covers)
    files = tuple(replace(row, is_document=row.name == one.name) for row in found.files)
    return replace(found, covers_document=bool(signatures), files=files, signatures=signatures)
