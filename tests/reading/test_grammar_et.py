"""Estonian sentences and the time rules in them; half of them have none."""

import pytest

from roles.reading.grammar import find_rules
from tests.reading.notation import found

RULES = [
    # dates of each school year
    ("Esitab klasside nimekirjad 10. septembriks.", ["10. septembriks = 9-10"]),
    ("Esitab klasside nimekirjad hiljemalt 10. septembriks.", ["hiljemalt 10. septembriks = 9-10"]),
    ("Esitab andmed hiljemalt 10.09.", ["hiljemalt 10.09 = 9-10"]),
    ("Kinnitab plaani hiljemalt 15. oktoobril.", ["hiljemalt 15. oktoobril = 10-15"]),
    ("Koostab iga aasta 1. oktoobriks aruande.", ["iga aasta 1. oktoobriks = 10-1"]),
    ("Igal aastal 1. detsembriks koostab eelarve.", ["Igal aastal 1. detsembriks = 12-1"]),
    ("Enne 1. maid kogub soovid.", ["Enne 1. maid = 4-30"]),
    ("Kogub soovid mitte hiljem kui 20. aprilliks.", ["mitte hiljem kui 20. aprilliks = 4-20"]),
    ("Tellib õpikud esimeseks juuniks.", ["esimeseks juuniks = 6-1"]),
    ("Paigaldab uuendused 1.–15. augustil.", ["1.–15. augustil = 8-15"]),
    ("Võtab seadmed vastu kuni 20. juunini.", ["kuni 20. juunini = 6-20"]),
    ("Saadab andmed linnale tähtajaga 10.10.", ["tähtajaga 10.10 = 10-10"]),
    ("Juuni- ja augustikuus hooldab arvuteid.", ["Juuni = 6-?", "augustikuus = 8-?"]),
    ("Märtsis korraldab turvanädala.", ["Märtsis = 3-?"]),
    ("Esitab kokkuvõtte igal õppeaastal oktoobris.", ["igal õppeaastal oktoobris = 10-?"]),
    ("Korraldab vahetuse mai jooksul.", ["mai jooksul = 5-?"]),
    ("Kontrollib plaani märtsi keskpaigaks.", ["märtsi keskpaigaks = 3-15"]),
    ("Kontrollib seadmeid septembri teisel nädalal.", ["septembri teisel nädalal = 9-14"]),
    (
        "Iga õppeaasta alguses, kuid mitte hiljem kui 12. septembriks, avab rühmad.",
        ["Iga õppeaasta alguses, kuid mitte hiljem kui 12. septembriks = 9-12"],
    ),
    ("Esitab andmed 10. septmbriks.", ["10. septmbriks = 9-10"]),
    # ends of months and periods
    ("Hiljemalt augusti lõpuks paigaldab tarkvara.", ["Hiljemalt augusti lõpuks = end month8 +0cd"]),
    ("Enne veebruari lõppu esitab taotluse.", ["Enne veebruari lõppu = end month2 +0cd"]),
    ("Arhiveerib päeviku augusti viimasel tööpäeval.", ["augusti viimasel tööpäeval = end month8 +0wd"]),
    ("Arhiveerib päeviku juuni viimaseks tööpäevaks.", ["juuni viimaseks tööpäevaks = end month6 +0wd"]),
    ("Teeb ülevaate III kvartali lõpuks.", ["III kvartali lõpuks = end month9 +0cd"]),
    ("Teeb ülevaate hiljemalt teise kvartali lõpuks.", ["hiljemalt teise kvartali lõpuks = end month6 +0cd"]),
    ("Saadab tunnilehe iga kuu viiendaks kuupäevaks.", ["iga kuu viiendaks kuupäevaks = end month +5cd"]),
    ("Saadab tunnilehe järgmise kuu 5. kuupäevaks.", ["järgmise kuu 5. kuupäevaks = end month +5cd"]),
    ("Kuu esimesel tööpäeval kontrollib litsentse.", ["Kuu esimesel tööpäeval = end month +1wd"]),
    ("Kuu esimese viie tööpäeva jooksul esitab aruande.", ["Kuu esimese viie tööpäeva jooksul = end month +5wd"]),
    (
        "Täidab päeviku viie tööpäeva jooksul pärast kuu lõppu.",
        ["viie tööpäeva jooksul pärast kuu lõppu = end month +5wd"],
    ),
    ("Kuu lõppedes viie tööpäeva jooksul täidab tabeli.", ["Kuu lõppedes viie tööpäeva jooksul = end month +5wd"]),
    (
        "Kinnitab hinded 7 (seitsme) tööpäeva jooksul pärast trimestri või õppeaasta lõppu.",
        ["7 (seitsme) tööpäeva jooksul pärast trimestri või õppeaasta lõppu = end trimester+school_year +7wd"],
    ),
    (
        "Annab aru kahe nädala jooksul pärast õppeaasta lõppu.",
        ["kahe nädala jooksul pärast õppeaasta lõppu = end school_year +14cd"],
    ),
    ("Nädal pärast veerandi lõppu kohtub vanematega.", ["Nädal pärast veerandi lõppu = end term +7cd"]),
    ("Pärast poolaasta lõppu prindib kokkuvõtte.", ["Pärast poolaasta lõppu = end half_year +?"]),
    ("Sulgeb hinded õppeveerandi viimasel tööpäeval.", ["õppeveerandi viimasel tööpäeval = end term =0wd"]),
    ("Trimestri viimasel päeval paneb hinded välja.", ["Trimestri viimasel päeval = end trimester =0cd"]),
    ("Uuendab loendi iga õppeperioodi lõpuks.", ["iga õppeperioodi lõpuks = end term +0cd"]),
    ("Õppeaasta lõpus inventeerib vara.", ["Õppeaasta lõpus = end school_year +0cd"]),
    # how often
    ("Kohtub meeskonnaga kord kuus.", ["kord kuus = 1/month"]),
    ("Vaatab seadmed üle kord kvartalis.", ["kord kvartalis = 1/quarter"]),
    ("Koolitab õpetajaid vähemalt kaks korda õppeaastas.", ["vähemalt kaks korda õppeaastas = 2+/school_year"]),
    ("Annab aru kuus korda aastas.", ["kuus korda aastas = 6/year"]),
    ("Osaleb võrgustikus 2-3 korda poolaastas.", ["2-3 korda poolaastas = 2-3/half_year"]),
    ("Osaleb võrgustikus umbes 3–4 korda õppeaasta jooksul.", ["umbes 3–4 korda õppeaasta jooksul = ~3-4/school_year"]),
    ("Peab õppeaasta jooksul kord nädalas infotundi.", ["õppeaasta jooksul kord nädalas = 1/week"]),
    ("Vahetab paroole mitte harvem kui kord veerandis.", ["mitte harvem kui kord veerandis = 1+/term"]),
    ("Kohtub tugimeeskonnaga üle nädala.", ["üle nädala = 1/two_weeks"]),
    ("Igal teisel nädalal puhastab filtrid.", ["Igal teisel nädalal = 1/two_weeks"]),
    ("Iga kolme kuu järel vahetab paroolid.", ["Iga kolme kuu järel = 1/quarter"]),
    ("Kord kahe nädala jooksul kontrollib logisid.", ["Kord kahe nädala jooksul = 1/two_weeks"]),
    ("Kontrollib varukoopiaid iga päev.", ["iga päev = 1+/school_day"]),
    ("Märgib puudujad igal koolipäeval.", ["igal koolipäeval = 1+/school_day"]),
    ("Saadab igakuiselt ülevaate.", ["igakuiselt = 1/month"]),
    ("Kontrollib iganädalaselt logisid.", ["iganädalaselt = 1/week"]),
    ("Esmaspäeviti vaatab üle tellimused.", ["Esmaspäeviti = 1/week mon"]),
    ("Igal reedel varundab andmed.", ["Igal reedel = 1/week fri"]),
    ("Koostab poolaastati kokkuvõtte.", ["poolaastati = 1/half_year"]),
    ("Kontrollib litsentse iga kuu.", ["iga kuu = 1/month"]),
    ("Õppeaasta alguses juhendab uusi õpetajaid.", ["Õppeaasta alguses = 1/school_year"]),
    ("Õpetab kuni kolm kursust õppeaasta jooksul.", ["kuni kolm kursust õppeaasta jooksul = 0-3/school_year cap"]),
    # around events
    (
        "Teavitab juhtkonda viivitamata rikke avastamisel.",
        ["viivitamata rikke avastamisel = fault_or_inaccuracy_noticed after!"],
    ),
    (
        "Sisestab andmed kolme koolipäeva jooksul õpilase kooli saabumisest.",
        ["kolme koolipäeva jooksul õpilase kooli saabumisest = pupil_arrives after 3wd"],
    ),
    ("Õpilase koolist lahkumisel sulgeb konto.", ["Õpilase koolist lahkumisel = pupil_leaves at"]),
    (
        "Kustutab konto 24 tunni jooksul töösuhte lõppemisest.",
        ["24 tunni jooksul töösuhte lõppemisest = staff_leaves after 24h"],
    ),
    ("Märgib kontrolltöö päevikusse vähemalt nädal enne.", ["vähemalt nädal enne = planned_test before 7cd"]),
    ("Saadab kutse kaks nädalat enne koosolekut.", ["kaks nädalat enne koosolekut = planned_meeting before 14cd"]),
    (
        "Teavitab kasutajaid plaanilistest katkestustest kaks tööpäeva ette.",
        ["plaanilistest katkestustest kaks tööpäeva ette = planned_change_or_outage before 2wd"],
    ),
    ("Koostab tunniplaani enne õppeaasta algust.", ["enne õppeaasta algust = period_start before"]),
    ("Vastab kirjale samal päeval.", ["samal päeval = other after 0cd"]),
    ("Vastab pöördumisele järgmisel tööpäeval.", ["järgmisel tööpäeval = request_received after 1wd"]),
    ("Esimesel võimalusel parandab vea.", ["Esimesel võimalusel = fault_or_inaccuracy_noticed after~"]),
    ("Arvuti purunemisel leiab asenduse.", ["Arvuti purunemisel = device_broken after"]),
    ("Kontaktandmete muutumisel parandab kirje.", ["Kontaktandmete muutumisel = data_changed after"]),
    ("Kiusamise märkamisel sekkub kohe.", ["Kiusamise märkamisel sekkub kohe = bullying_suspected_or_noticed after!"]),
    (
        "Vastab viie tööpäeva jooksul taotluse saamisest.",
        ["viie tööpäeva jooksul taotluse saamisest = request_received after 5wd"],
    ),
    ("Vajadusel tellib varuosi.", ["Vajadusel = need_arises at"]),
    (
        "Täidab vahetu juhi antud ühekordseid ülesandeid.",
        ["vahetu juhi antud ühekordseid ülesandeid = order as_ordered"],
    ),
    ("Osaleb töörühmas direktori korraldusel.", ["direktori korraldusel = order as_ordered"]),
    (
        "Rikke ilmnemisel või vea avastamisel märgib selle.",
        ["Rikke ilmnemisel = fault_or_inaccuracy_noticed after", "vea avastamisel = inaccuracy_found after"],
    ),
    (
        "Arvuti purunemisel või printeri riknemisel leiab asenduse.",
        ["Arvuti purunemisel või printeri riknemisel = device_broken after"],
    ),
    ("Töölaud on esimesel võimalusel korda tehtud.", ["esimesel võimalusel korda tehtud = device_broken after~"]),
    (
        "Osaleb komisjonis vastavalt vallasekretäri korraldusele.",
        ["vastavalt vallasekretäri korraldusele = order as_ordered"],
    ),
    # without a date
    ("Jälgib järjepidevalt turvateateid.", ["järjepidevalt = continuous"]),
    ("Aruanded on esitatud õigeaegselt.", ["õigeaegselt = continuous"]),
    ("Hoiab loendid ajakohastena.", ["ajakohastena = continuous"]),
    # words of the vetoes in sentences that are duties all the same
    ("Arhiveerib dokumendid kord aastas.", ["kord aastas = 1/year"]),
    ("Esitab puhkuste ajakava 15. märtsiks.", ["15. märtsiks = 3-15"]),
    (
        "Taastab andmed 4 tunni jooksul rikketeate saamisest.",
        ["4 tunni jooksul rikketeate saamisest = device_broken after 4h"],
    ),
    ("Tutvustab kehtivaid õigusakte kord õppeaastas.", ["kord õppeaastas = 1/school_year"]),
    ("Valib koos kolleegidega iga aasta 1. maiks õppevara.", ["iga aasta 1. maiks = 5-1"]),
    ("Kirjeldab klassi seadmed iga veerandi lõpus.", ["iga veerandi lõpus = end term +0cd"]),
    ("Esitab hiljemalt 10.9. Kontrollib nimekirju kord kuus.", ["hiljemalt 10.9 = 9-10", "kord kuus = 1/month"]),
    ("Loob konto enne uue töötaja tööle asumist.", ["enne uue töötaja tööle asumist = staff_arrives before"]),
    ("Ajakohastab lehte iga kuu esimesel nädalal.", ["iga kuu = 1/month"]),
    (
        "Korraldab õppeaasta jooksul vähemalt kolm koolitust.",
        ["õppeaasta jooksul vähemalt kolm koolitust = 3+/school_year"],
    ),
    ("Testib koopiaid kord poole aasta jooksul.", ["kord poole aasta jooksul = 1/half_year"]),
    ("Tööaja tabeli esitab kuu viimasel tööpäeval.", ["kuu viimasel tööpäeval = end month =0wd"]),
    ("Täidab direktori korraldusi.", ["direktori korraldusi = order as_ordered"]),
    (
        "Kui seade ei tööta, asendab selle samal päeval.",
        ["Kui seade ei tööta, asendab selle samal päeval = device_broken after 0cd"],
    ),
    # two in one sentence
    (
        "Kontrollib nimekirju iga kuu; 15. juuniks esitab kokkuvõtte.",
        ["iga kuu = 1/month", "15. juuniks = 6-15"],
    ),
    ("Koostab kord aastas plaani ja vajadusel parandab seda.", ["kord aastas = 1/year", "vajadusel = need_arises at"]),
]

TRAPS = [
    "Kinnitatud direktori 10. septembri 2024. a käskkirjaga nr 12.",
    "Juhend on kinnitatud 10.09.2024.",
    "Lähtub määrusest, mis võeti vastu 1. septembril 2019. aastal.",
    "Täidab põhikooli- ja gümnaasiumiseaduse § 32 nõudeid.",
    "Logisid säilitatakse 6 kuu jooksul.",
    "Varukoopiad säilitatakse kolme aasta jooksul.",
    "Kabinet on avatud iga päev kell 8.00-16.00.",
    "Vastuvõtuaeg igal teisipäeval kell 14.",
    "Õppeaasta algab 1. septembril ja lõpeb 31. augustil.",
    "Poolaasta kestab kuni 20. jaanuarini.",
    "Töökogemus vähemalt 3 aastat samal ametikohal.",
    "Kõrgharidus ja vähemalt kaheaastane kogemus.",
    "Põhipuhkus on 56 kalendripäeva aastas.",
    "Puhkust antakse 28 päeva iga aasta jooksul.",
    "Töötasu makstakse iga kuu 5. kuupäevaks.",
    "Lisatasu 100 eurot kuus.",
    "Kandideerimiseks saata avaldus hiljemalt 15. maiks.",
    "Palume esitada dokumendid 1. juuniks.",
    "Konkursi tähtaeg on 20. august.",
    "Tööle asumise aeg 1. septembril.",
    "Hoolekogu valitakse kolmeks aastaks igal sügisel septembris.",
    "Ametiaeg kestab kuni 1. oktoobrini.",
    "Juhend jõustub 1. septembril.",
    "Leping kehtib kuni 31. detsembrini.",
    "Kord hakkab kehtima 1. jaanuaril.",
    "Töökoormus on 40 tundi nädalas.",
    "Kontakttunde on 21 nädalas, mitte üle ühe korra päevas.",
    "Katseaeg on neli kuud alates tööle asumisest.",
    "Peab suhtlust igapäevatöös.",
    "Toetab õpetajaid igapäevases digitöös.",
    "Tegutseb aastate jooksul kogunenud teadmiste põhjal.",
    "Koostab kooli aasta tööplaani.",
    "Vastutab nädala menüü eest.",
    "Peab päevikut ja päevakava.",
    "Juhendab 9. klassi õpilasi.",
    "Juhendab 1.–4. klasside õpilasi.",
    "Tunneb andmekaitse põhimõtteid punktis 5.1 kirjeldatud ulatuses.",
    "Korraldab 24. veebruari aktuse.",
    "Töötab 1. septembrist 31. maini.",
    "Kasutab viimase viie aasta jooksul ilmunud õpikuid.",
    "Annab õpilastele teise võimaluse.",
    "Hindab teisel viisil kogutud tõendeid.",
    "Teeb koostööd teiste koolidega.",
    "Peab korda kabinetis ja koridoris.",
    "Tagab korra ja puhtuse.",
    "Koolituskulu kuni 300 eurot õppeaastas.",
    "Ametijuhendi lisa 3 loetleb seadmed.",
    "Süsteemi taasteaeg on kuni 4 tundi.",
    "Teenus taastatakse 8 tunni jooksul.",
    "Ruumi 10.05 võti on valves.",
    "Telefon 6543 210, ruum 12.",
    "Mai on kooli juubelikuu.",
    "Õppekava maht on 35 nädalat.",
    "Tunni pikkus on 45 minutit.",
    "Õpilane on vähemalt 7 aasta vanune.",
    "Kaugtöö on lubatud võimaluse korral.",
    "Poolaasta tähendab ajavahemikku 1. septembrist 31. jaanuarini.",
    "Vastab küsimustele asjatundlikult.",
    "Etteteatamise tähtaeg on 30 kalendripäeva enne lepingu lõppu.",
    "Kohtub vanematega võimaluse piires.",
    "Kord 3 aasta jooksul läbib koolituse.",
    "Iga viie aasta järel läbib esmaabikoolituse.",
    "Vähemalt 80 tundi viie aasta jooksul täiendkoolitust.",
]


@pytest.mark.parametrize(("text", "rules"), RULES)
def test_a_sentence_has_these_rules(text, rules):
    assert found(text, "et") == rules


@pytest.mark.parametrize("text", TRAPS)
def test_what_looks_like_time_and_is_none(text):
    assert found(text, "et") == []


@pytest.mark.parametrize(
    ("text", "section", "rules"),
    [
        ("Saada vajadusel täienduskoolitust.", {"kind": "rights"}, ["vajadusel = need_arises at right"]),
        ("Töötajal on õigus saada kord aastas koolitust.", {}, ["kord aastas = 1/year right"]),
        ("Ametijuhendit ajakohastatakse kord aastas.", {}, ["kord aastas = 1/year document"]),
        (
            "Ametijuhend vaadatakse läbi töökorralduse muutumisel.",
            {"kind": "amendment"},
            ["töökorralduse muutumisel = work_organisation_changed after document"],
        ),
        ("Vajadusel asendab kolleegi.", {"kind": "general"}, ["Vajadusel = need_arises at standing"]),
        (
            "Kiusamise märkamisel:",
            {"kind": "safety_procedure"},
            ["Kiusamise märkamisel = bullying_suspected_or_noticed at trigger"],
        ),
        ("Töötab õigeaegselt ja kord kuus.", {"kind": "competences"}, []),
        ("Esitab dokumendid 1. juuniks.", {"kind": "information"}, []),
    ],
)
def test_the_section_and_the_sentence_say_what_binds(text, section, rules):
    assert found(text, "et", **section) == rules


def test_who_orders_and_what_is_counted():
    [one] = find_rules("Osaleb töörühmas vastavalt vahetu juhi korraldusele.", "et")
    assert one.rule["ordered_by"] == "direct manager"
    [one] = find_rules("Õpetab õppeaasta jooksul kuni kolme kursuse ulatuses.", "et")
    assert (one.rule["counts"], one.rule["min"], one.rule["max"]) == ("course", 0, 3)


def test_within_the_school_year_and_not_before():
    [one] = find_rules("Õppeaasta jooksul kord kuus koolitab.", "et")
    assert one.rule["within"] == "school_year"
    [one] = find_rules("Pärast õppetöö lõppu, hiljemalt augusti viimaseks tööpäevaks, arhiveerib.", "et")
    assert one.rule["not_before"] == "education_process_end"
