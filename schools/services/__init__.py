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
    "CalendarMovedError",
    "NoNationalDatesError",
    "PersonDraft",
    "add_owner",
    "add_person",
    "add_school",
    "add_user",
    "copy_national_defaults",
    "end_membership",
    "end_person",
    "grant_membership",
    "invite",
    "link_login",
    "national_breaks",
    "record_absence",
    "save_closures",
    "save_school_year",
    "save_terms",
    "set_class_teachers",
    "set_period_ends",
    "set_policies",
    "start_school",
    "update_preferences",
]
