"""How many wrong passwords are looked at. A school shares one address, and a stranger must not lock anybody out.

Three counters (their figures stand in the settings): by account and address; by address; and, over all addresses,
by account. The last one does not concern a browser that has signed in with the account before (it carries a signed
cookie) or is signed in with it and asked once more. Nothing is counted that succeeds.
"""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from schools.models import User

COOKIE: Final = "kord_known"
_SALT: Final = "kord.known-browser"
_DAYS: Final = 180
_MOST: Final = 30
"""A computer of the staff room is used by many; the one who has been away longest is forgotten first."""


class SignInLimits(DefaultAccountAdapter):
    """The part of our adapter that counts wrong passwords and knows browsers again."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{_login_of(credentials)}|{ratelimit.get_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raise a ValidationError when no further password is looked at."""
        super().pre_authenticate(request, **credentials)
        login = _login_of(credentials)
        if _is_known(request, login):
            return
        usage = ratelimit.consume(request, app="allauth.account", action="login_failed_anywhere", key=login)
        if usage is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage.extend(usage.usage)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever has read the account's mail may begin again, whatever strangers do meanwhile."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        login = _login_of(credentials)
        ratelimit.clear(request, app="allauth.account", action="login_failed_anywhere", key=login)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Let the browser be known next time."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        mark = _mark(user.email)
        marks = [mark, *(one for one in _marks(request) if one != mark)][:_MOST]
        response.set_cookie(
            COOKIE,
            signing.dumps(marks, salt=_SALT),
            max_age=_DAYS * 24 * 3600,
            path=reverse("account_login"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response


def may_ask_for_password(request: HttpRequest, email: str) -> bool:
    """Whether somebody who has forgotten this account's password may ask once more from where they are."""
    key = f"{email.strip().lower()}|{ratelimit.get_ip(request)}"
    return ratelimit.consume(request, app="allauth.account", action="reset_password_here", key=key) is not None


def _login_of(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email", "")).strip().lower()


def _is_known(request: HttpRequest, login: str) -> bool:
    here = request.user
    return _mark(login) in _marks(request) or (isinstance(here, User) and here.email.lower() == login)


def _mark(login: str) -> str:
    """What stands in the cookie for an account: nobody reads from it who uses this computer."""
    return salted_hmac(_SALT, login.lower(), algorithm="sha256").hexdigest()[:24]


def _marks(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_DAYS * 24 * 3600)
    except signing.BadSignature:
        return []
    return [str(one) for one in found]
