"""The rules of the house, held against every file of the project."""

import re
import statistics
import subprocess
import tomllib

import pytest

from tests.house import rules

ROOT = rules.ROOT
# Made by git where there is a repository; a source archive has none and is walked.
LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False
)
FILES = sorted(name for name in LISTED.stdout.decode().split("\0") if name and (ROOT / name).is_file()) or sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (*rules.CODE, "templates", "tests", "docs", "requirements", "static", "locale")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".pyc", ".mo"}
)
SOURCES = {
    name: rules.parse((ROOT / name).read_text())
    for name in FILES
    if name.endswith(".py")
    and (name.split("/")[0] in rules.CODE or name == "manage.py")
    and not rules.is_generated(name)
}
TEMPLATES = [name for name in FILES if name.endswith(".html") and not name.startswith(("tests/", "docs/"))]


def text_of(name):
    """Return the text of a file, None for a picture or a font."""
    try:
        return (ROOT / name).read_text()
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("rule", rules.TREE_RULES, ids=lambda rule: rule.__name__)
def test_sources_keep(rule):
    assert [fault for name, tree in SOURCES.items() for fault in rule(name, tree)] == []


def test_sources_are_seen():
    assert len(SOURCES) > 20
    assert set(rules.WRITERS) - set(SOURCES) <= {"duties/reminders.py", "documents/storage.py"}


def test_budgets():
    assert [fault for name, tree in SOURCES.items() for fault in rules.budgets(name, tree, text_of(name))] == []


def test_views_are_short():
    lengths = [
        node.end_lineno - node.lineno + 1
        for name, tree in SOURCES.items()
        if rules.room(name) == "views"
        for node in rules.functions(tree)
    ]
    assert statistics.median(lengths or [0]) <= rules.VIEW_MEDIAN


def test_names_of_modules():
    assert [fault for name in SOURCES for fault in rules.names(name)] == []


def test_templates():
    assert [fault for name in TEMPLATES for fault in rules.template(name, text_of(name))] == []


def test_apps_hold_no_strangers():
    """An app's tests live in tests/, and every folder with code is an app or a known place."""
    assert [name for name in FILES if re.search(rf"^({'|'.join(rules.APPS)})/.*test", name)] == []
    places = {*rules.APPS, "config", "bin", "bench", "tests", "docs"}
    assert {name.split("/")[0] for name in FILES if name.endswith(".py") and "/" in name} - places == set()


# ── what must not stand in a file ────────────────────────────────────────────


def test_lock_files_hold_no_address():
    locks = [name for name in FILES if name.startswith("requirements/")]
    assert {"requirements/base.txt", "requirements/dev.txt", "requirements/uv.txt"} <= set(locks)
    for name in locks:
        assert "://" not in text_of(name), name
        assert re.search(r"(?m)^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b", text_of(name)) is None, name


def test_every_locked_package_has_a_hash():
    for name in ("base", "dev", "uv"):
        entries = re.split(r"(?m)^(?=[a-z0-9])", text_of(f"requirements/{name}.txt"))
        assert [entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


def test_no_path_of_a_machine():
    # Written in pieces, so that this file does not find itself.
    machine = re.compile(
        "|".join(["/" + "work/", "/" + "root/", r"/" + r"home/[a-z]", "/" + "opt/pypi", "/" + "opt/wheels"])
    )
    faults = [
        f"{name}:{number}"
        for name in FILES
        for number, line in enumerate((text_of(name) or "").splitlines(), 1)
        if machine.search(line)
    ]
    assert faults == []


def test_every_dependency_says_why():
    """In pyproject.toml a comment stands directly above each line of dependencies."""
    text = text_of("pyproject.toml")
    project = tomllib.loads(text)
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    lines = text.splitlines()
    dependency_lines = [
        number for number, line in enumerate(lines) if re.match(r'\s{4}"[a-zA-Z0-9\-\[\]]+[><=~]', line)
    ]
    assert len(re.findall(r'"[^"]+"', "\n".join(lines[number] for number in dependency_lines))) == len(wanted)
    assert [lines[number] for number in dependency_lines if not lines[number - 1].strip().startswith("#")] == []
