"""Each house rule sees the fault it is there for, and nothing in what is right."""

import pytest

from tests.house import rules

BAD = [
    (rules.writes, "roles/views.py", "def v(r):\n    row.save()"),
    (rules.writes, "roles/views.py", "Role.objects.filter(pk=1).update(name='x')"),
    (rules.writes, "roles/tasks.py", "Role.objects.bulk_create([])"),
    (rules.writes, "roles/models.py", "self.delete()"),
    (rules.clock, "roles/services.py", "timezone.now()"),
    (rules.clock, "roles/views.py", "date.today()"),
    (rules.clock, "roles/queries.py", "from schools import clock"),
    (rules.clock, "roles/services/text.py", "from schools.clock import now"),
    (rules.delayed_work, "duties/tasks.py", "plan.apply_async(countdown=5)"),
    (rules.delayed_work, "duties/tasks.py", "app.send_task('x', eta=when)"),
    (rules.stored_paths, "schools/jobs.py", "import_string(row.handler)()"),
    (rules.late_imports, "roles/views.py", "def v():\n    import json"),
    (rules.late_imports, "roles/views.py", "def v():\n    if x:\n        from roles import services"),
    (rules.hidden_messages, "duties/queries/duty.py", "words = f\"{_('Done.')} {more}\""),
    (rules.hidden_messages, "duties/views.py", "words = f'{ngettext(one, many, n)}'"),
    (rules.pdf_engine, "roles/printouts.py", "from weasyprint import HTML"),
    (rules.purity, "schools/deadlines.py", "from django.db import models"),
    (rules.purity, "schools/workdays.py", "from schools.models import Closure"),
    (rules.unscoped_reads, "roles/views.py", "Role.objects.get(pk=key)"),
    (rules.unscoped_reads, "roles/forms.py", "Role.objects.all()"),
    (rules.unscoped_reads, "roles/views.py", "get_object_or_404(Role, pk=key)"),
    (rules.request_data_as_filter, "roles/views.py", "rows.filter(**request.GET.dict())"),
    (rules.docstrings, "roles/services.py", '"""Text."""\ndef approve(): pass'),
    (rules.docstrings, "roles/forms.py", "x = 1"),
]
GOOD = [
    (rules.writes, "roles/services/text.py", "row.save()"),
    (rules.writes, "roles/views.py", "context.update({'a': 1}); digest.update(b'x')"),
    (rules.clock, "schools/clock.py", "datetime.now(UTC)"),
    (rules.clock, "roles/views.py", "from schools import clock\nclock.now()"),
    (rules.clock, "duties/management/commands/plan.py", "from schools.clock import now"),
    (rules.delayed_work, "duties/tasks.py", "plan.apply_async(expires=55)"),
    (rules.late_imports, "roles/views.py", "import json\ndef v(): pass"),
    (rules.hidden_messages, "duties/views.py", "words = _('Done.')\nline = f'{words} {more}'"),
    (rules.pdf_engine, "documents/rendering.py", "import weasyprint"),
    (rules.purity, "schools/deadlines.py", "from schools import workdays"),
    (rules.unscoped_reads, "roles/views.py", "get_object_or_404(Role.objects.for_school(s), public_id=key)"),
    (rules.request_data_as_filter, "roles/views.py", "rows.filter(name=request.GET['q'])"),
    (rules.docstrings, "roles/services.py", '"""Text."""\ndef approve():\n    """Approve."""'),
]


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_a_fault_is_seen(rule, path, text):
    assert len(list(rule(path, rules.parse(text)))) == 1


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_what_is_right_passes(rule, path, text):
    assert list(rule(path, rules.parse(text))) == []


def test_every_rule_has_an_example():
    assert {case[0] for case in BAD} == set(rules.TREE_RULES)


def test_lengths():
    body = "def f():\n" + "    x = 1\n" * 60
    assert list(rules.budgets("roles/services.py", rules.parse(body), body)) == [
        "roles/services.py:1: f has 61 lines, more than 50"
    ]
    assert list(rules.budgets("roles/views.py", rules.parse(body), body)) == [
        "roles/views.py:1: f has 61 lines, more than 60"
    ]
    long = "x = 1\n" * 401
    assert list(rules.budgets("roles/models.py", rules.parse(long), long)) == [
        "roles/models.py: 401 lines, more than 400"
    ]


@pytest.mark.parametrize("path", ["roles/utils.py", "roles/helpers/dates.py", "schools/common.py", "core/models.py"])
def test_names_that_say_nothing(path):
    assert len(list(rules.names(path))) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">', "<style>p{}</style>", "<script>go()</script>", '<a onclick="go()">',
        '<a hx-on:click="go()">',
        "{{ text|safe }}", '<img width="10px">', '<script src="https://elsewhere.example/x.js"></script>', "x\n" * 201,
        "{% autoescape off %}", """<a hx-vals='js:{a: 1}'>""",
    ],
)  # fmt: skip
def test_a_fault_in_a_template_is_seen(text):
    assert len(list(rules.template("templates/roles/read.html", text))) == 1


def test_a_right_template_passes():
    text = '{# style= is forbidden #}<script src="{% static "kord.js" %}" defer></script><p class="note">{{ text }}</p>'
    assert list(rules.template("templates/roles/read.html", text)) == []
