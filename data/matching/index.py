"""NameIndex: the aliases of the store and the search over them, in the store's own tables."""

import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice, repeat
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.dates import Value
from data.matching.because import because
from data.matching.compare import fits
from data.matching.fit import Fit, Tokens
from data.matching.fold import fold
from data.matching.keys import content, features, number
from data.matching.postings import SEGMENT, Postings, create_tables
from data.matching.words import FUNCTION, HONORIFICS, LEGAL, WEAK_HONORIFICS

Keep = Callable[[Sequence[int]], Collection[int]]

LOOKED_AT = 40
"""Candidates that are compared in full; the truth was among them for .998 / .995 / .988 of noisy queries."""
POSTING_BUDGET = (6_000, 50_000)
"""Posting entries read for one query, rarest features first: a fifth of the aliases there are, within
these bounds. More did not find more at 10,000, 100,000 and 1,000,000 aliases."""
FEWEST_FEATURES = 3
FARTHEST = 0.2
"""Scores up to here are no match at all."""
SUPPOSED_NAMES = 5_000
"""Names that the rarity scale pretends to know besides the store's, so that scores agree between stores."""


class Match(Value):
    """An entity that may be meant: the alias that fits best, how well (0 to 1), and why."""

    entity_id: int
    name: str
    score: float
    because: str


class _Found(NamedTuple):
    """An alias that came near, before it is put in words."""

    entity: int
    text: str
    sort: str
    name: Tokens
    fit: Fit

    def match(self, tokens: Tokens, query: str) -> Match:
        """The same in words, for what was typed."""
        why = because(tokens, query, self.name, self.text, self.sort, self.fit)
        return Match(entity_id=self.entity, name=self.text, score=round(self.fit.score, 4), because=why)


class NameIndex:
    """Searches and keeps the aliases of one connection, which the caller opened and whose
    transactions the caller owns: nothing here begins, commits or rolls back."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._postings = Postings(db)
        self._points: NDArray[np.float32] = np.zeros(0, np.float32)
        self._size = 0
        self._last = 0

    @classmethod
    def build(cls, rows: Iterable[tuple[int, str]]) -> "NameIndex":
        """An index of its own, outside any store, of rows (entity id, alias); gone when it is closed."""
        db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA foreign_keys = off")
        db.execute("PRAGMA cache_size = -32000")
        index = cls(db)
        db.execute("BEGIN")
        create_tables(db)
        index.fill(rows)
        db.execute("COMMIT")
        return index

    def fill(self, rows: Iterable[tuple[int, str]]) -> None:
        """Add many aliases (entity id, alias) at once; far faster than `add` for each."""
        (last,) = self.db.execute("SELECT coalesce(max(id), 0) FROM alias").fetchone()
        fresh = iter(rows)
        while batch := list(islice(fresh, (1 << SEGMENT) - (last + 1) % (1 << SEGMENT))):
            last = self._fill_segment(last, batch)

    def _fill_segment(self, last: int, batch: list[tuple[int, str]]) -> int:
        """File a batch whose ids fall into one segment of the postings; the last id given."""
        found, owners = array("I"), array("I")
        seen: set[tuple[int, str]] = set()
        new = []
        for entity, text in batch:
            if (entity, text) in seen or not (tokens := fold(text)):
                continue
            seen.add((entity, text))
            last += 1
            new.append((last, entity, text, " ".join(tokens)))
            numbers = {number(feature) for feature in features(tokens)}
            found.extend(numbers)
            owners.extend(repeat(last, len(numbers)))
        self.db.executemany("INSERT INTO alias (id, entity, text, norm) VALUES (?, ?, ?, ?)", new)
        if new:
            self._postings.add_segment(np.frombuffer(found, np.uint32), np.frombuffer(owners, np.uint32))
        return last

    def add(self, id: int, alias: str, sort: str = "name", article: int | None = None) -> None:
        """File an alias of entity `id`, within the caller's transaction.

        Does nothing when the entity has it already, or when it holds neither letter nor digit.
        """
        tokens = fold(alias)
        if not tokens:
            return
        row = self.db.execute(
            "INSERT INTO alias (entity, text, sort, article, norm) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING RETURNING id",
            (id, alias, sort, article, " ".join(tokens)),
        ).fetchone()
        if row is not None:
            self._postings.add(row[0], sorted({number(feature) for feature in features(tokens)}))

    def discard(self, id: int, alias: str) -> None:
        """Take an alias of entity `id` out, of whatever sort; does nothing when it has none such."""
        rows = self.db.execute(
            "DELETE FROM alias WHERE entity = ? AND text = ? RETURNING id, norm", (id, alias)
        ).fetchall()
        for row, norm in rows:
            tokens = tuple(norm.split())
            self._postings.discard(row, sorted({number(feature) for feature in features(tokens)}))

    def search(self, query: str, limit: int = 5, keep: Keep | None = None) -> list[Match]:
        """The entities that `query` may mean, best first, at most `limit`, each with its best alias.

        `keep` is given entity ids, best first, and returns those that may be answered with.
        """
        tokens = fold(query)
        if not _says_something(tokens):
            return []
        self._refresh()
        best = self._ranked(tokens, keep)
        if keep is not None:
            kept = set(keep([one.entity for one in best]))
            best = [one for one in best if one.entity in kept]
        return [one.match(tokens, query) for one in best[:limit]]

    def _ranked(self, tokens: Tokens, keep: Keep | None) -> list["_Found"]:
        """The best alias of each entity that comes near, best first."""
        rows = self._rows(self._candidates(tokens, keep))
        names = {norm: tuple(norm.split()) for _, _, _, norm in rows}
        compared = fits(tokens, list(names.values()), self._rarity, self._acronyms(tokens))
        fit_of = dict(zip(names, compared, strict=True))
        best: dict[int, _Found] = {}
        for entity, text, sort, norm in rows:
            name, fit = names[norm], fit_of[norm]
            if fit.score > FARTHEST and (entity not in best or fit.score > best[entity].fit.score):
                best[entity] = _Found(entity, text, sort, name, fit)
        return sorted(best.values(), key=lambda one: (-one.fit.score, one.entity))

    def _refresh(self) -> None:
        if self._postings.refresh():
            (self._last, self._size) = self.db.execute(
                "SELECT coalesce(max(id), 0), (SELECT count(*) FROM alias) FROM alias"
            ).fetchone()
            if len(self._points) <= self._last:
                self._points = np.zeros(self._last + 1024, np.float32)

    def _rarity(self, words: Sequence[str]) -> list[float]:
        """1 for a word that no alias holds, towards 0 for one that all hold."""
        keys = [number("#" + word) for word in words]
        counts = self._postings.counts(keys)
        scale = log(self._size + SUPPOSED_NAMES)
        return [1 - log(counts[key] + 1) / scale for key in keys]

    def _acronyms(self, tokens: Tokens) -> set[str]:
        """Those words of a longer query that are acronyms of something, wholly."""
        keys = {token: number("!" + token) for token in tokens if 2 <= len(token) <= 10 and token.islower()}
        if len(tokens) < 2 or not keys:
            return set()
        counts = self._postings.counts(keys.values())
        return {token for token, key in keys.items() if counts[key] and self._is_acronym(key)}

    def _is_acronym(self, key: int) -> bool:
        """Whether one of the first few aliases under the key is written as an acronym."""
        ids = [int(id) for id in self._postings.ids(key)[:20]]
        marks = ",".join("?" * len(ids))
        sql = (
            f"SELECT 1 FROM alias WHERE id IN ({marks}) AND (sort = 'acronym' OR text = upper(text)) LIMIT 1"
        )
        return self.db.execute(sql, ids).fetchone() is not None

    def _candidates(self, tokens: Tokens, keep: Keep | None) -> list[int]:
        """The aliases that share the most and rarest features with the query, best first."""
        counts = self._postings.counts({number(feature) for feature in features(tokens, typed=True)})
        held = sorted((count, key) for key, count in counts.items() if count)
        budget = min(max(self._size // 5, POSTING_BUDGET[0]), POSTING_BUDGET[1])
        touched = []
        spent = 0
        for place, (count, key) in enumerate(held):
            if place >= FEWEST_FEATURES and spent + count > budget:
                break
            ids = self._postings.ids(key)
            if len(ids) and ids[-1] > self._last and ids.max() >= len(self._points):
                ids = ids[ids < len(self._points)]
            np.add.at(self._points, ids, np.float32(log(1 + self._size / count)))
            touched.append(ids)
            spent += count
        if not touched:
            return []
        best = self._best(np.concatenate(touched), len(touched), LOOKED_AT if keep is None else 5000)
        return best if keep is None else self._kept(best, keep)

    def _best(self, ids: NDArray[np.intp], times: int, count: int) -> list[int]:
        """The `count` ids of most points, best first; `ids` may hold each up to `times` times.

        Clears the points again.
        """
        points = self._points.take(ids)
        self._points[ids] = 0
        for share in (2, 6, times):
            high = _highest(points, count * share)
            found, places = np.unique(ids[high], return_index=True)
            if len(found) >= count or len(high) == len(ids):
                break
        order = np.argsort(-points[high][places], kind="stable")[:count]
        return [int(one) for one in found[order]]

    def _kept(self, ordered: list[int], keep: Keep | None) -> list[int]:
        """The first candidates whose entity may be answered with."""
        chosen: list[int] = []
        source: Iterator[int] = iter(ordered[:5000])
        while keep is not None and len(chosen) < LOOKED_AT and (batch := list(islice(source, 200))):
            marks = ",".join("?" * len(batch))
            owner = dict(self.db.execute(f"SELECT id, entity FROM alias WHERE id IN ({marks})", batch))
            allowed = set(keep(list(dict.fromkeys(owner.values()))))
            chosen.extend(one for one in batch if owner.get(one) in allowed)
        return chosen[:LOOKED_AT]

    def _rows(self, ids: list[int]) -> list[tuple[int, str, str, str]]:
        marks = ",".join("?" * len(ids))
        return self.db.execute(
            f"SELECT entity, text, sort, norm FROM alias WHERE id IN ({marks})", ids
        ).fetchall()


def _highest(points: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Places of about the `count` highest points and a few more: the bar is set by a sample."""
    sample = points[::16]
    if len(points) <= 4 * count or len(sample) < 64:
        return np.arange(len(points))
    rank = min(len(sample) - 1, max(8, count // 16 * 3 // 2))
    bar = np.partition(sample, -rank)[-rank]
    high = np.flatnonzero(points >= bar)
    return high if len(high) >= count else np.arange(len(points))


def _says_something(tokens: Tokens) -> bool:
    """Whether the query can mean anybody: more than titles, articles and single letters."""
    empty = (HONORIFICS - WEAK_HONORIFICS) | FUNCTION | LEGAL
    return any((len(token) > 1 or token.isdigit()) and token not in empty for token in content(tokens))
