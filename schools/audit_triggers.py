"""Database triggers that make the audit trail append-only, on both databases.

``post_migrate`` makes them again after every migration (and after the flush between tests, the one place
where they are taken away). A start check (``schools.checks``) looks for them.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

TABLE = "schools_auditevent"
NAMES = ("audit_no_update", "audit_no_delete")

_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The audit trail is append-only.' USING ERRCODE = 'insufficient_privilege'; END $$;
DROP TRIGGER IF EXISTS audit_no_update ON {TABLE};
CREATE TRIGGER audit_no_update BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
DROP TRIGGER IF EXISTS audit_no_delete ON {TABLE};
CREATE TRIGGER audit_no_delete BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""

_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END"
    for name, verb in zip(NAMES, ("UPDATE", "DELETE"), strict=True)
)


def connect() -> None:
    """Make the triggers after each migration."""
    post_migrate.connect(_after_migrate, dispatch_uid="audit_triggers")


def _after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    if sender.name == "schools":
        make_triggers(using)


def make_triggers(using: str = "default") -> None:
    """Make the triggers if the table exists; harmless when they are there."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in (_POSTGRESQL,) if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def drop_triggers(using: str = "default") -> None:
    """Take the triggers away; only the flush between tests may do this."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name in NAMES:
            on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing_triggers(using: str = "default") -> list[str]:
    """Return the names of triggers that are not there."""
    connection = connections[using]
    sql = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s)"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [TABLE])
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES if name not in found]
