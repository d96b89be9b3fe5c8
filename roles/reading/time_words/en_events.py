"""English events (the words of the calendar stand in ``en``)."""

from roles.reading.time_words import LATENT
from roles.reading.time_words.en_named import BROKE, DEVICE, NAMED, NOTICING, ON, PERSON, PUPIL, RECEIVING, WHEN

EVENTS = (
    *NAMED,
    ("incident_noticed", "after", "of/about an/the/any incident | about/of/reports incidents"),
    ("device_broken", LATENT, "removes/fixes/repairs ~ faults"),
    ("pupil_leaves", "at", f"of/after/upon/on ~ {PUPIL} ’/' s departure/leaving"),
    ("staff_arrives", "after", f"of/after/upon/on ~ {PERSON} ’/' s arrival/appointment"),
    ("staff_leaves", "after", f"of/after/upon/on ~ {PERSON} ’/' s departure/dismissal"),
    ("document_received", "after", "when/after/once ~ information/notice/message is/are received"),
    (
        "school_year_started",
        "after",
        "of/after/from the start/beginning of the school/academic year | after the school/academic year starts/begins",
    ),
    (
        "pupil_leaves_or_arrives",
        "after",
        (
            f"{WHEN} ~ {PUPIL} ~ leaves/leave/arrives/arrive or ~ arrives/arrive/leaves/leave/joins/join ~ school"
            f" | {WHEN} ~ {PUPIL} ~ leaves/leave/arrives/arrive or arrives/arrive/leaves/leave/joins/join"
        ),
    ),
    (
        "pupil_leaves",
        "at",
        (
            f"{WHEN} ~ {PUPIL} ~ leaves/leave/left/departs/withdraws/transfers/moves the/our/to ~ school"
            f" | {WHEN} ~ {PUPIL} ~ leaves/leave/left/departs/withdraws/transfers/moves/changes school*"
            f" | {WHEN} ~ {PUPIL} ~ leaves/leave/left/departs/withdraws/transfers/moves"
            f" | {ON} ~ departure of ~ {PUPIL} | {ON} ~ {PUPIL} ~ departure/leaving"
        ),
    ),
    (
        "pupil_arrives",
        "after",
        (
            f"{WHEN} ~ {PUPIL} ~ arrives/arrive/joins/join/enrols/enters/starts ~ the school"
            f" | {WHEN} ~ {PUPIL} ~ arrives/arrive"
            f"/joins/join/enrols/starts | {ON} ~ arrival/enrolment/admission of ~ {PUPIL}"
            f" | {WHEN} ~ {PUPIL} is/are admitted/enrolled"
            f" | {WHEN} ~ new {PUPIL} ~ arrives/arrive/joins/starts"
        ),
    ),
    (
        "staff_leaves",
        "after",
        (
            f"{WHEN} ~ {PERSON} ~ leaves/leave/left/resigns/departs ~ the/our/their school"
            f" | {WHEN} ~ {PERSON} ~ leaves/leave/left/resigns/departs"
            f" | {ON} ~ departure/dismissal of ~ {PERSON}"
            " | end/termination of ~ employment | when/after/once ~ employment ~ ends/ended/terminated"
        ),
    ),
    (
        "staff_arrives",
        "after",
        (
            f"{WHEN} ~ {PERSON} ~ joins/join/starts/start/arrives/is hired/recruited | {WHEN} ~ new ~ {PERSON}"
            f" ~ joins/starts/arrives | {ON} ~ arrival/recruitment/appointment of ~ {PERSON}"
            " | start of ~ employment"
        ),
    ),
    (
        "new_ediary_user",
        "after",
        f"{WHEN} ~ new user ~ added/appears/joins/registers/registered | for ~ new users | {WHEN} ~ new user",
    ),
    (
        "user_lost_credentials",
        "after",
        (
            "users/user who ~ lost/forgotten/forget/lose ~ password*/credential*"
            " | when/if ~ user*/pupil*/teacher* ~ loses/forgets/lost"
            " ~ password*/credential*/login | lost/forgotten password* of users"
        ),
    ),
    (
        "password_lost_or_disclosed",
        "after",
        (
            "when/if/after/on/upon/once ~ password ~ lost/disclosed/compromised/leaked/stolen or ~ lost/disclosed"
            "/compromised/leaked/stolen"
            " | when/if/after/on/upon/once ~ password ~ lost/disclosed/compromised/leaked/stolen"
            " | on/upon/after/when losing/disclosing or ~ losing/disclosing ~ password"
            " | on/upon/after/when losing/disclosing ~ password"
            " | loss/disclosure of ~ password"
        ),
    ),
    (
        "cannot_solve_alone",
        "after",
        (
            "if/when/where ~ cannot/unable ~ solve*/resolve*/fix ~ alone/himself/herself/themselves"
            " | if/when ~ unable to do ~ alone"
            "/himself/herself/themselves | if/when ~ cannot be solved/resolved/fixed ~ alone/locally/in-house"
        ),
    ),
    (
        "cyberbullying_suspected_noticed_or_reported",
        "after",
        f"{NOTICING} ~ cyberbullying/cyber-bullying | in the event of ~ cyberbullying | case of ~ cyberbullying",
    ),
    (
        "bullying_suspected_or_noticed",
        "after",
        (
            f"on/upon/when/if/after/once ~ {NOTICING} ~ bullying/violence/harassment"
            f" | {NOTICING} ~ bullying/violence/harassment"
            " | in/the event/case of ~ bullying/violence | if/when ~ bullying is ~ suspected/noticed/reported"
            " | bullying is ~ suspected/noticed/reported"
        ),
    ),
    (
        "threat_to_health_or_life",
        "after",
        (
            "threat/danger/risk to ~ health or ~ life | threat/danger/risk to ~ life or ~ health"
            " | threat/danger to ~ health/life"
            " | life or health ~ threatened/danger/risk"
        ),
    ),
    (
        "personal_data_breach",
        "after",
        (
            f"{NOTICING} ~ data breach/leak | in the event of ~ data breach | case of ~ data breach"
            " | when/if/after ~ data breach"
            f" ~ occurs/happens/noticed/discovered | {NOTICING} ~ breach of ~ personal data"
            f" | {NOTICING} ~ aware of ~ breach"
            " | after ~ data breach"
        ),
    ),
    (
        "unlawful_ediary_use_noticed",
        "after",
        (
            f"{NOTICING} ~ unlawful/unauthorised/illegal use/access ~ diary"
            f" | {NOTICING} ~ unlawful/unauthorised use/access"
        ),
    ),
    (
        "illegal_software_or_security_breach_found",
        "after",
        (
            f"{ON} ~ {NOTICING} ~ security breach/incident | {NOTICING} ~ illegal/unlicensed software"
            f" | {NOTICING} ~ security breach/incident/vulnerability"
            " | in the event of ~ security"
            " breach/incident | case of ~ security breach/incident"
            " | when/if/after ~ security incident ~ occurs/noticed/discovered"
            f" | {NOTICING} ~ virus/malware/phishing"
        ),
    ),
    (
        "incident_noticed",
        "after",
        (
            f"on/upon/when/if/after/once ~ {NOTICING} ~ incident/breach/violation"
            f" | {NOTICING} ~ incident/breach/violation"
            " | in the event of ~ incident/emergency/fire | in case of ~ incident/emergency/fire"
            " | when/if/after/once ~ incident ~ occurs/happens/noticed/reported/occurred/discovered"
            " | after ~ incident | of the incident"
        ),
    ),
    (
        "accident",
        "after",
        (
            f"when/if/after/once ~ {PUPIL} is/gets/falls ~ injured/hurt/ill | in the event of ~ accident/injury"
            " | in case of ~ accident"
            "/injury | when/if/after/once ~ accident ~ happens/occurs/occurred | after ~ accident/injury"
        ),
    ),
    (
        "device_broken",
        "after",
        (
            f"{WHEN} ~ {DEVICE} ~ {BROKE} ~ down | {WHEN} ~ {DEVICE} ~ {BROKE}"
            f" | {WHEN} ~ {DEVICE} ~ breaks down"
            " | in the event of ~ failure/malfunction/fault/breakdown"
            " | in case of ~ failure/malfunction/fault/breakdown"
            f" | {ON} ~ failure of ~ {DEVICE} | when/if/after ~ fault ~ reported/occurs/appears"
            f" | of ~ fault report"
        ),
    ),
    (
        "fault_or_inaccuracy_noticed",
        "after",
        (
            "of/about/on/any ~ noticed/observed/found faults or ~ inaccuracies/errors"
            " | faults or inaccuracies/errors ~ noticed/found/discovered"
            f" | on/upon/when/if/after ~ {NOTICING} ~ fault/faults/defect/defects"
            f" | {NOTICING} ~ fault/faults/defect/defects"
            " | about/of ~ faults ~ noticed/found"
        ),
    ),
    (
        "inaccuracy_found",
        "after",
        (
            f"on/upon/when/if/after ~ {NOTICING} ~ inaccurac*/error/errors/mistake/mistakes/discrepanc*"
            f" | {NOTICING} ~ inaccurac*"
            "/error/errors/mistake/mistakes/discrepanc*"
            " | errors/inaccuracies/mistakes/discrepancies ~ are ~ found/noticed/discovered"
            " | of/about ~ inaccuracies ~ found/noticed"
        ),
    ),
    (
        "technical_or_admin_problem",
        "at",
        (
            "when/if/where/once/should ~ problem/problems/difficulty/difficulties/issue/issues ~ arise/arises/occur"
            "/occurs/appear"
            " | of/about ~ problems ~ arise/arising/occurring | in the event of ~ problem/problems"
            " | in case of ~ problem/problems"
        ),
    ),
    (
        "data_changed",
        "after",
        (
            "when/if/once/after/whenever/as ~ data/details/information/contacts/address/list/lists"
            "/timetable ~ change/changes/changed"
            ""
            " | after/upon/of/on ~ change in/of/to ~ data/details/information/contacts/address/list/lists/timetable"
            " | when/if/once/whenever they/it/these change/changes/changed | after/on/upon/of any changes"
            " | after ~ changes to ~ data"
        ),
    ),
    (
        "ediary_rules_changed",
        "after",
        "when/if/after ~ diary rules ~ change/changes/changed | changes to/in ~ diary rules",
    ),
    (
        "work_organisation_changed",
        "after",
        (
            "when/whenever/if/after/where ~ work ~ organisation/organization ~ changes/changed"
            " | change/changes in/to ~ organisation of ~ work"
            " | change/changes in/to ~ work organisation/arrangements"
            " | when/whenever/if ~ organisation of ~ work ~ changes"
        ),
    ),
    (
        "law_changed",
        "after",
        (
            "when/if/after/where ~ legislation/law/laws/act/regulations ~ change/changes/changed/amended"
            " | change/changes/amendment/amendments in/to/of ~ legislation/law/laws"
        ),
    ),
    ("hospital_marks_received", "after", f"{RECEIVING} ~ hospital ~ marks/grades"),
    (
        "excuse_document_received",
        "after",
        (
            f"on/upon/when/if/after ~ {RECEIVING} ~ excuse/absence/medical note/document/certificate"
            f" | {RECEIVING} ~ document ~ excusing ~ absence/lessons"
        ),
    ),
    (
        "request_received",
        "after",
        (
            f"on/upon/when/if/after/of/from/following ~ {RECEIVING} ~ request/query/complaint/enquiry/inquiry"
            "/application/order/ticket"
            f" | {RECEIVING} ~ request/query/complaint/enquiry/inquiry/application"
            " | of/after/from ~ request/enquiry/complaint"
            " being/is ~ received/made/submitted"
            " | when ~ request/application/complaint is received/made/submitted"
            " | of the request/enquiry/complaint/application"
        ),
    ),
    (
        "document_received",
        "after",
        (
            f"on/upon/when/if/after/of/from/following ~ {RECEIVING} ~ document/documents/invoice/letter/certificate"
            "/notice/report"
            "/information/notification/message/contract/it/them"
            f" | {RECEIVING} ~ document/documents/invoice/letter/certificate/notice"
            "/report/contract | of/after/from receipt | when ~ document/invoice/letter/report is received"
            " | after/from ~ signing of ~ contract/order/document"
        ),
    ),
    (
        "safe_behaviour_briefing_held",
        "after",
        (
            "each/every time after ~ safety ~ briefing/instruction"
            " | after ~ safety ~ briefing/instruction/training ~ held/given"
            " | after each/every/the ~ safety ~ briefing/instruction | after ~ safety ~ briefing/instruction"
        ),
    ),
    (
        "event_held",
        "after",
        (
            "after/following/of ~ event/meeting/excursion/trip/training/session/course/project ~ has ended/finished"
            "/taken place"
            " | after/following/of the/each/every/an/a ~ event/meeting/excursion/trip/training/session/project"
            "/conference"
        ),
    ),
    ("lesson_held", "after", "after the/each/every/a ~ lesson/class | when/once ~ lesson ~ ends/ended/finished"),
    (
        "test_held",
        "after",
        "after the/each/every/a ~ test/exam/examination/assessment | of the/each ~ test/exam/examination/assessment",
    ),
    (
        "new_software_introduced",
        "at",
        (
            "when/if/once/after/before/whenever ~ new ~ software/system/programme/program/application ~ introduced"
            "/installed/adopted"
            "/appears/acquired"
            ""
            " | on/upon/after ~ introduction/installation/acquisition of ~ new ~ software/system/equipment/device*"
        ),
    ),
    (
        "planned_change_or_outage",
        "before",
        (
            "of/about/before/to/the/a/any/each ~ planned/scheduled ~ outage*/maintenance/interruption*/downtime"
            "/change/changes/update*/upgrade*"
            " | planned/scheduled ~ outage*/maintenance/interruption*/downtime/change/changes/update*/upgrade*"
        ),
    ),
    (
        "outage_ended",
        "after",
        (
            "after ~ outage/interruption/disruption ~ ended/ends/over | end of ~ outage/interruption/disruption"
            " | after ~ outage/interruption/disruption"
        ),
    ),
    (
        "absence_noticed",
        "after",
        (
            f"{WHEN} ~ {PUPIL} ~ absent/missing | {WHEN} ~ {PUPIL} does not ~ arrive/attend/come/appear"
            f" | {WHEN} ~ {PERSON} ~ absent/ill | of ~ absence of ~ {PUPIL} | first day of ~ absence"
        ),
    ),
)

PLANNED = (
    ("pupil_leaves", "last day of attendance"),
    ("planned_test", "test/tests/exam/exams/examination/examinations/assessment"),
    (
        "planned_change_or_outage",
        "planned ~ outage/maintenance/work | maintenance | outage | interruption | downtime | upgrade",
    ),
    ("planned_meeting", "meeting/meetings | council | sitting"),
    (
        "planned_event",
        "event/events/excursion/trip/celebration/conference/concert/competition/fair/festival/performance | open day",
    ),
    ("period_start", "start/beginning of ~ term/year/trimester/holiday* | school holidays | holidays | holiday"),
    ("course_start", "training/course/courses/seminar/workshop | lesson/lessons"),
    ("expiry", "expiry/expires/expiration/renewal | deadline | due date"),
)
