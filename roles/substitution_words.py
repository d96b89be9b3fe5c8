"""A question to stand in, in words."""

from django.utils.translation import gettext, pgettext

from roles.models import Substitution
from schools.words import format_range


def thing_words(asked: Substitution) -> str:
    """Return for what one is asked: a post, a class or everything."""
    if asked.role is not None:
        return asked.role.name
    return gettext("Class %(name)s") % {"name": asked.group.name} if asked.group is not None else gettext("Everything")


def _thing_in_sentence(asked: Substitution) -> str:
    """The same within a sentence, where only names begin with a capital letter."""
    is_everything = asked.role is None and asked.group is None
    return pgettext("in a sentence", "everything") if is_everything else thing_words(asked)


def asked_words(asked: Substitution, language: str) -> str:
    """Return who is asked to stand in for whom, when and for what."""
    return gettext("%(substitute)s for %(name)s, %(days)s: %(what)s") % {
        "substitute": asked.substitute.name,
        "name": asked.absence.person.name,
        "days": format_range(asked.absence.starts_on, asked.absence.ends_on, language),
        "what": _thing_in_sentence(asked),
    }


def asked_of_me_words(asked: Substitution, language: str) -> str:
    """Return for whom, when and for what one is asked to stand in oneself."""
    return gettext("For %(name)s, %(days)s: %(what)s") % {
        "name": asked.absence.person.name,
        "days": format_range(asked.absence.starts_on, asked.absence.ends_on, language),
        "what": _thing_in_sentence(asked),
    }


def state_words(asked: Substitution) -> str:
    """Return what was answered."""
    if asked.accepted_at is not None:
        return gettext("agreed")
    return gettext("refused") if asked.refused_at is not None else gettext("no answer yet")
