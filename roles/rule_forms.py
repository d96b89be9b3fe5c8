"""A deadline of a clause as a form: what all kinds share. The kinds themselves are in ``roles/rule_kinds.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roles.problem_words import describe
from roles.rule_phrases import LONGEST_WORDS, likely_words, phrases
from roles.structure import check_rule
from schools.forms import one_of

BINDINGS: Final[dict[str, Promise]] = {
    "duty": _("a duty: it has to be done"),
    "standing": _("a standing duty: always, never late"),
    "trigger": _("starts a procedure"),
    "cap": _("an upper limit: nothing to be done"),
    "right": _("a right: nothing to be done"),
    "document": _("about the document itself: nothing to be done"),
}
# What a rule says whatever its kind; it stays when the kind is changed.
_OF_ALL_KINDS: Final = frozenset({"part", "condition", "approx", "note"})
_PLACE: Final = frozenset({"kind", "words", "binding", "start", "end"})


def time_field() -> forms.TimeField:
    """Return the field of the hour until which something is to be done on its day."""
    return forms.TimeField(
        label=_("Until what time on the day?"),
        help_text=_("Empty: the whole day counts."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )


class RuleForm(forms.Form):
    """What all kinds share. ``text`` is the clause's; ``rule`` the one that is changed, of this kind or another.

    :meth:`rule` is the rule's JSON once the form is valid. What the rule said before and no field asks for stays.
    """

    kind = ""
    bindings: tuple[str, ...] = ("duty", "right")
    # The keys of role.schema.json that the fields of this kind speak of.
    owned: ClassVar[frozenset[str]] = frozenset()
    # Of these two fields one is needed.
    either: ClassVar[tuple[str, ...]] = ()

    words = forms.ChoiceField(label=_("Which words of the text say so?"), widget=forms.RadioSelect, required=False)
    typed = forms.CharField(
        label=_("Or write them, letter for letter"),
        help_text=_("Only as many words as say when: they are marked in the text beside the duty."),
        max_length=LONGEST_WORDS,
        required=False,
    )

    def __init__(self, *args: Any, text: str, rule: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.text = text
        self.changed = rule or {}
        # What it said in this kind; another kind's numbers mean nothing here.
        self.before = self.changed if self.fits(self.changed) else {}
        words = self.changed.get("words", "")
        kwargs["initial"] = {**self.values(self.before), "words": words} if rule else {}
        super().__init__(*args, **kwargs)
        known = [words] if words and words in text else []
        choices = list(dict.fromkeys([*known, *likely_words(text), *phrases(text)]))
        self.fields["words"].choices = [(phrase, phrase) for phrase in choices]  # type: ignore[attr-defined]
        if choices:
            one_of(self, "words", "typed")
        else:
            del self.fields["words"]
            self.fields["typed"].required = True
            self.fields["typed"].error_messages["required"] = _("Choose or write the words.")
        one_of(self, *self.either)
        self.fields["binding"] = self._binding_field()
        own = [name for name in self.fields if name not in ("words", "typed", "binding")]
        self.order_fields([*own, "words", "typed", "binding"])

    @classmethod
    def fits(cls, rule: Mapping[str, Any]) -> bool:
        """Whether this form is the one for a rule."""
        return rule.get("kind") == cls.kind

    def values(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the fields show of a rule of this kind."""
        return {key: rule.get(key) for key in self.owned} if rule else {}

    def _binding_field(self) -> forms.ChoiceField:
        said = self.before.get("binding", "")
        codes = list(dict.fromkeys([*self.bindings, *([said] if said else [])]))
        wanted = self.changed.get("binding")
        return forms.ChoiceField(
            label=_("What is it?"),
            choices=[(code, BINDINGS[code]) for code in codes],
            widget=forms.RadioSelect,
            initial=wanted if wanted in codes else codes[0],
        )

    def clean(self) -> dict[str, Any]:
        """The words stand in the text, and the rule can be kept."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        words = data.get("typed") or data.get("words")
        if "typed" in self.errors or "words" in self.errors:
            return data
        if not words:
            self.add_error("words" if "words" in self.fields else "typed", _("Choose or write the words."))
        elif words not in self.text:
            self.add_error("typed", _("These words do not stand in the text."))
        if not self.errors:
            self.check(data)
        if not self.errors:
            for problem in check_rule(self.rule(), self.text):
                field = "day" if problem.code == "impossible_date" and "day" in self.fields else None
                self.add_error(field, describe(problem))
        return data

    def check(self, data: dict[str, Any]) -> None:
        """Add errors of this kind alone."""

    def rule(self) -> dict[str, Any]:
        """Return the rule as role.schema.json writes it."""
        data = self.cleaned_data
        said = self.parameters(data)
        if data.get("time"):
            said["time"] = data["time"].strftime("%H:%M")
        if self.before:
            said = {key: value for key, value in said.items() if value is not None or key in self.before}
            empty = {key: value for key, value in self.before.items() if key in self.owned and value in (None, [])}
            said = empty | said
        kept = {
            key: value
            for key, value in self.changed.items()
            if key not in _PLACE and key not in self.owned and (self.before or key in _OF_ALL_KINDS)
        }
        words = data.get("typed") or data.get("words")
        return {"kind": self.kind, "words": words, "binding": data["binding"], **said, **kept}

    def parameters(self, data: dict[str, Any]) -> dict[str, Any]:
        """What this kind of rule says beside its words."""
        return {}

    def sent(self) -> list[tuple[str, Any]]:
        """Return names and values as a browser would send the form untouched."""
        shown = [(field.html_name, field.value()) for field in self]
        return [(name, value) for name, value in shown if value is not None and value != "" and value is not False]
