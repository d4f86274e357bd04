"""Search: passages and facts by their words, the rarest first, at a cost bounded whatever the store holds."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from data.dates import Value
from data.digits import in_all_scripts
from data.store.articles import StoredPassage, last_passage, passage_of, titled
from data.store.facts import get_all
from data.store.shelf import LIVE, OPEN, Shelf, many
from data.values import FactKind, Role, StoredFact

Ids = NDArray[np.int64]
COMMON = 5_000
"""Up to here the texts that hold a word are counted; beyond, it is simply common."""
ENOUGH = 0.5
"""Share of the words' weight that a text must hold to be a hit."""

NO_OTHERS: Mapping[str, Sequence[str]] = {}
WORD = re.compile(r"\w+")
STOP = frozenset(
    {
        "a", "about", "after", "all", "also", "among", "an", "and", "any", "are", "as", "at", "be", "been",
        "before", "between", "both", "but", "by", "can", "could", "did", "do", "does", "find", "for",
        "from", "get", "give", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in",
        "into", "is", "it", "its", "know", "latest", "many", "me", "more", "most", "much", "new", "news",
        "no", "not", "number", "of", "on", "one", "or", "our", "out", "over", "please", "s", "said", "say",
        "says", "she", "should", "show", "since", "so", "some", "still", "such", "talk", "talks", "tell",
        "than", "that", "the", "their", "them", "there", "these", "they", "this", "those", "through", "to",
        "under", "up", "us", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom",
        "whose", "why", "will", "with", "would", "you", "your",
    }
)  # fmt: skip
"""Words of a question that say nothing of its subject."""


class Terms(NamedTuple):
    """The words that are looked for, with how telling each is."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    holders: dict[str, Ids | None]
    """The texts that hold each word; None for a common one."""
    same: Mapping[str, Sequence[str]]
    """For some words, the words that are as good."""


class PassageHit(Value):
    """A passage that holds words that were looked for."""

    passage: StoredPassage
    score: float
    """Share of the words' weight that it holds, 0 to 1."""


class FactHit(Value):
    """A fact whose words hold what was looked for."""

    fact: StoredFact
    score: float


def content_words(text: str) -> list[str]:
    """The words of a question that say what it is about, each once, in order, folded to lower case."""
    words = dict.fromkeys(word.casefold() for word in WORD.findall(text))
    return [word for word in words if word not in STOP]


def passages(
    shelf: Shelf,
    text: str,
    roles: Collection[str],
    limit: int = 10,
    enough: float = ENOUGH,
    same: Mapping[str, Sequence[str]] = NO_OTHERS,
) -> list[PassageHit]:
    """Passages of these roles that hold the words of a text, best first; `same` as in `facts`."""
    terms = weigh(shelf, "passage_text", content_words(text), same)
    wanted = Wanted(limit, enough)
    found = _collect(shelf, PASSAGES, terms, wanted, last_passage(shelf), roles=many(roles))
    rows = shelf.rows(
        "SELECT * FROM passage WHERE id IN (SELECT value FROM json_each(:ids))", ids=many(n for n, _ in found)
    )
    texts = {row["id"]: passage_of(row) for row in rows}
    return [PassageHit(passage=texts[number], score=score) for number, score in found]


def facts(
    shelf: Shelf,
    text: str,
    kinds: Collection[str],
    limit: int = 10,
    enough: float = ENOUGH,
    same: Mapping[str, Sequence[str]] = NO_OTHERS,
    by_common: bool = True,
) -> list[FactHit]:
    """Facts of these kinds whose words hold the words of a text, best first.

    For a word of `same` any of the words that it leads to will do. Where no fact holds a rare word, common
    ones find it, unless not `by_common`: on a large store that takes as long as all else.
    """
    terms = weigh(shelf, "fact_text", content_words(text), same)
    values = {"kinds": many(kinds), "also": _of_kinds(kinds)}
    wanted = Wanted(limit, enough, by_common)
    found = _collect(shelf, FACTS, terms, wanted, shelf.last("fact"), **values)
    held = get_all(shelf, (number for number, _ in found))
    return [FactHit(fact=held[number], score=score) for number, score in found if number in held]


def strange(shelf: Shelf, words: Iterable[str]) -> list[str]:
    """Those of the words that stand in no title and no passage of an article that may be shown.

    Each once, in order. Words that say nothing ('the', 'there') are never among them.
    """
    once = {word.casefold(): word for word in words if content_words(word)}
    unread = [word for word in once.values() if not passages(shelf, word, get_args(Role), 1)]
    return [word for word in unread if not titled(shelf, word, 1)]


class Table(NamedTuple):
    """How the texts of one full-text table are asked for."""

    name: str
    common: str
    """The newest texts that an FTS5 query finds, those alone that may be shown."""
    shown: str
    """Those of given numbers that may be shown."""


PASSAGES = Table(
    "passage_text",
    f"""SELECT passage.id FROM passage_text CROSS JOIN passage ON passage.id = passage_text.rowid
        CROSS JOIN article ON article.id = passage.article
        WHERE passage_text MATCH :match AND passage_text.rowid <= :last AND {OPEN}
        AND passage.role IN (SELECT value FROM json_each(:roles))
        ORDER BY passage_text.rowid DESC LIMIT :limit""",
    f"""SELECT passage.id FROM passage JOIN article ON article.id = passage.article
        WHERE passage.id IN (SELECT value FROM json_each(:ids)) AND passage.id <= :last AND {OPEN}
        AND passage.role IN (SELECT value FROM json_each(:roles))""",
)
FACTS = Table(
    "fact_text",
    f"""SELECT fact.id FROM fact_text CROSS JOIN fact ON fact.id = fact_text.rowid
        WHERE fact_text MATCH :match || :also AND {LIVE} AND fact_text.rowid <= :last
        AND fact.kind IN (SELECT value FROM json_each(:kinds))
        ORDER BY fact_text.rowid DESC LIMIT :limit""",
    f"""SELECT fact.id FROM fact WHERE fact.id IN (SELECT value FROM json_each(:ids)) AND {LIVE}
        AND fact.id <= :last AND fact.kind IN (SELECT value FROM json_each(:kinds))""",
)


def _of_kinds(kinds: Collection[str]) -> str:
    """What makes a query find facts of these kinds only: each has its kind among its words."""
    if len(kinds) == len(FactKind):
        return ""
    words = " OR ".join(f'"is{kind}"' for kind in kinds)
    return f" AND ({words})"


def weigh(
    shelf: Shelf, table: str, words: Sequence[str], same: Mapping[str, Sequence[str]] = NO_OTHERS
) -> Terms:
    """The words with weights: a rare one weighs up to 1, a common one little."""
    same = {word: forms for word in words if len(forms := _forms(word, same)) > 1}
    queries = {word: quoted([word], same) for word in words[:12]}
    common = _common(shelf, table)
    holders = {
        word: None if query in common else _holders(shelf, table, query) for word, query in queries.items()
    }
    common.update(queries[word] for word, held in holders.items() if held is None)
    counts = {word: COMMON if held is None else len(held) for word, held in holders.items()}
    ordered = sorted(counts, key=lambda word: (counts[word], word))
    weights = tuple(1 / (1 + counts[word] / 50) ** 0.5 for word in ordered)
    return Terms(tuple(ordered), weights, holders, same)


def _common(shelf: Shelf, table: str) -> set[str]:
    """The queries of one word that are known to find COMMON texts or more; to be added to.

    Counting so far takes a millisecond, and most questions hold such a word. Kept until anything changes.
    """
    if shelf.db.in_transaction:  # what is undone counts back
        return set()
    content, common = shelf.content(), shelf.common
    if common.content != content:
        common.queries.clear()
        common.content = content
    known = common.queries.setdefault(table, set())
    if len(known) > KEPT:
        known.clear()
    return known


KEPT = 2_000
"""Common words that are kept."""


def _forms(word: str, same: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A word with those that are the same, and its digits in the scripts in which a text may have them."""
    return tuple(form for one in same.get(word, (word,)) for form in in_all_scripts(one))


def _holders(shelf: Shelf, table: str, query: str) -> Ids | None:
    """The texts that an FTS5 query finds, None when they are COMMON or more."""
    found = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH :match LIMIT {COMMON}"
    (count,) = shelf.row(f"SELECT count(*) FROM ({found})", match=query)
    if count >= COMMON:
        return None
    (ids,) = shelf.row(f"SELECT group_concat(id) FROM ({found})", match=query)
    return np.fromstring(ids or "", np.int64, sep=",")


def quoted(words: Sequence[str], same: Mapping[str, Sequence[str]] = NO_OTHERS) -> str:
    """An FTS5 query for texts that hold all of these words, or for each one that is the same.

    The words are quoted, so that nothing in them is syntax.
    """
    each = (" OR ".join(f'"{form}"' for form in same.get(word, (word,))) for word in words)
    return " AND ".join(f"({one})" if " OR " in one else one for one in each)


class Wanted(NamedTuple):
    """Which texts are wanted."""

    limit: int
    enough: float
    """The share of the words' weight that each must hold."""
    by_common: bool = True
    """Whether those that hold common words alone will do."""


Scored = list[tuple[int, float]]
"""Numbers of texts with the share of the words' weight that they hold."""


def _collect(shelf: Shelf, table: Table, terms: Terms, wanted: Wanted, last: int, **values: Any) -> Scored:
    """The numbers of the texts that hold the most of the words' weight, best first.

    The rare words lead to them; where no rare word is held, the common ones do.
    """
    limit, enough = wanted.limit, wanted.enough
    total = sum(terms.weights)
    by_rare = _by_rare_words(terms, enough * total)
    best = _shown(shelf, table, by_rare, max(limit, COMPARED), last=last, **values)
    if best:
        scores = _with_common_words(shelf, table, terms, {number: by_rare[number] for number in best})
        found = [(number, score / total) for number, score in scores.items()]
    else:
        found = _by_common_words(shelf, table, terms, wanted, last=last, **values) if wanted.by_common else []
    kept = [(number, score) for number, score in found if score >= enough - ROUNDING]
    return sorted(kept, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _shown(shelf: Shelf, table: Table, texts: Iterable[int], wanted: int, **values: Any) -> list[int]:
    """As many of the texts as are wanted that may be shown, in their order.

    Nearly all may be shown on most shelves, so the first are asked about before the others.
    """
    best, numbers = list[int](), list(texts)
    for part in (numbers[: wanted * 2], numbers[wanted * 2 :]):
        if part and len(best) < wanted:
            shown = {row[0] for row in shelf.rows(table.shown, ids=many(part), **values)}
            best += [number for number in part if number in shown]
    return best[:wanted]


SIFTED = 400
"""Texts with the rarest words that are asked whether they may be shown."""
COMPARED = 24
"""Texts that are looked at for the common words as well, at least."""
CHECKED = 6
"""Common words that are looked for in each of these."""
ROUNDING = 1e-9


def _by_rare_words(terms: Terms, enough: float) -> dict[int, float]:
    """The weight of the rare words that each text holds, for the SIFTED best that can come to `enough`.

    Best first; of equal ones the newest first.
    """
    pairs = [(terms.holders[word], weight) for word, weight in zip(terms.words, terms.weights, strict=True)]
    rare = [(ids, weight) for ids, weight in pairs if ids is not None and len(ids)]
    if not rare:
        return {}
    numbers, places = np.unique(np.concatenate([ids for ids, _ in rare]), return_inverse=True)
    held = np.bincount(places, np.concatenate([np.full(len(ids), weight) for ids, weight in rare]))
    common = sum(weight for ids, weight in pairs if ids is None)
    fitting = np.flatnonzero(held + common >= enough - ROUNDING)
    best = fitting[np.lexsort((-numbers[fitting], -held[fitting]))][:SIFTED]
    return dict(zip(numbers[best].tolist(), held[best].tolist(), strict=True))


def _with_common_words(shelf: Shelf, table: Table, terms: Terms, held: dict[int, float]) -> dict[int, float]:
    """The weights, with those of the common words that the same texts hold."""
    sql = f"""SELECT rowid FROM {table.name} WHERE {table.name} MATCH :match
              AND rowid BETWEEN :first AND :last AND +rowid IN (SELECT value FROM json_each(:ids))"""
    pairs = zip(terms.words, terms.weights, strict=True)
    common = [(word, weight) for word, weight in pairs if terms.holders[word] is None][:CHECKED]
    rare = " OR ".join(quoted([word], terms.same) for word, ids in terms.holders.items() if _is_rare(ids))
    among = {"first": min(held), "last": max(held), "ids": many(held)}
    for word, weight in common:  # the rare words, one of which each of the texts holds, lead past all others
        for row in shelf.rows(sql, match=f"{quoted([word], terms.same)} AND ({rare})", **among):
            held[row[0]] += weight
    return held


def _is_rare(ids: Ids | None) -> bool:
    """Whether a word is held by some texts, and not by many."""
    return ids is not None and len(ids) > 0


def _by_common_words(shelf: Shelf, table: Table, terms: Terms, wanted: Wanted, **values: Any) -> Scored:
    """Texts that hold all the common words, then those that hold all but one, and so on."""
    total = sum(terms.weights)
    found: dict[int, float] = {}
    for words, weight in _combinations(terms)[:TRIED]:
        if weight < wanted.enough * total or len(found) >= wanted.limit:
            break
        for row in shelf.rows(table.common, match=quoted(words, terms.same), limit=wanted.limit, **values):
            found.setdefault(row[0], weight / total)
    return list(found.items())


TRIED = 2
"""Combinations of common words that are tried: each takes about as long on 1,000,000 facts as all else."""


def _combinations(terms: Terms) -> list[tuple[tuple[str, ...], float]]:
    """The common words; each set with one or two left out; heaviest first."""
    pairs = zip(terms.words, terms.weights, strict=True)
    everything = [(word, weight) for word, weight in pairs if terms.holders[word] is None]
    sets = {frozenset(range(len(everything)))} if everything else set()
    for _ in range(3):
        sets |= {one - {index} for one in sets for index in one}
    weighed = [
        (tuple(everything[i][0] for i in sorted(one)), sum(everything[i][1] for i in one))
        for one in sets
        if one
    ]
    return sorted(weighed, key=lambda pair: (-pair[1], pair[0]))
