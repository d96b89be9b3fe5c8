"""The duties app's configuration."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The recurring work of a school year."""

    name = "duties"
    verbose_name = "Duties"
