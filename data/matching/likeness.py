"""Likeness: how alike two words of names are, by letters, by consonants, by sound and by rule, 0 to 1."""

from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from data.matching.keys import skeleton, skeletons, sound
from data.matching.words import ALIKE, DEMONYMS, PLACES

Row = dict[str, float]
"""The words that are like one word, and how much; a word that is missing is not like it."""

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
LETTER_PAIRS = frozenset(["ch", "dj", "gh", "kh", "ph", "sh", "st", "th", "ts", "ya", "ye", "yu", "zh"])
"""Two letters that stand for one sound, and so for a name like an initial ('Ye. Ivanova')."""
LINKS = frozenset(["s", "ul", "ur", "us", "uz", "ud", "un"])
"""What a plural, or a name before an article that is written with it, has at its end."""
SAME_WORD = 0.95
"""Likeness of two forms of one word."""
MISTAKEN = 0.8
"""Likeness of two words that people take for one another (`data.matching.words.ALIKE`)."""
SAME_BONES = (0.6, 0.6, 0.88, 0.94)
"""Likeness of words with the same skeleton of 0, 1, 2, 3 and more consonants."""
OTHER_READING = 0.98
"""What is left when only a less likely reading of a word in Arabic script agrees."""
SAME_SOUND = (0.0, 0.0, 0.7, 0.82)
"""The same for words that share only the looser sound."""
FEWEST_SHARED = 0.4
"""Words of one script of which no larger share of the letters agrees are not alike, whatever their sound."""
FEWEST_HEARD = 0.5
"""Words of two scripts of whose sounds no larger share agrees are not alike."""


def likeness(left: Sequence[str], right: Collection[str]) -> list[Row]:
    """For each word of `left` the words of `right` that are like it, with their likeness from LEAST to 1."""
    typed, words = list(dict.fromkeys(left)), list(right)
    near = _sharing(typed, words, FEWEST_SHARED)
    if any(map(str.isupper, (*typed, *words))):
        near |= _sharing(list(map(sound, typed)), list(map(sound, words)), FEWEST_HEARD)
    found: dict[str, Row] = {word: {} for word in typed}
    odd = [place for place, word in enumerate(words) if _odd(word)]
    for row, word in enumerate(typed):
        near.update((row, column) for column in (range(len(words)) if _odd(word) else odd))
    for row, column in near:
        like = alike(typed[row], words[column])
        if like:
            found[typed[row]][words[column]] = like
    return [found[word] for word in left]


def _sharing(left: Sequence[str], right: Sequence[str], share: float) -> set[tuple[int, int]]:
    """The places of the pairs of words that share so much of their letters."""
    shared = cdist(left, right, scorer=OSA.normalized_similarity, score_cutoff=share)
    rows, columns = np.nonzero(shared)
    return set(zip(rows.tolist(), columns.tolist(), strict=True))


def _odd(word: str) -> bool:
    """Whether a word may be like another with which it shares few letters."""
    return len(word) == 1 or word in _mistakable() or word in LETTER_PAIRS or word in DEMONYMS


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: a plural, a country and what belongs to it."""
    return _is_form_of(one, other) or _is_form_of(other, one)


def _is_form_of(form: str, word: str) -> bool:
    """Whether `form` is the plural of `word`, what belongs to the country `word`, or the name `word` with
    the article that leads over to the next name ('Anwarul Haq')."""
    if DEMONYMS.get(form) == word:
        return True
    if len(word) < 3 or not form.startswith(word[:-1]) or form.isupper():
        return False
    if form.startswith(word):
        return form[len(word) :] in (LINKS if len(word) > 3 else LINKS - {"s"})
    return word[-1] == "y" and form == word[:-1] + "ies"


def alike(one: str, other: str) -> float:
    """How alike two words are, 0 when less than LEAST.

    One edit costs a little more than its letter, several cost more than in proportion; words of the same
    consonants are alike whatever their vowels, the more so the more letters they share; words of
    three letters and less must be equal in letters or, nearly, in consonants.
    """
    if one == other:
        return 1.0
    if not one.isalpha() or not other.isalpha():
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0].lower() == other[0].lower() else 0.0
    if (one in LETTER_PAIRS and other.startswith(one)) or (other in LETTER_PAIRS and one.startswith(other)):
        return INITIAL
    if one in PLACES and other in PLACES:
        return 0.0
    if same_word(one, other):
        return SAME_WORD
    found = _across(one, other) if one.isupper() != other.isupper() else _within(one, other)
    if one in _mistakable() and _mistakable()[one] & _mistakable().get(other, frozenset()):
        found = max(found, MISTAKEN)
    return found if found >= LEAST else 0.0


def _across(one: str, other: str) -> float:
    """How alike a word in Arabic script and one with its vowels are."""
    text = OSA.normalized_similarity(one.lower(), other.lower())
    return _heard(one, other) * (0.85 + 0.15 * text) * _vowel_share(one, other)


def _within(one: str, other: str) -> float:
    """How alike two words of one script are, by letters or by sound."""
    text = OSA.normalized_similarity(one, other)
    if text < FEWEST_SHARED:
        return 0.0
    shortest = min(len(one), len(other))
    heard = _heard(one, other) * (0.55 + 0.45 * text) * _vowel_share(one, other) if shortest > 2 else 0.0
    return max(heard, _typed(one, other, text)) if shortest > 3 else heard


def _typed(one: str, other: str, text: float) -> float:
    """How alike two words are to a hand that slips, of which `text` is the share of letters that agree."""
    edits = round((1 - text) * max(len(one), len(other)))
    typed = 1 - ONE_EDIT * (1 - text) if edits <= 1 else text * text
    if one[0] != other[0]:
        typed *= OTHER_FIRST
    if edits == 1 and len(one) == len(other) and typed < SWAPPED and sorted(one) == sorted(other):
        return SWAPPED
    return typed


def _heard(one: str, other: str) -> float:
    """How alike two words sound, by their consonants."""
    bones, other_bones = skeleton(one), skeleton(other)
    consonants = min(len(bones), len(other_bones), 3)
    if bones == other_bones:
        return SAME_BONES[consonants]
    if one.isupper() or other.isupper():
        best = max(_similar(mine, its) for mine in skeletons(one) for its in skeletons(other))
    else:
        best = _similar(bones, other_bones)
    if best == 1:
        return SAME_BONES[consonants] * OTHER_READING
    if sound(one) == sound(other):
        return SAME_SOUND[consonants]
    return best * best * 0.8 if min(len(bones), len(other_bones)) > 3 else 0.0


_similar = OSA.normalized_similarity


def _vowel_share(one: str, other: str) -> float:
    return 1.0 if same_colour(one, other) else OTHER_VOWEL


def same_colour(one: str, other: str) -> bool:
    """Whether the first vowels of both words are dark (u, o), or clear, or one of them has none."""
    return _vowel(one) * _vowel(other) >= 0


def _vowel(word: str) -> int:
    """-1 when the first vowel is u or o, 1 when it is another, 0 when none is written."""
    for letter in word:
        if letter in "aeiou":
            return -1 if letter in "uo" else 1
    return 0


@cache
def _mistakable() -> dict[str, frozenset[int]]:
    """Each word that people take for another to the numbers of its groups."""
    words = {word for group in ALIKE for word in group}
    return {word: frozenset(place for place, group in enumerate(ALIKE) if word in group) for word in words}
