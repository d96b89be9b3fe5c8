"""What looks like a time rule in Finnish and is none."""

_LAW = (
    "§ | asetu* nro | lain nro | laki # | lain # | asetus # | päätös nro | pykälä | pykälän | "
    "hyväksytty ~ # | vahvistettu ~ # | dnro | nro # | momen* | kokouksessaan | annettu laki | "
    "annetun lain | annetun asetuksen"
)
_KEEPING = (
    "säilytetään | säilytettävä | säilytettävät | säilyttää ~ # | säilytysaika | säilytysajan | "
    "säilytysajat | arkistoidaan ~ # | arkistossa | poistetaan ~ kuluttua | säilytyksen | tallessa | "
    "säilyvät | säilyy"
)
_ADVERT = (
    "hakemukset/hakemus ~ toimitetaan/lähetetään/pyydetään/osoitetaan/jätetään | "
    "lähetä/toimita/jätä ~ hakemus/hakemuksesi | hakuaika | hakuajan | "
    "hakijalta/hakijalla/hakijoilta/hakijoilla | ansioluettelo* | "
    "työhaastattelu* | paikka täytetään | virka täytetään | tehtävä täytetään | tehtävä alkaa | työ "
    "alkaa | virkaan haetaan | haemme | palkkatoiv* | cv"
)
_VALIDITY = (
    "voimassa | voimaan | voimaantulo* | voimassaoloaika | kumotaan | kumoutuu | sovelletaan ~ "
    "alkaen | sovelletaan # | kumoaa | kappaleena | kappaletta"
)
_DEFINITION = (
    "lukuvuosi/lukukausi/jakso/syyslukukausi/kevätlukukausi/työaika/kvartaali alkaa/kestää/päättyy/"
    "on/muodostuu/jakautuu | tarkoitetaan | tarkoittaa | lukukausi : | jakso : | syyslukukausi : | "
    "kevätlukukausi :"
)
_HOURS = (
    "aukioloaj* | avoinna | auki | klo # -/– # | kello # -/– # | klo # . # -/– # | kl # -/– # | "
    "vastaanottoaj* | päivystys ~ klo | palveluaika"
)
_WORK = (
    "työkokemu* | kokemusta | kokemus | kokemuksen | virkaikä* | koulutusvaatimu* | ylemp* "
    "korkeakoulututkinto | kelpoisuu* | ikä | iän | ikäinen | vuotias | vuotiaat | työaika | työajan "
    "| työaikaan | opetusvelvollisuu* | viikkotun* | tuntia viikossa | h viikossa | h / vko | "
    "vuosiviikkotun* | vuosiloma* | lomapäiv* | lomaa # | lomaoikeu* | palkka | palkan | palkkaus | "
    "lisä | korvaus | korvauksen | € | euroa | euron | e / kk | irtisanomisaika | irtisanomisajan | "
    "resurssi | työpanos"
)
_TRIAL = "koeaika | koeajan | koeajalla"
_OFFICE = (
    "toimikausi | toimikauden | toimikaudeksi | vuodeksi | vuoden määräajaksi | määräaikainen | "
    "määräaikaise* | valitaan ~ vuodeksi | nimetään ~ vuodeksi | asetetaan ~ ajaksi | vuoden ajaksi "
    "| lukuvuodeksi"
)
_RECOVERY = (
    "palautumisaika | palautumisajan | toipumisaika | palautettavissa | vasteaika | vasteajan | "
    "käytettävyy* | ratkaisuaika"
)

_YEARS = "joka toinen/kolmas/neljäs vuosi | kahden/kolmen/neljän/viiden vuoden välein | # vuoden välein"
_PAST = (
    "seuraava kokous | "
    "oli | olivat | viime vuonna | viime vuodesta | viime vuoden aikana | viime lukuvuonna | edellisenä "
    "vuonna | edellisenä lukuvuonna | kertoi"
)
_SUPPLIER = (
    "toimittaja/valmistaja/myyjä/palveluntarjoaja/maahantuoja ~ vaihtaa/korjaa/takaa/vastaa | alkaa | päättyy | kestää"
)
_APPEAL = (
    "säilytetään/säilytetä ~ asti , kun | oikaisua ~ hakea | oikaisu* ~ tehtävä | oikaisuvaatimu* | hakea ~ "
    "oikaisua | valitusaika | valituksen ~ voi "
    "| muutoksenhaku*"
)
_MACHINE = "kirjaa ~ ulos | kirjautuu ~ ulos | lukittuu | lukkiutuu | automaattisesti | säilytetään ~ asti"

_NOT_VALID = "ei koske | eivät koske | ei päde | eivät päde | ei sovelleta | ei noudateta | ei ole voimassa"

VETOES = {
    "sentence": " | ".join((_ADVERT, _VALIDITY, _DEFINITION, _HOURS, _TRIAL)),
    "clause": " | ".join((_KEEPING, _APPEAL, _MACHINE)),
    "sentence_dated": " | ".join((_NOT_VALID, _WORK, _OFFICE, _RECOVERY, _PAST)),
    "clause_dated": " | ".join((_LAW, _SUPPLIER, _YEARS)),
    "touch": (
        "kohdassa # | kohdan # | kohta # | kohtaa # | liitteessä # | liitteen # | huone* # | sivu* # | versio* # | "
        "viime vuoden | viime lukuvuoden | "
        "tammikuusta | helmikuusta | maaliskuusta | huhtikuusta | toukokuusta | kesäkuusta | "
        "heinäkuusta | elokuusta | syyskuusta | lokakuusta | marraskuusta | joulukuusta | viimeisen "
        "# vuoden | viimeksi kuluneen | viimeisten ~ vuoden | # . luok* | # : # | vuoden "
        "toimintasuunnitelm* | vuoden talousarvio* | lukuvuoden työsuunnitelm* | mahdollisuuksien "
        "mukaan | mahdollisuuksien | vuoden ikäi* | vuoden mittai* | viikon mittai* | päivän mittai* "
        "| tunnin mittai* | kuukauden mittai* | vuotta vanh* | päivän kestäv* | viikon kestäv*"
    ),
    "behind": "lukuun ottamatta ... | paitsi ... | pois lukien ...",
}
