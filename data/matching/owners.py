"""Owners: of which kind the entity of each alias is, by its number; a change of kind is one of names."""

import sqlite3
from collections.abc import Collection
from functools import partial

import numpy as np
from numpy.typing import NDArray

from data.matching.candidates import Fitting
from data.matching.postings import Ids

Numbers = NDArray[np.int64]

UNKNOWN, MOST_CODES = 0, 256
"""The code of an alias that was not read yet, and how many codes a byte holds."""


class Owners:
    """The kinds of one connection's aliases: a byte each, read when first asked for and as they are added;
    the last byte stands for all that come after it, which are UNKNOWN."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kinds: NDArray[np.uint8] = np.zeros(1, np.uint8)
        self._codes: dict[str, int] = {}
        self._last = 0
        self._changes = -1

    def fitting(self, kinds: Collection[str], changes: int) -> Fitting | None:
        """What says whether the entities of aliases are, or may be, of these kinds; None if all are.

        `changes` is how often the names have been changed by now.
        """
        self._refresh(changes)
        wanted = np.zeros(MOST_CODES, np.bool_)
        wanted[[UNKNOWN, *(self._codes[kind] for kind in kinds if kind in self._codes)]] = True
        return None if wanted[: len(self._codes) + 1].all() else partial(self._are, wanted)

    def _are(self, wanted: NDArray[np.bool_], aliases: Ids) -> NDArray[np.bool_]:
        """For each of these aliases whether its code is a wanted one."""
        found: NDArray[np.bool_] = wanted.take(self._kinds.take(aliases, mode="clip"))
        return found

    def _refresh(self, changes: int) -> None:
        """Read what is new. Numbers may be given again after an alias was taken out, so then all are read."""
        if changes == self._changes:
            return
        before, added = self._changes, self._read()
        self._changes = changes
        if added != changes - before and before >= 0:
            self._kinds, self._last = np.zeros(1, np.uint8), 0
            self._read()

    def _read(self) -> int:
        """Read the aliases after the last one known; returns how many there are."""
        ids, entities = self._listed("SELECT group_concat(id), group_concat(entity) FROM alias WHERE id > ?")
        if not len(ids):
            return 0
        self._last = int(ids.max())
        grown = np.zeros(self._last + 2, np.uint8)
        grown[: len(self._kinds)] = self._kinds
        grown[ids] = self._kinds_of(entities)
        self._kinds = grown
        return len(ids)

    def _kinds_of(self, entities: Numbers) -> NDArray[np.uint8]:
        """The code of the kind of each of these entities."""
        first = int(entities.min())
        codes = np.zeros(int(entities.max()) - first + 1, np.uint8)
        rows = self._db.execute(
            "SELECT kind, group_concat(id) FROM entity WHERE id BETWEEN ? AND ? GROUP BY kind ORDER BY kind",
            (first, int(entities.max())),
        )
        for kind, listed in rows:
            codes[_numbers(listed) - first] = self._code(kind)
        found: NDArray[np.uint8] = codes[entities - first]
        return found

    def _listed(self, sql: str) -> tuple[Numbers, Numbers]:
        """Two columns of the aliases after the last one known: as two texts, far faster than as rows."""
        ids, entities = self._db.execute(sql, (self._last,)).fetchone()
        return _numbers(ids), _numbers(entities)

    def _code(self, kind: str) -> int:
        return self._codes.setdefault(kind, len(self._codes) + 1)


def _numbers(listed: str | None) -> Numbers:
    """Numbers from a text that lists them with commas; none from none."""
    return np.fromstring(listed or "", np.int64, sep=",")
