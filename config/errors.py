"""Error pages. None of them needs the database, and the 404 page is the same bytes in every case."""

import sys
from functools import cache
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

_NOT_SHOWN = frozenset({"csrfmiddlewaretoken", "form_key"})
_SECRET_PARTS = ("password", "secret", "token", "code", "key")


@cache
def _static_page(template: str) -> str:
    """Render a page without a request: no form, token, navigation, path, login or language of the one who asks."""
    with translation.override("en"):
        return render_to_string(template)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, byte-equal for what does not exist and for what belongs to another school (architecture 3)."""
    return HttpResponse(_static_page("errors/404.html"), status=404, headers={"Content-Language": "mul"})


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the page is static, since whatever failed may fail again. A locked database is no fault: 503, in words."""
    if _is_locked(sys.exc_info()[1]):
        return _busy(request)
    return HttpResponse(_static_page("errors/500.html"), status=500, headers={"Content-Language": "mul"})


def _is_locked(error: BaseException | None) -> bool:
    """Whether somebody else has held SQLite's file for longer than we wait (its words: sqlite.org/rescode.html)."""
    return isinstance(error, OperationalError) and "is locked" in str(error)


def _busy(request: HttpRequest) -> HttpResponse:
    """503 with what was typed. Drawn without the shell: that would ask the database once more."""
    try:
        typed = typed_text(request)
    except (OSError, SuspiciousOperation, MultiPartParserError):  # the body was not taken in yet, and cannot be
        typed = []
    context = {"typed": typed, "language": translation.get_language()}
    headers = {"Retry-After": "30", "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("errors/503.html", context), status=503, headers=headers)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: nothing of the request was read, so nothing is known of the one who asks."""
    return HttpResponse(_static_page("errors/413.html"), status=413, headers={"Content-Language": "mul"})


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a member of the school without this right."""
    return render(request, "errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be understood."""
    return render(request, "errors/400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is too old: shows what was typed, so that nothing is lost."""
    return render(request, "errors/csrf.html", {"typed": typed_text(request)}, status=403)


def typed_text(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was filled in, without secrets: (field name, text)."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in _NOT_SHOWN and not any(part in name for part in _SECRET_PARTS)
        for value in values
        if _is_text(value)
    ]


def _is_text(value: Any) -> bool:
    """Hidden keys and ticks are no text that a person has written."""
    return isinstance(value, str) and len(value.strip()) > 1
