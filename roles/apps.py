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
        from roles.file_reading import FILE_READER  # noqa: PLC0415
        from roles.services import reading  # noqa: PLC0415
        from roles.views import beside  # noqa: PLC0415
        from schools import jobs, panels  # noqa: PLC0415

        text_triggers.connect()
        register_reader("people-sheet", "roles.people_sheet")
        register_reader("role-document", "roles.document_reader")
        register_reader(FILE_READER, "roles.reading.child")
        jobs.register(reading.READING_JOB, reading.run_reading_job, lease=reading.LEASE)
        people_panels.register()
        beside.register()
        notifications.register()
        panels.register("profile", "roles.absences", profile_links.absences)
