"""A file is read, what was found is corrected by a person, and then it becomes a draft or is thrown away.

The file is opened by the limited process alone (documents.limits); nothing is a role before :func:`take_reading`.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from roles.file_reading import SECONDS, FileReadingError, read_file
from roles.filling import code_of
from roles.models import Reading, ReadingState, Role, RoleVersion
from roles.reading_review import (
    FRAME,
    bare,
    beside,
    clauses,
    corrected,
    document_part,
    fit,
    is_target,
    is_unnamed,
    joined,
    next_number,
    own_post,
    post_named,
    proposals,
    rule_key,
    with_post,
    without_unsound_rules,
    words_of,
)
from roles.services.beginning import free_code, role_named
from roles.services.errors import RoleError
from roles.services.loading import load_document
from roles.structure import DocumentError, check_rule, parse
from schools import audit, jobs
from schools.actors import Actor, System
from schools.models import Job, School, User
from schools.sealing import SealError, seal, unseal

READING_JOB: Final = "role-reading"
LEASE: Final = timedelta(seconds=2 * SECONDS)  # the child has half of it; then its worker was killed
STEPS: Final = 3  # the file is opened, it was read, the answer was checked
KEPT_DAYS: Final = 30
_READER: Final = System("reader")
_NOTHING: Final[dict[str, Any]] = {"text": "", "coverage": 1, "unplaced": [], "warnings": [], "pages": []}


@transaction.atomic
def start_reading(
    *, school: School, content: bytes, name: str, language: str | None, by: Actor, now: datetime
) -> Reading:
    """Keep a file or pasted text, sealed, and write the job that reads it. ``language`` None: it is found out."""
    reading = Reading(
        school=school,
        name=name[:200],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        language=language or "",
        created_at=now,
        touched_at=now,
        created_by=by if isinstance(by, User) else None,
    )
    reading.original = seal(content, context=_context(reading))
    reading.save()
    payload = {"reading": reading.public_id}
    jobs.start(key=reading.job_key, kind=READING_JOB, school=school, by=by, payload=payload, now=now)
    data = {"size": reading.size, "sha256": reading.sha256}
    audit.record(verb="reading.started", scope=school, subject=reading, data=data, by=by, now=now)
    return reading


def run_reading_job(job: Job, now: Callable[[], datetime]) -> dict[str, Any]:
    """Read the file of a job: what a worker does under READING_JOB. One that was thrown away meanwhile is left out."""
    at_work = Reading.objects.filter(
        public_id=job.payload["reading"], state__in=[ReadingState.WAITING, ReadingState.READING]
    )
    reading = at_work.select_related("school").first()
    if reading is None:
        return {"state": "gone"}
    at_work.update(state=ReadingState.READING)
    jobs.report_progress(job, done=1, total=STEPS, now=now())
    try:
        answer = _ask(reading)
        jobs.report_progress(job, done=2, total=STEPS, now=now())
        result = _checked(answer)
    except FileReadingError as error:
        _fail(reading, code=error.code, now=now())
        return {"state": "failed", "code": error.code}
    _keep_result(reading, result=result, now=now())
    return {"state": "read"}


def _ask(reading: Reading) -> dict[str, Any]:
    try:
        content = unseal(bytes(reading.original or b""), context=_context(reading))
    except SealError:
        raise FileReadingError("failed") from None
    return read_file(content, reading.name, reading.language or None)


def _checked(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer when it is a document that can be kept; the process that made it has met a stranger's file."""
    result = {**_NOTHING, **answer}
    try:
        result["unplaced"] = list(result["unplaced"])
        fit(result)
        count = without_unsound_rules(result)
        parse(document_part(result))
        # PostgreSQL keeps no NUL; a space in its place leaves the offsets as they are.
        result["text"] = str(result["text"]).replace("\x00", " ")
        result["unplaced"] = [{**part, "text": part["text"].replace("\x00", " ")} for part in result["unplaced"]]
        result["post_order"] = list(result["posts"])
        result["pages"] = [int(start) for start in result["pages"]]
        result["coverage"] = float(result["coverage"])
        result["warnings"] = [str(code) for code in result["warnings"]] + (["rules_left_out"] if count else [])
    except (DocumentError, KeyError, TypeError, ValueError, AttributeError):
        raise FileReadingError("failed") from None
    return result


@transaction.atomic
def _keep_result(reading: Reading, *, result: dict[str, Any], now: datetime) -> None:
    locked = Reading.objects.select_for_update().filter(pk=reading.pk, state=ReadingState.READING)
    if not locked.update(state=ReadingState.READ, result=result, touched_at=now):
        return
    count = sum(len(clause.get("rules") or []) for clause in clauses(result).values())
    data = {"language": result["language"], "rules": count, "coverage": round(result["coverage"], 3)}
    audit.record(verb="reading.read", scope=reading.school, subject=reading, data=data, by=_READER, now=now)


@transaction.atomic
def _fail(reading: Reading, *, code: str, now: datetime) -> None:
    """Say why a file cannot be read, and keep nothing of it."""
    locked = Reading.objects.select_for_update().filter(pk=reading.pk, state=ReadingState.READING)
    if locked.update(state=ReadingState.FAILED, code=code, original=None, touched_at=now):
        data = {"code": code}
        audit.record(verb="reading.failed", scope=reading.school, subject=reading, data=data, by=_READER, now=now)


# ── what a person says ───────────────────────────────────────────────────────


@transaction.atomic
def keep_reading(*, reading: Reading, frame: Mapping[str, str], by: Actor, now: datetime) -> Reading:
    """Keep title, institution, post and role (keys of ``frame``) for the draft. Raises RoleError as all below."""
    reading = _locked(reading)
    said = {key: value for key, value in frame.items() if key in FRAME}
    before = reading.corrections.get("frame", {})
    if said != before:
        reading.corrections["frame"] = said
        _save(reading, verb="reading.kept", data={"keys": sorted(said)}, by=by, now=now)
    return reading


@transaction.atomic
def correct_rule(
    *, reading: Reading, place: str, number: int, rule: Mapping[str, Any], by: Actor, now: datetime
) -> Reading:
    """Put another rule in the place of one that was found or added (also of one that was refused)."""
    reading = _locked(reading)
    _known_rule(reading, place, number)
    _sound(reading, place, rule)
    _say(reading, place, number, bare(rule))
    return _save(reading, verb="reading.rule_corrected", data={"rule": rule_key(place, number)}, by=by, now=now)


@transaction.atomic
def accept_rule(*, reading: Reading, place: str, number: int, by: Actor, now: datetime) -> Reading:
    """Say that a rule that was found is right, also one that was changed or refused before.

    One whose event has no name is changed instead: RoleError unnamed_event.
    """
    reading = _locked(reading)
    rule = _found_rule(reading, place, number)
    if is_unnamed(rule):
        raise RoleError("unnamed_event", "Nobody has said yet what has to happen.")
    _say(reading, place, number, bare(rule))
    return _save(reading, verb="reading.rule_accepted", data={"rule": rule_key(place, number)}, by=by, now=now)


@transaction.atomic
def refuse_rule(*, reading: Reading, place: str, number: int, by: Actor, now: datetime) -> Reading:
    """Say that a rule is none: "not a duty"."""
    reading = _locked(reading)
    _known_rule(reading, place, number)
    _say(reading, place, number, None)
    return _save(reading, verb="reading.rule_refused", data={"rule": rule_key(place, number)}, by=by, now=now)


@transaction.atomic
def restore_rule(*, reading: Reading, place: str, number: int, by: Actor, now: datetime) -> Reading:
    """Take back what was said of a rule that was found: it is proposed again as it was read."""
    reading = _locked(reading)
    _found_rule(reading, place, number)
    reading.corrections.get("rules", {}).pop(rule_key(place, number), None)
    return _save(reading, verb="reading.rule_restored", data={"rule": rule_key(place, number)}, by=by, now=now)


@transaction.atomic
def add_rule(*, reading: Reading, place: str, rule: Mapping[str, Any], by: Actor, now: datetime) -> Reading:
    """Add a rule to a clause in whose text its words stand."""
    reading = _locked(reading)
    clause = _sound(reading, place, rule)
    number = next_number(place, clause, reading.corrections)
    _say(reading, place, number, bare(rule))
    return _save(reading, verb="reading.rule_added", data={"rule": rule_key(place, number)}, by=by, now=now)


@transaction.atomic
def settle_unplaced(*, reading: Reading, number: int, place: str, by: Actor, now: datetime) -> Reading:
    """Say where a stretch without a place belongs (``place`` as in reading_review); or leave it out (``place`` "")."""
    reading = _locked(reading)
    _unplaced(reading, number)
    if place and not is_target(reading.result, place):
        raise RoleError("unknown_clause", "There is no such clause in what was read.")
    reading.corrections.setdefault("unplaced", {})[str(number)] = place
    _words_still_stand(reading)
    verb = "reading.unplaced_joined" if place else "reading.unplaced_left"
    return _save(reading, verb=verb, data={"stretch": number, "place": place}, by=by, now=now)


@transaction.atomic
def restore_unplaced(*, reading: Reading, number: int, by: Actor, now: datetime) -> Reading:
    """Take back what was said of a stretch: it has no place again."""
    reading = _locked(reading)
    _unplaced(reading, number)
    reading.corrections.get("unplaced", {}).pop(str(number), None)
    _words_still_stand(reading)
    return _save(reading, verb="reading.unplaced_restored", data={"stretch": number}, by=by, now=now)


@transaction.atomic
def say_whose(
    *, reading: Reading, place: str, post: str = "", words: str = "", is_all: bool = False, by: Actor, now: datetime
) -> Reading:
    """Say whose a clause is, with all below it that was of the same post, or with ``is_all`` in its whole section.

    ``post`` is a key of the text's posts; or ``words`` name another one. Raises RoleError (unknown_post).
    """
    reading = _locked(reading)
    whole = joined(reading.result, reading.corrections)
    if place not in clauses(whole):
        raise RoleError("unknown_clause", "There is no such clause in what was read.")
    key = post_named(whole, words) if words else post
    if not words and key not in whole["posts"]:
        raise RoleError("unknown_post", "There is no such post in what was read.")
    if key not in whole["posts"]:
        reading.corrections.setdefault("posts", {})[key] = words
    reading.corrections.setdefault("whose", {}).update(dict.fromkeys(beside(whole, place, is_all=is_all), key))
    return _save(reading, verb="reading.clause_bound", data={"clause": place, "post": key}, by=by, now=now)


@transaction.atomic
def take_reading(*, reading: Reading, role: Role | None, name: str, by: Actor, now: datetime) -> RoleVersion:
    """Make a draft of what was read, as corrected: the text of ``role``, or of a new post called ``name``.

    A post of that name is meant rather than added twice. The corrections stay with the reading. Raises
    structure.DocumentError, or RoleError (reading_over, not_read, other_school, draft_exists).
    """
    reading = _locked(reading)
    if role is not None and role.school_id != reading.school_id:
        raise RoleError("other_school", "The post belongs to another school.")
    role = role or role_named(reading.school, name)
    document = corrected(reading.result, reading.corrections)
    key, words = own_post(reading.result)
    code = role.code if role else _new_code(reading.school, key, name)
    document = with_post(document, code, (role.name if role else name) or words, before=key)
    version = load_document(school=reading.school, document=document, role_code=code, by=by, now=now)
    reading.version = version
    _save(reading, verb="reading.taken", data={"role": code, "number": version.number}, by=by, now=now)
    return version


@transaction.atomic
def drop_reading(*, reading: Reading, by: Actor, now: datetime) -> None:
    """Throw a reading away with its file; a draft that came of it stays."""
    row = Reading.objects.select_for_update(of=("self",)).select_related("school").filter(pk=reading.pk).first()
    if row is None:
        return
    subject = audit.subject_code(row)
    row.delete()
    audit.record(verb="reading.dropped", scope=row.school, subject=subject, data={"state": row.state}, by=by, now=now)


def forget_readings(*, now: datetime) -> int:
    """Throw away what nobody has touched for 30 days: readings without a draft, of the others the file alone."""
    old = Q(touched_at__lt=now - timedelta(days=KEPT_DAYS))
    rows = list(Reading.objects.filter(old, version__isnull=True).select_related("school"))
    for reading in rows:
        drop_reading(reading=reading, by=_READER, now=now)
    Reading.objects.filter(old, version__isnull=False, original__isnull=False).update(original=None)
    return len(rows)


def _new_code(school: School, key: str, name: str) -> str:
    """The code of a new post: the document's own key where it is free, else one made of the name."""
    code = code_of(key) if key else ""
    if code and not Role.objects.for_school(school).filter(code=code).exists():
        return code
    return free_code(school, name)


def _locked(reading: Reading) -> Reading:
    """Return the row as it stands now, locked; corrections are made of what was read and not yet taken."""
    row = Reading.objects.select_for_update(of=("self",)).select_related("school").filter(pk=reading.pk).first()
    if row is None or row.version_id is not None:
        raise RoleError("reading_over", "This text has become a draft, or was thrown away.")
    if row.state != ReadingState.READ:
        raise RoleError("not_read", "The file has not been read yet.")
    return row


def _known_rule(reading: Reading, place: str, number: int) -> Mapping[str, Any]:
    clause = clauses(joined(reading.result, reading.corrections)).get(place)
    is_added = rule_key(place, number) in reading.corrections.get("rules", {})
    if clause is None or not (0 <= number < len(clause.get("rules") or []) or is_added):
        raise RoleError("no_rule", "There is no such deadline in what was read.")
    return clause


def _found_rule(reading: Reading, place: str, number: int) -> Mapping[str, Any]:
    rules = _known_rule(reading, place, number).get("rules") or []
    if number >= len(rules):
        raise RoleError("no_rule", "This deadline was not read from the text.")
    rule: Mapping[str, Any] = rules[number]
    return rule


def _unplaced(reading: Reading, number: int) -> None:
    if not 0 <= number < len(reading.result["unplaced"]):
        raise RoleError("no_stretch", "There is no such stretch in what was read.")


def _words_still_stand(reading: Reading) -> None:
    """A stretch is not taken from a clause while a deadline that was added hangs on its words."""
    known = clauses(joined(reading.result, reading.corrections))
    said = reading.corrections.get("rules", {})
    if any(rule is not None and key.rpartition(":")[0] not in known for key, rule in said.items()):
        raise RoleError("words_in_use", "A deadline hangs on these words.")
    for place, clause in known.items():
        for one in proposals(place, clause, reading.corrections):
            if one.state in ("added", "changed") and str(one.rule["words"]) not in words_of(clause):
                raise RoleError("words_in_use", "A deadline hangs on these words.")


def _sound(reading: Reading, place: str, rule: Mapping[str, Any]) -> Mapping[str, Any]:
    clause = clauses(joined(reading.result, reading.corrections)).get(place)
    if clause is None:
        raise RoleError("unknown_clause", "There is no such clause in what was read.")
    for problem in check_rule(rule, words_of(clause)):
        raise RoleError(problem.code, str(problem), problem=problem)
    return clause


def _say(reading: Reading, place: str, number: int, rule: dict[str, Any] | None) -> None:
    reading.corrections.setdefault("rules", {})[rule_key(place, number)] = rule


def _save(reading: Reading, *, verb: str, data: dict[str, Any], by: Actor, now: datetime) -> Reading:
    reading.touched_at = now
    reading.save(update_fields=["corrections", "version", "touched_at"])
    audit.record(verb=verb, scope=reading.school, subject=reading, data=data, by=by, now=now)
    return reading


def _context(reading: Reading) -> str:
    return f"reading:{reading.public_id}"
