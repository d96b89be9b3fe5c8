"""The house rules that no linter knows, as functions: source in, faults out.

Each takes the path as seen from the project's root and the parsed file, and yields
"path:line: what is wrong". Exceptions are listed here with their reasons.
"""

import ast
import re
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("schools", "documents", "roles", "duties", "ediary", "devices", "incidents", "reports")
CODE = (*APPS, "config", "bin", "bench")

FILE_LINES, FUNCTION_LINES, VIEW_LINES, TEMPLATE_LINES = 400, 50, 60, 200
VIEW_MEDIAN = 15
NO_ROOM = {"utils", "helpers", "common", "core", "misc", "util", "helper"}

# Modules besides services that write rows. Each is the only writer of its own table.
WRITERS = {
    "schools/audit.py": "the audit trail writes its own events and heads",
    "schools/outbox.py": "puts messages into the outbox",
    "schools/jobs.py": "puts and marks jobs",
    "schools/leases.py": "claims and marks rows of outbox and jobs",
    "schools/form_keys.py": "keeps the one-time keys of forms",
    "schools/guarded.py": "is the guard itself and calls what it guards",
    "duties/reminders.py": "writes reminders together with their outbox row",
    "documents/storage.py": "writes the row of a sealed file",
}
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Nothing of these is a row.
NOT_ROWS = {"cache", "session", "storage", "default_storage", "client", "stdout"}

CLOCK = "schools/clock.py"
CLOCK_READS = {
    *(f"timezone.{name}" for name in ("now", "localdate", "localtime")),
    *(f"{prefix}datetime.{name}" for prefix in ("", "datetime.") for name in ("now", "utcnow", "today")),
    *(f"{prefix}date.today" for prefix in ("", "datetime.")),
    *(f"time.{name}" for name in ("time", "localtime", "gmtime", "strftime")),
}
# Where asking the clock is right: the edges of the system.
EDGES = re.compile(
    r"(^|/)(views|tasks|admin|middleware|adapters|context|sign_in)(\.py|/)"
    r"|/management/commands/|/templatetags/|^config/|^bench/|^bin/"
)

# Imports inside functions, "path" or "path:module", with the reason.
LATE_IMPORTS = {
    "manage.py": "Django may only be imported after its settings are named",
    "config/apps.py": "needs the loaded apps",
    "config/settings.py": "only the chosen database's and key's modules",
    "schools/apps.py": "ready() is Django's place for imports that need the loaded apps",
    "documents/apps.py": "ready()",
    "roles/apps.py": "ready()",
    "duties/apps.py": "ready()",
    "documents/pdf_child.py": "WeasyPrint may only be loaded once it is certain that there is a font",
}
PURE = (
    *(f"schools/{name}.py" for name in ("workdays", "day_counting", "deadline_rules", "deadlines", "event_deadlines")),
    *(f"schools/{name}.py" for name in ("periods", "school_calendars", "national_calendars", "keyfile", "clock")),
    "roles/reading/",
)


def parse(text):
    """Parse a file's text and tell every node its parent."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return tree


def dotted(node):
    """Return "a.b.c" for a chain of names, else the part that is one."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def is_generated(path):
    return "/migrations/" in path


def room(path):
    """Return the room of a file in an app: "services" for roles/services.py and roles/services/text.py."""
    parts = PurePosixPath(path).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 and parts[0] in APPS else ""


# ── sizes and names ──────────────────────────────────────────────────────────


def budgets(path, tree, text):
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{path}: {lines} lines, more than {FILE_LINES}"
    for node in functions(tree):
        length = node.end_lineno - node.lineno + 1
        limit = VIEW_LINES if room(path) == "views" else FUNCTION_LINES
        if length > limit:
            yield f"{path}:{node.lineno}: {node.name} has {length} lines, more than {limit}"


def names(path):
    for part in PurePosixPath(path).parts:
        if part.removesuffix(".py") in NO_ROOM:
            yield f"{path}: {part} says nothing about what is in it"


def docstrings(path, tree):
    """Every module, and every public class and function of the rooms that others call, says what it means."""
    if not ast.get_docstring(tree) and path.endswith(".py") and tree.body:
        yield f"{path}:1: the module has no docstring"
    if room(path) not in {"models", "services", "queries", "tasks", "notifications", "printouts"}:
        return
    for node in tree.body:
        is_public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        if is_public and not ast.get_docstring(node):
            yield f"{path}:{node.lineno}: {node.name} has no docstring"


# ── writes, time, work ───────────────────────────────────────────────────────


def writes(path, tree):
    """Rows are written in services only."""
    if path.split("/")[0] not in (*APPS, "config") or room(path) == "services" or path in WRITERS:
        return
    for node in calls(tree):
        if not isinstance(node.func, ast.Attribute):
            continue
        name, owner = node.func.attr, dotted(node.func.value).split(".")[-1]
        # dict.update and hash.update take their argument by position, QuerySet.update by name.
        is_update = name == "update" and node.keywords and not node.args
        if (name in WRITES or is_update) and owner not in NOT_ROWS:
            yield f"{path}:{node.lineno}: .{name}() outside services"


def clock(path, tree):
    """Time is an argument; only the edges ask schools/clock.py, and only that asks the system."""
    if path == CLOCK or path.startswith(("bin/", "bench/")):
        return
    for node in calls(tree):
        if dotted(node.func) in CLOCK_READS:
            yield f"{path}:{node.lineno}: {dotted(node.func)}() reads the clock"
    if EDGES.search(path):
        return
    for node in ast.walk(tree):
        imported = isinstance(node, ast.ImportFrom) and (
            node.module == "schools.clock" or (node.module == "schools" and any(a.name == "clock" for a in node.names))
        )
        if imported or (isinstance(node, ast.Import) and any(a.name == "schools.clock" for a in node.names)):
            yield f"{path}:{node.lineno}: only views, tasks and commands ask the clock"


def delayed_work(path, tree):
    """A broker is no calendar: with an ETA beyond the visibility timeout a task runs again and again."""
    for node in calls(tree):
        for keyword in node.keywords:
            if keyword.arg in {"eta", "countdown"}:
                yield f"{path}:{node.lineno}: {keyword.arg}= (store not_before in a row)"


# Where modules are loaded by name, and why that name comes from no row.
NAMED_MODULES = {"roles/reading/languages/__init__.py": "the modules of its own folder"}


def stored_paths(path, tree):
    """Handlers have stable codes; a dotted path in a row breaks when a module moves."""
    if path.split("/")[0] not in APPS or path in NAMED_MODULES:
        return
    for node in calls(tree):
        if dotted(node.func).split(".")[-1] in {"import_string", "import_module", "__import__"}:
            yield f"{path}:{node.lineno}: handlers register under a code; no dotted path is loaded"


# ── imports and reads ────────────────────────────────────────────────────────


def late_imports(path, tree):
    if path in LATE_IMPORTS or path.startswith(("bin/", "bench/")):
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            outer = node.parent
            while outer and not isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef)):
                outer = getattr(outer, "parent", None)
            if outer:
                yield f"{path}:{node.lineno}: import inside {outer.name}"


TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}


def hidden_messages(path, tree):
    """xgettext does not look into f-strings: a message there would be in no catalogue, and nobody would miss it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and dotted(call.func) in TRANSLATES:
                    yield f"{path}:{call.lineno}: a message inside an f-string is not found by xgettext"


def imported_modules(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


def pdf_engine(path, tree):
    """Only documents/ knows WeasyPrint; its fetcher is the lock."""
    if path.startswith("documents/"):
        return
    for name, line in imported_modules(tree):
        if name.split(".")[0] in {"weasyprint", "pydyf"}:
            yield f"{path}:{line}: only documents/ imports {name}"


def purity(path, tree):
    """The arithmetic knows neither Django nor rows."""
    if not path.startswith(PURE):
        return
    for name, line in imported_modules(tree):
        if name.split(".")[0] == "django" or name.split(".")[-1] in {"models", "services", "queries"}:
            yield f"{path}:{line}: a pure module imports {name}"


def unscoped_reads(path, tree):
    """Views and forms load through .for_school(); a bare key would open another school's row."""
    if room(path) not in {"views", "forms", "admin"}:
        return
    for node in calls(tree):
        name = dotted(node.func)
        if name.endswith("objects.all") or (name.endswith("objects.get") and node.keywords):
            yield f"{path}:{node.lineno}: {name}() is not within the school"
        if (
            name.split(".")[-1] == "get_object_or_404"
            and node.args
            and dotted(node.args[0]).split(".")[-1][:1].isupper()
        ):
            yield f"{path}:{node.lineno}: get_object_or_404 on {dotted(node.args[0])} is not within the school"


def request_data_as_filter(path, tree):
    """`filter(**request data)` lets the sender choose columns and connectors (CVE-2025-64459)."""
    for node in calls(tree):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {
            "filter",
            "exclude",
            "get",
            "aggregate",
            "annotate",
        }:
            for keyword in node.keywords:
                if keyword.arg is None and re.search(r"\b(GET|POST|body|cleaned_data)\b", ast.unparse(keyword.value)):
                    yield f"{path}:{node.lineno}: request data as names of a query"


TREE_RULES = (
    hidden_messages,
    docstrings, writes, clock, delayed_work, stored_paths, late_imports, pdf_engine, purity, unscoped_reads,
    request_data_as_filter,
)  # fmt: skip

# ── templates and stylesheets ────────────────────────────────────────────────

TEMPLATE_WORDS = {
    r"\sstyle\s*=": "inline style (the CSP forbids it)",
    r"<style\b": "inline stylesheet",
    r"<script\b(?![^>]*\bsrc=)": "inline script",
    r"\son[a-z]+\s*=": "inline handler",
    r"\shx-on\b": "hx-on is evaluated text",
    r"\bjs:": "js: is evaluated text",
    r"\|\s*safe\b": "|safe switches escaping off",
    r"autoescape\s+off": "switches escaping off",
    r"\d(px|pt)\b": "a length; lengths belong into the stylesheet",
    r"(?:src|href)=[\"']https?:": "loads or links a fixed address",
}
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)


def template(path, text):
    if text.count("\n") > TEMPLATE_LINES:
        yield f"{path}: {text.count(chr(10))} lines, more than {TEMPLATE_LINES}"
    # Printed documents have a page, not a screen, and their own engine: lengths are theirs to say.
    # So has a mail: its reader's program knows no stylesheet of ours and no CSP.
    is_print = "/print" in path or "/mail/" in path
    bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for pattern, why in TEMPLATE_WORDS.items():
        if is_print and ("px|pt" in pattern or "style" in pattern):
            continue
        for found in re.finditer(pattern, bare, re.IGNORECASE):
            yield f"{path}:{bare[: found.start()].count(chr(10)) + 1}: {why}"
