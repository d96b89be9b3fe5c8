"""Which roles are looked at side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roles.models import RoleVersion
from roles.queries.side_by_side import MOST


class SideBySideForm(forms.Form):
    """The roles that were ticked, at least two of them; ``texts`` are those that may be."""

    role = forms.MultipleChoiceField(label=_("Which roles?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, texts: Sequence[RoleVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {version.role.code: version for version in texts}
        choices = [(code, version.role.name) for code, version in self.texts.items()]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_role(self) -> list[str]:
        """One text alone is compared with nothing, and too many cannot be read."""
        chosen = list(dict.fromkeys(self.cleaned_data["role"]))
        if not 1 < len(chosen) <= MOST:
            raise forms.ValidationError(_("Choose two to six roles."))
        return chosen

    def chosen(self) -> list[RoleVersion]:
        """The chosen texts."""
        return [self.texts[code] for code in self.cleaned_data["role"]]
