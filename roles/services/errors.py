"""What the services of this app refuse, in sentences for the person who asked."""

from typing import TYPE_CHECKING

from documents.signatures.records import Remark

if TYPE_CHECKING:
    from roles.models import Section


class RoleError(ValueError):
    """A rule of job descriptions forbids it. ``code`` is stable; the message is translated where it is shown."""

    def __init__(self, code: str, message: str, /, **data: object) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


class FrozenVersionError(RoleError):
    """An approved text never changes."""

    def __init__(self) -> None:
        super().__init__("approved", "An approved text never changes. Begin a new draft.")


class StaleSectionError(RoleError):
    """Somebody else saved this section meanwhile. Both texts are kept: ``mine`` (clause key -> text as sent) and
    ``theirs`` (as it stands now); ``section`` carries the current revision."""

    def __init__(self, section: "Section", *, mine: dict[str, str], theirs: dict[str, str]) -> None:
        super().__init__("stale", "Somebody else saved this section meanwhile.")
        self.section = section
        self.mine = mine
        self.theirs = theirs


class EmptyClauseError(RoleError):
    """Clauses whose text stood were sent without any; nothing was saved. ``clauses``: their keys. A clause that is
    not wanted any more is removed, so that its duties end in sight."""

    def __init__(self, clauses: list[str]) -> None:
        super().__init__("empty_clause", "The text of a clause is empty. Delete the clause instead.")
        self.clauses = clauses


class LostWordsError(RoleError):
    """A text was sent without the words that a deadline of its clause hangs on; nothing was saved. Both texts are
    kept: ``mine`` and ``theirs`` as in :class:`StaleSectionError`; ``words`` (clause key -> the words that went)."""

    def __init__(
        self, section: "Section", *, mine: dict[str, str], theirs: dict[str, str], words: dict[str, tuple[str, ...]]
    ) -> None:
        super().__init__("lost_words", "The words of a deadline have gone from the text.")
        self.section = section
        self.mine = mine
        self.theirs = theirs
        self.words = words


class SignedFileError(RoleError):
    """A signed file is not taken. ``remark`` says why, as a code of ``documents.signatures.words``."""

    def __init__(self, remark: Remark) -> None:
        super().__init__("signed_file", f"The file is not taken: {remark.code}.")
        self.remark = remark
