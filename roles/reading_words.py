"""Why a file cannot be read, and what is worth knowing about one that was, in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def failure_words(code: str) -> str:
    """Return one sentence that names the reason and says what helps."""
    return _failures().get(code) or _("The file could not be read. Save it anew or paste its text.")


def other_failures(code: str) -> list[str]:
    """Return what else may be wrong with a file, for the one who looks for another."""
    shown = ("picture", "encrypted", "broken", "kind", "too_long")
    return [words for other, words in _failures().items() if other in shown and other != code]


def _failures() -> dict[str, str]:
    return {
        "empty": _("The file holds no text."),
        "encrypted": _("The file is locked with a password. Save it without one."),
        "broken": _("The file is damaged: it cannot be opened. Save it anew."),
        "picture": _("The pages are scanned pictures, and Kord does not guess letters from pictures."),
        "too_long": _("The file has more than 200 pages. Give one job description only."),
        "too_big": _("The file unfolds to more than Kord takes in at once."),
        "kind": _("This is no text file that Kord can read. Save it as DOCX, ODT or PDF."),
        "ending": _("The file is not what the ending of its name says. Open it and save it anew as DOCX, ODT or PDF."),
        "late": _("The file takes longer to read than it may. Save it anew or paste its text."),
        "memory": _("The file needs more memory to read than it may. Save it anew or paste its text."),
    }


def warning_words(codes: Iterable[str]) -> list[str]:
    """Return what a person should look at; codes that say nothing to a reader are left out."""
    sentences = {
        "code_page": _("The letters of the file had to be guessed. Look whether they are right."),
        "picture_page": _("A page of the file is a picture; its words could not be read."),
        "much_unplaced": _("More than a tenth of the words found no place. Look at what stands below."),
        "no_clauses": _("No clause was found. Look whether this is the right file."),
        "no_deadlines": _("No deadline was found in the text."),
        "no_duties": _("No part with duties was found."),
        "no_post": _("The text does not say whose it is. Say so below."),
        "rules_left_out": _("Some deadlines were left out, because they are not possible as they were read."),
    }
    return [sentences[code] for code in dict.fromkeys(codes) if code in sentences]
