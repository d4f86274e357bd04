"""Spelling: when two written forms of a name are the same name."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

_ENGLISH = (
    ("centre", "center"),
    ("isation", "ization"),
    ("programme", "program"),
    ("labour", "labor"),
    ("defence", "defense"),
    ("co-operation", "cooperation"),
)
_SMALL = {"of", "the", "for", "on", "and", "to", "in", "against", "by", "with", "&", "de"}
_SOUNDS = (("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"), ("z", "s"), ("x", "ks"), ("y", ""), ("h", ""))


@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """A word without capitals, diacritics and punctuation."""
    return "".join(letter for letter in anyascii(word).lower() if letter.isalnum())


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """The consonants of a name as they sound, doubled ones once: 'Hassan' and 'Hasan' are both 'sn'."""
    letters = folded(word)
    for written, sound in _SOUNDS:
        letters = letters.replace(written, sound)
    letters = re.sub(r"[aeiou]", "", letters)
    return re.sub(r"(.)\1+", r"\1", letters)


@lru_cache(maxsize=16_384)
def same_word(one: str, other: str) -> bool:
    """Whether two words are spellings of one name: 'Jehangir' and 'Jahangir', 'Naqvi' and 'Nakvi'."""
    one, other = folded(one), folded(other)
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2:
        return False
    alike = one[0] == other[0] or {one[0], other[0]} <= set("aeiou")
    if not alike or len(skeleton(one)) < 2 or skeleton(one) != skeleton(other):
        return False
    return Levenshtein.distance(one, other) <= max(1, min(len(one), len(other)) // 3)


@lru_cache(maxsize=16_384)
def words(name: str) -> tuple[str, ...]:
    """The words of a person's name; full stops, commas and possessive endings are left off."""
    return tuple(re.sub(r"['’]s$", "", word).strip(".,") for word in name.split() if word.strip(".,"))


def covers(longer: str, shorter: str) -> bool:
    """Whether `shorter` can be the same person as `longer` inside one article.

    A single word must be the last name; of two words or more each must occur, in any order
    ('Rai Tahir' and 'Muhammad Tahir Rai'); an initial stands for a word that begins with it.
    """
    many, few = words(longer), words(shorter)
    if len(few) == 1:
        return bool(many) and same_word(many[-1], few[0])
    left = list(many)
    for word in few:
        match = next((part for part in left if same_word(part, word) or _initial(part, word)), None)
        if match is None:
            return False
        left.remove(match)
    return len(few) > 1


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[:1].lower() == other[:1].lower()


@lru_cache(maxsize=16_384)
def body_key(name: str) -> tuple[str, ...]:
    """What is compared of an organisation's name: its content words, spelled one way, in any order.

    'Ministry of Interior' and 'Interior Ministry' agree, 'Ministry of Interior and Narcotics
    Control' does not.
    """
    lowered = name.lower().replace("’", "'")
    for british, american in _ENGLISH:
        lowered = lowered.replace(british, american)
    content = [folded(word) for word in re.split(r"[\s/-]+", lowered) if word not in _SMALL]
    return tuple(sorted(_singular(word) for word in content if word))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def initials(name: str) -> str:
    """The initials of the content words of a name, in capitals: 'Office on Drugs and Crime' is 'ODC'."""
    return "".join(
        word[0].upper() for word in re.split(r"[\s-]+", name) if word and word.lower() not in _SMALL
    )
