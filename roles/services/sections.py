"""Editing a section of a draft: one field per item and outcome, and nothing of what somebody wrote is lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from roles.models import DeadlineRule, Item, Outcome, RoleVersion, Section
from roles.numbering import next_number
from roles.queries.pages import section_row
from roles.queries.texts import Rows, read_rows
from roles.services.errors import EmptyClauseError, LostWordsError, RoleError, StaleSectionError
from roles.services.texts import lock_draft, touch
from roles.structure import Problem, check_rule, rule_text, whole_text
from schools import audit
from schools.actors import Actor
from schools.deadline_rules import Rule, RuleError
from schools.guarded import guarded_write

Row = Item | Outcome


class LostWords(StrEnum):
    """What becomes of a deadline whose words the sent text has no more."""

    ASK = "ask"  # nothing is saved: LostWordsError
    LEAVE = "leave"  # it stays, and the text cannot be approved until its words are chosen anew
    DROP = "drop"


@dataclass(frozen=True)
class ClauseDraft:
    """What the editor's fields of one clause say; None: as it stands. ``subject`` is the cell beside the text,
    ``binds`` the key of the post whose it is ("": the post above it, or the text's own).

    ``rules`` maps a rule_key to its new JSON, or None to drop it; ``added`` are new rules, which get keys of their own.
    """

    clause: UUID
    text: str
    number: str | None = None
    label: str | None = None
    subject: str | None = None
    binds: str | None = None
    rules: Mapping[UUID, Mapping[str, Any] | None] = field(default_factory=dict)
    added: Sequence[Mapping[str, Any]] = ()
    lost_words: LostWords = LostWords.ASK

    def cells(self, beside: str = "") -> tuple[str, str]:
        """The text and the cell beside it as they are kept; ``beside`` stands there where none was sent."""
        return _plain(self.text), beside if self.subject is None else _plain(self.subject)


class Move(StrEnum):
    """What else a button of the editor does with one clause, after the texts were saved."""

    UP = "up"
    DOWN = "down"
    REMOVE = "remove"
    ADD_ITEM = "add_item"  # below the clause, or at the end of the section where there is none
    ADD_OUTCOME = "add_outcome"  # at the end of the clause's outcomes


@dataclass(frozen=True)
class Change:
    """A button of the editor and the clause it stands beside (None: the section)."""

    move: Move
    clause: UUID | None = None


@transaction.atomic
def save_section(
    *,
    section: Section,
    revision: int,
    clauses: Sequence[ClauseDraft],
    by: Actor,
    now: datetime,
    heading: str | None = None,
    change: Change | None = None,
) -> Section:
    """Save what stands in the editor, then do what its button says; returns the section with its new revision.

    The same again changes nothing, nor does a button of a page whose clauses are no longer the section's. Raises with
    both texts StaleSectionError when somebody saved others since ``revision``, LostWordsError when a deadline's words
    have gone; EmptyClauseError, FrozenVersionError, RoleError (duplicate_clause, unknown_clause, bad_rule, too_long).
    """
    version = lock_draft(section.version)
    section = Section.objects.get(pk=section.pk)
    rows = read_rows(version, position=section.position)
    known = {row.clause: row for row in rows.walk(rows.top.get(section.pk, []))}
    _check_drafts(clauses, known)
    change, clauses = _unless_done(change, clauses, section, rows, revision)
    new_heading = section.heading if heading is None else (heading or None)
    changed = [draft for draft in clauses if draft.clause not in known or _differs(draft, known[draft.clause], rows)]
    has_changed = bool(changed) or new_heading != section.heading
    if has_changed and revision != section.revision:
        raise _stale(section, changed, known)
    if any(draft.clause not in known for draft in clauses):
        raise RoleError("unknown_clause", "A clause that was sent is not in this section.")
    _refuse_empty(changed, known, rows, change)
    _ask_about_words(section, changed, known, rows, change)
    if not has_changed and change is None:
        return section
    with guarded_write():
        section.heading = new_heading
        for draft in changed:
            _write(draft, known[draft.clause], rows)
        _apply(change, section, known, rows)
        section.revision += 1
        section.save(update_fields=["heading", "revision"])
    touch(version)
    _tell(section, changed, change, version, by, now)
    return section


def _unless_done(
    change: Change | None, clauses: Sequence[ClauseDraft], section: Section, rows: Rows, revision: int
) -> tuple[Change | None, Sequence[ClauseDraft]]:
    """Leave out a button whose page shows other clauses, or another order, than there are now.

    The page's revision alone does not say so: texts are saved while somebody writes, and leave the buttons as they
    are. Clauses that have gone are left out only where they went with the button's own clause.
    """
    if change is None or revision == section.revision:
        return change, clauses
    shown = [draft.clause for draft in clauses]
    there = [clause.key for clause in section_row(section, rows).clauses()]
    gone = [key for key in shown if key not in there]
    if shown == there or (gone and not (change.move is Move.REMOVE and _is_run(gone, shown, change.clause))):
        return change, clauses
    return None, [draft for draft in clauses if draft.clause not in gone]


def _is_run(gone: Sequence[UUID], shown: Sequence[UUID], first: UUID | None) -> bool:
    """Whether these stood together on the page, beginning with ``first``: a clause and what belonged to it."""
    return gone[0] == first and list(gone) == list(shown[shown.index(gone[0]) :][: len(gone)])


def _tell(
    section: Section,
    changed: Sequence[ClauseDraft],
    change: Change | None,
    version: RoleVersion,
    by: Actor,
    now: datetime,
) -> None:
    """Let the audit trail keep a save: which clauses, never their words."""
    data = {
        "section": section.position,
        "clauses": [str(draft.clause) for draft in changed],
        "rules_added": sum(len(draft.added) for draft in changed),
        "change": change.move if change else None,
    }
    school = version.role.school
    audit.record(verb="role_version.section_saved", scope=school, subject=version, data=data, by=by, now=now)


def _check_drafts(clauses: Sequence[ClauseDraft], known: Mapping[UUID, Row]) -> None:
    if len({draft.clause for draft in clauses}) != len(clauses):
        raise RoleError("duplicate_clause", "A clause was sent twice.")
    for draft in clauses:
        if draft.number is not None and len(draft.number) > 30:
            raise RoleError("too_long", "A number has at most 30 characters.", clause=str(draft.clause))
        problem = next(_rule_problems(draft, known.get(draft.clause)), None)
        if problem is not None:
            raise RoleError("bad_rule", str(problem), clause=str(draft.clause), problem=problem)


def _rule_problems(draft: ClauseDraft, row: Row | None) -> Iterator[Problem]:
    """A changed rule must be possible (its words are checked at the approval); a new one also stands in the text."""
    for key, rule in draft.rules.items():
        try:
            if rule is not None:
                Rule.from_json(rule)
        except RuleError as error:
            yield Problem(str(key), error.code, {**error.data, "sentence": str(error)})
    for rule in draft.added:
        yield from check_rule(rule, rule_text(*_sent(draft, row)))


def _refuse_empty(changed: Sequence[ClauseDraft], known: Mapping[UUID, Row], rows: Rows, change: Change | None) -> None:
    """Raise EmptyClauseError where a text was taken away; a new clause is empty until somebody writes it, and a
    field with its label on the left may stay empty."""
    row = known.get(change.clause) if change and change.clause and change.move is Move.REMOVE else None
    going = {below.clause for below in rows.walk([row])} if row is not None else set()
    emptied = [
        str(draft.clause)
        for draft in changed
        if draft.clause not in going
        and not draft.text.strip()
        and known[draft.clause].text.strip()
        and not known[draft.clause].extra.get("label")
    ]
    if emptied:
        raise EmptyClauseError(emptied)


def _ask_about_words(
    section: Section, changed: Sequence[ClauseDraft], known: Mapping[UUID, Row], rows: Rows, change: Change | None
) -> None:
    """Raise LostWordsError where a text has lost the words of a deadline, and nobody said what becomes of it."""
    going = change.clause if change is not None and change.move is Move.REMOVE else None
    lost = {
        draft.clause: words
        for draft in changed
        if draft.lost_words is LostWords.ASK and draft.clause != going
        if (words := tuple(rule.rule["words"] for rule in _lost(draft, known[draft.clause], rows)))
    }
    if lost:
        raise LostWordsError(
            section,
            mine={str(one.clause): whole_text(*_sent(one, known[one.clause])) for one in changed if one.clause in lost},
            theirs={str(key): whole_text(*_stored(known[key])) for key in lost},
            words={str(key): words for key, words in lost.items()},
        )


def _lost(draft: ClauseDraft, row: Row, rows: Rows) -> list[DeadlineRule]:
    """The rules whose words stand in the stored text and not in the sent one, unless they are sent changed."""
    before, after = rule_text(*_stored(row)), rule_text(*_sent(draft, row))
    return [
        rule
        for rule in rows.rules(row)
        if rule.rule_key not in draft.rules and rule.rule["words"] in before and rule.rule["words"] not in after
    ]


def _stored(row: Row) -> tuple[str, str]:
    """A clause's text and the cell beside it."""
    return row.text, row.extra.get("subject") or ""


def _sent(draft: ClauseDraft, row: Row | None) -> tuple[str, str]:
    """The same as they were sent; a cell that was not sent stays."""
    return draft.cells(_stored(row)[1] if row is not None else "")


def _differs(draft: ClauseDraft, row: Row, rows: Rows) -> bool:
    if tuple(map(_plain, _stored(row))) != tuple(map(_plain, _sent(draft, row))):
        return True
    if draft.number is not None and draft.number != (row.number or ""):
        return True
    if draft.label is not None and draft.label != (row.extra.get("label") or ""):
        return True
    if _post(draft, row, rows) != row.binds_id:
        return True
    stored = {rule.rule_key: rule.rule for rule in rows.rules(row)}
    return bool(draft.added) or any(
        stored.get(key) != rule for key, rule in draft.rules.items() if key in stored or rule is not None
    )


def _post(draft: ClauseDraft, row: Row, rows: Rows) -> int | None:
    """The primary key of the post whose the clause is to be; of one that the text does not name it stays as it is."""
    posts = {post.key: pk for pk, post in rows.posts.items()}
    if draft.binds is None or (draft.binds and draft.binds not in posts):
        return row.binds_id
    return posts[draft.binds] if draft.binds else None


def _plain(text: str) -> str:
    """As it is kept: browsers send CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stale(section: Section, changed: Sequence[ClauseDraft], known: Mapping[UUID, Row]) -> StaleSectionError:
    mine = {str(draft.clause): whole_text(*_sent(draft, known.get(draft.clause))) for draft in changed}
    theirs = {str(d.clause): whole_text(*_stored(known[d.clause])) if d.clause in known else "" for d in changed}
    return StaleSectionError(section, mine=mine, theirs=theirs)


def _write(draft: ClauseDraft, row: Row, rows: Rows) -> None:
    if draft.lost_words is LostWords.DROP:
        for rule in _lost(draft, row, rows):
            rule.delete()
    row.text, beside = _sent(draft, row)
    if beside != _stored(row)[1]:
        row.extra = {**row.extra, "subject": beside or None}
    if draft.number is not None and draft.number != (row.number or ""):
        row.number = draft.number or None
    if draft.label is not None and draft.label != (row.extra.get("label") or ""):
        row.extra = {**row.extra, "label": draft.label or None}
    post, before = _post(draft, row, rows), row.binds_id
    for one in [row, *rows.below(row)[1]] if post != before else []:
        if one.binds_id == before:  # results are of whoever has the task
            one.binds_id = post
            one.save(update_fields=["binds"])
    row.save(update_fields=["text", "number", "extra"])
    _write_rules(draft, row, rows.rules(row))


def _write_rules(draft: ClauseDraft, row: Row, there: Sequence[DeadlineRule]) -> None:
    for stored in there:
        if stored.rule_key not in draft.rules:
            continue
        rule = draft.rules[stored.rule_key]
        if rule is None:
            stored.delete()
        elif rule != stored.rule:
            stored.rule, stored.kind, stored.binding = dict(rule), rule["kind"], rule["binding"]
            stored.save(update_fields=["rule", "kind", "binding"])
    for position, added in enumerate(draft.added, start=max((stored.position + 1 for stored in there), default=0)):
        DeadlineRule.objects.create(
            item=row if isinstance(row, Item) else None,
            outcome=row if isinstance(row, Outcome) else None,
            position=position,
            kind=added["kind"],
            binding=added["binding"],
            rule=dict(added),
        )


def _apply(change: Change | None, section: Section, known: Mapping[UUID, Row], rows: Rows) -> None:
    if change is None:
        return
    row = known.get(change.clause) if change.clause else None
    if change.clause is not None and row is None:
        raise RoleError("unknown_clause", "This clause is not in this section any more.")
    if change.move is Move.ADD_ITEM:
        _add_item(section, row, rows)
    elif row is None:
        raise RoleError("unknown_clause", "The button belongs to no clause.")
    elif change.move is Move.ADD_OUTCOME:
        _add_outcome(row, rows)
    elif change.move is Move.REMOVE:
        gone = [rule.pk for below in rows.walk([row]) for rule in rows.rules(below)]
        DeadlineRule.objects.filter(pk__in=gone).delete()
        row.delete()
    else:
        _swap(row, _siblings(row, section, rows), -1 if change.move is Move.UP else 1)


def _siblings(row: Row, section: Section, rows: Rows) -> list[Any]:
    """The rows among which this one moves, in order."""
    if isinstance(row, Outcome):
        return list(rows.outcomes_of_outcome[row.parent_id] if row.parent_id else rows.outcomes[row.item_id])
    if row.parent_id:
        return list(rows.parts[row.parent_id])
    return list(rows.parts_of_outcome[row.outcome_id] if row.outcome_id else rows.top[section.pk])


def _swap(row: Row, siblings: list[Any], step: int) -> None:
    """Exchange the places of two neighbours; at the end of the line nothing happens. Numbers stay as printed."""
    place = next(index for index, sibling in enumerate(siblings) if sibling.pk == row.pk)
    if not 0 <= place + step < len(siblings):
        return
    siblings[place], siblings[place + step] = siblings[place + step], siblings[place]
    _renumber(siblings)


def _renumber(siblings: Sequence[Any]) -> None:
    """Give rows the positions of their order; only rows that move are written."""
    for position, sibling in enumerate(siblings):
        if sibling.position != position:
            sibling.position = position
            sibling.save(update_fields=["position"])


def _add_item(section: Section, after: Row | None, rows: Rows) -> None:
    """Add an empty item after another one (its sibling, bound to the same post), or at the end of the section."""
    if after is not None and not isinstance(after, Item):
        raise RoleError("unknown_clause", "An item is added beside an item.")
    siblings = _siblings(after, section, rows) if after else list(rows.top.get(section.pk, []))
    place = next((index for index, row in enumerate(siblings) if after and row.pk == after.pk), len(siblings) - 1) + 1
    beside = after or (siblings[-1] if siblings else None)
    item = Item.objects.create(
        section=section,
        parent=after.parent if after else None,
        outcome=after.outcome if after else None,
        position=place,
        number=next_number([row.number or "" for row in siblings]),
        text="",
        binds_id=beside.binds_id if beside else None,
        extra=_inherited(beside),
    )
    siblings.insert(place, item)
    _renumber(siblings)


def _inherited(beside: Row | None) -> dict[str, Any]:
    """A new item stands in the group and column of the one beside it."""
    extra = beside.extra if beside else {}
    return {key: extra[key] for key in ("group", "column") if extra.get(key) is not None}


def _add_outcome(row: Row, rows: Rows) -> None:
    item, parent = (row.item, row) if isinstance(row, Outcome) else (row, None)
    there = rows.below(row)[1]
    number = next_number([outcome.number or "" for outcome in there])
    Outcome.objects.create(item=item, parent=parent, position=len(there), number=number, text="", binds_id=row.binds_id)
