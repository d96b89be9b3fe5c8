"""Questions that PostgreSQL keeps as prepared statements. Imported by :mod:`schools.prepared` where it is the database.

To plan a question with ten joins costs PostgreSQL more than to answer it. As a prepared statement it is planned for the
first requests of a connection only, then the values come alone. What never changes stands in the statement as it is:
a partial index serves only a condition that the planner sees.
"""

import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from django.db.backends.postgresql.base import ServerBindingCursor  # type: ignore[attr-defined]
from psycopg.types.numeric import Int8


class _Cursor(ServerBindingCursor):
    """Sends values apart from the statement. Django's usual cursor writes them into the SQL: never the same twice."""

    _query: Any

    def execute(self, query: Any, params: Any = None, **named: Any) -> "_Cursor":
        """Run, and keep the words for Django's log: psycopg has none for a statement that the server knows already."""
        super().execute(query, params, **named)
        if self._query is None:
            self._query = SimpleNamespace(query=str(query).encode())
        return self


def statement(sql: str, params: Sequence[tuple[int | None, Any]], connection: Any) -> str:
    """Return the SQL with the values by name ("v0" is the first), and what never changes written out.

    ``params`` has for each place (place among the values, None), or (None, what never changes).
    """
    rest = iter(params)

    def words(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        place, fixed = next(rest)
        if place is not None:
            return f"%(v{place})s"
        return str(connection.ops.compose_sql("%s", [fixed])).replace("%", "%%")

    return re.sub("%[s%]", words, sql)


def rows_of(sql: str, values: Sequence[Any], connection: Any) -> list[tuple[Any, ...]]:
    """Run a statement; after ``prepare_threshold`` times on one connection (settings) the server keeps it."""
    # One width for all whole numbers: psycopg chooses it by value, and each choice would be a statement of its own.
    params = {f"v{place}": Int8(one) if type(one) is int else one for place, one in enumerate(values)}
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = connection._prepare_cursor(_Cursor(connection.connection))
    with cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
