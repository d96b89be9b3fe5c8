"""What is refused before anything of a request is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from config.errors import too_large

METHODS = ("GET", "HEAD", "POST")


class RequestGuardMiddleware:
    """Refuses methods that no page of ours knows, and bodies larger than any form of ours.

    Django's function views answer PUT, DELETE or an invented method like GET. Of a body only the announced length
    is looked at: the server hands on no more than was announced (RFC 9112, 6.3), and nothing where a body comes
    in chunks of no announced length.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or answer 405 or 413."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if _length(request) > settings.MAX_BODY:
            return too_large(request)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """The announced length in bytes; 0 where there is none."""
    words = request.META.get("CONTENT_LENGTH") or ""
    # A number of many digits is not computed, it is too large.
    return int(words[:20]) if words.isdecimal() else 0
