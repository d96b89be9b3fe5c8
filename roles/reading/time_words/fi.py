"""Finnish time words: case endings carry "in" and "per", postpositions "by", "within", "before" and "after"."""

from roles.reading.time_words import Lexicon
from roles.reading.time_words.fi_events import EVENTS, PLANNED
from roles.reading.time_words.fi_patterns import MACROS, PATTERNS
from roles.reading.time_words.fi_vetoes import VETOES

_MONTHS = (
    "tammikuu",
    "helmikuu",
    "maaliskuu",
    "huhtikuu",
    "toukokuu",
    "kesäkuu",
    "heinäkuu",
    "elokuu",
    "syyskuu",
    "lokakuu",
    "marraskuu",
    "joulukuu",
)


def _months() -> dict[str, str]:
    """``month`` the plain forms, ``month_in`` "in that month", ``month_into`` the form before "mennessä"."""
    tags: dict[str, str] = {}
    for number, name in enumerate(_MONTHS, 1):
        tags[f"month:{number}"] = f"{name} | {name}n | {name}ta | {name[:-2]}."
        tags[f"month_in:{number}"] = f"{name}ssa"
        tags[f"month_into:{number}"] = f"{name}hun"
        tags[f"month_stem:{number}"] = name.removesuffix("kuu")
        tags[f"month_from:{number}"] = f"{name}sta"
    return tags


_TAGS = {
    # numbers
    "number:1": "yksi | yhden | yhtä",
    "number:2": "kaksi | kahden | kahta",
    "number:3": "kolme | kolmen | kolmea",
    "number:4": "neljä | neljän | neljää",
    "number:5": "viisi | viiden | viittä",
    "number:6": "kuusi | kuuden | kuutta | kuudessa",
    "number:7": "seitsemän | seitsemää",
    "number:8": "kahdeksan | kahdeksaa",
    "number:9": "yhdeksän | yhdeksää",
    "number:10": "kymmenen | kymmentä",
    "number:12": "kaksitoista | kahdentoista",
    "number:14": "neljätoista | neljäntoista",
    "number:15": "viisitoista | viidentoista",
    "number:20": "kaksikymmentä | kahdenkymmenen",
    "number:24": "kaksikymmentäneljä | kahdenkymmenenneljän",
    "number:30": "kolmekymmentä | kolmenkymmenen",
    "ordinal:1": "ensimmäinen | ensimmäisen | ensimmäistä | ensimmäisenä | ensimmäiseen | ensimmäisellä",
    "ordinal:2": "toinen | toisen | toista | toisena | toiseen | toisella",
    "ordinal:3": "kolmas | kolmannen | kolmatta | kolmantena | kolmanteen | kolmannella",
    "ordinal:4": "neljäs | neljännen | neljättä | neljäntenä | neljänteen | neljännellä",
    "ordinal:5": "viides | viidennen | viidettä | viidentenä | viidenteen",
    "ordinal:6": "kuudes | kuudennen | kuudentena | kuudenteen",
    "ordinal:7": "seitsemäs | seitsemännen | seitsemäntenä | seitsemänteen",
    "ordinal:8": "kahdeksas | kahdeksannen | kahdeksantena | kahdeksanteen",
    "ordinal:10": "kymmenes | kymmenettä | kymmenennen | kymmenentenä | kymmenenteen",
    "ordinal:15": "viidestoista | viidentenätoista | viidettätoista | viidennentoista | viidenteentoista",
    "ordinal:20": "kahdeskymmenes | kahdennenkymmenennen | kahdenteenkymmenenteen",
    "number_in:2": "kahdessa",
    "number_in:3": "kolmessa",
    "number_in:4": "neljässä",
    "number_in:5": "viidessä",
    "number_in:7": "seitsemässä",
    "number_in:10": "kymmenessä",
    "number_in:14": "neljässätoista",
    "suffix": ": een | : nteen | : ntenä | : nnen | : nen | : s",
    "half": "puolen | puoli",
    "range": "tai",
    # months and weekdays
    **_months(),
    "weekday:1": "maanantai | maanantaina | maanantain",
    "weekday:2": "tiistai | tiistaina | tiistain",
    "weekday:3": "keskiviikko | keskiviikkona | keskiviikkon",
    "weekday:4": "torstai | torstaina | torstain",
    "weekday:5": "perjantai | perjantaina | perjantain | perjantaihin",
    "weekday:6": "lauantai | lauantaina | lauantain",
    "weekday:7": "sunnuntai | sunnuntaina | sunnuntain",
    "each_weekday:1": "maanantaisin",
    "each_weekday:2": "tiistaisin",
    "each_weekday:3": "keskiviikkoisin",
    "each_weekday:4": "torstaisin",
    "each_weekday:5": "perjantaisin",
    "each_weekday:6": "lauantaisin",
    "each_weekday:7": "sunnuntaisin",
    # units and periods; "_in" are the cases that mean "per" or "during"
    "unit:working_day": (
        "työpäivä | työpäivän | työpäivää | työpäivänä | työpäivään | työpäivien | arkipäivä | "
        "arkipäivän | arkipäivää | arkipäivänä | arkipäivään | arkipäivien | koulupäivä | "
        "koulupäivän | koulupäivää | koulupäivänä | koulupäivään | koulupäivien | työpv | arkipv | "
        "työpäivänsä | koulupäivänsä"
    ),
    "unit_in:working_day": "työpäivässä | arkipäivässä | koulupäivässä",
    "unit_in:hour": "tunnissa",
    "unit:full_day": "vuorokausi | vuorokauden | vuorokautta | vrk | vuorokaudessa",
    "unit:calendar_day": ("päivä | päivän | päivää | päivien | kalenteripäivän | kalenteripäivää | pv | pvä | pvän"),
    "day_word": "päivään | päivänä | pnä | päivämäärään | kalenteripäivään | kalenteripäivänä",
    "unit:hour": "tunti | tunnin | tuntia | tuntien | h | työtunnin | työtuntia",
    "unit:minute": "minuutti | minuutin | minuuttia | min",
    "unit:week": (
        "viikko | viikon | viikkoa | vko | vko : n | vk | työviikko | työviikon | kouluviikko | "
        "kouluviikon | kalenteriviikon | viikkojen | työviikkonsa | viikkonsa"
    ),
    "unit:month": (
        "kuu | kuun | kuuta | kuukausi | kuukauden | kuukautta | kk | kk : n | kalenterikuukausi | "
        "kalenterikuukauden | kuukausien"
    ),
    "period:quarter": (
        "neljännesvuosi | neljännesvuoden | vuosineljännes | vuosineljänneksen | kvartaali | "
        "kvartaalin | neljännesvuotta | vuosineljänneksellä | neljännestä | neljänneksen | vuosineljännestä"
    ),
    "period:term": (
        "lukukausi | lukukauden | lukukautta | lukukausien | jakso | jakson | jaksoa | jaksojen | "
        "opetusjakso | opetusjakson | periodi | periodin | periodia | syyslukukauden | "
        "kevätlukukauden | arviointijakson | arviointijakso"
    ),
    "period:trimester": "trimesteri | trimesterin",
    "period:half_year": (
        "puolivuosi | puolivuotiskausi | puolivuotiskauden | puolivuotisjakson | vuosipuolisko | "
        "vuosipuoliskon | lukuvuoden puolikkaan | puoli vuotta | puolen vuoden"
    ),
    "period:school_year": (
        "lukuvuosi | lukuvuoden | lukuvuotta | lukuvuosien | lv | lukuv. | kouluvuosi | kouluvuoden "
        "| lv : n | koulun vuoden"
    ),
    "period:activity_period": "toimintakausi | toimintakauden | toimintakautta | toimintausi",
    "period:year": "vuosi | vuoden | vuotta | kalenterivuosi | kalenterivuoden | v",
    "period_in:day": "päivässä",
    "period_in:week": "viikossa | vkossa | vko : ssa | työviikossa | kouluviikossa",
    "period_in:month": "kuukaudessa | kuussa | kk : ssa | kalenterikuukaudessa",
    "period_in:quarter": "neljännesvuodessa | vuosineljänneksessä | kvartaalissa",
    "period_in:term": (
        "lukukaudessa | jaksossa | opetusjaksossa | periodissa | syyslukukaudella | "
        "kevätlukukaudella | lukukaudella | arviointijaksossa"
    ),
    "period_in:trimester": "trimesterissä",
    "period_in:half_year": "puolivuodessa | puolessa vuodessa | vuosipuoliskossa",
    "period_in:school_year": "lukuvuodessa | lukuvuonna | kouluvuodessa | kouluvuonna | lv : ssa",
    "period_in:activity_period": "toimintakaudessa | toimintakaudella | toimintaudessa",
    "period_in:year": "vuodessa | kalenterivuodessa | vuonna | v : ssa",
    "period_week:week": "viikolla",
    "unit_before:calendar_day": "edellisenä päivänä | edeltävänä päivänä | edellisenä iltana | edelliseen "
    "päivään mennessä",
    "unit_before:working_day": "edellisenä työpäivänä | edellisenä arkipäivänä | edeltävänä arkipäivänä | "
    "edellisenä koulupäivänä",
    "holiday:12-24": "jouluun mennessä | ennen joulua | jouluksi",
    "holiday:5-1": "vappuun mennessä | vapuksi",
    "holiday:12-6": "itsenäisyyspäivään mennessä | itsenäisyyspäiväksi",
    "period_night:day": "joka yö | joka ilta | joka aamu | öisin | iltaisin | aamuisin",
    "that_is": "eli | toisin sanoen",
    "during:school_year": "lukuvuoden aikana | kouluvuoden aikana | lukuvuoden mittaan",
    "unit_next:working_day": (
        "seuraavana työpäivänä | seuraavana arkipäivänä | seuraavana koulupäivänä | seuraavan "
        "työpäivän aikana | seuraavan arkipäivän aikana | seuraavan koulupäivän aikana | seuraavaan "
        "työpäivään mennessä | seuraavaan arkipäivään mennessä | viimeistään seuraavana työpäivänä | "
        "viimeistään seuraavana arkipäivänä | viimeistään seuraavana koulupäivänä"
    ),
    "unit_next:calendar_day": "seuraavana päivänä | seuraavan päivän aikana | viimeistään seuraavana päivänä",
    "unit_end:working_day": (
        "päivän päätteeksi | työpäivän päätteeksi | päivän lopussa | työpäivän lopussa | koulupäivän "
        "päätteeksi | koulupäivän lopussa"
    ),
    # how often
    "adverb:day": "päivittäin | joka arkipäivä",
    "adverb:week": "viikoittain | viikottain",
    "adverb:month": "kuukausittain | kuukausittaisen | kuukausittaiset | kuukausittainen",
    "adverb:quarter": "neljännesvuosittain | kvartaaleittain | vuosineljänneksittäin | kvartaalittain",
    "adverb:term": "lukukausittain | jaksoittain | periodeittain | jaksottain",
    "adverb:half_year": "puolivuosittain",
    "adverb:school_year": "lukuvuosittain",
    "adverb:year": "vuosittain | vuosittaisen | vuosittainen | vuosittaiset",
    "each": (
        "joka | jokainen | jokaisen | jokaisena | jokaista | jokaisessa | kunkin | kukin | kunakin | "
        "kussakin | kutakin | jokaiseen | kuhunkin"
    ),
    "which": (
        "seuraavan | kuluvan | edellisen | saman | koko | kyseisen | kuluneen | päättyneen | uuden | "
        "alkavan | seuraavaan | seuraavana | kyseessä olevan | raportointia seuraavan"
    ),
    "once": "kerran | kertaalleen | yhden kerran | yksi kerta",
    "twice": "kahdesti",
    "often:3": "kolmesti",
    "often:4": "neljästi",
    "times": "kertaa | kerta | krt | krt. | x | kert.",
    "at_least": "vähintään | ainakin | vähintäin | väh. | ei harvemmin kuin | ei vähempää kuin | minimissään",
    "at_most": "enintään | korkeintaan | maksimissaan | enint. | ei useammin kuin | max | max.",
    "about": "noin | n. | suunnilleen | keskimäärin | n",
    "or_more": "tai useammin | tai tarvittaessa useammin",
    "interval": "välein | väliajoin",
    "and": "ja | sekä | mutta | kuitenkin | ja / tai",
    "counts:course": "kurssia | kurssi",
    # by, within, after, before
    "latest": (
        "viimeistään | kuitenkin viimeistään | mutta viimeistään | ei myöhemmin kuin | mutta ei "
        "myöhemmin kuin | määräaika | määräaika : | määräaikana | viim. | viimestään | viimeistää | määräaika on"
    ),
    "by": "mennessä | mennesä | menessä | saakka | asti",
    "within": "kuluessa | sisällä | aikana | kuluttua | sisään",
    "after": "jälkeen | lukien | alkaen | perästä",
    "ended": (
        "päättymisestä | päätyttyä | päättymisen jälkeen | loputtua | päättyessä | päättymistä | "
        "päättymisen | vaihtuessa | päätteeksi | loppumisesta | vaihteesta"
    ),
    "start": "alussa | alkaessa | alettua | alkuun",
    "start_of": "alku | alkua | alkamista | alkamisesta | alusta",
    "middle": "puolivälissä | puoliväliin | keskivaiheilla | puolessavälissä",
    "end": "lopussa | loppuun | loppua | lopulla | loppupuolella | lopuksi | loppu",
    "last": "viimeinen | viimeisen | viimeistä | viimeisenä | viimeiseen | viimeisellä",
    "prior": "ennen",
    "ahead": "etukäteen | aiemmin | aikaisemmin | ennakkoon",
    # urgency and the rest
    "immediate": (
        "välittömästi | heti | viipymättä | viivytyksettä | oitis | saman tien | ilman viivytystä | "
        "ilman aiheetonta viivytystä | ilman aiheetonta viivästystä | viivyttelemättä"
    ),
    "asap": (
        "mahdollisimman pian | mahdollisimman nopeasti | niin pian kuin mahdollista | ensi tilassa | "
        "pikimmiten | mahdollisimman ripeästi | heti kun mahdollista | niin nopeasti kuin "
        "mahdollista | heti kun se on mahdollista | mahdollisimman joutuisasti | mahdollisimman "
        "nopealla aikataululla"
    ),
    "same_day:working_day": (
        "samana työpäivänä | saman työpäivän aikana | samana koulupäivänä | saman koulupäivän aikana "
        "| samana arkipäivänä | saman arkipäivän aikana | viimeistään samana työpäivänä | viimeistään "
        "samana arkipäivänä"
    ),
    "same_day": (
        "samana päivänä | saman päivän aikana | vielä samana päivänä | viimeistään samana päivänä | "
        "saman päivän kuluessa | saman vuorokauden aikana | samana iltana | samana aamuna"
    ),
    "need": (
        "tarvittaessa | aina tarvittaessa | tarpeen mukaan | tarpeen vaatiessa | pyydettäessä | pyynnöstä | tarpeen "
        "tullen | tarpeen ilmetessä | mikäli tarvetta | jos on tarvetta | jos on tarpeen | tarpeiden "
        "mukaan | tarvittaissa | mikäli tarpeen | jos tarve vaatii | kun on tarvetta | jos tarvetta "
        "| tarpeen niin vaatiessa"
    ),
    "continuous": (
        "jatkuvasti | säännöllisesti | ajantasaisesti | ajan tasalla | järjestelmällisesti | oikea - "
        "aikai* | aina | säännöllinen | säännöllisen | "
        "säännöllistä | jatkuva | jatkuvan | jatkuvaa | ajallaan | ajoissa | määräajoin | aika ajoin | "
        "ajantasainen | ajantasaiset | ajantasaisen | ympäri vuoden | läpi "
        "vuoden | koko lukuvuoden ajan | koko lukuvuoden aikana | läpi lukuvuoden | pitkin vuotta | "
        "pitkin lukuvuotta | ajantasaisina | ajantasaisena | ajan tasalle | keskeytyksettä | "
        "yhtäjaksoisesti | koko ajan | oikeaaikaisesti"
    ),
    "task": (
        "tehtävät | tehtäviä | työtehtävät | työtehtäviä | tehtävistä | tehtävissä | työt | töitä | "
        "tehtävien | työtehtävistä"
    ),
    "order": (
        "määräyksestä | määräysten mukaan | määräysten mukaisesti | ohjeiden mukaan | ohjeiden "
        "mukaisesti | määräyksen mukaan | toimeksiannosta | käskystä | määräyksen mukaisesti | "
        "osoituksesta | toimeksiantojen mukaan"
    ),
    "set_time": (
        "annetussa määräajassa | annetussa ajassa | sovitussa ajassa | sovitussa määräajassa | "
        "sovitussa aikataulussa | annetussa aikataulussa | asetetussa määräajassa | antamassa "
        "aikataulussa | antamassa määräajassa | antamassa ajassa | määräämässä ajassa | määräämään "
        "päivään mennessä | määräämänä aikana | asettamassa määräajassa | määräaikaan mennessä | "
        "sovittuun aikaan mennessä | sovittuun päivään mennessä | annettuun määräaikaan mennessä | "
        "määräämään aikaan mennessä"
    ),
    "given": (
        "määräämät | määräämiä | antamat | antamia | osoittamat | osoittamia | määräämissä | "
        "määräämien | antamien | osoittamien | määräämistä | antamista | osoittamista | määräämä | "
        "osoittama"
    ),
    "other": (
        "muut | muita | muiden | muista | muissa | kertaluonteiset | kertaluonteisia | erilliset | "
        "erillisiä | satunnaiset | mahdolliset | työhön liittyvät | tilapäiset"
    ),
    "ordered_by:head_of_school": (
        "rehtorin | koulunjohtajan | koulun johtajan | koulun rehtorin | päiväkodin johtajan | "
        "päiväkodinjohtajan | johtajan | oppilaitoksen rehtorin | toimipaikan johtajan"
    ),
    "ordered_by:deputy_head": "apulaisrehtorin | vararehtorin | varajohtajan | apulaisjohtajan",
    "ordered_by:head of department": "osastopäällikön | yksikön päällikön | toimialajohtajan | sivistysjohtajan",
    "ordered_by:direct manager": (
        "esimiehen | esihenkilön | lähiesimiehen | lähiesihenkilön | esihenkilönsä | esimiehensä | työnantajan"
    ),
    "not_before:education_process_end": (
        "opetuksen päätyttyä | koulutyön päätyttyä | opetuksen päättymisen jälkeen | koulutyön "
        "päättymisen jälkeen | opetustyön päätyttyä"
    ),
    "written": "kirjallisesti",
    "abbreviation": "esim. | ym. | jne. | mm. | yms. | ks. | tms. | ns. | ko. | puh. | nro.",
    "clock": "klo | kello",
}

LEXICON = Lexicon(
    tags=_TAGS,
    patterns=PATTERNS,
    macros=MACROS,
    events=EVENTS,
    planned=PLANNED,
    vetoes=VETOES,
    review=(
        "tehtävänkuva* ~ tarkistetaan/päivitetään/tarkastellaan/muutetaan/voidaan/käydään | "
        "toimenkuva* ~ tarkistetaan/päivitetään/tarkastellaan/muutetaan/voidaan/käydään | "
        "tehtäväkuvaus ~ tarkistetaan/päivitetään | tehtävänkuvaus ~ tarkistetaan/päivitetään/"
        "voidaan | ohje ~ tarkistetaan/päivitetään | suunnitelma ~ tarkistetaan | tarkistetaan/"
        "päivitetään tehtävänkuva*/toimenkuva* | toimenkuvan/tehtävänkuvan ~ päivitys/tarkistus/"
        "päivittäminen/tarkistaminen"
    ),
    obliged="on velvollinen | ovat velvollisia | täytyy | on velvollisuus | pitää",
    hour=(
        r"(?:viimeistään|ennen|ei myöhemmin kuin) (?:klo|kello) ?\d{1,2}(?:[.:]\d{2})?"
        r"|(?:klo|kello) ?\d{1,2}(?:[.:]\d{2})?(?: ?:? ?(?:een|aan|ään|teen))? (?:mennessä|saakka|asti)"
    ),
    rights="on oikeus | oikeus saada | oikeutettu | on oikeutettu | on oikeudet | saa käyttää oikeutta",
    condition="jos ... | mikäli ... | vain ... | lukuun ottamatta ...",
    known=(
        "koko | kuusen | toimi | kerrat | kertoa | kertoo | "
        "kesä | kesän | kesää | kesällä | kesäksi | kesältä | kesälle | kesään | kesät | kesäisin | kesiä | "
        "talvi | talven | talvea | talvella | talveksi | talvelta | talvet | talvisin | "
        "syksy | syksyn | syksyä | syksyllä | syksyksi | syksyltä | syksyt | syksyisin | "
        "kevät | kevään | kevättä | keväällä | kevääksi | keväältä | keväät | keväisin"
    ),
    ordinal_dot=True,
)
