"""The ground floor's app configuration."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Owners, schools, people, access, audit, outbox."""

    name = "schools"
    verbose_name = "Schools"

    def ready(self) -> None:
        """Connect the audit triggers and the system checks."""
        from schools import audit_triggers, checks, notifications  # noqa: PLC0415, F401  (apps must be loaded first)

        audit_triggers.connect()
        notifications.register()
