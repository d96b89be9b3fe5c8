"""The numbers that clauses carry on paper, as their text writes them. Pure."""

import re
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 30  # characters, as the column has them
_LAST: Final = re.compile(r"^(?P<head>.*?)(?P<last>\d+|(?<![^\W_])[a-z])(?P<tail>[.)\s]*)$")


def next_number(numbers: Sequence[str]) -> str | None:
    """Return the number that follows the last of these in their own pattern: "14.8." after "14.7.", "c)" after "b)".

    Taken numbers of the pattern are passed over, so a clause put between 2. and 3. of five becomes 6. None where
    the last one is no number, or there are none: a text without numbers stays without.
    """
    found = [match for number in numbers if (match := _LAST.match(number))]
    if not found or not numbers[-1]:
        return None
    pattern = found[-1]
    alike = [
        match["last"]
        for match in found
        if (match["head"], match["tail"], match["last"].isdigit())
        == (pattern["head"], pattern["tail"], pattern["last"].isdigit())
    ]
    last = str(max(map(int, alike)) + 1) if pattern["last"].isdigit() else chr(ord(max(alike)) + 1)
    number = f"{pattern['head']}{last}{pattern['tail']}"
    return number if last != "{" and len(number) <= LONGEST else None
