"""Likeness: how alike two words of names are, by letters, by consonants, by sound and by rule, 0 to 1."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from data.matching.keys import skeleton, skeletons, sound
from data.matching.words import ALIKE, PLACES

Matrix = NDArray[np.float32]

LEAST = 0.5
"""Words less alike than this are different words."""
ONE_EDIT = 1.1
"""What one letter changed, left out or put in costs, in letters."""
SWAPPED = 0.86
"""Likeness of two words that differ by two neighbouring letters changed about, the commonest slip."""
INITIAL = 0.8
"""Likeness of an initial to a word that begins with it."""
OTHER_FIRST = 0.8
"""What is left of the likeness in letters when the first letters differ: hands rarely slip there."""
OTHER_VOWEL = 0.85
"""What is left of the likeness in sound when one word begins with a dark vowel (u, o) and the other
with a clear one, as 'hussain' and 'hassan', 'mohammed' and 'mahmoud'."""
MISTAKEN = 0.8
"""Likeness of two words that people take for one another (`data.matching.words.ALIKE`)."""


def likeness(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """How alike the words are, as a matrix of len(left) rows and len(right) columns; below LEAST is 0.

    One edit costs a little more than its letter, several cost more than in proportion; words of the same
    consonants are alike whatever their vowels, the more so the more letters they share; words of
    three letters and less must be equal in letters or, nearly, in consonants.
    """
    text = _similar([word.lower() for word in left], [word.lower() for word in right])
    mixed = _capital(left)[:, None] != _capital(right)
    shortest = np.minimum(_sizes(left)[:, None], _sizes(right))
    edits = np.rint((1 - text) * np.maximum(_sizes(left)[:, None], _sizes(right)))
    typed = np.where(edits <= 1, 1 - ONE_EDIT * (1 - text), text * text)
    typed = np.where(_firsts(left)[:, None] == _firsts(right), typed, typed * OTHER_FIRST)
    typed = np.where((shortest > 3) & ~mixed, typed, 0)
    other_vowel = _vowels(left)[:, None] * _vowels(right) < 0
    share = np.where(mixed, 0.85 + 0.15 * text, 0.55 + 0.45 * text)
    heard = np.where(mixed | ((shortest > 2) & (text >= 0.4)), _heard(left, right) * share, 0)
    heard = np.where(other_vowel, heard * OTHER_VOWEL, heard)
    found = np.where(text == 1, 1, np.maximum(typed, heard)).astype(np.float32)
    found[found < LEAST] = 0
    _swapped(found, edits == 1, left, right)
    _not_words(found, text == 1, left, right)
    _mistaken(found, left, right)
    _places(found, left, right)
    return found


def _heard(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """How alike the words sound, by their consonants."""
    bones, other_bones = list(map(skeleton, left)), list(map(skeleton, right))
    alike = _at_best(list(map(skeletons, left)), list(map(skeletons, right)))
    sounds = _similar(list(map(sound, left)), list(map(sound, right)))
    consonants = np.minimum(_sizes(bones)[:, None], _sizes(other_bones))
    same = SAME_BONES[np.minimum(consonants, 3)] * _plainly(bones, other_bones)
    same_sound = SAME_SOUND[np.minimum(consonants, 3)]
    near = np.where(consonants > 3, alike * alike * 0.8, 0)
    found: Matrix = np.where(alike == 1, same, np.where(sounds == 1, same_sound, near))
    return found


SAME_BONES = np.array([0.6, 0.6, 0.88, 0.94], np.float32)
"""Likeness of words with the same skeleton of 0, 1, 2, 3 and more consonants."""
OTHER_READING = 0.9
"""What is left when only a less likely reading of a word in Arabic script agrees."""
SAME_SOUND = np.array([0, 0, 0.7, 0.82], np.float32)
"""The same for words that share only the looser sound."""


def _similar(left: Sequence[str], right: Sequence[str]) -> Matrix:
    found: Matrix = cdist(left, right, scorer=OSA.normalized_similarity, dtype=np.float32)
    return found


def _plainly(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """1 where the likeliest skeletons agree, OTHER_READING elsewhere."""
    found: Matrix = np.where(np.array(left)[:, None] == np.array(right), 1, OTHER_READING)
    return found


def _at_best(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> Matrix:
    """How alike the likeliest of the forms of each word are."""
    rows, columns = [len(forms) for forms in left], [len(forms) for forms in right]
    found = _similar([form for forms in left for form in forms], [form for forms in right for form in forms])
    if max(rows) > 1:
        found = np.maximum.reduceat(found, np.cumsum([0, *rows[:-1]]), axis=0)
    if max(columns) > 1:
        found = np.maximum.reduceat(found, np.cumsum([0, *columns[:-1]]), axis=1)
    return found


def _sizes(words: Sequence[str]) -> NDArray[np.int64]:
    return np.array([len(word) for word in words])


def _capital(words: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([word.isupper() for word in words])


def _vowels(words: Sequence[str]) -> NDArray[np.int64]:
    """For each word -1 when its first vowel is u or o, 1 when it is another, 0 when none is written."""
    firsts = (next((letter for letter in word if letter in "aeiou"), "") for word in words)
    return np.array([0 if not first else -1 if first in "uo" else 1 for first in firsts])


def _firsts(words: Sequence[str]) -> NDArray[np.int64]:
    return np.array([ord(word[0].lower()) for word in words])


def _swapped(found: Matrix, one_edit: NDArray[np.bool_], left: Sequence[str], right: Sequence[str]) -> None:
    """Raise the words in which two neighbouring letters changed places."""
    for row, column in np.argwhere(one_edit).tolist():
        one, other = left[row], right[column]
        if len(one) == len(other) > 3 and found[row, column] < SWAPPED and sorted(one) == sorted(other):
            found[row, column] = SWAPPED


def _not_words(found: Matrix, same: NDArray[np.bool_], left: Sequence[str], right: Sequence[str]) -> None:
    """Numbers agree or not; an initial agrees with every word that begins with it."""
    for row, one in enumerate(left):
        if not one.isalpha():
            found[row] = same[row]
        elif len(one) == 1:
            found[row] = [_initial(one, other) for other in right]
    for column, other in enumerate(right):
        if not other.isalpha():
            found[:, column] = same[:, column]
        elif len(other) == 1:
            found[:, column] = [_initial(one, other) for one in left]


def _places(found: Matrix, left: Sequence[str], right: Sequence[str]) -> None:
    """Part the names of different places, however alike they are written."""
    columns = [column for column, other in enumerate(right) if other in PLACES]
    for row, one in enumerate(left):
        if one in PLACES:
            for column in columns:
                found[row, column] = float(one == right[column])


def _initial(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return INITIAL if one[0].lower() == other[0].lower() and one.isalpha() and other.isalpha() else 0.0


def _mistaken(found: Matrix, left: Sequence[str], right: Sequence[str]) -> None:
    """Raise the words that people take for one another."""
    for row, one in enumerate(left):
        for group in ALIKE:
            if one in group:
                for column, other in enumerate(right):
                    if other in group and one != other:
                        found[row, column] = max(MISTAKEN, found[row, column])
