"""What the catalogues say where a word of the code, or of a library, would read wrongly in a language."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from duties.forms import YearFilterForm
from schools.calendar_problems import term_name
from schools.forms import ClosureForm
from tests import cast


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("language", "kind", "number", "expected"),
    [
        ("en", "trimester", 1, "Trimester 1"),
        ("et", "trimester", 1, "1. trimester"),
        ("et", "half_year", 2, "2. poolaasta"),
        ("fi", "half_year", 1, "1. lukukausi"),
        ("lt", "trimester", 1, "I trimestras"),
        ("lt", "period", 9, "IX laikotarpis"),
        ("lt-lt", "half_year", 2, "II pusmetis"),
    ],
)
def test_a_term_is_named_as_the_country_writes_it(language, kind, number, expected):
    with translation.override(language):
        assert term_name(kind, number) == expected


TOO_SHORT_AND_NUMERIC = {
    "et": ["Parool on liiga lühike. Selles peab olema vähemalt 10 tähemärki.", "See parool koosneb ainult numbritest."],
    "fi": ["Salasana on liian lyhyt. Siinä on oltava vähintään 10 merkkiä.", "Salasanassa on pelkkiä numeroita."],
    "lt": ["Slaptažodis per trumpas. Jį turi sudaryti bent 10 ženklų.", "Slaptažodį sudaro vien skaitmenys."],
}


@pytest.mark.parametrize("language", ["et", "fi", "lt"])
def test_a_refused_password_is_explained_in_the_readers_language(language):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password("739105")
    assert refused.value.messages == TOO_SHORT_AND_NUMERIC[language]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("et", "E-posti aadress või parool ei ole õige."),
        ("fi", "Sähköpostiosoite tai salasana on väärin."),
        ("lt", "Neteisingas el. pašto adresas arba slaptažodis."),
    ],
)
@pytest.mark.django_db
def test_a_wrong_password_is_refused_in_our_own_words(client, language, expected):
    page = client.post(
        reverse("account_login"),
        {"login": "nobody@plover.example", "password": "not the one"},
        headers={"accept-language": language},
    )
    assert expected in text_of(page.content.decode())


def test_a_holiday_has_a_name_and_no_surname():
    with translation.override("lt"):
        assert str(ClosureForm().fields["name"].label) == "Pavadinimas"


def test_all_posts_are_feminine_in_lithuanian():
    with translation.override("lt"):
        assert str(YearFilterForm(posts=[], year="2026").fields["post"].choices[0][1]) == "Visos"


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "staff"), ("et", "töötajat"), ("fi", "työntekijää"), ("lt", "darbuotojai")]
)
@pytest.mark.django_db
def test_the_staff_is_counted_in_the_right_form(client, language, expected):
    home = cast.make_cast().home
    principal = home.user("principal")
    principal.language = language
    principal.save()
    client.force_login(principal)
    page = client.get(reverse("schools:people", args=[home.school.slug]))
    shown = re.search(r'<p class="m[^"]*"><strong>(\d+)</strong>([^<]*)</p>', page.content.decode())
    assert shown.groups() == (str(len(home.people)), expected)


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Start"), ("et", "Alusta"), ("fi", "Aloita"), ("lt", "Pradėti")]
)
def test_the_page_and_the_button_name_the_start_alike(language, expected):
    with translation.override(language):
        button = translation.pgettext("button", "Start")
        lead = translation.gettext("Nobody is mailed before Start. The invitations are sent when you press Start.")
    assert button == expected
    assert expected in lead
