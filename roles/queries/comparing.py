"""Two versions of a role's text beside each other, clause by clause, by the identity that a clause keeps."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from roles.models import Item, Outcome, RoleVersion, Section, SectionKind
from roles.queries.texts import Rows, read_rows
from roles.word_marks import Piece, mark_words

K = TypeVar("K", bound=Hashable)

_DUTIES = frozenset({SectionKind.DUTIES.value, SectionKind.DUTIES_WITH_OUTCOMES.value})
_NEVER_SAID = frozenset({"country", "signature_form", "signature_parties"})  # how it is printed, not what it says


@dataclass(frozen=True)
class Clause:
    """A clause of one version. ``text`` is all that is printed of it; ``kind`` is "duty", "result" or "clause".

    ``who`` are the posts that it names, ``above`` is the clause that it belongs to, ``rules`` are its deadlines by key.
    """

    key: UUID
    kind: str
    number: str
    text: str
    group: str
    who: str
    place: tuple[str, int]
    above: UUID | None
    level: int
    rules: Mapping[UUID, Mapping[str, Any]]


@dataclass(frozen=True)
class ClauseChange:
    """A clause in both versions; ``old`` is None for one that was added, ``new`` for one that was removed.

    ``pieces`` are its words, ``rules`` the deadlines that differ (old, new; None where there is none).
    """

    old: Clause | None
    new: Clause | None
    pieces: tuple[Piece, ...]
    rules: tuple[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None], ...]
    is_moved: bool

    @property
    def clause(self) -> Clause:
        """The clause as it stands, or stood."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a clause of no version")
        return found

    @property
    def kind(self) -> str:
        """What happened to what it says: "added", "removed", "changed" or "" when it says the same."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        said = [(one.text, one.group, one.who) for one in (self.old, self.new)]
        return "changed" if said[0] != said[1] or self.rules else ""

    @property
    def is_renumbered(self) -> bool:
        """Whether only the printed number differs between the versions, or also."""
        return self.old is not None and self.new is not None and self.old.number != self.new.number

    @property
    def differs(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.kind) or self.is_moved or self.is_renumbered


@dataclass(frozen=True)
class SectionChange:
    """A part of the text in both versions; ``old`` or ``new`` is None for one that came or went."""

    old: Section | None
    new: Section | None
    clauses: tuple[ClauseChange, ...]
    is_moved: bool = False

    @property
    def heading_differs(self) -> bool:
        """Whether the part is called otherwise."""
        if self.old is None or self.new is None:
            return True
        said = [(one.number or "", one.heading or "", one.subheading or "") for one in (self.old, self.new)]
        return said[0] != said[1]

    @property
    def differs(self) -> bool:
        """Whether there is anything to show."""
        return self.heading_differs or self.is_moved or any(clause.differs for clause in self.clauses)


@dataclass(frozen=True)
class Comparison:
    """Two versions beside each other. ``frame`` are the fields around the text that differ: (key, old, new)."""

    old: RoleVersion
    new: RoleVersion
    sections: tuple[SectionChange, ...]
    frame: tuple[tuple[str, str, str], ...]

    def clauses(self) -> list[ClauseChange]:
        """All clauses of both, in the order of the new text; what has gone stands where it was."""
        return [clause for section in self.sections for clause in section.clauses]

    def counts(self) -> dict[tuple[str, str], int]:
        """How many clauses of a kind were "added", "removed", "changed"; "moved" and "renumbered" without a kind."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        for change in self.clauses():
            if change.kind:
                found[change.kind, change.clause.kind] += 1
            if change.is_moved:
                found["moved", ""] += 1
            # Where something was put in between, all that follow have another number: not news of their own.
            if change.is_renumbered and not change.is_moved and not change.kind:
                found["renumbered", ""] += 1
        return dict(found)

    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.frame and not any(section.differs for section in self.sections)


def compare_versions(*, old: RoleVersion, new: RoleVersion) -> Comparison:
    """Return what differs between any two texts of a role, from ``old`` to ``new``; ten queries."""
    texts = _text_of(old), _text_of(new)
    before, after = ({clause.key: clause for part in text.clauses for clause in part} for text in texts)
    moved = _moved(before, after)
    places = [_Places.of(text.sections) for text in texts]
    in_order = _longest_rising([places[0].at[place] for place in places[1].order if place in places[0].at])
    sections = []
    for place in _merged(places[0].order, places[1].order, gone=set(places[0].order) - set(places[1].order)):
        was, now = places[0].at.get(place), places[1].at.get(place)
        old_clauses = texts[0].clauses[was] if was is not None else []
        new_clauses = texts[1].clauses[now] if now is not None else []
        keys = _merged(
            [clause.key for clause in old_clauses],
            [clause.key for clause in new_clauses],
            gone={clause.key for clause in old_clauses} - set(after),
        )
        sections.append(
            SectionChange(
                texts[0].sections[was] if was is not None else None,
                texts[1].sections[now] if now is not None else None,
                tuple(_change(before.get(key), after.get(key), is_moved=key in moved) for key in keys),
                is_moved=was is not None and now is not None and was not in in_order,
            )
        )
    return Comparison(old, new, tuple(sections), tuple(_frame(old, new)))


@dataclass(frozen=True)
class _Text:
    sections: list[Section]
    clauses: list[list[Clause]]


@dataclass(frozen=True)
class _Places:
    """Parts have no identity of their own: one is the same when it is the n-th of its kind."""

    order: list[tuple[str, int]]
    at: dict[tuple[str, int], int]

    @classmethod
    def of(cls, sections: Sequence[Section]) -> "_Places":
        order = list(_places(sections))
        return cls(order, {place: number for number, place in enumerate(order)})


def _places(sections: Sequence[Section]) -> Iterator[tuple[str, int]]:
    seen: dict[str, int] = defaultdict(int)
    for section in sections:
        yield section.kind, seen[section.kind]
        seen[section.kind] += 1


def _text_of(version: RoleVersion) -> _Text:
    rows = read_rows(version)
    words = {post.key: post.words for post in rows.posts.values()}
    clauses = [
        [
            clause
            for item in rows.top.get(section.pk, [])
            for clause in _clauses(item, rows, words, section, place, above=None, level=0)
        ]
        for section, place in zip(rows.sections, _places(rows.sections), strict=True)
    ]
    return _Text(rows.sections, clauses)


def _clauses(
    row: Item | Outcome,
    rows: Rows,
    words: Mapping[str, str],
    section: Section,
    place: tuple[str, int],
    *,
    above: UUID | None,
    level: int,
) -> Iterator[Clause]:
    """A row and all below it: its results, then its parts."""
    subject = row.extra.get("subject") or ""
    who = [rows.posts[row.binds_id].words] if row.binds_id else []
    who += [words[key] for key in row.extra.get("co_actors") or () if key in words]
    said = " ".join(part for part in (row.extra.get("label") or "", row.text) if part)
    is_duty = section.kind in _DUTIES
    yield Clause(
        key=row.clause,
        kind="result" if isinstance(row, Outcome) else "duty" if is_duty else "clause",
        number=row.number or "",
        text=f"{said} – {subject}" if subject else said,
        group=row.extra.get("group") or "",
        who=", ".join(who),
        place=place,
        above=above,
        level=level,
        rules={rule.rule_key: rule.rule for rule in rows.rules(row)},
    )
    items, outcomes = rows.below(row)
    belonging: list[Item | Outcome] = [*outcomes, *items]
    for one in belonging:
        yield from _clauses(one, rows, words, section, place, above=row.clause, level=level + 1)


def _moved(before: Mapping[UUID, Clause], after: Mapping[UUID, Clause]) -> set[UUID]:
    """Which clauses stand elsewhere: in another part, below another clause, or in another order beside the same ones.

    Of clauses that changed their order among each other, as few as possible are said to have moved.
    """
    moved = {
        key
        for key, clause in after.items()
        if key in before and (clause.place, clause.above) != (before[key].place, before[key].above)
    }
    ordinal = {key: number for number, key in enumerate(before)}
    beside: dict[tuple[tuple[str, int], UUID | None], list[UUID]] = defaultdict(list)
    for key, clause in after.items():
        if key in before and key not in moved:
            beside[clause.place, clause.above].append(key)
    for keys in beside.values():
        in_order = _longest_rising([ordinal[key] for key in keys])
        moved |= {key for key in keys if ordinal[key] not in in_order}
    return moved


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The longest subsequence whose numbers rise, by patience sorting."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    found: set[int] = set()
    last: int | None = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _merged(old: Sequence[K], new: Sequence[K], *, gone: set[K]) -> list[K]:
    """The new order, and what has gone behind what it stood behind."""
    here = set(new)
    last: K | None = None
    behind: dict[K | None, list[K]] = defaultdict(list)
    for key in old:
        if key in gone:
            behind[last].append(key)
        elif key in here:
            last = key
    found = list(behind[None])
    for key in new:
        found += [key, *behind[key]]
    return found


def _change(old: Clause | None, new: Clause | None, *, is_moved: bool) -> ClauseChange:
    before, after = (clause.text if clause else "" for clause in (old, new))
    was, now = (clause.rules if clause else {} for clause in (old, new))
    keys = [*now, *(key for key in was if key not in now)]
    rules = tuple((was.get(key), now.get(key)) for key in keys if was.get(key) != now.get(key))
    return ClauseChange(old, new, mark_words(before, after), rules, is_moved)


def _frame(old: RoleVersion, new: RoleVersion) -> Iterator[tuple[str, str, str]]:
    """Fields around the text that differ, the title first."""
    if old.title != new.title:
        yield "title", old.title, new.title
    for key in [*new.frame, *(key for key in old.frame if key not in new.frame)]:
        was, now = (_value(version.frame.get(key)) for version in (old, new))
        if was != now and key not in _NEVER_SAID:
            yield key, was, now


def _value(value: Any) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value or "")
