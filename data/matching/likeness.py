"""Likeness: how alike two words of names are, by letters, by consonants, by sound and by rule, 0 to 1."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from data.matching.keys import skeleton, sound
from data.matching.words import ALIKE

Matrix = NDArray[np.float32]

LEAST = 0.5
"""Words less alike than this are different words."""
SWAPPED = 0.86
"""Likeness of two words that differ by two neighbouring letters changed about, the commonest slip."""
INITIAL = 0.8
"""Likeness of an initial to a word that begins with it."""
MISTAKEN = 0.8
"""Likeness of two words that people take for one another (`data.matching.words.ALIKE`)."""


def likeness(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """How alike the words are, as a matrix of len(left) rows and len(right) columns; below LEAST is 0.

    One edit costs 1.2 letters' worth, several cost more than in proportion; words of the same
    consonants are alike whatever their vowels, the more so the more letters they share; words of
    three letters and less must be equal in letters or, nearly, in consonants.
    """
    text = _similar([word.lower() for word in left], [word.lower() for word in right])
    bones = _similar([skeleton(word) for word in left], [skeleton(word) for word in right])
    sounds = _similar([sound(word) for word in left], [sound(word) for word in right])
    longest = np.maximum(_sizes(left)[:, None], _sizes(right)[None, :])
    shortest = np.minimum(_sizes(left)[:, None], _sizes(right)[None, :])
    consonants = np.minimum(_sizes(left, skeleton)[:, None], _sizes(right, skeleton)[None, :])
    mixed = _capital(left)[:, None] != _capital(right)[None, :]
    edits = np.rint((1 - text) * longest)
    typed = np.where(edits <= 1, 1 - 1.2 * (1 - text), text**2)
    typed = np.where((shortest > 3) & ~mixed, typed, 0)
    share = np.where(mixed, 0.85 + 0.15 * text, 0.55 + 0.45 * text)
    same_bones = np.select([consonants >= 3, consonants == 2], [0.94, 0.88], 0.6)
    same_sound = np.select([consonants >= 3, consonants == 2], [0.82, 0.7], 0)
    heard = np.where(
        bones == 1, same_bones, np.where(sounds == 1, same_sound, bones**2 * (consonants > 3) * 0.8)
    )
    heard = np.where((shortest > 2) & ((text >= 0.4) | mixed), heard * share, 0)
    found = np.where(text == 1, 1, np.maximum(typed, heard))
    return _by_rule(np.where(found < LEAST, 0, found).astype(np.float32), left, right)


def _similar(left: Sequence[str], right: Sequence[str]) -> Matrix:
    found: Matrix = cdist(left, right, scorer=OSA.normalized_similarity, dtype=np.float32)
    return found


def _sizes(words: Sequence[str], key: Callable[[str], str] = str) -> NDArray[np.int32]:
    return np.array([len(key(word)) for word in words], np.int32)


def _capital(words: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([word.isupper() for word in words], np.bool_)


def _by_rule(found: Matrix, left: Sequence[str], right: Sequence[str]) -> Matrix:
    """What likeness of letters cannot see: numbers agree or not, initials, swapped letters, words
    taken for one another."""
    for row, one in enumerate(left):
        line = found[row]
        if not one.isalpha():
            line[[one != other for other in right]] = 0
            continue
        if len(one) == 1:
            line[:] = [_initial(one, other) for other in right]
            continue
        letters = sorted(one)
        for column, other in enumerate(right):
            if one == other:
                continue
            if not other.isalpha():
                line[column] = 0
            elif len(other) == 1:
                line[column] = _initial(one, other)
            elif len(one) == len(other) > 3 and letters == sorted(other) and _one_swap(one, other):
                line[column] = max(SWAPPED, line[column])
    _mistaken(found, left, right)
    return found


def _initial(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return INITIAL if one[0].lower() == other[0].lower() and other.isalpha() else 0.0


def _one_swap(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places and nothing else."""
    return bool(OSA.distance(one, other, score_cutoff=1) == 1)


def _mistaken(found: Matrix, left: Sequence[str], right: Sequence[str]) -> None:
    """Raise the words that people take for one another."""
    for row, one in enumerate(left):
        for group in ALIKE:
            if one in group:
                for column, other in enumerate(right):
                    if other in group and one != other:
                        found[row, column] = max(MISTAKEN, found[row, column])
