"""Sides: the words of a query or of a name, and what each of them weighs."""

from functools import lru_cache
from typing import NamedTuple

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
    known: frozenset[int] = frozenset()
    """Places of words, with their vowels, that stand in some name of the store."""


@lru_cache(maxsize=1 << 14)
def own_weight(token: str) -> float:
    """What a token of its sort weighs: 1 for an ordinary word, less for titles, roles, generic words."""
    share = next((share for words, share in OWN_WEIGHT if token in words), 1.0)
    return min(share, 0.4) if len(token) == 1 and not token.isdigit() else share


def side(tokens: Tokens, weights: dict[str, float]) -> Side:
    """The tokens with what each counts for, by `weights`."""
    own = tuple([weights[token] for token in tokens])
    counted = tuple([place for place, token in enumerate(tokens) if own_weight(token) > NO_EVIDENCE])
    return Side(tokens, own, "".join(tokens), counted, sum(own))


@lru_cache(maxsize=1 << 14)
def core(tokens: Tokens) -> Tokens:
    """The tokens without titles, legal forms, small words and words of kind: what makes the name."""
    return tuple(token for token in tokens if own_weight(token) > NO_EVIDENCE and token not in KINDS)
