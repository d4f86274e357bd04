"""Keys: the consonant skeleton and the phonetic key of a token, and the hashed features of a name."""

import re
from functools import lru_cache
from zlib import crc32

from data.matching.words import FUNCTION, HONORIFICS, LEGAL, WEAK_HONORIFICS

_PAIRS = (
    ("tsch", "s"), ("sch", "s"), ("dsch", "j"),
    ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("zh", "j"),
    ("dh", "d"), ("th", "t"), ("bh", "b"), ("ph", "f"), ("dj", "j"), ("dz", "j"), ("ck", "k"), ("cz", "s"),
    ("ts", "s"), ("tz", "s"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("wr", "r"), ("kn", "n"),
)  # fmt: skip
_PAIR = re.compile("|".join(sorted((pair for pair, _ in _PAIRS), key=len, reverse=True)))
_PAIR_TO = dict(_PAIRS)
_ONE = str.maketrans("qcwzx", "kkvsk", "aeiouyh")
_CAPITALS = str.maketrans("XWCQZ", "KSSKS", "AIYH")
_LOOSE = str.maketrans("pgdjf", "bktsv")
MOST_PAIRED = 4
"""Words of a name that are paired with one another."""
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 14)
def skeleton(token: str) -> str:
    """The consonants of a token, spellings of one sound alike: 'naqvi', 'naqwi' and 'NQVY' are 'nkv'.

    A token without consonants keeps its first vowel.
    """
    if token.isupper():
        return token.translate(_CAPITALS).lower() or token[:1].lower()
    bare = _DOUBLE.sub(r"\1", _PAIR.sub(lambda pair: _PAIR_TO[pair.group()], token))
    return bare.translate(_ONE) or token[:1]


@lru_cache(maxsize=1 << 14)
def skeletons(token: str) -> tuple[str, ...]:
    """All the skeletons a token may have, the likeliest first; more than one only in Arabic script.

    There a waw may be a consonant or a vowel ('نقوی', 'محمود'), and 'ال' the article or not.
    """
    if not token.isupper():
        return (skeleton(token),)
    forms = [token, token.replace("V", "")]
    if token.startswith("AL") and len(token) > 3:
        forms += [form[2:] for form in forms]
    return tuple(dict.fromkeys(skeleton(form) for form in forms if form))


@lru_cache(maxsize=1 << 14)
def sound(token: str) -> str:
    """A looser key than the skeleton: b/p, g/k, d/t, j/s alike, v may be a vowel and is dropped."""
    loose = skeleton(token).translate(_LOOSE)
    return _DOUBLE.sub(r"\1", loose[:1] + loose[1:].replace("v", "")) or loose


def joined(tokens: tuple[str, ...]) -> str:
    """The tokens written together."""
    return "".join(tokens)


def content(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens without function words and titles; all of them when nothing else is there."""
    kept = tuple(
        token
        for token in tokens
        if token not in FUNCTION and (token not in HONORIFICS or token in WEAK_HONORIFICS)
    )
    return kept or tokens


def initials(tokens: tuple[str, ...]) -> str:
    """First letters of the content tokens, numbers whole: 'country program 3' is 'cp3'; '' for one token."""
    words = [token for token in content(tokens) if token not in LEGAL]
    return "".join(word if word.isdigit() else word[0] for word in words) if len(words) > 1 else ""


def short_forms(tokens: tuple[str, ...]) -> list[str]:
    """The acronyms that a name may go by: its initials, with function words, and without the first."""
    strict = initials(tokens)
    if not strict:
        return []
    full = "".join(token if token.isdigit() else token[0] for token in tokens)
    forms = [strict, full, full[1:] if len(full) > 3 else "", strict[1:] if len(strict) > 3 else ""]
    return [form for form in dict.fromkeys(forms) if 2 <= len(form) <= 10]


def features(tokens: tuple[str, ...], typed: bool = False) -> list[str]:
    """The keys under which a name is filed, or looked for when it was `typed`.

    '!' whole name written together, '#' whole token, '=' skeleton, '~' sound, '@' initials,
    '&' two words at once, and trigrams of the padded tokens. The sound of a word that was typed with
    its vowels is not looked for: it costs more reading than it finds.
    """
    words = content(tokens)
    whole = joined(tokens)
    found = ["!" + whole.lower()]
    for word in words:
        found.append("#" + word)
        found.extend("=" + bones for bones in skeletons(word))
        if not typed or word.isupper():
            found.append("~" + sound(word))
        if word.islower() or word.isdigit() or not word.isalpha():
            padded = f" {word} "
            found.extend(padded[at : at + 3] for at in range(len(padded) - 2))
    found.extend(_pairs([skeleton(word) for word in words[:MOST_PAIRED]]))
    if typed:
        found.extend("@" + word for word in words if 2 <= len(word) <= 10 and word.isascii())
        if len(words) > 1:
            found.append("@" + "".join(words)[:10])
    elif len(words) == 1 and 2 <= len(words[0]) <= 10:
        found.append("@" + words[0])
    found.extend("@" + form for form in short_forms(tokens))
    return list(dict.fromkeys(found))


def _pairs(bones: list[str]) -> list[str]:
    """Two words at once: the skeleton of one with the first two consonants of another, in any order.

    Rare even where both words are common, and whole when one of the two is misspelled in its end.
    """
    return [
        f"&{one} {other[:2]}"
        for place, one in enumerate(bones)
        for second, other in enumerate(bones)
        if place != second
    ]


def feature_numbers(tokens: tuple[str, ...], typed: bool = False) -> list[int]:
    """The numbers of the features of a name, in order."""
    return sorted({number(feature) for feature in features(tokens, typed)})


def number(feature: str) -> int:
    """The 32-bit number that a feature is filed under."""
    return crc32(feature.encode())
