"""Forms of the recurring work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from duties.models.reminders import DigestRhythm
from duties.readers import SENDING_HOURS


class ReminderHabitForm(forms.Form):
    """How often and at which hour one's digest comes."""

    rhythm = forms.ChoiceField(
        label=_("How often"), choices=DigestRhythm.choices, widget=forms.RadioSelect, required=True
    )
    hour = forms.TypedChoiceField(
        label=_("Time of day"),
        choices=[(hour, f"{hour:02d}:00") for hour in SENDING_HOURS],
        coerce=int,
        help_text=_("In the local time of your first school."),
    )
