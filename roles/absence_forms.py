"""Forms for absences and who stands in."""

from datetime import timedelta
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roles.models import Role
from schools.forms import DayField
from schools.models import Group, Person

LONGEST: Final = timedelta(days=731)


class AbsenceForm(forms.Form):
    """Away from one day to another; the reason is nobody's business."""

    starts_on = DayField(label=_("Away from"))
    ends_on = DayField(label=_("until and including"))

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and nobody is away for more than two years at a time."""
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", gettext("The last day is before the first."))
        elif starts_on and ends_on and ends_on - starts_on > LONGEST:
            self.add_error("ends_on", gettext("An absence lasts at most two years."))
        return cleaned


class SubstituteForm(forms.Form):
    """Who is asked to stand in, and for what: everything, one post or one class."""

    substitute = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Who is asked"))
    what = forms.ChoiceField(label=_("For what"))

    def __init__(self, *args: Any, people: Any, roles: list[Role], groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["substitute"]).queryset = people
        self.things: dict[str, Role | Group | None] = {"": None}
        self.things |= {f"role-{role.pk}": role for role in roles}
        self.things |= {f"class-{group.pk}": group for group in groups}
        choices = [("", gettext("Everything"))]
        choices += [(f"role-{role.pk}", role.name) for role in roles]
        choices += [(f"class-{group.pk}", gettext("Class %(name)s") % {"name": group.name}) for group in groups]
        field = cast(forms.ChoiceField, self.fields["what"])
        field.choices, field.required = choices, False

    def role(self) -> Role | None:
        """The post, if one was chosen."""
        thing = self.things[self.cleaned_data["what"]]
        return thing if isinstance(thing, Role) else None

    def group(self) -> Group | None:
        """The class, if one was chosen."""
        thing = self.things[self.cleaned_data["what"]]
        return thing if isinstance(thing, Group) else None
