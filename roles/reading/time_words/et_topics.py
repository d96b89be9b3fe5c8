"""What Estonian sentences are about, and the days and doings that are events whatever they are called."""

from roles.reading.time_words import LATENT

# What a sentence is about: it says what "within two days" means, and nothing by itself.
TOPICS = (
    (
        "device_broken",
        LATENT,
        (
            "rikkis | katkis* | katkise | katkist | vigase | vigast | purunenud | defektse | mittetöötava* | "
            "rikkest | rike | riket | "
            "rikke | rikked | rikete | riketest | garantiiremon* | garantiire* | rikketea* | veateat* | rikkeid | "
            "*seadme ~ parandami*/remon* | vikadest"
        ),
    ),
    (
        "technical_or_admin_problem",
        LATENT,
        (
            "tõrke | tõrge | tõrget | tõrkest | tõrked | tõrkeid | probleemi* | abipalve* | kasutajatoe ~ pöördumi* "
            "| häire*"
        ),
    ),
    (
        "user_lost_credentials",
        LATENT,
        (
            "unustatud/ununenud/kadunud/kaotatud ~ parool*/salasõn*/kasutajatunnus* | lähtesta* ~ parool*/salasõn* | "
            "parool*/salasõn* ~ lähtesta*"
        ),
    ),
    (
        "password_lost_or_disclosed",
        LATENT,
        (
            "parool*/salasõna* ~ kaotanud/avaldanud/lekitanud/lekkinud/unustanud | lekkinud ~ parool*/salasõn* | "
            "parooli ~ lekkest/kadumisest/avalikuks"
        ),
    ),
    (
        "illegal_software_or_security_breach_found",
        LATENT,
        (
            "turvaintsiden* | infoturbeintsiden* | küberintsiden* | rikkumi* | andmeleke | andmelekke* | "
            "turvarikkumi* | "
            "küberrünna* | pahavara | õngitsuskir* | turvanõrku*"
        ),
    ),
    (
        "cyberbullying_suspected_noticed_or_reported",
        LATENT,
        "küberkiusami* | kiusami* ~ internetis/sotsiaalmeedias/võrgus | netikiusami*",
    ),
    ("bullying_suspected_or_noticed", LATENT, "kiusami* | kiusamisjuhtum* | vägivallajuhtum* | vägivald*"),
    (
        "pupil_leaves",
        LATENT,
        (
            "lahkunud/lahkuva/lahkuvate/lahkunute ~ õpila*/lapse*/laste | väljaarvamise ~ käskkirjast/käskkirja | "
            "lahkumist | lahkumisest | õpilase ~ lahkumist/lahkumisest/väljaarvamist/väljaarvamisest | "
            "väljaarvamist | väljaarvamisest"
        ),
    ),
    (
        "pupil_leaves_or_arrives",
        LATENT,
        (
            "uuest ~ õpilasest/lapsest | vastuvõtu* ~ lahkumi* | saabunud/saabuva ~ õpilas* | uue ~ õpilase/lapse | "
            "uuele ~ õpilasele/lapsele"
        ),
    ),
    ("new_ediary_user", LATENT, "uuele kasutajale | uute kasutajate | uutele kasutajatele | uue kasutaja*"),
    (
        "staff_leaves",
        LATENT,
        "lahkuva*/lahkunud ~ töötaja*/õpetaja* | töösuhte ~ lõppemi*/lõpetami* | töölt ~ lahku*",
    ),
    ("staff_arrives", LATENT, "uue/uute/uuele/uut/uus/uutele ~ töötaja*/õpetaja*/kolleeg*"),
    (
        "excuse_document_received",
        LATENT,
        "puudumistõend* | puudumise ~ tõend*/põhjus* | vabandustõend* | arstitõend* | vanema ~ tõend*",
    ),
    (
        "safe_behaviour_briefing_held",
        LATENT,
        "ohutusala* juhenda* | ohutusjuhenda* | juhendamise ~ läbiviimi*/toimumi* | ohutustehnika ~ juhenda*",
    ),
    (
        "planned_test",
        LATENT,
        (
            "kontrolltöö tulemus* | kontrolltööd | kontrolltööde | kontrolltöö ~ hinne*/hinded/toimumi* | töö "
            "toimumisest | "
            "eksamist | "
            "eksamitulemus* | kirjandi* | arvestustöö* | testi tulemus*"
        ),
    ),
    ("fault_or_inaccuracy_noticed", LATENT, "veast | vea | vead | vigadest | ebatäpsus* | puudustest | puudusest"),
    ("data_changed", LATENT, "muudatusest | muudatustest | muudatuse | muutunud ~ andme* | õpilase ~ andmeid"),
    ("change_needed_after_closing", LATENT, "lukustatud ~ kande*/kanne/hinde*/perioodi* | suletud ~ kande*/perioodi*"),
    ("ediary_rules_changed", LATENT, "muudatustest päevikus | päeviku ~ muudatus* | päeviku ~ korra ~ muut*"),
    (
        "new_software_introduced",
        LATENT,
        "uut/uue/uute ~ tarkvara*/süsteem*/programm*/*keskkon*/rakendus* | kasutuselevõ*",
    ),
    (
        "request_received",
        LATENT,
        "pöördumisele | pöördumistele | taotluse* | päringu* | avaldus* | järelepärimi* | kaebus*",
    ),
)
# Days and doings that are events whatever they are called.
DAYS = (
    (
        "pupil_leaves",
        "at",
        "väljaarvamise päeval/päevaks | õpilase ~ lahkumise päeval/päevaks | lapse ~ lahkumise päeval/päevaks",
    ),
    (
        "staff_leaves",
        "at",
        (
            "töösuhte ~ viimasel/viimaseks päeval/päevaks/tööpäeval/tööpäevaks | töölt ~ lahkumise päeval | töötaja/"
            "õpetaja ~ lahkumise päeval"
        ),
    ),
    (
        "staff_arrives",
        "at",
        "töölepingu ~ sõlmimise päeval/päevaks | tööle ~ asumise päeval/päevaks | enne ~ esimest tööpäeva",
    ),
    ("lesson_held", "at", "tunni lõpuks | tunni lõpus | õppetunni lõpuks | õppetunni lõpus"),
    (
        "other",
        "at",
        (
            "*mise päeval/päevaks | koosoleku/ürituse/eksami/väljasõidu/sündmuse/õppekäigu päeval | iga kord , "
            "kui ... | iga kord kui ... | iga kord pärast/peale ... | *mise "
            "viimasel/viimaseks päeval/päevaks/tööpäeval/tööpäevaks"
        ),
    ),
    ("new_software_introduced", "before", "enne ~ kasutuselevõttu/kasutuselevõtmist | enne ~ kasutusele võtmist"),
    (
        "other",
        "before",
        (
            "enne *perioodi/*hooaja algust | "
            "enne ~ *mist/*võttu/*käiku/*sõitu/*eksamit/*õppust/*koolitust/*koosolekut/*üritust/*tundi/*puhkust/"
            "*vaheaega | enne ~ esimest ~ päeva/tundi/koolipäeva/tööpäeva | iga/enne ~ eel | enne kui ... | enne "
            ", kui ..."
        ),
    ),
)
