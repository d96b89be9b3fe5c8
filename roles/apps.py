"""The roles app's configuration."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Job descriptions."""

    name = "roles"
    verbose_name = "Roles"
