"""Questions that every page asks: Django writes their SQL once, later only the values change.

To build a query from its parts and to write it as SQL costs Django more than a small query costs the database. A
question is therefore built once for each database with stand-ins for its values; where a stand-in stands among the
parameters, the value comes each time. A value may only be compared with: the query must not depend on it otherwise.
PostgreSQL keeps the plan as well (:mod:`schools.server_statements`).
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

if settings.DATABASES[DEFAULT_DB_ALIAS]["ENGINE"] == "django.db.backends.postgresql":
    from schools import server_statements  # needs the driver, which SQLite does without

Params = tuple[tuple[int | None, Any], ...]
"""What stands at each place of a query: (None, value) for what never changes, else (place among the values, None)."""

_NUMBER = 8_000_000_000_000_000_000  # no row has such a key


@dataclass(frozen=True)
class _Written:
    """A query as SQL. ``run`` answers it with the rows as the database gives them, for adapted values."""

    rows: QuerySet[Any]
    compiler: Any
    run: Callable[[Sequence[Any], Any], list[tuple[Any, ...]]]


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
        compiler = copy.copy(written.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *_args, **_named: [_found(written, adapted, connection)]
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
        return _Written(rows, compiler, _runner(sql, places, connection))


def _runner(sql: str, params: Params, connection: Any) -> Callable[[Sequence[Any], Any], list[tuple[Any, ...]]]:
    if connection.vendor == "postgresql":
        return partial(server_statements.rows_of, server_statements.statement(sql, params, connection))

    def run(values: Sequence[Any], connection: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, tuple(fixed if place is None else values[place] for place, fixed in params))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    return run


def _found(written: _Written, values: Sequence[Any], connection: Any) -> list[tuple[Any, ...]]:
    found = written.run(values, connection)
    if written.compiler.has_extra_select:  # columns that only the order needs
        return [row[: written.compiler.col_count] for row in found]
    return found


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
