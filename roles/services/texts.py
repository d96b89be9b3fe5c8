"""Writing the rows of a draft's text; used by the services that load, copy and edit texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from roles.models import BoundPost, DeadlineRule, Item, Outcome, RoleVersion, Section
from roles.queries.texts import ClauseKeys
from roles.services.errors import FrozenVersionError
from roles.structure import ClauseText, Document
from schools.guarded import guarded_write

BATCH = 500
_EXTRA = ("label", "group", "column", "subject")


@dataclass
class _Node:
    """A clause on its way into the database."""

    text: ClauseText
    keys: ClauseKeys
    section: Section
    position: int
    above: "_Node | None"
    is_outcome: bool
    row: Any = None


def lock_draft(version: RoleVersion) -> RoleVersion:
    """Return the version, locked until the end of the transaction. Raises FrozenVersionError once it is approved."""
    locked = RoleVersion.objects.select_for_update(of=("self",)).select_related("role__school").get(pk=version.pk)
    if not locked.is_draft:
        raise FrozenVersionError
    return locked


def touch(version: RoleVersion) -> None:
    """Count a save of the draft, so that an approval of an older state notices it."""
    version.revision += 1
    with guarded_write():
        version.save(update_fields=["revision"])


def write_text(
    *,
    version: RoleVersion,
    document: Document,
    keys: Sequence[ClauseKeys],
    posts: Mapping[str, BoundPost],
) -> None:
    """Write sections, clauses and rules of an empty draft; ``keys`` in the order of ``document.clauses()``."""
    waiting = iter(keys)
    with guarded_write():
        sections = Section.objects.bulk_create(
            [
                Section(
                    version=version,
                    position=position,
                    kind=section.kind,
                    heading=section.heading,
                    subheading=section.subheading,
                    number=section.number,
                    layout=section.layout,
                    columns=list(section.columns),
                    extra={"given": sorted(section.given)},
                )
                for position, section in enumerate(document.sections)
            ],
            batch_size=BATCH,
        )
        nodes = [
            node
            for row, section in zip(sections, document.sections, strict=True)
            for node in _nodes(section.items, row, waiting)
        ]
        level = [node for node in nodes if node.above is None]
        while level:
            _write_level(level, posts)
            done = {id(node) for node in level}
            level = [node for node in nodes if node.above is not None and id(node.above) in done]
        DeadlineRule.objects.bulk_create([rule for node in nodes for rule in _rules(node)], batch_size=BATCH)


def _nodes(clauses: Iterable[ClauseText], section: Section, keys: Iterator[ClauseKeys]) -> Iterator[_Node]:
    for position, clause in enumerate(clauses):
        yield from _below(clause, section, position, None, keys, is_outcome=False)


def _below(
    clause: ClauseText,
    section: Section,
    position: int,
    above: _Node | None,
    keys: Iterator[ClauseKeys],
    *,
    is_outcome: bool,
) -> Iterator[_Node]:
    node = _Node(clause, next(keys), section, position, above, is_outcome)
    yield node
    for place, item in enumerate(clause.items):
        yield from _below(item, section, place, node, keys, is_outcome=False)
    for place, outcome in enumerate(clause.outcomes):
        yield from _below(outcome, section, place, node, keys, is_outcome=True)


def _write_level(level: list[_Node], posts: Mapping[str, BoundPost]) -> None:
    items = [node for node in level if not node.is_outcome]
    outcomes = [node for node in level if node.is_outcome]
    for node in items:
        above = node.above.row if node.above else None
        node.row = Item(
            section=node.section,
            parent=above if isinstance(above, Item) else None,
            outcome=above if isinstance(above, Outcome) else None,
            **_columns(node, posts),
        )
    Item.objects.bulk_create([node.row for node in items], batch_size=BATCH)
    for node in outcomes:
        above = node.above.row if node.above else None
        node.row = Outcome(
            item=above.item if isinstance(above, Outcome) else above,
            parent=above if isinstance(above, Outcome) else None,
            **_columns(node, posts),
        )
    Outcome.objects.bulk_create([node.row for node in outcomes], batch_size=BATCH)


def _columns(node: _Node, posts: Mapping[str, BoundPost]) -> dict[str, Any]:
    text = node.text
    extra: dict[str, Any] = {key: getattr(text, key) for key in _EXTRA if getattr(text, key) is not None}
    if text.co_actors:
        extra["co_actors"] = list(text.co_actors)
    return {
        "clause": node.keys.clause,
        "position": node.position,
        "number": text.number,
        "text": text.text,
        "binds": posts[text.binds] if text.binds is not None else None,
        "extra": {**extra, "given": sorted(text.given)},
    }


def _rules(node: _Node) -> Iterator[DeadlineRule]:
    for position, (rule, key) in enumerate(zip(node.text.rules, node.keys.rules, strict=True)):
        yield DeadlineRule(
            rule_key=key,
            item=None if node.is_outcome else node.row,
            outcome=node.row if node.is_outcome else None,
            position=position,
            kind=rule["kind"],
            binding=rule["binding"],
            rule=dict(rule),
        )


def new_keys(
    clause: ClauseText, *, clause_key: UUID | None = None, rules: Mapping[int, UUID] | None = None
) -> ClauseKeys:
    """Return keys for a clause: those that are known, fresh ones for the rest."""
    known = rules or {}
    return ClauseKeys(clause_key or uuid4(), tuple(known.get(place) or uuid4() for place in range(len(clause.rules))))
