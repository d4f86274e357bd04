"""copies: whether two texts are near-copies, so that one agency report does not count as two sources."""

import re
from collections.abc import Sequence

import numpy as np

from data.dates import Value

WORDS = 4
"""Words in a shingle."""

HASHES = 128
"""Values of a MinHash digest; its estimate of resemblance is right to about 0.09."""

RESEMBLANCE = 0.7
CONTAINMENT = 0.8
"""From which share of common shingles on a text is a copy: of both together, or of the shorter one.

Measured on edited copies (resemblance 0.96) and copies cut short (resemblance 0.38, containment 1.0);
two reports of one event that were written apart share less than a tenth.
"""

SHORTEST = 30
"""Shingles that a text must have to be called a copy because another one contains it."""

_WORD = re.compile(r"\w+")
_SEED = 42


class Signature(Value):
    """What is kept of a text to find its near-copies among many: 128 numbers and how many shingles it has."""

    digest: tuple[int, ...]
    size: int


def shingles(text: str) -> frozenset[str]:
    """Every run of four words of `text`, in small letters, without punctuation; a shorter text is one run."""
    words = _WORD.findall(text.lower())
    if not words:
        return frozenset()
    return frozenset(" ".join(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1)))


def signature(text: str) -> Signature:
    """The MinHash signature of a text; the same text has the same one on every machine."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    runs = shingles(text)
    minhash = RMinHash(num_perm=HASHES, seed=_SEED)
    minhash.update(sorted(runs))
    return Signature(digest=tuple(minhash.digest()), size=len(runs))


def likely(one: Signature, others: Sequence[Signature]) -> list[int]:
    """Positions of those `others` that may be near-copies of `one`; only these need `near_copy`.

    By the resemblance J that the digests estimate and the containment that follows from it,
    J (a + b) / (1 + J) / min(a, b), both taken generously.
    """
    if not others or not one.size:
        return []
    digests = np.array([other.digest for other in others], dtype=np.uint32)
    sizes = np.array([other.size for other in others], dtype=float)
    same = np.mean(digests == np.array(one.digest, dtype=np.uint32), axis=1)
    inside = same * (sizes + one.size) / (1 + same) / np.maximum(1, np.minimum(sizes, one.size))
    return [int(at) for at in np.flatnonzero((same > RESEMBLANCE - 0.2) | (inside > CONTAINMENT / 2))]


def near_copy(one: str, other: str) -> float:
    """How much of a copy the texts are: the share of common shingles, 0.0 when they are no near-copies."""
    first, second = shingles(one), shingles(other)
    if not first or not second:
        return 0.0
    common = len(first & second)
    resemblance = common / (len(first) + len(second) - common)
    containment = common / min(len(first), len(second))
    if min(len(first), len(second)) >= SHORTEST and containment >= CONTAINMENT:
        return containment
    return resemblance if resemblance >= RESEMBLANCE else 0.0
