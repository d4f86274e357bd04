"""Comparing: a folded query against many folded names, all at a glance and the best of them in full."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from data.matching.fit import OF_QUERY, Fit, Side, Tokens, as_initials, fit, own_weight, side
from data.matching.likeness import likeness

Rarity = Callable[[Sequence[str]], Sequence[float]]
"""Gives the rarity of each word: 1 for one that no alias holds, towards 0 for one that all hold."""

KNOWN_WORD = 0.85
"""What is left of the likeness of a typed word to others when it is itself a word of some name: then it
is hardly a slip ('hassan' is not 'hussain' where both are borne)."""
IN_FULL = 8
"""Names compared in full, those that fit best at a glance."""


def fits(query: Tokens, names: Sequence[Tokens], rarity: Rarity, aside: Collection[str] = ()) -> list[Fit]:
    """How well each name fits the query, in the order of `names`; 0 for those that cannot be near.

    `aside` are words of the query that are acronyms of their own: in 'HPA Shamsi' the body tells
    where Shamsi is from, and is little missed in his name.
    """
    words = sorted({token for name in names for token in name})
    if not query or not words:
        return [Fit(0.0) for _ in names]
    columns = {token: place for place, token in enumerate(words)}
    every = [*words, *query]
    rare = dict(zip(every, rarity(every), strict=True))
    weights = {word: own_weight(word) * max(rare[word], 0.02) ** 1.5 for word in every}
    matrix = likeness(query, words)
    known = np.array([rare[word] < 1 and word.islower() for word in query])
    matrix[known[:, None] & (matrix < 1)] *= KNOWN_WORD
    typed = side(query, weights)._replace(
        aside=frozenset(place for place, token in enumerate(query) if token in aside)
    )
    sides = [side(name, weights) for name in names]
    lines = matrix.tolist()
    found = [Fit(0.0) for _ in names]
    for place in _at_a_glance(typed, sides, matrix, columns):
        name = sides[place]
        found[place] = fit(typed, name, [[line[columns[token]] for token in name.tokens] for line in lines])
    return found


def _at_a_glance(
    query: Side, names: Sequence[Side], matrix: NDArray[np.float32], columns: dict[str, int]
) -> list[int]:
    """The places of the names worth comparing in full: those of the best rough scores."""
    if len(names) <= IN_FULL:
        return list(range(len(names)))
    length = max(len(name.tokens) for name in names)
    places = np.zeros((len(names), length), np.intp)
    weights = np.zeros((len(names), length), np.float32)
    for row, name in enumerate(names):
        places[row, : len(name.tokens)] = [columns[token] for token in name.tokens]
        weights[row, : len(name.tokens)] = name.weights
    alike = matrix[:, places] * (weights > 0)
    covered = np.array(query.weights, np.float32) @ alike.max(axis=2) / query.total
    held = (alike.max(axis=0) * weights).sum(axis=1) / weights.sum(axis=1)
    whole = cdist([query.together], [name.together for name in names], scorer=Indel.normalized_similarity)[0]
    rough = np.maximum(OF_QUERY * covered + (1 - OF_QUERY) * held, whole**2.5)
    if len(query.together) <= 10:
        rough = np.maximum(rough, [as_initials(query.tokens, name.tokens) for name in names])
    return [int(place) for place in np.argsort(-rough, kind="stable")[:IN_FULL]]
