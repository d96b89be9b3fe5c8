"""Texts that wait for signatures, and signed files for them; nobody and no issuer here exists."""

from datetime import date, timedelta

from documents.services import read_file
from roles import services
from tests import factories
from tests.documents import signing_world as world
from tests.factories import BY, NOW

TODAY = date(2026, 9, 1)
LATER = NOW + timedelta(hours=1)


def certificate(who):
    """A card with this person's name, from an issuer that nobody asks."""
    return world.person(who.given_name, who.family_name, issuer=world.authority(), end=NOW + world.YEAR)


def waiting_text(ensemble, *, country="EE", holder="it", code="keeper", title="Keeper of devices", now=NOW):
    """An approved text whose holder is asked to sign: (version, signing)."""
    school = ensemble.school
    version = factories.load_document(
        school=school,
        document=factories.make_document(
            language={"EE": "et", "LT": "lt", "FI": "fi"}[country],
            country=country,
            title=title,
            posts={code: title},
            items=[factories.make_item(f"{title} keeps the list.", number="1.", binds=code)],
        ),
        role_code=code,
        now=now,
    )
    in_force_by = {"EE": "both_signatures", "LT": "order", "FI": "decision"}[country]
    type(version.role).objects.filter(pk=version.role_id).update(in_force_by=in_force_by)
    version.refresh_from_db()
    factories.assign(role=version.role, person=ensemble.people[holder])
    version = factories.approve(version=version, effective_on=TODAY, now=now)
    asked = services.ask_signatures(version=version, by=BY, now=now)
    return version, asked[0] if asked else None


def pdf_of(version):
    version.refresh_from_db()
    return read_file(version.pdf)


def container(files, *signers, at=NOW, listed=None):
    """An .asice of these files signed by these people, one minute after the other."""
    signatures = [
        world.xades({"who": who, "files": files, "at": at + timedelta(minutes=place)})
        for place, who in enumerate(signers)
    ]
    return world.container(files, signatures)


def one_text(version, *signers, at=NOW):
    return container({"text.pdf": pdf_of(version)}, *signers, at=at)
