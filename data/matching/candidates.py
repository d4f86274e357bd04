"""Candidates: the aliases that share the most and the rarest features with what was typed."""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from data.matching.keys import feature_numbers, joined, number
from data.matching.postings import Ids, Postings
from data.matching.sides import Tokens, core

POSTING_BUDGET = (6_000, 25_000)
"""Posting entries read for one query, rarest features first: a fifth of the aliases there are, within
these bounds. More did not find more at 10,000, 100,000 and 1,000,000 aliases."""
FEWEST_FEATURES = 3
"""Features that are read whatever they cost."""
FEWEST_COMPARED, MOST_COMPARED = 12, 60
"""Aliases that are compared with what was typed, as far as there are so many."""
NEAR_BEST = 0.45
"""Beyond the fewest only those are compared that have this share of the best one's points. Among 1,000,000
generated names the one meant is then compared in 995 of 1,000 queries, as often as if 60 always were."""

NONE: Ids = np.zeros(0, np.uint32)
Points = dict[int, float]
"""Aliases with their points, best first."""
Fitting = Callable[[Ids], NDArray[np.bool_]]
"""For each of many aliases whether it may be answered with."""


class Candidates:
    """Chooses among the aliases of one connection; holds one number for each alias, all 0 between queries."""

    def __init__(self, db: sqlite3.Connection, postings: Postings) -> None:
        self._db = db
        self._postings = postings
        self._points: NDArray[np.float32] = np.zeros(0, np.float32)
        self.size = 0
        """About how many aliases there are: the highest id, for counting them would read them all."""

    def refresh(self) -> bool:
        """Take note of what was written since the last query; whether the names may have changed."""
        if not self._postings.refresh():
            return False
        (self.size,) = self._db.execute("SELECT coalesce(max(id), 0) FROM alias").fetchone()
        if len(self._points) <= self.size:
            self._points = np.zeros(self.size + 1024, np.float32)
        return True

    def whole(self, tokens: Tokens) -> list[int]:
        """The aliases that may be what was typed, save spaces, titles and words of kind: those written
        together like it and those with all the words that make the name; none where these are too many."""
        counts = self._postings.counts(feature_numbers(tokens, typed=True))
        words = sorted(map(number, ("#" + word for word in core(tokens))), key=lambda one: counts[one])
        found = NONE
        for place, word in enumerate(words):
            if counts[word] > self._budget():
                return []
            found = self._both(found, self._postings.ids(word)) if place else self._postings.ids(word)
            if len(found) <= MOST_COMPARED:
                break
        together = self._postings.ids(number("!" + joined(tokens).lower()))
        every = list(dict.fromkeys([*together.tolist(), *found.tolist()]))
        return every if len(every) <= MOST_COMPARED else []

    def _both(self, few: Ids, many: Ids) -> Ids:
        """The ids that are in both lists."""
        held = few[few < len(self._points)]
        self._points[held] = 1
        both: Ids = many[self._points.take(many, mode="clip") > 0]
        self._points[held] = 0
        return both

    def _budget(self) -> int:
        """Posting entries that are read for one query."""
        return min(max(self.size // 5, POSTING_BUDGET[0]), POSTING_BUDGET[1])

    def best(
        self, tokens: Tokens, counts: tuple[int, ...], fitting: Fitting | None = None
    ) -> Iterator[Points]:
        """The aliases of most points, best first: the first `counts[0]`, then more if asked.

        Fewer than MOST_COMPARED come first only where the last of them is not worth comparing. Only those
        that are `fitting`, if that is given; what is read does not depend on it.
        """
        read = self._read(tokens, fitting)
        if not read:
            return
        every = np.concatenate([ids for ids, _ in read]).astype(np.intp)
        each = np.array([points for _, points in read], np.float32)
        np.add.at(self._points, every, np.repeat(each, [len(ids) for ids, _ in read]))
        ends = accumulate(len(ids) for ids, _ in read)
        sums = np.concatenate([self._taken(every[a:b]) for a, b in pairwise((0, *ends))])
        for count in counts:
            found = _top(every, sums, count)
            if len(found) == count < min(MOST_COMPARED, counts[-1]) and _all_near(found):
                continue
            yield found
            if len(found) < count:
                return

    def _taken(self, ids: NDArray[np.intp]) -> NDArray[np.float32]:
        """The points of the aliases, 0 for those whose points were taken before; leaves 0 behind."""
        points: NDArray[np.float32] = self._points.take(ids)
        self._points[ids] = 0
        return points

    def _read(self, tokens: Tokens, fitting: Fitting | None) -> list[tuple[Ids, float]]:
        """The ids under each feature that is worth reading, and the points that it gives."""
        counts = self._postings.counts(feature_numbers(tokens, typed=True))
        budget = self._budget()
        found: list[tuple[Ids, float]] = []
        spent = 0
        for count, key in sorted((count, key) for key, count in counts.items() if count):
            spent += count
            if len(found) >= FEWEST_FEATURES and spent > budget:
                break
            ids = self._postings.ids(key)
            if len(ids) and ids[-1] >= len(self._points):
                ids = ids[ids < len(self._points)]  # written by another process since `refresh`
            ids = ids if fitting is None else ids[fitting(ids)]
            found.append((ids, log(1 + self.size / count)))
        return found


def worth_comparing(points: Points) -> list[int]:
    """The aliases, best first, of which one may be the one that is meant: few when one stands out."""
    bar = NEAR_BEST * max(points.values(), default=0.0)
    ids = [alias for alias, own in points.items() if own >= bar]
    return ids[:MOST_COMPARED] if len(ids) >= FEWEST_COMPARED else list(points)[:FEWEST_COMPARED]


def settled(points: Points, lowest: float) -> bool:
    """Whether none of `lowest` points or fewer can become worth comparing, or change which are."""
    best = max(points.values(), default=0.0)
    return len(points) >= MOST_COMPARED or (len(points) >= FEWEST_COMPARED and lowest < NEAR_BEST * best)


def _all_near(points: Points) -> bool:
    """Whether the last of these has so many points that others behind it may be worth comparing."""
    own = list(points.values())
    return own[-1] >= NEAR_BEST * own[0]


def _top(ids: NDArray[np.intp], points: NDArray[np.float32], count: int) -> Points:
    """The `count` aliases of most points, best first, of those that have any."""
    high = _highest(points, count)
    order = high[np.argsort(-points[high], kind="stable")[:count]]
    return dict(zip(ids[order].tolist(), points[order].tolist(), strict=True))


def _highest(points: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Places of at least the `count` highest points and some more: a sample sets the bar."""
    sample = points[::8]
    rank = count // 8 * 2 + 8
    if rank < len(sample):
        bar = np.partition(sample, -rank)[-rank]
        high = np.flatnonzero(points >= bar) if bar > 0 else np.flatnonzero(points)
        if len(high) >= count:
            return high
    return np.flatnonzero(points)
