"""A list of staff as it comes from a spreadsheet: rows of words become named columns. No database here.

Headings are understood in the four languages; without headings the usual order holds. Nothing is guessed
silently: a heading that is not understood is reported.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from schools.access_levels import SCHOOL_LEVELS, AccessLevel
from schools.line_words import one_line
from schools.pasted_cells import TableTooLargeError

MAX_ROWS: Final = 500
# Outside of these a year is a slip of the finger, and counting in days ends at the year 9999.
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)

COLUMNS: Final = (
    "given_name", "family_name", "email", "job_title", "level", "class_teacher_of", "subjects", "posts",
    "share", "starts_on", "ends_on",
)  # fmt: skip
"""Columns in the order in which a table without headings has them; "name" may stand for the first two."""

_HEADINGS: Final[dict[str, str]] = {
    word: column
    for column, words in {
        "given_name": "given name, first name, forename, eesnimi, etunimi, vardas",
        "family_name": "family name, last name, surname, perekonnanimi, perenimi, sukunimi, pavardė",
        "name": "name, full name, nimi, ees- ja perekonnanimi, koko nimi, vardas ir pavardė",
        "email": (
            "e-mail, email, mail, e-mail address, e-post, epost, meil, e-posti aadress, sähköposti, "
            "sähköpostiosoite, el. paštas, el paštas, elektroninis paštas, el. pašto adresas"
        ),
        "job_title": "title, job title, ametinimetus, amet, tehtävänimike, nimike, pareigos, pareigybės pavadinimas",
        "level": (
            "level, access, access level, õigused, juurdepääs, ligipääs, käyttöoikeus, oikeudet, taso, prieiga, teisės"
        ),
        "class_teacher_of": (
            "class teacher of, class, classes, form tutor, klassijuhataja, klass, klassid, luokanvalvoja, luokka, "
            "luokat, klasės vadovas, klasės auklėtojas, klasė, klasės, auklėtojas"
        ),
        "subjects": (
            "subject, subjects, teaches, subjects taught, õppeaine, õppeained, aine, ained, õpetab, oppiaine, "
            "oppiaineet, aineet, opettaa, opetettava aine, opetettavat aineet, dalykas, dalykai, mokomasis dalykas, "
            "mokomieji dalykai, moko"
        ),
        "posts": (
            "posts, post, position, ametikohad, ametikoht, toimi, toimet, virka, tehtävä, pareigybė, pareigybės, etatas"
        ),
        "share": "share, part, percent, %, koormus, osakaal, osuus, työaika, dalis, etato dalis, krūvis",
        "starts_on": "from, since, start, starts on, alates, algus, alkaen, alku, nuo, pradžia",
        "ends_on": "until, to, end, ends on, kuni, lõpp, saakka, asti, loppu, iki, pabaiga",
    }.items()
    for word in words.split(", ")
}
# A name column's own headings that hold a comma.
_HEADINGS["vardas, pavardė"] = _HEADINGS["pavardė, vardas"] = "name"

_LEVELS: Final[dict[str, AccessLevel]] = {
    word: level
    for level, words in {
        AccessLevel.STAFF: "staff, töötaja, personal, henkilöstö, työntekijä, darbuotojas, darbuotoja",
        AccessLevel.IT: "it, arvutispetsialist, it-spetsialist, it-tuki, it specialistas",
        AccessLevel.SECRETARY: "secretary, sekretär, sihteeri, koulusihteeri, sekretorius, sekretorė",
        AccessLevel.PRINCIPAL: "principal, head, direktor, koolijuht, rehtori, direktorius, direktorė",
        AccessLevel.HANDLER: (
            "handler, handler of incidents, juhtumite lahendaja, tapausten käsittelijä, atvejų tyrėjas"
        ),
        AccessLevel.DATA_PROTECTION: (
            "data protection, data_protection, andmekaitse, andmekaitsespetsialist, tietosuoja, tietosuojavastaava, "
            "duomenų apsauga, duomenų apsaugos pareigūnas"
        ),
    }.items()
    for word in words.split(", ")
}


@dataclass(frozen=True)
class Table:
    """Rows with named cells. ``unknown`` are headings that nobody understood, ``has_headings`` if there were any."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    unknown: tuple[str, ...] = ()
    has_headings: bool = False


def read_table(cells: list[list[str]]) -> Table:
    """Give each cell its column. Raises TableTooLargeError above 500 rows: no school has so many staff."""
    numbered = [(number, row) for number, row in enumerate(cells, start=1) if any(row)]
    if len(numbered) > MAX_ROWS:
        raise TableTooLargeError
    if not numbered:
        return Table((), ())
    headings = [_HEADINGS.get(cell.casefold().strip(" :*"), "") for cell in numbered[0][1]]
    has_headings = len([one for one in headings if one]) >= min(2, len([one for one in numbered[0][1] if one]))
    unknown: tuple[str, ...] = ()
    if has_headings:
        unknown = tuple(word for word, column in zip(numbered[0][1], headings, strict=True) if word and not column)
        numbered = numbered[1:]
    else:
        headings = list(_usual_order([row for _number, row in numbered]))
    rows = tuple((number, _named(row, headings)) for number, row in numbered)
    return Table(tuple(column for column in headings if column), rows, unknown, has_headings)


def double_lines(table: Table, *, besides: frozenset[int]) -> dict[int, int]:
    """Return the lines that say word for word what an earlier one says, each with that line."""
    first: dict[tuple[tuple[str, str], ...], int] = {}
    found: dict[int, int] = {}
    for line, cells in table.rows:
        if line in besides:
            continue
        said = tuple(sorted((column, " ".join(words.casefold().split())) for column, words in cells.items()))
        if first.setdefault(said, line) != line:
            found[line] = first[said]
    return found


def _usual_order(rows: list[list[str]]) -> tuple[str, ...]:
    """One name column if addresses stand in the second column, else two."""
    second = sum("@" in row[1] for row in rows if len(row) > 1)
    third = sum("@" in row[2] for row in rows if len(row) > 2)
    return ("name", *COLUMNS[2:]) if second > third else COLUMNS


def _named(row: list[str], headings: list[str]) -> dict[str, str]:
    cells = {column: cell for column, cell in zip(headings, row, strict=False) if column and cell}
    if "name" in cells:
        given, family = split_name(cells.pop("name"))
        cells.setdefault("given_name", given)
        cells.setdefault("family_name", family)
    return cells


def split_name(words: str) -> tuple[str, str]:
    """ "Given Family" or "Family, Given"; the last word is the family name."""
    if "," in words:
        family, _, given = words.partition(",")
        return given.strip(), family.strip()
    given, _, family = words.strip().rpartition(" ")
    return given.strip(), family.strip()


def level_of(words: str) -> AccessLevel:
    """Return the access level that a word means in any of the four languages, or on our pages; else ValueError."""
    plain = words.casefold().strip()
    own = {name: level for level in SCHOOL_LEVELS for name in (level.value, str(level.label).casefold())}
    level = _LEVELS.get(plain) or own.get(plain)
    if level is None:
        raise ValueError(words)
    return level


def parts_of(words: str) -> tuple[str, ...]:
    """Split a cell that holds several classes or posts: "5a, 5b" or "A; B"."""
    return tuple(dict.fromkeys(line for part in re.split(r"[;,\n]", words) if (line := one_line(part))))


def posts_of(words: str) -> tuple[tuple[str, int | None], ...]:
    """Return the posts of a cell, each with its share if it says one: "Digitutor 60 %, AV person 20 %"."""
    found = []
    for part in parts_of(words):
        split = re.fullmatch(r"(.+?)\s*[(\s](\d{1,3})\s*%\)?", part)
        found.append((split.group(1), percent_of(split.group(2) + "%")) if split else (part, None))
    return tuple(found)


def percent_of(words: str) -> int:
    """Return a share in percent: "60", "60 %", "0,6" and "1" (of a full post); ValueError otherwise.

    Nobody holds a hundredth of a post, so that "1" without the sign is a whole one.
    """
    plain = words.replace("%", "").replace(",", ".").replace(" ", "")
    value = float(plain)
    if "%" not in words and 0 < value <= 1:
        value *= 100
    share = round(value) if abs(value) < 1000 else 0  # not inf, not nan
    if not 1 <= share <= 100 or abs(value - share) > 0.01:
        raise ValueError(words)
    return share


def day_of(words: str) -> date:
    """Return a day as the three countries write it: 2026-09-01, 1.9.2026, 01.09.2026; ValueError otherwise."""
    plain = words.replace(" ", "")
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T].*)?", plain):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", plain):
        day, month, year = found.groups()
    else:
        raise ValueError(words)
    found_day = date(int(year), int(month), int(day))
    if not FIRST_DAY <= found_day <= LAST_DAY:
        raise ValueError(words)
    return found_day
