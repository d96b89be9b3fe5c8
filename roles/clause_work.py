"""What the page of a text asks the other apps about the work done for its clauses (place "role-item")."""

from dataclasses import dataclass

from roles.models import Role
from schools.models import Person, SchoolYear


@dataclass(frozen=True)
class WorkAsked:
    """The work of a role in a school year (None: of all time), as ``reader`` may see it.

    ``sees_names``: whether the reader may see who did what; of what they did themselves they are told in any case.
    """

    role: Role
    year: SchoolYear | None
    reader: Person | None
    sees_names: bool
