"""Lithuanian events that are only named, or are a day by themselves, and the words that events share."""

from roles.reading.time_words import LATENT, ON_DAY

PUPIL = "mokin*/vaik*/ugdytin*/auklėtin*"
LEAVING = "išvyk*/išein*/išėj*/pereinan*/perėj*/pasitrauk*/išregistruo*"
COMING = "atvyk*/įstoj*/priėm*/atėj*/priimt*/užsiregistr*"
DATA = "duomen*/kontakt*/adres*/informacij*/sąraš*/tvarkarašč*/pavard*"
DEVICE = "įrang*/įrengin*/kompiuter*/įtais*/projektor*/spausdintuv*/planšet*/technik*/lent*/tinkl*/internet*"
BROKE = "sugedus/sugendus/sutrikus/neveikiant/sulūžus/sudužus/sugenda/suduž*/nebeįsijung*/neįsijung*/sulūžo/sugedo"
CALL = "kvietim*/konkurs*"
NOTICED = (
    "pastebėjus/pastebėjęs/pastebėję/pastebėjusi/pastebėjusios/pamatęs/pamatę/pamačius/aptikus/aptikęs/aptikę"
    "/nustačius/nustatęs/nustatę/sužinojus/sužinojęs/sužinoję/įtarus/įtaręs/įtarę/įtariant/išaiškėjus/radus"
    "/radęs/radę/pastebėjusiam/pamačiusi/sužinojusi/gavę/kilus"
)
GOT = "gavus/gavęs/gavusi/gavę/gavusios/gavusiam/gavusiems/gauna/sulaukus/sulaukęs/sulaukę"

NAMED = (
    (
        "device_broken",
        LATENT,
        (
            f"sugedus*/sulūžus*/neveikiant* ~ {DEVICE} | {DEVICE} ~ neveik* | gedim* ~ pašalint*/šalin*"
            " | pašalint*/šalin* ~ gedim* | apie gedim* | pažeist*/sugadint* ~ įrengin*/įrang*"
        ),
    ),
    ("personal_data_breach", LATENT, "apie ~ duomenų ~ pažeidim*"),
    ("pupil_leaves", LATENT, f"išvykstan*/išvykus*/išein* ~ {PUPIL}"),
    (
        "pupil_leaves",
        "at",
        (
            f"iki paskutinės ~ {PUPIL} ~ dienos | iki paskutinės jo/jos/jų mokymosi dienos"
            f" | paskutinę ~ {PUPIL} ~ mokymosi dieną"
        ),
    ),
    ("pupil_arrives", LATENT, f"naujai atvyk*/priimt* ~ {PUPIL} | naujo/naujų {PUPIL} ~ paskyr*"),
    ("user_lost_credentials", LATENT, "pametus*/pamiršus* ~ slaptažod*/prisijung*"),
    (
        "staff_leaves",
        ON_DAY,
        "paskutinę ~ darbuotoj*/mokytoj* ~ darbo dieną | iki paskutinės ~ darbuotoj*/mokytoj* ~ darbo dienos",
    ),
    (
        "order",
        "after",
        f"nuo ~ įsakymo ~ gavimo/pasirašymo/įsigaliojimo | {GOT} ~ įsakym* | {GOT} ~ nurodym*/pavedim*",
    ),
    ("handover", "before", "prieš perduodam*/perduodant/išduodant/išduodam*/atiduodant/atiduodam*/grąžinant ..."),
    ("call_opened", "at", f"atsiradus/paskelbus/pasirodžius ~ {CALL}"),
    (
        "planned_meeting",
        "at",
        ("per artimiausią ~ posėdį/susirinkimą/pasitarimą | artimiausiame ~ posėdyje/susirinkime/pasitarime"),
    ),
    ("staff_arrives", ON_DAY, "pirmąją/pirmą jo/jos/savo/darbuotojo/mokytojo darbo dieną"),
    ("other", "at", "kai tik ... | kaskart , kai ... | kiekvieną kartą , kai ..."),
    ("other", "after", f"{NOTICED} , kad ..."),
)
