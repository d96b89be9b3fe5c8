"""Estonian time words: case endings carry "in", "by" and "until", postpositions "within", "before" and "after"."""

from roles.reading.time_words import Lexicon
from roles.reading.time_words.et_events import EVENTS, PLANNED
from roles.reading.time_words.et_patterns import MACROS, PATTERNS
from roles.reading.time_words.et_vetoes import VETOES

# Month: nominative, and the genitive to which the endings are added.
_MONTHS = (
    ("jaanuar", "jaanuari"),
    ("veebruar", "veebruari"),
    ("märts", "märtsi"),
    ("aprill", "aprilli"),
    ("mai", "mai"),
    ("juuni", "juuni"),
    ("juuli", "juuli"),
    ("august", "augusti"),
    ("september", "septembri"),
    ("oktoober", "oktoobri"),
    ("november", "novembri"),
    ("detsember", "detsembri"),
)
_SHORT_MONTHS = {
    1: "jaan.",
    2: "veebr.",
    4: "apr.",
    8: "aug. | aug",
    9: "sept. | sept",
    10: "okt. | okt",
    11: "nov. | nov",
    12: "dets. | dets",
}


def _months() -> dict[str, str]:
    """``month`` the plain forms, ``month_in`` those that say when by themselves, ``month_on`` after a day's number."""
    tags: dict[str, str] = {}
    for number, (name, stem) in enumerate(_MONTHS, 1):
        plain = dict.fromkeys((name, stem, f"{stem}kuu", f"{stem}t" if stem != "mai" else "maikuud"))
        if number in _SHORT_MONTHS:
            plain[_SHORT_MONTHS[number]] = None
        tags[f"month:{number}"] = " | ".join(plain)
        tags[f"month_in:{number}"] = f"{stem}s | {stem}ks | {stem}ni | {stem}kuus | {stem}kuuks"
        tags[f"month_on:{number}"] = f"{stem}l" if stem != "mai" else "mail | maid"
        tags[f"month_from:{number}"] = f"{stem}st"
    return tags


_TAGS = {
    # numbers
    "number:1": "üks | ühe | üht | ühte | ühel | üheks",
    "number:2": "kaks | kahe | kaht | kahte | kahel | kaheks",
    "number:3": "kolm | kolme | kolmel | kolmeks",
    "number:4": "neli | nelja | neljal | neljaks",
    "number:5": "viis | viie | viit | viieks",
    "number:6": "kuue | kuut",
    "number:7": "seitse | seitsme | seitset",
    "number:8": "kaheksa | kaheksat",
    "number:9": "üheksa | üheksat",
    "number:10": "kümme | kümne | kümmet",
    "number:12": "kaksteist | kaheteistkümne",
    "number:14": "neliteist | neljateistkümne",
    "number:15": "viisteist | viieteistkümne",
    "number:20": "kakskümmend | kahekümne",
    "number:24": "kakskümmend neli | kahekümne nelja",
    "number:30": "kolmkümmend | kolmekümne",
    "ordinal:1": "esimene | esimese | esimest | esimesel | esimeseks | esimestel | esimesed",
    "ordinal:2": "teine | teise | teist | teisel | teiseks",
    "ordinal:3": "kolmas | kolmanda | kolmandat | kolmandal | kolmandaks",
    "ordinal:4": "neljas | neljanda | neljandat | neljandal | neljandaks",
    "ordinal:5": "viies | viienda | viiendat | viiendal | viiendaks",
    "ordinal:6": "kuues | kuuenda | kuuendal | kuuendaks",
    "ordinal:7": "seitsmes | seitsmenda | seitsmendal | seitsmendaks",
    "ordinal:8": "kaheksas | kaheksanda | kaheksandal | kaheksandaks",
    "ordinal:9": "üheksas | üheksanda | üheksandaks",
    "ordinal:10": "kümnes | kümnenda | kümnendal | kümnendaks",
    "ordinal:15": "viieteistkümnes | viieteistkümnenda | viieteistkümnendal | viieteistkümnendaks",
    "ordinal:20": "kahekümnes | kahekümnenda | kahekümnendal | kahekümnendaks",
    "suffix": "- ks | - nda | - ndaks | - ndal | - daks | - ndat",
    "half": "pool | poole",
    "range": "või",
    # months and weekdays
    **_months(),
    "weekday:1": "esmaspäev | esmaspäeva | esmaspäeval | esmaspäevaks",
    "weekday:2": "teisipäev | teisipäeva | teisipäeval | teisipäevaks",
    "weekday:3": "kolmapäev | kolmapäeva | kolmapäeval | kolmapäevaks",
    "weekday:4": "neljapäev | neljapäeva | neljapäeval | neljapäevaks",
    "weekday:5": "reede | reedel | reedeks",
    "weekday:6": "laupäev*",
    "weekday:7": "pühapäev*",
    "each_weekday:1": "esmaspäeviti",
    "each_weekday:2": "teisipäeviti",
    "each_weekday:3": "kolmapäeviti",
    "each_weekday:4": "neljapäeviti",
    "each_weekday:5": "reedeti",
    # units and periods; "_in" are the cases that mean "per" or "during"
    "unit:working_day": (
        "tööpäev | tööpäeva | tööpäeval | tööpäevaks | tööpäevade | tööpäevani | koolipäev | "
        "koolipäeva | koolipäeval | koolipäevaks | koolipäevade | koolipäevani | õppepäev | "
        "õppepäeva | õppepäeval | õppepäevaks | tp"
    ),
    "unit:calendar_day": (
        "päev | päeva | päeval | päevaks | päevani | päevi | päevade | kalendripäev | kalendripäeva "
        "| kalendripäeval | kalendripäevade | päeva aja"
    ),
    "unit:hour": "tund | tunni | tundi | tundide | h | töötunni | töötundi | töötunde",
    "unit_in:working_day": "tööpäevaga | koolipäevaga | õppepäevaga",
    "unit_in:calendar_day": "päevaga | kalendripäevaga",
    "unit_in:week": "nädalaga",
    "unit_in:month": "kuuga",
    "unit_in:hour": "tunniga",
    "unit_before:calendar_day": "eelseks päevaks | eelmiseks päevaks | eelmisel päeval | eelneval päeval | eelõhtul",
    "unit_before:working_day": "eelmiseks tööpäevaks | eelmisel tööpäeval | eelneval tööpäeval | eelmisel koolipäeval",
    "unit:full_day": "ööpäev | ööpäeva | ööpäevade",
    "unit:minute": "minut | minuti | minutit | min",
    "unit:week": (
        "nädal | nädala | nädalat | nädalate | töönädal | töönädala | koolinädal | koolinädala | "
        "õppenädala | kalendrinädala | nädalaks | nädalani | nädala aja"
    ),
    "unit:month": "kuu | kuu aja | kuud | kuude | kalendrikuu | kalendrikuud | kuuks",
    "period:quarter": "kvartalile | kvartal | kvartali | kvartalit | kvartaliks | kv. | kv",
    "period:term": (
        "veerand | veerandi | veerandit | õppeveerand | õppeveerandi | õppeveerandit | õppeperiood | "
        "õppeperioodi | õppeperioodide | kursuseperioodi | veerandite | õppeveerandite"
    ),
    "period:trimester": "trimester | trimestri | trimestrit | trimestrite | trim.",
    "period:half_year": (
        "poolaasta | poolaastat | pool aastat | poole aasta | õppepoolaasta | semester | semestri | "
        "semestrit | poolaastate"
    ),
    "period:school_year": (
        "õppeaasta | õppeaastat | kooliaasta | kooliaastat | õ . - a . | õ. a. | õa | õ / a | õppeaastate"
    ),
    "period:activity_period": "tegevusperiood | tegevusperioodi | hooaeg | hooaja | tegevusaasta",
    "period:year": "aasta | aastat | kalendriaasta | kalendriaastat",
    "period_in:day": "päevas",
    "period_in:week": "nädalas | koolinädalas | õppenädalas | töönädalas",
    "period_in:month": "kuus | kalendrikuus",
    "period_in:quarter": "kvartalis",
    "period_in:term": "veerandis | õppeveerandis | õppeperioodis | õppeveerandil | veerandil | õppeperioodil",
    "period_in:trimester": "trimestris | trimestril",
    "period_in:half_year": "poolaastas | poolaastal | semestris | semestril | õppepoolaastas",
    "period_in:school_year": "õppeaastas | õppeaastal | kooliaastas | kooliaastal",
    "period_in:activity_period": "tegevusperioodis | tegevusperioodil | hooajas | hooajal",
    "period_in:year": "aastas | aastal | kalendriaastas | kalendriaastal",
    "period_week:week": "nädalal | koolinädalal | õppenädalal | töönädalal",
    "during:school_year": "õppeaasta jooksul | õppeaasta vältel | kooliaasta jooksul",
    "unit_next:working_day": (
        "järgmisel tööpäeval | järgmiseks tööpäevaks | järgmise tööpäeva jooksul | järgneval "
        "tööpäeval | järgmisel koolipäeval | hiljemalt järgmisel tööpäeval | hiljemalt järgmiseks "
        "tööpäevaks | järgmise tööpäeva lõpuks | hiljemalt järgmise tööpäeva jooksul | hiljemalt "
        "järgmise tööpäeva lõpuks"
    ),
    "unit_next:calendar_day": "järgmisel päeval | järgmiseks päevaks | hiljemalt järgmisel päeval",
    "unit_end:working_day": (
        "päeva lõpuks | tööpäeva lõpuks | koolipäeva lõpuks | päeva lõpus | tööpäeva lõpus | "
        "koolipäeva lõpus | õppepäeva lõpuks | õppepäeva lõpus"
    ),
    "holiday:6-24": "jaanipäev | jaanipäeva | jaanipäevaks",
    "holiday:12-24": "jõulud | jõuludeks | jõulupühadeks | jõule",
    "holiday:2-24": "iseseisvuspäevaks | vabariigi aastapäevaks",
    "period_night:day": "igal ööl | iga öö | igal õhtul | iga õhtu | igal hommikul | iga hommik",
    "that_is": "see tähendab | s . o . | ehk | täpsemalt",
    "day_word": "kuupäev | kuupäeva | kuupäevaks | kuupäeval | kuupäevani | kp",
    # how often
    "adverb:day": "igapäevaselt",
    "adverb:week": "iganädalaselt | nädalati",
    "unit_whole:week": "üle nädala jooksul",
    "adverb:two_weeks": "üle nädala | ülenädalati | ülenädalaselt",
    "adverb:month": "igakuiselt | igakuuliselt",
    "adverb:quarter": "kvartaalselt | igakvartaalselt | kvartaliti",
    "adverb:term": "veeranditi | trimestriti | õppeperiooditi",
    "adverb:half_year": "poolaastati | semestriti",
    "adverb:year": "igaaastaselt | iga - aastaselt | aastati",
    "each": "iga | igal | igas | igaks | igat | iga järgmise | igakordselt",
    "which": (
        "järgmise | järgneva | jooksva | sama | selle | eelmise | möödunud | käesoleva | vastava | "
        "uue | kogu | aruandekuule järgneva | järgmiseks | järgmisel | kõigi | kõikide"
    ),
    "once": "kord | üks kord | ühe korra | ühel korral | korra | vähemasti korra",
    "often:6": "kuus korda",
    "times": "korda | korral | krd | x",
    "at_least": (
        "vähemalt | mitte vähem kui | mitte harvem kui | mitte harvemini kui | minimaalselt | "
        "vähemasti | mitte harvemalt kui"
    ),
    "at_most": "maksimaalselt | mitte rohkem kui | mitte sagedamini kui | ülimalt | enimalt | mitte enam kui",
    "upto": "kuni",
    "about": "umbes | ligikaudu | orienteeruvalt | ca | ca. | u . | keskmiselt",
    "or_more": "või sagedamini | või tihedamini | või rohkem",
    "interval": "järel | tagant | järgi",
    "and": "ja | ning | ja / või | kuid | aga | ent",
    "counts:course": "kursust | kursuse | kursus",
    "extent": "ulatuses | mahus",
    # by, within, after, before
    "by": (
        "hiljemalt | mitte hiljem kui | kuid mitte hiljem kui | tähtajaga | tähtaeg | tähtaeg : | tähtajaks | "
        "tähtpäevaks | kuid hiljemalt | aga mitte hiljem kui | kuid hiljemalt kuni"
    ),
    "within": "jooksul | vältel | sees",
    "after": "pärast | peale | alates | järgselt",
    "ended": (
        "lõppedes | lõppemisel | lõppemist | lõppemisest | lõppemise järel | lõppemise järgselt | läbi saades | "
        "läbisaamist | lõpust | "
        "lõppenud"
    ),
    "passed": "möödumisel | möödumist | möödudes | möödumisest | möödumise järel | möödudes pärast",
    "start": "alguses | algul",
    "starting": "alguseks",
    "clock": "kell | kella | kl",
    "start_of": "algus | algust | algusest | algab",
    "middle": "keskel | keskpaigas | keskpaigaks | keskpaik",
    "end": "lõpp | lõpu | lõpus | lõpuks | lõpuni | lõppu | lõpul",
    "last": "viimane | viimase | viimast | viimasel | viimaseks | viimaste",
    "prior": "enne",
    "ahead": "ette | varem | eelnevalt | etteulatuvalt",
    # urgency and the rest
    "immediate": (
        "viivitamatult | viivitamata | kohe | koheselt | otsekohe | viivituseta | silmapilkselt | "
        "ilma viivituseta | ilma viivitamata | põhjendamatu viivituseta | viivitusteta | jalamaid | "
        "esimesel võimalikul hetkel"
    ),
    "asap": (
        "esimesel võimalusel | niipea kui võimalik | võimalikult kiiresti | võimalikult ruttu | "
        "võimalikult kiirelt | nii kiiresti kui võimalik | võimalikult pea | nii pea kui võimalik | "
        "võimalikult kohe | niipea , kui võimalik | esimesel võimalikul juhul | võimalikult lühikese "
        "aja jooksul"
    ),
    "same_day:working_day": (
        "samal tööpäeval | sama tööpäeva jooksul | sama tööpäeva lõpuks | samal koolipäeval | sama "
        "koolipäeva jooksul | hiljemalt sama tööpäeva lõpuks | hiljemalt samal tööpäeval | sama "
        "koolipäeva lõpuks | samaks tööpäevaks"
    ),
    "same_day": (
        "samal päeval | sama päeva jooksul | sama päeva lõpuks | veel samal päeval | hiljemalt samal "
        "päeval | hiljemalt sama päeva lõpuks | samal õhtul | samal hommikul | selsamal päeval | "
        "sama päeva õhtuks | toimumise päeval"
    ),
    "need": (
        "vajadusel | alati vajadusel | alati kui vaja | vajaduse korral | vastavalt vajadusele | vajaduse "
        "tekkimisel | vajaduse "
        "ilmnemisel | soovi korral | nõudmisel | palvel | vajaduse järgi | kui on vaja | kui vaja | "
        "kui selleks on vajadus | vajaduspõhiselt | kui tekib vajadus | vajaduse tekkides | juhul "
        "kui on vaja | kui see on vajalik | vajadust mööda"
    ),
    "continuous": (
        "pidevalt | järjepidevalt | regulaarselt | süstemaatiliselt | jooksvalt | püsivalt | "
        "alaliselt | õigeaegselt | õigeaegne | õigeaegse | õigeaegset | õigeaegsuse | tähtaegne | "
        "tähtaegse | ajakohastatud | ajakohane | ajakohased | ajakohasena | ajakohastena | "
        "perioodiliselt | aeg - ajalt | pidev | pideva | pidevat | regulaarne | regulaarse | "
        "regulaarset | järjepidev | järjepideva | aastaringselt | katkematult | "
        "ööpäevaringselt | õigel ajal | aegsasti | süsteemselt | kogu õppeaasta jooksul | kogu "
        "õppeaasta vältel | kogu aasta jooksul | kogu aasta vältel | ajas püsivalt | süstemaatiline "
        "| süstemaatilise | alati | terve õppeaasta jooksul | terve õppeaasta vältel"
    ),
    "deadline": "tähtaegselt | tähtajaliselt",
    "task": (
        "ülesanded | tööülesanded | ülesannete | tööülesannete | ülesandeid | tööülesandeid | "
        "korralduste | ülesande | ülesannet | korraldust"
    ),
    "order": (
        "korraldusel | korralduse alusel | korraldusele | korralduse järgi | käsul | ülesandel | "
        "korralduste alusel | juhiste järgi | suunamisel | korralduste järgi"
    ),
    "orders": "korraldusi | korraldused",
    "set_time": (
        "korralduses märgitud tähtajaks | korralduses määratud tähtajaks | määratud tähtajaks | "
        "määratud ajaks | määratud kuupäevaks | antud tähtajaks | kokkulepitud tähtajaks | "
        "kokkulepitud ajaks | kokku lepitud ajaks | kokku lepitud tähtajaks | nõutud tähtajaks | "
        "määratud tähtaja jooksul | antud tähtaja jooksul | seatud tähtajaks"
    ),
    "according": "vastavalt | lähtuvalt",
    "given": "antud | määratud | pandud | antavaid | antavad | antavate | antud ja | esitatud | antava",
    "other": (
        "muud | muude | muid | teised | teisi | teiste | ühekordsed | ühekordsete | ühekordseid | "
        "lisaülesanded | tööalaseid | tööalaste | tööalased | täiendavaid | täiendavate | täiendavad "
        "| kirjalikul | suulisel | seaduslikke | ametialaseid | ametialaste"
    ),
    "ordered_by:head_of_school": (
        "direktori | koolijuhi | direktori poolt | koolijuhi poolt | juhataja | juhataja poolt | "
        "kooli direktori | kooli juhi | gümnaasiumi direktori | kooli direktori poolt | lasteaia "
        "direktori"
    ),
    "ordered_by:deputy_head": (
        "õppealajuhataja | õppejuhi | direktori asetäitja | õppealajuhataja poolt | õppejuhi poolt | "
        "direktori asetäitja poolt"
    ),
    "ordered_by:city secretary": "linnasekretäri | vallasekretäri",
    "ordered_by:mayor": "linnapea | vallavanema",
    "ordered_by:head of department": "osakonnajuhataja | osakonna juhataja | ametijuhi",
    "doing": "täitmine | teostamine | täitmist | teostamist | täitmise",
    "ordered_by:direct manager": (
        "vahetu juhi | otsese juhi | vahetu ülemuse | vahetu juhi poolt | otsese ülemuse | vahetu "
        "juhataja | otsese juhi poolt"
    ),
    "not_before:education_process_end": (
        "õppetöö lõppedes | pärast õppetöö lõppu | õppetöö lõppemisel | peale õppetöö lõppu | "
        "õppetöö lõppemise järel | õppeprotsessi lõppedes | pärast õppeprotsessi lõppu"
    ),
    "written": "kirjalikult",
    "abbreviation": "nt. | jne. | jms. | st. | s . t . | sh. | nr. | lg. | p. | tel. | v . a . | k . a .",
}

LEXICON = Lexicon(
    tags=_TAGS,
    patterns=PATTERNS,
    macros=MACROS,
    events=EVENTS,
    planned=PLANNED,
    vetoes=VETOES,
    review=(
        "ametijuhend* ~ vaadatakse/muudetakse/uuendatakse/ajakohastatakse/täiendatakse/võib/võidakse "
        "| vaadatakse ametijuhend* ~ läbi | ametijuhendi ~ läbivaatami*/muutmi* | juhend ~ "
        "vaadatakse ~ läbi | ametijuhend* ~ vaadata/muuta/uuendada | kord ~ vaadatakse ~ läbi | "
        "korda ~ muudetakse"
    ),
    obliged="peab | peavad | on kohustatud | on kohustus | kohustub | tuleb",
    hour=(
        r"(?:hiljemalt|kuni|enne|mitte hiljem kui) (?:kell|kella|kl\.?) ?\d{1,2}(?:[.:]\d{2})?(?: ?-? ?(?:ks|ni|st))?"
        r"|(?:kell|kella|kl\.?) ?\d{1,2}(?:[.:]\d{2})? ?-? ?(?:ks|ni)"
    ),
    rights="on õigus | on õigused | õigus saada | omab õigust | õigus teha | õigus nõuda",
    condition="kui ... | juhul kui ... | v.a ... | välja arvatud ... | ainult ... | üksnes ...",
    known=(
        "päevik | päevikut | päevas | kokku | kord | kordi | korras | korra | koolis | kooli | "
        "klassi | teisi | koht | peale | "
        "suvi | suve | suvel | suveks | suvest | suvele | suved | suvede | suvedel | suviti | suvine | suvise | "
        "talv | talve | talvel | talveks | talvest | talved | talviti | sügis | sügise | sügisel | sügiseks | "
        "sügisest | sügiseti | sügised | kevad | kevade | kevadel | kevadeks | kevadest | kevaditi | kevaded"
    ),
    ordinal_dot=True,
)
