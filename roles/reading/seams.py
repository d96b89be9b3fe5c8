"""Where the reader meets the file readers and the grammar of time words, which may not be there."""

from roles.reading.lines import Extracted, Found, UnreadableError

try:
    from roles.reading.files import extract  # type: ignore[import-not-found,unused-ignore]
except ModuleNotFoundError:

    def extract(data: bytes, name: str = "") -> Extracted:  # type: ignore[misc,unused-ignore]
        """No file can be read without its reader."""
        raise UnreadableError("kind")


try:
    from roles.reading.grammar import find_rules  # type: ignore[import-not-found,unused-ignore]
except ModuleNotFoundError:

    def find_rules(  # type: ignore[misc,unused-ignore]
        text: str, language: str, *, kind: str = "duties", heading: str = ""
    ) -> list[Found]:
        """Without a grammar there are no rules."""
        return []


__all__ = ["extract", "find_rules"]
