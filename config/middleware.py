"""Headers that every answer carries, and the language in which it is written."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from schools.models import School
from schools.notifications import MAIL_LANGUAGE
from schools.see_other import see_other

MAIL_COOKIE = "mail-language"
GetResponse = Callable[[HttpRequest], HttpResponse]


def csp_header(directives: dict[str, list[str]]) -> str:
    """Return the header's value for directives in the form of Django 6's ``SECURE_CSP``."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


class SecurityHeadersMiddleware:
    """Adds what Django 5.2 has no setting for; a view's own header of the same name is kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": csp_header(settings.SECURE_CSP),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with headers. htmx gets other bytes than a full load, so caches must tell them apart."""
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        patch_vary_headers(response, ["HX-Request"])
        if "Cache-Control" not in response and _is_signed_in(request):  # who is here may be a question to the database
            response["Cache-Control"] = "private, no-cache"
        return response


class WrongMethodMiddleware:
    """Answers what Django leaves bare: an address that only takes forms, asked for as a page, or the other way round.

    Addresses of acts stand below their page (``…/start/now/``), so whoever opens one (a reloaded tab, a link sent on)
    is led to the nearest page above; anything else gets our own page in words.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the answer; only 405 is changed. The access rule has been asked before."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        if request.method in ("GET", "HEAD"):
            return see_other(_page_above(request.path_info))
        # The address is not echoed: whether it names something here, or in another school, is not said.
        page = render(request, "errors/405.html", {"language_next": "/"}, status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page


def _page_above(path: str) -> str:
    """Return the nearest address above that there is; at the latest the first page."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            break
    return path


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


class LanguageMiddleware:
    """Chooses the language: the login's, else the chosen one's (cookie), else the mail's, else the browser's, else the
    school's.

    The login is known only further in, so it is looked at again just before the view. A link of a mail names the
    mail's language; the pages behind it keep to it until the browser is closed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Begin with what the browser says; always name the language of the answer."""
        with translation.override(_of_browser(request) or settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if of_mail := _known(request.GET.get(MAIL_LANGUAGE)):
            response.set_cookie(MAIL_COOKIE, of_mail, samesite="Lax", secure=settings.HTTPS, httponly=True)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]) -> None:
        """Change to the login's own language, now that it is known."""
        enter_language(request, kwargs)


def enter_language(request: HttpRequest, kwargs: dict[str, object]) -> str:
    """Activate and return the language for this request; ``kwargs`` are those of the URL."""
    language = _known(getattr(getattr(request, "user", None), "language", "")) or _of_browser(request)
    language = language or _of_school(request, kwargs) or settings.LANGUAGE_CODE
    translation.activate(language)
    request.LANGUAGE_CODE = language
    return language


def _of_school(request: HttpRequest, kwargs: dict[str, object]) -> str:
    """Return the school's language for people with a login; a stranger learns nothing about a school from it."""
    if "school" not in kwargs or not _is_signed_in(request):
        return ""
    return _known(School.objects.filter(slug=kwargs["school"]).values_list("language", flat=True).first())


def _known(code: str | None) -> str:
    short = (code or "").split("-")[0].lower()
    return short if short in dict(settings.LANGUAGES) else ""


def _of_browser(request: HttpRequest) -> str:
    """Return the language that was chosen, the mail's or that of Accept-Language; nothing when none is one of ours."""
    cookies = request.COOKIES
    said = (cookies.get(settings.LANGUAGE_COOKIE_NAME), request.GET.get(MAIL_LANGUAGE), cookies.get(MAIL_COOKIE))
    if chosen := next((known for code in said if (known := _known(code))), ""):
        return chosen
    accepted = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    return next((known for code, _quality in accepted if (known := _known(code))), "")
