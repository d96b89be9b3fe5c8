"""Names of the known keys of structured documents: posts and events (docs/role.schema.json)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

POSTS: Final[dict[str, Promise]] = {
    "it_specialist": _("IT specialist"),
    "it_manager": _("IT manager"),
    "educational_technologist": _("educational technologist"),
    "ict_coordinator": _("ICT coordinator"),
    "education_digitutor": _("digital tutor of the education department"),
    "unit_digitutor_early_childhood": _("digital tutor of a unit, early childhood"),
    "unit_digitutor_basic_education": _("digital tutor of a unit, basic education"),
    "device_keeper": _("device keeper"),
    "av_keeper": _("AV keeper"),
    "coordinator": _("coordinator"),
    "head_of_school": _("head of school"),
    "deputy_head": _("deputy head"),
    "class_teacher": _("class teacher"),
    "subject_teacher": _("subject teacher"),
    "social_pedagogue": _("social pedagogue"),
    "health_specialist": _("health specialist"),
    "secretary": _("secretary"),
    "office_head": _("head of the office"),
    "all_pedagogues": _("all teaching staff"),
    "all_staff": _("all staff"),
    "ediary_administrator": _("e-diary administrator"),
    "ediary_users": _("e-diary users"),
    "all_with_ediary_access": _("everyone with access to the e-diary"),
}
EVENTS: Final[dict[str, Promise]] = {
    "education_process_end": _("teaching has ended"),
    "pupil_leaves": _("a pupil leaves"),
    "pupil_leaves_or_arrives": _("a pupil leaves or arrives"),
    "data_changed": _("data have changed"),
    "new_ediary_user": _("the e-diary has a new user"),
    "user_lost_credentials": _("a user has lost the login data"),
    "cannot_solve_alone": _("you cannot solve it alone"),
    "technical_or_admin_problem": _("a technical or administrative problem comes up"),
    "order": _("an order is given"),
    "inaccuracy_found": _("an inaccuracy is found"),
    "excuse_document_received": _("an excuse for an absence is received"),
    "need_arises": _("a need arises"),
    "safe_behaviour_briefing_held": _("a safe-behaviour briefing has been held"),
    "ediary_rules_changed": _("the rules of the e-diary change"),
    "hospital_marks_received": _("marks arrive from a hospital"),
    "planned_test": _("a test is planned"),
    "change_needed_after_closing": _("a closed e-diary has to be changed"),
    "fault_or_inaccuracy_noticed": _("a fault or wrong data is noticed"),
    "password_lost_or_disclosed": _("a password is lost or disclosed"),
    "unlawful_ediary_use_noticed": _("unlawful use of the e-diary is noticed"),
    "bullying_suspected_or_noticed": _("bullying is suspected or noticed"),
    "cyberbullying_suspected_noticed_or_reported": _("cyberbullying is suspected, noticed or reported"),
    "threat_to_health_or_life": _("life or health is in danger"),
    "threat_of_violence": _("there is a threat of violence"),
    "emergency_needing_fast_reaction": _("an emergency needs a fast reaction"),
    "device_broken": _("a device is broken"),
    "new_software_introduced": _("new software comes into use"),
    "planned_change_or_outage": _("a change or outage is planned"),
    "outage_ended": _("an outage has ended"),
    "illegal_software_or_security_breach_found": _("unlicensed software or a security breach is found"),
    "work_organisation_changed": _("the organisation of work changes"),
    "law_changed": _("the law changes"),
    # What the reader of files tells beside these (roles/reading/time_words).
    "absence_noticed": _("an absence is noticed"),
    "accident": _("an accident happens"),
    "call_opened": _("an application round opens"),
    "document_received": _("a document is received"),
    "event_held": _("an event has been held"),
    "handover": _("something is handed over"),
    "incident_noticed": _("an incident is noticed"),
    "lesson_held": _("a lesson has been held"),
    "period_start": _("a period begins"),
    "personal_data_breach": _("a personal data breach is noticed"),
    "planned_meeting": _("a meeting is planned"),
    "pupil_arrives": _("a pupil arrives"),
    "request_received": _("a request is received"),
    "school_year_started": _("the school year has begun"),
    "staff_arrives": _("a new member of staff arrives"),
    "staff_leaves": _("a member of staff leaves"),
    "test_held": _("a test has been held"),
    "other": _("something else happens"),
}


def event_words(key: str) -> str:
    """Return an event in words; one that only this document knows is its key, which is a slug of its words."""
    return str(EVENTS[key]) if key in EVENTS else key.replace("_", " ").strip()


def post_words(key: str, words: str = "") -> str:
    """Return a post in words: the known name, else the document's own words."""
    return str(POSTS[key]) if key in POSTS else words or key.replace("_", " ").strip()
