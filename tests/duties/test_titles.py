import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.titles import LONGEST, short_title, short_titles

CASES = [
    ("enters the lists by 10 September each school year.", "Enters the lists by 10 September each school year"),
    ("koostab hiljemalt 15. septembriks e-õppe tööplaani;", "Koostab hiljemalt 15. septembriks e-õppe tööplaani"),
    (
        "Compares the lists of both systems. What differs is put right on the same day by whoever noticed it.",
        "Compares the lists of both systems",
    ),
    (
        "orders what is missing before the summer; keeps the bills in the blue folder",
        "Orders what is missing before the summer",
    ),
    (
        "Keeps the inventory of rooms on the second floor complete, marks what was lent, and tells the office",
        "Keeps the inventory of rooms on the second floor complete, marks what was lent …",
    ),
    (
        "Keeps the inventory of all rooms on the second floor and of everything in them always complete and clean",
        "Keeps the inventory of all rooms on the second floor and of everything in them always complete …",
    ),
    ("Answers. Always.", "Answers. Always"),
    ("Šalina gedimus\n per  dvi dienas, ", "Šalina gedimus per dvi dienas"),
    (
        "Counts what stands in the cupboards of the hall (cables, boxes, chargers and everything else that is there)",
        "Counts what stands in the cupboards of the hall …",
    ),
    ("x" * 200, "X" + "x" * 97 + " …"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "title"), CASES, ids=[text[:20] for text, _title in CASES])
def test_the_first_main_clause(text, title):
    assert short_title(text) == title


@given(st.text(max_size=300))
def test_a_title_is_short_and_ends_in_a_word(text):
    title = short_title(text)
    assert len(title) <= LONGEST + 1  # a capital may be two letters
    assert title == title.rstrip(".;:, ")


# A beginning that only says when, if, for whom or who: the title goes on to what is to be done.
LEADS = {
    "lt": [
        (
            "pusmečiui baigiantis, per tris darbo dienas suskaičiuoja sandėlyje likusius kabelius, dėžes ir raktus;",
            "Pusmečiui baigiantis, per tris darbo dienas suskaičiuoja sandėlyje likusius kabelius …",
        ),
        (
            "Visi, kurie naudojasi dirbtuvių įrankiais, kiekvieną vakarą juos suskaičiuoja ir padeda į savo vietas.",
            "Visi, kurie naudojasi dirbtuvių įrankiais, kiekvieną vakarą juos suskaičiuoja ir padeda į savo …",
        ),
        (
            "naujiems būrelių vadovams – mokytojams, studentams ir tėvams – įteikia salės raktą ir parodo jungiklį;",
            "Naujiems būrelių vadovams įteikia salės raktą ir parodo jungiklį",
        ),
        (
            "Pastebėjęs sugedusį suolą arba kėdę klasėje, apie tai tą pačią dieną praneša ūkvedžiui žinute.",
            "Pastebėjęs sugedusį suolą arba kėdę klasėje, apie tai tą pačią dieną praneša ūkvedžiui žinute",
        ),
        (
            "Būrelio nariams, kurie į žygį nevažiuoja, prieš žiemos atostogas ir šventes, lapą su užduotimis parengia.",
            "Lapą su užduotimis parengia",
        ),
    ],
    "et": [
        (
            "Kui kapp on tühi, tellib kohe, enne kui tunnid algavad, uued kaablid ja laadijad, mis neile sobivad.",
            "Kui kapp on tühi, tellib kohe, enne kui tunnid algavad, uued kaablid ja laadijad …",
        ),
        (
            "Kui õpilane kaotab kapi võtme, tellib majahoidja uue ja märgib selle võtmete raamatusse samal päeval.",
            "Kui õpilane kaotab kapi võtme, tellib majahoidja uue ja märgib selle võtmete raamatusse samal päeval",
        ),
        (
            "Ringijuht, kes kasutab suurt saali, kustutab pärast viimast tundi tuled ja lukustab mõlemad uksed ise.",
            "Ringijuht, kes kasutab suurt saali, kustutab pärast viimast tundi tuled ja lukustab mõlemad uksed …",
        ),
    ],
    "fi": [
        (
            "Kun oppilas palauttaa soittimen, tarkastaa sen kunnon ja kirjaa palautuksen luetteloon samana päivänä.",
            "Kun oppilas palauttaa soittimen, tarkastaa sen kunnon ja kirjaa palautuksen luetteloon samana …",
        ),
        (
            "Jokainen, joka lainaa kameran, lataa akun ja tyhjentää muistikortin ennen kuin palauttaa sen kaappiin.",
            "Jokainen, joka lainaa kameran, lataa akun ja tyhjentää muistikortin ennen kuin palauttaa sen …",
        ),
    ],
    "en": [
        (
            "When a pupil leaves the club, within two working days strikes the name from the list and tells him.",
            "When a pupil leaves the club, within two working days strikes the name from the list and tells him",
        ),
        (
            "At the end of each term, counts the keys of all lockers, orders what is missing and writes down the sum.",
            "At the end of each term, counts the keys of all lockers …",
        ),
    ],
}


@pytest.mark.parametrize(("text", "title"), [case for cases in LEADS.values() for case in cases])
def test_a_beginning_alone_is_no_title(text, title):
    assert (short_title(text), len(title) <= LONGEST) == (title, True)


def test_the_sentence_of_the_deadline_counts():
    text = (
        "Keeps the cupboard of the club in order; when a key is lost, orders another one at once and tells the office"
    )
    assert short_title(text, "at once") == "When a key is lost, orders another one at once and tells the office"


def test_no_two_duties_of_a_text_have_one_title():
    lost = "Hands out keys to the new ones, and to those who lost theirs, and writes down each of them in the blue book"
    far = "Counts the chairs of the big hall before the summer begins and brings the broken ones down to the workshop "
    titles = short_titles(
        [
            (lost, "to the new ones"), (lost, "to those who lost theirs"), (lost, "to those who lost theirs"),
            ("Keeps the shelves tidy; every week.", ""), ("Keeps the shelves tidy; each evening.", ""),
            (far + "or", ""), (far + "and", ""),
        ]
    )  # fmt: skip
    assert titles == [
        "Hands out keys to the new ones, and to those who lost theirs …",
        "Hands out keys to the new ones, and to those who lost theirs … (2)",
        "Hands out keys to the new ones, and to those who lost theirs … (3)",
        "Keeps the shelves tidy; every week",
        "Keeps the shelves tidy; each evening",
        "Counts the chairs of the big hall before the summer begins and brings the broken ones down …",
        "Counts the chairs of the big hall before the summer begins and brings the broken ones down … (2)",
    ]


@given(st.lists(st.tuples(st.sampled_from(["Counts.", "Counts keys, always.", ""]), st.text(max_size=9)), max_size=9))
def test_titles_never_meet(clauses):
    titles = [title.casefold() for title in short_titles(clauses)]
    assert len(set(titles)) == len(titles)
