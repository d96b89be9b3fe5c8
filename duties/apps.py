"""The duties app's configuration."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The recurring work of a school year."""

    name = "duties"
    verbose_name = "Duties"

    def ready(self) -> None:
        """Register what writes the digests, and the link to one's own reminders."""
        from duties import notifications, profile_links  # noqa: PLC0415  (apps must be loaded first)
        from schools import panels  # noqa: PLC0415

        notifications.register()
        panels.register("profile", "duties.reminders", profile_links.reminders)
