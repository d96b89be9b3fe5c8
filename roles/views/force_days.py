"""Which text of a role was in force on a day, and why."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from roles.models import RoleVersion
from roles.queries.pages import ForceSpan, force_spans, span_on
from roles.views.words import act_words, day_words


def force_day_words(versions: Sequence[RoleVersion], day: date, *, today: date) -> tuple[str, str]:
    """Return which text is in force on a day, and why it is this one."""
    spans = force_spans(versions)
    words = {"day": day_words(day)}
    if not spans:
        return _("On %(day)s no text was in force; none has taken force yet.") % words, ""
    found = span_on(spans, day)
    if found is None:
        first = spans[-1]
        words |= {"number": str(first.version.number), "first": day_words(first.starts_on)}
        return _("On %(day)s no text was in force yet.") % words, _(
            "The first one, version %(number)s, is in force from %(first)s."
        ) % words
    words |= {"number": str(found.version.number)}
    said = (
        _("On %(day)s version %(number)s was in force.")
        if day <= today
        else _("On %(day)s version %(number)s will be in force, as far as is known today.")
    )
    return said % words, " ".join(_reasons(found, spans))


def _reasons(found: ForceSpan, spans: Sequence[ForceSpan]) -> list[str]:
    version = found.version
    reasons = []
    if version.effective_on is not None:
        reasons.append(_("The text names %(day)s.") % {"day": day_words(version.effective_on)})
    if acted := act_words(version):
        reasons.append(f"{acted}.")
    if version.force_act_on is not None and version.force_act_on != version.effective_on:
        reasons.append(_("It holds from the later of the two days."))
    if found.last_on is not None:
        after = spans[spans.index(found) - 1]
        words = {"number": after.version.number, "day": day_words(after.starts_on)}
        reasons.append(_("Version %(number)s follows it on %(day)s.") % words)
    return reasons
