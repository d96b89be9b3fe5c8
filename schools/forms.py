"""Forms of the ground floor: calendar, people, profile."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schools.access_levels import AccessLevel
from schools.calendar_drafts import ClosureDraft, GroupEndDraft, YearDraft
from schools.calendar_problems import term_name
from schools.form_states import Watched
from schools.line_words import one_line
from schools.models import Group, Language, Person
from schools.models.calendar import ClosureKind, TermKind
from schools.models.owners import MonthRule, WeekendPolicy
from schools.pasted_cells import MAX_TEXT
from schools.people_reading import FIRST_DAY, LAST_DAY, parts_of
from schools.school_calendars import SchoolYearDates, TermDates
from schools.school_calendars import TermKind as TermCode

_TERM_FIELD = re.compile(r"(trimester|half_year|quarter|period)-([1-9])-(starts|ends)")
MAX_FILE = 2 * 1024 * 1024  # bytes
ROWS_OF_KIND = {TermKind.TRIMESTER: 3, TermKind.HALF_YEAR: 2, TermKind.QUARTER: 4, TermKind.PERIOD: 5}


class DayField(forms.DateField):
    """A day; the browser writes it as its user is used to."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": _("This is not a date.")})
        far = _("This day is too far away.")
        kwargs.setdefault("validators", [MinValueValidator(FIRST_DAY, far), MaxValueValidator(LAST_DAY, far)])
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)


def one_of(form: forms.BaseForm, *names: str) -> None:
    """Let fields of which one is needed say so, instead of that each may stay empty."""
    for name in names:
        form.fields[name].is_one_of = True  # type: ignore[attr-defined]


class LineField(forms.CharField):
    """Words in one line: breaks become spaces, and nothing unseen stays (:func:`one_line`)."""

    def to_python(self, value: Any) -> str:
        """Return the words with one space between two of them."""
        return one_line(super().to_python(value) or "")


class YearForm(forms.Form):
    """One school year with all its terms; empty terms are those that are not known yet."""

    starts_on = DayField(label=_("School year begins"))
    ends_on = DayField(label=_("School year ends"))
    teaching_starts_on = DayField(label=_("First day of lessons"))
    teaching_ends_on = DayField(label=_("Last day of lessons"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, kinds: list[TermKind], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        names = [(kind, number) for kind in kinds for number in range(1, ROWS_OF_KIND[kind] + 1)]
        names += [(TermKind(kind), number) for kind, number in _terms_in(data if data is not None else self.initial)]
        self.term_names = list(dict.fromkeys(names))
        for kind, number in self.term_names:
            for end, label in (("starts", gettext("Begins")), ("ends", gettext("Ends"))):
                field = self.fields[f"{kind}-{number}-{end}"] = DayField(label=label, required=False)
                # Among the mistakes on top, where no heading says it.
                field.whole_name = f"{term_name(kind, number)}, {label[:1].lower()}{label[1:]}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A term has both days or none."""
        cleaned = super().clean() or {}
        for kind, number in self.term_names:
            given = [bool(cleaned.get(f"{kind}-{number}-{end}")) for end in ("starts", "ends")]
            if any(given) and not all(given):
                missing = "ends" if given[0] else "starts"
                name = f"{kind}-{number}-{missing}"
                if name not in self.errors:
                    self.add_error(name, gettext("A term needs its first and its last day."))
        return cleaned

    def draft(self, key: str) -> YearDraft:
        """Return what was filled in."""
        cleaned = self.cleaned_data
        return YearDraft(
            key=key,
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            teaching_starts_on=cleaned["teaching_starts_on"],
            teaching_ends_on=cleaned["teaching_ends_on"],
            terms=tuple(self._terms()),
        )

    def _terms(self) -> Iterator[TermDates]:
        for kind, number in self.term_names:
            starts_on = self.cleaned_data.get(f"{kind}-{number}-starts")
            if starts_on is not None:
                ends_on = self.cleaned_data[f"{kind}-{number}-ends"]
                yield TermDates(cast(TermCode, str(kind)), number, starts_on, ends_on)


def _terms_in(data: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name in data:
        if found := _TERM_FIELD.fullmatch(name):
            yield found.group(1), int(found.group(2))


def initial_of(year: SchoolYearDates) -> dict[str, date | None]:
    """Return a year as the form's first content."""
    initial: dict[str, date | None] = {
        "starts_on": year.starts_on,
        "ends_on": year.ends_on,
        "teaching_starts_on": year.teaching_starts_on,
        "teaching_ends_on": year.teaching_ends_on,
    }
    for term in year.terms:
        initial[f"{term.kind}-{term.number}-starts"] = term.starts_on
        initial[f"{term.kind}-{term.number}-ends"] = term.ends_on
    return initial


class PoliciesForm(forms.Form):
    """What the school decides about fixed dates on days off, and about "every month"."""

    weekend_policy = forms.ChoiceField(
        label=_("A fixed date on a day off"),
        help_text=_("For example 10 September, when it is a Sunday."),
        choices=WeekendPolicy.choices,
        widget=forms.RadioSelect,
    )
    month_rule = forms.ChoiceField(label=_("“Every month” means"), choices=MonthRule.choices, widget=forms.RadioSelect)


class ClosureForm(forms.Form):
    """One span of days; an empty row is none."""

    kind = forms.ChoiceField(label=_("What it is"), choices=ClosureKind.choices, initial=ClosureKind.BREAK)
    name = LineField(label=pgettext_lazy("of days off", "Name"), max_length=100)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: one day."))

    def clean(self) -> dict[str, Any]:
        """A closure of one day needs no last day."""
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and not ends_on and "ends_on" not in self.errors:
            cleaned["ends_on"] = starts_on
        elif starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", gettext("The last day is before the first."))
        return cleaned


class RowsFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows to fill in, of which there can be more on the next page (:func:`with_more_rows`)."""

    saved_rows: int | None = None

    def initial_form_count(self) -> int:
        """How many rows stand for something saved; the others may be left empty."""
        return super().initial_form_count() if self.saved_rows is None else self.saved_rows


def with_more_rows(formset: Any) -> Any:
    """Return the rows of a sent formset as they were typed, right or wrong, and empty ones below them."""
    typed = [{name: form[name].data for name in form.fields} for form in formset]
    saved = min(formset.initial_form_count(), len(typed))
    # A row of which only the choices are sent is an empty one.
    rows = [row if place < saved or formset[place].has_changed() else {} for place, row in enumerate(typed)]
    more = type(formset)(prefix=formset.prefix, initial=rows, form_kwargs=formset.form_kwargs)
    more.saved_rows = saved
    more.extra = len(rows) - saved + formset.extra
    return more


ClosureFormSet = forms.formset_factory(
    ClosureForm, formset=RowsFormSet, extra=3, can_delete=True, max_num=100, absolute_max=120
)


def closures_in(formset: Any) -> list[ClosureDraft]:
    """Return the spans of a valid formset."""
    return [
        ClosureDraft(row["kind"], row["name"], row["starts_on"], row["ends_on"])
        for row in formset.cleaned_data
        if row and not row.get("DELETE")
    ]


class GroupEndForm(forms.Form):
    """Classes whose term, or whose lessons, end on another day than the school's."""

    classes = forms.CharField(label=_("Classes"), help_text=_("For example: 1a, 1b, 2a"), max_length=500)
    what = forms.ChoiceField(label=_("What ends"))
    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, groups: dict[str, Group], terms: list[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        choices = [(f"{kind}-{number}", term_name(kind, number)) for kind, number in terms]
        field = cast(forms.ChoiceField, self.fields["what"])
        field.choices = [("", gettext("Lessons of the school year")), *choices]
        field.required = False

    def clean_classes(self) -> list[Group]:
        """Find the classes by their names."""
        names = parts_of(self.cleaned_data["classes"])
        missing = [name for name in names if name.casefold() not in self.groups]
        if missing:
            raise forms.ValidationError(gettext("There is no class %(names)s.") % {"names": ", ".join(missing)})
        return [self.groups[name.casefold()] for name in names]


GroupEndFormSet = forms.formset_factory(
    GroupEndForm, formset=RowsFormSet, extra=3, can_delete=True, max_num=60, absolute_max=80
)


def group_ends_in(formset: Any) -> list[GroupEndDraft]:
    """Return the ends of classes in a valid formset; a class that is named twice keeps the later row."""
    found: dict[tuple[str, Any], GroupEndDraft] = {}
    for row in formset.cleaned_data:
        if not row or row.get("DELETE"):
            continue
        kind, _dash, number = row["what"].rpartition("-")
        term = (cast(TermCode, kind), int(number)) if kind else None
        for group in row["classes"]:
            found[str(group.pk), term] = GroupEndDraft(str(group.pk), term, row["ends_on"])
    return list(found.values())


class PersonForm(Watched, forms.ModelForm):  # type: ignore[type-arg]
    """What stands about one of the staff; the last day has a form of its own."""

    starts_on = DayField(label=_("First day"), required=False)
    watched = ("given_name", "family_name", "email", "job_title", "starts_on")

    class Meta:
        model = Person
        fields = ("given_name", "family_name", "email", "job_title", "starts_on")
        field_classes = dict.fromkeys(("given_name", "family_name", "job_title"), LineField)
        labels = {
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "email": _("E-mail"),
            "job_title": _("Title"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.watch()

    def clean_email(self) -> str:
        """An address stands once in a school."""
        email = str(self.cleaned_data["email"]).strip().lower()
        others = Person.objects.for_school(self.instance.school).exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(gettext("The address %(email)s is used by somebody else.") % {"email": email})
        return email

    def clean_starts_on(self) -> date | None:
        """Nobody leaves before they came."""
        starts_on = cast("date | None", self.cleaned_data["starts_on"])
        if starts_on and self.instance.ends_on and self.instance.ends_on < starts_on:
            raise forms.ValidationError(gettext("The last day is before the first."))
        return starts_on


class LeaveForm(Watched, forms.Form):
    """The last day of somebody who leaves."""

    last_day = DayField(label=_("Last day"))
    watched = ("last_day",)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {"last_day": person.ends_on}
        super().__init__(*args, **kwargs)
        self.person = person
        self.watch()

    def clean_last_day(self) -> date:
        """Nobody leaves before they came."""
        last_day = cast(date, self.cleaned_data["last_day"])
        if self.person.starts_on is not None and last_day < self.person.starts_on:
            raise forms.ValidationError(gettext("The last day is before the first."))
        return last_day


class LevelForm(Watched, forms.Form):
    """The access level of one person; only levels that the one who asks may give."""

    level = forms.ChoiceField(label=_("Access"))
    watched = ("level",)

    def __init__(self, *args: Any, levels: frozenset[AccessLevel], held: Sequence[AccessLevel], **kwargs: Any) -> None:
        kwargs["initial"] = {"level": held[0].value if held else AccessLevel.STAFF.value}
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["level"]).choices = [
            (level.value, level.label) for level in AccessLevel if level in levels
        ]
        self.watch()


class ProfileForm(forms.Form):
    """Language and look of one's own pages."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("", _("as the device")), ("light", _("light")), ("dark", _("dark"))],
        required=False,
    )


class PasteForm(forms.Form):
    """A list of staff: pasted or typed, or as a file."""

    text = forms.CharField(
        label=_("Staff list"),
        required=False,
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "off"}),
    )
    file = forms.FileField(label=_("or a file (CSV or XLSX)"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_of(self, "text", "file")

    def clean_file(self) -> UploadedFile | None:
        """A list of staff is small."""
        file = cast("UploadedFile | None", self.cleaned_data["file"])
        if file is not None and (file.size or 0) > MAX_FILE:
            raise forms.ValidationError(gettext("The file is larger than a list of staff can be."))
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("text") or "").strip() and not cleaned.get("file"):
            self.add_error("text", gettext("Paste the list here, or choose a file."))
        return cleaned
