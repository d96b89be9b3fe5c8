"""A file in, a structured role out, with every word of the file placed or shown as not placed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from roles.reading import fields, items, sections, signing, topics
from roles.reading import frame as frames
from roles.reading.binding import Binder
from roles.reading.files import extract
from roles.reading.frame import Frame
from roles.reading.grammar import find_rules
from roles.reading.headings import is_post_heading, kind_of
from roles.reading.languages import LANGUAGES, Language, country_of, language_of
from roles.reading.lines import Extracted, Found, Line, UnreadableError
from roles.reading.owners import own_post, share_out, titled_post, told_post
from roles.reading.pieces import Node, Part, Piece, Row, rows_of, with_bare_numbers

WORD: Final = re.compile(r"\w+")
WORTH_A_WARNING: Final = 0.9  # of the words placed
DUTIES: Final = frozenset({"duties", "duties_with_outcomes", "safety_procedure"})
NO_RULES: Final = frozenset({"signatures"})


def read(data: bytes, name: str, language: str | None = None) -> dict[str, Any]:
    """Return the document of ``docs/role.schema.json`` with ``text``, ``pages``, ``coverage``, ``unplaced`` and
    ``warnings``.

    ``name`` is the file's name, for what the content leaves open; ``language`` one of LANGUAGES, else it is told from
    the words. Raises UnreadableError with its code.
    """
    return read_lines(extract(data, name), language)


def read_lines(extracted: Extracted, language: str | None = None) -> dict[str, Any]:
    """The same for lines."""
    if not extracted.text.strip():
        raise UnreadableError("empty")
    spoken = LANGUAGES[language or language_of(extracted.text)]
    rows = with_bare_numbers([row for line in _standing(extracted, "body", "contents") for row in rows_of(line)])
    frame = frames.head(rows, spoken, [row for line in _standing(extracted, "margin") for row in rows_of(line)])
    rest = [row for number, row in enumerate(rows) if number not in frame.used]
    above = sum(number not in frame.used for number in range(frame.title_at))
    parts = sections.split(rest, spoken, above=above)
    notes = [row for line in _standing(extracted, "note") for row in rows_of(line)]
    parts += [Part("information", content=list(notes))] if notes else []
    unheaded = bool(parts) and not parts[0].heading.text
    first = min((start for start, _end in frame.title.spans), default=0)
    entries = parts[0].content if unheaded else []
    preamble = [entry for entry in entries if isinstance(entry, Row) and entry.line.start > first]
    for part in parts:
        items.build(part, spoken)
    _answer_for(parts, spoken)
    fields.read(frame, parts, spoken)
    own = own_post(frame, preamble, spoken)
    if own or told_post(parts, spoken) or titled_post(frame, spoken):
        topics.settle(parts, spoken)
    parts = _settle(parts, frame, own, is_above=above > 0)
    share_out(parts, spoken)
    if any(part.owner for part in parts):
        own = frame.post.text or None  # that of the sections above the first owner's
    elif own is None:
        own = told_post(parts, spoken) or titled_post(frame, spoken)
    binder = Binder(own, spoken)
    for part in parts:
        binder.bind(part)
    document = _document(frame, parts, binder, spoken, country_of(extracted.text, spoken))
    document["sections"] = [_section(part, spoken) for part in parts]
    placed = _spans(frame, parts)
    return {**document, "text": extracted.text, "pages": _pages(extracted), **_coverage(extracted, placed, document)}


def _standing(extracted: Extracted, *places: str) -> list[Line]:
    return [line for line in extracted.lines if line.place in places]


def _settle(parts: list[Part], frame: Frame, own: str | None, *, is_above: bool) -> list[Part]:
    """Say what the lines above the first heading are: the frame's, a section headed by the title, or all there is."""
    first = parts[0] if parts else None
    if first is None or first.heading.text or first.kind != "general":
        return parts
    if not any(part.kind in DUTIES for part in parts):
        first.kind = "duties"  # prose without headings, or decisions
    _take_letterhead(first, frame)
    if is_above and any(each.number for node in first.nodes for each in node.walk()):
        first.kind = "approval"  # points of an order to which the description is an annex
        return parts
    if not first.nodes:
        return parts[1:]
    texts = [node.text.text for node in first.nodes]
    if all(text == frame.institution.text or text == own for text in texts):
        frame.lines.extend(piece for part in (first,) for piece in part.pieces())
        return parts[1:]
    first.heading = frame.title
    return parts


def _answer_for(parts: Sequence[Part], language: Language) -> None:
    """ "Responsibilities" with several points is the list of duties where the document has no other.

    A first section in prose below a heading without a telling word ("In our school") is then no list of duties.
    """
    if not any(part.kind in DUTIES and _points(part) for part in parts):
        for part in parts:
            if part.kind == "responsibility" and _points(part) > 1:
                part.kind = "duties"
    first = next((part for part in parts if part.heading.text), None)
    prose = first is not None and first.kind == "duties" and first.layout == "prose"
    if first is not None and prose and any(map(_is_list, parts)):
        told = kind_of(first.heading.text, language) or is_post_heading(first.heading.text, language)
        first.kind = first.kind if told else "general"


def _is_list(part: Part) -> bool:
    return part.kind in DUTIES and _points(part) > 1


def _points(part: Part) -> int:
    return sum(bool(node.is_bullet or node.number or node.outcomes or node.subject.text) for node in part.nodes)


def _take_letterhead(first: Part, frame: Frame) -> None:
    """Lines above the first heading that are no sentences (addresses, names, dates) are no items."""
    kept = []
    for node in first.nodes:
        text = node.text.text
        digits = re.search(r"\d|[·|@]", text) or node.text.spans[:1] < frame.title.spans[:1]
        plain = digits and not (node.number or node.is_bullet or node.children or node.label.text or node.outcomes)
        if plain and len(text.split()) <= 12 and text[-1:] not in ".;:!?":
            frame.lines.extend(node.pieces())
        else:
            kept.append(node)
    first.nodes = kept


def _document(
    frame: Frame, parts: Sequence[Part], binder: Binder, language: Language, country: str | None
) -> dict[str, Any]:
    one = {name: frame.value(name) for name in ("unit", "level", "reports_to", "basis", "prepared_by", "validity")}
    review, amendment = frame.value("review"), frame.value("amendment")
    many = {name: list(dict.fromkeys(frame.fields.get(name, []))) for name in fields.LISTS}
    return {
        "language": language.code,
        "country": country,
        "title": frame.title.text,
        "institution": frame.institution_name or frame.value("institution"),
        "document_number": frame.value("number") or frame.number,
        **one,
        **many,
        "approval_header": frame.approval.text or None,
        "contract_annex": frame.annex.text or None,
        "dated": _day(frame.dated.text) or frame.value("dated"),
        "review": review,
        "amendment": amendment if amendment != review else None,
        "signature_parties": signing.signers(parts, language),
        "signature_form": None,
        "posts": binder.posts,
    }


def _day(text: str) -> str | None:
    """The date in a line of place, date and number."""
    match = frames.DATE.search(text)
    return match[0] if match else None


def _section(part: Part, language: Language) -> dict[str, Any]:
    section: dict[str, Any] = {
        "heading": part.heading.text or None,
        "subheading": part.subheading.text or None,
        "number": part.number or None,
        "kind": _kind(part),
        "layout": part.layout,
    }
    if part.columns:
        section["columns"] = [column.text for column in part.columns]
    context = (language, section["kind"], part.heading.text)
    section["items"] = [_item(node, *context) for node in part.nodes]
    return section


def _kind(part: Part) -> str:
    if part.kind == "duties" and any(node.outcomes for node in part.nodes):
        return "duties_with_outcomes"
    return part.kind or "duties"


def _item(node: Node, language: Language, kind: str, heading: str) -> dict[str, Any]:
    item: dict[str, Any] = {"text": node.text.text}
    for name, value in (
        ("number", node.number),
        ("label", node.label.text.rstrip(" :")),
        ("group", node.group.text),
        ("subject", node.subject.text),
        ("binds", node.binds),
    ):
        if value:
            item[name] = value
    if node.column is not None:
        item["column"] = node.column
    context = (language, kind, heading)
    # "The librarian may:" leads to rights, in any section.
    inner = "rights" if node.text.text.endswith(":") and language.has("rights", node.text.text) else kind
    for name, below in (("items", node.children), ("outcomes", node.outcomes)):
        if below:
            item[name] = [_item(each, language, inner, node.text.text or heading) for each in below]
    rules = _rules(node, *context)
    if rules:
        item["rules"] = rules
    together = language.find("together", node.text.text)
    if together and node.binds:
        item["co_actors"] = [next(group for group in together.groups() if group).strip()]
    return item


def _rules(node: Node, language: Language, kind: str, heading: str) -> list[dict[str, Any]]:
    if kind in NO_RULES:
        return []
    if kind not in ("amendment", "duties") and sections.is_review(node.text.text, language):
        kind = "amendment"
    rules = []
    due = node.due if node.due.text else node.subject
    told = [(due, found) for found in _when(due, language, kind, node.text.text)]
    # What happens is named in the task, and how soon to act stands in the cell for it: one rule.
    here = [found for found in _found(node.text, language, kind, heading) if not (told and _only_names(found.rule))]
    found_here = [*((node.text, found) for found in here), *told]
    for piece, found in found_here:
        start, end = piece.place(found.start, found.end)
        rule = {**found.rule, "words": piece.text[found.start : found.end], "start": start, "end": end}
        stem = node.children and node.text.text[-1:] not in ".;"
        if stem and rule["kind"] == "event" and rule.get("binding") == "duty":
            rule["binding"] = "trigger"  # its steps stand below
        rules.append(rule)
    return rules


def _only_names(rule: Mapping[str, object]) -> bool:
    return rule["kind"] == "event" and rule.get("offset") is None and "urgency" not in rule


def _found(piece: Piece, language: Language, kind: str, above: str) -> list[Found]:
    return find_rules(piece.text, language.code, kind=kind, heading=above) if piece.text else []


def _when(piece: Piece, language: Language, kind: str, above: str) -> list[Found]:
    """The rules of a cell that says when: a bare date there is one by which something is done."""
    found = _found(piece, language, kind, above)
    if found or not piece.text or not language.by:
        return found
    length = len(language.by)
    said = find_rules(language.by + piece.text[:1].lower() + piece.text[1:], language.code, kind=kind, heading=above)
    return [replace(one, start=max(one.start - length, 0), end=one.end - length) for one in said if one.end > length]


def _pages(extracted: Extracted) -> list[int]:
    """Where in the text its second page begins, its third and so on, as far as that is known."""
    starts: dict[int, int] = {}
    for line in extracted.lines:
        starts[line.page] = min(line.start, starts.get(line.page, line.start))
    return [start for page, start in sorted(starts.items()) if page > min(starts)]


# Nothing is lost


def _spans(frame: Frame, parts: Sequence[Part]) -> list[tuple[int, int]]:
    pieces: Iterator[Piece] = (piece for part in parts for piece in part.pieces())
    return sorted({span for piece in (*frame.pieces(), *pieces) for span in piece.spans})


def _coverage(extracted: Extracted, spans: list[tuple[int, int]], document: dict[str, Any]) -> dict[str, Any]:
    """How much of the source stands in the result; what does not, with its place."""
    warnings = list(extracted.warnings)
    inside = bytearray(len(extracted.text))
    for start, end in spans:
        inside[start:end] = b"\x01" * (end - start)
    words = list(WORD.finditer(extracted.text))
    missing = [word for word in words if not all(inside[word.start() : word.end()])]
    coverage = round(1 - len(missing) / len(words), 4) if words else 0.0
    if coverage < WORTH_A_WARNING:
        warnings.append("much_unplaced")
    warnings += _nothing_found(document["sections"])
    if not any(section["kind"] in ("duties", "duties_with_outcomes") for section in document["sections"]):
        warnings.append("no_duties")
    if not document["posts"]:
        warnings.append("no_post")
    return {"coverage": coverage, "unplaced": _unplaced(extracted, missing), "warnings": list(dict.fromkeys(warnings))}


def _nothing_found(sections: list[dict[str, Any]]) -> list[str]:
    """Say that a text is hardly a job description: it has no clause, or none that says anything of time."""
    clauses = [item for section in sections for item in section["items"]]
    if not clauses:
        return ["no_clauses"]
    return [] if any(_has_rules(clause) for clause in clauses) else ["no_deadlines"]


def _has_rules(clause: dict[str, Any]) -> bool:
    below = (*clause.get("items", ()), *clause.get("outcomes", ()))
    return bool(clause.get("rules")) or any(map(_has_rules, below))


def _unplaced(extracted: Extracted, missing: list[re.Match[str]]) -> list[dict[str, Any]]:
    """The missing words, those of one line together."""
    left = []
    for line in extracted.lines:
        here = [word for word in missing if line.start <= word.start() < line.end]
        if here:
            start, end = here[0].start(), here[-1].end()
            left.append({"text": extracted.text[start:end], "start": start, "end": end, "page": line.page})
    outside = [w for w in missing if not any(line.start <= w.start() < line.end for line in extracted.lines)]
    left.extend({"text": word[0], "start": word.start(), "end": word.end(), "page": 1} for word in outside)
    return left
