"""Where facts do not agree: the conflicts that any of them is part of, with both sides."""

from collections.abc import Iterator, Sequence

from briefs.card import Conflict
from data.store import conflicts, facts
from data.store.shelf import Shelf
from data.values import StoredFact


def differing(shelf: Shelf, about: Sequence[StoredFact]) -> Iterator[Conflict]:
    """Each conflict once, in the order in which it was found."""
    rows = conflicts.of_facts(shelf, (fact.id for fact in about))
    known = facts.get_all(shelf, {number for row in rows for number in (row.first, row.second)})
    for row in rows:
        if row.first in known and row.second in known:
            yield Conflict(first=known[row.first], second=known[row.second], why=row.why)
