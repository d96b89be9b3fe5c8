"""What many tests begin with is made once by the services, and put back for the next test as the same rows."""

import functools
from copy import deepcopy

from django.conf import settings
from django.db import connection, transaction

# Rows of these stand there after every migration; all other tables begin empty.
MIGRATED = frozenset({"django_content_type", "auth_permission"})


def remembered(make):
    """Let ``make`` (keyword arguments only) work once for each set of arguments; later its rows are put back.

    That happens only where it cannot be told from making: in a test that is rolled back and has made no row yet,
    among the same folders of files and keys. Everybody gets objects of their own.
    """
    kept = {}

    @functools.wraps(make, updated=())
    def made(**how):
        if not connection.in_atomic_block or _filled():
            return make(**how)
        key = repr((sorted(how.items()), settings.FILES_DIR, settings.KEYS_DIR))
        if key not in kept:
            found = make(**how)
            kept[key] = (deepcopy(found), [_statement(table) for table in _filled()])
            return found
        objects, statements = kept[key]
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        return deepcopy(objects)

    return made


@functools.cache
def _tables():
    return [name for name in sorted(connection.introspection.django_table_names()) if name not in MIGRATED]


def _filled():
    """The tables that hold a row; versions last, for one that is approved lets nothing into its text any more."""
    questions = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in _tables())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(questions))
        return sorted((name for (name,) in cursor.fetchall()), key=lambda name: (name == "roles_roleversion", name))


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
