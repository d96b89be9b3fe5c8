"""A version's text read back from its rows, in a fixed number of queries whatever its size."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from roles.models import BoundPost, DeadlineRule, Item, Outcome, Role, RoleVersion, Section
from roles.structure import ClauseText, Document, SectionText


@dataclass(frozen=True)
class ClauseKeys:
    """The identity of a clause and of its rules, in the order of its rules."""

    clause: UUID
    rules: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class KeyedText:
    """A text and, for each of its clauses in the order of :meth:`Document.clauses`, the keys."""

    document: Document
    keys: tuple[ClauseKeys, ...]


@dataclass(frozen=True)
class Rows:
    """All rows of a version's text, ordered; children are found by their parent's primary key."""

    sections: list[Section]
    top: Mapping[int, list[Item]]  # section -> items without anything above
    parts: Mapping[int, list[Item]]  # item -> sub-items
    outcomes: Mapping[int, list[Outcome]]  # item -> outcomes
    parts_of_outcome: Mapping[int, list[Item]]
    outcomes_of_outcome: Mapping[int, list[Outcome]]
    item_rules: Mapping[int, list[DeadlineRule]]
    outcome_rules: Mapping[int, list[DeadlineRule]]
    posts: Mapping[int, BoundPost]  # by primary key, ordered

    def below(self, row: Item | Outcome) -> tuple[list[Item], list[Outcome]]:
        """Sub-items and outcomes of a row."""
        if isinstance(row, Item):
            return self.parts.get(row.pk, []), self.outcomes.get(row.pk, [])
        return self.parts_of_outcome.get(row.pk, []), self.outcomes_of_outcome.get(row.pk, [])

    def rules(self, row: Item | Outcome) -> list[DeadlineRule]:
        """Rules of a row."""
        return (self.item_rules if isinstance(row, Item) else self.outcome_rules).get(row.pk, [])

    def walk(self, rows: Sequence[Item | Outcome]) -> list[Item | Outcome]:
        """These rows and all below them, in the order of the text."""
        found: list[Item | Outcome] = []
        for row in rows:
            items, outcomes = self.below(row)
            found += [row, *self.walk(items), *self.walk(outcomes)]
        return found


def versions_for(role: Role, *, with_drafts: bool) -> list[RoleVersion]:
    """Return a role's texts in the order of their numbers, each knowing its role; one query."""
    found = [version for version in role.versions.order_by("number") if with_drafts or not version.is_draft]
    for version in found:
        version.role = role
    return found


def read_rows(version: RoleVersion, *, position: int | None = None) -> Rows:
    """Load a version's text (or one section of it) in five queries."""
    sections = version.sections.order_by("position")
    if position is not None:
        sections = sections.filter(position=position)
    section_list = list(sections)
    keys = [section.pk for section in section_list]
    top, parts, parts_of_outcome = _items(keys)
    outcomes, outcomes_of_outcome = _outcomes(keys)
    item_rules, outcome_rules = _rules(keys)
    posts = {post.pk: post for post in version.posts.select_related("role").order_by("position")}
    return Rows(
        section_list, top, parts, outcomes, parts_of_outcome, outcomes_of_outcome, item_rules, outcome_rules, posts
    )


def _items(sections: list[int]) -> tuple[dict[int, list[Item]], dict[int, list[Item]], dict[int, list[Item]]]:
    """Items without anything above by section, sub-items by item, parts of outcomes by outcome."""
    top: dict[int, list[Item]] = defaultdict(list)
    parts: dict[int, list[Item]] = defaultdict(list)
    parts_of_outcome: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(section__in=sections).order_by("position", "pk"):
        if item.parent_id:
            parts[item.parent_id].append(item)
        elif item.outcome_id:
            parts_of_outcome[item.outcome_id].append(item)
        else:
            top[item.section_id].append(item)
    return top, parts, parts_of_outcome


def _outcomes(sections: list[int]) -> tuple[dict[int, list[Outcome]], dict[int, list[Outcome]]]:
    """Outcomes by item, and those of outcomes by outcome."""
    of_item: dict[int, list[Outcome]] = defaultdict(list)
    of_outcome: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in Outcome.objects.filter(item__section__in=sections).order_by("position", "pk"):
        if outcome.parent_id:
            of_outcome[outcome.parent_id].append(outcome)
        else:
            of_item[outcome.item_id].append(outcome)
    return of_item, of_outcome


def _rules(sections: list[int]) -> tuple[dict[int, list[DeadlineRule]], dict[int, list[DeadlineRule]]]:
    """Rules by item and by outcome."""
    of_item: dict[int, list[DeadlineRule]] = defaultdict(list)
    of_outcome: dict[int, list[DeadlineRule]] = defaultdict(list)
    rules = DeadlineRule.objects.filter(Q(item__section__in=sections) | Q(outcome__item__section__in=sections))
    for rule in rules.order_by("position", "pk"):
        if rule.item_id:
            of_item[rule.item_id].append(rule)
        elif rule.outcome_id:
            of_outcome[rule.outcome_id].append(rule)
    return of_item, of_outcome


def read_text(version: RoleVersion) -> KeyedText:
    """Return a version's text as a structured document, and the keys of its clauses."""
    rows = read_rows(version)
    sections = tuple(_section(section, rows) for section in rows.sections)
    keys = [
        ClauseKeys(row.clause, tuple(rule.rule_key for rule in rows.rules(row)))
        for section in rows.sections
        for row in rows.walk(rows.top.get(section.pk, []))
    ]
    document = Document(
        language=version.language,
        title=version.title,
        posts=tuple((post.key, post.words) for post in rows.posts.values()),
        sections=sections,
        country=version.country or None,
        frame=version.frame,
    )
    return KeyedText(document, tuple(keys))


def content_hash(document: Document) -> str:
    """Return the SHA-256 over the canonical JSON of a text: what an approval fixes."""
    canonical = json.dumps(document.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _section(section: Section, rows: Rows) -> SectionText:
    return SectionText(
        kind=section.kind,
        items=tuple(_clause(item, rows) for item in rows.top.get(section.pk, [])),
        heading=section.heading,
        subheading=section.subheading,
        number=section.number,
        layout=section.layout,
        columns=tuple(section.columns),
        given=frozenset(section.extra.get("given", ())),
    )


def _clause(row: Item | Outcome, rows: Rows) -> ClauseText:
    items, outcomes = rows.below(row)
    extra: dict[str, Any] = row.extra
    return ClauseText(
        text=row.text,
        number=row.number,
        label=extra.get("label"),
        group=extra.get("group"),
        column=extra.get("column"),
        subject=extra.get("subject"),
        binds=rows.posts[row.binds_id].key if row.binds_id else None,
        co_actors=tuple(extra.get("co_actors", ())),
        items=tuple(_clause(item, rows) for item in items),
        outcomes=tuple(_clause(outcome, rows) for outcome in outcomes),
        rules=tuple(rule.rule for rule in rows.rules(row)),
        given=frozenset(extra.get("given", ())),
    )
