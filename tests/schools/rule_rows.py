"""Every time-bound wording that was found in the source documents, as the shape of its rule with words of our own.

Each row: the document's position in our list, the JSON form, and what it gives in the school year of
`sample_calendars.lithuanian()`: dates, or why there is none.
"""

STANDING = {"kind": "continuous", "binding": "standing", "words": "all the time"}


def event(key, **more):
    return {"kind": "event", "binding": "duty", "words": "when it happens", "event": key, **more}


def order(by):
    return event("order", when="as_ordered", ordered_by=by, words="on the word of a superior")


def times(per, low, high, **more):
    row = {"kind": "times_per_period", "binding": "duty", "words": "so often", "per": per, "min": low, "max": high}
    return {**row, **more}


def by(month, day):
    words = "not later than that day, each school year"
    return {"kind": "fixed_date", "binding": "duty", "words": words, "month": month, "day": day, "basis": "school_year"}


def after_end(period, offset, unit, **more):
    row = {"kind": "period_end", "binding": "duty", "words": "once it is over", "period": period}
    return {**row, "offset": offset, "unit": unit, **more}


IMMEDIATE = {"when": "after", "urgency": "immediate"}
MONTH_ENDS = [
    "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31",
    "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30",
]  # fmt: skip
# The last month is cut to the time of lessons where the rule says "during the school year".
MONTHS_WITH_LESSONS = [*MONTH_ENDS[:-1], "2027-06-15"]
FIVE_DAYS_AFTER_MONTHS = [
    "2026-10-07", "2026-11-09", "2026-12-07", "2027-01-08", "2027-02-05",
    "2027-03-05", "2027-04-07", "2027-05-07", "2027-06-07", "2027-07-08",
]  # fmt: skip
NOTHING: list[str] = []
NO_LIMIT = "no_limit"
AT_ONCE = "at_once"
AS_ORDERED = "as_ordered"

# (number, rule, result, can be late)
ROWS = [
    # an educational technologist's description, Estonian
    (1, STANDING, NOTHING, False),
    (2, {**STANDING, "note": "A period has to be chosen."}, NOTHING, False),
    (3, times("month", 1, 1, within="school_year"), MONTHS_WITH_LESSONS, True),
    (4, times("school_year", 0, 3, binding="cap", counts="course"), NOTHING, False),
    (5, STANDING, NOTHING, False),
    (6, STANDING, NOTHING, False),
    (7, event("need_arises", binding="right"), NO_LIMIT, False),
    (8, event("emergency_needing_fast_reaction", when="at", urgency="immediate", binding="right"), AT_ONCE, False),
    (9, event("threat_of_violence", when="at", binding="right"), NO_LIMIT, False),
    # digital tutors, Finnish
    (10, times("activity_period", 1, 1), ["2027-08-31"], True),
    (11, times("activity_period", 2, 3), ["2027-08-31"], True),
    (12, times("school_year", 1, 1), ["2027-06-15"], True),
    (13, times("school_year", 3, 4, approx=True), ["2027-06-15"], True),
    # an e-diary's rules, Lithuanian
    (14, by(9, 10), ["2026-09-10"], True),
    (15, event("data_changed", when="after", part="keeps the data right"), NO_LIMIT, False),
    (16, by(9, 10), ["2026-09-10"], True),
    (17, event("new_ediary_user", when="after"), NO_LIMIT, False),
    (18, event("user_lost_credentials", when="after"), NO_LIMIT, False),
    (19, STANDING, NOTHING, False),
    (20, event("pupil_leaves", when="at"), NO_LIMIT, False),
    (21, event("cannot_solve_alone", when="after", part="asks the administrator"), NO_LIMIT, False),
    (22, event("technical_or_admin_problem", when="at"), NO_LIMIT, False),
    (
        23,
        after_end(["calendar_month"], 0, "working_day", months=[8], not_before="education_process_end"),
        ["2027-08-31"],
        True,
    ),
    (24, order("head_of_school"), AS_ORDERED, True),
    (25, by(9, 15), ["2026-09-15"], True),
    (26, event("inaccuracy_found", when="after", part="tells the administrator"), NO_LIMIT, False),
    (
        27,
        event("pupil_leaves_or_arrives", when="after", chain=["office_head", "ediary_administrator"]),
        NO_LIMIT,
        False,
    ),
    (28, event("inaccuracy_found", when="after"), NO_LIMIT, False),
    (29, event("excuse_document_received", when="after"), NO_LIMIT, False),
    (30, after_end(["month"], 5, "working_day"), FIVE_DAYS_AFTER_MONTHS, True),
    (31, times("month", 1, 1, condition="for parents who cannot look themselves"), MONTH_ENDS, True),
    (
        32,
        after_end(["trimester", "school_year"], None, None, condition="for parents who cannot look themselves"),
        "school_chooses_days",
        True,
    ),
    (33, event("pupil_leaves", when="at"), NO_LIMIT, False),
    (34, times("year", 2, None, part="talks it over with colleagues"), ["2027-06-15"], True),
    (35, event("need_arises", when="at", part="changes the plan"), NO_LIMIT, False),
    (36, event("safe_behaviour_briefing_held", when="after", every=True), NO_LIMIT, False),
    (37, event("ediary_rules_changed", when="after", note="The event is implied."), NO_LIMIT, False),
    (38, event("hospital_marks_received", when="after"), NO_LIMIT, False),
    (39, times("school_day", 1, None), "every_school_day", True),
    (40, event("planned_test", when="before", offset=7, unit="calendar_day"), "a_week_before", True),
    (
        41,
        after_end(["trimester", "school_year"], 7, "working_day"),
        ["2026-12-09", "2027-03-23", "2027-06-25"],
        True,
    ),
    (42, event("change_needed_after_closing", when="after"), NO_LIMIT, False),
    (
        43,
        after_end(["trimester"], 0, "calendar_day", exact_day=True),
        ["2026-11-30", "2027-03-12", "2027-06-15"],
        True,
    ),
    (44, event("safe_behaviour_briefing_held", when="after", every=True), NO_LIMIT, False),
    (45, event("need_arises", when="at", part="changes the plan"), NO_LIMIT, False),
    (46, event("fault_or_inaccuracy_noticed", when="after"), NO_LIMIT, False),
    (47, event("need_arises", when="at"), NO_LIMIT, False),
    (48, times("year", 2, 2), ["2027-06-15"], True),
    (49, {**STANDING, "note": "Timely, without a period."}, NOTHING, False),
    (50, event("password_lost_or_disclosed", **IMMEDIATE), AT_ONCE, True),
    (51, event("unlawful_ediary_use_noticed", form="written", **IMMEDIATE), AT_ONCE, True),
    (52, event("bullying_suspected_or_noticed", **IMMEDIATE), AT_ONCE, True),
    (53, event("threat_to_health_or_life", **IMMEDIATE), AT_ONCE, True),
    (54, event("bullying_suspected_or_noticed", when="at", binding="trigger"), NO_LIMIT, False),
    (55, event("cyberbullying_suspected_noticed_or_reported", **IMMEDIATE), AT_ONCE, True),
    (56, event("need_arises", when="at"), NO_LIMIT, False),
    (57, event("need_arises", when="at", part="tells the head in writing"), NO_LIMIT, False),
    (58, event("cyberbullying_suspected_noticed_or_reported", when="at", binding="trigger"), NO_LIMIT, False),
    # a coordinator's description, Estonian
    (59, event("need_arises", when="at", binding="standing"), NO_LIMIT, False),
    (60, {**STANDING, "note": "Kept up to date."}, NOTHING, False),
    (61, {**STANDING, "note": "A state, no period."}, NOTHING, False),
    (62, {**STANDING, "note": "A quality, no date."}, NOTHING, False),
    (63, order("direct manager"), AS_ORDERED, True),
    (64, order("direct manager"), AS_ORDERED, True),
    (65, order("direct manager"), AS_ORDERED, True),
    (66, times("year", 1, 1, binding="document", applies_to="document"), ["2026-12-31"], False),
    (
        67,
        event("work_organisation_changed", when="after", binding="document", applies_to="document"),
        NO_LIMIT,
        False,
    ),
    # an IT manager's description, Estonian
    (68, STANDING, NOTHING, False),
    (69, STANDING, NOTHING, False),
    (70, event("need_arises", when="at"), NO_LIMIT, False),
    (71, event("device_broken", when="after", urgency="asap"), NO_LIMIT, False),
    (72, event("new_software_introduced", when="at"), NO_LIMIT, False),
    (73, event("planned_change_or_outage", when="before", offset=None), NO_LIMIT, False),
    (74, event("outage_ended", when="after", offset=None), NO_LIMIT, False),
    (75, event("illegal_software_or_security_breach_found", when="after"), NO_LIMIT, False),
    (76, {**STANDING, "note": "A plan has to give the period."}, NOTHING, False),
    (77, STANDING, NOTHING, False),
    (78, STANDING, NOTHING, False),
    (79, order("city secretary"), AS_ORDERED, True),
    (80, {**STANDING, "note": "The order gives the date."}, NOTHING, False),
    (81, order("city secretary"), AS_ORDERED, True),
    (82, event("need_arises", when="at", binding="right"), NO_LIMIT, False),
    (83, STANDING, NOTHING, False),
    (84, STANDING, NOTHING, False),
    (
        85,
        event("work_organisation_changed", when="after", binding="document", applies_to="document", needs_consent=True),
        NO_LIMIT,
        False,
    ),
    (
        86,
        event("law_changed", when="after", binding="document", applies_to="document", needs_consent=False),
        NO_LIMIT,
        False,
    ),
]
