"""Rows of tables that two people write down in two ways, brought to one way before they are compared.

A row "Backup | by 5 May" is an item with the second cell as ``subject``, as its outcome, or a field whose label is the
first cell. Its words and rules are the same; which of them a reader chooses says nothing about how well it reads.
"""

import re
from collections.abc import Iterator
from typing import Any

Item = dict[str, Any]


def _plain(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold().replace("\N{SOFT HYPHEN}", "")))


def _cells(item: Item) -> str:
    parts = [item.get("label") or "", item["text"], item.get("subject") or ""]
    return _plain("".join([*parts, *(each["text"] for each in item.get("outcomes", []))]))


def _is_row(item: Item) -> bool:
    return bool(item.get("label") or item.get("subject") or item.get("outcomes")) and not item.get("items")


def _rows(document: dict[str, Any]) -> Iterator[Item]:
    for section in document["sections"]:
        yield from (item for item in section["items"] if _is_row(item))


def in_the_shape_of(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What is expected, each row of a table in the shape in which it was found, if all its words were."""
    shapes = {_cells(item): item for item in _rows(found)}
    return {**expected, "sections": [_section(section, shapes) for section in expected["sections"]]}


def _section(section: dict[str, Any], shapes: dict[str, Item]) -> dict[str, Any]:
    return {**section, "items": [_shaped(item, shapes.get(_cells(item))) for item in section["items"]]}


def _shaped(item: Item, shape: Item | None) -> Item:
    """``item`` with the cells of ``shape``; its rules go to the outcome that holds their words, else to the item."""
    if shape is None or item.get("items") or (shape.get("outcomes") and item.get("outcomes")):
        return item
    rules = [rule for each in (item, *item.get("outcomes", [])) for rule in each.get("rules", [])]
    kept = {key: value for key, value in item.items() if key not in ("label", "subject", "outcomes", "rules")}
    made = {**kept, **{key: shape[key] for key in ("label", "text", "subject") if key in shape}}
    outcomes = [{"text": each["text"], "binds": item.get("binds"), "rules": []} for each in shape.get("outcomes", [])]
    for rule in rules:
        home = next((each for each in outcomes if _plain(rule["words"]) in _plain(each["text"])), made)
        home.setdefault("rules", []).append(rule)
    return {**made, "outcomes": outcomes} if outcomes else made
