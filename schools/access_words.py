"""What each access level may do, in a few words; ``schools.access.GRANTS`` is what holds."""

from collections.abc import Collection

from django.utils.translation import gettext

from schools.access_levels import SCHOOL_LEVELS, AccessLevel


def level_words(level: AccessLevel) -> str:
    """Say in a few words what a level of the school lets somebody do."""
    return {
        AccessLevel.STAFF: gettext("own duties; reads texts and the calendar"),
        AccessLevel.IT: gettext("as staff; also reads the duties of all and the list of people"),
        AccessLevel.SECRETARY: gettext("people, absences and calendar; reads the duties of all"),
        AccessLevel.PRINCIPAL: gettext("everything of the school: texts, duties of all, people, calendar, Start"),
        AccessLevel.HANDLER: gettext("as staff"),
        AccessLevel.DATA_PROTECTION: gettext("as staff"),
    }[level]


def access_words(levels: Collection[AccessLevel]) -> list[tuple[str, str]]:
    """Return the words that a list may use for access, in the reader's language, each with what it means."""
    return [(str(level.label), level_words(level)) for level in SCHOOL_LEVELS if level in levels]
