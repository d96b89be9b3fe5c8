import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from roles.models import Role, RoleVersion
from tests import factories
from tests.factories import NOW, make_document, make_item
from tests.roles.test_structure import DEMO
from tests.roles.torture import TORTURE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def school():
    return factories.make_school(slug="plover")


def load(tmp_path, document, *args):
    path = tmp_path / "role.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("load_role", str(path), "--school", "plover", *args, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip()


def dump(*args):
    out = StringIO()
    call_command("dump_role", "--school", "plover", *args, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_demo_documents_round_trip(tmp_path, school, path):
    document = json.loads(path.read_text(encoding="utf-8"))
    load(tmp_path, document, "--role", "a_role")
    assert dump("--role", "a_role") == document


def test_the_torture_document_round_trips_with_its_warning(tmp_path, school):
    out, err = load(tmp_path, TORTURE, "--role", "torture", "--draft")
    assert out == "torture version 1 (draft)"
    assert err == "Warning: $.sections[1]: The number 1. is printed twice."
    assert dump("--role", "torture") == TORTURE


def test_approving_at_once(tmp_path, school):
    out, _err = load(tmp_path, make_document(), "--approve", "--effective", "2026-09-01")
    assert out == "it_specialist version 1 (approved)"
    load(tmp_path, make_document(title="Anew"))
    assert dump("--role", "it_specialist", "--version", "1")["title"] == "Job description"
    assert dump("--role", "it_specialist")["title"] == "Anew"


@pytest.mark.parametrize(
    ("document", "args", "line"),
    [
        ("{", (), "role.json: $: not_json: This is not JSON: line 1, column 2."),
        (
            make_document(items=[make_item("x", binds="ghost"), make_item("x", binds="ghost")]),
            (),
            "role.json: $.sections[0].items[0].binds: unknown_post: The document names no post “ghost”. (and 1 more)",
        ),
        (make_document(posts={}, items=[]), (), "role.json: The document names no post, so say whose text it is."),
        (make_document(), ("--role", "a b"), "role.json: 'a b' cannot be the code of a post."),
        (
            make_document(items=[]),
            ("--approve", "--effective", "2026-09-01"),
            "role.json: There is nothing to approve: the text is empty.",
        ),
        (make_document(), ("--approve",), "--approve needs --effective DATE, and --effective needs --approve."),
    ],
)
def test_one_clear_line_and_nothing_saved(tmp_path, school, document, args, line):
    with pytest.raises(CommandError) as caught:
        load(tmp_path, document, *args)
    assert str(caught.value) == line
    assert RoleVersion.objects.count() == 0


def test_open_questions_are_named_and_keep_a_text_from_being_approved(tmp_path, school):
    load(tmp_path, make_document(items=[make_item("Keeps the list of all devices here.", number="1.")]))
    factories.approve(version=RoleVersion.objects.get())
    anew = make_document(items=[make_item("Keeps the list of all devices.", number="2.")])
    with pytest.raises(CommandError) as caught:
        load(tmp_path, anew, "--approve", "--effective", "2026-10-01")
    assert str(caught.value) == (
        "role.json: Somebody has to say first which clauses are those of the text before (open questions: 1)."
    )
    assert RoleVersion.objects.count() == 1
    said = "Before it can be approved: which clauses are those of the text before? Open: 1."
    assert load(tmp_path, anew) == ("it_specialist version 2 (draft)", said)


def test_what_is_not_there(tmp_path, school):
    with pytest.raises(CommandError, match=r"^There is no text plover/ghost version 3\.$"):
        dump("--role", "ghost", "--version", "3")
    with pytest.raises(CommandError, match=r"^There is no school nowhere\.$"):
        call_command("load_role", str(tmp_path / "x.json"), "--school", "nowhere")
    with pytest.raises(CommandError, match=r"^missing\.json: "):
        call_command("load_role", str(tmp_path / "missing.json"), "--school", "plover")
    assert Role.objects.count() == 0
