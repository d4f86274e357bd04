"""Comparing: how well a folded query fits folded names, token by token, and the reason in words."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import cdist

from data.matching.keys import joined, short_forms, skeleton, sound
from data.matching.words import (
    ALIKE,
    FUNCTION,
    GENERIC,
    HONORIFICS,
    LEGAL,
    PARTICLES,
    ROLES,
    WEAK_HONORIFICS,
)

Tokens = tuple[str, ...]
Rarity = Callable[[str], float]
Matrix = NDArray[np.float32]

OF_QUERY = 0.75
"""Share of the score that is coverage of what was typed; the rest is coverage of the name found."""
SWAPPED = 0.86
"""Likeness of two words that differ by two neighbouring letters changed about, the commonest slip."""
OWN_WEIGHT = (
    (FUNCTION, 0.02),
    (LEGAL, 0.05),
    (WEAK_HONORIFICS, 0.5),
    (HONORIFICS, 0.06),
    (PARTICLES, 0.3),
    (ROLES, 0.4),
    (GENERIC, 0.55),
)
"""Sort of word and what it weighs beside an ordinary word of the same rarity; the first that fits."""


class Fit(NamedTuple):
    """How one name fits the query: 0 to 1, and the pairs (query place, name place, likeness) behind it."""

    score: float
    pairs: tuple[tuple[int, int, float], ...]
    how: str = "tokens"
    """'tokens', 'exact', 'joined' or 'initials'."""


def weight(token: str, rarity: Rarity) -> float:
    """What a token counts for: its rarity to the power 1.5, less for titles, roles and generic words."""
    share = next((share for words, share in OWN_WEIGHT if token in words), 1.0)
    if len(token) == 1 and not token.isdigit():
        share = min(share, 0.3)
    return share * math.pow(max(rarity(token), 0.02), 1.5)


def likeness(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """How alike the tokens are, 0 to 1, as a matrix of len(left) rows and len(right) columns."""
    text = cdist([t.lower() for t in left], [t.lower() for t in right], scorer=OSA.normalized_similarity)
    bones = cdist([skeleton(t) for t in left], [skeleton(t) for t in right], scorer=OSA.normalized_similarity)
    sounds = cdist([sound(t) for t in left], [sound(t) for t in right], scorer=OSA.normalized_similarity)
    size = np.minimum(_sizes(left, skeleton)[:, None], _sizes(right, skeleton)[None, :])
    length = np.minimum(_sizes(left)[:, None], _sizes(right)[None, :])
    mixed = _capital(left)[:, None] != _capital(right)[None, :]
    typed = np.where((text >= 0.65) & (length > 3), 1 - 1.3 * (1 - text), 0)
    same_bones = np.select([size >= 3, size == 2], [0.9, 0.84], 0.6) * (0.75 + 0.25 * text)
    near_bones = np.where((size >= 4) & (bones >= 0.75), bones**2 * 0.85 * (0.75 + 0.25 * text), 0)
    same_sound = np.select([size >= 3, size == 2], [0.82, 0.7], 0.0) * (0.75 + 0.25 * text)
    heard = np.where(
        bones == 1,
        np.where(mixed, np.minimum(same_bones + 0.12, 0.97), same_bones),
        np.where(sounds == 1, same_sound, near_bones),
    )
    heard = np.where((length > 2) & ((text >= 0.4) | mixed), heard, 0)
    typed = np.where(mixed, 0, typed)
    found = np.where(text == 1, 1.0, np.maximum(typed, heard)).astype(np.float32)
    return _by_rule(found, left, right)


def _sizes(tokens: Sequence[str], key: Callable[[str], str] = str) -> NDArray[np.int32]:
    return np.array([len(key(token)) for token in tokens], np.int32)


def _capital(tokens: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([token.isupper() for token in tokens], np.bool_)


def _by_rule(found: Matrix, left: Sequence[str], right: Sequence[str]) -> Matrix:
    """What likeness of letters cannot see: numbers agree or not, initials, words taken for one another."""
    for row, one in enumerate(left):
        for column, other in enumerate(right):
            if one == other:
                continue
            if any(map(str.isdigit, one)) or any(map(str.isdigit, other)):
                found[row, column] = 0
            elif len(one) == 1 or len(other) == 1:
                found[row, column] = 0.8 if one[0].lower() == other[0].lower() else 0
            elif found[row, column] < SWAPPED and len(one) == len(other) > 3 and _swapped(one, other):
                found[row, column] = SWAPPED
            elif found[row, column] < 0.8 and any(one in group and other in group for group in ALIKE):
                found[row, column] = 0.8
    return found


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places and nothing else."""
    return sorted(one) == sorted(other) and OSA.distance(one, other, score_cutoff=1) == 1


def fits(query: Tokens, names: Sequence[Tokens], rarity: Rarity) -> list[Fit]:
    """How well each name fits the query, in the order of `names`."""
    words = sorted({token for name in names for token in name})
    if not query or not words:
        return [Fit(0.0, ()) for _ in names]
    columns = {token: place for place, token in enumerate(words)}
    matrix = likeness(query, words).tolist()
    query_weights = [weight(token, rarity) for token in query]
    weights = {token: weight(token, rarity) for token in words}
    written = joined(query)
    return [_fit(query, written, query_weights, name, matrix, columns, weights) for name in names]


def _fit(
    query: Tokens,
    written: str,
    query_weights: list[float],
    name: Tokens,
    matrix: list[list[float]],
    columns: dict[str, int],
    weights: dict[str, float],
) -> Fit:
    if query == name:
        return Fit(1.0, tuple((place, place, 1.0) for place in range(len(query))), "exact")
    together = joined(name)
    if written == together:
        return Fit(0.99, (), "joined")
    pairs = _aligned([matrix[row] for row in range(len(query))], [columns[token] for token in name])
    name_weights = [weights[token] for token in name]
    covered = sum(query_weights[row] * like for row, _, like in pairs)
    found = sum(name_weights[place] * like for _, place, like in pairs)
    score = OF_QUERY * covered / sum(query_weights) + (1 - OF_QUERY) * found / sum(name_weights)
    score *= _numbers_agree(query, name, pairs)
    best = Fit(min(score, 0.98), tuple(pairs))
    if len(written) > 3 and min(len(written), len(together)) * 2 > max(len(written), len(together)):
        whole = 0.95 * Indel.normalized_similarity(written, together) ** 2.5
        if whole > best.score and _numbers_agree(query, name, pairs) == 1:
            best = Fit(whole, tuple(pairs), "joined")
    short = _as_initials(query, name)
    return Fit(short, (), "initials") if short > best.score else best


def _aligned(rows: list[list[float]], columns: list[int]) -> list[tuple[int, int, float]]:
    """One-to-one pairs of query and name places, the likeliest first, none below one half."""
    every = [
        (rows[row][column], row, place)
        for row in range(len(rows))
        for place, column in enumerate(columns)
        if rows[row][column] >= 0.5
    ]
    every.sort(key=lambda pair: (-pair[0], abs(pair[1] - pair[2])))
    used_rows: set[int] = set()
    used_places: set[int] = set()
    pairs = []
    for like, row, place in every:
        if row not in used_rows and place not in used_places:
            used_rows.add(row)
            used_places.add(place)
            pairs.append((row, place, like))
    return pairs


def _numbers_agree(query: Tokens, name: Tokens, pairs: Sequence[tuple[int, int, float]]) -> float:
    """1 when the numbers agree, .9 when one side has a number that the other lacks, .6 when they differ."""
    rows = {row for row, _, _ in pairs}
    places = {place for _, place, _ in pairs}
    asked = any(token.isdigit() for row, token in enumerate(query) if row not in rows)
    held = any(token.isdigit() for place, token in enumerate(name) if place not in places)
    return 0.6 if asked and held else 0.9 if asked or held else 1.0


def _as_initials(query: Tokens, name: Tokens) -> float:
    """The score of a query that is the initials of the name; two letters say less than three."""
    asked = joined(query)
    if len(query) > 2 or not 2 <= len(asked) <= 10 or len(name) < 2:
        return 0.0
    forms = short_forms(name)
    if asked not in forms:
        return 0.0
    return 0.72 if len(asked) == 2 else 0.82 - 0.02 * forms.index(asked)
