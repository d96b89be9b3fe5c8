"""A row of a page as HTML: every part is escaped, every state has its form."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context
from django.utils.html import escape, format_html

from duties.queries.rows import DutyRow, Reader, margin_date
from duties.templatetags.duty_rows import duty_row, duty_rows
from schools.models import School

BAD = "<b>\"&'"
ESCAPED = escape(BAD)


def row(**changes):
    return DutyRow(
        **{"public_id": "k", "url": "/u/", "title": "T", "lang": "lt", "when": "", "chip": "C", "about": "T"} | changes
    )


def test_no_word_of_a_school_gets_out_of_its_place():
    words = dict.fromkeys(
        ("public_id", "url", "title", "lang", "when", "chip", "chip_kind", "state", "clause", "about", "action_url"),
        BAD,
    )
    for action in ("tick", "undo", "hand-over"):
        html = duty_row(
            Context({"csrf_token": BAD, "here": BAD}), row(**words, action=action, tally=(1, 2, BAD), seen=1)
        )
        assert BAD not in html
        assert "<b>" not in html.replace("<button", "").replace("<blockquote", "")
        assert html.count(ESCAPED) == {"tick": 16, "undo": 16, "hand-over": 12}[action]


def test_a_tag_around_the_day_is_kept():
    html = duty_row(Context({}), row(when=format_html("<time>{}</time>", "<1>")))
    assert '<p class="m"><time>&lt;1&gt;</time></p>' in html


TICK = (
    '<form class="act" method="post" action="/a/" hx-post="/a/" hx-target="closest .entry" hx-swap="outerHTML">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="seen" value="3">'
    '<input type="hidden" name="next" value="/here/?a=1&amp;b=2">'
    '<button class="btn btn--tick" id="b-k">Tick off<span class="vh">: T</span></button></form>'
)
UNDO = TICK.replace("btn--tick", "btn--link btn--small").replace("Tick off", "Undo")
CHOOSE = '<div class="act"><a class="btn" href="/a/">Choose a person<span class="vh">: T</span></a></div>'


@pytest.mark.parametrize(("action", "form"), [("", ""), ("tick", TICK), ("undo", UNDO), ("hand-over", CHOOSE)])
def test_the_whole_row(action, form):
    context = Context({"csrf_token": "t", "here": "/here/?a=1&b=2"})
    html = duty_rows(context, [row(action=action, action_url="/a/", seen=3, clause="C 1", state="late")])
    assert html == (
        '<div class="entry duty is-late" id="o-k">\n<p class="m"></p>\n<div class="b">\n'
        '<h3><a href="/u/" lang="lt">T</a></h3>\n'
        f'<p class="meta"><span class="chip">C</span> <span class="clause">C 1</span></p>\n{form}\n</div>\n</div>\n'
    )


@pytest.mark.parametrize(
    ("language", "this_year", "another_year"),
    [
        ("en", "Thu 10 Sep", "10 Sep 2026"),
        ("et", "N 10.09", "10.09.2026"),
        ("fi", "to 10.9.", "10.9.2026"),
        ("lt", "09-10, kt", "2026-09-10"),
    ],
)
def test_the_margin_has_the_weekday_this_year_and_the_year_in_another(language, this_year, another_year):
    day, now = date(2026, 9, 10), datetime(2026, 9, 1, tzinfo=UTC)
    for on, words in ((date(2026, 9, 1), this_year), (date(2025, 12, 1), another_year), (date(2026, 1, 1), this_year)):
        reader = Reader(School(time_zone="Europe/Vilnius"), on, now, language)
        assert margin_date(day, reader) == f'<time datetime="2026-09-10">{words}</time>'
