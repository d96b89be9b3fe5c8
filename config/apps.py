"""The wiring's own app: management commands and the start-up of the whole."""

from django.apps import AppConfig


class KordConfig(AppConfig):
    """Wiring: no models, only commands."""

    name = "config"
    verbose_name = "Kord"

    def ready(self) -> None:
        """Declare who may open the URLs of other packages."""
        from config import access  # noqa: PLC0415, F401  (apps must be loaded first)
