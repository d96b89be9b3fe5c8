"""What people fill in about the recurring work."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from duties.models.reminders import DigestRhythm
from duties.queries.proposals import Proposal
from duties.readers import SENDING_HOURS
from duties.services import LONGEST_NOTE, DutyOptions
from roles.models import Role
from schools.forms import LineField
from schools.models import Person, School
from schools.public_ids import LENGTH as PUBLIC_ID_LENGTH

LONGEST_WAIT = 60  # working days after a period that a school may choose
LONGEST_TITLE = 100  # characters of a title of the school's own
MONTH_AHEAD = "31"
BACK = "back"  # no public id is so short
_DUE = (("", _("All")), ("14", _("Two weeks ahead")), (MONTH_AHEAD, _("A month ahead")))
_STATES = (
    ("open", _("Open")),
    ("late", _("Late")),
    ("no-date", _("No date yet")),
    ("done", _("Done")),
)


def lines_of(text: str) -> str:
    """Return what somebody wrote in lines, counted as the browser counts it: it sends a line's end as two signs."""
    return text.replace("\r\n", "\n").strip()


class NoteField(forms.CharField):
    """A few sentences in several lines; how long they may be stands beside it."""

    def to_python(self, value: Any) -> str:
        """Return the lines."""
        return lines_of(super().to_python(value) or "")


class SchoolFilterForm(forms.Form):
    """Narrows the whole school down; every field is in the address."""

    q = forms.CharField(label=_("Find a duty or a clause"), required=False, max_length=60)
    who = forms.ChoiceField(label=_("Who"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=_STATES)
    due = forms.ChoiceField(label=_("Deadline"), required=False, choices=_DUE)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("Everybody")), ("nobody", _("Nobody")), *people]  # type: ignore[attr-defined]
        self.fields["by"] = forms.CharField(widget=forms.HiddenInput, initial=by, required=False)
        self.fields["q"].widget.input_type = "search"

    def until(self, on: date) -> date | None:
        """Return the last deadline to be shown."""
        days = self.cleaned_data.get("due")
        return on + timedelta(days=int(days)) if days else None

    def active(self) -> Iterator[tuple[str, str]]:
        """Yield (field, words) of what narrows the page."""
        for name in ("q", "who", "state", "due"):
            value = self.cleaned_data.get(name)
            if value and (name, value) != ("state", "open"):
                choices = dict(getattr(self.fields[name], "choices", ()))
                yield name, str(choices.get(value, value))


class YearFilterForm(forms.Form):
    """Narrows the school year down."""

    q = forms.CharField(label=_("Find a duty or a clause"), required=False, max_length=60)
    post = forms.ChoiceField(label=_("Post"), required=False)

    def __init__(self, *args: Any, posts: Iterable[Role], year: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", pgettext("posts", "All"))
        self.fields["post"].choices = [everything, *((post.code, post.name) for post in posts)]  # type: ignore[attr-defined]
        self.fields["year"] = forms.CharField(widget=forms.HiddenInput, initial=year, required=False)
        self.fields["q"].widget.input_type = "search"


class WaiveForm(forms.Form):
    """Why this one need not be done."""

    reason = NoteField(
        label=_("Reason"),
        help_text=_("It is shown with the duty from now on. At most 500 characters."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandOverForm(forms.Form):
    """To whom an occurrence goes; what was handed over may go back to whoever the post says."""

    to = forms.ChoiceField(label=_("To whom"), error_messages={"required": _("Choose to whom it goes.")})
    note = NoteField(
        label=_("Note"),
        help_text=_("It stands on the page of the duty, for whoever has it then. At most 500 characters."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        on: date,
        away: Mapping[int, str] | None = None,
        holder: int | None = None,
        is_handed: bool = False,
        **kwargs: Any,
    ) -> None:
        """``away`` says beside a name that this person is away, for those who may know.

        ``holder`` is the only one who has it now, if there is one; ``is_handed`` says that it can go back.
        """
        super().__init__(*args, **kwargs)
        people = Person.objects.for_school(school).staff().present(on).order_by("sort_key")
        self._people = {person.public_id: person for person in people}
        self._holder = holder
        to: Any = self.fields["to"]
        back = [(BACK, _("Back to whoever holds the post"))] if is_handed else []
        if not is_handed:
            to.error_messages["invalid_choice"] = _("It was not handed over to anybody, or this person is not here.")
        to.choices = [
            ("", _("Choose")),
            *back,
            *(
                (key, f"{one.name} ({away[one.pk]})" if away and one.pk in away else one.name)
                for key, one in self._people.items()
            ),
        ]

    def clean_to(self) -> Person | None:
        """Return who gets it, None for whoever the post says; not who has it already."""
        to = self._people.get(self.cleaned_data["to"])
        if to is not None and to.pk == self._holder:
            raise forms.ValidationError(gettext("%(name)s has it already.") % {"name": to.name})
        return to


class OptionsForm(forms.Form):
    """What the school decides about an active duty."""

    days = forms.IntegerField(
        label=_("Working days after the period"), required=False, min_value=0, max_value=LONGEST_WAIT
    )
    is_on = forms.BooleanField(label=_("Ask for it"), required=False)


class _DutyBoxes(forms.MultipleChoiceField):
    """Boxes named by public ids. A form sent twice names duties that wait no more: its key leads to the first result.

    Which of them may be confirmed the service says: only proposed ones of the school.
    """

    def valid_value(self, value: str) -> bool:
        """Whether a value looks like a public id."""
        return len(value) == PUBLIC_ID_LENGTH and value.isalnum()


class ProposalsForm(forms.Form):
    """Which proposed duties become work: ``duty`` boxes, ``days-ID``, ``daily-ID`` and ``title-ID`` beside them."""

    duty = _DutyBoxes(label=_("Duties"), error_messages={"required": _("Choose at least one duty.")})

    def __init__(self, *args: Any, proposals: Iterable[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = list(proposals)
        self.fields["duty"].choices = [(one.public_id, one.title) for one in self.proposals]  # type: ignore[attr-defined]
        for one in self.proposals:
            if one.asks_days:
                self.fields[f"days-{one.public_id}"] = forms.IntegerField(
                    label=_("How many working days after the period?"),
                    required=False,
                    min_value=0,
                    max_value=LONGEST_WAIT,
                )
            if one.is_daily:
                self.fields[f"daily-{one.public_id}"] = forms.BooleanField(
                    label=_("Ask for it every day"), required=False
                )
            self.fields[f"title-{one.public_id}"] = LineField(
                label=_("Short title"),
                help_text=_("Stands on Today and in mail. Empty: the title above."),
                required=False,
                max_length=LONGEST_TITLE,
            )

    def options(self) -> dict[str, DutyOptions]:
        """Return what was chosen for the ticked duties."""
        ticked = set(self.cleaned_data["duty"])
        return {
            one.public_id: DutyOptions(
                days=self.cleaned_data.get(f"days-{one.public_id}"),
                is_on=bool(self.cleaned_data.get(f"daily-{one.public_id}")) if one.is_daily else True,
                title=self.cleaned_data.get(f"title-{one.public_id}", ""),
            )
            for one in self.proposals
            if one.public_id in ticked
        }


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
