"""What a text read anew shares with the text before it: what is certain, and what a person is asked about."""

from dataclasses import dataclass
from uuid import UUID

from roles.models import ClauseQuestion, Item, Outcome, RoleVersion
from roles.queries.pages import ClauseRow, section_row
from roles.queries.texts import read_rows


@dataclass(frozen=True)
class Question:
    """Is ``new`` the ``old`` clause? ``key`` names the question; ``is_same`` is None while nobody has answered."""

    key: UUID
    new: ClauseRow
    old: ClauseRow
    is_same: bool | None


@dataclass(frozen=True)
class QuestionsPage:
    """The questions in the order of the text, and the pairs (old, new) that are certain."""

    base: RoleVersion | None
    questions: tuple[Question, ...]
    certain: tuple[tuple[ClauseRow, ClauseRow], ...]

    @property
    def open_count(self) -> int:
        """How many still wait."""
        return sum(question.is_same is None for question in self.questions)


def base_of(version: RoleVersion) -> RoleVersion | None:
    """Return the approved text in the same language before this one, which it was compared with."""
    texts = version.role.versions.approved().filter(language=version.language, translation_of__isnull=True)
    return texts.filter(number__lt=version.number).order_by("-number").first()


def open_questions(version: RoleVersion) -> list[ClauseQuestion]:
    """Return the questions that nobody has answered; a clause that was deleted meanwhile is not asked about."""
    waiting = list(version.questions.filter(is_same=None))
    if not waiting:
        return []
    keys = [question.clause for question in waiting]
    there = set(Item.objects.filter(section__version=version, clause__in=keys).values_list("clause", flat=True))
    outcomes = Outcome.objects.filter(item__section__version=version, clause__in=keys)
    there |= set(outcomes.values_list("clause", flat=True))
    return [question for question in waiting if question.clause in there]


def questions_page(version: RoleVersion) -> QuestionsPage:
    """Return a draft's questions with both texts, and what is certain; a fixed number of queries."""
    base = base_of(version)
    if base is None:
        return QuestionsPage(None, (), ())
    new, old = _rows(version), _rows(base)
    asked = list(version.questions.all())
    questions = tuple(
        Question(question.clause, new[key], old[question.before], question.is_same)
        for question in asked
        if (key := question.before if question.is_same else question.clause) in new and question.before in old
    )
    doubtful = {question.before for question in asked}
    certain = tuple((old[key], row) for key, row in new.items() if key in old and key not in doubtful)
    return QuestionsPage(base, questions, certain)


def _rows(version: RoleVersion) -> dict[UUID, ClauseRow]:
    rows = read_rows(version)
    return {
        clause.key: clause for section in rows.sections for clause in section_row(section, rows).clauses()
    }  # fmt: skip
