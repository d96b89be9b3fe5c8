"""What people fill in when a text is looked over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from roles.models import ReviewCause, ReviewOutcome
from schools.forms import DayField, LineField


class OutcomeForm(forms.Form):
    """What came of a review."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[
            (ReviewOutcome.SAME, _("Reviewed, no changes: the text stays in force")),
            (ReviewOutcome.DRAFT, _("Begin a new draft: the text is to change")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was agreed"),
        help_text=_("Read by the principal, by those who hold the post, and at the next review."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_on = DayField(label=_("Next review by"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"next_on": on + timedelta(days=365)})
        super().__init__(*args, **kwargs)
        self.on = on
        # Asked for where the text stays: of such a field cannot be said that it may stay empty.
        self.fields["next_on"].is_one_of = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A text that stays is looked over again some day, and that day lies ahead."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        next_on = data.get("next_on")
        if next_on is not None and next_on <= self.on:
            self.add_error("next_on", _("This day has passed."))
        if next_on is None and "next_on" not in self.errors and data.get("outcome") == ReviewOutcome.SAME:
            self.add_error("next_on", _("Say by when the text is to be looked over again."))
        return data


class OpenReviewForm(forms.Form):
    """Why a text is to be looked over before its time."""

    cause = forms.ChoiceField(
        label=_("What has happened?"),
        choices=[(cause.value, capfirst(str(cause.label))) for cause in ReviewCause if cause != ReviewCause.YEARLY],
        widget=forms.RadioSelect,
    )
    reason = LineField(label=_("In a few words"), max_length=500)
