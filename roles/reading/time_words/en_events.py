"""English events (the words of the calendar stand in ``en``)."""

_WHEN = "when/if/once/after/whenever/where/should/as"
_ON = "on/upon/after/when/if/from/of"
_PUPIL = "pupil/pupils/student/students/child/children/learner"
_PERSON = "employee/employees/teacher/teachers/colleague/staff/worker/member"
_DEVICE = (
    "device*/computer*/laptop*/projector*/printer*/tablet*/equipment/hardware/network/system/server"
    "/connection/whiteboard*"
)
_BROKE = "breaks/fails/broken/faulty/malfunctions/failed/crashes/damaged/malfunction"
_NOTICING = (
    "noticing/discovering/detecting/learning/suspecting/finding/spotting/identifying/notices/discovers/detects/learns"
    "/suspects/finds/noticed/discovered/detected/suspected/found/identified/spotted/observing/becoming"
)
_RECEIVING = "receiving/receipt/receives/received/getting"

EVENTS = (
    ("incident_noticed", "after", "of/about an/the/any incident | about/of/reports incidents"),
    ("device_broken", "after", "removes/fixes/repairs ~ faults"),
    ("pupil_leaves", "at", f"of/after/upon/on ~ {_PUPIL} ’/' s departure/leaving"),
    ("staff_arrives", "after", f"of/after/upon/on ~ {_PERSON} ’/' s arrival/appointment"),
    ("staff_leaves", "after", f"of/after/upon/on ~ {_PERSON} ’/' s departure/dismissal"),
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
            f"{_WHEN} ~ {_PUPIL} ~ leaves/leave/arrives/arrive or ~ arrives/arrive/leaves/leave/joins/join ~ school"
            f" | {_WHEN} ~ {_PUPIL} ~ leaves/leave/arrives/arrive or arrives/arrive/leaves/leave/joins/join"
        ),
    ),
    (
        "pupil_leaves",
        "at",
        (
            f"{_WHEN} ~ {_PUPIL} ~ leaves/leave/left/departs/withdraws/transfers/moves the/our/to ~ school"
            f" | {_WHEN} ~ {_PUPIL} ~ leaves/leave/left/departs/withdraws/transfers/moves/changes school*"
            f" | {_WHEN} ~ {_PUPIL} ~ leaves/leave/left/departs/withdraws/transfers/moves"
            f" | {_ON} ~ departure of ~ {_PUPIL} | {_ON} ~ {_PUPIL} ~ departure/leaving | {_PUPIL} leaving the school"
            f" | {_PUPIL} who leave/leaves ~ school | {_PUPIL} leaving ~ school"
        ),
    ),
    (
        "pupil_arrives",
        "after",
        (
            f"{_WHEN} ~ {_PUPIL} ~ arrives/arrive/joins/join/enrols/enters/starts ~ the school"
            f" | {_WHEN} ~ {_PUPIL} ~ arrives/arrive"
            f"/joins/join/enrols/starts | {_ON} ~ arrival/enrolment/admission of ~ {_PUPIL}"
            f" | {_WHEN} ~ {_PUPIL} is/are admitted/enrolled"
            f" | {_WHEN} ~ new {_PUPIL} ~ arrives/arrive/joins/starts"
        ),
    ),
    (
        "staff_leaves",
        "after",
        (
            f"{_WHEN} ~ {_PERSON} ~ leaves/leave/left/resigns/departs ~ the/our/their school"
            f" | {_WHEN} ~ {_PERSON} ~ leaves/leave/left/resigns/departs | {_ON} ~ departure/dismissal of ~ {_PERSON}"
            " | end/termination of ~ employment | when/after/once ~ employment ~ ends/ended/terminated"
        ),
    ),
    (
        "staff_arrives",
        "after",
        (
            f"{_WHEN} ~ {_PERSON} ~ joins/join/starts/start/arrives/is hired/recruited | {_WHEN} ~ new ~ {_PERSON}"
            f" ~ joins/starts/arrives | {_ON} ~ arrival/recruitment/appointment of ~ {_PERSON}"
            " | start of ~ employment"
        ),
    ),
    (
        "new_ediary_user",
        "after",
        f"{_WHEN} ~ new user ~ added/appears/joins/registers/registered | for ~ new users | {_WHEN} ~ new user",
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
        f"{_NOTICING} ~ cyberbullying/cyber-bullying | in the event of ~ cyberbullying | case of ~ cyberbullying",
    ),
    (
        "bullying_suspected_or_noticed",
        "after",
        (
            f"on/upon/when/if/after/once ~ {_NOTICING} ~ bullying/violence/harassment"
            f" | {_NOTICING} ~ bullying/violence/harassment"
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
            f"{_NOTICING} ~ data breach/leak | in the event of ~ data breach | case of ~ data breach"
            " | when/if/after ~ data breach"
            f" ~ occurs/happens/noticed/discovered | {_NOTICING} ~ breach of ~ personal data"
            f" | {_NOTICING} ~ aware of ~ breach"
            " | after ~ data breach"
        ),
    ),
    (
        "unlawful_ediary_use_noticed",
        "after",
        (
            f"{_NOTICING} ~ unlawful/unauthorised/illegal use/access ~ diary"
            f" | {_NOTICING} ~ unlawful/unauthorised use/access"
        ),
    ),
    (
        "illegal_software_or_security_breach_found",
        "after",
        (
            f"{_NOTICING} ~ illegal/unlicensed software | {_NOTICING} ~ security breach/incident/vulnerability"
            " | in the event of ~ security"
            " breach/incident | case of ~ security breach/incident"
            " | when/if/after ~ security incident ~ occurs/noticed/discovered"
            f" | {_NOTICING} ~ virus/malware/phishing"
        ),
    ),
    (
        "incident_noticed",
        "after",
        (
            f"on/upon/when/if/after/once ~ {_NOTICING} ~ incident/breach/violation"
            f" | {_NOTICING} ~ incident/breach/violation"
            " | in the event of ~ incident/emergency/fire | in case of ~ incident/emergency/fire"
            " | when/if/after/once ~ incident ~ occurs/happens/noticed/reported/occurred/discovered"
            " | after ~ incident | of the incident"
        ),
    ),
    (
        "accident",
        "after",
        (
            f"when/if/after/once ~ {_PUPIL} is/gets/falls ~ injured/hurt/ill | in the event of ~ accident/injury"
            " | in case of ~ accident"
            "/injury | when/if/after/once ~ accident ~ happens/occurs/occurred | after ~ accident/injury"
        ),
    ),
    (
        "device_broken",
        "after",
        (
            f"{_WHEN} ~ {_DEVICE} ~ {_BROKE} ~ down | {_WHEN} ~ {_DEVICE} ~ {_BROKE}"
            f" | {_WHEN} ~ {_DEVICE} ~ breaks down"
            " | in the event of ~ failure/malfunction/fault/breakdown"
            " | in case of ~ failure/malfunction/fault/breakdown"
            f" | {_ON} ~ failure of ~ {_DEVICE} | when/if/after ~ fault ~ reported/occurs/appears"
            f" | of ~ fault report | broken {_DEVICE}"
        ),
    ),
    (
        "fault_or_inaccuracy_noticed",
        "after",
        (
            "of/about/on/any ~ noticed/observed/found faults or ~ inaccuracies/errors"
            " | faults or inaccuracies/errors ~ noticed/found/discovered"
            f" | on/upon/when/if/after ~ {_NOTICING} ~ fault/faults/defect/defects"
            f" | {_NOTICING} ~ fault/faults/defect/defects"
            " | about/of ~ faults ~ noticed/found"
        ),
    ),
    (
        "inaccuracy_found",
        "after",
        (
            f"on/upon/when/if/after ~ {_NOTICING} ~ inaccurac*/error/errors/mistake/mistakes/discrepanc*"
            f" | {_NOTICING} ~ inaccurac*"
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
            "when/if/after/where ~ work ~ organisation/organization ~ changes/changed"
            " | change/changes in/to ~ organisation of ~ work"
            " | change/changes in/to ~ work organisation/arrangements | when/if ~ organisation of ~ work ~ changes"
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
    ("hospital_marks_received", "after", f"{_RECEIVING} ~ hospital ~ marks/grades"),
    (
        "excuse_document_received",
        "after",
        (
            f"on/upon/when/if/after ~ {_RECEIVING} ~ excuse/absence note/document"
            f" | {_RECEIVING} ~ document ~ excusing ~ absence/lessons"
        ),
    ),
    (
        "request_received",
        "after",
        (
            f"on/upon/when/if/after/of/from/following ~ {_RECEIVING} ~ request/query/complaint/enquiry/inquiry"
            "/application/order/ticket"
            f" | {_RECEIVING} ~ request/query/complaint/enquiry/inquiry/application"
            " | of/after/from ~ request/enquiry/complaint"
            " being/is ~ received/made/submitted | when ~ request/application/complaint is received/made/submitted"
            " | of the request/enquiry/complaint/application"
        ),
    ),
    (
        "document_received",
        "after",
        (
            f"on/upon/when/if/after/of/from/following ~ {_RECEIVING} ~ document/documents/invoice/letter/certificate"
            "/order/notice/report"
            "/information/notification/message/contract/it/them"
            f" | {_RECEIVING} ~ document/documents/invoice/letter/certificate/notice"
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
            f"{_WHEN} ~ {_PUPIL} ~ absent/missing | {_WHEN} ~ {_PUPIL} does not ~ arrive/attend/come/appear"
            f" | {_WHEN} ~ {_PERSON} ~ absent/ill | of ~ absence of ~ {_PUPIL} | first day of ~ absence"
        ),
    ),
)

PLANNED = (
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
