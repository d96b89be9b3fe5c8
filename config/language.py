"""Choosing the language of the interface on any page, signed in or not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from schools.access_rules import public
from schools.clock import now
from schools.models import User
from schools.see_other import see_other
from schools.services import update_preferences

_ONE_YEAR = 365 * 24 * 3600


@public(reason="the sign-in page must be readable before anybody is known")
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie, and with the login of whoever is signed in; go back to the page."""
    code = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = see_other(back)
    if code in dict(settings.LANGUAGES):
        user = request.user
        if isinstance(user, User) and user.language != code:
            update_preferences(user=user, language=code, theme=user.theme, by=user, now=now())
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=_ONE_YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    return response
