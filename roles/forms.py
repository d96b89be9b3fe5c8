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
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from documents.limits import LimitError, run_limited
from roles.beginnings import DUTY_KINDS, Beginning, kinds_in_order, usual_kinds
from roles.document_reader import MAX_DOCUMENT, READER, problems_of
from roles.filling import is_code
from roles.models import Role, SectionKind
from roles.services import Change, ClauseDraft, LostWords, Move
from roles.structure import Problem
from schools.forms import DayField, LineField, one_of
from schools.models import Language, Person, School


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_of(self, "file", "text")

    def clean_code(self) -> str:
        """A code stands in URLs."""
        code = str(self.cleaned_data["code"])
        if code and not is_code(code):
            raise forms.ValidationError(_("Use only the letters a to z, digits, hyphens and underscores."))
        return code

    def clean(self) -> dict[str, Any]:
        """Read and check the document; everything found stands in ``problems``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = data.get("file"), str(data.get("text") or "").encode()
        if not file and not text:
            self.add_error("file", _("Choose a file or paste the document."))
        elif max(file.size if file else 0, len(text)) > MAX_DOCUMENT:
            self.add_error("file" if file else "text", _("A job description has at most 2 MB."))
        else:
            self._read(file.read() if file else text)
        return data

    def _read(self, payload: bytes) -> None:
        """Strangers' bytes are unfolded in a process of their own; what comes back has passed the schema."""
        try:
            answer = run_limited(READER, payload, seconds=20)
        except LimitError:
            self.add_error(None, _("The document cannot be read; nothing was saved."))
            return
        self.document = answer.get("document")
        self.notes = problems_of(answer.get("notes", []))
        self.problems = problems_of(answer.get("problems", []))
        if self.problems:
            self.add_error(None, _("The document cannot be taken; nothing was saved."))


class BeginForm(forms.Form):
    """A new text without a file: whose it is, what it is called, and which parts it has."""

    role: forms.ModelChoiceField[Role] = forms.ModelChoiceField(
        label=_("Post"), queryset=None, required=False, empty_label=_("A new post, named below"), to_field_name="code"
    )
    name = LineField(
        label=_("Name of the new post"),
        help_text=_("Only where no post is chosen above."),
        max_length=200,
        required=False,
    )
    title = LineField(label=_("Title, as it is to stand on the page"), max_length=300)
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
    kinds = forms.MultipleChoiceField(
        label=_("Parts"),
        help_text=_("Ticked are those that such texts usually have. They stand in this order."),
        widget=forms.CheckboxSelectMultiple,
    )
    first_items = forms.CharField(
        label=_("First clauses of the duties"),
        help_text=_("One a line. More can be written in the editor, for every part."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        usual = [kind.value for kind in usual_kinds(school.country)]
        kwargs["initial"] = {"language": school.language, "kinds": usual}
        super().__init__(*args, **kwargs)
        self._order = kinds_in_order(school.country)
        one_of(self, "role", "name")
        without_text = Role.objects.for_school(school).filter(versions__isnull=True)
        self.fields["role"].queryset = without_text.order_by("name")  # type: ignore[attr-defined]
        self.fields["role"].label_from_instance = lambda role: role.name  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.value, capfirst(str(kind.label))) for kind in self._order
        ]

    def clean(self) -> dict[str, Any]:
        """A post is chosen or named; clauses of duties need a part to stand in."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "role" in data and data["role"] is None and not data.get("name"):
            self.add_error("name", _("Choose a post or name a new one."))
        kinds = {SectionKind(kind) for kind in data.get("kinds", ())}
        if kinds and data.get("first_items") and not kinds & set(DUTY_KINDS):
            self.add_error("kinds", _("The first clauses need a part for duties."))
        return data

    def beginning(self) -> Beginning:
        """Return what was filled in."""
        data = self.cleaned_data
        lines = (line.strip() for line in data["first_items"].splitlines())
        return Beginning(
            title=data["title"],
            language=data["language"],
            kinds=tuple(kind for kind in self._order if kind.value in data["kinds"]),
            first_items=tuple(line for line in lines if line),
        )


class HolderForm(forms.Form):
    """Who holds a post from when to when."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(label=_("Person"), queryset=None)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Last day"), required=False)
    share = forms.IntegerField(label=_("Part of full time, percent"), min_value=1, max_value=100, required=False)

    def __init__(self, *args: Any, school: School, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = school.people.staff().present(on).order_by("sort_key")  # type: ignore[attr-defined]


class HolderEndForm(forms.Form):
    """The last day of somebody in a post."""

    last_day = DayField(
        label=_("Last day"),
        help_text=_("The day still counts. A day before the first takes the post back altogether."),
    )


@dataclass(frozen=True)
class SectionPost:
    """What the editor of a section sent. ``seen`` is the revision whose texts were shown beside one's own;
    ``keep`` maps a clause to "mine" or "theirs", None to "mine" for all of them; ``lose`` says what becomes of a
    clause whose text has lost the words of a deadline: "leave", "drop", or "keep" for the saved text. ``leads`` is
    where the button leads once everything is saved: (the kind of page, its key), None to stay."""

    revision: int
    clauses: tuple[ClauseDraft, ...]
    change: Change | None
    seen: int | None
    keep: dict[UUID | None, str]
    lose: dict[UUID, str]
    is_next: bool
    leads: tuple[str, str] | None = None

    def presses(self) -> bool:
        """Whether a button was pressed that does more than save."""
        return self.change is not None or self.leads is not None or self.is_next

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
                binds=post.get(f"binds-{key}"),
                subject=_without_nul(post.get(f"subject-{key}")),
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
            leads=_leads(post),
        ).decided()
    except ValueError as error:
        raise BadRequest("The editor's fields cannot be read.") from error


def _without_nul(text: str | None) -> str | None:
    return None if text is None else text.replace("\x00", "")


def _change(post: QueryDict) -> Change | None:
    for name, move in (("up", Move.UP), ("down", Move.DOWN), ("remove", Move.REMOVE), ("add-item", Move.ADD_ITEM)):
        if name in post:
            return Change(move, UUID(str(post[name])))
    if "add" in post:
        return Change(Move.ADD_ITEM) if post["add"] == "item" else Change(Move.ADD_OUTCOME, UUID(str(post["add"])))
    return None


def _leads(post: QueryDict) -> tuple[str, str] | None:
    kind, _sep, key = str(post.get("go", "")).partition(":")
    if kind in ("add", "rule"):
        return kind, str(UUID(key))
    if kind == "part":
        return kind, str(int(key))
    return (kind, "") if kind in ("whole", "approve") else None


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
    """Who a bound post is here: ``answer`` is "role:CODE", a kind of people, an answer with names, or "nobody"."""

    KINDS = ("class_teachers", "teachers", "all_staff")
    NAMED = ("people_each", "people")

    answer = forms.ChoiceField(choices=[], error_messages={"required": _("Say who this is here.")})
    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label=_("People"), queryset=None, required=False, to_field_name="public_id"
    )

    def __init__(self, *args: Any, school: School, roles: list[Role], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [f"role:{role.code}" for role in roles]
        values = [*self.KINDS, *self.NAMED, "nobody", *codes]
        self.fields["answer"].choices = [(value, value) for value in values]  # type: ignore[attr-defined]
        self.fields["people"].queryset = school.people.staff().present(on).order_by("sort_key")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Named people have names."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") in self.NAMED and not data.get("people"):
            self.add_error("people", _("Choose at least one person."))
        return data
