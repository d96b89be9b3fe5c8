"""The ground floor's app configuration."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Owners, schools, people, access, audit, outbox."""

    name = "schools"
    verbose_name = "Schools"

    def ready(self) -> None:
        """Connect the audit triggers and the system checks; say what Today shows of the start."""
        from schools import audit_triggers, checks, notifications  # noqa: PLC0415, F401  (apps must be loaded first)
        from schools.views import beside  # noqa: PLC0415

        audit_triggers.connect()
        notifications.register()
        beside.register()
