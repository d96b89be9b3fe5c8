"""All writes of the ground floor."""

from schools.services.absences import move_absence, record_absence, remove_absence
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
from schools.services.founding import found_school
from schools.services.groups import TeachingDraft, add_classes, add_teaching_groups, teach_subjects
from schools.services.invitations import NotStartedError, invite_people, may_be_invited, set_level
from schools.services.joining import NotInvitedError, decline_school, join_school
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
    set_class_teachers,
    update_person,
    update_preferences,
)
from schools.services.principals import LastPrincipalError, is_last_principal
from schools.services.setup import add_owner, add_school, set_policies, start_school
from schools.services.turns import in_turn

__all__ = [
    "CalendarMovedError",
    "LastPrincipalError",
    "LoginAddressError",
    "NoNationalDatesError",
    "NotInvitedError",
    "NotStartedError",
    "PersonDraft",
    "TeachingDraft",
    "add_classes",
    "add_owner",
    "add_person",
    "add_school",
    "add_teaching_groups",
    "add_user",
    "copy_national_defaults",
    "decline_school",
    "end_membership",
    "end_person",
    "found_school",
    "grant_membership",
    "in_turn",
    "invite",
    "invite_people",
    "is_last_principal",
    "join_school",
    "link_login",
    "may_be_invited",
    "move_absence",
    "national_breaks",
    "record_absence",
    "remove_absence",
    "save_closures",
    "save_school_year",
    "save_terms",
    "set_class_teachers",
    "set_level",
    "set_period_ends",
    "set_policies",
    "start_school",
    "teach_subjects",
    "update_person",
    "update_preferences",
]
