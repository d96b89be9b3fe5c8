"""What looks like a time rule in Estonian and is none."""

_LAW = (
    "§ | käskkir* nr | määrus* nr | kinnitatud ~ käskkir* | kinnitatud ~ määrus* | korraldus* nr | "
    "protokoll* nr | otsus* nr | nr # | riigi teataja | RT I | rt i | vastu võetud | kinnitatud # | "
    "seaduse ~ lõike | seaduse redaktsioon*"
)
_KEEPING = (
    "säilitatak* | säilitada ~ # | säilitab ~ # ~ aasta* | säilitamis* | säilitustähtaeg on | säilitustähtaeg # "
    "| säilitustähtaja pikkus* | säilitusaeg "
    "| säilitusaja | hoitakse alles | hoiustatak* | säilivad | säilitami* | arhiivis | hoitakse ~ "
    "aasta*/kuu*/päev* | kustutatakse ~ möödumisel/möödudes"
)
_ADVERT = (
    "kandidee* | kandidaadilt/kandidaatidelt/kandidaadil | cv | "
    "motivatsioonikir* | avaldused/avaldus/dokumendid ~ palume/saata/"
    "esitada | palume ~ saata/esitada | tööle asumise aeg | konkursi tähtaeg | konkursil | konkursi "
    "| elulookirjeldus* | ootame ~ avaldus* | tööleasumise aeg/kuupäev | tööleasumine | tööle asumine"
)
_VALIDITY = (
    "jõustub | jõustus | jõustumise* | hakkab kehtima | kehtib | kehtivad alates | kaotab kehtivuse "
    "| tunnistatakse kehtetuks | kehtetuks | rakendatakse alates | kehtiv alates | kehtiv kuni | "
    "kehtivusaeg | eksemplar*"
)
_DEFINITION = (
    "õppeaasta/poolaasta/trimester/veerand/õppeveerand/kvartal/periood/vaheaeg algab/kestab/lõpeb/on/"
    "hõlmab/koosneb | mõistetakse | tähendab ajavahemikku | tähendab perioodi | tähendab aega | aasta algab | "
    "mõiste | poolaasta : | trimester : | veerand : | "
    "poolaasta - | on ajavahemik"
)
_HOURS = (
    "avatud | lahtiolekuaeg* | lahtiolekuajad | vastuvõtuaeg* | vastuvõtuajad | vastuvõtt toimub | "
    "kell # -/– # | kell # . # -/– # | kella # -/– # | kl # -/– # | vastuvõtt ~ kell #"
)
_WORK = (
    "töökogemus* | kogemus ~ vähemalt | kogemust | kogemusega | staaž* | kõrgharidus* | keskharidus* "
    "| eriharidus* | vanus* | aastane | aastased | tööaeg | tööajaga | tööaja pikkus* | tööaja "
    "kestus* | tööaja norm* | töökoormus* | koormus* | ametikoht* ~ koormus* | kontakttun* | puhkust "
    "| puhkusepäev* | põhipuhkus* | lisapuhkus* | puhkuse kestus | õppepuhkus* | palk | palga | "
    "palka | töötasu | lisatasu | preemia | € | eurot | euro | etteteatami* | ülesütlemi* | tundi "
    "nädalas | tunni nädalas | h nädalas | tasemekoolitus*"
)
_TRIAL = "katseaeg | katseaja | katseajal"
_OFFICE = (
    "ametiaeg | ametiaja | volitused | volituste | volitus | valitakse/nimetatakse/määratakse/"
    "moodustatakse/kinnitatakse ~ aastaks | tähtajaline | tähtajalise | tähtajaliselt ~ aastaks | "
    "mandaa* | ametisse ~ aastaks | kolmeks aastaks | üheks aastaks | kaheks aastaks | viieks "
    "aastaks | # aastaks"
)
_RECOVERY = (
    "taasteaeg* | taastamisaeg* | taastatak* ~ jooksul | taastatav* ~ jooksul | peab olema taastatav* | käideldavus*"
)

_YEARS = "iga kahe/kolme/nelja/viie aasta järel/tagant | üle aasta | iga # aasta järel/tagant"
_PAST = (
    "järgmine koosolek | "
    "puhkusel kuni | puudusid | oli | olid | eelmisel aastal | möödunud aastal | eelmisel õppeaastal | möödunud "
    "õppeaastal | "
    "möödunud aastast | mullu"
)
_SUPPLIER = (
    "tarnija/tootja/müüja/teenusepakkuja/hankija ~ asendab/parandab/vahetab/kõrvaldab/vastab/tagab | algab | "
    "lõpeb | lõppeb | kestab"
)
_APPEAL = "esitada kaebus* | esitada ~ vaide | esitada vaie | vaidlusta* | vaide ~ esita*"
_MACHINE = "lukustub | ekraan* ~ lukustu* | logitakse ~ välja | logib ~ välja | automaatselt"

_NOT_VALID = (
    "ei kehti | ei kehtinud | enam kehti | ei rakendata | ei rakendu | ei kohaldata | ei kohaldu | ei puuduta"
    " | ei laiene"
)

VETOES = {
    "sentence": " | ".join((_ADVERT, _VALIDITY, _DEFINITION, _HOURS, _TRIAL)),
    "clause": " | ".join((_KEEPING, _APPEAL, _MACHINE)),
    "sentence_dated": " | ".join((_NOT_VALID, _WORK, _OFFICE, _RECOVERY, _PAST)),
    "clause_dated": " | ".join((_LAW, _SUPPLIER, _YEARS)),
    "touch": (
        "eelmise aasta | möödunud aasta | eelmise õppeaasta | esmaspäevast reedeni | "
        "*ks nädalaks ette | *ks kuuks ette | *ks päevaks ette | "
        "punkti* # | ruum* # | lisa # | lisas # | lk # | versioon* # | "
        "jaanuarist | veebruarist | märtsist | aprillist | maist | juunist | juulist | augustist | "
        "septembrist | oktoobrist | novembrist | detsembrist | viimase # aasta | viimase ~ aasta "
        "jooksul | # : # | aasta tööplaan* | aasta eelarve* | kuu töötaja | "
        "veebruari aktus* | veebruari kontsert* | võimaluse korral | nädala pikkus* | kuu pikkus* | "
        "aasta pikkus* | nädalane | kuuline | aasta vanus*"
    ),
    "behind": "välja arvatud ... | v . a ... | v . a . ...",
}
