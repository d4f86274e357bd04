"""Owners: of which kind the entity of each alias is, by its number; the kind of an entity never changes."""

import sqlite3
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray


class Owners:
    """The kinds of one connection's aliases: a byte each, read when first asked for and as they are added."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kinds: NDArray[np.uint8] = np.zeros(0, np.uint8)
        self._codes: dict[str, int] = {}
        self._last = 0
        self._changes = -1

    def of_kinds(self, kinds: Collection[str], changes: int) -> NDArray[np.bool_]:
        """For each alias number whether its entity is of one of these kinds.

        `changes` is how often the names have been changed by now.
        """
        self._refresh(changes)
        codes = [self._codes[kind] for kind in kinds if kind in self._codes]
        wanted: NDArray[np.bool_] = np.isin(self._kinds, codes)
        return wanted

    def _refresh(self, changes: int) -> None:
        """Read what is new. Numbers may be given again after an alias was taken out, so then all are read."""
        if changes == self._changes:
            return
        before, added = self._changes, self._read()
        self._changes = changes
        if added != changes - before and before >= 0:
            self._kinds, self._last = np.zeros(0, np.uint8), 0
            self._read()

    def _read(self) -> int:
        """Read the aliases after the last one known; returns how many there are."""
        rows = self._db.execute(
            "SELECT alias.id, entity.kind FROM alias CROSS JOIN entity ON entity.id = alias.entity"
            " WHERE alias.id > ? ORDER BY alias.id",
            (self._last,),
        ).fetchall()
        if rows:
            self._last = rows[-1][0]
            grown = np.zeros(self._last + 1, np.uint8)
            grown[: len(self._kinds)] = self._kinds
            grown[[row[0] for row in rows]] = [self._code(row[1]) for row in rows]
            self._kinds = grown
        return len(rows)

    def _code(self, kind: str) -> int:
        return self._codes.setdefault(kind, len(self._codes) + 1)
