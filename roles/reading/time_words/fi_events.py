"""Finnish events (the words of the calendar stand in ``fi``)."""

from roles.reading.time_words.fi_topics import DAYS, TOPICS

_PUPIL = "oppilaan/oppilaiden/oppilas/opiskelijan/opiskelijoiden/opiskelija/lapsen/lasten/lapsi"
_STAFF = "työntekijän/työntekijöiden/opettajan/opettajien/henkilöstön/henkilön/kollegan/työntekijä/opettaja"
_LEAVES = (
    "lähtiessä/lähdettyä/erotessa/erottua/poistuessa/vaihtaessa/muuttaessa/siirtyessä/lähdöstä/eroamisesta/siirryttyä"
)
_COMES = (
    "saapuessa/saavuttua/tullessa/tultua/aloittaessa/aloitettua/saapumisesta/aloittamisesta/tulosta/ilmoittautuessa"
)
_DATA = "tietojen/yhteystietojen/osoitteen/luetteloiden/oppilaslistojen/lukujärjestyksen/listojen/asiatietojen"
_CHANGES = (
    "muuttuessa/muututtua/muuttumisesta/muutoksista/muutoksesta/muutosten/vaihtuessa/muutostilanteissa/muutoksissa"
)
_DEVICE = (
    "laitteen/laitteiden/koneen/tietokoneen/tulostimen/projektorin/verkon/palvelimen/järjestelmän/"
    "tabletin/yhteyden/kaluston/laitteiston/näytön/verkkoyhteyden/tietoliikenteen"
)
_BREAKS = "rikkoutuessa/rikkouduttua/vikaantuessa/hajotessa/vioittuessa/rikkoutumisesta/kaatuessa/katketessa/vioituttua"
_NOTICED = (
    "havaittaessa/havaitessa/havaitessaan/huomatessa/huomatessaan/ilmetessä/ilmettyä/havaittua/"
    "havaitsemisesta/epäiltäessä/epäillessään/paljastuessa/huomattaessa/todettaessa/tultua/"
    "ilmaantuessa/havaitsemisen"
)
_GOT = (
    "saatuaan/saatua/saapuessa/saavuttua/saapumisesta/vastaanottamisesta/saamisesta/tultua/saapumisen/vastaanotettuaan"
)
_WHEN = "kun/jos/mikäli"
_SPOTS = "havaitsee/huomaa/epäilee/havaitaan/huomataan/epäillään/ilmenee/löytyy"

_EVENTS = (
    (
        "pupil_leaves_or_arrives",
        "after",
        (
            f"{_PUPIL} ~ tullessa/saapuessa tai/ja ~ lähtiessä/erotessa/poistuessa | {_PUPIL} ~ "
            f"vaihtuessa | {_PUPIL} ~ lähtiessä tai/ja ~ tullessa/saapuessa | oppilasmuutoksissa"
        ),
    ),
    (
        "pupil_leaves",
        "at",
        (
            f"{_PUPIL} ~ {_LEAVES} koulusta/koulua/oppilaitoksesta | {_PUPIL} {_LEAVES} | {_PUPIL} "
            f"koulusta {_LEAVES} | {_PUPIL} vaihtaessa koulua | {_WHEN} {_PUPIL} ~ lähtee/eroaa/"
            f"poistuu/vaihtaa/muuttaa ~ koulusta/koulua | {_WHEN} {_PUPIL} ~ lähtee/eroaa/poistuu | "
            f"koulusta ~ lähtev* ~ oppila* | {_PUPIL} vaihdettua koulua"
        ),
    ),
    (
        "pupil_arrives",
        "after",
        (
            f"uuden ~ {_PUPIL} ~ {_COMES} | {_PUPIL} ~ kouluun {_COMES} | {_PUPIL} {_COMES} ~ kouluun "
            f"| {_PUPIL} {_COMES} | uusien {_PUPIL} ~ {_COMES} | {_WHEN} ~ {_PUPIL} ~ aloittaa/tulee/"
            "saapuu"
        ),
    ),
    (
        "staff_leaves",
        "after",
        (
            f"{_STAFF} ~ {_LEAVES} | työsuhteen/palvelussuhteen ~ päättyessä/päätyttyä/päättymisestä "
            f"| {_WHEN} ~ työsuhde/palvelussuhde ~ päättyy/päättynyt | {_WHEN} {_STAFF} ~ lähtee/"
            f"eroaa | {_STAFF} ~ jäädessä ~ eläkkeelle"
        ),
    ),
    (
        "staff_arrives",
        "after",
        (
            f"uuden ~ {_STAFF} ~ {_COMES} | uusien ~ {_STAFF} ~ {_COMES} | työsuhteen/palvelussuhteen "
            f"~ alkaessa/alettua/alkamisesta | {_WHEN} uusi ~ työntekijä/opettaja ~ aloittaa"
        ),
    ),
    (
        "staff_arrives",
        "before",
        f"ennen ~ {_STAFF} ~ aloittamista/aloitusta/saapumista | ennen ~ työsuhteen ~ alkua/alkamista",
    ),
    (
        "new_ediary_user",
        "after",
        "uuden käyttäjän ~ lisäämisen/rekisteröityessä/lisääntyessä/luotaessa | uusille käyttäjille",
    ),
    (
        "password_lost_or_disclosed",
        "after",
        (
            "salasanan ~ kadotessa/kadottua/unohtuessa/unohduttua/paljastuessa/paljastuttua/"
            f"vuotaessa | salasanan ~ kadonnut/unohtunut | {_WHEN} ~ salasana ~ katoaa/paljastuu/"
            "vuotaa/unohtuu/joutuu/vuotanut/paljastunut | unohtuneen salasanan"
        ),
    ),
    (
        "cannot_solve_alone",
        "after",
        (
            f"{_WHEN} ~ ei ~ korjaannu/korjaudu/ratkea/onnistu | {_WHEN} ~ ei ~ pysty/osaa/kykene/saa ~ itse ~ "
            f"ratkaisemaan/korjaamaan/ratkaistua/"
            f"korjattua | {_WHEN} ~ ei ~ itse ~ ratkea | {_WHEN} ~ ongelmaa/vikaa ei ~ ratkaistua/"
            "korjattua/ratkaistuksi/korjatuksi"
        ),
    ),
    (
        "bullying_suspected_or_noticed",
        "after",
        (
            "kiusaamista/väkivaltaa/kiusaamisen/kiusaamistapauksen/häirintää/kiusaamisepäilyn ~ "
            f"{_NOTICED} | {_NOTICED} ~ kiusaamis*/väkival*/häirin* | {_WHEN} ~ {_SPOTS} ~ kiusaamis*/"
            f"väkival*/häirin* | kiusaamistilanteissa | kiusaamistapauksissa | {_WHEN} ~ kiusaamis*/"
            f"väkival* ~ {_SPOTS}"
        ),
    ),
    (
        "threat_of_violence",
        "at",
        f"väkivallan uhatessa | väkivaltatilanteessa | {_WHEN} ~ väkivallan uhka | väkivaltauhan ~ ilmetessä",
    ),
    (
        "threat_to_health_or_life",
        "after",
        (
            f"hengen tai terveyden ~ vaarantuessa/uhatessa | {_WHEN} ~ henki tai terveys ~ vaarassa/"
            "vaarantuu/uhattuna | turvallisuuden ~ vaarantuessa | vaaratilanteessa | vaaratilanteen "
            "~ sattuessa/ilmetessä/syntyessä"
        ),
    ),
    (
        "emergency_needing_fast_reaction",
        "at",
        (
            "kriisitilanteessa | kriisitilanteissa | hätätilanteessa | hätätilanteissa | "
            "poikkeustilanteessa | poikkeustilanteissa"
        ),
    ),
    (
        "personal_data_breach",
        "after",
        (
            f"tietosuojaloukkauksen/tietovuodon/tietoturvaloukkauksen ~ {_NOTICED} | {_NOTICED} ~ "
            "tietosuojaloukkau*/tietovuo*/tietoturvaloukkau* | tietosuojaloukkauksesta/tietovuodosta "
            f"~ {_GOT} | {_WHEN} ~ {_SPOTS} ~ tietosuojaloukkau*/tietovuo* | tietosuojaloukkauksen "
            "sattuessa/tapahtuessa | tietosuojaloukkaustilanteessa"
        ),
    ),
    (
        "illegal_software_or_security_breach_found",
        "after",
        (
            f"tietoturvapoikkeaman/tietoturvauhan/haittaohjelman/viruksen/ohjelman ~ {_NOTICED} | "
            f"{_NOTICED} ~ tietoturvapoikkeam*/haittaohjelm*/virus*/tietoturvau*/tietoturvaongelm* | "
            f"tietoturvapoikkeaman/tietoturvaongelman ~ sattuessa/tapahtuessa | {_WHEN} ~ {_SPOTS} ~ "
            "tietoturva*/haittaohjelm*/luvaton*"
        ),
    ),
    (
        "accident",
        "after",
        (
            "tapaturman/onnettomuuden ~ sattuessa/satuttua/tapahtuessa/tapahduttua/jälkeen | "
            f"tapaturmatilanteessa | {_PUPIL} ~ loukkaantuessa/sairastuessa/loukkaannuttua | "
            f"tapaturmasta/onnettomuudesta ~ {_GOT}"
        ),
    ),
    (
        "incident_noticed",
        "after",
        (
            f"poikkeaman/häiriön/tapahtuman/väärinkäytöksen/rikkomuksen ~ {_NOTICED} | {_NOTICED} ~ "
            "poikkeam*/häiriö*/väärinkäytö*/rikkomuk* | häiriötilanteessa | häiriötilanteissa | "
            f"tulipalon/vahingon ~ sattuessa/syttyessä/satuttua | {_WHEN} ~ {_SPOTS} ~ poikkeam*/"
            "häiriö*/väärinkäytö*/rikkomuk*"
        ),
    ),
    (
        "device_broken",
        "after",
        (
            f"{_DEVICE} ~ {_BREAKS} | {_WHEN} ~ laite/kone/tietokone/tulostin/verkko/järjestelmä/"
            "projektori ~ rikkoutuu/hajoaa/vikaantuu/rikki/kaatuu | jos/kun ~ laite/kone/tietokone/"
            "verkko/järjestelmä ~ ei ~ toimi | vikailmoituksen ~ saatuaan/saapumisesta/saavuttua/"
            "tekemisestä/saapumisen | vikailmoituksesta | vikatilanteissa | vikatilanteessa | vian "
            "sattuessa"
        ),
    ),
    (
        "fault_or_inaccuracy_noticed",
        "after",
        (
            f"vian/vikojen/puutteen/puutteiden/vikoja/puutteita ~ {_NOTICED} | {_NOTICED} ~ vian/"
            "vikoja/puutteen/puutteita/puutteet | havaituista ~ vioista/puutteista | havaitsemistaan "
            "~ vioista/puutteista/epäkohdista | havaitut ~ viat/puutteet"
        ),
    ),
    (
        "inaccuracy_found",
        "after",
        (
            f"virheen/virheiden/virheitä/epätarkkuuksien ~ {_NOTICED} | {_NOTICED} ~ virheen/virheitä/"
            "virheet/virheellisyy* | havaituista ~ virheistä | havaitut virheet | löytyneistä "
            "virheistä"
        ),
    ),
    (
        "technical_or_admin_problem",
        "at",
        (
            "ongelman/ongelmien/vaikeuksien/häiriöiden ~ ilmetessä/esiintyessä/syntyessä/"
            f"ilmaantuessa | ongelmatilanteissa | ongelmatilanteessa | {_WHEN} ~ ongelmia ~ ilmenee/"
            f"esiintyy/tulee | {_WHEN} ~ ilmenee ~ ongelmia"
        ),
    ),
    (
        "work_organisation_changed",
        "after",
        (
            "työtehtävien/tehtävien/organisaation/järjestelyjen/työjärjestelyjen ~ muuttuessa/"
            f"muututtua/muutosten | {_WHEN} ~ tehtävät/organisaatio/työjärjestelyt ~ muuttuvat/"
            "muuttuu | tehtävien ~ olennaisesti ~ muuttuessa"
        ),
    ),
    (
        "law_changed",
        "after",
        f"lainsäädännön/säädösten/lain/määräysten ~ muuttuessa/muututtua | {_WHEN} ~ lainsäädäntö/laki ~ muuttuu",
    ),
    (
        "data_changed",
        "after",
        (
            f"{_DATA} ~ {_CHANGES} | {_WHEN} ~ tiedot/yhteystiedot/osoite ~ muuttuvat/muuttuu/vaihtuu "
            "| tiedoissa ~ tapahtuvista ~ muutoksista | muutosten ilmetessä | muutosten jälkeen"
        ),
    ),
    ("excuse_document_received", "after", f"poissaoloselvityksen/poissaolotodistuksen/lääkärintodistuksen ~ {_GOT}"),
    (
        "request_received",
        "after",
        (
            "pyynnön/hakemuksen/tukipyynnön/yhteydenoton/kyselyn/tilauksen/valituksen/palvelupyynnön/"
            f"tiedustelun ~ {_GOT} | {_GOT} ~ pyynnön/hakemuksen/tukipyynnön/yhteydenoton | pyynnöstä "
            "lukien | yhteydenotosta"
        ),
    ),
    (
        "document_received",
        "after",
        (
            "asiakirjan/asiakirjojen/ilmoituksen/laskun/päätöksen/todistuksen/tiedon/lomakkeen/"
            f"sopimuksen/lausunnon ~ {_GOT} | {_GOT} ~ ilmoituksen/tiedon/päätöksen/asiakirjan/laskun "
            "| päätöksen ~ antamisesta/tekemisestä/tiedoksisaannista"
        ),
    ),
    (
        "safe_behaviour_briefing_held",
        "after",
        "turvallisuusperehdytyksen/turvallisuuskoulutuksen ~ jälkeen/pidettyään/päätyttyä",
    ),
    ("lesson_held", "after", "oppitunnin/tunnin ~ jälkeen/päätyttyä/päättyessä/pidettyään/päätteeksi"),
    (
        "planned_test",
        "after",
        "kokeen/kokeiden/tentin/kuulustelun/näytön ~ jälkeen/pitämisestä/päätyttyä/suorittamisesta/palauttamisesta",
    ),
    (
        "event_held",
        "after",
        (
            "tapahtuman/kokouksen/retken/koulutuksen/hankkeen/projektin/palaverin/tilaisuuden/"
            "vanhempainillan/leirikoulun/kehityskeskustelun ~ jälkeen/päätyttyä/päättymisestä/"
            "pitämisestä/päättyessä"
        ),
    ),
    (
        "new_software_introduced",
        "at",
        (
            "uuden/uusien ~ ohjelmiston/ohjelmistojen/järjestelmän/sovelluksen/sovellusten/laitteen/"
            "laitteiden ~ käyttöönotossa/käyttöönoton/hankinnassa/hankittaessa/asennuksessa/"
            "ilmestyessä/tullessa | uusia laitteita hankittaessa | otettaessa käyttöön ~ uusi/uusia/"
            "uutta"
        ),
    ),
    (
        "planned_change_or_outage",
        "before",
        (
            "ennen ~ suunniteltua/suunniteltuja/suunnitellun ~ katkosta/huoltoa/muutosta/katkon/"
            "huollon/katkoa/käyttökatkoa | ennen ~ katkosta/huoltokatkoa/käyttökatkoa/huoltotöitä | "
            "suunnitelluista/tulevista ~ katkoista/huolloista/muutoksista/huoltokatkoista/"
            "käyttökatkoista | huoltokatkoista/käyttökatkoista"
        ),
    ),
    (
        "outage_ended",
        "after",
        "katkoksen/katkon/häiriön/vian ~ päätyttyä/jälkeen/korjauduttua/poistuttua/päättymisestä",
    ),
    (
        "absence_noticed",
        "after",
        (
            f"{_PUPIL} ~ poissaolosta/poissaolojen/poissaolon ~ {_NOTICED} | luvattoman poissaolon ~ "
            f"{_NOTICED} | ensimmäisenä poissaolopäivänä | "
            f"{_PUPIL} ollessa ~ poissa | {_STAFF} ~ sairastuessa | {_WHEN} ~ {_PUPIL} ~ "
            "on poissa"
        ),
    ),
    (
        "period_start",
        "before",
        (
            "ennen ~ lukuvuoden/lukukauden/jakson/syyslukukauden/kevätlukukauden/kouluvuoden/"
            "koulujen ~ alkua/alkamista | ennen ~ lomaa/joululomaa/kesälomaa/syyslomaa/koulujen alkua"
        ),
    ),
)

PLANNED = (
    (
        "planned_test",
        "koetta | kokeen | kokeesta | kokeet | kokeista | koeviikkoa | tenttiä | ylioppilaskirjoituksia | koepäivää",
    ),
    ("planned_change_or_outage", "katko* | käyttökatko* | huolto* | päivity* | muutostyö* | suunnitel* ~ katko*"),
    ("planned_meeting", "kokous* | kokouks* | palaver* | johtokun*"),
    (
        "planned_event",
        "tapahtuma* | retk* | juhla* | juhli* | vanhempainil* | tilaisuu* | leirikoulu* | kilpailu* | messu*",
    ),
    (
        "period_start",
        (
            "lukuvuoden alku* | lukuvuoden alkam* | lukukauden alku* | lukukauden alkam* | jakson "
            "alku* | lomaa | loman alku* | koulun alku* | koulujen alku*"
        ),
    ),
    ("course_start", "koulutu* | kurssi* | perehdyty*"),
    ("expiry", "voimassaolon päätty* | sopimuksen päätty* | lisenssi* ~ päätty* | määräajan päätty*"),
)

EVENTS = (*_EVENTS, *DAYS, *TOPICS)
