"""What the pages of job descriptions show, as frozen data; a fixed number of queries whatever the size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from documents.models import StoredFile
from roles.models import BoundPost, ClauseQuestion, DeadlineRule, Item, Outcome, Role, RoleReview, RoleVersion, Section
from roles.models.signing import Signing
from roles.queries.holders import Holder, holders
from roles.queries.page_rows import read_page_rows
from roles.queries.texts import Rows, versions_for
from roles.structure import rule_text, whole_text
from schools.models import School
from schools.prepared import Prepared


@dataclass(frozen=True)
class RoleLine:
    """A role in the list: who holds it, which text is in force on the day, which draft is open."""

    role: Role
    holders: tuple[Holder, ...]
    in_force: RoleVersion | None
    waiting: RoleVersion | None  # approved, its act not recorded yet or its day still ahead
    draft: RoleVersion | None

    @property
    def has_text(self) -> bool:
        """Whether the role has a text of its own."""
        return bool(self.in_force or self.waiting or self.draft)


def role_lines(*, school: School, on: date) -> list[RoleLine]:
    """Return the school's roles by name: those with a text first. Seven queries at most."""
    versions = RoleVersion.objects.filter(translation_of__isnull=True).defer("frame").order_by("number")
    roles = list(
        Role.objects.for_school(school)
        .select_related("school")
        .prefetch_related(Prefetch("versions", queryset=versions, to_attr="listed"))
        .order_by("name", "code")
    )
    people = holders(roles=roles, school=school, on=on)
    lines = [_line(role, people[role.pk], role.listed, on) for role in roles]  # type: ignore[attr-defined]
    return sorted(lines, key=lambda line: not line.has_text)


def _line(role: Role, people: Sequence[Holder], versions: Sequence[RoleVersion], on: date) -> RoleLine:
    in_force = newest_in_force(versions, on)
    waiting = [
        version
        for version in versions
        if not version.is_draft and (in_force is None or version.number > in_force.number)
    ]
    draft = next((version for version in versions if version.is_draft), None)
    return RoleLine(role, tuple(people), in_force, waiting[-1] if waiting else None, draft)


def awaiting_act(versions: Iterable[RoleVersion]) -> RoleVersion | None:
    """Return the approved text that waits for the act which puts it in force; what a newer one passed waits no more."""
    texts = sorted((version for version in versions if not version.is_draft), key=lambda version: version.number)
    newest = {version.language: version for version in texts}
    waiting = [version for version in newest.values() if version.in_force_on is None]
    return max(waiting, key=lambda version: version.number, default=None)


def waiting_for_act(school: School) -> list[RoleVersion]:
    """Return the school's approved texts that wait for their act, with their roles; one query."""
    return _WAITING.ask(school.pk)


def waiting_in(schools: Sequence[School]) -> dict[int, list[RoleVersion]]:
    """Return the same for many schools by primary key; one query."""
    found: dict[int, list[RoleVersion]] = defaultdict(list)
    for version in texts_waiting_for_act(*(school.pk for school in schools)):
        found[version.role.school_id].append(version)
    return found


def texts_waiting_for_act(*schools: int) -> QuerySet[RoleVersion]:
    """Return the question for the approved texts of schools (their keys) that wait for their act."""
    newer = RoleVersion.objects.approved().filter(
        role=OuterRef("role"), language=OuterRef("language"), in_force_on__isnull=False, number__gt=OuterRef("number")
    )
    return (
        RoleVersion.objects.approved()
        .filter(role__school__in=schools, in_force_on__isnull=True)
        .exclude(Exists(newer))
        .select_related("role")
        .only("number", "title", "in_force_on", "role__code", "role__name", "role__in_force_by", "role__school")
        .order_by("role__name", "number")
    )


_WAITING = Prepared(texts_waiting_for_act, int)


def role_with_versions(*, school: School, code: str) -> tuple[Role, list[RoleVersion]] | None:
    """Return the school's role with this code and its texts by number, without their frames; one query or two.

    Each knows ``has_act_pdf``: whether a PDF names the order, ``has_questions``: whether clauses were asked about,
    ``has_signings``: whether its holders were asked to sign, ``next_review_on`` and ``has_open_review`` of the role.
    None when there is no such role.
    """
    versions = _VERSIONS.ask(school.pk, code)
    role = versions[0].role if versions else Role.objects.for_school(school).filter(code=code).first()
    if role is None:
        return None
    role.school = school
    for version in versions:
        version.role = role
    return role, versions


def _versions_of(school: int, code: str) -> QuerySet[RoleVersion]:
    purpose = Concat(Value(act_pdf_purpose_of("")), OuterRef("public_id"))
    settled = RoleReview.objects.filter(role=OuterRef("role"), settled_at__isnull=False).order_by("-settled_at")
    return (
        RoleVersion.objects.filter(role__school=school, role__code=code)
        .select_related("role")
        .defer("frame")
        .annotate(
            has_act_pdf=Exists(StoredFile.objects.filter(school=school, purpose=purpose)),
            next_review_on=Subquery(settled.values("next_on")[:1]),
            has_open_review=Exists(RoleReview.objects.open().filter(role=OuterRef("role"))),
            has_questions=Exists(ClauseQuestion.objects.filter(version=OuterRef("pk"))),
            has_signings=Exists(Signing.objects.filter(version=OuterRef("pk"))),
        )
        .order_by("number")
    )


_VERSIONS = Prepared(_versions_of, int, str)


def act_pdf_purpose_of(public_id: str) -> str:
    """Return the purpose under which the PDF with the order of the version of this id is stored."""
    return f"role_version_act:{public_id}"


def act_pdf_purpose(version: RoleVersion) -> str:
    """Return the purpose under which the PDF with a version's order is stored; there is one at most."""
    return act_pdf_purpose_of(version.public_id)


def act_pdf(version: RoleVersion) -> StoredFile | None:
    """Return the stored PDF that names the order in its header, None when there is none; one query at most."""
    if not version.force_act_note:
        return None
    files = StoredFile.objects.filter(school=version.role.school_id, purpose=act_pdf_purpose(version))
    return files.order_by("pk").first()


def newest_in_force(versions: Iterable[RoleVersion], on: date) -> RoleVersion | None:
    """Return which of these texts holds on a day."""
    held = [version for version in versions if version.in_force_on is not None and version.in_force_on <= on]
    return max(held, key=lambda version: (version.in_force_on, version.number), default=None)


@dataclass(frozen=True)
class ForceSpan:
    """When a text is in force: from when, and its last day (None: no later text is known)."""

    version: RoleVersion
    starts_on: date
    last_on: date | None


def force_spans(versions: Iterable[RoleVersion]) -> list[ForceSpan]:
    """Return when each text that took or will take force holds, the newest first; translations aside."""
    held = [one for one in versions if one.in_force_on is not None and one.translation_of_id is None]
    held.sort(key=lambda version: (version.in_force_on, version.number), reverse=True)
    found: list[ForceSpan] = []
    for version in held:
        if version.in_force_on is not None:
            last_on = found[-1].starts_on - timedelta(days=1) if found else None
            found.append(ForceSpan(version, version.in_force_on, last_on))
    return found


def span_on(spans: Iterable[ForceSpan], day: date) -> ForceSpan | None:
    """Return which text was in force on a day; None before the first one."""
    return next((span for span in spans if span.starts_on <= day), None)


def version_in_force(role: Role, *, on: date) -> RoleVersion | None:
    """Return what the text said on a day: the version in force then, translations aside."""
    return role.versions.filter(translation_of__isnull=True).in_force(on).first()


@dataclass(frozen=True)
class ClauseRow:
    """An item or outcome on a page. ``level`` is how deep it stands (0: on the margin), ``change`` what the version
    does to it: "added", "changed" or ""; ``was`` is the text before."""

    key: UUID
    number: str
    text: str
    is_outcome: bool
    level: int
    label: str = ""
    group: str = ""
    subject: str = ""
    binds: BoundPost | None = None
    rules: tuple[DeadlineRule, ...] = ()
    outcomes: tuple["ClauseRow", ...] = ()
    change: str = ""
    was: str = ""

    @property
    def rule_text(self) -> str:
        """The words in which a deadline may stand."""
        return rule_text(self.text, self.subject)

    @property
    def whole(self) -> str:
        """The text and the cell beside it, for a reader."""
        return whole_text(self.text, self.subject)


@dataclass(frozen=True)
class SectionRow:
    """A section on a page; sub-items stand flat behind their item."""

    section: Section
    items: tuple[ClauseRow, ...]

    def clauses(self) -> list[ClauseRow]:
        """Items and outcomes in the order of the text."""
        return [clause for item in self.items for clause in (item, *item.outcomes)]


@dataclass(frozen=True)
class RolePage:
    """A version of a role's text, with its neighbours. ``removed`` are clauses of the base that are gone."""

    role: Role
    version: RoleVersion | None
    versions: tuple[RoleVersion, ...]
    in_force: RoleVersion | None
    base: RoleVersion | None
    holders: tuple[Holder, ...]
    sections: tuple[SectionRow, ...]
    posts: tuple[BoundPost, ...]
    removed: tuple[ClauseRow, ...] = ()

    def clauses(self) -> list[ClauseRow]:
        """All clauses in the order of the text."""
        return [clause for section in self.sections for clause in section.clauses()]


def role_page(
    *,
    role: Role,
    on: date,
    with_drafts: bool,
    number: int | None = None,
    day: date | None = None,
    against_force: bool = False,
    versions: Sequence[RoleVersion] | None = None,
) -> RolePage | None:
    """Return a role with one version's whole text: the named one, else the one in force (on ``day``), else the newest.

    What it changes is told against the version approved before it or, with ``against_force``, the one in force.
    None when there is no such version, or it is a draft and drafts are not for this reader. One query for the
    texts, one for the versions unless they are given, at most four for the holders.
    """
    if versions is None:
        versions = versions_for(role, with_drafts=True)
    versions = [version for version in versions if with_drafts or not version.is_draft]
    in_force = newest_in_force([version for version in versions if version.translation_of_id is None], on)
    if number is not None:
        version = next((version for version in versions if version.number == number), None)
        if version is None:
            return None
    else:
        then = span_on(force_spans(versions), day) if day is not None else None
        version = then.version if then else in_force or (versions[-1] if versions else None)
    people = tuple(holders(roles=[role], school=role.school, on=on)[role.pk])
    if version is None:
        return RolePage(role, None, (), None, None, people, (), ())
    earlier = [
        other
        for other in versions
        if other.number < version.number and not other.is_draft and other.language == version.language
    ]
    base = in_force if against_force and in_force in earlier else earlier[-1] if earlier else None
    rows, told = read_page_rows(version.pk, base.pk if base else None)
    before = {
        key: ClauseRow(key, number, text, is_outcome, 0, subject=subject)
        for key, number, text, subject, is_outcome in told
    }
    sections = tuple(section_row(section, rows, before if base else None) for section in rows.sections)
    kept = {clause.key for section in sections for clause in section.clauses()}
    removed = tuple(row for key, row in before.items() if key not in kept)
    return RolePage(
        role, version, tuple(versions), in_force, base, people, sections, tuple(rows.posts.values()), removed
    )


def section_row(section: Section, rows: Rows, before: Mapping[UUID, ClauseRow] | None = None) -> SectionRow:
    """Return a section for a page; ``before`` are the clauses of the version that it is compared with."""
    items: list[ClauseRow] = []
    for item in rows.top.get(section.pk, []):
        items += _flat(item, rows, before, level=0)
    return SectionRow(section, tuple(items))


def _flat(item: Item, rows: Rows, before: Mapping[UUID, ClauseRow] | None, *, level: int) -> list[ClauseRow]:
    """An item with its outcomes, and its parts (and those of its outcomes) behind it."""
    parts, outcomes = rows.below(item)
    found: list[ClauseRow] = []
    deeper: list[Item] = list(parts)
    for outcome in rows.walk(outcomes):
        if isinstance(outcome, Outcome):
            found.append(_row(outcome, rows, before, level=level + 1))
            deeper += rows.below(outcome)[0]
    own = _row(item, rows, before, level=level, outcomes=tuple(found))
    return [own, *(row for part in deeper for row in _flat(part, rows, before, level=level + 1))]


def _row(
    row: Item | Outcome,
    rows: Rows,
    before: Mapping[UUID, ClauseRow] | None,
    *,
    level: int,
    outcomes: tuple[ClauseRow, ...] = (),
) -> ClauseRow:
    was = before.get(row.clause) if before is not None else None
    subject = row.extra.get("subject") or ""
    change = ""
    if before is not None:
        change = "added" if was is None else "changed" if (was.text, was.subject) != (row.text, subject) else ""
    return ClauseRow(
        key=row.clause,
        number=row.number or "",
        text=row.text,
        is_outcome=isinstance(row, Outcome),
        level=level,
        label=row.extra.get("label") or "",
        group=row.extra.get("group") or "",
        subject=subject,
        binds=rows.posts[row.binds_id] if row.binds_id else None,
        rules=tuple(rows.rules(row)),
        outcomes=outcomes,
        change=change,
        was=was.whole if was is not None and change == "changed" else "",
    )


@dataclass(frozen=True)
class PostLine:
    """A bound post: which clauses bind it, and who that is here."""

    post: BoundPost
    numbers: tuple[str, ...]
    count: int
    holders: tuple[Holder, ...] = ()
    sample: str = ""


def posts_map(*, version: RoleVersion, on: date) -> list[PostLine]:
    """Return the posts that clauses of a text bind, those that wait for an answer first.

    A post that was named and has no clause (any more) is nothing to ask and nothing to answer.
    """
    posts = list(version.posts.select_related("role__school").order_by("position"))
    numbers: dict[int, list[tuple[str, str]]] = {post.pk: [] for post in posts}
    for model, path in ((Item, "section"), (Outcome, "item__section")):
        rows = model.objects.filter(**{f"{path}__version": version}, binds__isnull=False)
        for post, number, text in rows.order_by(f"{path}__position", "position").values_list("binds", "number", "text"):
            numbers[post].append((number or "", text))
    school = version.role.school
    people = holders(roles=[post.role for post in posts], school=school, on=on)
    lines = [
        PostLine(
            post,
            tuple(number for number, _text in numbers[post.pk] if number),
            len(numbers[post.pk]),
            tuple(people[post.role_id]),
            numbers[post.pk][0][1] if numbers[post.pk] else "",
        )
        for post in posts
        if numbers[post.pk]
    ]
    return sorted(lines, key=lambda line: line.post.is_confirmed)
