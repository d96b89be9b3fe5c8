"""Enter in a field presses a form's first button, so a form with several begins with a harmless one."""

import re

import pytest

from tests.house.test_house import ROOT, TEMPLATES

FOLDER = ROOT / "templates"
INCLUDE = re.compile(r'\{% include "([^"]+)"[^%]*%\}')
EXTENDS = re.compile(r'\{% extends "([^"]+)" %\}')
BLOCK = re.compile(r"\{% block (\w+) %\}((?:(?!\{% block ).)*?)\{% endblock %\}", re.S)
FORM = re.compile(r"<form\b.*?</form>", re.S)
BUTTON = re.compile(r"<button\b(?![^>]*type=\"button\")[^>]*>")
FIELD = re.compile(r'<input type="(?!hidden)|\{\{ field \}\}|<select')
LOOP = re.compile(r"\{% for .*?\{% endfor %\}", re.S)


def whole(name, fillings=None, above=()):
    """A template with what it includes and extends in its place; one that includes itself is read once."""
    if name in above:
        return ""
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", (FOLDER / name).read_text(), flags=re.S)
    fillings = fillings or {}
    base = EXTENDS.search(text)
    own = {}
    while BLOCK.search(text):  # the innermost first
        own |= dict(BLOCK.findall(text)) | fillings
        text = BLOCK.sub(lambda found, own=own: own[found.group(1)], text)
    if base:
        return whole(base.group(1), own, (*above, name))
    return INCLUDE.sub(lambda found: whole(found.group(1), None, (*above, name)), text)


def forms():
    for name in TEMPLATES:
        path = name.removeprefix("templates/")
        if (FOLDER / path).is_file():
            for number, form in enumerate(FORM.findall(whole(path))):
                yield f"{path}#{number}", form


def has_several(form):
    """Whether Enter has a choice: fields, and several buttons (a button in a loop counts as several)."""
    buttons = len(BUTTON.findall(form)) + sum(len(BUTTON.findall(loop)) for loop in LOOP.findall(form))
    return bool(FIELD.search(form)) and buttons > 1


def begins_harmless(form):
    return "btn-default" in BUTTON.findall(form)[0]


SEVERAL = {name: form for name, form in forms() if has_several(form)}


def test_they_are_seen():
    assert {name.partition("#")[0] for name in SEVERAL} >= {
        "duties/proposals.html", "roles/section_edit.html", "roles/posts_map.html", "roles/version_questions.html",
        "roles/rule_edit.html",
    }  # fmt: skip


@pytest.mark.parametrize("name", SEVERAL)
def test_the_first_button_is_the_harmless_one(name):
    assert begins_harmless(SEVERAL[name]), name


def test_a_form_without_one_would_be_found():
    form = '<form><input type="text"><button name="a">A</button><button name="b">B</button></form>'
    assert (has_several(form), begins_harmless(form)) == (True, False)
