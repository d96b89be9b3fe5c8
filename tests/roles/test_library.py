"""The library of role templates: sound, the same in every language, and good for work in a school."""

import re
from collections import Counter

import pytest

from duties.models import Duty
from duties.services import DutyOptions, confirm_duties
from roles.labels import POSTS
from roles.library import (
    FOLDER,
    LANGUAGES,
    ORIGINAL,
    LibraryError,
    keyed_clauses,
    languages_of,
    template_document,
    templates,
)
from roles.models import FilledBy
from roles.queries.texts import read_text
from roles.structure import empty_clauses, parse, read, warnings
from schools.access_levels import AccessLevel
from tests import factories
from tests.duties.work import START, enter_year, noon
from tests.schools.rule_rows import ROWS

CODES = {
    "educational_technologist": ("school", ["EE"]),
    "unit_digitutor_early_childhood": ("unit", ["FI"]),
    "unit_digitutor_basic_education": ("unit", ["FI"]),
    "device_keeper": ("school", ["FI"]),
    "av_keeper": ("school", ["FI"]),
    "ict_coordinator": ("owner", ["FI"]),
    "education_digitutor": ("owner", ["FI"]),
    "it_specialist": ("school", ["LT"]),
    "coordinator": ("state", ["EE"]),
    "it_manager": ("owner", ["EE"]),
}
# Which wordings of tests/schools/rule_rows.py each template repeats, every one as often as it stands there.
COVERED = {
    "educational_technologist": [*range(1, 10), 66, 67],
    "unit_digitutor_early_childhood": [10, 11, 66, 67],
    "unit_digitutor_basic_education": [12, 13, 66, 67],
    "device_keeper": [66, 67],
    "av_keeper": [66, 67],
    "ict_coordinator": [66, 67],
    "education_digitutor": [66, 67],
    "it_specialist": [*range(14, 59), 66, 67],
    "coordinator": [*range(59, 68)],
    "it_manager": [66, *range(68, 87)],
}
SHAPES = {number: shape for number, shape, _result, _late in ROWS}
WORDED = ("words", "part", "condition", "note")  # what a rule says in the language of its text
TEXTS = [(code, language) for code in CODES for language in LANGUAGES if (FOLDER / language / f"{code}.json").exists()]
every_text = pytest.mark.parametrize(("code", "language"), TEXTS, ids=["-".join(text) for text in TEXTS])


def document(code, language=ORIGINAL):
    return parse(template_document(code, language))


def skeleton(code, language):
    """All of a text but its words: what has to be the same in every language."""
    text = document(code, language)
    return {
        "posts": [key for key, _words in text.posts],
        "frame": {key: len(value) if isinstance(value, list) else None for key, value in text.frame.items()},
        "sections": [
            (section.kind, section.layout, len(section.columns), bool(section.heading), bool(section.subheading),
             bool(section.number), len(section.items))
            for section in text.sections
        ],
        "clauses": {key: bones(clause) for key, clause in keyed_clauses(code, text).items()},
    }  # fmt: skip


def bones(clause):
    return (
        clause.number,
        bool(clause.label),
        bool(clause.group),
        bool(clause.subject),
        clause.binds,
        clause.co_actors,
        len(clause.items),
        len(clause.outcomes),
        [shape_of(rule) for rule in clause.rules],
    )


def shape_of(rule):
    """A rule without its words, but with which of them there are; a note may be in one language and not in another."""
    told = {key: True for key in ("part", "condition") if rule.get(key)}
    return {key: value for key, value in rule.items() if key not in WORDED} | told


# ---- what is there


def test_the_library_holds_these_roles_and_no_other_files():
    assert {code: (found.level, list(found.countries)) for code, found in templates().items()} == CODES
    stored = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.json")}
    assert stored == {"index.json", *(f"{language}/{code}.json" for code, language in TEXTS)}
    assert [code for code in CODES if ORIGINAL not in languages_of(code)] == []


def test_every_wording_that_was_found_is_in_a_template():
    told = {
        code: sorted(number for rules in found.clauses.values() for number in rules)
        for code, found in templates().items()
    }
    assert told == COVERED
    assert {number for numbers in COVERED.values() for number in numbers} == set(SHAPES)


@pytest.mark.parametrize(
    ("code", "language"),
    [("janitor", "en"), ("it_specialist", "de"), ("it_specialist", "../en"), ("../index", "en"), ("", "")],
)
def test_what_is_not_in_the_library_is_refused(code, language):
    with pytest.raises(LibraryError):
        template_document(code, language)


# ---- each text by itself


@every_text
def test_a_text_is_sound(code, language):
    data = template_document(code, language)
    text = parse(data)  # the schema, the rules, and their words in their clauses
    assert (warnings(text), empty_clauses(text)) == ([], [])
    assert text.to_json() == data
    assert (text.language, text.country, text.frame.get("institution")) == (language, None, None)


@every_text
def test_each_clause_has_a_key_of_its_own(code, language):
    read((FOLDER / "index.json").read_bytes())  # refuses a key that stands there twice
    keys = list(templates()[code].clauses)
    assert len(keys) == len(list(document(code, language).clauses()))
    assert [key for key in keys if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", key)] == []


@every_text
def test_the_rules_are_those_of_the_sources_in_other_words(code, language):
    clauses = keyed_clauses(code, document(code, language))
    for key, numbers in templates()[code].clauses.items():
        found = [shape_of(rule) for rule in clauses[key].rules]
        assert found == [shape_of(SHAPES[number]) for number in numbers], key


@every_text
def test_posts_are_known_or_slugs_and_named_where_they_are_meant(code, language):
    text = document(code, language)
    posts = dict(text.posts)
    assert text.posts[0][0] == code
    assert [key for key in posts if key not in POSTS and not re.fullmatch(r"[a-z]+(_[a-z]+)+", key)] == []
    assert [words for words in posts.values() if words != words[:1].upper() + words[1:]] == []
    meant = {
        key
        for clause in text.clauses()
        for key in (clause.binds, *clause.co_actors, *(key for rule in clause.rules for key in rule.get("chain", ())))
    }
    assert meant - {None} <= set(posts)


@every_text
def test_a_text_is_the_original_in_another_language(code, language):
    assert skeleton(code, language) == skeleton(code, ORIGINAL)


def test_no_translation_leaves_a_clause_in_the_words_of_the_original():
    texts = {code: keyed_clauses(code, document(code)) for code in CODES}
    same = [
        (code, language, key)
        for code, language in TEXTS
        if language != ORIGINAL
        for key, clause in keyed_clauses(code, document(code, language)).items()
        if clause.text == texts[code][key].text
    ]
    assert same == []


# ---- a text at work


def proposed(code):
    """How many rules of each kind a template proposes as duties: rights, caps and rules of the document are none."""
    shapes = [SHAPES[number] for number in COVERED[code]]
    return Counter(shape["kind"] for shape in shapes if shape["binding"] in {"duty", "standing", "trigger"})


@pytest.mark.django_db
@every_text
def test_a_school_can_take_a_text_and_is_proposed_its_duties(code, language):
    school = factories.make_school()
    data = template_document(code, language)
    version = factories.load_document(school=school, document=data)
    assert (version.role.code, version.role.name) == (code, data["posts"][code])
    assert read_text(version).document.to_json() == data
    factories.approve(version=version)
    assert Counter(Duty.objects.for_school(school).values_list("kind", flat=True)) == proposed(code)


# What the year 2026/27 of tests/duties/work.py gives a Lithuanian school that confirms everything on 1 September and
# chooses three days for the one rule that prints none.
CHOSEN = {("class_teacher.printed_reports", "period_end"): DutyOptions(days=3, is_on=True)}
DATES = {
    ("specialist.lists", "fixed_date"): ["2026-09-10"],
    ("specialist.settings", "fixed_date"): ["2026-09-10"],
    ("specialist.missing", "continuous"): [],
    ("specialist.archive", "period_end"): ["2027-08-31"],
    ("class_teacher.lists", "fixed_date"): ["2026-09-15"],
    ("class_teacher.month", "period_end"): [
        "2026-10-07", "2026-11-09", "2026-12-07", "2027-01-08", "2027-02-05",
        "2027-03-05", "2027-04-07", "2027-05-07", "2027-06-07", "2027-07-08",
    ],
    ("class_teacher.printed_reports", "times_per_period"): [
        "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31",
        "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30",
    ],
    ("class_teacher.printed_reports", "period_end"): ["2026-12-02", "2027-03-17", "2027-06-21"],
    ("class_teacher.progress", "times_per_period"): ["2027-06-16"],
    ("subject_teacher.lessons", "times_per_period"): [],  # daily duties rest until the school switches them on
    ("subject_teacher.closing", "period_end"): ["2026-12-08", "2027-03-23", "2027-06-28"],
    ("subject_teacher.term_marks", "period_end"): ["2026-11-27", "2027-03-12", "2027-06-16"],
    ("social_pedagogue.climate", "times_per_period"): ["2027-06-16"],
    ("educators", "continuous"): [],
}  # fmt: skip
YEAR_END = "2027-08-31"


def days_of(duty):
    return duty.occurrences.values_list("due_on", flat=True)


def at_work(code, language):
    """Confirm a template's duties in a school with a year, a class and holders; return the days by clause and kind."""
    school = factories.make_school()
    year = enter_year(school, now=noon(START))
    principal = factories.make_person(school=school, level=AccessLevel.PRINCIPAL)
    teacher = factories.make_person(school=school, level=AccessLevel.STAFF)
    factories.make_class(school=school, year=year, teachers=[teacher])
    version = factories.load_document(school=school, document=template_document(code, language), now=noon(START))
    version = factories.approve(version=version, act_on=START, now=noon(START))
    for post in version.posts.filter(role__filled_by=FilledBy.ASSIGNMENT):
        factories.assign(role=post.role, person=teacher, now=noon(START))
    keys = {found.clause: key for key, found in zip(templates()[code].clauses, read_text(version).keys, strict=True)}
    duties = {(keys[duty.clause], duty.kind): duty for duty in Duty.objects.for_school(school).exclude(kind="event")}
    confirm_duties(
        school=school,
        public_ids=[duty.public_id for duty in duties.values()],
        options={duties[place].public_id: option for place, option in CHOSEN.items() if place in duties},
        on=START,
        by=principal.user,
        now=noon(START),
    )
    return {
        place: sorted({day.isoformat() for day in days_of(duty) if day and day.isoformat() <= YEAR_END})
        for place, duty in duties.items()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages_of("it_specialist"))
def test_the_duties_of_a_text_get_their_days(language):
    assert at_work("it_specialist", language) == DATES
