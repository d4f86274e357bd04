"""NameIndex: the aliases of the store and the search over them, in the store's own tables."""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice, repeat
from json import dumps
from math import log
from typing import NamedTuple

import numpy as np

from data.dates import Value
from data.matching.because import because
from data.matching.candidates import MOST_COMPARED, Candidates, Fitting, Points, settled, worth_comparing
from data.matching.compare import fits
from data.matching.doubt import judged
from data.matching.fit import Fit, same_core, same_letters
from data.matching.fold import fold
from data.matching.keys import content, feature_numbers, number
from data.matching.owners import Owners
from data.matching.postings import SEGMENT, Postings, create_tables
from data.matching.sides import Tokens
from data.matching.words import FUNCTION, HONORIFICS, LEGAL, WEAK_HONORIFICS

Keep = Callable[[Sequence[int]], Collection[int]]
Row = tuple[int, str, str, str]
"""An alias: entity, text, sort, norm."""

LISTED = "(SELECT value FROM json_each(?))"
"""Many values as one, so that a statement is the same for any number of them and is compiled once."""
SIFTED = (24, 60, 160, 640, 2_000)
"""Candidates that `keep` is asked about, and how many more while those that follow may be worth comparing."""
FARTHEST = 0.2
"""Scores up to here are no match at all."""
REMEMBERED = 100
"""Comparisons that are kept, each of a query with some hundred names, until a name changes."""
SUPPOSED_NAMES = 5_000
"""Names that the rarity scale pretends to know besides the store's, so that scores agree between stores."""


class Match(Value):
    """An entity that may be meant: the alias that fits best, of which sort, how well (0 to 1), and why."""

    entity_id: int
    name: str
    score: float
    because: str
    sort: str = ""


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
        score = round(self.fit.score, 4)
        return Match(entity_id=self.entity, name=self.text, score=score, because=why, sort=self.sort)


class NameIndex:
    """Searches and keeps the aliases of one connection, which the caller opened and whose
    transactions the caller owns: nothing here begins, commits or rolls back."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._plain = db.cursor()
        self._plain.row_factory = None  # tuples, whatever rows the connection gives
        self._postings = Postings(db)
        self._nearest = Candidates(db, self._postings)
        self._owners = Owners(db)
        self._compared: dict[tuple[Tokens, tuple[str, ...]], dict[str, Fit]] = {}

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
            numbers = feature_numbers(tokens)
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
            self._postings.add(row[0], feature_numbers(tokens))

    def recount(self) -> None:
        """Note that something was changed of what names belong to, so that nobody goes by what it read."""
        self._postings.count_change()

    def refile(self, alias: int, norm: str) -> None:
        """File an alias whose row was written as it stands, with its own number."""
        self._postings.add(alias, feature_numbers(tuple(norm.split())))

    def discard(self, id: int, alias: str, sort: str = "") -> None:
        """Take an alias of entity `id` out, of this sort or of all; does nothing when it has none such."""
        rows = self.db.execute(
            "DELETE FROM alias WHERE entity = ? AND text = ? AND ? IN ('', sort) RETURNING id, norm",
            (id, alias, sort),
        ).fetchall()
        for row, norm in rows:
            self._postings.discard(row, feature_numbers(tuple(norm.split())))

    def search(
        self, query: str, limit: int = 5, keep: Keep | None = None, kinds: Collection[str] = ()
    ) -> list[Match]:
        """The entities that `query` may mean, best first, at most `limit`, each with its best alias.

        `keep` is given entity ids, best first, and returns those that may be answered with; it may
        be asked more than once, about no more than 2,000 at a time. `kinds` are the only ones of which it
        lets entities through (none named: all): no others are brought before it when many have to be.
        """
        tokens = fold(query)
        if not _says_something(tokens):
            return []
        self._refresh()
        rows = self._candidates(tokens, keep, kinds)
        fit_of = self._fits(tokens, tuple(dict.fromkeys(norm for _, _, _, norm in rows)))
        return [one.match(tokens, query) for one in self._ranked(rows, fit_of)[:limit]]

    def whole(self, query: str, keep: Keep) -> list[Match]:
        """The entities of which `query` is a whole name, save spaces, titles and words of kind: those that
        `search` gives EXACT and more, at a fraction of what it takes. [] also where very many may be."""
        tokens = fold(query)
        if not _says_something(tokens):
            return []
        self._refresh()
        rows = self._rows(self._nearest.whole(tokens))
        fit_of = self._whole_fits(tokens, {norm: tuple(norm.split()) for _, _, _, norm in rows.values()})
        named = {id: row for id, row in sorted(rows.items()) if row[3] in fit_of}
        kept = keep(list(dict.fromkeys(row[0] for row in named.values()))) if named else ()
        ranked = self._ranked([row for row in named.values() if row[0] in kept], fit_of)
        return [one.match(tokens, query) for one in ranked]

    def _whole_fits(self, tokens: Tokens, names: dict[str, Tokens]) -> dict[str, Fit]:
        """The fits of those of the names that are what was typed as they stand."""
        found = {norm: same_letters(tokens, name) for norm, name in names.items()}
        alike = tuple(n for n, fit in found.items() if fit is None and same_core(tokens, names[n]))
        fits_alike = self._fits(tokens, alike) if alike else {}
        return {norm: one for norm, fit in found.items() if (one := fit or fits_alike.get(norm))}

    def bearing(self, word: str, most: int) -> list[int]:
        """The entities that have a name with this word ('Al-Harthy') spelled so; none when over `most` do.

        An office is no name of its holder, and a title alone names nobody.
        """
        tokens = fold(word)
        self._refresh()
        counts = self._postings.counts([number(f"#{token}") for token in tokens])
        key = min(counts, key=lambda one: counts[one], default=0)
        if not _says_something(tokens) or not 0 < counts[key] <= most:
            return []
        rows = self._rows(self._postings.ids(key).tolist()).values()
        names = (row for row in rows if row[2] != "office")
        return list(dict.fromkeys(row[0] for row in names if word.casefold() in row[1].casefold().split()))

    def _refresh(self) -> None:
        """Forget what was kept of names that may have changed since."""
        if self._nearest.refresh() or len(self._compared) > REMEMBERED:
            self._compared.clear()

    def _ranked(self, rows: Iterable[Row], fit_of: Mapping[str, Fit]) -> list["_Found"]:
        """The best of these aliases of each entity that comes near, best first."""
        best: dict[int, _Found] = {}
        for entity, text, sort, norm in rows:
            fit = fit_of[norm]
            if fit.score > FARTHEST and (entity not in best or fit.score > best[entity].fit.score):
                best[entity] = _Found(entity, text, sort, tuple(norm.split()), fit)
        return sorted(best.values(), key=lambda one: (-one.fit.score, one.entity))

    def _fits(self, tokens: Tokens, names: tuple[str, ...]) -> dict[str, Fit]:
        """How well each name fits; kept while no name changes, for the same are asked again and again."""
        known = self._compared.get((tokens, names))
        if known is None:
            judge = partial(judged, names=self._nearest.size)
            folded = [tuple(name.split()) for name in names]
            found = fits(tokens, folded, self._rarity, self._acronyms(tokens), judge)
            known = self._compared[tokens, names] = dict(zip(names, found, strict=True))
        return known

    def compare(self, query: str, rows: Sequence[tuple[int, str]], within: float = 1.0) -> list[Match]:
        """How well each of a few names (number, text) fits what was typed: one match a number, best first.

        Scored as in an index of these names alone, without making one; those no more than `within` behind
        the best.
        """
        tokens, names = fold(query), {text: fold(text) for _, text in rows}
        if not _says_something(tokens) or not rows:
            return []
        held = Counter(word for name in dict.fromkeys(names.values()) for word in set(name))
        scale = log(len(names) + SUPPOSED_NAMES)
        acronyms = {text.casefold() for text in names if text.isupper()} & {*tokens}
        compared = fits(
            tokens,
            list(names.values()),
            lambda words: [1 - log(held[w] + 1) / scale for w in words],
            acronyms,
        )
        best: dict[int, _Found] = {}
        fit_of = dict(zip(names, compared, strict=True))
        for number_, text in rows:
            fit = fit_of[text]
            if fit.score > FARTHEST and (number_ not in best or fit.score > best[number_].fit.score):
                best[number_] = _Found(number_, text, "name", names[text], fit)
        ranked = sorted(best.values(), key=lambda one: (-one.fit.score, one.entity))
        least = ranked[0].fit.score - within if ranked else 0.0
        return [one.match(tokens, query) for one in ranked if one.fit.score >= least]

    def _rarity(self, words: Sequence[str]) -> list[float]:
        """1 for a word that no alias holds, towards 0 for one that all hold."""
        keys = [number("#" + word) for word in words]
        counts = self._postings.counts(keys)
        scale = log(self._nearest.size + SUPPOSED_NAMES)
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
            f"SELECT 1 FROM alias WHERE id IN ({marks})"
            " AND (sort = 'acronym' OR (text = upper(text) AND text != lower(text))) LIMIT 1"
        )
        return self.db.execute(sql, ids).fetchone() is not None

    def _candidates(self, tokens: Tokens, keep: Keep | None, kinds: Collection[str]) -> list[Row]:
        """The aliases to compare, best first: of entities that may be answered with."""
        if keep is None:
            found = worth_comparing(next(self._nearest.best(tokens, (MOST_COMPARED,)), {}))
            rows = self._rows(found)
            return [rows[id] for id in found if id in rows]
        chosen, rows, looked = dict[int, float](), dict[int, Row](), 0
        for points in self._nearest.best(tokens, SIFTED, self._of_kinds(kinds)):
            fresh = dict(islice(points.items(), looked, None))
            held = self._kept(fresh, keep)
            rows |= held
            chosen |= {id: points[id] for id in fresh if id in held}
            looked = len(points)
            if settled(chosen, min(fresh.values(), default=0.0)):
                break
        return [rows[id] for id in worth_comparing(chosen)]

    def _of_kinds(self, kinds: Collection[str]) -> Fitting | None:
        """What says of which aliases the entities are of these kinds; None where all may be kept."""
        nothing_to_say = not kinds or self.db.in_transaction
        return None if nothing_to_say else self._owners.fitting(kinds, self._postings.changed)

    def _kept(self, points: Points, keep: Keep) -> dict[int, Row]:
        """The rows of those of the aliases whose entity may be answered with."""
        rows = self._rows(list(points))
        kept = set(keep(list(dict.fromkeys(rows[id][0] for id in points if id in rows))))
        return {id: row for id, row in rows.items() if row[0] in kept}

    def _rows(self, ids: list[int]) -> dict[int, Row]:
        sql = f"SELECT id, entity, text, sort, norm FROM alias WHERE id IN {LISTED}"
        return {row[0]: row[1:] for row in self._plain.execute(sql, (dumps(ids),)).fetchall()}


def _says_something(tokens: Tokens) -> bool:
    """Whether the query can mean anybody: more than titles, articles and single letters."""
    empty = (HONORIFICS - WEAK_HONORIFICS) | FUNCTION | LEGAL
    return any((len(token) > 1 or token.isdigit()) and token not in empty for token in content(tokens))
