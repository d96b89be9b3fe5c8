"""A text begins without a file: the post, a title and the parts, to be written in the editor."""

from datetime import datetime

from django.db import transaction

from roles.beginnings import Beginning, document_of
from roles.filling import code_of, is_code
from roles.models import Role, RoleVersion
from roles.services.errors import RoleError
from roles.services.loading import load_document
from schools.actors import Actor
from schools.line_words import one_line
from schools.models import School

_LONGEST = 60  # Role.code


@transaction.atomic
def begin_text(
    *, school: School, beginning: Beginning, by: Actor, now: datetime, role: Role | None = None, name: str = ""
) -> RoleVersion:
    """Begin the first text of a post that has none (``role``), or of a new one called ``name``; returns the draft.

    A post of that name without a text is meant rather than added twice. Raises RoleError (other_school, has_text,
    draft_exists), structure.DocumentError for letters that no text may hold.
    """
    if role is not None and role.school_id != school.pk:
        raise RoleError("other_school", "The post belongs to another school.")
    name = one_line(name)
    role = role or role_named(school, name)
    if role is not None and role.versions.exists():
        raise RoleError("has_text", f"{role.name} has a text already.", name=role.name)
    code, words = (role.code, role.name) if role else (free_code(school, name), name)
    document = document_of(beginning, country=school.country, post=(code, words))
    return load_document(school=school, document=document, role_code=code, by=by, now=now)


def role_named(school: School, name: str) -> Role | None:
    """Return the school's post of this name, however its capitals are."""
    # Compared here: SQLite knows no capitals but those of ASCII.
    plain = name.casefold()
    return next((role for role in Role.objects.for_school(school) if role.name.casefold() == plain), None)


def free_code(school: School, name: str) -> str:
    """Return a code made of the name that no post of the school has."""
    taken = set(Role.objects.for_school(school).values_list("code", flat=True))
    base = code_of(name.lower())
    codes = [base, *(f"{base[: _LONGEST - 4]}_{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in codes if code not in taken and is_code(code))
