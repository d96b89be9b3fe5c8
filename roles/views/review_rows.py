"""What the review of a text that was read shows: its parts, clauses and proposed deadlines, ready for the page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from roles.models import Reading, SectionKind
from roles.reading_marks import Piece, clauses_around, page_of, pieces, starts
from roles.reading_review import (
    SECTION,
    START,
    PlacedClause,
    Proposal,
    bare,
    clauses,
    is_unnamed,
    joined,
    own_post,
    place_of,
    placed,
    words_of,
)
from roles.rule_kinds import NEW_RULES, kind_of
from roles.views.rule_preview import RulePreview, preview
from schools.queries import school_calendar
from schools.school_calendars import SchoolCalendar

_LONGEST_MARGIN: Final = 12  # letters of a number that the margin holds
_SHORT_FACT: Final = 60  # letters
# The fields that are answered beside the clause itself.
_ANSWERED: Final = {"period_end": ("offset", "unit"), "event": ("event", "other")}


Look = Literal["dated", "asks", "names", "quiet"]


@dataclass(frozen=True)
class RuleRow:
    """A proposed deadline. ``state``: found, accepted, changed, added or refused; ``heading`` says what it is.

    ``look``: "dated" (it has dates, or will), "asks" (the text prints no number of days), "names" (it is not said what
    has to happen), "quiet" (one line). ``is_waiting``: a person has not said anything about this duty. ``asked`` and
    ``standing``: what is sent beside the answer, and to make it a standing duty.
    """

    key: str
    state: str
    look: Look
    heading: str
    preview: RulePreview
    is_event: bool
    is_always: bool
    is_waiting: bool
    accept_url: str
    change_url: str
    refuse_url: str
    restore_url: str
    asked: tuple[tuple[str, Any], ...] = ()
    standing: tuple[tuple[str, Any], ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether it has dates in the calendar of the school."""
        return bool(self.preview.days)


@dataclass(frozen=True)
class ClauseLine:
    """A clause. ``whose``: the words of the post it binds; ``is_own``: that is the document's own post.

    ``word`` is what the margin says of it, ``tone`` its look; ``pages``: the pages that begin before it.
    """

    place: str
    number: str
    label: str
    group: str
    words: tuple[Piece, ...]
    subject: tuple[Piece, ...]
    text: str
    whose: str
    is_own: bool
    level: int
    rules: tuple[RuleRow, ...]
    word: str
    tone: str
    add_url: str
    whose_url: str
    pages: tuple[int, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether a duty of it waits for a word."""
        return any(rule.is_waiting for rule in self.rules)


@dataclass(frozen=True)
class SectionLine:
    """A part of the text: ``clauses`` in which something of time was found, with those they stand under; ``others``."""

    id: str
    title: str
    kind: str
    clauses: tuple[ClauseLine, ...]
    others: tuple[ClauseLine, ...]


@dataclass(frozen=True)
class StretchLine:
    """A stretch without a place. ``state``: "" (waits), "joined" or "left"; ``place``, ``where``: the clause it is in.

    ``choices``: (what is sent, the clause before or behind it); ``sections``: (what is sent, title, is it chosen).
    """

    number: int
    text: str
    page: int | None
    state: str
    place: str
    where: str
    choices: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str, bool], ...]
    url: str


@dataclass(frozen=True)
class _Page:
    reading: Reading
    result: Mapping[str, Any]
    calendar: SchoolCalendar
    on: date
    starts: Mapping[str, int]


def section_lines(reading: Reading, *, on: date) -> list[SectionLine]:
    """Return the parts of what was read, as corrected."""
    result = joined(reading.result, reading.corrections)
    page = _Page(reading, result, school_calendar(reading.school), on, starts(reading.result))
    lines = [_section(page, number, section) for number, section in enumerate(result["sections"])]
    return list(_with_pages(page, lines))


def _section(page: _Page, number: int, section: Mapping[str, Any]) -> SectionLine:
    found = [_clause(page, one) for one in placed(page.result, page.reading.corrections, number)]
    spoken = {line.place for line in found if line.rules or any(piece.kind for piece in line.words)}
    # "5. The administrator:" says whose the clauses below are, so it is shown with them.
    shown = {line.place for line in found if any(place == line.place or _is_below(place, line) for place in spoken)}
    return SectionLine(
        id=f"s-{number}",
        title=_section_title(section),
        kind=capfirst(str(SectionKind(section["kind"]).label)),
        clauses=tuple(line for line in found if line.place in shown),
        others=tuple(line for line in found if line.place not in shown),
    )


def _section_title(section: Mapping[str, Any]) -> str:
    return " ".join(part for part in (section.get("number"), section.get("heading")) if part) or _("Text")


def _is_below(place: str, line: ClauseLine) -> bool:
    return place.startswith(f"{line.place}-")


def _with_pages(page: _Page, lines: list[SectionLine]) -> Iterator[SectionLine]:
    """Say before which of the clauses that are shown a page begins."""
    last = 1
    for section in lines:
        shown: list[ClauseLine] = []
        for line in section.clauses:
            here = page_of(page.result, page.starts[line.place]) if line.place in page.starts else last
            shown.append(replace(line, pages=tuple(range(last + 1, here + 1))))
            last = max(last, here)
        yield replace(section, clauses=tuple(shown))


def _clause(page: _Page, one: PlacedClause) -> ClauseLine:
    clause, start = one.clause, page.starts.get(one.place)
    own, _words = own_post(page.reading.result)
    binds, number = clause.get("binds") or "", clause.get("number") or ""
    is_long = len(number) > _LONGEST_MARGIN
    rules = tuple(_rule(page, proposal, words_of(clause)) for proposal in one.proposals)
    word, tone = _margin(rules)
    return ClauseLine(
        place=one.place,
        number="" if is_long else number,
        label=" ".join(part for part in (number if is_long else "", clause.get("label")) if part),
        group=clause.get("group") or "",
        words=tuple(pieces(clause["text"], one.proposals, start=start, joined=one.joined)),
        subject=tuple(_subject(clause, one.proposals)),
        text=clause["text"],
        whose=_small(page.result["posts"].get(binds, "")),
        is_own=bool(binds) and binds == own,
        level=min(one.level, 3),
        rules=rules,
        word=word,
        tone=tone,
        add_url=_url(page.reading, "reading-rule-new", one.place),
        whose_url=_url(page.reading, "reading-whose", one.place),
    )


def _subject(clause: Mapping[str, Any], proposals: Iterable[Proposal]) -> list[Piece]:
    """The cell beside, with the words of the rules that do not stand in the text itself."""
    beside = [one for one in proposals if str(one.rule["words"]) not in clause["text"]]
    return pieces(clause.get("subject") or "", beside, start=None)


def _small(words: str) -> str:
    """A heading in capitals names a post as people write it."""
    return words.lower() if words.isupper() else words


def _margin(rules: tuple[RuleRow, ...]) -> tuple[str, str]:
    """The word in the margin of a clause, and its tone."""
    states = {rule.state for rule in rules}
    if any(rule.look in ("asks", "names") and rule.is_waiting for rule in rules):
        return _("asks"), "asks"
    if any(rule.is_waiting for rule in rules):
        return _("proposed"), "asks"
    if states & {"accepted", "changed", "added"}:
        return _("accepted"), "settled"
    return (_("refused"), "") if states == {"refused"} else ("", "")


def _rule(page: _Page, one: Proposal, text: str) -> RuleRow:
    reading, args = page.reading, (one.place, one.number)
    is_duty = one.rule["binding"] == "duty" and one.kind != "continuous"
    is_waiting = is_duty and one.state == "found" and reading.version_id is None
    is_found, look = one.found is not None, _look(one, is_duty=is_duty)
    asks = look in ("asks", "names") and is_waiting
    return RuleRow(
        key=one.key,
        state=one.state,
        look=look,
        heading=_heading(one),
        preview=preview(_whole(one.rule), reading.school, page.calendar, on=page.on),
        is_always=one.kind == "continuous",
        is_event=is_duty and one.kind == "event",
        is_waiting=is_waiting,
        accept_url=_url(reading, "reading-rule-accept", *args) if is_waiting and not asks else "",
        change_url=_url(reading, "reading-rule", *args),
        refuse_url=_url(reading, "reading-rule-refuse", *args),
        restore_url=_url(reading, "reading-rule-restore", *args) if is_found and one.state != "found" else "",
        asked=_sent(kind_of(one.rule), one, text, but=_ANSWERED[one.kind]) if asks else (),
        standing=_sent("always", one, text, but=()) if asks and look == "names" else (),
    )


def _sent(kind: str, one: Proposal, text: str, *, but: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
    """What the form of a kind would send for a proposal, without the fields that are answered beside the clause."""
    form = NEW_RULES[kind][2](text=text, rule=bare(one.rule))
    return tuple((name, value) for name, value in form.sent() if name not in but)


def _whole(rule: Mapping[str, Any]) -> dict[str, Any]:
    """The rule without the part of the clause that it is about: the clause stands beside it, its words are marked."""
    return {key: value for key, value in rule.items() if key != "part"}


def _look(one: Proposal, *, is_duty: bool) -> Look:
    if not is_duty or one.state == "refused":
        return "quiet"
    if one.kind == "event":
        return "names" if one.state == "found" and is_unnamed(one.rule) else "quiet"
    return "asks" if one.kind == "period_end" and one.rule.get("offset") is None else "dated"


def _heading(one: Proposal) -> str:
    headings = {
        "duty": _("Proposed duty"),
        "right": _("A right"),
        "document": _("About the document itself"),
        "standing": _("Standing duty"),
        "cap": _("Upper limit"),
        "trigger": _("Starts a procedure"),
    }
    states = {
        "accepted": _("accepted by you"),
        "changed": _("changed by you"),
        "added": _("added by you"),
        "refused": _("not a duty"),
    }
    words = headings[one.rule["binding"]]
    if one.kind == "continuous":
        words = _("Always, no date")
    elif one.kind == "event" and one.rule["binding"] == "duty":
        words = _("Starts when it happens")
    return f"{words}, {states[one.state]}" if one.state in states else words


def _url(reading: Reading, name: str, *parts: object) -> str:
    return reverse(f"roles:{name}", args=[reading.school.slug, reading.public_id, *parts])


def rule_rows(sections: list[SectionLine]) -> Iterator[RuleRow]:
    """Every proposed deadline, in the order of the text."""
    return (rule for section in sections for clause in section.clauses for rule in clause.rules)


def next_waiting(sections: list[SectionLine], at: str) -> str:
    """Return the key of the next deadline waiting after ``at`` (a deadline's key or a clause's place), or the first."""
    rows = [(clause.place, rule) for section in sections for clause in section.clauses for rule in clause.rules]
    waiting = [number for number, (_place, rule) in enumerate(rows) if rule.is_waiting]
    if not waiting:
        return ""
    here = next((number for number, (place, rule) in enumerate(rows) if at in (place, rule.key)), -1)
    if here >= 0 and rows[here][1].key != at:
        here -= 1  # a clause: its own deadlines come first
    return rows[next((number for number in waiting if number > here), waiting[0])][1].key


def waiting_only(sections: list[SectionLine]) -> list[SectionLine]:
    """Return the parts with those clauses alone that wait for a word."""
    shown = (
        replace(section, clauses=tuple(clause for clause in section.clauses if clause.is_waiting), others=())
        for section in sections
    )
    return [section for section in shown if section.clauses]


def stretch_lines(reading: Reading) -> list[StretchLine]:
    """Return the stretches without a place, with what was said of them."""
    result, said = reading.result, reading.corrections.get("unplaced", {})
    known, found = clauses(joined(result, reading.corrections)), starts(result)
    lines = []
    for number, part in enumerate(result["unplaced"]):
        answer = said.get(str(number))
        place = place_of(number, answer) if answer else ""
        before, behind = clauses_around(result, found, number)
        choices = [(place, where) for place, where in ((before, before), (behind, f"{START}{behind}")) if place]
        lines.append(
            StretchLine(
                number=number,
                text=part["text"],
                page=part.get("page"),
                state="" if answer is None else "joined" if answer else "left",
                place=place,
                where=_clause_name(known[place]) if place and not (answer or "").startswith(SECTION) else "",
                choices=tuple((where, _clause_name(known[place])) for place, where in choices),
                sections=_section_choices(result, before or behind),
                url=_url(reading, "reading-unplaced", number),
            )
        )
    return lines


def _section_choices(result: Mapping[str, Any], near: str) -> tuple[tuple[str, str, bool], ...]:
    here = near.partition("-")[0]
    return tuple(
        (f"{SECTION}{number}", _section_title(section), str(number) == here)
        for number, section in enumerate(result["sections"])
    )


def _clause_name(clause: Mapping[str, Any]) -> str:
    number = str(clause.get("number") or "").rstrip(".")
    return number or f"“{Truncator(clause['text']).words(5, truncate='…')}”"


def facts(result: Mapping[str, Any], frame: Mapping[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what stands around the parts, as (label, words), where it was found: the short of it, and the rest.

    ``frame``: title, post and school as the person wants them.
    """
    labels = {
        "title": _("Title of the text"),
        "post": _("Post"),
        "institution": _("School or institution"),
        "unit": _("Unit"),
        "document_number": _("Number"),
        "level": _("Level"),
        "reports_to": _("Reports to"),
        "substitutes": _("Stands in for"),
        "substituted_by": _("Is stood in for by"),
        "approval_header": _("Approved by"),
        "contract_annex": _("Annex to the contract"),
        "basis": _("Rests on"),
        "prepared_by": _("Prepared by"),
        "dated": _("Dated"),
        "validity": _("Valid"),
        "review": _("Reviewed"),
        "amendment": _("Changed"),
        "signature_parties": _("Signed by"),
    }
    whole = {**result, **frame}
    found = ((label, whole.get(key)) for key, label in labels.items())
    said = [(label, ", ".join(words) if isinstance(words, list) else str(words)) for label, words in found if words]
    always = (labels["title"], labels["post"])
    short = [one for one in said if one[0] in always or len(one[1]) <= _SHORT_FACT]
    return short, [one for one in said if one not in short]
