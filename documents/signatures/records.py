"""What is known of a signed file, as data that can leave the limited process."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

Kind = Literal["pdf", "asice", "adoc", "bdoc", "none"]
# What is wrong with a signature, if anything. Words for them: documents.signatures.words.
PROBLEMS: Final = (
    "broken",  # the signature value does not belong to what it says it signs
    "changed",  # what was signed has other bytes now, or shows something else
    "part",  # only a part of the file was signed
    "weak",  # made with an algorithm that proves nothing any more
    "unchecked",  # uses something that this check does not know
    "unreadable",
)
# Why a certificate is trusted no further, the gravest first; none of them is ever "trusted".
TRUST: Final = ("unknown", "not_for_signing", "not_yet_valid", "expired_at_signing", "self_signed", "unknown_issuer")


class Unreadable(Exception):
    """The file cannot be read; ``code`` says why (words: documents.signatures.words)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Signer:
    """Who signed, as the certificate says and nothing more; "" where it does not say.

    ``name`` is given name and surname where both stand there, else the common name. Personal codes are masked
    wherever they stand: only their first character and last digit stay.
    """

    name: str = ""
    given_name: str = ""
    surname: str = ""
    organisation: str = ""
    code: str = ""


@dataclass(frozen=True)
class Certificate:
    """A certificate: names as in RFC 4514 with personal codes masked, ``serial`` in hexadecimal, SHA-256 of its DER."""

    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    sha256: str


@dataclass(frozen=True)
class Signature:
    """One signature. ``intact``: it belongs to its bytes, and the file still shows what was signed.

    ``place`` is the PDF's field or the container's signature file. ``claimed`` is the time the signer's program
    wrote, ``stamped`` the one of a time stamp whose own signature fits (its maker is not judged either).
    ``covers`` names the container's files that it signs whole; ``covers_document`` is about the document that the
    check was made against. ``changes`` (PDF) is what was added later, the gravest: "none", "additions" (data for
    long keeping), "fields" (further signatures), "comments", "other".
    ``trust`` is the first of ``trust_notes`` (see TRUST), ``problem`` one of PROBLEMS or "".
    """

    place: str
    intact: bool
    problem: str = ""
    signer: Signer = field(default_factory=Signer)
    certificate: Certificate | None = None
    claimed: datetime | None = None
    stamped: datetime | None = None
    trust_notes: tuple[str, ...] = ("unknown",)
    covers: tuple[str, ...] = ()
    covers_document: bool = False
    changes: str = "none"

    @property
    def trust(self) -> str:
        """The gravest reason why the certificate is trusted no further."""
        return self.trust_notes[0]

    @property
    def time(self) -> datetime | None:
        """The time stamp's time, else the claimed one."""
        return self.stamped or self.claimed


@dataclass(frozen=True)
class ContainedFile:
    """A file in a container. ``is_document``: it has exactly the bytes that the check was made against.

    ``role`` is "document" for what people sign, "metadata" for an ADoc's own descriptions.
    """

    name: str
    size: int
    sha256: str
    is_document: bool = False
    is_signed: bool = False
    role: str = "document"


@dataclass(frozen=True)
class Remark:
    """Something worth knowing: a code of ``documents.signatures.words`` and what its sentence names."""

    code: str
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verification:
    """What a file holds.

    ``covers_document``: with ``against``, the file holds exactly those bytes and an intact signature covers them;
    without, intact signatures cover everything that people sign in it.
    """

    container: Kind
    covers_document: bool
    files: tuple[ContainedFile, ...] = ()
    signatures: tuple[Signature, ...] = ()
    warnings: tuple[Remark, ...] = ()


def to_json(found: Verification) -> dict[str, Any]:
    """Return it as JSON's own types; an instant becomes text (ISO 8601), and names lose what no page should print.

    Names come from certificates and containers of strangers: control characters could rule a terminal, and marks
    of direction could turn a name round.
    """
    return dict(_plain(asdict(found)))


def from_json(said: Mapping[str, Any]) -> Verification:
    """Return what :func:`to_json` was given."""
    return Verification(
        container=said["container"],
        covers_document=said["covers_document"],
        files=tuple(ContainedFile(**row) for row in said["files"]),
        signatures=tuple(_signature(row) for row in said["signatures"]),
        warnings=tuple(Remark(**row) for row in said["warnings"]),
    )


def _signature(row: Mapping[str, Any]) -> Signature:
    made: dict[str, Any] = {
        "signer": Signer(**row["signer"]),
        "certificate": _certificate(row["certificate"]) if row["certificate"] else None,
        "claimed": _instant(row["claimed"]),
        "stamped": _instant(row["stamped"]),
        "trust_notes": tuple(row["trust_notes"]),
        "covers": tuple(row["covers"]),
    }
    return Signature(**{**row, **made})


def _certificate(row: Mapping[str, Any]) -> Certificate:
    times = {key: datetime.fromisoformat(row[key]) for key in ("not_before", "not_after")}
    return Certificate(**{**row, **times})


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return "".join(letter if letter.isprintable() else "�" for letter in value) if isinstance(value, str) else value
