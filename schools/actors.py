"""Who did it: a login, or a named part of the system."""

from dataclasses import dataclass

from schools.models import User


@dataclass(frozen=True)
class System:
    """A part of Kord that acts by itself, such as ``System("planner")``."""

    name: str


Actor = User | System


def actor_code(by: Actor) -> str:
    """Return the stable code under which the audit trail knows the actor."""
    return f"system:{by.name}" if isinstance(by, System) else f"user:{by.pk}"
