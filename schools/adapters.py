"""How allauth behaves here: no sign-up, mail through the outbox, links from the configured address."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from schools.clock import now
from schools.models import User
from schools.notifications import send_account_mail
from schools.sign_in_limits import SignInLimits


class AccountAdapter(SignInLimits):
    """Invited people only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-up is closed: a school invites its people."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """A password that was saved leads to the person's first page, which says so."""
        return reverse("start")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's mails into the outbox like every other."""
        user = context.get("user")
        send_account_mail(
            to=email,
            code=template_prefix.rsplit("/", 1)[-1],
            user=user if isinstance(user, User) else None,
            now=now(),
        )

    def mail_new_password(self, *, email: str, user: User | None) -> None:
        """Answer whoever has forgotten a password: the same single row for a login and for an unknown address.

        The one of an unknown address is dropped when it should be written: nobody mails strangers through us.
        """
        send_account_mail(
            to=user.email if user else email,
            code="password_reset_key" if user else "unknown_account",
            user=user,
            now=now(),
            language=get_language() or "",
        )
