"""System checks: what must hold before Kord starts."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.urls import get_resolver

from schools.access_rules import rule_of, walk_patterns
from schools.audit_triggers import TABLE, missing_triggers


@register(Tags.security)
def every_url_has_a_rule(**kwargs: Any) -> list[CheckMessage]:
    """A URL without a declared access rule does not start."""
    return [
        Error(
            f"{pattern} has no access rule.",
            hint="Decorate the view with requires(...), signed_in(...) or public(reason=...), "
            "or add a third-party view to config/access.py.",
            id="schools.E001",
        )
        for pattern, callback in walk_patterns(get_resolver())
        if rule_of(callback) is None
    ]


@register(Tags.database)
def audit_triggers_are_there(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The audit trail must be append-only in the database itself."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if TABLE in connection.introspection.table_names() and (names := missing_triggers(alias)):
            errors.append(
                Error(
                    f"The audit trail lacks its database triggers: {', '.join(names)}.",
                    hint="Run manage.py migrate; it makes them again.",
                    id="schools.E002",
                )
            )
    return errors


@register(Tags.database)
def sqlite_is_safe(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """WAL corrupts data in SQLite before 3.51.3 when several processes write (SQLite 3.51.3 release notes)."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
            continue
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
        if mode.lower() == "wal" and sqlite3.sqlite_version_info < (3, 51, 3):
            errors.append(
                Error(
                    f"SQLite {sqlite3.sqlite_version} may lose data in WAL mode.",
                    hint="Let config/settings.py choose the journal mode, or install SQLite 3.51.3 or newer.",
                    id="schools.E003",
                )
            )
    return errors


@register(Tags.security, deploy=True)
def mail_links_have_a_base(**kwargs: Any) -> list[CheckMessage]:
    """Links in mail need the address under which people reach Kord."""
    if "127.0.0.1" in settings.BASE_URL or "localhost" in settings.BASE_URL:
        return [
            Error(
                "KORD_BASE_URL points at this machine only.",
                hint="Set KORD_BASE_URL to the address under which people reach Kord.",
                id="schools.E004",
            )
        ]
    return []
