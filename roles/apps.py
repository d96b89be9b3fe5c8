"""The roles app's configuration."""

from django.apps import AppConfig

from roles import text_triggers


class RolesConfig(AppConfig):
    """Job descriptions."""

    name = "roles"
    verbose_name = "Roles"

    def ready(self) -> None:
        """Keep approved texts as they are in the database too."""
        text_triggers.connect()
