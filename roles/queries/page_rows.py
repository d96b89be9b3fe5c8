"""A version's text and the one it is compared with, in one query: for the page of a role, which everybody opens.

The arms of the union have the same columns; what a table does not have is empty.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F, JSONField, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast

from roles.models import BoundPost, DeadlineRule, Item, Outcome, Section
from roles.queries.texts import Rows
from schools.prepared import Prepared

_SECTION, _ITEM, _OUTCOME, _ITEM_RULE, _OUTCOME_RULE, _POST = range(6)
_NO_VERSION: Final = 0  # no row has this key


class _Row(NamedTuple):
    """A row of any of the tables; ``above``, ``parent`` and ``beside`` are foreign keys, named where they are used.

    ``Any`` is what one table always has and another never.
    """

    table: int
    version: int
    pk: int
    position: int
    above: Any
    parent: int | None
    beside: int | None
    binds: int | None
    key: Any
    number: Any
    text: Any
    more: str | None
    kind: Any
    data: Any


def _key(name: str | None) -> Any:
    return F(name) if name else Cast(Value(None), BigIntegerField())


def _words(name: str | None) -> Any:
    return Cast(F(name), TextField()) if name else Cast(Value(None), TextField())


def _arm(
    rows: QuerySet[Any],
    table: int,
    version: str,
    *,
    above: str | None = None,
    parent: str | None = None,
    beside: str | None = None,
    binds: str | None = None,
    key: str | None = None,
    number: str | None = None,
    text: str | None = None,
    more: str | None = None,
    kind: str | None = None,
    data: str | None = None,
) -> QuerySet[Any, Any]:
    columns = {
        "t_table": Value(table, output_field=BigIntegerField()),
        "t_version": F(version),
        "t_pk": F("pk"),
        "t_position": Cast(F("position"), BigIntegerField()),
        "t_above": _key(above),
        "t_parent": _key(parent),
        "t_beside": _key(beside),
        "t_binds": _key(binds),
        "t_key": F(key) if key else Cast(Value(None), UUIDField()),
        "t_number": _words(number),
        "t_text": _words(text),
        "t_more": _words(more),
        "t_kind": _words(kind),
        "t_data": F(data) if data else Cast(Value(None, output_field=CharField()), JSONField()),
    }
    return rows.order_by().values_list(*(expression for expression in columns.values()))


def _texts(shown: int, base: int) -> QuerySet[Any, Any]:
    versions = [shown, base]
    clause = {"binds": "binds", "key": "clause", "number": "number", "text": "text", "data": "extra"}
    rule = {"key": "rule_key", "kind": "kind", "data": "rule"}
    arms = [
        _arm(
            Section.objects.filter(version__in=versions), _SECTION, "version", kind="kind", number="number",
            text="heading", more="subheading", data="extra",
        ),
        _arm(
            Item.objects.filter(section__version__in=versions), _ITEM, "section__version", above="section",
            parent="parent", beside="outcome", **clause,
        ),
        _arm(
            Outcome.objects.filter(item__section__version__in=versions), _OUTCOME, "item__section__version",
            above="item", parent="parent", **clause,
        ),
        # Of the earlier text only the words are compared.
        _arm(
            DeadlineRule.objects.filter(item__section__version=shown), _ITEM_RULE, "item__section__version",
            above="item", **rule,
        ),
        _arm(
            DeadlineRule.objects.filter(outcome__item__section__version=shown), _OUTCOME_RULE,
            "outcome__item__section__version", above="outcome", **rule,
        ),
        _arm(
            BoundPost.objects.filter(version=shown), _POST, "version", above="role", number="key", text="words",
        ),
    ]  # fmt: skip
    return arms[0].union(*arms[1:], all=True)


_TEXTS = Prepared(_texts, int, int)


def read_page_rows(shown: int, base: int | None) -> tuple[Rows, list[tuple[UUID, str, str, str, bool]]]:
    """Return the rows of a version's text, and of its base what each clause said; one query.

    That is: key, number, text, the cell beside the text, whether it is a result.

    The rows hold what a page shows: of posts the role's key alone, of sections neither layout nor columns.
    """
    found: dict[int, dict[int, list[_Row]]] = {version: defaultdict(list) for version in (shown, base or _NO_VERSION)}
    for values in _TEXTS.ask(shown, base or _NO_VERSION):
        row = _Row(*values)
        found[row.version][row.table].append(row)
    before = found[base or _NO_VERSION]
    return _rows(found[shown]), [*_told(before[_ITEM], is_outcome=False), *_told(before[_OUTCOME], is_outcome=True)]


def _told(rows: Iterable[_Row], *, is_outcome: bool) -> list[tuple[UUID, str, str, str, bool]]:
    return [(row.key, row.number or "", row.text, (row.data or {}).get("subject") or "", is_outcome) for row in rows]


def _rows(tables: dict[int, list[_Row]]) -> Rows:
    for rows in tables.values():
        rows.sort(key=lambda row: (row.position, row.pk))
    top: dict[int, list[Item]] = defaultdict(list)
    parts: dict[int, list[Item]] = defaultdict(list)
    parts_of_outcome: dict[int, list[Item]] = defaultdict(list)
    for row in tables[_ITEM]:
        item = Item(
            id=row.pk, clause=row.key, position=row.position, number=row.number, text=row.text, binds_id=row.binds,
            extra=row.data, section_id=row.above, parent_id=row.parent, outcome_id=row.beside,
        )  # fmt: skip
        place = (
            (parts, row.parent) if row.parent else (parts_of_outcome, row.beside) if row.beside else (top, row.above)
        )
        place[0][place[1] or 0].append(item)
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    outcomes_of_outcome: dict[int, list[Outcome]] = defaultdict(list)
    for row in tables[_OUTCOME]:
        outcome = Outcome(
            id=row.pk, clause=row.key, position=row.position, number=row.number, text=row.text, binds_id=row.binds,
            extra=row.data, item_id=row.above, parent_id=row.parent,
        )  # fmt: skip
        (outcomes_of_outcome if row.parent else outcomes)[row.parent or row.above or 0].append(outcome)
    return Rows(
        sections=[
            Section(
                id=row.pk, version_id=row.version, position=row.position, kind=row.kind, number=row.number,
                heading=row.text, subheading=row.more, extra=row.data,
            )
            for row in tables[_SECTION]
        ],
        top=top,
        parts=parts,
        outcomes=outcomes,
        parts_of_outcome=parts_of_outcome,
        outcomes_of_outcome=outcomes_of_outcome,
        item_rules=_rules(tables[_ITEM_RULE]),
        outcome_rules=_rules(tables[_OUTCOME_RULE]),
        posts={
            row.pk: BoundPost(
                id=row.pk, version_id=row.version, position=row.position, key=row.number, words=row.text,
                role_id=row.above,
            )
            for row in tables[_POST]
        },
    )  # fmt: skip


def _rules(rows: Iterable[_Row]) -> dict[int, list[DeadlineRule]]:
    found: dict[int, list[DeadlineRule]] = defaultdict(list)
    for row in rows:
        rule = DeadlineRule(id=row.pk, rule_key=row.key, position=row.position, kind=row.kind, rule=row.data)
        found[row.above or 0].append(rule)
    return found
