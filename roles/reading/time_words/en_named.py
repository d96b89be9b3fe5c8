"""English events that are only named, or are a day by themselves, and the words that events share."""

from roles.reading.time_words import LATENT, ON_DAY

WHEN = "when/if/once/after/whenever/where/should/as"
ON = "on/upon/after/when/if/from/of"
PUPIL = "pupil/pupils/student/students/child/children/learner"
PERSON = "employee/employees/teacher/teachers/colleague/staff/worker/member"
DEVICE = (
    "device*/computer*/laptop*/projector*/printer*/tablet*/equipment/hardware/network/system/server"
    "/connection/whiteboard*"
)
BROKE = "breaks/fails/broken/faulty/malfunctions/failed/crashes/damaged/malfunction"
NOTICING = (
    "noticing/discovering/detecting/learning/suspecting/finding/spotting/identifying/notices/discovers/detects/learns"
    "/suspects/finds/noticed/discovered/detected/suspected/found/identified/spotted/observing/becoming"
)
RECEIVING = "receiving/receipt/receives/received/getting"

HANDING = "giving/handing/passing/lending/issuing/returning/reusing/selling"

NAMED = (
    ("pupil_leaves", ON_DAY, f"on/from the day ~ {PUPIL} ~ leaves/leave"),
    ("pupil_leaves", LATENT, f"leavers | {PUPIL} who leave/leaves/stop/stops | of leaving | {PUPIL} leaving"),
    ("pupil_leaves", "before", "before the last day of attendance"),
    (
        "staff_leaves",
        ON_DAY,
        (
            f"on the last ~ day of ~ employment | on the day ~ {PERSON} ~ leaves/leave"
            " | on the day ~ employment ends/ceases/terminates | on/by their/his/her last working day"
            " | on/by their/his/her last day"
        ),
    ),
    ("pupil_arrives", LATENT, f"new {PUPIL} | of enrolment/admission"),
    (
        "user_lost_credentials",
        LATENT,
        "who ~ lost ~ them/password/passwords/credentials | lost/forgotten password/passwords",
    ),
    ("new_ediary_user", LATENT, "new user/users"),
    (
        "data_changed",
        LATENT,
        "change/changes of address/name/data | of a/the/any change | staff/class/contact list/details",
    ),
    (
        "device_broken",
        LATENT,
        (
            f"broken/faulty/damaged {DEVICE} | faults are ~ repaired/fixed | repair of faults | replacement device"
            f" | reports ~ damage | damage report | {PERSON} ~ reported ~ broken/faulty/damaged"
        ),
    ),
    ("device_broken", "after", "on the day ~ damage/fault is/was noticed | damage is/was ~ noticed/found"),
    (
        "fault_or_inaccuracy_noticed",
        "after",
        "when/whenever/if ~ cable/device/plug/socket/charger looks/seems/is ~ damaged/broken/loose",
    ),
    ("order", "after", f"of/after/on/upon ~ {RECEIVING} ~ order/instruction/instructions"),
    (
        "handover",
        "before",
        (
            f"before/prior to {HANDING} ... | before {HANDING} ..."
            f" | prior to ~ hand-out/handover/issue/loan of ~ device*"
            f" | prior to ~ hand-out/handover | before ~ handover | before/prior to ~ {PERSON} ’/' s first ~ day"
            f" | prior to ~ {PERSON} ’/' s first ~ day"
        ),
    ),
    ("other", "after", "as soon as ..."),
    ("other", "at", "whenever ... | each/every time ..."),
    (
        "fault_or_inaccuracy_noticed",
        LATENT,
        "faults/errors is/are ~ passed/reported/forwarded/sent/handed",
    ),
    ("call_opened", "at", "when/once/whenever ~ call/competition ~ opens/opened/published/announced"),
)
