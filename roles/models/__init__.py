"""Rows of the job descriptions, one aggregate a file."""

from roles.models.holders import RoleAssignment, Substitution
from roles.models.readings import Reading, ReadingState
from roles.models.roles import BY_NAME, FilledBy, InForceBy, Role
from roles.models.templates import OwnerTemplate
from roles.models.texts import Binding, DeadlineRule, Item, Outcome, Section, SectionKind
from roles.models.versions import BoundPost, ClauseQuestion, RoleVersion, VersionState

__all__ = [
    "BY_NAME",
    "Binding",
    "BoundPost",
    "ClauseQuestion",
    "DeadlineRule",
    "FilledBy",
    "InForceBy",
    "Item",
    "Outcome",
    "OwnerTemplate",
    "Reading",
    "ReadingState",
    "Role",
    "RoleAssignment",
    "RoleVersion",
    "Section",
    "SectionKind",
    "Substitution",
    "VersionState",
]
