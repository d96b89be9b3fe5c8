"""All addresses. English nouns with a trailing slash; verbs only as POST endpoints."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from config import views
from config.language import choose_language
from schools.views import joining

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many"  # allauth's name for it
handler500 = "config.errors.server_error"


class Base36Converter(StringConverter):
    """The number of a login in a link. It holds no hyphen: the key behind it does."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36Converter, "base36")

# Only the parts of allauth that Kord uses: there is no sign-up and no social login yet.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/<base36:uidb36>-<key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
    path("join/<str:public_id>/", joining.join, name="join"),
    path("help/", views.help_page, name="help"),
    path("language/", choose_language, name="language"),
    path("accounts/", include(accounts)),
    path("s/<slug:school>/", include("duties.urls")),
    path("s/<slug:school>/", include("roles.urls")),
    path("s/<slug:school>/", include("schools.urls")),
    path("m/<slug:owner>/", include("schools.owner_urls")),
    path("m/<slug:owner>/", include("roles.owner_urls")),
]
