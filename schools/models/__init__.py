"""Rows of the ground floor, one aggregate a file."""

from schools.models.audit import AuditEvent, AuditHead
from schools.models.calendar import Closure, PeriodEnd, SchoolYear, Term
from schools.models.delivery import FormKey, Job, OutboxMessage
from schools.models.groups import Group, GroupMember
from schools.models.owners import Country, Language, Owner, School
from schools.models.people import Absence, Membership, Person, User

__all__ = [
    "Absence",
    "AuditEvent",
    "AuditHead",
    "Closure",
    "Country",
    "FormKey",
    "Group",
    "GroupMember",
    "Job",
    "Language",
    "Membership",
    "OutboxMessage",
    "Owner",
    "PeriodEnd",
    "Person",
    "School",
    "SchoolYear",
    "Term",
    "User",
]
