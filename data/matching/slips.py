"""Slips: which letter a hand or an ear puts for which, so that an odd change of a letter tells two names."""

from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""The keys of a telephone and a typewriter."""
SOUNDS = ("aeiouyhw", "bpfvw", "dt", "gkqcxj", "szcx", "jzgy", "mn", "lr", "rt", "kh")
"""Letters that are heard or transliterated as one another."""


def odd_slip(typed: str, held: str) -> bool:
    """Whether one letter was put for another that is neither beside it on the keys nor heard like it.

    Letters left out, doubled, put in or changed about are what hands do.
    """
    if len(typed) != len(held) or OSA.distance(typed, held, score_cutoff=1) != 1:
        return False
    changed = [pair for pair in zip(typed, held, strict=True) if pair[0] != pair[1]]
    return len(changed) == 1 and frozenset(changed[0]) not in _confused()


@cache
def _confused() -> frozenset[frozenset[str]]:
    """The pairs of letters that are beside one another or sound alike."""
    near = [row[at : at + 2] for row in ROWS for at in range(len(row) - 1)]
    for upper, lower in pairwise(ROWS):
        near += [one + other for at, one in enumerate(upper) for other in lower[max(at - 1, 0) : at + 1]]
    near += [one + other for group in SOUNDS for one in group for other in group]
    return frozenset(map(frozenset, near))
