"""Conflicts between facts, as rows of the store."""

from collections.abc import Iterable

from data.dates import Value
from data.store.shelf import Shelf, many


class StoredConflict(Value):
    """Two facts that do not agree."""

    kind: str
    about: str
    first: int
    second: int
    why: str


def of_facts(shelf: Shelf, facts: Iterable[int]) -> list[StoredConflict]:
    """The conflicts that any of these facts is part of."""
    rows = shelf.rows(
        """SELECT * FROM conflict WHERE first IN (SELECT value FROM json_each(:ids))
           OR second IN (SELECT value FROM json_each(:ids)) ORDER BY id""",
        ids=many(facts),
    )
    return [
        StoredConflict(kind=r["kind"], about=r["about"], first=r["first"], second=r["second"], why=r["why"])
        for r in rows
    ]
