"""One person by a form, where no list is pasted: who it is, their access, classes and post."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from roles.models import BY_NAME, Role
from roles.people_known import school_year_for_classes
from roles.people_plan import LONGEST_SUBJECT
from schools.access_levels import AccessLevel
from schools.form_states import Watched
from schools.forms import DayField, LineField
from schools.models import Group, GroupMember, School, SchoolYear
from schools.models.groups import GroupPart
from schools.people_reading import COLUMNS, Table, parts_of
from schools.people_words import needs_address_words


class PlacesForm(Watched, forms.Form):
    """Which classes somebody leads, what they teach, and a post that they get besides those they hold."""

    watched = ("classes", "subjects")

    classes: forms.ModelMultipleChoiceField[Group] = forms.ModelMultipleChoiceField(
        label=_("Class teacher of"),
        help_text=_("Beside a class stands who leads it now; that ends when somebody else is chosen."),
        queryset=None,
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    subjects = LineField(
        label=_("Teaches"),
        help_text=_("Subjects with a comma between them. What binds all teachers comes to everybody who teaches."),
        max_length=500,
        required=False,
    )
    post: forms.ModelChoiceField[Role] = forms.ModelChoiceField(
        label=_("Post"), queryset=None, required=False, to_field_name="code", empty_label=_("no post")
    )
    share = forms.IntegerField(label=_("Part of full time, percent"), min_value=1, max_value=100, required=False)

    def __init__(self, *args: Any, school: School, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = school_year_for_classes(school, on)
        groups = Group.objects.for_school(school).homerooms().filter(school_year=self.year).order_by("name")
        names = _names_of_teachers(groups, self.first_day(on))
        classes, posts = cast(Any, self.fields["classes"]), cast(Any, self.fields["post"])
        classes.queryset = groups
        classes.label_from_instance = lambda group: ": ".join([group.name, *names.get(group.pk, [])])
        posts.queryset = Role.objects.for_school(school).filter(filled_by__in=BY_NAME).order_by("name")
        posts.label_from_instance = lambda role: role.name
        if not groups:
            del self.fields["classes"]
        if self.year is None:  # classes and subjects belong to a school year
            del self.fields["subjects"]

    def clean_subjects(self) -> tuple[str, ...]:
        """Return the subjects one by one."""
        subjects = parts_of(self.cleaned_data["subjects"])
        if too_long := [name for name in subjects if len(name) > LONGEST_SUBJECT]:
            raise forms.ValidationError(_("“%(words)s…” is too long.") % {"words": too_long[0][:30]})
        return subjects

    def first_day(self, on: date) -> date:
        """Return the day from which classes get other teachers: today, or when the year of the classes begins."""
        year: SchoolYear | None = self.year
        return max(on, year.starts_on) if year else on


def _names_of_teachers(groups: QuerySet[Group], on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    leading = GroupMember.objects.current(on).filter(group__in=groups, part=GroupPart.CLASS_TEACHER)
    for member in leading.select_related("person").order_by("pk"):
        found[member.group_id].append(member.person.name)
    return {pk: [", ".join(names)] for pk, names in found.items()}


class NewPersonForm(PlacesForm):
    """Somebody new, with everything that a row of a list may say."""

    given_name = LineField(label=_("Given name"), max_length=100)
    family_name = LineField(label=_("Family name"), max_length=100)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Without an address there is neither mail nor signing in.")
    )
    job_title = LineField(label=_("Title"), max_length=150, required=False)
    level = forms.ChoiceField(label=_("Access"), required=False)
    starts_on = DayField(label=_("First day"), required=False)
    is_another = forms.BooleanField(label=_("This is somebody else of the same name"), required=False)

    field_order = ("given_name", "family_name", "email", "job_title", "level", "classes", "subjects", "post", "share")

    def __init__(self, *args: Any, levels: frozenset[AccessLevel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["level"]).choices = [
            (level.value, level.label) for level in AccessLevel if level in levels
        ]

    def clean(self) -> dict[str, Any]:
        """Access needs an address; staff is what the field says where nobody has chosen, and gives none without one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("level") not in (None, "", AccessLevel.STAFF) and data.get("email") == "":
            self.add_error("email", needs_address_words())
        return data

    def table(self) -> Table:
        """Return what was filled in as the only row of a list."""
        data = self.cleaned_data
        starts_on, post = data.get("starts_on"), data.get("post")
        row = {
            "given_name": data["given_name"],
            "family_name": data["family_name"],
            "email": data["email"],
            "job_title": data["job_title"],
            "level": data["level"] if data["email"] else "",
            "class_teacher_of": ", ".join(group.name for group in data.get("classes", ())),
            "subjects": ", ".join(data.get("subjects", ())),
            "posts": post.code if post else "",
            "share": f"{data['share']} %" if data["share"] else "",
            "starts_on": starts_on.isoformat() if starts_on else "",
        }
        return Table(COLUMNS, ((1, {name: words for name, words in row.items() if words}),), has_headings=True)
