"""Fit: how well one folded name fits a folded query, token by token."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from data.matching.keys import short_forms
from data.matching.likeness import LEAST
from data.matching.words import (
    FUNCTION,
    GENERIC,
    HONORIFICS,
    KINDS,
    LEGAL,
    PARTICLES,
    PLACES,
    ROLES,
    WEAK_HONORIFICS,
)

Tokens = tuple[str, ...]
Pair = tuple[int, int, float]
"""Place in the query, place in the name, likeness."""

OF_QUERY = 0.75
"""Share of the score that is coverage of what was typed; the rest is coverage of the name found."""
CONFLICT = 0.3
"""What is lost when every word on both sides is left without a partner; in proportion otherwise."""
ASIDE = 0.2
"""What is left of the weight of a word that names something else."""
OUT_OF_ORDER = 0.01
"""What is lost when all neighbouring words stand the other way round: it only parts equals."""
OWN_WEIGHT = (
    (FUNCTION, 0.02),
    (LEGAL, 0.05),
    (WEAK_HONORIFICS, 0.6),
    (HONORIFICS, 0.06),
    (PARTICLES, 0.3),
    (ROLES, 0.4),
    (KINDS, 0.35),
    (GENERIC, 0.55),
)
"""Sort of word and what it weighs beside an ordinary word of the same rarity; the first that fits."""
TELLS_NOTHING = 0.55
"""Words of this weight and less do not tell one body or person from another."""
BODY_WORDS = GENERIC | PLACES
NO_EVIDENCE = 0.06
"""Words of this weight and less are neither missed nor in conflict."""


class Fit(NamedTuple):
    """How one name fits the query: 0 to 1, and the pairs behind it."""

    score: float
    pairs: tuple[Pair, ...] = ()
    how: str = "tokens"
    """'tokens', 'exact', 'joined' or 'initials'."""


class Side(NamedTuple):
    """The words of a query or a name, with their weights and what they are written together."""

    tokens: Tokens
    weights: tuple[float, ...]
    together: str
    counted: tuple[int, ...]
    """Places of the words whose absence means something."""
    total: float
    aside: frozenset[int] = frozenset()
    """Places of words that name something else, and are little missed in the name."""


@lru_cache(maxsize=1 << 16)
def own_weight(token: str) -> float:
    """What a token of its sort weighs: 1 for an ordinary word, less for titles, roles, generic words."""
    share = next((share for words, share in OWN_WEIGHT if token in words), 1.0)
    return min(share, 0.4) if len(token) == 1 and not token.isdigit() else share


def side(tokens: Tokens, weights: dict[str, float]) -> Side:
    """The tokens with what each counts for, by `weights`."""
    own = tuple([weights[token] for token in tokens])
    counted = tuple([place for place, token in enumerate(tokens) if own_weight(token) > NO_EVIDENCE])
    return Side(tokens, own, "".join(tokens), counted, sum(own))


def fit(query: Side, name: Side, alike: list[list[float]]) -> Fit:
    """How well one name fits: the best of word by word, all written together, and initials.

    `alike[row][place]` is the likeness of the query's word at `row` to the name's at `place`.
    """
    if query.tokens == name.tokens:
        return Fit(1.0, tuple((place, place, 1.0) for place in range(len(query.tokens))), "exact")
    if query.together == name.together:
        return Fit(0.99, (), "joined")
    pairs = aligned(alike)
    pairs += rejoined(query.tokens, name.tokens, pairs)
    same_numbers = numbers_agree(query.tokens, name.tokens, pairs)
    if core(query.tokens) and core(query.tokens) == core(name.tokens):
        return Fit(0.99, tuple(pairs))
    best = Fit(min(_covered(query, name, pairs) * same_numbers, _most(query, pairs)), tuple(pairs))
    whole = _written_together(query, name) if same_numbers == 1 else 0.0
    if whole > best.score:
        best = Fit(whole, tuple(pairs), "joined")
    short = as_initials(query.tokens, name.tokens)
    return Fit(short, (), "initials") if short > best.score else best


@lru_cache(maxsize=1 << 14)
def core(tokens: Tokens) -> Tokens:
    """The tokens without titles, legal forms, small words and words of kind: what makes the name."""
    return tuple(token for token in tokens if own_weight(token) > NO_EVIDENCE and token not in KINDS)


def _most(query: Side, pairs: Sequence[Pair]) -> float:
    """The most that a name can get which was not typed in full: little when only words of office and
    words that sort bodies agree ('ministry', 'director general')."""
    telling = any(own_weight(query.tokens[row]) > TELLS_NOTHING for row, _, _ in pairs)
    return 0.98 if telling else 0.7


def aligned(alike: list[list[float]]) -> list[Pair]:
    """One-to-one pairs of query and name places, the likeliest first."""
    every = [
        (-like, abs(row - place), row, place)
        for row, line in enumerate(alike)
        for place, like in enumerate(line)
        if like >= LEAST
    ]
    every.sort()
    rows: set[int] = set()
    places: set[int] = set()
    pairs = []
    for unlike, _, row, place in every:
        if row not in rows and place not in places:
            rows.add(row)
            places.add(place)
            pairs.append((row, place, -unlike))
    return pairs


def rejoined(query: Tokens, name: Tokens, pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs among what is left over: a word against two written apart, an acronym against its words."""
    if len(pairs) in (len(query), len(name)) or 1 in (len(query), len(name)):
        return []
    rows = _left_over(query, {row for row, _, _ in pairs})
    places = _left_over(name, {place for _, place, _ in pairs})
    if not rows or not places:
        return []
    found: list[Pair] = []
    for place in places:
        run, like = _run_for(name[place], query, rows)
        found += [(row, place, like) for row in run]
        rows = [row for row in rows if row not in run]
    taken = {place for _, place, _ in found}
    for row in rows:
        run, like = _run_for(query[row], name, [place for place in places if place not in taken])
        found += [(row, place, like) for place in run]
        taken.update(run)
    return found


def _left_over(tokens: Tokens, used: set[int]) -> list[int]:
    return [place for place in range(len(tokens)) if place not in used]


def _run_for(word: str, tokens: Tokens, places: list[int]) -> tuple[list[int], float]:
    """The neighbouring places whose words, joined or by their initials, make `word`, and how alike."""
    if len(word) < 2 or not word.isalpha():
        return [], 0.0
    starts = [place for place in places if tokens[place][0] == word[0]]
    for run in _runs(starts, places) if starts else ():
        parts = [tokens[place] for place in run if tokens[place] not in FUNCTION] or [tokens[run[0]]]
        if len(parts) == len(word) and all(
            part[0] == letter for part, letter in zip(parts, word, strict=True)
        ):
            return run, 0.9 if len(word) > 2 else 0.72
        if len(word) > 5 and OSA.distance(word, "".join(tokens[place] for place in run), score_cutoff=1) <= 1:
            return run, 0.95
    return [], 0.0


def _runs(starts: list[int], places: list[int]) -> Iterator[list[int]]:
    """All runs of two to seven neighbouring places that begin at one of `starts`."""
    free = set(places)
    for first in starts:
        last = first + 1
        while last in free and last < first + 7:
            yield list(range(first, last + 1))
            last += 1


def _covered(query: Side, name: Side, pairs: Sequence[Pair]) -> float:
    """The weighted coverage of both sides, less for words that contradict one another."""
    of_query = {row: like for row, _, like in pairs}
    of_name = {place: like for _, place, like in pairs}
    told = sum([query.weights[row] for row in query.aside if row not in of_query])
    missed = (1 - ASIDE) * told if of_query else 0.0
    covered = sum([query.weights[row] * like for row, like in of_query.items()]) / (query.total - missed)
    held = sum([name.weights[place] * like for place, like in of_name.items()]) / name.total
    counted = tuple([place for place in query.counted if place not in query.aside or place in of_query])
    against = min(_unpaired(counted, of_query), _unpaired(name.counted, of_name))
    if _initials_clash(query, name, of_query, of_name):
        against = 1.0
    in_order = 1 - OUT_OF_ORDER * _crossed(pairs)
    return (OF_QUERY * covered + (1 - OF_QUERY) * held) * (1 - CONFLICT * against) * in_order


def _initials_clash(query: Side, name: Side, of_query: dict[int, float], of_name: dict[int, float]) -> bool:
    """Whether an initial on one side stands against a word or an initial on the other that it is not."""
    asked = [query.tokens[place] for place in query.counted if place not in of_query]
    held = [name.tokens[place] for place in name.counted if place not in of_name]
    return bool(asked and held) and any(len(token) == 1 and token.isalpha() for token in (*asked, *held))


def _crossed(pairs: Sequence[Pair]) -> float:
    """The share of neighbouring pairs that stand the other way round."""
    places = [place for _, place, _ in sorted(pairs)]
    turned = sum([one > next for one, next in pairwise(places)])
    return turned / max(len(places) - 1, 1)


def _unpaired(counted: tuple[int, ...], paired: dict[int, float]) -> float:
    """The share of words that have no partner, titles and the like left aside."""
    return sum([place not in paired for place in counted]) / len(counted) if counted else 0.0


def _written_together(query: Side, name: Side) -> float:
    """The score of the letters without their spaces, for words wrongly joined or parted.

    Not for the names of bodies and long names, unless the number of words differs: there two
    different words are a small part of the letters.
    """
    short, long = sorted((len(query.together), len(name.together)))
    if short < 4 or short * 2 < long or short > 30:
        return 0.0
    if len(query.counted) == len(name.counted) and any(token in BODY_WORDS for token in name.tokens):
        return 0.0
    return float(0.95 * Indel.normalized_similarity(query.together, name.together) ** 2.5)


def numbers_agree(query: Tokens, name: Tokens, pairs: Sequence[Pair]) -> float:
    """1 when the numbers agree, .9 when one side has a number that the other lacks, .6 when they differ."""
    rows = {row for row, _, _ in pairs}
    places = {place for _, place, _ in pairs}
    asked = any(token.isdigit() for row, token in enumerate(query) if row not in rows)
    held = any(token.isdigit() for place, token in enumerate(name) if place not in places)
    return 0.6 if asked and held else 0.9 if asked or held else 1.0


def as_initials(query: Tokens, name: Tokens) -> float:
    """The score of a query that is the initials of the name, or has the name for its initials.

    Two letters say less than three.
    """
    if len(name) == 1 and len(query) > 2:
        query, name = name, query
    asked = "".join(query)
    if len(query) > 2 or not 2 <= len(asked) <= 10 or len(name) < 2:
        return 0.0
    forms = short_forms(name)
    if asked not in forms:
        return 0.0
    return 0.72 if len(asked) == 2 else 0.82 - 0.02 * forms.index(asked)
