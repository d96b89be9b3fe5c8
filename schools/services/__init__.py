"""All writes of the ground floor."""

from schools.services.people import (
    PersonDraft,
    add_person,
    add_user,
    end_membership,
    end_person,
    grant_membership,
    invite,
    link_login,
    record_absence,
    set_class_teachers,
    update_preferences,
)
from schools.services.setup import add_owner, add_school, set_policies, start_school

__all__ = [
    "PersonDraft",
    "add_owner",
    "add_person",
    "add_school",
    "add_user",
    "end_membership",
    "end_person",
    "grant_membership",
    "invite",
    "link_login",
    "record_absence",
    "set_class_teachers",
    "set_policies",
    "start_school",
    "update_preferences",
]
