"""The staff in words, for the people pages."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from schools.queries import PersonLine, SignInState
from schools.words import format_date

_CHIPS = {
    SignInState.LEFT: "",
    SignInState.NO_ADDRESS: "gap",
    SignInState.NOT_INVITED: "soon",
    SignInState.INVITED: "wait",
    SignInState.ACTIVE: "done",
}


@dataclass(frozen=True)
class PersonRow:
    """One row of the people page."""

    url: str
    name: str
    title: str
    places: tuple[str, ...]  # classes, subjects, posts, each a line
    email: str
    chip: str
    chip_kind: str


def last_principal_words(name: str) -> str:
    """Say why the only principal stays."""
    return gettext(
        "%(name)s is the only principal of the school. Name another principal first, then this can be changed."
    ) % {"name": name}


def later_words(count: int) -> str:
    """Say how many invitations wait for the first day; nothing when none does."""
    if not count:
        return ""
    words = ngettext(
        "%(n)d person who is not here yet gets it 14 days before the first day.",
        "%(n)d people who are not here yet get it 14 days before their first day.",
        count,
    )
    return words % {"n": count}


def may_not_change_words(name: str) -> str:
    """Say why somebody is left as they are."""
    return gettext("You may not change %(name)s, whose access is higher than you may give.") % {"name": name}


def needs_address_words() -> str:
    """Say why somebody without an address gets no access."""
    return gettext("An access level needs an e-mail address to sign in with.")


def state_label(state: SignInState) -> str:
    """Return the filter's name for a state."""
    return {
        SignInState.LEFT: gettext("Has left"),
        SignInState.NO_ADDRESS: gettext("No address"),
        SignInState.NOT_INVITED: gettext("Not invited yet"),
        SignInState.INVITED: gettext("Invited, not signed in yet"),
        SignInState.ACTIVE: gettext("Signed in"),
    }[state]


def person_row(line: PersonLine, *, url: str, posts: list[str], on: date, language: str) -> PersonRow:
    """Return a row: name, title and access, classes, subjects and posts, address and how far they are."""
    person = line.person
    levels = ", ".join(str(level.label) for level in line.levels)
    teaches = gettext("teaches %(names)s") % {"names": ", ".join(line.subjects)} if line.subjects else ""
    return PersonRow(
        url=url,
        name=person.name,
        title=_title(person.job_title, levels),
        places=tuple(words for words in (", ".join(line.classes), teaches, ", ".join(posts)) if words),
        email=person.email,
        chip=chip_words(line, on, language),
        chip_kind=_CHIPS[line.state],
    )


def _title(job_title: str, levels: str) -> str:
    """The title and the access; a headmaster with the access of a headmaster is named once."""
    if job_title.strip().casefold() == levels.casefold():
        return job_title
    return " · ".join(part for part in (job_title, levels) if part)


def chip_words(line: PersonLine, on: date, language: str) -> str:
    """Return the state in words, with its day where it has one."""
    person = line.person
    if line.state is SignInState.LEFT and person.ends_on is not None:
        return gettext("left on %(day)s") % {"day": format_date(person.ends_on, language)}
    if person.ends_on is not None:
        return gettext("leaves on %(day)s") % {"day": format_date(person.ends_on, language)}
    if person.starts_on is not None and person.starts_on > on:
        words = gettext("comes on %(day)s") % {"day": format_date(person.starts_on, language)}
        if line.state is not SignInState.INVITED or person.invited_at is None:
            return words
        invited_on = person.invited_at.date()
        invited = gettext("the invitation goes on %(day)s") if invited_on > on else gettext("invited on %(day)s")
        return f"{words}, {invited % {'day': format_date(invited_on, language)}}"
    if line.state is SignInState.INVITED and person.invited_at is not None:
        return gettext("invited on %(day)s") % {"day": format_date(person.invited_at.date(), language)}
    return state_label(line.state)
