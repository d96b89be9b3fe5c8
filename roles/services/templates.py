"""A role begins with a template, keeps the link, and takes over what is new in it; an owner publishes its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from roles.models import OwnerTemplate, Role, RoleVersion, VersionState
from roles.queries.templates import PROPOSED, TemplateText, clause_key, clause_keys, deviations, keys_of
from roles.queries.texts import ClauseKeys, KeyedText, read_text
from roles.services.errors import RoleError
from roles.services.loading import load_document
from roles.structure import ClauseText, Document, SectionText
from schools import audit
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.models import Owner, School, User


@transaction.atomic
def take_template(*, school: School, template: TemplateText, by: Actor, now: datetime) -> RoleVersion:
    """Begin a role's text with a template: a draft with its clauses and deadlines, and the link to it.

    Raises RoleError (has_text) when the school's role of this code has a text already.
    """
    role = Role.objects.for_school(school).filter(code=template.code).first()
    if role is not None and role.versions.exists():
        raise RoleError("has_text", f"{role.name} has a text already.", name=role.name)
    version = load_document(
        school=school,
        document=template.document.to_json(),
        role_code=template.code,
        by=by,
        now=now,
        known_keys=clause_keys(template.code, school, template),
    )
    _keep(version.role, template, template.digests())
    _record("role.template_taken", version, template, len(template.keys), by, now)
    return version


@transaction.atomic
def take_template_changes(
    *, role: Role, template: TemplateText, wanted: Iterable[str], by: Actor, now: datetime
) -> RoleVersion:
    """Write what is new in the template, for these of its clauses, into a new draft; the others are asked no more.

    A clause that is there gets the template's words and deadlines and keeps its number and place; a new one goes to
    the end of the part of its kind. Raises RoleError (no_text, draft_exists: finish or throw away the draft first).
    """
    role = Role.objects.select_for_update(of=("self",)).select_related("school").get(pk=role.pk)
    texts = role.versions.filter(language=template.document.language, translation_of__isnull=True)
    base = texts.approved().order_by("-number").first()
    if base is None:
        raise RoleError("no_text", "The role has no approved text to begin from.")
    if texts.filter(state=VersionState.DRAFT).exists():
        raise RoleError("draft_exists", f"The role {role.code} already has a draft in this language.", code=role.code)
    proposed = {one.key for one in deviations(role=role, version=base, template=template) if one.kind in PROPOSED}
    chosen = [key for key in template.keys if key in proposed and key in set(wanted)]
    merged = _merged(read_text(base), role, template, chosen)
    version = load_document(
        school=role.school,
        document=merged.document.to_json(),
        role_code=role.code,
        by=by,
        now=now,
        known_keys=merged.keys,
    )
    _keep(role, template, template.digests())
    _record("role.template_changes_taken", version, template, len(chosen), by, now)
    return version


@transaction.atomic
def refuse_template_changes(*, role: Role, template: TemplateText, by: Actor, now: datetime) -> None:
    """Leave the text as it is: what is new in the template until now is proposed no more."""
    role = Role.objects.select_for_update(of=("self",)).select_related("school").get(pk=role.pk)
    _keep(role, template, template.digests())
    audit.record(
        verb="role.template_changes_refused",
        scope=role.school,
        subject=f"role:{role.code}",
        data={"template": template.name},
        by=by,
        now=now,
    )


@transaction.atomic
def publish_template(*, owner: Owner, version: RoleVersion, by: Actor, now: datetime) -> OwnerTemplate:
    """Give an approved text of one of the owner's schools or offices to all of them, as the next edition.

    The same text again is no new edition. Raises RoleError (other_school, not_approved).
    """
    version = RoleVersion.objects.select_related("role__school").get(pk=version.pk)
    if version.role.school.owner_id != owner.pk:
        raise RoleError("other_school", "The text belongs to another owner's school.")
    if version.is_draft:
        raise RoleError("not_approved", "The text has to be approved first.")
    Owner.objects.select_for_update(no_key=True).get(pk=owner.pk)
    editions = OwnerTemplate.objects.filter(owner=owner, code=version.role.code, language=version.language)
    last = editions.order_by("-number").first()
    if last is not None and last.source_id == version.pk and last.withdrawn_at is None:
        return last
    text = read_text(version)
    number = (editions.aggregate(Max("number"))["number__max"] or 0) + 1
    with guarded_write():
        template = OwnerTemplate.objects.create(
            owner=owner,
            code=version.role.code,
            number=number,
            language=version.language,
            title=version.title,
            document=_neutral(text.document).to_json(),
            keys=[str(keys.clause) for keys in text.keys],
            source=version,
            published_at=now,
            published_by=by if isinstance(by, User) else None,
        )
    data = {"code": template.code, "language": template.language, "number": number, "clauses": len(template.keys)}
    audit.record(verb="owner.template_published", scope=owner, subject=f"owner:{owner.slug}", data=data, by=by, now=now)
    return template


@transaction.atomic
def withdraw_template(*, template: OwnerTemplate, by: Actor, now: datetime) -> None:
    """Offer a template no more, in none of its editions; roles that were begun with it keep their text."""
    editions = OwnerTemplate.objects.filter(
        owner=template.owner, code=template.code, language=template.language, withdrawn_at__isnull=True
    )
    with guarded_write():
        count = editions.update(withdrawn_at=now)
    if count:
        data = {"code": template.code, "language": template.language}
        subject = f"owner:{template.owner.slug}"
        audit.record(verb="owner.template_withdrawn", scope=template.owner, subject=subject, data=data, by=by, now=now)


def _keep(role: Role, template: TemplateText, texts: Mapping[str, str]) -> None:
    role.template, role.template_texts = template.name, dict(texts)
    role.save(update_fields=["template", "template_texts"])


def _record(verb: str, version: RoleVersion, template: TemplateText, count: int, by: Actor, now: datetime) -> None:
    data = {"role": version.role.code, "number": version.number, "template": template.name, "clauses": count}
    audit.record(verb=verb, scope=version.role.school, subject=version, data=data, by=by, now=now)


_OF_ONE_SCHOOL = ("institution", "document_number", "approval_header", "contract_annex", "dated", "prepared_by")


def _neutral(document: Document) -> Document:
    """A text without what belongs to the one school whose document it was."""
    frame = {key: value for key, value in document.frame.items() if key not in _OF_ONE_SCHOOL}
    return replace(document, frame=frame)


def _merged(text: KeyedText, role: Role, template: TemplateText, chosen: list[str]) -> KeyedText:
    """The text with the chosen clauses as the template has them."""
    theirs = template.clauses()
    taken = {clause_key(role.code, role.school, template.name, key): theirs[key] for key in chosen}
    new = [own for own in taken if own not in {keys.clause for keys in text.keys}]
    homes = _homes(text.document, template, {key: own for own, key in zip(taken, chosen, strict=True)}, new)
    old = iter(text.keys)
    keys: list[ClauseKeys] = []
    sections: list[SectionText] = []
    for place, section in enumerate(text.document.sections):
        items = [_with(item, old, taken, keys) for item in section.items]
        for own in homes.get(place, ()):
            items.append(replace(taken[own], items=(), outcomes=()))
            keys.append(keys_of(own, taken[own]))
        sections.append(replace(section, items=tuple(items)))
    posts = {**dict(template.document.posts), **dict(text.document.posts)}
    used = {clause.binds for clause in taken.values() if clause.binds}
    ours = dict(text.document.posts)
    wanted = {key: words for key, words in posts.items() if key in ours or key in used}
    order = [*ours, *(key for key in wanted if key not in ours)]
    document = replace(text.document, sections=tuple(sections), posts=tuple((key, wanted[key]) for key in order))
    return KeyedText(document, tuple(keys))


def _with(
    clause: ClauseText, old: Iterator[ClauseKeys], taken: Mapping[UUID, ClauseText], keys: list[ClauseKeys]
) -> ClauseText:
    own = next(old)
    there = taken.get(own.clause)
    keys.append(keys_of(own.clause, there) if there else own)
    items = tuple(_with(item, old, taken, keys) for item in clause.items)
    outcomes = tuple(_with(outcome, old, taken, keys) for outcome in clause.outcomes)
    if there is None:
        return replace(clause, items=items, outcomes=outcomes)
    return replace(
        clause,
        text=there.text,
        label=there.label,
        subject=there.subject,
        rules=there.rules,
        items=items,
        outcomes=outcomes,
    )


def _homes(ours: Document, template: TemplateText, own: Mapping[str, UUID], new: list[UUID]) -> dict[int, list[UUID]]:
    """Which new clauses go to the end of which section: the last one of their kind, else the last one."""
    kinds: dict[str, str] = {}
    keys = iter(template.keys)
    for section in template.document.sections:
        for item in section.items:
            for _clause in item.walk():
                kinds[next(keys)] = section.kind
    places = {section.kind: place for place, section in enumerate(ours.sections)}
    homes: dict[int, list[UUID]] = {}
    for key, clause in own.items():
        if clause in new:
            homes.setdefault(places.get(kinds[key], len(ours.sections) - 1), []).append(clause)
    return homes
