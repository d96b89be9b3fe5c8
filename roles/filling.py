"""Posts that documents name: which Role they become, and how it is known who holds it."""

import re
import unicodedata
from typing import Final

from roles.models import FilledBy
from schools.access_levels import AccessLevel

# Known keys of role.schema.json that no single appointment fills.
FILLED: Final[dict[str, tuple[FilledBy, AccessLevel | None]]] = {
    "class_teacher": (FilledBy.CLASS_TEACHERS, None),
    "subject_teacher": (FilledBy.TEACHERS, None),
    "all_pedagogues": (FilledBy.TEACHERS, None),
    "persons_doing_educational_activity": (FilledBy.TEACHERS, None),
    "all_staff": (FilledBy.ALL_STAFF, None),
    "ediary_users": (FilledBy.ALL_STAFF, None),
    "ediary_data_persons": (FilledBy.ALL_STAFF, None),
    "all_with_ediary_access": (FilledBy.ALL_STAFF, None),
    "head_of_school": (FilledBy.ACCESS_LEVEL, AccessLevel.PRINCIPAL),
    "secretary": (FilledBy.ACCESS_LEVEL, AccessLevel.SECRETARY),
}
_LONGEST: Final = 60  # Role.code
RESERVED: Final = frozenset({"new", "compare"})  # roles/new/ and roles/compare/ are pages


def filled_by(key: str) -> tuple[FilledBy, str]:
    """How a post is filled to begin with: kind and access level ("" unless it is filled by one)."""
    kind, level = FILLED.get(key, (FilledBy.ASSIGNMENT, None))
    return kind, level or ""


def code_of(key: str) -> str:
    """Return the role code of a post's key: the key itself where it can stand in a URL."""
    if is_code(key):
        return key
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().lower()
    code = re.sub(r"[^a-z0-9_-]+", "_", plain).strip("_")[:_LONGEST]
    return code if is_code(code) else "post"


def is_code(code: str) -> bool:
    """Whether this can be a role's code: it stands in URLs."""
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{1,60}", code)) and code not in RESERVED
