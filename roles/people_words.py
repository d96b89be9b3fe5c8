"""The preview of a pasted list of staff, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from roles.people_plan import Change, Decisions, Plan, PlannedRow
from schools.access_levels import AccessLevel

Choices = tuple[tuple[str, str, str, bool], ...]
LINES_SHOWN = 200
FULL = 100  # percent


@dataclass(frozen=True)
class PreviewRow:
    """One entry of the preview; see templates/schools/people_preview.html."""

    margin: str
    title: str
    words: str = ""
    chip: str = ""
    chip_kind: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    name: str = ""
    choices: Choices = ()
    tick: tuple[str, str, bool] | None = None


@dataclass(frozen=True)
class Block:
    """A heading and its entries."""

    id: str
    title: str
    hint: str
    rows: tuple[PreviewRow, ...]


def blocks_of(plan: Plan, decisions: Decisions, levels: Mapping[int, Choices] | None = None) -> list[Block]:
    """Return the preview: what needs a decision first, then new, changed, unchanged and left out.

    ``levels`` are the access levels to choose from, by the line of a row whose own word for access does not do.
    """
    choices = levels or {}
    of_all = _asked_of_all(plan, decisions)
    asked = (
        *(row for row in of_all if not _is_answered(row)),
        *(
            _asked_level(row, choices[row.line]) if row.line in choices else _asked(row, decisions)
            for row in plan.of_state("open")
        ),
    )
    left_out = tuple(_left_out(row) for row in plan.of_state("left_out"))
    double = tuple(_double(row) for row in plan.of_state("double"))
    new, changed, same = plan.of_state("new"), plan.of_state("changed"), plan.of_state("same")
    blocks = [
        Block("ask", gettext("Needs your decision"), _rows_words(len(asked)), asked),
        Block("unused", gettext("Not used"), "", _unused(plan)),
        Block("answered", gettext("Decided"), gettext("Untick to decide anew."), tuple(filter(_is_answered, of_all))),
        Block("out", gettext("Left out, %(n)d") % {"n": len(left_out)}, gettext("Untick to take them in."), left_out),
        Block(
            "new",
            gettext("New, %(n)d") % {"n": len(new)},
            gettext("Nobody is mailed yet; invitations are a step of their own."),
            tuple(_new(row) for row in new),
        ),
        Block(
            "changed",
            gettext("Changed, %(n)d") % {"n": len(changed)},
            gettext("The old value is struck out."),
            tuple(_changed(row) for row in changed) + tuple(_handed_on(one) for one in plan.handed_on),
        ),
        Block("double", gettext("Double, %(n)d") % {"n": len(double)}, gettext("Each is taken once."), double),
        Block("same", gettext("Unchanged, %(n)d") % {"n": len(same)}, "", tuple(_same(row) for row in same)),
    ]
    return [block for block in blocks if block.rows]


def _rows_words(count: int) -> str:
    return ngettext("%(n)d question", "%(n)d questions", count) % {"n": count}


def _line(row: PlannedRow) -> str:
    return gettext("row %(n)d") % {"n": row.line}


def _is_answered(row: PreviewRow) -> bool:
    return row.tick is not None and row.tick[2]


def _unused(plan: Plan) -> tuple[PreviewRow, ...]:
    """Columns without a meaning: nothing to decide."""
    if not plan.unknown_headings:
        return ()
    return (
        PreviewRow(
            margin="",
            title=gettext("Columns that are not used: %(names)s") % {"names": ", ".join(plan.unknown_headings)},
            words=gettext("Their headings are not known here. To use them, change the heading and paste again."),
        ),
    )


def _asked_of_all(plan: Plan, decisions: Decisions) -> tuple[PreviewRow, ...]:
    rows = []
    if plan.new_classes and plan.year is not None:
        count = len(plan.new_classes)
        title = ngettext("Make %(n)d class in %(year)s", "Make %(n)d classes in %(year)s", count)
        rows.append(
            PreviewRow(
                margin="",
                title=title % {"n": count, "year": plan.year.label},
                words=", ".join(plan.new_classes),
                tick=("classes", "yes", decisions.create_classes),
            )
        )
    if plan.unknown_posts:
        rows.append(
            PreviewRow(
                margin="",
                title=gettext("Leave out posts that the school does not have"),
                words=", ".join(plan.unknown_posts),
                tick=("posts", "leave-out", decisions.leave_out_posts),
            )
        )
    return tuple(rows)


def _asked(row: PlannedRow, decisions: Decisions) -> PreviewRow:
    if row.question and row.person is not None:
        answer = decisions.same_person.get(row.line)
        choices: Choices = (
            (
                f"{row.line}:same",
                gettext("The same person"),
                gettext("what the list says is taken over"),
                answer is True,
            ),
            (f"{row.line}:other", gettext("Somebody else"), gettext("is added as a new person"), answer is False),
            (f"{row.line}:out", gettext("Leave this row out"), "", False),
        )
        if row.person.email.lower() == row.cells.email:  # one address cannot stand for two people
            choices = (choices[0], choices[2])
        return PreviewRow(
            _line(row), row.cells.name, row.question, name=f"row-{row.line}", choices=choices,
            chip=gettext("here already"), chip_kind="late",
        )  # fmt: skip
    return PreviewRow(
        _line(row),
        gettext("Leave out: %(name)s") % {"name": row.cells.name or "–"},
        " ".join(row.problems),
        tick=("out", str(row.line), False),
    )


def _asked_level(row: PlannedRow, choices: Choices) -> PreviewRow:
    return PreviewRow(
        _line(row), row.cells.name or "–", " ".join(row.problems), name=f"level-{row.line}", choices=choices
    )


def _left_out(row: PlannedRow) -> PreviewRow:
    return PreviewRow(_line(row), row.cells.name or "–", tick=("out", str(row.line), True))


def _double(row: PlannedRow) -> PreviewRow:
    return PreviewRow(_line(row), row.cells.name or "–", gettext("the same as row %(n)d") % {"n": row.same_as})


def _share_words(row: PlannedRow) -> str:
    """Say what a share that was written otherwise than in percent is taken for."""
    said, share = row.cells.share_words, row.cells.share
    if not said or share is None or "%" in said:
        return ""
    words = gettext("share “%(said)s”: a full post") if share == FULL else gettext("share “%(said)s”: %(n)d %%")
    return words % {"said": said, "n": share}


def _places(row: PlannedRow) -> tuple[str, str]:
    """What the row says about classes and subjects."""
    led, taught = ", ".join(row.cells.class_teacher_of), ", ".join(row.cells.subjects)
    return (
        gettext("class teacher of %(names)s") % {"names": led} if led else "",
        gettext("teaches %(names)s") % {"names": taught} if taught else "",
    )


def _new(row: PlannedRow) -> PreviewRow:
    cells = row.cells
    said = [
        cells.email or gettext("no address: sees nothing by mail"),
        cells.job_title,
        str((cells.level or AccessLevel.STAFF).label) if cells.level or cells.email else "",
        *_places(row),
        ", ".join(f"{one.role.name} {one.share} %" if one.share else one.role.name for one in row.posts),
        _share_words(row),
    ]
    return PreviewRow(_line(row), cells.name, " · ".join(words for words in said if words))


def _changed(row: PlannedRow) -> PreviewRow:
    return PreviewRow(
        _line(row),
        row.cells.name,
        _share_words(row),
        changes=tuple((one.what, one.before, one.after) for one in row.changes),
    )


def _handed_on(one: Change) -> PreviewRow:
    return PreviewRow(one.what, gettext("Class teacher of %(name)s") % {"name": one.what},
                      changes=((gettext("class teacher"), one.before, one.after),))  # fmt: skip


def _same(row: PlannedRow) -> PreviewRow:
    return PreviewRow(_line(row), row.cells.name, " · ".join(words for words in _places(row) if words))
