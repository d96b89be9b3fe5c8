"""ODT to lines: what LibreOffice writes beyond plain lists and tables."""

from roles.reading.files import extract

from .archives import zipped

NAMES = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "table", "style", "draw", "fo", "xml2"))


def odt(body, styles="", shared=""):
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {NAMES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}>{shared}</office:document-styles>",
        }
    )


def texts(*parts):
    return [line.text for line in extract(odt(*parts)).lines]


def numbers(*parts):
    return [line.number for line in extract(odt(*parts)).lines]


LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" '
    'style:num-suffix="." text:start-value="2"/><text:list-level-style-number text:level="2" style:num-format="1" '
    'style:num-suffix=")" text:display-levels="2"/></text:list-style>'
)
ITEM = "<text:list-item><text:p>x</text:p></text:list-item>"
DEEP = f"<text:list-item><text:p>x</text:p><text:list>{ITEM}{ITEM}</text:list></text:list-item>"


def test_numbers_of_two_levels():
    assert numbers(f'<text:list text:style-name="L">{DEEP}{ITEM}</text:list>', LEVELS) == [
        "II.",
        "II.1)",
        "II.2)",
        "III.",
    ]


def test_a_list_goes_on_only_if_it_says_so():
    lists = [
        f'<text:list text:style-name="L"{more}>{ITEM}</text:list>'
        for more in ("", "", ' text:continue-numbering="true"')
    ]

    assert numbers("".join(lists), LEVELS) == ["II.", "II.", "III."]


def test_a_list_that_goes_on_another_by_name():
    first = f'<text:list xml2:id="a" text:style-name="L">{ITEM}{ITEM}</text:list>'
    between = f'<text:list text:style-name="L">{ITEM}</text:list>'
    last = f'<text:list text:continue-list="a" text:style-name="L">{ITEM}</text:list>'

    assert numbers(first + between + last, LEVELS) == ["II.", "III.", "II.", "IV."]


def test_only_the_first_paragraph_of_an_item_is_numbered():
    item = "<text:list-item><text:p>a</text:p><text:p>b</text:p></text:list-item>"

    assert numbers(f'<text:list text:style-name="L">{item}{ITEM}</text:list>', LEVELS) == ["II.", "", "III."]


def test_headings_numbered_by_the_outline():
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:outline-style>'
    )
    lines = extract(odt('<text:h text:outline-level="1">A</text:h>' * 2, "", outline)).lines

    assert [(line.kind, line.level, line.number) for line in lines] == [("heading", 1, "1."), ("heading", 1, "2.")]


def test_deleted_text_comments_and_page_numbers_are_not_read():
    body = (
        "<text:tracked-changes><text:p>vana</text:p></text:tracked-changes>"
        "<text:p>uus<office:annotation><text:p>märkus</text:p></office:annotation> tekst"
        "<text:page-number>3</text:page-number></text:p>"
    )
    assert texts(body) == ["uus tekst"]


def test_notes_stand_at_the_end_and_text_boxes_after_their_paragraph():
    inner = "<text:note-body><text:p>joonealune</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{inner}</text:note>"
    box = "<draw:frame><draw:text-box><text:p>kast</text:p></draw:text-box></draw:frame>"

    assert texts(f"<text:p>ees{note}{box} taga</text:p><text:p>lõpp</text:p>") == [
        "ees taga",
        "kast",
        "lõpp",
        "joonealune",
    ]


def test_spaces_tabs_and_line_ends_of_the_format():
    assert texts('<text:p>a<text:s text:c="3"/>b<text:tab/>c\n  d<text:line-break/>1. e</text:p>') == [
        "a b c d",
        "1. e",
    ]


def test_covered_cells_keep_the_columns():
    body = (
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>a</text:p>'
        "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert [(line.column, line.text) for line in extract(odt(body)).lines] == [(0, "a"), (2, "b")]
