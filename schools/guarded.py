"""Rows that only services may write.

Memberships decide who sees children's data, so a stray ``save()`` in a view must fail,
not work: every write goes through a service that also leaves an audit event.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn, TypeVar

from django.db import models

_open: ContextVar[bool] = ContextVar("guarded_rows_open", default=False)

M = TypeVar("M", bound=models.Model)


class GuardedRowError(RuntimeError):
    """A guarded row was written outside its service."""


@contextmanager
def guarded_write() -> Iterator[None]:
    """Let the enclosed lines write guarded rows; for services only (a test lists the callers)."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def _refuse(model: type[models.Model]) -> NoReturn:
    raise GuardedRowError(f"{model.__name__} is written by its services only.")


class GuardedQuerySet(models.QuerySet[M]):
    """A QuerySet whose set-based writes are refused outside a service."""

    def update(self, **kwargs: Any) -> int:
        """Refuse outside :func:`guarded_write`."""
        if not _open.get():
            _refuse(self.model)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse outside :func:`guarded_write`."""
        if not _open.get():
            _refuse(self.model)
        return super().delete()

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Refuse outside :func:`guarded_write`."""
        if not _open.get():
            _refuse(self.model)
        return super().bulk_create(objs, *args, **kwargs)


class GuardedModel(models.Model):
    """A model whose ``save`` and ``delete`` are refused outside a service."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse outside :func:`guarded_write`."""
        if not _open.get():
            _refuse(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse outside :func:`guarded_write`."""
        if not _open.get():
            _refuse(type(self))
        return super().delete(*args, **kwargs)
