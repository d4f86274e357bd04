"""Postings: which aliases hold which feature, kept as small blobs in ordinary tables of the store's file.

The ids of a feature are cut into segments of 65,536 aliases, one row each, so that adding or
removing an alias rewrites only a few short blobs inside the transaction that writes the alias,
and a query reads only the rows of its own features: nothing is loaded at start. A connection
keeps what it was asked for last until the file changes.
"""

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint32]

SEGMENT = 16
"""Bits of an alias id that are written in a posting; the rest is part of the row's key."""
CHANGES = -1
"""The row of `gram_count` that counts the changes of the names; features are not negative."""
CACHED_IDS = 2_000_000
"""Posting entries that a connection keeps at most (4 bytes each), those asked for last."""
CACHED_COUNTS = 20_000
"""Features of which a connection keeps how many aliases hold them."""

TABLES = (
    """CREATE TABLE alias (
        id INTEGER PRIMARY KEY,
        entity INTEGER NOT NULL REFERENCES entity(id),
        text TEXT NOT NULL,
        sort TEXT NOT NULL DEFAULT 'name',
        article INTEGER,
        norm TEXT NOT NULL,
        UNIQUE (entity, text, sort)
    )""",
    "CREATE TABLE gram (key INTEGER PRIMARY KEY, ids BLOB NOT NULL)",
    "CREATE TABLE gram_count (feature INTEGER PRIMARY KEY, aliases INTEGER NOT NULL)",
)


def create_tables(db: sqlite3.Connection) -> None:
    """Make the tables of names and of their index; the caller owns the transaction."""
    for table in TABLES:
        db.execute(table)


class Postings:
    """The postings of one connection, with what this process has read of them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._ids: dict[int, Ids] = {}
        self._counts: dict[int, int] = {}
        self._held = 0
        self._seen: tuple[int, int, bool] = (-1, -1, False)
        self.changed = -1
        """How often the names had been changed at the last `refresh`."""

    def refresh(self) -> bool:
        """Forget what was read when the names may have changed since; True when it was forgotten.

        The names have a counter of their own, which is read when another connection committed
        (`PRAGMA data_version`) or this one wrote: what a bot writes with every message makes nobody
        forget. Inside a transaction, which may be undone, nothing is kept from one query to the next.
        """
        (version,) = self.db.execute("PRAGMA data_version").fetchone()
        seen, before = (version, self.db.total_changes, self.db.in_transaction), self._seen
        if seen == before and not seen[2]:
            return False
        changes, self._seen = self._changes(), seen
        if changes == self.changed and not (seen[2] or before[2]):
            return False
        self._ids.clear()
        self._counts.clear()
        self._held = 0
        self.changed = changes
        return True

    def _changes(self) -> int:
        """How often the names were changed; 0 in a file in which that was never counted."""
        row = self.db.execute("SELECT aliases FROM gram_count WHERE feature = ?", (CHANGES,)).fetchone()
        return int(row[0]) if row else 0

    def count_change(self) -> None:
        """Count a change of the names, or of what they belong to, so that every connection reads anew."""
        self.db.execute(
            "INSERT INTO gram_count (feature, aliases) VALUES (?, 1)"
            " ON CONFLICT (feature) DO UPDATE SET aliases = aliases + 1",
            (CHANGES,),
        )

    def counts(self, features: Iterable[int]) -> dict[int, int]:
        """How many aliases hold each feature (0 for none)."""
        wanted = list(features)
        missing = [one for one in wanted if one not in self._counts]
        if missing:
            if len(self._counts) > CACHED_COUNTS:
                self._counts.clear()
                missing = wanted
            self._counts.update(dict.fromkeys(missing, 0))
            marks = ",".join("?" * len(missing))
            rows = self.db.execute(
                f"SELECT feature, aliases FROM gram_count WHERE feature IN ({marks})", missing
            )
            self._counts.update(rows.fetchall())
        return {one: self._counts[one] for one in wanted}

    def ids(self, feature: int) -> Ids:
        """The ids of all aliases that hold the feature."""
        found = self._ids.pop(feature, None)
        if found is None:
            found = self._read(feature)
            self._held += len(found)
        self._ids[feature] = found  # at the end of those that are forgotten in turn
        while self._held > CACHED_IDS and len(self._ids) > 1:
            self._held -= len(self._ids.pop(next(iter(self._ids))))
        return found

    def _read(self, feature: int) -> Ids:
        first = feature << SEGMENT
        rows = self.db.execute(
            "SELECT key, ids FROM gram WHERE key BETWEEN ? AND ?", (first, first + (1 << SEGMENT) - 1)
        ).fetchall()
        found = np.frombuffer(b"".join([blob for _, blob in rows]), np.uint16).astype(np.uint32)
        if rows and rows[-1][0] > first:
            starts = np.array([(key - first) << SEGMENT for key, _ in rows], np.uint32)
            found += np.repeat(starts, [len(blob) // 2 for _, blob in rows])
        return found

    def add(self, alias: int, features: Sequence[int]) -> None:
        """File one alias under its features; the caller owns the transaction."""
        low = np.uint16(alias & 0xFFFF).tobytes()
        segment = alias >> SEGMENT
        self.db.executemany(
            "INSERT INTO gram (key, ids) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET ids = CAST(ids || excluded.ids AS BLOB)",
            [(feature << SEGMENT | segment, low) for feature in features],
        )
        self.db.executemany(
            "INSERT INTO gram_count (feature, aliases) VALUES (?, 1)"
            " ON CONFLICT (feature) DO UPDATE SET aliases = aliases + 1",
            [(feature,) for feature in features],
        )
        self.count_change()

    def discard(self, alias: int, features: Sequence[int]) -> None:
        """Take one alias out of its features; the caller owns the transaction."""
        for feature in features:
            key = feature << SEGMENT | alias >> SEGMENT
            row = self.db.execute("SELECT ids FROM gram WHERE key = ?", (key,)).fetchone()
            if row is None:
                continue
            held = np.frombuffer(row[0], np.uint16)
            kept = held[held != np.uint16(alias & 0xFFFF)]
            if len(kept) == len(held):
                continue
            if len(kept):
                self.db.execute("UPDATE gram SET ids = ? WHERE key = ?", (kept.tobytes(), key))
            else:
                self.db.execute("DELETE FROM gram WHERE key = ?", (key,))
            self.db.execute("UPDATE gram_count SET aliases = aliases - 1 WHERE feature = ?", (feature,))
        self.count_change()

    def add_segment(self, features: NDArray[np.uint32], aliases: NDArray[np.uint32]) -> None:
        """File many aliases of one segment at once: the pairs (features[i], aliases[i])."""
        order = np.argsort(features, kind="stable")
        features, low = features[order], (aliases[order] & np.uint32(0xFFFF)).astype(np.uint16)
        starts = np.flatnonzero(np.r_[True, features[1:] != features[:-1]])
        ends = np.r_[starts[1:], len(features)]
        segment = int(aliases[0]) >> SEGMENT
        rows = list(zip(features[starts].tolist(), starts.tolist(), ends.tolist(), strict=True))
        self.db.executemany(
            "INSERT INTO gram (key, ids) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET ids = CAST(ids || excluded.ids AS BLOB)",
            ((feature << SEGMENT | segment, low[start:end].tobytes()) for feature, start, end in rows),
        )
        self.db.executemany(
            "INSERT INTO gram_count (feature, aliases) VALUES (?, ?)"
            " ON CONFLICT (feature) DO UPDATE SET aliases = aliases + excluded.aliases",
            ((feature, end - start) for feature, start, end in rows),
        )
        self.count_change()
