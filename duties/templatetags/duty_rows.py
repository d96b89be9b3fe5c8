"""Rows of duties as HTML, written in Python: fifty rows of a template cost more than all the rest of a page.

One occurrence is one row; the same row is the htmx answer to tick and undo. The button's name always holds the duty;
a done row keeps its place and offers Undo. "seen" is how many doings the page knew: what is sent twice has one effect.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.template import Context
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from duties.queries.rows import DutyRow

register = template.Library()


@register.simple_tag(takes_context=True)
def duty_rows(context: Context, rows: Iterable[DutyRow]) -> SafeString:
    """Return the rows. From the context: csrf_token, and ``here``, the page to come back to without htmx."""
    page = _Page.of(context)
    return mark_safe("".join([page.row(row) for row in rows]))  # noqa: S308  (every part below is escaped)


@register.simple_tag(takes_context=True)
def duty_row(context: Context, row: DutyRow) -> SafeString:
    """Return one row."""
    return duty_rows(context, [row])


@dataclass(frozen=True)
class _Page:
    """What is the same in all rows of a page, escaped already."""

    token: str
    here: str
    tick: str
    undo: str
    choose: str

    @classmethod
    def of(cls, context: Context) -> "_Page":
        token = context.get("csrf_token")
        known = bool(token) and token != "NOTPROVIDED"  # noqa: S105  (Django's word for none)
        return cls(
            token=f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">' if known else "",
            here=escape(context.get("here", "")),
            tick=escape(_("Tick off")),
            undo=escape(_("Undo")),
            choose=escape(_("Choose a person")),
        )

    def row(self, row: DutyRow) -> str:
        """Return the row of one occurrence, or of one duty without a date."""
        key, title = escape(row.public_id), escape(row.title)
        state = f" is-{escape(row.state)}" if row.state else ""
        lang = f' lang="{escape(row.lang)}"' if row.lang else ""
        clause = f' <span class="clause">{escape(row.clause)}</span>' if row.clause else ""
        return (
            f'<div class="entry duty{state}" id="o-{key}">\n'
            f'<p class="m">{conditional_escape(row.when)}</p>\n<div class="b">\n'
            f'<h3><a href="{escape(row.url)}"{lang}>{title}</a></h3>\n'
            f'<p class="meta">{_chip(row)}{_tally(row)}{clause}</p>\n{self._act(row, key)}\n</div>\n</div>\n'
        )

    def _act(self, row: DutyRow, key: str) -> str:
        url, about = escape(row.action_url), f'<span class="vh">: {escape(row.about)}</span>'
        if row.action == "hand-over":
            return f'<div class="act"><a class="btn" href="{url}">{self.choose}{about}</a></div>'
        if row.action not in {"tick", "undo"}:
            return ""
        css, words = ("btn--tick", self.tick) if row.action == "tick" else ("btn--link btn--small", self.undo)
        return (
            f'<form class="act" method="post" action="{url}" hx-post="{url}" hx-target="closest .entry"'
            f' hx-swap="outerHTML">{self.token}<input type="hidden" name="seen" value="{row.seen:d}">'
            f'<input type="hidden" name="next" value="{self.here}">'
            f'<button class="btn {css}" id="b-{key}">{words}{about}</button></form>'
        )


def _chip(row: DutyRow) -> str:
    """Return the state in words, as ``components/chip.html`` draws it."""
    kind = f" chip--{escape(row.chip_kind)}" if row.chip_kind else ""
    mark = "✓ " if row.chip_kind == "done" else ""
    return f'<span class="chip{kind}">{mark}{escape(row.chip)}</span>'


def _tally(row: DutyRow) -> str:
    """Return "n of m", as ``components/tally.html`` draws it."""
    if row.tally is None:
        return ""
    done, total, label = row.tally
    words = f"{done:d}/{total:d}"
    return (
        f' <span class="tally"><progress value="{done:d}" max="{total:d}" aria-label="{escape(label)}">{words}'
        f"</progress> {words}</span>"
    )
