"""Template tags of the interface. Registered as builtins: no template has to load them.

Dates are not formatted here: they come from Python in words (:mod:`schools.words`). Links that change one
filter use Django's own ``querystring`` tag.
"""

import re
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString
from django_htmx.jinja import htmx_script

from schools.form_keys import new_form_key

register = template.Library()

LETTERS_IN_MARGIN = 8


@register.simple_tag
def htmx() -> SafeString:
    """Return the script tag of the htmx that django-htmx ships, pinned to version 2 and served by ourselves."""
    return htmx_script(version=2)


@register.simple_tag
def new_key() -> str:
    """Return a fresh one-time key for a form (see schools/form_keys.py)."""
    return new_form_key()


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a form field is a single tick box, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def field_input(field: BoundField, css: str = "") -> SafeString:
    """Return the input of a form field; Django ties it to its hint and its error by id (WCAG 1.3.1, 3.3.1)."""
    return field.as_widget(attrs={"class": css} if css else None)


@register.filter
def if_long(words: object) -> str:
    """Return " m--long" when a word is too long for the margin of a phone, which then stands above the text.

    The margin of a phone is 3.6 rem: about eight letters of its small type. A hyphen or a slash lets a line break.
    """
    longest = max((len(word) for word in re.split(r"[\s\-/]", str(words or ""))), default=0)
    return " m--long" if longest > LETTERS_IN_MARGIN else ""


@register.filter
def error_count(form: Any) -> int:
    """How many mistakes a form has, those of the whole form included."""
    return sum(len(errors) for errors in form.errors.values())
