"""The engine of the grammar, whatever the language: properties of all texts, and what builders make of units."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roles.labels import EVENTS
from roles.reading.grammar import find_rules
from roles.reading.lexicons import LEXICONS, compiled
from roles.reading.tagging import Tagger
from roles.reading.time_words import Lexicon
from roles.reading.tokens import fold
from roles.reading.unit_patterns import Patterns
from tests.reading.notation import found

KINDS = ("duties", "rights", "general", "purpose", "responsibility", "amendment", "safety_procedure", "requirements")
WORDS = {
    "en": "by on within at least 10 3-4 10th September working days after the end of each month twice a year every "
    "second week immediately , . ; : ( ) § 2025 when a pupil leaves the school before test up to"
    " first last III quarter",
    "et": "hiljemalt 10. septembriks 10.09 viie tööpäeva jooksul pärast kuu lõppu iga teine nädal kaks korda aastas "
    "kord kuus vähemalt III kvartali lõpuks viivitamata õpilase lahkumisel nädal enne 2025 1.–5. , . ; : ( ) kuni",
    "fi": "viimeistään 10. syyskuuta 10.9. mennessä viiden työpäivän kuluessa kuukauden päättymisestä joka toinen "
    "viikko kerran vuodessa 2–3 krt/lv välittömästi laitteen rikkoutuessa viikkoa ennen 2025 , . ; : ( ) lopussa",
    "lt": "iki rugsėjo 10 d. per penkias darbo dienas pasibaigus mėnesiui kas antrą savaitę du kartus per metus ne "
    "rečiau kaip III ketv. nedelsdamas gavęs prašymą likus savaitei prieš pabaigos 2025 m. , . ; : ( ) - –"
    " mokiniui išvykus",
}
LANGUAGES = sorted(LEXICONS)


def texts(language):
    words = st.sampled_from(WORDS.get(language, WORDS["en"]).split())
    return st.lists(words | st.text(max_size=6), max_size=25).map(" ".join)


@pytest.mark.parametrize("language", sorted(WORDS))
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_words_are_cut_where_they_stand_and_never_overlap(language, data):
    text = data.draw(texts(language))
    kind = data.draw(st.sampled_from(KINDS))
    last = 0
    for one in find_rules(text, language, kind=kind, heading=text[:40]):
        assert text[one.start : one.end] == one.rule["words"] != ""
        assert one.start >= last
        last = one.end


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_can_be_searched(language, text):
    find_rules(text, language)


@pytest.mark.parametrize("language", sorted(WORDS))
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_white_space_and_case_change_nothing(language, data):
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split()), max_size=20))
    plain = [{**f.rule, "words": "", "part": "", "condition": ""} for f in find_rules(" ".join(words), language)]
    for other in ("\n\t ".join(words), " ".join(words).upper(), "\u00a0".join(words)):
        assert [{**f.rule, "words": "", "part": "", "condition": ""} for f in find_rules(other, language)] == plain


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["requirements", "competences", "information", "signatures"])
def test_silent_sections_have_no_rules(language, kind):
    assert find_rules("Twice a year, kas mėnesį, iga kuu, kuukausittain.", language, kind=kind) == []


def test_a_language_without_a_lexicon_has_no_rules():
    assert find_rules("chaque mois", "fr") == []
    assert compiled("fr") is None


def test_a_phrase_has_one_meaning():
    with pytest.raises(ValueError, match="'may' is both month:5 and modal"):
        Tagger({"month:5": "may", "modal": "may"})


def test_a_pattern_names_only_tags():
    with pytest.raises(ValueError, match="'moth'"):
        Patterns(Lexicon(tags={"month:5": "may"}, patterns=(("date", "moth"),)))


def test_letters_that_grow_in_small_keep_their_place():
    assert len(fold("İİ by 10 May")) == len("İİ by 10 May")
    [one] = find_rules("İİİ by 10 May", "en")
    assert (one.start, one.end, one.rule["words"]) == (4, 13, "by 10 May")


def test_a_word_one_letter_off_is_read_and_two_off_is_not():
    assert found("by 10 Septembr", "en") == ["by 10 Septembr = 9-10"]
    assert found("by 10 Septebr", "en") == []


def test_days_that_no_month_has_are_no_dates():
    assert found("Iki vasario 30 d. pateikia.", "lt") == []
    assert found("by 31 June", "en") == []


def test_what_cannot_be_held_is_not_bent():
    assert found("every three years", "en") == []
    assert found("every two months", "en") == ["every two months = 6/year"]


def test_an_at_once_takes_the_event_of_the_stem_above():
    [one] = find_rules("immediately stops it", "en", kind="safety_procedure", heading="Steps on noticing bullying:")
    assert one.rule["event"] == "bullying_suspected_or_noticed"


def test_a_rule_says_its_clause_and_its_condition():
    first, second = find_rules("By 15 May checks the lists; every month prints the report.", "en")
    assert (first.rule["part"], second.rule["part"]) == ("checks the lists", "prints the report")
    [one] = find_rules("If the parents have no access, prints the report every month.", "en")
    assert one.rule["condition"] == "If the parents have no access"


def test_in_writing_and_about_are_kept():
    [one] = find_rules("Immediately in writing informs the head.", "en")
    assert one.rule["form"] == "written"
    [one] = find_rules("About 3-4 times per school year meets.", "en")
    assert (one.rule["approx"], one.rule["min"], one.rule["max"]) == (True, 3, 4)


def test_not_before_is_kept():
    [one] = find_rules("Pasibaigus ugdymo procesui, iki paskutinės rugpjūčio darbo dienos, perkelia.", "lt")
    assert one.rule["not_before"] == "education_process_end"


def test_the_document_is_no_duty_of_a_person():
    [one] = find_rules("The job description is reviewed by 1 June.", "en")
    assert (one.rule["binding"], one.rule["applies_to"]) == ("document", "document")


def test_every_event_that_is_found_has_a_name():
    keys = {event[0] for lexicon in LEXICONS.values() for event in lexicon.events}
    assert sorted(keys - set(EVENTS)) == []
