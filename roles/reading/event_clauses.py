"""Events in a text, and joining them with what says how fast or how long before or after them to act."""

from collections.abc import Sequence
from dataclasses import replace

from roles.reading.finds import Find, piece_at, strongest
from roles.reading.lexicons import Compiled
from roles.reading.phrases import Span
from roles.reading.time_words import LATENT, ON_DAY

_PRIORITY = 2
_VAGUE = 1
# How far an event may stand from its "at once" or "within three days", in characters, to be told in the same words.
_NEAR = 60
_NEXT = 10
# Letters of "and" and "or" in any of the languages.
_CONJUNCTION = 4


def event_finds(folded: str, lexicon: Compiled) -> list[Find]:
    """An event rule for each event that the text names."""
    return [
        Find({"kind": "event", "event": key, "when": when}, span, "event", _priority(key, when))
        for key, when, phrases in lexicon.events
        for span in phrases.spans(folded)
    ]


def _priority(key: str, when: str) -> int:
    return 0 if when == LATENT else _VAGUE if key == "other" else _PRIORITY


def joined_twins(finds: Sequence[Find], folded: str) -> list[Find]:
    """Two namings of one event with only a short word between them ("faults or errors …") as one find."""
    joined: list[Find] = []
    for find in finds:
        last = joined[-1] if joined else None
        if last and last.builder == find.builder == "event" and last.rule == find.rule:
            between = folded[last.span.end : find.span.start].strip()
            if between.isalpha() and len(between) <= _CONJUNCTION:
                joined[-1] = replace(last, span=Span(last.span.start, find.span.end))
                continue
        joined.append(find)
    return joined


def _is_open(find: Find) -> bool:
    """Whether it still waits for its event."""
    return find.rule.get("event") == "other" and find.builder != "event"


def join_events(finds: Sequence[Find], folded: str, sentences: Sequence[Span], lexicon: Compiled) -> list[Find]:
    """Give each "at once", "within" and "before" the event of its sentence; both become one rule."""
    events = [find for find in finds if find.builder == "event"]
    used: list[Find] = []
    joined: list[Find] = []
    waiting = [find for find in finds if _is_open(find)]
    happening = [event.span for event in events if event.rule["when"] != LATENT]
    for find in sorted(waiting, key=lambda f: min((f.span.gap(span) for span in happening), default=0)):
        near = _nearest(find, events, sentences)
        if near:
            joined.append(_merged(find, near))
            used.append(near)
            if near.rule["when"] != ON_DAY:
                events.remove(near)
        elif find.builder == "before":
            joined.append(_planned(find, folded, sentences, lexicon))
        else:
            joined.append(_shared(find, used, sentences))
    events = [_told(event) for event in events if event.rule["when"] != LATENT]
    closed = [find for find in finds if find.builder != "event" and not _is_open(find)]
    return sorted([*closed, *joined, *events], key=lambda f: f.span.start)


def _told(event: Find) -> Find:
    return replace(event, rule={**event.rule, "when": "at"}) if event.rule["when"] == ON_DAY else event


def _nearest(find: Find, events: Sequence[Find], sentences: Sequence[Span]) -> Find | None:
    home = piece_at(sentences, find.span.start)
    here = [e for e in events if home.touches(e.span) and find.span.gap(e.span) <= _NEAR * 2 and _fits(find, e)]
    return min(here, key=lambda e: (_is_apart(find, e), find.span.gap(e.span)), default=None)


def _is_apart(find: Find, event: Find) -> bool:
    """An event that is only named gives way to one that happens, unless it stands right behind ("of enrolment")."""
    return event.rule["when"] == LATENT and not 0 <= event.span.start - find.span.end <= 1


def _fits(find: Find, event: Find) -> bool:
    """Nothing is done "at once" before an event, nor "a week before" one that comes unforeseen."""
    return (find.builder == "before") == (event.rule["when"] == "before")


def _shared(find: Find, used: Sequence[Find], sentences: Sequence[Span]) -> Find:
    """A second "within" of a sentence means the event that the first one took, if that was told before it."""
    near = _nearest(find, [event for event in used if event.span.end <= find.span.start], sentences)
    return replace(find, rule={**find.rule, "event": near.rule["event"]}) if near else find


def _merged(find: Find, event: Find) -> Find:
    span = find.span
    is_next = 0 <= event.span.start - span.end <= 1
    if is_next or (span.gap(event.span) <= _NEAR and event.rule["when"] not in (ON_DAY, LATENT)):
        span = Span(min(span.start, event.span.start), max(span.end, event.span.end))
    when = "before" if find.builder == "before" else "after"
    return replace(find, rule={**find.rule, "event": event.rule["event"], "when": when}, span=span)


def _planned(find: Find, folded: str, sentences: Sequence[Span], lexicon: Compiled) -> Find:
    """The noun of something known beforehand that follows "a week before", or stands elsewhere in the sentence."""
    home = piece_at(sentences, find.span.start)
    nouns = [(key, s) for key, phrases in lexicon.planned for s in phrases.spans(folded) if home.touches(s)]
    if not nouns:
        return find
    key, noun = min(nouns, key=lambda pair: (pair[1].start < find.span.end, find.span.gap(pair[1])))
    is_next = find.span.end <= noun.start <= find.span.end + _NEXT
    span = Span(find.span.start, noun.end) if is_next else find.span
    return replace(find, rule={**find.rule, "event": key}, span=span)


def of_heading(finds: Sequence[Find], heading: str, lexicon: Compiled) -> list[Find]:
    """An "at once" without an event of its own takes that of the heading or stem above it."""
    above = strongest(event_finds(heading, lexicon))
    if not above:
        return list(finds)
    event = above[0].rule["event"]
    return [replace(f, rule={**f.rule, "event": event}) if _is_open(f) and f.builder != "before" else f for f in finds]
