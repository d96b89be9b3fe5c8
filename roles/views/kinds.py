"""The kinds of people that a post may be, with who that would be here, before anything is saved."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.models import FilledBy
from roles.queries.holders import Holder, people_of_kinds
from roles.views.words import some_names
from schools.models import Person, School

Kind = tuple[str, str, str]  # value, label, what it means
Choice = tuple[str, str, str, bool]  # the same, and whether it is chosen


def kind_choices(school: School, on: date) -> list[Kind]:
    """Return the answers that name no post of the school, each with the number and names of those it means."""
    kinds = (FilledBy.CLASS_TEACHERS, FilledBy.TEACHERS, FilledBy.ALL_STAFF)
    found = people_of_kinds(school=school, kinds=kinds, on=on)
    led, taught, staff = (found[kind] for kind in kinds)
    no_class = _("nobody yet: say in the list of staff who leads which class")
    no_subject = _("nobody yet: say in the list of staff who teaches what")
    return [
        ("class_teachers", _("All class teachers"), _means(_("each for their own class"), led, no_class)),
        ("teachers", _("All teachers"), _means(_("each for themselves"), taught, no_subject)),
        ("all_staff", _("All staff"), _means(_("each for themselves"), staff, "")),
        ("people_each", _("Certain people, each for themselves"), _("everyone has their own row; choose them below")),
        ("people", _("Certain people, together"), _("one row, done when any of them ticks it off; choose them below")),
        ("nobody", _("Nobody yet"), _("the clauses stay in the text and wait")),
    ]


def of_title(names: Sequence[str], people: Sequence[Person]) -> list[Person]:
    """Return the people whose job title is one of a post's names; a deputy principal is no principal."""
    wanted = {_plain(name) for name in names} - {""}
    return [person for person in people if _plain(person.job_title) in wanted]


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def likely_people(kinds: Sequence[Kind], people: Sequence[Person]) -> list[Kind]:
    """Return the answers of which "certain people" says who they seem to be."""
    means = _("by their title: %(names)s; change it below") % {"names": some_names(people)}
    return [(value, label, means if value == "people" else small) for value, label, small in kinds]


def _means(how: str, holders: Sequence[Holder], nobody: str) -> str:
    if not holders:
        return " · ".join(words for words in (how, nobody) if words)
    people = ngettext("%(n)d person: %(names)s", "%(n)d people: %(names)s", len(holders))
    return f"{how} · {people % {'n': len(holders), 'names': some_names([one.person for one in holders])}}"
