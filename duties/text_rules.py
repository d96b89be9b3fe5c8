"""The rules of a text that can be duties, each with what its clause says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from duties.titles import short_titles
from roles.models import Item, Outcome, RoleVersion
from roles.queries.texts import Rows, read_rows

# A right, an upper limit or a rule about the document itself is nobody's duty (rules.md section 1).
PROPOSED_BINDINGS = frozenset({"duty", "standing", "trigger"})


@dataclass(frozen=True)
class Found:
    """A rule on its clause, as a version has it."""

    clause: UUID
    rule_key: UUID
    number: str
    title: str
    post_id: int
    rule: dict[str, Any]


def rules_of(version: RoleVersion) -> list[Found]:
    """Return the rules of a text in its order; what a clause does not say (whose, which number) the one above says."""
    rows = read_rows(version)
    found: list[Found] = []
    for section in rows.sections:
        _collect(rows, rows.top.get(section.pk, []), post_id=version.role_id, number="", found=found)
    titles = short_titles([(rule.title, rule.rule["words"]) for rule in found])
    return [replace(rule, title=title) for rule, title in zip(found, titles, strict=True)]


def _collect(rows: Rows, clauses: Sequence[Item | Outcome], *, post_id: int, number: str, found: list[Found]) -> None:
    for clause in clauses:
        own_post = rows.posts[clause.binds_id].role_id if clause.binds_id else post_id
        own_number = (clause.number or "").rstrip(".") or number
        items, outcomes = rows.below(clause)
        found += [
            Found(
                clause=clause.clause,
                rule_key=row.rule_key,
                number=own_number,
                title=row.rule.get("part") or _whole(clause.text, items),
                post_id=own_post,
                rule=row.rule,
            )
            for row in rows.rules(clause)
            if row.binding in PROPOSED_BINDINGS
        ]
        _collect(rows, items, post_id=own_post, number=own_number, found=found)
        _collect(rows, outcomes, post_id=own_post, number=own_number, found=found)


def _whole(text: str, items: Sequence[Item]) -> str:
    """A clause whose parts finish its sentence ("..., the teacher:") with the first of them."""
    if not items or not text.rstrip().endswith(":"):
        return text
    return f"{text.rstrip().rpartition(', ')[2]} {items[0].text}"
