"""Questions that every page asks: Django writes their SQL once, later only the values change.

To build a query from its parts and to write it as SQL costs Django more than a small query costs the database. A
question is therefore built once for each database with stand-ins for its values; where a stand-in stands among the
parameters, the value comes each time. A value may only be compared with: the query must not depend on it otherwise.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

_NUMBER = 8_000_000_000_000_000_000  # no row has such a key


@dataclass(frozen=True)
class _Written:
    """A query as SQL. ``params``: (None, value) for what never changes, else (place among the values, None)."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[tuple[int | None, Any], ...]


class Prepared:
    """A question with values of these kinds (int, str, date, datetime); ``build`` gets one argument for each.

    ``build`` returns a QuerySet of models or of ``values_list()``. It is called when the question is first asked.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._written: dict[str, _Written | None] = {}

    def ask(self, *values: Any) -> list[Any]:
        """Run the question; returns what the queryset would."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._written:
            self._written[connection.vendor] = self._write(connection)
        written = self._written[connection.vendor]
        if written is None:
            return []
        adapted = [_adapted(value, connection) for value in values]
        params = tuple(fixed if place is None else adapted[place] for place, fixed in written.params)
        compiler = copy.copy(written.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_named: (written.sql, params)
        query = copy.copy(written.rows.query)
        query.get_compiler = lambda *_args, **_named: compiler  # type: ignore[method-assign]
        rows: Any = written.rows
        asked: Any = SimpleNamespace(db=rows.db, query=query, model=rows.model, _fields=rows._fields)
        asked._known_related_objects = {}
        return list(rows._iterable_class(asked))

    def _write(self, connection: Any) -> _Written | None:
        """Return the SQL, or None when the query cannot find anything."""
        stand_ins = [_stand_in(kind, place) for place, kind in enumerate(self._kinds)]
        rows = self._build(*stand_ins)
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        known = [_adapted(one, connection) for one in stand_ins]
        places = tuple(_place(param, known) for param in params)
        if missing := set(range(len(known))) - {place for place, _fixed in places}:
            raise RuntimeError(f"The query does not compare with the values {sorted(missing)} as they are.")
        return _Written(rows, compiler, sql, places)


def _stand_in(kind: type, place: int) -> Any:
    if kind is int:
        return _NUMBER + place
    if kind is str:
        return f"stand-in {place} \N{REPLACEMENT CHARACTER}"
    return datetime(1, 1, place + 1, tzinfo=UTC) if kind is datetime else date(1, 2, place + 1)


def _adapted(value: Any, connection: Any) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _place(param: Any, known: Sequence[Any]) -> tuple[int | None, Any]:
    for place, stand_in in enumerate(known):
        if isinstance(param, type(stand_in)) and param == stand_in:
            return place, None
    return None, param


def padded(keys: Sequence[int]) -> list[int]:
    """Return keys with the last one repeated up to a power of two, so that few lengths have to be written."""
    if not keys:
        return []
    length = 1 << (len(keys) - 1).bit_length()
    return [*keys, *[keys[-1]] * (length - len(keys))]
