"""The documents app's configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files."""

    name = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Register what the outbox writes for files, and what the limited process does with signatures."""
        from documents import notifications  # noqa: PLC0415  (apps must be loaded first)
        from documents.limits import register_reader  # noqa: PLC0415
        from documents.signatures.sealing import SIGNER  # noqa: PLC0415
        from documents.signatures.verifying import READER  # noqa: PLC0415

        notifications.register()
        register_reader(READER, "documents.signatures.reader")
        register_reader(SIGNER, "documents.signatures.signing_child")
