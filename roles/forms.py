"""What people fill in about job descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from roles.filling import is_code
from roles.models import DeadlineRule, Role
from roles.services import Change, ClauseDraft, LostWords, Move
from roles.structure import DocumentError, Problem, parse, read, warnings
from schools.models import Person, School

DateInput = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DocumentForm(forms.Form):
    """A structured document, as a file or pasted. ``problems`` holds what is wrong with it, ``document`` the JSON."""

    file = forms.FileField(label=_("File (JSON)"), required=False)
    text = forms.CharField(
        label=_("Or paste the document here"), required=False, widget=forms.Textarea(attrs={"rows": 8}), strip=False
    )
    code = forms.CharField(
        label=_("Code of the role"),
        help_text=_("Stands in addresses and never changes. Empty: the first post that the document names."),
        max_length=60,
        required=False,
    )

    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    document: Any = None

    def clean_code(self) -> str:
        """A code stands in URLs."""
        code = str(self.cleaned_data["code"])
        if code and not is_code(code):
            raise forms.ValidationError(_("Use only the letters a to z, digits, hyphens and underscores."))
        return code

    def clean(self) -> dict[str, Any]:
        """Read and check the document; everything found stands in ``problems``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = data.get("file"), data.get("text")
        if not file and not text:
            self.add_error("file", _("Choose a file or paste the document."))
            return data
        try:
            self.document = read(file.read() if file else str(text))
            self.notes = tuple(warnings(parse(self.document)))
        except DocumentError as error:
            self.problems = error.problems
            self.add_error(None, _("The document cannot be taken; nothing was saved."))
        return data


class ApproveForm(forms.Form):
    """From which day an approved text is to hold; a day before ``on`` has to be meant."""

    effective_on = forms.DateField(label=_("Holds from"), widget=DateInput)
    is_past_meant = forms.BooleanField(label=_("Yes, the paper is to name a day that has passed"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if not self.is_past():
            del self.fields["is_past_meant"]

    def is_past(self) -> bool:
        """Whether a day was sent that has passed."""
        day = self.day()
        return day is not None and day < self.on

    def day(self) -> date | None:
        """The day that was sent, None when none was or it is no day."""
        try:
            return self.fields["effective_on"].clean(self.data.get("effective_on")) if self.is_bound else None
        except forms.ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        """Nobody approves a day that has passed by mistake."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_past() and not data.get("is_past_meant"):
            words = _(
                "This day has passed. The paper would say so, but nobody is bound before the text takes force,"
                " and nothing is asked for afterwards."
            )
            self.add_error("effective_on", words)
        return data


class ForceActForm(forms.Form):
    """The act that puts an approved text in force."""

    act_on = forms.DateField(label=_("Day of the act"), widget=DateInput)
    note = forms.CharField(
        label=_("Which act"), help_text=_("For example the number of the order."), max_length=200, required=False
    )

    def __init__(self, *args: Any, prints_order: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if prints_order:
            self.fields["note"].label = _("Number of the order")
            self.fields["note"].help_text = _("For example V-12. A second PDF names the order in its header.")


class HolderForm(forms.Form):
    """Who holds a post from when to when."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(label=_("Person"), queryset=None)
    starts_on = forms.DateField(label=_("From"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DateInput, required=False)
    share = forms.IntegerField(label=_("Part of full time, percent"), min_value=1, max_value=100, required=False)

    def __init__(self, *args: Any, school: School, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = school.people.staff().present(on).order_by("sort_key")  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """A deadline of a clause: its words in the text, and the numbers that its kind has."""

    words = forms.CharField(label=_("Words in the text"), max_length=500)
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12)
    day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31, required=False)
    offset = forms.IntegerField(label=_("Number of days"), min_value=0, required=False)
    min = forms.IntegerField(label=_("At least"), min_value=0, required=False)
    max = forms.IntegerField(label=_("At most"), min_value=1, required=False)

    _BY_KIND = {
        "fixed_date": ("month", "day"),
        "period_end": ("offset",),
        "times_per_period": ("min", "max"),
        "event": ("offset",),
    }

    def __init__(self, *args: Any, rule: DeadlineRule, **kwargs: Any) -> None:
        self.rule = rule
        wanted = ("words", *self._BY_KIND.get(rule.kind, ()))
        kwargs["initial"] = {name: rule.rule.get(name) for name in wanted}
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]

    def changed_rule(self) -> dict[str, Any]:
        """Return the rule's JSON with what was filled in; keys that were not there and stay empty are left out."""
        values = {
            name: value for name, value in self.cleaned_data.items() if value is not None or name in self.rule.rule
        }
        rule = {**self.rule.rule, **values}
        if rule.get("offset") is not None and rule.get("unit") is None:
            rule["unit"] = "calendar_day"
        return rule


@dataclass(frozen=True)
class SectionPost:
    """What the editor of a section sent. ``seen`` is the revision whose texts were shown beside one's own;
    ``keep`` maps a clause to "mine" or "theirs", None to "mine" for all of them; ``lose`` says what becomes of a
    clause whose text has lost the words of a deadline: "leave", "drop", or "keep" for the saved text."""

    revision: int
    clauses: tuple[ClauseDraft, ...]
    change: Change | None
    seen: int | None
    keep: dict[UUID | None, str]
    lose: dict[UUID, str]
    is_next: bool

    def decided(self) -> SectionPost:
        """Return it with what was said about lost words: a text that is to stay is not sent."""
        ways = {"leave": LostWords.LEAVE, "drop": LostWords.DROP}
        clauses = tuple(
            replace(draft, lost_words=ways.get(self.lose.get(draft.clause, ""), LostWords.ASK))
            for draft in self.clauses
            if self.lose.get(draft.clause) != "keep"
        )
        return replace(self, clauses=clauses, lose={key: way for key, way in self.lose.items() if way in ways})


def read_section(post: QueryDict) -> SectionPost:
    """Read the editor's fields. Raises BadRequest for what no editor sends."""
    try:
        clauses = tuple(
            ClauseDraft(
                clause=UUID(key),
                text=post.get(f"text-{key}", "").replace("\x00", ""),
                number=post.get(f"number-{key}"),
                label=post.get(f"label-{key}"),
            )
            for key in post.getlist("clause")
        )
        return SectionPost(
            revision=int(post.get("etag", "")),
            clauses=clauses,
            change=_change(post),
            seen=int(str(post["seen"])) if post.get("seen") else None,
            keep=dict(_keep(post)),
            lose=dict(_lose(post)),
            is_next="next" in post,
        ).decided()
    except ValueError as error:
        raise BadRequest("The editor's fields cannot be read.") from error


def _change(post: QueryDict) -> Change | None:
    for name, move in (("up", Move.UP), ("down", Move.DOWN), ("remove", Move.REMOVE), ("add-item", Move.ADD_ITEM)):
        if name in post:
            return Change(move, UUID(str(post[name])))
    if "add" in post:
        return Change(Move.ADD_ITEM) if post["add"] == "item" else Change(Move.ADD_OUTCOME, UUID(str(post["add"])))
    return None


def _keep(post: QueryDict) -> Iterator[tuple[UUID | None, str]]:
    for name, value in post.items():
        if name == "keep-all":
            yield None, "mine"
        elif name.startswith("keep-") and value in ("mine", "theirs"):
            yield UUID(name.removeprefix("keep-")), str(value)


def _lose(post: QueryDict) -> Iterator[tuple[UUID, str]]:
    for name, value in post.items():  # of a hidden field and a button with one name the last, the button, counts
        if name.startswith("lose-") and value in ("leave", "drop", "keep"):
            yield UUID(name.removeprefix("lose-")), str(value)


class PostForm(forms.Form):
    """Who a bound post is here: ``answer`` is "role:CODE", a kind of people, "people" or "nobody"."""

    KINDS = ("class_teachers", "teachers", "all_staff")

    answer = forms.ChoiceField(choices=[], error_messages={"required": _("Say who this is here.")})
    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label=_("People"), queryset=None, required=False, to_field_name="public_id"
    )

    def __init__(self, *args: Any, school: School, roles: list[Role], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [f"role:{role.code}" for role in roles]
        values = [*self.KINDS, "people", "nobody", *codes]
        self.fields["answer"].choices = [(value, value) for value in values]  # type: ignore[attr-defined]
        self.fields["people"].queryset = school.people.staff().present(on).order_by("sort_key")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Named people have names."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") == "people" and not data.get("people"):
            self.add_error("people", _("Choose at least one person."))
        return data
