"""Search: passages and facts by their words, the rarest first, at a cost bounded whatever the store holds."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from data.dates import Value
from data.store.articles import StoredPassage, last_passage, passage_of
from data.store.facts import SELECT, fact_of
from data.store.shelf import LIVE, OPEN, Shelf, many
from data.values import FactKind, StoredFact

COMMON = 5_000
"""Up to here the texts that hold a word are counted; beyond, it is simply common."""
CANDIDATES = 200
"""How many texts are fetched for one combination of words: the newest ones."""
WORK = 200_000
"""How many texts are looked at for all combinations of words, as far as can be told beforehand."""
COMMON_WORK = 25_000
"""How many texts are looked at for a combination of common words: what it takes on 1,000,000 facts."""
ENOUGH = 0.5
"""Share of the words' weight that a text must hold to be a hit."""

WORD = re.compile(r"\w+")
STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "among",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "find",
        "for",
        "from",
        "get",
        "give",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "know",
        "latest",
        "many",
        "me",
        "more",
        "most",
        "much",
        "new",
        "news",
        "no",
        "not",
        "number",
        "of",
        "on",
        "one",
        "or",
        "our",
        "out",
        "over",
        "please",
        "s",
        "said",
        "say",
        "says",
        "she",
        "should",
        "show",
        "since",
        "so",
        "some",
        "still",
        "such",
        "talk",
        "talks",
        "tell",
        "than",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "under",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
"""Words of a question that say nothing of its subject."""


class Terms(Value):
    """The words that are looked for, with how telling each is."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    counts: tuple[int, ...]
    """How many texts hold each, at most COMMON."""


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
    shelf: Shelf, text: str, roles: Collection[str], limit: int = 10, enough: float = ENOUGH
) -> list[PassageHit]:
    """Passages of these roles that hold the words of a text, best first."""
    terms = weigh(shelf, "passage_text", content_words(text))
    sql = f"""SELECT passage.* FROM passage_text CROSS JOIN passage ON passage.id = passage_text.rowid
              CROSS JOIN article ON article.id = passage.article
              WHERE passage_text MATCH :match AND passage_text.rowid <= :last AND {OPEN}
              AND passage.role IN (SELECT value FROM json_each(:roles))
              ORDER BY passage_text.rowid DESC LIMIT :limit"""
    found = _collect(shelf, sql, terms, limit, enough, roles=many(roles), last=last_passage(shelf))
    return [PassageHit(passage=passage_of(row), score=score) for row, score in found]


def facts(
    shelf: Shelf, text: str, kinds: Collection[str], limit: int = 10, enough: float = ENOUGH
) -> list[FactHit]:
    """Facts of these kinds whose words hold the words of a text, best first."""
    terms = weigh(shelf, "fact_text", content_words(text))
    sql = f"""{SELECT} WHERE fact.id IN (
                  SELECT fact.id FROM fact_text CROSS JOIN fact ON fact.id = fact_text.rowid
                  WHERE fact_text MATCH :match || :also AND fact_text.rowid <= :last AND {LIVE}
                  AND fact.kind IN (SELECT value FROM json_each(:kinds))
                  ORDER BY fact_text.rowid DESC LIMIT :limit)
              ORDER BY fact.id DESC"""
    values = {"kinds": many(kinds), "also": _of_kinds(kinds), "last": shelf.last("fact")}
    found = _collect(shelf, sql, terms, limit, enough, **values)
    return [FactHit(fact=fact_of(row), score=score) for row, score in found]


def _of_kinds(kinds: Collection[str]) -> str:
    """What makes a query find facts of these kinds only: each has its kind among its words."""
    if len(kinds) == len(FactKind):
        return ""
    words = " OR ".join(f'"is{kind}"' for kind in kinds)
    return f" AND ({words})"


def weigh(shelf: Shelf, table: str, words: Sequence[str]) -> Terms:
    """The words with weights: a rare one weighs up to 1, a common one little."""
    counts = {word: _count(shelf, table, word) for word in words[:12]}
    ordered = sorted(counts, key=lambda word: (counts[word], word))
    weights = tuple(1 / (1 + counts[word] / 50) ** 0.5 for word in ordered)
    return Terms(words=tuple(ordered), weights=weights, counts=tuple(counts[word] for word in ordered))


def _count(shelf: Shelf, table: str, word: str) -> int:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH :match LIMIT {COMMON})"
    return int(shelf.row(sql, match=quoted([word]))[0])


def quoted(words: Sequence[str]) -> str:
    """An FTS5 query for texts that hold all of these words; quoted, so that nothing in them is syntax."""
    return " AND ".join(f'"{word}"' for word in words)


def _collect(
    shelf: Shelf, sql: str, terms: Terms, limit: int, enough: float, **values: Any
) -> list[tuple[Any, float]]:
    """Texts that hold all the words, then those that hold all but one, and so on, the most telling first."""
    total = sum(terms.weights)
    found: dict[int, tuple[Any, float]] = {}
    work = 0
    for words, weight in _combinations(terms):
        if weight < enough * total or len(found) >= CANDIDATES or work > WORK:
            break
        work += _work(terms, words)
        for row in shelf.rows(sql, match=quoted(words), limit=CANDIDATES, **values):
            found.setdefault(row["id"], (row, weight / total))
        if len(found) >= limit:
            break
    return sorted(found.values(), key=lambda pair: (-pair[1], pair[0]["id"]))[:limit]


def _work(terms: Terms, words: Collection[str]) -> int:
    """How many texts are looked at for these words: those that hold the rarest of them."""
    fewest = min(terms.counts[terms.words.index(word)] for word in words)
    return fewest if fewest < COMMON else COMMON_WORK


def _combinations(terms: Terms) -> list[tuple[tuple[str, ...], float]]:
    """All words; each set with one or two left out; heaviest first."""
    everything = list(zip(terms.words, terms.weights, strict=True))
    sets = {frozenset(range(len(everything)))} if everything else set()
    for _ in range(3):
        sets |= {one - {index} for one in sets for index in one}
    weighed = [
        (tuple(everything[i][0] for i in sorted(one)), sum(everything[i][1] for i in one))
        for one in sets
        if one
    ]
    return sorted(weighed, key=lambda pair: (-pair[1], pair[0]))
