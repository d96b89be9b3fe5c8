"""allauth's forms with our words: one word for one thing, nothing said twice, no second link beside our own."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ADDRESS, _PASSWORD = _("E-mail"), _("Password")
_NEW, _AGAIN, _CODE = _("New password"), _("The new password once more"), _("Code from the app")


class _OurWords(forms.Form):
    """Give the fields our labels; the label stands above the field and no copy of it inside.

    Hints are left out: the pages say how long a password must be, and lead to a new one.
    """

    words: ClassVar[dict[str, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_OurWords, account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    words: ClassVar = {"login": _ADDRESS, "password": _PASSWORD}


class AskForPasswordForm(_OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link to a new password goes."""

    words: ClassVar = {"email": _ADDRESS}


class PasswordFromLinkForm(_OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A password chosen with the link of a mail."""

    words: ClassVar = {"password1": _NEW, "password2": _AGAIN}


class ChangePasswordForm(_OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password instead of the present one."""

    words: ClassVar = {"oldpassword": _("Present password"), "password1": _NEW, "password2": _AGAIN}


class SetPasswordForm(_OurWords, account.SetPasswordForm):  # type: ignore[misc]
    """The first password of somebody who is signed in without one."""

    words: ClassVar = {"password1": _NEW, "password2": _AGAIN}


class StillYouForm(_OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    words: ClassVar = {"password": _PASSWORD}


class SecondStepForm(_OurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""

    words: ClassVar = {"code": _("Code")}


class SecondStepStillYouForm(_OurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more."""

    words: ClassVar = {"code": _("Code")}


class TurnOnAppForm(_OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code that the app shows."""

    words: ClassVar = {"code": _CODE}
