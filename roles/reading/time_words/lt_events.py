"""Lithuanian events (the words of the calendar stand in ``lt``)."""

from roles.reading.time_words import LATENT
from roles.reading.time_words.lt_named import BROKE, DATA, DEVICE, GOT, NAMED, NOTICED, PUPIL

EVENTS = (
    *NAMED,
    ("incident_noticed", "after", "apie ~ incidentą/incidentus/įvykį | apie ~ nelaimingą atsitikimą"),
    ("device_broken", LATENT, "gedimus ~ šalina/pašalina | šalina/pašalina ~ gedimus"),
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
            f"išvykus ar/arba/ir atvykus ~ {PUPIL} | {PUPIL} ~ išvykus ar/arba/ir atvykus"
            f" | atvykus ar/arba/ir išvykus ~ {PUPIL}"
            f" | {PUPIL} ~ atvykus ar/arba/ir išvykus | pasikeitus ~ mokinių sudėčiai"
            f" | pasikeitus ~ klasės sudėčiai"
        ),
    ),
    (
        "pupil_leaves",
        "at",
        (
            f"{PUPIL} ~ išvykus/išėjus/perėjus/pereinant/išvykstant/išeinant/pasitraukus iš ~ mokyklos/gimnazijos"
            "/įstaigos/darželio"
            f" | {PUPIL} ~ išvykus/išėjus/perėjus/pereinant/išvykstant/išeinant į ~ mokyklą"
            f" | {PUPIL} ~ išvykus/išėjus/perėjus/pereinant/išvykstant/išeinant/pasitraukus"
            f" | išvykus/išėjus/perėjus/išvykstant/išeinant ~ {PUPIL}"
            f" | kai/kuomet ~ {PUPIL} ~ išvyksta/išeina/palieka"
            f" | po ~ {PUPIL} ~ išvykimo/išėjimo | iš mokyklos išvykstan*/išein*/išvykus* ~ {PUPIL}"
            f" | nutraukus ~ mokymo sutartį | nuo ~ {PUPIL} išvykimo"
        ),
    ),
    (
        "pupil_arrives",
        "after",
        (
            f"atvykus/įstojus/priėmus ~ {PUPIL} | {PUPIL} ~ atvykus/įstojus/priėmus "
            f" | kai/kuomet ~ {PUPIL} ~ atvyksta/įstoja | pasirašius ~ mokymo sutartį"
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
            "priėmus/atėjus ~ darbuotoj*/mokytoj*/auklėtoj*"
            " | nauj* ~ darbuotoj*/mokytoj*/auklėtoj* ~ pradėjus/pradedant dirbti"
            " | įdarbinus ~ darbuotoj*/mokytoj* | pradėjus dirbti ~ darbuotoj*/mokytoj*"
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
            " | vartotoj*/naudotoj* ~ pametus/pamiršus ~ slaptažod*/prisijung*"
            " | pametusiems/pamiršusiems ~ vartotojams/naudotojams"
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
            " | slaptažodį ~ pametus/praradus/atskleidus | slaptažodžiui ~ tapus ~ žinomam"
            " | įtarus ~ slaptažod*"
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
            f"{NOTICED} ~~ patyči* ~ kibernetin*/internet*/elektronin* ~ erdvėje"
            f" | {NOTICED} ~~ kibernetin* ~ patyči*"
            f" | {NOTICED} ~~ kibernetin* ~~ gavus ~ pranešim*"
            f" | {NOTICED} ~~ patyči* internet* | patyči* internet* ~ {NOTICED}"
        ),
    ),
    (
        "bullying_suspected_or_noticed",
        "after",
        (
            f"{NOTICED} ar/arba ~~ patyči*/smurt* | {NOTICED} ~~ patyči* | {NOTICED} ~ patyči*/smurt*"
            f" | {GOT} ~ pranešim* apie ~ patyči*/smurt*"
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
            f"{NOTICED} ~ duomenų ~ pažeidim* | įvykus ~ duomenų ~ pažeidimui/nutekėjimui"
            f" | {NOTICED} ~ duomenų ~ nutekėjim*"
            " | asmens duomenų saugumo pažeidimo atveju "
            " | nuo ~ pažeidimo ~ nustatymo/paaiškėjimo"
        ),
    ),
    (
        "unlawful_ediary_use_noticed",
        "after",
        (
            f"{NOTICED} ~ svetim* ~ naudojim*/prisijungim*/paskyr*"
            f" | {NOTICED} ~ neteisėt* ~ naudojim*/prisijungim*/prieig*"
            f" | {NOTICED} ~ neteisėt* ~ dienyn* ~ naudojim*"
        ),
    ),
    (
        "illegal_software_or_security_breach_found",
        "after",
        (
            f"{NOTICED} ~ saug* ~ sprag* | {NOTICED} ~ nelegal* ~ program* | {NOTICED} ~ saug* ~ pažeidim*"
            f" | {NOTICED} ~ virus*/kenkėjišk*"
            f" | {NOTICED} ~ saugos incident* | įvykus ~ saugos/saugumo/kibernetiniam ~ incidentui/pažeidimui"
        ),
    ),
    (
        "incident_noticed",
        "after",
        (
            f"įvykus ~ incidentui/įvykiui/avarijai | {NOTICED} ~ incident*/pažeidim*/įvyk*"
            f" | {GOT} ~ pranešim* apie ~ incident*"
            " | incidento/avarijos atveju | kilus ~ incidentui/gaisrui"
        ),
    ),
    (
        "accident",
        "after",
        (
            "įvykus ~ nelaimingam ~ atsitikimui | po ~ nelaimingo atsitikimo | nelaimingo atsitikimo atveju"
            f" | {PUPIL} ~ susižalojus/susižeidus/susirgus"
            f" | susižalojus/susižeidus/susirgus ~ {PUPIL} | įvykus ~ traumai"
        ),
    ),
    (
        "device_broken",
        "after",
        (
            f"{BROKE} ~ {DEVICE} | {DEVICE} ~ {BROKE} | {GOT} ~ pranešim* apie ~ gedim*"
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
            f" | {NOTICED} ~ gedim*/trikd*/sutrikim*/trūkum*"
        ),
    ),
    (
        "inaccuracy_found",
        "after",
        (
            "apie ~ rastus/pastebėtus/nustatytus ~ netikslumus/klaidas/neatitikimus | apie netikslumus"
            f" | {NOTICED} ~ netikslum*/klaid*/neatitikim* | rad* ~ netikslum*/klaid*"
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
            f"pasikeitus/keičiantis/pakitus/pasikeitusi* ~ {DATA} | {DATA} ~ pasikeitus/pakitus/keičiantis"
            f" | jiems/jai/jam/joms pasikeitus | kai/kuomet/jei ~ pasikeičia ~ {DATA}"
            f" | kai/kuomet/jei ~ {DATA} ~ pasikeičia"
            f" | nuo ~ {DATA} pasikeitimo | apie ~ {DATA} pasikeitim*"
        ),
    ),
    (
        "ediary_rules_changed",
        "after",
        (
            "pasikeitus/keičiantis ~ dienyno ~ taisyklėms/tvarkai/nuostatams"
            " | dienyno ~ naujovėmis/pasikeitimais"
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
        f"{GOT} ~ ligoninės ~ pažym*/įvertinim*/suvestin* | {GOT} ~ sanatorijos ~ pažym*/įvertinim*/suvestin*",
    ),
    (
        "excuse_document_received",
        "after",
        (
            f"{GOT} ~~ pateisin* ~ dokument* | {GOT} ~ dokument* ~ pateisin*"
            f" | {GOT} ~ tėvų ~ pateisinim*/pažym*/pranešim* | {GOT} ~ medicin* pažym*"
        ),
    ),
    (
        "request_received",
        "after",
        (
            f"{GOT} ~ prašym*/paklausim*/užklaus*/kreipim*/skund*/užsakym*"
            " | nuo ~ prašymo/užklausos/kreipimosi/skundo ~ gavimo"
            " | prašymo/užklausos/skundo gavimo | nuo ~ kreipimosi/registravimo"
        ),
    ),
    (
        "document_received",
        "after",
        (
            f"{GOT} ~ dokument*/rašt*/pažym*/sąskait*/informacij*/pranešim*/sutart*"
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
            "pirmą/pirmąją nebuvimo/neatvykimo dieną | "
            f"{PUPIL} ~ neatvykus | neatvykus ~ {PUPIL} | susirgus ~ mokytoj*/darbuotoj*"
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
