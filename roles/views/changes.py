"""What a version changes, for its own page and for the one that approves it."""

from django.utils.translation import gettext as _

from roles.queries.pages import RolePage


def change_rows(page: RolePage) -> list[dict[str, str]]:
    """Return the clauses that a version adds, changes or removes, as ``roles/_changes.html`` draws them."""
    rows = [
        {"margin": clause.number, "words": _("changed"), "old": clause.was, "new": clause.whole}
        if clause.change == "changed"
        else {"margin": clause.number, "words": _("added"), "old": "", "new": clause.whole}
        for clause in page.clauses()
        if clause.change
    ]
    removed = [{"margin": row.number, "words": _("removed"), "old": row.whole, "new": ""} for row in page.removed]
    return [*rows, *removed]


def changes_words(page: RolePage) -> str:
    """Return how many there are of each."""
    counts = (
        (sum(clause.change == "changed" for clause in page.clauses()), _("%(n)d changed")),
        (sum(clause.change == "added" for clause in page.clauses()), _("%(n)d added")),
        (len(page.removed), _("%(n)d removed")),
    )
    return ", ".join(words % {"n": number} for number, words in counts if number)
