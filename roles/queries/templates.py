"""Templates that a school may begin a role with, and where its text is otherwise than its template."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from roles import library
from roles.models import OwnerTemplate, Role, RoleVersion
from roles.queries.texts import ClauseKeys, read_text
from roles.structure import ClauseText, Document, parse
from schools.models import Owner, School
from schools.models.owners import SchoolKind

KORD, OWNER = "kord", "owner"
_NAMESPACE = UUID("6f1f6f0e-0f0b-4f51-9a55-3f3f6c1f7c2a")  # ours, made once; clauses of templates get their keys in it


@dataclass(frozen=True)
class Offer:
    """A template that a school may use. ``source`` is "kord" or "owner"; ``count`` how many clauses it has."""

    source: str
    code: str
    language: str
    title: str
    count: int
    languages: tuple[str, ...]
    level: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        """What ``Role.template`` keeps."""
        return f"{self.source}:{self.code}"


@dataclass(frozen=True)
class TemplateText:
    """A template's text in one language with the key of each clause, in the order of the text."""

    name: str
    code: str
    document: Document
    keys: tuple[str, ...]

    def clauses(self) -> dict[str, ClauseText]:
        """Return its clauses by key."""
        return dict(zip(self.keys, self.document.clauses(), strict=True))

    def digests(self) -> dict[str, str]:
        """Return a digest of each clause's words and deadlines by key."""
        return {key: digest_of(clause) for key, clause in self.clauses().items()}


def offers(school: School) -> list[Offer]:
    """Return what the school may begin with: its owner's templates, then the library's. One query."""
    found = [
        Offer(OWNER, row.code, row.language, row.title, len(row.keys), (row.language,), number=row.number)
        for row in OwnerTemplate.objects.for_school(school).order_by("title", "code", "language")
    ]
    for code, template in library.templates().items():
        languages = library.languages_of(code)
        language = school.language if school.language in languages else library.ORIGINAL
        title = library.template_document(code, language)["title"]
        found.append(Offer(KORD, code, language, title, len(template.clauses), languages, template.level))
    return found


def template_text(*, school: School, source: str, code: str, language: str) -> TemplateText | None:
    """Return a template's text, None when the school is offered none such; one query at most."""
    if source == KORD:
        if code not in library.templates() or language not in library.languages_of(code):
            return None
        document = parse(library.template_document(code, language))
        return TemplateText(f"{KORD}:{code}", code, document, tuple(library.keyed_clauses(code, document)))
    rows = OwnerTemplate.objects.for_school(school).filter(code=code, language=language)
    row = rows.first() if source == OWNER else None
    return TemplateText(f"{OWNER}:{code}", code, parse(row.document), tuple(row.keys)) if row else None


def published(owner: Owner) -> list[OwnerTemplate]:
    """Return all that an owner has published, the newest first; one query."""
    return list(
        OwnerTemplate.objects.filter(owner=owner).select_related("source__role").order_by("-published_at", "-pk")
    )


def digest_of(clause: ClauseText) -> str:
    """Return a digest of what a clause says of its own: words, label and deadlines, not its number or place."""
    said = {"text": clause.text, "label": clause.label, "subject": clause.subject, "rules": [*map(dict, clause.rules)]}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def clause_key(role_code: str, school: School, template: str, key: str) -> UUID:
    """Return the key that a template's clause has in a role of a school: the same in every version."""
    return uuid5(_NAMESPACE, f"{school.pk}:{role_code}:{template}:{key}")


def clause_keys(role_code: str, school: School, template: TemplateText) -> list[ClauseKeys]:
    """Return the keys of all clauses of a template and of their deadlines, in the order of the text."""
    return [
        keys_of(clause_key(role_code, school, template.name, key), clause) for key, clause in template.clauses().items()
    ]


def keys_of(own: UUID, clause: ClauseText) -> ClauseKeys:
    """Return a clause's key with those of its deadlines."""
    return ClauseKeys(own, tuple(uuid5(own, str(place)) for place in range(len(clause.rules))))


class Difference(StrEnum):
    """How a clause of a role stands to its template."""

    CHANGED_HERE = "changed_here"  # the school says it otherwise
    MISSING_HERE = "missing_here"  # the school has left it out
    OWN = "own"  # the school's own clause
    CHANGED_THERE = "changed_there"  # the template says it otherwise than when it was taken over
    ADDED_THERE = "added_there"  # the template has a clause more


PROPOSED = (Difference.CHANGED_THERE, Difference.ADDED_THERE)


@dataclass(frozen=True)
class Deviation:
    """One clause that is not as in the template: its number and words here and there ("" where it is not)."""

    kind: Difference
    key: str
    number: str
    here: str
    there: str


def deviations(*, role: Role, version: RoleVersion, template: TemplateText) -> list[Deviation]:
    """Return where a version is otherwise than the role's template, in the order of the template, own clauses last."""
    text = read_text(version)
    ours = {keys.clause: clause for keys, clause in zip(text.keys, text.document.clauses(), strict=True)}
    taken: Mapping[str, str] = role.template_texts
    theirs = {clause_key(role.code, role.school, template.name, key): key for key in template.keys}
    clauses = template.clauses()
    found = [
        deviation
        for own, key in theirs.items()
        if (deviation := _deviation(key, ours.get(own), clauses[key], taken.get(key))) is not None
    ]
    return [
        *found,
        *(
            Deviation(Difference.OWN, "", clause.number or "", clause.text, "")
            for own, clause in ours.items()
            if own not in theirs
        ),
    ]


def _deviation(key: str, here: ClauseText | None, there: ClauseText, taken: str | None) -> Deviation | None:
    now = digest_of(there)
    ours = here.text if here else ""
    number = (here.number if here else there.number) or ""
    if here is not None and digest_of(here) == now:
        return None
    if taken is None:
        return Deviation(Difference.ADDED_THERE, key, number, ours, there.text)
    if taken != now:
        return Deviation(Difference.CHANGED_THERE, key, number, ours, there.text)
    kind = Difference.MISSING_HERE if here is None else Difference.CHANGED_HERE
    return Deviation(kind, key, number, ours, there.text)


def publishable(owner: Owner) -> list[RoleVersion]:
    """Return the newest approved text of each role and language of the owner's offices; one query.

    What a municipality gives to its schools is its own: texts of schools are read by their own people only.
    """
    rows = (
        RoleVersion.objects.approved()
        .filter(role__school__owner=owner, role__school__kind=SchoolKind.OFFICE, translation_of__isnull=True)
        .select_related("role__school")
        .order_by("role__name", "role", "language", "-number")
    )
    newest: dict[tuple[int, str], RoleVersion] = {}
    for version in rows:
        newest.setdefault((version.role_id, version.language), version)
    return list(newest.values())
