"""The roles app's configuration."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Job descriptions."""

    name = "roles"
    verbose_name = "Roles"

    def ready(self) -> None:
        """Say what is read in the limited process, and what other pages show of roles."""
        from documents.limits import register_reader  # noqa: PLC0415  (apps must be loaded first)
        from roles import people_panels  # noqa: PLC0415

        register_reader("people-sheet", "roles.people_sheet")
        people_panels.register()
