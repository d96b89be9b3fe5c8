"""States, people and errors of job descriptions in words, for its pages."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from roles.models import FilledBy, InForceBy, Role, RoleVersion, Section
from roles.queries.holders import Holder
from roles.queries.pages import PostLine
from roles.services import RoleError
from schools.models import Person
from schools.words import format_date

_NAMES_SHOWN = 3
_NUMBERS_SHOWN = 6


def day_words(day: date | None) -> str:
    """A day as the reader's country writes it."""
    return format_date(day, get_language() or "en") if day else ""


def state_chip(version: RoleVersion, *, in_force: RoleVersion | None, on: date) -> tuple[str, str]:
    """Return a version's state in words and the kind of its chip."""
    if version.is_draft:
        return _("Draft"), "wait"
    if in_force is not None and version.pk == in_force.pk:
        return _("In force from %(day)s") % {"day": day_words(version.in_force_on)}, "done"
    if version.in_force_on is None:
        return waiting_words(version), "soon"
    if version.in_force_on > on:
        return _("In force from %(day)s") % {"day": day_words(version.in_force_on)}, "soon"
    return _("No longer in force"), ""


def waiting_words(version: RoleVersion) -> str:
    """What an approved text still waits for."""
    if version.role.in_force_by == InForceBy.BOTH_SIGNATURES:
        return _("Approved, waits for both signatures")
    if version.role.in_force_by == InForceBy.ORDER:
        return _("Approved, waits for the order")
    return _("Approved")


def version_words(version: RoleVersion, *, last_on: date | None = None) -> str:
    """Return how a version stands among the others: a draft, what it waits for, or from when (to when) it holds."""
    if version.is_draft:
        return _("draft")
    if version.in_force_on is None:
        return waiting_words(version)
    words = {"day": day_words(version.in_force_on), "last": day_words(last_on)}
    return (_("in force from %(day)s to %(last)s") if last_on else _("in force from %(day)s")) % words


def act_label(version: RoleVersion) -> str:
    """What is to be done so that an approved text takes force: on the buttons that lead there, and on the page."""
    if version.role.in_force_by == InForceBy.BOTH_SIGNATURES:
        return _("Record both signatures")
    return _("Record the order") if version.role.in_force_by == InForceBy.ORDER else _("Record the decision")


def act_words(version: RoleVersion) -> str:
    """Return which act put a text in force, with its number and its day; "" while there is none."""
    if version.force_act_on is None:
        return ""
    kinds = {
        InForceBy.BOTH_SIGNATURES: _("both signatures"),
        InForceBy.ORDER: _("order of the principal"),
        InForceBy.DECISION: _("decision of the principal"),
    }
    said = (kinds[InForceBy(version.role.in_force_by)], version.force_act_note, day_words(version.force_act_on))
    return _("Put in force by: %(act)s") % {"act": ", ".join(part for part in said if part)}


def basis_words(version: RoleVersion) -> str:
    """Return on what a change rests; "" for a first text, and where nobody was asked."""
    if not version.basis_of_change:
        return ""
    kind = capfirst(version.get_basis_of_change_display() or "")
    return f"{kind}: {version.basis_note}" if version.basis_note else kind


def ahead_words(version: RoleVersion) -> str:
    """Return of an approved text that does not hold yet which it is and what it waits for."""
    words = {"number": version.number, "day": day_words(version.in_force_on), "waits": waiting_words(version)}
    if version.in_force_on is not None:
        return _("Version %(number)s is approved and is in force from %(day)s") % words
    return _("Version %(number)s: %(waits)s") % words


def section_title(section: Section) -> str:
    """Return a section's heading as printed, else its kind."""
    title = " ".join(part for part in (section.number, section.heading) if part)
    title = title or capfirst(section.get_kind_display())
    return f"{title}: {section.subheading}" if section.subheading else title


def holder_words(role: Role, holders: Sequence[Holder]) -> str:
    """Return who holds a post, in a few words."""
    number = len(holders)
    if role.filled_by == FilledBy.CLASS_TEACHERS:
        return ngettext("%(n)d class teacher", "%(n)d class teachers", number) % {"n": number}
    if role.filled_by == FilledBy.TEACHERS:
        return ngettext("%(n)d teacher", "%(n)d teachers", number) % {"n": number}
    if role.filled_by == FilledBy.ALL_STAFF:
        return ngettext("%(n)d of the staff", "%(n)d of the staff", number) % {"n": number}
    if not holders:
        return _("Nobody holds it yet")
    names = some_names([holder.person for holder in holders])
    is_each = role.filled_by == FilledBy.NAMED_EACH and number > 1
    return _("%(names)s, each for themselves") % {"names": names} if is_each else names


def clauses_words(line: PostLine) -> str:
    """Return the numbers of the first clauses that bind a post and how many more there are; without any, a sample."""
    shown = line.numbers[:_NUMBERS_SHOWN]
    if not shown:
        return line.sample
    words, more = {"numbers": ", ".join(shown)}, line.count - len(shown)
    if more:
        return _("Clauses %(numbers)s and %(n)d more") % {**words, "n": more}
    return _("Clauses %(numbers)s") % words


def some_names(people: Sequence[Person]) -> str:
    """Return the first few names, and how many more there are."""
    names = ", ".join(person.name for person in people[:_NAMES_SHOWN])
    more = len(people) - _NAMES_SHOWN
    return names if more <= 0 else _("%(names)s and %(n)d more") % {"names": names, "n": more}


def error_words(error: RoleError) -> str:
    """Return a refusal in the reader's language."""
    sentences = {
        "nothing_chosen": _("Choose at least one clause."),
        "approved": _("An approved text never changes. Begin a new draft."),
        "stale": _("Somebody else saved this section meanwhile."),
        "draft_exists": _("This role already has a draft in this language. Finish it or throw it away first."),
        "no_posts": _("The document names no post, so say whose text it is: give the role a code."),
        "has_text": _("“%(name)s” has a text already. Begin its next version on the page of the role."),
        "no_text": _("The role has no approved text to begin from."),
        "empty_text": _("There is nothing to approve: the text is empty."),
        "empty_clause": _("The text of this clause is empty, so it was not saved. Delete the clause instead."),
        "open_questions": _("First say of each clause that looks like an earlier one whether it is the same."),
        "changed_meanwhile": _("The draft was changed while it was being approved. Look at it again."),
        "not_after_previous": _("Version %(number)s is in force from %(day)s; this one must begin later."),
        "no_basis_words": _("Say in words on what the change rests."),
        "no_reason": _("Say in words why the text is to be looked over."),
        "review_open": _("A review of this text is open already."),
        "no_approved_text": _("The role has no approved text to look over."),
        "not_approved": _("The text has to be approved first."),
        "has_act": _("It is recorded already what put this text in force."),
        "act_ahead": _("The day of the act lies ahead. Record it when it has happened."),
        "newer_in_force": _("Version %(number)s has taken force already."),
        "duplicate_clause": _("A clause was sent twice."),
        "lost_words": _("The words of a deadline have gone from the text."),
        "unknown_clause": _("This clause is not in this section any more."),
        "too_long": _("A number has at most 30 characters."),
        "not_assigned": _("This post is filled by a kind of people, not by names."),
        "overlap": _("The person holds this post already in that time."),
        "order": _("The last day lies before the first."),
        "reading_over": _("This text has become a draft already, or was thrown away."),
        "not_read": _("The file has not been read yet."),
        "words_in_use": _("A deadline hangs on these words. Say first that it is no duty."),
        "unnamed_event": _("Say first what has to happen, or make it a standing duty."),
        "no_rule": _("This deadline is not there any more."),
        "code_taken": _("The school already has a post with this code."),
    }
    day = error.data.get("day")
    words = {**error.data, "day": day_words(day) if isinstance(day, date) else ""}
    return sentences.get(error.code, str(error)) % words if error.code in sentences else str(error)
