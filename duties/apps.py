"""The duties app's configuration."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The recurring work of a school year."""

    name = "duties"
    verbose_name = "Duties"

    def ready(self) -> None:
        """Register what writes the digests."""
        from duties import notifications  # noqa: PLC0415  (apps must be loaded first)

        notifications.register()
