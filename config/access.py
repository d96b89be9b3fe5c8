"""Access rules for the URLs of other packages."""

from schools.access_rules import FOREIGN_RULES, Rule

_DOOR = Rule(is_public=True, reason="the way in")
_OWN_LOGIN = Rule(reason="the login's own settings")

FOREIGN_RULES.update(
    {
        "allauth.account.views.LoginView": _DOOR,
        "allauth.account.views.LogoutView": _DOOR,
        "allauth.account.views.PasswordResetView": _DOOR,
        "allauth.account.views.PasswordResetDoneView": _DOOR,
        "allauth.account.views.PasswordResetFromKeyView": _DOOR,
        "allauth.account.views.PasswordResetFromKeyDoneView": _DOOR,
        "allauth.account.views.PasswordChangeView": _OWN_LOGIN,
        "allauth.account.views.PasswordSetView": _OWN_LOGIN,
        "allauth.account.views.ReauthenticateView": _OWN_LOGIN,
        "allauth.mfa.base.views.AuthenticateView": _DOOR,
        "allauth.mfa.base.views.ReauthenticateView": _OWN_LOGIN,
        "allauth.mfa.base.views.IndexView": _OWN_LOGIN,
        "allauth.mfa.totp.views.ActivateTOTPView": _OWN_LOGIN,
        "allauth.mfa.totp.views.DeactivateTOTPView": _OWN_LOGIN,
        "allauth.mfa.recovery_codes.views.GenerateRecoveryCodesView": _OWN_LOGIN,
        "allauth.mfa.recovery_codes.views.ViewRecoveryCodesView": _OWN_LOGIN,
        "allauth.mfa.recovery_codes.views.DownloadRecoveryCodesView": _OWN_LOGIN,
    }
)
