"""What looks like time in Lithuanian and is no rule: laws, retention, work conditions, advertisements, terms …"""

_LAW = (
    "patvirtint* ~ įsakymu | įsakymu nr | įsakymas nr | įsakymo nr | nutarim* | įstatym* | § | nr. # | nr ."
    " | protokol* nr"
    " | redakcij* | lietuvos respublikos"
)
_YEARS = "kas dvejus/trejus/ketverius/penkerius/antrus/trečius metus | kas # metus"
_KEEPING = (
    "saugom*/saugo/saugoti/laikom*/laikyti/archyvuojam*/kaupiam* ~ # | saugom*/saugojam* | saugojimo termin*"
    " | saugojimo laik*"
    " | saugomi/saugomos/saugomas/saugoma | laikomi/laikomos/laikoma/laikomas ~ metus/metų/mėnes*/dien*/savait*"
    " | archyve | atsarginės kopijos saugo* | saugo/saugoti ~ metus/mėnes*/dien*"
)
_RECOVERY = "atkūrimo ~ laik* | atkuriam* ~ per | atstatom* ~ per | atkūrimo termin* | turi būti atkurt* | prieinamum*"
_WORK = (
    "darbo patirt* | patirt* | stažas | stažo | stažą | išsilavinim* | kvalifikacij* ~ reikalavim* | amžiaus"
    " | ne jaunesn*"
    " | darbo laik* | darbo valand* ~ nuo | etat* | darbo krūv* | krūvis | krūvio | kontaktin* valand*"
    " | val. per savaitę"
    " | valand* per savaitę | pamok* per savaitę | darbo užmokest* | atlyginim* | priemok* | pried* | algos"
    " | alga | € | eur | eurų | eurai"
    " | atostog* ~ trukm* | kasmetin* atostog* | atostogos | papildom* ~ atostog* | mokamos ~ dienos"
    " | bandomasis laikotarpis"
    " | bandomąjį laikotarpį | įspėj* ~ prieš # | išbandym*"
)
_ADVERT = (
    "kandidatai/kandidatams/kandidatas/kandidatui | pretendent*"
    " | konkurs* ~ pareig* | dokument* ~ priimam* | dokumentus ~ siųsti"
    " | gyvenimo aprašym*"
    " | skelbim* galioj* | darbo pradžia | prašymai priimami | atrank*"
)
_OFFICE = (
    "kadencij* | skiriam*/renkam*/išrenkam*/tvirtinam*/sudarom* ~ metams/metų/mėnesiams"
    " | skiriam*/renkam*/sudarom* ~ metams"
    " | metų laikotarpiui | mėnesių laikotarpiui | # ~ laikotarpiui | įgaliojim* | terminuot*"
)
_VALIDITY = (
    "įsigalioja | galioja | galiojanti | galiojantis | įsigaliojo | netenka galios | neteko galios"
    " | taikoma nuo | taikomas nuo"
)
_TOLD = (
    "pernai | kitas posėdis/susirinkimas | mokama/mokamas/mokami ~ kas"
    " | informuota , kad | priminė , kad | pranešė , kad | informavo , kad | negali/neturi viršyti"
    " | gamintoj*/tiekėj*/nuomotoj*/servis* ~ šalina/taiso/įsipareigoja/pratęs*/pakeičia"
)
_DEFINITION = (
    "mokslo metai ~ prasideda/trunka/laikomi/yra | mokslo metai - | trimestras ~ - | trimestras : | pusmetis :"
    " | pusmetis ~ -"
    " | pusmetis ~ prasideda/trunka/yra | trimestras ~ prasideda/trunka/yra"
    " | ugdymo procesas ~ prasideda/trunka"
    " | ugdymo laikotarpis | trunkan* nuo | sąvokos | vadinam* | reiškia | tai laikotarpis | laikotarpis nuo"
)
_HOURS = (
    "priimama | atidaryt* | dirba nuo | dirba ~ iki # val/valand* | priėmimo laik* | interesant* | darbo metu nuo"
    " | valandomis"
)

_NOT_VALID = "negalioja | negalios | negaliojo | nebegalioja | netaikom* | netaiko | nėra taikom* | nėra privalom*"

VETOES = {
    "sentence": " | ".join(("patvirtint* ~ įsakymu", _ADVERT, _VALIDITY, _DEFINITION, _HOURS)),
    "clause": "",
    "sentence_dated": " | ".join((_NOT_VALID, _KEEPING, _WORK, _OFFICE, _RECOVERY, _TOLD)),
    "clause_dated": f"{_LAW} | {_YEARS} | kuri*/kurių/kurio ~ baigiasi/galioja/priimam*/vyksta/prasideda",
    "touch": (
        "kasdien* ~ darb*/veikl*/gyvenim*/ugdym*/situacij*/priežiūr*/pagalb* | nuo # ~ val | # val. iki"
        " | iki # val | iki # valand*"
        " | pagal galimybes | esant galimybei | jei yra galimybė | darbo diena ~ valand* | % | savaitės krūv*"
        " | laiku ir"
        " vietoje | paskutinius # metus | per pastar* | per paskutin* ~ met* | ilgalaik*"
        " | savaitės tvarkarašt* | # : #"
        " | kasmetin* atostog* | # klas* | # - # klas* | metų veiklos | metų plan* | metų amžiaus"
        " | - mečiai | mečių"
        " | pradži* ir pabaig* | pradžios/pabaigos dat* | pirmadieniais – penktadieniais"
        " | pirmadienio – penktadienio"
        " | pirmadieniais - penktadieniais | nuo pirmadienio iki penktadienio"
        " | pradžios švent* | kovo 11 - oj* | vasario 16 - oj* | vasario 16 - osios | kovo 11 - osios"
        " | rugsėjo 1 - osios švent*"
    ),
    "behind": "išskyrus ...",
}
