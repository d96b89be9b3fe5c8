"""Whose the signatures in a file are."""

from datetime import UTC, datetime, timedelta

import pytest

from documents.signatures.records import Certificate, Signature, Signer
from roles.signature_parts import Expected, PartsError, parts_of, same_name

AT = datetime(2026, 9, 1, tzinfo=UTC)
BOTH = Expected(("employer", "employee"), ("Mari Mets",), "Jaan Tamm-Kask")
ALONE = Expected(("employee",), (), "Jaan Tamm-Kask")


def signature(name, minutes=0):
    at = AT + timedelta(minutes=minutes)
    certificate = Certificate(f"CN={name}", "CN=Issuer", name, AT, AT, name)
    return Signature(place="", intact=True, signer=Signer(name=name), certificate=certificate, claimed=at)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Jaan Tamm-Kask", True), ("TAMM-KASK JAAN", True), ("TAMM-KASK,JAAN,3*********4", True), ("Jaan Tamm", False),
        ("Jaana Tamm-Kask", False), ("", False), ("3*********4", False),
    ],
)  # fmt: skip
def test_a_name_is_the_same_whatever_its_order(name, same):
    assert same_name(Signer(name=name), "Jaan Tamm-Kask") is same


def test_nobody_has_no_name():
    assert same_name(Signer(), "") is False


def parties(signatures, expected):
    return [(part.party, part.signature.signer.name, part.differs) for part in parts_of(signatures, expected)]


def test_the_employer_comes_first():
    head, own = signature("Mari Mets"), signature("Jaan Tamm-Kask", 5)
    assert parties([own, head], BOTH) == [("employer", "Mari Mets", False), ("employee", "Jaan Tamm-Kask", False)]
    assert parties([head], BOTH) == [("employer", "Mari Mets", False)]
    assert parties([signature("Kati Kuusk")], BOTH) == [("employer", "Kati Kuusk", True)]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["Jaan Tamm-Kask"], "employer_first"),
        (["Jaan Tamm-Kask", "Mari Mets"], "wrong_order"),
        (["Mari Mets", "Mari Mets"], "same_signer"),
    ],
)
def test_the_wrong_order_is_refused(names, code):
    with pytest.raises(PartsError) as caught:
        parts_of([signature(name, place) for place, name in enumerate(names)], BOTH)
    assert caught.value.code == code


def test_where_only_the_employee_signs_it_is_theirs_that_counts():
    found = [signature("Jaan Tamm-Kask"), signature("Mari Mets", 5)]
    assert parties(found, ALONE) == [("employee", "Jaan Tamm-Kask", False)]
    assert parties(found[1:], ALONE) == [("employee", "Mari Mets", True)]
