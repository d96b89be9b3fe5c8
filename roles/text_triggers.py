"""Database triggers that keep an approved text as it is, on both databases, whoever writes.

Python already refuses (``schools.guarded``, ``roles.services.texts.lock_draft``); these hold against a stray
statement too. Deleting is refused by Python alone: emptying a test database deletes rows in any order.
``post_migrate`` makes the triggers again, as those of the audit trail (``schools.audit_triggers``).
"""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

SENTENCE: Final = "An approved text never changes."
# For each table, how a row finds its version ({row} is NEW or OLD).
_VERSION_OF: Final = {
    "roles_section": "{row}.version_id",
    "roles_boundpost": "{row}.version_id",
    "roles_item": "(SELECT s.version_id FROM roles_section s WHERE s.id = {row}.section_id)",
    "roles_outcome": (
        "(SELECT s.version_id FROM roles_item i JOIN roles_section s ON s.id = i.section_id WHERE i.id = {row}.item_id)"
    ),
    "roles_deadlinerule": (
        "(SELECT s.version_id FROM roles_item i JOIN roles_section s ON s.id = i.section_id WHERE i.id = COALESCE("
        "{row}.item_id, (SELECT o.item_id FROM roles_outcome o WHERE o.id = {row}.outcome_id)))"
    ),
}
# Who a post is here may be answered later; what the document calls it may not change.
_COLUMNS: Final = {"roles_boundpost": ("version_id", "position", "key", "words")}
_FIXED: Final = (
    "role_id", "number", "state", "language", "country", "title", "frame", "translation_of_id", "effective_on",
    "content_hash", "approved_at", "approved_by_id", "pdf_id", "basis_of_change", "basis_note",
)  # fmt: skip


def connect() -> None:
    """Make the triggers after each migration."""
    post_migrate.connect(_after_migrate, dispatch_uid="text_triggers")


def _after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    if sender.name == "roles":
        make_triggers(using)


def make_triggers(using: str = "default") -> None:
    """Make the triggers if the tables exist; harmless when they are there."""
    connection = connections[using]
    if "roles_deadlinerule" not in connection.introspection.table_names():
        return
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _is_approved(table: str, row: str) -> str:
    version = _VERSION_OF[table].format(row=row)
    return f"EXISTS (SELECT 1 FROM roles_roleversion v WHERE v.id = {version} AND v.state = 'approved')"  # noqa: S608


def _of(table: str) -> str:
    return f" OF {', '.join(_COLUMNS[table])}" if table in _COLUMNS else ""


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _FIXED)
    found = [
        # An older one guards fewer columns.
        "DROP TRIGGER IF EXISTS roles_roleversion_fixed",
        (
            "CREATE TRIGGER roles_roleversion_fixed BEFORE UPDATE ON roles_roleversion "
            f"WHEN OLD.state = 'approved' AND ({changed}) {refuse}"
        ),
    ]
    for table in _VERSION_OF:
        new, old = _is_approved(table, "NEW"), _is_approved(table, "OLD")
        found += [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_insert BEFORE INSERT ON {table} WHEN {new} {refuse}",
            (
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE{_of(table)} ON {table} "
                f"WHEN {old} OR {new} {refuse}"
            ),
        ]
    return found


def _postgresql() -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _FIXED)
    found = _postgresql_trigger("roles_roleversion", "UPDATE", "", f"OLD.state = 'approved' AND ({changed})")
    for table in _VERSION_OF:
        new, old = _is_approved(table, "NEW"), _is_approved(table, "OLD")
        found += _postgresql_trigger(table, "INSERT", "", new)
        found += _postgresql_trigger(table, "UPDATE", _of(table), f"{old} OR {new}")
    return found


def _postgresql_trigger(table: str, verb: str, columns: str, condition: str) -> list[str]:
    name = f"{table}_no_{verb.lower()}"
    return [
        (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'insufficient_privilege'; END IF; "
            "RETURN NEW; END $$"
        ),
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {verb}{columns} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
