"""The documents app's configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files."""

    name = "documents"
    verbose_name = "Documents"
