"""A structured document becomes a draft: a new role, or the next version of one that is there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from roles.filling import code_of, is_code
from roles.filling import filled_by as filling_of
from roles.matching import Known, Matching, match_clauses, match_rules
from roles.models import BoundPost, ClauseQuestion, FilledBy, Role, RoleVersion, VersionState
from roles.models.roles import IN_FORCE_BY_DEFAULT
from roles.queries.texts import ClauseKeys, KeyedText, read_text
from roles.reading.names import post_name
from roles.services.errors import RoleError
from roles.services.texts import new_keys, write_text
from roles.structure import ClauseText, Document, parse
from schools import audit
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.line_words import one_line, seen
from schools.models import Country, School, User


@transaction.atomic
def add_role(
    *,
    school: School,
    code: str,
    name: str,
    by: Actor,
    now: datetime,
    filled_by: str = FilledBy.ASSIGNMENT,
    access_level: str = "",
) -> Role:
    """Add a post without a text. Raises RoleError: bad_code, or code_taken when the school has one with this code."""
    if not is_code(code):
        raise RoleError("bad_code", f"{code!r} cannot be the code of a post.", code=code)
    if Role.objects.for_school(school).filter(code=code).exists():
        raise RoleError("code_taken", f"The school already has a post with the code {code}.", code=code)
    try:
        with transaction.atomic():
            role = Role.objects.create(
                school=school,
                code=code,
                name=one_line(name),  # stands in subjects of mails; the text itself stays as it came
                filled_by=filled_by,
                access_level=access_level,
                in_force_by=IN_FORCE_BY_DEFAULT[Country(school.country)],
                created_at=now,
            )
    except IntegrityError:  # somebody added it in the same moment
        raise RoleError("code_taken", f"The school already has a post with the code {code}.", code=code) from None
    audit.record(verb="role.added", scope=school, subject=f"role:{code}", data={"filled_by": filled_by}, by=by, now=now)
    return role


@transaction.atomic
def load_document(
    *,
    school: School,
    document: Mapping[str, Any],
    role_code: str | None,
    by: Actor,
    now: datetime,
    known_keys: Sequence[ClauseKeys] | None = None,
) -> RoleVersion:
    """Load a structured document (docs/role.schema.json) as a draft and return it.

    ``role_code`` names the role whose text it is; without one it is the first post that the document names.
    Other posts become textless Roles, or the school's own of the same code. Clauses that are certainly those of
    the newest version keep their keys; of those that only look alike a person is asked (answer_questions), before
    the text can be approved; with ``known_keys``, one for each clause in order, nothing is compared or asked. Raises
    structure.DocumentError, or RoleError (draft_exists, no_posts).
    """
    text = parse(document)
    role = _role_of(school, text, role_code, by=by, now=now)
    if role.versions.filter(state=VersionState.DRAFT, language=text.language).exists():
        raise RoleError("draft_exists", f"The role {role.code} already has a draft in this language.", code=role.code)
    before = role.versions.filter(language=text.language, translation_of__isnull=True).order_by("-number").first()
    old = read_text(before) if before and known_keys is None else None
    matching = match_clauses(_known(text), _known(old.document)) if old else Matching({}, ())
    keys = list(known_keys) if known_keys is not None else _keys(text, old, matching)
    version = add_version(role=role, text=text, by=by, now=now)
    posts = _bind(version, text, before, by=by, now=now)
    write_text(version=version, document=text, keys=keys, posts=posts)
    if old is not None:
        _ask(version, matching, keys, old.keys)
    audit.record(
        verb="role_version.loaded",
        scope=school,
        subject=version,
        data={"role": role.code, "number": version.number, "clauses": len(keys), "questions": len(matching.likely)},
        by=by,
        now=now,
    )
    return version


def add_version(
    *, role: Role, text: Document, by: Actor, now: datetime, translation_of: RoleVersion | None = None
) -> RoleVersion:
    """Add an empty draft with the next number; part of the services that fill it."""
    last = role.versions.order_by("-number").values_list("number", flat=True).first() or 0
    with guarded_write():
        return RoleVersion.objects.create(
            role=role,
            number=last + 1,
            language=text.language,
            country=text.country or "",
            title=seen(text.title),
            frame=dict(text.frame),
            translation_of=translation_of,
            created_at=now,
            created_by=by if isinstance(by, User) else None,
        )


def _role_of(school: School, text: Document, role_code: str | None, *, by: Actor, now: datetime) -> Role:
    if role_code is None:
        if not text.posts:
            raise RoleError("no_posts", "The document names no post, so say whose text it is.")
        role_code = code_of(text.posts[0][0])
    words = next((words for key, words in text.posts if code_of(key) == role_code), text.title)
    return _get_or_add(school, role_code, post_name(words, text.language)[:200], by=by, now=now)


def _get_or_add(school: School, code: str, name: str, *, by: Actor, now: datetime) -> Role:
    """Return the school's role with a code, locked, or a new one; also when two people load in the same moment."""
    locked = Role.objects.select_for_update(of=("self",)).filter(school=school, code=code)
    role = locked.first()
    if role is not None:
        return role
    kind, level = filling_of(code)
    try:
        return add_role(school=school, code=code, name=name, filled_by=kind, access_level=level, by=by, now=now)
    except RoleError as error:
        if error.code != "code_taken":
            raise
        return locked.get()


def _bind(
    version: RoleVersion, text: Document, before: RoleVersion | None, *, by: Actor, now: datetime
) -> dict[str, BoundPost]:
    """Bind the document's posts to Roles: as in the version before, else by code, else to new textless ones."""
    mapped = {post.key: post for post in before.posts.select_related("role")} if before else {}
    roles = {role.code: role for role in Role.objects.for_school(version.role.school)}
    found = []
    for position, (key, words) in enumerate(text.posts):
        code = code_of(key)
        earlier = mapped.get(key)
        if earlier is None and code not in roles:
            roles[code] = _get_or_add(version.role.school, code, post_name(words, text.language), by=by, now=now)
        role = earlier.role if earlier else roles[code]
        found.append(
            BoundPost(
                version=version,
                position=position,
                key=key,
                words=words,
                role=role,
                # The role's own post is nobody else's question.
                is_confirmed=role.pk == version.role_id or bool(earlier and earlier.is_confirmed),
            )
        )
    return {post.key: post for post in BoundPost.objects.bulk_create(found, batch_size=500)}


def _keys(text: Document, before: KeyedText | None, matching: Matching) -> list[ClauseKeys]:
    new = list(text.clauses())
    if before is None:
        return [new_keys(clause) for clause in new]
    old = list(before.document.clauses())
    return [_matched(clause, matching.certain.get(place), old, before.keys) for place, clause in enumerate(new)]


def _ask(version: RoleVersion, matching: Matching, new: Sequence[ClauseKeys], old: Sequence[ClauseKeys]) -> None:
    ClauseQuestion.objects.bulk_create(
        [
            ClauseQuestion(
                version=version,
                position=likely.new,
                clause=new[likely.new].clause,
                before=old[likely.old].clause,
                likeness=round(likely.likeness * 100),
            )
            for likely in matching.likely
        ],
        batch_size=500,
    )


def _matched(
    clause: ClauseText, place: int | None, old: Sequence[ClauseText], keys: Sequence[ClauseKeys]
) -> ClauseKeys:
    if place is None:
        return new_keys(clause)
    rules = {new: keys[place].rules[other] for new, other in match_rules(clause.rules, old[place].rules).items()}
    return new_keys(clause, clause_key=keys[place].clause, rules=rules)


def _known(document: Document) -> list[Known]:
    """The clauses of a text for comparison, in its order."""

    def walk(clause: ClauseText, part: str) -> list[Known]:
        return [
            Known(clause.number, clause.text, part),
            *(known for item in clause.items for known in walk(item, "item")),
            *(known for outcome in clause.outcomes for known in walk(outcome, "outcome")),
        ]

    return [known for section in document.sections for item in section.items for known in walk(item, "item")]
