"""Estonian events (the words of the calendar stand in ``et``)."""

from roles.reading.time_words.et_topics import DAYS, TOPICS

_PUPIL = "õpilase/õpilaste/õpilane/lapse/laste/laps/õppija/õppijate"
_STAFF = "töötaja/töötajate/õpetaja/õpetajate/kolleegi/personali"
_LEAVES = "lahkumisel/lahkumise/lahkumisest/lahkumist/lahkudes/lahkumine/väljaarvamisel/väljaarvamise/väljalangemisel"
_COMES = (
    "saabumisel/saabumise/saabumisest/saabumist/saabudes/vastuvõtmisel/lisandumisel/lisandumisest/vastuvõtmist/tulekul"
)
_DATA = "andmete/andmetes/kontaktandmete/kontaktide/nimekirja/nimekirjade/info/teabe/aadressi/tunniplaani/seisu"
_CHANGES = "muutumisel/muutumise/muutumisest/muutmisel/muutudes/muutuste/muudatuste/muudatustest/muutumist/muudatusest"
_DEVICE = (
    "seadme/seadmete/arvuti/arvutite/projektori/printeri/tehnika/võrgu/serveri/süsteemi/riistvara/"
    "tahvli/inventari/vara/tahvelarvuti/ühenduse/internetiühenduse/masina/infosüsteemi/interneti/"
    "internetivõrgu"
)
_BREAKS = (
    "rikke/rikete/purunemise/purunemisel/tõrke/tõrgete/riknemise/riknemisel/katkemisel/katkestuse/"
    "rikkest/tõrkest/rikest"
)
_NOTICED = (
    "avastamisel/avastamise/avastamisest/märkamisel/märkamise/märkamisest/ilmnemisel/ilmnemise/"
    "ilmnemisest/märgates/avastades/leidmisel/tuvastamisel/tuvastamise/tuvastamisest/teadasaamisel/"
    "teadasaamisest/kahtlusel/kahtluse/esinemisel"
)
_GOT = "saamisel/saamisest/saamist/saades/laekumisel/laekumisest/laekumist/kättesaamisest/esitamisest/kättesaamist"
_CASE = "korral/puhul/juhul/järel/tekkimisel"

_EVENTS = (
    (
        "pupil_leaves_or_arrives",
        "after",
        (
            f"{_PUPIL} ~ lahkumisel/saabumisel ja/või saabumisel/lahkumisel | {_PUPIL} ~ liikumisel | "
            f"{_PUPIL} ~ saabumisel/lisandumisel/vastuvõtmisel ja/või ~ lahkumisel/väljaarvamisel"
        ),
    ),
    (
        "pupil_leaves",
        "at",
        (
            f"{_PUPIL} ~ koolist/lasteaiast/klassist {_LEAVES} | {_PUPIL} {_LEAVES} ~ koolist/"
            f"lasteaiast | {_PUPIL} {_LEAVES} | kui {_PUPIL} ~ lahkub/vahetab kooli | kui {_PUPIL} ~ "
            f"arvatakse välja | kui {_PUPIL} ~ lahkub/lahkuvad | koolist lahkuva* {_PUPIL} | koolist "
            f"{_LEAVES} | {_PUPIL} ~ teise kooli ~ üleminekul/minekul | koolist lahkuv* ~ õpilas*"
        ),
    ),
    (
        "pupil_arrives",
        "after",
        (
            f"uue {_PUPIL} ~ {_COMES} | {_PUPIL} ~ kooli {_COMES} | {_PUPIL} ~ {_COMES} | uute "
            f"{_PUPIL} ~ {_COMES} | kui ~ {_PUPIL} ~ tuleb/saabub/lisandub | uue õpilase ~ tulles"
        ),
    ),
    (
        "staff_leaves",
        "after",
        (
            f"{_STAFF} ~ {_LEAVES} | {_STAFF} ~ töölt lahkumisel | töösuhte ~ lõppemisel/lõpetamisel/"
            f"lõppemisest/lõppedes | töölepingu ~ lõppemisel/lõpetamisel/lõppemisest | kui {_STAFF} ~ "
            "lahkub"
        ),
    ),
    (
        "staff_arrives",
        "after",
        (
            f"uue {_STAFF} ~ {_COMES} | uue {_STAFF} ~ tööle asumisel/võtmisel/asumisest/tulekul | "
            f"{_STAFF} tööle asumisel/võtmisel/tulekul | uute {_STAFF} ~ tööle asumisel/tulekul/"
            f"võtmisel | {_STAFF} ~ tööle asumisest"
        ),
    ),
    (
        "staff_arrives",
        "before",
        f"enne ~ {_STAFF} ~ tööle asumist/tulekut/tulemist | enne ~ {_STAFF} ~ tööleasumist",
    ),
    (
        "new_ediary_user",
        "after",
        "uue kasutaja ~ lisandumisel/lisamisel/registreerimisel/tekkimisel | uutele kasutajatele",
    ),
    (
        "password_lost_or_disclosed",
        "after",
        (
            "parooli/salasõna ~ kaotamisel/kadumisel/lekkimisel/avalikustamisel/tulekul/unustamisel/"
            "unustamise/kaotamise/lekke/lekkimise | parooli/salasõna ~ kadumise/kaotamise/lekke/"
            "unustamise korral/puhul | kui ~ parool/salasõna ~ lekib/kaob/lekkinud/kadunud/sattunud "
            "| parooli/salasõna ~ sattumisel"
        ),
    ),
    (
        "cannot_solve_alone",
        "after",
        (
            "ise ~ hakkama ei saa/saada | kui ~ ei suuda/saa ~ ise ~ lahendada/kõrvaldada | kui ~ ise ~ ei suuda/"
            "saa ~ lahendada/"
            "kõrvaldada | kui ~ probleemi/riket/viga ~ ei suuda/saa/õnnestu ~ lahendada/kõrvaldada"
        ),
    ),
    (
        "bullying_suspected_or_noticed",
        "after",
        (
            f"kiusamise/kiusamisjuhtumi/vägivalla/kiusamiskahtluse ~ {_NOTICED} | {_NOTICED} ~ "
            "kiusamis*/vägivald* | kiusamise/kiusamisjuhtumi/vägivalla/kiusamiskahtluse/"
            f"vägivallajuhtumi ~ {_CASE} | kiusamisest ~ teadasaamisel/saades | kiusamist ~ märgates/"
            "märkab/kahtlustades"
        ),
    ),
    (
        "threat_of_violence",
        "at",
        (
            "vägivallaohu ~ korral/tekkimisel/puhul | kui ~~ vägivallaoht | kui ~ tekkinud ~ "
            "vägivallaoht | kui on ~ vägivalla oht | vägivallaoht"
        ),
    ),
    (
        "threat_to_health_or_life",
        "after",
        (
            "ohu korral ~ elule/tervisele | elu/tervist ~ ohustava* ~ olukorra*/olukorras | kui ~ "
            "elu või tervis ~ ohus | kui ~ oht ~ elule/tervisele | elule või tervisele ~ ohu ~ "
            "korral/tekkimisel | ohuolukorra ~ korral/tekkimisel"
        ),
    ),
    (
        "emergency_needing_fast_reaction",
        "at",
        (
            "kiiret ~ reageerimist ~ erakorralises olukorras | erakorralises olukorras | "
            "kriisiolukorras | kriisi korral | hädaolukorras | hädaolukorra korral"
        ),
    ),
    (
        "personal_data_breach",
        "after",
        (
            f"isikuandmete/andmekaitse ~ rikkumise/rikkumisest/lekke/lekkest ~ {_NOTICED} | "
            f"{_NOTICED} ~ isikuandmete ~ rikkumis* | isikuandmete/andmete ~ lekke/rikkumise ~ "
            f"{_CASE} | andmelekke ~ {_CASE} | andmelekke ~ {_NOTICED}"
        ),
    ),
    (
        "illegal_software_or_security_breach_found",
        "after",
        (
            f"illegaalse/litsentsita ~ tarkvara ~ {_NOTICED} | infoturbe/turvanõuete/turbe/turva ~ "
            "rikkumise/rikkumiste ~ puhul/korral | infoturbe/turvanõuete/turbe ~ rikkumise ~ "
            f"{_NOTICED} | turvaintsidendi/infoturbeintsidendi/küberintsidendi ~ {_CASE} | "
            f"turvaintsidendi/infoturbeintsidendi/küberintsidendi/viiruse/pahavara ~ {_NOTICED} | "
            "turvaintsidendist/infoturbeintsidendist/küberintsidendist ~ teadasaamisel/saades"
        ),
    ),
    (
        "accident",
        "after",
        (
            f"õnnetusjuhtumi/õnnetuse/vigastuse/tööõnnetuse/trauma ~ {_CASE} | {_PUPIL} ~ "
            "haigestumisel/vigastumisel | pärast/peale ~ õnnetust/õnnetusjuhtumit | "
            "õnnetusjuhtumi/õnnetuse toimumisel | õnnetusjuhtumist ~ "
            "teadasaamisel"
        ),
    ),
    (
        "incident_noticed",
        "after",
        (
            f"intsidendi/juhtumi/rikkumise/avarii/tulekahju ~ {_CASE} | intsidendi/juhtumi/rikkumise/"
            f"rikkumiste ~ {_NOTICED} | intsidendist/juhtumist/rikkumisest ~ teadasaamisel/"
            "teadasaamist/teadasaamisest/saades | pärast/peale ~ intsidenti/juhtumit | intsidendi/"
            "juhtumi ~ toimumisest/toimumist | tulekahju puhkemisel"
        ),
    ),
    (
        "device_broken",
        "after",
        (
            f"{_DEVICE} ~ {_BREAKS} ~ {_CASE} | {_DEVICE} ~ {_BREAKS} ~ {_NOTICED} | rikke/rikete/"
            f"tõrke/tõrgete ~ {_CASE} | {_DEVICE} {_BREAKS} | kui ~ seade/arvuti/projektor/printer/"
            "võrk/süsteem/server ~ puruneb/katki/rikkis/tööta | korda tehtud/tehakse | rikked/vead ~ "
            "kõrvaldatud/kõrvaldatakse | rikketeate ~ saamisest/saamist/saamisel | rikkest/tõrkest "
            "teatamisest/teatamist/teavitamisest"
        ),
    ),
    (
        "fault_or_inaccuracy_noticed",
        "after",
        (
            f"rikete/rikke/tõrke/tõrgete/puuduste/puuduse/defekti ~ {_NOTICED} | märgatud/avastatud/"
            "leitud ~ riketest/puudustest/tõrgetest/rikkest"
        ),
    ),
    (
        "inaccuracy_found",
        "after",
        (
            f"ebatäpsuste/ebatäpsuse/vea/vigade/info ~ {_NOTICED} | ebatäpsuste/vigade/vea/ebatäpsuse "
            "~ korral/puhul | leitud/avastatud/märgatud ~ ebatäpsustest/vigadest/veast"
        ),
    ),
    (
        "technical_or_admin_problem",
        "at",
        (
            "probleemi/probleemide/tõrgete/takistuste/raskuste/küsimuste ~ tekkimisel/ilmnemisel/"
            "esinemisel | probleemide/probleemi ~ korral/puhul | tekkinud/tekkivatest/ilmnenud ~ "
            "probleemidest/tõrgetest/takistustest"
        ),
    ),
    (
        "work_organisation_changed",
        "after",
        (
            f"töökorralduse/tööülesannete/struktuuri ~ {_CHANGES} | vastavalt ~ töökorralduse "
            "muutmisele/muutumisele | töökorralduse muudatuste korral | kui ~ töökorraldus/"
            "tööülesanded/struktuur ~ muutub/muutuvad"
        ),
    ),
    (
        "law_changed",
        "after",
        (
            f"õigusaktide/seaduste/seadusandluse/õigusakti ~ {_CHANGES} | kui ~ muudatuste aluseks ~ "
            "õigusaktid | kui ~ õigusaktid/õigusakt/seadus ~ muutub/muutuvad | õigusaktidest ~ "
            "muudatuste korral"
        ),
    ),
    (
        "data_changed",
        "after",
        (
            f"{_DATA} ~ {_CHANGES} ~ korral/järel/puhul | {_DATA} ~ {_CHANGES} | kui ~ andmed/"
            "kontaktandmed ~ muutuvad/muutunud | muudatuste ~ korral/ilmnemisel/tekkimisel | "
            "muudatuste ilmnemisel"
        ),
    ),
    (
        "excuse_document_received",
        "after",
        f"vabandava*/puudumis* ~ tõendi/teate/teatise/dokumendi ~ {_GOT} | puudumistõendi ~ {_GOT}",
    ),
    (
        "request_received",
        "after",
        (
            f"taotluse/avalduse/pöördumise/päringu/kaebuse/tellimuse/teabenõude/pöördumiste ~ {_GOT} "
            "| taotluse/avalduse/pöördumise/päringu/kaebuse ~ registreerimisest/registreerimist/"
            "alates | pöördumisest/päringust/taotlusest/avaldusest alates | kasutaja ~ pöördumisel"
        ),
    ),
    (
        "document_received",
        "after",
        (
            "dokumendi/dokumentide/teate/teatise/info/teabe/arve/käskkirja/kirja/ettekirjutuse/"
            f"otsuse/lepingu/tõendi ~ {_GOT} | käskkirja/otsuse ~ allkirjastamisest/vormistamisest | "
            "dokumendi ~ registreerimisest"
        ),
    ),
    (
        "safe_behaviour_briefing_held",
        "after",
        (
            "ohutusjuhendamise/juhendamise/instruktaaži ~ järel/läbiviimisel/läbiviimise järel | "
            "pärast/peale ~ juhendamist/ohutusjuhendamist/instruktaaži"
        ),
    ),
    (
        "lesson_held",
        "after",
        "pärast/peale ~ tunni lõppu | pärast/peale ~ õppetundi | tunni ~ toimumise järel | tunni lõppedes",
    ),
    (
        "planned_test",
        "after",
        (
            "pärast/peale ~ kontrolltöö/kontrolltööd/eksamit/arvestust/testi ~ toimumist | pärast/"
            "peale ~ kontrolltööd/eksamit/testi | kontrolltöö/eksami/testi ~ toimumisest/"
            "sooritamisest/läbiviimisest/toimumist"
        ),
    ),
    (
        "event_held",
        "after",
        (
            "pärast/peale ~ ürituse/sündmuse/koosoleku/projekti/koolituse/väljasõidu/õppekäigu ~ "
            "lõppu/toimumist/läbiviimist/lõppemist | pärast/peale ~ üritust/koosolekut/koolitust/"
            "väljasõitu/õppekäiku/arenguvestlust | ürituse/koosoleku/projekti/koolituse/õppekäigu ~ "
            "toimumisest/lõppemisest/toimumist/lõppemisel/järel"
        ),
    ),
    (
        "new_software_introduced",
        "at",
        (
            "uue/uute ~ tarkvara/süsteemi/programmi/seadme/seadmete/tehnika ~ ilmumisel/"
            "kasutuselevõtul/kasutuselevõtmisel/soetamisel/paigaldamisel/lisandumisel/ostmisel"
        ),
    ),
    (
        "planned_change_or_outage",
        "before",
        (
            "enne ~ planeeritud/plaanilist/kavandatud ~ katkestust/hooldust/muudatust/töid | enne ~ "
            "katkestuse/hoolduse/tööde ~ algust | planeeritud/plaanilistest/plaanilise/kavandatud/"
            "planeeritavatest ~ katkestustest/katkestusest/muudatustest/hooldustöödest/hooldusest/"
            "töödest/hoolduste | on eelnevalt teavitatud/informeeritud"
        ),
    ),
    (
        "outage_ended",
        "after",
        "pärast/peale ~ katkestuse/rikke/tõrke ~ lõppu/kõrvaldamist | katkestuse ~ lõppemisel/lõppedes",
    ),
    (
        "absence_noticed",
        "after",
        (
            "puudumise/äraoleku esimesel päeval | "
            f"{_PUPIL} ~ puudumise/puudumisel/puudumisest ~ korral/puhul/teadasaamisel | {_PUPIL} ~ "
            f"puudumisel | põhjuseta puudumise ~ korral/ilmnemisel/puhul | {_STAFF} ~ haigestumisel/"
            "puudumisel | õpetaja puudumise korral"
        ),
    ),
    (
        "period_start",
        "before",
        (
            "enne ~ õppeaasta/kooliaasta/õppeveerandi/veerandi/poolaasta/trimestri/õppeperioodi/"
            "semestri/vaheaja/koolivaheaja ~ algust | enne koolivaheaega/vaheaega"
        ),
    ),
)

PLANNED = (
    ("planned_test", "kontrolltöö* | eksam* | testi | arvestust | arvestuse | tasemetöö*"),
    ("planned_change_or_outage", "katkestus* | hooldus* | uuendus* | väljalülit* | plaanili* | planeeritud ~ töö*"),
    ("planned_meeting", "koosolek* | nõupidami* | õppenõukogu* | hoolekogu* | istung*"),
    (
        "planned_event",
        "üritus* | sündmus* | väljasõit* | väljasõidu* | õppekäi* | konverents* | aktus* | võistlus* | näitus*",
    ),
    (
        "period_start",
        (
            "õppeaasta algus* | veerandi algus* | poolaasta algus* | trimestri algus* | vaheaja "
            "algus* | vaheaega | õppeperioodi algus* | kooliaasta algus* | vaheaja*"
        ),
    ),
    ("course_start", "koolitus* | kursus* | seminar* | õppetöö algus*"),
    ("expiry", "tähtaja lõp* | lepingu lõp* | litsentsi* ~ lõp* | kehtivuse lõp* | tähtaja möödumi*"),
)

EVENTS = (*_EVENTS, *DAYS, *TOPICS)
