"""Words of Django and allauth that people meet here and that our catalogues say in our own terms.

A library's own catalogue leaves some of them in English (Django's Lithuanian and Finnish password rules) and says
others in words that are not ours ("salasõna" beside our "parool", "tu" beside our "jūs"). Our catalogue is read
before the libraries'. The messages stand here so that makemessages finds them; nothing calls them from here.
"""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

WORDS: Final[tuple[str, ...]] = (
    # django.contrib.auth
    _("The password is too similar to the %(verbose_name)s."),
    _("Your password can’t be too similar to your other personal information."),
    _("This password is too common."),
    _("Your password can’t be a commonly used password."),
    _("This password is entirely numeric."),
    _("Your password can’t be entirely numeric."),
    _("The two password fields didn’t match."),
    # django.forms and django.core.validators
    _("This field is required."),
    _("Enter a valid email address."),
    _("Enter a whole number."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("No file was submitted."),
    _("The submitted file is empty."),
    _("Null characters are not allowed."),
    # allauth
    _("The email address and/or password you specified are not correct."),
    _("This account is currently inactive."),
    _("Too many failed login attempts. Try again later."),
    _("You must type the same password each time."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("Remember Me"),
    _("Use your password"),
    _("Use authenticator app or code"),
)

COUNTED: Final[tuple[Callable[[int], str], ...]] = (
    # django.contrib.auth
    lambda n: ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        n,
    ),
    lambda n: ngettext(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        n,
    ),
    # django.core.validators and django.forms
    lambda n: ngettext(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        n,
    ),
    lambda n: ngettext(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
        n,
    ),
)
