"""The documents app's configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files."""

    name = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Register what the outbox writes for files."""
        from documents import notifications  # noqa: PLC0415  (apps must be loaded first)

        notifications.register()
