"""Persons: whether two names, as written in articles, may be spellings of one person's name.

The test is made token by token on skeletons and letters, never on a score over the whole name:
by that 'Muhammad Ali' is near 'Muhammad Asif'.
"""

from rapidfuzz.distance import OSA

from data.matching.fold import fold
from data.matching.keys import skeleton
from data.matching.words import FUNCTION, HONORIFICS, PARTICLES, WEAK_HONORIFICS

COMMON = frozenset(
    {"muhammad", "mohammad", "mohammed", "mohamed", "ahmad", "ahmed", "abd", "bin", "ali", "khan"}
)
"""Parts that so many bear that sharing one of them is no evidence."""


def same_person(one: str, other: str) -> bool | None:
    """Whether two names are spellings of one name: True, False, or None when they leave it open.

    True: the last names agree, and every part of the shorter name agrees with a part of the longer
    one, two parts at least. False: no part that tells persons apart agrees, or parts that both
    give differ. None: only a last name, only a first name, initials, or common parts agree.
    Whether two bearers of one name are one person is not asked here: see the merge guard.
    """
    short, long = sorted((_parts(one), _parts(other)), key=len)
    if not short:
        return None
    pairs = _paired(short, long)
    if len(pairs) < len(short):
        return None if _only_extra_titles(short, long, pairs) else False
    telling = [part for part, _ in pairs if len(part) > 1 and skeleton(part) not in _common_bones()]
    last_agrees = (
        variants(short[-1], long[-1]) or variants(short[-1], long[0]) or variants(short[0], long[-1])
    )
    if len(short) == 1 or not telling or not last_agrees or any(len(part) == 1 for part in short):
        return None
    return True


def variants(one: str, other: str) -> bool:
    """Whether two folded name parts are spellings of one another, as 'rizvi' and 'rizwi'.

    The consonants must agree and most letters too, or one letter of five or more differ beyond the first.
    """
    if one == other:
        return True
    if one.isupper() != other.isupper():
        return skeleton(one) == skeleton(other)
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if skeleton(one) == skeleton(other):
        return OSA.normalized_similarity(one, other) >= 0.55
    return min(len(one), len(other)) >= 6 and one[0] == other[0] and OSA.distance(one, other) == 1


def _parts(name: str) -> list[str]:
    """The parts of a name without titles; family names that are titles too stay unless they stand first."""
    tokens = [token for token in fold(name) if token not in FUNCTION or token in PARTICLES]
    plain = [token for token in tokens if token not in HONORIFICS or token in WEAK_HONORIFICS]
    while len(plain) > 2 and plain[0] in WEAK_HONORIFICS:
        plain = plain[1:]
    return plain or tokens


def _paired(short: list[str], long: list[str]) -> list[tuple[str, str]]:
    """Each part of the shorter name with a part of the longer one that it may be, used once."""
    free = list(long)
    pairs = []
    for part in sorted(short, key=len, reverse=True):
        found = next((other for other in (part, *free) if other in free and variants(part, other)), None)
        if found is not None:
            free.remove(found)
            pairs.append((part, found))
    return pairs


def _only_extra_titles(short: list[str], long: list[str], pairs: list[tuple[str, str]]) -> bool:
    """Whether all that disagrees are words that are titles as often as names ('Rai', 'Rana')."""
    agreed = {part for part, _ in pairs}
    return len(pairs) > 1 and all(part in WEAK_HONORIFICS for part in short if part not in agreed)


def _common_bones() -> frozenset[str]:
    return frozenset(skeleton(part) for part in COMMON)
