"""Error pages. None of them needs the database, and the 404 page is the same bytes in every case."""

import errno
import sys
from functools import cache
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

_PASSING = ("is locked", "disk is full", "No space left on device")
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
    """500: the page is static, since whatever failed may fail again. What passes is no fault: 503, in words."""
    if _passes(sys.exc_info()[1]):
        return _busy(request)
    return HttpResponse(_static_page("errors/500.html"), status=500, headers={"Content-Language": "mul"})


def _passes(error: BaseException | None) -> bool:
    """Whether the database was held for longer than we wait, or the disk is full; also where that led to the error.

    The words are SQLite's (sqlite.org/rescode.html) and, the last ones, PostgreSQL's.
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return True
        if isinstance(error, OperationalError) and any(words in str(error) for words in _PASSING):
            return True
        error = error.__cause__ or error.__context__
    return False


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
    """400: the request cannot be understood. A session that could not be written for want of room comes here too."""
    if isinstance(exception, SessionInterrupted) and _passes(exception):
        return _busy(request)
    return render(request, "errors/400.html", status=400)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many tries. The longest span that is counted here is the five minutes that the page names."""
    page = render(request, "errors/429.html", {"language_next": "/"}, status=429)
    page["Retry-After"] = "300"
    return page


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
