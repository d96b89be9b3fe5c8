"""Rows of the job descriptions, one aggregate a file."""

from roles.models.holders import RoleAssignment, Substitution
from roles.models.readings import Reading, ReadingState
from roles.models.reviews import ReviewCause, ReviewOutcome, RoleReview
from roles.models.roles import BY_NAME, FilledBy, InForceBy, Role
from roles.models.signing import Awaits, Party, SchoolSeal, Signature, Signing, SigningState, SigningWay
from roles.models.templates import OwnerTemplate
from roles.models.texts import Binding, DeadlineRule, Item, Outcome, Section, SectionKind
from roles.models.versions import BasisOfChange, BoundPost, ClauseQuestion, RoleVersion, VersionState

__all__ = [
    "BY_NAME",
    "Awaits",
    "BasisOfChange",
    "Binding",
    "BoundPost",
    "ClauseQuestion",
    "DeadlineRule",
    "FilledBy",
    "InForceBy",
    "Item",
    "Outcome",
    "OwnerTemplate",
    "Party",
    "Reading",
    "ReadingState",
    "ReviewCause",
    "ReviewOutcome",
    "Role",
    "RoleAssignment",
    "RoleReview",
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
