"""Wiring only: settings, URLs, Celery, start page."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
