"""Made-up texts with everything the printed forms have to carry. Words are ours, the schools do not exist."""

from documents.role_page import RolePage, SignatureParty

HASH = "5f2c9a71 0b44de18 93aa6c02 e1d7740f 28b96d35 7c01fae4 64d2038b 9e5517c6"


def item(number, text, *items, **more):
    return {"number": number, "text": text, "items": list(items), **more}


def lithuanian() -> RolePage:
    return RolePage(
        form="lt",
        language="lt",
        title="Skaitmeninio ugdymo specialisto pareigybės aprašymas Nr. 14, 2 versija",
        institution="Ąžuolyno bandomoji mokykla",
        header=(
            "PATVIRTINTA",
            "Ąžuolyno bandomosios mokyklos direktoriaus",
            "2026 m. birželio 18 d. įsakymu Nr. V-107",
        ),
        heading=("ĄŽUOLYNO BANDOMOSIOS MOKYKLOS", "SKAITMENINIO UGDYMO SPECIALISTO", "PAREIGYBĖS APRAŠYMAS Nr. 14"),
        sections=[
            {
                "number": "I SKYRIUS",
                "heading": "BENDROJI DALIS",
                "kind": "general",
                "layout": "numbered_list",
                "items": [
                    item(
                        "1.", "Skaitmeninio ugdymo specialistas (toliau – specialistas) yra nepedagoginis darbuotojas."
                    ),
                    item(
                        "2.",
                        "Jo darbas reikalingas tam, kad pamokoms netrūktų veikiančios įrangos ir aiškios pagalbos.",
                    ),
                    item("3.", "Užduotis specialistui skiria ir jų vykdymą vertina pavaduotojas ūkio reikalams."),
                ],
            },
            {
                "number": "II SKYRIUS",
                "heading": "REIKALAVIMAI",
                "kind": "requirements",
                "layout": "numbered_list",
                "items": [
                    item(
                        "4.",
                        "Specialistu gali dirbti žmogus, kuris:",
                        item("4.1.", "baigęs kolegijos ar universiteto technologijų studijas;"),
                        item("4.2.", "taisyklingai kalba lietuviškai ir supranta angliškas naudotojo instrukcijas;"),
                        item("4.3.", "žino, kaip mokykloje saugomi žmonių duomenys."),
                    ),
                ],
            },
            {
                "number": "III SKYRIUS",
                "heading": "FUNKCIJOS",
                "kind": "duties",
                "layout": "numbered_list",
                "items": [
                    item(
                        "5.",
                        "Rūpindamasis dienynu, specialistas:",
                        item("5.1.", "iki rugsėjo 10 d. sutvarko klasių, mokytojų ir mokinių sąrašus;"),
                        item("5.2.", "iki rugsėjo 15 d. patikrina, ar kiekvienas mokytojas mato savo pamokas;"),
                        item(
                            "5.3.",
                            "per 5 darbo dienas nuo mėnesio pabaigos primena apie nebaigtus įrašus;",
                            binds="class_teacher",
                        ),
                        item("5.4.", "per 7 darbo dienas nuo trimestro pabaigos užrakina trimestro įvertinimus;"),
                        item(
                            "5.5.",
                            "paskutinę rugpjūčio darbo dieną atiduoda dienyno išrašą į archyvą.",
                            co_actors=["secretary"],
                        ),
                    ),
                    item(
                        "6.",
                        "Prižiūrėdamas įrangą, specialistas:",
                        item("6.1.", "kiekvieną pirmadienį apžiūri planšečių spintas;"),
                        item("6.2.", "gruodžio mėnesį suskaičiuoja kompiuterius kartu su ūkvedžiu;"),
                        item(
                            "6.3.",
                            "apie kiekvieną gedimą, dėl kurio neįvyks pamoka, praneša nedelsdamas, o apie darbus "
                            "iš anksto parašo visiems, kuriuos jie palies;",
                        ),
                        item("6.3.", "tą patį numerį turintis punktas lieka toks, koks atspausdintas."),
                    ),
                    *(
                        item(
                            f"{n}.",
                            "Specialistas kas ketvirtį su metodine grupe aptaria, kas pasikeitė mokyklos skaitmeninėje "
                            "aplinkoje, ir užsirašo, ko mokytojams dar reikia išmokti.",
                        )
                        for n in range(7, 15)
                    ),
                ],
            },
            {
                "number": "IV SKYRIUS",
                "heading": "ATSAKOMYBĖ",
                "kind": "responsibility",
                "layout": "numbered_list",
                "items": [
                    item(
                        "15.", "Specialistas atsako už tai, kad žodžiai ąčęėįšųūž ir ĄČĘĖĮŠŲŪŽ liktų tokie, kokie yra."
                    )
                ],
            },
        ],
        posts={"class_teacher": "klasės vadovas", "secretary": "raštinės vedėjas"},
        signatures_heading="Susipažinau",
        parties=[SignatureParty("", "", "sig_employee", "Darbuotojo elektroninis parašas")],
        paper=True,
        footer=(
            "Skaitmeninio ugdymo specialisto pareigybės aprašymas Nr. 14, 2 versija",
            "Turinio santrauka (SHA-256): 5f2c9a71 0b44de18",
        ),
        closing=f"2 versija galioja nuo 2026-09-01, pakeičia 1 versiją. Turinio santrauka (SHA-256): {HASH}",
    )


def estonian(pairs: int = 14) -> RolePage:
    duty = "Hoolitseb, et rühmatöö vahendid on enne iga õppeperioodi algust üle vaadatud ja õpetajatele kätte jagatud."
    result = "Kõik vahendid töötavad; puuduste nimekiri on juhiga läbi räägitud ja järgmise sammu aeg kokku lepitud."
    return RolePage(
        form="et",
        language="et",
        title="Digiõppe nõustaja ametijuhend, versioon 3",
        institution="Kaskede Proovikool",
        header=("Lisa 1", "töölepingule nr 2024/8", "kehtib alates 01.09.2026"),
        heading=("Ametijuhend",),
        lead="Digiõppe nõustaja, Kaskede Proovikool",
        fields=[
            ("Töötaja", "Näidis Näidismaa"),
            ("Vahetu juht", "õppejuht"),
            ("Asendab", "arvutiklassi hoidjat"),
            ("Töökoormus", "0,75 kohta"),
        ],
        sections=[
            {
                "number": "1.",
                "heading": "Milleks see töökoht on",
                "kind": "purpose",
                "layout": "prose",
                "items": [
                    item(
                        None,
                        "Nõustaja aitab õpetajal leida sobiva vahendi ja jääb tema kõrvale, kuni see töötab.",
                    )
                ],
            },
            {
                "number": "2.",
                "heading": "Tööülesanded ja tulemused",
                "kind": "duties_with_outcomes",
                "layout": "pairs",
                "items": [
                    item(
                        "2.1",
                        "Koostab iga poolaasta alguses koolituste kava.",
                        outcomes=[
                            item(None, f"Kava osa {n} on avaldatud ja igal õpetajal on vähemalt üks sobiv aeg.")
                            for n in range(1, 8)
                        ],
                    ),
                    *(
                        item(
                            f"2.{n}",
                            duty,
                            co_actors=["it"] if n == 3 else [],
                            outcomes=[item(None, result)]
                            if n % 2
                            else [item(None, "Vastus on olemas."), item(None, result)],
                        )
                        for n in range(2, pairs)
                    ),
                ],
            },
            {
                "number": "3.",
                "heading": "Õigused",
                "kind": "rights",
                "layout": "list",
                "items": [
                    item(None, "küsida juhilt selget järjekorda, kui tööd kuhjub;"),
                    item(None, "öelda ära vahendist, mis ei ole ohutu."),
                ],
            },
            {
                "number": "4.",
                "heading": "Oskused",
                "kind": "competences",
                "layout": "grouped_list",
                "items": [
                    item("4.1", "rahulik selgitamine;", group="Suhtlemine"),
                    item("4.2", "õäöü ja ÕÄÖÜ ning šž kirjutamine igal klaviatuuril;", group="Suhtlemine"),
                    item("4.3", "varundamine ja taastamine.", group="Tehnika"),
                ],
            },
        ],
        posts={"it": "IT-spetsialist"},
        signatures_heading="Allkirjad",
        parties=[
            SignatureParty(
                "Tööandja",
                "Proov Proovimets, direktor",
                "sig_employer",
                "Tööandja digiallkiri",
                "(allkirjastatud digitaalselt)",
            ),
            SignatureParty(
                "Töötaja", "Näidis Näidismaa", "sig_employee", "Töötaja digiallkiri", "(allkirjastatud digitaalselt)"
            ),
        ],
        footer=(
            "Digiõppe nõustaja ametijuhend, versioon 3. Töölepingu nr 2024/8 lisa 1",
            "Sisu räsi (SHA-256): 5f2c9a71 0b44de18",
        ),
        closing=f"Versioon 3 asendab versiooni 2. Sisu räsi (SHA-256): {HASH}",
    )


def finnish() -> RolePage:
    def cell(column, group, text):
        return item(None, text, column=column, group=group)

    return RolePage(
        form="fi",
        language="fi",
        title="Koulun digitehtävät, versio 6",
        institution="Mallikylän kunta",
        kicker="Mallikylän kunta · Opetuspalvelut · voimassa 10.8.2026 alkaen",
        heading=("Koulun digitehtävät",),
        lead="Kolme tehtävää samalla sivulla: sarake kertoo tekijän, harmaa rivi koskee kaikkia.",
        sections=[
            {
                "kind": "duties",
                "layout": "role_columns",
                "columns": [
                    "Digiopastaja\n2 vuosiviikkotuntia",
                    "Laitehoitaja\n1 vuosiviikkotunti",
                    "Äänentoistaja\nkertapalkkio",
                ],
                "items": [
                    cell(0, "Neuvonta", "järjestää jokaiselle luokalle yhden kokeilutunnin lukukaudessa"),
                    cell(0, "Neuvonta", "auttaa uutta opettajaa ensimmäisenä työpäivänä"),
                    cell(1, "Neuvonta", "näyttää, mihin kaappiin tabletit palautetaan"),
                    cell(2, "Neuvonta", "opettaa juhlan juontajille mikrofonin käytön"),
                    cell(0, "Huolto", "kerää toiveet laitehoitajalle toukokuun loppuun mennessä"),
                    cell(1, "Huolto", "laskee laitteet elokuussa ja tammikuussa"),
                    cell(1, "Huolto", "ilmoittaa rikkoutuneesta laitteesta viipymättä"),
                    cell(None, "Yhdessä", "kokoontuvat neljä kertaa lukuvuodessa"),
                    cell(None, "Yhdessä", "sopivat keskenään, kuka tuuraa ketä"),
                ],
            },
            {
                "heading": "Kunnan yhteiset tehtävät",
                "subheading": "Koordinaattori",
                "kind": "duties",
                "layout": "role_columns",
                "items": [{"text": "päivittää kunnan laitelistan kerran vuodessa", "column": 0}],
            },
            {
                "heading": "Kunnan yhteiset tehtävät",
                "subheading": "Verkostotutor",
                "kind": "duties",
                "layout": "role_columns",
                "items": [{"text": "kutsuu verkoston koolle syys- ja kevätlukukaudella", "column": 1}],
            },
        ],
        signatures_heading="Päätös ja tiedoksianto",
        parties=[
            SignatureParty(
                "Vahvistettu rehtorin päätöksellä § 12",
                "Malli Mallinen, rehtori",
                "sig_employer",
                "Rehtorin allekirjoitus",
            ),
            SignatureParty(
                "Olen lukenut tehtäväkuvauksen",
                "Esimerkki Esimerkkilä",
                "sig_employee",
                "Tehtävän hoitajan allekirjoitus",
            ),
        ],
        footer=("Koulun digitehtävät, versio 6. Mallikylän koulu", "Sisällön tiiviste (SHA-256): 5f2c9a71 0b44de18"),
        closing=f"Versio 6 korvaa version 5. Sisällön tiiviste (SHA-256): {HASH}",
    )


def generic() -> RolePage:
    return RolePage(
        form="generic",
        language="en",
        title="Library keeper, version 1",
        institution="Sample School",
        header=("Annex 1",),
        heading=("Library keeper",),
        lead="Sample School",
        fields=[("Reports to", "deputy head")],
        sections=[
            {
                "heading": "At a glance",
                "kind": "general",
                "layout": "fields",
                "items": [{"label": "Hours", "text": "12 a week"}, {"text": "Works in the library."}],
            },
            {
                "heading": "Duties",
                "kind": "duties",
                "layout": "list",
                "items": [
                    item("1", "counts the books in June", item("1.1", "and the shelves")),
                    item(None, "mends what is torn"),
                ],
            },
            {
                "heading": "Agreed with",
                "kind": "approval",
                "layout": "pairs",
                "items": [{"text": "the head", "subject": "the budget of the library"}],
            },
        ],
        footer=("Library keeper, version 1", "Digest (SHA-256): 5f2c9a71 0b44de18"),
        mark="Draft – not in force",
    )


ALL = {"lt": lithuanian, "et": estonian, "fi": finnish, "generic": generic}
