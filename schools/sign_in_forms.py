"""allauth's forms with our words: one word for one thing, nothing said twice, no second link beside our own."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from schools.adapters import AccountAdapter
from schools.models import User
from schools.sign_in_limits import may_ask_for_password

_ADDRESS, _PASSWORD = _("E-mail"), _("Password")
_NEW, _AGAIN, _CODE = _("New password"), _("The new password once more"), _("Code from the app")


class _OurWords(forms.Form):
    """Give the fields our labels; the label stands above the field and no copy of it inside.

    Hints are left out: the pages say how long a password must be, and lead to a new one.
    """

    words: ClassVar[dict[str, Any]] = {}  # field -> label, lazily translated

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_OurWords, account.LoginForm):
    """Address and password."""

    words = {"login": _ADDRESS, "password": _PASSWORD}


class AskForPasswordForm(_OurWords, account.ResetPasswordForm):
    """The address to which a link to a new password goes.

    One way for every address, known or not: one message into the outbox, so that neither the answer nor the time it
    takes says who has a login. Whether a mail goes out is decided when it is written. Tries are counted by address and
    the one who asks: a stranger must not shut a person out of their own way in.
    """

    words = {"email": _ADDRESS}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Put the mail into the outbox and return the address; keys are made when it is sent."""
        email = str(self.cleaned_data["email"])
        if not may_ask_for_password(request, email):
            raise ImmediateHttpResponse(ratelimit.respond_429(request))
        user = next(iter(self.users), None)
        AccountAdapter(request).mail_new_password(email=email, user=user if isinstance(user, User) else None)
        return email


class PasswordFromLinkForm(_OurWords, account.ResetPasswordKeyForm):
    """A password chosen with the link of a mail."""

    words = {"password1": _NEW, "password2": _AGAIN}


class ChangePasswordForm(_OurWords, account.ChangePasswordForm):
    """Another password instead of the present one."""

    words = {"oldpassword": _("Present password"), "password1": _NEW, "password2": _AGAIN}


class SetPasswordForm(_OurWords, account.SetPasswordForm):
    """The first password of somebody who is signed in without one."""

    words = {"password1": _NEW, "password2": _AGAIN}


class StillYouForm(_OurWords, account.ReauthenticateForm):
    """The password once more."""

    words = {"password": _PASSWORD}


class SecondStepForm(_OurWords, mfa.AuthenticateForm):
    """The code after the password."""

    words = {"code": _("Code")}


class SecondStepStillYouForm(_OurWords, mfa.ReauthenticateForm):
    """A code once more."""

    words = {"code": _("Code")}


class TurnOnAppForm(_OurWords, totp.ActivateTOTPForm):
    """The first code that the app shows."""

    words = {"code": _CODE}
