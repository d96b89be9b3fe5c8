"""The roles app's configuration."""

from django.apps import AppConfig

from roles import text_triggers


class RolesConfig(AppConfig):
    """Job descriptions."""

    name = "roles"
    verbose_name = "Roles"

    def ready(self) -> None:
        """Keep approved texts unchanged; say what the limited process reads and other pages show."""
        from documents.limits import register_reader  # noqa: PLC0415  (apps must be loaded first)
        from roles import notifications, people_panels, profile_links  # noqa: PLC0415
        from roles.views.beside import waiting_acts  # noqa: PLC0415
        from schools import panels  # noqa: PLC0415

        text_triggers.connect()
        register_reader("people-sheet", "roles.people_sheet")
        people_panels.register()
        notifications.register()
        panels.register("today-side", "roles.waiting-acts", waiting_acts)
        panels.register("profile", "roles.absences", profile_links.absences)
