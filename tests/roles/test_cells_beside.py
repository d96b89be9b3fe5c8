"""A table with a column of deadlines: the words of a rule stand in the cell beside the clause's text."""

from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from duties.queries.sources import clause_texts
from roles.models import DeadlineRule, Item, RoleVersion
from roles.services import ClauseDraft, LostWordsError, StaleSectionError, new_draft, save_section
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW, make_item
from tests.roles.pages import client_of, words
from tests.roles.test_views import approve_data, edit_url, fields, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def principal(cast):
    return client_of(cast.home.user("principal"))


@pytest.fixture
def draft(cast):
    june = {"kind": "fixed_date", "words": "by 1 June", "binding": "duty", "month": 6, "day": 1}
    autumn = {"kind": "fixed_date", "words": "by 10 September", "binding": "duty", "month": 9, "day": 10}
    return factories.load_small_document(
        school=cast.home.school,
        items=[
            make_item("Renews the list", number="15.", subject="by 1 June, in writing", rules=[june]),
            make_item("Checks the copies", subject="by 10 September", rules=[autumn]),
            make_item("Counts the cables.", number="16."),
        ],
        posts={"it_specialist": "IT specialist"},
    )


def rows():
    return list(Item.objects.order_by("position"))


def beside(item):
    return item.extra.get("subject")


def sent(draft, **changes):
    return fields(draft, **{f"subject-{row.clause}": beside(row) or "" for row in rows()} | changes)


def test_a_draft_that_nobody_touched_is_approved_and_printed(cast, draft, principal):
    here = url("version-approve", cast.home.school, "it_specialist", 1)
    assert "no longer stand" not in words(principal.get(here))
    response = principal.post(here, approve_data(draft))
    assert (response.status_code, RoleVersion.objects.get().is_draft) == (303, False)
    pdf = principal.get(url("version-pdf", cast.home.school, "it_specialist", 1)).content
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert [text.count(cell) for cell in ("by 1 June, in writing", "by 10 September")] == [1, 1]


def test_the_editor_shows_both_cells_and_keeps_what_is_written_in_either(cast, draft, principal):
    address = edit_url(cast.home.school)
    page = words(principal.get(address))
    first, second, third = rows()
    assert f'name="subject-{first.clause}" rows="1" lang="lt">by 1 June, in writing</textarea>' in page
    assert f'name="subject-{third.clause}"' in page  # a cell of the same table
    assert "do not stand in the text any more" not in page
    # The texts alone, as from a page without the cell: nothing is lost.
    assert principal.post(address, fields(draft)).status_code == 303
    assert [beside(row) for row in rows()] == ["by 1 June, in writing", "by 10 September", None]
    data = sent(
        draft, **{f"subject-{first.clause}": "by 1 June, by letter", f"text-{second.clause}": "Checks all copies"}
    )
    assert principal.post(address, data).status_code == 303
    assert [(row.text, beside(row)) for row in rows()] == [
        ("Renews the list", "by 1 June, by letter"),
        ("Checks all copies", "by 10 September"),
        ("Counts the cables.", None),
    ]
    assert DeadlineRule.objects.count() == 2


def test_words_that_go_from_the_cell_are_asked_about(cast, draft, principal):
    first, *_others = rows()
    data = sent(draft, **{f"subject-{first.clause}": "some day"})
    response = principal.post(edit_url(cast.home.school), data)
    assert (response.status_code, "Renews the list – some day" in words(response)) == (422, True)
    assert beside(rows()[0]) == "by 1 June, in writing"
    assert principal.post(edit_url(cast.home.school), data | {f"lose-{first.clause}": "leave"}).status_code == 303
    page = words(principal.get(url("version-approve", cast.home.school, "it_specialist", 1)))
    assert "Clause 15: the words of its deadline no longer stand in it" in page
    assert page.count("no longer stand") == 1


def test_words_may_go_over_from_one_cell_to_the_other(draft):
    section, (first, *_others) = draft.sections.get(), rows()
    moved = ClauseDraft(clause=first.clause, text="Renews the list by 1 June", subject="in writing")
    save_section(section=section, revision=section.revision, clauses=[moved], by=BY, now=NOW)
    assert (rows()[0].text, beside(rows()[0])) == ("Renews the list by 1 June", "in writing")
    bad = ClauseDraft(clause=first.clause, text="Renews the list", subject="")
    with pytest.raises(LostWordsError):
        save_section(section=section, revision=section.revision + 1, clauses=[bad], by=BY, now=NOW)


def test_a_deadline_is_added_and_changed_in_the_cell(draft):
    section, (_first, _second, third) = draft.sections.get(), rows()
    rule = {"kind": "fixed_date", "words": "by 2 May", "binding": "duty", "month": 5, "day": 2}
    added = ClauseDraft(clause=third.clause, text=third.text, subject="by 2 May", added=[rule])
    section = save_section(section=section, revision=section.revision, clauses=[added], by=BY, now=NOW)
    again = ClauseDraft(clause=third.clause, text=third.text, added=[rule | {"day": 3}])
    save_section(section=section, revision=section.revision, clauses=[again], by=BY, now=NOW)
    assert [row.rule["day"] for row in DeadlineRule.objects.filter(item=third).order_by("position")] == [2, 3]


def test_two_editors_of_one_cell_see_both(cast, draft, principal):
    section, (first, *_others) = draft.sections.get(), rows()
    data = sent(draft, **{f"subject-{first.clause}": "by 1 June, by hand"})
    theirs = ClauseDraft(clause=first.clause, text=first.text, subject="by 1 June, by post")
    save_section(section=section, revision=section.revision, clauses=[theirs], by=BY, now=NOW)
    mine = ClauseDraft(clause=first.clause, text=first.text, subject="by 1 June, by hand")
    with pytest.raises(StaleSectionError) as stale:
        save_section(section=section, revision=section.revision, clauses=[mine], by=BY, now=NOW)
    assert stale.value.theirs == {str(first.clause): "Renews the list – by 1 June, by post"}
    response = principal.post(edit_url(cast.home.school), data)
    page = words(response)
    assert (response.status_code, "Renews the list – by 1 June, by post" in page) == (409, True)
    assert ">by 1 June, by hand</textarea>" in page
    seen = draft.sections.get().revision
    kept = principal.post(edit_url(cast.home.school), data | {"seen": str(seen), f"keep-{first.clause}": "mine"})
    assert (kept.status_code, beside(rows()[0])) == (303, "by 1 June, by hand")


def test_a_changed_cell_is_a_changed_clause_and_stands_in_every_quotation(cast, draft, principal):
    here = url("version-approve", cast.home.school, "it_specialist", 1)
    assert principal.post(here, approve_data(draft)).status_code == 303
    second = new_draft(role=draft.role, by=BY, now=NOW)
    section, item = second.sections.get(), Item.objects.get(section__version=second, number="15.")
    change = ClauseDraft(clause=item.clause, text=item.text, subject="by 1 June, by letter")
    save_section(section=section, revision=section.revision, clauses=[change], by=BY, now=NOW)
    page = words(principal.get(url("version-detail", cast.home.school, "it_specialist", 2)))
    assert ("Renews the list – by 1 June, in writing" in page, "1 changed" in page) == (True, True)
    quoted = {(number, text) for _key, number, text in clause_texts(draft.pk, [item.clause])}
    assert quoted == {("15.", "Renews the list – by 1 June, in writing")}
