"""Signing in words: whose turn it is, what a check found, and why something is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents.signatures.records import Remark
from documents.signatures.sealing import SealingError
from documents.signatures.verifying import SignatureFileError
from documents.signatures.words import failure_words, kind_words, remark_words, trust_words
from roles.models import Awaits, Party, Signature, Signing, SigningState, SigningWay
from roles.services import RoleError, SignedFileError
from schools.words import format_date

REFUSALS = (RoleError, SignatureFileError, SealingError)


def refusal_words(error: RoleError | SignatureFileError | SealingError) -> str:
    """Return why a signing, a file or a confirmation is not taken, as one sentence."""
    if isinstance(error, SignatureFileError):
        return str(failure_words(error.code))
    if isinstance(error, SignedFileError):
        return remark_words(error.remark)
    if isinstance(error, SealingError):
        return (
            _no_field() if error.code == "no_field" else _("The PDF could not be signed here. Sign it in another way.")
        )
    return _refusals().get(error.code, str(error)) % {
        key: format_date(value, get_language() or "en") if isinstance(value, date) else value
        for key, value in error.data.items()
    }


def _no_field() -> str:
    return _("The PDF of this text has no place for this signature. Sign it in another way.")


def _refusals() -> dict[str, str]:
    return {
        "signing_settled": _("This signing is settled already."),
        "holder_left": _("The person no longer holds this post, so their signature is not taken."),
        "not_approved": _("The text has to be approved first."),
        "nobody_to_sign": _("Nobody holds this post today, so nobody can be asked."),
        "no_signatures": _("The employer’s decision puts this text in force; nobody signs it."),
        "newer_text": _("Version %(number)s is approved since; that one is signed."),
        "other_version": _("The file holds version %(number)s, not %(wanted)s."),
        "employer_first": _("The employer signs first; this file has the employee’s signature alone."),
        "wrong_order": _("The employer signs first; in this file the employee did."),
        "same_signer": _("Both signatures are of one certificate; each side signs for itself."),
        "employee_missing": _("The employee’s signature is missing in this file."),
        "not_yours": _("Nobody signs for somebody else, and nobody for both sides."),
        "no_reason": _("Say why."),
        "still_holds": _("The person holds the post, so their signature is still asked for."),
        "not_signed": _("Only a signed text is registered."),
        "other_way": _("The employer has signed in another way; sign in the same one, or on paper."),
        "no_basis": _("Say on what basis you stand in for the principal."),
        "moved_on": _("Somebody else has acted on this signing meanwhile."),
        "not_a_scan": _("A scan is a PDF, a JPEG or a PNG."),
        "no_scan": _("There is no scan that waits for a second person."),
        "second_person": _(
            "Somebody else has to compare the scan with the paper: not who brought it, not who signed it."
        ),
        "day_ahead": _("The day lies ahead."),
        "day_before_approval": _("The text was not approved yet on that day."),
        "not_many": _("Many texts come in one container (.asice, .adoc or .bdoc)."),
        "nothing_fits": _("None of the files in the container is a text that waits for signatures."),
        "not_after_previous": _("Version %(number)s is in force from %(day)s; this one must begin later."),
    }


def left_words(name: str, code: str) -> str:
    """Return why a file of a container changed nothing."""
    sentences = {
        "foreign": _("“%(name)s” is no text that waits for signatures here; it was left aside."),
        "unsigned": _("“%(name)s” is not signed by anybody in this container; it was left aside."),
        "not_theirs": _("“%(name)s” is signed by somebody who does not hold the post; it was left aside."),
        "signed_already": _("“%(name)s” has the employer’s signature already; it was left aside."),
    }
    if code in sentences:
        return sentences[code] % {"name": name}
    return _("“%(name)s” was left aside: %(why)s") % {"name": name, "why": _refusals().get(code, code)}


def signing_chip(signing: Signing) -> tuple[str, str]:
    """Return a signing's state in words and the kind of its chip."""
    if signing.state == SigningState.SIGNED:
        if signing.way == SigningWay.ACKNOWLEDGED:
            return _("acknowledged"), "done"
        return _("signed"), "done"
    if signing.state == SigningState.DECLINED:
        return _("declined, with a reason"), "late"
    if signing.state == SigningState.WITHDRAWN:
        return _("no longer asked for"), ""
    return str(Awaits(signing.awaits).label), "soon"


def waited_words(signing: Signing, on: date) -> str:
    """Return how long a signature has been waited for; "" on the first day."""
    days = (on - signing.asked_at.date()).days
    return ngettext("asked %(n)d day ago", "asked %(n)d days ago", days) % {"n": days} if days > 0 else ""


def party_words(party: str) -> str:
    """Return for whom a signature stands."""
    return str(Party(party).label)


def way_words(signature: Signature) -> str:
    """Return how somebody signed, and for whom they stood in."""
    words = str(SigningWay(signature.way).label)
    if not signature.acting_for:
        return words
    return _("%(way)s; acting head for %(whom)s") % {"way": words, "whom": signature.acting_for}


def checked_words(one: Mapping[str, Any]) -> str:
    """Return what is known of one signature of a checked file (as ``records.to_json`` gives it)."""
    certificate, parts = one["certificate"], []
    if certificate:
        issuer = dict(part.partition("=")[::2] for part in certificate["issuer"].split(",")).get("CN", "")
        parts.append(
            _("Certificate valid until %(day)s, issued by %(issuer)s.")
            % {
                "day": _day(certificate["not_after"]),
                "issuer": issuer or certificate["issuer"],
            }
        )
    parts.append(_("Trust: %(why)s.") % {"why": trust_words(one["trust_notes"][0])})
    return " ".join(parts)


def _day(instant: str) -> str:
    return format_date(date.fromisoformat(instant[:10]), get_language() or "en")


def warning_words(rows: list[Mapping[str, Any]]) -> list[str]:
    """Return the remarks of a checked file as sentences, each once."""
    return list(dict.fromkeys(remark_words(Remark(row["code"], row["data"])) for row in rows))


def container_words(kind: str) -> str:
    """Return what kind of signed file it is."""
    return str(kind_words(kind))
