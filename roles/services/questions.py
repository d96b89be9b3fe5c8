"""Whether a clause of a text read anew is one of the text before: a person answers, and its history follows."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from roles.matching import match_rules
from roles.models import ClauseQuestion, DeadlineRule, Item, Outcome, RoleVersion
from roles.queries.questions import base_of
from roles.services.errors import RoleError
from roles.services.texts import lock_draft, touch
from schools import audit
from schools.actors import Actor
from schools.guarded import guarded_write


@transaction.atomic
def answer_questions(*, version: RoleVersion, answers: Mapping[UUID, bool], by: Actor, now: datetime) -> int:
    """Say of clauses (by the key of their question) whether they are those of the text before.

    Returns how many answers changed. The same clause takes the key it had, and its deadlines those they had: so
    duties and what was done for them go on. Until the text is approved an answer can be changed. Raises RoleError
    (unknown_clause), FrozenVersionError.
    """
    version = lock_draft(version)
    questions = {question.clause: question for question in version.questions.all()}
    if answers.keys() - questions.keys():
        raise RoleError("unknown_clause", "Nothing is asked about this clause.")
    changed = [questions[key] for key, is_same in answers.items() if questions[key].is_same is not is_same]
    if not changed:
        return 0
    base = base_of(version)
    with guarded_write():
        for question in changed:
            _answer(version, base, question, is_same=answers[question.clause])
    touch(version)
    audit.record(
        verb="role_version.clauses_matched",
        scope=version.role.school,
        subject=version,
        data={
            "same": [[str(question.clause), str(question.before)] for question in changed if question.is_same],
            "other": [[str(question.clause), str(question.before)] for question in changed if not question.is_same],
        },
        by=by,
        now=now,
    )
    return len(changed)


def _answer(version: RoleVersion, base: RoleVersion | None, question: ClauseQuestion, *, is_same: bool) -> None:
    row = _row(version, question.before if question.is_same else question.clause)
    question.is_same = is_same
    question.save(update_fields=["is_same"])
    wanted = question.before if is_same else question.clause
    if row is None or row.clause == wanted:
        return
    row.clause = wanted
    row.save(update_fields=["clause"])
    rules = list(row.rules.order_by("position", "pk"))
    there = _rules(base, question.before) if is_same and base is not None else []
    known = match_rules([rule.rule for rule in rules], [rule.rule for rule in there])
    for place, rule in enumerate(rules):
        if is_same and place not in known:
            continue  # a deadline that is new on an old clause keeps the key it got
        rule.rule_key = there[known[place]].rule_key if is_same else uuid4()
        rule.save(update_fields=["rule_key"])


def _row(version: RoleVersion, clause: UUID) -> Item | Outcome | None:
    """The clause with this key in a text; None when it was deleted."""
    item = Item.objects.filter(section__version=version, clause=clause).first()
    return item or Outcome.objects.filter(item__section__version=version, clause=clause).first()


def _rules(version: RoleVersion, clause: UUID) -> list[DeadlineRule]:
    row = _row(version, clause)
    return list(row.rules.order_by("position", "pk")) if row is not None else []
