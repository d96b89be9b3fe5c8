"""Random identifiers for URLs, so that a number never tells how many rows there are."""

import secrets

# No vowels and no look-alikes: nothing readable or offensive arises, and it can be dictated.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
LENGTH = 10


def new_public_id() -> str:
    """Return 10 random characters (about 48 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
