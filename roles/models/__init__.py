"""Rows of the job descriptions, one aggregate a file."""

from roles.models.holders import RoleAssignment, Substitution
from roles.models.readings import Reading, ReadingState
from roles.models.roles import BY_NAME, FilledBy, InForceBy, Role
from roles.models.signing import Awaits, Party, SchoolSeal, Signature, Signing, SigningState, SigningWay
from roles.models.texts import Binding, DeadlineRule, Item, Outcome, Section, SectionKind
from roles.models.versions import BoundPost, ClauseQuestion, RoleVersion, VersionState

__all__ = [
    "BY_NAME",
    "Awaits",
    "Binding",
    "BoundPost",
    "ClauseQuestion",
    "DeadlineRule",
    "FilledBy",
    "InForceBy",
    "Item",
    "Outcome",
    "Party",
    "Reading",
    "ReadingState",
    "Role",
    "RoleAssignment",
    "RoleVersion",
    "SchoolSeal",
    "Section",
    "SectionKind",
    "Signature",
    "Signing",
    "SigningState",
    "SigningWay",
    "Substitution",
    "VersionState",
]
