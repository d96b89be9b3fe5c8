"""English time words."""

from roles.reading.time_words import Lexicon
from roles.reading.time_words.en_events import EVENTS, PLANNED
from roles.reading.time_words.en_vetoes import VETOES

_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_DAYS = (
    *("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)

_TAGS = {
    # numbers
    "number:1": "one | a single | one full",
    "number:2": "two",
    "number:3": "three",
    "number:4": "four",
    "number:5": "five",
    "number:6": "six",
    "number:7": "seven",
    "number:8": "eight",
    "number:9": "nine",
    "number:10": "ten",
    "number:12": "twelve",
    "number:14": "fourteen",
    "number:15": "fifteen",
    "number:20": "twenty",
    "number:24": "twenty-four | twenty four",
    "number:30": "thirty",
    "ordinal:1": "first",
    "ordinal:3": "third",
    "ordinal:4": "fourth",
    "ordinal:5": "fifth",
    "ordinal:6": "sixth",
    "ordinal:7": "seventh",
    **{f"ordinal:{8 + place}": word for place, word in enumerate(_DAYS)},
    **{f"ordinal:{20 + one}": f"twenty-{word} | twenty {word}" for one, word in enumerate(_UNITS, start=1)},
    "ordinal:31": "thirty-first",
    "second": "second | every other | alternate",
    "suffix": "st | nd | rd | th",
    "range": "to",
    "or": "or",
    "a": "a | an",
    "half": "half",
    "the": "the | this | our | its",
    "their": "their | his | her | his or her",
    "same": "the same | that same | the very same",
    "later": "later",
    "over": "over | across",
    "season": "autumn | spring | winter | summer | fall",
    "feast": "christmas | easter | midsummer | holidays | summer holidays | winter holidays | autumn holidays"
    " | spring holidays | christmas holidays | easter holidays | summer break | winter break | christmas break"
    " | summer holiday | half-term",
    "unit_part:calendar_day": "morning | afternoon | evening",
    "period_q:quarter": "q",
    "of": "of",
    # months, weekdays
    "month:1": "january | jan | jan.",
    "month:2": "february | feb | feb.",
    "month:3": "march",
    "month:4": "april | apr | apr.",
    "month:5": "may",
    "month:6": "june",
    "month:7": "july",
    "month:8": "august | aug | aug.",
    "month:9": "september | sept | sept. | sep | sep.",
    "month:10": "october | oct | oct.",
    "month:11": "november | nov | nov.",
    "month:12": "december | dec | dec.",
    "weekday:1": "monday | mondays | mon",
    "weekday:2": "tuesday | tuesdays | tue | tues",
    "weekday:3": "wednesday | wednesdays | wed",
    "weekday:4": "thursday | thursdays | thu | thur | thurs",
    "weekday:5": "friday | fridays | fri",
    "weekday:6": "saturday | saturdays",
    "weekday:7": "sunday | sundays",
    # units and periods
    "unit:working_day": "working day | working days | business day | business days | workday | workdays"
    " | weekday"
    " | weekdays | school day | school days | w.d. | wd | w. d. | teaching day | teaching days",
    "unit:calendar_day": "calendar day | calendar days | day | days",
    "unit:hour": "working hour | working hours | office hours | hour | hours | h",
    "unit:fortnight": "fortnight | fortnights",
    "unit:minute": "minute | minutes | min",
    "period:week": "week | weeks | school week | working week | calendar week | calendar weeks",
    "period:month": "month | months | calendar month | calendar months",
    "period:quarter": "quarter | quarters | calendar quarter",
    "period:term": "term | terms | school term | school terms",
    "period:trimester": "trimester | trimesters",
    "period:half_year": "half-year | half year | half-years | halfyear | semester | semesters | school half-year",
    "period:school_year": "school year | school years | academic year | study year | teaching year",
    "period:activity_period": "activity period | activity periods | operating period | activity season",
    "period:year": "year | years | annum | calendar year | calendar years",
    "working": "working | business",
    "day_word": "day of | date of",
    # how often
    "adverb:day": "daily | nightly | every night"
    " | every day | each day | every school day | each school day | every working day"
    " | each working day | on a daily basis",
    "adverb:week": "weekly | on a weekly basis",
    "adverb:month": "monthly | on a monthly basis",
    "adverb:quarter": "quarterly | on a quarterly basis",
    "adverb:half_year": "half-yearly | half yearly | six-monthly",
    "adverb:2/year": "biannually | semi-annually | twice-yearly | semiannually",
    "adverb:term": "termly",
    "adverb:two_weeks": "fortnightly | every fortnight | once a fortnight",
    "adverb:year": "annually | yearly | on an annual basis",
    "once": "once",
    "twice": "twice",
    "times": "times | time | x",
    "per": "per",
    "every": "every | each",
    "at_least": "at least | not less often than | no less often than | not less than | no less than"
    " | no fewer than"
    " | not fewer than | a minimum of | minimum | not less frequently than | no less frequently than",
    "at_most": "at most | up to | no more than | not more than | a maximum of | maximum"
    " | no more often than | max. | max",
    "or_more": "or more often | or more | and more often | or more frequently",
    "about": "about | approximately | around | roughly | approx. | ca | ca.",
    # by, within, after, before
    "by": "by | until | no later than | not later than | at the latest by | at latest by | on or before"
    " | towards | toward | deadline | deadline : | due | due : | due by | due on"
    " | by no later than | but no later than | but not later than | and no later than | at the latest on",
    "latest": "at the latest | at latest | latest",
    "within": "within | within a period of | in the course of | in no more than | no later than within"
    " | not later than within | within the next | within the following | within the first",
    "after": "after | from | since | as of | counting from",
    "begins": "begins | starts | commences | has begun | has started",
    "ends": "ends | has ended | finishes | closes | is over | has finished | ended",
    "start": "start | beginning",
    "end": "end | close",
    "middle": "middle | mid | mid -",
    "last": "last | final",
    "prior": "before | prior to | ahead of | in advance of | preceding",
    "prior:start": "before the start of",
    "advance": "in advance | beforehand | earlier | ahead",
    "on": "on | in | at | during",
    "between": "between",
    "next": "next | following | subsequent",
    # urgency and the rest
    "immediate": "immediately | at once | without delay | promptly | forthwith | straight away | straightaway"
    " | instantly | right away | without undue delay | without any delay | as a matter of urgency",
    "asap": "as soon as possible | as quickly as possible | asap | at the earliest opportunity"
    " | as soon as practicable"
    " | as fast as possible | as early as possible",
    "same_day": "on the same day | the same day | same day | on the same working day | the same working day"
    " | by the end of the same day | by the end of the day | by the end of the working day"
    " | the very same day | that same day | the same evening | by the end of that day"
    " | before the end of the day",
    "need": "as needed | if needed | when needed | where needed | as necessary | if necessary | when necessary"
    " | where necessary | as required | if required | when required | where required | on request"
    " | upon request"
    " | when the need arises | if the need arises | as the need arises | according to need | whenever needed"
    " | whenever necessary | in case of need | when asked | if asked | when requested | whenever required"
    " | should the need arise",
    "continuous": "continuously | constantly | regularly | permanently | ongoing | on an ongoing basis"
    " | at all times"
    " | always | systematically | consistently | in a timely manner | on a regular basis"
    " | on a continuous basis"
    " | throughout the year | throughout the school year | in good time | on time | up to date | up-to-date"
    " | timely | continuous | continual | continually | periodically | from time to time | all year round"
    " | at any time | timeliness | prompt",
    "during:school_year": "during the school year | throughout the academic year | during the academic year",
    "counts:course": "courses | course",
    "counts:hour": "lessons",
    "ordered": "instructions of | orders of | instructions given by | tasks assigned by | tasks given by"
    " | duties assigned by | the instructions of | at the request of | by order of | on the order of"
    " | on the orders of | on the instructions of"
    " | on the instruction of | as instructed by | as ordered by | as directed by | when instructed by"
    " | as assigned by"
    " | as requested by | at the direction of | assigned by | given by | ordered by | set by",
    "ordered_by:head_of_school": "head | headteacher | head teacher | principal | director | head of school"
    " | school director | school principal | head of the school | director of the school",
    "ordered_by:deputy_head": "deputy head | deputy principal | deputy director | vice-principal",
    "ordered_by:direct manager": "line manager | direct manager | immediate superior | direct superior | supervisor"
    " | immediate supervisor | manager",
    "written": "in writing",
    "and": "and | but",
}

_MACROS = {
    "BY": "(by|prior)",
    "EACH": "(every|per|a)",
    "NTH": "(number suffix?|ordinal|second)",
    "DAY": "((weekday comma?)? the? NTH day_word? of?)",
    "LAST_DAY": "(the? last (unit of?|day_word|working? unit of?))",
    "YEARLY": "(of? (every|per|the) the? period)",
    "EDGE": "(end|ends|start|begins)",
    "EDGE_OF": "(the? (end|start) of)",
    "ITS_EDGE": "((word|sign word)? EDGE)",
    "PERIOD": "((the|their|every|per|a|next)* (ordinal|second|roman|season)? period)",
    "PERIODS": "(PERIOD (comma? (or|slash|and|comma) PERIOD)*)",
    "AMOUNT": "(about? (number|a|half a?) word? (unit|period))",
    "TIMES": "(once|twice|number times)",
    "RARITY": "(at_least? at_most? about?)",
    "HEAD": "(the? ordered_by ((slash|or|and) the? ordered_by)*)",
    "OPENING": "(PREFACE|adverb comma?|every period comma?)",
    "PREFACE": "(((on|BY) the? start|after the? end) of? PERIODS comma? and? comma?)",
}

_PATTERNS = (
    # by 10 September, by the 10th of September of each school year, by September 10
    ("date", "OPENING? (BY|on|within) DAY month latest? (YEARLY|adverb)?"),
    ("date", "OPENING? (BY|on) YEARLY? month the? NTH latest? YEARLY?"),
    ("date", "OPENING? (BY|within|on) the? end of? month YEARLY?"),
    ("date", "OPENING? (BY|on) the? (start|middle) of? month YEARLY?"),
    ("date", "OPENING? (BY|on|within) every? month (?!number) YEARLY?"),
    ("date", "OPENING? (BY|on) LAST_DAY month YEARLY?"),
    ("date", "BY number (dot|slash) number dot?"),
    ("date", "every month"),
    ("bare_day", "BY the? number suffix"),
    ("date", "latest DAY month"),
    ("date", "(?<=open) month (?=close)"),
    ("date", "(?<=(on|by|prior)month and) month (?!number)"),
    ("date", "^ month dot? $"),
    ("date", "DAY month dash DAY month"),
    ("date", "(BY|on|within) the? (ordinal|second) weekday of? month"),
    ("date", "(BY|on|within) the? ordinal number period of? month"),
    ("date", "(BY|on|within) the? last (number? period|weekday) of? month"),
    ("date", "(BY|on|within) the? (ordinal|second) half of? month"),
    ("date", "BY month ends"),
    ("week_number", "^ period number $"),
    ("week_number", "(BY|on|within) the? (end|start)? of? period number (?!of|period|unit)"),
    ("quarter_end", "(BY|on|within)? the? end? of? period_q number"),
    ("date", "OPENING? (BY|on|within) the? NTH period of? month"),
    ("date", "between NTH and NTH of? month"),
    ("date", "(?<=and) DAY month (?!year_number)"),
    ("quarter_end", "(BY|on) the? end? of? the? (ordinal|second|roman) period"),
    # by the 5th of each month; on the last day of the trimester; by the end of the term
    ("month_day", "(BY|on) the? NTH (working? unit of?|day_word|working of?|of)? PERIOD"),
    ("month_day", "(BY|on) the? NTH period of? PERIOD"),
    ("month_day", "(adverb|every period) comma? BY the? NTH (?!period|unit|month|word)"),
    ("month_day", "(adverb|every period) comma? BY the? NTH of the? next period"),
    ("month_day", "(adverb|every period) comma? BY the? NTH working? unit"),
    ("exact_day", "on LAST_DAY PERIODS"),
    ("last_day", "BY LAST_DAY PERIODS"),
    ("last_day", "(BY|on) the? last period of the? period"),
    ("last_day", "(BY|on) the? end of? PERIODS"),
    (
        "before_period",
        "(at_least|by|within)? AMOUNT (prior|advance) (EDGE_OF PERIODS|PERIODS ITS_EDGE|PERIODS (?!word|sign|EDGE))",
    ),
    ("from_start", "(within|by)? AMOUNT (after|of) (the? start of? PERIODS|PERIODS word? begins)"),
    ("from_start", "after PERIODS word? begins comma? (within|by) AMOUNT"),
    ("from_start", "within AMOUNT of PERIODS"),
    ("from_start", "on the? ordinal number period of PERIODS"),
    ("period_end", "(within|BY)? AMOUNT (after|of) (the? end of? PERIODS|PERIODS (word? ends|end))"),
    ("period_end", "(within|BY)? AMOUNT (after|of) PERIODS"),
    ("period_end", "(after|on) the? end of? PERIODS"),
    ("period_end", "after PERIODS (word? ends)?"),
    # at least twice a year, 2-3 times per term, not less often than once a month
    ("times", "(during comma?)? RARITY TIMES (slash|on? EACH|of the|on the) (period|unit) or_more? during?"),
    ("times", "at_least? at_most? about? TIMES during"),
    ("times", "at_least? at_most? about? TIMES adverb"),
    ("times", "TIMES (on|over) every (ordinal|second)? half of the? period"),
    ("times", "(at_least|at_most|about)+ number (every|per|a) period"),
    ("times", "at_most number unit (every|per|a) period"),
    ("times", "(at_least|at_most)? number word word? (over|on) the? period"),
    ("every", "at_least? once (every|per|a) period comma? (BY|on) weekday"),
    ("every", "(BY|on) weekday (every|per|of|a)+ the? period"),
    ("weekdays", "(on|every)? weekday (comma weekday)* (and|comma|or) weekday"),
    ("every", "every season period?"),
    ("every", "every unit_part"),
    ("times", "at_most counts? number counts? (every|per|a|of|on) the? (period|unit)"),
    ("times", "at_most number counts during"),
    ("times", "(at_least|at_most|about)+ number counts (every|per|a|on) the? period"),
    ("times", "at_least? adverb or_more? during?"),
    ("times", "(at_least|at_most)? number word word? (every|per|a) period"),
    ("every", "at_least? once (on|within|per) (a|number) (number|second)? (period|unit)"),
    ("times", "on the? start of? PERIODS"),
    ("times", "(on|every)? the? (last|ordinal|second) weekday of? PERIOD"),
    ("every", "at_least? once? every (number|second|ordinal)? (period|unit|weekday)"),
    ("every", "once? second (period|unit|weekday)"),
    ("every", "(on|every|at_least) weekday"),
    # around events
    ("within", "(immediate|asap) comma? and? by? (within|by) AMOUNT"),
    ("within", "(within|by) AMOUNT"),
    ("within", "(immediate|asap) comma? and? (on word word)? (within|by) AMOUNT"),
    ("within", "at_most AMOUNT (?=after any)"),
    ("within", "AMOUNT (?=after)"),
    ("within", "AMOUNT later"),
    ("within", "(BY|within|on)? the next working? unit"),
    ("within", "(BY|within|on) next working? unit"),
    ("within", "(on|within|by) (the|their)? ordinal number working? (unit|period)"),
    ("within", "(on|within) their ordinal working? (unit|period)"),
    ("within", "(BY|on)? the unit (?=after any)"),
    ("within", "(?<!of)(on|within)? same period"),
    ("before", "(at_least|by|within)? AMOUNT (prior|advance) ((the? (end|start) of)? the? PERIODS)?"),
    ("before", "(BY|on|within)? the (unit|period|unit_part) prior"),
    ("feast", "prior the? feast"),
    ("feast", "prior the? start? of? PERIODS (word? (ends|word))?(?<=period)"),
    ("same_day", "(immediate|asap) comma? and? same_day latest?"),
    ("immediate", "written? immediate written?"),
    ("asap", "asap"),
    ("same_day", "same_day"),
    ("own_day", "on the? (ordinal|last) unit (?!of|after|prior)"),
    ("need", "need"),
    ("order", "ordered HEAD"),
    ("continuous", "continuous"),
)

LEXICON = Lexicon(
    tags=_TAGS,
    patterns=_PATTERNS,
    macros=_MACROS,
    events=EVENTS,
    planned=PLANNED,
    vetoes=VETOES,
    review="description ~ is/are/shall/will/may ~ be ~ reviewed/updated/amended/revised/changed"
    " | description ~ is/are reviewed/updated/amended/revised"
    " | this document ~ is/shall/will/may ~ be ~ reviewed/updated/amended"
    " | this/the policy/text/document is ~ looked/gone/read ~ through/again | read ~ this/the text/document again"
    " | this document is ~ reviewed/updated/amended"
    ""
    " | the/this/these ~ rules/procedure/policy/regulation/regulations/plan is/are/shall/will ~ reviewed/amended"
    "/revised",
    obliged="must | shall | is/are obliged | is/are required to | has/have to | has/have the duty | it is the duty",
    hour=r"(?:by|before|until|(?:no|not) later than|at the latest (?:by|at)) (?:at )?"
    r"(?:\d{1,2}:\d{2}|\d{1,2}(?:[:.]\d{2})? ?[ap]\.? ?m\.?|\d{1,2} o[’']clock)",
    rights="has the right | have the right | is entitled | are entitled | may request | may ask",
    condition="if ... | unless ... | provided that ... | only for ... | only if ... | except ...",
    known="there | alter | teams | team | smart | mouth | forth | right | sight | match | front"
    " | their | where | these"
    " | those | other | forms | hourly | house | houses | class | ahead | summers | winters | springs | autumns",
)
