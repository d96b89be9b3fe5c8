"""Lithuanian time words: the endings carry what other languages say with words, so nouns stand as stems."""

from roles.reading.time_words import Lexicon
from roles.reading.time_words.lt_events import EVENTS, PLANNED
from roles.reading.time_words.lt_vetoes import VETOES

# Ordinals of days: "rugsėjo dvyliktos dienos", "dvidešimtąją".
_TENS = ("", "", "dvidešimt ", "trisdešimt ")
_UNITS = ("", "pirm", "antr", "treči", "ketvirt", "penkt", "šešt", "septint", "aštunt", "devint")
_TEENS = (
    "vienuolik",
    "dvylik",
    "trylik",
    "keturiolik",
    "penkiolik",
    "šešiolik",
    "septyniolik",
    "aštuoniolik",
    "devyniolik",
)
_DAYS = {
    8: "aštunt",
    9: "devint",
    10: "dešimt",
    20: "dvidešimt",
    30: "trisdešimt",
    **{11 + place: f"{stem}t" for place, stem in enumerate(_TEENS)},
    **{tens * 10 + one: _TENS[tens] + _UNITS[one] for tens in (2, 3) for one in range(1, 10) if tens * 10 + one < 32},
}


def _endings(stem: str) -> str:
    return " | ".join(stem + ending for ending in ("os", "osios", "ą", "ąją", "oji", "ojo"))


_TAGS = {
    # numbers
    "number:1": "vienas | vieno | vienam | vieną | viena | vienos | vienai",
    "number:2": "du | dvi | dviejų | dviem | dvejų | dvejus | dveji",
    "number:3": "trys | trijų | tris | trims | trejų | trejus",
    "number:4": "keturi | keturis | keturių | keturias | keturios | keturiems | keturioms | ketverius",
    "number:5": "penki | penkis | penkių | penkias | penkios | penkiems | penkioms | penkerius",
    "number:6": "šeši | šešis | šešių | šešias | šešios | šešiems | šešioms",
    "number:7": "septyni | septynis | septynių | septynias | septynios | septynioms",
    "number:8": "aštuoni | aštuonis | aštuonių | aštuonias | aštuonios",
    "number:9": "devyni | devynis | devynių | devynias | devynios",
    "number:10": "dešimt | dešimties | dešimtį | dešimčiai",
    "number:12": "dvylika | dvylikos | dvylikai",
    "number:14": "keturiolika | keturiolikos | keturiolikai",
    "number:15": "penkiolika | penkiolikos | penkiolikai",
    "number:20": "dvidešimt | dvidešimties",
    "number:24": "dvidešimt keturias | dvidešimt keturių | dvidešimt keturi",
    "number:30": "trisdešimt | trisdešimties",
    "ordinal:1": "pirmą | pirmos | pirmojo | pirmosios | pirmąją | pirmąjį | pirmo | pirmąsias | pirmųjų"
    " | pirmajam"
    " | pirmajame | pirmus | pirmąsyk",
    "second": "antrą | antros | antrojo | antrosios | antrąją | antrąjį | antro | antrajam | antrajame",
    "ordinal:3": "trečią | trečios | trečiojo | trečiosios | trečiąją | trečiąjį | trečio | trečiajam",
    "ordinal:4": "ketvirtą | ketvirtos | ketvirtojo | ketvirtosios | ketvirtąją",
    "ordinal:5": "penktą | penktos | penktosios | penktąją | penktojo",
    "ordinal:6": "šeštą | šeštos | šeštosios",
    "ordinal:7": "septintą | septintos | septintosios",
    **{f"ordinal:{number}": _endings(stem) for number, stem in _DAYS.items()},
    "half": "pusę | pusėje | pusės",
    "suffix_on": "- ąją | - ąją dieną",
    "suffix": "- osios | - osios dienos | - ios | - os | - ą | - ąsias | - ųjų | - oji",
    # months
    "month:1": "sausio | sausis | saus.",
    "month:2": "vasario | vasaris | vas.",
    "month:3": "kovo | kovas",
    "month:4": "balandžio | balandis | bal.",
    "month:5": "gegužės | gegužė | geg.",
    "month:6": "birželio | birželis | birž.",
    "month:7": "liepos | liepa",
    "month:8": "rugpjūčio | rugpjūtis | rugpj.",
    "month:9": "rugsėjo | rugsėjis | rugs.",
    "month:10": "spalio | spalis | spal.",
    "month:11": "lapkričio | lapkritis | lapkr.",
    "month:12": "gruodžio | gruodis | gruod.",
    "month_in:1": "sausį | sausyje",
    "month_in:2": "vasarį | vasaryje",
    "month_in:3": "kovą | kove",
    "month_in:4": "balandį | balandyje",
    "month_in:5": "gegužę | gegužėje",
    "month_in:6": "birželį | birželyje",
    "month_in:7": "liepą | liepoje",
    "month_in:8": "rugpjūtį | rugpjūtyje",
    "month_in:9": "rugsėjį | rugsėjyje",
    "month_in:10": "spalį | spalyje",
    "month_in:11": "lapkritį | lapkrityje",
    "month_in:12": "gruodį | gruodyje",
    "month_to:1": "sausiui | sausio mėnesiui",
    "month_to:2": "vasariui",
    "month_to:3": "kovui",
    "month_to:4": "balandžiui",
    "month_to:5": "gegužei",
    "month_to:6": "birželiui",
    "month_to:9": "rugsėjui",
    "month_to:10": "spaliui",
    "month_to:11": "lapkričiui",
    "month_to:12": "gruodžiui",
    "weekday:1": "pirmadien*",
    "weekday:2": "antradien*",
    "weekday:3": "trečiadien*",
    "weekday:4": "ketvirtadien*",
    "weekday:5": "penktadien*",
    "weekday:6": "šeštadien*",
    "weekday:7": "sekmadien*",
    # units and periods
    "unit:working_day": "darbo dien* | darbo d. | d. d. | darb. d. | darbo d | darb. dien*",
    "unit:calendar_day": "kalendorin* dien* | kalendorin* d. | kal. d. | kal. dien* | k. d. | dieną"
    " | dienos | dienų | dienas | dienai | dienomis | dienoms | diena | dienoje | d."
    " | d | paras"
    " | parą | parų",
    "unit:hour": "darbo valand* | valand* | val. | val",
    "unit:minute": "minut* | min.",
    "period:week": "savait* | sav.",
    "period:month": "mėnes* | mėnuo | mėn. | mėn | kalendorin* mėnes*",
    "period:quarter": "ketvirtis | ketvirčio | ketvirtį | ketvirčiui | ketvirčiais | ketvirtyje | ketvirčius"
    " | ketvirčių"
    " | ketv. | ketv",
    "period:trimester": "trimestr*",
    "period:half_year": "pusmet* | pusmeč* | semestr* | pusm.",
    "period:school_year": "mokslo met* | m. m. | m. m | mokslo m. | ugdymo met*",
    "period:activity_period": "veiklos laikotarp* | veiklos period*",
    "period:year": "metus | metų | metams | metais | metai | metuose | kalendorin* met*",
    "period_per:year": "per m.",
    "period_per:school_year": "per m. m. | per m.m. | per mokslo m.",
    "working": "darbo",
    # how often
    "adverb:day": "kiekvieną naktį | kas naktį"
    " | kasdien | kasdieną | kasdienin* | kas dieną | kiekvieną dieną | kiekvieną darbo dieną"
    " | kas darbo dieną"
    " | kiekvieną mokymosi dieną | kiekvieną ugdymo dieną | kas rytą | kiekvieną rytą | kas vakarą"
    " | kiekvieną vakarą"
    " | kas dien",
    "adverb:week": "kassavait | kassavaitin* | kas savaitę | kiekvieną savaitę",
    "adverb:month": "kasmėnes* | kas mėnesį | kiekvieną mėnesį | kas mėn. | kiekvieną mėn.",
    "adverb:quarter": "kasketvirt* | kas ketvirtį | kiekvieną ketvirtį | kas ketv.",
    "adverb:half_year": "kas pusmetį | kiekvieną pusmetį | kas pusę metų | kas semestrą",
    "adverb:trimester": "kas trimestrą | kiekvieną trimestrą",
    "adverb:year": "kasmet | kas metus | kas metai | kiekvienais metais | kiekvienais kalendoriniais metais",
    "adverb:school_year": "kiekvienais mokslo metais | kas mokslo metus",
    "every": "kas | kiekvieną | kiekvieno | kiekvienų | kiekvienos | kiekvienais | kiekvienam | kiekvieniems",
    "this": "einamojo | einamųjų | einamosios | kito | kitų | tų | to | ateinančio | ateinančių | sekančio"
    " | tų pačių"
    " | naujų | naujo | praėjusio | ataskaitinio | atitinkamo",
    "often:2": "dukart | dusyk",
    "often:3": "triskart",
    "often:4": "keturiskart",
    "into": "į",
    "times": "kartą | kartus | kartų | kart. | kart | karto | krt. | k. | sykį",
    "per": "per",
    "at_least": "ne mažiau kaip | ne mažiau nei | ne rečiau kaip | ne rečiau nei | ne rečiau | ne mažiau"
    " | bent | mažiausiai"
    " | bent jau",
    "at_most": "ne daugiau kaip | ne daugiau nei | ne dažniau kaip | ne dažniau nei | daugiausia | ne daugiau"
    " | ne didesn* kaip",
    "about": "apie | maždaug | apytiksliai",
    "or": "ar | arba | ir | bei | ir ar | ir / ar",
    # by, after, before
    "by": "iki | ne vėliau kaip iki | ne vėliau nei iki | ne vėliau iki | vėliausiai iki",
    "but": "bet | tačiau | o",
    "latest": "ne vėliau kaip | ne vėliau nei | vėliausiai | ne vėliau",
    "not_ended": "nepasibaigus | nesibaigus | dar nepasibaigus | nesibaigiant",
    "ended": "pasibaigus | baigus | užbaigus | baigiantis | pasibaigiant",
    "started": "prasidėjus | prasidedant",
    "after": "po | nuo | praėjus",
    "start": "pradžioje | pradžios | pradžia | pradžią",
    "middle": "vidurio | viduryje",
    "feast": "kalėdas | kalėdų atostogas | velykas | velykų atostogas | rudens atostogas | žiemos atostogas"
    " | pavasario atostogas | vasaros atostogas | šventes | atostogas",
    "feast_by": "kalėdų | kalėdų atostogų | velykų | velykų atostogų | vasaros atostogų"
    " | rudens atostogų | žiemos atostogų"
    " | pavasario atostogų | atostogų",
    "end": "pabaigos | pabaigoje | pabaigą | galo | gale | pabaiga | pabaigai",
    "last": "paskutinės | paskutinę | paskutinio | paskutinį | paskutinėmis | paskutiniosios",
    "before": "prieš | likus | ne vėliau kaip prieš | ne vėliau nei prieš | ne vėliau kaip likus | bent prieš"
    " | mažiausiai prieš | ne mažiau kaip prieš | ne vėliau nei likus | vėliausiai prieš",
    "immediate": "nedelsdam* | nedelsiant | nedelsian* | tuoj pat | tučtuojau | iš karto | iškart | skubiai"
    " | neatidėliodam* | neatidėliojant | neatidėliotinai | tuojau | tuojau pat",
    "asap": "kuo skubiau | kuo greičiau | kaip galima greičiau | kiek įmanoma greičiau | kiek galima greičiau"
    " | kaip įmanoma greičiau",
    "must": "privalo | turi",
    "same_day": "tą pačią dieną | tą pačią darbo dieną | iki darbo dienos pabaigos | iki dienos pabaigos"
    " | tos pačios dienos | iki tos dienos pabaigos | iki tos pačios dienos pabaigos | tos pat dienos"
    " | tądien | tą pat dieną"
    " | dar tą pačią dieną",
    "unit_next:calendar_day": "kitą dieną | sekančią dieną",
    "unit_next:working_day": "kitą darbo dieną | artimiausią darbo dieną | sekančią darbo dieną | kitą d. d."
    " | iki kitos darbo dienos",
    "need": "prireikus | esant poreikiui | esant reikalui | esant būtinybei | pagal poreikį | iškilus poreikiui"
    " | atsiradus poreikiui | kai reikia | jei reikia | jeigu reikia | pagal pareikalavimą | pareikalavus"
    " | kilus poreikiui"
    " | esant poreikui | reikalui esant | poreikiui esant | iškilus būtinybei | pagal reikalą | paprašius"
    " | paprašytas"
    " | kai prireikia | jei prireikia | pagal būtinybę | kilus reikalui",
    "continuous": "nuolat | nuolatos | reguliariai | sistemingai | pastoviai | laiku | savalaik*"
    " | nepertraukiamai | visada"
    " | periodiškai | visus metus | ištisus metus | visus mokslo metus | per visus mokslo metus"
    " | visų mokslo metų eigoje"
    " | nuolatin* | tolygiai | nenutrūkstam* | visą laiką | nepertraukiam* | reguliar* | laikas nuo laiko"
    " | operatyviai"
    " | mokslo metų eigoje | per mokslo metus nuolat",
    "not_before:education_process_end": "ugdymo procesui pasibaigus | pasibaigus ugdymo procesui"
    " | pasibaigus pamokoms"
    " | ugdymo procesui baigiantis | baigiantis ugdymo procesui",
    "during:school_year": "mokslo metų laikotarpiu | mokslo metų metu",
    "counts:course": "kursus | kursų | kursai",
    "order": "nustatytu terminu | nustatytu laiku | nustatytais terminais | nurodytu laiku"
    " | nurodymu | pavedimu | nurodymus | pavedimus | nurodymą | pavedimą | pavestas | paskirtas"
    " | pavedimų"
    " | nurodymų | skirtas",
    "according": "pagal | gavus | gavęs | vykdo | vykdyti | atlieka | vykdydamas",
    "other": "kitus | kitas | vienkartinio pobūdžio"
    " | vienkartinius | vienkartines | atskirus | papildomus | teisėtus | žodinius",
    "task": "užduotis | užduočių | darbus | funkcijas",
    "ordered_by:head_of_school": "direktoriaus | direktorės | mokyklos direktoriaus | gimnazijos direktoriaus"
    " | progimnazijos direktoriaus | lopšelio - darželio direktoriaus | darželio direktoriaus"
    " | centro direktoriaus"
    " | įstaigos vadovo | mokyklos vadovo | vadovo | vadovybės | įstaigos direktoriaus | mokyklos vadovybės",
    "ordered_by:deputy_head": "direktoriaus pavaduotojo | direktoriaus pavaduotojos | pavaduotojo"
    " | pavaduotojos"
    " | pavaduotojo ūkiui | direktoriaus pavaduotojo ūkiui"
    " | pavaduotojo ugdymui | direktoriaus pavaduotojo ugdymui | pavaduotojos ugdymui",
    "ordered_by:direct manager": "tiesioginio vadovo | tiesioginio vadovės | tiesioginės vadovės",
    "written": "raštu",
    "abbreviation": "pvz. | ir pan. | kt. | t. y. | el. | nr. | a. | š. | str. | p. | tel. | dr. | pav. | vad. | t. t.",
}

_MACROS = {
    "BY": "(by|latest by?)",
    "NTH": "(number (suffix|suffix_on)|number|ordinal|second)",
    "WHICH": "(every|this|roman|ordinal|second|number suffix)",
    "ALL": "(period|unit)",
    "MONTH": "((month|month_in) (dash (month|month_in))? (period (?!period))?)",
    "YEAR": "(adverb|WHICH* period)",
    "PERIODS": "(WHICH* period (comma? (slash|or|comma) WHICH* period)*)",
    "AMOUNT": "(about? number (unit|period))",
    "WITHIN": "(latest? at_least? per (number|half)? (unit|period))",
    "ENDED": "(ended PERIODS|PERIODS ended|after PERIODS (end|(?!start)))",
    "TIMES": "(number? times|often)",
    "PREFACE": "((not_before comma?|PERIODS start comma? (or|by)?|(started|ended) PERIODS comma?"
    "|PERIODS (started|ended) comma?|adverb comma?)+ but?)",
    "HEAD": "(ordered_by (comma? (slash|or|comma) ordered_by)*)",
    "LAST_DAY": "(last (unit|working unit?))",
}

_PATTERNS = (
    # iki spalio 3 d., kiekvienų metų spalio 3 d., rugsėjo 25–31 d., iki spalio 3-iosios
    ("date", "(?<!after)PREFACE? BY? YEAR? MONTH NTH unit adverb?"),
    ("date", "PREFACE? (BY|every)? YEAR? MONTH NTH period"),
    ("date", "BY? month (?=(or|comma) month period)"),
    ("date", "PREFACE? BY YEAR? MONTH NTH adverb?"),
    ("date", "PREFACE? BY YEAR? MONTH (end|middle|start)"),
    ("date", "YEAR? MONTH (end|middle|start)"),
    ("date", "PREFACE? BY? YEAR? MONTH LAST_DAY"),
    ("date", "PREFACE? BY? YEAR? LAST_DAY MONTH"),
    ("date", "PREFACE? BY? YEAR? last MONTH unit"),
    ("date", "PREFACE? BY YEAR? MONTH (?!number)"),
    ("date", "YEAR? every? (month (dash month)? period|month_in)"),
    ("date", "(?<!unit) BY number dot number"),
    ("date", "BY number (unit)?(?<=number)"),
    ("bare_day", "BY number (unit|suffix)"),
    ("date", "BY number number (?=word)"),
    ("date", "month number suffix_on"),
    ("date", "(?<=open) month (?=close)"),
    ("date", "every? (ordinal|second) number? working? MONTH period"),
    ("date", "BY? (ordinal|second) MONTH half"),
    ("date", "not_ended (month_to|month period)"),
    ("date", "^ (month|month_in) period? (dash (month|month_in) period?)? $"),
    ("date", "MONTH number unit dash MONTH number unit"),
    ("quarter_end", "(per|adverb|TIMES per period comma?)? (roman|ordinal|second) period? period end?"),
    ("quarter_end", "BY? (roman|ordinal|second|number suffix?) period end?"),
    # iki kiekvieno mėnesio 5 d.; paskutinę trimestro dieną; iki trimestro pabaigos
    ("month_day", "BY? WHICH+ period NTH (unit|period|(?!period|weekday))"),
    ("month_day", "(adverb|every period) comma? but? BY NTH (unit|(?=word|comma))"),
    ("month_day", "(adverb|every period|ENDED) comma? but? BY WHICH+ period NTH unit?"),
    ("month_day", "(ordinal|second) WHICH+ period (unit|working unit)"),
    ("month_day", "BY period NTH unit"),
    ("exact_day", "((ended|started) PERIODS comma?)? last (WHICH* period) unit"),
    ("exact_day", "((ended|started) PERIODS comma?)? PERIODS LAST_DAY"),
    ("last_day", "BY (last WHICH* period unit|PERIODS LAST_DAY)"),
    ("last_day", "BY? PERIODS end"),
    # per tris darbo dienas mėnesiui pasibaigus
    ("before_period", "(latest|at_least)? before at_least? about? number? (unit|period) by WHICH* period (end|start)?"),
    ("before_period", "(latest|at_least) about? number (unit|period) by WHICH* period (end|start)"),
    ("before_period", "number (unit|period) before (by WHICH* period (end|start)?|WHICH* period (end|start))"),
    ("from_start", "latest? per AMOUNT (after PERIODS start|started PERIODS|PERIODS started)"),
    ("from_start", "(started PERIODS|PERIODS started|after PERIODS start) comma? but? latest? per AMOUNT"),
    ("period_end", "ENDED comma? but? latest? per AMOUNT"),
    ("period_end", "(latest? per AMOUNT) ENDED"),
    ("period_end", "latest? AMOUNT ENDED"),
    ("period_end", "ENDED comma? but? latest? per (unit|period)"),
    ("period_end", "latest? (ordinal|second) working? unit ENDED"),
    ("period_end", "(ended PERIODS|PERIODS ended|after PERIODS end)"),
    # du kartus per metus, ne rečiau kaip kartą per mėnesį, 1 k./mėn., iki 3 kartų per metus
    ("times", "(during comma?)? (at_least|at_most)? about? TIMES (per|slash|into) WHICH* (period|unit) during?"),
    ("times", "at_least? about? TIMES period_per"),
    ("times", "WHICH+ period (last|ordinal|second) weekday"),
    ("times", "(last|ordinal|second) WHICH+ period weekday"),
    ("every", "at_least? times per period comma? weekday"),
    ("weekdays", "every? weekday (comma weekday)* or every? weekday"),
    ("times", "by about? number times (per|slash) WHICH* (period|unit) during?"),
    ("times", "per WHICH* (period|unit) (at_least|at_most)? about? TIMES"),
    ("times", "(at_least|at_most) about? TIMES period"),
    ("times", "at_least? adverb (at_least|at_most)? about? TIMES"),
    ("times", "at_least? adverb"),
    ("times", "at_most number counts per? period?"),
    ("times", "(?<!after)(?<!by) every? PERIODS start"),
    ("times", "(at_least|at_most)? about? number times period"),
    ("times", "(at_least|at_most)? number word word? per period"),
    ("times", "adverb open weekday close"),
    ("every", "at_least? TIMES per (number|second) (period|unit)"),
    ("every", "at_least? TIMES? every (number|ordinal|second)? (period|unit|weekday)"),
    ("every", "(?<!month)(?<!number)(?<!by) weekday"),
    # per 3 darbo dienas nuo …, likus savaitei iki …
    ("within", "(?<!unit)(?<!times)WITHIN"),
    ("within", "latest? unit_next"),
    ("within", "(latest|by)? per (ordinal|this) number? working? (unit|period)"),
    ("within", "(immediate|asap) comma? but? (WITHIN|latest? unit_next)"),
    ("before", "(latest|at_least)? before (at_least)? (about)? (number)? (unit|period)"),
    ("before", "(latest|at_least)? before (at_least)? (about)? (number)? (unit|period) by WHICH* period (end|start)?"),
    ("before", "(latest|at_least)? number? (unit|period) before (?=any|dash|comma|dot|semicolon|$)"),
    ("before", "(latest|at_least) number (unit|period) by (?=word)"),
    ("feast", "before (started WHICH* period|WHICH* period (start|started)|feast)"),
    ("feast", "by feast_by"),
    ("feast", "(?<!unit)(?<!period) by WHICH* period start"),
    ("immediate", "must? written? immediate written?"),
    ("asap", "asap"),
    ("same_day", "same_day"),
    ("own_day", "ordinal unit"),
    ("need", "need"),
    ("order", "(according other*)? HEAD other* order"),
    ("order", "(according other*)? HEAD other* order? task"),
    ("order", "order HEAD"),
    ("continuous", "continuous"),
)

LEXICON = Lexicon(
    tags=_TAGS,
    patterns=_PATTERNS,
    macros=_MACROS,
    events=EVENTS,
    planned=PLANNED,
    vetoes=VETOES,
    review="pareigyb* aprašym* ~ peržiūrim*/keičiam*/atnaujinam*/tikslinam*/pildom*"
    " | aprašas ~ peržiūrim*/keičiam*/atnaujinam*"
    "/tikslinam* | aprašym* ~ gali būti keičiam* | tvark* ~ aprašas ~ peržiūrim*"
    " | taisyklės ~ peržiūrim*/keičiam*/atnaujinam*"
    " | peržiūrim* ~ pareigyb* | nuostatai ~ peržiūrim*/keičiam* | instrukcija ~ peržiūrim*/keičiam*",
    obliged="privalo | turi pareigą | įpareigot*",
    hour=(
        r"(?:(?:ne vėliau kaip |vėliausiai )?iki|ne vėliau kaip) "
        r"(?:\d{1,2}[:.]\d{2} ?(?:val\.?|valand\w*)|\d{1,2}:\d{2}|\d{1,2} ?(?:val\.?|valand\w*))(?! ?per )"
    ),
    rights="turi teisę | gali pasinaudoti teise | turėti teisę",
    condition="jei ... | jeigu ... | tik ... | išskyrus ...",
    known="vieta | dienynas | dienyną | dienyno | dienynui | dienyne | metai | metodas | metodus"
    " | vasara | vasaros | vasarai | vasarą | vasaroje | vasarų | vasaroms | vasaras | vasaromis | vasarose"
    " | vasarinis | vasarinė | vasarinės | vasarinį | vasariškas"
    " | žiema | žiemos | žiemai | žiemą | žiemoje | žiemų | žiemoms | žiemas | žiemomis"
    " | ruduo | rudens | rudeniui | rudenį | rudeniu | rudenyje | rudenys | rudenimis | rudenis | rudenų"
    " | pavasaris | pavasario | pavasariui | pavasarį | pavasaryje | pavasariai | pavasariais | pavasarių | pavasarius",
)
