"""Tables: fields, pairs of task and result, tasks with a time and a person, roles side by side, sections as rows."""

from collections import defaultdict
from collections.abc import Sequence

from roles.reading.cells import Cells, ends, go_on, joined, marks, nodes_of, printed, together, with_marks
from roles.reading.headings import is_caps, is_post_heading, kind_of, post_in
from roles.reading.languages import Language
from roles.reading.pieces import Node, Part, Piece, Row

DUTIES = ("duties", "duties_with_outcomes")
HEADER_WORDS = 6
LABEL_WORDS = 4
FORM_ROWS = frozenset({"duties", "requirements", "rights", "responsibility", "competences", "purpose", "amendment"})
SECTION_ROWS = frozenset({"requirements", "rights", "responsibility", "competences", "purpose", "amendment"})


class TableReader:
    """Reads one table into the sections it stands in and those that begin in it."""

    def __init__(self, language: Language, current: Part) -> None:
        self.language = language
        self.part = current
        self.parts: list[Part] = []  # begun in the table
        self.side: list[Part] = []  # side by side
        self.mode = "text"
        self.roles: list[str] = []  # of the columns, in a table of tasks
        self.group, self.actor = Piece(), Piece()  # of the rows of tasks, as far as they have come

    def goes_on(self, grid: list[Cells]) -> bool:
        """Whether a table right below this one is the rest of it (cut by a page): it has no header of its own."""
        return self.mode in ("pairs", "tasks", "roles", "side") and bool(grid) and not self._looks_like_header(grid[0])

    def take_rest(self, rows: Sequence[Row]) -> bool:
        """Take lines between two halves of a table of pairs: the end of the last result, begun in lower case."""
        rest = len(rows) <= 2 and all(row.text[:1].islower() and not row.number for row in rows)
        if not rest or self.mode != "pairs":
            return False
        self._pair([[], list(rows)])
        return True

    def _looks_like_header(self, cells: Cells) -> bool:
        filled = [cell for cell in cells if cell]
        texts = [joined(cell).text for cell in cells]
        if len(filled) < 2:
            return False
        marked = all(cell[0].line.is_bold or is_caps(joined(cell).text) for cell in filled)
        roles = [self._column_role(text) for text in texts]
        return marked or self._is_roles(filled) or ("tasks" in roles and len(set(roles)) > 1)

    def read(self, grid: list[Cells]) -> list[Part]:
        """Take all rows; the sections begun here, in order."""
        self.parts, before = [], bool(self.roles) or self.mode != "text"
        grid = [row for cells in grid for row in self._unpacked(cells)]
        if grid and len(grid[0]) == 1:
            self._single(grid)
            return self.parts
        skip = 0
        for index, cells in enumerate(grid):
            if skip:
                skip -= 1
            elif self._is_stacked(cells, grid[index + 1 : index + 2]):
                self._stacked(cells, grid[index + 1])
                skip = 1
            elif self._is_across(cells) or not self._header(
                cells, first=index == 0 and not before, more=len(grid) > index + 1
            ):
                self._row(cells)
        return self.parts

    def _unpacked(self, cells: Cells) -> list[Cells]:
        """The headings of whole columns that stand in one cell each, as a row of their own."""
        filled = [cell for cell in cells if cell]
        headed = [
            len(cell) > 1
            and (cell[0].line.is_bold or is_caps(cell[0].text))
            and not cell[1].line.is_bold
            and (is_post_heading(cell[0].text, self.language) or kind_of(cell[0].text, self.language) is not None)
            for cell in filled
        ]
        if len(filled) < 2 or not all(headed):
            return [cells]
        return [[cell[:1] for cell in cells], [cell[1:] for cell in cells]]

    def _single(self, grid: list[Cells]) -> None:
        for cells in grid:
            if not self._header(cells, first=False, more=True):
                self.part.content.extend(cells[0])

    # What a row is

    def _header(self, cells: Cells, *, first: bool, more: bool) -> bool:
        filled = [cell for cell in cells if cell]
        if not filled or not more or any(len(cell) > 2 or len(joined(cell).text.split()) > 14 for cell in filled):
            return False
        texts = [joined(cell).text for cell in cells]
        if first and len(filled) > 1 and self._tasks_header(cells, texts):
            return True
        if self.mode != "tasks" and len(filled) > 1 and self._is_pairs(texts) and self._looks(filled[0]):
            return self._pairs_header(cells)
        kinds = [kind_of(text, self.language) for text in texts if text] or [None]
        if len(filled) > 1 and all(kinds) and self._looks(filled[0]) and (is_caps(texts[0]) or len(set(kinds)) > 1):
            return self._side_by_side(cells, [kind or "general" for kind in kinds])
        if first and len(filled) > 1 and self._is_roles(filled):
            return self._side_by_side(cells, ["duties"] * len(filled), roles=True)
        if first and cells[0] and cells[0][0].depth == 1 and is_caps(texts[0]) and kinds[0] == "general":
            self._begin(Part("general", joined(cells[0]), cells[0][0].number, marks(cells[0]), is_strong=True))
            return False  # the row is a field as well
        if first and self.mode == "text" and self._is_marked(filled):
            self.part.columns.extend(joined(cell) for cell in cells)
            return True
        return self._section_row(cells, filled, kinds[0])

    def _is_pairs(self, texts: list[str]) -> bool:
        """Whether the second column is one of results, by its heading."""
        named = len(texts) > 1 and self.language.find("outcomes", texts[1])
        short = len(texts) > 1 and len(texts[1].split()) <= HEADER_WORDS and texts[1][-1:] not in ".;"
        return bool(named) and short and any(each.isalpha() for each in texts[0])

    def _is_marked(self, filled: list[list[Row]]) -> bool:
        """Whether a first row of several short bold cells names the columns."""
        bold = all(cell[0].line.is_bold and len(joined(cell).text.split()) <= 4 for cell in filled)
        return len(filled) > 1 and bold and not self._label(joined(filled[0]).text)

    def _looks(self, cell: list[Row]) -> bool:
        text = joined(cell).text
        return len(text.split()) <= HEADER_WORDS and not text.endswith((";", ".")) and not cell[0].is_bullet

    def _is_roles(self, filled: list[list[Row]]) -> bool:
        if self._label(joined(filled[0]).text):
            return False
        posts = [is_post_heading(joined(cell).text, self.language) for cell in filled]
        hits = [post_in(joined(cell).text, self.language) for cell in filled]
        led = all(hit is not None and hit[1].start() == 0 for hit in hits)
        short = all(self._looks(cell) and not cell[0].number for cell in filled)
        caps = all(cell[0].line.is_bold or cell[0].line.kind == "heading" for cell in filled)
        known = any(posts) or self.part.kind in DUTIES
        told = all(posts) or (caps and (led or (known and not self._is_columns(filled))))
        return short and (told or self._named_roles(filled))

    def _named_roles(self, filled: list[list[Row]]) -> bool:
        """Columns of a section of several posts: its heading is a post and its columns have short headings."""
        texts = [joined(cell).text for cell in filled]
        return is_post_heading(self.part.heading.text, self.language) and all(len(text.split()) <= 4 for text in texts)

    def _is_columns(self, filled: list[list[Row]]) -> bool:
        names = ("tasks", "deadlines", "responsible", "outcomes", "row_numbers")
        return any(self.language.has(name, joined(cell).text) for cell in filled for name in names)

    def _label(self, text: str) -> str | None:
        plain = text.strip(" :").casefold()
        return next((field for field, pattern in self.language.label_patterns if pattern.fullmatch(plain)), None)

    def _is_stacked(self, cells: Cells, below: list[Cells]) -> bool:
        """Whether the labels stand above their values."""
        labels = [self._label(joined(cell).text) for cell in cells if cell]
        if len(labels) < 2 or not all(labels) or not below:
            return False
        return not any(self._label(joined(cell).text) for cell in below[0] if cell)

    # What a header begins

    def _tasks_header(self, cells: Cells, texts: list[str]) -> bool:
        roles = [self._column_role(text) for text in texts]
        with_results = "outcomes" in roles and "tasks" in roles and len(texts) > 2
        if not {"deadlines", "responsible"} & set(roles) and not with_results:
            return False
        if "tasks" not in roles:
            free = next((n for n, role in enumerate(roles) if role == ""), None)
            if free is None:
                return False
            roles[free] = "tasks"
        before = roles.index("tasks")
        self.roles = [role or ("group" if place < before else "") for place, role in enumerate(roles)]
        self.mode = "tasks"
        self.part.columns.extend(joined(cell) for cell in cells)
        if self.part.kind in ("general", ""):
            self.part.kind = "duties"
        return True

    def _column_role(self, text: str) -> str:
        if len(text.split()) > HEADER_WORDS:
            return ""
        names = ("row_numbers", "deadlines", "responsible", "outcomes", "tasks")
        for name in names:
            match = self.language.find(name, text)
            if match and (name != "row_numbers" or match.end() >= len(text.strip(" ."))):
                return name
        return ""

    def _pairs_header(self, cells: Cells) -> bool:
        head, row = joined(cells[0]), cells[0][0]
        self.mode = "pairs"
        fresh = not self.part.content and self.part.heading.text and self.part.kind in DUTIES and not row.number
        if not fresh:
            heading = head if row.number else Piece(f"{head.text} / {joined(cells[1]).text}", head.spans)
            self._begin(Part("duties_with_outcomes", heading, row.number, marks(cells[0]), is_strong=True))
        self.part.kind, self.part.layout = "duties_with_outcomes", "pairs"
        self.part.columns = [joined(cell) for cell in cells if cell]
        return True

    def _side_by_side(self, cells: Cells, kinds: list[str], *, roles: bool = False) -> bool:
        above = self.part
        if self.side and not any(part.content for part in self.side):  # a second header below the first
            for old in self.side:
                self.parts.remove(old)
                above.columns.append(old.heading)
        self.side = []
        for column, kind in zip([n for n, cell in enumerate(cells) if cell], kinds, strict=True):
            head, row = joined(cells[column]), cells[column][0]
            if roles:
                new = Part(kind, above.heading, above.number, Piece(), head, layout="role_columns", is_strong=True)
            else:
                new = Part(kind, head, row.number, marks(cells[column]), is_strong=True)
            self.side.append(new)
            self.parts.append(new)
        self.mode = "roles" if roles else "side"
        return True

    def _section_row(self, cells: Cells, filled: list[list[Row]], kind: str | None) -> bool:
        row = filled[0][0]
        strong = kind in SECTION_ROWS or row.line.is_bold or is_caps(row.text) or row.line.kind == "heading"
        if len(filled) > 1 or not cells[0] or not kind or not strong or not self._looks(filled[0]):
            return False
        self._begin(Part(kind, joined(cells[0]), row.number, marks(cells[0]), is_strong=True))
        self.mode = "text"
        return True

    def _begin(self, part: Part) -> None:
        self.part, self.side = part, []
        self.parts.append(part)

    # What a row holds

    def _stacked(self, labels: Cells, values: Cells) -> None:
        for label, value in zip(labels, values, strict=True):
            for node in [Node(row.piece) for row in value] or [Node(Piece())]:
                number = label[0].number if label else ""
                node.number, node.marks, node.label = number, marks(label) + marks(value), joined(label)
                self.part.content.append(node)

    def _row(self, cells: Cells) -> None:
        {"pairs": self._pair, "tasks": self._task, "roles": self._columns, "side": self._columns}.get(
            self.mode, self._plain
        )(cells)

    def _pair(self, cells: Cells) -> None:
        last = self.part.content[-1] if self.part.content else None
        if not cells[0] and isinstance(last, Node):
            for new in nodes_of([row for cell in cells[1:] for row in cell], split=True):
                go_on(last, new)
            return
        tasks = nodes_of(cells[0], split=False)
        if not tasks:
            tasks = [Node(Piece())]
        self.part.content.extend(tasks)
        tasks[-1].outcomes.extend(nodes_of([row for cell in cells[1:] for row in cell], split=True))

    def _task(self, cells: Cells) -> None:
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and (is_caps(joined(filled[0]).text) or filled[0][0].line.is_bold):
            self.part.content.append(joined(filled[0]))  # the heading of a group of rows
            return
        told: dict[str, list[list[Row]]] = defaultdict(list)
        for role, cell in zip(self.roles, cells, strict=False):
            told[role].append(cell)
        # A cell merged with the one above has nothing of its own: the group and the person go on.
        self.group = together(told["group"]) if any(told["group"]) else self.group
        self.actor = together(told["responsible"]) if any(told["responsible"]) else self.actor
        number = sum((marks(cell) + joined(cell) for cell in told["row_numbers"]), Piece())
        nodes = nodes_of([row for cell in told["tasks"] for row in cell], split=False) or [Node(Piece())]
        for node in nodes:
            node.subject, node.actor, node.group = together(told["deadlines"] + told[""]), self.actor, self.group
            node.due = together(told["deadlines"])
            node.number = node.number or number.text or ("" if self.roles[0] == "deadlines" else printed(cells))
        nodes[0].marks += number
        nodes[-1].outcomes.extend(new for cell in told["outcomes"] for new in nodes_of(cell, split=True))
        self.part.content.extend(nodes)

    def _is_across(self, cells: Cells) -> bool:
        """Whether the one cell of a row is the heading of rows below it, of all roles: "During the year"."""
        cell = cells[0]
        if self.mode != "roles" or len(cell) != 1 or any(cells[1:]) or cell[0].is_bullet or not self._looks(cell):
            return False
        marked = cell[0].line.is_bold or is_caps(cell[0].text)
        return marked and kind_of(cell[0].text, self.language) in (None, *DUTIES)

    def _columns(self, cells: Cells) -> None:
        if self._is_across(cells):
            for part in self.side:
                part.content.append(joined(cells[0]))
            return
        for column, part in enumerate(self.side):
            if column >= len(cells):
                break
            rows = cells[column]
            split = self.mode == "roles"
            for node in nodes_of(rows, split=split):
                node.column = column if self.mode == "roles" else None
                last = part.content[-1] if part.content else None
                if isinstance(last, Node) and node.text.text[:1].islower() and not ends(last.text.text) and not split:
                    last.text += node.text
                else:
                    part.content.append(node)

    def _is_section(self, cell: list[Row]) -> bool:
        """Whether the left cell of a form is the heading of what stands beside it: "Main duties | 1. …; 2. …"."""
        text = joined(cell).text
        form = self.part.is_row or self.part.kind == "general"
        short = len(text.split()) <= LABEL_WORDS and text[-1:] not in ".;" and len(cell) == 1 and not cell[0].is_bullet
        return form and short and not self._label(text) and kind_of(text, self.language) in FORM_ROWS

    def _plain(self, cells: Cells) -> None:
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            self.part.content.extend(filled[0])
            return
        first, rest = filled[0], [row for cell in filled[1:] for row in cell]
        if len(filled) == 2 and self._is_section(first):
            self._begin(
                Part(kind_of(joined(first).text, self.language) or "", joined(first), first[0].number, marks(first))
            )
            self.part.is_strong = self.part.is_row = True
            self.part.content.extend(rest)
            return
        kind = self.part.kind
        is_field = kind not in DUTIES and kind not in ("approval", "cooperation", "initiative")
        if self._label(joined(first).text) or is_field:
            values = nodes_of(rest, split=True) if len(filled) == 2 else [Node(with_marks(rest))]
            for node in values:
                node.label, node.marks = joined(first), marks(first) + node.marks
                node.number = first[0].number
                self.part.content.append(node)
            return
        node = nodes_of(first, split=False)[0]
        node.text, node.marks = joined(first), marks(first)
        node.subject = with_marks(rest)
        self.part.content.append(node)
