"""Conflicts between facts, as rows of the store."""

from collections.abc import Iterable, Mapping

from data.dates import Value
from data.reading.conflicts import Conflict
from data.store.shelf import Connection, Shelf, many
from data.values import Fact


class StoredConflict(Value):
    """Two facts that do not agree."""

    kind: str
    about: str
    first: int
    second: int
    why: str


def keep(db: Connection, found: Iterable[Conflict], numbers: Mapping[Fact, int], now: str) -> None:
    """Insert conflicts between facts whose numbers are given; the caller owns the transaction."""
    db.executemany(
        """INSERT INTO conflict (kind, about, first, second, why, recorded_at) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING""",
        [(c.kind, c.about, numbers[c.first], numbers[c.second], c.why, now) for c in found],
    )


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
