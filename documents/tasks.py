"""What the workers run for files; ``manage.py check_files`` does it by hand."""

from celery import shared_task

from documents.services import check_and_tell
from schools.clock import now


@shared_task(name="documents.check_files", ignore_result=True)
def check_files() -> None:
    """Read every stored file; runs once a week among the jobs, because it may take long."""
    check_and_tell(now=now())
