"""Candidates: the aliases that share the most and the rarest features with what was typed."""

import sqlite3
from collections.abc import Iterator
from math import log

import numpy as np
from numpy.typing import NDArray

from data.matching.fit import Tokens
from data.matching.keys import features, number
from data.matching.postings import Ids, Postings

POSTING_BUDGET = (6_000, 50_000)
"""Posting entries read for one query, rarest features first: a fifth of the aliases there are, within
these bounds. More did not find more at 10,000, 100,000 and 1,000,000 aliases."""
FEWEST_FEATURES = 3
"""Features that are read whatever they cost."""


class Candidates:
    """Chooses among the aliases of one connection; holds one number for each alias, all 0 between queries."""

    def __init__(self, db: sqlite3.Connection, postings: Postings) -> None:
        self._db = db
        self._postings = postings
        self._points: NDArray[np.float32] = np.zeros(0, np.float32)
        self.size = 0
        """About how many aliases there are: the highest id, for counting them would read them all."""

    def refresh(self) -> None:
        """Take note of what was written since the last query."""
        if self._postings.refresh():
            (self.size,) = self._db.execute("SELECT coalesce(max(id), 0) FROM alias").fetchone()
            if len(self._points) <= self.size:
                self._points = np.zeros(self.size + 1024, np.float32)

    def best(self, tokens: Tokens, counts: tuple[int, ...]) -> Iterator[list[int]]:
        """The ids of the aliases of most points, best first: the first `counts[0]`, then more if asked."""
        read = self._read(tokens)
        if not read:
            return
        for ids, points in read:
            np.add.at(self._points, ids, np.float32(points))
        every = np.concatenate([ids for ids, _ in read])
        sums = self._points.take(every)
        self._points[every] = 0
        for count in counts:
            found = _top(every, sums, len(read), count)
            yield found
            if len(found) < count:
                return

    def _read(self, tokens: Tokens) -> list[tuple[Ids, float]]:
        """The ids under each feature that is worth reading, and the points that it gives."""
        counts = self._postings.counts({number(feature) for feature in features(tokens, typed=True)})
        budget = min(max(self.size // 5, POSTING_BUDGET[0]), POSTING_BUDGET[1])
        found: list[tuple[Ids, float]] = []
        spent = 0
        for count, key in sorted((count, key) for key, count in counts.items() if count):
            spent += count
            if len(found) >= FEWEST_FEATURES and spent > budget:
                break
            ids = self._postings.ids(key)
            if len(ids) and ids[-1] >= len(self._points):
                ids = ids[ids < len(self._points)]  # written by another process since `refresh`
            found.append((ids, log(1 + self.size / count)))
        return found


def _top(ids: Ids, points: NDArray[np.float32], times: int, count: int) -> list[int]:
    """The `count` ids of most points, best first; `ids` may hold each up to `times` times."""
    for share in (2, 6, times):
        high = _highest(points, count * share)
        found, places = np.unique(ids[high], return_index=True)
        if len(found) >= count or len(high) == len(ids):
            break
    order = np.argsort(-points[high][places], kind="stable")[:count]
    return [int(one) for one in found[order]]


def _highest(points: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Places of about the `count` highest points and a few more: the bar is set by a sample."""
    sample = points[::16]
    if len(points) <= 4 * count or len(sample) < 64:
        return np.arange(len(points))
    rank = min(len(sample) - 1, max(8, count // 16 * 3 // 2))
    bar = np.partition(sample, -rank)[-rank]
    high = np.flatnonzero(points >= bar)
    return high if len(high) >= count else np.arange(len(points))
