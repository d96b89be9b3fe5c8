"""Lithuanian events (the words of the calendar stand in ``lt``)."""

from roles.reading.time_words import LATENT, ON_DAY

_PUPIL = "mokin*/vaik*/ugdytin*/auklėtin*"
_LEAVING = "išvyk*/išein*/išėj*/pereinan*/perėj*/pasitrauk*/išregistruo*"
_COMING = "atvyk*/įstoj*/priėm*/atėj*/priimt*/užsiregistr*"
_DATA = "duomen*/kontakt*/adres*/informacij*/sąraš*/tvarkarašč*/pavard*"
_DEVICE = "įrang*/įrengin*/kompiuter*/įtais*/projektor*/spausdintuv*/planšet*/technik*/lent*/tinkl*/internet*"
_BROKE = "sugedus/sugendus/sutrikus/neveikiant/sulūžus/sudužus/sugenda/suduž*/nebeįsijung*/neįsijung*/sulūžo/sugedo"
_CALL = "kvietim*/konkurs*"
_NOTICED = (
    "pastebėjus/pastebėjęs/pastebėję/pastebėjusi/pastebėjusios/pamatęs/pamatę/pamačius/aptikus/aptikęs/aptikę"
    "/nustačius/nustatęs/nustatę/sužinojus/sužinojęs/sužinoję/įtarus/įtaręs/įtarę/įtariant/išaiškėjus/radus"
    "/radęs/radę/pastebėjusiam/pamačiusi/sužinojusi/gavę/kilus"
)
_GOT = "gavus/gavęs/gavusi/gavę/gavusios/gavusiam/gavusiems/gauna/sulaukus/sulaukęs/sulaukę"

EVENTS = (
    ("incident_noticed", "after", "apie ~ incidentą/incidentus/įvykį | apie ~ nelaimingą atsitikimą"),
    ("device_broken", "after", "gedimus ~ šalina/pašalina | šalina/pašalina ~ gedimus"),
    (
        "device_broken",
        LATENT,
        f"sugedus*/sulūžus*/neveikiant* ~ {_DEVICE} | {_DEVICE} ~ neveik* | gedim* ~ pašalint*/šalin*"
        " | pašalint*/šalin* ~ gedim* | apie gedim* | pažeist*/sugadint* ~ įrengin*/įrang*",
    ),
    ("personal_data_breach", LATENT, "apie ~ duomenų ~ pažeidim*"),
    ("pupil_leaves", LATENT, f"išvykstan*/išvykus*/išein* ~ {_PUPIL}"),
    (
        "pupil_leaves",
        "at",
        f"iki/paskutinę ~ paskutinės ~ {_PUPIL} ~ dienos | iki paskutinės jo/jos/jų mokymosi dienos"
        f" | paskutinę ~ {_PUPIL} ~ mokymosi dieną",
    ),
    ("pupil_arrives", LATENT, f"naujai atvyk*/priimt* ~ {_PUPIL} | naujo/naujų {_PUPIL} ~ paskyr*"),
    ("user_lost_credentials", LATENT, "pametus*/pamiršus* ~ slaptažod*/prisijung*"),
    (
        "staff_leaves",
        ON_DAY,
        "paskutinę ~ darbuotoj*/mokytoj* ~ darbo dieną | iki paskutinės ~ darbuotoj*/mokytoj* ~ darbo dienos",
    ),
    (
        "order",
        "after",
        f"nuo ~ įsakymo ~ gavimo/pasirašymo/įsigaliojimo | {_GOT} ~ įsakym* | {_GOT} ~ nurodym*/pavedim*",
    ),
    ("handover", "before", "prieš perduodam*/perduodant/išduodant/išduodam*/atiduodant/atiduodam*/grąžinant ..."),
    ("call_opened", "at", f"atsiradus/paskelbus/pasirodžius ~ {_CALL}"),
    (
        "planned_meeting",
        "at",
        "per/artimiausiame artimiausią/posėdyje ~ posėdį/susirinkimą/pasitarimą"
        " | artimiausiame ~ posėdyje/susirinkime/pasitarime",
    ),
    ("other", "after", f"{_NOTICED} , kad ..."),
    ("school_year_started", "after", "nuo mokslo metų pradžios | prasidėjus mokslo metams"),
    (
        "change_needed_after_closing",
        "after",
        (
            "prireikus/reikia/reikėtų ~ keisti/taisyti ~~ baigtas/užbaigtas/užrakintas/uždarytas ~ pildyti"
            " | prireikus/reikia ~ keisti/taisyti ~~ uždarym*/užrakinim*/užbaigim*"
        ),
    ),
    (
        "pupil_leaves_or_arrives",
        "after",
        (
            f"išvykus ar/arba/ir atvykus ~ {_PUPIL} | {_PUPIL} ~ išvykus ar/arba/ir atvykus"
            f" | atvykus ar/arba/ir išvykus ~ {_PUPIL}"
            f" | {_PUPIL} ~ atvykus ar/arba/ir išvykus | pasikeitus ~ mokinių sudėčiai | pasikeitus ~ klasės sudėčiai"
        ),
    ),
    (
        "pupil_leaves",
        "at",
        (
            f"{_PUPIL} ~ išvykus/išėjus/perėjus/pereinant/išvykstant/išeinant/pasitraukus iš ~ mokyklos/gimnazijos"
            "/įstaigos/darželio"
            f" | {_PUPIL} ~ išvykus/išėjus/perėjus/pereinant/išvykstant/išeinant į ~ mokyklą"
            f" | {_PUPIL} ~ išvykus/išėjus/perėjus/pereinant/išvykstant/išeinant/pasitraukus"
            f" | išvykus/išėjus/perėjus/išvykstant/išeinant ~ {_PUPIL}"
            f" | kai/kuomet ~ {_PUPIL} ~ išvyksta/išeina/palieka"
            f" | po ~ {_PUPIL} ~ išvykimo/išėjimo | iš mokyklos išvykstan*/išein*/išvykus* ~ {_PUPIL}"
            f" | nutraukus ~ mokymo sutartį | nuo ~ {_PUPIL} išvykimo"
        ),
    ),
    (
        "pupil_arrives",
        "after",
        (
            f"atvykus/įstojus/priėmus ~ {_PUPIL} | {_PUPIL} ~ atvykus/įstojus/priėmus "
            f" | kai/kuomet ~ {_PUPIL} ~ atvyksta/įstoja | pasirašius ~ mokymo sutartį"
        ),
    ),
    (
        "staff_leaves",
        "after",
        (
            "darbuotoj*/mokytoj* ~ išėjus/atleidus/išeinant/nutraukus/išvykus | atleidus ~ darbuotoj*/mokytoj*"
            " | nutraukus ~ darbo sutartį | pasibaigus ~ darbo santykiams | nutrūkus ~ darbo santykiams"
            " | kai/kuomet ~ darbuotoj*/mokytoj* ~ išeina/atleidžiam*"
        ),
    ),
    (
        "staff_arrives",
        "after",
        (
            "priėmus/atėjus ~ darbuotoj*/mokytoj*/auklėtoj* | nauj* ~ darbuotoj*/mokytoj*/auklėtoj* ~ pradėjus/pradedant dirbti | įdarbinus ~ darbuotoj*/mokytoj* | pradėjus dirbti ~ darbuotoj*/mokytoj*"
            " | naujam/naujiems ~ darbuotoj*/mokytoj* ~ pradėjus dirbti | naujai priimt* ~ darbuotoj*/mokytoj*"
            " | kai/kuomet ~ pradeda dirbti naujas ~ darbuotoj*/mokytoj*"
        ),
    ),
    (
        "new_ediary_user",
        "after",
        (
            "atsiradus naujam ~ vartotojui/naudotojui | naujam ~ vartotojui/naudotojui"
            " | naujiems ~ vartotojams/naudotojams"
            " | pirminio prisijungimo duomenis | pirmojo prisijungimo duomenis"
        ),
    ),
    (
        "user_lost_credentials",
        "after",
        (
            "pametus* ~ slaptažod*/prisijung* ~ vartotoj*/naudotoj*"
            " | vartotoj*/naudotoj* ~ pametus/pamiršus ~ slaptažod*/prisijung* | pametusiems/pamiršusiems ~ vartotojams/naudotojams"
            " | pamiršus ~ slaptažod*/prisijung*"
        ),
    ),
    (
        "password_lost_or_disclosed",
        "after",
        (
            "pametę/pametęs/pametus/praradęs/praradus/atskleidus/atskleidęs/praradę/nutekėjus"
            " ar/arba ~ slaptažod*/prisijung*"
            " | pametę/pametęs/pametus/praradęs/praradus/atskleidus/atskleidęs/praradę/nutekėjus ~ slaptažod*"
            " | slaptažodį ~ pametus/praradus/atskleidus | slaptažodžiui ~ tapus ~ žinomam | įtarus ~ slaptažod*"
        ),
    ),
    (
        "cannot_solve_alone",
        "after",
        (
            "jei/jeigu/kai negali ~ pats/pati/savarankiškai"
            " | nepavykus/nepajėgiant/nesugebant ~ pašalinti/išspręsti/sutvarkyti"
            " ~ pačiam/savarankiškai | jei/jeigu ~ pašalinti/išspręsti ~ nepavyksta"
            " | nepavykus ~ išspręsti/pašalinti ..."
        ),
    ),
    (
        "cyberbullying_suspected_noticed_or_reported",
        "after",
        (
            f"{_NOTICED} ~~ patyči* ~ kibernetin*/internet*/elektronin* ~ erdvėje"
            f" | {_NOTICED} ~~ kibernetin* ~ patyči*"
            f" | {_NOTICED} ~~ kibernetin* ~~ gavus ~ pranešim*"
            f" | {_NOTICED} ~~ patyči* internet* | patyči* internet* ~ {_NOTICED}"
        ),
    ),
    (
        "bullying_suspected_or_noticed",
        "after",
        (
            f"{_NOTICED} ar/arba ~~ patyči*/smurt* | {_NOTICED} ~~ patyči* | {_NOTICED} ~ patyči*/smurt*"
            f" | {_GOT} ~ pranešim* apie ~ patyči*/smurt*"
            " | įvykus ~ patyčioms/smurtui | patyčių/smurto atveju | kilus ~ patyčioms"
        ),
    ),
    (
        "threat_to_health_or_life",
        "after",
        (
            "esant/kilus/iškilus ~ grėsmei/pavojui ~ sveikatai ~ gyvybei"
            " | esant/kilus/iškilus ~ grėsmei/pavojui"
            " ~ gyvybei ~ sveikatai | esant/kilus/iškilus ~ grėsmei/pavojui ~ sveikatai/gyvybei"
        ),
    ),
    (
        "personal_data_breach",
        "after",
        (
            f"{_NOTICED} ~ duomenų ~ pažeidim* | įvykus ~ duomenų ~ pažeidimui/nutekėjimui"
            f" | {_NOTICED} ~ duomenų ~ nutekėjim*"
            " | asmens duomenų saugumo pažeidimo atveju "
            " | nuo ~ pažeidimo ~ nustatymo/paaiškėjimo"
        ),
    ),
    (
        "unlawful_ediary_use_noticed",
        "after",
        f"{_NOTICED} ~ svetim* ~ naudojim*/prisijungim*/paskyr* | {_NOTICED} ~ neteisėt* ~ naudojim*/prisijungim*/prieig* | {_NOTICED} ~ neteisėt* ~ dienyn* ~ naudojim*",
    ),
    (
        "illegal_software_or_security_breach_found",
        "after",
        (
            f"{_NOTICED} ~ saug* ~ sprag* | {_NOTICED} ~ nelegal* ~ program* | {_NOTICED} ~ saug* ~ pažeidim* | {_NOTICED} ~ virus*/kenkėjišk*"
            f" | {_NOTICED} ~ saugos incident* | įvykus ~ saugos/saugumo/kibernetiniam ~ incidentui/pažeidimui"
        ),
    ),
    (
        "incident_noticed",
        "after",
        (
            f"įvykus ~ incidentui/įvykiui/avarijai | {_NOTICED} ~ incident*/pažeidim*/įvyk*"
            f" | {_GOT} ~ pranešim* apie ~ incident*"
            " | incidento/avarijos atveju | kilus ~ incidentui/gaisrui"
        ),
    ),
    (
        "accident",
        "after",
        (
            "įvykus ~ nelaimingam ~ atsitikimui | nelaimingo atsitikimo atveju"
            f" | {_PUPIL} ~ susižalojus/susižeidus/susirgus"
            f" | susižalojus/susižeidus/susirgus ~ {_PUPIL} | įvykus ~ traumai"
        ),
    ),
    (
        "device_broken",
        "after",
        (
            f"{_BROKE} ~ {_DEVICE} | {_DEVICE} ~ {_BROKE} | {_GOT} ~ pranešim* apie ~ gedim*"
            " | įvykus/atsiradus ~ gedimui"
            " | gedimo atveju | sutrikus ~ veikimui/veiklai/darbui | nuo ~ pranešimo apie gedimą"
            " | nuo gedimo ~ nustatymo/užregistravimo"
        ),
    ),
    (
        "fault_or_inaccuracy_noticed",
        "after",
        (
            "apie ~ pastebėtus/rastus/nustatytus ~ gedimus ~ netikslumus"
            " | apie ~ pastebėtus/nustatytus/rastus ~ gedimus"
            f" | {_NOTICED} ~ gedim*/trikd*/sutrikim*/trūkum*"
        ),
    ),
    (
        "inaccuracy_found",
        "after",
        (
            "apie ~ rastus/pastebėtus/nustatytus ~ netikslumus/klaidas/neatitikimus | apie netikslumus"
            f" | {_NOTICED} ~ netikslum*/klaid*/neatitikim* | rad* ~ netikslum*/klaid*"
        ),
    ),
    (
        "technical_or_admin_problem",
        "at",
        (
            "kilus/iškilus/atsiradus/kylant ~ problem*/sunkum*/kliū*/nesklandum*"
            " | apie ~ kylančias/iškilusias ~ problemas"
            " | kylančias ~ problemas | problemoms ~ kilus/iškilus"
        ),
    ),
    (
        "data_changed",
        "after",
        (
            f"pasikeitus/keičiantis/pakitus/pasikeitusi* ~ {_DATA} | {_DATA} ~ pasikeitus/pakitus/keičiantis"
            f" | jiems/jai/jam/joms pasikeitus | kai/kuomet/jei ~ pasikeičia ~ {_DATA}"
            f" | kai/kuomet/jei ~ {_DATA} ~ pasikeičia"
            f" | nuo ~ {_DATA} pasikeitimo | apie ~ {_DATA} pasikeitim*"
        ),
    ),
    (
        "ediary_rules_changed",
        "after",
        (
            "pasikeitus/keičiantis ~ dienyno ~ taisyklėms/tvarkai/nuostatams | dienyno ~ naujovėmis/pasikeitimais"
            " | dienyno ~ naujovėmis ar/ir pasikeitimais"
        ),
    ),
    (
        "work_organisation_changed",
        "after",
        (
            "pasikeitus/keičiantis ~ darbo organizavimui/struktūrai/funkcijoms/veiklai"
            " | keičiantis ~ darbo organizavim*"
            " | darbo organizavimo pasikeitim*"
        ),
    ),
    ("law_changed", "after", "pasikeitus/keičiantis ~ teisės aktams/įstatymams/aktui | teisės aktų pasikeitim*"),
    (
        "hospital_marks_received",
        "after",
        f"{_GOT} ~ ligoninės ~ pažym*/įvertinim*/suvestin* | {_GOT} ~ sanatorijos ~ pažym*/įvertinim*/suvestin*",
    ),
    (
        "excuse_document_received",
        "after",
        f"{_GOT} ~~ pateisin* ~ dokument* | {_GOT} ~ dokument* ~ pateisin* | {_GOT} ~ tėvų ~ pateisinim*/pažym*/pranešim* | {_GOT} ~ medicin* pažym*",
    ),
    (
        "request_received",
        "after",
        (
            f"{_GOT} ~ prašym*/paklausim*/užklaus*/kreipim*/skund*/užsakym*"
            " | nuo ~ prašymo/užklausos/kreipimosi/skundo ~ gavimo"
            " | prašymo/užklausos/skundo gavimo | nuo ~ kreipimosi/registravimo"
        ),
    ),
    (
        "document_received",
        "after",
        (
            f"{_GOT} ~ dokument*/rašt*/pažym*/sąskait*/informacij*/pranešim*/sutart*"
            " | nuo ~ dokument*/rašto/pranešimo gavimo"
            " | nuo ~ gavimo ~ dienos | nuo gavimo"
        ),
    ),
    (
        "safe_behaviour_briefing_held",
        "after",
        (
            "kiekvieną kartą atlik* ~ instruktaž* | atlikus/atlikę/atlikęs/pravedus/pravedęs ~ instruktaž*"
            " | po ~ instruktažo"
        ),
    ),
    (
        "event_held",
        "after",
        (
            "po ~ renginio/šventės/išvykos/ekskursijos/posėdžio/susirinkimo/projekto"
            " | pasibaigus ~ renginiui/išvykai/projektui"
            " | įvykus ~ renginiui/posėdžiui/susirinkimui | nuo ~ renginio/posėdžio/susirinkimo dienos"
            " | nuo ~ renginio/posėdžio/susirinkimo"
        ),
    ),
    ("lesson_held", "after", "po ~ pamokos/užsiėmimo | pasibaigus ~ pamokai/užsiėmimui | po kiekvienos pamokos"),
    (
        "test_held",
        "after",
        (
            "po ~ kontrolinio/kontrolinių/testo/egzamino/patikrinimo ~ darbo | po ~ testo/egzamino/patikrinimo"
            " | nuo ~ kontrolinio darbo/testo/egzamino ~ atlikimo/dienos"
        ),
    ),
    (
        "new_software_introduced",
        "at",
        (
            "pradėjus/pradedant naudoti/taikyti ~ nauj* ~ program*/sistem*/įrang*/dienyn*"
            " | įdiegus/diegiant/atsiradus/įsigijus ~ nauj* ~ program*/sistem*/įrang* | atsiradus ~ atnaujinim*"
            " | įsigijus ~ įrang*/program*/įrengin*"
        ),
    ),
    (
        "planned_change_or_outage",
        "before",
        (
            "iki ~ planuojam*/planuot*/numatom* ~ pertrauk*/darb*/sutrikim*/atnaujinim*/keitim*/išjungim* ~ pradžios"
            " | iki ~ planuojam*/planuot*/numatom* ~ pertrauk*/darb*/sutrikim*/atnaujinim*/keitim*/išjungim*"
            " | apie ~ planuojam*/planuot*/numatom* ~ pertrauk*/darb*/sutrikim*/atnaujinim*/keitim*/išjungim*"
            "/pakeitim*"
            " | prieš ~ planuojam*/planuot*/numatom* ~ pertrauk*/darb*/atnaujinim*/išjungim*"
        ),
    ),
    (
        "outage_ended",
        "after",
        "pasibaigus/pašalinus ~ sutrikim*/pertrauk*/gedim* | po ~ sutrikimo/pertraukos ~ pabaigos",
    ),
    (
        "absence_noticed",
        "after",
        (
            f"{_PUPIL} ~ neatvykus | neatvykus ~ {_PUPIL} | susirgus ~ mokytoj*/darbuotoj*"
            " | mokytoj*/darbuotoj* ~ susirgus/neatvykus | sužinojus apie ~ neatvykim*"
        ),
    ),
)

PLANNED = (
    ("planned_test", "kontrolin* | egzamin* | testą | testo | patikrinim* | atsiskaitym*"),
    (
        "planned_change_or_outage",
        "planuojam* ~ darb*/pertrauk*/sutrikim* | pertrauk* | atnaujinim* | išjungim* | profilaktik*",
    ),
    ("planned_meeting", "posėd* | susirinkim* | pasitarim* | tarybos"),
    (
        "planned_event",
        "rengin* | švent* | išvyk* | ekskursij* | konferencij* | mugę | mugės | koncert* | varžyb* | olimpiad*",
    ),
    ("period_start", "mokslo metų pradži* | trimestro pradži* | pusmečio pradži* | atostogų pradži* | atostog*"),
    ("course_start", "mokym* | kurs* | seminar*"),
    ("expiry", "galiojimo pabaig* | sutarties pabaig* | termino pabaig* | licencij*"),
)
