"""One description in every format: the same lines, numbers, cells and pages."""

import pytest

from roles.reading.files import extract

from .building import build

NUMBERED = [("1.", "Üldosa", 1), ("1.1.", "Koristab ruume", 2), ("1.2.", "Peseb aknaid", 2), ("a)", "väljast", 3)]
BLOCKS = [
    {"p": "Pärnaõie kool", "align": "right"},
    {"h": "KORISTAJA TÖÖ", "level": 1},
    *({"n": text, "number": number, "level": level} for number, text, level in NUMBERED),
    {"p": "Vahepeal tekst."},
    {"n": "Veel kohustusi", "number": "2.", "level": 1},
    {"n": "Viieteistkümnes", "number": "14.7.", "level": 1},
    {"n": "Rooma", "number": "IV", "level": 1},
    {"b": "täpp", "level": 1},
    {"b": "teine täpp", "level": 2},
    {"table": [["Töö", "Tulemus"], [["Pühib", "Peseb"], "Puhas"]], "header": True},
    {"break": "page"},
    {"p": "Allkirjad", "bold": True},
]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_numbers_and_layout_of_word_processors(kind):
    lines = extract(build({"format": kind, "blocks": BLOCKS})[0]).lines

    assert [(line.number, line.text) for line in lines if line.number] == [
        *((number, text) for number, text, _ in NUMBERED),
        ("2.", "Veel kohustusi"), ("14.7.", "Viieteistkümnes"), ("IV", "Rooma"),
    ]  # fmt: skip
    assert [line.level for line in lines if line.number] == [1, 2, 2, 3, 1, 1, 1]
    assert [(line.text, line.level) for line in lines if line.is_bullet] == [("täpp", 1), ("teine täpp", 2)]
    assert [(line.row, line.column, line.text) for line in lines if line.kind == "cell"] == [
        (0, 0, "Töö"), (0, 1, "Tulemus"), (1, 0, "Pühib"), (1, 0, "Peseb"), (1, 1, "Puhas"),
    ]  # fmt: skip
    assert [(line.kind, line.level, line.text) for line in lines if line.kind == "heading"] == [
        ("heading", 1, "KORISTAJA TÖÖ")
    ]
    assert (lines[0].align, lines[-1].page, lines[-1].is_bold) == ("right", 2, True)


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "txt"])
def test_every_word_is_there_in_order(kind):
    found = extract(build({"format": kind, "blocks": BLOCKS})[0])

    words = " ".join(f"{line.number} {line.text}" for line in found.lines).split()
    assert " ".join(words) == (
        "Pärnaõie kool KORISTAJA TÖÖ 1. Üldosa 1.1. Koristab ruume 1.2. Peseb aknaid a) väljast Vahepeal tekst. "
        "2. Veel kohustusi 14.7. Viieteistkümnes IV Rooma täpp teine täpp Töö Tulemus Pühib Peseb Puhas Allkirjad"
    )
    assert [found.text[line.start : line.end] for line in found.lines] == [line.text for line in found.lines]
    assert "\n".join(line.text for line in found.lines) == found.text


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "txt"])
def test_mess_is_repaired(kind):
    blocks = [{"p": "\uf0b7 Kor\u00adraldab\u00a0 n\u0303&nbsp;ja<br/>o\u0303petab"}, {"p": "Teine lõik siin"}]
    found = extract(build({"format": kind, "blocks": blocks})[0])

    assert [(line.text, line.is_bullet) for line in found.lines] == [
        ("Korraldab ñ ja õpetab", True), ("Teine lõik siin", False),
    ]  # fmt: skip
