"""Why a file cannot be read, and what is worth knowing about one that was, in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def failure_words(code: str) -> str:
    """Return one sentence that names the reason and says what helps."""
    sentences = {
        "empty": _("The file holds no text."),
        "encrypted": _("The file is locked with a password. Save it without one."),
        "broken": _("The file is damaged: it cannot be opened. Save it anew."),
        "picture": _("The pages are scanned pictures, and Kord does not guess letters from pictures."),
        "too_long": _("The file has more than 200 pages. Give one job description only."),
        "too_big": _("The file unfolds to more than Kord takes in at once."),
        "kind": _("This is no text file that Kord can read. Save it as DOCX, ODT or PDF."),
        "late": _("The file takes longer to read than it may. Save it anew or paste its text."),
        "memory": _("The file needs more memory to read than it may. Save it anew or paste its text."),
    }
    return sentences.get(code) or _("The file could not be read. Save it anew or paste its text.")


def warning_words(codes: Iterable[str]) -> list[str]:
    """Return what a person should look at; codes that say nothing to a reader are left out."""
    sentences = {
        "language_guessed": _("The language of the text was guessed. Look at it before you go on."),
        "rules_left_out": _("Some deadlines were left out, because they are not possible as they were read."),
        "several_roles": _("The text describes several posts. It becomes the text of the first one."),
        "no_title": _("No title was found. Write one below."),
        "no_sections": _("No parts were found. The text stands in one."),
        "number_twice": _("A number is printed twice. It stays as it is printed."),
        "encoding_guessed": _("The letters of the file were guessed. Look whether they are right."),
    }
    return [sentences[code] for code in dict.fromkeys(codes) if code in sentences]
