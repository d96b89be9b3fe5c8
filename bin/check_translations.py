"""Check the catalogues: complete, not fuzzy, plural forms and placeholders right, not merely copied, nothing stale.

Exit code 1 and one line per fault. With --catalogues-only the sources are not searched (no gettext).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PLURAL_FORMS = {"et": 2, "fi": 2, "lt": 4}
# Reviewed: messages that are rightly the same as in English, "language<TAB>message" or "*<TAB>message".
SAME = ROOT / "tests" / "translations_same.txt"
PLACEHOLDER = re.compile(r"%\([a-z_]\w*\)[a-z]|%[sd]|\{[a-z_]\w*(?:![rsa])?(?::[^{}]*)?\}", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][a-z0-9]*", re.IGNORECASE)
FOREIGN = ("django", "allauth", "import_export")
SOURCE_FOLDERS = ("config", "schools", "documents", "roles", "duties", "ediary", "devices", "incidents", "reports")

MessageKey = tuple[str, str, str]


def key(entry: polib.POEntry) -> MessageKey:
    """Return what makes a message one message: context, singular, plural."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def main() -> int:
    """Run the checks; return 1 when there is any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalogues-only", action="store_true")
    options = parser.parse_args()
    catalogues = {
        language: polib.pofile(str(path))
        for language in PLURAL_FORMS
        if (path := ROOT / "locale" / language / "LC_MESSAGES" / "django.po").exists()
    }
    faults = [f"{language}: there is no catalogue" for language in PLURAL_FORMS if language not in catalogues]
    for language, catalogue in catalogues.items():
        faults += catalogue_faults(language, catalogue)
    if not options.catalogues_only:
        faults += source_faults(catalogues)
    print("\n".join(faults) or f"{len(catalogues)} catalogues are complete")
    return 1 if faults else 0


def catalogue_faults(language: str, catalogue: polib.POFile) -> Iterator[str]:
    """Yield the faults inside one catalogue."""
    forms = f"nplurals={PLURAL_FORMS[language]};"
    if forms not in catalogue.metadata.get("Plural-Forms", "").replace(" ", ""):
        yield f"{language}: the header must say {forms}"
    same = reviewed_as_same(language)
    for entry in catalogue:
        if entry.obsolete:
            yield f"{language}: obsolete entry {entry.msgid!r}"
            continue
        where = f"{language}: {entry.msgid[:70]!r}"
        if entry.fuzzy:
            yield f"{where}: fuzzy"
        yield from (f"{where}: {fault}" for fault in entry_faults(language, entry))
        if entry.msgstr == entry.msgid and entry.msgid not in same:
            yield f"{where}: the same as in English and not in {SAME.relative_to(ROOT)}"


def entry_faults(language: str, entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with the translation of one message."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.msgid_plural and sorted(entry.msgstr_plural) != list(range(PLURAL_FORMS[language])):
        yield f"needs {PLURAL_FORMS[language]} plural forms"
    originals = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    for text in texts:
        if not text.strip():
            yield "not translated"
            continue
        for pattern, what in ((PLACEHOLDER, "placeholders"), (TAG, "tags")):
            if sorted(pattern.findall(text)) not in [sorted(pattern.findall(original)) for original in originals]:
                yield f"{what} differ in {text[:70]!r}"
        for edge in (str.startswith, str.endswith):
            if edge(text, "\n") != edge(entry.msgid, "\n"):
                yield "begins or ends with a new line where the other does not"


def reviewed_as_same(language: str) -> set[str]:
    """Return the messages that may be equal to the English in this language."""
    if not SAME.exists():
        return set()
    lines = [line.split("\t", 1) for line in SAME.read_text().splitlines() if line and not line.startswith("#")]
    return {message for scope, message in lines if scope in ("*", language)}


# ── the sources ──────────────────────────────────────────────────────────────


def source_faults(catalogues: dict[str, polib.POFile]) -> Iterator[str]:
    """Yield messages that the sources have and a catalogue has not, and the reverse."""
    wanted = messages_in_sources()
    foreign = messages_of_libraries()
    for language, catalogue in catalogues.items():
        present = {key(entry) for entry in catalogue if not entry.obsolete}
        for _, message, _ in sorted(wanted - present):
            yield f"{language}: missing {message!r}"
        for context, message, plural in sorted(present - wanted):
            # Our own words for a library's message, where its catalogue has a gap.
            if (context, message) not in foreign:
                yield f"{language}: nowhere in the sources {message!r} {plural!r}".rstrip(" '")


def messages_in_sources() -> set[MessageKey]:
    """Extract the messages with makemessages from a copy, because it writes beside the files it reads."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        skip = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")
        for folder in (*SOURCE_FOLDERS, "templates"):
            if (ROOT / folder).is_dir():
                shutil.copytree(ROOT / folder, copy / folder, ignore=skip)
        shutil.copy(ROOT / "manage.py", copy)
        (copy / "locale").mkdir()
        command = [sys.executable, "manage.py", "makemessages", "--locale", "et", "--no-location", "--no-wrap"]
        made = subprocess.run(
            command,
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "KORD_VAR": str(copy / "var")},
        )
        found = copy / "locale" / "et" / "LC_MESSAGES" / "django.po"
        if made.returncode:
            sys.exit("makemessages failed:\n" + made.stdout + made.stderr)
        return {key(entry) for entry in polib.pofile(str(found))} if found.exists() else set()


def messages_of_libraries() -> set[tuple[str, str]]:
    """Return (context, message) of every English catalogue that an installed library ships."""
    found = set()
    for name in FOREIGN:
        spec = find_spec(name)
        for place in spec.submodule_search_locations or () if spec else ():
            # Not every library ships an English catalogue; any of the complete ones tells the same.
            shipped = [
                *Path(place).rglob("locale/en/LC_MESSAGES/django.po"),
                *Path(place).rglob("locale/fi/**/django.po"),
            ]
            for path in shipped:
                found |= {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path))}
    return found


if __name__ == "__main__":
    sys.exit(main())
