"""Pairs: how far two names, seen without any store, are names of one person or body."""

from collections.abc import Sequence

from data.matching.compare import fits
from data.matching.fold import fold

SAME = 0.74
"""From here two names are taken for names of one. Chosen by five-fold cross-validation, repeated five
times, on the labelled pairs that benchmarks/name_pairs.py reads (F1 .88 on pairs that had no part in the
choice); anywhere from .56 to .80 F1 is between .876 and .895."""


def pair_score(one: str, other: str) -> float:
    """How far two names are names of one person or body, 0 to 1, the same in both directions.

    Every word counts alike but for its sort: without a store nothing tells which words are rare.
    What one name says and the other leaves out ('J. Marlow', 'John Edward Marlow') is
    forgiven, what contradicts is not.
    """
    left, right = fold(one), fold(other)
    if not left or not right:
        return 0.0
    return max(fits(left, [right], _alike)[0].score, fits(right, [left], _alike)[0].score)


def _alike(words: Sequence[str]) -> list[float]:
    return [1.0] * len(words)
