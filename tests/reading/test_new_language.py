"""A language is one file: a Swedish one is put into a copy of the reader, and nothing else is touched."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import roles.reading

HERE = Path(roles.reading.__file__).parent
ROOT = HERE.parent.parent

SWEDISH = """
from dataclasses import replace

from roles.reading.language import words
from roles.reading.languages.en import LANGUAGE as ENGLISH
from roles.reading.time_words import Lexicon

LANGUAGE = replace(
    ENGLISH,
    code="sv",
    stop_words=words("och att det som en på är av för med till den har de inte om ett men var från senast varje"),
    letters="å",
    shared="äö",
    title=(r"befattningsbeskrivning",),
    kinds=(("duties", (r"arbetsuppgifter",)),),
    lexicon=Lexicon(
        tags={"by": "senast", "month:9": "september", "every": "varje", "unit:month": "månad", "daymark": "den"},
        patterns=(("date", "by daymark? number month"), ("every", "every unit")),
    ),
)
"""
TEXT = """Befattningsbeskrivning

Arbetsuppgifter
1. Uppdaterar registret senast den 10 september.
2. Skriver en rapport varje månad.
"""
PROGRAM = """
import json, sys
from roles.reading.reader import read
found = read(sys.stdin.buffer.read(), "text.txt")
rules = [rule for section in found["sections"] for item in section["items"] for rule in item.get("rules", [])]
print(json.dumps([found["language"], [[rule["kind"], rule["words"]] for rule in rules]]))
"""


def test_one_file_more_is_one_language_more(tmp_path):
    (tmp_path / "roles").mkdir()
    for name in ("schools", "documents", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    for one in HERE.parent.iterdir():
        if one.name != "reading":
            (tmp_path / "roles" / one.name).symlink_to(one)
    shutil.copytree(HERE, tmp_path / "roles" / "reading", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "roles" / "reading" / "languages" / "sv.py").write_text(SWEDISH, encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, input=TEXT.encode(), capture_output=True, timeout=60
    )
    assert answer.stderr == b""
    language, rules = json.loads(answer.stdout)
    assert language == "sv"
    assert rules == [["fixed_date", "senast den 10 september"], ["times_per_period", "varje månad"]]
