"""All writes of the ground floor."""

from schools.services.calendar import (
    CalendarMovedError,
    NoNationalDatesError,
    copy_national_defaults,
    national_breaks,
    save_closures,
    save_school_year,
    save_terms,
    set_period_ends,
)
from schools.services.groups import add_classes
from schools.services.invitations import NotStartedError, invite_people, may_be_invited, set_level
from schools.services.people import (
    LoginAddressError,
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
    update_person,
    update_preferences,
)
from schools.services.setup import add_owner, add_school, set_policies, start_school

__all__ = [
    "CalendarMovedError",
    "LoginAddressError",
    "NoNationalDatesError",
    "NotStartedError",
    "PersonDraft",
    "add_classes",
    "add_owner",
    "add_person",
    "add_school",
    "add_user",
    "copy_national_defaults",
    "end_membership",
    "end_person",
    "grant_membership",
    "invite",
    "invite_people",
    "link_login",
    "may_be_invited",
    "national_breaks",
    "record_absence",
    "save_closures",
    "save_school_year",
    "save_terms",
    "set_class_teachers",
    "set_level",
    "set_period_ends",
    "set_policies",
    "start_school",
    "update_person",
    "update_preferences",
]
