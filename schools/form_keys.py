"""Forms that create something take effect once, however often they are sent (reliability.md 2.3).

The page carries a random key. The first sending inserts (login, form, key) in the same transaction as the
effect; a later one with the same body is led to the first result, one with another body gets a 409 page.
An invalid form uses up nothing.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schools.models import FormKey, User
from schools.see_other import see_other

FIELD = "form_key"
_NOT_CONTENT = {FIELD, "csrfmiddlewaretoken"}


class OtherBodyError(Exception):
    """The key was used already, with other content; ``result_url`` is where the first sending led."""

    def __init__(self, result_url: str) -> None:
        super().__init__(result_url)
        self.result_url = result_url


def new_form_key() -> str:
    """Return a fresh key for a hidden field."""
    return secrets.token_hex(16)


def body_digest(request: HttpRequest) -> str:
    """Return a digest of where the form was sent and of everything that was filled in, files with their bytes."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_CONTENT)
    files = sorted((name, str(file), _bytes_digest(file)) for name, found in request.FILES.lists() for file in found)
    return hashlib.sha256(json.dumps([request.path, fields, files]).encode()).hexdigest()


def _bytes_digest(file: UploadedFile) -> str:
    """Hash a file that a form may have read already, and leave it at its beginning."""
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()


def once(
    *,
    user: User,
    form: str,
    key: str,
    digest: str,
    effect: Callable[[], str],
    now: datetime,
) -> str:
    """Run ``effect`` (which returns the address of its result) unless this key has had its effect already.

    Raises OtherBodyError when the key was used with another body.
    """
    token = secrets.token_hex(16)
    with transaction.atomic():
        FormKey.objects.bulk_create(
            [
                FormKey(
                    user=user,
                    form=form,
                    key=key,
                    token=token,
                    body_digest=digest,
                    created_at=now,
                )
            ],
            ignore_conflicts=True,
        )
        row = FormKey.objects.select_for_update().get(user=user, form=form, key=key)
        if row.token != token:
            if row.body_digest != digest:
                raise OtherBodyError(row.result_url)
            return row.result_url
        row.result_url = effect()
        row.save(update_fields=["result_url"])
        return row.result_url


def answer_once(request: HttpRequest, *, form: str, effect: Callable[[], str], now: datetime) -> HttpResponse:
    """Answer a valid form: 303 to the result, or the 409 page that shows what was sent and what is there."""
    key = request.POST.get(FIELD, "")[:32] or new_form_key()
    user = request.user
    if not isinstance(user, User):
        raise TypeError("A form with a key belongs to a login.")
    try:
        url = once(
            user=user,
            form=form,
            key=key,
            digest=body_digest(request),
            effect=effect,
            now=now,
        )
    except OtherBodyError as error:
        sent = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in _NOT_CONTENT
            for value in values
            if value
        ]
        return render(
            request,
            "errors/409.html",
            {"result_url": error.result_url, "sent": sent},
            status=409,
        )
    return see_other(url)


def forget_old(*, now: datetime) -> int:
    """Delete keys older than two days; a page left open that long gets a new key anyway."""
    return FormKey.objects.filter(created_at__lt=now - timedelta(days=2)).delete()[0]
