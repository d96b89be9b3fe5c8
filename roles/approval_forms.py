"""What people fill in when a text is approved, takes force, and is asked for by a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from roles.models import BasisOfChange
from roles.services import Basis
from schools.forms import DayField, LineField


class ApproveForm(forms.Form):
    """From which day an approved text is to hold; a day before ``on`` has to be meant.

    A text that changes an earlier one also says on what the change rests.
    """

    effective_on = DayField(label=_("In force from"))
    basis = forms.ChoiceField(label=_("On what does the change rest?"), widget=forms.RadioSelect)
    basis_note = LineField(
        label=_("Which one, in a few words"),
        help_text=_("For example the day of the agreement, the law and its section, or the number of the order."),
        max_length=300,
        required=False,
    )
    is_past_meant = forms.BooleanField(label=_("Yes, the paper is to name a day that has passed"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if is_change:
            choices = [(basis.value, capfirst(str(basis.label))) for basis in BasisOfChange]
            self.fields["basis"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["basis"], self.fields["basis_note"]
        if not self.is_past():
            del self.fields["is_past_meant"]

    def is_past(self) -> bool:
        """Whether the day has passed."""
        day = self.day()
        return day is not None and day < self.on

    def day(self) -> date | None:
        """The day that was sent or stands in the form, None when there is none or it is no day."""
        try:
            return self.fields["effective_on"].clean(self["effective_on"].value())
        except forms.ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        """Nobody approves a day that has passed by mistake."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("basis") == BasisOfChange.OTHER and not data.get("basis_note"):
            self.add_error("basis_note", _("Say in words on what the change rests."))
        if self.is_past() and not data.get("is_past_meant"):
            words = _(
                "This day has passed. The paper would say so, but nobody is bound before the text takes force,"
                " and nothing is asked for afterwards."
            )
            self.add_error("effective_on", forms.ValidationError(words, code="meant"))
        return data

    def said_of_basis(self) -> dict[str, Any]:
        """What was sent about the change, to be asked again beside another day."""
        return {name: self[name].value() for name in ("basis", "basis_note") if name in self.fields}

    def chosen_basis(self) -> Basis | None:
        """What was said about the change; None for a first text."""
        if "basis" not in self.fields:
            return None
        return Basis(self.cleaned_data["basis"], self.cleaned_data["basis_note"])

    def is_only_to_confirm(self) -> bool:
        """Whether nothing is wrong but that a yes is wanted."""
        codes = [error.code for errors in self.errors.as_data().values() for error in errors]
        return bool(codes) and set(codes) == {"meant"}


class ForceDayForm(forms.Form):
    """On which day the text in force is asked for."""

    on = DayField(label=_("Which text was in force on this day?"))


class ForceActForm(forms.Form):
    """The act that puts an approved text in force."""

    act_on = DayField(label=_("Day of the act"))
    note = LineField(
        label=_("Which act"),
        help_text=_("For example the number of the order. With a number, a second PDF names it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, prints_order: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if prints_order:
            self.fields["note"].label = _("Number of the order")
            self.fields["note"].help_text = _("For example V-12. A second PDF names the order in its header.")
            self.fields["note"].required = True  # an order is cited by its number, and a record of it is final
