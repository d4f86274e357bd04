"""Search: passages and facts by their words, the rarest first, at a cost bounded whatever the store holds."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from data.dates import Value
from data.store.articles import StoredPassage, last_passage, passage_of
from data.store.facts import get_all
from data.store.shelf import LIVE, OPEN, Shelf, many
from data.values import FactKind, StoredFact

COMMON = 5_000
"""Up to here the texts that hold a word are counted; beyond, it is simply common."""
CANDIDATES = 200
"""How many texts are fetched for one combination of words: the newest ones."""
WORK = 30_000
"""How many texts are looked at for all combinations of words; then the best found so far must do."""
COMMON_WORK = 10_000
"""How many texts are looked at for a combination of common words: about what it takes on 1,000,000 facts."""
ENOUGH = 0.5
"""Share of the words' weight that a text must hold to be a hit."""

NO_OTHERS: Mapping[str, Sequence[str]] = {}
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


class Terms(NamedTuple):
    """The words that are looked for, with how telling each is."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    holders: dict[str, frozenset[int] | None]
    """The texts that hold each word; None for a common one."""
    same: Mapping[str, Sequence[str]]
    """For some words, the words that are as good."""

    def together(self, words: Collection[str]) -> frozenset[int] | None:
        """The texts that may hold all of these words, as the rarer ones tell; None when none is rare."""
        rare = [held for word in words if (held := self.holders[word]) is not None]
        return frozenset.intersection(*rare) if rare else None


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
    sql = f"""SELECT passage.id FROM passage_text CROSS JOIN passage ON passage.id = passage_text.rowid
              CROSS JOIN article ON article.id = passage.article
              WHERE passage_text MATCH :match AND passage_text.rowid BETWEEN :first AND :last AND {OPEN}
              AND passage.role IN (SELECT value FROM json_each(:roles))
              ORDER BY passage_text.rowid DESC LIMIT :limit"""
    found = _collect(shelf, sql, terms, limit, enough, last_passage(shelf), roles=many(roles))
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
) -> list[FactHit]:
    """Facts of these kinds whose words hold the words of a text, best first.

    For a word of `same` any of the words that it leads to will do.
    """
    terms = weigh(shelf, "fact_text", content_words(text), same)
    sql = f"""SELECT fact.id FROM fact_text CROSS JOIN fact ON fact.id = fact_text.rowid
              WHERE fact_text MATCH :match || :also AND {LIVE}
              AND fact_text.rowid BETWEEN :first AND :last
              AND fact.kind IN (SELECT value FROM json_each(:kinds))
              ORDER BY fact_text.rowid DESC LIMIT :limit"""
    values = {"kinds": many(kinds), "also": _of_kinds(kinds)}
    found = _collect(shelf, sql, terms, limit, enough, shelf.last("fact"), **values)
    held = get_all(shelf, (number for number, _ in found))
    return [FactHit(fact=held[number], score=score) for number, score in found if number in held]


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
    holders = {word: _holders(shelf, table, quoted([word], same)) for word in words[:12]}
    counts = {word: COMMON if held is None else len(held) for word, held in holders.items()}
    ordered = sorted(counts, key=lambda word: (counts[word], word))
    weights = tuple(1 / (1 + counts[word] / 50) ** 0.5 for word in ordered)
    return Terms(tuple(ordered), weights, holders, same)


def _holders(shelf: Shelf, table: str, query: str) -> frozenset[int] | None:
    """The texts that an FTS5 query finds, None when they are COMMON or more."""
    sql = f"""SELECT count(*), json_group_array(id) FROM (
                  SELECT rowid AS id FROM {table} WHERE {table} MATCH :match LIMIT {COMMON})"""
    count, held = shelf.row(sql, match=query)
    return frozenset(json.loads(held)) if count < COMMON else None


def quoted(words: Sequence[str], same: Mapping[str, Sequence[str]] = NO_OTHERS) -> str:
    """An FTS5 query for texts that hold all of these words, or for each one that is the same.

    The words are quoted, so that nothing in them is syntax.
    """
    each = (" OR ".join(f'"{form}"' for form in same.get(word, (word,))) for word in words)
    return " AND ".join(f"({one})" if " OR " in one else one for one in each)


def _collect(
    shelf: Shelf, sql: str, terms: Terms, limit: int, enough: float, last: int, **values: Any
) -> list[tuple[int, float]]:
    """The numbers of texts that hold all the words, then those that hold all but one, and so on, the most telling first."""
    total = sum(terms.weights)
    found: dict[int, float] = {}
    work = 0
    for words, weight in _combinations(terms):
        if weight < enough * total or len(found) >= CANDIDATES or work > WORK:
            break
        together = terms.together(words)
        if together is not None and not together:
            continue
        work += COMMON_WORK if together is None else len(together)
        values["first"] = 0 if together is None else min(together)
        values["last"] = last if together is None else min(last, max(together))
        for row in shelf.rows(sql, match=quoted(words, terms.same), limit=CANDIDATES, **values):
            found.setdefault(row[0], weight / total)
        if len(found) >= limit:
            break
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


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
