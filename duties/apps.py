"""The duties app's configuration."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The recurring work of a school year."""

    name = "duties"
    verbose_name = "Duties"

    def ready(self) -> None:
        """Listen to the floors below, register what writes the digests, fill the places other pages keep for us."""
        from duties import notifications, profile_links, receivers  # noqa: F401, PLC0415  (apps must be loaded first)
        from duties.services.following import FOLLOW_JOB, run_follow_job  # noqa: PLC0415
        from duties.views.beside import NEWS, PROVIDERS  # noqa: PLC0415
        from schools import jobs, panels  # noqa: PLC0415

        notifications.register()
        jobs.register(FOLLOW_JOB, run_follow_job)
        panels.register("profile", "duties.reminders", profile_links.reminders)
        for place, code, provider in PROVIDERS:
            panels.register(place, code, provider, news=NEWS.get(code))
