"""Forms of reading a file: what is to be read, and which draft becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from roles.models import Reading, Role
from roles.reading.names import post_name
from roles.reading_review import own_post
from schools.forms import LineField, one_of
from schools.models import Language

MAX_FILE: Final = 5 * 2**20  # bytes; a job description with a coat of arms and two photographs has less
MAX_TEXT: Final = 400_000  # characters; about two hundred pages
ACCEPTED: Final = ".docx,.odt,.pdf,.txt"


class ReadForm(forms.Form):
    """A file or pasted text, and its language."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("DOCX, ODT, PDF or TXT, up to 5 MB. A scanned picture will not do: it holds no text."),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("The file is empty.")},
    )
    text = forms.CharField(
        label=_("Or paste the text here"),
        help_text=_("Leave the numbers of the clauses in it. Tables are better given as a file."),
        required=False,
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "class": "doc"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=[("", _("find out yourself")), *Language.choices],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_of(self, "file", "text")

    def clean_file(self) -> UploadedFile | None:
        """A job description is small."""
        file = cast("UploadedFile | None", self.cleaned_data["file"])
        if file is not None and (file.size or 0) > MAX_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, and only one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        has_text = bool((data.get("text") or "").strip())
        if not data.get("file") and not has_text:
            self.add_error("file", _("Choose a file or paste the text."))
        elif data.get("file") and has_text:
            self.add_error("text", _("Give a file or a text, not both."))
        return data

    def content(self) -> tuple[bytes, str]:
        """Return what is to be read and its name ("" for pasted text)."""
        file = self.cleaned_data["file"]
        if file:
            file.seek(0)
            return file.read(), str(file.name)
        lines = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        return lines.encode(), ""


class WhoseForm(forms.Form):
    """Whose a clause is: one of the text's posts, or another one in words, which then counts."""

    post = forms.ChoiceField(label=_("Post in this text"), required=False, widget=forms.RadioSelect)
    words = LineField(
        label=_("Or another post, in words"),
        help_text=_("As the text would call it. Who that is here you are asked once the text is a draft."),
        max_length=200,
        required=False,
    )
    is_all = forms.BooleanField(
        label=_("Also for the other clauses of this part that are of the same post"), required=False
    )

    def __init__(self, *args: Any, posts: Mapping[str, str], others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(posts.items())  # type: ignore[attr-defined]
        self.fields["words"].is_one_of = self.fields["post"].is_one_of = True  # type: ignore[attr-defined]
        if not posts:
            del self.fields["post"]
        if not others:
            del self.fields["is_all"]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not data.get("post") and not data.get("words"):
            self.add_error("words", _("Choose a post or name another one."))
        return data


class TakeForm(forms.Form):
    """What stands above the text, and whose text it is."""

    title = LineField(label=_("Title, as it is to stand on the page"), max_length=300)
    institution = LineField(label=_("School or institution in the text"), max_length=300, required=False)
    role: forms.ModelChoiceField[Role] = forms.ModelChoiceField(
        label=_("Whose text is it?"),
        queryset=None,
        required=False,
        empty_label=_("A new post, named below"),
        to_field_name="code",
    )
    post = LineField(label=_("Name of the new post"), max_length=200, required=False)

    def __init__(self, *args: Any, reading: Reading, is_taken: bool, **kwargs: Any) -> None:
        said = reading.corrections.get("frame", {})
        key, words = own_post(reading.result)
        roles = Role.objects.for_school(reading.school).order_by("name", "code")
        known = roles.filter(code=key).values_list("code", flat=True).first()
        kwargs["initial"] = {
            "title": reading.result["title"],
            "institution": reading.result.get("institution") or "",
            "role": known or "",
            "post": (post_name(words, reading.result["language"]) or reading.result["title"])[:200],
        } | said
        super().__init__(*args, **kwargs)
        self._is_taken = is_taken
        one_of(self, "role", "post")
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        self.fields["role"].label_from_instance = lambda role: role.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A draft belongs to a post that is chosen or named."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self._is_taken and "role" in data and data["role"] is None and not data.get("post"):
            self.add_error("post", _("Choose a post or name a new one."))
        return data

    def frame(self) -> dict[str, str]:
        """Return what is kept with the reading."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "institution": data["institution"],
            "role": data["role"].code if data["role"] else "",
            "post": data["post"],
        }
