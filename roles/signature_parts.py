"""Which of the signatures in a file is whose: the employer signs first, the employee after them. No Django.

Only names can be compared: a certificate knows no school. A name that differs is said on the page and refused nowhere
but in the wrong order, where it is certain: both names are known, and stand the other way round.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from documents.signatures.records import Signature, Signer

EMPLOYER: Final = "employer"
EMPLOYEE: Final = "employee"
_LAST: Final = datetime.max.replace(tzinfo=UTC)


class PartsError(Exception):
    """The signatures do not fit the parties; ``code`` is wrong_order, employer_first or same_signer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Part:
    """A party's signature; ``differs``: the certificate names nobody of those who were expected."""

    party: str
    signature: Signature
    differs: bool


@dataclass(frozen=True)
class Expected:
    """Who is to sign: ``parties`` in their order, the names of those who sign for the employer, the holder's name."""

    parties: tuple[str, ...]
    employers: tuple[str, ...]
    holder: str


def parts_of(signatures: Sequence[Signature], expected: Expected) -> tuple[Part, ...]:
    """Return whose the signatures of one document are; one alone is the employer's where both sign.

    ``signatures`` are at least one and all intact. Where only the employee signs, it is the one with the holder's
    name, else the last. Raises PartsError.
    """
    found = sorted(signatures, key=lambda one: one.time or _LAST)
    if EMPLOYER not in expected.parties:
        own = [one for one in found if same_name(one.signer, expected.holder)]
        return (_part(EMPLOYEE, (own or found)[-1], expected),)
    first, last = found[0], found[-1]
    is_holders = same_name(first.signer, expected.holder) and not _is_employers(first, expected)
    if len(found) == 1:
        if is_holders:
            raise PartsError("employer_first")
        return (_part(EMPLOYER, first, expected),)
    if is_holders:
        raise PartsError("wrong_order")
    if first.certificate is not None and first.certificate == last.certificate:
        raise PartsError("same_signer")
    return _part(EMPLOYER, first, expected), _part(EMPLOYEE, last, expected)


def _is_employers(one: Signature, expected: Expected) -> bool:
    return any(same_name(one.signer, name) for name in expected.employers)


def _part(party: str, one: Signature, expected: Expected) -> Part:
    fits = _is_employers(one, expected) if party == EMPLOYER else same_name(one.signer, expected.holder)
    return Part(party, one, differs=not fits)


def same_name(signer: Signer, name: str) -> bool:
    """Whether a certificate names this person: the same words, whatever their order, case and hyphens."""
    return bool(wanted := _name_words(name)) and wanted == _name_words(signer.name)


def _name_words(name: str) -> list[str]:
    """The words of a name; codes in common names ("SURNAME,GIVEN,3…") are no words of it."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return sorted(word for word in re.findall(r"\w+", plain) if any(letter.isalpha() for letter in word))
