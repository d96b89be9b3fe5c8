"""What Finnish sentences are about, and the days and doings that are events whatever they are called."""

from roles.reading.time_words import LATENT

TOPICS = (
    (
        "device_broken",
        LATENT,
        (
            "rikkoutunee* | rikkoutunut | rikkinäi* | viallis* | viallinen | hajonnee* | hajonnut | vioittunee* "
            "| epäkun* | viasta | vian | "
            "vika | "
            "vioista | takuukorjau* | takuuhuol* | vikailmoitu* | varalait* | laiteri* | kiireellisen vian | "
            "viat | vikoja"
        ),
    ),
    (
        "technical_or_admin_problem",
        LATENT,
        "häiriö* | ongelm* | tukipyyn* | käyttökatko* | tukipyyntö*",
    ),
    (
        "user_lost_credentials",
        LATENT,
        (
            "unohtunee*/unohtunut/kadonnee* ~ salasan*/tunnuks* | palautta* ~ salasan* | salasan* ~ palaut* | "
            "nollaa ~ salasan* | salasan* ~ nolla*"
        ),
    ),
    (
        "password_lost_or_disclosed",
        LATENT,
        "salasan* ~ kadottan*/paljastan*/vuotan*/hukann*/unohtan* | vuotanee*/paljastunee* ~ salasan*",
    ),
    (
        "illegal_software_or_security_breach_found",
        LATENT,
        (
            "tietoturvapoikkeam* | tietoturvaloukkau* | tietosuojaloukkau* | tietovuo* | poikkeam* | "
            "tietoturvahäiriö* | "
            "loukkaukse* | haittaohjelm* | tietomurto* | tietojenkalastelu* | ilmitulo*"
        ),
    ),
    (
        "cyberbullying_suspected_noticed_or_reported",
        LATENT,
        "nettikiusaami* | kiusaami* ~ verkossa/netissä/somessa | verkkokiusaami*",
    ),
    ("bullying_suspected_or_noticed", LATENT, "kiusaami* | väkival* | häirin*"),
    (
        "pupil_leaves",
        LATENT,
        (
            "lähtenee*/lähtev*/eronnee*/eroav* ~ oppila*/opiskelij*/lapse* | eroilmoitu* | erotessa | "
            "eroamise* | *laan ~ lähdö*"
        ),
    ),
    (
        "pupil_leaves_or_arrives",
        LATENT,
        (
            "uudesta/uusista ~ oppilaasta/oppilaista/opiskelijasta/opiskelijoista/lapsesta | tulev* ~ lähtev* ~ "
            "oppila*/opiskelij* | uusille ~ oppilaille/opiskelijoille | uudelle ~ oppilaalle/opiskelijalle"
        ),
    ),
    ("new_ediary_user", LATENT, "uudelle ~ käyttäjälle | uusille ~ käyttäjille | uuden ~ käyttäjän"),
    (
        "staff_leaves",
        LATENT,
        "lähtev*/lähtenee* ~ työntekij*/opettaj* | palvelussuhteen ~ päätty* | työsuhteen ~ päätty*",
    ),
    ("staff_arrives", LATENT, "uusi/uuden/uudelle/uusille/uudet/uutta/uusien/uusia ~ työntekij*/opettaj*/kolleg*"),
    (
        "excuse_document_received",
        LATENT,
        "huoltajan ~ selvity* | poissaoloselvity* | poissaolotodistu* | poissaolon ~ selvity*/syy* | lääkärintodistu*",
    ),
    ("safe_behaviour_briefing_held", LATENT, "turvallisuusopastu* | turvallisuusohjau* | turvallisuusperehdyty*"),
    (
        "planned_test",
        LATENT,
        (
            "kokeet | arvioidut kokeet | kokeen tulo* | kokeesta | kokeista | kokeiden ~ päätty* | kokeen arvio* "
            "| koetulo* | koearvo* | esseen | "
            "kokeiden tulo* | tentin tulo*"
        ),
    ),
    (
        "fault_or_inaccuracy_noticed",
        LATENT,
        "virheestä | virheen | virheet | virheistä | puutteista | puutteesta | epäkohdista",
    ),
    ("data_changed", LATENT, "muutoksesta | muutoksista | muuttunee*/muuttunut ~ tied*/yhteystied*"),
    ("change_needed_after_closing", LATENT, "lukitu*/suljetu* ~ merkin*/jakso*/arvio*"),
    (
        "new_software_introduced",
        LATENT,
        "uuden/uusien/uutta/uusia/uudet ~ sovellu*/sovellukse*/ohjelm*/järjestelm* | käyttöönot*",
    ),
    (
        "request_received",
        LATENT,
        (
            "pyyntöön | pyyntöihin | hakemu* | tiedusteluun | tiedusteluihin | yhteydenottoon | yhteydenottoihin | "
            "kyselyyn"
        ),
    ),
)
# Days and doings that are events whatever they are called.
DAYS = (
    (
        "pupil_leaves",
        "at",
        "eropäivänä | lähtöpäivänä | viimeistään eropäivänä | eropäivään mennessä | lähtöpäivään mennessä",
    ),
    (
        "staff_arrives",
        "at",
        "työsopimuksen ~ allekirjoituspäivänä | aloituspäivänä | ensimmäiseen työpäivään mennessä",
    ),
    ("staff_leaves", "at", "palvelussuhteen/työsuhteen ~ viimeisenä päivänä/työpäivänä"),
    ("lesson_held", "at", "tunnin lopussa | oppitunnin lopussa | oppitunnin päätteeksi"),
    ("safe_behaviour_briefing_held", "at", "opastuspäivänä"),
    (
        "other",
        "at",
        (
            "*tuspäivänä | kokouspäivänä | koepäivänä | retkipäivänä | tapahtumapäivänä | *mispäivänä | "
            "tulopäivänä | luovutuspäivänä | aina kun ... | aina , kun ... | joka "
            "kerta kun ... | "
            "joka kerta , kun ... | *suuden viimeisenä päivänä/työpäivänä | *uksen viimeisenä päivänä/työpäivänä"
        ),
    ),
    (
        "new_software_introduced",
        "before",
        "ennen ~ käyttöönottoa | ennen ~ järjestelmän/ohjelman/sovelluksen ~ käyttöönottoa",
    ),
    (
        "other",
        "before",
        (
            "ennen ~ *mista/*mistä/*nottoa/*tusta/*tystä/*usta/*ystä/*koetta/*retkeä/*juhlaa/*kokousta/*lomaa/*tuntia/"
            "*palautetta/*luovutusta | ennen kuin ..."
        ),
    ),
)
