"""The answer to a form that was taken: look there now."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """303: the browser asks for the other page with GET, whatever it has sent (RFC 9110, 15.4.4)."""

    status_code = 303


def see_other(to: str, *args: Any, **kwargs: Any) -> SeeOther:
    """Lead to an address, or to the named one with these parts."""
    return SeeOther(resolve_url(to, *args, **kwargs))
