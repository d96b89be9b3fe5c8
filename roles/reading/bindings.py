"""What a found rule binds: a duty that can be late, a right, the document itself, a standing duty, a cap, a trigger."""

from collections.abc import Sequence

from roles.reading.finds import Find, clauses, piece_at, sentences
from roles.reading.lexicons import Compiled
from roles.reading.lines import Found
from roles.reading.phrases import Span
from roles.reading.tagging import Unit
from roles.reading.unit_patterns import Rule

_STANDING_SECTIONS = frozenset(("general", "purpose", "responsibility"))


def bound(
    finds: Sequence[Find],
    *,
    text: str,
    folded: str,
    units: Sequence[Unit],
    kind: str,
    heading: str = "",
    lexicon: Compiled,
) -> list[Found]:
    """The finds as rules with binding, words and, where several share an item, the part that each one says."""
    whole = sentences(units, len(folded))
    parts = clauses(units, len(folded))
    found = []
    for find in finds:
        start, end = _trimmed(text, find.span)
        home = piece_at(whole, start)
        sentence = folded[home.start : home.end]
        rule: Rule = {**find.rule, "words": text[start:end]}
        rule["binding"] = _binding(find.rule, sentence, kind, heading, lexicon)
        if rule["binding"] == "document":
            rule["applies_to"] = "document"
        if rule["binding"] == "duty" and find.rule["kind"] == "event" and folded.rstrip().endswith(":"):
            rule["binding"], rule["when"] = "trigger", "at"
        rule.update(_circumstances(text, folded, Span(start, end), whole, parts, lexicon, is_one=len(finds) == 1))
        found.append(Found(rule=dict(rule), start=start, end=end))
    return found


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """The span without white space and commas at its ends."""
    start, end = span.start, span.end
    while start < end - 1 and not text[start].isalnum():
        start += 1
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return start, end


def _binding(rule: Rule, sentence: str, kind: str, heading: str, lexicon: Compiled) -> str:
    is_obliged = lexicon.obliged.stand_in(sentence) or lexicon.obliged.stand_in(heading)
    if (kind == "rights" and not is_obliged) or lexicon.rights.stand_in(sentence):
        return "right"
    if kind == "amendment" or lexicon.review.stand_in(sentence):
        return "document"
    if rule["kind"] == "continuous":
        return "standing"
    if rule["kind"] == "times_per_period" and rule["min"] == 0:
        return "cap"
    return "standing" if kind in _STANDING_SECTIONS and not says_when(rule) else "duty"


def says_when(rule: Rule) -> bool:
    """Whether it is more than "when needed" or "after employment": those in a general section bind nobody to a day."""
    return rule["kind"] != "event" or rule.get("offset") is not None or "urgency" in rule


def _circumstances(
    text: str,
    folded: str,
    span: Span,
    whole: Sequence[Span],
    parts: Sequence[Span],
    lexicon: Compiled,
    *,
    is_one: bool,
) -> Rule:
    """Under which condition a rule holds, and for which clause when the item says more than one."""
    home = piece_at(whole, span.start)
    said: Rule = {}
    for condition in lexicon.condition.spans(folded[home.start : home.end]):
        place = piece_at(parts, home.start + condition.start)
        if not place.touches(span):
            said["condition"] = text[home.start + condition.start : place.end].strip(" ,;.:()")
    if not is_one and len(parts) > 1:
        clause = piece_at(parts, max(span.start, span.end - 1))
        rest = f"{text[clause.start : span.start]} {text[span.end : clause.end]}".strip(" ,;.:()")
        if len(rest.split()) > 1:
            said["part"] = " ".join(rest.split())
    return said
