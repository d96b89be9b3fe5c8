"""DOCX to lines: what a person sees on the paper, number by number and cell by cell."""

from roles.reading.files import extract

from .archives import a_list, docx, level, numbered, p


def texts(data):
    return [line.text for line in extract(data).lines]


def numbers(data):
    return [line.number for line in extract(data).lines]


class TestNumbers:
    def test_levels_count_apart_and_begin_again_under_the_next(self):
        levels = level(0, "%1.") + level(1, "%1.%2.") + level(2, "%3)", "lowerLetter")
        body = "".join(numbered("töö", depth) for depth in (0, 1, 1, 2, 2, 1, 0, 1, 2))

        assert numbers(docx(body, numbering=a_list(levels))) == [
            "1.", "1.1.", "1.2.", "a)", "b)", "1.3.", "2.", "2.1.", "a)",
        ]  # fmt: skip

    def test_roman_chapters_with_clauses_in_digits(self):
        legal = level(1, "%1.%2", inner="<w:isLgl/>")
        body = "".join(numbered("x", depth) for depth in (0, 0, 0, 1))

        assert numbers(docx(body, numbering=a_list(level(0, "%1 SKYRIUS", "upperRoman") + legal))) == [
            "I SKYRIUS", "II SKYRIUS", "III SKYRIUS", "3.1",
        ]  # fmt: skip

    def test_a_level_that_never_restarts(self):
        levels = level(0, "%1.", "upperRoman") + level(1, "%2.", inner='<w:lvlRestart w:val="0"/>')
        body = "".join(numbered("x", depth) for depth in (0, 1, 1, 0, 1))

        assert numbers(docx(body, numbering=a_list(levels))) == ["I.", "1.", "2.", "II.", "3."]

    def test_lists_of_one_kind_count_on_and_a_new_start_counts_anew(self):
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
        lists = a_list(level(0, "%1)"), codes=(1, 2, 3), inner=restart)
        body = "".join(numbered("x", 0, code) for code in (1, 2, 3, 3, 1))

        assert numbers(docx(body, numbering=lists)) == ["1)", "2)", "7)", "8)", "9)"]

    def test_a_style_brings_its_level(self):
        styles = (
            '<w:style w:type="paragraph" w:styleId="Punktas"><w:name w:val="Punktas"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        levels = level(0, "%1.", start=4) + level(1, "%1.%2.", inner='<w:pStyle w:val="Punktas"/>')
        body = p("a", '<w:pStyle w:val="Punktas"/>') * 2

        assert numbers(docx(body, styles=styles, numbering=a_list(levels))) == ["4.1.", "4.2."]

    def test_number_zero_takes_a_paragraph_out_of_its_styles_list(self):
        styles = (
            '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        body = p("a", '<w:pStyle w:val="S"/><w:numPr><w:numId w:val="0"/></w:numPr>') + p("b", '<w:pStyle w:val="S"/>')
        lines = extract(docx(body, styles=styles, numbering=a_list(level(0, "%1.")))).lines

        assert [(line.number, line.kind) for line in lines] == [("", "paragraph"), ("1.", "list")]

    def test_bullets_are_no_numbers(self):
        data = docx(numbered("x"), numbering=a_list(level(0, "\uf0b7", "bullet")))

        assert [(line.is_bullet, line.number, line.level) for line in extract(data).lines] == [(True, "", 1)]


class TestText:
    def test_changes_are_read_as_accepted(self):
        body = (
            "<w:p><w:r><w:t>Vastutab </w:t></w:r><w:del><w:r><w:delText>kabinetide</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>ruumide</w:t></w:r></w:ins><w:r><w:t> eest.</w:t></w:r></w:p>"
        )
        assert texts(docx(body)) == ["Vastutab ruumide eest."]

    def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next(self):
        assert texts(docx(p("Esimene ", "<w:rPr><w:del/></w:rPr>") + p("osa"))) == ["Esimene osa"]

    def test_a_word_cut_by_a_bookmark_and_a_link(self):
        body = (
            '<w:p><w:r><w:t>Ruumi</w:t></w:r><w:bookmarkStart w:id="0" w:name="x"/>'
            '<w:hyperlink><w:r><w:t>de</w:t></w:r></w:hyperlink><w:bookmarkEnd w:id="0"/>'
            "<w:r><w:t> nimekiri</w:t></w:r></w:p>"
        )
        assert texts(docx(body)) == ["Ruumide nimekiri"]

    def test_a_forced_break_before_a_number_begins_a_line_and_another_is_a_space(self):
        body = "<w:p><w:r><w:t>1. Üks</w:t><w:br/><w:t>kaks</w:t><w:br/><w:t>2. Kolm</w:t></w:r></w:p>"

        assert texts(docx(body)) == ["1. Üks kaks", "2. Kolm"]

    def test_fields_show_their_result_and_not_their_instruction(self):
        body = (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>punkt 4</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        assert texts(docx(body)) == ["punkt 4"]

    def test_headings_by_style_name_and_by_outline(self):
        styles = (
            '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Antraštė 2"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Oma"/>'
            '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="C"/><w:basedOn w:val="B"/></w:style>'
        )
        body = "".join(p(code, f'<w:pStyle w:val="{code}"/>') for code in "ABC") + p("D")

        lines = extract(docx(body, styles=styles)).lines
        assert [(line.kind, line.level) for line in lines] == [
            ("heading", 2), ("heading", 1), ("heading", 1), ("paragraph", 0),
        ]  # fmt: skip

    def test_a_text_box_follows_its_paragraph_once(self):
        box = f"<w:txbxContent>{p('Kastis')}</w:txbxContent>"
        mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        choice = f"<mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        body = f"<w:p><w:r><w:t>Ees</w:t>{choice}{fallback}</w:r></w:p>"

        assert texts(docx(body)) == ["Ees", "Kastis"]

    def test_notes_stand_at_the_end(self):
        notes = f'<w:footnote w:type="separator">{p("–––")}</w:footnote><w:footnote>{p("Märkus")}</w:footnote>'

        assert texts(docx(p("Tekst"), footnotes=notes)) == ["Tekst", "Märkus"]

    def test_headers_and_footers_only_where_they_say_something_else(self):
        header = p("AMETIJUHEND") + p("Kase kool")

        assert texts(docx(p("Ametijuhend"), header1=header, footer1=p("lk 1 / 3"))) == ["Kase kool", "Ametijuhend"]

    def test_pages_are_counted_by_breaks(self):
        body = p("a") + '<w:p><w:r><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>' + p("c", "<w:pageBreakBefore/>")

        assert [(line.text, line.page) for line in extract(docx(body)).lines] == [("a", 1), ("b", 2), ("c", 3)]


class TestTables:
    def test_merged_cells_keep_the_columns_of_the_others(self):
        row = "<w:tr><w:tc><w:tcPr>{}</w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>"
        wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("lai")}</w:tc><w:tc>{p("c")}</w:tc></w:tr>'
        begun, covered = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        rows = row.format(begun, p("üle"), p("x")) + row.format(covered, p(""), p("y")) + wide
        body = f"<w:tbl>{rows}</w:tbl>"
        assert [(line.row, line.column, line.text) for line in extract(docx(body)).lines] == [
            (0, 0, "üle"), (0, 1, "x"), (1, 1, "y"), (2, 0, "lai"), (2, 2, "c"),
        ]  # fmt: skip

    def test_a_table_in_a_cell_belongs_to_that_cell(self):
        inner = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
        body = f"<w:tbl><w:tr><w:tc>{p('1')}</w:tc><w:tc>{inner}{p('c')}</w:tc></w:tr></w:tbl>" + p("järel")

        assert [(line.table, line.column, line.text) for line in extract(docx(body)).lines] == [
            (0, 0, "1"), (0, 1, "a"), (0, 1, "b"), (0, 1, "c"), (None, None, "järel"),
        ]  # fmt: skip
