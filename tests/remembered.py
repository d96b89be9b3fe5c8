"""What many tests begin with is made once by the services, and put back for the next test as the same rows."""

import functools
import pickle

from django.db import connection, transaction

# Rows of these stand there after every migration; all other tables begin empty.
MIGRATED = frozenset({"django_content_type", "auth_permission"})


def remembered(make):
    """Let ``make`` (keyword arguments only) work once for each set of arguments; later its rows are put back.

    That happens only where it cannot be told from making: in a test that is rolled back and has made no row yet.
    Everybody gets objects of their own. What ``make`` does besides writing rows is not done again.
    """
    kept = {}

    @functools.wraps(make)
    def made(**how):
        if not connection.in_atomic_block or _filled():
            return make(**how)
        key = tuple(sorted(how.items()))
        if key not in kept:
            found = make(**how)
            kept[key] = (pickle.dumps(found), [_statement(table) for table in _filled()])
            return found
        objects, statements = kept[key]
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        return pickle.loads(objects)  # noqa: S301  (our own, of this process)

    return made


@functools.cache
def _tables():
    return [name for name in sorted(connection.introspection.django_table_names()) if name not in MIGRATED]


def _filled():
    """The tables that hold a row."""
    questions = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in _tables())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(questions))
        return sorted(name for (name,) in cursor.fetchall())


def _statement(table):
    """The INSERT of all rows of a table; the database itself writes its values down, so that none changes."""
    quoted = "quote({})" if connection.vendor == "sqlite" else "quote_nullable({}::text)"
    with connection.cursor() as cursor:
        columns = [
            connection.ops.quote_name(one.name) for one in connection.introspection.get_table_description(cursor, table)
        ]
        values = " || ',' || ".join(quoted.format(name) for name in columns)
        cursor.execute(f"SELECT {values} FROM {table} ORDER BY {columns[0]}")
        rows = ", ".join(f"({row})" for (row,) in cursor.fetchall())
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {rows}"
