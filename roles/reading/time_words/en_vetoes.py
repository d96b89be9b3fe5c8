"""What looks like time in English and is no rule: laws, retention, work conditions, advertisements, terms …"""

_LAW = (
    "approved ~ by ~ order/decree/resolution/decision | order no/of | order of ~ # | regulation no"
    " | resolution no | § | no . # | law of"
    " | act of | pursuant to | decree no | protocol no | minutes no | dated"
)
_YEARS = "every two/three/four/five/second/third/other years/year | every # years | once in two/three years"
_KEEPING = (
    "retention | storage time/period | deleted automatically"
    " | are/is deleted/erased/destroyed after/automatically"
    " | erased after | destroyed after"
)
_KEPT = (
    "kept/stored/retained/archived/preserved/held/saved ~ until/for"
    " | kept/stored/retained/archived/preserved/held/saved ~ #"
    " | keep/keeps/store/stores/retain/retains/archive/archives/preserve/preserves ~~ for"
)
_RECOVERY = (
    "recovery time | recovery point | restoration time | are/is/be restored ~ within | restored within"
    " | are/is/be restored"
    " | rto | rpo | availability"
    " | service level | response time | downtime may/must not"
)
_WORK = (
    "years of ~ experience | year of ~ experience | years experience | work experience"
    " | experience of ~ at least | months of ~ experience"
    " | years ’ experience | years ' experience | aged | years old | years of age | annual leave"
    " | days of ~ leave | paid leave | leave"
    " entitlement | holiday entitlement | days of ~ holiday | holiday pay | salary | euros | earns"
    " | employer pays | gross | net | € | eur"
    " | allowance | bonus | wage | is/are paid on/by/every/each/monthly | is/are rented/let/hired ~ on"
    " | workload | full-time | part-time | working hours are/is/of/: | weekly working hours | working time"
    " | hours/lessons/classes per/a/each week"
    " | contact hours | lessons per/a week"
    " | probation* | notice period | notice of termination | teaching load | degree | qualification* ~ obtained"
)
_ADVERT = (
    "closing date | deadline for ~ application* | application deadline | applications ~ by/until | apply by"
    " | applicants | candidates should/must/will/may/are/who | successful candidate"
    " | curriculum vitae | cv | job starts | start of ~ employment : | starting date | start date | interviews"
    " | vacancy"
)
_OFFICE = "appointed/elected ~ for | term of office | for a term of | for a period of | elected every | mandate"
_VALIDITY = (
    "enters/enter/entered/comes/came into force | takes/took effect | valid until/from/for | is valid"
    " | in force | expires on"
    " | effective from | applies from | loses force"
)
_TOLD = (
    "informed/reminded/reported/noted that ~ last/had/has/was/were"
    " | more than ~ a day or | must/may/shall not exceed"
    " | supplier/manufacturer/provider/lessor ~ repairs/replaces/guarantees/undertakes | restored/repaired : within"
    " | next meeting | runs until | ’/' s term ends/runs"
)
_DEFINITION = (
    "school year consists of | term/semester/trimester begins/starts/ends on"
    " | school year/half-year/term/trimester/semester is/means/begins/starts/lasts/runs on/in/from/a/the/until"
    " | first/second/third one ends/begins/starts on"
    " | half - year is/means/begins/starts/lasts/runs"
    " | half - year : | term : | trimester :"
    " | school year : | semester : | means the period | is defined as | means | holidays : | quarter is/means"
)
_HOURS = (
    "opening hours | reception on/from/hours | open ~ from | office hours | reception hours | open on"
    " | is/are open | opens at | visiting hours"
)

_NOT_VALID = (
    "not valid | not apply/applied/applicable | doesn't/doesn’t/don't/don’t apply | not in force"
    " | no longer valid/applies/apply | not binding"
)

VETOES = {
    "sentence": " | ".join(("approved by/on", _ADVERT, _VALIDITY, _DEFINITION, _HOURS)),
    "sentence_dated": " | ".join((_NOT_VALID, _KEEPING, _WORK, _OFFICE, _RECOVERY, _TOLD)),
    "clause_dated": f"{_LAW} | {_YEARS}",
    "touch": (
        f"{_KEPT} | # . # – # . # | # . # - # . # | may street"
        " | daily ~ work/life/activities/operation*/practice/routine*/running/use/teaching/schedule/timetable/menu"
        "/rhythm/tasks/support"
        "/needs/management | day - to - day | everyday | weekly timetable/schedule/hours/workload"
        " | yearly/annual plan/budget/report | may be/not/also/only/take/request/ask/use/keep/share/work"
        " | monday to friday | monday - friday | monday – friday | mon - fri | mon – fri | mon to fri"
        " | monthly salary/wage/pay | # a . m | # p . m | # am | # pm | o'clock | # o ’ clock | # : # | %"
        " | as far as possible | if possible"
        " | last # years | last two/three/five years | over the last ... | past # years | years ago"
        " | first - year | always"
        " ~ friendly/polite/courteous | fixed time | up - to - date knowledge | up to date knowledge"
        " | once again | at once again | at all times and"
    ),
    "behind": "except ... | excluding ... | save for ... | apart from ... | other than ... | with the exception of ...",
}
