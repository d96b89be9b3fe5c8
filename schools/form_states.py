"""Forms that know what was there when their page was shown.

Two people may have one page open. The later one who saves is told what the other one wrote, sees both, and undoes
nothing without knowing it; nothing typed is lost. Where the page does not say what it showed, nothing is compared.
"""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

SEEN = "seen"
Said = str | list[str]


class Watched:
    """Mixed into a form: ``watched`` are its fields that others may change meanwhile.

    The form's initial content is what is there now. Call :meth:`watch` as soon as it is known.
    """

    watched: tuple[str, ...] = ()
    fields: dict[str, forms.Field]
    data: Any

    def watch(self) -> None:
        """Let the page carry what is there now."""
        seen = forms.HiddenInput(attrs={"id": False})  # several such forms stand on one page
        self.fields[SEEN] = forms.CharField(required=False, widget=seen, initial=json.dumps(self._there()))

    def meets_others(self) -> bool:
        """Whether somebody else has written something else meanwhile; then the form says so and may be sent again.

        A field that the sender has not touched takes what the other one wrote; one that both changed keeps what was
        typed. Each says both.
        """
        seen, there = self._seen(), self._there()
        mine = {name: self._said(name, self._typed(name)) for name in there}
        moved = [name for name in there if name in seen and seen[name] != there[name] != mine[name]]
        if not moved:
            return False
        form: Any = self
        form.full_clean()  # errors can be added to a form that has been looked at
        data = self.data.copy()
        data[SEEN] = json.dumps(there)
        for name in moved:
            is_untouched = mine[name] == seen[name]
            if is_untouched:
                theirs = there[name]
                data.setlist(name, theirs if isinstance(theirs, list) else [theirs])
            form.add_error(name, self._words(name, seen[name], there[name], is_untouched=is_untouched))
        self.data = data
        words = gettext("Somebody else has saved this page meanwhile. What you typed is kept: look, and save again.")
        form.add_error(None, words)
        return True

    def _there(self) -> dict[str, Said]:
        form: Any = self
        names = [name for name in self.watched if name in self.fields]
        return {name: self._said(name, form.get_initial_for_field(self.fields[name], name)) for name in names}

    def _seen(self) -> Mapping[str, Any]:
        try:
            seen = json.loads(str(self.data.get(SEEN, "")))
        except (ValueError, RecursionError):
            return {}
        return seen if isinstance(seen, dict) else {}

    def _typed(self, name: str) -> Any:
        form: Any = self
        return form[name].data

    def _said(self, name: str, value: Any) -> Said:
        """A value as words, however it was written; several in one order."""
        if isinstance(self.fields[name], forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            return sorted(str(one) for one in value or ())
        try:
            plain = self.fields[name].to_python(value)
        except ValidationError:
            plain = value
        return "" if plain is None else str(plain)

    def _words(self, name: str, seen: Any, theirs: Said, *, is_untouched: bool) -> str:
        if is_untouched:
            words = gettext(
                "Somebody else has saved “%(theirs)s” in place of “%(before)s” meanwhile; it stands here now."
            )
        else:
            words = gettext("Somebody else has saved “%(theirs)s” here meanwhile. To keep what you chose, save again.")
        return words % {"theirs": self._shown(name, theirs), "before": self._shown(name, seen)}

    def _shown(self, name: str, value: Any) -> str:
        field: Any = self.fields[name]
        labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
        codes = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(code), str(code)) for code in codes if code) or "–"
